//! Days, times of the clock and lengths of time of a sentence as claims.

use rust_decimal::Decimal;

use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{
    Bound, Claim, Clock, DateParts, DateRange, Kind, Mention, MentionKind, Modality, Quantity, Reach, Relative, Scope,
    TimeUnit, Value,
};
use crate::normalise::claims::{View, amount};
use crate::normalise::clock::names_day;
use crate::normalise::context::{ahead, clause, terms_in};
use crate::normalise::limits::{Limit, opened};
use crate::normalise::resolve::{Resolved, ago, resolve};
use crate::normalise::slot::counted;
use crate::ruleset::Class;

/// Most tokens between a length and a word that makes it one on top of another.
const NEAR: usize = 2;

/// A day or time of a claim.
struct Told {
    range: DateRange,
    time: Option<Clock>,
    vague: bool,
    from_length: Option<(Decimal, &'static str)>,
}

impl View<'_> {
    /// The claims of a date: its time of day, where it gives one, and its day.
    pub(super) fn date(&self, mention: &Mention, parts: &DateParts, when: Option<DateRange>) -> Vec<Claim> {
        let Some(found) =
            resolve(parts, self.on, ahead(self.reading, mention)).or_else(|| self.on_that_day(mention, parts, when))
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
        claim.slot = slot.into();
        claim.when = Some(range);
        claim.modality = modality;
        let (from, to) = self.around(mention);
        claim.about = terms_in(self.bag, from, to).into();
        claim.head = self.head_within(mention, from, to).into();
        if self.reading.all(Class::Rescheduled).next().is_some() {
            claim.moved = Some(0);
        }
        if self.measures(from, to) {
            claim.scope = Scope::Part;
        }
        claim.rules = mention.rules.as_slice().into();
        let mut out = Vec::new();
        if time.is_some() {
            let mut at = claim.clone();
            at.slot = "time".into();
            at.value = Value::Dates { range, time, vague, from_length: None };
            out.push(at);
        }
        // a day taken over from another sentence was told there
        if time.is_none() || names_day(mention) {
            out.push(claim);
        }
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
    pub(super) fn around(&self, mention: &Mention) -> (usize, usize) {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let reading = self.reading;
        let (mut start, mut end) = clause(reading, from, to);
        let timed =
            |m: &&Mention| matches!(m.kind, MentionKind::Date(_) | MentionKind::Since(_)) && m.tokens != mention.tokens;
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

    /// A length that reaches back from the day of writing is the start that it points to; any other is an amount.
    fn duration(&self, mention: &Mention, length: &Quantity, unit: TimeUnit, elapsed: bool) -> Option<Claim> {
        let value = if elapsed { self.start(length, unit)? } else { amount(length, Some(unit.name())) };
        let mut claim = self.blank(Kind::Duration, mention.raw, value);
        claim.slot = if elapsed { "since" } else { "length" }.into();
        let (from, to) = clause(self.reading, mention.tokens.0 as usize, mention.tokens.1 as usize);
        if !elapsed {
            claim.about = terms_in(self.bag, from, to).into();
            claim.counted = counted(self.reading, self.bag, self.terms, mention.tokens.1 as usize);
            let near = (from.max((mention.tokens.0 as usize).saturating_sub(NEAR)), mention.tokens.1 as usize);
            if self.reading.has(near.0, near.1, Class::Increment) {
                claim.scope = Scope::Part;
            }
        }
        claim.head = self.head_within(mention, from, to).into();
        claim.rules = mention.rules.as_slice().into();
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
            TimeUnit::Week => ago(
                base,
                -most.checked_mul(Decimal::from(7))?,
                Some(-most.checked_mul(Decimal::from(7))?),
                TimeUnit::Day,
            ),
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
        claim.slot = "since".into();
        claim.about = terms_in(self.bag, start, end).into();
        claim.head = self.head_within(mention, start, end).into();
        claim.rules = mention.rules.as_slice().into();
        Some(claim)
    }

    /// The notions nearest to a mention between two tokens.
    pub(super) fn head_within(&self, mention: &Mention, start: usize, end: usize) -> Vec<u32> {
        const MOST: usize = 2;
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let near = |at: usize| if at >= to { at - to } else { from.saturating_sub(at) };
        let inside =
            self.bag.terms.iter().map(|(t, at)| (*t, *at as usize)).filter(|(_, at)| (start..end).contains(at));
        let mut heads: Vec<(usize, u32)> =
            inside.filter(|(t, _)| self.terms.notion(*t).is_some()).map(|(t, at)| (near(at), t)).collect();
        heads.sort_unstable();
        heads.dedup_by_key(|(_, t)| *t);
        heads.into_iter().take(MOST).map(|(_, t)| t).collect()
    }
}

/// Whether a verb of saying stands right before a token: the day is that of the words.
fn said_beside(reading: &Reading<'_>, at: usize) -> bool {
    const SAID: usize = 3;
    let words = (at.saturating_sub(SAID)..at).rev().take_while(|i| !reading.is(*i, TokenKind::Sign));
    words.into_iter().any(|i| reading.sense(i, Class::Attribution).is_some())
}
