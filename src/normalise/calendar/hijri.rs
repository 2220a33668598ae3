//! The Islamic calendar by its table, as computed beforehand.
//!
//! The months of daily life begin with a sighting of the new moon. That moves the day by one or two against the
//! table, in South Asia mostly to a later day; callers widen.

use jiff::civil::{Date, date};

use crate::normalise::calendar::{days_after, days_since};

/// First day of the year 1: 16 July 622 in the Julian calendar, here in the civil one.
/// Source for all of this file: docs/sources.md#tabular-islamic-calendar.
const EPOCH: Date = date(622, 7, 19);
/// Days of a year that is not a leap year.
const COMMON: i64 = 354;
/// Years of a cycle.
const CYCLE: i64 = 30;
/// Leap years of a cycle, each with one more day in the last month.
const LEAPS: [i64; 11] = [2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29];
/// Days of a cycle.
const CYCLE_DAYS: i64 = CYCLE * COMMON + 11;

/// The year by the table in which the civil day lies; 0 or less for a day before the first.
pub fn hijri_year(day: Date) -> i16 {
    let days = days_since(EPOCH, day);
    let (cycles, rest) = (days.div_euclid(CYCLE_DAYS), days.rem_euclid(CYCLE_DAYS));
    let begun: i64 = (1..=CYCLE).map(|year| i64::from(days_before(year) <= rest)).sum();
    i16::try_from(cycles * CYCLE + begun).unwrap_or(i16::MAX)
}

/// The first and the last civil day of a month by the table.
pub fn month_of_hijri(year: i16, month: i8) -> Option<(Date, Date)> {
    if year < 1 || !(1..=12).contains(&month) {
        return None;
    }
    let first = days_before(i64::from(year)) + months_before(month);
    let next = if month == 12 { days_before(i64::from(year) + 1) } else { first + length(month) };
    Some((days_after(EPOCH, first)?, days_after(EPOCH, next - 1)?))
}

/// The first and the last civil day of a year by the table.
pub fn hijri_span(year: i16) -> Option<(Date, Date)> {
    Some((month_of_hijri(year, 1)?.0, month_of_hijri(year, 12)?.1))
}

/// Days from the epoch to the first day of the year.
fn days_before(year: i64) -> i64 {
    let (cycles, rest) = ((year - 1).div_euclid(CYCLE), (year - 1).rem_euclid(CYCLE));
    let leaps: i64 = LEAPS.iter().map(|leap| i64::from(*leap <= rest)).sum();
    cycles * CYCLE_DAYS + rest * COMMON + leaps
}

/// Days from the first day of a year to the first day of the month.
fn months_before(month: i8) -> i64 {
    (1..month).map(length).sum()
}

/// Days of a month in a common year: 30 and 29 by turns.
fn length(month: i8) -> i64 {
    if month % 2 == 1 { 30 } else { 29 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::calendar::day_in;

    fn hijri(year: i16, month: i8, day: i8) -> Option<Date> {
        day_in(month_of_hijri(year, month)?, day)
    }

    #[test]
    fn known_days_of_the_table() {
        assert_eq!(hijri(1, 1, 1), Some(date(622, 7, 19)));
        assert_eq!(hijri(1400, 1, 1), Some(date(1979, 11, 21)));
        assert_eq!(hijri(1420, 9, 1), Some(date(1999, 12, 9)));
        assert_eq!(hijri(1445, 9, 1), Some(date(2024, 3, 11)));
        assert_eq!(hijri(1446, 10, 1), Some(date(2025, 3, 31)));
    }

    #[test]
    fn months_and_years() {
        assert_eq!(month_of_hijri(1445, 9), Some((date(2024, 3, 11), date(2024, 4, 9))));
        assert_eq!(hijri_span(1447), Some((date(2025, 6, 27), date(2026, 6, 16))));
        assert_eq!(hijri_year(date(2025, 6, 26)), 1446);
        assert_eq!(hijri_year(date(2025, 6, 27)), 1447);
        assert_eq!(hijri_year(date(622, 7, 18)), 0);
    }

    #[test]
    fn only_leap_years_have_a_thirtieth_day_at_the_end() {
        let leaps: Vec<i16> = (1..=30).filter(|year| hijri(*year, 12, 30).is_some()).collect();
        assert_eq!(leaps, [2, 5, 7, 10, 13, 16, 18, 21, 24, 26, 29]);
        assert_eq!(hijri(1445, 12, 30), Some(date(2024, 7, 7)));
        assert_eq!(hijri(1446, 12, 30), None);
    }

    #[test]
    fn each_year_ends_where_the_next_begins() {
        for year in 1..2000 {
            let next = hijri_span(year).and_then(|(_, last)| last.tomorrow().ok());
            assert_eq!(next, hijri(year + 1, 1, 1));
            assert_eq!(hijri_span(year).map(|(first, last)| (hijri_year(first), hijri_year(last))), Some((year, year)));
        }
    }

    #[test]
    fn no_such_month_or_day() {
        assert_eq!(hijri(0, 1, 1), None);
        assert_eq!(hijri(1446, 13, 1), None);
        assert_eq!(hijri(1446, 2, 30), None);
        assert_eq!(hijri(1446, 1, 0), None);
        assert_eq!(hijri(i16::MAX, 1, 1), None);
    }
}
