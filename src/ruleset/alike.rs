//! Whether two sets of rules read articles alike, so that what was read with one need not be read again with the other.

use std::path::Path;

use crate::error::Mistake;
use crate::error::{Error, Place, RuleMistake};
use crate::ruleset::checked::{RuleKind, RuleSet};
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

/// Whether the rules of two folders, loaded as `sets`, differ at most in how claims are grouped and compared. A folder
/// that is `None` stands for the shipped rules.
///
/// # Errors
/// `Error::Read`, `Error::Rules` for a folder that cannot be read.
pub fn read_alike(sets: [&RuleSet; 2], folders: [Option<&Path>; 2]) -> Result<bool, Error> {
    let [old, new] = folders;
    Ok(weighed(sets[0]) == weighed(sets[1])
        && numbered(sets[0]).eq(numbered(sets[1]))
        && reading(old)? == reading(new)?)
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
