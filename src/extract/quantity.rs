//! Amounts: a number with its hedges, its other end, its currency or unit.

use rust_decimal::Decimal;

use crate::extract::Draft;
use crate::extract::amount::{Partial, amount};
use crate::extract::figure::{counts, is_all, none, one_in_words};
use crate::extract::ordinal::ordinal;
use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Bound, MentionKind, Quantity, RuleId, TimeUnit};
use crate::ruleset::{Class, Sense, bound};

/// Most words between a number and the noun for persons that it counts.
const MOST_BETWEEN: usize = 2;

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
    if let Some(counted) = counted_before(reading, i) {
        return Some(counted);
    }
    let rate = reading.sense(i, Class::RateBefore);
    let mut amount = amount(reading, rate.map_or(i, |(_, end)| end))?;
    let behind_number = amount.end;
    unit(reading, &mut amount);
    if hedge_behind(reading, &mut amount) && amount.read.quantity.unit.is_none() && amount.read.time.is_none() {
        unit(reading, &mut amount);
    }
    let named = amount.read.quantity.unit.is_some() || amount.read.time.is_some();
    // "a" with a counting word is an article too
    let has_unit = named || (amount.end > behind_number && !one_in_words(&amount));
    if !has_unit {
        let years = || age_beside_name(reading, &amount).then(|| TimeUnit::Year.name().to_owned());
        amount.read.quantity.unit = persons_further_on(reading, amount.end).or_else(years);
    }
    let counted = has_unit || amount.read.quantity.unit.is_some();
    if (!counted && (amount.bare || !counts(reading, &amount)) && !is_all(reading, &amount)) || none(reading, &amount) {
        return None;
    }
    if let Some((sense, _)) = rate {
        let unit = amount.read.quantity.unit.as_deref()?;
        let rated = sense.text.split(' ').find_map(|pair| pair.split_once('=').filter(|(from, _)| *from == unit));
        amount.read.quantity.unit = Some(rated?.1.to_owned());
        amount.read.start = i;
        amount.read.rules.push(sense.rule);
    }
    Some(Amount { end: amount.end, ..amount.read })
}

/// The amount without its unit, for patterns: hedges, number, vague number.
pub fn bare_amount(reading: &Reading<'_>, i: usize) -> Option<Amount> {
    let amount = amount(reading, i)?;
    (!none(reading, &amount)).then_some(Amount { end: amount.end, ..amount.read })
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
    if quantity.bound == Bound::Range {
        // both ends are named: a word for an end adds nothing
        return quantity;
    }
    match bound {
        Bound::AtLeast | Bound::MoreThan => quantity.high = None,
        Bound::AtMost | Bound::LessThan => quantity.low = None,
        Bound::Exact | Bound::About | Bound::Range => {}
    }
    quantity.bound = bound;
    quantity
}

/// A counting word or unit with the round number behind it.
fn counted_before(reading: &Reading<'_>, i: usize) -> Option<Amount> {
    let classes = [Class::TimeUnit, Class::Unit, Class::Classifier];
    let (sense, end) = classes.iter().find_map(|class| reading.sense(i, *class))?;
    let (number, behind) = reading.sense(end, Class::NumberBehind)?;
    let value = number.number?;
    let time = if sense.class == Class::TimeUnit { time_unit(sense) } else { None };
    let unit = (time.is_none() && !sense.text.is_empty()).then(|| sense.text.clone());
    let bound = number.bound.unwrap_or(Bound::About);
    let quantity = Quantity { bound, ..Quantity::exact(value, unit, Decimal::ONE) };
    Some(Amount { start: i, end: behind, quantity, time, rules: vec![sense.rule, number.rule] })
}

