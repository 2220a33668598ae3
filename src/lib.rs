//! gormil: reads articles on the same events from several outlets and reports where they disagree.

pub mod cli;
pub mod error;
pub mod extract;
pub mod fold;
pub mod lexis;
pub mod model;
pub mod normalise;
pub mod ruleset;
pub mod selftest;
pub mod similar;

use crate::model::{Article, Claim, Finding, Group, Pair, Published, Sentence, Skipped, Text};

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
