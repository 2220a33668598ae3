//! Amounts: a number with its hedges, its other end, its currency or unit.

use rust_decimal::Decimal;

use crate::extract::Draft;
use crate::extract::number::{Number, number};
use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Bound, MentionKind, Quantity, RuleId, TimeUnit};
use crate::ruleset::{Class, Sense, bound};

/// Digits in a row that make a telephone or identity number rather than an amount.
const ID_DIGITS: usize = 9;

/// An amount at some token.
#[derive(Clone, Debug)]
pub struct Amount {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// Its values.
    pub quantity: Quantity,
    /// Its unit, where that is one of time: the unit and how many of it one is.
    pub time: Option<(TimeUnit, Decimal)>,
    /// The rules that read it.
    pub rules: Vec<RuleId>,
}

/// The amount with its unit that begins at token `i`, if the words make one.
pub fn quantity(reading: &Reading<'_>, i: usize) -> Option<Amount> {
    if let Some(rank) = ordinal(reading, i) {
        return Some(rank);
    }
    let mut amount = amount(reading, i)?;
    let behind_number = amount.end;
    let spelled = !amount.has_digits;
    unit(reading, &mut amount);
    let has_unit = amount.end > behind_number || amount.read.quantity.unit.is_some();
    hedge_behind(reading, &mut amount);
    let loose = spelled && !has_unit && amount.read.start == amount.number_at;
    if (loose && !counts_a_noun(reading, &amount)) || (amount.bare && !has_unit) || no_figure(reading, &amount) {
        return None;
    }
    Some(Amount { end: amount.end, ..amount.read })
}

/// The amount without its unit, for patterns: hedges, number, vague number.
pub fn bare_amount(reading: &Reading<'_>, i: usize) -> Option<Amount> {
    let amount = amount(reading, i)?;
    (!no_figure(reading, &amount)).then_some(Amount { end: amount.end, ..amount.read })
}

/// An amount as a mention: a length of time where its unit is one.
pub fn draft(amount: Amount) -> Draft {
    let Amount { start, end, quantity, time, rules } = amount;
    let kind = match time {
        Some((unit, factor)) => MentionKind::Duration { length: scaled(quantity, factor), unit, elapsed: false },
        None => MentionKind::Quantity(quantity),
    };
    Draft { start, end, kind, rules }
}

/// `quantity` times `factor`.
pub fn scaled(quantity: Quantity, factor: Decimal) -> Quantity {
    let times = |d: Option<Decimal>| d.and_then(|d| d.checked_mul(factor));
    let grain = quantity.grain.checked_mul(factor).unwrap_or(quantity.grain);
    Quantity { low: times(quantity.low), high: times(quantity.high), grain, ..quantity }
}

/// Narrows an exact figure by the bound that the words give.
pub fn bounded(mut quantity: Quantity, bound: Bound) -> Quantity {
    match bound {
        Bound::AtLeast | Bound::MoreThan => quantity.high = None,
        Bound::AtMost | Bound::LessThan => quantity.low = None,
        Bound::Exact | Bound::About | Bound::Range => {}
    }
    if quantity.bound != Bound::Range || bound != Bound::About {
        quantity.bound = bound;
    }
    quantity
}

struct Partial {
    read: Amount,
    end: usize,
    number_at: usize,
    has_digits: bool,
    bare: bool,
}

