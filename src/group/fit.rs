//! Whether two claims are about the same thing.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::group::event::Events;
use crate::group::rival::{self, Link};
use crate::model::Scene;
use crate::model::{Claim, Kind, Modality, Pair, Scope, SentenceId, Value};
use crate::ruleset::{RuleSet, Weights};

/// Unit of counts of persons.
const PERSON: &str = "person";
/// Sentences on other events that a small batch lacks; see `similar`.
const OTHERS: f64 = 500.0;
/// The stand that announces what others tell as a plan.
const PLEDGE: &str = "pledge";

/// Decides which claims fit, with all that it needs for it.
pub struct Judge<'a> {
    scene: &'a Scene<'a>,
    events: &'a Events,
    scores: FxHashMap<(SentenceId, SentenceId), f64>,
    /// Person whose name a term is a part of, for the persons whose posts are told.
    persons: FxHashMap<u32, usize>,
    /// Terms that are a part of several persons' names.
    namesakes: FxHashSet<u32>,
    /// Rarity of each term among the sentences.
    rarity: Vec<f64>,
    rules: &'a RuleSet,
    weights: &'a Weights,
}

impl<'a> Judge<'a> {
    /// Makes one for a batch.
    pub fn new(
        scene: &'a Scene<'a>,
        events: &'a Events,
        pairs: &[Pair],
        rules: &'a RuleSet,
        weights: &'a Weights,
    ) -> Self {
        let mut frequency = vec![0u32; scene.terms.len()];
        for bag in scene.bags {
            let mut terms: Vec<u32> = bag.terms.iter().map(|(t, _)| *t).collect();
            terms.sort_unstable();
            terms.dedup();
            terms.iter().for_each(|t| frequency[*t as usize] += 1);
        }
        let all = f64::from(u32::try_from(scene.bags.len()).unwrap_or(u32::MAX));
        let rarity = frequency.iter().map(|f| (1.0 + (all + OTHERS) / f64::from((*f).max(1))).ln()).collect();
        let scores = pairs.iter().map(|p| ((p.left, p.right), p.score)).collect();
        let (persons, namesakes) = persons(scene, weights.same_name);
        Self { scene, events, scores, persons, namesakes, rarity, rules, weights }
    }

    /// The link between two claims of different outlets, if they can be held against each other.
    pub fn fit(&self, a: &Claim, b: &Claim) -> Option<Link> {
        let key = (a.sentence.min(b.sentence), a.sentence.max(b.sentence));
        let alike = self.scores.get(&key).copied().unwrap_or_default();
        let fits = match (a.kind, b.kind) {
            (Kind::Quantity, Kind::Quantity) => self.quantities(a, b, alike),
            (Kind::Duration, Kind::Duration) if a.slot == b.slot && a.slot == "length" => self.lengths(a, b, alike),
            (Kind::Duration | Kind::Date, Kind::Duration | Kind::Date) => self.dates(a, b, alike),
            (Kind::Role, Kind::Role) => self.same_person(a, b),
            (Kind::Quotation, Kind::Quotation) => self.quotations(a, b),
            (Kind::Polarity, Kind::Polarity) => self.statements(a, b, alike),
            _ => false,
        };
        let common = || self.common(&a.about, &b.about);
        fits.then(|| Link { left: a.id, right: b.id, alike, common: common() })
    }

    /// The share of their weight that two lists of terms have in common, of the lighter one.
    fn common(&self, a: &[u32], b: &[u32]) -> f64 {
        let weight = |list: &[u32]| list.iter().map(|t| self.rarity[*t as usize]).sum::<f64>();
        let both: f64 = self.shared(a, b).map(|t| self.rarity[t as usize]).sum();
        let least = weight(a).min(weight(b));
        if least > 0.0 { both / least } else { 0.0 }
    }

    /// How much of the weight of what the denying one of two statements speaks of stands in the other; 0 where they
    /// share a single word.
    fn denies(&self, a: &Claim, b: &Claim) -> f64 {
        let (denial, other) = if a.key == "denied" { (a, b) } else { (b, a) };
        let weight = |list: &[u32]| list.iter().map(|t| self.rarity[*t as usize]).sum::<f64>();
        let both: Vec<u32> = self.shared(&denial.about, &other.about).collect();
        let whole = weight(&denial.about);
        if both.len() < 2 || whole <= 0.0 { 0.0 } else { weight(&both) / whole }
    }

    fn shared<'b>(&self, a: &'b [u32], b: &'b [u32]) -> impl Iterator<Item = u32> + 'b {
        a.iter().copied().filter(move |t| b.binary_search(t).is_ok())
    }

    fn notions(&self, a: &Claim, b: &Claim) -> usize {
        self.shared(&a.about, &b.about).filter(|t| self.scene.terms[*t as usize].starts_with("c:")).count()
    }

    /// How many places or bodies both name.
    fn places(&self, a: &Claim, b: &Claim) -> usize {
        self.shared(&a.about, &b.about).filter(|t| self.scene.terms[*t as usize].starts_with("n:")).count()
    }

