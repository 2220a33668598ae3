//! Puts claims together, sentence by sentence.

use std::ops::Range;

use jiff::civil::Date;
use rayon::prelude::*;

use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{
    Article, ArticleId, Bag, Claim, ClaimId, DateRange, Few, Keyword, Kind, Mention, MentionKind, Modality, Published,
    Quantity, RawSpan, Scope, Sentence, SentenceKind, Tagged, Value,
};
use crate::normalise::context::{ahead, by_article, clause, modality, source, terms_in};
use crate::normalise::resolve::resolve;
use crate::normalise::slot::{Slot, slot};
use crate::normalise::terms::Terms;
use crate::normalise::voice::{Voice, voices};
use crate::ruleset::{Class, RuleSet};

/// Everything that the claims of whole articles are made from; the lists of sentences go sentence by sentence.
pub struct Batch<'a> {
    /// All articles of the batch.
    pub articles: &'a [Article],
    /// Their publication dates.
    pub published: &'a [Published],
    /// Sentences of the articles whose claims are made.
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

/// Claims of all sentences of the story and the headline, in the order of their place, numbered from `first`. Articles in
/// parallel.
#[must_use]
pub fn claims(batch: &Batch<'_>, first: usize, rules: &RuleSet) -> Vec<Claim> {
    let ranges = by_article(batch.sentences, batch.articles.len());
    let mut all: Vec<Claim> = ranges.into_par_iter().flat_map_iter(|own| of_article(batch, rules, own)).collect();
    for (claim, number) in all.iter_mut().zip(first..) {
        claim.id = ClaimId::at(number);
    }
    all
}

fn of_article(batch: &Batch<'_>, rules: &RuleSet, sentences: Range<usize>) -> Vec<Claim> {
    let mut out = Vec::new();
    let voices = voices_of(batch, sentences.clone());
    let mut before = (None, false);
    let mut day = None;
    let mut window = None;
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
            published_minute: published.at.and_then(|m| m.minute),
            day,
            modality: modality(&batch.readings[i], 0, batch.readings[i].len()),
            window,
            said_by: source(&batch.readings[i]).map(|raw| raw.of(&article.text).trim().into()),
        };
        let points_back = view.reading.all(Class::BackReference).next().is_some();
        let spoken_of = match view.spoken_of() {
            (None, false) if points_back => before,
            own => own,
        };
        let from = out.len();
        view.claims(spoken_of, voice, &mut out);
        window = out[from..].iter().rev().find_map(|c| c.window).or(window);
        before = spoken_of;
        let passed = |d: &Date| published.at.is_none_or(|m| *d <= m.day);
        day = spoken_of.0.and_then(DateRange::single).filter(passed).or(day);
    }
    alone(&mut out);
    out
}

/// "Another 83 were hurt" behind the dead is no addition to other hurt: a figure that is new in a report and the only
/// one of its slot in the article is the whole.
fn alone(claims: &mut [Claim]) {
    let told =
        |claims: &[Claim], slot: &str| claims.iter().filter(|c| c.kind == Kind::Quantity && c.slot == slot).count();
    for i in 0..claims.len() {
        let new = claims[i].scope == Scope::Period && claims[i].window.is_none() && claims[i].added;
        if new && told(claims, &claims[i].slot) == 1 {
            claims[i].scope = Scope::Total;
        }
    }
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
        MentionKind::Quantity(q) => Some(slot(reading, tagged, mention, q, bag, batch.terms, rules))
            .filter(|slot| !is_article(reading, mention, q) || (slot.named && one_told(reading, mention, q))),
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

/// "One person was killed": a spelled-out "one" is a count of persons where right behind it stands what is told of them,
/// and no noun behind that.
fn one_told(reading: &Reading<'_>, mention: &Mention, quantity: &Quantity) -> bool {
    let to = mention.tokens.1 as usize;
    let Some((from, end, _)) = reading.all(Class::Slot).find(|(a, ..)| *a >= to) else { return false };
    let verb = |i: usize| reading.sense(i, Class::Stop).is_some();
    let denied = reading.has(mention.tokens.0 as usize, end + 1, Class::Negation);
    quantity.unit.as_deref() == Some(Quantity::PERSON)
        && (to..from).all(verb)
        && reading.sense(end, Class::Unit).is_none()
        && !denied
}

/// One sentence with all that is known of it.
pub(super) struct View<'a> {
    pub(super) sentence: &'a Sentence,
    pub(super) text: &'a str,
    pub(super) reading: &'a Reading<'a>,
    pub(super) tagged: &'a Tagged,
    pub(super) bag: &'a Bag,
    /// For each mention its slot, where it is a figure that counts something.
    pub(super) slots: Vec<Option<Slot>>,
    pub(super) terms: &'a Terms,
    pub(super) on: Option<Date>,
    /// The minute of that day.
    pub(super) published_minute: Option<u16>,
    /// The last day, not later than the article, that the sentences before spoke of.
    pub(super) day: Option<Date>,
    pub(super) modality: Modality,
    /// The last stretch of time that a figure before counted.
    pub(super) window: Option<Keyword>,
    pub(super) said_by: Option<Box<str>>,
}

