//! Near-duplicates: pairs of sentences of different articles that share most of the weight of their terms.

use rustc_hash::FxHashMap;

use crate::model::{Bag, Edition, Pair, Sentence, SentenceId, Vocabulary};
use crate::ruleset::Compare;
use crate::similar::join::{Match, Measure, Sets, join, squared};
use crate::similar::score::Rows;

/// Most sentences of the same terms that are paired with others: where more articles print one sentence, these stand for all.
const MOST_COPIES: usize = 64;

/// Pairs of sentences of different articles, earlier versions of a page left out, whose cosine of TF-IDF is at least
/// `weights.alike`, each once, sorted. Time and memory grow with the sentences and the pairs found.
#[must_use]
pub fn pairs(
    sentences: &[Sentence],
    bags: &[Bag],
    editions: &[Edition],
    vocabulary: &Vocabulary,
    compare: &Compare,
) -> Vec<Pair> {
    let Some(weights) = compare.weights.as_ref() else { return Vec::new() };
    let replaced = |s: &Sentence| editions.get(s.article.index()).is_some_and(|e| e.replaced_by.is_some());
    let rows = Rows::of(bags, vocabulary);
    let mut copies: FxHashMap<&[u32], Vec<u32>> = FxHashMap::default();
    for (i, sentence) in (0u32..).zip(sentences) {
        let terms = rows.terms(i as usize);
        if !terms.is_empty() && !replaced(sentence) {
            let same = copies.entry(terms).or_default();
            if same.len() < MOST_COPIES {
                same.push(i);
            }
        }
    }
    let mut copies: Vec<Vec<u32>> = copies.into_values().collect();
    copies.sort_unstable();
    let sets = sets(&rows, &mut copies, vocabulary);
    let mut pairs = Vec::new();
    let mut pair = |a: u32, b: u32, score: f64| {
        let (left, right) = (a.min(b), a.max(b));
        if sentences[left as usize].article != sentences[right as usize].article {
            pairs.push(Pair { left: SentenceId(left), right: SentenceId(right), score });
        }
    };
    for Match { left, right, score } in join(&sets, Measure::Cosine, weights.alike) {
        for a in &copies[left as usize] {
            copies[right as usize].iter().for_each(|b| pair(*a, *b, score));
        }
    }
    for same in &copies {
        for (n, a) in same.iter().enumerate() {
            same[n + 1..].iter().for_each(|b| pair(*a, *b, 1.0));
        }
    }
    pairs.sort_unstable_by_key(|p| (p.left, p.right));
    pairs
}

/// One set of terms for each list of `copies`, which is put in the order of the sets.
fn sets(rows: &Rows, copies: &mut [Vec<u32>], vocabulary: &Vocabulary) -> Sets {
    let first = |same: &[u32]| same.first().map_or(&[][..], |s| rows.terms(*s as usize));
    let mut held = vec![0u32; vocabulary.rarity.len()];
    copies.iter().flat_map(|same| first(same)).for_each(|t| held[*t as usize] += 1);
    let mut order: Vec<u32> = (0u32..).take(held.len()).collect();
    order.sort_by_key(|t| (held[*t as usize], *t));
    let mut rank = vec![0u32; held.len()];
    order.iter().zip(0u32..).for_each(|(t, r)| rank[*t as usize] = r);
    let weights: Vec<u32> = order.iter().map(|t| squared(vocabulary.rarity[*t as usize])).collect();
    let holders: Vec<u32> = order.iter().map(|t| held[*t as usize]).collect();
    let mass = |same: &[u32]| first(same).iter().map(|t| u64::from(weights[rank[*t as usize] as usize])).sum::<u64>();
    copies.sort_by_cached_key(|same| (mass(same), same.first().copied()));
    let (mut starts, mut tokens) = (vec![0], Vec::new());
    for same in copies.iter() {
        let from = tokens.len();
        tokens.extend(first(same).iter().map(|t| rank[*t as usize]));
        tokens[from..].sort_unstable();
        starts.push(tokens.len());
    }
    let masses = copies.iter().map(|same| mass(same)).collect();
    Sets::new(starts, tokens, masses, holders, weights)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ArticleId, RawSpan, SentenceKind};
    use crate::ruleset::Weights;

    fn sentence(article: ArticleId) -> Sentence {
        let (span, kind) = (RawSpan::default(), SentenceKind::Body);
        Sentence { id: SentenceId::default(), article, span, line: 1, kind, language: 0 }
    }

    fn told(rows: &[&[u32]], articles: &[u32]) -> Vec<(u32, u32)> {
        let bag = |row: &&[u32]| Bag { terms: row.iter().zip(0u32..).map(|(t, at)| (*t, at)).collect() };
        let bags: Vec<Bag> = rows.iter().map(bag).collect();
        let sentences: Vec<Sentence> = articles.iter().map(|a| sentence(ArticleId(*a))).collect();
        let vocabulary = Vocabulary { rarity: vec![1.0; 10], kin: vec![Vec::new(); 10], ..Vocabulary::default() };
        let compare = Compare { weights: Some(Weights { alike: 0.5, ..Weights::default() }), ..Compare::default() };
        let found = pairs(&sentences, &bags, &[], &vocabulary, &compare);
        found.iter().map(|p| (p.left.0, p.right.0)).collect()
    }

    #[test]
    fn like_sentences_of_different_articles_are_paired_once() {
        let rows: [&[u32]; 4] = [&[1, 2, 3, 4], &[4, 3, 2, 1], &[1, 2, 7, 8], &[5, 6]];
        assert_eq!(told(&rows, &[0, 1, 2, 3]), [(0, 1), (0, 2), (1, 2)]);
        assert_eq!(told(&rows, &[0, 0, 1, 2]), [(0, 2), (1, 2)]);
        assert_eq!(told(&[&[], &[]], &[0, 1]), []);
    }

    #[test]
    fn a_sentence_that_very_many_print_is_not_paired_with_all() {
        let rows: Vec<&[u32]> = vec![&[1, 2]; 1000];
        let articles: Vec<u32> = (0..1000).collect();
        assert_eq!(told(&rows, &articles).len(), MOST_COPIES * (MOST_COPIES - 1) / 2);
    }
}
