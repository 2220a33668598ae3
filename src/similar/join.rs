//! Which sets of tokens are alike: all pairs over a threshold, and no other.
//!
//! Every pair of sets that is alike enough shares a token near the front of both, where each set lists its rarest
//! tokens first: what stands behind cannot weigh enough by itself (prefix filter). Sets are posted under those tokens,
//! and those that meet under one are held against each other: by mass, then by a fingerprint of 64 bits, and the few
//! that are left token by token. Frequent tokens would bring together too many; there any pair that shares one shares
//! two near the front, so sets are posted under pairs of them. A pair is taken only where it met first, so none comes
//! twice. Sources: docs/sources.md#similarity-joins.

mod fingerprint;
mod lists;
mod measure;
mod postings;

use rayon::prelude::*;

pub use crate::similar::join::measure::Measure;

use crate::similar::join::fingerprint::Fingerprints;
use crate::similar::join::lists::Lists;
use crate::similar::join::measure::Bound;
use crate::similar::join::postings::{Postings, Scheme};

/// Sets of tokens. Tokens are numbered by how many sets hold them, the rarest first, and each weighs something.
#[derive(Clone, Debug, Default)]
pub struct Sets {
    /// For each set where its tokens begin, and where the last one's end.
    starts: Vec<usize>,
    /// The tokens of all sets: of each ascending, none twice.
    tokens: Vec<u32>,
    /// For each set the weight of its tokens together. Ascending.
    masses: Vec<u64>,
    /// For each token how many sets hold it, at most. Ascending.
    holders: Vec<u32>,
    /// For each token its weight, at least 1; empty where each weighs 1.
    weights: Vec<u32>,
}

/// Tokens held by more sets than this are posted in pairs.
const FREQUENT: u32 = 1024;

/// The square of a rarity in 1024ths, 1 at least: what a token adds to the product of two vectors of TF-IDF.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
#[must_use]
pub fn squared(rarity: f64) -> u32 {
    ((rarity * rarity * 1024.0).round() as u32).max(1)
}

/// Two sets that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Match {
    /// The lower number of the two.
    pub left: u32,
    /// The higher.
    pub right: u32,
    /// How alike they are, from the threshold to 1.
    pub score: f64,
}

impl Sets {
    /// Sets by their tokens and masses, in order of mass. `starts` is one longer than there are sets; `holders` and
    /// `weights` have a place for each token.
    #[must_use]
    pub fn new(starts: Vec<usize>, tokens: Vec<u32>, masses: Vec<u64>, holders: Vec<u32>, weights: Vec<u32>) -> Self {
        debug_assert!(starts.len() == masses.len() + 1 && holders.len() == weights.len());
        debug_assert!(masses.is_sorted() && holders.is_sorted());
        let even = weights.iter().all(|weight| *weight == 1);
        Self { starts, tokens, masses, holders, weights: if even { Vec::new() } else { weights } }
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.masses.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.masses.is_empty()
    }

    fn tokens(&self, set: usize) -> &[u32] {
        &self.tokens[self.starts[set]..self.starts[set + 1]]
    }

    fn weight(&self, token: u32) -> u64 {
        if self.weights.is_empty() { 1 } else { u64::from(self.weights[token as usize]) }
    }
}

/// All pairs of different sets whose likeness by `measure` is at least `least` (above 0, at most 1), each once, in no
/// particular order. Time grows with the number of sets and of pairs found; memory is linear in the number of tokens.
#[must_use]
pub fn join(sets: &Sets, measure: Measure, least: f64) -> Vec<Match> {
    joined(sets, &Bound::new(measure, least), FREQUENT)
}

