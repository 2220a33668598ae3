//! `formats.toml`: which fields of which dump hold an article's outlet, address, date and text.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::error::{Mistake, RuleMistake};
use crate::ruleset::checked::{RuleInfo, RuleKind};
use crate::ruleset::place::suggestion;
use crate::ruleset::text::{Example, Status};

/// What a field of a record can be for.
pub const FIELDS: &[&str] =
    &["id", "url", "outlet", "title", "text", "html", "published", "modified", "fetched", "language", "free"];

/// What stands in records that hold no text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Textless {
    /// A record without text is broken.
    #[default]
    Wrong,
    /// They list articles whose text stands in other files: joined by address.
    Listed,
    /// They never hold a text.
    Never,
}

/// One kind of dump.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dialect {
    /// Id of the rule.
    pub id: String,
    /// Life of the rule.
    #[serde(default)]
    pub status: Status,
    /// What the dump is called.
    pub name: String,
    /// Sets of fields that only this dump has: a record with all fields of one set is one of it. Of two dumps the one
    /// with the longer set is meant.
    pub marks: Vec<Vec<String>>,
    /// Names of the columns, for tables that are written without them. Separated by tabs.
    #[serde(default)]
    pub columns: Vec<String>,
    /// What records without text are.
    #[serde(default)]
    pub textless: Textless,
    /// What to do about a record without text.
    pub help: Option<String>,
    /// Fields of the record by what they are for; of several the first that holds something. `a.b` is field b of a.
    #[serde(default)]
    pub fields: BTreeMap<String, Vec<String>>,
    /// Why the rule is there.
    pub why: String,
    /// Where its facts come from.
    #[serde(rename = "source")]
    pub _source: Option<String>,
    /// Records of the dump, as JSON; `value` is the publication date that must be read from it, or `none`.
    #[serde(default)]
    pub fires: Vec<Example>,
    /// Records of other dumps.
    #[serde(default)]
    pub silent: Vec<String>,
}

/// Keys of a `[[dialect]]` table.
pub const DIALECT_KEYS: &[&str] =
    &["id", "status", "name", "marks", "columns", "textless", "help", "fields", "why", "source", "fires", "silent"];

/// An old encoding of a script in the letters of another, told by what often stands in it.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Legacy {
    /// Id of the rule.
    pub id: String,
    /// Life of the rule.
    #[serde(default)]
    pub status: Status,
    /// What the encoding is called.
    pub name: String,
    /// Words of it that no other text has; sorted once the rule is taken in.
    pub words: Vec<String>,
    /// How many of a hundred words must be among them.
    pub percent: usize,
    /// Why the rule is there.
    pub why: String,
    /// Texts in the encoding.
    #[serde(default)]
    pub fires: Vec<Example>,
    /// Texts that are not.
    #[serde(default)]
    pub silent: Vec<String>,
}

/// Keys of a `[[legacy]]` table.
pub const LEGACY_KEYS: &[&str] = &["id", "status", "name", "words", "percent", "why", "fires", "silent"];

impl Legacy {
    /// Whether `text` is written in the encoding, by its first words: several of its own are there, and they are a part
    /// of the whole.
    #[must_use]
    pub fn met(&self, text: &str) -> bool {
        const FEWEST: usize = 3;
        const LOOKED_AT: usize = 300;
        let edge = |c: char| "|,.;:!?()'\"".contains(c);
        let known = |word: &str| self.words.binary_search_by(|w| w.as_str().cmp(word)).ok();
        let (mut words, mut found) = (0, Vec::new());
        for word in text.split_whitespace().take(LOOKED_AT) {
            words += 1;
            found.extend(known(word).or_else(|| known(word.trim_matches(edge))));
        }
        let hits = found.len();
        found.sort_unstable();
        found.dedup();
        found.len() >= FEWEST && hits * 100 >= words * self.percent
    }
}

