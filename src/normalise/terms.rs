//! The terms of sentences: notions, names and stems under which statements of several outlets and
//! languages meet. Figures and dates are left out.

use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::fold::TokenKind;
use crate::lexis::{Reading, stem};
use crate::model::{Bag, NAME, NOTION, POST, Tagged};
use crate::ruleset::Class;

/// All terms of a batch, by number. The number follows the order of their texts, so it depends on nothing else.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    names: Vec<String>,
    numbers: FxHashMap<String, u32>,
}

/// Texts of terms, gathered part by part.
#[derive(Clone, Debug, Default)]
pub struct Names(FxHashSet<String>);

impl Names {
    /// Takes in the terms of these sentences.
    pub fn take(&mut self, readings: &[Reading<'_>], tagged: &[Tagged]) {
        /// Sentences that a thread takes at once.
        const PART: usize = 512;
        let parts: Vec<FxHashSet<String>> = readings
            .par_chunks(PART)
            .zip(tagged.par_chunks(PART))
            .map(|(r, t)| r.iter().zip(t).flat_map(|(r, t)| spelled(r, t)).map(|(text, _)| text).collect())
            .collect();
        parts.into_iter().for_each(|part| self.0.extend(part));
    }
}

impl Terms {
    /// Numbers terms.
    #[must_use]
    pub fn of(names: Names) -> Self {
        let mut names: Vec<String> = names.0.into_iter().collect();
        names.par_sort_unstable();
        let numbers = names.iter().cloned().zip(0..).collect();
        Self { names, numbers }
    }

    /// The bag of each of these sentences, of which all terms have a number.
    #[must_use]
    pub fn bags(&self, readings: &[Reading<'_>], tagged: &[Tagged]) -> Vec<Bag> {
        let bag = |(reading, tagged): (&Reading<'_>, &Tagged)| {
            let numbered = |(text, at): (String, u32)| Some((*self.numbers.get(text.as_str())?, at));
            Bag { terms: spelled(reading, tagged).into_iter().filter_map(numbered).collect() }
        };
        readings.par_iter().zip(tagged).map(bag).collect()
    }

    /// The text of a term: a notion's, name's or post's key behind its mark, else a stem.
    #[must_use]
    pub fn text(&self, term: u32) -> &str {
        self.names.get(term as usize).map_or("", String::as_str)
    }

    /// The key of a notion, where the term is one.
    #[must_use]
    pub fn notion(&self, term: u32) -> Option<&str> {
        self.text(term).strip_prefix(NOTION)
    }

    /// Whether the term is a name that the rules know.
    #[must_use]
    pub fn is_name(&self, term: u32) -> bool {
        self.text(term).starts_with(NAME)
    }

    /// All texts, by number.
    #[must_use]
    pub fn into_texts(self) -> Vec<String> {
        self.names
    }

    /// All texts, by number.
    #[must_use]
    pub fn texts(&self) -> &[String] {
        &self.names
    }
}

/// The terms of all sentences, and the bag of each in order.
#[must_use]
pub fn terms(readings: &[Reading<'_>], tagged: &[Tagged]) -> (Terms, Vec<Bag>) {
    let mut names = Names::default();
    names.take(readings, tagged);
    let terms = Terms::of(names);
    let bags = terms.bags(readings, tagged);
    (terms, bags)
}

/// Classes whose words say how something is said, not what.
const SILENT: [Class; 14] = [
    Class::Stop,
    Class::Negation,
    Class::HedgeBefore,
    Class::HedgeAfter,
    Class::Attribution,
    Class::Speaker,
    Class::Classifier,
    Class::Moved,
    Class::DateFiller,
    Class::DayPart,
    Class::TimeUnit,
    Class::Unclear,
    Class::NoComment,
    Class::Possible,
];

fn spelled(reading: &Reading<'_>, tagged: &Tagged) -> Vec<(String, u32)> {
    let lexicon = &reading.language.lexicon;
    let mut out = Vec::new();
    let mut i = 0;
    while i < reading.len() {
        if let Some(m) = tagged.mentions.iter().find(|m| m.tokens.0 as usize == i) {
            i = (m.tokens.1 as usize).max(i + 1);
            continue;
        }
        let hits = reading.hits_at(i);
        let known = |classes: &[Class]| {
            hits.iter()
                .find(|h| classes.contains(&lexicon.sense(h.sense).class))
                .map(|h| (lexicon.sense(h.sense), h.end))
        };
        let at = u32::try_from(i).unwrap_or(u32::MAX);
        let best = known(&[Class::Name]).or_else(|| known(&[Class::Title])).into_iter().chain(known(&[Class::Concept]));
        // the longest; of equal ones a name before a post before a notion
        let best = best.reduce(|a, b| if b.1 > a.1 { b } else { a });
        let silent = known(&SILENT);
        match (best, silent) {
            (Some((sense, end)), silent) if silent.is_none_or(|(_, s)| s <= end) => {
                let mark = match sense.class {
                    Class::Name => NAME,
                    Class::Concept => NOTION,
                    _ => POST,
                };
                out.push((format!("{mark}{}", sense.text), at));
                i = end as usize;
            }
            (_, Some((_, end))) => i = end as usize,
            _ => {
                let word = reading.word(i);
                if reading.is(i, TokenKind::Word) && word.chars().count() > 1 {
                    out.push((stem(word, reading.language).to_owned(), at));
                }
                i += 1;
            }
        }
    }
    out
}
