//! The words of a corpus, numbered.

use std::hash::Hasher;

use rustc_hash::FxHasher;

/// Words by number, with the number of sentences that each stands in. Open addressing over one array of records, so
/// that a word costs two places in memory: its slot and its record.
#[derive(Debug)]
pub struct Vocabulary {
    /// The upper half of a word's hash, and its record's place plus one; 0 is free.
    slots: Vec<u64>,
    /// Of each word `HEAD` words, then its characters, eight bytes in each.
    records: Vec<u64>,
    words: u32,
    entries: usize,
}

/// A word's number and length, its hash, the last sentence it stood in and the number of sentences.
const HEAD: usize = 3;
/// In place of a number: another spelling of a word, whose record's place is in place of the hash.
const SPELLING: u64 = u32::MAX as u64;
const SLOTS: usize = 1 << 14;

/// A word's hash. The upper half tells where it is.
pub fn hash(word: &str) -> u64 {
    let mut hasher = FxHasher::default();
    hasher.write(word.as_bytes());
    let hash = hasher.finish().wrapping_mul(0x9E37_79B9_7F4A_7C15);
    hash ^ (hash >> 32)
}

/// A word as it is looked up.
#[derive(Clone, Copy)]
struct Key<'w> {
    text: &'w [u8],
    hash: u64,
}

impl<'w> Key<'w> {
    fn of(text: &'w str) -> Self {
        Self { text: text.as_bytes(), hash: hash(text) }
    }
}

/// How many eights of bytes a word of that length takes.
fn eights(len: usize) -> usize {
    len.div_ceil(8)
}

/// Bytes of a word from eight times `i` on; of its end the last eight, of a short word all, in an order of their own.
#[inline]
fn eight(text: &[u8], i: usize) -> u64 {
    let long = |at: usize| text.get(at..at + 8).and_then(|b| b.try_into().ok()).map_or(0, u64::from_le_bytes);
    let half = |at: usize| text.get(at..at + 4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_le_bytes);
    match text.len() {
        len if len >= 8 => long((8 * i).min(len - 8)),
        len if len >= 4 => u64::from(half(0)) | u64::from(half(len - 4)) << 32,
        _ => text.iter().fold(0, |all, byte| all << 8 | u64::from(*byte)),
    }
}

impl Default for Vocabulary {
    fn default() -> Self {
        Self { slots: vec![0; SLOTS], records: Vec::new(), words: 0, entries: 0 }
    }
}

