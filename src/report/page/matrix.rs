//! The press round-up: who printed what, and which groups of claims do not tally.

use std::collections::BTreeMap;

use crate::report::lists::MatrixRow;
use crate::report::page::glyph;
use crate::report::page::text::shown;
use crate::report::table::FindingRow;
use crate::report::words::Words;

/// One group and slot.
pub struct Row {
    pub slot: String,
    pub kind: String,
    pub statement: String,
    /// The gravest finding of the group on this slot.
    pub finding: Option<Gravest>,
    pub printed: Vec<String>,
}

/// A finding as a row of the matrix names it.
#[derive(Clone)]
pub struct Gravest {
    pub id: String,
    pub verdict: &'static str,
    pub glyph: &'static str,
    pub word: String,
}

/// The rows, in their order. Findings come gravest first.
pub fn rows(matrix: &[MatrixRow], findings: &[FindingRow], words: &Words) -> Vec<Row> {
    let mut gravest: BTreeMap<(&str, &str), &FindingRow> = BTreeMap::new();
    for row in findings {
        gravest.entry((&row.group, &row.slot)).or_insert(row);
    }
    let named = |row: &&FindingRow| Gravest {
        id: row.id.clone(),
        verdict: row.verdict.name(),
        glyph: glyph(row.verdict),
        word: words.verdict(row.verdict.name()),
    };
    let row = |row: &MatrixRow| Row {
        slot: shown(&words.slot(&row.slot)),
        kind: words.kind(row.kind),
        statement: shown(&row.statement),
        finding: gravest.get(&(row.group.as_str(), row.slot.as_str())).map(named),
        printed: row.printed.iter().map(|p| shown(p)).collect(),
    };
    matrix.iter().map(row).collect()
}
