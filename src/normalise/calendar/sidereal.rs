//! The Bengali calendar of West Bengal: a month begins after the sun has entered a sign, by the Surya Siddhanta.
//!
//! All of it is computed in whole numbers, so that every machine finds the same day.
//! Sources: docs/sources.md#surya-siddhanta and docs/sources.md#bengali-calendar-of-west-bengal.

use jiff::civil::{Date, date};

use crate::normalise::calendar::{days_after, days_since};

/// The day at the beginning of which, at Ujjain, the era of the astronomers begins: 18 February 3102 BC in the Julian
/// calendar, here in the civil one. The mean sun was at the beginning of the first sign.
const EPOCH: Date = date(-3101, 1, 23);
/// Years of that era before the Bengali year 0.
const ERA: i128 = 3694;
/// One turn of the sky, in the unit of all angles here: as many as there are days in a thousand great ages. In this
/// unit the sun has a whole number as its speed.
const TURN: i128 = 1_577_917_828_000;
/// Mean motion of the sun in a day: 4,320,000 turns in a great age.
const SPEED: i128 = 4_320_000_000;
/// The same against the sun's apsis, which makes 387 turns in a thousand great ages.
const SPEED_FROM_APSIS: i128 = SPEED - 387;
/// Days from the creation, when the sun stood at its apsis, to the epoch.
const CREATION: i128 = 714_402_296_627;
/// Midnight comes earlier at Kolkata than at Ujjain by 12° 36′ of longitude: 7/200 of a day.
const EARLIER: (i128, i128) = (7, 200);
/// Minutes of arc in a turn.
const MINUTES: i128 = 21_600;
/// By how much the sine grows in each 24th part of a quadrant, where the radius is 3438.
const SINES: [i128; 24] =
    [225, 224, 222, 219, 215, 210, 205, 199, 191, 183, 174, 164, 154, 143, 131, 119, 106, 93, 79, 65, 51, 37, 22, 7];
/// The radius of the sines, in minutes of arc.
const RADIUS: i128 = 3438;
/// Degrees of the sun's epicycle at the apsis, and the part of it by which it is smaller a quadrant away.
const EPICYCLE: (i128, i128) = (14, 42);

/// The year of West Bengal in which the civil day lies.
pub fn west_bengal_year(day: Date) -> i16 {
    let turns = sun(i128::from(days_since(EPOCH, day))).div_euclid(TURN);
    i16::try_from(turns - ERA).unwrap_or(i16::MAX)
}

/// The first and the last civil day of a month in West Bengal; `None` for a month that is not from 1 to 12.
pub fn west_bengal_month(year: i16, month: i8) -> Option<(Date, Date)> {
    if !(1..=12).contains(&month) {
        return None;
    }
    let signs = (i128::from(year) + ERA) * 12 + i128::from(month) - 1;
    Some((first_day(signs)?, first_day(signs + 1)?.yesterday().ok()?))
}

/// The first and the last civil day of a year in West Bengal.
pub fn west_bengal_span(year: i16) -> Option<(Date, Date)> {
    Some((west_bengal_month(year, 1)?.0, west_bengal_month(year, 12)?.1))
}

/// The first day that begins when the sun has passed so many signs since the epoch.
fn first_day(signs: i128) -> Option<Date> {
    /// More days than the true sun is ever away from the mean one.
    const AWAY: i128 = 4;
    let mean = (signs * TURN).div_euclid(12 * SPEED);
    let day = (mean - AWAY..=mean + AWAY).find(|day| sun(*day) * 12 >= signs * TURN)?;
    days_after(EPOCH, i64::try_from(day).ok()?)
}

/// How far the true sun has come since the epoch when, at Kolkata, the day with this number begins.
fn sun(day: i128) -> i128 {
    let moved = |speed: i128, days: i128| speed * days - speed * EARLIER.0 / EARLIER.1;
    moved(SPEED, day) - equation(moved(SPEED_FROM_APSIS, CREATION + day).rem_euclid(TURN))
}

