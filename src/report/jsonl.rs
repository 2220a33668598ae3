//! Findings as JSON, one per line, for programs.

use crate::error::Error;
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
