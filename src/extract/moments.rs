//! From pattern matches to dates, times and lengths.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::extract::Draft;
use crate::extract::pattern::{Held, Match};
use crate::extract::quantity::{Amount, bounded, scaled, time_unit};
use crate::lexis::Reading;
use crate::model::{Bound, DateParts, MentionKind, Quantity, Relative, RuleId, TimeUnit};
use crate::ruleset::{Class, Means, Sense, bound};

/// Years of two digits from this one on are of the twentieth century.
const TURN: i16 = 50;

/// Minutes of a day.
pub const DAY: u16 = 24 * 60;

/// Of a time of the clock, half a day later and a day later, the one inside a part of the day, in hours from midnight.
pub fn in_part(minutes: u16, (from, to): (u8, u8)) -> u16 {
    let inside = |m: &u16| (u16::from(from) * 60..=u16::from(to) * 60).contains(m);
    [minutes, minutes + DAY / 2, minutes + DAY].into_iter().find(inside).unwrap_or(minutes % DAY)
}

/// Whether minutes from the start of the named day are of the hour after it: twelve at night is the end of that day.
pub fn at_midnight(minutes: u16) -> bool {
    (DAY..DAY + 60).contains(&minutes)
}

/// What a match says; nothing for what is no figure at all.
pub fn drafts(reading: &Reading<'_>, found: Match<'_>) -> Vec<Draft> {
    let Match { start, end, means, held, rules } = found;
    let got = Gathered::of(&held);
    let kind = match means {
        Means::Nothing | Means::Fraction => None,
        Means::Score => return scores(&held, &rules),
        Means::Date | Means::Until | Means::Clock => Some(MentionKind::Date(got.date())),
        Means::FiscalYear => {
            let fiscal = Some(reading.language.fiscal_year_starts);
            Some(MentionKind::Date(DateParts { fiscal, ..got.date() }))
        }
        Means::Decade => got.decade().map(|first| span_of_years(first, 9)),
        Means::Century => got.century().map(|first| span_of_years(first, 99)),
        Means::Since => Some(MentionKind::Since(got.date())),
        Means::Ago | Means::Ahead => {
            let (length, unit) = got.length();
            Some(MentionKind::Date(distance(&length, unit, means == Means::Ahead)))
        }
        Means::Age => {
            let (length, unit) = got.length();
            Some(MentionKind::Quantity(Quantity { unit: Some(unit.name().to_owned()), ..length }))
        }
        Means::Elapsed | Means::Lasting | Means::Held | Means::Duration => {
            let (length, unit) = got.length();
            let elapsed = match means {
                Means::Lasting => unit >= TimeUnit::Day,
                Means::Held => unit >= TimeUnit::Day && up_to_now(reading, start),
                // "three days later" counts from another event, "24 years later" from now
                Means::Elapsed => unit >= TimeUnit::Month,
                _ => false,
            };
            Some(MentionKind::Duration { length, unit, elapsed })
        }
    };
    kind.into_iter().map(|kind| Draft { start, end, kind, rules: rules.clone() }).collect()
}

/// Whether the nearest word before token `at` that tells when a thing holds says that it reaches up to now.
fn up_to_now(reading: &Reading<'_>, at: usize) -> bool {
    let has = |i: usize, class| reading.sense(i, class).is_some();
    let told = (0..at).rev().take_while(|i| reading.word(*i) != ";");
    let mut marks = told.filter(|i| [Class::Perfect, Class::Planned, Class::Future].iter().any(|c| has(*i, *c)));
    marks.next().is_some_and(|i| has(i, Class::Perfect))
}

