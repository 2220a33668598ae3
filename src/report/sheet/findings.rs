//! The sheet of findings: findings.csv, with the words in which two statements differ marked, verdicts coloured, and a
//! list of words for the reviewer's own.

use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ConditionalFormatBlank, DataValidation, DataValidationErrorStyle, Format, XlsxError};

use crate::model::Verdict;
use crate::report::columns::{Columns, Review};
use crate::report::csv;
use crate::report::sheet::NAME;
use crate::report::sheet::look::Look;
use crate::report::sheet::page::{Book, Page, place};
use crate::report::sheet::text::{fits, plain};
use crate::report::table::{FindingRow, StatementRow, Table};

/// Columns of one kind that stand together and that a reviewer folds away and opens again with one click.
const FOLDED: [[&str; 2]; 3] = [["why", "kind"], ["surface_a", "surface_b"], ["similarity", "group"]];

/// Paper that all columns fit on and can still be read. Source: ECMA-376, part 1, section 18.3.1.63.
const A3: u8 = 8;

/// Writes the sheet.
pub fn write(book: &mut Book<'_>, table: &Table, columns: &Columns) -> Result<(), XlsxError> {
    let names: Vec<String> = columns.findings.iter().map(|c| c.name.clone()).chain(table.added.clone()).collect();
    let (look, words) = (book.look, book.words);
    let inks = Verdict::ALL.map(|verdict| (look.verdict(verdict), Look::span(verdict)));
    let none = vec![String::new(); table.added.len()];
    let texts = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let draw = |page: &mut Page<'_>, _: usize, row: &FindingRow| {
        let (verdict, span) = &inks[Verdict::ALL.iter().position(|v| *v == row.verdict).unwrap_or_default()];
        for (at, column) in columns.findings.iter().map(|c| c.name.as_str()).enumerate() {
            match column {
                "confidence" => page.number(at, row.confidence.to_f64().unwrap_or_default(), &look.share)?,
                "similarity" => page.number(at, row.similarity.to_f64().unwrap_or_default(), &look.share)?,
                "independent_a" => page.number(at, texts(row.sides[0].independent), &look.count)?,
                "independent_b" => page.number(at, texts(row.sides[1].independent), &look.count)?,
                "explanation" => {
                    let told = words.explanation(row);
                    page.text(at, told.as_ref().unwrap_or(&row.explanation), &look.text)?;
                }
                "statement_a" => statement(page, at, row.sides[0].shown(), span, &look.text)?,
                "statement_b" => statement(page, at, row.sides[1].shown(), span, &look.text)?,
                _ => {
                    let format = match column {
                        "verdict" | "value_a" | "value_b" => verdict,
                        "id" | "rule" | "group" => &look.name,
                        "reviewer_verdict" | "reviewer_note" => &look.note,
                        _ => &look.text,
                    };
                    let text = csv::finding(row, column);
                    let text = text.ok_or_else(|| XlsxError::ParameterError(format!("no cell for `{column}`")))?;
                    page.text(at, &text, format)?;
                }
            }
        }
        for (at, text) in table.own.get(&row.id).unwrap_or(&none).iter().enumerate() {
            page.text(columns.findings.len() + at, text, &look.note)?;
        }
        Ok(())
    };
    let sheets = book.table(NAME, &names, 1, &table.findings, &draw)?;
    let at = |name: &str| names.iter().position(|n| n == name).and_then(place);
    for (number, rows) in sheets {
        let sheet = book.sheet(number)?;
        sheet.set_paper_size(A3);
        for [first, last] in FOLDED {
            if let Some((first, last)) = at(first).zip(at(last)) {
                sheet.group_columns_collapsed(first, last)?;
            }
        }
        let last = u32::try_from(rows).unwrap_or_default();
        if let Some(column) = at("reviewer_verdict").filter(|_| last > 0) {
            sheet.add_data_validation(1, column, last, column, &choice(&columns.reviews)?)?;
            let decided = ConditionalFormatBlank::new().invert().set_format(&look.decided);
            sheet.add_conditional_format(1, column, last, column, &decided)?;
        }
    }
    Ok(())
}

/// A statement with the words of its value marked.
fn statement(
    page: &mut Page<'_>,
    column: usize,
    shown: Option<&StatementRow>,
    span: &Format,
    format: &Format,
) -> Result<(), XlsxError> {
    let Some(s) = shown else { return page.text(column, "", format) };
    let end = s.surface_start + s.surface.len();
    let parts = [s.sentence.get(..s.surface_start), s.sentence.get(s.surface_start..end), s.sentence.get(end..)];
    let parts = parts.map(|part| plain(part.unwrap_or_default()));
    let plainly = Format::new();
    let runs: Vec<(&Format, &str)> =
        [&plainly, span, &plainly].into_iter().zip(parts.iter().map(String::as_str)).collect();
    let runs: Vec<(&Format, &str)> = runs.into_iter().filter(|(_, part)| !part.is_empty()).collect();
    page.room(column, &s.sentence);
    let marked = !parts[1].is_empty() && runs.len() > 1 && fits(&parts.concat());
    match place(column) {
        Some(column) if marked => page.sheet.write_rich_string_with_format(page.row, column, &runs, format).map(drop),
        _ => page.text(column, &s.sentence, format),
    }
}

/// The list of a reviewer's words.
fn choice(reviews: &[Review]) -> Result<DataValidation, XlsxError> {
    let words: Vec<&str> = reviews.iter().map(|review| review.name.as_str()).collect();
    let meanings: Vec<String> = reviews.iter().map(|r| format!("{}: {}", r.name, r.meaning)).collect();
    DataValidation::new()
        .allow_list_strings(&words)?
        .set_input_title("Your verdict")?
        .set_input_message(meanings.join("\n"))?
        .set_error_style(DataValidationErrorStyle::Stop)
        .set_error_title("Not in the list")?
        .set_error_message("Choose a word from the list, or empty the cell. Anything else fits into reviewer_note.")
}
