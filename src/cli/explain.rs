//! `explain`: why a row of a report is there, or what two sentences come to.

use std::io::Write;
use std::ops::Range;
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::civil::{Date, DateTime};

use crate::cli::page::Page;
use crate::cli::style::{self, count};
use crate::cli::{Engine, printing};
use crate::error::Error;
use crate::explain::{self, Came, Held, Kept, KeptSide, KeptStatement, KeptStep, Read, Told};
use crate::model::{Finding, Verdict};

/// Folder of the report where none is named: the one that the README's first command writes.
const REPORT: &str = "reports/today";
/// Day of two sentences where none is named.
const DAY: &str = "2025-01-01";

/// Options of `gormil explain`.
#[derive(Debug, Args)]
#[command(
    override_usage = "gormil explain ID [--report DIR]\n       gormil explain A B [--on-a DATE] [--on-b DATE] [--rules DIR]"
)]
#[command(after_help = "Examples:
  gormil explain f-n4w0we9t3g
  gormil explain f-n4w --report reports/cyclone
  gormil explain 'Fire killed 12 workers.' 'Fire killed 15 workers.' --on-b 2025-01-02
  gormil explain 'A sentence.' 'Another sentence.' --rules our-rules/

One argument is the id of a finding, or the beginning of one: the steps that led to it are read from \
findings.jsonl. Two arguments are sentences of two outlets: they are read and held against each other as reports on \
one event, and every pair of their values is accounted for, those that make no row as well.

A step names its stage, what was there before and after, and the rule; `gormil rules show RULE` shows the rule.")]
pub struct ExplainArgs {
    /// The id of a finding, or two sentences
    #[arg(required = true, num_args = 1..=2, value_name = "ID | A B")]
    what: Vec<String>,
    /// Folder of the report that holds the finding [default: reports/today]
    #[arg(long, value_name = "DIR")]
    report: Option<PathBuf>,
    /// Day on which the first sentence was published; may carry a time, as 2025-01-01T14:30
    #[arg(long, value_name = "DATE", value_parser = date)]
    on_a: Option<String>,
    /// Day on which the second sentence was published [default: the day of the first]
    #[arg(long, value_name = "DATE", value_parser = date)]
    on_b: Option<String>,
    #[command(flatten)]
    engine: Engine,
}

fn date(text: &str) -> Result<String, String> {
    let known = text.parse::<Date>().is_ok() || text.parse::<DateTime>().is_ok();
    if known { Ok(text.to_owned()) } else { Err("a date is written as 2025-01-31, or 2025-01-31T14:30".to_owned()) }
}

impl ExplainArgs {
    /// Leaves the rules of the settings out where an id is asked for: they belong to two sentences.
    pub fn forget_rules(&mut self) {
        if self.what.len() < 2 {
            self.engine.rules = None;
        }
    }
}

/// Runs the task and returns the exit status. `coloured`: whether `out` shows colours.
///
/// # Errors
/// `Error::Usage` for an id that is not there; all that reading a report or rules gives.
pub fn run(args: &ExplainArgs, coloured: bool, out: &mut dyn Write) -> Result<u8, Error> {
    let mut page = Page::new(coloured);
    match args.what.as_slice() {
        [a, b] => {
            if args.report.is_some() {
                return Err(misplaced("--report belongs to the id of a finding, not to two sentences"));
            }
            let rules = args.engine.rules()?;
            let on_a = args.on_a.as_deref().unwrap_or(DAY);
            let on = [on_a, args.on_b.as_deref().unwrap_or(on_a)];
            let told = args.engine.pool()?.install(|| explain::both([a, b], on, &rules));
            let given = [args.on_a.is_some(), args.on_a.is_some() || args.on_b.is_some()];
            sentences([a, b], on, given, &told, &mut page);
        }
        [one, ..] if one.trim().contains(char::is_whitespace) => {
            return Err(Error::Usage {
                cause: "one sentence alone has nothing to be held against".to_owned(),
                help: "give two sentences, each in quotes, or the id of a finding".to_owned(),
            });
        }
        [id, ..] => {
            if args.on_a.is_some() || args.on_b.is_some() || args.engine.rules.is_some() {
                return Err(misplaced(
                    "--on-a, --on-b and --rules belong to two sentences, not to the id of a finding",
                ));
            }
            let dir = args.report.as_deref().unwrap_or(Path::new(REPORT));
            finding(&explain::find(dir, id)?, &mut page);
        }
        [] => return Err(misplaced("nothing to explain")),
    }
    out.write_all(page.text().as_bytes()).map_err(printing)?;
    Ok(0)
}

