//! From pattern matches to dates, times and lengths; parts that stand side by side become one.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::extract::Draft;
use crate::extract::pattern::Match;
use crate::extract::quantity::{bounded, scaled};
use crate::lexis::Reading;
use crate::model::{Bound, DateParts, MentionKind, Quantity, Relative, TimeUnit};
use crate::ruleset::{Class, Means};

/// What a match says; `None` for what is no figure at all.
pub fn draft(reading: &Reading<'_>, found: Match) -> Option<Draft> {
    let Match { start, end, means, rules, .. } = found.clone();
    let kind = match means {
        Means::Nothing => return None,
        Means::Date | Means::FiscalYear | Means::Until | Means::Clock => MentionKind::Date(date(found)),
        Means::Since => MentionKind::Since(date(found)),
        Means::Ago | Means::Ahead => {
            let (length, unit) = length(found)?;
            MentionKind::Date(distance(&length, unit, means == Means::Ahead))
        }
        Means::Elapsed | Means::Lasting | Means::Duration => {
            let (length, unit) = length(found)?;
            // "three days later" counts from another event, "24 years later" from now
            let elapsed = (means == Means::Lasting && unit >= TimeUnit::Day)
                || (means == Means::Elapsed && unit >= TimeUnit::Month);
            MentionKind::Duration { length, unit, elapsed }
        }
    };
    debug_assert!(end <= reading.len());
    Some(Draft { start, end, kind, rules })
}

fn date(found: Match) -> DateParts {
    let clock = clock(&found);
    let mut parts = found.parts;
    parts.minute = clock;
    parts.about = matches!(found.hedge, Some(Bound::About));
    match (found.relative, found.unit) {
        (Some(step), Some((unit, _))) => parts.relative = Some(Relative::Units(step, unit)),
        (Some(step), None) => parts.relative = Some(Relative::Nearest(step)),
        (None, _) => {}
    }
    parts
}

/// Minutes since midnight: of the hour, half a day later and a day later, the one inside the named
/// part of the day.
fn clock(found: &Match) -> Option<u16> {
    const DAY: u16 = 24 * 60;
    let hour = found.hour?;
    let minutes = (hour * Decimal::from(60)).to_u16()? + found.minute.unwrap_or_default();
    let half = DAY / 2;
    let of_twelve = minutes % half;
    if let Some(after_noon) = found.meridiem {
        return Some(if after_noon { of_twelve + half } else { of_twelve });
    }
    let Some((from, to)) = found.parts.day_part else { return Some(minutes % DAY) };
    let inside = |m: &u16| (u16::from(from) * 60..=u16::from(to) * 60).contains(m);
    [minutes, minutes + half, minutes + DAY].into_iter().find(inside).map(|m| m % DAY).or(Some(minutes % DAY))
}

fn length(found: Match) -> Option<(Quantity, TimeUnit)> {
    let (unit, factor) = found.unit?;
    let one = || Quantity {
        low: Some(Decimal::ONE),
        high: Some(Decimal::ONE),
        unit: None,
        bound: Bound::Exact,
        grain: Decimal::ONE,
    };
    let amount = found.amount.map_or_else(one, |a| a.quantity);
    let amount = found.hedge.map_or(amount.clone(), |hedge| bounded(amount, hedge));
    Some((scaled(amount, factor), unit))
}

/// A distance from the day of writing; back, or ahead.
fn distance(length: &Quantity, unit: TimeUnit, ahead: bool) -> DateParts {
    let low = length.low.unwrap_or_default();
    let relative = if ahead {
        Relative::Ago { low: -length.high.unwrap_or(low), high: Some(-low), unit }
    } else {
        Relative::Ago { low, high: length.high, unit }
    };
    let about = matches!(length.bound, Bound::About | Bound::Range);
    DateParts { relative: Some(relative), about, ..DateParts::default() }
}