/// By how much the true sun is behind the mean one at this angle from the apsis: the equation of the centre.
///
/// It is the arc of a sine, but never so large that in the table of sines the arc is not the sine itself.
fn equation(angle: i128) -> i128 {
    let half = TURN / 2;
    let (arc, sign) = if angle <= half { (angle, 1) } else { (TURN - angle, -1) };
    let sine = sine(arc.min(half - arc));
    let whole = RADIUS * EPICYCLE.1 * TURN;
    sign * (sine * EPICYCLE.0 * (whole - sine) / (360 * MINUTES * whole))
}

/// The sine of an angle in the first quadrant, in minutes of arc, times `TURN`.
fn sine(angle: i128) -> i128 {
    let parts = angle * 4 * 24;
    (0..).zip(SINES).map(|(before, step)| step * (parts - before * TURN).clamp(0, TURN)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::calendar::day_in;

    fn west_bengal(year: i16, month: i8, day: i8) -> Option<Date> {
        day_in(west_bengal_month(year, month)?, day)
    }

    #[test]
    fn new_year() {
        for (civil, day) in [(2020, 14), (2021, 15), (2022, 15), (2023, 15), (2024, 14), (2025, 15), (2026, 15)] {
            let first = date(civil, 4, day);
            assert_eq!(west_bengal(civil - 593, 1, 1), Some(first));
            assert_eq!(west_bengal_year(first), civil - 593);
            assert_eq!(first.yesterday().map(west_bengal_year).ok(), Some(civil - 594));
        }
    }

    /// The birthday of Rabindranath Tagore, kept on the 25th of the first month.
    #[test]
    fn birthday_of_tagore() {
        for (civil, day) in [(2020, 8), (2021, 9), (2022, 9), (2023, 9), (2024, 8), (2025, 9)] {
            assert_eq!(west_bengal(civil - 593, 1, 25), Some(date(civil, 5, day)));
        }
    }

    /// Days of which both dates are on record, one or more in each quarter of the year.
    #[test]
    fn days_of_history() {
        for (year, month, day, civil, event) in [
            (1227, 6, 12, date(1820, 9, 26), "birth of Vidyasagar"),
            (1269, 9, 29, date(1863, 1, 12), "birth of Vivekananda"),
            (1283, 5, 31, date(1876, 9, 15), "birth of Sarat Chandra"),
            (1290, 8, 24, date(1883, 12, 9), "wedding of Tagore"),
            (1305, 11, 6, date(1899, 2, 17), "birth of Jibanananda Das"),
            (1306, 2, 11, date(1899, 5, 24), "birth of Nazrul"),
            (1312, 6, 30, date(1905, 10, 16), "partition of Bengal"),
            (1328, 11, 29, date(1922, 3, 13), "first Ananda Bazar Patrika"),
            (1348, 4, 22, date(1941, 8, 7), "death of Tagore"),
            (1358, 11, 8, date(1952, 2, 21), "language movement"),
        ] {
            assert_eq!(west_bengal(year, month, day), Some(civil), "{event}");
        }
    }

    /// The fair at Santiniketan begins on the 7th of the ninth month. By the midnight of Ujjain it would have begun on
    /// 23 December.
    #[test]
    fn midnight_is_that_of_kolkata() {
        assert_eq!(west_bengal(1426, 9, 7), Some(date(2019, 12, 24)));
    }

    #[test]
    fn each_month_ends_where_the_next_begins() {
        for year in 1200..1600 {
            for month in 1..=11 {
                let next = west_bengal_month(year, month).and_then(|(_, last)| last.tomorrow().ok());
                assert_eq!(next, west_bengal(year, month + 1, 1));
                assert_eq!(west_bengal(year, month, 33), None);
                assert!(west_bengal(year, month, 29).is_some());
            }
            let next = west_bengal_span(year).and_then(|(_, last)| last.tomorrow().ok());
            assert_eq!(next, west_bengal(year + 1, 1, 1));
        }
    }

    #[test]
    fn no_such_month_or_day() {
        assert_eq!(west_bengal_month(1431, 0), None);
        assert_eq!(west_bengal_month(1431, 13), None);
        assert_eq!(west_bengal(1431, 1, 0), None);
        assert_eq!(west_bengal(i16::MAX, 1, 1), None);
        assert_eq!(west_bengal(i16::MIN, 1, 1), None);
        assert_eq!(west_bengal_year(Date::MAX), 9406);
    }
}
