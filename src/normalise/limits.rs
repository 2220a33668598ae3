//! What the words beside a date make of it: a limit on one side, an end of a stretch, a time of another zone.

use crate::model::{DateParts, DateRange, Mention, Reach};
use crate::normalise::claims::View;
use crate::normalise::context::{ahead, clause};
use crate::normalise::resolve::resolve;
use crate::ruleset::Class;

/// Most tokens between a date and the word that makes it a limit.
const NEAR: usize = 2;

/// What the words beside a date make of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Limit {
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
    pub(super) fn opens(self) -> bool {
        matches!(self, Self::By | Self::Before | Self::After)
    }
}

impl View<'_> {
    /// The limit that the words beside a date make of it.
    pub(super) fn limit(&self, mention: &Mention) -> Option<Limit> {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let reading = self.reading;
        let of = |name: &str| Limit::named(name);
        // "before Monday's vote": the day is the vote's
        let owned = matches!(reading.word(to), "'" | "\u{2019}");
        let before = (from.saturating_sub(NEAR + 3)..=from).find_map(|i| {
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

    pub(super) fn side(&self, mention: &Mention, limit: Option<Limit>) -> Reach {
        match limit {
            Some(Limit::By) => Reach::UpTo,
            Some(Limit::Before) if self.not_so(mention) => Reach::From,
            Some(Limit::Before) => Reach::UpTo,
            Some(Limit::After) => Reach::From,
            Some(Limit::Until | Limit::From) | None => Reach::At,
        }
    }

    /// "Not before" is from then on. Where the limit stands behind the date, so does the negation.
    fn not_so(&self, mention: &Mention) -> bool {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let (start, end) = clause(self.reading, from, to);
        let behind = (to.saturating_sub(1)..=to + NEAR).any(|i| self.reading.sense(i, Class::LimitBehind).is_some());
        self.reading.has(start, from, Class::Negation) || (behind && self.reading.has(to, end, Class::Negation))
    }

    pub(super) fn limited(
        &self,
        mention: &Mention,
        parts: &DateParts,
        range: DateRange,
        limit: Option<Limit>,
    ) -> DateRange {
        match limit {
            Some(Limit::Before) if self.not_so(mention) => opened(range, Limit::From, true),
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
    pub(super) fn zone(&self, mention: &Mention) -> Option<i16> {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        (from.saturating_sub(NEAR + 1)..=to).find_map(|i| {
            let (sense, end) = self.reading.sense(i, Class::Zone)?;
            (end + 1 >= from).then(|| sense.text.parse().ok()).flatten()
        })
    }
}

/// A range of which one end stays open. `whole`: its own days belong to it whatever the word.
pub(super) fn opened(range: DateRange, limit: Limit, whole: bool) -> DateRange {
    match limit {
        Limit::By => DateRange { from: None, ..range },
        Limit::Before if !whole => {
            DateRange { from: None, to: range.from.and_then(|d| d.yesterday().ok()).or(range.to) }
        }
        Limit::Before => DateRange { from: None, ..range },
        Limit::After if !whole => DateRange { from: range.to.and_then(|d| d.tomorrow().ok()), to: None },
        Limit::After | Limit::From => DateRange { to: None, ..range },
        Limit::Until => range,
    }
}
