//! From articles to the words of their sentences, in numbers.

use std::borrow::Cow;
use std::ops::Range;

use serde::Deserialize;

use crate::fold::{Piece, pieces};
use crate::model::{Article, RawSpan, Skipped};
use crate::pairs::key::Key;
use crate::pairs::vocabulary::Vocabulary;
use crate::read;
use crate::ruleset::RuleSet;
use crate::split;

/// What one thread has read.
#[derive(Default)]
pub struct Reader {
    pub vocabulary: Vocabulary,
    pub batches: Vec<Batch>,
    /// Sentences so far.
    sentences: u32,
    scratch: Scratch,
}

/// What is needed for one article, kept for the next.
#[derive(Default)]
struct Scratch {
    spans: Vec<RawSpan>,
    keys: Vec<Key>,
    hashes: Vec<u64>,
    /// For each sentence how many keys there are up to its end.
    ends: Vec<usize>,
    /// A spelling that was not seen before, and the last word of its form for matching.
    spelling: String,
    word: String,
}

/// Articles that were read in one go.
#[derive(Debug, Default)]
pub struct Batch {
    /// Place of the batch among all.
    pub number: usize,
    /// What each article is called, and how many sentences it has.
    pub articles: Vec<(String, u32)>,
    /// For each sentence how many different words it has.
    pub sizes: Vec<u32>,
    /// For each sentence a hash of these words, whatever their order.
    pub hashes: Vec<u64>,
    /// The words of all sentences, by their number with the reader.
    pub words: Vec<u32>,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
}

/// An article on a line, as most programs write it.
#[derive(Deserialize)]
struct Record<'l> {
    #[serde(borrow, default)]
    id: Cow<'l, str>,
    #[serde(borrow, default)]
    title: Cow<'l, str>,
    #[serde(borrow)]
    text: Cow<'l, str>,
}

impl Reader {
    /// Reads the articles on lines of JSON.
    pub fn lines(&mut self, number: usize, bytes: &[u8], file: &str, first_line: u32, rules: &RuleSet) {
        let mut batch = Batch { number, ..Batch::default() };
        // about what most scripts need, and more than enough where a letter takes several bytes
        batch.words.reserve(bytes.len() / 12);
        batch.sizes.reserve(bytes.len() / 160);
        batch.hashes.reserve(bytes.len() / 160);
        let bytes = if first_line == 1 { bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes) } else { bytes };
        // what is known to be UTF-8 need not be looked through for it again, field by field
        let whole = simdutf8::basic::from_utf8(bytes).ok();
        let mut start = 0;
        for (number, line) in (first_line..).zip(lines(bytes)) {
            let text = whole.and_then(|text| text.get(start..start + line.len()));
            start += line.len() + 1;
            if line.trim_ascii().is_empty() {
                continue;
            }
            let record = match text {
                Some(text) => serde_json::from_str::<Record<'_>>(text).ok(),
                None => serde_json::from_slice(line).ok(),
            };
            match record.filter(|r| is_plain(r, rules)) {
                Some(record) => self.article(record.id.into_owned(), &record.title, &record.text, rules, &mut batch),
                None => match read::line(line, file, number, rules) {
                    Ok((article, key)) => self.whole(key, &article, rules, &mut batch),
                    Err(skipped) => batch.skipped.push(skipped),
                },
            }
        }
        self.keep(batch);
    }

    /// Reads articles that are in memory, each with its document as its name.
    pub fn articles(&mut self, number: usize, articles: &[Article], rules: &RuleSet) {
        let mut batch = Batch { number, ..Batch::default() };
        for article in articles {
            self.whole(article.document.clone(), article, rules, &mut batch);
        }
        self.keep(batch);
    }

    fn whole(&mut self, name: String, article: &Article, rules: &RuleSet, batch: &mut Batch) {
        self.article(name, article.title.as_deref().unwrap_or_default(), &article.text, rules, batch);
    }

    fn keep(&mut self, mut batch: Batch) {
        batch.words.shrink_to_fit();
        batch.sizes.shrink_to_fit();
        batch.hashes.shrink_to_fit();
        batch.articles.shrink_to_fit();
        self.batches.push(batch);
    }

    fn article(&mut self, name: String, title: &str, text: &str, rules: &RuleSet, batch: &mut Batch) {
        let Scratch { spans, keys, hashes, ends, .. } = &mut self.scratch;
        spans.clear();
        keys.clear();
        hashes.clear();
        ends.clear();
        split::units_by_letters(text, rules, spans);
        // a reader of pages puts the headline first
        let headed = !title.is_empty() && spans.first().is_some_and(|s| s.of(text) == title.trim());
        let own = &spans[usize::from(headed)..];
        for span in own {
            pieces(span.of(text), |piece| {
                keys.push(self.vocabulary.key(piece));
            });
            ends.push(keys.len());
        }
        batch.articles.push((name, u32::try_from(own.len()).unwrap_or(u32::MAX)));
        hashes.extend(keys.iter().map(|key| key.hash()));
        std::hint::black_box(self.vocabulary.fetch(hashes));
        let mut start = 0;
        for i in 0..self.scratch.ends.len() {
            let end = self.scratch.ends[i];
            self.sentence(start..end, batch);
            start = end;
        }
    }

    fn sentence(&mut self, range: Range<usize>, batch: &mut Batch) {
        self.sentences += 1;
        let (sentence, vocabulary) = (self.sentences, &mut self.vocabulary);
        let Scratch { keys, hashes, spelling, word, .. } = &mut self.scratch;
        let (before, mut hash) = (batch.words.len(), 0u64);
        let mut put = |noted: Option<(u32, u64)>| {
            if let Some((word, own)) = noted {
                batch.words.push(word);
                hash = hash.wrapping_add(own);
            }
        };
        for (key, own) in keys[range.clone()].iter().zip(&hashes[range]) {
            if let Ok(noted) = vocabulary.note(*key, *own, sentence) {
                put(noted);
                continue;
            }
            // folds a spelling that was not seen before, and learns it where it is one word
            vocabulary.spell(*key, spelling);
            let mut words = 0;
            Piece::of(spelling, true).words(&mut |form| {
                words += 1;
                word.clear();
                word.push_str(form);
                let form = vocabulary.key(Piece::of(form, false));
                put(vocabulary.note(form, form.hash(), sentence).unwrap_or_default());
            });
            if words == 1 {
                let form = vocabulary.key(Piece::of(word, false));
                vocabulary.learn(*key, form);
            }
        }
        batch.sizes.push(u32::try_from(batch.words.len() - before).unwrap_or(u32::MAX));
        batch.hashes.push(hash);
    }
}

/// Whether nothing about the record has to be told by the rules of its dump.
fn is_plain(record: &Record<'_>, rules: &RuleSet) -> bool {
    let missing = |text: &str| rules.formats.missing(text);
    !missing(&record.id) && !missing(&record.text) && !record.text.contains('\0')
}

/// The lines of a block, without their ends.
fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let ends = memchr::memchr_iter(b'\n', bytes).chain(std::iter::once(bytes.len()));
    ends.scan(0, |start, end| {
        let line = bytes.get(*start..end);
        *start = end + 1;
        line
    })
}
