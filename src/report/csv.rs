//! Tables as CSV for spreadsheets: UTF-8 with a byte-order mark, CRLF, quoting by RFC 4180, no line
//! break inside a cell, no cell that would be a formula.

use std::io::Write;

use crate::error::Error;
use crate::report::cell::{guarded, one_line};
use crate::report::columns::{Column, Columns};
use crate::report::lists::ClaimRow;
use crate::report::table::{FindingRow, Table};

/// findings.csv: its columns, then those that a reviewer added.
///
/// # Errors
/// `Error::Report` where a column has no cell; a test keeps that from happening.
pub fn findings(table: &Table, columns: &Columns) -> Result<Vec<u8>, Error> {
    let mut sheet = Sheet::new(&columns.findings, &table.added)?;
    let none = vec![String::new(); table.added.len()];
    for row in &table.findings {
        sheet.row(|column| finding(row, column), table.own.get(&row.id).unwrap_or(&none))?;
    }
    sheet.bytes()
}

/// gone.csv: reviewed rows as they stood when they were last found.
///
/// # Errors
/// As `findings`.
pub fn gone(table: &Table, columns: &Columns) -> Result<Vec<u8>, Error> {
    let mut sheet = Sheet::new(&columns.findings, &table.added)?;
    for row in &table.gone {
        let added: Vec<String> = table.added.iter().map(|name| row.cell(&name.to_lowercase()).to_owned()).collect();
        sheet.row(|column| Some(row.cell(column).to_owned()), &added)?;
    }
    sheet.bytes()
}

/// The cell of a finding in a column of findings.csv; `None` where there is no such column.
pub fn finding(row: &FindingRow, column: &str) -> Option<String> {
    let (name, side) = match column.strip_suffix("_a").map(|name| (name, 0)) {
        Some(found) => found,
        None => column.strip_suffix("_b").map(|name| (name, 1)).unwrap_or((column, 0)),
    };
    let side = &row.sides[side];
    let shown = side.shown()?;
    Some(match name {
        "id" => row.id.clone(),
        "status" => row.status.name().to_owned(),
        "verdict" => row.verdict.name().to_owned(),
        "why" => row.why.to_owned(),
        "kind" => row.kind.to_owned(),
        "slot" => row.slot.clone(),
        "confidence" => row.confidence.to_string(),
        "value" => side.value.text.clone(),
        "surface" => shown.surface.clone(),
        "statement" => shown.sentence.clone(),
        "outlet" => shown.outlet.clone(),
        "also" => side.also().join("; "),
        "published" => shown.published.clone().unwrap_or_default(),
        "said_by" => shown.said_by.clone().unwrap_or_default(),
        "explanation" => row.explanation.clone(),
        "source" => shown.source(),
        "similarity" => row.similarity.to_string(),
        "rule" => row.rule.clone(),
        "group" => row.group.clone(),
        "independent" => side.independent.to_string(),
        "reviewer_verdict" => row.reviewer_verdict.clone(),
        "reviewer_note" => row.reviewer_note.clone(),
        _ => return None,
    })
}

/// claims.csv, row by row: there is one for every value that any article gives.
///
/// # Errors
/// As `findings`, and what `out` gives.
pub fn claims(rows: impl Iterator<Item = ClaimRow>, columns: &Columns, out: impl Write) -> Result<(), Error> {
    let mut sheet = Sheet::into(out, &columns.claims, &[])?;
    for row in rows {
        let cell = |column: &str| {
            Some(match column {
                "group" => row.group.clone(),
                "outlet" => row.outlet.clone(),
                "published" => row.published.clone(),
                "document" => row.document.clone(),
                "line" => row.line.to_string(),
                "sentence" => row.sentence.clone(),
                "kind" => row.kind.to_owned(),
                "slot" => row.slot.clone(),
                "value" => row.value.clone(),
                "unit" => row.unit.clone(),
                "surface" => row.surface.clone(),
                "said_by" => row.said_by.clone(),
                "modality" => row.modality.to_owned(),
                "url" => row.url.clone(),
                _ => return None,
            })
        };
        sheet.row(cell, &[])?;
    }
    sheet.writer.flush().map_err(|e| failed(&e))
}

/// matrix.csv: the fixed columns, then one for each outlet.
///
/// # Errors
/// As `findings`.
pub fn matrix(table: &Table, columns: &Columns) -> Result<Vec<u8>, Error> {
    let mut sheet = Sheet::new(&columns.matrix, &table.outlets)?;
    for row in &table.matrix {
        let cell = |column: &str| {
            Some(match column {
                "group" => row.group.clone(),
                "slot" => row.slot.clone(),
                "kind" => row.kind.to_owned(),
                "statement" => row.statement.clone(),
                _ => return None,
            })
        };
        sheet.row(cell, &row.printed)?;
    }
    sheet.bytes()
}

/// problems.csv.
///
/// # Errors
/// As `findings`.
pub fn problems(table: &Table, columns: &Columns) -> Result<Vec<u8>, Error> {
    let mut sheet = Sheet::new(&columns.problems, &[])?;
    for row in &table.problems {
        let cell = |column: &str| {
            Some(match column {
                "document" => row.document.clone(),
                "line" => row.line.map(|line| line.to_string()).unwrap_or_default(),
                "problem" => row.problem.clone(),
                "help" => row.help.clone(),
                _ => return None,
            })
        };
        sheet.row(cell, &[])?;
    }
    sheet.bytes()
}

/// A table on its way to bytes.
struct Sheet<'a, W: Write> {
    columns: &'a [Column],
    writer: ::csv::Writer<W>,
}

impl<'a> Sheet<'a, Vec<u8>> {
    /// Starts a table in memory.
    fn new(columns: &'a [Column], more: &[String]) -> Result<Self, Error> {
        Self::into(Vec::new(), columns, more)
    }

    fn bytes(self) -> Result<Vec<u8>, Error> {
        self.writer.into_inner().map_err(|e| failed(&e))
    }
}

impl<'a, W: Write> Sheet<'a, W> {
    /// Starts a table: byte-order mark and header, with `more` behind the fixed columns.
    fn into(mut out: W, columns: &'a [Column], more: &[String]) -> Result<Self, Error> {
        out.write_all("\u{FEFF}".as_bytes()).map_err(|e| failed(&e))?;
        let writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
        let mut sheet = Self { columns, writer };
        sheet.row(|column| Some(column.to_owned()), more)?;
        Ok(sheet)
    }

    fn row(&mut self, cell: impl Fn(&str) -> Option<String>, more: &[String]) -> Result<(), Error> {
        for column in self.columns {
            let text = cell(&column.name).ok_or_else(|| failed(&format!("column `{}` has no cell", column.name)))?;
            self.writer.write_field(guarded(one_line(&text))).map_err(|e| failed(&e))?;
        }
        for text in more {
            self.writer.write_field(guarded(one_line(text))).map_err(|e| failed(&e))?;
        }
        self.writer.write_record(None::<&[u8]>).map_err(|e| failed(&e))
    }
}

fn failed(cause: &dyn std::fmt::Display) -> Error {
    Error::Report { place: "a table of the report".to_owned(), cause: cause.to_string() }
}
