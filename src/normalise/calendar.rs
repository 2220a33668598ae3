//! Calendars other than the civil one.

use jiff::ToSpan;
use jiff::civil::Date;

/// First month of the Bengali year, in the civil calendar: 14 April.
/// Source: docs/sources.md#bengali-calendar (Bangla Academy, revision of 2019).
const NEW_YEAR: (i8, i8) = (4, 14);
/// Years between the Bengali and the civil count, after the Bengali new year.
const ERA: i16 = 593;

/// The civil day of a Bengali date; `None` for a day that the month does not have.
pub fn bengali(year: i16, month: i8, day: i8) -> Option<Date> {
    let civil = year.checked_add(ERA)?;
    let first = Date::new(civil, NEW_YEAR.0, NEW_YEAR.1).ok()?;
    let leap = Date::new(civil.checked_add(1)?, 1, 1).ok()?.in_leap_year();
    let length = |m: i8| match m {
        1..=6 => 31,
        11 if leap => 30,
        11 => 29,
        _ => 30,
    };
    if !(1..=12).contains(&month) || day < 1 || i32::from(day) > length(month) {
        return None;
    }
    let before: i32 = (1..month).map(length).sum();
    first.checked_add((before + i32::from(day) - 1).days()).ok()
}

/// The Bengali year in which the civil day lies.
pub fn bengali_year(day: Date) -> i16 {
    let passed = (day.month(), day.day()) >= NEW_YEAR;
    day.year() - ERA - i16::from(!passed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn known_days_of_the_revised_calendar() {
        assert_eq!(bengali(1431, 1, 1), Some(date(2024, 4, 14)));
        assert_eq!(bengali(1431, 11, 8), Some(date(2025, 2, 21)));
        assert_eq!(bengali(1431, 12, 30), Some(date(2025, 4, 13)));
        assert_eq!(bengali(1431, 11, 30), None);
        assert_eq!(bengali_year(date(2025, 4, 13)), 1431);
    }
}
