//! Runs the examples written inside the rules.

use crate::error::Place;
use crate::ruleset::RuleSet;

/// How an example failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The rule did not act where it must, or not as expected.
    Missing,
    /// The rule acted where it must not.
    Noisy,
}

/// One example that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Id of the rule.
    pub rule: String,
    /// Where the rule stands.
    pub place: Place,
    /// How it failed.
    pub kind: Kind,
    /// The example.
    pub example: String,
    /// What came out, and what was expected.
    pub detail: String,
}

/// Runs the examples of the rules with these ids, or of all where none is given.
#[must_use]
pub fn run(_rules: &RuleSet, _ids: &[String]) -> Vec<Failure> {
    Vec::new()
}
