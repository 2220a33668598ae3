//! What is in one text, without comparing it to another.

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Number;

use crate::extract;
use crate::lexis::{Reading, settle};
use crate::model::{Bound, DateParts, Mention, MentionKind, Quantity, RawSpan};
use crate::normalise;
use crate::report;
use crate::ruleset::{Language, RuleSet};
use crate::split;

/// What one text holds, without comparing. Offsets are bytes of the text as given.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Extracted {
    /// ISO 639-1 code of the language.
    pub lang: String,
    /// Its sentences.
    pub sentences: Vec<String>,
    /// Its amounts.
    pub quantities: Vec<ExtractedQuantity>,
    /// Its dates.
    pub dates: Vec<ExtractedDate>,
    /// Its lengths of time.
    pub durations: Vec<ExtractedDuration>,
}

/// An amount in a text; an ordinal is one of unit `rank`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExtractedQuantity {
    /// The words.
    pub surface: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Lower end; none is open.
    pub low: Option<Number>,
    /// Upper end; none is open.
    pub high: Option<Number>,
    /// Unit, lower-case English singular.
    pub unit: Option<String>,
    /// What is measured.
    pub slot: Option<String>,
    /// Whether the words hedge it.
    pub approximate: bool,
}

/// A date in a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExtractedDate {
    /// The words.
    pub surface: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// First day, ISO 8601; none where a reference date is missing.
    pub from: Option<String>,
    /// Last day, ISO 8601.
    pub to: Option<String>,
}

/// A length of time in a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExtractedDuration {
    /// The words.
    pub surface: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Lower end; none is open.
    pub low: Option<Number>,
    /// Upper end; none is open.
    pub high: Option<Number>,
    /// day, week, month, year, hour or minute.
    pub unit: String,
}

/// What `text` holds, held against the day of writing `reference`; `lang` is told by its letters where it is
/// not given or no rules are there for it.
#[must_use]
pub fn extract_text(text: &str, lang: Option<&str>, reference: Option<Date>, rules: &RuleSet) -> Extracted {
    let given = lang.and_then(|code| rules.languages.iter().position(|l| l.code == code));
    let main = given.unwrap_or_else(|| rules.language_of(text));
    let Some(language) = rules.languages.get(main) else { return Extracted::default() };
    let mut out = Extracted { lang: lang.map_or_else(|| language.code.clone(), str::to_owned), ..Extracted::default() };
    for (span, reading) in &readings(text, main, language, rules) {
        out.sentences.push(span.of(text).to_owned());
        let tagged = extract::mentions_in(reading);
        let slots = normalise::named_slots(reading, &tagged, rules);
        for (mention, slot) in tagged.mentions.iter().zip(slots) {
            out.take(text, mention, slot, reference, normalise::ahead(reading, mention));
        }
    }
    out
}

/// The mentions of a text by themselves, each with whether its sentence speaks of what is to come.
#[must_use]
pub fn mentions(text: &str, rules: &RuleSet) -> Vec<(Mention, bool)> {
    let main = rules.language_of(text);
    let Some(language) = rules.languages.get(main) else { return Vec::new() };
    let of = |reading: &Reading<'_>| {
        let found = extract::mentions_in(reading).mentions.into_iter();
        found.map(|m| (normalise::ahead(reading, &m), m)).map(|(ahead, m)| (m, ahead)).collect::<Vec<_>>()
    };
    readings(text, main, language, rules).iter().flat_map(|(_, reading)| of(reading)).collect()
}

/// The sentences of a text and their words, each in the language of its letters.
fn readings<'r>(text: &str, main: usize, language: &'r Language, rules: &'r RuleSet) -> Vec<(RawSpan, Reading<'r>)> {
    let spans = split::units(text, language);
    let read = |span: &RawSpan, region: Option<&str>| {
        let sentence = span.of(text);
        let own = rules.language_told_by(sentence).unwrap_or(main);
        Reading::from_region(sentence, span.start(), rules.languages.get(own).unwrap_or(language), region)
    };
    let mut readings: Vec<Reading<'r>> = spans.iter().map(|span| read(span, None)).collect();
    settle(&mut readings, |i, home| read(&spans[i], Some(home)));
    spans.into_iter().zip(readings).collect()
}

impl Extracted {
    fn take(&mut self, text: &str, mention: &Mention, slot: Option<String>, reference: Option<Date>, ahead: bool) {
        let (surface, start, end) = (mention.raw.of(text).to_owned(), mention.raw.start(), mention.raw.end());
        match &mention.kind {
            MentionKind::Quantity(q) => self.quantities.push(ExtractedQuantity {
                surface,
                start,
                end,
                low: q.low.and_then(report::number),
                high: q.high.and_then(report::number),
                unit: q.unit.clone(),
                slot,
                approximate: approximate(q),
            }),
            MentionKind::Date(parts) | MentionKind::Since(parts) => {
                // the days that are named, whether something starts or ends with them
                let named = DateParts { open: 0, ..parts.clone() };
                let found = normalise::resolve(&named, reference, ahead).map(|r| r.range);
                let day = |d: Option<Date>| d.map(|d| d.to_string());
                let (from, to) = found.map_or((None, None), |r| (day(r.from), day(r.to)));
                self.dates.push(ExtractedDate { surface, start, end, from, to });
            }
            MentionKind::Duration { length, unit, .. } => self.durations.push(ExtractedDuration {
                surface,
                start,
                end,
                low: length.low.and_then(report::number),
                high: length.high.and_then(report::number),
                unit: unit.name().to_owned(),
            }),
        }
    }
}

fn approximate(quantity: &Quantity) -> bool {
    quantity.bound == Bound::About
}
