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
    pub printed: Vec<Cell>,
}

/// What one outlet printed, or so many outlets side by side that are silent: most are, in a big batch, and a browser is
/// slow with a cell for each.
pub struct Cell {
    pub text: String,
    pub span: usize,
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
        printed: cells(&row.printed),
    };
    matrix.iter().map(row).collect()
}

fn cells(printed: &[String]) -> Vec<Cell> {
    let mut cells: Vec<Cell> = Vec::new();
    for text in printed {
        match cells.last_mut() {
            Some(last) if last.text.is_empty() && text.is_empty() => last.span += 1,
            _ => cells.push(Cell { text: shown(text), span: 1 }),
        }
    }
    cells
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_side_by_side_is_one_cell_and_every_outlet_keeps_its_place() {
        let told = |printed: &[&str]| -> Vec<(String, usize)> {
            let printed: Vec<String> = printed.iter().map(ToString::to_string).collect();
            cells(&printed).into_iter().map(|cell| (cell.text, cell.span)).collect()
        };
        let cell = |text: &str, span| (text.to_owned(), span);
        assert_eq!(told(&["", "", "9", "", "7"]), [cell("", 2), cell("9", 1), cell("", 1), cell("7", 1)]);
        assert_eq!(told(&["9", "9"]), [cell("9", 1), cell("9", 1)]);
        assert_eq!(told(&[]), []);
    }
}
