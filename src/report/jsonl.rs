//! Findings as JSON, one per line, for programs.

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use crate::error::Error;
use crate::report::LINES;
use crate::report::table::Table;

/// findings.jsonl. Rows that are gone are not in it: nothing is known of them but their cells.
///
/// # Errors
/// `Error::Report` where a row cannot be written as JSON; none is known.
pub fn findings(table: &Table) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    for row in &table.findings {
        serde_json::to_writer(&mut bytes, row)
            .map_err(|e| Error::Report { place: row.id.clone(), cause: e.to_string() })?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// The bytes of the findings.jsonl of an earlier report: `place` is its folder or the file itself.
///
/// # Errors
/// `Error::Usage` where there is none, `Error::Read` where it cannot be read.
pub fn kept(place: &Path) -> Result<(PathBuf, Vec<u8>), Error> {
    let path = if place.is_file() { place.to_owned() } else { place.join(LINES) };
    match std::fs::read(&path) {
        Ok(bytes) => Ok((path, bytes)),
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Err(Error::Usage {
            cause: format!("no report in {}", place.display()),
            help: format!("`gormil check INPUT --out {}` writes one", place.display()),
        }),
        Err(cause) => Err(Error::Read { path, cause }),
    }
}
