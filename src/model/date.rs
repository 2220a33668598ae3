//! Civil dates, as far as the words give them.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::kept;
use crate::model::quantity::overlap;

/// A day, with a time of day where one is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

/// Where a time of the clock lies that the words give as a limit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Reach {
    /// At it.
    #[default]
    At,
    /// At it or before it.
    UpTo,
    /// At it or after it.
    From,
}

/// A time of the clock as told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Clock {
    /// The day and minute.
    pub at: Moment,
    /// Whether it is a limit.
    pub side: Reach,
    /// Minutes by which the zone that the words name is ahead of UTC.
    pub zone: Option<i16>,
}

impl Clock {
    /// The moment, in ISO 8601.
    #[must_use]
    pub fn iso(self) -> String {
        self.at.iso()
    }

    /// The first and the last moment that it can be; a missing one is an open end.
    #[must_use]
    pub fn ends(self) -> (Option<Moment>, Option<Moment>) {
        ((self.side != Reach::UpTo).then_some(self.at), (self.side != Reach::From).then_some(self.at))
    }

    /// Fewest minutes between the two, as the clocks show them; 0 where one is a limit that holds the other.
    #[must_use]
    pub fn apart(self, other: Self) -> i64 {
        if overlap(self.ends(), other.ends()) { 0 } else { minutes_between(self.at, other.at).abs() }
    }

    /// The same moment on a clock of `zone`, where its own zone is `own`.
    #[must_use]
    pub fn moved(self, own: i16, zone: i16) -> Self {
        const DAY: i64 = 24 * 60;
        let minutes = i64::from(self.at.minute.unwrap_or_default()) + i64::from(zone) - i64::from(own);
        let day = self.at.day.checked_add(minutes.div_euclid(DAY).days()).unwrap_or(self.at.day);
        let minute = u16::try_from(minutes.rem_euclid(DAY)).ok();
        Self { at: Moment { day, minute }, zone: Some(zone), ..self }
    }
}

/// Minutes from `from` to `to`.
#[must_use]
pub fn minutes_between(from: Moment, to: Moment) -> i64 {
    const DAY: i64 = 24 * 60;
    let minutes = |m: Moment| i64::from(m.minute.unwrap_or_default());
    days_between(from.day, to.day) * DAY + minutes(to) - minutes(from)
}

/// Days from `from` to `to`, both included; a missing one is an open end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
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

    /// How many seconds one lasts; months and years on average over 400 years.
    #[must_use]
    pub fn seconds(self) -> Decimal {
        Decimal::from(match self {
            Self::Second => 1,
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 86_400,
            Self::Week => 604_800,
            Self::Month => 2_629_746,
            Self::Year => 31_556_952,
        })
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
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
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
        #[serde(with = "kept::amount")]
        low: Decimal,
        /// Most units.
        #[serde(with = "kept::end")]
        high: Option<Decimal>,
        /// The unit.
        unit: TimeUnit,
    },
    /// The named month or weekday that lies last (-1), next (1) or in the current unit (0).
    Nearest(i32),
}

/// A date as the words give it, not yet held against a publication date. Absent parts are unknown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
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
