//! From the parts of a date to days: held against the day of writing, never more precise than the words.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::{DateParts, DateRange, Moment, Relative, TimeUnit, days_between};
use crate::normalise::calendar::{self, Calendar};

/// A day and month that no tense puts into the future is the last one, or one so many days ahead.
const SOON: i32 = 30;
/// In a sentence about what is to come it is the next one, or one so many days past: what has just been also
/// stands in such sentences.
const JUST: i32 = 30;

/// A date held against its day of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The days.
    pub range: DateRange,
    /// The time of day, where the range is one day.
    pub time: Option<Moment>,
    /// The words hedge.
    pub vague: bool,
}

/// The days that `parts` mean in a text written on `reference`. `ahead`: the sentence speaks of what is to
/// come, so that a bare month or weekday is the next one, not the last. `None` where something needed is
/// missing (a weekday without a day of writing) or no such day exists (31 February).
#[must_use]
pub fn resolve(parts: &DateParts, reference: Option<Date>, ahead: bool) -> Option<Resolved> {
    let mut range = days(parts, reference, ahead)?;
    let mut time = None;
    if let (Some(minute), Some(day)) = (parts.minute, range.single()) {
        const NOON: u16 = 12 * 60;
        let day = if parts.night_after && minute < NOON { day.tomorrow().ok()? } else { day };
        range = DateRange::day(day);
        time = Some(Moment { day, minute: Some(minute) });
    }
    if parts.open == -1 {
        range.from = None;
    }
    Some(Resolved { range, time, vague: parts.about })
}

fn days(parts: &DateParts, reference: Option<Date>, ahead: bool) -> Option<DateRange> {
    match (&parts.to, parts.calendar.as_deref()) {
        (Some(to), _) => between(parts, to, reference, ahead),
        (None, None) => civil(parts, reference, ahead),
        (None, Some(name)) => counted_by(&calendar::named(name)?, parts, reference, ahead),
    }
}

/// From the one date to the other, each with the parts that only the other gives.
fn between(from: &DateParts, to: &DateParts, reference: Option<Date>, ahead: bool) -> Option<DateRange> {
    let mut first = DateParts { to: None, ..from.clone() };
    let mut last = to.clone();
    if first.day.is_some() || last.day.is_none() {
        first.month = first.month.or(last.month);
        last.month = last.month.or(first.month);
    }
    let turns = first.month.zip(last.month).is_some_and(|(a, b)| a > b);
    let (year, last_year) = (first.year, last.year);
    first.year = year.or_else(|| last_year.map(|y| y - i16::from(turns)));
    last.year = last_year.or_else(|| year.map(|y| y + i16::from(turns)));
    last.calendar = last.calendar.or_else(|| first.calendar.clone());
    first.calendar = first.calendar.or_else(|| last.calendar.clone());
    first.relative = first.relative.or(last.relative);
    let start = days(&first, reference, ahead)?.from?;
    let end = match (last.weekday.filter(|_| last.day.is_none()), last.year) {
        (Some(weekday), _) => start.checked_add(ahead_to(start, weekday).days()).ok()?,
        (None, Some(_)) => days(&last, reference, ahead)?.to?,
        // the first that does not lie before the start
        (None, None) => {
            let year = |more: i16| DateParts { year: start.year().checked_add(more), relative: None, ..last.clone() };
            (0..=1).filter_map(|more| days(&year(more), reference, ahead)?.to).find(|day| *day >= start)?
        }
    };
    span(start, end)
}

/// A date of another calendar: a day, a month or a year.
fn counted_by(calendar: &Calendar, parts: &DateParts, reference: Option<Date>, ahead: bool) -> Option<DateRange> {
    let of_year = |year: i16| {
        let (first, last) = match parts.month {
            Some(month) => (calendar.month)(year, month)?,
            None => (calendar.year)(year)?,
        };
        match parts.day {
            Some(day) => calendar::day_in((first, last), day).map(|day| (day, day)),
            None => Some((first, last)),
        }
    };
    let (from, to) = match (parts.year, reference) {
        (Some(year), _) => of_year(year)?,
        (None, Some(reference)) => {
            parts.month?;
            let years = (-1..=1).filter_map(|d| of_year((calendar.year_of)(reference).checked_add(d)?));
            let (soon, just) = (reference.checked_add(SOON.days()).ok()?, reference.checked_sub(JUST.days()).ok()?);
            let passed = |span: &(Date, Date)| if ahead { span.1 >= just } else { span.0 <= soon };
            let distance = |span: &(Date, Date)| days_between(span.0, reference).abs();
            years.filter(passed).min_by_key(distance)?
        }
        (None, None) => return None,
    };
    let slack = calendar.slack.days();
    span(from.checked_sub(slack).ok()?, to.checked_add(slack).ok()?)
}

