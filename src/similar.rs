//! Which sentences of different articles are alike, their figures and dates left out.
//!
//! All pairs from a threshold on are found by an exact join, whatever the articles are about; how alike two sentences of
//! one event are is asked where their claims meet.

pub mod join;
mod near;
mod score;
mod spelling;

pub use crate::similar::near::pairs;
pub use crate::similar::score::Rows;
pub use crate::similar::spelling::Word;

use crate::model::{Bag, Vocabulary};
use crate::ruleset::RuleSet;

/// How rare each term is, and which are spelled alike, in one script or across scripts.
#[must_use]
pub fn vocabulary(bags: &[Bag], terms: &[String], rules: &RuleSet) -> Vocabulary {
    let kin = rules.compare.weights.as_ref().map(|w| spelling::kin(terms, w.same_word, w.same_sound, rules));
    let (rarity, marks) = (score::rarity(bags, terms.len()), Vocabulary::marks(terms));
    Vocabulary { rarity, kin: kin.unwrap_or_default(), marks, ..Vocabulary::default() }
}
