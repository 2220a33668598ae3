//! findings.csv against findings.jsonl, cell for cell; what a reviewer wrote is theirs.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use crate::error::Error;
use crate::report::{FINDINGS, columns, guarded, one_line};
use crate::verify::Verified;
use crate::verify::row::{Row, Side};

/// Holds the file against the rows.
///
/// # Errors
/// `Error::Read`.
pub fn hold(path: &Path, rows: &[Row], found: &mut Verified) -> Result<(), Error> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == ErrorKind::NotFound => {
            found.problem("", FINDINGS, "is not there");
            return Ok(());
        }
        Err(cause) => return Err(Error::Read { path: path.to_owned(), cause }),
    };
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(&bytes);
    // some programs save it with semicolons or tabs
    let header = text.split(|b| *b == b'\n').next().unwrap_or_default();
    let many = |mark: &u8| header.iter().filter(|b| *b == mark).count();
    let delimiter = [b',', b';', b'\t'].into_iter().rev().max_by_key(many).unwrap_or(b',');
    let mut sheet = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text);
    let names: Vec<String> = match sheet.byte_headers() {
        Ok(names) => names.iter().map(|name| String::from_utf8_lossy(name).into_owned()).collect(),
        Err(_) => Vec::new(),
    };
    let own: Vec<String> = columns()?.findings.into_iter().map(|column| column.name).collect();
    for name in own.iter().filter(|name| !names.contains(name)) {
        found.problem("", FINDINGS, format!("has no column `{name}`"));
    }
    let mut left: BTreeMap<&str, &Row> = rows.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut seen = BTreeSet::new();
    for (number, record) in (2..).zip(sheet.byte_records()) {
        let place = format!("{FINDINGS}, row {number}");
        let Ok(record) = record else {
            found.problem("", place, "cannot be read");
            continue;
        };
        let cells: BTreeMap<&str, String> = names
            .iter()
            .map(String::as_str)
            .zip(record.iter().map(|c| String::from_utf8_lossy(c).into_owned()))
            .collect();
        let id = cells.get("id").cloned().unwrap_or_default();
        let Some(row) = left.remove(id.as_str()) else {
            found.problem(
                &id,
                place,
                if seen.contains(&id) { "stands there twice" } else { "is in no line of findings.jsonl" },
            );
            continue;
        };
        for name in own.iter().filter(|name| !name.starts_with("reviewer_")) {
            let Some(cell) = cells.get(name.as_str()) else { continue };
            if cell_of(row, name).is_none_or(|wanted| guarded(one_line(&wanted)) != *cell) {
                found.problem(&id, place.clone(), format!("`{name}` differs from findings.jsonl"));
            }
        }
        seen.insert(id);
    }
    for id in left.into_keys() {
        found.problem(id, FINDINGS, "has no such row");
    }
    Ok(())
}

/// What stands in a column, made from the fields of findings.jsonl.
fn cell_of(row: &Row, column: &str) -> Option<String> {
    let (name, side) = match (column.strip_suffix("_a"), column.strip_suffix("_b")) {
        (Some(name), _) => (name, &row.sides[0]),
        (_, Some(name)) => (name, &row.sides[1]),
        _ => (column, &row.sides[0]),
    };
    let shown = side.statements.first()?;
    let hundredths = |number: &serde_json::Number| number.as_f64().map(|n| format!("{n:.2}"));
    Some(match name {
        "id" => row.id.clone(),
        "status" => row.status.clone(),
        "verdict" => row.verdict.clone(),
        "why" => row.why.clone(),
        "kind" => row.kind.clone(),
        "slot" => row.slot.clone(),
        "confidence" => hundredths(&row.confidence)?,
        "similarity" => hundredths(&row.similarity)?,
        "rule" => row.rule.clone(),
        "group" => row.group.clone(),
        "explanation" => row.explanation.clone(),
        "independent" => side.independent.to_string(),
        "value" => side.value.text.clone(),
        "surface" => shown.surface.clone(),
        "statement" => shown.sentence.clone(),
        "outlet" => shown.outlet.clone(),
        "also" => also(side),
        "published" => shown.published.clone().unwrap_or_default(),
        "said_by" => shown.said_by.clone().unwrap_or_default(),
        "source" => shown.url.clone().unwrap_or_else(|| format!("{}:{}", shown.document, shown.line)),
        _ => return None,
    })
}

/// The other outlets of a side, sorted.
fn also(side: &Side) -> String {
    let outlets: BTreeSet<&str> = side.statements.iter().map(|s| s.outlet.as_str()).collect();
    let shown = side.statements.first().map(|s| s.outlet.as_str());
    outlets.into_iter().filter(|outlet| Some(*outlet) != shown).collect::<Vec<_>>().join("; ")
}
