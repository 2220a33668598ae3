//! What an article is among the others: a version that was replaced, a copy of another's text.

use crate::model::span::ArticleId;

/// Where one article stands among those of its page and those of its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edition {
    /// The next version of its page, where there is one: it took this one's place.
    pub replaced_by: Option<ArticleId>,
    /// The article that stands for its text: itself, or the longest of those that print the same.
    pub text: ArticleId,
}
