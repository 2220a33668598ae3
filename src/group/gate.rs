//! Which claims may be held against each other at all; what passes is weighed by its features.

use crate::group::event::Events;
use crate::group::persons::Persons;
use crate::model::{Claim, Family, Kind, Moment, Quantity, Value, days_between};
use crate::ruleset::{Interval, RuleSet, Weights};

/// Why two claims are no pair, whatever their sentences look like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Apart {
    /// Different kinds of values.
    Kind,
    /// Articles on different events.
    Event,
    /// Units of different measures.
    Measure,
    /// The rules name different slots.
    Slot,
    /// A time of day against a day.
    Precision,
    /// Different persons.
    Person,
    /// Neither denies, doubts or plans.
    Plain,
}

/// What decides.
pub struct Gate<'a> {
    /// Events of the articles.
    pub events: &'a Events<'a>,
    /// Persons.
    pub persons: &'a Persons<'a>,
    /// Rules.
    pub rules: &'a RuleSet,
    /// Thresholds.
    pub weights: &'a Weights,
}

impl Gate<'_> {
    /// The family of the pair.
    ///
    /// # Errors
    /// Why the two are no pair.
    pub fn pass(&self, a: &Claim, b: &Claim) -> Result<Family, Apart> {
        let timed = |k: Kind| matches!(k, Kind::Date | Kind::Duration);
        let one_event = self.events.one(a.article, b.article);
        let family = |kind, meet| Ok(Family { kind, meet });
        match (a.kind, b.kind) {
            (Kind::Quantity, Kind::Quantity) if !one_event => Err(Apart::Event),
            (Kind::Quantity, Kind::Quantity) => {
                let meet = self.meet(&a.value, &b.value);
                self.quantities(a, b, meet)?;
                family(Kind::Quantity, meet)
            }
            (x, y) if timed(x) && timed(y) => {
                let meet = self.times(a, b, one_event)?;
                family(if x == Kind::Duration || y == Kind::Duration { Kind::Duration } else { Kind::Date }, meet)
            }
            (Kind::Role, Kind::Role) => {
                let words = a.person.len().min(b.person.len());
                let known =
                    one_event || words > 1 || (a.key == b.key && self.persons.only_one(a) && self.persons.only_one(b));
                if known && self.persons.one(&a.person, &b.person) {
                    family(Kind::Role, true)
                } else {
                    Err(Apart::Person)
                }
            }
            (Kind::Quotation | Kind::Polarity, _) if a.kind == b.kind && !one_event => Err(Apart::Event),
            (Kind::Quotation, Kind::Quotation) => {
                let direct = a.key == "direct" || b.key == "direct";
                let met = direct && self.persons.one(&a.person, &b.person);
                if met { family(Kind::Quotation, true) } else { Err(Apart::Person) }
            }
            (Kind::Polarity, Kind::Polarity) => {
                let meet = stands(a, b).ok_or(Apart::Plain)?;
                family(Kind::Polarity, meet)
            }
            _ => Err(Apart::Kind),
        }
    }

    fn quantities(&self, a: &Claim, b: &Claim, meet: bool) -> Result<(), Apart> {
        let (Value::Amount { unit: x, .. }, Value::Amount { unit: y, .. }) = (&a.value, &b.value) else {
            return Err(Apart::Kind);
        };
        let named = (a.key == NAMED, b.key == NAMED);
        let bare = |unit: &str| unit.is_empty();
        let ranks = (x == Quantity::RANK) == (y == Quantity::RANK);
        let loose = ranks && (named.0 || named.1) && (bare(x) || bare(y)) || bare(x) && bare(y);
        if !self.one_measure(x, y) && !loose && !self.slip(a, b) {
            return Err(Apart::Measure);
        }
        // a value that is the same may be told under two slots
        if named == (true, true) && a.slot != b.slot && !meet {
            return Err(Apart::Slot);
        }
        Ok(())
    }

    /// Whether the unit itself may be what differs: one number of two currencies, percent and percentage points.
    fn slip(&self, a: &Claim, b: &Claim) -> bool {
        let (Value::Amount { unit: x, low: l, high: h, .. }, Value::Amount { unit: y, low: m, high: i, .. }) =
            (&a.value, &b.value)
        else {
            return false;
        };
        let money = |u: &str| self.rules.unit(u).is_some_and(|u| u.money);
        let part = |u: &str| self.rules.unit(u).is_some_and(|u| u.part);
        (money(x) && money(y) && l == m && h == i) || (part(x) && part(y))
    }

    /// Whether two units measure the same: feet and metres.
    pub fn one_measure(&self, x: &str, y: &str) -> bool {
        let base = |u: &'_ str| self.rules.unit(u).and_then(|u| u.base.clone()).unwrap_or_else(|| u.to_owned());
        x == y || base(x) == base(y)
    }

    fn times(&self, a: &Claim, b: &Claim, one_event: bool) -> Result<bool, Apart> {
        match (&a.value, &b.value) {
            (Value::Amount { unit: x, .. }, Value::Amount { unit: y, .. }) => {
                if !one_event {
                    return Err(Apart::Event);
                }
                if self.one_measure(x, y) { Ok(self.meet(&a.value, &b.value)) } else { Err(Apart::Measure) }
            }
            (Value::Dates { time: s, .. }, Value::Dates { time: t, .. }) => {
                if s.is_some() != t.is_some() {
                    return Err(Apart::Precision);
                }
                let meet = self.meet(&a.value, &b.value);
                if !meet && !one_event { Err(Apart::Event) } else { Ok(meet) }
            }
            _ => Err(Apart::Measure),
        }
    }

    /// Whether two values can be one: equal, overlapping, or within what hedges and rounding allow.
    pub fn meet(&self, a: &Value, b: &Value) -> bool {
        let unit = |v: &Value| match v {
            Value::Amount { unit, .. } => unit.clone(),
            _ => String::new(),
        };
        let (x, y) = (unit(a), unit(b));
        if !x.is_empty() && !y.is_empty() && !self.one_measure(&x, &y) {
            return false;
        }
        let (a, b) = (self.rules.in_base(a), self.rules.in_base(b));
        match (&a, &b) {
            (Value::Amount { .. }, Value::Amount { .. }) => {
                let compare = &self.rules.compare;
                let wide = |v: &Value| Interval::of(v).map(|i| (i.strict(), compare.widened(i)));
                wide(&a).zip(wide(&b)).is_some_and(|((s, w), (t, v))| s.meets(t) || w.meets(v))
            }
            (Value::Dates { range: x, time: s, vague: u, .. }, Value::Dates { range: y, time: t, vague: v, .. }) => {
                match (s, t) {
                    (Some(s), Some(t)) => {
                        let reach = if *u || *v { i64::from(self.weights.about_minutes) } else { 0 };
                        minutes_apart(*s, *t) <= reach
                    }
                    _ => x.overlaps(*y),
                }
            }
            _ => false,
        }
    }
}

/// Key of claims whose slot a rule names.
pub const NAMED: &str = "named";

/// Minutes between two times of day.
pub fn minutes_apart(s: Moment, t: Moment) -> i64 {
    const DAY: i64 = 24 * 60;
    let minutes = |m: Moment| i64::from(m.minute.unwrap_or_default());
    (days_between(s.day, t.day) * DAY + minutes(t) - minutes(s)).abs()
}

/// Whether two statements are worth a word: one denies what the other affirms (`false`), or doubts, plans, or takes the
/// same stand or denies the same (`true`).
fn stands(a: &Claim, b: &Claim) -> Option<bool> {
    let stance = a.slot == b.slot && a.slot != "statement";
    match (a.key.as_str(), b.key.as_str()) {
        ("denied", "affirmed" | "possible" | "planned") | ("affirmed" | "possible" | "planned", "denied") => {
            Some(false)
        }
        ("denied", "denied") => Some(true),
        ("affirmed", "affirmed") => stance.then_some(true),
        ("unclear" | "no_comment", other) | (other, "unclear" | "no_comment") => {
            (other != "unclear" && other != "no_comment").then_some(true)
        }
        _ => Some(true),
    }
}
