//! How far an amount reaches: bounds, hedges, rounding.

use rust_decimal::Decimal;

use crate::model::{Bound, Quantity, TimeUnit, Value, overlap};
use crate::ruleset::compare::Compare;

/// An amount with the bound that the words give; a missing end is open.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Lower end.
    pub low: Option<Decimal>,
    /// Upper end.
    pub high: Option<Decimal>,
    /// The bound of the words.
    pub bound: Bound,
    /// Place value of the last digit given.
    pub grain: Decimal,
    /// It counts persons or things: nothing lies between one and two.
    pub counts: bool,
}

impl Interval {
    /// The ends of an amount as the words give them; `None` for other values.
    #[must_use]
    pub fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Amount { low, high, bound, grain, unit } => {
                let counts = unit.is_empty() || unit == Quantity::PERSON;
                Some(Self { low: *low, high: *high, bound: *bound, grain: *grain, counts })
            }
            _ => None,
        }
    }

    /// Whether both hold a common value.
    #[must_use]
    pub fn meets(self, other: Self) -> bool {
        overlap((self.low, self.high), (other.low, other.high))
    }

    /// "More than" and "less than" leave their own figure out: by one where whole things are counted, else by next to
    /// nothing.
    #[must_use]
    pub fn strict(self) -> Self {
        let whole = self.low.or(self.high).is_some_and(|v| v.fract().is_zero());
        let nudge = if whole && self.counts { Decimal::ONE } else { Decimal::new(1, 6) };
        match self.bound {
            Bound::MoreThan => Self { low: self.low.map(|l| l.saturating_add(nudge)), ..self },
            Bound::LessThan => Self { high: self.high.map(|h| h.saturating_sub(nudge)), ..self },
            _ => self,
        }
    }
}

impl Compare {
    /// An amount that was converted from another unit, widened by `weights.converted` of it: whoever converts rounds.
    #[must_use]
    pub fn converted(&self, i: Interval) -> Interval {
        let share = self.weights.as_ref().map_or(Decimal::ZERO, |w| w.converted);
        let reach = |v: Decimal| v.abs().saturating_mul(share);
        Interval {
            low: i.low.map(|l| l.saturating_sub(reach(l))),
            high: i.high.map(|h| h.saturating_add(reach(h))),
            ..i
        }
    }

    /// An amount widened by what hedging and rounding allow: "about" reaches one of the last digit that tells (1,000 of
    /// 18,000), at most `weights.about` of the figure and at least `weights.rounding` of it; a figure
    /// told in thousands half a thousand, where that is at most `weights.rounding` of the figure. Ends that the words
    /// leave open stay.
    #[must_use]
    pub fn widened(&self, i: Interval) -> Interval {
        self.loosened(i, Decimal::ONE)
    }

    /// The same for a value: a hedged length of time reaches twice as far as a hedged count.
    #[must_use]
    pub fn reach(&self, value: &Value, i: Interval) -> Interval {
        let time = matches!(value, Value::Amount { unit, .. } if TimeUnit::named(unit).is_some());
        self.loosened(i, if time { Decimal::TWO } else { Decimal::ONE })
    }

    fn loosened(&self, i: Interval, times: Decimal) -> Interval {
        if !matches!(i.bound, Bound::Exact | Bound::About | Bound::Range) {
            return i.strict();
        }
        let (about, rounding) = self.weights.as_ref().map_or_else(Default::default, |w| (w.about, w.rounding));
        let about = about.saturating_mul(times);
        let half = i.grain.checked_div(Decimal::TWO).unwrap_or_default();
        let share = |v: Decimal| {
            let rounded = if half <= v.abs().saturating_mul(rounding) { half } else { Decimal::ZERO };
            let exact = if i.grain == Decimal::ONE { Decimal::ZERO } else { rounded };
            let near = v.saturating_mul(about).abs().min(place(v).max(i.grain).max(v.saturating_mul(rounding).abs()));
            if i.bound == Bound::About { near.max(exact) } else { exact }
        };
        let (low, high) = (|l: Decimal| l.saturating_sub(share(l)), |h: Decimal| h.saturating_add(share(h)));
        Interval { low: i.low.map(low), high: i.high.map(high), ..i }
    }
}

/// Place value of the last digit of a number that is not 0.
fn place(value: Decimal) -> Decimal {
    let value = value.normalize();
    let mut digits = value.mantissa().unsigned_abs();
    let mut place = Decimal::new(1, value.scale());
    while digits > 0 && digits.is_multiple_of(10) {
        digits /= 10;
        place = place.saturating_mul(Decimal::TEN);
    }
    place
}
