//! A workbook as people's programs save it, cell by cell, so that a sheet of a million empty rows costs nothing.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, ExcelDateTime, Reader, SheetType, Xlsx};
use zip::ZipArchive;

use crate::report::cell::one_line;
use crate::report::notes::saved::Saved;
use crate::report::sheet::{COLUMNS, NAME};

/// Bytes that a workbook may hold: its shared strings are read as a whole.
const LARGEST: usize = 256 << 20;
/// The same, unpacked.
const UNPACKED: u64 = 2 << 30;
/// Cells that are read of one sheet at most.
const CELLS: usize = 50_000_000;

/// Whether a file is a workbook: a ZIP archive.
#[must_use]
pub fn is(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK")
}

/// Reads the sheet of findings with those that it goes on in; the first sheet where none has that name.
///
/// # Errors
/// What is wrong, where it is no workbook or no report.
pub fn read(bytes: Vec<u8>) -> Result<Saved, String> {
    if bytes.len() > LARGEST {
        return Err(format!("a workbook of more than {} MB", LARGEST >> 20));
    }
    // What stands in the directory of the archive is what its readers go by.
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice())).map_err(|e| e.to_string())?;
    let mut unpacked = 0_u64;
    for at in 0..archive.len() {
        unpacked = unpacked.saturating_add(archive.by_index_raw(at).map_err(|e| e.to_string())?.size());
    }
    if unpacked > UNPACKED {
        return Err(format!("a workbook of more than {} MB unpacked", UNPACKED >> 20));
    }
    // read to their ends, parts are held against their checksums: a header with a flipped bit is no new column
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).map_err(|e| e.to_string())?;
        std::io::copy(&mut part, &mut std::io::sink()).map_err(|e| e.to_string())?;
    }
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|e| e.to_string())?;
    let sheets = book.sheets_metadata().iter().filter(|sheet| sheet.typ == SheetType::WorkSheet);
    let mut names: Vec<String> = sheets.map(|sheet| sheet.name.clone()).collect();
    let own = |name: &String| {
        let name = name.trim().to_lowercase();
        name == NAME || name.strip_prefix(NAME).is_some_and(|rest| rest.starts_with('_'))
    };
    if names.iter().any(own) {
        names.retain(own);
    } else {
        names.truncate(1);
    }
    let (mut header, mut rows): (Vec<String>, Vec<Vec<String>>) = (Vec::new(), Vec::new());
    for name in &names {
        let mut records = sheet(&mut book, name)?.into_values();
        let first = records.next().unwrap_or_default();
        if header.is_empty() {
            header = first;
        } else if header != first {
            return Err(format!("its sheet `{name}` has other columns than the first"));
        }
        rows.extend(records);
    }
    Saved::of(header, rows.into_iter())
}

/// The cells of one sheet, row by row.
fn sheet(book: &mut Xlsx<Cursor<Vec<u8>>>, name: &str) -> Result<BTreeMap<u32, Vec<String>>, String> {
    let mut reader = book.worksheet_cells_reader(name).map_err(|e| e.to_string())?;
    let mut rows: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for _ in 0..CELLS {
        let Some(cell) = reader.next_cell().map_err(|e| e.to_string())? else { return Ok(rows) };
        let (row, column) = cell.get_position();
        let text = text(cell.get_value());
        let column = column as usize;
        if text.is_empty() || column >= COLUMNS {
            continue;
        }
        let cells = rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = text;
    }
    Err(format!("its sheet `{name}` has more than {CELLS} cells"))
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => one_line(text),
        DataRef::SharedString(text) => one_line(text),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(value) => value.to_string().to_uppercase(),
        DataRef::DateTime(time) => moment(time),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::Error(_) | DataRef::Empty => String::new(),
    }
}

/// A day, with the time where it is not midnight, in ISO 8601.
fn moment(time: &ExcelDateTime) -> String {
    let (year, month, day, hour, minute, ..) = time.to_ymd_hms_milli();
    let time = if (hour, minute) == (0, 0) { String::new() } else { format!("T{hour:02}:{minute:02}") };
    format!("{year:04}-{month:02}-{day:02}{time}")
}