/// The points of each side.
fn scores(held: &[Held<'_>], rules: &[RuleId]) -> Vec<Draft> {
    let points = held.iter().filter_map(|h| match h {
        Held::Number(value, tokens) => Some((*value, *tokens)),
        _ => None,
    });
    let draft = |(value, (start, end))| {
        let unit = Some(Quantity::SCORE.to_owned());
        let quantity = Quantity::exact(value, unit, Decimal::ONE);
        Draft { start, end, kind: MentionKind::Quantity(quantity), rules: rules.to_vec() }
    };
    points.map(draft).collect()
}

fn span_of_years(first: i16, more: i16) -> MentionKind {
    MentionKind::Date(DateParts { year: Some(first), year_to: first.checked_add(more), ..DateParts::default() })
}

/// A distance from the day of writing; back, or ahead.
fn distance(length: &Quantity, unit: TimeUnit, ahead: bool) -> DateParts {
    let low = length.low.unwrap_or_default();
    let relative = if ahead {
        Relative::Ago { low: -length.high.unwrap_or(low), high: Some(-low), unit }
    } else {
        Relative::Ago { low, high: length.high, unit }
    };
    let about = matches!(length.bound, Bound::About | Bound::Range);
    DateParts { relative: Some(relative), about, ..DateParts::default() }
}

/// What the elements of a match held, put where it belongs.
#[derive(Default)]
struct Gathered<'a> {
    parts: DateParts,
    amount: Option<&'a Amount>,
    /// The unit of a length or of a relative date, and how many of it one is.
    unit: Option<(TimeUnit, Decimal)>,
    /// Last, this or next.
    relative: Option<i32>,
    /// Hours of the clock, as a share of one.
    hour: Option<Decimal>,
    minute: Option<u16>,
    /// Minutes that the time lies behind the hour, below zero before it.
    off: Option<i16>,
    /// Whether it is after noon.
    afternoon: Option<bool>,
    /// A hedge behind the amount or the time.
    hedge: Option<Bound>,
    /// A number, or the first year of a decade.
    number: Option<Decimal>,
    /// What is added to the amount ("an hour and a half").
    added: Option<Decimal>,
}

