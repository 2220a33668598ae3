//! `gormil check`: articles in, a report out, and a summary that fits a screen.

use std::io::{ErrorKind, Write};
use std::path::PathBuf;

use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde_json::{Map, Value, json};

use crate::Aids;
use crate::cache::Cache;
use crate::cli::progress::Progress;
use crate::cli::stopwatch::Stopwatch;
use crate::cli::summary::{self, refused};
use crate::cli::{Engine, Inputs, binary, opened, printing};
use crate::error::Error;
use crate::memory;
use crate::memory::Memory;
use crate::model::Outcome;
use crate::model::Verdict;
use crate::read::Format;
use crate::report::{self, Made, Options, Origin, Words};

/// Options of `gormil check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil check stories/ --out reports/today
  gormil check dump.jsonl page.html --out reports/today --include all
  gormil check export.csv --out reports/today --column text=Body --column outlet=Paper
  gormil check stories/ --out reports/today --rules our-rules/ --fail-on contradiction
  gormil check stories/ --out reports/today --cache cache/

Leaves report.html, findings.xlsx, findings.csv, findings.jsonl, claims.csv, matrix.csv, gone.csv, problems.csv and run.json in DIR. What \
a reviewer wrote into findings.xlsx or findings.csv is carried over when the batch is run again.

Options can stand in gormil.toml, as `rules = \"our-rules\"`, or in variables, as GORMIL_RULES; `gormil check --print-config` shows \
what holds and where it comes from.

Exit status: 0 done, findings or not; 1 findings at or above --fail-on; 2 usage, configuration or rules; \
3 report written, but some inputs were refused; 4 nothing readable.")]
pub struct CheckArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Folder for the report; made where it is missing
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Report findings of this verdict only; may be given several times [default: all but agrees]
    #[arg(long, value_name = "VERDICT", value_parser = verdicts())]
    include: Vec<Include>,
    /// End with status 1 if there is a finding of this verdict or of one that stands before it in the list
    #[arg(long, value_name = "VERDICT", value_parser = verdict())]
    fail_on: Option<Verdict>,
    /// Earlier report, a folder, a findings.csv or .xlsx, to tell new rows from known ones [default: the one in DIR]
    #[arg(long, value_name = "REPORT")]
    previous: Option<PathBuf>,
    /// Folder in which what articles tell by themselves is kept from run to run; made where it is missing. The report is the
    /// same with it and without
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// Most memory that the run may take: 800MB, 2GB. Where the input does not fit, the run ends with an error before it takes
    /// more
    #[arg(long, value_name = "SIZE", value_parser = memory::size)]
    max_memory: Option<u64>,
    /// Language of report.html, of the summary and of headers and explanations in findings.xlsx; all other files stay
    #[arg(long, value_name = "LANGUAGE", value_parser = PossibleValuesParser::new(report::languages()), default_value = "en")]
    ui: String,
    /// Print no summary and no progress
    #[arg(long, short)]
    quiet: bool,
    /// Print the summary as one JSON object, also where --quiet keeps its words away
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    engine: Engine,
}

/// What one `--include` asks for.
#[derive(Clone, Debug)]
struct Include(Vec<Verdict>);

fn verdict() -> impl TypedValueParser<Value = Verdict> {
    PossibleValuesParser::new(Verdict::ALL.map(Verdict::name)).map(|name| named(&name))
}

fn verdicts() -> impl TypedValueParser<Value = Include> {
    PossibleValuesParser::new(Verdict::ALL.map(Verdict::name).into_iter().chain(["all"]))
        .map(|name| Include(if name == "all" { Verdict::ALL.to_vec() } else { vec![named(&name)] }))
}

/// The verdict of that name, which is one of the list.
fn named(name: &str) -> Verdict {
    Verdict::ALL.into_iter().find(|verdict| verdict.name() == name).unwrap_or(Verdict::Contradiction)
}

impl CheckArgs {
    fn options(&self) -> Options {
        let (previous, ui) = (self.previous.clone(), self.ui.clone());
        let options = Options { previous, ui, ..Options::default() };
        match self.include.as_slice() {
            [] => options,
            asked => Options { include: asked.iter().flat_map(|include| include.0.clone()).collect(), ..options },
        }
    }
}

