//! Mentions that stand side by side and are one: a date and its time, the ends of a span, feet and inches.

use rust_decimal::Decimal;

use crate::extract::Draft;
use crate::extract::moments::{DAY, at_midnight, in_part};
use crate::lexis::Reading;
use crate::model::{Bound, DateParts, MentionKind, Quantity, TimeUnit};
use crate::ruleset::Class;

/// Most tokens between the parts of one date.
const MOST_BETWEEN: usize = 4;

/// Joins what belongs together; drops what says nothing by itself.
pub fn merge(reading: &Reading<'_>, found: Vec<Draft>) -> Vec<Draft> {
    let mut out: Vec<Draft> = Vec::with_capacity(found.len());
    for draft in found {
        let joined = out.last_mut().and_then(|last| joined(reading, last, &draft));
        match out.last_mut().zip(joined) {
            Some((last, kind)) => {
                let between = last.end..draft.start;
                last.kind = kind;
                last.end = close_bracket(reading, last.start, draft.end);
                last.rules.extend(between.filter_map(|i| reading.sense(i, Class::DateFiller)).map(|(s, _)| s.rule));
                last.rules.extend(draft.rules);
            }
            None => out.push(draft),
        }
    }
    share_units(reading, &mut out);
    out.retain(|d| !matches!(&d.kind, MentionKind::Date(p) if says_nothing(p)));
    out
}

/// "Cut from 10 to 5 percent": what something moved from is told in the unit of what it moved to.
fn share_units(reading: &Reading<'_>, found: &mut [Draft]) {
    for i in 1..found.len() {
        let ([.., last], [next, ..]) = found.split_at_mut(i) else { continue };
        let opened = last.start.checked_sub(1).and_then(|at| reading.sense(at, Class::RangeOpen));
        let to = reading.sense(last.end, Class::RangeTo).is_some_and(|(_, end)| end == next.start);
        if let (MentionKind::Quantity(a), MentionKind::Quantity(b)) = (&mut last.kind, &next.kind)
            && to
            && opened.is_some()
            && a.unit.is_none()
            && b.unit.as_deref() != Some(Quantity::RANK)
        {
            a.unit.clone_from(&b.unit);
        }
    }
}

/// The one mention that two neighbours make, if they do.
fn joined(reading: &Reading<'_>, last: &Draft, next: &Draft) -> Option<MentionKind> {
    match (&last.kind, &next.kind) {
        (MentionKind::Date(a), MentionKind::Date(b)) => {
            let beside = filler(reading, last.end, next.start).then(|| join(a, b)).flatten();
            beside.or_else(|| spans(reading, last, next).then(|| span(a, b)).flatten()).map(MentionKind::Date)
        }
        // "from March" is a start by itself, and the start of a span before an end
        (MentionKind::Since(a), MentionKind::Date(b)) if last.end == next.start => span(a, b).map(MentionKind::Date),
        (MentionKind::Duration { length: a, unit, .. }, MentionKind::Duration { length: b, unit: smaller, .. }) => {
            let comma = reading.word(last.end) == "," && last.end + 1 == next.start;
            let (length, unit) = (comma || and(reading, last, next)).then(|| add(a, *unit, b, *smaller)).flatten()?;
            Some(MentionKind::Duration { length, unit, elapsed: false })
        }
        (MentionKind::Quantity(a), MentionKind::Quantity(b)) => {
            let one = || add_quantities(reading, a, b).or_else(|| both_ends(a, b));
            and(reading, last, next).then(one).flatten().map(MentionKind::Quantity)
        }
        _ => None,
    }
}

/// Whether two mentions stand side by side, or with an "and" between.
fn and(reading: &Reading<'_>, last: &Draft, next: &Draft) -> bool {
    let behind_and = reading.sense(last.end, Class::NumberAnd).map(|(_, end)| end);
    last.end == next.start || behind_and == Some(next.start)
}

/// Adds minutes to hours, hours to days and months to years: "4 hours 10 minutes" is one length, in the smaller unit.
fn add(a: &Quantity, unit: TimeUnit, b: &Quantity, smaller: TimeUnit) -> Option<(Quantity, TimeUnit)> {
    let many = match (unit, smaller) {
        (TimeUnit::Minute, TimeUnit::Second) | (TimeUnit::Hour, TimeUnit::Minute) => 60,
        (TimeUnit::Day, TimeUnit::Hour) => 24,
        (TimeUnit::Week, TimeUnit::Day) => 7,
        (TimeUnit::Year, TimeUnit::Month) => 12,
        _ => return None,
    };
    let sum = |x: Option<Decimal>, y: Option<Decimal>| x?.checked_mul(Decimal::from(many))?.checked_add(y?);
    let (low, high) = (sum(a.low, b.low)?, sum(a.high, b.high)?);
    Some((Quantity { low: Some(low), high: Some(high), grain: b.grain, ..a.clone() }, smaller))
}

