//! Words that are spelled alike, or sound alike in two scripts.

use rayon::prelude::*;

use crate::lexis::{skeleton, sounding};
use crate::model::marked;
use crate::ruleset::RuleSet;

/// Shortest word, in letters, that another can be like.
const SHORTEST: usize = 4;
/// Letters at the beginning that two like words share.
const SHARED: usize = 2;
/// Most letters by which two like words differ in length.
const LENGTHS: usize = 4;
/// Fewest letters of a skeleton that names another word.
const BONES: usize = 2;
/// Most words of one skeleton that are held against each other.
const MOST_ALIKE: usize = 64;

/// Two terms and their likeness.
type Kin = (u32, u32, f64);

/// For each term the other terms spelled like it, with their likeness (Jaro-Winkler, at least `least`), and those of
/// other scripts that sound like it (at least `sound`). Only words that no rule knows are compared: in one script those
/// that begin with the same two letters, across scripts those with the same consonants.
pub fn kin(terms: &[String], least: f64, sound: f64, rules: &RuleSet) -> Vec<Vec<(u32, f64)>> {
    let mut out = vec![Vec::new(); terms.len()];
    for (a, b, score) in spelled(terms, least).into_iter().chain(heard(terms, sound, rules)) {
        out[a as usize].push((b, score));
        out[b as usize].push((a, score));
    }
    out.iter_mut().for_each(|list| list.sort_by_key(|(term, _)| *term));
    out
}

/// A word as far as most pairs are told apart by it.
#[derive(Clone, Copy, Debug)]
pub struct Word<'t> {
    /// The word.
    pub text: &'t str,
    letters: usize,
    /// Sixteen bits of each of the first four letters, the first one lowest.
    first: u64,
    /// For each of 64 classes of letters whether the word has an odd number of them.
    odd: u64,
}

impl<'t> Word<'t> {
    /// Looks over its letters.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let (mut letters, mut first, mut odd) = (0, 0, 0u64);
        for c in text.chars() {
            if letters < 4 {
                first |= u64::from(u32::from(c) & 0xFFFF) << (16 * letters);
            }
            odd ^= 1 << (u32::from(c) % 64);
            letters += 1;
        }
        Self { text, letters, first, odd }
    }

    /// The likeness of two words by Jaro-Winkler, where it is at least `least`. Source of the measure:
    /// docs/sources.md#jaro-winkler.
    #[must_use]
    pub fn alike(&self, other: &Self, least: f64) -> Option<f64> {
        /// Room for rounding.
        const SLACK: f64 = 1e-9;
        let near = self.reach(other) + SLACK >= least;
        near.then(|| strsim::jaro_winkler(self.text, other.text)).filter(|score| *score >= least)
    }

    /// No less than the likeness of two words can be. Of their letters `m` are matched, fewer by each class of which only one
    /// of them has an odd number; Jaro is `(m/a + m/b + 1 - moved/m) / 3`, and Winkler adds a tenth of what is missing for each
    /// of the first four letters that is the same.
    fn reach(&self, other: &Self) -> f64 {
        let count = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
        let unmatched = (self.odd ^ other.odd).count_ones() as usize;
        let most = ((self.letters + other.letters).saturating_sub(unmatched) / 2).min(self.letters).min(other.letters);
        let jaro = (count(most) / count(self.letters) + count(most) / count(other.letters) + 1.0) / 3.0;
        let same = ((self.first ^ other.first).trailing_zeros() / 16).min(4);
        jaro + 0.1 * f64::from(same) * (1.0 - jaro)
    }
}

/// Words of one script that begin alike; terms are sorted, so that those stand side by side.
fn spelled(terms: &[String], least: f64) -> Vec<Kin> {
    let words: Vec<(u32, Word<'_>)> =
        (0u32..).zip(terms).filter(|(_, t)| !marked(t)).map(|(i, t)| (i, Word::of(t))).collect();
    let beginning = |word: &Word<'_>| (word.first as u32, word.letters.min(SHARED));
    let blocks: Vec<_> = words.chunk_by(|(_, a), (_, b)| beginning(a) == beginning(b)).collect();
    let kin = |block: &[(u32, Word<'_>)]| {
        let mut by_length: Vec<&(u32, Word<'_>)> = block.iter().filter(|(_, w)| w.letters >= SHORTEST).collect();
        by_length.sort_by_key(|(term, word)| (word.letters, *term));
        let mut out = Vec::new();
        for (n, a) in by_length.iter().enumerate() {
            for b in by_length[n + 1..].iter().take_while(|(_, b)| b.letters - a.1.letters <= LENGTHS) {
                let ((i, a), (j, b)) = if a.0 < b.0 { (a, b) } else { (b, a) };
                out.extend(a.alike(b, least).map(|score| (*i, *j, score)));
            }
        }
        out
    };
    blocks.into_par_iter().flat_map_iter(kin).collect()
}

/// Words of different scripts that have the same consonants.
fn heard(terms: &[String], least: f64, rules: &RuleSet) -> Vec<Kin> {
    let sounds = |(term, i): (&String, u32)| {
        let script = rules.language_told_by(term).filter(|_| !marked(term))?;
        let sounds = sounding(term, rules.languages.get(script)?);
        let bones = skeleton(&sounds);
        (bones.chars().count() >= BONES).then_some((bones, i, script, sounds))
    };
    let numbers: Vec<u32> = (0u32..).take(terms.len()).collect();
    let mut words: Vec<(String, u32, usize, String)> = terms.par_iter().zip(numbers).filter_map(sounds).collect();
    words.par_sort_unstable();
    let blocks: Vec<_> = words.chunk_by(|a, b| a.0 == b.0).filter(|b| b.len() <= MOST_ALIKE).collect();
    let kin = |block: &[(String, u32, usize, String)]| {
        let mut out = Vec::new();
        for (n, (_, a, script_a, sounds_a)) in block.iter().enumerate() {
            for (_, b, _, sounds_b) in block[n + 1..].iter().filter(|(_, _, script, _)| script != script_a) {
                let score = strsim::jaro_winkler(sounds_a, sounds_b);
                if score >= least {
                    out.push((*a, *b, score));
                }
            }
        }
        out
    };
    blocks.into_par_iter().flat_map_iter(kin).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn no_word_that_is_alike_enough_is_passed_over(words in prop::collection::btree_set("[ab][a-e]{1,9}", 0..60)) {
            let terms: Vec<String> = words.into_iter().collect();
            for least in [0.8, 0.92] {
                let mut found = spelled(&terms, least);
                found.iter_mut().for_each(|k| *k = (k.0.min(k.1), k.0.max(k.1), k.2));
                found.sort_by_key(|k| (k.0, k.1));
                let mut all = Vec::new();
                for (i, a) in terms.iter().enumerate().filter(|(_, t)| t.len() >= SHORTEST) {
                    for (j, b) in terms.iter().enumerate().skip(i + 1).filter(|(_, t)| t.len() >= SHORTEST) {
                        let score = strsim::jaro_winkler(a, b);
                        if a[..SHARED] == b[..SHARED] && a.len().abs_diff(b.len()) <= LENGTHS && score >= least {
                            all.push((i as u32, j as u32, score));
                        }
                    }
                }
                prop_assert_eq!(found, all);
            }
        }
    }
}
