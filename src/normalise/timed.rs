//! Days, times of the clock and lengths of time of a sentence as claims.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{
    Bound, Claim, Clock, DateParts, DateRange, Kind, Mention, MentionKind, Modality, Moment, Quantity, Relative, Scope, Reach,
    TimeUnit, Value,
};
use crate::normalise::claims::{View, amount};
use crate::normalise::context::{ahead, clause, terms_in};
use crate::normalise::resolve::{Resolved, ago, resolve};
use crate::normalise::slot::counted;
use crate::ruleset::Class;

/// Most tokens between a date and the word that makes it a limit.
const NEAR: usize = 2;

/// A day or time of a claim.
struct Told {
    range: DateRange,
    time: Option<Clock>,
    vague: bool,
    from_length: Option<(Decimal, &'static str)>,
}

/// What the words beside a date make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Limit {
    /// At that time or before it.
    By,
    /// Before it.
    Before,
    /// The end of what lasts until then.
    Until,
    /// After it.
    After,
    /// The start of what lasts from then on.
    From,
}

impl Limit {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "by" => Self::By,
            "before" => Self::Before,
            "until" => Self::Until,
            "after" => Self::After,
            "from" => Self::From,
            _ => return None,
        })
    }

    /// Whether one side of the date is left open.
    fn opens(self) -> bool {
        matches!(self, Self::By | Self::Before | Self::After)
    }
}

