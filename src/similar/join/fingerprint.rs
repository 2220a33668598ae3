//! A fingerprint of each set, by which most pairs that are not alike are told without a look at their tokens.

use rayon::prelude::*;

use crate::similar::join::Sets;

/// For each set the sum modulo 2 of its tokens' bits. Where two sets differ by tokens, the fingerprints differ by no
/// more bits than those tokens have. A token has bits in proportion to its weight. Source: parity bitmaps, see
/// docs/sources.md#similarity-joins.
pub struct Fingerprints {
    bits: Vec<u64>,
    /// Bits for each unit of weight.
    per_weight: f64,
}

/// Bits of an average set, of the 64: fewer tell less, more cancel each other.
const BITS: f64 = 26.0;

impl Fingerprints {
    pub fn of(sets: &Sets) -> Self {
        let even = sets.weights.first() == sets.weights.last() && sets.weights.first() == Some(&1);
        let all: f64 = sets.masses.iter().map(|m| *m as f64).sum();
        let per_weight = if even { 1.0 } else { BITS * sets.len() as f64 / all.max(1.0) };
        let token_bits = |token: usize| mask(token as u64, (f64::from(sets.weights[token]) * per_weight) as u32);
        let masks: Vec<u64> = (0..sets.weights.len()).into_par_iter().map(token_bits).collect();
        let of_set = |set: usize| sets.tokens(set).iter().fold(0, |bits, token| bits ^ masks[*token as usize]);
        let bits = (0..sets.len()).into_par_iter().map(of_set).collect();
        Self { bits, per_weight }
    }

    #[inline]
    pub fn get(&self, set: u32) -> u64 {
        self.bits[set as usize]
    }

    /// The most bits by which sets differ that differ by that much weight.
    #[inline]
    pub fn most(&self, difference: f64) -> u32 {
        (difference * self.per_weight) as u32
    }
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
