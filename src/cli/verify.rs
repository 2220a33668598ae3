//! `gormil verify`: every row of a report derived anew from the sources.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::cli::style::count;
use crate::cli::{Engine, Inputs, printing, style};
use crate::error::Error;
use crate::model::Verdict;
use crate::read;
use crate::verify::{Sources, verify};

/// Options of `gormil verify`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil verify reports/today stories/
  gormil verify reports/today stories/ --rules our-rules/

Every quoted sentence is looked up at its bytes in the sources, the words of each value are read again, each verdict is \
held against its two values, and findings.csv against findings.jsonl, but for a reviewer's own columns. Where run.json \
stands beside them, the files have to be those of the run. Give the inputs and rules that the report was made with.

Exit status: 0 all holds, 1 something does not, 2 usage or rules, 4 nothing readable.")]
pub struct VerifyArgs {
    /// The report: its folder, or its findings.jsonl alone
    #[arg(value_name = "REPORT")]
    report: PathBuf,
    #[command(flatten)]
    inputs: Inputs,
    /// Print nothing where all holds
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    engine: Engine,
}

/// Runs the task and returns the exit status: 0 all holds, 1 something does not.
///
/// # Errors
/// All that reading a report, rules or inputs gives.
pub fn run(args: &VerifyArgs, out: &mut dyn Write) -> Result<u8, Error> {
    let rules = args.engine.rules()?;
    let inputs = &args.inputs.inputs;
    let found = args.engine.pool()?.install(|| {
        let (articles, _) = read::articles(inputs, &args.inputs.options(), &rules)?;
        if articles.is_empty() {
            let names: Vec<String> = inputs.iter().map(|input| input.display().to_string()).collect();
            return Err(Error::NothingReadable(names.join(", ")));
        }
        let digests = read::digests(inputs)?;
        verify(&args.report, &Sources { articles: &articles, digests: &digests, rules: &rules })
    })?;
    for problem in &found.problems {
        let id = if problem.id.is_empty() { "-" } else { &problem.id };
        let cause = style::short(&style::plain(&problem.cause), 200);
        writeln!(out, "{}  {}: {cause}", style::plain(id), style::plain(&problem.place)).map_err(printing)?;
    }
    if !(args.quiet && found.problems.is_empty()) {
        let looked = format!("{}, {} looked up", count(found.rows, "row"), count(found.statements, "statement"));
        let (worst, said) = match found.problems.len() {
            0 => (Verdict::Reconciled, "all holds".to_owned()),
            n => (Verdict::Contradiction, format!("{} found", count(n, "problem"))),
        };
        writeln!(out, "{looked}: {}", style::paint(style::verdict(worst), &said)).map_err(printing)?;
    }
    Ok(u8::from(!found.problems.is_empty()))
}
