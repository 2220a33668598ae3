//! Claims: what a sentence states, in a form that can be held against another's.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::model::date::{Clock, DateRange};
use crate::model::few::Few;
use crate::model::kept;
use crate::model::keyword::Keyword;
use crate::model::pairing::{Family, Features};
use crate::model::quantity::Bound;
use crate::model::span::{ArticleId, ClaimId, GroupId, RawSpan, RuleId, SentenceId};

/// What kind of value a claim holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// A count or an amount.
    Quantity,
    /// A day, a longer span of days, a time of day.
    Date,
    /// A length of time, or the start that it points to.
    Duration,
    /// Whether something is so.
    Polarity,
    /// Who holds which post.
    Role,
    /// Words put in somebody's mouth.
    Quotation,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Quantity, Self::Date, Self::Duration, Self::Polarity, Self::Role, Self::Quotation];

    /// Whether its values are figures: what compares by size, not by words.
    #[must_use]
    pub fn is_figure(self) -> bool {
        matches!(self, Self::Quantity | Self::Date | Self::Duration)
    }

    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Quantity => "quantity",
            Self::Date => "date",
            Self::Duration => "duration",
            Self::Polarity => "polarity",
            Self::Role => "role",
            Self::Quotation => "quotation",
        }
    }
}

/// How a claim is put forward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Modality {
    /// Told as a fact.
    #[default]
    Asserted,
    /// Told as a plan.
    Planned,
    /// Told as a possibility.
    Possible,
    /// Told as untrue.
    Denied,
}

impl Modality {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Asserted => "asserted",
            Self::Planned => "planned",
            Self::Possible => "possible",
            Self::Denied => "denied",
        }
    }
}

/// How much of the thing a figure covers.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    /// All of it, as of the report.
    #[default]
    Total,
    /// Some of it: "two of them", "three others".
    Part,
    /// One day's, one month's; what is new in a report.
    Period,
    /// What it was before a change.
    Former,
    /// By how much it changed: up (1) or down (-1).
    Change(i8),
    /// The number of which the sentence tells a part: 14 of "nine of the 14".
    Whole,
}

impl Scope {
    /// What a figure of this scope covers, in words.
    #[must_use]
    pub fn covers(&self) -> &'static str {
        match self {
            Self::Total => "the whole",
            Self::Part => "a part of the whole",
            Self::Period => "one stretch of time only",
            Self::Former => "what it was before a change",
            Self::Whole => "the number of which a part is told",
            Self::Change(way) if *way < 0 => "by how much it fell",
            Self::Change(_) => "by how much it rose",
        }
    }
}

/// A normalised value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Value {
    /// An interval in the unit as written; a missing end is open.
    Amount {
        /// Lower end.
        #[serde(with = "kept::end")]
        low: Option<Decimal>,
        /// Upper end.
        #[serde(with = "kept::end")]
        high: Option<Decimal>,
        /// Unit, lower-case English singular; empty where nothing names one.
        unit: Keyword,
        /// The bound of the words.
        bound: Bound,
        /// Place value of the last digit given, in `unit`.
        #[serde(with = "kept::amount")]
        grain: Decimal,
    },
    /// Days, with minutes since midnight where a time of day is given.
    Dates {
        /// The days.
        range: DateRange,
        /// The time, where `range` is one day and the words give a time.
        time: Option<Clock>,
        /// Whether the words hedge ("about three", "several weeks ago").
        vague: bool,
        /// Whether the words are a length ("24 years") that was turned into the start that it points to;
        /// then the length in words for the explanation: amount and unit.
        #[serde(with = "kept::length")]
        from_length: Option<(Decimal, &'static str)>,
    },
    /// A polarity, a post, a quotation: words only.
    Words(Box<str>),
}

