//! `gormil pairs` by stage and whole, at three sizes. Sentences are drawn from words that are spread as those of a
//! language are; one in seven is an earlier one with some words changed.
#![allow(missing_docs, clippy::unwrap_used)]

use std::io::sink;
use std::path::PathBuf;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use gormil::fold::pieces;
use gormil::pairs::pairs;
use gormil::ruleset::{RuleSet, languages};
use gormil::similar::join::{Measure, Sets, join};
use gormil::split::units_by_letters;

/// Articles, of twelve sentences each.
const SIZES: [usize; 3] = [800, 8_000, 20_000];
const SENTENCES: usize = 12;
const WORDS: usize = 16;
const VOCABULARY: usize = 200_000;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| languages(None).unwrap());

fn main() {
    divan::main();
}

/// Numbers that look random and are the same in every run. Source: Knuth, MMIX.
struct Counter(u64);

impl Counter {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    /// A word's rank: about as likely for each doubling, as in Zipf's law.
    fn rank(&mut self) -> usize {
        let doublings = self.below(VOCABULARY.ilog2() as usize);
        (1 << doublings) + self.below(1 << doublings)
    }
}

/// Ranks of the words of all sentences.
fn drawn(articles: usize) -> Vec<Vec<usize>> {
    let mut counter = Counter(7);
    let mut out: Vec<Vec<usize>> = Vec::new();
    for at in 0..articles * SENTENCES {
        let mut words: Vec<usize> = (0..WORDS - 4 + counter.below(9)).map(|_| counter.rank()).collect();
        if at > 0 && counter.below(7) == 0 {
            words.clone_from(&out[counter.below(at)]);
            for _ in 0..counter.below(4) {
                let place = counter.below(words.len());
                words[place] = counter.rank();
            }
        }
        out.push(words);
    }
    out
}

/// A word in Bengali letters for a rank.
fn word(mut rank: usize) -> String {
    let mut out = String::new();
    while rank > 0 {
        out.extend(char::from_u32(0x0995 + (rank % 15) as u32));
        out.push('\u{09BE}');
        rank /= 15;
    }
    out
}

fn texts(articles: usize) -> Vec<String> {
    let sentence = |ranks: &Vec<usize>| ranks.iter().map(|r| word(*r)).collect::<Vec<_>>().join(" ") + "\u{0964}";
    drawn(articles).chunks(SENTENCES).map(|c| c.iter().map(sentence).collect::<Vec<_>>().join(" ")).collect()
}

fn size(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

#[divan::bench(args = SIZES)]
fn a_split(bencher: Bencher<'_, '_>, articles: usize) {
    let texts = texts(articles);
    bencher.counter(size(&texts)).bench_local(|| {
        let mut spans = Vec::new();
        texts.iter().for_each(|text| units_by_letters(text, &RULES, &mut spans));
        spans
    });
}

#[divan::bench(args = SIZES)]
fn b_words(bencher: Bencher<'_, '_>, articles: usize) {
    let texts = texts(articles);
    bencher.counter(size(&texts)).bench_local(|| {
        let mut bytes = 0;
        texts.iter().for_each(|text| pieces(text, |piece| bytes += piece.text.len()));
        bytes
    });
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn c_join(bencher: Bencher<'_, '_>, articles: usize) {
    let mut rows = drawn(articles);
    let mut held = vec![0u32; 2 * VOCABULARY];
    for row in &mut rows {
        row.sort_unstable();
        row.dedup();
        row.iter().for_each(|word| held[*word] += 1);
    }
    rows.sort();
    rows.dedup();
    let mut order: Vec<usize> = (0..held.len()).collect();
    order.sort_by_key(|word| held[*word]);
    let mut numbers = vec![0u32; held.len()];
    order.iter().zip(0..).for_each(|(word, number)| numbers[*word] = number);
    let holders: Vec<u32> = order.iter().map(|word| held[*word]).collect();
    rows.sort_by_key(Vec::len);
    let (mut starts, mut tokens) = (vec![0], Vec::new());
    for row in &rows {
        let mut own: Vec<u32> = row.iter().map(|word| numbers[*word]).collect();
        own.sort_unstable();
        tokens.extend(own);
        starts.push(tokens.len());
    }
    let masses = rows.iter().map(|row| row.len() as u64).collect();
    let weights = vec![1; holders.len()];
    let sets = Sets::new(starts, tokens, masses, holders, weights);
    bencher.counter(ItemsCount::new(sets.len())).bench_local(|| join(&sets, Measure::Jaccard, 0.5));
}

#[divan::bench(args = SIZES, sample_count = 10)]
fn d_all(bencher: Bencher<'_, '_>, articles: usize) {
    let texts = texts(articles);
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("news.jsonl");
    let line =
        |(id, text): (usize, &String)| serde_json::json!({ "id": id.to_string(), "text": text }).to_string() + "\n";
    std::fs::write(&path, texts.iter().enumerate().map(line).collect::<String>()).unwrap();
    let inputs = [path];
    bencher.counter(size(&texts)).bench_local(|| pairs(&inputs, &RULES, Measure::Jaccard, 0.5, &mut sink()).unwrap());
}
