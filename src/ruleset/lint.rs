//! Doubts about rules that load: entries that clash, repeat, or are reached without being listed.
//!
//! What makes a rule file unusable is a `Mistake`; what its examples show is for `selftest`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::error::Place;
use crate::model::RuleId;
use crate::ruleset::checked::{Language, RuleInfo, RuleSet};
use crate::ruleset::class::Class;
use crate::ruleset::lexicon::Sense;
use crate::ruleset::pattern::{Element, Pattern, What};
use crate::ruleset::text::Status;

/// One doubt, with where it arose.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Warning {
    /// The rule that it is about.
    pub place: Place,
    /// What it is.
    pub doubt: Doubt,
}

/// What can be doubtful about a rule that loads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Doubt {
    /// One entry is listed with two meanings, of which only the first counts.
    Clash {
        /// `word`, `form` or `line`.
        what: &'static str,
        /// The entry.
        entry: String,
        /// What it means here.
        here: String,
        /// What it means where it is listed first.
        there: String,
        /// The rule that lists it first.
        other: String,
    },
    /// One entry is listed twice with one meaning.
    Duplicate {
        /// `word`, `form` or `line`.
        what: &'static str,
        /// The entry.
        entry: String,
        /// The rule that lists it first.
        other: String,
    },
    /// A word that is found without being listed, by taking an ending off.
    Shadowed {
        /// The word.
        word: String,
        /// What is left without the ending.
        stem: String,
        /// The rule that lists what is left.
        other: String,
    },
    /// A slot is tuned and no word leads to it.
    Unused {
        /// The slot.
        slot: String,
    },
    /// A rule with a single example in which it must act.
    Thin {
        /// The rule.
        id: String,
    },
    /// Keys under which languages should meet and that one language alone has.
    OneLanguage {
        /// `concept`, `slot` or `title`.
        class: &'static str,
        /// The language.
        language: String,
        /// The keys.
        keys: Vec<String>,
    },
    /// A rule that is out of use.
    Retired {
        /// The rule.
        id: String,
    },
}

impl Warning {
    /// Stable code: `W…` where something should be changed, `N…` for a note.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.doubt {
            Doubt::Clash { .. } => "W201",
            Doubt::Duplicate { .. } => "W202",
            Doubt::Shadowed { .. } => "N304",
            Doubt::Unused { .. } => "W203",
            Doubt::Thin { .. } => "N301",
            Doubt::OneLanguage { .. } => "N302",
            Doubt::Retired { .. } => "N303",
        }
    }

    /// Whether it is for information only.
    #[must_use]
    pub fn is_note(&self) -> bool {
        self.code().starts_with('N')
    }

    /// What is doubtful, in one line.
    #[must_use]
    pub fn cause(&self) -> String {
        match &self.doubt {
            Doubt::Clash { what, entry, here, there, .. } => format!("{what} `{entry}` is {there} and {here}"),
            Doubt::Duplicate { what, entry, .. } => format!("{what} `{entry}` is listed twice"),
            Doubt::Shadowed { word, stem, .. } => format!("word `{word}` is found as `{stem}` with an ending"),
            Doubt::Unused { slot } => format!("no word leads to the slot `{slot}`"),
            Doubt::Thin { id } => format!("rule `{id}` has a single `fires` example"),
            Doubt::OneLanguage { class, language, keys } => {
                format!("only `{language}` has words for {} of the class {class}: {}", keys.len(), keys.join(", "))
            }
            Doubt::Retired { id } => format!("rule `{id}` is retired"),
        }
    }

    /// What to do about it, in one line.
    #[must_use]
    pub fn help(&self) -> String {
        match &self.doubt {
            Doubt::Clash { other, .. } => format!("take it out here or in `{other}`: the first one counts"),
            Doubt::Duplicate { other, .. } => format!("take it out here; `{other}` has it"),
            Doubt::Shadowed { other, .. } => {
                format!("leave it out unless it is meant to be met as written only; `{other}` lists the rest")
            }
            Doubt::Unused { .. } => "give it words of the class `slot`, or retire the rule".to_owned(),
            Doubt::Thin { .. } => "add a sentence of another shape; one example proves one word".to_owned(),
            Doubt::OneLanguage { .. } => "add words with the same keys to the other languages".to_owned(),
            Doubt::Retired { .. } => "leave it in the file, so that its id is not used again".to_owned(),
        }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let level = if self.is_note() { "note" } else { "warning" };
        write!(f, "{level}[{}]: {}\n  --> {}\nhelp: {}", self.code(), self.cause(), self.place, self.help())
    }
}

