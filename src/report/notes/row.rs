//! One row of an earlier report.

use std::collections::BTreeMap;

use crate::report::notes::told::Told;

/// One row of an earlier report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OldRow {
    cells: BTreeMap<String, String>,
    words: BTreeMap<String, String>,
    told: Option<[Told; 2]>,
}

impl OldRow {
    /// A row of cells by the lower-case name of their column: those that gormil fills, and the words of a reviewer.
    #[must_use]
    pub fn new(cells: BTreeMap<String, String>, words: BTreeMap<String, String>) -> Self {
        Self { cells, words, told: None }
    }

    /// The same with all that was told on its two sides, of which the cells hold only what is shown.
    #[must_use]
    pub fn telling(self, told: [Told; 2]) -> Self {
        Self { told: Some(told), ..self }
    }

    /// The cell of that column; empty where there is none.
    #[must_use]
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).or_else(|| self.words.get(column)).map_or("", String::as_str)
    }

    /// Its name; empty where a sheet has lost it.
    #[must_use]
    pub fn id(&self) -> &str {
        self.cell("id").trim()
    }

    /// What a reader sees of it, by which a row is known that has lost its name.
    #[must_use]
    pub fn words_shown(&self) -> [&str; 5] {
        ["slot", "value_a", "value_b", "statement_a", "statement_b"].map(|column| self.cell(column).trim())
    }

    /// Whether a reviewer wrote into it.
    #[must_use]
    pub fn reviewed(&self) -> bool {
        self.words.values().any(|words| !words.trim().is_empty())
    }

    /// What was told on its two sides.
    #[must_use]
    pub fn told(&self) -> [Told; 2] {
        self.told.clone().unwrap_or_else(|| ["a", "b"].map(|side| Told::shown(self, side)))
    }

    /// Says that the run before did not find it any more.
    pub fn gone(&mut self) {
        self.cells.insert("status".to_owned(), "gone".to_owned());
    }

    /// Writes words of the reviewer.
    pub fn say(&mut self, column: &str, words: String) {
        self.words.insert(column.to_owned(), words);
    }

    /// Takes over the words that `other` holds.
    pub fn hear(&mut self, other: &Self) {
        for (column, words) in other.words.iter().filter(|(_, words)| !words.trim().is_empty()) {
            self.words.insert(column.clone(), words.clone());
        }
    }
}
