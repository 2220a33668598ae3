//! Tables: one article in each row, columns named in the first one or known by their number.

use std::io::BufRead;

use csv::{ByteRecord, ReaderBuilder};
use serde_json::{Map, Value};

use crate::read::encoding::decoded;
use crate::read::json::MOST_RECORD;
use crate::read::open::Budget;
use crate::read::record::key;
use crate::read::sink::Sink;
use crate::read::trouble::Trouble;
use crate::ruleset::{Formats, Textless};

/// Signs that separate columns.
const SEPARATORS: [u8; 4] = *b",;\t|";
/// What a spreadsheet writes above a table to say how it is separated.
const ASIDE: &str = "sep=";

/// How many cells must say that they hold nothing for a row without an address to be one of a dump.
const MISSING: usize = 3;

/// How a table is laid out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Layout {
    separator: u8,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows above the first article.
    above: usize,
    /// What its name is in reports.
    pub name: &'static str,
}

/// The layout of a table that begins so; `None` where no column is known. `sure` is for what is said to be a table.
pub fn layout(head: &str, formats: &Formats, asked: &[(String, String)], sure: bool) -> Option<Layout> {
    let head = head.trim_start_matches('\u{FEFF}');
    let skipped = head.get(..ASIDE.len()).is_some_and(|s| s.eq_ignore_ascii_case(ASIDE));
    let body = if skipped { head.split_once('\n').map_or("", |(_, rest)| rest) } else { head };
    let mut best: Option<(usize, Layout)> = None;
    for separator in SEPARATORS {
        let columns = first_row(body, separator);
        let name = if separator == b'\t' { "tsv" } else { "csv" };
        let layout = Layout { separator, above: 1 + usize::from(skipped), name, columns };
        let known = known(&layout.columns, formats, asked);
        if best.as_ref().is_none_or(|(most, _)| known > *most) {
            best = Some((known, layout));
        }
    }
    let (known, named) = best?;
    if known >= 2 && (sure || tells(&named.columns, formats, asked)) {
        return Some(named);
    }
    let cells = first_row(body, b'\t');
    let missing = cells.iter().filter(|c| !c.is_empty() && formats.missing(c)).count();
    let like = cells.iter().any(|c| c.starts_with("http")) || missing >= MISSING;
    let unnamed = formats.unnamed(cells.len()).filter(|_| like);
    let unnamed = unnamed.map(|d| Layout { separator: b'\t', columns: d.columns.clone(), above: 0, name: "tsv" });
    unnamed.or_else(|| Some(named).filter(|l| sure && known > 0 && l.columns.len() > 1))
}

/// How many columns have a name that some dump gives.
fn known(columns: &[String], formats: &Formats, asked: &[(String, String)]) -> usize {
    let names = formats.dialects.iter().flat_map(|d| d.fields.values().flatten().chain(d.marks.iter().flatten()));
    let names: std::collections::BTreeSet<String> =
        names.chain(asked.iter().map(|(_, header)| header)).map(|n| key(n)).collect();
    columns.iter().filter(|c| names.contains(&key(c))).count()
}

/// Whether these columns hold articles, or list them.
fn tells(columns: &[String], formats: &Formats, asked: &[(String, String)]) -> bool {
    let has = |name: &str| columns.iter().any(|c| key(c) == key(name));
    let by_name = |what: &str| asked.iter().any(|(name, header)| name == what && has(header));
    formats.recognised(has).is_some_and(|d| {
        let text = ["text", "html"].iter().filter_map(|f| d.fields.get(*f)).flatten().any(|f| has(f));
        text || by_name("text") || by_name("html") || d.textless != Textless::Wrong
    })
}

fn first_row(text: &str, separator: u8) -> Vec<String> {
    let mut reader = ReaderBuilder::new().has_headers(false).delimiter(separator).from_reader(text.as_bytes());
    let mut row = ByteRecord::new();
    match reader.read_byte_record(&mut row) {
        Ok(true) => row.iter().map(|c| String::from_utf8_lossy(c).trim().to_owned()).collect(),
        _ => Vec::new(),
    }
}

