//! What the values of two claims say for or against their being one thing.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rustc_hash::FxHashMap;

use crate::model::{Claim, DateRange, Quantity, Scene, TimeUnit, Value, days_between, digits};
use crate::ruleset::RuleSet;

/// How near a day is to the year or the open stretch that it lies in.
const COARSER: f64 = 0.5;
/// Days at which two dates are half near.
const DAYS: f64 = 3.0;

/// Whether the unit says more of what is measured than that it is a share, money, or people.
pub fn telling_unit(rules: &RuleSet, claim: &Claim) -> bool {
    match &claim.value {
        Value::Amount { unit, .. } if !unit.is_empty() => {
            let rule = rules.unit(unit);
            let share = unit == Quantity::SHARE || rule.is_some_and(|u| u.base.as_deref() == Some(Quantity::SHARE));
            unit != Quantity::PERSON && !share && !rule.is_some_and(|u| u.money)
        }
        _ => false,
    }
}

/// How near two values are, 1 for equal ones; and for equal ones how many digits say so, four being all.
pub fn nearness(rules: &RuleSet, a: &Claim, b: &Claim) -> (f64, f64) {
    let lasts = |c: &Claim| match &c.value {
        Value::Amount { low, high, unit, .. } => {
            let seconds = low.or(*high).zip(TimeUnit::named(unit)).and_then(|(n, unit)| n.checked_mul(unit.seconds()));
            seconds.and_then(|s| s.to_f64())
        }
        _ => None,
    };
    match (&rules.in_base(&a.value), &rules.in_base(&b.value)) {
        // weeks against months: no unit is the other's, but the lengths can be held together
        (Value::Amount { unit: x, .. }, Value::Amount { unit: y, .. })
            if x != y && TimeUnit::named(x).is_some() && TimeUnit::named(y).is_some() =>
        {
            let (x, y) = (lasts(a).unwrap_or_default().abs(), lasts(b).unwrap_or_default().abs());
            (if x.max(y) > 0.0 { x.min(y) / x.max(y) } else { 0.0 }, 0.0)
        }
        (Value::Amount { low: l, high: h, .. }, Value::Amount { low: m, high: i, .. }) => {
            let (Some(x), Some(y)) = (l.or(*h), m.or(*i)) else { return (0.0, 0.0) };
            let (x, y) = (x.abs().to_f64().unwrap_or_default(), y.abs().to_f64().unwrap_or_default());
            let near = if x.max(y) > 0.0 { x.min(y) / x.max(y) } else { 1.0 };
            let told = l.or(*h).map_or(0, |d| digits(d).len());
            (near, if l == m && h == i { share(told, 4) } else { 0.0 })
        }
        (Value::Dates { time: Some(s), .. }, Value::Dates { time: Some(t), .. }) => {
            let hours = s.apart(*t).to_f64().unwrap_or_default() / 60.0;
            (1.0 / (1.0 + hours), if hours > 0.0 { 0.0 } else { 1.0 })
        }
        (Value::Dates { range: x, .. }, Value::Dates { range: y, .. }) if x != y && x.overlaps(*y) => (COARSER, 0.0),
        (Value::Dates { range: x, .. }, Value::Dates { range: y, .. }) => {
            let end = |r: &DateRange| r.from.or(r.to);
            let days = end(x).zip(end(y)).map_or(0.0, |(d, e)| days_between(d, e).abs().to_f64().unwrap_or_default());
            // years are near each other where days are not
            let width =
                |r: &DateRange| r.from.zip(r.to).map_or(1.0, |(d, e)| days_between(d, e).to_f64().unwrap_or(0.0) + 1.0);
            let step = width(x).min(width(y)).max(1.0);
            (1.0 / (1.0 + days / (DAYS * step)), if x == y && x.single().is_some() { 1.0 } else { 0.0 })
        }
        _ => (0.0, 0.0),
    }
}

/// Whether two amounts have the same digits: a slip of the place, or of the unit.
pub fn slip(rules: &RuleSet, a: &Claim, b: &Claim) -> bool {
    let of = |c: &Claim| exact(rules, c).map(digits);
    of(a).is_some_and(|x| of(b) == Some(x))
}

/// The values of all claims as numbers: equal ones have one, whatever unit they are told in.
pub struct Values(Vec<u32>);

impl Values {
    /// Numbers the values of a batch.
    pub fn of(scene: &Scene<'_>, rules: &RuleSet) -> Self {
        let mut numbers: FxHashMap<String, u32> = FxHashMap::default();
        let mut number = |claim: &Claim| {
            let next = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
            *numbers.entry(told(claim, rules)).or_insert(next)
        };
        Self(scene.claims.iter().map(&mut number).collect())
    }

    /// The number of the claim's value.
    pub fn told(&self, claim: &Claim) -> u32 {
        self.0[claim.id.index()]
    }
}

/// Two amounts of one length of which one digit differs, or of which two digits changed places: more, the more digits
/// they have, four being all; a single digit tells nothing.
pub fn one_digit(rules: &RuleSet, a: &Claim, b: &Claim) -> f64 {
    let (Some(x), Some(y)) = (exact(rules, a), exact(rules, b)) else { return 0.0 };
    let places = x.scale().max(y.scale()) as usize;
    let [left, right] = [x, y].map(|d| format!("{:.places$}", d.abs()));
    let told = digits(x).len().max(digits(y).len());
    if left.len() != right.len() || told < 2 {
        return 0.0;
    }
    let apart: Vec<(u8, u8)> = left.bytes().zip(right.bytes()).filter(|(d, e)| d != e).collect();
    match apart[..] {
        [_] => share(told, 4),
        [(d, e), (f, g)] if (d, e) == (g, f) => share(told, 4),
        _ => 0.0,
    }
}

/// An amount that is one number and not 0, in base units.
fn exact(rules: &RuleSet, claim: &Claim) -> Option<Decimal> {
    match &rules.in_base(&claim.value) {
        Value::Amount { low: Some(low), high, .. } if *high == Some(*low) && !low.is_zero() => Some(low.normalize()),
        _ => None,
    }
}

/// What tells the value of a claim from others: its figure in base units; of words their key.
pub fn told(claim: &Claim, rules: &RuleSet) -> String {
    figure(&rules.in_base(&claim.value)).unwrap_or_else(|| claim.key.to_string())
}

/// Whether a claim counts three or fewer of something.
pub fn little(claim: &Claim) -> bool {
    const FEW: Decimal = Decimal::from_parts(3, 0, 0, false, 0);
    matches!(&claim.value, Value::Amount { low: Some(low), high, .. } if *high == Some(*low) && *low <= FEW)
}

/// `n` of so many that count as all.
pub fn share(n: usize, all: usize) -> f64 {
    small(n.min(all)) / small(all)
}

/// A count as a float.
pub fn small(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The figure of a value as one text; of words nothing.
fn figure(value: &Value) -> Option<String> {
    match value {
        Value::Amount { low, high, unit, .. } => {
            let text = |d: &Option<Decimal>| d.map(|d| d.normalize().to_string()).unwrap_or_default();
            Some(format!("{}..{} {unit}", text(low), text(high)))
        }
        Value::Dates { range, time, .. } => {
            let day = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string()).unwrap_or_default();
            Some(time.map_or_else(|| format!("{}..{}", day(range.from), day(range.to)), |t| t.iso()))
        }
        Value::Words(_) => None,
    }
}
