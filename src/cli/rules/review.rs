//! `gormil rules from-review`: what reviewers decided becomes a labelled cluster, against which rules are measured.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::printing;
use crate::cli::style::{count, plain};
use crate::error::Error;
use crate::gold::{ARTICLES, LABELS, reviewed};
use crate::read;

/// Rows left out that are named at most.
const NAMED: usize = 10;

/// Options of `gormil rules from-review`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil rules from-review reports/today --out labelled/mill-roof stories/
  gormil rules from-review reviewed.xlsx --out labelled/mill-roof stories/

A row that is `confirmed` becomes a label with its verdict; `not_a_mismatch` and `wrong_pair` become `unrelated`: a pair \
that must not be made. All other rows, with `unclear`, `later` or nothing beside them, are labelled as optional, so that they \
are neither misses nor false alarms. The files of INPUT in which the rows stand are copied.

`gormil eval DIR` measures against the labels, `gormil fit` fits models to them.")]
pub struct FromReviewArgs {
    /// The report with the reviewer's words: its folder, its findings.csv or .xlsx
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    /// Folder for the labelled cluster
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Files or folders of the articles, named as they were for the report
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
}

/// Runs the task and returns the exit status: 0, or 3 where a row that was decided could not be taken over.
///
/// # Errors
/// `Error::Usage` where nothing was decided or the folder holds labels already; all that reading and writing gives.
pub fn run(args: &FromReviewArgs, out: &mut dyn Write) -> Result<u8, Error> {
    let labels = args.out.join(LABELS);
    if labels.exists() {
        return Err(Error::Usage {
            cause: format!("{} is there already", labels.display()),
            help: "name another folder with --out, so that no label is lost".to_owned(),
        });
    }
    let rules = crate::ruleset::shipped()?;
    let (articles, _) = read::articles(&args.inputs, &read::Options::default(), &rules)?;
    let files = read::files(&args.inputs)?;
    let names: Vec<&str> = files.iter().filter(|(_, path)| path.is_some()).map(|(name, _)| name.as_str()).collect();
    let reviewed = reviewed(&args.report, &articles, &names)?;
    if reviewed.decided == 0 && reviewed.left.is_empty() {
        return Err(Error::Usage {
            cause: format!("nothing is decided in {}", args.report.display()),
            help: "write `confirmed`, `not_a_mismatch` or `wrong_pair` into the column reviewer_verdict".to_owned(),
        });
    }
    for (name, path) in &files {
        if let Some(path) = path.as_ref().filter(|_| reviewed.files.contains(name)) {
            copy(path, &args.out.join(ARTICLES).join(name))?;
        }
    }
    write(&labels, reviewed.jsonl().as_bytes())?;
    let text = format!(
        "{} decided, {} of other rows; {} copied\n",
        count(reviewed.decided, "row"),
        count(reviewed.optional(), "optional label"),
        count(reviewed.files.len(), "file")
    );
    let mut text = text + &format!("labels: {}\n", plain(&labels.display().to_string()));
    if !reviewed.left.is_empty() {
        text += &format!("{} left out:\n", count(reviewed.left.len(), "row"));
        for (id, cause) in reviewed.left.iter().take(NAMED) {
            text += &format!("  {}: {}\n", plain(id), plain(cause));
        }
        let more = reviewed.left.len().saturating_sub(NAMED);
        text += &if more > 0 { format!("  … and {more} more\n") } else { String::new() };
    }
    out.write_all(text.as_bytes()).map_err(printing)?;
    Ok(if reviewed.left.is_empty() { 0 } else { 3 })
}

fn copy(from: &Path, to: &Path) -> Result<(), Error> {
    write(to, &fs::read(from).map_err(|cause| Error::Read { path: from.to_owned(), cause })?)
}

fn write(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let failed = |cause| Error::Write { path: path.to_owned(), cause };
    fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(failed)?;
    fs::write(path, bytes).map_err(failed)
}
