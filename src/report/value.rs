//! Values as they are shown: readable text, exact numbers, ISO days.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Number;

use crate::model::{Bound, Claim, DateRange, Kind, Value};

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
}

impl ValueRow {
    /// The value of `claim`, shown as `text`.
    #[must_use]
    pub fn of(claim: &Claim, text: String) -> Self {
        let mut row = Self { text, ..Self::default() };
        match &claim.value {
            Value::Amount { low, high, unit, .. } => {
                row.low = low.and_then(number);
                row.high = high.and_then(number);
                row.unit = Some(unit.clone()).filter(|u| !u.is_empty());
            }
            Value::Dates { range, time, vague, from_length } => {
                if let Some((amount, unit)) = from_length {
                    // A hedged length has no ends that the words give.
                    row.low = number(*amount).filter(|_| !vague);
                    row.high.clone_from(&row.low);
                    row.unit = Some((*unit).to_owned());
                }
                let time = time.map(|t| t.iso());
                row.start = time.clone().or_else(|| range.from.map(|d| d.to_string()));
                row.end = time.or_else(|| range.to.map(|d| d.to_string()));
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
    value.normalize().to_string().parse().ok()
}

/// The value of a claim in words: `46`, `40 or more`, `2024-06`, `since 2000`.
#[must_use]
pub fn shown(claim: &Claim) -> String {
    match &claim.value {
        Value::Amount { low, high, bound, .. } => amount(*low, *high, *bound),
        Value::Dates { range, time, vague, .. } => {
            let when = time.map_or_else(|| days(*range), |t| t.iso());
            let when = if *vague && !when.is_empty() { format!("about {when}") } else { when };
            let since = claim.kind == Kind::Duration && !when.is_empty() && !when.starts_with("since ");
            if since { format!("since {when}") } else { when }
        }
        Value::Words(words) => words.clone(),
    }
}

fn amount(low: Option<Decimal>, high: Option<Decimal>, bound: Bound) -> String {
    let text = |d: Decimal| d.normalize().to_string();
    match (low, high, bound) {
        (None, None, _) => String::new(),
        (Some(x), _, Bound::MoreThan) => format!("more than {}", text(x)),
        (Some(x), _, Bound::AtLeast) | (Some(x), None, _) => format!("{} or more", text(x)),
        (_, Some(x), Bound::LessThan) => format!("less than {}", text(x)),
        (_, Some(x), Bound::AtMost) | (None, Some(x), _) => format!("at most {}", text(x)),
        (Some(a), Some(b), bound) => {
            let figure = if a == b { text(a) } else { format!("{} to {}", text(a), text(b)) };
            if bound == Bound::About { format!("about {figure}") } else { figure }
        }
    }
}

fn days(range: DateRange) -> String {
    match (range.from, range.to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("since {from}"),
        (None, Some(to)) => format!("until {to}"),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => match whole(from, to) {
            Some(name) => name,
            None => format!("{from} to {to}"),
        },
    }
}

/// The year or month whose days are exactly `from..=to`.
fn whole(from: Date, to: Date) -> Option<String> {
    let same_year = from.year() == to.year();
    if same_year && from == from.first_of_year() && to == from.last_of_year() {
        Some(format!("{:04}", from.year()))
    } else if same_year && from == from.first_of_month() && to == from.last_of_month() {
        Some(format!("{:04}-{:02}", from.year(), from.month()))
    } else {
        None
    }
}
