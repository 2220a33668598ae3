//! gormil: reads articles on the same events from several outlets and reports where they disagree.
//!
//! The modules stand in the order in which the data flows; [`check`] is the whole of it.

pub mod model;

pub mod digest;
pub mod error;
pub mod fold;

pub mod ruleset;

pub mod lexis;

pub mod read;

pub mod clean;

pub mod split;

pub mod edition;

pub mod extract;

pub mod normalise;

pub mod similar;

pub mod group;

pub mod compare;

pub mod report;

pub mod single;

pub mod pairs;

pub mod gold;

pub mod selftest;

pub mod explain;

pub mod diff;

pub mod verify;

pub mod cli;

use std::ops::Range;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::error::Error;
use crate::lexis::{Reading, settle};
use crate::model::{Article, Bag, Claim, Mention, Opposites, Outcome, Published, Sentence, Skipped, Text};
use crate::normalise::{Names, Terms};
use crate::read::Options;
use crate::ruleset::RuleSet;

/// Reads the articles of `inputs` and holds what they say against each other. What could not be read is in
/// the outcome's list of skipped inputs.
///
/// # Errors
/// `Error::NoSuchInput` for an input that is not there.
pub fn check(inputs: &[PathBuf], rules: &RuleSet) -> Result<Outcome, Error> {
    check_as(inputs, &Options::default(), rules)
}

/// The same with what the command line says about the inputs.
///
/// # Errors
/// As [`check`].
pub fn check_as(inputs: &[PathBuf], options: &Options, rules: &RuleSet) -> Result<Outcome, Error> {
    check_watched(inputs, options, rules, &())
}

/// What a run does, one after the other, as it tells a [`Watch`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Doing {
    /// Articles are read; each is a step.
    Reading,
    /// Lines and sentences are told apart.
    Splitting,
    /// Words are looked up; each sentence is a step.
    LookingUp,
    /// Values are read off and made claims.
    Claiming,
    /// Like sentences are found.
    Pairing,
    /// Like claims are grouped.
    Grouping,
    /// The claims of a group are held against each other.
    Comparing,
}

impl Doing {
    /// All of them, in order.
    pub const ALL: [Self; 7] = [
        Self::Reading,
        Self::Splitting,
        Self::LookingUp,
        Self::Claiming,
        Self::Pairing,
        Self::Grouping,
        Self::Comparing,
    ];
}

/// Hears how far a run is.
pub trait Watch: Sync {
    /// The run begins with something that takes so many steps; 0 where that is not known or not told.
    fn begin(&self, doing: Doing, steps: usize);
    /// A step is done.
    fn step(&self);
}

/// Nobody listens.
impl Watch for () {
    fn begin(&self, _: Doing, _: usize) {}
    fn step(&self) {}
}

/// As [`check_as`]; `watch` hears how far it is.
///
/// # Errors
/// As [`check`].
pub fn check_watched(
    inputs: &[PathBuf],
    options: &Options,
    rules: &RuleSet,
    watch: &dyn Watch,
) -> Result<Outcome, Error> {
    watch.begin(Doing::Reading, 0);
    let mut articles = Vec::new();
    let skipped = read::each(inputs, options, rules, &mut |article| {
        articles.push(article);
        watch.step();
    })?; // one bad article is skipped and reported
    articles.sort_by(|a, b| a.document.cmp(&b.document));
    Ok(told(articles, skipped, false, rules, watch))
}

/// The same for articles that are already in memory.
#[must_use]
pub fn compared(articles: Vec<Article>, skipped: Vec<Skipped>, rules: &RuleSet) -> Outcome {
    told(articles, skipped, false, rules, &())
}

/// The same for articles that are known to report one event: their words need not show it.
#[must_use]
pub fn compared_as_one_event(articles: Vec<Article>, rules: &RuleSet) -> Outcome {
    told(articles, Vec::new(), true, rules, &())
}

fn told(articles: Vec<Article>, skipped: Vec<Skipped>, one_event: bool, rules: &RuleSet, watch: &dyn Watch) -> Outcome {
    watch.begin(Doing::Splitting, 0);
    let texts = clean::texts(&articles, rules);
    let sentences = split::sentences(&articles, &texts, rules);
    let once = edition::once(articles, texts, sentences);
    let (articles, texts, sentences) = (&once.articles[..], &once.texts[..], &once.sentences[..]);
    let Claimed { published, terms, bags, claims } = claimed(articles, sentences, PART, rules, watch);
    let stamps = normalise::stamps(articles, texts, rules);
    let (editions, replaced) = edition::editions(&once, &published, &stamps);
    let skipped = skipped.into_iter().chain(once.notes.iter().cloned()).chain(replaced).collect();
    watch.begin(Doing::Pairing, 0);
    let vocabulary = similar::vocabulary(&bags, terms.texts(), rules);
    let pairs = similar::pairs(sentences, &bags, &editions, &vocabulary, &rules.compare);
    let terms = terms.into_texts();
    let edition::Once { articles, texts, sentences, .. } = once;
    let (groups, findings) = (Vec::new(), Vec::new());
    let mut outcome = Outcome {
        articles,
        texts,
        published,
        editions,
        sentences,
        bags,
        terms,
        vocabulary,
        claims,
        pairs,
        groups,
        findings,
        skipped,
        one_event,
    };
    pair_watched(&mut outcome, rules, watch);
    outcome
}