/// Joins dates and times that stand side by side, with nothing but brackets, commas and words without
/// a meaning of their own between them, where the one lacks what the other has.
pub fn merge(reading: &Reading<'_>, found: Vec<Draft>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(found.len());
    for draft in found {
        let between = out.last().map_or(draft.start, |last| last.end)..draft.start;
        let joined = out.last_mut().is_some_and(|last| {
            filler(reading, last.end, draft.start)
                && match (&mut last.kind, &draft.kind) {
                    (MentionKind::Date(a), MentionKind::Date(b)) => join(a, b),
                    (
                        MentionKind::Duration { length: a, unit, .. },
                        MentionKind::Duration { length: b, unit: smaller, .. },
                    ) if last.end == draft.start => add(a, unit, b, *smaller),
                    _ => false,
                }
        });
        match out.last_mut().filter(|_| joined) {
            Some(last) => {
                last.end = close_bracket(reading, last.start, draft.end);
                last.rules.extend(between.filter_map(|i| reading.sense(i, Class::DateFiller)).map(|(s, _)| s.rule));
                last.rules.extend(draft.rules);
            }
            None => out.push(draft),
        }
    }
    out.retain(|d| !matches!(&d.kind, MentionKind::Date(p) if says_nothing(p)));
    out
}

/// Adds minutes to hours, hours to days and months to years: "4 hours 10 minutes" is one length.
fn add(a: &mut Quantity, unit: &mut TimeUnit, b: &Quantity, smaller: TimeUnit) -> bool {
    let many = match (*unit, smaller) {
        (TimeUnit::Hour, TimeUnit::Minute) => Decimal::from(60),
        (TimeUnit::Day, TimeUnit::Hour) => Decimal::from(24),
        (TimeUnit::Week, TimeUnit::Day) => Decimal::from(7),
        (TimeUnit::Year, TimeUnit::Month) => Decimal::from(12),
        _ => return false,
    };
    let sum = |x: Option<Decimal>, y: Option<Decimal>| x?.checked_mul(many)?.checked_add(y?);
    let (Some(low), Some(high)) = (sum(a.low, b.low), sum(a.high, b.high)) else { return false };
    (a.low, a.high, a.grain) = (Some(low), Some(high), b.grain);
    *unit = smaller;
    true
}

/// A part of the day or the night alone is no date.
fn says_nothing(parts: &DateParts) -> bool {
    let bare = DateParts { day_part: None, night_after: false, about: false, ..parts.clone() };
    bare == DateParts::default()
}

fn filler(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    const MOST: usize = 4;
    to >= from
        && to - from <= MOST
        && (from..to).all(|i| {
            matches!(reading.word(i), "(" | ")" | "," | "|")
                || reading.sense(i, Class::DateFiller).is_some()
                || (i > from && reading.sense(i - 1, Class::DateFiller).is_some_and(|(_, end)| end > i))
        })
}

fn close_bracket(reading: &Reading<'_>, start: usize, end: usize) -> usize {
    let opened = (start..end).filter(|i| reading.word(*i) == "(").count();
    let closed = (start..end).filter(|i| reading.word(*i) == ")").count();
    if opened > closed && reading.word(end) == ")" { end + 1 } else { end }
}

/// Takes over what `a` lacks; refuses where both have the same part.
fn join(a: &mut DateParts, b: &DateParts) -> bool {
    let clash = (a.year.is_some() && b.year.is_some())
        || (a.month.is_some() && b.month.is_some())
        || (a.day.is_some() && b.day.is_some())
        || (a.weekday.is_some() && b.weekday.is_some())
        || (a.relative.is_some() && b.relative.is_some())
        || (a.minute.is_some() && b.minute.is_some())
        || (a.open != 0 || b.open != 0)
        || (a.calendar != b.calendar && a.month.is_some() && b.month.is_some());
    if clash || (a.minute.is_some() && b.minute.is_none() && b.day.is_none() && b.weekday.is_none()) {
        return false;
    }
    a.year = a.year.or(b.year);
    a.month = a.month.or(b.month);
    a.day = a.day.or(b.day);
    a.weekday = a.weekday.or(b.weekday);
    a.relative = a.relative.or(b.relative);
    a.minute = a.minute.or(b.minute);
    a.day_part = a.day_part.or(b.day_part);
    a.night_after |= b.night_after;
    a.about |= b.about;
    a.year_to = a.year_to.or(b.year_to);
    a.calendar = a.calendar.take().or_else(|| b.calendar.clone());
    true
}
