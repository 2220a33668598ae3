//! The words of a story as numbers: what one reading of it has in common with another.

use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::fold::{TokenKind, folded, tokens};
use crate::model::{Article, Sentence, SentenceKind};

/// Words of a run.
const RUN: usize = 5;

/// The story of one article.
#[derive(Debug, Default)]
pub struct Print {
    /// Its sentences in order.
    pub sentences: Vec<Line>,
}

/// One sentence: its words and figures, signs left out.
#[derive(Debug)]
pub struct Line {
    /// All of it.
    pub whole: u64,
    /// Word by word.
    pub words: Vec<u64>,
}

/// The stories of all articles, in their order. Headlines are no part of them: every outlet writes its own.
pub fn prints(articles: &[Article], sentences: &[Sentence]) -> Vec<Print> {
    let mut prints: Vec<Print> = articles.iter().map(|_| Print::default()).collect();
    let own: Vec<&[Sentence]> = sentences.chunk_by(|a, b| a.article == b.article).collect();
    let told: Vec<(usize, Print)> = own
        .par_iter()
        .filter_map(|own| {
            let at = own.first()?.article.index();
            let text = articles.get(at)?.text.as_str();
            let story = own.iter().filter(|s| s.kind == SentenceKind::Body);
            Some((at, Print { sentences: story.filter_map(|s| line(s.span.of(text))).collect() }))
        })
        .collect();
    told.into_iter().for_each(|(at, print)| prints[at] = print);
    prints
}

fn line(text: &str) -> Option<Line> {
    let text = folded(text);
    let words: Vec<u64> =
        tokens(&text).into_iter().filter(|t| t.kind != TokenKind::Sign).map(|t| hash(t.of(&text))).collect();
    (!words.is_empty()).then(|| Line { whole: hash(&words), words })
}

/// The same number in every run.
pub fn hash(of: impl Hash) -> u64 {
    let mut hasher = FxHasher::default();
    of.hash(&mut hasher);
    hasher.finish()
}

impl Print {
    /// Its sentences, sorted, each once.
    pub fn lines(&self) -> Vec<u64> {
        distinct(self.sentences.iter().map(|l| l.whole).collect())
    }

    /// Its pairs of words, sorted, each once.
    pub fn pairs(&self) -> Vec<u64> {
        self.windows(2)
    }

    /// Its runs of words, sorted, each once.
    pub fn runs(&self) -> Vec<u64> {
        self.windows(RUN)
    }

    fn windows(&self, size: usize) -> Vec<u64> {
        let words: Vec<u64> = self.words().collect();
        distinct(words.windows(size).map(hash).collect())
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.sentences.iter().map(|l| l.words.len()).sum()
    }

    fn words(&self) -> impl Iterator<Item = u64> + '_ {
        self.sentences.iter().flat_map(|l| l.words.iter().copied())
    }
}

/// Sorted, each once.
pub fn distinct(mut list: Vec<u64>) -> Vec<u64> {
    list.sort_unstable();
    list.dedup();
    list
}