impl CheckArgs {
    /// What the command line asked for, for run.json: of files and folders no more than the name.
    fn settings(&self) -> Map<String, Value> {
        let name = |path: &Option<PathBuf>| {
            path.as_ref().and_then(|p| p.file_name()).map(|n| n.to_string_lossy().into_owned())
        };
        let include: Vec<&str> = self.options().include.iter().map(|v| v.name()).collect();
        let columns: Vec<String> =
            self.inputs.columns.iter().map(|(name, header)| format!("{name}={header}")).collect();
        let format = self.inputs.format.and_then(|own| Format::ALL.into_iter().find(|(_, f)| *f == own));
        let all = [
            ("include", json!(include)),
            ("fail_on", json!(self.fail_on.map(Verdict::name))),
            ("previous", json!(name(&self.previous))),
            ("ui", json!(self.ui)),
            ("format", json!(format.map(|(name, _)| name))),
            ("columns", json!(columns)),
            ("source", json!(self.inputs.source)),
            ("rules", json!(name(&self.engine.rules))),
        ];
        all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// Runs the task and returns the exit status.
///
/// # Errors
/// All that ends a run: see `Error`.
pub fn run(args: &CheckArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Error> {
    let dir = args.out.as_deref().ok_or_else(|| Error::Usage {
        cause: "no folder for the report".to_owned(),
        help: "name one with --out DIR, or as `out` in gormil.toml".to_owned(),
    })?;
    let words = Words::of(&args.ui)?;
    let rules = args.engine.rules()?;
    let progress = Progress::new(args.quiet);
    let watch = Stopwatch::new(&progress);
    let binary = binary();
    let cache = args.cache.as_deref().map(|dir| opened(dir, binary.as_deref(), &rules)).transpose()?;
    let aids = Aids { cache: cache.as_ref(), memory: Memory { most: args.max_memory }, watch: &watch };
    let read = || crate::check_watched(&args.inputs.inputs, &args.inputs.options(), &rules, &aids);
    let pool = args.engine.pool()?;
    let mut outcome = pool.install(read)?;
    if outcome.articles.is_empty() {
        report::write_problems(&outcome, dir)?;
        let inputs: Vec<String> = args.inputs.inputs.iter().map(|input| input.display().to_string()).collect();
        return Err(Error::NothingReadable(inputs.join(", ")));
    }
    let notes = cache.map(Cache::close).unwrap_or_default();
    progress.writing();
    watch.mark("digest");
    let inputs = crate::read::digests(&args.inputs.inputs)?; // before the report is written, which may stand among them
    let origin = Origin { inputs, rules: rules.sha256.clone() };
    watch.mark("report");
    let options = Options { origin: origin.clone(), ..args.options() };
    // by the same threads: what they let go they take again
    let written = pool.install(|| match args.max_memory {
        Some(_) => report::write_sparingly(&mut outcome, &options, dir),
        None => report::write(&outcome, &options, dir),
    })?;
    let made = Made { origin, binary, settings: args.settings(), took: watch.took() };
    report::write_run(&outcome, &written, &made)?;
    progress.done();
    if !args.quiet {
        // nothing is left to be done where standard error cannot be written
        notes.iter().for_each(|note| drop(writeln!(err, "note: {note}")));
    }
    if args.json || !args.quiet {
        let told = match args.json {
            true => summary::json(&outcome, &written, out),
            false => summary::words(&outcome, &written, &words, out),
        };
        match told.and_then(|()| out.flush()) {
            // The report is there; whoever read the summary has read enough.
            Err(e) if e.kind() != ErrorKind::BrokenPipe => return Err(printing(e)),
            _ => {}
        }
    }
    Ok(status(&outcome, args.fail_on))
}

fn status(outcome: &Outcome, fail_on: Option<Verdict>) -> u8 {
    let failed = fail_on.is_some_and(|worst| outcome.findings.iter().any(|finding| finding.verdict <= worst));
    match (failed, refused(outcome)) {
        (true, _) => 1,
        (false, 0) => 0,
        (false, _) => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Finding, GroupId, Kind, Side, Value, Why};

    fn finding(verdict: Verdict) -> Finding {
        let side = || Side { text: String::new(), value: Value::Words("".into()), statements: Vec::new() };
        Finding {
            verdict,
            why: Why::ValueDiffers,
            kind: Kind::Quantity,
            slot: String::new(),
            confidence: 1.0,
            similarity: 1.0,
            rule: String::new(),
            group: GroupId(0),
            explanation: String::new(),
            template: String::new(),
            arithmetic: None,
            sides: [side(), side()],
            because: Vec::new(),
        }
    }

    #[test]
    fn fail_on_comes_before_refused_inputs() {
        let mut outcome = Outcome { findings: vec![finding(Verdict::Update)], ..Outcome::default() };
        assert_eq!(status(&outcome, None), 0);
        assert_eq!(status(&outcome, Some(Verdict::Contradiction)), 0);
        assert_eq!(status(&outcome, Some(Verdict::Update)), 1);
        assert_eq!(status(&outcome, Some(Verdict::Agrees)), 1);
        let [document, problem, help] = [(); 3].map(|()| String::new());
        outcome.skipped.push(crate::model::Skipped { document, line: None, problem, help, refused: true });
        assert_eq!(status(&outcome, Some(Verdict::Contradiction)), 3);
        assert_eq!(status(&outcome, Some(Verdict::Update)), 1);
        outcome.skipped[0].refused = false;
        assert_eq!(status(&outcome, None), 0);
    }
}
