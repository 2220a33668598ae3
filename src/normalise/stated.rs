//! What a sentence states: one claim of polarity for each of its clauses, and "nobody was hurt" as a count of none.

use rust_decimal::Decimal;

use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Bound, Claim, DateRange, Kind, Modality, NAMED, Quantity, Scope, Value};
use crate::normalise::claims::View;
use crate::normalise::context::{clause, terms_in};
use crate::normalise::polarity::{Polarity, marks, polarity};
use crate::ruleset::Class;

/// Fewest terms of a clause that is told apart from the one beside it, and of one that affirms.
const LIGHT: usize = 2;
/// Fewest terms of what stands alone between commas.
const SHORT: usize = 3;
/// Terms nearest to a denial that are taken for what it denies.
const NEAREST: usize = 2;

/// How firmly two neighbouring tokens are parted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Break {
    /// Not at all.
    No,
    /// By a comma: a few words beside it may belong to either side.
    Soft,
    /// One clause ends here.
    Hard,
}

impl View<'_> {
    /// A claim for each clause that states something; `spoken`: tokens inside quotation marks, `speaker`: whose they are.
    pub(super) fn statements(
        &self,
        spoken: &[(usize, usize)],
        speaker: Option<&[String]>,
        when: Option<DateRange>,
        out: &mut Vec<Claim>,
    ) {
        for (from, to) in self.clauses(spoken) {
            let read = polarity(self.reading, from, to);
            let open = matches!(read.key, "no_comment" | "unclear" | "planned");
            // what holds under a condition is not told, but for a stand that is taken, a plan, and for saying nothing
            if self.reading.has(from, to, Class::Condition) && read.stance.is_none() && !open {
                continue;
            }
            out.extend(self.none(from, to, &read, when));
            let mut statement = self.statement(from, to, &read, when);
            let said = speaker.filter(|_| spoken.iter().any(|(a, b)| *a <= from && to <= *b));
            if let Some((claim, person)) = statement.as_mut().zip(said) {
                claim.person = person.into();
            }
            out.extend(statement);
        }
    }

    fn statement(&self, from: usize, to: usize, read: &Polarity, when: Option<DateRange>) -> Option<Claim> {
        let silent = matches!(read.key, "no_comment" | "unclear");
        // what is not commented on stands beside the clause that says so
        let about = if silent { self.stated(0, self.reading.len()) } else { self.stated(from, to) };
        if about.len() < if read.denies() { 1 } else { LIGHT } {
            return None;
        }
        let first = (from..to).find(|i| !self.reading.is(*i, TokenKind::Sign)).unwrap_or(from);
        let told = if read.denies() { "denied" } else { read.key };
        let mut claim = self.blank(Kind::Polarity, self.reading.raw(first, to), Value::Words(told.into()));
        claim.slot = read.stance.as_deref().unwrap_or("statement").into();
        claim.key = read.key.into();
        claim.modality = match read.key {
            "possible" => Modality::Possible,
            "planned" => Modality::Planned,
            _ if read.denies() => Modality::Denied,
            _ => Modality::Asserted,
        };
        if let Some(mark) = read.at.filter(|_| read.denies()) {
            claim.head = self.denied(mark, (from, to)).into();
        }
        claim.about = about.into();
        claim.rules.extend(read.rule);
        claim.when = when;
        Some(claim)
    }

    /// "Nobody was killed": a figure of none for each slot that the clause denies.
    fn none(&self, from: usize, to: usize, read: &Polarity, when: Option<DateRange>) -> Vec<Claim> {
        if read.key != "denied" || self.reading.has(from, to, Class::Part) {
            return Vec::new();
        }
        let Some((start, end, sense)) = self
            .reading
            .all(Class::NoneOf)
            .filter(|(a, b, _)| *a >= from && *b <= to)
            .max_by_key(|(a, b, _)| (b - a, *a))
        else {
            return Vec::new();
        };
        let told = sense.text.split_whitespace().map(|slot| (slot.to_owned(), (start, end))).collect::<Vec<_>>();
        let slots = if told.is_empty() { self.slot_behind(end, to, read).into_iter().collect() } else { told };
        let rules = [Some(sense.rule), read.rule];
        let claim = |(slot, (a, b)): (String, (usize, usize))| {
            let value = Value::Amount {
                low: Some(Decimal::ZERO),
                high: Some(Decimal::ZERO),
                unit: Quantity::PERSON.into(),
                bound: Bound::Exact,
                grain: Decimal::ONE,
            };
            let mut claim = self.blank(Kind::Quantity, self.reading.raw(start.min(a), b), value);
            claim.slot = slot.into();
            claim.key = NAMED.into();
            claim.scope = if self.reading.has(from, to, Class::Period) { Scope::Period } else { Scope::Total };
            claim.about = terms_in(self.bag, from, to).into();
            claim.when = when;
            claim.modality = Modality::Asserted;
            claim.rules.extend(rules.into_iter().flatten());
            claim
        };
        slots.into_iter().map(claim).collect()
    }

    /// The slot of persons that is named behind token `at` with nothing told in between, nor before a negation behind it,
    /// and its tokens.
    fn slot_behind(&self, at: usize, to: usize, read: &Polarity) -> Option<(String, (usize, usize))> {
        let mut slots = self.reading.all(Class::Slot).filter(|(a, b, _)| *a >= at && *b <= to);
        let (a, b, sense) = slots.next()?;
        let persons = sense.unit.as_deref() == Some(Quantity::PERSON);
        let denied = read.at.is_none_or(|(mark, _)| mark < b || terms_in(self.bag, b, mark).is_empty());
        (persons && denied && terms_in(self.bag, at, a).is_empty()).then(|| (sense.text.clone(), (a, b)))
    }

    /// What the clause is about, without the words that say how it is told: untrue, a report, a plan.
    fn stated(&self, from: usize, to: usize) -> Vec<u32> {
        const TOLD: [Class; 4] = [Class::Denial, Class::Hearsay, Class::Planned, Class::NotYet];
        let marks: Vec<(usize, usize)> =
            TOLD.into_iter().flat_map(|class| marks(self.reading, class).map(|(a, b, _)| (a, b))).collect();
        let free = |at: &u32| !marks.iter().any(|(a, b)| (*a..*b).contains(&(*at as usize)));
        let inside = self.bag.terms.iter().filter(|(_, at)| (from..to).contains(&(*at as usize)) && free(at));
        let mut terms: Vec<u32> = inside.map(|(t, _)| *t).collect();
        terms.sort_unstable();
        terms.dedup();
        terms
    }

    /// The terms nearest to the mark of a denial, nearest first: what is denied. Of two equally near the one behind.
    fn denied(&self, mark: (usize, usize), clause: (usize, usize)) -> Vec<u32> {
        let stated = self.stated(clause.0, clause.1);
        let mark = self.none_before(mark, clause.0, &stated).unwrap_or(mark);
        let distance = |at: usize| if at >= mark.0 { 2 * at.saturating_sub(mark.1) } else { 2 * (mark.0 - at) - 1 };
        let inside = self.bag.terms.iter().map(|(t, at)| (*t, *at as usize));
        let inside = inside.filter(|(t, at)| (clause.0..clause.1).contains(at) && stated.binary_search(t).is_ok());
        let mut near: Vec<(usize, u32)> =
            inside.filter(|(t, _)| !self.terms.is_name(*t)).map(|(t, at)| (distance(at), t)).collect();
        near.sort_unstable();
        let mut heads: Vec<u32> = Vec::new();
        for (_, term) in near {
            if heads.len() < NEAREST && !heads.contains(&term) {
                heads.push(term);
            }
        }
        heads
    }

    /// The word for none ("no", "not any") before a negation, where it stands right before a word of what is denied.
    fn none_before(&self, mark: (usize, usize), from: usize, stated: &[u32]) -> Option<(usize, usize)> {
        let begins = |at: usize| {
            let here = |(t, i): &(u32, u32)| *i as usize == at && stated.binary_search(t).is_ok();
            self.bag.terms.iter().any(here)
        };
        let none = self.reading.all(Class::NoneOf).map(|(a, b, _)| (a, b));
        none.filter(|(a, b)| *a >= from && *b <= mark.0 && begins(*b)).last()
    }

    fn nobody(&self, at: usize) -> bool {
        self.reading.sense(at, Class::NoneOf).is_some()
    }

    /// The clauses of the sentence: first token and one past the last.
    fn clauses(&self, spoken: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let breaks = self.breaks(spoken);
        let mut out: Vec<(usize, usize, Break)> = Vec::new();
        let mut from = 0;
        for to in 1..=self.reading.len() {
            let end = breaks.get(to).copied().unwrap_or(Break::Hard);
            if end == Break::No {
                continue;
            }
            let fewer = |a: usize, b: usize, least: usize| terms_in(self.bag, a, b).len() < least;
            match out.last_mut() {
                Some(last)
                    if last.2 == Break::Soft
                        && !self.denied_at(last.1)
                        && (fewer(from, to, SHORT) || fewer(last.0, last.1, LIGHT)) =>
                {
                    (last.1, last.2) = (to, end);
                }
                _ => out.push((from, to, end)),
            }
            from = to;
        }
        let asks = |to: usize| to > 0 && self.reading.word(to - 1) == "?";
        out.into_iter().map(|(a, b, _)| (a, b)).filter(|(_, b)| !asks(*b)).collect()
    }

    /// Whether the words before the sign at the end of a clause deny something: that clause is then told to its end.
    fn denied_at(&self, to: usize) -> bool {
        let last = (0..to).rev().find(|i| !self.reading.is(*i, TokenKind::Sign));
        last.is_some_and(|last| marks(self.reading, Class::Negation).any(|(a, b, _)| a < b && b == last + 1 && a > 0))
    }

    /// For each token how firmly it is parted from the one before it.
    fn breaks(&self, spoken: &[(usize, usize)]) -> Vec<Break> {
        let reading = self.reading;
        let mut out = vec![Break::No; reading.len()];
        let mut set = |at: usize, kind: Break| {
            if let Some(slot) = out.get_mut(at) {
                *slot = kind.max(*slot);
            }
        };
        let kept = self.whole();
        let free = |at: usize| !kept.iter().any(|(a, b)| (a + 1..*b).contains(&at));
        for i in 0..reading.len() {
            set(i + 1, sign(reading, i));
        }
        // "feared dead" is no saying of somebody's
        let says = |at: usize| reading.sense(at, Class::Possible).is_none();
        for (a, b, _) in reading.all(Class::Attribution).filter(|(a, ..)| says(*a)) {
            [a, b].into_iter().filter(|at| free(*at)).for_each(|at| set(at, Break::Hard));
        }
        for (a, ..) in reading.all(Class::ClauseStart).filter(|(a, ..)| free(*a)) {
            set(a, Break::Hard);
        }
        for (a, b) in spoken {
            set(*a, Break::Hard);
            set(*b, Break::Hard);
        }
        out
    }

    /// Stretches that no verb of saying parts: a report and the word that calls it untrue, "nobody" and what they said.
    fn whole(&self) -> Vec<(usize, usize)> {
        let reading = self.reading;
        let told = |(a, b): (usize, usize)| self.nobody(a) && reading.sense(b, Class::Attribution).is_some();
        let nobody = marks(reading, Class::Negation).map(|(a, b, _)| (a, b)).filter(|n| told(*n));
        let denials = marks(reading, Class::Denial).map(|(a, b, _)| (a, b));
        denials.chain(nobody).map(|(a, b)| clause(reading, a, b)).collect()
    }
}

/// How a sign parts what stands before it from what follows.
fn sign(reading: &Reading<'_>, at: usize) -> Break {
    match reading.word(at) {
        "," => Break::Soft,
        ";" | "?" | "!" | "(" | ")" | "\u{964}" | "\u{2013}" | "\u{2014}" => Break::Hard,
        ":" if !reading.is(at + 1, TokenKind::Number) => Break::Hard,
        _ => Break::No,
    }
}
