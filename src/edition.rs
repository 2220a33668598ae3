//! One article, one version, one text: what of the input is the same article read twice, which version of a page
//! stands, and which outlets print one text.
//!
//! Articles are told by their words as folded, without their signs; nothing is held against all others: an index over
//! sentences or runs of words names the few that may be the same.

mod copies;
mod index;
mod print;
mod same;
mod versions;

use crate::edition::print::Print;
use crate::model::{Article, ArticleId, Edition, Moment, Published, Sentence, SentenceId, Skipped, Text};

/// What is left of a batch in which every article stands once.
#[derive(Debug)]
pub struct Once {
    /// Articles, in the order in which they came.
    pub articles: Vec<Article>,
    /// Their lines.
    pub texts: Vec<Text>,
    /// Their sentences, numbered anew.
    pub sentences: Vec<Sentence>,
    /// A note for every article that was taken out.
    pub notes: Vec<Skipped>,
    prints: Vec<Print>,
}

/// Takes out articles that were read more than once, by two programs or from two spellings of one address, and those in a
/// language that no rule knows. Of what was read twice the richest stays and gets what it lacks from the others; every
/// other one is a note. Ids of what stays are made anew.
#[must_use]
pub fn once(articles: Vec<Article>, texts: Vec<Text>, sentences: Vec<Sentence>) -> Once {
    let prints = print::prints(&articles, &sentences);
    let same = same::same(&articles, &texts, &prints);
    let left_out = |at: usize| same[at].is_some() || texts[at].foreign;
    if !(0..articles.len()).any(left_out) {
        return Once { articles, texts, sentences, notes: Vec::new(), prints };
    }
    let mut notes = Vec::new();
    let mut articles = articles;
    for (at, other) in same.iter().enumerate() {
        if let Some(other) = other {
            let left = articles[at].clone();
            complete(&mut articles[other.index()], &left);
            notes
                .push(note(&left, format!("the same article as {}: it counts once", articles[other.index()].document)));
        } else if texts[at].foreign {
            notes.push(foreign(&articles[at]));
        }
    }
    let mut ids: Vec<Option<ArticleId>> = Vec::with_capacity(same.len());
    let mut next = 0;
    for stays in (0..same.len()).map(|at| !left_out(at)) {
        ids.push(stays.then_some(ArticleId(next)));
        next += u32::from(stays);
    }
    let told = sentences.into_iter().filter_map(|s| Some(Sentence { article: ids[s.article.index()]?, ..s }));
    let sentences = (0..).zip(told).map(|(id, s)| Sentence { id: SentenceId(id), ..s }).collect();
    let (articles, texts) = (kept(articles, &ids), kept(texts, &ids));
    Once { articles, texts, sentences, notes, prints: kept(prints, &ids) }
}

/// The items that still have an id.
fn kept<T>(all: Vec<T>, ids: &[Option<ArticleId>]) -> Vec<T> {
    all.into_iter().zip(ids).filter(|(_, id)| id.is_some()).map(|(item, _)| item).collect()
}

/// The version and the text of each article; a note for each version that was replaced. `fetched` and `modified` are
/// the stamps of each article as read.
#[must_use]
pub fn editions(once: &Once, published: &[Published], stamps: &[[Option<Moment>; 2]]) -> (Vec<Edition>, Vec<Skipped>) {
    let Once { articles, prints, .. } = once;
    let replaced = versions::replaced(articles, prints, published, stamps);
    let texts = copies::texts(articles, prints);
    let editions: Vec<Edition> =
        replaced.iter().zip(texts).map(|(by, text)| Edition { replaced_by: *by, text }).collect();
    let told =
        articles.iter().zip(&editions).filter_map(|(article, e)| Some((article, &articles[e.replaced_by?.index()])));
    let notes = told
        .map(|(article, by)| {
            note(article, format!("an earlier version of {}: held against that one only", by.document))
        })
        .collect();
    (editions, notes)
}

/// What the format tells of one article and not of the other, which is the same.
fn complete(article: &mut Article, other: &Article) {
    if article.published.is_none() {
        article.published.clone_from(&other.published);
        article.published_by.clone_from(&other.published_by);
    }
    if article.url.is_none() {
        article.url.clone_from(&other.url);
        article.canonical_url.clone_from(&other.canonical_url);
    }
    for (mine, theirs) in [(&mut article.modified, &other.modified), (&mut article.fetched, &other.fetched)] {
        if mine.is_none() {
            mine.clone_from(theirs);
        }
    }
}

fn note(article: &Article, problem: String) -> Skipped {
    let help = "nothing, if this is what you meant to give".to_owned();
    Skipped { document: article.document.clone(), line: None, problem, help, refused: false }
}

fn foreign(article: &Article) -> Skipped {
    Skipped {
        document: article.document.clone(),
        line: None,
        problem: "written in a language that no rule knows: left out".to_owned(),
        help: "take it out of the input, or add the language: docs/rules.md, Languages".to_owned(),
        refused: false,
    }
}

/// The address that two readings of one page share: without scheme and `www.`. The front page of a site is none: it
/// shows another story every hour.
fn page(article: &Article) -> Option<&str> {
    let (_, rest) = article.canonical_url.as_deref()?.split_once("://")?;
    let rest = rest.strip_prefix("www.").unwrap_or(rest);
    let (_, behind) = rest.split_once(['/', '?'])?;
    (!behind.is_empty()).then_some(rest)
}

/// The share of the items of sorted `few` that sorted `many` holds too; each item counts once.
fn contained(few: &[u64], many: &[u64]) -> f64 {
    let shared = few.iter().filter(|x| many.binary_search(x).is_ok()).count();
    share(shared, few.len())
}

#[allow(clippy::cast_precision_loss, reason = "a share of words")]
fn share(n: usize, all: usize) -> f64 {
    if all == 0 { 0.0 } else { n as f64 / all as f64 }
}