fn civil(parts: &DateParts, reference: Option<Date>, ahead: bool) -> Option<DateRange> {
    if let Some(first) = parts.fiscal.and_then(|month| fiscal_year(parts, month, reference)) {
        return Some(stretch(first, parts.stretch));
    }
    match (parts.year, parts.month, parts.day) {
        (Some(year), Some(month), Some(day)) => Some(DateRange::day(Date::new(year, month, day).ok()?)),
        (Some(year), Some(month), None) => month_of(year, month),
        (Some(year), None, _) if parts.stretch.is_some() => Some(stretch(Date::new(year, 1, 1).ok()?, parts.stretch)),
        (Some(year), None, _) => {
            let last = parts.year_to.unwrap_or(year);
            span(Date::new(year, 1, 1).ok()?, Date::new(last, 12, 31).ok()?)
        }
        (None, month, day) => undated(parts, month, day, reference?, ahead),
    }
}

/// First day of a fiscal year: of the pair of years named, the one that ends in the single year named, or so many
/// from the one in which the text was written.
fn fiscal_year(parts: &DateParts, month: i8, reference: Option<Date>) -> Option<Date> {
    let begun = |year: i16| year - i16::from(month > 1);
    let year = match (parts.year, parts.year_to, parts.relative) {
        (Some(year), Some(_), _) => year,
        (Some(year), None, _) => begun(year),
        (None, _, Some(Relative::Nearest(step) | Relative::Units(step, _))) => {
            let today = reference?;
            let current = today.year() - i16::from(today.month() < month);
            current.checked_add(i16::try_from(step).ok()?)?
        }
        _ => return None,
    };
    Date::new(year, month, 1).ok()
}

/// The part of the year that begins on `first`, or all of it.
fn stretch(first: Date, part: Option<(u8, u8)>) -> DateRange {
    let (which, many) = part.map_or((1, 1), |(which, many)| (i32::from(which), i32::from(many.max(1))));
    let months = 12 / many.min(12);
    let from = first.checked_add(((which - 1) * months).months()).ok();
    let to = from.and_then(|from| from.checked_add(months.months()).ok()?.yesterday().ok());
    DateRange { from, to }
}