impl View<'_> {
    /// Claims of the sentence. `spoken_of`: the days that it speaks of, and whether it turns to another event.
    fn claims(&self, spoken_of: (Option<DateRange>, bool), voice: &Voice, out: &mut Vec<Claim>) {
        let (when, aside) = spoken_of;
        let first = out.len();
        for (mention, slot) in self.tagged.mentions.iter().zip(&self.slots) {
            match &mention.kind {
                MentionKind::Quantity(q) => {
                    let made = self.made(mention, q);
                    out.extend(made.or_else(|| slot.as_ref().and_then(|s| self.quantity(mention, q, s, when))));
                }
                MentionKind::Date(parts) => out.extend(self.date(mention, parts, when)),
                MentionKind::Since(parts) => out.extend(self.since(mention, parts)),
                MentionKind::Duration { length, unit, elapsed } => {
                    out.extend(self.length(mention, length, *unit, *elapsed));
                }
            }
        }
        self.wholes(first, out);
        self.left_out(first, out);
        self.sums(first, out);
        self.stretches(out);
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
            slot: Keyword::default(),
            scope: Scope::Total,
            value,
            key: Keyword::default(),
            person: Few::default(),
            counted: None,
            about: terms_in(self.bag, 0, self.reading.len()).into(),
            head: Few::default(),
            denied: Few::default(),
            when: None,
            window: None,
            moved: moved(self.reading),
            running: self.reading.all(Class::Running).next().is_some(),
            whole: None,
            extent: Keyword::default(),
            parts: Few::default(),
            added: self.reading.all(Class::Increment).next().is_some(),
            aside: false,
            said_by: self.said_by.clone(),
            modality: self.modality,
            rules: Few::default(),
        }
    }

    /// Whether the sentence says that it turns to another event; some words say so only beside a date.
    fn aside(&self, dated: bool) -> bool {
        self.reading.all(Class::OtherEvent).any(|(_, _, sense)| sense.text != "dated" || dated)
    }

    /// The days that the sentence speaks of: the first date in it.
    pub(super) fn when(&self) -> Option<DateRange> {
        self.tagged.mentions.iter().find_map(|m| match &m.kind {
            MentionKind::Date(parts) => resolve(parts, self.on, ahead(self.reading, m)).map(|r| r.range),
            _ => None,
        })
    }

    /// Whether the tokens `from..to` give a figure of a named slot: a day there is then the day of the figure.
    pub(super) fn measures(&self, from: usize, to: usize) -> bool {
        let inside = |m: &Mention| m.tokens.0 as usize >= from && m.tokens.1 as usize <= to;
        self.tagged
            .mentions
            .iter()
            .zip(&self.slots)
            .any(|(m, slot)| inside(m) && slot.as_ref().is_some_and(|s| s.named))
    }

    /// The notions nearest to a mention in its clause.
    pub(super) fn head(&self, mention: &Mention) -> Vec<u32> {
        let (start, end) = clause(self.reading, mention.tokens.0 as usize, mention.tokens.1 as usize);
        self.head_within(mention, start, end)
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
pub(super) fn amount(quantity: &Quantity, unit: Option<&str>) -> Value {
    let unit = unit.or(quantity.unit.as_deref()).unwrap_or_default().into();
    Value::Amount { low: quantity.low, high: quantity.high, unit, bound: quantity.bound, grain: quantity.grain }
}
