//! Each stage alone, then all, at three sizes: `cargo bench`. Bytes are those of the articles' text.
#![allow(missing_docs)]

mod story;

use divan::Bencher;
use divan::counter::BytesCount;
use gormil::lexis::Reading;
use gormil::model::{Article, Claim, Pair, Published, Scene, Sentence, Tagged, Text};
use gormil::normalise::{self, Batch};
use gormil::ruleset::{RuleSet, shipped};
use gormil::single::{Extracted, extract_text};
use gormil::{clean, compare, extract, group, similar, split};
use std::sync::LazyLock;

/// Numbers of articles.
const SIZES: [usize; 3] = [20, 100, 400];

static RULES: LazyLock<RuleSet> = LazyLock::new(|| shipped().unwrap_or_else(|e| panic!("{e}")));

fn main() {
    LazyLock::force(&RULES);
    divan::main();
}

fn size(articles: &[Article]) -> BytesCount {
    BytesCount::new(articles.iter().map(|a| a.text.len()).sum::<usize>())
}

/// What the first stages make of the articles.
struct Split {
    articles: Vec<Article>,
    texts: Vec<Text>,
    sentences: Vec<Sentence>,
}

fn split_up(count: usize) -> Split {
    let articles = story::articles(count);
    let texts = clean::texts(&articles, &RULES);
    let sentences = split::sentences(&articles, &texts, &RULES);
    Split { articles, texts, sentences }
}

impl Split {
    fn readings(&self) -> Vec<Reading<'static>> {
        let read = |s: &Sentence| {
            let text = s.span.of(&self.articles[s.article.index()].text);
            Reading::of(text, s.span.start(), &RULES.languages[s.language])
        };
        self.sentences.iter().map(read).collect()
    }

    fn published(&self, readings: &[Reading<'_>], tagged: &[Tagged]) -> Vec<Published> {
        let read = |date: &str| extract::mentions_in(&Reading::of(date, 0, &RULES.languages[0])).mentions;
        normalise::published(normalise::dated((0, &self.articles), &self.sentences, readings, tagged, &read))
    }
}

#[divan::bench(args = SIZES)]
fn a_split(bencher: Bencher<'_, '_>, count: usize) {
    let made = split_up(count);
    bencher.counter(size(&made.articles)).bench(|| split::sentences(&made.articles, &made.texts, &RULES));
}

/// Folding, words, lexicon; on one thread.
#[divan::bench(args = SIZES)]
fn b_words(bencher: Bencher<'_, '_>, count: usize) {
    let made = split_up(count);
    bencher.counter(size(&made.articles)).bench(|| made.readings());
}

#[divan::bench(args = SIZES)]
fn c_extract(bencher: Bencher<'_, '_>, count: usize) {
    let made = split_up(count);
    let readings = made.readings();
    bencher.counter(size(&made.articles)).bench(|| extract::mentions(&readings));
}

/// What `gormil extract` does with a text, on one thread: sentences, words, mentions, days. Bytes are those of UTF-8.
#[divan::bench(args = ["bn", "en"])]
fn c_one_text(bencher: Bencher<'_, '_>, code: &str) {
    let articles = story::articles(SIZES[1]);
    let own = |a: &&Article| RULES.languages[RULES.language_of(&a.text)].code == code;
    let texts: Vec<&str> = articles.iter().filter(own).map(|a| a.text.as_str()).collect();
    let on = "2026-03-05".parse().ok();
    let bytes = BytesCount::new(texts.iter().map(|t| t.len()).sum::<usize>());
    bencher
        .counter(bytes)
        .bench(|| texts.iter().map(|text| extract_text(text, Some(code), on, &RULES)).collect::<Vec<Extracted>>());
}

#[divan::bench(args = SIZES)]
fn d_terms(bencher: Bencher<'_, '_>, count: usize) {
    let made = split_up(count);
    let readings = made.readings();
    let tagged = extract::mentions(&readings);
    bencher.counter(size(&made.articles)).bench(|| normalise::terms(&readings, &tagged));
}

#[divan::bench(args = SIZES)]
fn e_pairs(bencher: Bencher<'_, '_>, count: usize) {
    let made = split_up(count);
    let readings = made.readings();
    let (terms, bags) = normalise::terms(&readings, &extract::mentions(&readings));
    let vocabulary = similar::vocabulary(&bags, terms.texts(), &RULES);
    let pairs = || similar::pairs(&made.sentences, &bags, &[], &vocabulary, &RULES.compare);
    bencher.counter(size(&made.articles)).bench(pairs);
}

#[divan::bench(args = SIZES)]
fn f_groups_and_compare(bencher: Bencher<'_, '_>, count: usize) {
    let made = split_up(count);
    let readings = made.readings();
    let tagged = extract::mentions(&readings);
    let published = made.published(&readings, &tagged);
    let (terms, bags) = normalise::terms(&readings, &tagged);
    let (articles, texts, sentences) = (&made.articles[..], &made.texts[..], &made.sentences[..]);
    let batch = Batch {
        articles,
        published: &published,
        sentences,
        readings: &readings,
        tagged: &tagged,
        bags: &bags,
        terms: &terms,
    };
    let claims: Vec<Claim> = normalise::claims(&batch, 0, &RULES);
    let vocabulary = similar::vocabulary(&bags, terms.texts(), &RULES);
    let pairs: Vec<Pair> = similar::pairs(sentences, &bags, &[], &vocabulary, &RULES.compare);
    let (published, bags, claims, terms) = (&published[..], &bags[..], &claims[..], terms.texts());
    let (vocabulary, editions) = (&vocabulary, &[][..]);
    let scene =
        Scene { articles, texts, published, editions, sentences, bags, terms, vocabulary, claims, one_event: false };
    bencher.counter(size(articles)).bench(|| {
        let groups = group::groups(&scene, &pairs, &RULES);
        compare::findings(&scene, &groups, &RULES)
    });
}

#[divan::bench(args = SIZES)]
fn g_all(bencher: Bencher<'_, '_>, count: usize) {
    let articles = story::articles(count);
    bencher
        .counter(size(&articles))
        .with_inputs(|| articles.clone())
        .bench_values(|articles| gormil::compared(articles, Vec::new(), &RULES));
}
