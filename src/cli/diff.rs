//! `gormil diff`: what changed between two reports, on the terminal or as CSV.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;

use anstyle::{AnsiColor, Style};
use clap::Args;

use crate::cli::{printing, style};
use crate::diff::{Change, Difference, Field, Row, diff};
use crate::error::Error;
use crate::model::Verdict;
use crate::report::{guarded, one_line};

/// Characters of a value that the terminal shows.
const SHOWN: usize = 60;
/// Fields whose change is told on the terminal with both contents; of the others the names alone.
const TOLD: [&str; 9] =
    ["verdict", "why", "kind", "slot", "confidence", "value_a", "value_b", "reviewer_verdict", "reviewer_note"];

/// Options of `gormil diff`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil diff reports/yesterday reports/today
  gormil diff reports/yesterday reports/today --out changes.csv
  gormil diff reports/yesterday reports/today/findings.jsonl --csv

Rows are matched by id. What `status` says of an earlier report is no difference. The CSV has one row for each \
field that changed, and one for each row that is new or gone.

Exit status: 0 the same, 1 they differ, 2 usage, or no report.")]
pub struct DiffArgs {
    /// The earlier report: its folder or its findings.jsonl
    #[arg(value_name = "OLD")]
    old: PathBuf,
    /// The later report
    #[arg(value_name = "NEW")]
    new: PathBuf,
    /// Write the changes to FILE as CSV
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Print the changes as CSV
    #[arg(long, conflicts_with = "out")]
    csv: bool,
}

/// Runs the task and returns the exit status: 0 the same, 1 they differ.
///
/// # Errors
/// All that reading a report gives, `Error::Write`.
pub fn run(args: &DiffArgs, out: &mut dyn Write) -> Result<u8, Error> {
    let found = diff(&args.old, &args.new)?;
    if args.csv {
        sheet(&found, &mut *out).map_err(printing)?;
    } else {
        if let Some(path) = &args.out {
            let failed = |cause| Error::Write { path: path.clone(), cause };
            sheet(&found, BufWriter::new(File::create(path).map_err(failed)?)).map_err(failed)?;
        }
        told(&found, out).map_err(printing)?;
    }
    Ok(u8::from(!found.rows.is_empty()))
}

fn told(found: &Difference, out: &mut dyn Write) -> std::io::Result<()> {
    for row in &found.rows {
        let (verdict, slot) = (row.field("verdict"), style::plain(row.field("slot")));
        let known = Verdict::ALL.into_iter().find(|v| v.name() == verdict);
        let verdict = known.map_or_else(|| style::plain(verdict), |v| style::paint(style::verdict(v), verdict));
        let [a, b] = ["value_a", "value_b"].map(|name| short(row.field(name)));
        let id = style::plain(&row.id);
        writeln!(
            out,
            "{}  {id}  {verdict}  {slot}  {a} | {b}",
            style::paint(look(&row.change), &format!("{:7}", row.change.name()))
        )?;
        if let Change::Changed(fields) = &row.change {
            let (shown, named): (Vec<&Field>, Vec<&Field>) =
                fields.iter().partition(|f| TOLD.contains(&f.name.as_str()));
            for field in shown {
                writeln!(
                    out,
                    "         {}: {} -> {}",
                    style::plain(&field.name),
                    short(&field.old),
                    short(&field.new)
                )?;
            }
            if !named.is_empty() {
                let names: Vec<String> = named.iter().map(|f| style::plain(&f.name)).collect();
                writeln!(out, "         also: {}", names.join(", "))?;
            }
        }
    }
    let count = |name: &str| found.rows.iter().filter(|row| row.change.name() == name).count();
    writeln!(out, "{} changed, {} new, {} gone, {} the same", count("changed"), count("new"), count("gone"), found.same)
}

fn look(change: &Change) -> Style {
    match change {
        Change::New => AnsiColor::Green,
        Change::Gone => AnsiColor::Red,
        Change::Changed(_) => AnsiColor::Yellow,
    }
    .on_default()
}

fn short(text: &str) -> String {
    style::short(&style::plain(text), SHOWN)
}

/// One row for each field that changed; a row that is new or gone has its two values beside it.
fn sheet(found: &Difference, mut out: impl Write) -> std::io::Result<()> {
    out.write_all("\u{FEFF}".as_bytes())?;
    let mut sheet = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(out);
    sheet.write_record(["change", "id", "verdict", "slot", "field", "old", "new"])?;
    let mut line = |row: &Row, field: &str, old: &str, new: &str| {
        let cells = [row.change.name(), &row.id, row.field("verdict"), row.field("slot"), field, old, new];
        sheet.write_record(cells.map(|cell| guarded(one_line(cell))))
    };
    for row in &found.rows {
        let values = format!("{} | {}", row.field("value_a"), row.field("value_b"));
        match &row.change {
            Change::New => line(row, "", "", &values)?,
            Change::Gone => line(row, "", &values, "")?,
            Change::Changed(fields) => fields.iter().try_for_each(|f| line(row, &f.name, &f.old, &f.new))?,
        }
    }
    sheet.flush()
}
