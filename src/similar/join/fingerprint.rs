//! A fingerprint of each set, by which most pairs that are not alike are told without a look at their tokens.

use rayon::prelude::*;

use crate::similar::join::Sets;

/// For each set the sum modulo 2 of its tokens' bits. Where two sets differ by tokens, the fingerprints differ by no
/// more bits than those tokens have. A token has bits in proportion to its weight. Source: parity bitmaps, see
/// docs/sources.md#similarity-joins.
pub struct Fingerprints {
    known: Vec<Known>,
    /// Bits for each unit of weight.
    per_weight: f64,
}

/// What is known of a set without its tokens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// Two fingerprints that have nothing to do with each other: what the one lets through the other mostly does not.
    pub bits: [u64; 2],
    /// The mass; what passes 32 bits counts as the greatest.
    pub mass: u32,
}

/// Bits of an average set, of the 64: fewer tell less, more cancel each other.
const BITS: f64 = 26.0;

impl Fingerprints {
    pub fn of(sets: &Sets) -> Self {
        let even = sets.weights.is_empty();
        let all: f64 = sets.masses.iter().map(|m| *m as f64).sum();
        let per_weight = if even { 1.0 } else { BITS * sets.len() as f64 / all.max(1.0) };
        let bits_of = |token: usize| {
            let bits = (f64::from(sets.weights[token]) * per_weight) as u32;
            [mask(2 * token as u64, bits), mask(2 * token as u64 + 1, bits)]
        };
        // one bit is worked out quicker than looked up
        let masks: Vec<[u64; 2]> = (0..sets.weights.len()).into_par_iter().map(bits_of).collect();
        let of_set = |set: usize| {
            let mut bits = [0; 2];
            for token in sets.tokens(set) {
                let [first, second] = masks.get(*token as usize).copied().unwrap_or_else(|| one_bit(*token));
                bits = [bits[0] ^ first, bits[1] ^ second];
            }
            Known { bits, mass: u32::try_from(sets.masses[set]).unwrap_or(u32::MAX) }
        };
        Self { known: (0..sets.len()).into_par_iter().map(of_set).collect(), per_weight }
    }

    #[inline]
    pub fn get(&self, set: u32) -> Known {
        self.known[set as usize]
    }

    /// The most bits by which sets differ that differ by that much weight.
    #[inline]
    pub fn most(&self, difference: f64) -> u32 {
        (difference * self.per_weight) as u32
    }
}

/// Two words with one bit set each, told by `token`.
#[inline]
fn one_bit(token: u32) -> [u64; 2] {
    let hash = u64::from(token).wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let hash = (hash ^ (hash >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    [1 << (hash >> 58), 1 << ((hash >> 52) & 63)]
}

/// A word with so many bits set, at most 32, told by `token`.
fn mask(token: u64, bits: u32) -> u64 {
    let mut mask = 0u64;
    let mut state = token.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for _ in 0..bits.min(32) {
        loop {
            state ^= state >> 29;
            state = state.wrapping_mul(0xBF58_476D_1CE4_E5B9);
            state ^= state >> 32;
            let bit = 1 << (state >> 58);
            if mask & bit == 0 {
                mask |= bit;
                break;
            }
        }
    }
    mask
}
