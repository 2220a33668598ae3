//! The columns of every table, in order: `reports/columns.toml`.

use serde::Deserialize;

use crate::error::Error;

/// The file as it was when the program was built.
const TEXT: &str = include_str!("../../reports/columns.toml");

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Its name, which heads it.
    pub name: String,
    /// What its cells are counted in, or the words that they choose from.
    pub unit: String,
    /// What it holds.
    pub meaning: String,
}

/// The columns of all tables.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Columns {
    /// Of findings.csv.
    pub findings: Vec<Column>,
    /// Of claims.csv.
    pub claims: Vec<Column>,
    /// Of matrix.csv, without those of the outlets.
    pub matrix: Vec<Column>,
    /// Of problems.csv.
    pub problems: Vec<Column>,
    /// Of the workbook's sheet `timeline`.
    pub timeline: Vec<Column>,
    /// Of its sheet `sources`.
    pub sources: Vec<Column>,
    /// Of its sheet `run`.
    pub run: Vec<Column>,
    /// Words that a reviewer chooses from.
    pub reviews: Vec<Review>,
}

/// A verdict of a reviewer.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// The word.
    pub name: String,
    /// What it says of a row.
    pub meaning: String,
}

/// All columns.
///
/// # Errors
/// `Error::Report` where the file is not as it should be; a test keeps it right.
pub fn columns() -> Result<Columns, Error> {
    toml::from_str(TEXT).map_err(|e| Error::Report { place: "reports/columns.toml".to_owned(), cause: e.to_string() })
}
