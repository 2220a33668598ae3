//! Puts claims together, sentence by sentence.

use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{
    Article, ArticleId, Bag, Bound, Claim, ClaimId, DateParts, DateRange, Kind, Mention, MentionKind, Modality, Moment,
    Published, Quantity, RawSpan, Scope, Sentence, SentenceKind, Tagged, TimeUnit, Value,
};
use crate::normalise::context::{ahead, by_article, clause, modality, source, terms_in};
use crate::normalise::resolve::{Resolved, ago, resolve};
use crate::normalise::slot::{Slot, counted, scope, slot};
use crate::normalise::terms::Terms;
use crate::normalise::voice::{Voice, voices};
use crate::ruleset::{Class, RuleSet};

/// Slot of words that look like one and are none ("cardiac arrest").
const MASKED: &str = "none";

/// Everything that the claims of one batch are made from; all lists go sentence by sentence.
pub struct Batch<'a> {
    /// Articles.
    pub articles: &'a [Article],
    /// Their publication dates.
    pub published: &'a [Published],
    /// Sentences of all articles.
    pub sentences: &'a [Sentence],
    /// Their words.
    pub readings: &'a [Reading<'a>],
    /// Their mentions.
    pub tagged: &'a [Tagged],
    /// Their terms.
    pub bags: &'a [Bag],
    /// All terms.
    pub terms: &'a Terms,
}

/// Claims of all sentences of the story and the headline, numbered in the order of their place. Articles
/// in parallel.
#[must_use]
pub fn claims(batch: &Batch<'_>, rules: &RuleSet) -> Vec<Claim> {
    let ranges = by_article(batch.sentences, batch.articles.len());
    let mut all: Vec<Claim> = ranges.into_par_iter().flat_map_iter(|own| of_article(batch, rules, own)).collect();
    for (claim, number) in all.iter_mut().zip(0..) {
        claim.id = ClaimId(number);
    }
    all
}

fn of_article(batch: &Batch<'_>, rules: &RuleSet, sentences: Range<usize>) -> Vec<Claim> {
    let mut out = Vec::new();
    let voices = voices_of(batch, sentences.clone());
    let mut before = (None, false);
    let mut day = None;
    for (i, voice) in sentences.zip(&voices) {
        let sentence = &batch.sentences[i];
        if sentence.kind == SentenceKind::Dateline {
            continue;
        }
        let (Some(article), Some(published)) =
            (batch.articles.get(sentence.article.index()), batch.published.get(sentence.article.index()))
        else {
            continue;
        };
        let view = View {
            sentence,
            text: sentence.span.of(&article.text),
            reading: &batch.readings[i],
            tagged: &batch.tagged[i],
            bag: &batch.bags[i],
            slots: slots(batch, i, rules),
            terms: batch.terms,
            on: published.at.map(|m| m.day),
            day,
            modality: modality(&batch.readings[i]),
            said_by: source(&batch.readings[i]).map(|raw| raw.of(&article.text).trim().to_owned()),
        };
        let points_back = view.reading.all(Class::BackReference).next().is_some();
        let spoken_of = match view.spoken_of() {
            (None, false) if points_back => before,
            own => own,
        };
        view.claims(spoken_of, voice, &mut out);
        before = spoken_of;
        day = spoken_of.0.and_then(DateRange::single).or(day);
    }
    out
}

/// Who speaks in each of the sentences of an article.
fn voices_of(batch: &Batch<'_>, sentences: Range<usize>) -> Vec<Voice> {
    let heard = |i: usize| {
        let sentence = &batch.sentences[i];
        let text = batch.articles.get(sentence.article.index()).map_or("", |a| sentence.span.of(&a.text));
        (sentence, &batch.readings[i], text)
    };
    voices(&sentences.map(heard).collect::<Vec<_>>())
}

/// The slots of the figures of sentence `i`, one for each mention.
fn slots(batch: &Batch<'_>, i: usize, rules: &RuleSet) -> Vec<Option<Slot>> {
    let (reading, tagged, bag) = (&batch.readings[i], &batch.tagged[i], &batch.bags[i]);
    let of = |mention: &Mention| match &mention.kind {
        MentionKind::Quantity(q) if !is_article(reading, mention, q) => {
            Some(slot(reading, tagged, mention, q, bag, batch.terms, rules))
        }
        _ => None,
    };
    tagged.mentions.iter().map(of).collect()
}

/// A spelled-out "one" is an article more often than a count.
fn is_article(reading: &Reading<'_>, mention: &Mention, quantity: &Quantity) -> bool {
    let one = Some(rust_decimal::Decimal::ONE);
    let digits = (mention.tokens.0..mention.tokens.1).any(|i| reading.is(i as usize, TokenKind::Number));
    quantity.low == one && quantity.high == one && !digits && quantity.unit.as_deref() != Some(Quantity::RANK)
}