/// The same, where tokens of more than `frequent` sets are posted in pairs.
fn joined(sets: &Sets, bound: &Bound, frequent: u32) -> Vec<Match> {
    let fingerprints = Fingerprints::of(sets);
    let scheme = Scheme::of(sets, frequent);
    let postings = Postings::of(sets, bound, &scheme);
    let met = (0..scheme.parts()).into_par_iter().map_init(Lists::default, |lists, part| {
        lists.fill(&postings, part, &fingerprints, &scheme);
        lists.matches(sets, bound, &fingerprints, &scheme)
    });
    met.flatten_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Sets numbered anew in order of mass, with their tokens numbered by rarity.
    fn made(rows: &[Vec<u32>], weigh: impl Fn(u32, u32) -> u32) -> Sets {
        let mut rows: Vec<Vec<u32>> = rows.to_vec();
        rows.iter_mut().for_each(|row| {
            row.sort_unstable();
            row.dedup();
        });
        rows.sort();
        rows.dedup();
        rows.retain(|row| !row.is_empty());
        let tokens = rows.iter().flatten().max().map_or(0, |t| *t as usize + 1);
        let mut held = vec![0u32; tokens];
        rows.iter().flatten().for_each(|t| held[*t as usize] += 1);
        let mut order: Vec<u32> = (0..tokens as u32).collect();
        order.sort_by_key(|t| held[*t as usize]);
        let mut rank = vec![0u32; tokens];
        order.iter().zip(0..).for_each(|(t, r)| rank[*t as usize] = r);
        let holders: Vec<u32> = order.iter().map(|t| held[*t as usize]).collect();
        let weights: Vec<u32> = holders.iter().map(|h| weigh(*h, rows.len() as u32)).collect();
        rows.iter_mut().for_each(|row| {
            row.iter_mut().for_each(|t| *t = rank[*t as usize]);
            row.sort_unstable();
        });
        let mass = |row: &Vec<u32>| row.iter().map(|t| u64::from(weights[*t as usize])).sum::<u64>();
        rows.sort_by_key(mass);
        let masses = rows.iter().map(mass).collect();
        let mut starts = vec![0];
        rows.iter().for_each(|row| starts.push(starts[starts.len() - 1] + row.len()));
        Sets::new(starts, rows.concat(), masses, holders, weights)
    }

    /// All pairs, by holding every set against every other.
    fn brute(sets: &Sets, measure: Measure, least: f64) -> Vec<(u32, u32, f64)> {
        let mut found = Vec::new();
        for a in 0..sets.len() {
            for b in a + 1..sets.len() {
                let both = sets.tokens(a).iter().filter(|t| sets.tokens(b).contains(t));
                let shared = both.map(|t| sets.weight(*t)).sum();
                let score = measure.score(shared, sets.masses[a], sets.masses[b]);
                if score >= least {
                    found.push((a as u32, b as u32, score));
                }
            }
        }
        found
    }

    fn sorted(sets: &Sets, measure: Measure, least: f64, frequent: u32) -> Vec<(u32, u32, f64)> {
        let found = joined(sets, &Bound::new(measure, least), frequent);
        let mut found: Vec<_> = found.iter().map(|m| (m.left, m.right, m.score)).collect();
        found.sort_by(|a, b| a.partial_cmp(b).unwrap());
        found
    }

    fn rarer_weigh_more(holders: u32, sets: u32) -> u32 {
        let idf = (1.0 + f64::from(sets) / f64::from(holders)).ln();
        ((idf * idf * 256.0) as u32).max(1)
    }

    /// Tokens as words are spread: a few stand nearly everywhere.
    fn token() -> impl Strategy<Value = u32> {
        prop_oneof![0u32..3, 0u32..12, 0u32..60, 0u32..600]
    }

    fn rows() -> impl Strategy<Value = Vec<Vec<u32>>> {
        let row = prop_oneof![
            prop::collection::vec(token(), 0..14),
            prop::collection::vec(0u32..4, 1..3),
            prop::collection::vec(0u32..9, 4..9),
        ];
        prop::collection::vec(row, 0..90)
    }

    proptest! {
        #[test]
        fn the_join_is_what_holding_all_against_all_gives(rows in rows(), least in 1u32..=20, frequent in 0u32..9) {
            let least = f64::from(least) / 20.0;
            for measure in [Measure::Jaccard, Measure::Cosine] {
                for sets in [made(&rows, |_, _| 1), made(&rows, rarer_weigh_more)] {
                    prop_assert_eq!(sorted(&sets, measure, least, frequent), brute(&sets, measure, least));
                }
            }
        }
    }
}
