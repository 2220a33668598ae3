//! All that one run found.

use crate::model::article::{Article, Published, Sentence, Skipped, Text};
use crate::model::claim::{Claim, Group, Pair};
use crate::model::finding::Finding;

/// All that one run found, list by list; ids are indices into them.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Articles, sorted by document.
    pub articles: Vec<Article>,
    /// Their lines and what they say of themselves, one for each article.
    pub texts: Vec<Text>,
    /// Their publication dates, one for each article.
    pub published: Vec<Published>,
    /// Sentences of all articles, in order.
    pub sentences: Vec<Sentence>,
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
}
