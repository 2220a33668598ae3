//! Which versions of one page there are, and in which order.

use std::collections::BTreeMap;

use crate::edition::print::Print;
use crate::edition::{contained, page};
use crate::model::{Article, ArticleId, Moment, Published};

/// Share of the pairs of words of the shorter that two versions of one story have in common; a page may show another
/// story, which shares some of the commonest.
const KEPT: f64 = 0.25;

/// For each article the next version of its page. Versions are ordered by when they were fetched, else changed, else
/// published, where that is known of all; then by document. One that is cut comes before all that are
/// whole: it takes no place of theirs.
pub fn replaced(
    articles: &[Article],
    prints: &[Print],
    published: &[Published],
    stamps: &[[Option<Moment>; 2]],
) -> Vec<Option<ArticleId>> {
    let mut pages: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, article) in articles.iter().enumerate() {
        if let Some(page) = page(article) {
            pages.entry(page).or_default().push(at);
        }
    }
    let mut by = vec![None; articles.len()];
    for mut versions in pages.into_values().filter(|v| v.len() > 1) {
        let fetched = |i: &usize| stamps[*i][0];
        let changed = |i: &usize| stamps[*i][1].or(published[*i].at);
        let known = |of: &dyn Fn(&usize) -> Option<Moment>| versions.iter().all(|i| of(i).is_some());
        let (by_fetch, by_change) = (known(&fetched), known(&changed));
        let time = |i: &usize| (fetched(i).filter(|_| by_fetch), changed(i).filter(|_| by_change));
        versions.sort_by_key(|i| (!articles[*i].cut, time(i), &articles[*i].document));
        for pair in versions.windows(2) {
            if let [a, b] = pair
                && one_story(&prints[*a], &prints[*b])
            {
                by[*a] = Some(ArticleId::at(*b));
            }
        }
    }
    by
}

fn one_story(a: &Print, b: &Print) -> bool {
    let (mut few, mut many) = (a.pairs(), b.pairs());
    if few.len() > many.len() {
        std::mem::swap(&mut few, &mut many);
    }
    contained(&few, &many) >= KEPT
}
