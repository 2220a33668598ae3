//! What a figure measures: the nearest word that names a slot, else the noun that is counted.

use std::cell::LazyCell;

use crate::lexis::Reading;
use crate::model::{Bag, Mention, MentionKind, Quantity, RuleId, Scope, Tagged};
use crate::normalise::context::clause;
use crate::normalise::terms::{Terms, terms};
use crate::ruleset::{Class, RuleSet, Sense};

/// Slot of a figure that nothing names.
const COUNT: &str = "count";
/// Furthest that the word which names the slot may stand from the figure, in tokens.
const FURTHEST: usize = 12;
/// How much further a word before the figure counts than one behind it.
const BEFORE: usize = 2;

/// A slot with the rules that found it.
pub struct Slot {
    /// Its name.
    pub name: String,
    /// A rule names it; it is not only the counted noun.
    pub named: bool,
    /// The rule.
    pub rule: Option<RuleId>,
    /// The counted noun's term, where it says more than "persons".
    pub counted: Option<u32>,
}

/// The slot of the quantity `mention`, one of `tagged`.
pub fn slot(
    reading: &Reading<'_>,
    tagged: &Tagged,
    mention: &Mention,
    quantity: &Quantity,
    bag: &Bag,
    terms: &Terms,
    rules: &RuleSet,
) -> Slot {
    let counted = counted(reading, bag, terms, mention.tokens.1 as usize);
    let unit = quantity.unit.as_deref();
    match nearest(reading, tagged, mention, unit, &|| counted.is_some(), rules) {
        Some(sense) => Slot { name: sense.text.clone(), named: true, rule: Some(sense.rule), counted },
        None => {
            let noun = counted.and_then(|c| terms.notion(c)).map(str::to_owned);
            let name = noun.or_else(|| unit.map(str::to_owned)).unwrap_or_else(|| COUNT.to_owned());
            Slot { name, named: false, rule: None, counted }
        }
    }
}

/// The nearest word that names a slot for a figure of `unit`; `counts`: whether it counts a thing of its own.
fn nearest<'r>(
    reading: &Reading<'r>,
    tagged: &Tagged,
    mention: &Mention,
    unit: Option<&str>,
    counts: &dyn Fn() -> bool,
    rules: &RuleSet,
) -> Option<&'r Sense> {
    let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
    let fits = |wanted: Option<&str>| measured(wanted, unit, counts, rules);
    let within = |(start, end): (usize, usize)| {
        let near = reading
            .all(Class::Slot)
            .filter(|(a, b, s)| {
                *a >= start && *b <= end && (*b <= from || *a >= to || *a >= from) && fits(s.unit.as_deref())
            })
            .map(|(a, b, s)| (if a >= from { a.saturating_sub(to) } else { from.saturating_sub(b) + BEFORE }, a, s))
            .filter(|(distance, ..)| *distance <= FURTHEST);
        near.min_by_key(|(distance, a, _)| (*distance, *a)).map(|(_, _, sense)| sense)
    };
    within(reach(reading, tagged, mention)).or_else(|| within(behind_aside(reading, to)?))
}

/// The clause behind a part that is told in passing between commas: "16 people, including four children, drowned".
fn behind_aside(reading: &Reading<'_>, to: usize) -> Option<(usize, usize)> {
    /// Most tokens before the word that makes it a part.
    const NEAR: usize = 3;
    let comma = |at: usize| reading.word(at) == ",";
    let aside = clause(reading, to, to).1 + 1;
    let part = (aside..aside + NEAR).any(|i| reading.sense(i, Class::Part).is_some());
    let end = clause(reading, aside, aside).1;
    (comma(aside - 1) && part && comma(end)).then(|| clause(reading, end + 1, end + 1))
}

/// For each mention of a sentence by itself the name of its slot; `None` where no word of a rule names one.
#[must_use]
pub fn named(reading: &Reading<'_>, tagged: &Tagged, rules: &RuleSet) -> Vec<Option<String>> {
    if reading.all(Class::Slot).next().is_none() {
        return vec![None; tagged.mentions.len()];
    }
    // the terms are dear, and few figures ask for them
    let words = LazyCell::new(|| terms(std::slice::from_ref(reading), std::slice::from_ref(tagged)));
    let name = |mention: &Mention| {
        let MentionKind::Quantity(q) = &mention.kind else { return None };
        let counts = || {
            let (terms, bags) = &*words;
            bags.first().is_some_and(|bag| counted(reading, bag, terms, mention.tokens.1 as usize).is_some())
        };
        nearest(reading, tagged, mention, q.unit.as_deref(), &counts, rules).map(|sense| sense.text.clone())
    };
    tagged.mentions.iter().map(name).collect()
}

/// Whether a figure of `unit` can be one of a slot whose measure is `wanted`. A figure without a unit that counts
/// a thing of its own is no count of persons.
fn measured(wanted: Option<&str>, unit: Option<&str>, counts: &dyn Fn() -> bool, rules: &RuleSet) -> bool {
    let money = |u: &str| rules.unit(u).is_some_and(|u| u.money);
    match (wanted, unit) {
        (None, Some(Quantity::RANK)) => false,
        (None, _) => true,
        (Some("money"), unit) => unit.is_some_and(money),
        (Some("count"), unit) => unit.is_none(),
        (Some("person"), None) => !counts(),
        (Some(wanted), unit) => unit.is_some_and(|unit| rules.base(unit) == rules.base(wanted)),
    }
}

/// The tokens in which the figure's slot may be named: its clause, cut off at the next figure that
/// counts something of its own.
fn reach(reading: &Reading<'_>, tagged: &Tagged, mention: &Mention) -> (usize, usize) {
    let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
    let (start, end) = clause(reading, from, to);
    let next = tagged.mentions.iter().map(|m| m.tokens.0 as usize).find(|a| *a >= to && *a < end);
    let slot_between = next.is_some_and(|n| reading.all(Class::Slot).any(|(a, b, _)| a >= to && b <= n));
    (start, if slot_between { next.unwrap_or(end) } else { end })
}

/// The noun right behind the figure, where it says more than "persons" and names no slot.
pub fn counted(reading: &Reading<'_>, bag: &Bag, terms: &Terms, to: usize) -> Option<u32> {
    let at = if reading.word(to) == "-" { to + 1 } else { to };
    let (term, _) = bag.terms.iter().find(|(_, t)| *t as usize == at)?;
    let slot_word = reading.sense(at, Class::Slot).is_some();
    (terms.notion(*term) != Some("person") && !terms.is_name(*term) && !slot_word).then_some(*term)
}

/// How much of the thing the figure covers, by the words of its clause before it, and the rule that says so.
pub fn scope(reading: &Reading<'_>, mention: &Mention) -> (Scope, Option<RuleId>) {
    const NEAR: usize = 4;
    // "newly" may stand before the verb that the figure follows
    const NEWLY: usize = 7;
    let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
    let (start, end) = clause(reading, from, to);
    let near = (start.max(from.saturating_sub(NEAR)), (to + 2).min(end));
    let mark = |from: usize, to: usize, class| {
        let within = |i: usize| reading.sense(i, class).filter(|(_, end)| *end <= to);
        (from..to).find_map(within).map(|(sense, _)| sense.rule)
    };
    let period = mark(start, end, Class::Period)
        .or_else(|| mark(start.max(from.saturating_sub(NEWLY)), near.1, Class::Increment));
    let part = || mark(near.0, near.1, Class::Part);
    match period {
        Some(rule) => (Scope::Period, Some(rule)),
        None => part().map_or((Scope::Total, None), |rule| (Scope::Part, Some(rule))),
    }
}
