//! What gormil itself wrote: findings.jsonl, which no spreadsheet saves anew.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;
use serde_json::Number;

use crate::error::Error;
use crate::report::notes::told::{Statement, Told};
use crate::report::notes::{OldRow, REVIEWED};

#[derive(Deserialize)]
struct Row {
    id: String,
    status: String,
    verdict: String,
    why: String,
    kind: String,
    slot: String,
    confidence: Number,
    similarity: Number,
    rule: String,
    group: String,
    explanation: String,
    sides: [Side; 2],
    #[serde(default)]
    reviewer_verdict: String,
    #[serde(default)]
    reviewer_note: String,
}

#[derive(Deserialize)]
struct Side {
    value: Value,
    statements: Vec<Stated>,
}

#[derive(Deserialize)]
struct Value {
    text: String,
}

#[derive(Deserialize)]
struct Stated {
    document: String,
    outlet: String,
    published: Option<String>,
    line: u32,
    start: usize,
    sentence: String,
    surface: String,
    said_by: Option<String>,
    url: Option<String>,
    #[serde(default)]
    surface_start: usize,
}

/// The rows that were written; none where the file is not there. A line that was damaged is left out: the sheets
/// hold the row as well.
///
/// # Errors
/// `Error::Read`.
pub fn read(path: &Path) -> Result<Vec<OldRow>, Error> {
    let bytes = match std::fs::read(path) {
        Ok(bytes) => bytes,
        Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => return Ok(Vec::new()),
        Err(cause) => return Err(Error::Read { path: path.to_owned(), cause }),
    };
    Ok(parsed(&bytes))
}

/// The rows of a findings.jsonl.
#[must_use]
pub fn parsed(bytes: &[u8]) -> Vec<OldRow> {
    let lines = bytes.split(|byte| *byte == b'\n');
    lines.filter_map(|line| serde_json::from_slice::<Row>(line).ok()).map(old).collect()
}

fn old(row: Row) -> OldRow {
    let mut cells: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |column: String, text: String| {
        cells.insert(column, text);
    };
    for (name, side) in ["a", "b"].into_iter().zip(&row.sides) {
        put(format!("value_{name}"), side.value.text.clone());
        let Some(shown) = side.statements.first() else { continue };
        let mut also: Vec<&str> = side.statements.iter().map(|s| s.outlet.as_str()).collect();
        also.retain(|outlet| *outlet != shown.outlet);
        also.sort_unstable();
        also.dedup();
        put(format!("surface_{name}"), shown.surface.clone());
        put(format!("statement_{name}"), shown.sentence.clone());
        put(format!("outlet_{name}"), shown.outlet.clone());
        put(format!("also_{name}"), also.join("; "));
        put(format!("published_{name}"), shown.published.clone().unwrap_or_default());
        put(format!("said_by_{name}"), shown.said_by.clone().unwrap_or_default());
        let place = || format!("{}:{}", shown.document, shown.line);
        put(format!("source_{name}"), shown.url.clone().unwrap_or_else(place));
    }
    let share = |number: &Number| number.as_f64().map_or_else(String::new, |share| format!("{share:.2}"));
    let told = row.sides.map(told);
    let columns = [
        ("id", row.id),
        ("status", row.status),
        ("verdict", row.verdict),
        ("why", row.why),
        ("kind", row.kind),
        ("slot", row.slot),
        ("confidence", share(&row.confidence)),
        ("similarity", share(&row.similarity)),
        ("rule", row.rule),
        ("group", row.group),
        ("explanation", row.explanation),
    ];
    columns.into_iter().for_each(|(column, text)| put(column.to_owned(), text));
    let words = REVIEWED.into_iter().map(str::to_owned).zip([row.reviewer_verdict, row.reviewer_note]);
    OldRow::new(cells, words.collect()).telling(told)
}

fn told(side: Side) -> Told {
    let statement = |s: Stated| {
        let key = s.url.as_deref().unwrap_or(&s.document);
        let day = s.published.unwrap_or_default();
        Statement::new(key, &s.outlet, &day, &s.sentence, &s.surface, Some(s.surface_start)).at(s.start)
    };
    Told::new(&side.value.text, side.statements.into_iter().map(statement).collect())
}
