//! Which words of a reviewer count where the files of one report differ.

use crate::report::sheet::fitted;

/// A cell of the reviewer.
#[derive(Clone, Copy, Debug)]
pub struct Words<'a> {
    /// Its column.
    pub column: &'a str,
    /// What gormil wrote into it; `None` where that is not known.
    pub before: Option<&'a str>,
}

impl Words<'_> {
    /// The words that count, of the same cell in several files, the one that counts first first; `None` where no
    /// file has the cell, so that what was written stays.
    ///
    /// What was changed counts before what was not, even where it was emptied; words count before none; and of
    /// two notes that were both changed both are kept.
    #[must_use]
    pub fn settled<'c>(self, cells: impl Iterator<Item = &'c str>) -> Option<String> {
        let cells: Vec<&str> = cells.map(str::trim).collect();
        let before = self.before.unwrap_or_default().trim();
        let first = cells.first()?;
        let mut changed: Vec<&str> = Vec::new();
        for cell in cells.iter().filter(|cell| !same(cell, before)) {
            if !changed.contains(cell) {
                changed.push(cell);
            }
        }
        let filled: Vec<&str> = changed.iter().copied().filter(|cell| !cell.is_empty()).collect();
        Some(match (filled.as_slice(), changed.as_slice()) {
            ([], []) if self.before.is_some() => before.to_owned(),
            ([], []) => (*first).to_owned(),
            ([], _) => String::new(),
            ([one], _) => (*one).to_owned(),
            (several, _) if self.column == "reviewer_verdict" => several[0].to_owned(),
            (several, _) => several.join(" | "),
        })
    }
}

/// Whether a cell still says what was written into it: a workbook shows a text fitted to its cell, and a program that
/// saves in a code page without a letter puts `?` in its place.
fn same(cell: &str, written: &str) -> bool {
    if cell == fitted(written).trim() {
        return true;
    }
    let mut letters = written.chars();
    cell.chars().all(|c| letters.next().is_some_and(|w| c == w || c == '?' && !w.is_ascii()))
        && letters.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn settled(column: &str, before: Option<&str>, cells: &[&str]) -> Option<String> {
        Words { column, before }.settled(cells.iter().copied())
    }

    #[test]
    fn what_was_changed_counts() {
        let note = |before, cells: &[&str]| settled("reviewer_note", before, cells).unwrap();
        assert_eq!(note(Some("old"), &["old", "new"]), "new");
        assert_eq!(note(Some("old"), &["new", "old"]), "new");
        assert_eq!(note(Some("old"), &["old", ""]), "", "a reviewer takes words back by emptying the cell");
        assert_eq!(note(Some("old"), &["", "new"]), "new");
        assert_eq!(note(Some("old"), &["mine", "yours"]), "mine | yours");
        assert_eq!(note(Some(""), &["same", "same"]), "same");
        assert_eq!(note(None, &["", "words"]), "words");
        assert_eq!(settled("reviewer_verdict", Some("later"), &["unclear", "confirmed"]).unwrap(), "unclear");
        assert_eq!(settled("reviewer_note", Some("old"), &[]), None, "a dropped column takes nothing back");
    }

    #[test]
    fn letters_that_a_code_page_lacks_are_no_change() {
        let written = "\u{9A0}\u{9BF}\u{995}, 46";
        assert_eq!(settled("reviewer_note", Some(written), &["???, 46"]).unwrap(), written);
        assert_eq!(settled("reviewer_note", Some(written), &["???, 45"]).unwrap(), "???, 45");
        assert_eq!(settled("reviewer_note", Some("who"), &["wh?"]).unwrap(), "wh?");
    }
}
