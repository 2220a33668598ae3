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
pub fn bytes(table: &Table, columns: &Columns) -> Result<Vec<u8>, Error> {
    made(table, columns).map_err(|e| Error::Report { place: "findings.xlsx".to_owned(), cause: e.to_string() })
}

fn made(table: &Table, columns: &Columns) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_author("gormil").set_creation_datetime(&made));
    let look = Look::new();
    let mut book = Book::new(&mut workbook, &look, ROWS);
    findings::write(&mut book, table, columns)?;
    lists::matrix(&mut book, table, columns)?;
    lists::timeline(&mut book, table, columns)?;
    lists::sources(&mut book, table, columns)?;
    lists::run(&mut book, table, columns)?;
    lists::columns(&mut book, columns)?;
    workbook.save_to_buffer()
}
