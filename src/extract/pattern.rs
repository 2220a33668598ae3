//! Finds the patterns of the rules: which words in which order make a date, a time, a length.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::extract::number::number;
use crate::extract::quantity::{Amount, bare_amount, time_unit};
use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{DateParts, Relative, RuleId, TimeUnit};
use crate::ruleset::{Class, Element, Means, Sense, What, bound};

/// A pattern found in a sentence, with what its elements held.
#[derive(Clone, Debug)]
pub struct Match {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// What the match means.
    pub means: Means,
    /// Parts of a date.
    pub parts: DateParts,
    /// The amount of a length.
    pub amount: Option<Amount>,
    /// The unit of a length or of a relative date, and how many of it one is.
    pub unit: Option<(TimeUnit, Decimal)>,
    /// Last, this or next.
    pub relative: Option<i32>,
    /// Hours of the clock, as a share of one.
    pub hour: Option<Decimal>,
    /// Minutes of the clock.
    pub minute: Option<u16>,
    /// Before or after noon.
    pub meridiem: Option<bool>,
    /// A hedge behind the amount or the time.
    pub hedge: Option<crate::model::Bound>,
    /// The rules that took part, the pattern's last.
    pub rules: Vec<RuleId>,
}

/// The longest match at token `i`; of equal ones the first in the order of the rules.
pub fn longest(reading: &Reading<'_>, i: usize) -> Option<Match> {
    let mut best: Option<Match> = None;
    for pattern in &reading.language.patterns {
        let empty = Match {
            start: i,
            end: i,
            means: pattern.means,
            parts: DateParts::default(),
            amount: None,
            unit: None,
            relative: None,
            hour: None,
            minute: None,
            meridiem: None,
            hedge: None,
            rules: Vec::new(),
        };
        if let Some(mut found) = elements(reading, &pattern.elements, empty)
            && best.as_ref().is_none_or(|b| found.end > b.end)
        {
            found.rules.push(pattern.rule);
            best = Some(found);
        }
    }
    best
}

/// Matches the rest of a form from `so_far.end` on; an optional element is taken where it fits.
fn elements(reading: &Reading<'_>, rest: &[Element], so_far: Match) -> Option<Match> {
    let Some((element, rest)) = rest.split_first() else { return Some(so_far) };
    let taken = take(reading, &element.what, &so_far).and_then(|m| elements(reading, rest, m));
    if taken.is_none() && element.optional { elements(reading, rest, so_far) } else { taken }
}

fn take(reading: &Reading<'_>, what: &What, so_far: &Match) -> Option<Match> {
    let at = so_far.end;
    let mut next = so_far.clone();
    match what {
        What::Literal(word) => {
            next.end = at + 1;
            (reading.word(at) == word).then_some(next)
        }
        What::Word(class) => {
            let (sense, end) = reading.sense(at, *class)?;
            if sense.behind_ending && !reading.hits_at(at.checked_sub(1)?).iter().any(|h| h.inflected) {
                return None;
            }
            next.end = end;
            next.rules.push(sense.rule);
            hold(&mut next, *class, sense)?;
            Some(next)
        }
        What::Amount => {
            let amount = bare_amount(reading, at)?;
            next.end = amount.end;
            next.rules.extend(amount.rules.iter().copied());
            if let Some((sense, end)) = reading.sense(next.end, Class::Classifier).filter(|(s, _)| s.text.is_empty()) {
                next.end = end;
                next.rules.push(sense.rule);
            }
            next.amount = Some(amount);
            Some(next)
        }
        What::Hour => hour(reading, next),
        What::Day => {
            let day = plain(reading, &mut next, 1, 31, 2)?;
            next.parts.day = i8::try_from(day).ok();
            Some(next)
        }
        What::MonthNumber => {
            let month = plain(reading, &mut next, 1, 12, 2)?;
            next.parts.month = i8::try_from(month).ok();
            Some(next)
        }
        What::Minute => {
            let minute = plain(reading, &mut next, 0, 59, 2)?;
            // a second one counts seconds
            next.minute = next.minute.or(u16::try_from(minute).ok());
            Some(next)
        }
        What::Year => {
            let year = year(reading, &mut next)?;
            match next.parts.year {
                None => next.parts.year = Some(year),
                Some(_) => next.parts.year_to = Some(year),
            }
            Some(next)
        }
        What::ShortYear => {
            let short = i16::try_from(plain(reading, &mut next, 0, 99, 2)?).ok()?;
            let first = next.parts.year?;
            let to = first - first.rem_euclid(100) + short;
            next.parts.year_to = Some(if to < first { to + 100 } else { to });
            Some(next)
        }
        What::Number => {
            let n = number(reading, at, false)?;
            next.end = n.end;
            next.rules.extend(n.rules);
            Some(next)
        }
    }
}