impl Vocabulary {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words as usize
    }

    /// Notes that `word`, a form for matching, stands in `sentence`: its number and hash, where it is the first time.
    /// Sentences are numbered from 1.
    pub fn note(&mut self, word: &str, sentence: u32) -> Option<(u32, u64)> {
        let at = self.place(Key::of(word));
        self.noted(at, sentence)
    }

    /// The same for a spelling that has been seen, whatever its form for matching, by its hash; `Err` where it has not.
    pub fn note_seen(&mut self, spelling: &str, hash: u64, sentence: u32) -> Result<Option<(u32, u64)>, ()> {
        match self.find(Key { text: spelling.as_bytes(), hash }).0 {
            Some(at) => Ok(self.noted(at, sentence)),
            None => Err(()),
        }
    }

    /// Looks where the words of these hashes are, all at once, so that they are near when they are noted: the places do not
    /// depend on each other, and the memory serves many at a time.
    pub fn fetch(&self, hashes: &[u64], places: &mut Vec<u64>) -> u64 {
        places.clear();
        places.extend(hashes.iter().map(|hash| self.slots[self.first_slot(hash >> 32)]));
        let record = |held: &u64| self.records.get((held & 0xFFFF_FFFF) as usize + 1).copied().unwrap_or_default();
        places.iter().map(record).fold(0, |all, record| all ^ record)
    }

    /// Lets `spelling` stand for `word`.
    pub fn learn(&mut self, spelling: &str, word: &str) {
        let target = self.place(Key::of(word));
        let key = Key::of(spelling);
        if let (None, slot) = self.find(key) {
            self.insert(key, slot, SPELLING, target as u64);
        }
    }

    fn noted(&mut self, at: usize, sentence: u32) -> Option<(u32, u64)> {
        let at = if self.records[at] >> 32 == SPELLING { self.records[at + 1] as usize } else { at };
        let (last, count) = (self.records[at + 2] >> 32, self.records[at + 2] & 0xFFFF_FFFF);
        if last == u64::from(sentence) {
            return None;
        }
        self.records[at + 2] = u64::from(sentence) << 32 | (count + 1);
        Some(((self.records[at] >> 32) as u32, self.records[at + 1]))
    }

    /// The record of a word, made where there is none.
    fn place(&mut self, key: Key<'_>) -> usize {
        match self.find(key) {
            (Some(at), _) => at,
            (None, slot) => {
                self.words += 1;
                self.insert(key, slot, u64::from(self.words - 1), key.hash)
            }
        }
    }

    fn insert(&mut self, key: Key<'_>, slot: usize, number: u64, second: u64) -> usize {
        let at = self.records.len();
        self.records.extend([number << 32 | key.text.len() as u64, second, 0]);
        self.records.extend((0..eights(key.text.len())).map(|i| eight(key.text, i)));
        self.slots[slot] = key.hash >> 32 << 32 | (at as u64 + 1);
        self.entries += 1;
        if self.entries * 5 > self.slots.len() * 3 {
            self.grow();
        }
        at
    }

    /// The record of a word, and the slot where it is or would be.
    #[inline]
    fn find(&self, key: Key<'_>) -> (Option<usize>, usize) {
        let mut slot = self.first_slot(key.hash >> 32);
        loop {
            let held = self.slots[slot];
            if held == 0 {
                return (None, slot);
            }
            if held >> 32 == key.hash >> 32 {
                let at = (held & 0xFFFF_FFFF) as usize - 1;
                if self.is(at, key.text) {
                    return (Some(at), slot);
                }
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    fn first_slot(&self, tag: u64) -> usize {
        (tag >> (32 - self.slots.len().ilog2())) as usize
    }

    #[inline]
    fn is(&self, at: usize, text: &[u8]) -> bool {
        let count = eights(text.len());
        let Some(record) = self.records.get(at..at + HEAD + count) else { return false };
        record[0] & 0xFFFF_FFFF == text.len() as u64 && (0..count).all(|i| record[HEAD + i] == eight(text, i))
    }

    fn grow(&mut self) {
        let old = std::mem::take(&mut self.slots);
        self.slots = vec![0; old.len() * 2];
        for held in old.into_iter().filter(|held| *held != 0) {
            let mut slot = self.first_slot(held >> 32);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (self.slots.len() - 1);
            }
            self.slots[slot] = held;
        }
    }

    /// Takes in the words of another vocabulary: for each of its words the number here.
    pub fn merge(&mut self, other: &Self) -> Vec<u32> {
        let mut numbers = Vec::with_capacity(other.len());
        for at in other.places() {
            let len = (other.records[at] & 0xFFFF_FFFF) as usize;
            let (hash, count) = (other.records[at + 1], other.records[at + 2] & 0xFFFF_FFFF);
            let whole = &other.records[at + HEAD..at + HEAD + eights(len)];
            let mut slot = self.first_slot(hash >> 32);
            let here = loop {
                let held = self.slots[slot];
                if held == 0 {
                    let at = self.records.len();
                    self.records.extend([u64::from(self.words) << 32 | len as u64, hash, 0]);
                    self.records.extend(whole);
                    self.slots[slot] = hash >> 32 << 32 | (at as u64 + 1);
                    self.words += 1;
                    self.entries += 1;
                    break at;
                }
                let at = (held & 0xFFFF_FFFF) as usize - 1;
                if held >> 32 == hash >> 32
                    && self.records[at] & 0xFFFF_FFFF == len as u64
                    && self.records.get(at + HEAD..at + HEAD + whole.len()) == Some(whole)
                {
                    break if self.records[at] >> 32 == SPELLING { self.records[at + 1] as usize } else { at };
                }
                slot = (slot + 1) & (self.slots.len() - 1);
            };
            self.records[here + 2] += count;
            numbers.push((self.records[here] >> 32) as u32);
            if self.entries * 5 > self.slots.len() * 3 {
                self.grow();
            }
        }
        numbers
    }

    /// For each word how many sentences it stands in.
    pub fn counts(&self) -> Vec<u32> {
        self.places().map(|at| self.records[at + 2] as u32).collect()
    }

    /// The records of all words, in the order of their numbers.
    fn places(&self) -> impl Iterator<Item = usize> {
        let mut next = 0;
        std::iter::from_fn(move || {
            let at = next;
            let head = *self.records.get(at)?;
            next = at + HEAD + eights((head & 0xFFFF_FFFF) as usize);
            Some((at, head))
        })
        .filter(|(_, head)| head >> 32 != SPELLING)
        .map(|(at, _)| at)
    }
}
