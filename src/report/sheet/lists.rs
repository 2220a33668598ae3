//! The sheets beside the findings: who printed what, when, where it stands, and what the run was.

use std::collections::BTreeMap;

use rust_xlsxwriter::XlsxError;

use crate::report::columns::{Column, Columns};
use crate::report::lists::{ClaimRow, MatrixRow, SourceRow};
use crate::report::sheet::COLUMNS;
use crate::report::sheet::page::{Book, Page};
use crate::report::sheet::text::{fits, plain};
use crate::report::table::Table;

fn names(columns: &[Column]) -> Vec<String> {
    columns.iter().map(|column| column.name.clone()).collect()
}

/// Who printed which value: matrix.csv.
pub fn matrix(book: &mut Book<'_>, table: &Table, columns: &Columns) -> Result<(), XlsxError> {
    let look = book.look;
    let all: Vec<String> = names(&columns.matrix).into_iter().chain(table.outlets.iter().cloned()).collect();
    let draw = |page: &mut Page<'_>, _: usize, row: &MatrixRow| {
        page.text(0, &row.group, &look.name)?;
        for (at, text) in (1..).zip([row.slot.as_str(), row.kind, &row.statement]) {
            page.text(at, text, &look.text)?;
        }
        (4..).zip(&row.printed).try_for_each(|(at, text)| page.text(at, text, &look.text))
    };
    book.table("matrix", &all, 2, &table.matrix, &draw).map(drop)
}

/// The values of each group and slot in the order in which they were published, those without a date last.
pub fn timeline(book: &mut Book<'_>, table: &Table, columns: &Columns) -> Result<(), XlsxError> {
    let look = book.look;
    let mut order: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for (at, row) in table.matrix.iter().enumerate() {
        order.entry((&row.group, &row.slot, row.kind)).or_insert(at);
    }
    let place = |row: &ClaimRow| order.get(&(row.group.as_str(), row.slot.as_str(), row.kind)).copied();
    let mut rows: Vec<(usize, &ClaimRow)> = table.claims.iter().filter_map(|row| Some((place(row)?, row))).collect();
    rows.sort_by(|(a, x), (b, y)| {
        fn at(row: &ClaimRow) -> (bool, &str) {
            (row.published.is_empty(), &row.published)
        }
        a.cmp(b)
            .then_with(|| at(x).cmp(&at(y)))
            .then_with(|| (&x.outlet, &x.document, x.line).cmp(&(&y.outlet, &y.document, y.line)))
    });
    let draw = |page: &mut Page<'_>, at: usize, (group, row): &(usize, &ClaimRow)| {
        let first = at == 0 || rows[at - 1].0 != *group;
        let format = if first { &look.first } else { &look.text };
        let source = if row.url.is_empty() { format!("{}:{}", row.document, row.line) } else { row.url.clone() };
        let cells = [
            &row.group,
            &row.slot,
            row.kind,
            &row.published,
            &row.outlet,
            &row.value,
            &row.unit,
            &row.said_by,
            &row.sentence,
            &source,
        ];
        cells.into_iter().enumerate().try_for_each(|(at, text)| page.text(at, text, format))
    };
    book.table("timeline", &names(&columns.timeline), 2, &rows, &draw).map(drop)
}

/// The articles.
pub fn sources(book: &mut Book<'_>, table: &Table, columns: &Columns) -> Result<(), XlsxError> {
    let look = book.look;
    let draw = |page: &mut Page<'_>, _: usize, row: &SourceRow| {
        let cells = [row.document.as_str(), &row.outlet, &row.title, &row.published, row.how];
        cells.into_iter().enumerate().try_for_each(|(at, text)| page.text(at, text, &look.text))?;
        page.number(5, f64::from(u32::try_from(row.claims).unwrap_or(u32::MAX)), &look.count)?;
        page.text(6, &row.url, &look.text)
    };
    book.table("sources", &names(&columns.sources), 1, &table.sources, &draw).map(drop)
}

/// What the run was, and what the sheets could not hold.
pub fn run(book: &mut Book<'_>, table: &Table, columns: &Columns) -> Result<(), XlsxError> {
    let look = book.look;
    let mut rows = table.run.clone();
    let sentences = table.findings.iter().flat_map(|row| &row.sides).filter_map(|side| side.shown());
    let cut = sentences.filter(|s| !fits(&plain(&s.sentence))).count();
    if cut > 0 {
        rows.push(("statements cut to the size of a cell".to_owned(), format!("{cut}; findings.jsonl has them whole")));
    }
    if table.findings.len() > book.most() {
        rows.push(("findings".to_owned(), "more than a sheet holds: they go on in findings_2".to_owned()));
    }
    let outlets = COLUMNS.saturating_sub(columns.matrix.len());
    if table.outlets.len() > outlets {
        rows.push(("matrix".to_owned(), format!("the first {outlets} outlets; matrix.csv has them all")));
    }
    let draw = |page: &mut Page<'_>, _: usize, (what, value): &(String, String)| {
        page.text(0, what, &look.text)?;
        page.text(1, value, &look.text)
    };
    book.table("run", &names(&columns.run), 1, &rows, &draw).map(drop)
}

/// What the columns of the findings mean.
pub fn columns(book: &mut Book<'_>, columns: &Columns) -> Result<(), XlsxError> {
    let look = book.look;
    let draw = |page: &mut Page<'_>, _: usize, column: &Column| {
        page.text(0, &column.name, &look.text)?;
        page.text(1, &column.meaning, &look.text)?;
        page.text(2, &column.unit, &look.text)
    };
    let header = ["column", "meaning", "cells"].map(str::to_owned);
    book.table("columns", &header, 1, &columns.findings, &draw).map(drop)
}