/// Takes in the counting word, the currency or the unit behind the number; the longer of a unit and a unit of time.
fn unit(reading: &Reading<'_>, amount: &mut Partial) {
    let mut at = amount.end;
    if let Some((sense, end)) = reading.sense(at, Class::Classifier) {
        if !sense.text.is_empty() && amount.read.quantity.unit.is_none() {
            amount.read.quantity.unit = Some(sense.text.clone());
        }
        amount.read.rules.push(sense.rule);
        at = end;
        amount.end = end;
    }
    at += usize::from(reading.tight(at, "-"));
    // a currency before the next figure is no unit of this one: "12 $50 notes"
    let next =
        |at, end: usize| reading.sense(at, Class::CurrencyBefore).is_some() && reading.is(end, TokenKind::Number);
    let unit = reading.sense(at, Class::Unit).filter(|(_, end)| !next(at, *end));
    let share = amount.read.quantity.unit.as_deref() == Some(Quantity::SHARE);
    let measure = |s: &Sense| reading.language.subunits.iter().any(|(a, b, _)| *a == s.text || *b == s.text);
    let unit = unit.filter(|(s, _)| !share || measure(s));
    let free = share || amount.read.quantity.unit.is_none();
    if let Some((sense, end)) = reading.sense(at, Class::TimeUnit).filter(|_| free)
        && unit.is_none_or(|(_, behind)| behind <= end)
        && let Some(time) = time_unit(sense)
    {
        amount.read.quantity.unit = None;
        amount.read.time = Some(time);
        amount.read.rules.push(sense.rule);
        amount.end = end;
        return;
    }
    if let Some((sense, end)) = unit
        && (free || amount.read.quantity.unit.as_ref() == Some(&sense.text))
    {
        amount.read.quantity.unit = Some(sense.text.clone());
        amount.read.rules.push(sense.rule);
        amount.end = end;
    }
}

/// The unit of persons, where their noun stands behind a word or two that say what kind of persons they are.
fn persons_further_on(reading: &Reading<'_>, at: usize) -> Option<String> {
    const OTHER: [Class; 5] = [Class::Stop, Class::Unit, Class::TimeUnit, Class::Number, Class::Negation];
    for next in at..at + MOST_BETWEEN {
        let other = OTHER.iter().any(|class| reading.sense(next, *class).is_some());
        if !reading.is(next, TokenKind::Word) || other {
            return None;
        }
        if let Some((sense, _)) = reading.sense(next + 1, Class::Unit) {
            return (sense.text == Quantity::PERSON).then(|| sense.text.clone());
        }
    }
    None
}

/// Whether a bare number behind a name tells the age of the one who bears it: between commas where names have capitals,
/// in brackets behind a word that means nothing else.
fn age_beside_name(reading: &Reading<'_>, amount: &Partial) -> bool {
    let oldest = Decimal::from(110);
    let (at, end) = (amount.read.start, amount.end);
    let years = amount.read.quantity.low.is_some_and(|n| n.fract().is_zero() && (Decimal::ONE..=oldest).contains(&n));
    let exact = amount.read.quantity.bound == Bound::Exact && reading.is(at, TokenKind::Number) && end == at + 1;
    let Some(name) = at.checked_sub(2).filter(|i| years && exact && reading.is(*i, TokenKind::Word)) else {
        return false;
    };
    let full_name = reading.language.capitals && reading.capital(name) && name > 0 && reading.capital(name - 1);
    let person = reading.sense(name, Class::Unit).is_some_and(|(s, _)| s.text == Quantity::PERSON);
    match (reading.word(at - 1), reading.word(end)) {
        (",", "," | "." | ";") => full_name || person,
        ("(", ")") => {
            let named = || reading.hits_at(name).is_empty() || reading.sense(name, Class::NamePart).is_some();
            (full_name || (!reading.language.capitals && named())) && !reading.glued(at - 1)
        }
        _ => false,
    }
}

/// The unit of time that a sense names, and how many of it one is.
pub fn time_unit(sense: &Sense) -> Option<(TimeUnit, Decimal)> {
    let name = sense.text.rsplit(' ').next()?;
    TimeUnit::named(name).zip(sense.number)
}

/// Takes in a hedge behind the amount: "or more", "than", "or so"; whether one stood there.
fn hedge_behind(reading: &Reading<'_>, amount: &mut Partial) -> bool {
    let Some((sense, end)) = reading.sense(amount.end, Class::HedgeAfter) else { return false };
    let ending = amount.end.checked_sub(1).is_some_and(|i| reading.hits_at(i).iter().any(|h| h.inflected));
    let Some(bound) = bound(&sense.text).filter(|_| ending || !sense.behind_ending) else { return false };
    amount.read.quantity = bounded(amount.read.quantity.clone(), bound);
    amount.read.rules.push(sense.rule);
    amount.end = end;
    true
}
