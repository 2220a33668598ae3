//! Calendars other than the civil one: from their dates, months and years to civil days.

mod bengali;
mod hijri;
mod sidereal;

use jiff::civil::Date;
use jiff::{Span, ToSpan};

/// First and last day of a month or a year.
type Days = (Date, Date);

/// A calendar by what can be asked of it.
pub struct Calendar {
    /// First and last day of a month of a year; `None` for one that is not there.
    pub month: fn(i16, i8) -> Option<Days>,
    /// First and last day of a year.
    pub year: fn(i16) -> Option<Days>,
    /// The year in which a day lies.
    pub year_of: fn(Date) -> i16,
    /// By how many days a day may lie earlier or later than counted.
    pub slack: i8,
}

/// The calendar that rules call so.
pub fn named(name: &str) -> Option<Calendar> {
    Some(match name {
        "bengali" => Calendar {
            month: bengali::bengali_month,
            year: bengali::bengali_span,
            year_of: bengali::bengali_year,
            slack: 0,
        },
        "west_bengal" => Calendar {
            month: sidereal::west_bengal_month,
            year: sidereal::west_bengal_span,
            year_of: sidereal::west_bengal_year,
            slack: 0,
        },
        // the moon is sighted a day earlier in one country and a day later in another
        "hijri" => {
            Calendar { month: hijri::month_of_hijri, year: hijri::hijri_span, year_of: hijri::hijri_year, slack: 1 }
        }
        _ => return None,
    })
}

/// The day with this number in a month that has these first and last civil days.
pub fn day_in((first, last): (Date, Date), day: i8) -> Option<Date> {
    let found = first.checked_add(day.checked_sub(1)?.days()).ok()?;
    (first <= found && found <= last).then_some(found)
}

/// The civil day that begins so many days after the day `epoch` begins; `None` where `jiff` has no such day.
fn days_after(epoch: Date, days: i64) -> Option<Date> {
    epoch.checked_add(Span::new().try_days(days).ok()?).ok()
}

/// How many days after `epoch` the day begins, less than nothing for a day before it.
fn days_since(epoch: Date, day: Date) -> i64 {
    const SECONDS: i64 = 24 * 60 * 60;
    epoch.duration_until(day).as_secs() / SECONDS
}