    /// Whether each side names a place or body that the other does not: two visits to two countries.
    fn elsewhere(&self, a: &Claim, b: &Claim) -> bool {
        let lacks = |x: &Claim, y: &Claim| {
            let name = |t: &&u32| self.scene.terms[**t as usize].starts_with("n:");
            x.about.iter().filter(name).any(|t| y.about.binary_search(t).is_err())
        };
        lacks(a, b) && lacks(b, a)
    }

    /// How many persons both speak of.
    fn meet(&self, a: &Claim, b: &Claim) -> usize {
        let mut both: Vec<usize> =
            self.shared(&a.about, &b.about).filter_map(|t| self.persons.get(&t).copied()).collect();
        both.sort_unstable();
        both.dedup();
        both.len()
    }

    fn same_event(&self, a: &Claim, b: &Claim) -> bool {
        self.events.one(a.article, b.article)
    }

    /// Both of the article's own event, or both of the same days long before it.
    fn same_time(&self, a: &Claim, b: &Claim) -> bool {
        let (past_a, past_b) = (self.events.background(a.article, a.when), self.events.background(b.article, b.when));
        match (past_a, past_b) {
            (false, false) => a.aside == b.aside,
            (true, true) => a.when.zip(b.when).is_some_and(|(x, y)| x.overlaps(y)),
            _ => false,
        }
    }

    fn quantities(&self, a: &Claim, b: &Claim, alike: f64) -> bool {
        let (Value::Amount { unit: x, .. }, Value::Amount { unit: y, .. }) = (&a.value, &b.value) else { return false };
        let named = a.key == "named" && b.key == "named";
        let bare = |unit: &str, claim: &Claim| unit.is_empty() && claim.counted.is_none();
        let units = self.one_measure(x, y) || (named && (bare(x, a) || bare(y, b)));
        let counted = a.counted == b.counted || (named && (a.counted.is_none() || b.counted.is_none()));
        if a.slot != b.slot
            || !units
            || !counted
            || a.scope != b.scope
            || !self.same_event(a, b)
            || !self.same_time(a, b)
        {
            return false;
        }
        if a.scope == Scope::Period && !self.same_period(a, b) {
            return false;
        }
        let common = self.common(&a.about, &b.about);
        match (named, a.scope == Scope::Total || a.window.is_some()) {
            // inside one event the slot alone says that persons are counted alike, and so does an equal value
            (true, true)
                if x == PERSON
                    || y == PERSON
                    || rival::nearness(&self.rules.in_base(&a.value), &self.rules.in_base(&b.value))
                        < rival::DIFFERENT =>
            {
                true
            }
            (true, true) => alike >= self.weights.alike_in_slot && common >= self.weights.common,
            (true, false) => alike >= self.weights.alike,
            (false, _) => {
                a.counted.is_some() && alike >= self.weights.alike_in_slot && common >= self.weights.common
                    || a.counted.is_none() && alike >= self.weights.alike && common >= self.weights.common
            }
        }
    }

    /// Whether two units measure the same: feet and metres.
    fn one_measure(&self, x: &str, y: &str) -> bool {
        let base = |u: &'_ str| self.rules.unit(u).and_then(|u| u.base.clone()).unwrap_or_else(|| u.to_owned());
        x == y || base(x) == base(y)
    }

    /// Both count one stretch of time: named alike, or of one day.
    fn same_period(&self, a: &Claim, b: &Claim) -> bool {
        let days = match (a.when.and_then(|w| w.single()), b.when.and_then(|w| w.single())) {
            (Some(x), Some(y)) => x == y,
            _ => self.events.apart(a.article, b.article) == Some(0),
        };
        a.window == b.window && (a.window.is_some() || days)
    }

    fn lengths(&self, a: &Claim, b: &Claim, alike: f64) -> bool {
        let (Value::Amount { unit: x, .. }, Value::Amount { unit: y, .. }) = (&a.value, &b.value) else { return false };
        let common = self.common(&a.about, &b.about);
        self.one_measure(x, y)
            && self.same_event(a, b)
            && self.same_time(a, b)
            && (alike >= self.weights.alike_in_slot && common >= self.weights.common
                || a.counted.is_some() && a.counted == b.counted && common >= self.weights.common)
    }