/// What holds for records of all dumps.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Records {
    /// Spellings of "there is none" that programs leave behind.
    pub missing: Vec<String>,
    /// Parameters of addresses that do not change what is shown; `x*` is every name that begins with x.
    pub tracking: Vec<String>,
    /// Fields of an object that hold a list of records, inside each other too.
    pub wrappers: Vec<String>,
    /// Fields of a text that is an object, in the order in which they are read.
    pub parts: Vec<String>,
}

/// Keys of `[records]`.
pub const RECORDS_KEYS: &[&str] = &["missing", "tracking", "wrappers", "parts"];

/// All that readers of dumps need, checked.
#[derive(Clone, Debug, Default)]
pub struct Formats {
    /// What holds for all records.
    pub records: Records,
    /// Where pages declare what, by what it is for: selectors, the first that finds something counts.
    pub page: BTreeMap<String, Vec<String>>,
    /// The dumps, in the order of the files.
    pub dialects: Vec<Dialect>,
    /// Old encodings.
    pub legacy: Vec<Legacy>,
}

impl Formats {
    /// The dump that has a record with these fields; `has` tells whether a field is there.
    pub fn recognised(&self, has: impl Fn(&str) -> bool) -> Option<&Dialect> {
        let fitting = |d: &Dialect| d.marks.iter().filter(|set| set.iter().all(|f| has(f))).map(Vec::len).max();
        let mut best: Option<(usize, &Dialect)> = None;
        for dialect in &self.dialects {
            match (fitting(dialect), best) {
                (Some(own), Some((other, _))) if own <= other => {}
                (Some(own), _) => best = Some((own, dialect)),
                (None, _) => {}
            }
        }
        best.map(|(_, dialect)| dialect)
    }

    /// The dump that writes tables of so many columns without naming them.
    #[must_use]
    pub fn unnamed(&self, columns: usize) -> Option<&Dialect> {
        self.dialects.iter().find(|d| !d.columns.is_empty() && d.columns.len() == columns)
    }

    /// Whether `text` says that there is nothing.
    #[must_use]
    pub fn missing(&self, text: &str) -> bool {
        let text = text.trim();
        text.is_empty() || self.records.missing.iter().any(|m| m == text)
    }

    /// The old encoding that `text` is written in.
    #[must_use]
    pub fn legacy(&self, text: &str) -> Option<&Legacy> {
        self.legacy.iter().find(|l| l.met(text))
    }
}

impl Formats {
    /// Takes a dump in, and notes what is wrong with its fields.
    pub(super) fn take_dialect(&mut self, info: &mut RuleInfo, rule: Dialect, mistakes: &mut Vec<RuleMistake>) {
        describe(info, RuleKind::Dialect, &rule.name, rule.status, &rule.fires, &rule.silent);
        for field in rule.fields.keys().filter(|f| !FIELDS.contains(&f.as_str())) {
            let suggestion = suggestion(field, FIELDS.iter().copied());
            let kind = Mistake::UnknownName { what: "field", name: field.clone(), suggestion };
            mistakes.push(RuleMistake { place: info.place.clone(), kind });
        }
        if rule.status == Status::Stable {
            self.dialects.push(rule);
        }
    }

    /// Takes an old encoding in.
    pub(super) fn take_legacy(&mut self, info: &mut RuleInfo, mut rule: Legacy) {
        rule.words.sort();
        rule.words.dedup();
        describe(info, RuleKind::Legacy, &rule.name, rule.status, &rule.fires, &rule.silent);
        if rule.status == Status::Stable {
            self.legacy.push(rule);
        }
    }
}

fn describe(info: &mut RuleInfo, kind: RuleKind, class: &str, status: Status, fires: &[Example], silent: &[String]) {
    info.kind = kind;
    class.clone_into(&mut info.class);
    info.status = status;
    info.fires = fires.to_vec();
    info.silent = silent.to_vec();
}
