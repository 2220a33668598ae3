//! The report of the run before, as people hand it back: saved by whatever spreadsheet they use.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use crate::error::Error;
use crate::report::FINDINGS;
use crate::report::cell::unguarded;

/// Columns that are the reviewer's own.
const REVIEWED: [&str; 2] = ["reviewer_verdict", "reviewer_note"];

/// One row of an earlier findings.csv.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OldRow {
    cells: BTreeMap<String, String>,
}

impl OldRow {
    /// The cell of that column; empty where there is none.
    #[must_use]
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether a reviewer wrote into it.
    #[must_use]
    pub fn reviewed(&self) -> bool {
        REVIEWED.iter().any(|column| !self.cell(column).trim().is_empty())
    }

    /// Takes over what a reviewer wrote into `other`, where it holds anything.
    fn review_from(&mut self, other: &Self) {
        for column in REVIEWED.iter().filter(|column| !other.cell(column).trim().is_empty()) {
            self.cells.insert((*column).to_owned(), other.cell(column).to_owned());
        }
    }
}

/// The rows of an earlier findings.csv by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Previous {
    /// The rows.
    pub rows: BTreeMap<String, OldRow>,
}

impl Previous {
    /// Reads the report that stands in `dir` and, where one is named, the report `named` (its folder or
    /// its findings.csv). States are told against `named`; what a reviewer wrote in either is kept, with
    /// `dir` the later of the two.
    ///
    /// # Errors
    /// `Error::Read`, `Error::Report` where a file is no report; a missing one in `dir` is none.
    pub fn read(dir: &Path, named: Option<&Path>) -> Result<Self, Error> {
        let standing = Self::file(&dir.join(FINDINGS))?.unwrap_or_default();
        let Some(named) = named else { return Ok(standing) };
        let path = if named.is_dir() { named.join(FINDINGS) } else { named.to_owned() };
        let missing = || Error::Read { path: path.clone(), cause: ErrorKind::NotFound.into() };
        let mut previous = Self::file(&path)?.ok_or_else(missing)?;
        for (id, row) in standing.rows.into_iter().filter(|(_, row)| row.reviewed()) {
            match previous.rows.get_mut(&id) {
                Some(mine) => mine.review_from(&row),
                None => {
                    let mut row = row;
                    row.cells.insert("status".to_owned(), "gone".to_owned());
                    previous.rows.insert(id, row);
                }
            }
        }
        Ok(previous)
    }

    fn file(path: &Path) -> Result<Option<Self>, Error> {
        match std::fs::read(path) {
            Ok(bytes) => Self::parse(&decoded(&bytes), path).map(Some),
            Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(cause) => Err(Error::Read { path: path.to_owned(), cause }),
        }
    }

    fn parse(text: &str, path: &Path) -> Result<Self, Error> {
        let bad = |cause: String| Error::Report { place: path.display().to_string(), cause };
        let mut reader =
            ::csv::ReaderBuilder::new().delimiter(delimiter(text)).flexible(true).from_reader(text.as_bytes());
        let header: Vec<String> = match reader.headers() {
            Ok(header) => header.iter().map(|name| name.trim().to_lowercase()).collect(),
            Err(e) => return Err(bad(e.to_string())),
        };
        if !text.trim().is_empty() && !header.iter().any(|name| name == "id") {
            return Err(bad("it has no column `id`".to_owned()));
        }
        let mut rows: BTreeMap<String, OldRow> = BTreeMap::new();
        for record in reader.records() {
            let record = record.map_err(|e| bad(e.to_string()))?;
            let cells = header.iter().cloned().zip(record.iter().map(|cell| unguarded(cell).to_owned()));
            let row = OldRow { cells: cells.collect() };
            let id = row.cell("id").trim().to_owned();
            match rows.get_mut(&id) {
                _ if id.is_empty() => {}
                // A row that was copied: the last words of the reviewer count.
                Some(first) => first.review_from(&row),
                None => {
                    rows.insert(id, row);
                }
            }
        }
        Ok(Self { rows })
    }
}

/// The text of a file as spreadsheets save it: UTF-8 or UTF-16, with or without a byte-order mark.
fn decoded(bytes: &[u8]) -> String {
    let wide = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes[2..].chunks_exact(2).map(|pair| read([pair[0], pair[1]])).collect();
        String::from_utf16_lossy(&units)
    };
    match bytes {
        [0xFF, 0xFE, ..] => wide(u16::from_le_bytes),
        [0xFE, 0xFF, ..] => wide(u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ => String::from_utf8_lossy(bytes).into_owned(),
    }
}

/// The sign between the cells: the most frequent one of the header.
fn delimiter(text: &str) -> u8 {
    let header = text.lines().next().unwrap_or_default();
    let count = |sign: u8| header.bytes().filter(|b| *b == sign).count();
    [b'\t', b';', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b',')
}
