//! A row of findings.jsonl as it stands: a field that is missing or that nobody knows is a mistake.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Number;

/// One finding.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub id: String,
    pub status: String,
    pub verdict: String,
    pub why: String,
    pub kind: String,
    pub slot: String,
    pub confidence: Number,
    pub similarity: Number,
    pub rule: String,
    pub group: String,
    pub explanation: String,
    pub sides: [Side; 2],
    pub because: Vec<Step>,
    #[allow(dead_code, reason = "the reviewer's own, named so that no other field passes")]
    pub reviewer_verdict: String,
    #[allow(dead_code, reason = "the reviewer's own, named so that no other field passes")]
    pub reviewer_note: String,
}

/// One side.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Side {
    pub value: Value,
    pub statements: Vec<Statement>,
    pub independent: usize,
}

/// A value.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Value {
    pub text: String,
    pub low: Option<Number>,
    pub high: Option<Number>,
    pub unit: Option<String>,
    pub start: Option<String>,
    pub end: Option<String>,
}

impl Value {
    /// Its ends, as far as it is an amount or a length.
    pub fn ends(&self) -> [Option<Decimal>; 2] {
        [&self.low, &self.high].map(|end| end.as_ref().and_then(exact))
    }

    /// Whether it is a day, a time or a stretch of days.
    pub fn is_dated(&self) -> bool {
        self.start.is_some() || self.end.is_some()
    }

    /// Whether it is an amount.
    pub fn is_amount(&self) -> bool {
        !self.is_dated() && (self.low.is_some() || self.high.is_some())
    }
}

/// One statement.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Statement {
    pub document: String,
    pub outlet: String,
    pub published: Option<String>,
    pub line: u32,
    pub start: usize,
    pub end: usize,
    pub sentence: String,
    pub surface: String,
    pub said_by: Option<String>,
    pub modality: String,
    pub url: Option<String>,
    pub surface_start: usize,
}

/// One step towards the verdict.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    pub stage: String,
    pub rule: Option<String>,
    pub before: String,
    pub after: String,
    pub side: Option<String>,
}

/// A JSON number as an exact decimal.
pub fn exact(number: &Number) -> Option<Decimal> {
    let text = number.to_string();
    text.parse().ok().or_else(|| Decimal::from_scientific(&text).ok())
}
