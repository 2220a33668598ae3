//! The lexicon of a language: which words and phrases mean what.

use rust_decimal::Decimal;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Bound, RuleId};
use crate::ruleset::class::Class;

/// One meaning of a word or phrase.
#[derive(Clone, Debug, PartialEq)]
pub struct Sense {
    /// What it is.
    pub class: Class,
    /// Its value as written in the rule (`killed`, `sunday`, `2..9`).
    pub text: String,
    /// Its value as a number, where the class asks for one; for a span, its lower end.
    pub number: Option<Decimal>,
    /// Upper end of a span of values; `None` where it is open or there is no span.
    pub high: Option<Decimal>,
    /// Bound that the word brings along.
    pub bound: Option<Bound>,
    /// Measure of a slot's figures.
    pub unit: Option<Box<str>>,
    /// The rule.
    pub rule: RuleId,
    /// May be written together with the next word.
    pub joins: bool,
    /// Only as written.
    pub exact: bool,
    /// Only behind a word that carries an ending.
    pub behind_ending: bool,
    /// Only in texts from this region.
    pub region: Option<Box<str>>,
    /// Only in a sentence about what is to come, or in a few words by themselves.
    pub ahead: bool,
}

/// A phrase that begins with the looked-up word.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The words after the first, folded.
    pub rest: Box<[Box<str>]>,
    /// Index of the sense.
    pub sense: u32,
}

/// All words of one language.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    senses: Vec<Sense>,
    phrases: FxHashMap<Box<str>, Vec<Found>>,
    suffixes: Vec<(Box<str>, RuleId)>,
    /// Endings that deny, with the senses of the words that carry them.
    denying: Vec<(Box<str>, u32)>,
    /// The suffixes again, and their lengths in bytes, longest first: for quick looking up.
    endings: FxHashSet<Box<str>>,
    lengths: Vec<usize>,
    /// Regions in which words mean other things.
    regions: FxHashSet<Box<str>>,
    /// Words that may be written together with the next, by their first letter, longest first.
    joiners: FxHashMap<char, Vec<Box<str>>>,
}

impl Lexicon {
    /// Takes in a phrase, split into folded words.
    pub fn add(&mut self, words: &[String], sense: Sense) {
        let Some((first, rest)) = words.split_first() else { return };
        if sense.class == Class::Suffix {
            self.suffixes.push((first.as_str().into(), sense.rule));
            return;
        }
        let index = u32::try_from(self.senses.len()).unwrap_or(u32::MAX);
        if let Some(letter) = first.chars().next().filter(|_| sense.joins) {
            self.joiners.entry(letter).or_default().push(first.as_str().into());
        }
        self.regions.extend(sense.region.clone());
        if sense.class == Class::NegationEnding {
            self.denying.push((first.as_str().into(), index));
            self.senses.push(Sense { class: Class::Negation, ..sense });
            return;
        }
        self.senses.push(sense);
        let rest = rest.iter().map(|w| w.as_str().into()).collect();
        self.phrases.entry(first.as_str().into()).or_default().push(Found { rest, sense: index });
    }

    /// Puts everything into its final order: longest phrases, endings and joiners first.
    pub fn finish(&mut self) {
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for list in self.phrases.values_mut() {
            list.sort_by(|a, b| b.rest.len().cmp(&a.rest.len()).then(a.sense.cmp(&b.sense)));
        }
        self.suffixes.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        self.suffixes.dedup_by(|a, b| a.0 == b.0);
        self.endings = self.suffixes.iter().map(|(s, _)| s.clone()).collect();
        self.lengths = self.suffixes.iter().map(|(s, _)| s.len()).collect();
        self.lengths.dedup();
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for list in self.joiners.values_mut() {
            list.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
            list.dedup();
        }
    }

    /// The phrases whose first word is `word` exactly, longest first.
    #[must_use]
    pub fn phrases(&self, word: &str) -> &[Found] {
        self.phrases.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether any word means another thing in that region.
    #[must_use]
    pub fn has_region(&self, region: &str) -> bool {
        self.regions.contains(region)
    }

    /// The sense of that number.
    #[must_use]
    pub fn sense(&self, index: u32) -> &Sense {
        &self.senses[index as usize]
    }

    /// All senses, in the order of the rules.
    #[must_use]
    pub fn senses(&self) -> &[Sense] {
        &self.senses
    }

    /// Every phrase with the number of its sense, in the order of the rules; endings are not among them.
    #[must_use]
    pub fn entries(&self) -> Vec<(String, u32)> {
        let whole = |first: &str, found: &Found| {
            found.rest.iter().fold(first.to_owned(), |text, word| format!("{text} {word}"))
        };
        let mut out: Vec<(String, u32)> = self
            .phrases
            .iter()
            .flat_map(|(first, list)| list.iter().map(move |found| (whole(first, found), found.sense)))
            .collect();
        out.sort_unstable_by_key(|(_, sense)| *sense);
        out
    }

    /// Endings that may be taken off, longest first.
    pub fn suffixes(&self) -> impl Iterator<Item = &str> {
        self.suffixes.iter().map(|(s, _)| s.as_ref())
    }

    /// Endings with the rules that name them.
    pub fn suffix_rules(&self) -> impl Iterator<Item = (&str, RuleId)> {
        self.suffixes.iter().map(|(s, r)| (s.as_ref(), *r))
    }

    /// The sense of the ending that makes `word` a denial, where something of it is left before that.
    #[must_use]
    pub fn denying(&self, word: &str) -> Option<u32> {
        const SHORTEST: usize = 2;
        let left = |ending: &str| word.strip_suffix(ending).is_some_and(|stem| stem.chars().count() >= SHORTEST);
        self.denying.iter().find(|(ending, _)| left(ending)).map(|(_, sense)| *sense)
    }

    /// What is left of `word` when one ending is taken off, shortest first; never nothing.
    pub fn stems<'w>(&self, word: &'w str) -> impl Iterator<Item = &'w str> {
        self.lengths.iter().filter_map(move |length| {
            let at = word.len().checked_sub(*length).filter(|at| *at > 0 && word.is_char_boundary(*at))?;
            self.endings.contains(&word[at..]).then(|| &word[..at])
        })
    }

    /// Words that begin with the first letter of `word` and may be written together with the next, longest first.
    pub fn joiners(&self, word: &str) -> impl Iterator<Item = &str> {
        let list = word.chars().next().and_then(|letter| self.joiners.get(&letter));
        list.into_iter().flatten().map(AsRef::as_ref)
    }
}
