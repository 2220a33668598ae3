//! `gormil check`: articles in, a report out, and a summary that fits a screen.

use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anstyle::Style;
use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};

use crate::cli::style::count;
use crate::cli::{Engine, Inputs, printing, style};
use crate::error::Error;
use crate::model::Outcome;
use crate::model::Verdict;
use crate::report::{self, FindingRow, Options, SideRow, Written};

/// Contradictions that the summary shows, and other findings.
const SHOWN: usize = 5;

/// Characters of a value that the summary shows.
const VALUE: usize = 40;

/// Options of `gormil check`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil check stories/ --out reports/today
  gormil check dump.jsonl page.html --out reports/today --include all
  gormil check export.csv --out reports/today --column text=Body --column outlet=Paper
  gormil check stories/ --out reports/today --rules our-rules/ --fail-on contradiction

Leaves report.html, findings.xlsx, findings.csv, findings.jsonl, claims.csv, matrix.csv, gone.csv and problems.csv in DIR. What \
a reviewer wrote into findings.xlsx or findings.csv is carried over when the batch is run again.

Exit status: 0 done, findings or not; 1 findings at or above --fail-on; 2 usage, configuration or rules; \
3 report written, but some inputs were refused; 4 nothing readable.")]
pub struct CheckArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Folder for the report; made where it is missing
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Report findings of this verdict only; may be given several times [default: all but agrees]
    #[arg(long, value_name = "VERDICT", value_parser = verdicts())]
    include: Vec<Include>,
    /// End with status 1 if there is a finding of this verdict or of one that stands before it in the list
    #[arg(long, value_name = "VERDICT", value_parser = verdict())]
    fail_on: Option<Verdict>,
    /// Earlier report, a folder, a findings.csv or .xlsx, to tell new rows from known ones [default: the one in DIR]
    #[arg(long, value_name = "REPORT")]
    previous: Option<PathBuf>,
    /// Language of the words on report.html; names of columns and verdicts in the other files stay
    #[arg(long, value_name = "LANGUAGE", value_parser = PossibleValuesParser::new(report::languages()), default_value = "en")]
    ui: String,
    /// Print no summary
    #[arg(long, short)]
    quiet: bool,
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