/// All doubts about a rule set: warnings first, then notes, each by place.
#[must_use]
pub fn lint(rules: &RuleSet) -> Vec<Warning> {
    let mut found = Vec::new();
    for language in &rules.languages {
        words(rules, language, &mut found);
        forms(rules, language, &mut found);
        lines(rules, language, &mut found);
    }
    slots(rules, &mut found);
    one_language(rules, &mut found);
    for info in &rules.rules {
        let doubt = match info.status {
            Status::Retired => Doubt::Retired { id: info.id.clone() },
            _ if info.fires.len() + info.pairs.len() == 1 => Doubt::Thin { id: info.id.clone() },
            _ => continue,
        };
        found.push(Warning { place: info.place.clone(), doubt });
    }
    found.sort_by(|a, b| a.is_note().cmp(&b.is_note()).then_with(|| a.cmp(b)));
    found.dedup();
    found
}

/// What a sense says, apart from the rule that says it.
fn meaning(sense: &Sense) -> (Class, &str, Option<crate::model::Bound>, Option<&str>) {
    (sense.class, &sense.text, sense.bound, sense.unit.as_deref())
}

fn shown(sense: &Sense) -> String {
    match sense.text.as_str() {
        "" => sense.class.name().to_owned(),
        value => format!("{} `{value}`", sense.class.name()),
    }
}

/// Where a word may mean one thing: two meanings there are a clash.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Meant<'a> {
    phrase: &'a str,
    class: Class,
    behind: bool,
    region: Option<&'a str>,
    side: &'a str,
}

/// Words listed twice, and words that their endings lead to anyway.
fn words(rules: &RuleSet, language: &Language, found: &mut Vec<Warning>) {
    let entries = language.lexicon.entries();
    let mut first: BTreeMap<Meant<'_>, &Sense> = BTreeMap::new();
    for (phrase, index) in &entries {
        let sense = language.lexicon.sense(*index);
        // a word may mean one thing in one region or on one side of a number, and another elsewhere
        let side = if sense.class == Class::NoFigure { sense.text.as_str() } else { "" };
        let key =
            Meant { phrase, class: sense.class, behind: sense.behind_ending, region: sense.region.as_deref(), side };
        match first.get(&key) {
            None => {
                first.insert(key, sense);
            }
            Some(other) => repeat(
                rules,
                Repeat { what: "word", entry: phrase, rule: sense.rule, other: other.rule },
                (meaning(sense) != meaning(other)).then(|| (shown(sense), shown(other))),
                found,
            ),
        }
    }
    let endings: Vec<&str> = language.lexicon.suffixes().collect();
    for (meant, sense) in &first {
        let stem = endings.iter().find_map(|ending| {
            let stem = meant.phrase.strip_suffix(ending)?;
            let other =
                first.get(&Meant { phrase: stem, ..*meant }).filter(|o| !o.exact && meaning(o) == meaning(sense))?;
            Some((stem, other.rule))
        });
        if let Some((stem, other)) = stem {
            let (word, other) = (meant.phrase.to_owned(), rules.name(other).to_owned());
            push(rules, sense.rule, Doubt::Shadowed { word, stem: stem.to_owned(), other }, found);
        }
    }
}

/// Forms of patterns that repeat.
fn forms(rules: &RuleSet, language: &Language, found: &mut Vec<Warning>) {
    for (at, pattern) in language.patterns.iter().enumerate() {
        // a form may mean one thing in sentences about what is to come, and another in all others
        let same = |o: &&Pattern| o.elements == pattern.elements && o.ahead == pattern.ahead;
        let Some(other) = language.patterns.iter().take(at).find(same) else { continue };
        let differ = other.means != pattern.means;
        let entry = form(&pattern.elements);
        repeat(
            rules,
            Repeat { what: "form", entry: &entry, rule: pattern.rule, other: other.rule },
            differ.then(|| (pattern.means.name().to_owned(), other.means.name().to_owned())),
            found,
        );
    }
}

/// Expressions over lines that repeat.
fn lines(rules: &RuleSet, language: &Language, found: &mut Vec<Warning>) {
    let mut first = BTreeMap::new();
    for line in &language.lines {
        for expression in &line.lines {
            match first.get(expression.as_str()).copied() {
                None => {
                    first.insert(expression.as_str(), line);
                }
                Some(other) => repeat(
                    rules,
                    Repeat { what: "line", entry: expression.as_str(), rule: line.rule, other: other.rule },
                    (line.role != other.role || line.reach != other.reach)
                        .then(|| (class_of(rules, line.rule), class_of(rules, other.rule))),
                    found,
                ),
            }
        }
    }
}

