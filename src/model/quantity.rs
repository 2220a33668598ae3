//! Amounts: exact decimals with a bound.

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

/// What the words say about the edges of an amount. "At least 40" is not "more than 40".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Bound {
    /// The figure itself.
    #[default]
    Exact,
    /// About the figure.
    About,
    /// The figure or more.
    AtLeast,
    /// More than the figure.
    MoreThan,
    /// The figure or fewer.
    AtMost,
    /// Fewer than the figure.
    LessThan,
    /// From one figure to another, both included.
    Range,
}

/// An amount as a text gives it. `low` and `high` are in `unit` as written (not in base units), both
/// included unless `bound` says otherwise; a missing one is an open end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// Lower end.
    pub low: Option<Decimal>,
    /// Upper end.
    pub high: Option<Decimal>,
    /// Unit name (`person`, `taka`, `kilometre`, `rank` …); `None` where nothing names one.
    pub unit: Option<String>,
    /// The bound that the words give.
    pub bound: Bound,
    /// Place value of the last digit that the words give (1000 for "46 thousand", 0.1 for "2.5"):
    /// how far rounding can go.
    pub grain: Decimal,
}

impl Quantity {
    /// The figure itself, as precise as `grain`.
    #[must_use]
    pub fn exact(value: Decimal, unit: Option<String>, grain: Decimal) -> Self {
        Self { low: Some(value), high: Some(value), unit, bound: Bound::Exact, grain }
    }

    /// Unit of ordinals (report contract).
    pub const RANK: &'static str = "rank";
    /// Unit of a side's points in a game.
    pub const SCORE: &'static str = "score";
    /// Unit of a part of a whole.
    pub const SHARE: &'static str = "share";
    /// Unit of persons.
    pub const PERSON: &'static str = "person";
}

/// The digits of a number without its sign and the zeros at its end: 120, 1.2 and -12 have the same.
#[must_use]
pub fn digits(value: Decimal) -> String {
    value.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').to_owned()
}

/// Whether two intervals, both ends included, share a value; a missing end is open.
#[must_use]
pub fn overlap<T: PartialOrd>(x: (Option<T>, Option<T>), y: (Option<T>, Option<T>)) -> bool {
    let before = |high: &Option<T>, low: &Option<T>| matches!((high, low), (Some(h), Some(l)) if h < l);
    !before(&x.1, &y.0) && !before(&y.1, &x.0)
}
