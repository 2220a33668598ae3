//! Times of the clock: the day that they are of, and the lengths between two of them.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{Bound, Claim, DateParts, DateRange, Kind, Mention, MentionKind, Moment, Quantity, TimeUnit};
use crate::normalise::claims::{View, amount};
use crate::normalise::context::{ahead, clause, terms_in};
use crate::normalise::limits::Limit;
use crate::normalise::resolve::{Resolved, resolve};
use crate::ruleset::Class;

impl View<'_> {
    /// A time of the clock without a date is of the day named nearest in its sentence, or of the last one that was
    /// spoken of; where the article has named none yet, of the day on which it was published, if it had passed by then.
    pub(super) fn on_that_day(
        &self,
        mention: &Mention,
        parts: &DateParts,
        when: Option<DateRange>,
    ) -> Option<Resolved> {
        let minute = parts.minute.filter(|_| !names_day(mention))?;
        let told = self.day_beside(mention).or(when.and_then(DateRange::single)).or(self.day);
        let day = told.or_else(|| self.on.filter(|_| self.published_minute.is_some_and(|p| p >= minute)))?;
        const NOON: u16 = 12 * 60;
        let next = day.tomorrow().ok()?;
        let day = if parts.night_after && minute < NOON && self.on.is_none_or(|on| next <= on) { next } else { day };
        let day = self.over_midnight(mention, minute, day)?;
        let time = Moment { day, minute: Some(minute) };
        Some(Resolved { range: DateRange::day(day), time: Some(time), vague: parts.about })
    }

    /// Of a stretch that runs over midnight one end is a day away from the other: its end a day after the start, or its
    /// start a day before the end where only that names its day.
    fn over_midnight(&self, mention: &Mention, minute: u16, day: Date) -> Option<Date> {
        let clocks: Vec<(&Mention, u16)> = self.tagged.mentions.iter().filter_map(clock_of).collect();
        let at = clocks.iter().position(|(m, _)| m.tokens == mention.tokens)?;
        let one = |first: &Mention, last: &Mention| {
            self.ends_of_one(first, last, (first.tokens.1 as usize, last.tokens.0 as usize))
        };
        if let Some((last, end)) = clocks.get(at + 1)
            && *end < minute
            && names_day(last)
            && one(mention, last)
        {
            return day.yesterday().ok();
        }
        if let Some((first, start)) = at.checked_sub(1).and_then(|i| clocks.get(i))
            && minute < *start
            && one(first, mention)
        {
            return day.tomorrow().ok();
        }
        Some(day)
    }

    /// The single day named nearest before a mention in its sentence, else behind it.
    fn day_beside(&self, mention: &Mention) -> Option<Date> {
        let single = |m: &Mention| match &m.kind {
            MentionKind::Date(parts) => resolve(parts, self.on, ahead(self.reading, m))?.range.single(),
            _ => None,
        };
        let all = &self.tagged.mentions;
        let before = all.iter().filter(|m| m.tokens.1 <= mention.tokens.0).rev().find_map(single);
        before.or_else(|| all.iter().filter(|m| m.tokens.0 >= mention.tokens.1).find_map(single))
    }

    /// The lengths between two times of the clock that are the ends of one stretch ("from 7.30 until 9").
    pub(super) fn stretches(&self, out: &mut Vec<Claim>) {
        let clocks: Vec<(&Mention, u16)> = self.tagged.mentions.iter().filter_map(clock_of).collect();
        for pair in clocks.windows(2) {
            let [(first, a), (last, b)] = pair else { continue };
            let between = (first.tokens.1 as usize, last.tokens.0 as usize);
            if !self.ends_of_one(first, last, between) {
                continue;
            }
            const DAY: u16 = 24 * 60;
            let minutes = Decimal::from(if b > a { b - a } else { b + DAY - a });
            let hour = Decimal::from(60);
            let whole = (minutes % hour).is_zero();
            let (length, unit) = if whole { (minutes / hour, TimeUnit::Hour) } else { (minutes, TimeUnit::Minute) };
            let raw = self.reading.raw(first.tokens.0 as usize, last.tokens.1 as usize);
            let about = [first, last].iter().any(|m| matches!(&m.kind, MentionKind::Date(p) if p.about));
            let mut quantity = Quantity::exact(length, None, Decimal::ONE);
            if about {
                quantity.bound = Bound::About;
            }
            let mut claim = self.blank(Kind::Duration, raw, amount(&quantity, Some(unit.name())));
            claim.slot = "length".into();
            claim.about = terms_in(self.bag, clause(self.reading, between.0, between.0).0, self.around(last).1).into();
            claim.head = self.head_within(first, between.0.saturating_sub(1), between.1).into();
            claim.rules = first.rules.iter().chain(&last.rules).copied().collect();
            out.push(claim);
        }
    }

    /// Whether two times are the ends of one stretch: from the one until the other, or the start of a way and its end.
    fn ends_of_one(&self, first: &Mention, last: &Mention, between: (usize, usize)) -> bool {
        const MOST: usize = 3;
        let reading = self.reading;
        let (from, to) = between;
        let (opens, closes) = (self.limit(first) == Some(Limit::From), self.limit(last));
        let shifted = [Class::Moved, Class::Rescheduled].iter().any(|c| reading.all(*c).next().is_some());
        let closed = closes == Some(Limit::Until) || (closes.is_none() && to == from + 1);
        if opens && closed && !shifted && to - from <= MOST {
            return true;
        }
        let start = clause(reading, first.tokens.0 as usize, from).0;
        let end = clause(reading, last.tokens.0 as usize, last.tokens.1 as usize).1;
        let left = reading.has(start, from, Class::SetsOut) || reading.has(from, to, Class::SetsOut);
        let came = reading.has(from, end, Class::Arrives) && !reading.has(start, from, Class::Arrives);
        left && came && !reading.has(from, to, Class::Negation)
    }
}

/// A time of the clock with its minutes since midnight.
fn clock_of(mention: &Mention) -> Option<(&Mention, u16)> {
    match &mention.kind {
        MentionKind::Date(parts) => parts.minute.map(|minute| (mention, minute)),
        _ => None,
    }
}

/// Whether a date gives more than a time of the clock.
pub(super) fn names_day(mention: &Mention) -> bool {
    let MentionKind::Date(parts) = &mention.kind else { return false };
    parts.day.is_some()
        || parts.month.is_some()
        || parts.weekday.is_some()
        || parts.relative.is_some()
        || parts.year.is_some()
}
