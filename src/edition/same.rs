//! Which articles of the input are one article, read twice.

use std::cmp::Reverse;

use crate::edition::index::Index;
use crate::edition::print::{Line, Print, distinct, hash};
use crate::edition::{contained, page, share};
use crate::model::{Article, ArticleId, Text};

/// Share of the sentences that two programs find alike in one page.
const ALIKE: f64 = 0.8;
/// Fewest sentences that tell an article where they are not all the same.
const FEWEST: usize = 3;
/// Share of the words that a sentence keeps when it is changed.
const CHANGED: f64 = 0.6;
/// Most sentences of a reading that the other may lack.
const ODD: usize = 64;

/// For each article the one that stands for it, where it is the same as another that tells more of itself.
pub fn same(articles: &[Article], texts: &[Text], prints: &[Print]) -> Vec<Option<ArticleId>> {
    let mut order: Vec<usize> = (0..articles.len()).collect();
    order.sort_by_key(|i| (Reverse(told(&articles[*i], &prints[*i])), &articles[*i].document));
    let mut same = vec![None; articles.len()];
    let mut index = Index::default();
    for i in order {
        let keys = keys(&articles[i], &texts[i], &prints[i]);
        let one = |j: &usize| is_one([&articles[i], &articles[*j]], [&prints[i], &prints[*j]], texts, [i, *j]);
        match index.nearest(&keys).into_iter().find(one) {
            Some(j) => same[i] = Some(ArticleId::at(j)),
            None => index.add(i, &keys),
        }
    }
    same
}

/// How much an article tells of itself: whether it is whole, its fields, how exact its date is, its length.
fn told(article: &Article, print: &Print) -> (bool, usize, usize, usize) {
    let site = |name: &String| article.canonical_url.as_ref().is_some_and(|url| url.contains(name.as_str()));
    let named = article.outlet.as_ref().is_some_and(|name| !site(name));
    let fields = [&article.url, &article.published, &article.title, &article.modified];
    let filled = fields.iter().filter(|f| f.is_some()).count() + usize::from(named);
    (!article.cut, filled, article.published.as_ref().map_or(0, String::len), print.sentences.len())
}

/// Its sentences as those of its outlet, and as those of its page.
fn keys(article: &Article, text: &Text, print: &Print) -> Vec<u64> {
    let lines = print.lines();
    let of_page = page(article).map(|page| lines.iter().map(move |l| hash((true, page, l))));
    let of_outlet = lines.iter().map(|l| hash((false, text.outlet.as_str(), l)));
    distinct(of_outlet.chain(of_page.into_iter().flatten()).collect())
}

/// Whether two articles of one page or of one outlet are one. What one program reads differently at one address was
/// changed there; two programs may leave out different lines of one page, as long as no sentence is told anew.
fn is_one(articles: [&Article; 2], prints: [&Print; 2], texts: &[Text], at: [usize; 2]) -> bool {
    let pages = articles.map(page);
    let one_page = pages[0].is_some() && pages[0] == pages[1];
    let lines = prints.map(Print::lines);
    if lines[0].is_empty() || (!one_page && texts[at[0]].outlet != texts[at[1]].outlet) {
        return false;
    }
    if lines[0] == lines[1] {
        return true;
    }
    let one_program = articles[0].reader == articles[1].reader && articles[0].dialect == articles[1].dialect;
    let two_pages = !one_page && pages[0].is_some() && pages[1].is_some();
    if two_pages || (one_page && one_program) {
        return false;
    }
    let shares = [contained(&lines[0], &lines[1]), contained(&lines[1], &lines[0])];
    let share = if one_page { shares[0].max(shares[1]) } else { shares[0].min(shares[1]) };
    let fewest = lines[0].len().min(lines[1].len());
    share >= ALIKE && fewest >= FEWEST && !changed(prints, &lines)
}

/// Whether a sentence that only one of them holds is one of the other with other words.
fn changed(prints: [&Print; 2], lines: &[Vec<u64>; 2]) -> bool {
    let odd = |one: usize, other: usize| -> Vec<&Line> {
        prints[one].sentences.iter().filter(|l| lines[other].binary_search(&l.whole).is_err()).take(ODD + 1).collect()
    };
    let (left, right) = (odd(0, 1), odd(1, 0));
    left.len().min(right.len()) > ODD || left.iter().any(|a| right.iter().any(|b| reworded(a, b)))
}

fn reworded(a: &Line, b: &Line) -> bool {
    let (x, y) = (distinct(a.words.clone()), distinct(b.words.clone()));
    let shared = x.iter().filter(|w| y.binary_search(w).is_ok()).count();
    let each = shared < x.len() && shared < y.len();
    each && share(shared, x.len().min(y.len())) >= CHANGED
}
