//! What a batch holds once its claims are made: what grouping and comparing look at.

use std::ops::Range;

use crate::model::article::{Article, Published, Sentence, Text};
use crate::model::claim::{Bag, Claim};
use crate::model::edition::Edition;
use crate::model::span::ArticleId;

/// The lists of a batch; each is indexed by the ids of the model.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Articles.
    pub articles: &'a [Article],
    /// What they say of themselves.
    pub texts: &'a [Text],
    /// Their publication dates.
    pub published: &'a [Published],
    /// Their versions and copies; empty where all are on their own.
    pub editions: &'a [Edition],
    /// Sentences.
    pub sentences: &'a [Sentence],
    /// Terms of each sentence.
    pub bags: &'a [Bag],
    /// Text of each term.
    pub terms: &'a [String],
    /// What is known of each term.
    pub vocabulary: &'a Vocabulary,
    /// Claims.
    pub claims: &'a [Claim],
    /// All articles are known to report one event; else their words tell.
    pub one_event: bool,
}

/// What the text of a term begins with where it is a notion of the rules.
pub const NOTION: &str = "c:";
/// Where it is a place or a body that the rules know.
pub const NAME: &str = "n:";
/// Where it is a post.
pub const POST: &str = "t:";

/// What is known of the terms of a batch, by their numbers.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// How rare each is among the sentences: `ln(1 + n / df)`.
    pub rarity: Vec<f64>,
    /// For each the other terms that are spelled like it, in any script, with their likeness (0 to 1).
    pub kin: Vec<Vec<(u32, f64)>>,
    /// Terms of which a clause names one where it does not mean the other.
    pub opposed: Opposites,
    /// Terms of states of which a thing is in one only.
    pub contrary: Opposites,
    /// Which terms are notions, places and bodies, or posts. Terms are sorted, so that each kind stands together.
    pub marks: [Range<u32>; 3],
}

impl Vocabulary {
    /// Where the terms of each kind stand in a sorted list of terms.
    #[must_use]
    pub fn marks(terms: &[String]) -> [Range<u32>; 3] {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        MARKS.map(|mark| {
            let from = terms.partition_point(|t| t.as_str() < mark);
            let to = from + terms[from..].partition_point(|t| t.starts_with(mark));
            small(from)..small(to)
        })
    }

    /// Whether a term is one that the rules know: a notion, a name, a post.
    #[must_use]
    pub fn is_marked(&self, term: u32) -> bool {
        self.marks.iter().any(|own| own.contains(&term))
    }
}

/// The marks, in the order of [`Vocabulary::marks`].
const MARKS: [&str; 3] = [NOTION, NAME, POST];

/// Pairs of terms that exclude each other.
#[derive(Clone, Debug, Default)]
pub struct Opposites(Vec<(u32, u32)>);

impl Opposites {
    /// The pairs of notions of which both stand in `terms`, which are sorted.
    #[must_use]
    pub fn of(pairs: &[[String; 2]], terms: &[String]) -> Self {
        let term = |key: &String| {
            let at = terms.binary_search(&format!("{NOTION}{key}")).ok()?;
            u32::try_from(at).ok()
        };
        let both = pairs.iter().filter_map(|[x, y]| term(x).zip(term(y)));
        let mut all: Vec<(u32, u32)> = both.flat_map(|(x, y)| [(x, y), (y, x)]).collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }

    /// Whether one list of terms names one of a pair and the other list the other one, and neither names both.
    #[must_use]
    pub fn part(&self, a: &[u32], b: &[u32]) -> bool {
        a.iter().any(|x| {
            let from = self.0.partition_point(|(t, _)| t < x);
            let others = self.0[from..].iter().take_while(|(t, _)| t == x).map(|(_, y)| y);
            let mut parted = others.filter(|y| b.contains(y) && !a.contains(y));
            parted.next().is_some() && !b.contains(x)
        })
    }
}

/// Whether a term is one that the rules know: a notion, a name, a post.
#[must_use]
pub fn marked(term: &str) -> bool {
    MARKS.iter().any(|mark| term.starts_with(mark))
}

impl Scene<'_> {
    /// The version of its page that took the place of an article.
    #[must_use]
    pub fn replaced_by(&self, article: ArticleId) -> Option<ArticleId> {
        self.editions.get(article.index())?.replaced_by
    }

    /// Whether an article is the last version of its page: what is held against other outlets.
    #[must_use]
    pub fn stands(&self, article: ArticleId) -> bool {
        self.replaced_by(article).is_none()
    }

    /// The key of a notion, where the term is one.
    #[must_use]
    pub fn notion(&self, term: u32) -> Option<&str> {
        let text = || self.terms.get(term as usize)?.strip_prefix(NOTION);
        self.is_notion(term).then(text)?
    }

    /// Whether the term is a notion of the rules.
    #[must_use]
    pub fn is_notion(&self, term: u32) -> bool {
        self.vocabulary.marks[0].contains(&term)
    }

    /// Whether the term is a place or body that the rules know.
    #[must_use]
    pub fn is_name(&self, term: u32) -> bool {
        self.vocabulary.marks[1].contains(&term)
    }
}