fn misplaced(cause: &str) -> Error {
    Error::Usage { cause: cause.to_owned(), help: "`gormil help explain` shows both ways of asking".to_owned() }
}

/// One finding of a report.
fn finding(kept: &Kept, page: &mut Page) {
    let verdict = painted(&kept.verdict);
    page.line(&format!("{}  {verdict} ({}), confidence {:.2}, {}", kept.id, kept.why, kept.confidence, kept.status));
    page.words(0, &kept.explanation, &[]);
    page.line(&format!("slot {}, kind {}, group {}", style::plain(&kept.slot), kept.kind, kept.group));
    for (name, side) in ["a", "b"].into_iter().zip(&kept.sides) {
        page.blank();
        one_side(name, side, page);
        let own = kept.because.iter().filter(|s| s.side.as_deref() == Some(name));
        page.blank();
        own.for_each(|s| page.step(3, s));
    }
    page.blank();
    if kept.because.is_empty() {
        page.line("The report holds no steps; `gormil check` of this version writes them.");
        return;
    }
    let title = |stage: &str| if stage == "compare" { "What the two come to" } else { "Why they are held together" };
    steps(kept.because.iter().filter(|s| s.side.is_none()), Some(&title), 3, page);
}

/// Steps in order, with a title where another part begins.
fn steps<'s>(
    list: impl Iterator<Item = &'s KeptStep>,
    title: Option<&dyn Fn(&str) -> &'static str>,
    indent: usize,
    page: &mut Page,
) {
    let mut before = "";
    for step in list {
        if let Some(now) = title.map(|t| t(&step.stage)).filter(|now| *now != before) {
            if !before.is_empty() {
                page.blank();
            }
            page.line(now);
            before = now;
        }
        page.step(indent, step);
    }
}

/// A verdict's name in its colour.
fn painted(name: &str) -> String {
    let verdict = Verdict::ALL.into_iter().find(|v| v.name() == name);
    verdict.map_or_else(|| style::plain(name), |v| style::paint(style::verdict(v), name))
}

fn one_side(name: &str, side: &KeptSide, page: &mut Page) {
    let Some(shown) = side.statements.first() else { return };
    let place = shown.url.clone().unwrap_or_else(|| format!("{}:{}", shown.document, shown.line));
    let when = shown.published.as_deref().unwrap_or("date not known");
    let value = style::short(&style::plain(&side.value.text), 60);
    page.line(&format!("{}  {}", name.to_uppercase(), page.strong(&value)));
    page.words(3, &format!("{}, {when}, {place}", shown.outlet), &[]);
    page.words(3, &shown.sentence, &marked(shown));
    let mut more: Vec<String> = Vec::new();
    more.extend(shown.said_by.as_ref().map(|by| format!("said by {by}")));
    more.extend((shown.modality != "asserted").then(|| format!("told as {}", shown.modality)));
    let mut others: Vec<&str> = side.statements.iter().map(|s| s.outlet.as_str()).collect();
    others.sort_unstable();
    others.dedup();
    others.retain(|outlet| *outlet != shown.outlet);
    more.extend((!others.is_empty()).then(|| format!("also given by {}", others.join(", "))));
    if !more.is_empty() {
        page.words(3, &more.join("; "), &[]);
    }
}

/// Where the words of the value stand in the sentence; nowhere where they are all of it.
fn marked(statement: &KeptStatement) -> Vec<Range<usize>> {
    let KeptStatement { sentence, surface, surface_start: at, .. } = statement;
    let stands = sentence.get(*at..).is_some_and(|rest| rest.starts_with(surface.as_str()));
    let at = if stands { Some(*at) } else { sentence.find(surface.as_str()) };
    at.filter(|_| surface.len() < sentence.len()).map(|at| at..at + surface.len()).into_iter().collect()
}

