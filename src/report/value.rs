//! Values as they are shown: readable text, exact numbers, ISO days.

use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Number;

use crate::model::{Bound, Claim, Kind, Moment, Value};

/// A value for programs: its text, and its ends where it has any.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ValueRow {
    /// Readable.
    pub text: String,
    /// Lower end of an amount; none is an open end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<Number>,
    /// Upper end of an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<Number>,
    /// Unit of an amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// First day or minute, ISO 8601; none is an open end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Last day or minute, ISO 8601.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// What the words say about the edges of an amount or whether they hedge a date; none where there are no edges.
    #[serde(skip)]
    pub bound: Option<Bound>,
    /// Whether it is the start of what lasts.
    #[serde(skip)]
    pub since: bool,
}

impl ValueRow {
    /// `value`, shown as `text`.
    #[must_use]
    pub fn of(value: &Value, text: String) -> Self {
        let mut row = Self { text, ..Self::default() };
        match value {
            Value::Amount { low, high, unit, bound, .. } => {
                row.bound = Some(*bound);
                row.low = low.and_then(number);
                row.high = high.and_then(number);
                row.unit = Some(unit.to_string()).filter(|u| !u.is_empty());
            }
            Value::Dates { range, time, vague, from_length } => {
                row.bound = Some(if *vague { Bound::About } else { Bound::Exact });
                if let Some((amount, unit)) = from_length {
                    // A hedged length has no ends that the words give.
                    row.low = number(*amount).filter(|_| !vague);
                    row.high.clone_from(&row.low);
                    row.unit = Some((*unit).to_owned());
                }
                let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
                let minute = |m: Option<Moment>| m.map(Moment::iso);
                (row.start, row.end) = match time {
                    Some(time) => (minute(time.ends().0), minute(time.ends().1)),
                    None => (day(range.from), day(range.to)),
                };
            }
            Value::Words(_) => {}
        }
        row
    }
}

/// A decimal as a JSON number: a whole one without a point, any other as the nearest double, which
/// prints with the same digits up to 15 of them.
#[must_use]
pub fn number(value: Decimal) -> Option<Number> {
    let text = value.normalize().to_string();
    if text.contains('.') { text.parse().ok().and_then(Number::from_f64) } else { text.parse().ok() }
}

/// The value of a claim in words, its unit left to a column of its own.
#[must_use]
pub fn shown(claim: &Claim) -> String {
    claim.value.wording(claim.kind == Kind::Duration && matches!(claim.value, Value::Dates { .. }), false)
}
