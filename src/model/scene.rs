//! What a batch holds once its claims are made: what grouping and comparing look at.

use crate::model::article::{Article, Published, Sentence, Text};
use crate::model::claim::{Bag, Claim};

/// The lists of a batch; each is indexed by the ids of the model.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Articles.
    pub articles: &'a [Article],
    /// What they say of themselves.
    pub texts: &'a [Text],
    /// Their publication dates.
    pub published: &'a [Published],
    /// Sentences.
    pub sentences: &'a [Sentence],
    /// Terms of each sentence.
    pub bags: &'a [Bag],
    /// Text of each term.
    pub terms: &'a [String],
    /// Claims.
    pub claims: &'a [Claim],
}
