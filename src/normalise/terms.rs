//! The terms of sentences: notions, names and stems under which statements of several outlets and
//! languages meet. Figures and dates are left out.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::fold::TokenKind;
use crate::lexis::{Reading, stem};
use crate::model::{Bag, NAME, NOTION, POST, Tagged};
use crate::ruleset::Class;

/// The terms of an article, or of many, by number. The number follows the order of their texts, so it depends on nothing
/// else.
#[derive(Clone, Debug, Default)]
pub struct Terms {
    names: Vec<String>,
}

impl Terms {
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

/// The terms of all these sentences, and the bag of each in order.
#[must_use]
pub fn terms(readings: &[Reading<'_>], tagged: &[Tagged]) -> (Terms, Vec<Bag>) {
    let all: Vec<Vec<(String, u32)>> = readings.iter().zip(tagged).map(|(r, t)| spelled(r, t)).collect();
    let mut names: Vec<&str> = all.iter().flatten().map(|(text, _)| text.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    let numbers: FxHashMap<&str, u32> = names.iter().copied().zip(0..).collect();
    let bag =
        |own: &Vec<(String, u32)>| Bag { terms: own.iter().map(|(text, at)| (numbers[text.as_str()], *at)).collect() };
    let bags = all.iter().map(bag).collect();
    (Terms { names: names.into_iter().map(str::to_owned).collect() }, bags)
}

/// Terms of many articles, which come one after the other: numbered as they come, and anew when all are there.
#[derive(Clone, Debug, Default)]
pub struct Numbers(FxHashMap<String, u32>);

impl Numbers {
    /// A number for each of these texts until all are there.
    pub fn take(&mut self, texts: Vec<String>) -> Vec<u32> {
        let next = |all: &FxHashMap<String, u32>| u32::try_from(all.len()).unwrap_or(u32::MAX);
        texts
            .into_iter()
            .map(|text| {
                let number = next(&self.0);
                *self.0.entry(text).or_insert(number)
            })
            .collect()
    }

    /// All texts in their order, and for each number until now the place of its text.
    #[must_use]
    pub fn settle(self) -> (Vec<String>, Vec<u32>) {
        let mut all: Vec<(String, u32)> = self.0.into_iter().collect();
        all.par_sort_unstable();
        let mut places = vec![0; all.len()];
        let texts = (0..)
            .zip(all)
            .map(|(place, (text, number))| {
                places[number as usize] = place;
                text
            })
            .collect();
        (texts, places)
    }
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