impl View<'_> {
    /// The claims of a date: its time of day, where it gives one, and its day.
    pub(super) fn date(&self, mention: &Mention, parts: &DateParts, when: Option<DateRange>) -> Vec<Claim> {
        let Some(found) = resolve(parts, self.on, ahead(self.reading, mention)).or_else(|| self.on_that_day(mention, parts, when))
        else {
            return Vec::new();
        };
        let limit = self.limit(mention);
        // "three years ago" tells when something was, not over how long its figures were counted
        let window = !limit.is_some_and(Limit::opens) && !matches!(parts.relative, Some(Relative::Ago { .. }));
        if found.range.single().is_none() && window && self.is_window(mention) {
            return Vec::new();
        }
        let time = found.time.map(|at| Clock { at, side: self.side(mention, limit), zone: self.zone(mention) });
        let range = match time.map(|t| t.side) {
            // what was done before a time of a day was done on that day; what must be done may be done sooner
            Some(side) => match (side, self.mood(mention, parts, found.range)) {
                (Reach::UpTo, Modality::Planned | Modality::Possible) => opened(found.range, Limit::By, true),
                (Reach::From, Modality::Planned | Modality::Possible) => opened(found.range, Limit::From, true),
                _ => found.range,
            },
            None => self.limited(mention, parts, found.range, limit),
        };
        let from_length = match parts.relative {
            Some(Relative::Ago { low, high: Some(high), unit }) if low == high => Some((low, unit.name())),
            _ => None,
        };
        let told = Told { range, time, vague: found.vague, from_length };
        let mood = self.mood(mention, parts, range);
        self.dated(mention, Kind::Date, &told, mood)
    }

    /// The claims of a start: since when something holds.
    pub(super) fn since(&self, mention: &Mention, parts: &DateParts) -> Vec<Claim> {
        let ahead = ahead(self.reading, mention);
        let Some(Resolved { range, vague, .. }) = resolve(parts, self.on, ahead) else { return Vec::new() };
        let told = Told { range, time: None, vague, from_length: None };
        // what is to begin on a day has not lasted since then
        if ahead && range.from.zip(self.on).is_some_and(|(day, on)| day > on) {
            return self.dated(mention, Kind::Date, &told, Modality::Planned);
        }
        self.dated(mention, Kind::Duration, &told, self.modality)
    }

    /// The claims of a length: a start if it reaches back from the day of writing, else an amount; and the day up to
    /// which it leaves time, if it is a limit.
    pub(super) fn length(&self, mention: &Mention, length: &Quantity, unit: TimeUnit, elapsed: bool) -> Vec<Claim> {
        let deadline = self.deadline(mention, length, unit).filter(|_| !elapsed);
        if !elapsed && deadline.is_none() && self.is_window(mention) {
            return Vec::new();
        }
        let mut out: Vec<Claim> = self.duration(mention, length, unit, elapsed).into_iter().collect();
        if let Some(range) = deadline {
            let from_length = length.low.map(|low| (low, unit.name()));
            let told = Told { range, time: None, vague: length.bound == Bound::About, from_length };
            out.extend(self.dated(mention, Kind::Date, &told, Modality::Planned));
        }
        out
    }

    fn dated(&self, mention: &Mention, kind: Kind, told: &Told, modality: Modality) -> Vec<Claim> {
        let slot = if kind == Kind::Duration { "since" } else { "date" };
        let Told { range, time, vague, from_length } = *told;
        let value = Value::Dates { range, time: None, vague: vague && time.is_none(), from_length };
        let mut claim = self.blank(kind, mention.raw, value);
        slot.clone_into(&mut claim.slot);
        claim.when = Some(range);
        claim.modality = modality;
        let (from, to) = self.around(mention);
        claim.about = terms_in(self.bag, from, to);
        claim.head = self.head_within(mention, from, to);
        if self.reading.all(Class::Rescheduled).next().is_some() {
            claim.moved = Some(0);
        }
        if self.measures() {
            claim.scope = Scope::Part;
        }
        claim.rules.clone_from(&mention.rules);
        let mut out = Vec::new();
        if time.is_some() {
            let mut at = claim.clone();
            "time".clone_into(&mut at.slot);
            at.value = Value::Dates { range, time, vague, from_length: None };
            out.push(at);
        }
        out.push(claim);
        out
    }

    /// How the words put a day forward: as the clause says; what lies ahead is a plan, and a day told as past is none.
    fn mood(&self, mention: &Mention, parts: &DateParts, range: DateRange) -> Modality {
        let back = match parts.relative {
            Some(Relative::Days(step) | Relative::Nearest(step) | Relative::Units(step, _)) => step < 0,
            Some(Relative::Ago { low, .. }) => low > Decimal::ZERO,
            _ => false,
        };
        let (from, to) = self.around(mention);
        let last = range.to.or(range.from);
        let future = last.zip(self.on).is_some_and(|(day, on)| day > on);
        if back || (!future && said_beside(self.reading, mention.tokens.0 as usize)) {
            Modality::Asserted
        } else if self.reading.has(from, to, Class::Possible) {
            Modality::Possible
        } else if future || self.reading.has(from, to, Class::Planned) {
            Modality::Planned
        } else {
            Modality::Asserted
        }
    }

    /// The tokens that tell what happens at a date: its clause, as far as the next date behind an "and"; where that holds
    /// no word of its own ("On Tuesday, …"), the next clause too, or the one before.
    fn around(&self, mention: &Mention) -> (usize, usize) {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let reading = self.reading;
        let (mut start, mut end) = clause(reading, from, to);
        let timed = |m: &&Mention| matches!(m.kind, MentionKind::Date(_) | MentionKind::Since(_)) && m.tokens != mention.tokens;
        for other in self.tagged.mentions.iter().filter(timed) {
            let (a, b) = (other.tokens.0 as usize, other.tokens.1 as usize);
            if b <= from && b > start {
                start = (b..from).find(|i| reading.sense(*i, Class::ClauseBreak).is_some()).map_or(start, |i| i + 1);
            } else if a >= to && a < end {
                end = (to..a).find(|i| reading.sense(*i, Class::ClauseBreak).is_some()).unwrap_or(end);
            }
        }
        if terms_in(self.bag, start, end).is_empty() {
            if end + 1 < reading.len() {
                end = clause(reading, end + 1, end + 1).1;
            } else if start > 0 {
                start = clause(reading, start - 1, start - 1).0;
            }
        }
        (start, end)
    }

    /// The limit that the words beside a date make of it.
    fn limit(&self, mention: &Mention) -> Option<Limit> {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let reading = self.reading;
        let of = |name: &str| Limit::named(name);
        // "before Monday's vote": the day is the vote's
        let owned = matches!(reading.word(to), "'" | "\u{2019}");
        let before = (from.saturating_sub(NEAR + 3)..=from).rev().find_map(|i| {
            let (sense, end) = reading.sense(i, Class::LimitBefore)?;
            let beside = end >= from && end <= to || (end < from && from - end <= NEAR && self.bridged(end, from));
            beside.then(|| of(&sense.text)).flatten()
        });
        let behind = (to.saturating_sub(1)..=to + NEAR).find_map(|i| {
            let (sense, _) = reading.sense(i, Class::LimitBehind)?;
            let limit = of(&sense.text)?;
            let tied = !sense.behind_ending || self.carries_ending(i.min(to));
            (tied && (i < to || self.bridged(to, i))).then_some(limit)
        });
        before.or(behind).filter(|l| !(owned && matches!(l, Limit::Before | Limit::After)))
    }

    /// Whether the word before a token carries an ending, or is the mark of an hour, which has its own.
    fn carries_ending(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|last| {
            let hits = self.reading.hits_at(last);
            hits.iter().any(|h| h.inflected) || self.reading.sense(last, Class::HourMark).is_some()
        })
    }

    /// Whether nothing but words that belong to a date stands between two tokens.
    fn bridged(&self, from: usize, to: usize) -> bool {
        let reading = self.reading;
        (from..to).all(|i| {
            reading.sense(i, Class::DateFiller).is_some()
                || reading.sense(i, Class::DayPart).is_some()
                || reading.sense(i, Class::Zone).is_some()
                || (i > from && reading.sense(i - 1, Class::Zone).is_some_and(|(_, end)| end > i))
        })
    }

    fn side(&self, mention: &Mention, limit: Option<Limit>) -> Reach {
        match limit {
            Some(Limit::By) => Reach::UpTo,
            Some(Limit::Before) if self.denied(mention) => Reach::From,
            Some(Limit::Before) => Reach::UpTo,
            Some(Limit::After) => Reach::From,
            Some(Limit::Until | Limit::From) | None => Reach::At,
        }
    }

    /// "Not before" is from then on. Where the limit stands behind the date, so does the negation.
    fn denied(&self, mention: &Mention) -> bool {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let (start, end) = clause(self.reading, from, to);
        let behind = (to.saturating_sub(1)..=to + NEAR).any(|i| self.reading.sense(i, Class::LimitBehind).is_some());
        self.reading.has(start, from, Class::Negation) || (behind && self.reading.has(to, end, Class::Negation))
    }

    fn limited(&self, mention: &Mention, parts: &DateParts, range: DateRange, limit: Option<Limit>) -> DateRange {
        match limit {
            Some(Limit::Before) if self.denied(mention) => opened(range, Limit::From, true),
            // a span names both its ends
            Some(Limit::By | Limit::Before | Limit::After) if parts.to.is_some() && parts.weekday.is_none() => range,
            Some(limit @ (Limit::By | Limit::Before | Limit::After)) => opened(range, limit, false),
            // an end that the pattern has left open is the day itself where only "until" says so
            Some(Limit::Until) if range.from.is_none() => {
                let closed = DateParts { open: 0, ..parts.clone() };
                resolve(&closed, self.on, ahead(self.reading, mention)).map_or(range, |r| r.range)
            }
            Some(Limit::Until | Limit::From) | None => range,
        }
    }

    /// The zone that the words beside a time name, in minutes ahead of UTC.
    fn zone(&self, mention: &Mention) -> Option<i16> {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        (from.saturating_sub(NEAR + 1)..=to).find_map(|i| {
            let (sense, end) = self.reading.sense(i, Class::Zone)?;
            (end + 1 >= from).then(|| sense.text.parse().ok()).flatten()
        })
    }

    /// A time of the clock without a date is of the day named nearest in its sentence, or of the last one that was
    /// spoken of; where the article has named none yet, of the day on which it was published, if it had passed by then.
    fn on_that_day(&self, mention: &Mention, parts: &DateParts, when: Option<DateRange>) -> Option<Resolved> {
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

    /// A length that reaches back from the day of writing is the start that it points to; any other is an amount.
    fn duration(&self, mention: &Mention, length: &Quantity, unit: TimeUnit, elapsed: bool) -> Option<Claim> {
        let value = if elapsed { self.start(length, unit)? } else { amount(length, Some(unit.name())) };
        let mut claim = self.blank(Kind::Duration, mention.raw, value);
        if elapsed { "since" } else { "length" }.clone_into(&mut claim.slot);
        let (from, to) = clause(self.reading, mention.tokens.0 as usize, mention.tokens.1 as usize);
        if !elapsed {
            claim.about = terms_in(self.bag, from, to);
            claim.counted = counted(self.reading, self.bag, self.terms, mention.tokens.1 as usize);
        }
        claim.head = self.head_within(mention, from, to);
        claim.rules.clone_from(&mention.rules);
        Some(claim)
    }

    /// The start that a length points back to.
    fn start(&self, length: &Quantity, unit: TimeUnit) -> Option<Value> {
        let (on, low) = (self.on?, length.low?);
        let mut range = ago(on, low, length.high, unit)?;
        // three days running may count the day of writing
        if unit == TimeUnit::Day && length.high == Some(low) && low > Decimal::ONE {
            range.to = range.to.and_then(|day| day.tomorrow().ok());
        }
        let vague = length.bound != Bound::Exact;
        Some(Value::Dates { range, time: None, vague, from_length: Some((low, unit.name())) })
    }

    /// The days up to which a length leaves time ("within 30 days"), in a sentence about what is to come. "Of" what
    /// happened counts from the last day spoken of.
    fn deadline(&self, mention: &Mention, length: &Quantity, unit: TimeUnit) -> Option<DateRange> {
        let limited = matches!(self.limit(mention), Some(Limit::By));
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let (start, end) = clause(self.reading, from, to);
        let open = [Class::Planned, Class::Possible, Class::Future].iter().any(|c| self.reading.has(start, end, *c));
        if !limited || !open || unit < TimeUnit::Day {
            return None;
        }
        let counted = self.reading.sense(to, Class::CountsFrom).is_some();
        let base = if counted { self.day? } else { self.on? };
        let most = length.high.or(length.low)?;
        let last = match unit {
            // a week ahead is seven days, not about a week
            TimeUnit::Week => ago(base, -most.checked_mul(Decimal::from(7))?, Some(-most.checked_mul(Decimal::from(7))?), TimeUnit::Day),
            _ => ago(base, -most, Some(-most), unit),
        }?;
        Some(DateRange { from: None, to: last.to })
    }

    /// The age of a thing is the time since it was made.
    pub(super) fn made(&self, mention: &Mention, quantity: &Quantity) -> Option<Claim> {
        let unit = quantity.unit.as_deref().and_then(TimeUnit::named)?;
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let (start, end) = clause(self.reading, from, to);
        let aged = (from..=to).any(|i| self.reading.sense(i, Class::AgeMark).is_some());
        let person = [Class::AgeOf, Class::Title, Class::Speaker].iter().any(|c| self.reading.has(start, end, *c));
        if !aged || person || !self.reading.has(start, end, Class::MadeThing) {
            return None;
        }
        let mut claim = self.blank(Kind::Duration, mention.raw, self.start(quantity, unit)?);
        "since".clone_into(&mut claim.slot);
        claim.about = terms_in(self.bag, start, end);
        claim.head = self.head_within(mention, start, end);
        claim.rules.clone_from(&mention.rules);
        Some(claim)
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
            "length".clone_into(&mut claim.slot);
            claim.about = terms_in(self.bag, clause(self.reading, between.0, between.0).0, self.around(last).1);
            claim.head = self.head_within(first, between.0.saturating_sub(1), between.1);
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

    /// The notions nearest to a mention between two tokens.
    pub(super) fn head_within(&self, mention: &Mention, start: usize, end: usize) -> Vec<u32> {
        const MOST: usize = 2;
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let near = |at: usize| if at >= to { at - to } else { from.saturating_sub(at) };
        let inside = self.bag.terms.iter().map(|(t, at)| (*t, *at as usize)).filter(|(_, at)| (start..end).contains(at));
        let mut heads: Vec<(usize, u32)> =
            inside.filter(|(t, _)| self.terms.notion(*t).is_some()).map(|(t, at)| (near(at), t)).collect();
        heads.sort_unstable();
        heads.dedup_by_key(|(_, t)| *t);
        heads.into_iter().take(MOST).map(|(_, t)| t).collect()
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
fn names_day(mention: &Mention) -> bool {
    let MentionKind::Date(parts) = &mention.kind else { return false };
    parts.day.is_some()
        || parts.month.is_some()
        || parts.weekday.is_some()
        || parts.relative.is_some()
        || parts.year.is_some()
}

/// A range of which one end stays open. `whole`: its own days belong to it whatever the word.
fn opened(range: DateRange, limit: Limit, whole: bool) -> DateRange {
    match limit {
        Limit::By => DateRange { from: None, ..range },
        Limit::Before if !whole => DateRange { from: None, to: range.from.and_then(|d| d.yesterday().ok()).or(range.to) },
        Limit::Before => DateRange { from: None, ..range },
        Limit::After if !whole => DateRange { from: range.to.and_then(|d| d.tomorrow().ok()), to: None },
        Limit::After | Limit::From => DateRange { to: None, ..range },
        Limit::Until => range,
    }
}

/// Whether a verb of saying stands right before a token: the day is that of the words.
fn said_beside(reading: &Reading<'_>, at: usize) -> bool {
    const SAID: usize = 3;
    let words = (at.saturating_sub(SAID)..at).rev().take_while(|i| !reading.is(*i, TokenKind::Sign));
    words.into_iter().any(|i| reading.sense(i, Class::Attribution).is_some())
}
