//! The rule set as the stages see it: validated, compiled, numbered.

use regex::Regex;
use rust_decimal::Decimal;

use crate::error::Place;
use crate::model::{Bound, Role, RuleId, TimeUnit, Value};
use crate::ruleset::compare::{Compare, PairExample, Unit, Units};
use crate::ruleset::formats::Formats;
use crate::ruleset::forms::Forms;
use crate::ruleset::lexicon::Lexicon;
use crate::ruleset::pairing::Pairing;
use crate::ruleset::pattern::Pattern;
use crate::ruleset::text::{Example, Status};

/// What kind of rule an id names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleKind {
    /// `[[words]]`.
    Words,
    /// `[[pattern]]`.
    Pattern,
    /// `[[line]]`.
    Line,
    /// `[[slot]]`.
    Slot,
    /// `[[dialect]]`.
    Dialect,
    /// `[[legacy]]`.
    Legacy,
}

/// One rule with what it says of itself.
#[derive(Clone, Debug)]
pub struct RuleInfo {
    /// Its id, unique in the set: `bn/numbers.cardinals`.
    pub id: String,
    /// What kind.
    pub kind: RuleKind,
    /// Its class, meaning, role or slot.
    pub class: String,
    /// Index of its language; `None` for the common files.
    pub language: Option<usize>,
    /// Where it stands.
    pub place: Place,
    /// Its life.
    pub status: Status,
    /// Sentences in which it must act.
    pub fires: Vec<Example>,
    /// Sentences in which it must not.
    pub silent: Vec<String>,
    /// For slots: pairs of sentences instead.
    pub pairs: Vec<PairExample>,
    /// For slots: pairs in which the rule's verdict must not come.
    pub silent_pairs: Vec<PairExample>,
}

/// How far the role of a line rule reaches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// The line alone.
    #[default]
    Line,
    /// The line and all that follow it up to the next blank line.
    Block,
    /// The line and all that follow it.
    Rest,
}

/// What a line of an article is, told by its words.
#[derive(Clone, Debug)]
pub struct LineRule {
    /// The rule.
    pub rule: RuleId,
    /// The role that it gives.
    pub role: Role,
    /// One that matches the folded line is enough.
    pub lines: Vec<Regex>,
    /// How far it reaches.
    pub reach: Reach,
}

/// One language: its words, orders of words and lines.
#[derive(Clone, Debug, Default)]
pub struct Language {
    /// Name of its folder.
    pub name: String,
    /// ISO 639-1 code.
    pub code: String,
    /// Ranges of its letters: the first, and for each character from there on whether it is a letter.
    pub letters: Vec<(char, Vec<bool>)>,
    /// Words that end in a full stop without ending a sentence, folded, with the full stop.
    pub abbreviations: Vec<String>,
    /// Words in small letters that are none, whatever the sentence splitter takes them for.
    pub whole_words: Vec<String>,
    /// Fewest letters left when an ending is taken off an unknown word.
    pub shortest_stem: usize,
    /// The percent of an article's words that its function words are at least.
    pub least_function_words: u8,
    /// First month of the fiscal year.
    pub fiscal_year_starts: i8,
    /// Zones, in minutes ahead of UTC, in which its outlets tell times without naming one; the first is most common.
    pub zones: Vec<i16>,
    /// Whether names are written with capitals.
    pub capitals: bool,
    /// Letters, or groups of them, and how they sound; longest first.
    pub sounds: Vec<(String, String)>,
    /// Its words.
    pub lexicon: Lexicon,
    /// Its patterns, in the order of the files, those for what is to come first.
    pub patterns: Vec<Pattern>,
    /// The forms of all patterns but those of fractions, by place in `patterns`.
    pub forms: Forms,
    /// The forms of fractions, by place in `patterns`.
    pub fractions: Forms,
    /// Pairs of a unit, a smaller one of the same measure, and how many of it one is, sorted.
    pub subunits: Vec<(String, String, Decimal)>,
    /// Its line rules, in the order of the files.
    pub lines: Vec<LineRule>,
}

impl Language {
    /// How many letters of `text` are this language's.
    #[must_use]
    pub fn letters_in(&self, text: &str) -> usize {
        let within = |c: char, first: char, range: &[bool]| {
            (c as usize).checked_sub(first as usize).and_then(|at| range.get(at)).copied().unwrap_or(false)
        };
        let holds = |c: char| self.letters.iter().any(|(first, range)| within(c, *first, range));
        let latin = self.latin_letters_in(text);
        if text.is_ascii() { latin } else { latin + text.chars().filter(|c| !c.is_ascii() && holds(*c)).count() }
    }

    /// The same for ASCII letters alone.
    fn latin_letters_in(&self, text: &str) -> usize {
        let mut held = [false; 128];
        for (first, range) in self.letters.iter().filter(|(first, _)| first.is_ascii()) {
            let places = held.iter_mut().skip(*first as usize);
            places.zip(range).for_each(|(place, is)| *place |= *is);
        }
        if held.contains(&true) {
            text.bytes().filter(|b| b.is_ascii() && held[usize::from(b & 0x7F)]).count()
        } else {
            0
        }
    }
}