/// Sentences of which all words are in memory at once: some 100 MB.
const PART: usize = 1 << 15;

/// What is read off the sentences.
struct Claimed {
    published: Vec<Published>,
    terms: Terms,
    bags: Vec<Bag>,
    claims: Vec<Claim>,
}

/// Looks up all words, so many sentences at a time, and makes the claims.
fn claimed(articles: &[Article], sentences: &[Sentence], size: usize, rules: &RuleSet, watch: &dyn Watch) -> Claimed {
    // what is looked up of a sentence is many times its size: it is kept for one part of the articles at a time, and
    // made a second time when the days of all articles and the numbers of all terms are known
    let parts = parts(articles.len(), sentences, size);
    let looked_up = |part: &Part, watch: &dyn Watch| {
        let readings = readings(articles, &sentences[part.sentences.clone()], rules, watch);
        let tagged = extract::mentions(&readings);
        (readings, tagged)
    };
    watch.begin(Doing::LookingUp, sentences.len());
    let (mut datings, mut names) = (Vec::new(), Names::default());
    for part in &parts {
        let (readings, tagged) = looked_up(part, watch);
        let own = (part.articles.start, &articles[part.articles.clone()]);
        let sentences = &sentences[part.sentences.clone()];
        datings.extend(normalise::dated(own, sentences, &readings, &tagged, &|date| mentions(date, rules)));
        names.take(&readings, &tagged);
    }
    watch.begin(Doing::Claiming, 0);
    let (published, terms) = (normalise::published(datings), Terms::of(names));
    let (mut bags, mut claims) = (Vec::with_capacity(sentences.len()), Vec::new());
    for part in &parts {
        let (readings, tagged) = looked_up(part, &());
        let own = terms.bags(&readings, &tagged);
        let batch = normalise::Batch {
            articles,
            published: &published,
            sentences: &sentences[part.sentences.clone()],
            readings: &readings,
            tagged: &tagged,
            bags: &own,
            terms: &terms,
        };
        claims.extend(normalise::claims(&batch, claims.len(), rules));
        bags.extend(own);
    }
    Claimed { published, terms, bags, claims }
}

/// Some articles that follow each other, and their sentences.
struct Part {
    articles: Range<usize>,
    sentences: Range<usize>,
}

/// So many articles in parts of about `size` sentences each.
fn parts(articles: usize, sentences: &[Sentence], size: usize) -> Vec<Part> {
    let mut parts = Vec::new();
    let (mut article, mut sentence) = (0usize, 0usize);
    while article < articles {
        let last = sentences.get(sentence.saturating_add(size)).map_or(articles, |s| s.article.index() + 1);
        let to = sentences.partition_point(|s| s.article.index() < last);
        parts.push(Part { articles: article..last, sentences: sentence..to });
        (article, sentence) = (last, to);
    }
    parts
}

/// The last two stages: groups the claims of a run and compares them, anew where the run already holds groups.
pub(crate) fn pair(outcome: &mut Outcome, rules: &RuleSet) {
    pair_watched(outcome, rules, &());
}

fn pair_watched(outcome: &mut Outcome, rules: &RuleSet, watch: &dyn Watch) {
    watch.begin(Doing::Grouping, 0);
    outcome.vocabulary.opposed = Opposites::of(&rules.compare.opposites, &outcome.terms);
    outcome.vocabulary.contrary = Opposites::of(&rules.compare.contrary, &outcome.terms);
    outcome.groups = group::groups(&outcome.scene(), &outcome.pairs, rules);
    watch.begin(Doing::Comparing, 0);
    outcome.findings = compare::findings(&outcome.scene(), &outcome.groups, rules);
}

/// Articles, their lines, their publication dates (one of each for every article) and what could not be read.
pub type Inspected = (Vec<Article>, Vec<Text>, Vec<Published>, Vec<Skipped>);

