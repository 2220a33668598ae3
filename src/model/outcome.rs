//! All that one run found.

use crate::model::article::{Article, Published, Sentence, Skipped, Text};
use crate::model::claim::{Bag, Claim, Group, Pair};
use crate::model::edition::Edition;
use crate::model::finding::Finding;
use crate::model::scene::{Scene, Vocabulary};

/// All that one run found, list by list; ids are indices into them.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Articles, sorted by document.
    pub articles: Vec<Article>,
    /// Their lines and what they say of themselves, one for each article.
    pub texts: Vec<Text>,
    /// Their publication dates, one for each article.
    pub published: Vec<Published>,
    /// Their versions and copies, one for each article.
    pub editions: Vec<Edition>,
    /// Sentences of all articles, in order.
    pub sentences: Vec<Sentence>,
    /// Terms of each sentence.
    pub bags: Vec<Bag>,
    /// Text of each term.
    pub terms: Vec<String>,
    /// What is known of each term.
    pub vocabulary: Vocabulary,
    /// Claims, in order of their place.
    pub claims: Vec<Claim>,
    /// Like sentences.
    pub pairs: Vec<Pair>,
    /// Like claims.
    pub groups: Vec<Group>,
    /// What was found, in the order of the report.
    pub findings: Vec<Finding>,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
    /// All articles are known to report one event.
    pub one_event: bool,
}

impl Outcome {
    /// Lets go what is known of each thing, where no more than how many there are is asked from here on.
    pub fn lighten(&mut self) {
        self.vocabulary = Vocabulary::default();
        self.terms = Vec::new();
        self.articles.iter_mut().for_each(|article| article.text = String::new());
        self.texts.iter_mut().for_each(|text| text.lines = Vec::new());
        self.bags.iter_mut().for_each(|bag| bag.terms = Vec::new());
        self.claims.iter_mut().for_each(|claim| claim.about = Box::default());
        self.groups.iter_mut().for_each(|group| group.links = Vec::new());
        self.findings.iter_mut().for_each(|finding| finding.because = Vec::new());
    }

    /// What grouping and comparing looked at.
    #[must_use]
    pub fn scene(&self) -> Scene<'_> {
        Scene {
            articles: &self.articles,
            texts: &self.texts,
            published: &self.published,
            editions: &self.editions,
            sentences: &self.sentences,
            bags: &self.bags,
            terms: &self.terms,
            vocabulary: &self.vocabulary,
            claims: &self.claims,
            one_event: self.one_event,
        }
    }
}
