//! From the parts of a date to days: held against the day of writing, never more precise than the words.

use jiff::civil::Date;
use jiff::{Span, ToSpan};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::{DateParts, DateRange, Moment, Relative, TimeUnit, days_between};
use crate::normalise::calendar;

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
    match parts.calendar.as_deref() {
        None => civil(parts, reference, ahead),
        Some("bengali") => {
            let (month, day) = (parts.month?, parts.day?);
            let found = match (parts.year, reference) {
                (Some(y), _) => calendar::bengali(y, month, day)?,
                (None, Some(r)) => {
                    let all = (-1..=1).filter_map(|d| calendar::bengali(calendar::bengali_year(r) + d, month, day));
                    nearest(all, r)?
                }
                (None, None) => return None,
            };
            Some(DateRange::day(found))
        }
        Some(_) => None,
    }
}

fn civil(parts: &DateParts, reference: Option<Date>, ahead: bool) -> Option<DateRange> {
    match (parts.year, parts.month, parts.day) {
        (Some(year), Some(month), Some(day)) => Some(DateRange::day(Date::new(year, month, day).ok()?)),
        (Some(year), Some(month), None) => month_of(year, month),
        (Some(year), None, _) => {
            let last = parts.year_to.unwrap_or(year);
            span(Date::new(year, 1, 1).ok()?, Date::new(last, 12, 31).ok()?)
        }
        (None, month, day) => undated(parts, month, day, reference?, ahead),
    }
}

/// A date without a year.
fn undated(parts: &DateParts, month: Option<i8>, day: Option<i8>, reference: Date, ahead: bool) -> Option<DateRange> {
    match (parts.relative, month, day) {
        (Some(Relative::Units(step, TimeUnit::Year)), Some(month), day) => {
            let year = reference.year().checked_add(i16::try_from(step).ok()?)?;
            day.map_or_else(|| month_of(year, month), |d| Some(DateRange::day(Date::new(year, month, d).ok()?)))
        }
        (relative, Some(month), Some(day)) => {
            let all = (-1..=1).filter_map(|d| Date::new(reference.year() + d, month, day).ok());
            let fits = |d: &Date| parts.weekday.is_none_or(|w| d.weekday().to_monday_one_offset() == w);
            let side = |d: &Date| match relative {
                Some(Relative::Nearest(-1)) => *d <= reference,
                Some(Relative::Nearest(1)) => *d >= reference,
                _ => true,
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
        (Some(Relative::Units(step, unit)), None, _) => unit_of(reference, step, unit),
        (Some(Relative::Ago { low, high, unit }), None, _) => ago(reference, low, high, unit),
        (Some(Relative::Nearest(step)), None, _) => {
            Some(DateRange::day(weekday_step(reference, parts.weekday?, step)?))
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
        TimeUnit::Minute | TimeUnit::Hour => None,
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
        TimeUnit::Minute | TimeUnit::Hour | TimeUnit::Day => Some(DateRange::day(day)),
        TimeUnit::Week => span(day.checked_sub(3.days()).ok()?, day.checked_add(3.days()).ok()?),
        TimeUnit::Month => span(day.first_of_month(), day.last_of_month()),
        TimeUnit::Year if n.fract().is_zero() => {
            span(Date::new(day.year(), 1, 1).ok()?, Date::new(day.year(), 12, 31).ok()?)
        }
        TimeUnit::Year => span(day.first_of_month(), day.last_of_month()),
    }
}