/// What is known of each article as far as its publication date: for looking at what was read.
///
/// # Errors
/// As [`check`].
pub fn inspect(inputs: &[PathBuf], rules: &RuleSet) -> Result<Inspected, Error> {
    let (articles, skipped) = read::articles(inputs, &Options::default(), rules)?;
    let (texts, published) = looked_at(&articles, rules);
    Ok((articles, texts, published, skipped))
}

/// Bytes of text, and articles, that are looked at together.
const BLOCK: (usize, usize) = (6 << 20, 4096);

/// Articles that are looked at together, their lines and their publication dates.
pub type Block<'a> = (&'a [Article], &'a [Text], &'a [Published]);

/// The same block by block, so that memory does not grow with the input. A date without a year is held against the
/// other articles of its block only; up to 6 MiB of text, or 4096 articles, are one.
///
/// # Errors
/// As [`check`], and the first one that `take` returns.
pub fn inspect_each(
    inputs: &[PathBuf],
    options: &Options,
    rules: &RuleSet,
    take: &mut dyn FnMut(Block<'_>) -> Result<(), Error>,
) -> Result<Vec<Skipped>, Error> {
    let (mut block, mut bytes, mut failed) = (Vec::new(), 0, None);
    let mut look = |block: &mut Vec<Article>| {
        block.sort_by(|a, b| a.document.cmp(&b.document));
        let (texts, published) = looked_at(block, rules);
        let done = take((block, &texts, &published));
        block.clear();
        done
    };
    let skipped = read::each(inputs, options, rules, &mut |article| {
        if failed.is_some() {
            return;
        }
        bytes += article.text.len();
        block.push(article);
        if bytes >= BLOCK.0 || block.len() >= BLOCK.1 {
            failed = look(&mut block).err();
            bytes = 0;
        }
    })?;
    match failed {
        Some(error) => Err(error),
        None => look(&mut block).map(|()| skipped),
    }
}

/// The lines of articles and their publication dates.
fn looked_at(articles: &[Article], rules: &RuleSet) -> (Vec<Text>, Vec<Published>) {
    let texts = clean::texts(articles, rules);
    let sentences = split::sentences(articles, &texts, rules);
    let readings = readings(articles, &sentences, rules, &());
    let tagged = extract::mentions(&readings);
    let datings = normalise::dated((0, articles), &sentences, &readings, &tagged, &|date| mentions(date, rules));
    (texts, normalise::published(datings))
}

/// The words of all sentences, looked up in the lexicon of their language; those of an article from a region where words
/// mean other things, looked up anew.
fn readings<'r>(
    articles: &[Article],
    sentences: &[Sentence],
    rules: &'r RuleSet,
    watch: &dyn Watch,
) -> Vec<Reading<'r>> {
    let read = |s: &Sentence, region: Option<&str>| {
        let text = articles.get(s.article.index()).map_or("", |a| s.span.of(&a.text));
        Reading::from_region(text, s.span.start(), &rules.languages[s.language], region)
    };
    let mut readings: Vec<Reading<'r>> =
        sentences.par_iter().map(|s| read(s, None)).inspect(|_| watch.step()).collect();
    let mut at = 0;
    for own in sentences.chunk_by(|a, b| a.article == b.article) {
        settle(&mut readings[at..at + own.len()], |i, home| read(&own[i], Some(home)));
        at += own.len();
    }
    readings
}

/// The mentions in a date that a format gives in words: those of the first language that finds any.
fn mentions(text: &str, rules: &RuleSet) -> Vec<Mention> {
    let found = rules.languages.iter().map(|language| extract::mentions_in(&Reading::of(text, 0, language)).mentions);
    found.max_by_key(|m| m.len()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_claimed_does_not_depend_on_how_many_sentences_are_looked_up_at_once() {
        let rules = ruleset::shipped().expect("the shipped rules are right");
        let told = [
            "A ferry sank on Tuesday. Police said 7 people died.",
            "",
            "On 5 March 2024 it was 9. Then 12 people died.",
        ];
        let articles: Vec<Article> = told.iter().map(|t| Article::told("Lagoon Post", t, "2024-03-05")).collect();
        let texts = clean::texts(&articles, &rules);
        let sentences = split::sentences(&articles, &texts, &rules);
        let whole = claimed(&articles, &sentences, usize::MAX, &rules, &());
        assert!(whole.claims.len() > 3 && whole.published.len() == 3);
        for size in [0, 1, 2, 3] {
            let parted = claimed(&articles, &sentences, size, &rules, &());
            assert_eq!(
                (&parted.published, &parted.bags, &parted.claims),
                (&whole.published, &whole.bags, &whole.claims)
            );
            assert_eq!(parted.terms.texts(), whole.terms.texts());
        }
    }
}