/// One sentence with all that is known of it.
pub(super) struct View<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) text: &'a str,
    pub(super) reading: &'a Reading<'a>,
    pub(super) tagged: &'a Tagged,
    pub(super) bag: &'a Bag,
    /// For each mention its slot, where it is a figure that counts something.
    slots: Vec<Option<Slot>>,
    terms: &'a Terms,
    pub(super) on: Option<Date>,
    /// The last day that the sentences before spoke of.
    pub(super) day: Option<Date>,
    pub(super) modality: Modality,
    pub(super) said_by: Option<String>,
}

impl View<'_> {
    /// Claims of the sentence. `spoken_of`: the days that it speaks of, and whether it turns to another event.
    fn claims(&self, spoken_of: (Option<DateRange>, bool), voice: &Voice, out: &mut Vec<Claim>) {
        let (when, aside) = spoken_of;
        let first = out.len();
        for (mention, slot) in self.tagged.mentions.iter().zip(&self.slots) {
            match &mention.kind {
                MentionKind::Quantity(q) => out.extend(slot.as_ref().and_then(|s| self.quantity(mention, q, s, when))),
                MentionKind::Date(parts) => {
                    let found =
                        resolve(parts, self.on, ahead(self.reading, mention)).or_else(|| self.on_that_day(parts, when));
                    if let Some(found) = found.filter(|f| f.range.single().is_some() || !self.is_window(mention)) {
                        self.date(mention, Kind::Date, &found, out);
                    }
                }
                MentionKind::Since(parts) => {
                    if let Some(found) = resolve(parts, self.on, false) {
                        self.date(mention, Kind::Duration, &found, out);
                    }
                }
                MentionKind::Duration { elapsed: false, .. } if self.is_window(mention) => {}
                MentionKind::Duration { length, unit, elapsed } => {
                    out.extend(self.duration(mention, length, *unit, *elapsed));
                }
            }
        }
        self.words(voice, when, out);
        out.iter_mut().skip(first).for_each(|c| c.aside = aside);
    }

    /// The days that the sentence speaks of, and whether it says that it turns to another event.
    fn spoken_of(&self) -> (Option<DateRange>, bool) {
        let when = self.when();
        (when, self.aside(when.is_some()))
    }

    pub(super) fn blank(&self, kind: Kind, raw: RawSpan, value: Value) -> Claim {
        Claim {
            id: ClaimId::default(),
            article: ArticleId(self.sentence.article.0),
            sentence: self.sentence.id,
            raw,
            kind,
            slot: String::new(),
            scope: Scope::Total,
            value,
            key: String::new(),
            person: Vec::new(),
            counted: None,
            about: terms_in(self.bag, 0, self.reading.len()),
            head: Vec::new(),
            denied: Vec::new(),
            when: None,
            window: None,
            moved: moved(self.reading),
            aside: false,
            said_by: self.said_by.clone(),
            modality: self.modality,
            rules: Vec::new(),
        }
    }

    /// Whether the sentence says that it turns to another event; some words say so only beside a date.
    fn aside(&self, dated: bool) -> bool {
        self.reading.all(Class::OtherEvent).any(|(_, _, sense)| sense.text != "dated" || dated)
    }

    /// The days that the sentence speaks of: the first date in it.
    fn when(&self) -> Option<DateRange> {
        self.tagged.mentions.iter().find_map(|m| match &m.kind {
            MentionKind::Date(parts) => resolve(parts, self.on, ahead(self.reading, m)).map(|r| r.range),
            _ => None,
        })
    }

    /// Whether the sentence gives a figure of a named slot: its day is then the day of the figure.
    fn measures(&self) -> bool {
        self.slots.iter().flatten().any(|slot| slot.named)
    }

    /// A time of the clock without a date is of the day that the sentence, or the last one with a day, speaks of.
    fn on_that_day(&self, parts: &DateParts, when: Option<DateRange>) -> Option<Resolved> {
        let day = when.and_then(DateRange::single).or(self.day)?;
        let dated = parts.day.is_some() || parts.month.is_some() || parts.weekday.is_some() || parts.relative.is_some();
        let minute = parts.minute.filter(|_| !dated && parts.year.is_none());
        let time = Moment { day, minute: Some(minute?) };
        Some(Resolved { range: DateRange::day(day), time: Some(time), vague: parts.about })
    }

    /// Whether a stretch of time only says what the figure behind it in its clause counts.
    fn is_window(&self, mention: &Mention) -> bool {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let (_, end) = clause(self.reading, from, to);
        let named = |slot: &Option<Slot>| slot.as_ref().is_some_and(|s| s.named);
        let mut figures = self.tagged.mentions.iter().zip(&self.slots).filter(|(_, slot)| named(slot));
        figures.any(|(m, _)| m.tokens.0 as usize >= to && m.tokens.0 as usize <= end)
    }

    /// The stretch of time that a figure counts: the nearest month or length before it in its clause, else behind it.
    fn window(&self, mention: &Mention) -> Option<String> {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let (start, end) = clause(self.reading, from, to);
        let before =
            self.tagged.mentions.iter().filter(|m| m.tokens.0 as usize >= start && m.tokens.1 as usize <= from);
        let behind = self.tagged.mentions.iter().filter(|m| m.tokens.0 as usize >= to && m.tokens.1 as usize <= end);
        before.rev().chain(behind).find_map(|m| match &m.kind {
            MentionKind::Duration { length, unit, elapsed: false } => {
                let day = self.when().and_then(|w| w.single()).or(self.on);
                Some(format!("{} {} to {}", length.low?, unit.name(), day.map_or_else(String::new, |d| d.to_string())))
            }
            MentionKind::Date(parts) => {
                let range = resolve(parts, self.on, ahead(self.reading, m))?.range;
                let (first, last) = (range.from?, range.to?);
                (first != last && first.last_of_month() == last).then(|| format!("{first} to {last}"))
            }
            _ => None,
        })
    }

    fn quantity(&self, mention: &Mention, quantity: &Quantity, found: &Slot, when: Option<DateRange>) -> Option<Claim> {
        // the points of a game are told apart from its other figures, not yet compared
        if found.name == MASKED || quantity.unit.as_deref() == Some(Quantity::SCORE) || self.is_first(mention, quantity)
        {
            return None;
        }
        let (from, to) = clause(self.reading, mention.tokens.0 as usize, mention.tokens.1 as usize);
        let mut claim = self.blank(Kind::Quantity, mention.raw, amount(quantity, None));
        claim.slot.clone_from(&found.name);
        claim.key = if found.named { "named".to_owned() } else { String::new() };
        claim.counted = found.counted;
        claim.scope = scope(self.reading, mention);
        claim.window = self.window(mention);
        if claim.window.is_some() && claim.scope == Scope::Total {
            claim.scope = Scope::Period;
        }
        claim.when = when;
        claim.about = terms_in(self.bag, from, to);
        claim.head = self.head(mention);
        claim.rules.clone_from(&mention.rules);
        claim.rules.extend(found.rule);
        Some(claim)
    }

    /// A spelled-out "first" says that something is new, seldom where it stands in a row.
    fn is_first(&self, mention: &Mention, quantity: &Quantity) -> bool {
        let digits = (mention.tokens.0..mention.tokens.1).any(|i| self.reading.is(i as usize, TokenKind::Number));
        let one = Some(rust_decimal::Decimal::ONE);
        quantity.unit.as_deref() == Some(Quantity::RANK) && quantity.low == one && !digits
    }

    fn date(&self, mention: &Mention, kind: Kind, found: &Resolved, out: &mut Vec<Claim>) {
        let (slot, timed) = if kind == Kind::Duration { ("since", None) } else { ("date", found.time) };
        let value =
            Value::Dates { range: found.range, time: None, vague: found.vague && timed.is_none(), from_length: None };
        let mut claim = self.blank(kind, mention.raw, value);
        slot.clone_into(&mut claim.slot);
        claim.when = Some(found.range);
        let (from, to) = clause(self.reading, mention.tokens.0 as usize, mention.tokens.1 as usize);
        claim.about = terms_in(self.bag, from, to);
        claim.head = self.head(mention);
        if self.measures() {
            claim.scope = Scope::Part;
        }
        claim.rules.clone_from(&mention.rules);
        if let Some(time) = timed {
            let mut at = claim.clone();
            "time".clone_into(&mut at.slot);
            at.value = Value::Dates { range: found.range, time: Some(time), vague: found.vague, from_length: None };
            out.push(at);
        }
        out.push(claim);
    }

    /// A length that reaches back from the day of writing is the start that it points to; any other is an amount.
    fn duration(&self, mention: &Mention, length: &Quantity, unit: TimeUnit, elapsed: bool) -> Option<Claim> {
        let value = if elapsed {
            let (on, low) = (self.on?, length.low?);
            let range = ago(on, low, length.high, unit)?;
            let vague = length.bound != Bound::Exact;
            Value::Dates { range, time: None, vague, from_length: Some((low, unit.name())) }
        } else {
            amount(length, Some(unit.name()))
        };
        let mut claim = self.blank(Kind::Duration, mention.raw, value);
        if elapsed { "since" } else { "length" }.clone_into(&mut claim.slot);
        let (from, to) = clause(self.reading, mention.tokens.0 as usize, mention.tokens.1 as usize);
        if !elapsed {
            claim.about = terms_in(self.bag, from, to);
            claim.counted = counted(self.reading, self.bag, self.terms, mention.tokens.1 as usize);
        }
        claim.head = self.head(mention);
        claim.rules.clone_from(&mention.rules);
        Some(claim)
    }

    /// The notions nearest to a mention in its clause.
    fn head(&self, mention: &Mention) -> Vec<u32> {
        const MOST: usize = 2;
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let (start, end) = clause(self.reading, from, to);
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

/// Which way the sentence says that its figure moved.
fn moved(reading: &Reading<'_>) -> Option<i8> {
    reading.all(Class::Moved).next().map(|(_, _, sense)| match sense.text.as_str() {
        "up" => 1,
        "down" => -1,
        _ => 0,
    })
}

/// An amount as written.
fn amount(quantity: &Quantity, unit: Option<&str>) -> Value {
    let unit = unit.or(quantity.unit.as_deref()).unwrap_or_default().to_owned();
    Value::Amount { low: quantity.low, high: quantity.high, unit, bound: quantity.bound, grain: quantity.grain }
}
