//! Which outlets print one text: what an agency sent, what one took from the other.

use std::cmp::Reverse;

use crate::edition::contained;
use crate::edition::index::Index;
use crate::edition::print::Print;
use crate::model::{Article, ArticleId};

/// Share of the runs of words of the shorter that stand in the longer.
const COPIED: f64 = 0.8;
/// Fewest sentences and words of a text: shorter ones may be alike by chance.
const FEWEST: (usize, usize) = (2, 20);
/// How many times as long a text may be as one that is cut from it; what is longer still is a digest of several.
const LONGER: usize = 4;
/// One run in so many is looked up.
const LOOKED_UP: u64 = 4;

/// For each article the one that stands for its text. The longest of those that print one text stands for it, and a
/// shorter one is held against such only: the cost grows with the words and not with the copies.
pub fn texts(articles: &[Article], prints: &[Print]) -> Vec<ArticleId> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|i| (Reverse(prints[*i].len()), &articles[*i].document));
    let mut texts: Vec<ArticleId> = (0..articles.len()).map(ArticleId::at).collect();
    let mut index = Index::default();
    for i in order {
        let print = &prints[i];
        if print.sentences.len() < FEWEST.0 || print.len() < FEWEST.1 {
            continue;
        }
        let runs = print.runs();
        let keys: Vec<u64> = runs.iter().copied().filter(|run| run % LOOKED_UP == 0).collect();
        let copied = |j: usize| {
            let near = prints[j].len() <= print.len().saturating_mul(LONGER);
            let share = if near { contained(&runs, &prints[j].runs()) } else { 0.0 };
            (share >= COPIED).then_some((j, share))
        };
        let found = index.nearest(&keys).into_iter().filter_map(copied);
        // of equal ones the first: that is the one that shares more of what was looked up
        match found.reduce(|best, next| if next.1 > best.1 { next } else { best }) {
            Some((j, _)) => texts[i] = ArticleId::at(j),
            None => index.add(i, &keys),
        }
    }
    texts
}
