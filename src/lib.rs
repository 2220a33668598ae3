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

pub mod cache;

pub mod memory;

pub mod alone;

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

use std::convert::Infallible;
use std::path::PathBuf;

use rayon::prelude::*;

use crate::alone::{Asked, Claimed, Gathered};
use crate::cache::Cache;
use crate::error::Error;
use crate::memory::Memory;
use crate::model::{Article, Opposites, Outcome, Published, Skipped, Text};
use crate::normalise::Dating;
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
    check_watched(inputs, options, rules, &Aids::default())
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

/// What a run has beside its input and rules.
#[derive(Clone, Copy)]
pub struct Aids<'a> {
    /// What is in it is not worked out again.
    pub cache: Option<&'a Cache>,
    /// How much the run may take.
    pub memory: Memory,
    /// Hears how far it is.
    pub watch: &'a dyn Watch,
}

impl Default for Aids<'_> {
    fn default() -> Self {
        Self { cache: None, memory: Memory::default(), watch: &() }
    }
}

/// Bytes that are needed beside what is there already, as measured (docs/performance.md): for each byte of text, until all is
/// read off it; for each claim, while they are grouped; in a report for each finding, and for each cell of the matrix.
const OF_TEXT: usize = 6;
const OF_CLAIM: usize = 500;
const OF_FINDING: usize = 30_000;
const OF_CELL: usize = 250;

/// As [`check_as`], with what helps the run.
///
/// # Errors
/// As [`check`]; `Error::Memory`.
pub fn check_watched(
    inputs: &[PathBuf],
    options: &Options,
    rules: &RuleSet,
    aids: &Aids<'_>,
) -> Result<Outcome, Error> {
    aids.watch.begin(Doing::Reading, 0);
    let (mut articles, mut text, mut room) = (Vec::new(), 0, Ok(()));
    let skipped = read::each(inputs, options, rules, &mut |article: Article| {
        if room.is_err() {
            return;
        }
        text += article.text.len();
        articles.push(article);
        aids.watch.step();
        if articles.len() % PART == 0 {
            room = aids.memory.room("reading", needed(text, OF_TEXT));
        }
    })?; // one bad article is skipped and reported
    room?;
    aids.memory.room("splitting", needed(text, OF_TEXT))?;
    articles.sort_by(|a, b| a.document.cmp(&b.document));
    told(articles, (skipped, false), rules, aids, &|step, more| aids.memory.room(step, more))
}

/// The same for articles that are already in memory.
#[must_use]
pub fn compared(articles: Vec<Article>, skipped: Vec<Skipped>, rules: &RuleSet) -> Outcome {
    let Ok(outcome) = told(articles, (skipped, false), rules, &Aids::default(), &endless);
    outcome
}

/// The same for articles that are known to report one event: their words need not show it.
#[must_use]
pub fn compared_as_one_event(articles: Vec<Article>, rules: &RuleSet) -> Outcome {
    let Ok(outcome) = told(articles, (Vec::new(), true), rules, &Aids::default(), &endless);
    outcome
}

/// There is room for all.
fn endless(_: &'static str, _: u64) -> Result<(), Infallible> {
    Ok(())
}

/// Bytes for so many things.
fn needed(things: usize, each: usize) -> u64 {
    things.saturating_mul(each) as u64
}

/// `room` is asked before a step that takes much memory: for what, and how many bytes more.
fn told<E>(
    articles: Vec<Article>,
    (skipped, one_event): (Vec<Skipped>, bool),
    rules: &RuleSet,
    aids: &Aids<'_>,
    room: &dyn Fn(&'static str, u64) -> Result<(), E>,
) -> Result<Outcome, E> {
    let Aids { cache, watch, memory } = *aids;
    watch.begin(Doing::Splitting, 0);
    let (texts, sentences) = alone::lines(&articles, rules, cache);
    let once = edition::once(articles, texts, sentences);
    let (articles, texts, sentences) = (&once.articles[..], &once.texts[..], &once.sentences[..]);
    let Claimed { published, terms, bags, claims } =
        claimed(&alone::asked(articles, sentences), memory.part(PART), rules, cache, watch);
    room("grouping", needed(claims.len(), OF_CLAIM))?;
    let stamps = normalise::stamps(articles, texts, rules);
    let (editions, replaced) = edition::editions(&once, &published, &stamps);
    let skipped = skipped.into_iter().chain(once.notes.iter().cloned()).chain(replaced).collect();
    watch.begin(Doing::Pairing, 0);
    let vocabulary = similar::vocabulary(&bags, &terms, rules);
    let pairs = similar::pairs(sentences, &bags, &editions, &vocabulary, &rules.compare);
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
    let cells = outcome.groups.len() * report::outlets(&outcome).len();
    room("writing the report", needed(outcome.findings.len(), OF_FINDING) + needed(cells, OF_CELL))?;
    Ok(outcome)
}

/// Articles that are looked up before their terms get numbers.
const PART: usize = 1 << 10;

/// Looks up all words and makes the claims, so many articles at a time.
fn claimed(asked: &[Asked<'_>], size: usize, rules: &RuleSet, cache: Option<&Cache>, watch: &dyn Watch) -> Claimed {
    watch.begin(Doing::LookingUp, asked.iter().map(|a| a.sentences.len()).sum());
    let mut gathered = Gathered::default();
    for part in asked.chunks(size) {
        gathered.take(part, alone::told(part, rules, cache));
        part.iter().flat_map(|a| a.sentences).for_each(|_| watch.step());
    }
    watch.begin(Doing::Claiming, 0);
    gathered.settle(asked, size, rules, cache)
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
    judge(outcome, rules);
}

/// The last stage alone: compares the claims of the groups that a run holds.
pub(crate) fn judge(outcome: &mut Outcome, rules: &RuleSet) {
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
    let (texts, sentences) = alone::lines(articles, rules, None);
    let asked = alone::asked(articles, &sentences);
    let datings: Vec<Dating> = asked.par_iter().map(|asked| asked.dating(rules)).collect();
    (texts, normalise::published(datings))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_claimed_does_not_depend_on_how_many_articles_are_looked_up_at_once() {
        let rules = ruleset::shipped().expect("the shipped rules are right");
        let told = [
            ("A ferry sank on Tuesday. Police said 7 people died.", "2024-03-05"),
            ("", "2024-03-05"),
            ("On 5 March 2024 it was 9. Then 12 people died.", "2024-03-05"),
            ("The ferry sank on Tuesday, 5 March. Yesterday 3 people died.", ""),
        ];
        let articles: Vec<Article> = told.iter().map(|(t, on)| Article::told("Lagoon Post", t, on)).collect();
        let (_, sentences) = alone::lines(&articles, &rules, None);
        let asked = alone::asked(&articles, &sentences);
        let whole = claimed(&asked, usize::MAX, &rules, None, &());
        assert!(whole.claims.len() > 5 && whole.published.iter().all(|p| p.at.is_some()));
        assert!(whole.claims.is_sorted_by_key(|c| (c.article, c.sentence)) && whole.terms.is_sorted());
        // what the last one tells of yesterday hangs on the days of the others
        assert!(
            asked[3].dating(&rules).at().is_none() && whole.claims.iter().any(|c| c.article.0 == 3 && c.when.is_some())
        );
        for size in [1, 2, 3] {
            let parted = claimed(&asked, size, &rules, None, &());
            assert_eq!(
                (&parted.published, &parted.terms, &parted.bags, &parted.claims),
                (&whole.published, &whole.terms, &whole.bags, &whole.claims)
            );
        }
    }
}
