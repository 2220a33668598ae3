//! Sets that are posted together, held against each other.

use std::cmp::Ordering;

use crate::similar::join::fingerprint::{Fingerprints, Known};
use crate::similar::join::measure::Bound;
use crate::similar::join::postings::{Kind, Posting, Postings, Scheme};
use crate::similar::join::{Match, Sets};

/// Fingerprints that are looked at in one go.
const BLOCK: usize = 32;
/// Pairs of sets that are compared in one go.
const NEAR: usize = 64;
/// Postings whose fingerprints are fetched in one go.
const AHEAD: usize = 64;

/// The lists of one part, one behind the other. The sets of a list ascend, and so do their masses.
#[derive(Default)]
pub struct Lists {
    part: usize,
    starts: Vec<u32>,
    next: Vec<u32>,
    /// The first fingerprints.
    bits: Vec<u64>,
    held: Vec<Held>,
}

/// A set in a list, without its first fingerprint.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    /// The second fingerprint.
    bits: u64,
    set: u32,
    mass: u32,
    greatest: u32,
}

impl Lists {
    /// Takes in the postings of a part.
    pub fn fill(&mut self, postings: &Postings, part: usize, fingerprints: &Fingerprints, scheme: &Scheme) {
        self.part = part;
        self.starts.clear();
        self.starts.resize(scheme.places() + 1, 0);
        for posting in postings.part(part).flatten() {
            self.starts[scheme.place(posting.list) + 1] += 1;
        }
        for place in 1..self.starts.len() {
            self.starts[place] += self.starts[place - 1];
        }
        let all = self.starts[self.starts.len() - 1] as usize;
        self.bits.resize(all, 0);
        self.held.resize(all, Held::default());
        self.next.clone_from(&self.starts);
        for few in postings.part(part).flat_map(|postings| postings.chunks(AHEAD)) {
            // the places do not depend on each other: the memory serves many at a time
            let mut known = [Known::default(); AHEAD];
            known.iter_mut().zip(few).for_each(|(known, posting)| *known = fingerprints.get(posting.set));
            few.iter().zip(known).for_each(|(posting, known)| self.put(*posting, known, scheme));
        }
    }

    #[inline]
    fn put(&mut self, posting: Posting, known: Known, scheme: &Scheme) {
        let place = scheme.place(posting.list);
        let next = &mut self.next[place];
        let at = *next as usize;
        *next += 1;
        let Posting { set, greatest, .. } = posting;
        self.bits[at] = known.bits[0];
        self.held[at] = Held { bits: known.bits[1], set, mass: known.mass, greatest };
        // pairs of tokens may share a list: a set counts once, by what allows the most
        let list = &self.held[self.starts[place] as usize..at];
        let again = list.iter().rev().take_while(|held| held.set == set).count();
        let first = &mut self.held[at - again];
        first.greatest = first.greatest.max(greatest);
    }

    /// The pairs that meet here first and are alike.
    pub fn matches(&self, sets: &Sets, bound: &Bound, fingerprints: &Fingerprints, scheme: &Scheme) -> Vec<Match> {
        let mut found = Vec::new();
        let mut near = Vec::with_capacity(NEAR);
        for place in 0..self.starts.len() - 1 {
            let range = self.starts[place] as usize..self.starts[place + 1] as usize;
            if range.len() < 2 {
                continue;
            }
            let list = scheme.list(self.part, place);
            self.meet(range, bound, fingerprints, |a, b| {
                near.push(Near { list, a, b });
                if near.len() == NEAR {
                    compared(sets, bound, scheme, &near, &mut found);
                    near.clear();
                }
            });
        }
        compared(sets, bound, scheme, &near, &mut found);
        found
    }

    /// Calls `each` with the pairs of a list that masses and fingerprints leave.
    fn meet(
        &self,
        range: std::ops::Range<usize>,
        bound: &Bound,
        fingerprints: &Fingerprints,
        mut each: impl FnMut(u32, u32),
    ) {
        let (bits, held) = (&self.bits[range.clone()], &self.held[range]);
        for i in 0..held.len() - 1 {
            let (own, Held { bits: second, set, mass, greatest }) = (bits[i], held[i]);
            if greatest < mass || i > 0 && held[i - 1].set == set {
                continue;
            }
            let mut at = i + 1;
            while at < held.len() && held[at].mass <= greatest {
                let end = (at + BLOCK).min(held.len());
                let differ = bound.difference(u64::from(mass), u64::from(held[end - 1].mass));
                let differ = fingerprints.most(differ);
                let mut near = 0u32;
                for (k, other) in bits[at..end].iter().enumerate() {
                    near |= u32::from((other ^ own).count_ones() <= differ) << k;
                }
                while near != 0 {
                    let j = at + near.trailing_zeros() as usize;
                    near &= near - 1;
                    let other = held[j];
                    let like = (second ^ other.bits).count_ones() <= differ;
                    if like && other.mass <= greatest && mass <= other.greatest && held[j - 1].set != other.set {
                        each(set, other.set);
                    }
                }
                at = end;
            }
        }
    }
}

/// Two sets of a list that may be alike.
#[derive(Clone, Copy, Debug)]
struct Near {
    list: u32,
    a: u32,
    b: u32,
}

/// Compares sets token by token, and puts those that meet first in their list and are alike into `found`.
fn compared(sets: &Sets, bound: &Bound, scheme: &Scheme, near: &[Near], found: &mut Vec<Match>) {
    // all are asked for before any is needed: the memory serves many at a time
    let both = || near.iter().flat_map(|near| [near.a as usize, near.b as usize]);
    std::hint::black_box(both().fold(0, |all, set| all ^ sets.starts[set]));
    std::hint::black_box(both().fold(0, |all, set| all ^ sets.tokens[sets.starts[set]]));
    for Near { list, a, b } in near.iter().copied() {
        let shared = shared(sets, scheme, (scheme.kind(list), list), a as usize, b as usize);
        let [x, y] = [a, b].map(|set| sets.masses[set as usize]);
        let score = shared.and_then(|shared| bound.reached(shared, x, y));
        let (left, right) = (a.min(b), a.max(b));
        found.extend(score.map(|score| Match { left, right, score }));
    }
}

/// The mass that two sets share; `None` where what they share first is not what the list stands for.
fn shared(sets: &Sets, scheme: &Scheme, (kind, list): (Kind, u32), a: usize, b: usize) -> Option<u64> {
    let (a, b) = (sets.tokens(a), sets.tokens(b));
    let (mut i, mut j) = (0, 0);
    let (mut count, mut first, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            Ordering::Less => i += 1,
            Ordering::Greater => j += 1,
            Ordering::Equal => {
                let here = match (count, kind) {
                    (0, Kind::First(token) | Kind::Only(token)) => *x == token,
                    (0, Kind::Two) => scheme.kind(*x) == Kind::Only(*x),
                    (1, Kind::Two) => scheme.two(first, *x) == list,
                    (_, Kind::Only(_)) => false,
                    _ => true,
                };
                if !here {
                    return None;
                }
                if count == 0 {
                    first = *x;
                }
                count += 1;
                shared += sets.weight(*x);
                i += 1;
                j += 1;
            }
        }
    }
    (count > 1 || count > 0 && kind != Kind::Two).then_some(shared)
}
