//! What reviewers wrote, from one report to the next: read back as people save it, and carried to the claim
//! that it was written about, or kept.
//!
//! `saved` and `book` read files, `written` knows what gormil itself wrote, `words` settles what counts where
//! they differ, `carry` finds each row of the earlier report among the findings of a run.

mod book;
mod carry;
mod likeness;
mod row;
mod saved;
mod told;
mod words;
mod written;

pub use carry::{Carried, carry};
pub use row::OldRow;

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use crate::error::Error;
use crate::report::notes::saved::Saved;
use crate::report::notes::words::Words;
use crate::report::{FINDINGS, GONE, LINES, SHEET, Table, jsonl};

/// Columns that are the reviewer's own.
pub const REVIEWED: [&str; 2] = ["reviewer_verdict", "reviewer_note"];

/// Earlier reports: the first is the one against which states are told; words of a later one count first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    /// The rows of each.
    pub reports: Vec<Vec<OldRow>>,
    /// Columns that a reviewer added, as they are headed, in the order in which they stand.
    pub added: Vec<String>,
}

impl Previous {
    /// The report that a table would be written as, for telling the rows of another run by it.
    ///
    /// # Errors
    /// `Error::Report` where a row cannot be written; a test keeps that from happening.
    pub fn of(table: &Table) -> Result<Self, Error> {
        Ok(Self { reports: vec![written::parsed(&jsonl::findings(table)?)], added: Vec::new() })
    }

    /// One report alone: its folder, its findings.csv or its findings.xlsx, with the rows that its gone.csv keeps.
    ///
    /// # Errors
    /// As `read`; `Error::Read` where there is none.
    pub fn alone(report: &Path) -> Result<Self, Error> {
        let mut added = Vec::new();
        Ok(Self { reports: vec![named(report, &mut added)?], added })
    }

    /// Reads the report that stands in `dir` and, where one is named, the report `named`: its folder, its
    /// findings.csv or its findings.xlsx. States are told against `named`; what a reviewer wrote in either
    /// is kept.
    ///
    /// # Errors
    /// `Error::Read`, `Error::Report` where a file is no report; a missing one in `dir` is none.
    pub fn read(dir: &Path, named: Option<&Path>) -> Result<Self, Error> {
        let mut added = Vec::new();
        let mut standing = folder(dir, &mut added)?;
        let Some(named) = named else { return Ok(Self { reports: vec![standing], added }) };
        let mut behind = Vec::new();
        let first = self::named(named, &mut behind)?;
        standing.retain(OldRow::reviewed);
        for name in behind {
            add(&mut added, &name);
        }
        Ok(Self { reports: vec![first, standing], added })
    }
}

/// A report that somebody names, which has to be there.
fn named(report: &Path, added: &mut Vec<String>) -> Result<Vec<OldRow>, Error> {
    let missing = || Error::Read { path: report.to_owned(), cause: ErrorKind::NotFound.into() };
    if report.is_dir() {
        if ![FINDINGS, SHEET, LINES].iter().any(|name| report.join(name).is_file()) {
            return Err(missing());
        }
        return folder(report, added);
    }
    let sheet = file(report)?.ok_or_else(missing)?;
    let beside = report.parent().unwrap_or(Path::new("")).join(LINES);
    Ok(rows(written::read(&beside)?, vec![sheet], None, added))
}

/// The report in a folder; empty where there is none.
fn folder(dir: &Path, added: &mut Vec<String>) -> Result<Vec<OldRow>, Error> {
    let sheets = [file(&dir.join(SHEET))?, file(&dir.join(FINDINGS))?];
    let gone = file(&dir.join(GONE))?;
    Ok(rows(written::read(&dir.join(LINES))?, sheets.into_iter().flatten().collect(), gone, added))
}

fn file(path: &Path) -> Result<Option<Saved>, Error> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(None),
        Err(cause) => return Err(Error::Read { path: path.to_owned(), cause }),
    };
    let read = if book::is(&bytes) { book::read(bytes) } else { saved::read(&bytes) };
    read.map(Some).map_err(|cause| Error::Report { place: path.display().to_string(), cause })
}

/// The rows of one report: what gormil wrote, with the reviewer's words out of the sheets, of which the first
/// counts first; then rows that only a sheet holds; then those that were gone.
fn rows(written: Vec<OldRow>, sheets: Vec<Saved>, gone: Option<Saved>, added: &mut Vec<String>) -> Vec<OldRow> {
    for name in sheets.iter().chain(&gone).flat_map(Saved::added) {
        add(added, name);
    }
    let columns: Vec<BTreeSet<String>> = sheets.iter().map(Saved::columns).collect();
    let mut all = written;
    let before: Vec<OldRow> = all.clone();
    let mut at: BTreeMap<String, usize> = all.iter().enumerate().map(|(i, row)| (row.id().to_owned(), i)).collect();
    let by_words: BTreeMap<_, usize> = before.iter().enumerate().map(|(i, row)| (row.words_shown(), i)).collect();
    let mut found: BTreeMap<usize, Vec<(usize, OldRow)>> = BTreeMap::new();
    for (sheet, row) in
        sheets.into_iter().enumerate().flat_map(|(i, sheet)| sheet.rows.into_iter().map(move |r| (i, r)))
    {
        let known = if row.id().is_empty() { by_words.get(&row.words_shown()) } else { at.get(row.id()) };
        let place = known.copied().unwrap_or_else(|| {
            at.insert(row.id().to_owned(), all.len());
            all.push(row.clone());
            all.len() - 1
        });
        found.entry(place).or_default().push((sheet, row));
    }
    let added: Vec<String> = added.iter().map(|name| name.to_lowercase()).collect();
    for (place, saved) in found {
        for column in REVIEWED.into_iter().chain(added.iter().map(String::as_str)) {
            let cells = saved.iter().filter(|(sheet, _)| columns[*sheet].contains(column));
            let words = Words { column, before: before.get(place).map(|row| row.cell(column)) };
            if let Some(settled) = words.settled(cells.map(|(_, row)| row.cell(column))) {
                all[place].say(column, settled);
            }
        }
    }
    all.extend(gone.into_iter().flat_map(|sheet| sheet.rows).map(|mut row| {
        row.gone();
        row
    }));
    all
}

fn add(names: &mut Vec<String>, name: &str) {
    if !names.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
        names.push(name.to_owned());
    }
}
