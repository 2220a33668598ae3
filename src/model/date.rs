//! Civil dates, as far as the words give them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::quantity::overlap;

/// A day, with a time of day where one is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment {
    /// The civil day.
    pub day: Date,
    /// Minutes since midnight.
    pub minute: Option<u16>,
}

impl Moment {
    /// ISO 8601: `2024-06-19`, with `T03:00` where a time is known.
    #[must_use]
    pub fn iso(self) -> String {
        match self.minute {
            Some(m) => format!("{}T{:02}:{:02}", self.day, m / 60, m % 60),
            None => self.day.to_string(),
        }
    }
}

/// Days from `from` to `to`, both included; a missing one is an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DateRange {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl DateRange {
    /// One day.
    #[must_use]
    pub fn day(day: Date) -> Self {
        Self { from: Some(day), to: Some(day) }
    }

    /// Whether a day can lie in both.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        overlap((self.from, self.to), (other.from, other.to))
    }

    /// Whether every day of `other` lies in it.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        let from = self.from.is_none_or(|a| other.from.is_some_and(|b| a <= b));
        let to = self.to.is_none_or(|a| other.to.is_some_and(|b| a >= b));
        from && to
    }

    /// The day, where it is a single one.
    #[must_use]
    pub fn single(self) -> Option<Date> {
        self.from.filter(|from| self.to == Some(*from))
    }
}

/// Whole days from `from` to `to`; negative where `to` comes first.
#[must_use]
pub fn days_between(from: Date, to: Date) -> i64 {
    from.until(to).map_or(0, |s| i64::from(s.get_days()))
}

/// Units of time in which lengths and distances are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeUnit {
    /// 60 of a minute.
    Second,
    /// 60 of an hour.
    Minute,
    /// 24 of a day.
    Hour,
    /// A civil day.
    Day,
    /// Seven days, Monday first.
    Week,
    /// A civil month.
    Month,
    /// A civil year.
    Year,
}

impl TimeUnit {
    /// All of them, the shortest first.
    pub const ALL: [Self; 7] = [Self::Second, Self::Minute, Self::Hour, Self::Day, Self::Week, Self::Month, Self::Year];

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.name() == name)
    }

    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::Day => "day",
            Self::Week => "week",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// A date told by its distance from the day of writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relative {
    /// So many days from the day of writing (0 today, -1 yesterday).
    Days(i32),
    /// So many days before it or, where the sentence speaks of what is to come, after it.
    EitherDays(i32),
    /// So many units from the one in which the text is written (-1 year: last year; 0 month: this month).
    Units(i32, TimeUnit),
    /// So many stretches of so many months, counted from January, from the one in which the text is written (-1 and 3:
    /// last quarter).
    Stretches(i32, u8),
    /// Between `low` and `high` units before (negative: after) the day of writing; `high` open where `None`.
    Ago {
        /// Fewest units.
        low: Decimal,
        /// Most units.
        high: Option<Decimal>,
        /// The unit.
        unit: TimeUnit,
    },
    /// The named month or weekday that lies last (-1), next (1) or in the current unit (0).
    Nearest(i32),
}

/// A date as the words give it, not yet held against a publication date. Absent parts are unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DateParts {
    /// Year of the civil calendar, or of `calendar`.
    pub year: Option<i16>,
    /// Month, 1 to 12, of `calendar`.
    pub month: Option<i8>,
    /// Day of the month.
    pub day: Option<i8>,
    /// Weekday, 1 Monday to 7 Sunday.
    pub weekday: Option<i8>,
    /// Distance from the day of writing.
    pub relative: Option<Relative>,
    /// Minutes since midnight.
    pub minute: Option<u16>,
    /// Part of the day as hours from midnight, `from..to`.
    pub day_part: Option<(u8, u8)>,
    /// The night after the named day: a time before noon belongs to the next day.
    pub night_after: bool,
    /// The time or date is hedged ("about three").
    pub about: bool,
    /// Calendar other than the civil one (`bengali`, `hijri`).
    pub calendar: Option<String>,
    /// Last year of a span of years.
    pub year_to: Option<i16>,
    /// The year is a fiscal one that starts with this month.
    pub fiscal: Option<i8>,
    /// Part of the year: which of how many (`(2, 4)` is the second quarter).
    pub stretch: Option<(u8, u8)>,
    /// The last date of a span; parts that one end lacks are those of the other.
    pub to: Option<Box<DateParts>>,
    /// An end that stays open: -1 "until", 1 "since".
    pub open: i8,
}
