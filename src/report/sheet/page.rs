//! Sheets of a workbook: a header that stays, filters, as many sheets as the rows need.

use rust_xlsxwriter::{Format, IgnoreError, Workbook, Worksheet, XlsxError};
use unicode_normalization::char::is_combining_mark;

use crate::report::sheet::COLUMNS;
use crate::report::sheet::look::{Look, width};
use crate::report::sheet::text::fitted;
use crate::report::words::Words;

/// Points of one line.
const LINE: f64 = 16.0;
/// Points of the highest row. Source: Excel specifications and limits.
const HIGHEST: f64 = 409.0;
/// Lines above which a row is as high as it can be.
const LINES: u32 = 26;
/// Share of a line that words fill.
const FILLED: f64 = 0.95;

/// A workbook on its way.
pub struct Book<'b> {
    workbook: &'b mut Workbook,
    /// Its formats.
    pub look: &'b Look,
    /// The language of its headers and explanations.
    pub words: &'b Words,
    rows: usize,
}

/// One sheet of it.
pub struct Page<'p> {
    /// The sheet.
    pub sheet: &'p mut Worksheet,
    /// The row on which the next cell is written.
    pub row: u32,
    name: &'p str,
    columns: &'p [String],
    lines: u32,
}

impl<'b> Book<'b> {
    /// A workbook whose sheets have so many rows at most.
    pub fn new(workbook: &'b mut Workbook, look: &'b Look, words: &'b Words, rows: usize) -> Self {
        Self { workbook, look, words, rows }
    }

    /// Rows that a sheet holds below its header.
    pub fn most(&self) -> usize {
        self.rows - 1
    }

    /// Writes a table: its columns, of which the first `still` stay in sight, and its rows, each by `draw`. Rows that
    /// one sheet cannot hold stand on the next: `title_2`.
    pub fn table<R>(
        &mut self,
        title: &str,
        columns: &[String],
        still: u16,
        rows: &[R],
        draw: &dyn Fn(&mut Page<'_>, usize, &R) -> Result<(), XlsxError>,
    ) -> Result<Vec<(usize, usize)>, XlsxError> {
        let columns = &columns[..columns.len().min(COLUMNS)];
        let most = self.most();
        let mut sheets = Vec::new();
        for (number, first) in (0..rows.len().max(1)).step_by(most).enumerate() {
            let part = &rows[first..(first + most).min(rows.len())];
            let sheet = self.workbook.add_worksheet();
            sheet.set_name(if number == 0 { title.to_owned() } else { format!("{title}_{}", number + 1) })?;
            sheet.set_freeze_panes(1, still)?;
            sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
            let last_row = u32::try_from(part.len()).unwrap_or_default();
            let mut tallest = 1;
            for (at, name) in (0..).zip(columns) {
                let yours = name.starts_with("reviewer_");
                let format = if yours { &self.look.yours } else { &self.look.header };
                sheet.set_column_width(at, width(title, name))?;
                let header = fitted(&self.words.header(name));
                tallest = tallest.max(lines(&header, width(title, name)));
                sheet.write_string_with_format(0, at, header, format)?;
            }
            if tallest > 1 {
                sheet.set_row_height(0, height(tallest))?;
            }
            if let Some(last) = u16::try_from(columns.len()).ok().and_then(|n| n.checked_sub(1)) {
                sheet.autofilter(0, 0, last_row, last)?;
                sheet.ignore_error_range(0, 0, last_row, last, IgnoreError::NumberStoredAsText)?;
            }
            let mut page = Page { sheet, row: 0, name: title, columns, lines: 1 };
            for (at, row) in part.iter().enumerate() {
                (page.row, page.lines) = (page.row + 1, 1);
                draw(&mut page, first + at, row)?;
                page.sheet.set_row_height(page.row, height(page.lines))?;
            }
            sheets.push((self.workbook.worksheets().len() - 1, part.len()));
        }
        Ok(sheets)
    }

    /// The sheet of that number.
    pub fn sheet(&mut self, number: usize) -> Result<&mut Worksheet, XlsxError> {
        self.workbook.worksheet_from_index(number)
    }
}

impl Page<'_> {
    /// Writes a text.
    pub fn text(&mut self, column: usize, text: &str, format: &Format) -> Result<(), XlsxError> {
        let text = fitted(text);
        self.room(column, &text);
        let Some(column) = place(column) else { return Ok(()) };
        if text.is_empty() {
            self.sheet.write_blank(self.row, column, format)?;
        } else {
            self.sheet.write_string_with_format(self.row, column, text, format)?;
        }
        Ok(())
    }

    /// Makes the row as high as a text in that column needs: programs differ in whether they do it themselves.
    pub fn room(&mut self, column: usize, text: &str) {
        if let Some(name) = self.columns.get(column) {
            self.lines = self.lines.max(lines(text, width(self.name, name)));
        }
    }

    /// Writes a number.
    pub fn number(&mut self, column: usize, number: f64, format: &Format) -> Result<(), XlsxError> {
        if let Some(column) = place(column) {
            self.sheet.write_number_with_format(self.row, column, number, format)?;
        }
        Ok(())
    }
}

/// Points of a row of so many lines, as far as a row may go.
fn height(lines: u32) -> f64 {
    (f64::from(lines) * LINE + 3.0).min(HIGHEST)
}

/// Lines that a text takes in a column of that many digits' width. Letters beyond ASCII are wider, marks stand above
/// and below them; words do not fill a line.
fn lines(text: &str, width: f64) -> u32 {
    let across = |c: char| match c {
        c if c.is_ascii() => 1.0,
        c if is_combining_mark(c) => 0.4,
        _ => 1.25,
    };
    let all: f64 = text.chars().map(across).sum();
    (1..LINES).find(|lines| all <= f64::from(*lines) * width * FILLED).unwrap_or(LINES)
}

/// A column that a sheet has.
pub fn place(column: usize) -> Option<u16> {
    u16::try_from(column).ok().filter(|_| column < COLUMNS)
}