/// All rules, checked.
#[derive(Clone, Debug, Default)]
pub struct RuleSet {
    /// Languages, sorted by name.
    pub languages: Vec<Language>,
    /// Units by name, sorted.
    pub units: Units,
    /// How to compare.
    pub compare: Compare,
    /// How sure it is that two claims are about one thing.
    pub pairing: Pairing,
    /// What the fields of dumps are for.
    pub formats: Formats,
    /// All rules; a `RuleId` is an index into this list.
    pub rules: Vec<RuleInfo>,
    /// SHA-256 of the names and texts of all rule files, layer by layer; in hexadecimal.
    pub sha256: String,
}

impl RuleSet {
    /// Id of a rule as written.
    #[must_use]
    pub fn name(&self, rule: RuleId) -> &str {
        self.rules.get(rule.index()).map_or("", |r| r.id.as_str())
    }

    /// Index of the language in whose letters most of `text` is written; 0 where none is.
    #[must_use]
    pub fn language_of(&self, text: &str) -> usize {
        self.language_told_by(text).unwrap_or(0)
    }

    /// The same for a part of a text in the language `home`, which stays where the letters do not speak against it.
    #[must_use]
    pub fn language_within(&self, text: &str, home: usize) -> usize {
        let letters = |i: usize| self.languages.get(i).map_or(0, |l| l.letters_in(text));
        match self.language_told_by(text) {
            Some(told) if told != home && letters(told) > letters(home) => told,
            _ => home,
        }
    }

    /// Index of the language in whose letters most of `text` is written; `None` where it has no letter of any.
    #[must_use]
    pub fn language_told_by(&self, text: &str) -> Option<usize> {
        // in most texts in Latin letters nothing else could make up for its letters
        let latin: Vec<usize> = self.languages.iter().map(|l| l.latin_letters_in(text)).collect();
        let others = text.bytes().filter(|b| !b.is_ascii()).count();
        let sure =
            |i: &usize| latin[*i] > 0 && latin.iter().enumerate().all(|(j, n)| *i == j || n + others < latin[*i]);
        if let Some(i) = (0..latin.len()).find(sure) {
            return Some(i);
        }
        let counts = self.languages.iter().map(|l| l.letters_in(text)).enumerate();
        counts.filter(|(_, count)| *count > 0).max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0))).map(|(i, _)| i)
    }

    /// An amount in the base unit of its measure; as it is where it has none or would pass 28 digits.
    #[must_use]
    pub fn in_base(&self, value: &Value) -> Value {
        let Value::Amount { low, high, unit, bound, grain } = value else { return value.clone() };
        let Some((base, factor)) = self.unit(unit).and_then(|u| u.base.clone().zip(u.factor)) else {
            return value.clone();
        };
        let times = |d: Option<Decimal>| match d {
            None => Some(None),
            Some(d) => d.checked_mul(factor).map(|v| Some(v.normalize())),
        };
        match (times(*low), times(*high), grain.checked_mul(factor)) {
            (Some(low), Some(high), Some(grain)) => {
                Value::Amount { low, high, unit: base.into(), bound: *bound, grain }
            }
            _ => value.clone(),
        }
    }

    /// The unit that a unit is converted to; itself where it is converted to none.
    #[must_use]
    pub fn base<'u>(&'u self, unit: &'u str) -> &'u str {
        self.unit(unit).and_then(|u| u.base.as_deref()).unwrap_or(unit)
    }

    /// Whether two units measure the same: feet and metres, weeks and months.
    #[must_use]
    pub fn one_measure(&self, x: &str, y: &str) -> bool {
        self.base(x) == self.base(y) || (TimeUnit::named(x).is_some() && TimeUnit::named(y).is_some())
    }

    /// Two values in one unit: as written where that is the same, lengths of time in the smaller unit of the two, any
    /// other in the base unit of the measure. A month has no fixed number of days: such a length is only about equal.
    #[must_use]
    pub fn in_one(&self, a: &Value, b: &Value) -> [Value; 2] {
        let (x, y) = (a.unit(), b.unit());
        if x == y {
            return [a.clone(), b.clone()];
        }
        match (TimeUnit::named(x), TimeUnit::named(y)) {
            (Some(s), Some(t)) => [a, b].map(|v| in_time(v, s.min(t)).unwrap_or_else(|| v.clone())),
            _ => [self.in_base(a), self.in_base(b)],
        }
    }

    /// The unit of that name.
    #[must_use]
    pub fn unit(&self, name: &str) -> Option<&Unit> {
        self.units.get(name)
    }
}

/// A length of time in another unit.
fn in_time(value: &Value, to: TimeUnit) -> Option<Value> {
    let Value::Amount { low, high, unit, bound, grain } = value else { return None };
    let from = TimeUnit::named(unit)?;
    let loose = (from >= TimeUnit::Month) != (to >= TimeUnit::Month);
    let times = |d: Decimal| Some(d.checked_mul(from.seconds())?.checked_div(to.seconds())?.round_dp(2).normalize());
    let end = |d: Option<Decimal>| match d {
        None => Some(None),
        Some(d) => times(d).map(Some),
    };
    let bound = if loose && *bound == Bound::Exact { Bound::About } else { *bound };
    Some(Value::Amount { low: end(*low)?, high: end(*high)?, unit: to.name().into(), bound, grain: times(*grain)? })
}
