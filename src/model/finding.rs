//! Findings: two values held against each other, with the steps that led to the verdict.

use crate::model::claim::{Kind, Value};
use crate::model::span::{ClaimId, GroupId};

/// What a finding says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Both cannot be true of the same thing at the same time.
    Contradiction,
    /// The later report supersedes the earlier.
    Update,
    /// Written differently, the same once normalised.
    Reconciled,
    /// Hedged, ranged or coarser values that overlap.
    Compatible,
    /// The same value written the same way.
    Agrees,
}

impl Verdict {
    /// All of them, in the order of the report.
    pub const ALL: [Self; 5] = [Self::Contradiction, Self::Update, Self::Reconciled, Self::Compatible, Self::Agrees];

    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Contradiction => "contradiction",
            Self::Update => "update",
            Self::Reconciled => "reconciled",
            Self::Compatible => "compatible",
            Self::Agrees => "agrees",
        }
    }
}

/// Why a verdict was given: one word of a closed list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Why {
    /// Two values that cannot both hold.
    ValueDiffers,
    /// One affirms what the other denies.
    PolarityDiffers,
    /// The later report has a later figure.
    LaterReport,
    /// Two names of one instant or day.
    SameInstant,
    /// One amount in two scales or units.
    SameUnitScale,
    /// A length of time and the date that it points to.
    ElapsedTime,
    /// One is the other, rounded.
    Rounding,
    /// Two intervals that overlap.
    BoundsOverlap,
    /// One is coarser than the other.
    PrecisionDiffers,
    /// One is a part of the other.
    PartOfWhole,
    /// One day against the running total.
    DayVsTotal,
    /// The same in other words.
    WordingDiffers,
    /// The post changed.
    RoleChanged,
    /// The same words.
    SameWords,
}

impl Why {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::ValueDiffers => "value_differs",
            Self::PolarityDiffers => "polarity_differs",
            Self::LaterReport => "later_report",
            Self::SameInstant => "same_instant",
            Self::SameUnitScale => "same_unit_scale",
            Self::ElapsedTime => "elapsed_time",
            Self::Rounding => "rounding",
            Self::BoundsOverlap => "bounds_overlap",
            Self::PrecisionDiffers => "precision_differs",
            Self::PartOfWhole => "part_of_whole",
            Self::DayVsTotal => "day_vs_total",
            Self::WordingDiffers => "wording_differs",
            Self::RoleChanged => "role_changed",
            Self::SameWords => "same_words",
        }
    }
}

/// One step towards a verdict: what was held, what became of it, by which rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Stage that took the step: `extract`, `normalise`, `similar`, `group`, `compare`.
    pub stage: &'static str,
    /// Id of the rule, if one was used.
    pub rule: Option<String>,
    /// What was there before.
    pub before: String,
    /// What was there after.
    pub after: String,
    /// The side whose value it reads, 0 or 1; none where it holds both.
    pub side: Option<usize>,
}

impl Step {
    /// A step over both sides, by no rule.
    #[must_use]
    pub fn new(stage: &'static str, before: impl Into<String>, after: impl Into<String>) -> Self {
        Self { stage, rule: None, before: before.into(), after: after.into(), side: None }
    }

    /// The same by the rule of that id.
    #[must_use]
    pub fn by(self, rule: impl Into<String>) -> Self {
        Self { rule: Some(rule.into()), ..self }
    }

    /// The same on one side.
    #[must_use]
    pub fn on(self, side: usize) -> Self {
        Self { side: Some(side), ..self }
    }
}

/// One statement on one side of a finding: the claim it was made in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// The claim.
    pub claim: ClaimId,
}

/// One side of a finding: a value and all who gave it.
#[derive(Clone, Debug, PartialEq)]
pub struct Side {
    /// The value as shown: `46`, `40 or more`, `2024-06-19`, `since 2000`.
    pub text: String,
    /// The value itself: as written, or in the unit in which it was compared where the units differ.
    pub value: Value,
    /// Who gave it: the most typical statement first. Never empty.
    pub statements: Vec<Statement>,
}

/// Two different values of one thing, and what to make of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What it says.
    pub verdict: Verdict,
    /// Why.
    pub why: Why,
    /// What kind of values.
    pub kind: Kind,
    /// What is measured.
    pub slot: String,
    /// 0 to 1.
    pub confidence: f64,
    /// Likeness of the two shown sentences, 0 to 1.
    pub similarity: f64,
    /// The rule that decided.
    pub rule: String,
    /// The group of like claims.
    pub group: GroupId,
    /// One plain sentence.
    pub explanation: String,
    /// The key of its template, `verdict.word`, by which other languages have theirs.
    pub template: String,
    /// The sum in it, where there is one.
    pub arithmetic: Option<String>,
    /// Exactly two.
    pub sides: [Side; 2],
    /// The steps that led to the verdict. Never empty.
    pub because: Vec<Step>,
}
