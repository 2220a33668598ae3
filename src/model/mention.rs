//! What extraction finds in one sentence.

use crate::model::date::{DateParts, TimeUnit};
use crate::model::quantity::Quantity;
use crate::model::span::{CleanSpan, RawSpan, RuleId};

/// What a mention is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MentionKind {
    /// An amount with or without a unit; an ordinal is one of unit `rank`.
    Quantity(Quantity),
    /// A date, a time of day, or both.
    Date(DateParts),
    /// The years, or the date, since which something holds or last happened ("since 2000").
    Since(DateParts),
    /// A length of time.
    Duration {
        /// How long, in `unit`.
        length: Quantity,
        /// The unit of `length`.
        unit: TimeUnit,
        /// The length reaches back from the day of writing ("after 24 years", "for a year and a half").
        elapsed: bool,
    },
}

/// One figure, date or length in a sentence, with the rules that read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Where it stands in the sentence's folded text.
    pub span: CleanSpan,
    /// Where it stands in the article's text.
    pub raw: RawSpan,
    /// First token and one past the last, of the sentence's tokens.
    pub tokens: (u32, u32),
    /// What it is.
    pub kind: MentionKind,
    /// The rules that took part, in order and once each; none for a bare figure in digits.
    pub rules: Vec<RuleId>,
}

/// The mentions of one sentence, in order of their place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tagged {
    /// Never overlapping.
    pub mentions: Vec<Mention>,
}
