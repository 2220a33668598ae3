//! From findings to bytes: one table, drawn as CSV, as JSON Lines and as a page, written as a whole or not at all.
//!
//! Column and field names are a contract: `reports/columns.toml`. What a value or a verdict is belongs
//! to the stages before.

mod cell;
mod columns;
mod csv;
mod ids;
mod independent;
mod jsonl;
mod lists;
mod notes;
mod page;
mod run;
mod sheet;
mod source;
mod table;
mod value;
mod words;

pub use cell::{guarded, one_line, plain, unguarded};
pub use columns::{Column, Columns, Review, columns};
pub use csv::finding as cell;
pub use jsonl::kept;
pub use lists::{ClaimRow, MatrixRow, SourceRow, outlets};
pub use notes::{OldRow, Previous};
pub use page::PAGE;
pub use run::{Made, Origin, write_run};
pub use table::{FindingRow, SideRow, StatementRow, Status, StepRow, Table};
pub use value::{ValueRow, number, shown};
pub use words::{PageWords, SummaryWords, When, Words, languages};

use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

use crate::error::Error;
use crate::model::Outcome;
use crate::model::Verdict;

/// Name of the spreadsheet of findings.
pub const FINDINGS: &str = "findings.csv";

/// Name of the workbook.
pub const SHEET: &str = "findings.xlsx";

/// Name of the record of the run.
pub const RUN: &str = "run.json";

/// Name of the findings for programs.
pub const LINES: &str = "findings.jsonl";

/// Name of the table of reviewed rows that are not found any more.
pub const GONE: &str = "gone.csv";

/// What is reported, and against what.
#[derive(Clone, Debug)]
pub struct Options {
    /// Verdicts whose findings get a row.
    pub include: Vec<Verdict>,
    /// An earlier report, its folder or its sheet of findings; the one in the folder to be written where `None`.
    pub previous: Option<PathBuf>,
    /// Language of the page's own words, one of `languages`.
    pub ui: String,
    /// What it is made from, for the workbook.
    pub origin: Origin,
}

impl Default for Options {
    /// All verdicts but `agrees`, against the report that stands in the folder, with a page in English.
    fn default() -> Self {
        let include = Verdict::ALL.into_iter().filter(|verdict| *verdict != Verdict::Agrees).collect();
        Self { include, previous: None, ui: "en".to_owned(), origin: Origin::default() }
    }
}

/// A report that was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// What it holds.
    pub table: Table,
    /// Path of its findings.csv.
    pub findings: PathBuf,
}

impl Written {
    /// How many findings of that verdict it holds.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.table.findings.iter().filter(|row| row.verdict == verdict).count()
    }
}

/// Writes findings.csv, findings.xlsx, findings.jsonl, report.html, gone.csv, claims.csv, matrix.csv and problems.csv into `dir`, which is made
/// where it is missing. Every byte is made before the first file is touched, and every file is put in
/// place by renaming, so that a run that is interrupted leaves the old report whole.
///
/// # Errors
/// `Error::Write`; `Error::Read` and `Error::Report` for an earlier report that cannot be read.
pub fn write(outcome: &Outcome, options: &Options, dir: &Path) -> Result<Written, Error> {
    let (made, mut files) = Making::of(outcome, options, dir)?;
    // the workbook takes as long as all others together
    let (others, sheet) = rayon::join(|| made.others(outcome, &mut files), || made.sheet());
    others?;
    made.placed(files, &sheet?)
}

/// The same with less memory, and one after the other: `outcome` is lightened before the workbook is made.
///
/// # Errors
/// As [`write`].
pub fn write_sparingly(outcome: &mut Outcome, options: &Options, dir: &Path) -> Result<Written, Error> {
    let (made, mut files) = Making::of(outcome, options, dir)?;
    made.others(outcome, &mut files)?;
    outcome.lighten();
    let sheet = made.sheet()?;
    made.placed(files, &sheet)
}

/// A report that is being made.
struct Making {
    table: Table,
    columns: Columns,
    words: Words,
}

