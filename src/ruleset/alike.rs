//! How far two sets of rules do the same, so that what was done with one need not be done again with the other.

use std::path::Path;

use crate::error::Mistake;
use crate::error::{Error, Place, RuleMistake};
use crate::ruleset::checked::{RuleKind, RuleSet};
use crate::ruleset::compare::Compare;
use crate::ruleset::load::folder_files;

/// Tables and keys of rule files that no stage before the grouping of claims looks at; of `weights` see `weighed`.
pub const COMPARED: [&str; 10] = [
    "slot",
    "weights",
    "exclusive",
    "opposites",
    "mounting",
    "contrary",
    "happens",
    "posts",
    "explanations",
    "pairing",
];

/// How far two sets of rules do the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alike {
    /// They read articles differently, or may.
    No,
    /// They read articles alike, and group or compare claims differently.
    Reading,
    /// They group claims alike too; only verdicts and what is said of them may differ.
    Grouping,
}

/// How far the rules of two folders, loaded as `sets`, do the same. A folder that is `None` stands for the shipped rules.
///
/// # Errors
/// `Error::Read`, `Error::Rules` for a folder that cannot be read.
pub fn alike(sets: [&RuleSet; 2], folders: [Option<&Path>; 2]) -> Result<Alike, Error> {
    let [old, new] = folders;
    let read = weighed(sets[0]) == weighed(sets[1])
        && numbered(sets[0]).eq(numbered(sets[1]))
        && reading(old)? == reading(new)?;
    Ok(match read {
        false => Alike::No,
        true if grouping(sets[0]) == grouping(sets[1]) => Alike::Grouping,
        true => Alike::Reading,
    })
}

/// What groups claims: numbers, opposites, models.
fn grouping(rules: &RuleSet) -> impl PartialEq + '_ {
    let Compare { weights, opposites, contrary, .. } = &rules.compare;
    (weights, opposites, contrary, &rules.pairing.models)
}

/// What finds like sentences, bit by bit.
fn weighed(rules: &RuleSet) -> Option<[u64; 3]> {
    rules.compare.weights.as_ref().map(|w| [w.same_word, w.same_sound, w.alike].map(f64::to_bits))
}

/// The numbers by which claims name the rules that read them.
fn numbered(rules: &RuleSet) -> impl Iterator<Item = (usize, &str)> {
    rules.rules.iter().enumerate().filter(|(_, r)| r.kind != RuleKind::Slot).map(|(i, r)| (i, r.id.as_str()))
}

/// What stands in the files of a folder and is used in reading, by file.
fn reading(folder: Option<&Path>) -> Result<Vec<(String, toml::Table)>, Error> {
    let mut out = Vec::new();
    for (name, text) in folder.map(folder_files).transpose()?.unwrap_or_default() {
        let mut table: toml::Table = text.parse().map_err(|e: toml::de::Error| {
            let place = Place { file: name.clone(), line: 0, column: 0 };
            Error::Rules(vec![RuleMistake { place, kind: Mistake::Syntax(e.message().to_owned()) }])
        })?;
        table.retain(|key, _| !COMPARED.contains(&key));
        if !table.is_empty() {
            out.push((name, table));
        }
    }
    Ok(out)
}