/// A date without a year.
fn undated(parts: &DateParts, month: Option<i8>, day: Option<i8>, reference: Date, ahead: bool) -> Option<DateRange> {
    match (parts.relative, month, day) {
        (Some(Relative::Units(step, TimeUnit::Year)), Some(month), day) => {
            let year = reference.year().checked_add(i16::try_from(step).ok()?)?;
            day.map_or_else(|| month_of(year, month), |d| Some(DateRange::day(Date::new(year, month, d).ok()?)))
        }
        (Some(Relative::Units(step, TimeUnit::Month)), None, Some(day)) => {
            let month = unit_of(reference, step, TimeUnit::Month)?.from?;
            Some(DateRange::day(Date::new(month.year(), month.month(), day).ok()?))
        }
        (relative, None, None) if parts.stretch.is_some() => {
            let step = match relative {
                Some(Relative::Units(step, TimeUnit::Year)) => step,
                _ => 0,
            };
            let year = reference.year().checked_add(i16::try_from(step).ok()?)?;
            let this = stretch(Date::new(year, 1, 1).ok()?, parts.stretch);
            let later = relative.is_none() && !ahead && this.from.is_some_and(|from| from > reference);
            if !later { Some(this) } else { Some(stretch(Date::new(year - 1, 1, 1).ok()?, parts.stretch)) }
        }
        (relative, Some(month), Some(day)) => {
            let all = (-1..=1).filter_map(|d| Date::new(reference.year() + d, month, day).ok());
            let fits = |d: &Date| parts.weekday.is_none_or(|w| d.weekday().to_monday_one_offset() == w);
            let soon = reference.checked_add(SOON.days()).ok()?;
            let just = reference.checked_sub(JUST.days()).ok()?;
            let side = |d: &Date| match relative {
                Some(Relative::Nearest(-1)) => *d <= reference,
                Some(Relative::Nearest(1)) => *d >= reference,
                _ if ahead => *d >= just,
                _ => *d <= soon,
            };
            let all: Vec<Date> = all.filter(side).collect();
            let best =
                nearest(all.iter().copied().filter(fits), reference).or_else(|| nearest(all.into_iter(), reference));
            Some(DateRange::day(best?))
        }
        (Some(Relative::Nearest(step)), Some(month), None) => month_of(year_of_month(month, reference, step)?, month),
        (_, Some(month), None) => month_of(year_of_bare_month(month, reference, ahead)?, month),
        (Some(Relative::Days(step)), None, _) => {
            let day = reference.checked_add(Span::new().try_days(step).ok()?).ok()?;
            Some(DateRange::day(parts.weekday.map_or(day, |w| weekday_near(day, w))))
        }
        (Some(Relative::EitherDays(step)), None, _) => {
            let step = if ahead { step } else { -step };
            Some(DateRange::day(reference.checked_add(Span::new().try_days(step).ok()?).ok()?))
        }
        (Some(Relative::Units(step, TimeUnit::Week)), None, None) if parts.weekday.is_some() => {
            let monday = unit_of(reference, step, TimeUnit::Week)?.from?;
            Some(DateRange::day(monday.checked_add(ahead_to(monday, parts.weekday?).days()).ok()?))
        }
        (Some(Relative::Units(step, unit)), None, _) => unit_of(reference, step, unit),
        (Some(Relative::Stretches(step, months)), None, _) => {
            let (months, begun) = (i32::from(months.clamp(1, 12)), i32::from(reference.month()) - 1);
            let first = Date::new(reference.year(), 1, 1).ok()?;
            let from = first.checked_add(Span::new().try_months((begun / months + step) * months).ok()?).ok()?;
            span(from, from.checked_add(months.months()).ok()?.yesterday().ok()?)
        }
        (Some(Relative::Ago { low, high, unit }), None, _) => ago(reference, low, high, unit),
        (Some(Relative::Nearest(step)), None, _) => {
            Some(DateRange::day(weekday_step(reference, parts.weekday?, step)?))
        }
        (None, None, Some(day)) => {
            let fits = |d: &Date| parts.weekday.is_none_or(|w| d.weekday().to_monday_one_offset() == w);
            let passed = |d: &Date| if ahead { *d >= reference } else { *d <= reference };
            let months = (-12..=12).filter_map(|step| unit_of(reference, step, TimeUnit::Month)?.from);
            let all = months.filter_map(|m| Date::new(m.year(), m.month(), day).ok()).filter(fits).filter(passed);
            Some(DateRange::day(nearest(all, reference)?))
        }
        (None, None, _) => {
            let weekday = parts.weekday?;
            let days = if ahead { ahead_to(reference, weekday) } else { -back_to(reference, weekday) };
            Some(DateRange::day(reference.checked_add(days.days()).ok()?))
        }
    }
}

fn span(from: Date, to: Date) -> Option<DateRange> {
    (from <= to).then_some(DateRange { from: Some(from), to: Some(to) })
}

fn month_of(year: i16, month: i8) -> Option<DateRange> {
    let first = Date::new(year, month, 1).ok()?;
    span(first, first.last_of_month())
}

fn nearest(all: impl Iterator<Item = Date>, reference: Date) -> Option<Date> {
    all.min_by_key(|d| (days_between(*d, reference).abs(), *d))
}

fn year_of_month(month: i8, reference: Date, step: i32) -> Option<i16> {
    let year = reference.year();
    Some(match step {
        ..=-1 => year - i16::from(month >= reference.month()),
        0 => year,
        1.. => year + i16::from(month <= reference.month()),
    })
}

/// A month without a year is the last one, the current one included; in a sentence about what is to
/// come it is the next.
fn year_of_bare_month(month: i8, reference: Date, ahead: bool) -> Option<i16> {
    let year = reference.year();
    Some(if ahead { year + i16::from(month < reference.month()) } else { year - i16::from(month > reference.month()) })
}

/// Days back to the last `weekday`, the day itself included.
fn back_to(day: Date, weekday: i8) -> i32 {
    i32::from((day.weekday().to_monday_one_offset() - weekday).rem_euclid(7))
}

