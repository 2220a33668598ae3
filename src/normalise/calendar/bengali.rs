//! The Bengali calendar of Bangladesh, in its forms of 1987 and of 2019.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::normalise::calendar::sidereal;

/// First day of the Bengali year, in the civil calendar: 14 April, in both forms.
/// Source: docs/sources.md#bengali-calendar (Bangla Academy, revision of 2019).
const NEW_YEAR: (i8, i8) = (4, 14);
/// Years between the Bengali and the civil count, after the Bengali new year.
const ERA: i16 = 593;
/// First year of the revision of 2019. It was first felt in the sixth month, October 2019; the five months before
/// have the same length in both forms, so the whole year counts as revised.
const REVISED: i16 = 1426;

/// First year that is counted by the reform of 1987; before it Bangladesh had the calendar that West Bengal has still.
const REFORMED: i16 = 1394;

/// The first and the last civil day of a Bengali month; `None` for a month that is not from 1 to 12.
pub fn bengali_month(year: i16, month: i8) -> Option<(Date, Date)> {
    if !(1..=12).contains(&month) {
        return None;
    }
    if year < REFORMED {
        return sidereal::west_bengal_month(year, month);
    }
    let civil = year.checked_add(ERA)?;
    let new_year = Date::new(civil, NEW_YEAR.0, NEW_YEAR.1).ok()?;
    let leap = Date::new(civil.checked_add(1)?, 1, 1).ok()?.in_leap_year();
    let length = |m| if year < REVISED { length_of_1987(m, leap) } else { length_of_2019(m, leap) };
    let first = new_year.checked_add((1..month).map(length).sum::<i32>().days()).ok()?;
    let last = first.checked_add((length(month) - 1).days()).ok()?;
    Some((first, last))
}

/// The first and the last civil day of a Bengali year.
pub fn bengali_span(year: i16) -> Option<(Date, Date)> {
    Some((bengali_month(year, 1)?.0, bengali_month(year, 12)?.1))
}

/// The Bengali year in which the civil day lies.
pub fn bengali_year(day: Date) -> i16 {
    if day.year() < REFORMED + ERA {
        return sidereal::west_bengal_year(day);
    }
    let passed = (day.month(), day.day()) >= NEW_YEAR;
    day.year() - ERA - i16::from(!passed)
}

/// Days of a month in the form of 1987; `leap` is said of the civil year in which the eleventh month begins.
fn length_of_1987(month: i8, leap: bool) -> i32 {
    match month {
        1..=5 => 31,
        11 if leap => 31,
        _ => 30,
    }
}

/// Days of a month as revised in 2019; `leap` as above.
fn length_of_2019(month: i8, leap: bool) -> i32 {
    match month {
        1..=6 => 31,
        11 if !leap => 29,
        _ => 30,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::calendar::day_in;

    fn bengali(year: i16, month: i8, day: i8) -> Option<Date> {
        day_in(bengali_month(year, month)?, day)
    }
    use jiff::civil::date;

    #[test]
    fn known_days_of_the_revised_calendar() {
        assert_eq!(bengali(1431, 1, 1), Some(date(2024, 4, 14)));
        assert_eq!(bengali(1431, 11, 8), Some(date(2025, 2, 21)));
        assert_eq!(bengali(1431, 12, 30), Some(date(2025, 4, 13)));
        assert_eq!(bengali(1431, 11, 30), None);
        assert_eq!(bengali_year(date(2025, 4, 13)), 1431);
    }

    /// Language Martyrs' Day, Independence Day and Victory Day before and after the revision.
    #[test]
    fn national_days_moved_by_a_day_in_2019() {
        assert_eq!(bengali(1425, 9, 2), Some(date(2018, 12, 16)));
        assert_eq!(bengali(1425, 11, 9), Some(date(2019, 2, 21)));
        assert_eq!(bengali(1425, 12, 12), Some(date(2019, 3, 26)));
        assert_eq!(bengali(1426, 9, 1), Some(date(2019, 12, 16)));
        assert_eq!(bengali(1426, 11, 8), Some(date(2020, 2, 21)));
        assert_eq!(bengali(1426, 12, 12), Some(date(2020, 3, 26)));
    }

    #[test]
    fn the_sixth_month_was_first_to_grow() {
        assert_eq!(bengali_month(1425, 6), Some((date(2018, 9, 16), date(2018, 10, 15))));
        assert_eq!(bengali_month(1426, 6), Some((date(2019, 9, 16), date(2019, 10, 16))));
        assert_eq!(bengali(1425, 6, 31), None);
    }

    /// The language movement's day as it was printed then.
    #[test]
    fn before_the_reform_the_calendar_was_one() {
        assert_eq!(bengali(1358, 11, 8), Some(date(1952, 2, 21)));
        assert_eq!(bengali_year(date(1952, 2, 21)), 1358);
    }

    #[test]
    fn leap_years() {
        assert_eq!(bengali_month(1422, 11), Some((date(2016, 2, 13), date(2016, 3, 14))));
        assert_eq!(bengali(1423, 11, 31), None);
        assert_eq!(bengali_month(1430, 11), Some((date(2024, 2, 14), date(2024, 3, 14))));
    }

    #[test]
    fn each_year_ends_where_the_next_begins() {
        for year in REFORMED..1500 {
            let next = bengali_span(year).and_then(|(_, last)| last.tomorrow().ok());
            assert_eq!(next, bengali(year + 1, 1, 1));
            assert_eq!(
                bengali_span(year).map(|(first, last)| (bengali_year(first), bengali_year(last))),
                Some((year, year))
            );
        }
    }

    #[test]
    fn no_such_month_or_day() {
        assert_eq!(bengali_month(1431, 0), None);
        assert_eq!(bengali_month(1431, 13), None);
        assert_eq!(bengali(1431, 1, 0), None);
        assert_eq!(bengali(1431, 1, i8::MIN), None);
        assert_eq!(bengali(i16::MAX, 1, 1), None);
    }
}
