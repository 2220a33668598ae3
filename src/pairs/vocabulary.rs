//! The words of a corpus, numbered.

use rustc_hash::FxHashMap;

use crate::fold::Piece;
use crate::pairs::key::{Key, NO_WORD};

/// Words by number, with the number of sentences that each stands in. Open addressing in the order of the hashes: a word
/// costs one place in memory, and two vocabularies are merged as two sorted lists are.
#[derive(Debug)]
pub struct Vocabulary {
    entries: Vec<Entry>,
    /// Entries that are not free.
    taken: usize,
    /// Of eight entries how many may be taken.
    full: usize,
    words: u32,
    /// For each spelling that is not its word's form for matching this form.
    forms: Vec<Key>,
    /// Spellings that a key has no room for, by number.
    long: Vec<String>,
    numbers: FxHashMap<String, u32>,
}

/// Two of them fill a line of the cache.
#[derive(Clone, Copy, Debug)]
#[repr(C, align(32))]
struct Entry {
    /// `NO_WORD` where the entry is free.
    key: Key,
    /// The number of the word, or `SPELLING`.
    number: u32,
    /// The last sentence it stood in; of a spelling the place of its form.
    last: u32,
    /// Sentences it stands in.
    count: u32,
}

const FREE: Entry = Entry { key: NO_WORD, number: 0, last: 0, count: 0 };
/// In place of a number: another spelling of a word.
const SPELLING: u32 = u32::MAX;
const ENTRIES: usize = 1 << 14;

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            entries: vec![FREE; ENTRIES],
            taken: 0,
            full: 4,
            words: 0,
            forms: Vec::new(),
            long: Vec::new(),
            numbers: FxHashMap::default(),
        }
    }
}

impl Vocabulary {
    /// How many words there are.
    pub fn len(&self) -> usize {
        self.words as usize
    }

    /// The key of a spelling.
    #[inline]
    pub fn key(&mut self, piece: Piece<'_>) -> Key {
        Key::packed(piece).unwrap_or_else(|| self.long(piece.text, piece.odd))
    }

    fn long(&mut self, text: &str, odd: bool) -> Key {
        let number = self.numbers.get(text).copied().unwrap_or_else(|| {
            let number = u32::try_from(self.long.len()).unwrap_or(u32::MAX);
            self.long.push(text.to_owned());
            self.numbers.insert(text.to_owned(), number);
            number
        });
        Key::long(number, odd)
    }

    /// Puts the spelling of a key into `text`.
    pub fn spell(&self, key: Key, text: &mut String) {
        match key.as_long() {
            Some(number) => text.clone_from(&self.long[number as usize]),
            None => key.unpack(text),
        }
    }

    /// Looks where the words of these hashes are, all at once, so that they are near when they are noted: the places do not
    /// depend on each other, and the memory serves many at a time.
    pub fn fetch(&self, hashes: &[u64]) -> u32 {
        let held = |hash: &u64| self.entries.get(self.first(*hash)).map_or(0, |entry| entry.count);
        hashes.iter().map(held).fold(0, |all, held| all ^ held)
    }

    /// Notes that a spelling stands in `sentence`: its word's number and hash, where the word stands there the first time.
    /// `Err` where a spelling has not been seen that may have another form. Sentences are numbered from 1.
    #[inline]
    pub fn note(&mut self, key: Key, hash: u64, sentence: u32) -> Result<Option<(u32, u64)>, ()> {
        let (at, hash) = match self.find(key, hash) {
            Ok(at) if self.entries[at].number == SPELLING => {
                let form = self.forms[self.entries[at].last as usize];
                (self.place(form), form.hash())
            }
            Ok(at) => (at, hash),
            Err(_) if key.is_odd() => return Err(()),
            Err(free) => (self.add(key, free), hash),
        };
        let entry = &mut self.entries[at];
        if entry.last == sentence {
            return Ok(None);
        }
        entry.last = sentence;
        entry.count += 1;
        Ok(Some((entry.number, hash)))
    }

    /// Lets the spelling `odd` stand for the word `form`.
    pub fn learn(&mut self, odd: Key, form: Key) {
        if let Err(free) = self.find(odd, odd.hash()) {
            let last = u32::try_from(self.forms.len()).unwrap_or(u32::MAX);
            self.forms.push(form);
            self.insert(Entry { key: odd, number: SPELLING, last, count: 0 }, free);
        }
    }

    /// The entry of a word, made where there is none.
    fn place(&mut self, key: Key) -> usize {
        self.find(key, key.hash()).unwrap_or_else(|free| self.add(key, free))
    }

    fn add(&mut self, key: Key, free: usize) -> usize {
        self.words += 1;
        self.insert(Entry { key, number: self.words - 1, last: 0, count: 0 }, free)
    }

    fn insert(&mut self, entry: Entry, free: usize) -> usize {
        self.entries[free] = entry;
        self.taken += 1;
        if self.taken * 8 <= self.entries.len() * self.full {
            return free;
        }
        self.grow();
        self.find(entry.key, entry.key.hash()).unwrap_or_else(|at| at)
    }

    /// The entry of a key, or else the free one where it would be.
    #[inline]
    fn find(&self, key: Key, hash: u64) -> Result<usize, usize> {
        let mut at = self.first(hash);
        loop {
            let held = self.entries[at].key;
            if held == key {
                return Ok(at);
            }
            if held == NO_WORD {
                return Err(at);
            }
            at = (at + 1) & (self.entries.len() - 1);
        }
    }

    #[inline]
    fn first(&self, hash: u64) -> usize {
        (hash >> (self.entries.len().leading_zeros() + 1)) as usize
    }

    fn grow(&mut self) {
        let double = vec![FREE; self.entries.len() * 2];
        let old = std::mem::replace(&mut self.entries, double);
        for entry in old.into_iter().filter(|entry| entry.key != NO_WORD) {
            if let Err(free) = self.find(entry.key, entry.key.hash()) {
                self.entries[free] = entry;
            }
        }
    }

    /// Takes in the words of another vocabulary: for each of its words the number here.
    pub fn merge(&mut self, other: &Self) -> Vec<u32> {
        // what is looked up once may be looked for a little longer
        self.full = 7;
        let mut numbers = vec![0; other.len()];
        for entry in other.words() {
            let key = match entry.key.as_long() {
                Some(long) => self.long(&other.long[long as usize], false),
                None => entry.key,
            };
            let at = self.place(key);
            self.entries[at].count += entry.count;
            numbers[entry.number as usize] = self.entries[at].number;
        }
        numbers
    }

    /// For each word how many sentences it stands in.
    pub fn counts(&self) -> Vec<u32> {
        let mut counts = vec![0; self.len()];
        self.words().for_each(|entry| counts[entry.number as usize] = entry.count);
        counts
    }

    /// The entries of all words.
    fn words(&self) -> impl Iterator<Item = &Entry> {
        self.entries.iter().filter(|entry| entry.key != NO_WORD && entry.number != SPELLING)
    }
}