/// Reads a table row by row. A row that cannot be read is a row of its own in problems.csv.
pub fn read(reader: &mut dyn BufRead, layout: &Layout, sink: &mut Sink<'_>) -> Result<(), Trouble> {
    let quotes = Quotes { inner: Budget::new(reader, MOST_RECORD as u64), odd: false };
    let mut table =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(layout.separator).from_reader(quotes);
    // one row ahead: whether a row is the last tells if its quotation mark was ever closed
    let (mut row, mut next) = (ByteRecord::new(), ByteRecord::new());
    let mut more = advance(&mut table, &mut next)?;
    for seen in 1.. {
        if !more {
            break;
        }
        std::mem::swap(&mut row, &mut next);
        let ahead = advance(&mut table, &mut next);
        more = matches!(ahead, Ok(true));
        let last_open = matches!(ahead, Ok(false)) && table.get_ref().odd && row.iter().any(|c| c.contains(&b'\n'));
        if seen > layout.above {
            let line = row.position().map_or(1, |p| u32::try_from(p.line()).unwrap_or(u32::MAX));
            let number = u32::try_from(seen - layout.above).unwrap_or(u32::MAX);
            match record(&row, layout) {
                Ok(_) if last_open => sink.trouble(never_closed().on(line)),
                Ok(None) => {}
                Ok(Some(record)) => sink.record(&record, line, number, layout.name),
                Err(trouble) => sink.trouble(trouble.on(line)),
            }
        }
        ahead?;
    }
    Ok(())
}

fn never_closed() -> Trouble {
    Trouble::new(
        "a quotation mark that is never closed; the rest of the file is taken for one cell",
        "close the cell that begins on this line; the rows behind it were not read",
    )
}

/// Reads the next row; whether there is one.
fn advance<R: std::io::Read>(
    table: &mut csv::Reader<Quotes<Budget<R>>>,
    row: &mut ByteRecord,
) -> Result<bool, Trouble> {
    table.get_mut().inner.next();
    table.read_byte_record(row).map_err(|e| match e.into_kind() {
        csv::ErrorKind::Io(cause) => Trouble::from(cause),
        _ => Trouble::new("a table that cannot be read", "save it again as CSV in UTF-8"),
    })
}

/// The cells of a row by the names of their columns; nothing where all are empty.
fn record(row: &ByteRecord, layout: &Layout) -> Result<Option<Map<String, Value>>, Trouble> {
    let empty = |cell: &[u8]| cell.trim_ascii().is_empty();
    if row.iter().all(empty) {
        return Ok(None);
    }
    if row.iter().skip(layout.columns.len()).any(|cell| !empty(cell)) {
        let problem = format!("a row of {} cells under {} columns", row.len(), layout.columns.len());
        return Err(Trouble::new(problem, "put cells that hold the separator into quotation marks"));
    }
    let mut record = Map::new();
    for (name, cell) in layout.columns.iter().zip(row.iter()).filter(|(_, cell)| !empty(cell)) {
        let (text, _) = decoded(cell, None)?;
        record.insert(name.clone(), Value::String(text.into_owned()));
    }
    // fields that are there without a value tell the dump too
    for name in &layout.columns {
        if !record.contains_key(name) {
            record.insert(name.clone(), Value::Null);
        }
    }
    Ok(Some(record))
}

/// Keeps count of quotation marks.
struct Quotes<R> {
    inner: R,
    odd: bool,
}

impl<R: std::io::Read> std::io::Read for Quotes<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let n = self.inner.read(buffer)?;
        let marks = buffer.iter().take(n).filter(|b| **b == b'"').count();
        self.odd ^= marks % 2 == 1;
        Ok(n)
    }
}