impl<'a> Gathered<'a> {
    fn of(held: &'a [Held<'_>]) -> Self {
        let mut got = Self::default();
        for held in held {
            match held {
                Held::Word(class, sense) => got.word(*class, sense),
                Held::Day(day) => got.day(*day),
                Held::Month(month) => got.parts.month = Some(*month),
                Held::Year(year) if got.parts.year.is_none() => got.parts.year = Some(*year),
                Held::Year(year) => got.parts.year_to = Some(*year),
                Held::ShortYear(year) => got.short_year(*year),
                Held::Hour(hour, minute) => {
                    got.hour = Some(*hour);
                    got.minute = got.minute.or(*minute);
                }
                // a second one counts seconds
                Held::Minute(minute) => got.minute = got.minute.or(Some(*minute)),
                Held::Number(number, _) | Held::Whole(number) => got.number = Some(*number),
                Held::Amount(amount) => got.amount = Some(amount),
            }
        }
        got
    }

    /// A second day is the last of a span.
    fn day(&mut self, day: i8) {
        match self.parts.day {
            None => self.parts.day = Some(day),
            Some(_) => self.parts.to.get_or_insert_default().day = Some(day),
        }
    }

    /// The last year of a pair, or the year of two digits that lies nearest.
    fn short_year(&mut self, short: i16) {
        match self.parts.year {
            Some(first) => {
                let to = first - first.rem_euclid(100) + short;
                self.parts.year_to = Some(if to < first { to + 100 } else { to });
            }
            None => self.parts.year = Some(if short < TURN { 2000 + short } else { 1900 + short }),
        }
    }

    fn month(&mut self, sense: &Sense) {
        let month = sense.number.and_then(|n| n.to_i8());
        let calendar = sense.text.split_once(' ').map(|(calendar, _)| calendar.to_owned());
        if self.parts.month.is_some() {
            let to = self.parts.to.get_or_insert_default();
            (to.month, to.calendar) = (month, calendar);
        } else {
            (self.parts.month, self.parts.calendar) = (month, calendar);
        }
    }

    /// Keeps what a word says.
    fn word(&mut self, class: Class, sense: &Sense) {
        let whole = || sense.number.and_then(|n| n.to_i32());
        let small = |d: Option<Decimal>| d.and_then(|d| d.to_u8());
        match class {
            Class::Month | Class::MonthAlone => self.month(sense),
            Class::Weekday | Class::WeekdayShort if self.parts.weekday.is_some() => {
                self.parts.to.get_or_insert_default().weekday = sense.number.and_then(|n| n.to_i8());
            }
            Class::Weekday | Class::WeekdayShort => self.parts.weekday = sense.number.and_then(|n| n.to_i8()),
            Class::Weekend => {
                self.parts.weekday = sense.number.and_then(|n| n.to_i8());
                self.parts.to.get_or_insert_default().weekday = sense.high.and_then(|n| n.to_i8());
            }
            Class::DayPart => self.parts.day_part = small(sense.number).zip(small(sense.high)),
            Class::YearMark if !sense.text.is_empty() => self.parts.calendar = Some(sense.text.clone()),
            Class::NightAfter => self.parts.night_after = true,
            Class::RelativeDay if sense.high.is_some() => {
                self.parts.relative = sense.high.and_then(|n| n.to_i32()).map(Relative::EitherDays);
            }
            Class::RelativeDay => self.parts.relative = whole().map(Relative::Days),
            Class::Relative => self.relative = whole(),
            Class::Stretch => self.parts.stretch = small(sense.number).zip(small(sense.high)),
            Class::Decade | Class::Ordinal => self.number = sense.number,
            Class::Added => self.added = sense.number,
            Class::TimeUnit => self.unit = time_unit(sense),
            Class::HourName => self.hour = sense.number,
            Class::MinutesOff => self.off = sense.number.and_then(|n| n.to_i16()),
            Class::Meridiem => self.afternoon = Some(sense.text == "pm"),
            Class::HedgeAfter | Class::HedgeBefore => self.hedge = bound(&sense.text),
            Class::Since => self.parts.open = 1,
            Class::Until => self.parts.open = -1,
            _ => {}
        }
    }

    fn date(mut self) -> DateParts {
        let clock = self.clock();
        self.parts.minute = clock.map(|m| m % DAY);
        self.parts.night_after |= clock.is_some_and(at_midnight);
        self.parts.about = matches!(self.hedge, Some(Bound::About));
        match (self.relative, self.unit) {
            (Some(step), Some((unit, factor))) if factor == Decimal::ONE => {
                self.parts.relative = Some(Relative::Units(step, unit));
            }
            (Some(step), Some((TimeUnit::Month, months))) => {
                self.parts.relative = months.to_u8().map(|months| Relative::Stretches(step, months));
            }
            // the last decade is the ten years up to now
            (Some(step), Some((unit, factor))) => {
                let (past, next) = if step < 0 { (factor, Decimal::ZERO) } else { (Decimal::ZERO, -factor) };
                self.parts.relative = Some(Relative::Ago { low: next, high: Some(past), unit });
            }
            (Some(step), None) => self.parts.relative = Some(Relative::Nearest(step)),
            (None, _) => {}
        }
        self.parts
    }

    /// Minutes since midnight of the day that is named; more than a day's in the small hours of its night.
    fn clock(&self) -> Option<u16> {
        let hour = (self.hour? * Decimal::from(60)).to_u16()? + self.minute.unwrap_or_default();
        let minutes = hour.checked_add_signed(self.off.unwrap_or_default())?;
        let of_twelve = minutes % (DAY / 2);
        Some(match (self.afternoon, self.parts.day_part) {
            (Some(afternoon), _) if afternoon => of_twelve + DAY / 2,
            (Some(_), _) => of_twelve,
            (None, Some(part)) => in_part(minutes, part),
            (None, None) => minutes % DAY,
        })
    }

    /// First year of a decade: named, in four digits, or in the two that tell it apart.
    fn decade(&self) -> Option<i16> {
        let named = self.parts.year.or_else(|| self.number.and_then(|n| n.to_i16()))?;
        let year = if named < 100 { 1900 + named } else { named };
        (year % 10 == 0).then_some(year)
    }

    /// First year of a century that is counted: the 20th began in 1901.
    fn century(&self) -> Option<i16> {
        let number = self.number.and_then(|n| n.to_i16()).filter(|n| (1..=30).contains(n))?;
        Some((number - 1) * 100 + 1)
    }

    /// A length: of hours and minutes, or of an amount, in years where no unit stands by it (an age).
    fn length(&self) -> (Quantity, TimeUnit) {
        if let Some((hour, minute)) = self.hour.zip(self.minute) {
            let minutes = hour * Decimal::from(60) + Decimal::from(minute);
            return (Quantity::exact(minutes, None, Decimal::ONE), TimeUnit::Minute);
        }
        let (unit, factor) = self.unit.unwrap_or((TimeUnit::Year, Decimal::ONE));
        let one = || Quantity::exact(Decimal::ONE, None, Decimal::ONE);
        let mut amount = self.amount.map_or_else(one, |a| a.quantity.clone());
        let more = |d: Option<Decimal>| d.map(|d| d + self.added.unwrap_or_default());
        (amount.low, amount.high) = (more(amount.low), more(amount.high));
        amount.unit = None;
        if let Some(hedge) = self.hedge {
            amount = bounded(amount, hedge);
        }
        (scaled(amount, factor), unit)
    }
}
