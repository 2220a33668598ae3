//! Writing a report and reading it back as a person's programs do.

use std::fs;
use std::path::Path;

use gormil::model::Outcome;
use gormil::report::{Options, Written, guarded, unguarded, write};

pub const BOM: &str = "\u{FEFF}";

pub fn written(outcome: &Outcome, dir: &Path) -> Written {
    write(outcome, &Options::default(), dir).unwrap()
}

pub fn text(dir: &Path, name: &str) -> String {
    fs::read_to_string(dir.join(name)).unwrap()
}

/// The cells of a table, header first, read back as a person's program reads them.
pub fn cells(dir: &Path, name: &str) -> Vec<Vec<String>> {
    let text = text(dir, name);
    let body = text.strip_prefix(BOM).expect("a byte-order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(body.as_bytes());
    reader.records().map(|r| r.unwrap().iter().map(|c| unguarded(c).to_owned()).collect()).collect()
}

pub fn cell(dir: &Path, row: usize, column: &str) -> String {
    cell_of(dir, "findings.csv", row, column)
}

pub fn cell_of(dir: &Path, name: &str, row: usize, column: &str) -> String {
    let rows = cells(dir, name);
    let at = rows[0].iter().position(|name| name == column).unwrap();
    rows[row + 1][at].clone()
}

/// Writes into the columns of the reviewer and saves, as a spreadsheet would: id, verdict, note.
pub fn review(dir: &Path, words: &[(&str, &str, &str)]) {
    let rows = cells(dir, "findings.csv");
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer(Vec::new());
    let at = |name: &str| rows[0].iter().position(|column| column == name).unwrap();
    let (verdict_at, note_at) = (at("reviewer_verdict"), at("reviewer_note"));
    for mut row in rows.clone() {
        if let Some((_, verdict, note)) = words.iter().find(|(id, ..)| *id == row[0]) {
            (*verdict).clone_into(&mut row[verdict_at]);
            (*note).clone_into(&mut row[note_at]);
        }
        writer.write_record(row.iter().map(|cell| guarded(cell.clone()))).unwrap();
    }
    fs::write(dir.join("findings.csv"), writer.into_inner().unwrap()).unwrap();
}
