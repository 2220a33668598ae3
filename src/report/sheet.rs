//! findings.xlsx: the tables of a report as one workbook, to be read and reviewed in.
//!
//! Every text is written as a text: no cell is a formula or a link, so the mark that guards cells of CSV is not needed.
//! Nothing of it depends on the clock.

mod findings;
mod lists;
mod look;
mod page;
mod text;

pub use text::fitted;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use crate::error::Error;
use crate::report::columns::Columns;
use crate::report::sheet::look::Look;
use crate::report::sheet::page::Book;
use crate::report::table::Table;
use crate::report::words::Words;

/// Name of the sheet of findings; one that goes on is `findings_2`.
pub const NAME: &str = "findings";
/// Columns that a sheet may have. Source: Excel specifications and limits, as `ROWS` and `LONGEST`.
pub const COLUMNS: usize = 16_384;
/// Rows that a sheet may have.
const ROWS: usize = 1_048_576;

/// The workbook.
///
/// # Errors
/// `Error::Report` where a column has no cell, or the workbook cannot be made; tests keep that from happening.
pub fn bytes(table: &Table, columns: &Columns, words: &Words) -> Result<Vec<u8>, Error> {
    made(table, columns, words, ROWS)
        .map_err(|e| Error::Report { place: "findings.xlsx".to_owned(), cause: e.to_string() })
}

/// The workbook with so many rows to a sheet.
fn made(table: &Table, columns: &Columns, words: &Words, rows: usize) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("gormil").set_creation_datetime(&made));
    let look = Look::new();
    let mut book = Book::new(&mut workbook, &look, words, rows);
    findings::write(&mut book, table, columns)?;
    lists::matrix(&mut book, table, columns)?;
    lists::timeline(&mut book, table, columns)?;
    lists::sources(&mut book, table, columns)?;
    lists::run(&mut book, table, columns)?;
    lists::columns(&mut book, columns)?;
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use calamine::{Reader, Xlsx};

    use super::*;
    use crate::model::Verdict;
    use crate::report::columns::columns;
    use crate::report::notes::Previous;
    use crate::report::table::{FindingRow, SideRow, StatementRow, Status};

    /// So many findings, each with a note that names it.
    fn table(findings: usize) -> Table {
        let statement = StatementRow {
            document: "a.txt".to_owned(),
            outlet: "A".to_owned(),
            published: None,
            line: 1,
            start: 0,
            end: 5,
            sentence: "Seven".to_owned(),
            surface: "Seven".to_owned(),
            said_by: None,
            modality: "asserted",
            url: None,
            surface_start: 0,
        };
        let side = SideRow { value: crate::report::ValueRow::default(), statements: vec![statement], independent: 1 };
        let row = |n: usize| FindingRow {
            id: format!("f-{n}"),
            status: Status::New,
            verdict: Verdict::Update,
            why: "later_report",
            kind: "quantity",
            slot: "killed".to_owned(),
            confidence: rust_decimal::Decimal::ONE,
            similarity: rust_decimal::Decimal::ONE,
            rule: String::new(),
            group: String::new(),
            explanation: String::new(),
            template: String::new(),
            arithmetic: None,
            sides: [side.clone(), side.clone()],
            because: Vec::new(),
            reviewer_verdict: "later".to_owned(),
            reviewer_note: format!("note on f-{n}"),
        };
        Table { findings: (1..=findings).map(row).collect(), ..Table::default() }
    }

    fn sheets(bytes: &[u8]) -> Vec<String> {
        let book = Xlsx::new(Cursor::new(bytes.to_vec())).unwrap();
        book.sheet_names().into_iter().filter(|name| name.starts_with(NAME)).collect()
    }

    #[test]
    fn findings_that_a_sheet_cannot_hold_go_on_in_the_next_and_are_all_read_back() {
        const ROWS: usize = 4;
        let columns = columns().unwrap();
        // a header in another language is read again by the name behind it
        let words = Words::of("bn").unwrap();
        let made = |findings| made(&table(findings), &columns, &words, ROWS).unwrap();
        let (full, over) = (made(3), made(7));
        assert_eq!(sheets(&full), ["findings"], "a sheet that is just full needs no second");
        assert_eq!(sheets(&over), ["findings", "findings_2", "findings_3"]);

        let mut book = Xlsx::new(Cursor::new(over.clone())).unwrap();
        let mut heights = Vec::new();
        assert_ne!(words.header("id"), "id");
        let header = book.worksheet_range(NAME).unwrap().rows().next().unwrap().to_vec();
        for name in sheets(&over) {
            let range = book.worksheet_range(&name).unwrap();
            assert_eq!(range.rows().next().unwrap(), header, "{name}");
            heights.push(range.height());
        }
        assert_eq!(heights, [4, 4, 2]);
        let run = book.worksheet_range("run").unwrap();
        let told = |words: &str| run.rows().any(|row| row[1].to_string().contains(words));
        assert!(told("findings_2"), "the run says where the rest stands");

        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("findings.xlsx"), &over).unwrap();
        let rows = Previous::read(dir.path(), None).unwrap().reports.remove(0);
        let notes: Vec<(&str, &str)> = rows.iter().map(|row| (row.id(), row.cell("reviewer_note"))).collect();
        let wanted: Vec<(String, String)> = (1..=7).map(|n| (format!("f-{n}"), format!("note on f-{n}"))).collect();
        assert!(notes.iter().copied().eq(wanted.iter().map(|(id, note)| (id.as_str(), note.as_str()))), "{notes:?}");

        let mut archive = zip::ZipArchive::new(Cursor::new(over)).unwrap();
        for part in 1..=3 {
            let mut xml = String::new();
            archive.by_name(&format!("xl/worksheets/sheet{part}.xml")).unwrap().read_to_string(&mut xml).unwrap();
            assert!(xml.contains("<dataValidation ") && xml.contains("<autoFilter "), "sheet {part}");
        }
    }
}
