//! From a byte offset in a rule file to its line and column.

use std::ops::Range;

use crate::error::{Mistake, Place, RuleMistake};

/// A rule file with its name, for placing what is wrong in it.
pub struct File<'a> {
    /// Name as shown to the reader.
    pub name: &'a str,
    /// Its text.
    pub text: &'a str,
}

impl File<'_> {
    /// Where the byte `at` stands.
    pub fn place(&self, at: usize) -> Place {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Place { file: self.name.to_owned(), line: small(line), column: small(column) }
    }

    /// A mistake at the start of `span`.
    pub fn mistake(&self, span: &Range<usize>, kind: Mistake) -> RuleMistake {
        RuleMistake { place: self.place(span.start), kind }
    }
}

/// The known name nearest to `name`, if it is near enough to have been meant.
pub fn suggestion<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    const NEAR: f64 = 0.8;
    known
        .into_iter()
        .map(|k| (strsim::jaro_winkler(name, k), k))
        .filter(|(score, _)| *score >= NEAR)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, k)| k.to_owned())
}
