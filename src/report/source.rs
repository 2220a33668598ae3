//! From the number of a claim to everything that a report says about where it stands.

use crate::model::Outcome;
use crate::model::{Article, Claim, ClaimId, Sentence};
use crate::report::cell::one_line;

/// A claim with its sentence, article and outlet.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The claim.
    pub claim: &'a Claim,
    /// Its sentence.
    pub sentence: &'a Sentence,
    /// Its article.
    pub article: &'a Article,
    /// Its outlet.
    pub outlet: &'a str,
    outcome: &'a Outcome,
}

impl<'a> Source<'a> {
    /// Looks the claim up; `None` where a number names nothing.
    pub fn of(outcome: &'a Outcome, claim: ClaimId) -> Option<Self> {
        let claim = outcome.claims.get(claim.index())?;
        let sentence = outcome.sentences.get(claim.sentence.index())?;
        let article = outcome.articles.get(claim.article.index())?;
        let outlet = outcome.texts.get(claim.article.index())?.outlet.as_str();
        Some(Self { claim, sentence, article, outlet, outcome })
    }

    /// The sentence as published, on one line.
    pub fn statement(&self) -> String {
        one_line(self.sentence.span.of(&self.article.text))
    }

    /// The words of the value as printed, on one line.
    pub fn surface(&self) -> String {
        one_line(self.claim.raw.of(&self.article.text))
    }

    /// Where the words of the value begin in the statement, in bytes.
    pub fn surface_start(&self, statement: &str, surface: &str) -> usize {
        let before =
            self.article.text.get(self.sentence.span.start()..self.claim.raw.start()).map_or(0, |t| one_line(t).len());
        let behind = statement.get(before..).and_then(|rest| rest.find(surface));
        behind.map_or(0, |at| before + at)
    }

    /// Publication date, ISO 8601, with the time where one is known.
    pub fn published(&self) -> Option<String> {
        let published = self.outcome.published.get(self.claim.article.index())?;
        published.at.map(|at| at.iso())
    }

    /// What names the article from run to run: its address, else its document.
    pub fn key(&self) -> &'a str {
        self.article.url.as_deref().unwrap_or(&self.article.document)
    }
}