/// Days ahead to the next `weekday`, the day itself included.
fn ahead_to(day: Date, weekday: i8) -> i32 {
    i32::from((weekday - day.weekday().to_monday_one_offset()).rem_euclid(7))
}

fn weekday_near(day: Date, weekday: i8) -> Date {
    let back = back_to(day, weekday);
    let step = if back <= 3 { -back } else { 7 - back };
    day.checked_add(step.days()).unwrap_or(day)
}

/// The `weekday` before (-1) or after (1) the day itself, or in the same week (0).
fn weekday_step(reference: Date, weekday: i8, step: i32) -> Option<Date> {
    let days = match step {
        ..=-1 => match back_to(reference, weekday) {
            0 => -7,
            back => -back,
        },
        0 => i32::from(weekday - reference.weekday().to_monday_one_offset()),
        1.. => match ahead_to(reference, weekday) {
            0 => 7,
            ahead => ahead,
        },
    };
    reference.checked_add(days.days()).ok()
}

fn unit_of(reference: Date, step: i32, unit: TimeUnit) -> Option<DateRange> {
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour => None,
        TimeUnit::Day => Some(DateRange::day(reference.checked_add(Span::new().try_days(step).ok()?).ok()?)),
        TimeUnit::Week => {
            let monday = reference.checked_sub(i32::from(reference.weekday().to_monday_zero_offset()).days()).ok()?;
            let first = monday.checked_add(Span::new().try_weeks(step).ok()?).ok()?;
            span(first, first.checked_add(6.days()).ok()?)
        }
        TimeUnit::Month => {
            let first = reference.first_of_month().checked_add(Span::new().try_months(step).ok()?).ok()?;
            span(first, first.last_of_month())
        }
        TimeUnit::Year => {
            let year = reference.year().checked_add(i16::try_from(step).ok()?)?;
            span(Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)
        }
    }
}

/// `low` to `high` units before `reference` (negative: after), as precise as the unit: three days ago is a day,
/// three months ago a month. An open upper end reaches back without end.
pub fn ago(reference: Date, low: Decimal, high: Option<Decimal>, unit: TimeUnit) -> Option<DateRange> {
    let near = before(reference, low, unit)?;
    let Some(high) = high else {
        let last = reference.checked_sub(units(low, unit)?).ok();
        return Some(DateRange { from: None, to: last.or(near.to) });
    };
    let far = before(reference, high, unit)?;
    if low == high {
        return Some(near);
    }
    let exact = |n: Decimal| reference.checked_sub(units(n, unit)?).ok();
    span(exact(high).or(far.from)?, exact(low).or(near.to)?)
}

/// A number of units as a span of the calendar; halves of weeks, months and years become days and months. `None` past
/// what a calendar holds.
fn units(n: Decimal, unit: TimeUnit) -> Option<Span> {
    let times = |factor: i64| n.checked_mul(Decimal::from(factor));
    let per = |parts: i64| n.checked_div(Decimal::from(parts));
    let whole = |n: Option<Decimal>| n?.round().to_i64();
    let span = Span::new();
    match unit {
        TimeUnit::Second => span.try_days(whole(per(24 * 60 * 60))?),
        TimeUnit::Minute => span.try_days(whole(per(24 * 60))?),
        TimeUnit::Hour => span.try_days(whole(per(24))?),
        TimeUnit::Day => span.try_days(whole(Some(n))?),
        TimeUnit::Week => span.try_days(whole(times(7))?),
        TimeUnit::Month if n.fract().is_zero() => span.try_months(whole(Some(n))?),
        TimeUnit::Month => span.try_days(whole(times(30))?),
        TimeUnit::Year => span.try_months(whole(times(12))?),
    }
    .ok()
}

/// The day `n` units before, widened to the precision of the unit.
fn before(reference: Date, n: Decimal, unit: TimeUnit) -> Option<DateRange> {
    let day = reference.checked_sub(units(n, unit)?).ok()?;
    match unit {
        TimeUnit::Second | TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => Some(DateRange::day(day)),
        TimeUnit::Week => span(day.checked_sub(3.days()).ok()?, day.checked_add(3.days()).ok()?),
        TimeUnit::Month => span(day.first_of_month(), day.last_of_month()),
        TimeUnit::Year if n.fract().is_zero() => {
            span(Date::new(day.year(), 1, 1).ok()?, Date::new(day.year(), 12, 31).ok()?)
        }
        TimeUnit::Year => span(day.first_of_month(), day.last_of_month()),
    }
}
