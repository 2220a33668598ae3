//! A number with what stands before it: hedges, a currency, the other end of a range.

use rust_decimal::Decimal;

use crate::extract::ahead;
use crate::extract::number::{Number, can_start, number};
use crate::extract::quantity::{Amount, bounded, scaled};
use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Bound, Quantity, RuleId, TimeUnit};
use crate::ruleset::{Class, Sense, bound};

/// An amount that may still take a unit and a hedge behind it.
pub struct Partial {
    /// What was read so far; its `end` is that of the number.
    pub read: Amount,
    /// One past the last token, unit and hedge included.
    pub end: usize,
    /// First token of the number.
    pub number_at: usize,
    /// It needs no noun to be a figure: it has digits, or is an unclear number.
    pub has_digits: bool,
    /// It is a scale and nothing else.
    pub bare: bool,
}

/// What has been read before the number.
#[derive(Default)]
struct Before<'r> {
    at: usize,
    bound: Option<Bound>,
    open: Option<&'r Sense>,
    unit: Option<String>,
    money: bool,
    /// A minus stands before the currency.
    minus: bool,
    rules: Vec<RuleId>,
}

/// The amount that begins at token `i`.
pub fn amount(reading: &Reading<'_>, i: usize) -> Option<Partial> {
    if !can_start(reading, i) {
        return None;
    }
    let Before { at, bound: hedge, open, unit, money, minus, mut rules } = before(reading, i);
    if let Some((sense, end)) = reading.sense(at, Class::Vague).filter(|_| unit.is_none()) {
        return Some(vague(reading, i, sense, end, rules));
    }
    let read = number(reading, at, money);
    let word = reading
        .sense(at, Class::Figure)
        .filter(|(_, end)| unit.is_none() && read.as_ref().is_none_or(|n| n.end <= *end));
    if let Some((sense, end)) = word {
        return figure(i, at, hedge, sense, end, rules);
    }
    let mut first = read?;
    if minus {
        first.value = -first.value;
    }
    let mut end = first.end;
    let mut quantity = Quantity::exact(first.value, unit, first.grain);
    rules.extend(first.rules.iter().copied());
    let bare = first.bare_scale && first.bound.is_none();
    if let Some((low, second)) = range(reading, i, &first, open, money, &mut rules) {
        end = second.end;
        quantity.low = Some(low);
        quantity.high = Some(second.value);
        quantity.grain = second.grain;
        quantity.bound = Bound::Range;
    } else if open.is_some() {
        return None;
    }
    if let Some(bound) = first.bound.or(hedge) {
        quantity = bounded(quantity, bound);
    }
    if first.share && quantity.unit.is_none() {
        quantity.unit = Some(Quantity::SHARE.to_owned());
    }
    let read = Amount { start: i, end, quantity, time: None, rules };
    Some(Partial { read, end, number_at: at, has_digits: first.digits || first.share, bare })
}

/// Hedges, the opening of a range, a currency or unit, in any order that the language allows.
fn before<'r>(reading: &Reading<'r>, i: usize) -> Before<'r> {
    let mut so_far = Before { at: i, ..Before::default() };
    loop {
        let at = so_far.at;
        let hedge = reading.sense(at, Class::HedgeBefore).filter(|(s, _)| !s.ahead || sets_limits(reading));
        let (sense, end) = if let Some((sense, end)) = hedge {
            so_far.bound = bound(&sense.text);
            (sense, end)
        } else if let Some((sense, end)) = reading.sense(at, Class::RangeOpen).filter(|_| so_far.open.is_none()) {
            so_far.open = Some(sense);
            (sense, end)
        } else if let Some((sense, end)) = reading.sense(at, Class::CurrencyBefore).filter(|_| so_far.unit.is_none()) {
            so_far.unit = Some(sense.text.clone());
            so_far.money = true;
            so_far.minus = i > 0 && at == i && minus_at(reading, i - 1);
            (sense, end)
        } else if let Some((sense, end)) = reading.sense(at, Class::UnitBefore).filter(|_| so_far.unit.is_none()) {
            so_far.unit = Some(sense.text.clone());
            (sense, end)
        } else {
            return so_far;
        };
        so_far.rules.push(sense.rule);
        so_far.at = end;
    }
}

/// Whether "the highest" is a limit here and not the peak itself: in what is to come, and in a few words alone.
fn sets_limits(reading: &Reading<'_>) -> bool {
    const FEW: usize = 5;
    reading.len() <= FEW || ahead(reading)
}

/// Whether a minus stands at token `i`, before what it belongs to.
fn minus_at(reading: &Reading<'_>, i: usize) -> bool {
    reading.word(i) == "-" && !reading.glued(i) && reading.glued(i + 1)
}