    /// Days that overlap need little likeness; days that do not need much, and one event.
    fn dates(&self, a: &Claim, b: &Claim, alike: f64) -> bool {
        let (Value::Dates { range: x, time: s, .. }, Value::Dates { range: y, time: t, .. }) = (&a.value, &b.value)
        else {
            return false;
        };
        if s.is_some() != t.is_some() {
            return false;
        }
        let lasts = (a.kind == Kind::Duration, b.kind == Kind::Duration);
        let common = self.common(&a.about, &b.about);
        let notions = self.notions(a, b);
        let whole = |c: &Claim| c.scope == Scope::Total;
        if s.is_some() && s != t && x == y {
            let told = whole(a) && whole(b) && alike >= self.weights.alike;
            return told && self.same_event(a, b) && self.same_time(a, b) && notions > 0;
        }
        if x.overlaps(*y) && (s.is_none() || x == y) {
            let day = a.aside == b.aside && x.single().is_some() && x == y && self.same_event(a, b) && notions > 0;
            let (persons, places) = (self.meet(a, b), self.places(a, b));
            let like = alike >= self.weights.alike_least && common >= self.weights.common;
            let told = persons > 1 || notions > 0 && (like || persons > 0 && places > 0);
            let known = persons > 0 || places > 0 || self.same_event(a, b);
            let told = told && known && !self.elsewhere(a, b);
            return match lasts {
                (false, false) => day || told,
                _ => told,
            };
        }
        let both = lasts.0 == lasts.1;
        both && whole(a)
            && whole(b)
            && self.same_event(a, b)
            && !self.elsewhere(a, b)
            && self.same_time(a, b)
            && notions > 0
            && alike >= self.weights.alike_to_differ
    }

    fn same_person(&self, a: &Claim, b: &Claim) -> bool {
        let words = a.person.len().min(b.person.len());
        inside(&a.person, &b.person, self.weights.same_name)
            && (words > 1 || self.same_event(a, b) || (a.key == b.key && self.only_one(a) && self.only_one(b)))
    }

    /// Whether each word of the name is that of one person alone in the batch.
    fn only_one(&self, claim: &Claim) -> bool {
        let term = |w: &String| self.scene.terms.binary_search(w).ok().and_then(|t| u32::try_from(t).ok());
        claim.person.iter().filter_map(term).all(|t| !self.namesakes.contains(&t))
    }

    fn quotations(&self, a: &Claim, b: &Claim) -> bool {
        let direct = a.key == "direct" || b.key == "direct";
        direct
            && self.same_event(a, b)
            && self.same_person(a, b)
            && self.common(&a.about, &b.about) >= self.weights.common
    }

    /// Statements are worth a word only where one of them denies, doubts or plans, or both take a stand.
    fn statements(&self, a: &Claim, b: &Claim, alike: f64) -> bool {
        if !self.same_event(a, b) {
            return false;
        }
        let keys = (a.key.as_str(), b.key.as_str());
        let stands = a.slot == b.slot && a.slot != "statement";
        let common = self.common(&a.about, &b.about);
        let notions = self.notions(a, b);
        let affirmed = keys.0 == "affirmed" || keys.1 == "affirmed";
        match keys {
            ("affirmed", "affirmed") => {
                stands && alike >= self.weights.alike_in_slot && notions > 0 && common >= self.weights.common
            }
            ("unclear", _) | (_, "unclear") => keys.0 != keys.1 && notions > 1,
            ("no_comment", other) | (other, "no_comment") => other == "denied" && notions > 0,
            ("denied", "affirmed") | ("affirmed", "denied") => {
                self.same_time(a, b)
                    && notions > 0
                    && alike >= self.weights.alike_in_slot
                    && self.denies(a, b) >= self.weights.common_to_deny
            }
            ("affirmed", "planned") | ("planned", "affirmed") if a.slot == PLEDGE || b.slot == PLEDGE => {
                notions > 1 && common >= self.weights.common && alike >= self.weights.alike_in_slot
            }
            ("planned" | "possible", _) | (_, "planned" | "possible") => {
                keys.0 != "denied"
                    && keys.1 != "denied"
                    && notions > 1
                    && alike >= if affirmed { self.weights.alike_to_differ } else { self.weights.alike }
                    && a.modality != Modality::Denied
                    && b.modality != Modality::Denied
            }
            _ => false,
        }
    }
}

/// Whether two names can be one person's: every word of the shorter stands in the longer, in order, spelled alike
/// (Jaro-Winkler at least `least`).
fn inside(a: &[String], b: &[String], least: f64) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let mut rest = long.iter();
    !short.is_empty() && short.iter().all(|w| rest.any(|x| strsim::jaro_winkler(w, x) >= least))
}

/// The persons whose posts a batch tells: for each word of a name its person, the longest names first; and the words
/// that are in several persons' names.
fn persons(scene: &Scene<'_>, least: f64) -> (FxHashMap<u32, usize>, FxHashSet<u32>) {
    let mut names: Vec<&Vec<String>> =
        scene.claims.iter().filter(|c| c.kind == Kind::Role).map(|c| &c.person).collect();
    names.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
    names.dedup();
    let mut known: Vec<&Vec<String>> = Vec::new();
    let mut out = FxHashMap::default();
    let mut namesakes = FxHashSet::default();
    for name in names {
        let person = known.iter().position(|k| inside(k, name, least)).unwrap_or_else(|| {
            known.push(name);
            known.len() - 1
        });
        for word in name {
            if let Ok(term) = scene.terms.binary_search(word) {
                let term = u32::try_from(term).unwrap_or(u32::MAX);
                if *out.entry(term).or_insert(person) != person {
                    namesakes.insert(term);
                }
            }
        }
    }
    (out, namesakes)
}
