//! Sheets of a workbook: a header that stays, filters, as many sheets as the rows need.

use rust_xlsxwriter::{Format, IgnoreError, Workbook, Worksheet, XlsxError};

use crate::report::sheet::COLUMNS;
use crate::report::sheet::look::{Look, width};
use crate::report::sheet::text::fitted;

/// A workbook on its way.
pub struct Book<'b> {
    workbook: &'b mut Workbook,
    /// Its formats.
    pub look: &'b Look,
    rows: usize,
}

/// One sheet of it.
pub struct Page<'p> {
    /// The sheet.
    pub sheet: &'p mut Worksheet,
    /// The row on which the next cell is written.
    pub row: u32,
}

impl<'b> Book<'b> {
    /// A workbook whose sheets have so many rows at most.
    pub fn new(workbook: &'b mut Workbook, look: &'b Look, rows: usize) -> Self {
        Self { workbook, look, rows }
    }

    /// Writes a table: its columns, of which the first `still` stay in sight, and its rows, each by `draw`. Rows that
    /// one sheet cannot hold stand on the next: `name_2`.
    pub fn table<R>(
        &mut self,
        name: &str,
        columns: &[String],
        still: u16,
        rows: &[R],
        draw: &dyn Fn(&mut Page<'_>, usize, &R) -> Result<(), XlsxError>,
    ) -> Result<Vec<(usize, usize)>, XlsxError> {
        let columns = &columns[..columns.len().min(COLUMNS)];
        let most = self.rows - 1;
        let mut sheets = Vec::new();
        for (number, first) in (0..rows.len().max(1)).step_by(most).enumerate() {
            let part = &rows[first..(first + most).min(rows.len())];
            let sheet = self.workbook.add_worksheet();
            sheet.set_name(if number == 0 { name.to_owned() } else { format!("{name}_{}", number + 1) })?;
            sheet.set_freeze_panes(1, still)?;
            sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
            let last_row = u32::try_from(part.len()).unwrap_or_default();
            for (at, name) in (0..).zip(columns) {
                let yours = name.starts_with("reviewer_");
                let format = if yours { &self.look.yours } else { &self.look.header };
                sheet.set_column_width(at, width(name))?;
                sheet.write_string_with_format(0, at, fitted(name), format)?;
            }
            if let Some(last) = u16::try_from(columns.len()).ok().and_then(|n| n.checked_sub(1)) {
                sheet.autofilter(0, 0, last_row, last)?;
                sheet.ignore_error_range(0, 0, last_row, last, IgnoreError::NumberStoredAsText)?;
            }
            let mut page = Page { sheet, row: 0 };
            for (at, row) in part.iter().enumerate() {
                page.row += 1;
                draw(&mut page, first + at, row)?;
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
        let Some(column) = place(column) else { return Ok(()) };
        let text = fitted(text);
        if text.is_empty() {
            self.sheet.write_blank(self.row, column, format)?;
        } else {
            self.sheet.write_string_with_format(self.row, column, text, format)?;
        }
        Ok(())
    }

    /// Writes a number.
    pub fn number(&mut self, column: usize, number: f64, format: &Format) -> Result<(), XlsxError> {
        if let Some(column) = place(column) {
            self.sheet.write_number_with_format(self.row, column, number, format)?;
        }
        Ok(())
    }
}

/// A column that a sheet has.
pub fn place(column: usize) -> Option<u16> {
    u16::try_from(column).ok().filter(|_| column < COLUMNS)
}
