//! Which claims may be held against each other at all; what passes is weighed by its features.

use crate::group::event::Events;
use crate::group::persons::Persons;
use crate::group::stand::stands;
use crate::model::{Claim, Family, Kind, Quantity, Scene, Scope, TimeUnit, Value};
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
    /// A level against a change, what was against what is, one period against another.
    Scope,
    /// A time of day against a day.
    Precision,
    /// Different persons.
    Person,
    /// Nothing that one states bears on what the other states.
    Plain,
}

/// What decides.
pub struct Gate<'a> {
    /// All lists.
    pub scene: &'a Scene<'a>,
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
            // what one person says in two reports is held together as a quotation
            (Kind::Polarity, Kind::Polarity) if self.persons.one(&a.person, &b.person) => Err(Apart::Person),
            (Kind::Polarity, Kind::Polarity) => {
                let meet = stands(self.scene, a, b).ok_or(Apart::Plain)?;
                family(Kind::Polarity, meet)
            }
            _ => Err(Apart::Kind),
        }
    }

    fn quantities(&self, a: &Claim, b: &Claim, meet: bool) -> Result<(), Apart> {
        let (Value::Amount { unit: x, .. }, Value::Amount { unit: y, .. }) = (&a.value, &b.value) else {
            return Err(Apart::Kind);
        };
        let named = (a.is_named(), b.is_named());
        let bare = |unit: &str| unit.is_empty();
        let ranks = (x == Quantity::RANK) == (y == Quantity::RANK);
        let loose = ranks && (named.0 || named.1) && (bare(x) || bare(y)) || bare(x) && bare(y);
        if !self.rules.one_measure(x, y) && !loose && !self.slip(a, b) {
            return Err(Apart::Measure);
        }
        if !self.one_scope(a, b, meet) {
            return Err(Apart::Scope);
        }
        if TimeUnit::named(x).is_some() && !self.one_owner(a, b) {
            return Err(Apart::Person);
        }
        // a value that is the same may be told under two slots
        if named == (true, true) && a.slot != b.slot && !meet {
            return Err(Apart::Slot);
        }
        Ok(())
    }

    /// Whether two ages can be one person's: of one name, or of one kind of person.
    fn one_owner(&self, a: &Claim, b: &Claim) -> bool {
        if a.person.is_empty() || b.person.is_empty() {
            return a.head.iter().any(|t| b.head.contains(t));
        }
        self.persons.one(&a.person, &b.person)
    }

    /// Whether two figures cover the same: a level, a change, what was before; of periods the same one. What was before is
    /// told in passing: two that differ are seldom of one thing.
    fn one_scope(&self, a: &Claim, b: &Claim, meet: bool) -> bool {
        let covers = |s: &Scope| match s {
            Scope::Change(_) => 2,
            Scope::Former => 1,
            Scope::Whole => 3,
            _ => 0,
        };
        let periods = a.scope == Scope::Period && b.scope == Scope::Period;
        let former = a.scope == Scope::Former && !meet;
        let wholes = a.scope == Scope::Whole && b.scope == Scope::Whole;
        let other = !meet && wholes && a.counted.zip(b.counted).is_some_and(|(x, y)| x != y);
        let width = meet || a.extent.is_empty() || b.extent.is_empty() || a.extent == b.extent;
        covers(&a.scope) == covers(&b.scope) && width && !former && !other && (!periods || self.one_window(a, b))
    }

    /// Both count one stretch of time: told alike, or of the same days.
    pub fn one_window(&self, a: &Claim, b: &Claim) -> bool {
        let days = match (a.when, b.when) {
            (Some(x), Some(y)) if x == y && x.from.is_some() && x.to.is_some() => true,
            (Some(x), Some(y)) if x.single().is_some() && y.single().is_some() => false,
            _ => self.events.apart(a.article, b.article) == Some(0),
        };
        match (&a.window, &b.window) {
            (Some(x), Some(y)) => x == y,
            _ => days,
        }
    }

    /// Whether the unit itself may be what differs: one number of two currencies, a change in percent and one
    /// in percentage points.
    fn slip(&self, a: &Claim, b: &Claim) -> bool {
        let (Value::Amount { unit: x, low: l, high: h, .. }, Value::Amount { unit: y, low: m, high: i, .. }) =
            (&a.value, &b.value)
        else {
            return false;
        };
        let money = |u: &str| self.rules.unit(u).is_some_and(|u| u.money);
        let part = |u: &str| self.rules.unit(u).is_some_and(|u| u.part);
        let changes = matches!((&a.scope, &b.scope), (Scope::Change(_), Scope::Change(_)));
        (money(x) && money(y) && l == m && h == i) || (part(x) && part(y) && changes)
    }

    fn times(&self, a: &Claim, b: &Claim, one_event: bool) -> Result<bool, Apart> {
        match (&a.value, &b.value) {
            (Value::Amount { unit: x, .. }, Value::Amount { unit: y, .. }) => {
                if !one_event {
                    return Err(Apart::Event);
                }
                if a.scope != b.scope {
                    return Err(Apart::Scope);
                }
                if self.rules.one_measure(x, y) { Ok(self.meet(&a.value, &b.value)) } else { Err(Apart::Measure) }
            }
            (Value::Dates { time: s, .. }, Value::Dates { time: t, .. }) => {
                if s.is_some() != t.is_some() {
                    return Err(Apart::Precision);
                }
                let meet = self.meet(&a.value, &b.value);
                match (meet, one_event) {
                    (false, false) => Err(Apart::Event),
                    // the day of a figure is no day of the story
                    (false, true) if a.scope != Scope::Total || b.scope != Scope::Total => Err(Apart::Scope),
                    _ => Ok(meet),
                }
            }
            _ => Err(Apart::Measure),
        }
    }

    /// Whether two values can be one: equal, overlapping, or within what hedges and rounding allow.
    pub fn meet(&self, a: &Value, b: &Value) -> bool {
        let (x, y) = (a.unit(), b.unit());
        if !x.is_empty() && !y.is_empty() && !self.rules.one_measure(x, y) {
            return false;
        }
        let converted = !x.is_empty() && !y.is_empty() && x != y;
        let [a, b] = self.rules.in_one(a, b);
        match (&a, &b) {
            (Value::Amount { .. }, Value::Amount { .. }) => {
                let compare = &self.rules.compare;
                Interval::of(&a).zip(Interval::of(&b)).is_some_and(|(i, j)| {
                    i.strict().meets(j.strict()) || {
                        let (w, v) = (compare.reach(&a, i), compare.reach(&b, j));
                        w.meets(v) || (converted && compare.converted(w).meets(compare.converted(v)))
                    }
                })
            }
            (Value::Dates { range: x, time: s, vague: u, .. }, Value::Dates { range: y, time: t, vague: v, .. }) => {
                match (s, t) {
                    (Some(s), Some(t)) => {
                        let reach = if *u || *v { i64::from(self.weights.about_minutes) } else { 0 };
                        // what the clocks of two zones show is left to the verdict
                        s.zone != t.zone || s.apart(*t) <= reach
                    }
                    _ => x.overlaps(*y),
                }
            }
            _ => false,
        }
    }
}