impl Making {
    /// The table of a report, and its first file.
    fn of<'d>(outcome: &Outcome, options: &Options, dir: &'d Path) -> Result<(Self, Files<'d>), Error> {
        let previous = Previous::read(dir, options.previous.as_deref())?;
        let mut table = Table::of(outcome, &options.include, &previous);
        let (columns, words, mut files) = (columns()?, Words::of(&options.ui)?, Files::into(dir)?);
        let lines = jsonl::findings(&table)?;
        table.run.extend(options.origin.rows(&lines));
        files.put(LINES, &lines)?;
        Ok((Self { table, columns, words }, files))
    }

    fn sheet(&self) -> Result<Vec<u8>, Error> {
        sheet::bytes(&self.table, &self.columns, &self.words)
    }

    /// All files but the workbook.
    fn others(&self, outcome: &Outcome, files: &mut Files<'_>) -> Result<(), Error> {
        let Self { table, columns, words } = self;
        let page = files.dir.join(PAGE);
        files.write(PAGE, |out| page::report(outcome, table, words, out).map_err(unwritten(&page)))?;
        files.write("claims.csv", |out| csv::claims(lists::claims(outcome, &table.groups), columns, out))?;
        files.put("matrix.csv", &csv::matrix(table, columns)?)?;
        files.put("problems.csv", &csv::problems(table, columns)?)?;
        files.put(GONE, &csv::gone(table, columns)?)?;
        files.put(FINDINGS, &csv::findings(table, columns)?)
    }

    fn placed(self, mut files: Files<'_>, sheet: &[u8]) -> Result<Written, Error> {
        files.put(SHEET, sheet)?;
        let findings = files.dir.join(FINDINGS);
        files.place()?;
        Ok(Written { table: self.table, findings })
    }
}

/// Writes problems.csv alone: all there is to tell of a run that could read nothing. The report that
/// stands in `dir` stays.
///
/// # Errors
/// `Error::Write`.
pub fn write_problems(outcome: &Outcome, dir: &Path) -> Result<(), Error> {
    let table = Table { problems: lists::problems(outcome), ..Table::default() };
    replace(dir, "problems.csv", &csv::problems(&table, &columns()?)?)
}

/// Puts one file in place.
fn replace(dir: &Path, name: &str, bytes: &[u8]) -> Result<(), Error> {
    let mut files = Files::into(dir)?;
    files.put(name, bytes)?;
    files.place()
}

/// Files on their way into a folder: each is written beside its place; when all are there, one is renamed after the other.
struct Files<'d> {
    dir: &'d Path,
    ready: Vec<(NamedTempFile, PathBuf)>,
}

impl<'d> Files<'d> {
    /// Makes the folder where it is missing.
    fn into(dir: &'d Path) -> Result<Self, Error> {
        fs::create_dir_all(dir).map_err(unwritten(dir))?;
        Ok(Self { dir, ready: Vec::new() })
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<(), Error> {
        let path = self.dir.join(name);
        self.write(name, |file| file.write_all(bytes).map_err(unwritten(&path)))
    }

    fn write(
        &mut self,
        name: &str,
        write: impl FnOnce(&mut BufWriter<&mut NamedTempFile>) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let path = self.dir.join(name);
        if path.is_dir() {
            return Err(unwritten(&path)(std::io::ErrorKind::IsADirectory.into()));
        }
        let mut file = beside(self.dir).map_err(unwritten(&path))?;
        let mut out = BufWriter::new(&mut file);
        write(&mut out)?;
        out.flush().map_err(unwritten(&path))?;
        drop(out);
        self.ready.push((file, path));
        Ok(())
    }

    fn place(self) -> Result<(), Error> {
        for (file, path) in self.ready {
            file.persist(&path).map_err(|e| unwritten(&path)(e.error))?;
        }
        Ok(())
    }
}

fn unwritten(path: &Path) -> impl Fn(std::io::Error) -> Error + use<> {
    let path = path.to_owned();
    move |cause| Error::Write { path: path.clone(), cause }
}

/// A temporary file that others may read once it is in place, as far as the system's mask lets them.
fn beside(dir: &Path) -> std::io::Result<NamedTempFile> {
    let mut builder = Builder::new();
    builder.prefix(".gormil-").suffix(".tmp");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(fs::Permissions::from_mode(0o666));
    }
    builder.tempfile_in(dir)
}