/// A whole number between `least` and `most` of at most `digits` digits, or in words.
fn plain(reading: &Reading<'_>, next: &mut Match, least: i64, most: i64, digits: usize) -> Option<i64> {
    let at = next.end;
    if reading.is(at, TokenKind::Number) && reading.word(at).len() > digits {
        return None;
    }
    let n = number(reading, at, false)?;
    let value = n.value.to_i64().filter(|v| n.value.fract().is_zero() && (least..=most).contains(v))?;
    if n.digits && n.end > at + 1 {
        return None;
    }
    next.end = n.end;
    next.rules.extend(n.rules);
    Some(value)
}

/// A year of four digits, or spelled out.
fn year(reading: &Reading<'_>, next: &mut Match) -> Option<i16> {
    const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;
    let at = next.end;
    if reading.is(at, TokenKind::Number) {
        let word = reading.word(at);
        let year = word.parse().ok().filter(|y| word.len() == 4 && YEARS.contains(y))?;
        next.end = at + 1;
        return Some(year);
    }
    let n = number(reading, at, false).filter(|n| !n.digits)?;
    let year = n.value.to_i16().filter(|y| n.value.fract().is_zero() && YEARS.contains(y))?;
    next.end = n.end;
    next.rules.extend(n.rules);
    Some(year)
}

/// The hour of a clock time: `9`, half past nine as a number, or `7.25` with minutes behind a point.
fn hour(reading: &Reading<'_>, mut next: Match) -> Option<Match> {
    let at = next.end;
    if reading.is(at, TokenKind::Number)
        && let Some((hours, minutes)) = reading.word(at).split_once('.').filter(|(_, m)| m.len() == 2)
    {
        next.hour = Some(hours.parse().ok()?);
        next.minute = Some(minutes.parse().ok().filter(|m| *m < 60)?);
        next.end = at + 1;
        return next.hour.filter(|h| *h <= Decimal::from(24)).map(|_| next);
    }
    let n = number(reading, at, false).filter(|n| n.value <= Decimal::from(24) && !n.scaled)?;
    if (reading.is(at, TokenKind::Number) && reading.word(at).len() > 2)
        || !(n.value * Decimal::from(60)).fract().is_zero()
    {
        return None;
    }
    next.hour = Some(n.value);
    next.end = n.end;
    next.rules.extend(n.rules);
    Some(next)
}

/// Keeps what a word says.
fn hold(next: &mut Match, class: Class, sense: &Sense) -> Option<()> {
    let whole = || sense.number.and_then(|n| n.to_i32());
    match class {
        Class::Month => {
            next.parts.month = whole().and_then(|n| i8::try_from(n).ok());
            next.parts.calendar = sense.text.split_once(' ').map(|(calendar, _)| calendar.to_owned());
        }
        Class::Weekday => next.parts.weekday = whole().and_then(|n| i8::try_from(n).ok()),
        Class::DayPart => {
            let hours = |d: Option<Decimal>| d.and_then(|d| d.to_u8());
            next.parts.day_part = hours(sense.number).zip(hours(sense.high));
        }
        Class::NightAfter => next.parts.night_after = true,
        Class::RelativeDay => next.parts.relative = whole().map(Relative::Days),
        Class::Relative => next.relative = whole(),
        Class::TimeUnit => next.unit = Some(time_unit(sense)?),
        Class::Meridiem => next.meridiem = Some(sense.text == "pm"),
        Class::HedgeAfter | Class::HedgeBefore => next.hedge = bound(&sense.text),
        Class::Since => next.parts.open = 1,
        Class::Until => next.parts.open = -1,
        _ => {}
    }
    Some(())
}
