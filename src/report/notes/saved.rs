//! A table as people's programs save it: any of three separators, any of four encodings, columns in any order.

use std::collections::{BTreeMap, BTreeSet};

use encoding_rs::{UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::report::cell::unguarded;
use crate::report::columns::columns;
use crate::report::notes::{OldRow, REVIEWED};

/// A byte-order mark, and what a program makes of it that does not know it.
const MARKS: [char; 4] = ['\u{FEFF}', '\u{EF}', '\u{BB}', '\u{BF}'];

/// A table that was read back.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saved {
    /// Its columns as they are headed; a nameless one is empty.
    header: Vec<String>,
    /// Its rows; of those with one name there is one, with the last words of the reviewer.
    pub rows: Vec<OldRow>,
}

impl Saved {
    /// A table of a header and rows of text.
    ///
    /// # Errors
    /// What is missing, where it is no table of findings. A table without a word is an empty one.
    pub fn of(header: Vec<String>, records: impl Iterator<Item = Vec<String>>) -> Result<Self, String> {
        let header = header.iter().map(|name| named(name.trim_start_matches(MARKS).trim())).collect();
        let mut saved = Self { header, rows: Vec::new() };
        let named = saved.columns();
        let stated = ["statement_a", "statement_b"].iter().all(|column| named.contains(*column));
        if !named.is_empty() && !named.contains("id") && !stated {
            return Err("it has no column `id`".to_owned());
        }
        let columns: Vec<String> = saved.header.iter().map(|name| name.to_lowercase()).collect();
        let own = own();
        let mut at: BTreeMap<String, usize> = BTreeMap::new();
        for record in records {
            let cells = columns.iter().cloned().zip(record.iter().map(|cell| unguarded(cell).to_owned()));
            let (cells, words) = cells.filter(|(name, _)| !name.is_empty()).partition(|(name, _)| own.contains(name));
            let row = OldRow::new(cells, words);
            match at.get(row.id()) {
                Some(first) => saved.rows[*first].hear(&row),
                None if !row.id().is_empty() => {
                    at.insert(row.id().to_owned(), saved.rows.len());
                    saved.rows.push(row);
                }
                // A row that has lost its name can be known by what it states.
                None if row.reviewed() && !row.cell("statement_a").is_empty() => saved.rows.push(row),
                None => {}
            }
        }
        Ok(saved)
    }

    /// Names of its columns, in lower case.
    #[must_use]
    pub fn columns(&self) -> BTreeSet<String> {
        self.header.iter().filter(|name| !name.is_empty()).map(|name| name.to_lowercase()).collect()
    }

    /// Columns that are none of a report's and in which something stands.
    pub fn added(&self) -> impl Iterator<Item = &String> {
        let own = own();
        let filled = |name: &str| self.rows.iter().any(|row| !row.cell(name).trim().is_empty());
        self.header.iter().filter(move |name| {
            let name = name.to_lowercase();
            !name.is_empty() && !own.contains(&name) && !REVIEWED.contains(&name.as_str()) && filled(&name)
        })
    }
}

/// The name of a column: what stands in brackets behind a header in another language, if it is one of a report's.
fn named(header: &str) -> String {
    let inner = header.strip_suffix(')').and_then(|text| text.rsplit_once('(')).map(|(_, name)| name.trim());
    let known = |name: &&str| {
        let name = name.to_lowercase();
        REVIEWED.contains(&name.as_str()) || own().contains(&name)
    };
    inner.filter(known).unwrap_or(header).to_owned()
}

/// The columns that gormil fills.
fn own() -> BTreeSet<String> {
    let columns = columns().map(|c| c.findings).unwrap_or_default();
    columns.into_iter().map(|column| column.name).filter(|name| !REVIEWED.contains(&name.as_str())).collect()
}

/// Reads a text file of cells.
///
/// # Errors
/// As `Saved::of`.
pub fn read(bytes: &[u8]) -> Result<Saved, String> {
    let text = decoded(bytes);
    let (separator, text) = separator(&text);
    let mut reader =
        ::csv::ReaderBuilder::new().delimiter(separator).flexible(true).has_headers(false).from_reader(text.as_bytes());
    let mut records = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|e| e.to_string())?;
        records.push(record.iter().map(str::to_owned).collect::<Vec<_>>());
    }
    let mut records = records.into_iter();
    Saved::of(records.next().unwrap_or_default(), records)
}

/// The text of a file: UTF-8 or UTF-16, with or without a byte-order mark, else the Windows code page of the West.
fn decoded(bytes: &[u8]) -> String {
    let wide = |low: usize| bytes.len() > 3 && bytes[1 - low] == 0 && bytes[3 - low] == 0 && bytes[low] != 0;
    let encoding = match bytes {
        [0xFF, 0xFE, ..] => UTF_16LE,
        [0xFE, 0xFF, ..] => UTF_16BE,
        _ if wide(0) => UTF_16LE,
        _ if wide(1) => UTF_16BE,
        _ if std::str::from_utf8(bytes).is_ok() => UTF_8,
        [0xEF, 0xBB, 0xBF, ..] => UTF_8,
        _ => WINDOWS_1252,
    };
    encoding.decode_with_bom_removal(bytes).0.into_owned()
}

/// The sign between the cells, and the text behind a first line that only names it (`sep=;`): else the most
/// frequent one of the header.
fn separator(text: &str) -> (u8, &str) {
    let header = text.lines().next().unwrap_or_default();
    let named = header.trim_matches('"').strip_prefix("sep=").map(str::as_bytes);
    if let Some([sign, ..]) = named.filter(|sign| sign.first().is_some_and(u8::is_ascii)) {
        return (*sign, text.split_once('\n').map_or("", |(_, rest)| rest));
    }
    let count = |sign: u8| header.bytes().filter(|b| *b == sign).count();
    ([b'\t', b';', b','].into_iter().max_by_key(|sign| count(*sign)).unwrap_or(b','), text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn note(bytes: &[u8]) -> String {
        let saved = read(bytes).unwrap();
        assert_eq!(saved.rows.len(), 1, "{saved:?}");
        assert_eq!(saved.rows[0].id(), "f-1");
        saved.rows[0].cell("reviewer_note").to_owned()
    }

    #[test]
    fn every_encoding_and_separator_is_read() {
        let text = "ID;Reviewer_Note\r\nf-1;\u{E9}t\u{E9}\r\n;\r\n";
        let wide: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let western: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        for bytes in [text.as_bytes(), &little, &big, &western, &[&[0xFF, 0xFE], &little[..]].concat()] {
            assert_eq!(note(bytes), "\u{E9}t\u{E9}", "{bytes:?}");
        }
        assert_eq!(note(b"sep=;\nid;reviewer_note\nf-1;a,b"), "a,b");
        assert_eq!(note(b"\xEF\xBB\xBFid\treviewer_note\t\t\nf-1\t'=x\t\t\n\t\t\t"), "=x");
        assert_eq!(note(b"Bemerkung (reviewer_note),Name (of it) (ID),Owner (us)\nx,f-1,A\n"), "x");
        assert_eq!(note(b"reviewer_note,id\nfirst,f-1\nlast,f-1\n,f-1\n"), "last");
    }

    #[test]
    fn what_is_no_table_of_findings_is_refused() {
        assert!(read(b"name,age\nx,3\n").is_err());
        assert_eq!(read(b"").unwrap(), Saved { header: Vec::new(), rows: Vec::new() });
    }
}