/// One statement of one article, normalised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its number in the batch.
    pub id: ClaimId,
    /// The article.
    pub article: ArticleId,
    /// The sentence.
    pub sentence: SentenceId,
    /// The words that carry the value, in the article's text.
    pub raw: RawSpan,
    /// What kind of value.
    pub kind: Kind,
    /// What is measured, snake_case English from the rules; else the counted noun's key.
    pub slot: Keyword,
    /// How much of it.
    pub scope: Scope,
    /// The value.
    pub value: Value,
    /// Key that decides equality of words: a post's key in English, the polarity; else empty.
    pub key: Keyword,
    /// Name of the person that a post or a quotation belongs to, word by word without endings; else empty.
    pub person: Few<String>,
    /// Term of the noun that is counted, where it says more than "persons".
    pub counted: Option<u32>,
    /// What it is about: the terms of the clause around the value, sorted, each once.
    pub about: Box<[u32]>,
    /// The notions nearest to the value in its clause, nearest first, two at most.
    pub head: Few<u32>,
    /// Of a quotation: the terms of the clauses that it denies, sorted, each once.
    pub denied: Few<u32>,
    /// The day or days that the sentence speaks of, where it names any.
    pub when: Option<DateRange>,
    /// The stretch of time that the figure counts, where it is not the whole: a month, so many hours up to a day.
    pub window: Option<Keyword>,
    /// The sentence says that the figure went up (1), down (-1) or was revised (0).
    pub moved: Option<i8>,
    /// The sentence says that the figure still moves.
    pub running: bool,
    /// The sentence tells something on top of what was told before.
    pub added: bool,
    /// The number that it is a part of: 14 of "nine of the 14".
    #[serde(with = "kept::end")]
    pub whole: Option<Decimal>,
    /// How wide an area its clause says that it covers: `district`, `country`, `countries`; empty where it says none.
    pub extent: Keyword,
    /// The counts that it is the sum of, where the words give parts only.
    #[serde(with = "kept::amounts")]
    pub parts: Few<Decimal>,
    /// The sentence says that it speaks of another event than the article.
    pub aside: bool,
    /// Whom the sentence names as its source.
    pub said_by: Option<Box<str>>,
    /// How it is put forward.
    pub modality: Modality,
    /// The rules that took part, in order of use.
    pub rules: Few<RuleId>,
}

/// Key of claims of figures whose slot a rule names.
pub const NAMED: &str = "named";
/// The stand that announces what others tell as a plan.
pub const PLEDGE: &str = "pledge";

impl Value {
    /// The unit of an amount as written; empty for other values.
    #[must_use]
    pub fn unit(&self) -> &str {
        match self {
            Self::Amount { unit, .. } => unit,
            _ => "",
        }
    }
}

impl Claim {
    /// Gives each of its terms the number that stands at its place; the order of terms must be the same by both.
    pub fn renumber(&mut self, numbers: &[u32]) {
        let terms = self.counted.iter_mut().chain(&mut self.about).chain(&mut self.head).chain(&mut self.denied);
        terms.for_each(|term| *term = numbers[*term as usize]);
    }

    /// Whether a rule names its slot.
    #[must_use]
    pub fn is_named(&self) -> bool {
        self.key == NAMED
    }

    /// Whether it denies something.
    #[must_use]
    pub fn denies(&self) -> bool {
        self.kind == Kind::Polarity && matches!(self.key.as_str(), "denied" | "not_yet")
    }

    /// Whether it says nothing on its matter: no comment, nothing known.
    #[must_use]
    pub fn is_silent(&self) -> bool {
        matches!(self.key.as_str(), "no_comment" | "unclear")
    }

    /// What a statement states: of a denial what it denies.
    #[must_use]
    pub fn stated(&self) -> &[u32] {
        if self.denies() { &self.head } else { &self.about }
    }
}

impl Bag {
    /// Gives each term the number that stands at its place.
    pub fn renumber(&mut self, numbers: &[u32]) {
        self.terms.iter_mut().for_each(|(term, _)| *term = numbers[*term as usize]);
    }

    /// Its terms, sorted, each once.
    #[must_use]
    pub fn distinct(&self) -> Vec<u32> {
        let mut terms: Vec<u32> = self.terms.iter().map(|(t, _)| *t).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }
}

/// The terms of one sentence, with its figures and dates left out, so that values cannot drive a match.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bag {
    /// Term and the token at which it begins, in order of the tokens.
    pub terms: Vec<(u32, u32)>,
}

/// Two sentences of different articles that are alike.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pair {
    /// The one with the lower number.
    pub left: SentenceId,
    /// The other.
    pub right: SentenceId,
    /// 0 to 1.
    pub score: f64,
}

/// Claims of one slot and one event that can be held against each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// Its number in the batch.
    pub id: GroupId,
    /// Its members, sorted, from two articles at least.
    pub claims: Vec<ClaimId>,
    /// The pairs of members that are about the same thing; sorted.
    pub links: Vec<Link>,
}

/// Two claims that are about the same thing.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Link {
    /// The claim with the lower number.
    pub left: ClaimId,
    /// The other.
    pub right: ClaimId,
    /// Likeness of their sentences, 0 to 1.
    pub alike: f64,
    /// How sure it is that they are about the same thing, 0 to 1.
    pub sure: f64,
    /// What made it so sure.
    pub weighed: Option<Weighed>,
}

/// What was weighed before two claims became a pair.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Weighed {
    /// Which model weighed them.
    pub family: Family,
    /// What it weighed.
    pub features: Features,
    /// How many values of the right claim's article the left one could be held against, and of the left's the right.
    pub rivals: [usize; 2],
    /// Whether their articles report one event.
    pub event: OneEvent,
}

/// How it is known whether two articles report one event.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OneEvent {
    /// They do not.
    No,
    /// They are alike, 0 to 1.
    Alike(f64),
    /// Whoever asked says so.
    Given,
}
