//! Which sentences of different articles are alike, their figures and dates left out.
//!
//! Candidates come from an inverted index over terms and the terms spelled like them, so that no pair over
//! the threshold is lost; there is never a matrix of all pairs.

mod block;
pub mod join;
mod score;
mod spelling;

use rayon::prelude::*;

use crate::model::{Bag, Edition, Pair, Sentence, SentenceId, Vocabulary};
use crate::ruleset::{Compare, RuleSet};
use crate::similar::block::Index;
use crate::similar::score::Weighted;

/// How rare each term is, and which are spelled alike, in one script or across scripts.
#[must_use]
pub fn vocabulary(bags: &[Bag], terms: &[String], rules: &RuleSet) -> Vocabulary {
    let kin = rules.compare.weights.as_ref().map(|w| spelling::kin(terms, w.same_word, w.same_sound, rules));
    Vocabulary { rarity: score::rarity(bags, terms.len()), kin: kin.unwrap_or_default() }
}

/// Pairs of sentences of different articles, earlier versions of a page left out, whose soft TF-IDF is at least the least that any rule asks for
/// (`weights.alike_least`), each once, sorted. Two words count as one by their likeness where it is at least
/// `weights.same_word` (Jaro-Winkler). Source of the measure: docs/sources.md#soft-tf-idf.
#[must_use]
pub fn pairs(
    sentences: &[Sentence],
    bags: &[Bag],
    editions: &[Edition],
    vocabulary: &Vocabulary,
    compare: &Compare,
) -> Vec<Pair> {
    let Some(weights) = compare.weights.as_ref() else { return Vec::new() };
    let least = weights.alike_least;
    let alike = &vocabulary.kin;
    let mut weighted = Weighted::of(bags, &vocabulary.rarity);
    for (row, sentence) in weighted.rows.iter_mut().zip(sentences) {
        if editions.get(sentence.article.index()).is_some_and(|e| e.replaced_by.is_some()) {
            row.clear();
        }
    }
    let index = Index::of(&weighted, vocabulary.rarity.len());
    let mut pairs: Vec<Pair> = (0..sentences.len())
        .into_par_iter()
        .map_init(
            || block::Scratch::new(sentences.len()),
            |scratch, left| {
                let mut found = Vec::new();
                for right in index.candidates(&weighted, alike, left, least, scratch) {
                    if sentences[left].article == sentences[right].article {
                        continue;
                    }
                    let score = score::soft(&weighted, alike, left, right);
                    if score >= least {
                        found.push(Pair { left: id(left), right: id(right), score });
                    }
                }
                found
            },
        )
        .flatten_iter()
        .collect();
    pairs.sort_unstable_by_key(|p| (p.left, p.right));
    pairs
}

fn id(i: usize) -> SentenceId {
    SentenceId(u32::try_from(i).unwrap_or(u32::MAX))
}