/// An unclear number, with the scale behind it if there is one.
fn vague(reading: &Reading<'_>, start: usize, sense: &Sense, end: usize, mut rules: Vec<RuleId>) -> Partial {
    rules.push(sense.rule);
    let scale = reading.sense(end, Class::Scale).filter(|(s, _)| s.bound.is_none());
    let factor = scale.as_ref().and_then(|(s, _)| s.number).unwrap_or(Decimal::ONE);
    rules.extend(scale.as_ref().map(|(s, _)| s.rule));
    let end = scale.map_or(end, |(_, e)| e);
    let bound = match sense.high {
        None => Bound::AtLeast,
        high if high == sense.number => Bound::Exact,
        Some(_) => Bound::Range,
    };
    let quantity = Quantity { low: sense.number, high: sense.high, unit: None, bound, grain: Decimal::ONE };
    let quantity = scaled(quantity, factor);
    let read = Amount { start, end, quantity, time: None, rules };
    Partial { read, end, number_at: start, has_digits: true, bare: false }
}

/// A number and its unit in one word.
fn figure(
    start: usize,
    at: usize,
    hedge: Option<Bound>,
    sense: &Sense,
    end: usize,
    mut rules: Vec<RuleId>,
) -> Option<Partial> {
    rules.push(sense.rule);
    let value = sense.number?;
    let (_, unit) = sense.text.split_once(' ')?;
    let time = TimeUnit::named(unit).map(|unit| (unit, Decimal::ONE));
    let unit = time.is_none().then(|| unit.to_owned());
    let grain = Decimal::new(1, value.scale());
    let mut quantity = Quantity::exact(value, unit, grain);
    if let Some(bound) = sense.bound.or(hedge) {
        quantity = bounded(quantity, bound);
    }
    let read = Amount { start, end, quantity, time, rules };
    Some(Partial { read, end, number_at: at, has_digits: true, bare: false })
}

/// The other end of a range, with the lower end in the scale that both share. The unit may stand behind both ends.
fn range(
    reading: &Reading<'_>,
    start: usize,
    first: &Number,
    open: Option<&Sense>,
    money: bool,
    rules: &mut Vec<RuleId>,
) -> Option<(Decimal, Number)> {
    let before = |class| {
        let ends_here = |i: usize| reading.sense(i, class).filter(|(_, end)| *end == start);
        (start.saturating_sub(2)..start).find_map(ends_here).map(|(sense, _)| sense)
    };
    let from = |open: Option<&Sense>| open.is_some_and(|s| !s.text.is_empty());
    let moved = (from(open) || from(before(Class::RangeOpen))) && reading.all(Class::Moved).next().is_some();
    let own = unit_behind(reading, first.end);
    let ((rule, mut at), unit) = match (joint(reading, first, first.end, open.is_some()), own) {
        (Some(joint), _) => (joint, None),
        (None, Some((unit, end))) => (joint(reading, first, end, open.is_some())?, Some(unit)),
        (None, None) => return None,
    };
    if let Some((_, end)) = reading.sense(at, Class::CurrencyBefore).filter(|_| money) {
        // "rose $2 to $81": by how much, and to what
        if before(Class::Moved).is_some() {
            return None;
        }
        at = end;
    }
    let second = number(reading, at, money).filter(|n| n.bound.is_none() && !n.bare_scale && !moved)?;
    if unit.is_some() && unit_behind(reading, second.end).map(|(u, _)| u) != unit {
        return None;
    }
    let shared = match second.scale.filter(|_| first.scale.is_none() && unit.is_none()) {
        Some(scale) if second.value.checked_div(scale)? > first.value => first.value.checked_mul(scale)?,
        _ => first.value,
    };
    if shared >= second.value {
        return None;
    }
    rules.extend(rule);
    rules.extend(second.rules.iter().copied());
    Some((shared, second))
}

/// What joins the ends of a range at token `at`: its rule, and the token behind it.
fn joint(reading: &Reading<'_>, first: &Number, at: usize, open: bool) -> Option<(Option<RuleId>, usize)> {
    let class = if open { Class::RangeAnd } else { Class::RangeTo };
    if let Some((sense, end)) = reading.sense(at, class) {
        return Some((Some(sense.rule), end));
    }
    let even = reading.glued(at) == reading.glued(at + 1);
    let spelled = reading.is(at + 1, TokenKind::Word) && !first.digits;
    let hyphen = reading.word(at) == "-" && even && (first.digits || spelled) && !open;
    hyphen.then_some((None, at + 1))
}

/// The counting word, unit or unit of time at token `at`, by its name, and the token behind it.
fn unit_behind<'r>(reading: &Reading<'r>, at: usize) -> Option<(&'r str, usize)> {
    let of = |class: Class, at: usize| reading.sense(at, class).map(|(s, end)| (s.text.as_str(), end));
    of(Class::Unit, at).or_else(|| of(Class::TimeUnit, at)).or_else(|| of(Class::Classifier, at))
}