/// Runs the task and returns the exit status.
///
/// # Errors
/// All that ends a run: see `Error`.
pub fn run(args: &CheckArgs, out: &mut dyn Write) -> Result<u8, Error> {
    let rules = args.engine.rules()?;
    let outcome =
        args.engine.pool()?.install(|| crate::check_as(&args.inputs.inputs, &args.inputs.options(), &rules))?;
    if outcome.articles.is_empty() {
        report::write_problems(&outcome, &args.out)?;
        let inputs: Vec<String> = args.inputs.inputs.iter().map(|input| input.display().to_string()).collect();
        return Err(Error::NothingReadable(inputs.join(", ")));
    }
    let written = report::write(&outcome, &args.options(), &args.out)?;
    if !args.quiet {
        match summary(&outcome, &written, out).and_then(|()| out.flush()) {
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

/// How many inputs were refused.
fn refused(outcome: &Outcome) -> usize {
    outcome.skipped.iter().filter(|skipped| skipped.refused).count()
}

/// Prints what was read and found, the findings that matter most, and where the rest is.
fn summary(outcome: &Outcome, written: &Written, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "{} read, {}, {}",
        count(outcome.articles.len(), "article"),
        count(outcome.sentences.len(), "sentence"),
        count(outcome.claims.len(), "claim"),
    )?;
    let findings = &written.table.findings;
    let counts = Verdict::ALL.into_iter().map(|verdict| (verdict, written.count(verdict))).filter(|(_, n)| *n > 0);
    let counts: Vec<String> =
        counts.map(|(verdict, n)| format!("{n} {}", style::paint(style::verdict(verdict), verdict.name()))).collect();
    match counts.as_slice() {
        [] => writeln!(out, "no findings")?,
        counts => writeln!(out, "{}: {}", count(findings.len(), "finding"), counts.join(", "))?,
    }
    let (worst, others): (Vec<&FindingRow>, Vec<&FindingRow>) =
        findings.iter().partition(|row| row.verdict == Verdict::Contradiction);
    let shown: Vec<&FindingRow> = worst.into_iter().take(SHOWN).chain(others.into_iter().take(SHOWN)).collect();
    if !shown.is_empty() {
        writeln!(out)?;
        shown.iter().try_for_each(|row| line(row, out))?;
        if findings.len() > shown.len() {
            writeln!(out, "… and {} more", findings.len() - shown.len())?;
        }
        writeln!(out)?;
    }
    if !written.table.gone.is_empty() {
        writeln!(
            out,
            "{} with a reviewer's words not found any more, kept in gone.csv",
            count(written.table.gone.len(), "row")
        )?;
    }
    if refused(outcome) > 0 {
        let refused = format!("{} refused", count(refused(outcome), "input"));
        let style = style::verdict(Verdict::Update);
        writeln!(out, "{}, see problems.csv", style::paint(style, &refused))?;
    }
    let bold = |path: &Path| style::paint(Style::new().bold(), &style::plain(&path.display().to_string()));
    writeln!(out, "page: {}", bold(&written.findings.with_file_name(report::PAGE)))?;
    writeln!(out, "spreadsheet: {}", bold(&written.findings))
}

/// One finding on one line. Only names in ASCII are padded: how wide other letters stand depends on the
/// terminal, so the words of the articles come last.
fn line(row: &FindingRow, out: &mut dyn Write) -> io::Result<()> {
    let verdict = style::paint(style::verdict(row.verdict), &format!("{:13}", row.verdict.name()));
    let slot = style::short(&style::plain(&row.slot), VALUE);
    let slot = if slot.is_ascii() { format!("{slot:16}") } else { slot };
    let [a, b] = row.sides.each_ref().map(side);
    writeln!(out, "{verdict}  {slot}  {a} | {b}")
}

/// A value and who gave it.
fn side(side: &SideRow) -> String {
    let value = style::short(&style::plain(&side.value.text), VALUE);
    let outlet = side.shown().map(|shown| style::plain(&shown.outlet)).unwrap_or_default();
    match side.also().len() {
        0 => format!("{value} ({outlet})"),
        others => format!("{value} ({outlet} and {others} more)"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Finding, GroupId, Kind, Side, Value, Why};
    use crate::report::{StatementRow, Status, Table, ValueRow};

    fn finding(verdict: Verdict) -> Finding {
        let side = || Side { text: String::new(), value: Value::Words(String::new()), statements: Vec::new() };
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
            sides: [side(), side()],
            because: Vec::new(),
        }
    }

    fn row(verdict: Verdict, slot: &str, values: [&str; 2]) -> FindingRow {
        let statement = |outlet: &str| StatementRow {
            document: String::new(),
            outlet: outlet.to_owned(),
            published: None,
            line: 1,
            start: 0,
            end: 0,
            sentence: String::new(),
            surface: String::new(),
            said_by: None,
            modality: "asserted",
            url: None,
            surface_start: 0,
        };
        let side = |text: &str| SideRow {
            value: ValueRow { text: text.to_owned(), ..ValueRow::default() },
            statements: ["Nodi\u{202E}", "Dak", "Katha"].map(statement).to_vec(),
            independent: 3,
        };
        FindingRow {
            id: String::new(),
            status: Status::New,
            verdict,
            why: "value_differs",
            kind: "quantity",
            slot: slot.to_owned(),
            confidence: 1.into(),
            similarity: 1.into(),
            rule: String::new(),
            group: String::new(),
            explanation: String::new(),
            sides: values.map(side),
            because: Vec::new(),
            reviewer_verdict: String::new(),
            reviewer_note: String::new(),
        }
    }

    fn printed(findings: Vec<FindingRow>) -> String {
        let table = Table { findings, ..Table::default() };
        let written = Written { table, findings: Path::new("out").join("findings.csv") };
        let mut out = anstream::StripStream::new(Vec::new());
        summary(&Outcome::default(), &written, &mut out).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
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

    #[test]
    fn a_line_is_safe_for_a_terminal_and_pads_no_bengali() {
        let [slot, short, long] =
            ["\u{09AE}\u{09C3}\u{09A4}", "\u{09A0}\u{09BF}\u{0995}", "\u{09A6}\u{09C0}\u{09B0}\u{09CD}\u{0998}"];
        let text = printed(vec![
            row(Verdict::Contradiction, "killed", ["46", "45\u{1B}[2J\n"]),
            row(Verdict::Update, slot, [short, &format!("{long} ").repeat(40)]),
        ]);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "2 findings: 1 contradiction, 1 update");
        assert_eq!(lines[3], "contradiction  killed            46 (Nodi and 2 more) | 45[2J  (Nodi and 2 more)");
        let start = format!("update         {slot}  {short} (Nodi and 2 more) | {long}");
        assert!(lines[4].starts_with(&start), "{}", lines[4]);
        assert!(lines[4].ends_with("… (Nodi and 2 more)") && lines[4].chars().count() < 120);
        assert!(text.ends_with("spreadsheet: out/findings.csv\n"));
    }

    #[test]
    fn a_long_report_fits_a_screen() {
        let rows = |verdict, n| (0..n).map(move |_| row(verdict, "killed", ["46", "45"]));
        let text = printed(rows(Verdict::Contradiction, 40).chain(rows(Verdict::Update, 40)).collect());
        assert!(text.lines().count() <= 20, "{text}");
        assert!(text.contains("… and 70 more"));
        assert_eq!(text.matches("contradiction  killed").count(), SHOWN);
    }
}
