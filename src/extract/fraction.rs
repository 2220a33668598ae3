//! Fractions and ratios: `3/4`, `5 1/2`, and what the rules' patterns of fractions find.

use rust_decimal::Decimal;

use crate::extract::number::Number;
use crate::extract::pattern::{Held, longest, opens};
use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::ruleset::Class;

/// Largest number below the stroke of a fraction in digits: larger ones are mostly dates or parts of names.
const LARGEST_BELOW: u32 = 10;

/// The fraction that begins at token `i`, with the whole number before it where there is one; `whole` is the number
/// that begins there.
pub fn fraction(reading: &Reading<'_>, i: usize, whole: Option<&Number>) -> Option<Number> {
    let mixed = whole
        .filter(|w| w.digits && w.scale.is_none() && w.value.fract().is_zero() && !reading.glued(w.end))
        .and_then(|w| stroke(reading, w.end).and_then(|f| sum(w, f)));
    let worded = worded(reading, i, whole);
    [mixed, stroke(reading, i), worded].into_iter().flatten().max_by_key(|n| n.end)
}

fn sum(whole: &Number, part: Number) -> Option<Number> {
    Some(Number { value: whole.value.checked_add(part.value)?, share: false, ..part })
}

/// `3/4`, in digits without a space.
fn stroke(reading: &Reading<'_>, i: usize) -> Option<Number> {
    if !reading.tight(i + 1, "/") {
        return None;
    }
    let whole = |at: usize| reading.word(at).parse::<u32>().ok().filter(|_| reading.is(at, TokenKind::Number));
    let (above, below) = whole(i).zip(whole(i + 2))?;
    let alone = !matches!(reading.word(i + 3), "/" | "-") || !reading.glued(i + 3);
    if above == 0 || above >= below || below > LARGEST_BELOW || !alone {
        return None;
    }
    of(Decimal::from(above), Decimal::from(below), i + 3)
}

/// What a pattern of the rules finds: a number of a whole, or with a word for the lower part; a first number before
/// both is added.
fn worded(reading: &Reading<'_>, i: usize, whole: Option<&Number>) -> Option<Number> {
    // most numbers are followed by nothing that makes a fraction of them
    let forms = &reading.language.fractions;
    let root = forms.node(0)?;
    let goes_on = |n: &Number| {
        root.numbers.iter().filter_map(|(_, next)| forms.node(*next)).any(|node| opens(reading, n.end, node))
    };
    if !opens(reading, i, root) && !whole.is_some_and(goes_on) {
        return None;
    }
    let found = longest(reading, forms, i, false)?;
    let mut numbers = Vec::new();
    let mut whole = None;
    for held in &found.held {
        match held {
            Held::Number(n, _) => numbers.push(*n),
            Held::Whole(n) => whole = Some(*n),
            Held::Word(Class::Denominator, sense) => whole = sense.number,
            _ => {}
        }
    }
    let above = numbers.pop().unwrap_or(Decimal::ONE);
    let below = whole.filter(|whole| above < *whole)?;
    let part = of(above, below, found.end)?;
    let more = numbers.pop();
    let value = part.value.checked_add(more.unwrap_or_default())?;
    Some(Number { value, share: more.is_none(), rules: found.rules, digits: false, ..part })
}

fn of(above: Decimal, below: Decimal, end: usize) -> Option<Number> {
    Some(Number {
        value: above.checked_div(below)?,
        grain: Decimal::new(1, 2),
        end,
        rules: Vec::new(),
        digits: true,
        scale: None,
        bare_scale: false,
        share: true,
        bound: None,
    })
}
