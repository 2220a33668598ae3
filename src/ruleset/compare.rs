//! `compare.toml` and `units.toml`: which slots grow, how wide "about" is, how units convert.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::ruleset::text::Status;

/// How a slot's figure moves with time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// It does not: two figures contradict each other.
    #[default]
    Fixed,
    /// It only grows (a toll).
    Grows,
    /// It only falls (the missing).
    Falls,
    /// It moves either way (a price, a forecast).
    Moves,
}

/// How one slot is compared.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SlotRule {
    /// Id of the rule.
    pub id: String,
    /// Life of the rule.
    #[serde(default)]
    pub status: Status,
    /// The slot's name.
    pub slot: String,
    /// How its figure moves.
    pub change: Change,
    /// Unit of a figure of this slot where the words name none.
    pub unit: Option<String>,
    /// Why the rule is there.
    pub why: String,
    /// Pairs in which the rule must lead to `verdict`.
    #[serde(default)]
    pub fires: Vec<PairExample>,
    /// Pairs in which it must not.
    #[serde(default)]
    pub silent: Vec<PairExample>,
}

/// Keys of a `[[slot]]` table.
pub const SLOT_KEYS: &[&str] = &["id", "status", "slot", "change", "unit", "why", "fires", "silent"];

/// Two sentences of two outlets and what must become of them.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairExample {
    /// Sentence of the earlier article.
    pub a: String,
    /// Sentence of the later one.
    pub b: String,
    /// Day on which `a` was published, ISO; the same day for both where absent.
    pub on_a: Option<String>,
    /// Day on which `b` was published.
    pub on_b: Option<String>,
    /// The verdict, or `none`.
    pub verdict: String,
    /// The reason, where it matters.
    pub why: Option<String>,
}

/// A unit of measure.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// Its name: lower-case English singular.
    pub name: String,
    /// Unit that it is compared in; itself where absent.
    pub base: Option<String>,
    /// How many of `base` one is. Exact.
    pub factor: Option<Decimal>,
    /// It is a currency.
    #[serde(default)]
    pub money: bool,
    /// It is a part of a whole, or a difference of parts.
    #[serde(default)]
    pub part: bool,
}

/// All units, sorted by name. A unit is asked for several times for each pair of claims, so each name leads to its place.
#[derive(Clone, Debug, Default)]
pub struct Units {
    list: Vec<Unit>,
    at: FxHashMap<String, usize>,
}

impl Units {
    /// Units that are sorted by name, each name once.
    #[must_use]
    pub fn of(list: Vec<Unit>) -> Self {
        let at = list.iter().enumerate().map(|(i, u)| (u.name.clone(), i)).collect();
        Self { list, at }
    }

    /// The unit of that name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Unit> {
        self.list.get(*self.at.get(name)?)
    }

    /// All of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Unit> {
        self.list.iter()
    }
}

/// Pairs of a unit, a smaller one of the same measure, and how many of it one is: whole numbers only, so that "five feet
/// seven" can be one amount. Sorted.
pub fn subunits(units: &Units) -> Vec<(String, String, Decimal)> {
    let base = |u: &Unit| u.base.clone().unwrap_or_else(|| u.name.clone());
    let factor = |u: &Unit| u.factor.unwrap_or(Decimal::ONE);
    let mut out = Vec::new();
    for (big, small) in units.iter().flat_map(|big| units.iter().map(move |small| (big, small))) {
        let many = factor(big).checked_div(factor(small)).map(|m| m.normalize());
        if let Some(many) = many.filter(|m| base(big) == base(small) && *m > Decimal::ONE && m.fract().is_zero()) {
            out.push((big.name.clone(), small.name.clone(), many));
        }
    }
    out
}

/// Keys of a `[[unit]]` table.
pub const UNIT_KEYS: &[&str] = &["name", "base", "factor", "money", "part"];

/// Numbers that pairing and verdicts use. Every one is explained in `rules/compare.toml`.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Weights {
    /// Sentences at least this alike (cosine of TF-IDF, 0 to 1) are a pair whatever their articles are about.
    pub alike: f64,
    /// Sentences less alike than this (soft TF-IDF, 0 to 1) count as not alike at all.
    pub alike_least: f64,
    /// A term that more articles of the batch have than this tells no event from another.
    pub common_articles: u32,
    /// Two articles at least this alike report one event.
    pub same_event: f64,
    /// The same for articles in two languages, by the notions, names and kin that they share.
    pub same_event_across: f64,
    /// Two articles at least this alike report one event if a third is on the event of both.
    pub same_event_by_third: f64,
    /// Two articles at least this alike are on one topic, whenever they were published.
    pub same_topic: f64,
    /// Two words at least this alike by Jaro-Winkler count as one, by their likeness.
    pub same_word: f64,
    /// Two words of two scripts with the same consonants that sound at least this alike (Jaro-Winkler of how they
    /// sound) count as one, by their likeness.
    pub same_sound: f64,
    /// Two words at least this alike in a name are one name.
    pub same_name: f64,
    /// How far "about" reaches, as a share of the figure.
    pub about: Decimal,
    /// Rounding is allowed for where half of the last place given is at most this share of the figure.
    pub rounding: Decimal,
    /// How far a hedged time of day reaches, in minutes.
    pub about_minutes: u32,
    /// How far an amount that was converted from another unit reaches, as a share of it.
    pub converted: Decimal,
    /// Two articles on one event were published at most so many days apart.
    pub event_days: u32,
    /// Posts told so many days apart may have changed hands.
    pub role_days: u32,
    /// Lowest confidence of a contradiction that is reported.
    pub least_confidence: f64,
}

