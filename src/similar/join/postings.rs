//! Under what each set is posted.

use rayon::prelude::*;

use crate::similar::join::Sets;
use crate::similar::join::measure::Bound;

/// Postings that a part has on average: what fits the cache of a core.
const PART: usize = 1 << 15;
/// Sets that are posted at once.
const CHUNK: usize = 1 << 15;

/// A set in a list.
#[derive(Clone, Copy, Debug)]
pub struct Posting {
    pub list: u32,
    pub set: u32,
    /// The greatest mass of a set that it can be like if this is the first that they share.
    pub greatest: u32,
}

/// What a list stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The first token that two sets share, a rare one.
    First(u32),
    /// The only token that two sets share, a frequent one.
    Only(u32),
    /// The first two tokens that two sets share, both frequent: all pairs of one hash.
    Two,
}

/// How postings are laid out: a list for each token, and behind them lists for pairs of tokens. Lists are dealt out in
/// turn to parts, which are worked on one at a time.
pub struct Scheme {
    /// The first token that several sets hold.
    several: u32,
    /// The first frequent token.
    frequent: u32,
    /// Number of tokens.
    tokens: u32,
    /// Number of lists for pairs of tokens.
    twos: u32,
    /// Binary logarithm of the number of parts.
    log_parts: u32,
}

impl Scheme {
    /// For tokens of more than `frequent` sets to be posted in pairs.
    pub fn of(sets: &Sets, frequent: u32) -> Self {
        let several = sets.holders.partition_point(|h| *h <= 1) as u32;
        let frequent = sets.holders.partition_point(|h| *h <= frequent) as u32;
        let tokens = sets.holders.len() as u32;
        let parts = (sets.len() * 8 / PART).max(1).next_power_of_two();
        let twos = (sets.len() as u32).saturating_mul(4).max(1);
        Self { several, frequent, tokens, twos, log_parts: parts.ilog2() }
    }

    pub fn parts(&self) -> usize {
        1 << self.log_parts
    }

    fn part(&self, list: u32) -> usize {
        (list & ((1 << self.log_parts) - 1)) as usize
    }

    /// Place of a list in its part.
    pub fn place(&self, list: u32) -> usize {
        (list >> self.log_parts) as usize
    }

    /// The list at a place of a part.
    pub fn list(&self, part: usize, place: usize) -> u32 {
        ((place << self.log_parts) | part) as u32
    }

    /// Number of lists of each part.
    pub fn places(&self) -> usize {
        self.place(self.tokens + self.twos) + 1
    }

    pub fn kind(&self, list: u32) -> Kind {
        match list {
            first if first < self.frequent => Kind::First(first),
            only if only < self.tokens => Kind::Only(only),
            _ => Kind::Two,
        }
    }

    /// The list of two frequent tokens.
    #[inline]
    pub fn two(&self, first: u32, second: u32) -> u32 {
        let key = (u64::from(first) << 32 | u64::from(second)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let key = (key ^ (key >> 32)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 32;
        self.tokens + ((key * u64::from(self.twos)) >> 32) as u32
    }
}

/// All postings, by part; in each part ascending by set.
pub struct Postings {
    chunks: Vec<Vec<Vec<Posting>>>,
}

impl Postings {
    pub fn of(sets: &Sets, bound: &Bound, scheme: &Scheme) -> Self {
        let chunks = (0..sets.len().div_ceil(CHUNK))
            .into_par_iter()
            .map(|chunk| {
                let mut parts: Vec<Vec<Posting>> =
                    (0..scheme.parts()).map(|_| Vec::with_capacity((CHUNK * 8) >> scheme.log_parts)).collect();
                for set in chunk * CHUNK..((chunk + 1) * CHUNK).min(sets.len()) {
                    post(sets, bound, scheme, set, |posting| parts[scheme.part(posting.list)].push(posting));
                }
                parts
            })
            .collect();
        Self { chunks }
    }

    /// The postings of a part, ascending by set, in several pieces.
    pub fn part(&self, part: usize) -> impl Iterator<Item = &[Posting]> {
        self.chunks.iter().map(move |parts| parts[part].as_slice())
    }
}

/// Everything that one set is posted under.
fn post(sets: &Sets, bound: &Bound, scheme: &Scheme, set: usize, mut put: impl FnMut(Posting)) {
    let tokens = sets.tokens(set);
    let mass = sets.masses[set];
    let least = bound.least_mass(mass);
    let number = set as u32;
    let mut rest = mass;
    let mut at = 0;
    while let Some(token) = tokens.get(at).copied().filter(|t| *t < scheme.frequent) {
        let greatest = bound.greatest(mass, rest);
        if greatest < least {
            return;
        }
        if token >= scheme.several {
            put(Posting { list: token, set: number, greatest: whole(greatest) });
        }
        rest -= sets.weight(token);
        at += 1;
    }
    for (i, first) in tokens.iter().copied().enumerate().skip(at) {
        if bound.greatest(mass, rest) < least {
            return;
        }
        let weight = sets.weight(first);
        let only = bound.greatest(mass, weight);
        if only >= least {
            put(Posting { list: first, set: number, greatest: whole(only) });
        }
        rest -= weight;
        let mut behind = rest;
        for second in tokens[i + 1..].iter().copied() {
            let greatest = bound.greatest(mass, weight + behind);
            if greatest < least {
                break;
            }
            put(Posting { list: scheme.two(first, second), set: number, greatest: whole(greatest) });
            behind -= sets.weight(second);
        }
    }
}

/// A mass as it stands in postings: what passes 32 bits counts as the greatest.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn whole(mass: f64) -> u32 {
    mass as u32
}
