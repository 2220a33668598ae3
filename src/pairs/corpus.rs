//! All sentences of a run, equal ones found, and the sets of words to be joined.

use rayon::prelude::*;
use rustc_hash::FxHashSet;

use crate::pairs::front::{Batch, Reader};
use crate::similar::join::{Measure, Sets, squared};

/// No sentence.
pub const NONE: u32 = u32::MAX;

/// The sentences of a run, numbered in the order of the input.
#[derive(Debug, Default)]
pub struct Corpus {
    /// What each article is called.
    pub names: Vec<String>,
    /// For each article its first sentence, and behind the last the number of sentences.
    pub firsts: Vec<u32>,
    /// For each sentence the next one with the same words, or `NONE`.
    pub next: Vec<u32>,
    /// For each set of words the first sentence that has them.
    pub heads: Vec<u32>,
}

impl Corpus {
    /// The article of a sentence.
    pub fn article(&self, sentence: u32) -> usize {
        self.firsts.partition_point(|first| *first <= sentence) - 1
    }
}

/// What the threads have read, as one corpus and its sets of words. Sets of one word or more are numbered by mass.
pub fn gather(readers: Vec<Reader>, measure: Measure) -> (Corpus, Sets) {
    let (numbers, holders, batches) = merged(readers);
    let mut corpus = Corpus { firsts: vec![0], ..Corpus::default() };
    let mut words = Words { numbers, batches: Vec::new(), firsts: Vec::new(), starts: vec![0] };
    let (mut hashes, mut sentences) = (Vec::new(), 0u32);
    for (reader, mut batch) in batches {
        words.firsts.push(sentences);
        for (name, count) in std::mem::take(&mut batch.articles) {
            corpus.names.push(name);
            sentences = sentences.saturating_add(count);
            corpus.firsts.push(sentences);
        }
        let mut end = words.starts.last().copied().unwrap_or_default();
        words.starts.extend(batch.sizes.iter().map(|size| {
            end += *size as usize;
            end
        }));
        hashes.append(&mut batch.hashes);
        words.batches.push((reader, batch.words));
    }
    unique(&mut corpus.names);
    let all = u32::try_from(hashes.len()).unwrap_or(u32::MAX);
    let weights: Vec<u32> = match measure {
        Measure::Jaccard => vec![1; holders.len()],
        Measure::Cosine => holders.iter().map(|h| weight(*h, all)).collect(),
    };
    let mut heads = copies(&words, &hashes, &mut corpus.next);
    drop(hashes);
    let mass = |sentence: u32| words.of(sentence).map(|word| u64::from(weights[word as usize])).sum::<u64>();
    let mut masses: Vec<u64> = match measure {
        Measure::Jaccard => heads.par_iter().map(|s| words.len(*s) as u64).collect(),
        Measure::Cosine => heads.par_iter().map(|s| mass(*s)).collect(),
    };
    by_mass(&mut heads, &mut masses);
    let (starts, tokens) = rows(&words, &heads);
    corpus.heads = heads;
    (corpus, Sets::new(starts, tokens, masses, holders, weights))
}

/// Lets no two articles be called the same: the second `x` is `x#2`.
fn unique(names: &mut [String]) {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    if names.iter().all(|name| seen.insert(name)) {
        return;
    }
    let mut taken: FxHashSet<String> = names.iter().cloned().collect();
    let mut first: FxHashSet<String> = FxHashSet::default();
    for name in names {
        if !first.insert(name.clone()) {
            let other = (2u32..).map(|n| format!("{name}#{n}")).find(|other| taken.insert(other.clone()));
            *name = other.unwrap_or_default();
        }
    }
}

/// What a word weighs whose rarity is `ln(1 + n / df)`.
fn weight(holders: u32, sentences: u32) -> u32 {
    squared((1.0 + f64::from(sentences) / f64::from(holders.max(1))).ln())
}

/// What `merged` gives.
type Merged = (Vec<Vec<u32>>, Vec<u32>, Vec<(usize, Batch)>);

/// For each reader the numbers of its words, the rarest first; for each number how many sentences have the word; and the
/// batches in the order of the input, each with its reader.
fn merged(readers: Vec<Reader>) -> Merged {
    let mut batches = Vec::new();
    let mut vocabularies = Vec::new();
    for (number, reader) in readers.into_iter().enumerate() {
        batches.extend(reader.batches.into_iter().map(|batch| (number, batch)));
        vocabularies.push(reader.vocabulary);
    }
    batches.sort_by_key(|(_, batch)| batch.number);
    let mut vocabularies = vocabularies.into_iter();
    let Some(mut whole) = vocabularies.next() else { return (Vec::new(), Vec::new(), batches) };
    let own = u32::try_from(whole.len()).unwrap_or(u32::MAX);
    let mut numbers = vec![(0..own).collect::<Vec<u32>>()];
    numbers.extend(vocabularies.map(|other| whole.merge(&other)));
    let counts = whole.counts();
    drop(whole);
    // as many places for each count as words have it
    let most = counts.iter().max().copied().unwrap_or_default() as usize;
    let mut next = vec![0u32; most + 2];
    counts.iter().for_each(|count| next[*count as usize + 1] += 1);
    for i in 1..next.len() {
        next[i] += next[i - 1];
    }
    let mut holders = vec![0; counts.len()];
    let mut ranks = vec![0; counts.len()];
    for (word, count) in counts.iter().enumerate() {
        let place = &mut next[*count as usize];
        ranks[word] = *place;
        holders[*place as usize] = *count;
        *place += 1;
    }
    numbers.par_iter_mut().flatten().for_each(|number| *number = ranks[*number as usize]);
    (numbers, holders, batches)
}