/// Keys of `[weights]`.
pub const WEIGHTS_KEYS: &[&str] = &[
    "alike",
    "alike_least",
    "common_articles",
    "same_event",
    "same_event_across",
    "same_event_by_third",
    "same_topic",
    "same_word",
    "same_sound",
    "same_name",
    "about",
    "rounding",
    "about_minutes",
    "converted",
    "event_days",
    "role_days",
    "least_confidence",
];

/// All that comparing needs, checked.
#[derive(Clone, Debug, Default)]
pub struct Compare {
    /// Thresholds and tolerances.
    pub weights: Option<Weights>,
    /// Slots by name.
    pub slots: BTreeMap<String, SlotRule>,
    /// Posts that one person does not hold at once, list by list.
    pub exclusive: Vec<Vec<String>>,
    /// How posts are told apart by their keys.
    pub posts: Posts,
    /// Notions of which a clause names one where it does not mean the other: "men", "women".
    pub opposites: Vec<[String; 2]>,
    /// Notions of what adds up while an event lasts: a count told beside one grows though no rule names its slot.
    pub mounting: Vec<String>,
    /// Notions of states of which a thing is in one only: open, shut.
    pub contrary: Vec<[String; 2]>,
    /// Notions of what happens once: that it had not happened is no longer so when a later report tells it.
    pub happens: Vec<String>,
    /// Sentences that explain a verdict, by its reason; `{a}`, `{b}` … stand for values.
    pub explanations: BTreeMap<String, String>,
}

/// What the words of a post's key say of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Posts {
    /// Words in front of a key that make it a post of another rank: `deputy`.
    pub ranks: Vec<String>,
    /// Words in front of a key that say for how long or since when it is held, not which post it is: `acting`.
    pub terms: Vec<String>,
    /// Last words of keys whose other words tell the field: nobody is `minister` of two.
    pub offices: Vec<String>,
}

/// Keys of `[posts]`.
pub const POSTS_KEYS: &[&str] = &["ranks", "terms", "offices"];

impl Posts {
    /// The key without the words that do not change the post.
    #[must_use]
    pub fn lasting<'k>(&self, key: &'k str) -> &'k str {
        let first = |key: &'k str| key.split_once('_').filter(|(w, _)| self.terms.iter().any(|t| t == w));
        first(key).map_or(key, |(_, rest)| self.lasting(rest))
    }

    /// The ranks in front of a key, and the rest.
    fn ranked<'k>(&self, key: &'k str) -> (Vec<&'k str>, &'k str) {
        let mut ranks = Vec::new();
        let mut rest = key;
        while let Some((word, behind)) = rest.split_once('_').filter(|(w, _)| self.ranks.iter().any(|r| r == w)) {
            ranks.push(word);
            rest = behind;
        }
        (ranks, rest)
    }

    /// Whether two keys without ranks are one office of different fields, or different offices of one field.
    fn apart(&self, a: &str, b: &str) -> bool {
        let office = |key: &str| self.offices.iter().any(|o| o == key);
        let (Some((field_a, office_a)), Some((field_b, office_b))) = (a.rsplit_once('_'), b.rsplit_once('_')) else {
            return false;
        };
        let one_field = field_a == field_b && office(office_b) && office_a != office_b;
        office(office_a) && ((office_a == office_b && field_a != field_b) || one_field)
    }
}

impl Compare {
    /// Whether one person cannot hold both posts at once: both are in one list of the rules, they differ in rank, or
    /// they are one office of two fields or two offices of one ("finance_minister" and "finance_adviser"). A post told
    /// without its field excludes none that names it.
    #[must_use]
    pub fn exclude(&self, a: &str, b: &str) -> bool {
        let (a, b) = (self.posts.lasting(a), self.posts.lasting(b));
        let ((ranks_a, base_a), (ranks_b, base_b)) = (self.posts.ranked(a), self.posts.ranked(b));
        let both = |x: &str, y: &str| {
            x != y && self.exclusive.iter().any(|l| l.iter().any(|p| p == x) && l.iter().any(|p| p == y))
        };
        let last = |key: &str| key.rsplit('_').next().map(str::to_owned);
        let one_office =
            last(base_a) == last(base_b) && last(base_a).is_some_and(|office| self.posts.offices.contains(&office));
        let ranks = ranks_a != ranks_b && (base_a == base_b || one_office);
        a != b && (both(a, b) || both(base_a, base_b) || ranks || self.posts.apart(base_a, base_b))
    }

    /// Whether two keys are one post, held for good by one report and for a time by the other.
    #[must_use]
    pub fn one_post(&self, a: &str, b: &str) -> bool {
        self.posts.lasting(a) == self.posts.lasting(b)
    }
}
