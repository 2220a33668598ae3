//! Counts and amounts: what they measure, how much of it, of which stretch of time, and sums of parts.

use rust_decimal::Decimal;

use crate::fold::TokenKind;
use crate::model::{
    Bound, Claim, DateRange, Keyword, Kind, Mention, MentionKind, NAMED, Quantity, RawSpan, RuleId, Scope, TimeUnit,
    Value,
};
use crate::normalise::claims::{View, amount};
use crate::normalise::context::{ahead, clause, modality, terms_in};
use crate::normalise::person::name;
use crate::normalise::quotation::tokens_of;
use crate::normalise::resolve::resolve;
use crate::normalise::slot::{Slot, scope};
use crate::ruleset::{Class, Sense};

/// Slot of words that look like one and are none ("cardiac arrest").
const MASKED: &str = "none";
/// Most tokens between two counts that are parts of one sum.
const BETWEEN: usize = 5;
/// Most tokens of the words that tell how a figure moved.
const NEAR: usize = 3;
/// Most terms of a clause that only gives a place and a count.
const BARE: usize = 2;
/// Most tokens between an age and the name that it belongs to.
const OWNER: usize = 8;

impl View<'_> {
    /// Whether a stretch of time only says what the figure behind it in its clause counts.
    pub(super) fn is_window(&self, mention: &Mention) -> bool {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let (_, end) = clause(self.reading, from, to);
        let named = |slot: &Option<Slot>| slot.as_ref().is_some_and(|s| s.named);
        let mut figures = self.tagged.mentions.iter().zip(&self.slots).filter(|(_, slot)| named(slot));
        figures.any(|(m, _)| m.tokens.0 as usize >= to && m.tokens.0 as usize <= end)
    }

    /// The stretch of time that a figure counts: the nearest month or length before it in its clause, else behind it.
    fn counted_time(&self, mention: &Mention) -> Option<String> {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let (start, end) = clause(self.reading, from, to);
        let before =
            self.tagged.mentions.iter().filter(|m| m.tokens.0 as usize >= start && m.tokens.1 as usize <= from);
        let behind = self.tagged.mentions.iter().filter(|m| m.tokens.0 as usize >= to && m.tokens.1 as usize <= end);
        before.rev().chain(behind).find_map(|m| match &m.kind {
            MentionKind::Duration { length, unit, elapsed: false } if self.counted_in(m) => {
                let day = self.when().and_then(|w| w.single()).or(self.on);
                let (many, unit) = in_days(length.low?, *unit);
                Some(format!("{many} {} to {}", unit.name(), day.map_or_else(String::new, |d| d.to_string())))
            }
            MentionKind::Date(parts) => {
                let range = resolve(parts, self.on, ahead(self.reading, m))?.range;
                let (first, last) = (range.from?, range.to?);
                (first != last && first.last_of_month() == last).then(|| format!("{first} to {last}"))
            }
            _ => None,
        })
    }

    /// Whether a figure is counted over a length of time: a word for a period stands in it or right before it. In "fought
    /// it for three hours" it is only how long something took.
    fn counted_in(&self, length: &Mention) -> bool {
        let (from, to) = (length.tokens.0 as usize, length.tokens.1 as usize);
        let meets = |(a, b, _): (usize, usize, &Sense)| b + NEAR > from && a < to;
        self.reading.all(Class::Period).any(meets)
    }

    /// The stretch that a word for a period in the tokens `from..to` means: each year or day, whichever day the report is
    /// of, or the one that the sentence dates.
    fn period(&self, from: usize, to: usize, when: Option<DateRange>) -> Option<String> {
        let timed = |i: usize| self.tagged.mentions.iter().any(|m| (m.tokens.0..m.tokens.1).any(|t| t as usize == i));
        let named = |i: usize| self.reading.sense(i, Class::Period).filter(|(s, _)| !s.text.is_empty() && !timed(i));
        let each = (from..to).find_map(named).map(|(sense, _)| format!("each {}", sense.text));
        let dated = || when.filter(|w| w.single().is_none()).and_then(|w| Some(format!("{} to {}", w.from?, w.to?)));
        each.or_else(dated)
    }

    /// The claim that a count or amount makes, if it makes one.
    pub(super) fn quantity(
        &self,
        mention: &Mention,
        quantity: &Quantity,
        found: &Slot,
        when: Option<DateRange>,
    ) -> Option<Claim> {
        // the points of a game are told apart from its other figures, not yet compared
        let score = quantity.unit.as_deref() == Some(Quantity::SCORE);
        if found.name == MASKED || score || self.is_first(mention, quantity) {
            return None;
        }
        let (from, to) = clause(self.reading, mention.tokens.0 as usize, mention.tokens.1 as usize);
        let mut claim = self.blank(Kind::Quantity, mention.raw, amount(quantity, None));
        claim.slot = found.name.as_str().into();
        claim.key = if found.named { NAMED.into() } else { Keyword::default() };
        claim.counted = found.counted;
        claim.window = self.counted_time(mention).map(Keyword::from).or_else(|| {
            let same = self.reading.all(Class::SameWindow).next().is_some();
            self.window.filter(|_| same)
        });
        let (scope, scoped_by) = match (self.moved_by(mention), scope(self.reading, mention)) {
            (Some((change, rule)), _) => (change, Some(rule)),
            (None, (Scope::Total, _)) if claim.window.is_some() => (Scope::Period, None),
            (None, found) => found,
        };
        claim.scope = scope;
        if claim.scope == Scope::Period && claim.window.is_none() {
            claim.window = self.period(from, to, when).map(Keyword::from);
        }
        if quantity.unit.as_deref().is_some_and(|u| TimeUnit::named(u).is_some()) {
            claim.person = self.owner(mention).into();
        }
        claim.when = when;
        claim.modality = modality(self.reading, from, to);
        claim.extent = self.extent(from, to).into();
        claim.about = terms_in(self.bag, from, to).into();
        claim.head = self.head(mention).into();
        claim.rules = mention.rules.as_slice().into();
        claim.rules.extend(found.rule);
        claim.rules.extend(scoped_by);
        Some(claim)
    }

    /// Whether the figure is what something was before it changed, or by how much it changed, and the rule that says so.
    fn moved_by(&self, mention: &Mention) -> Option<(Scope, RuleId)> {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let before = |class| {
            let ends_here = |i: usize| self.reading.sense(i, class).filter(|(_, end)| *end == from);
            (from.saturating_sub(NEAR)..from).find_map(ends_here).map(|(sense, _)| sense)
        };
        let behind = |class| self.reading.sense(to, class).map(|(sense, _)| sense);
        let at = |mark: Option<&Sense>, side: &str| mark.filter(|sense| sense.text == side).map(|sense| sense.rule);
        let origin = at(before(Class::Origin), "before").or_else(|| at(behind(Class::Origin), "behind"));
        if let Some(rule) = origin.filter(|_| self.has_partner(mention)) {
            return Some((Scope::Former, rule));
        }
        let way = |mark: Option<&Sense>, side: &str| {
            let (stands, way) = mark?.text.split_once(' ')?;
            let change = Scope::Change(if way == "up" { 1 } else { -1 });
            (stands == side || stands == "both").then_some((change, mark?.rule))
        };
        way(before(Class::Change), "before").or_else(|| way(behind(Class::Change), "behind"))
    }

    /// Whether another figure of the same measure stands in the clause: what something changed to.
    fn has_partner(&self, mention: &Mention) -> bool {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let (start, end) = clause(self.reading, from, to);
        let unit = |m: &Mention| match &m.kind {
            MentionKind::Quantity(q) => Some(q.unit.clone()),
            _ => None,
        };
        let inside = |m: &&Mention| m.tokens.0 as usize >= start && m.tokens.1 as usize <= end;
        let others = self.tagged.mentions.iter().filter(inside).filter(|m| m.tokens.0 != mention.tokens.0);
        others.into_iter().any(|m| unit(m).is_some() && unit(m) == unit(mention))
    }

    /// The name of the person whose age is told: the nearest one behind it in its clause, else before it.
    fn owner(&self, mention: &Mention) -> Vec<String> {
        let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
        let place = |i: usize| self.reading.sense(i, Class::Name).is_some();
        let at = |i: usize| name(self.reading, i).filter(|_| !place(i));
        let (_, clause_end) = clause(self.reading, from, to);
        let behind = (to..clause_end.min(to + OWNER)).find_map(|i| at(i).map(|n| n.words));
        let before = || {
            let ends_here = |end: usize| end + 1 == from || end + 2 == from;
            let whole = |i: usize| at(i).filter(|n| ends_here(n.end)).map(|n| n.words);
            (from.saturating_sub(OWNER)..from).find_map(whole)
        };
        // a name before stands right before, parted by a comma or a bracket
        before().or(behind).unwrap_or_default()
    }

    /// How wide an area the tokens `from..to` say that a figure covers: the first word for one; empty where there is none.
    fn extent(&self, from: usize, to: usize) -> String {
        let named = |from: usize, to: usize| (from..to).find_map(|i| self.reading.sense(i, Class::Extent));
        named(from, to).map(|(sense, _)| sense.text.clone()).unwrap_or_default()
    }

    /// Marks the counts that are told as so many of a number, "nine of the 14", with that number. What counts the whole
    /// is not what the sentence tells: it keeps its counted noun only.
    pub(super) fn wholes(&self, first: usize, out: &mut [Claim]) {
        let at = |claim: &Claim| tokens_of(self.reading, claim.raw).filter(|_| claim.kind == Kind::Quantity);
        for i in first..out.len() {
            for j in first..out.len() {
                let (Some(x), Some(y)) = (at(&out[i]), at(&out[j])) else { continue };
                let gap = if y.0 >= x.1 { x.1..y.0 } else { y.1.saturating_sub(1)..x.0 };
                let side = if y.0 >= x.1 { "behind" } else { "before" };
                let mark = |i: usize| self.reading.sense(i, Class::Whole).is_some_and(|(sense, _)| sense.text == side);
                let joined = i != j && x != y && !gap.is_empty() && gap.len() <= BETWEEN && gap.clone().any(mark);
                let (Some(part), Some(all)) = (whole(&out[i]), whole(&out[j])) else { continue };
                if joined && part <= all {
                    out[i].whole = Some(all);
                    if self.own_slot(&out[j], y) {
                        out[i].scope = Scope::Part;
                    } else {
                        out[j].scope = Scope::Whole;
                    }
                }
            }
        }
    }

    /// Whether the word for a claim's slot stands right beside its figure, the tokens `at`, and not what is told of a part
    /// of it: "the eleven arrested".
    fn own_slot(&self, claim: &Claim, at: (usize, usize)) -> bool {
        // behind a noun it may be the verb: "the 40 passengers drowned"
        let bare = at.1 > 0 && self.reading.sense(at.1 - 1, Class::Unit).is_none();
        let own = |(a, b, sense): &(usize, usize, &Sense)| {
            let near =
                |from: usize, to: usize| to >= from && (from..to).all(|i| self.reading.sense(i, Class::Stop).is_some());
            claim.slot == sense.text.as_str() && ((*a == at.1 && bare) || (near(*b, at.0) && at.0 - b < 2))
        };
        let persons = matches!(&claim.value, Value::Amount { unit, .. } if unit.is_empty() || unit == Quantity::PERSON);
        claim.is_named() && persons && claim.counted.is_none() && self.reading.all(Class::Slot).any(|found| own(&found))
    }

    /// "17 died in the north, seven in the south": a count whose clause names nothing but a place is of the slot of the
    /// count before it.
    pub(super) fn left_out(&self, first: usize, out: &mut [Claim]) {
        let people =
            |c: &Claim| matches!(&c.value, Value::Amount { unit, .. } if unit.is_empty() || unit == Quantity::PERSON);
        let counts = |c: &Claim| c.kind == Kind::Quantity && people(c) && c.counted.is_none();
        for i in first + 1..out.len() {
            let (told, [claim, ..]) = out.split_at_mut(i) else { continue };
            let place = claim.about.iter().any(|t| self.terms.is_name(*t));
            let bare = claim.about.len() <= BARE && claim.about.iter().all(|t| self.terms.notion(*t).is_none());
            let Some(before) = told[first..].iter().rev().find(|c| c.kind == Kind::Quantity) else { continue };
            if counts(claim) && !claim.is_named() && place && bare && before.is_named() && counts(before) {
                claim.slot = before.slot;
                claim.key = before.key;
                claim.head.clone_from(&before.head);
            }
        }
    }

    /// Adds the sums of counts that are told as parts of one thing, "236 passengers and five crew": of one slot, in one
    /// clause, joined by a word. `first`: where the sentence's claims begin in `out`.
    pub(super) fn sums(&self, first: usize, out: &mut Vec<Claim>) {
        let mut sums: Vec<Claim> = Vec::new();
        for i in first..out.len() {
            let Some(j) = (i + 1..out.len()).find(|j| self.joined(&out[i], &out[*j])) else { continue };
            let (Some(x), Some(y)) = (whole(&out[i]), whole(&out[j])) else { continue };
            let Some(total) = x.checked_add(y) else { continue };
            let raw = RawSpan::new(out[i].raw.start(), out[j].raw.end()).unwrap_or(out[i].raw);
            let quantity = Quantity::exact(total, Some(Quantity::PERSON.to_owned()), Decimal::ONE);
            let mut sum = Claim { raw, value: amount(&quantity, None), counted: None, ..out[i].clone() };
            sum.parts = vec![x, y].into();
            let mut about: Vec<u32> = out[i].about.iter().chain(&out[j].about).copied().collect();
            about.sort_unstable();
            about.dedup();
            sum.about = about.into();
            sums.push(sum);
            (out[i].scope, out[j].scope) = (Scope::Part, Scope::Part);
        }
        out.extend(sums);
    }

    /// Whether two counts of persons are parts of one sum.
    fn joined(&self, a: &Claim, b: &Claim) -> bool {
        let one_slot = a.slot == b.slot && a.is_named() && b.is_named();
        let total = |c: &Claim| c.kind == Kind::Quantity && c.scope == Scope::Total && c.window.is_none();
        if !one_slot || !total(a) || !total(b) || whole(a).is_none() || whole(b).is_none() {
            return false;
        }
        let (Some((_, end)), Some((start, _))) = (tokens_of(self.reading, a.raw), tokens_of(self.reading, b.raw))
        else {
            return false;
        };
        let gap = end..start;
        start >= end && gap.len() <= BETWEEN && gap.clone().any(|i| self.reading.sense(i, Class::Joint).is_some())
    }

    /// A spelled-out "first" says that something is new, seldom where it stands in a row.
    fn is_first(&self, mention: &Mention, quantity: &Quantity) -> bool {
        let digits = (mention.tokens.0..mention.tokens.1).any(|i| self.reading.is(i as usize, TokenKind::Number));
        let one = Some(Decimal::ONE);
        quantity.unit.as_deref() == Some(Quantity::RANK) && quantity.low == one && !digits
    }
}

/// A length of whole days that is told in hours, in days.
fn in_days(many: Decimal, unit: TimeUnit) -> (Decimal, TimeUnit) {
    let day = Decimal::from(24);
    let whole = unit == TimeUnit::Hour && many.checked_rem(day).is_some_and(|rest| rest.is_zero());
    if whole { (many / day, TimeUnit::Day) } else { (many, unit) }
}

/// The figure of a count of persons that is exact and whole.
fn whole(claim: &Claim) -> Option<Decimal> {
    match &claim.value {
        Value::Amount { low: Some(low), high, unit, bound: Bound::Exact, .. }
            if *high == Some(*low) && low.fract().is_zero() && (unit.is_empty() || unit == Quantity::PERSON) =>
        {
            Some(*low)
        }
        _ => None,
    }
}