/// Adds an amount of a smaller unit of the same measure: in the larger unit where that is exact, else in the smaller.
fn add_quantities(reading: &Reading<'_>, a: &Quantity, b: &Quantity) -> Option<Quantity> {
    let (big, small) = (a.unit.as_ref()?, b.unit.as_ref()?);
    let whole = |q: &Quantity| q.low.filter(|_| q.low == q.high);
    let (x, y) = (whole(a)?, whole(b).filter(|_| b.bound == Bound::Exact)?);
    let (_, _, many) = reading.language.subunits.iter().find(|(l, s, _)| l == big && s == small)?;
    if y >= *many || !x.fract().is_zero() {
        return None;
    }
    let in_small = x.checked_mul(*many)?.checked_add(y)?;
    let in_big = in_small.checked_div(*many).filter(|q| q.checked_mul(*many) == Some(in_small) && q.scale() < 10);
    let (value, unit, grain) = match in_big {
        Some(value) => (value.normalize(), big, Decimal::ONE.checked_div(*many)?),
        None => (in_small, small, b.grain),
    };
    Some(Quantity { low: Some(value), high: Some(value), unit: Some(unit.clone()), grain, ..a.clone() })
}

/// "More than ten and less than twenty": one amount with both its ends.
fn both_ends(a: &Quantity, b: &Quantity) -> Option<Quantity> {
    let (low, high) = (a.low.filter(|_| a.high.is_none())?, b.high.filter(|_| b.low.is_none())?);
    let alike = a.unit == b.unit || a.unit.is_none();
    (alike && low < high).then(|| Quantity { low: Some(low), high: Some(high), bound: Bound::Range, ..b.clone() })
}

/// A part of the day or the night alone is no date.
fn says_nothing(parts: &DateParts) -> bool {
    let bare = DateParts { day_part: None, night_after: false, about: false, ..parts.clone() };
    bare == DateParts::default()
}

/// Whether nothing but brackets, commas and words without a meaning of their own stands between.
fn filler(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    to >= from
        && to - from <= MOST_BETWEEN
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

/// Both as one date, each taking over what it lacks; none where both have the same part.
fn join(a: &DateParts, b: &DateParts) -> Option<DateParts> {
    let clash = (a.year.is_some() && b.year.is_some())
        || (a.month.is_some() && b.month.is_some())
        || (a.day.is_some() && b.day.is_some())
        || (a.weekday.is_some() && b.weekday.is_some())
        || (a.relative.is_some() && b.relative.is_some())
        || (a.minute.is_some() && b.minute.is_some())
        || (a.stretch.is_some() && b.stretch.is_some())
        || (a.open != 0 || b.open != 0)
        || (a.to.is_some() && b.to.is_some())
        || (a.calendar != b.calendar && a.month.is_some() && b.month.is_some());
    if clash || (a.minute.is_some() && b.minute.is_none() && b.day.is_none() && b.weekday.is_none()) {
        return None;
    }
    let day_part = a.day_part.or(b.day_part);
    // "4.10 on Sunday afternoon": only the other date tells which half of the day is meant
    let apart = a.day_part.is_none() != b.day_part.is_none();
    let told = a.minute.or(b.minute);
    let minute = told.map(|m| day_part.filter(|_| apart).map_or(m, |part| in_part(m, part)));
    Some(DateParts {
        year: a.year.or(b.year),
        month: a.month.or(b.month),
        day: a.day.or(b.day),
        weekday: a.weekday.or(b.weekday),
        relative: a.relative.or(b.relative),
        minute: minute.map(|m| m % DAY),
        day_part,
        night_after: a.night_after || b.night_after || minute.is_some_and(at_midnight),
        about: a.about || b.about,
        calendar: a.calendar.clone().or_else(|| b.calendar.clone()),
        year_to: a.year_to.or(b.year_to),
        fiscal: a.fiscal.or(b.fiscal),
        stretch: a.stretch.or(b.stretch),
        to: a.to.clone().or_else(|| b.to.clone()),
        open: 0,
    })
}

/// Whether a word or hyphen between two dates makes them the ends of a span. Where the sentence says that something
/// moved from the one to the other they are two dates.
fn spans(reading: &Reading<'_>, last: &Draft, next: &Draft) -> bool {
    let opened = last.start.checked_sub(1).and_then(|i| reading.sense(i, Class::RangeOpen));
    let moved = opened.is_some_and(|(s, _)| !s.text.is_empty()) && reading.all(Class::Moved).next().is_some();
    let class = if opened.is_some() { Class::RangeAnd } else { Class::RangeTo };
    let word = reading.sense(last.end, class).is_some_and(|(_, end)| end == next.start);
    let hyphen = reading.word(last.end) == "-" && last.end + 1 == next.start;
    (word || hyphen) && !moved
}

/// A span of days from `a` to `b`, if both name days, months, years or weekdays alike.
fn span(a: &DateParts, b: &DateParts) -> Option<DateParts> {
    let single = |p: &DateParts| p.to.is_none() && p.year_to.is_none() && p.minute.is_none() && p.open != -1;
    let alike = (a.day.is_some() && b.day.is_some())
        || (a.weekday.is_some() && b.weekday.is_some() && a.day.is_none() && b.day.is_none())
        || (a.day.is_none() && b.day.is_none() && a.month.is_some() && b.month.is_some())
        || (a.month.is_none() && b.month.is_none() && a.year.is_some() && b.year.is_some());
    (single(a) && single(b) && alike).then(|| DateParts { to: Some(Box::new(b.clone())), open: 0, ..a.clone() })
}