fn amount(reading: &Reading<'_>, i: usize) -> Option<Partial> {
    let mut rules = Vec::new();
    let mut at = i;
    let mut hedge = None;
    while let Some((sense, end)) = reading.sense(at, Class::HedgeBefore) {
        hedge = bound(&sense.text);
        rules.push(sense.rule);
        at = end;
    }
    let open = reading.sense(at, Class::RangeOpen).map(|(sense, end)| {
        rules.push(sense.rule);
        at = end;
    });
    let currency = reading.sense(at, Class::CurrencyBefore).map(|(sense, end)| {
        rules.push(sense.rule);
        at = end;
        sense.text.clone()
    });
    let number_at = at;
    if let Some((sense, end)) = reading.sense(at, Class::Vague).filter(|_| currency.is_none()) {
        return Some(vague(reading, i, sense, end, rules));
    }
    let first = number(reading, at, currency.is_some())?;
    let mut end = first.end;
    let mut quantity = Quantity {
        low: Some(first.value),
        high: Some(first.value),
        unit: currency.clone(),
        bound: Bound::Exact,
        grain: first.grain,
    };
    rules.extend(first.rules.iter().copied());
    let digits = first.digits;
    let bare = first.bare_scale && first.bound.is_none();
    if let Some((low, second)) = range(reading, &first, open.is_some(), currency.is_some(), &mut rules) {
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
    let read = Amount { start: i, end, quantity, time: None, rules };
    Some(Partial { read, end, number_at, has_digits: digits, bare })
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
    // an unclear number needs no noun to be one, so it passes for digits
    Partial { read, end, number_at: start, has_digits: true, bare: false }
}

/// The other end of a range, with the lower end in the scale that both share.
fn range(
    reading: &Reading<'_>,
    first: &Number,
    open: bool,
    money: bool,
    rules: &mut Vec<RuleId>,
) -> Option<(Decimal, Number)> {
    let (class, hyphen) = (if open { Class::RangeAnd } else { Class::RangeTo }, reading.word(first.end) == "-");
    let (rule, mut at) = match reading.sense(first.end, class) {
        Some((sense, end)) => (Some(sense.rule), end),
        None if hyphen && first.digits && !open => (None, first.end + 1),
        None => return None,
    };
    if let Some((_, end)) = reading.sense(at, Class::CurrencyBefore).filter(|_| money) {
        at = end;
    }
    let second = number(reading, at, money).filter(|n| n.bound.is_none() && !n.bare_scale)?;
    let shared = match second.scaled && !first.scaled && first.value < second.value {
        true => {
            let unscaled = second.value.checked_div(second.grain)?.normalize();
            let scale = if unscaled > first.value { second.grain } else { Decimal::ONE };
            first.value.checked_mul(scale)?
        }
        false => first.value,
    };
    if shared >= second.value {
        return None;
    }
    rules.extend(rule);
    rules.extend(second.rules.iter().copied());
    Some((shared, second))
}

/// Takes in the counting word, the currency or the unit behind the number.
fn unit(reading: &Reading<'_>, amount: &mut Partial) {
    let mut at = amount.end;
    if let Some((sense, end)) = reading.sense(at, Class::Classifier) {
        if !sense.text.is_empty() {
            amount.read.quantity.unit = Some(sense.text.clone());
        }
        amount.read.rules.push(sense.rule);
        at = end;
        amount.end = end;
    }
    if reading.word(at) == "-" && reading.glued(at) && reading.glued(at + 1) {
        at += 1;
    }
    if let Some((sense, end)) = reading.sense(at, Class::TimeUnit).filter(|_| amount.read.quantity.unit.is_none())
        && let Some(time) = time_unit(sense)
    {
        amount.read.time = Some(time);
        amount.read.rules.push(sense.rule);
        amount.end = end;
        return;
    }
    if let Some((sense, end)) = reading.sense(at, Class::Unit)
        && amount.read.quantity.unit.as_ref().is_none_or(|u| *u == sense.text || amount.end == at)
    {
        amount.read.quantity.unit = Some(sense.text.clone());
        amount.read.rules.push(sense.rule);
        amount.end = end;
    }
}

/// The unit of time that a sense names, and how many of it one is.
pub fn time_unit(sense: &Sense) -> Option<(TimeUnit, Decimal)> {
    let name = sense.text.rsplit(' ').next()?;
    TimeUnit::named(name).zip(sense.number)
}

/// A hedge behind the amount: "or more", "than", "or so".
fn hedge_behind(reading: &Reading<'_>, amount: &mut Partial) {
    let Some((sense, end)) = reading.sense(amount.end, Class::HedgeAfter) else { return };
    let ending = amount.end.checked_sub(1).is_some_and(|i| reading.hits_at(i).iter().any(|h| h.inflected));
    if sense.behind_ending && !ending {
        return;
    }
    if let Some(bound) = bound(&sense.text) {
        amount.read.quantity = bounded(amount.read.quantity.clone(), bound);
        amount.read.rules.push(sense.rule);
        amount.end = end;
    }
}

/// Whether a spelled number without a unit stands before something that it can count. One is an
/// article more often than a count; a number that is also a "not" needs a unit.
fn counts_a_noun(reading: &Reading<'_>, amount: &Partial) -> bool {
    let i = amount.number_at;
    let negation = reading.has(i, amount.end, Class::Negation);
    let one = amount.read.quantity.low == Some(Decimal::ONE) && amount.read.quantity.high == Some(Decimal::ONE);
    let next = amount.end;
    let noun = reading.is(next, TokenKind::Word)
        && reading.sense(next, Class::Stop).is_none()
        && reading.sense(next, Class::Negation).is_none();
    let scaled = amount.read.quantity.grain > Decimal::ONE;
    let large = amount.read.quantity.low.is_some_and(|low| low >= Decimal::TEN);
    !negation && !one && (noun || scaled || large)
}

/// Numbers that are none of the story's figures: glued to a name, too long, marked by a rule.
fn no_figure(reading: &Reading<'_>, amount: &Partial) -> bool {
    let i = amount.number_at;
    if !reading.is(i, TokenKind::Number) {
        return reading.sense(i, Class::NoFigure).is_some();
    }
    let word = reading.word(i);
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let long =
        (digits >= ID_DIGITS && !word.contains(',')) || (word.starts_with('0') && digits >= 4 && !word.contains('.'));
    let hyphen = i >= 2 && reading.word(i - 1) == "-" && reading.glued(i) && reading.glued(i - 1);
    let next = amount.read.end;
    let scored = amount.end <= next + 1
        && reading.word(next) == "-"
        && reading.glued(next)
        && reading.glued(next + 1)
        && reading.is(next + 1, TokenKind::Number);
    let named = i > 0 && reading.glued(i) && reading.is(i - 1, TokenKind::Word) && amount.read.start == i;
    let marked = i > 0 && reading.sense(i - 1, Class::NoFigure).is_some_and(|(_, end)| end == i)
        || reading.sense(amount.end, Class::NoFigure).is_some()
        || i >= 2 && reading.sense(i - 2, Class::NoFigure).is_some_and(|(_, end)| end == i);
    let listed = i == 0 && reading.word(1) == "." && reading.glued(1) && reading.len() > 2 && !reading.glued(2);
    long || hyphen || scored || named || marked || listed
}

/// A rank: an ordinal word, or digits with an ordinal ending.
fn ordinal(reading: &Reading<'_>, i: usize) -> Option<Amount> {
    let (value, end, rules) = if let Some((sense, end)) = reading.sense(i, Class::Ordinal) {
        (sense.number?, end, vec![sense.rule])
    } else if reading.is(i, TokenKind::Number) && reading.glued(i + 1) {
        let (sense, end) = reading.sense(i + 1, Class::OrdinalSuffix)?;
        (reading.word(i).parse().ok()?, end, vec![sense.rule])
    } else {
        return None;
    };
    let quantity = Quantity {
        low: Some(value),
        high: Some(value),
        unit: Some(Quantity::RANK.to_owned()),
        bound: Bound::Exact,
        grain: Decimal::ONE,
    };
    Some(Amount { start: i, end, quantity, time: None, rules })
}