/// Slots that no word leads to.
fn slots(rules: &RuleSet, found: &mut Vec<Warning>) {
    let named: BTreeSet<&str> = senses(rules).filter(|s| s.class == Class::Slot).map(|s| s.text.as_str()).collect();
    for slot in rules.compare.slots.values() {
        let Some(info) = rules.rules.iter().find(|r| r.id == slot.id) else { continue };
        if !named.contains(slot.slot.as_str()) {
            found.push(Warning { place: info.place.clone(), doubt: Doubt::Unused { slot: slot.slot.clone() } });
        }
    }
}

fn senses(rules: &RuleSet) -> impl Iterator<Item = &Sense> {
    rules.languages.iter().flat_map(|l| l.lexicon.senses())
}

/// Keys that one language alone has, gathered by the rule that names them first.
fn one_language(rules: &RuleSet, found: &mut Vec<Warning>) {
    if rules.languages.len() < 2 {
        return;
    }
    for class in [Class::Concept, Class::Slot, Class::Title] {
        let keys = |language: &Language| -> BTreeMap<String, RuleId> {
            let of_class = language.lexicon.senses().iter().rev().filter(|s| s.class == class);
            of_class.map(|s| (s.text.clone(), s.rule)).collect()
        };
        let all: Vec<BTreeMap<String, RuleId>> = rules.languages.iter().map(keys).collect();
        for (at, mine) in all.iter().enumerate() {
            let mut lonely: BTreeMap<RuleId, Vec<String>> = BTreeMap::new();
            for (key, rule) in mine {
                let elsewhere = all.iter().enumerate().any(|(i, other)| i != at && other.contains_key(key));
                if !elsewhere {
                    lonely.entry(*rule).or_default().push(key.clone());
                }
            }
            for (rule, keys) in lonely {
                let language = rules.languages[at].name.clone();
                push(rules, rule, Doubt::OneLanguage { class: class.name(), language, keys }, found);
            }
        }
    }
}

/// An entry that two rules list, or one rule twice.
struct Repeat<'a> {
    what: &'static str,
    entry: &'a str,
    rule: RuleId,
    other: RuleId,
}

/// Notes a repeated entry; `differ` holds the two meanings where they are not one.
fn repeat(rules: &RuleSet, repeat: Repeat<'_>, differ: Option<(String, String)>, found: &mut Vec<Warning>) {
    let (what, entry, other) = (repeat.what, repeat.entry.to_owned(), rules.name(repeat.other).to_owned());
    let doubt = match differ {
        Some((here, there)) => Doubt::Clash { what, entry, here, there, other },
        None => Doubt::Duplicate { what, entry, other },
    };
    push(rules, repeat.rule, doubt, found);
}

fn push(rules: &RuleSet, rule: RuleId, doubt: Doubt, found: &mut Vec<Warning>) {
    let place = rules.rules.get(rule.index()).map(|r| r.place.clone()).unwrap_or_default();
    found.push(Warning { place, doubt });
}

fn class_of(rules: &RuleSet, rule: RuleId) -> String {
    rules.rules.get(rule.index()).map(|r: &RuleInfo| r.class.clone()).unwrap_or_default()
}

/// A form of a pattern as it is written in a rule file.
#[must_use]
pub fn form(elements: &[Element]) -> String {
    let word = |element: &Element| {
        let text = match &element.what {
            What::Word(class) => format!("{{{}}}", class.name()),
            What::Day => "{day}".to_owned(),
            What::Year => "{year}".to_owned(),
            What::LikelyYear => "{likely_year}".to_owned(),
            What::ShortYear => "{short_year}".to_owned(),
            What::Hour => "{hour}".to_owned(),
            What::Minute => "{minute}".to_owned(),
            What::MonthNumber => "{month_number}".to_owned(),
            What::Number => "{number}".to_owned(),
            What::Whole => "{whole}".to_owned(),
            What::Amount => "{amount}".to_owned(),
            What::End => "{end}".to_owned(),
            What::Literal(text) => text.clone(),
        };
        if element.optional { format!("{text}?") } else { text }
    };
    elements.iter().map(word).collect::<Vec<_>>().join(" ")
}
