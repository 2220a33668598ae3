//! Sets that are posted together, held against each other.

use std::cmp::Ordering;

use crate::similar::join::fingerprint::Fingerprints;
use crate::similar::join::measure::Bound;
use crate::similar::join::postings::{Kind, Postings, Scheme};
use crate::similar::join::{Match, Sets};

/// Fingerprints that are looked at in one go.
const BLOCK: usize = 32;

/// The lists of one part, one behind the other. The sets of a list ascend, and so do their masses.
#[derive(Default)]
pub struct Lists {
    part: usize,
    starts: Vec<u32>,
    next: Vec<u32>,
    sets: Vec<u32>,
    bits: Vec<u64>,
    /// The second fingerprints.
    others: Vec<u64>,
    masses: Vec<u32>,
    greatest: Vec<u32>,
}

impl Lists {
    /// Takes in the postings of a part.
    pub fn fill(&mut self, postings: &Postings, part: usize, fingerprints: &Fingerprints, scheme: &Scheme) {
        self.part = part;
        self.starts.clear();
        self.starts.resize(scheme.places() + 1, 0);
        for posting in postings.part(part) {
            self.starts[scheme.place(posting.list) + 1] += 1;
        }
        for place in 1..self.starts.len() {
            self.starts[place] += self.starts[place - 1];
        }
        let all = self.starts[self.starts.len() - 1] as usize;
        self.sets.resize(all, 0);
        self.bits.resize(all, 0);
        self.others.resize(all, 0);
        self.masses.resize(all, 0);
        self.greatest.resize(all, 0);
        self.next.clone_from(&self.starts);
        for posting in postings.part(part) {
            let place = scheme.place(posting.list);
            let next = &mut self.next[place];
            let at = *next as usize;
            *next += 1;
            let known = fingerprints.get(posting.set);
            self.sets[at] = posting.set;
            [self.bits[at], self.others[at]] = known.bits;
            self.masses[at] = known.mass;
            self.greatest[at] = posting.greatest;
            // pairs of tokens may share a list: a set counts once, by what allows the most
            let list = &self.sets[self.starts[place] as usize..at];
            let again = list.iter().rev().take_while(|set| **set == posting.set).count();
            self.greatest[at - again] = self.greatest[at - again].max(posting.greatest);
        }
    }

    /// The pairs that meet here first and are alike.
    pub fn matches(&self, sets: &Sets, bound: &Bound, fingerprints: &Fingerprints, scheme: &Scheme) -> Vec<Match> {
        let mut found = Vec::new();
        for place in 0..self.starts.len() - 1 {
            let range = self.starts[place] as usize..self.starts[place + 1] as usize;
            if range.len() < 2 {
                continue;
            }
            let list = scheme.list(self.part, place);
            let kind = scheme.kind(list);
            self.meet(range, bound, fingerprints, |a, b| {
                let shared = shared(sets, scheme, (kind, list), a as usize, b as usize);
                let [x, y] = [a, b].map(|set| sets.masses[set as usize]);
                let score = shared.and_then(|shared| bound.reached(shared, x, y));
                let (left, right) = (a.min(b), a.max(b));
                found.extend(score.map(|score| Match { left, right, score }));
            });
        }
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
        let (sets, bits) = (&self.sets[range.clone()], &self.bits[range.clone()]);
        let others = &self.others[range.clone()];
        let (masses, greatest) = (&self.masses[range.clone()], &self.greatest[range]);
        for i in 0..sets.len() - 1 {
            let (mass, most, own) = (masses[i], greatest[i], bits[i]);
            if most < mass || i > 0 && sets[i - 1] == sets[i] {
                continue;
            }
            let mut at = i + 1;
            while at < sets.len() && masses[at] <= most {
                let end = (at + BLOCK).min(sets.len());
                let differ = bound.difference(u64::from(mass), u64::from(masses[end - 1]));
                let differ = fingerprints.most(differ);
                let mut near = 0u32;
                for (k, other) in bits[at..end].iter().enumerate() {
                    near |= u32::from((other ^ own).count_ones() <= differ) << k;
                }
                while near != 0 {
                    let j = at + near.trailing_zeros() as usize;
                    near &= near - 1;
                    let second = (others[i] ^ others[j]).count_ones() <= differ;
                    if second && masses[j] <= most && mass <= greatest[j] && sets[j - 1] != sets[j] {
                        each(sets[i], sets[j]);
                    }
                }
                at = end;
            }
        }
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