/// Two sentences: what is read in each, then every pair.
fn sentences(texts: [&str; 2], on: [&str; 2], given: [bool; 2], told: &Told, page: &mut Page) {
    page.line("Two sentences, held against each other as reports of two outlets on one event (assumed).");
    for side in 0..2 {
        page.blank();
        let assumed = if given[side] { "" } else { " (assumed)" };
        page.line(&format!("{}  published {}{assumed}", ["A", "B"][side], on[side]));
        let marks: Vec<Range<usize>> = told.sides[side].iter().filter_map(|r| r.words.clone()).collect();
        page.words(3, texts[side], &marks);
        if told.sides[side].is_empty() {
            page.line("   nothing was read that could be held against another text");
        }
        told.sides[side].iter().for_each(|r| read(r, page));
    }
    page.blank();
    let (weighed, apart): (Vec<&Held>, Vec<&Held>) =
        told.pairs.iter().partition(|p| matches!(p.came, Came::Weighed { .. }));
    weighed.into_iter().for_each(|held| pair(held, page));
    kept_apart(&apart, page);
    let (agreed, rows): (Vec<&Finding>, Vec<&Finding>) = told.rows.iter().partition(|f| f.verdict == Verdict::Agrees);
    let named: Vec<String> = rows.iter().map(|f| format!("{} ({})", painted(f.verdict.name()), f.why.name())).collect();
    if rows.is_empty() {
        page.line("The two make no row.");
    } else {
        page.line(&format!("The two make {}: {}", count(rows.len(), "row"), named.join(", ")));
    }
    if !agreed.is_empty() {
        let hidden = count(agreed.len(), "pair");
        page.line(&format!("{hidden} of values that agree would be rows with `gormil check --include all` only."));
    }
}

/// One claim with how it was read.
fn read(read: &Read, page: &mut Page) {
    page.blank();
    let unit = read.unit.as_deref().filter(|u| !read.value.contains(*u)).map(|u| format!(" {u}")).unwrap_or_default();
    let value = page.strong(&style::short(&style::plain(&format!("{}{unit}", read.value)), 60));
    let scope = read.scope.map(|covers| format!(", scope {covers}")).unwrap_or_default();
    let told = if read.modality == "asserted" { String::new() } else { format!(", told as {}", read.modality) };
    page.line(&format!("   {:<4}{value}: {}, slot {}{scope}{told}", read.name, read.kind, style::plain(&read.slot)));
    read.steps.iter().for_each(|step| page.step(7, step));
}

/// One pair that was weighed.
fn pair(held: &Held, page: &mut Page) {
    let Came::Weighed { sure, least, lost, finding, steps: list } = &held.came else { return };
    let names = format!("{} and {}", held.names[0], held.names[1]);
    let came = match finding {
        None => "nothing to say of the two values".to_owned(),
        Some(f) => {
            let verdict = format!("{} ({})", painted(f.verdict.name()), f.why.name());
            match (lost, sure < least) {
                (true, _) => format!("no row; it would be {verdict}, but a surer pair has taken one of the two"),
                (_, true) => format!("no row; it would be {verdict}, which asks for {least:.2}"),
                (false, false) => verdict,
            }
        }
    };
    page.line(&format!("{}  sure {sure:.2}: {came}", page.strong(&names)));
    if let Some(f) = finding.as_ref().filter(|_| held.came.is_row()) {
        page.words(3, &f.explanation, &[]);
    }
    steps(list.iter(), None, 3, page);
    page.blank();
}

/// Pairs that are none, by reason.
fn kept_apart(apart: &[&Held], page: &mut Page) {
    let mut reasons: Vec<(&'static str, Vec<String>)> = Vec::new();
    for held in apart {
        let Came::Apart(why) = held.came else { continue };
        let reason = explain::reason(why);
        let names = held.names.join("-");
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, list)) => list.push(names),
            None => reasons.push((reason, vec![names])),
        }
    }
    if reasons.is_empty() {
        return;
    }
    page.line("No pairs");
    for (reason, names) in &reasons {
        page.words(3, &format!("{}: {reason}", names.join(", ")), &[]);
    }
    page.blank();
}