/// The words of all sentences.
struct Words {
    /// For each reader the numbers of its words.
    numbers: Vec<Vec<u32>>,
    /// The words of each batch, with its reader.
    batches: Vec<(usize, Vec<u32>)>,
    /// The first sentence of each batch.
    firsts: Vec<u32>,
    /// For each sentence where its words begin, counted over all batches.
    starts: Vec<usize>,
}

impl Words {
    fn len(&self, sentence: u32) -> usize {
        self.starts[sentence as usize + 1] - self.starts[sentence as usize]
    }

    /// The words as the reader numbered them, and the reader.
    fn raw(&self, sentence: u32) -> (usize, &[u32]) {
        let batch = self.firsts.partition_point(|first| *first <= sentence) - 1;
        let base = self.starts[self.firsts[batch] as usize];
        let (reader, words) = &self.batches[batch];
        let (start, end) = (self.starts[sentence as usize], self.starts[sentence as usize + 1]);
        (*reader, &words[start - base..end - base])
    }

    /// The numbers of its words, in no order.
    fn of(&self, sentence: u32) -> impl Iterator<Item = u32> {
        let (reader, words) = self.raw(sentence);
        let numbers = &self.numbers[reader];
        words.iter().map(|word| numbers[*word as usize])
    }

    fn equal(&self, a: u32, b: u32) -> bool {
        if self.len(a) != self.len(b) {
            return false;
        }
        if self.raw(a) == self.raw(b) {
            return true;
        }
        let sorted = |sentence| {
            let mut words: Vec<u32> = self.of(sentence).collect();
            words.sort_unstable();
            words
        };
        sorted(a) == sorted(b)
    }
}

/// The first sentence of each set of words, ascending; puts into `next` for each sentence the next one that is equal.
fn copies(words: &Words, hashes: &[u64], next: &mut Vec<u32>) -> Vec<u32> {
    next.resize(hashes.len(), NONE);
    let slots = (hashes.len() * 2).next_power_of_two();
    let mut table = vec![NONE; slots];
    let mut later = vec![false; hashes.len()];
    for sentence in (0..u32::try_from(hashes.len()).unwrap_or(u32::MAX)).rev() {
        let hash = hashes[sentence as usize];
        if words.len(sentence) == 0 {
            later[sentence as usize] = true;
            continue;
        }
        let mut slot = (hash >> 20) as usize & (slots - 1);
        loop {
            let held = table[slot];
            if held == NONE {
                break;
            }
            if hashes[held as usize] == hash && words.equal(held, sentence) {
                next[sentence as usize] = held;
                later[held as usize] = true;
                break;
            }
            slot = (slot + 1) & (slots - 1);
        }
        table[slot] = sentence;
    }
    (0..).zip(&later).filter(|(_, later)| !**later).map(|(sentence, _)| sentence).collect()
}

/// Sorts sentences and their masses by mass; equal ones stay in their order.
fn by_mass(heads: &mut Vec<u32>, masses: &mut Vec<u64>) {
    /// Masses up to which it is quicker to count how many there are of each.
    const COUNTED: u64 = 1 << 16;
    let most = masses.iter().max().copied().unwrap_or_default();
    if most >= COUNTED {
        let mut both: Vec<(u64, u32)> = masses.iter().copied().zip(heads.iter().copied()).collect();
        both.par_sort_unstable();
        *heads = both.iter().map(|(_, head)| *head).collect();
        *masses = both.into_iter().map(|(mass, _)| mass).collect();
        return;
    }
    let mut next = vec![0usize; most as usize + 2];
    masses.iter().for_each(|mass| next[*mass as usize + 1] += 1);
    for i in 1..next.len() {
        next[i] += next[i - 1];
    }
    let mut sorted = vec![0; heads.len()];
    for (head, mass) in heads.iter().zip(masses.iter()) {
        let place = &mut next[*mass as usize];
        sorted[*place] = *head;
        *place += 1;
    }
    *heads = sorted;
    masses.sort_unstable();
}

/// Sets that are filled at once.
const CHUNK: usize = 1 << 13;
/// Sets whose words are fetched at once.
const AHEAD: usize = 32;

/// The words of these sentences, each ascending, and where each begins.
fn rows(words: &Words, heads: &[u32]) -> (Vec<usize>, Vec<u32>) {
    let mut starts = Vec::with_capacity(heads.len() + 1);
    starts.push(0);
    let mut end = 0;
    starts.extend(heads.iter().map(|head| {
        end += words.len(*head);
        end
    }));
    let mut tokens = vec![0; end];
    let mut parts = Vec::new();
    let mut rest = tokens.as_mut_slice();
    for chunk in heads.chunks(CHUNK) {
        let size = chunk.iter().map(|head| words.len(*head)).sum();
        let (part, behind) = rest.split_at_mut(size);
        parts.push((chunk, part));
        rest = behind;
    }
    parts.into_par_iter().for_each(|(chunk, mut part)| {
        // sorted a few at a time, so that the memory serves the words of many sentences at once
        for heads in chunk.chunks(AHEAD) {
            let (rows, behind) = part.split_at_mut(heads.iter().map(|head| words.len(*head)).sum());
            part = behind;
            let all = heads.iter().flat_map(|head| words.of(*head));
            rows.iter_mut().zip(all).for_each(|(place, word)| *place = word);
            let mut rest = rows;
            for head in heads {
                let (row, behind) = rest.split_at_mut(words.len(*head));
                row.sort_unstable();
                rest = behind;
            }
        }
    });
    (starts, tokens)
}
