//! `gormil rules diff`: which rows of a report a change of rules changes.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use anstyle::AnsiColor;
use clap::Args;

use crate::Aids;
use crate::cache::Cache;
use crate::cli::style::{self, count, paint};
use crate::cli::{Inputs, binary, opened, pool, printing};
use crate::error::Error;
use crate::report::{self, FindingRow, Options, Previous, Table};
use crate::ruleset::{Alike, RuleSet, alike, load};

/// Word for the rules that the program carries.
const SHIPPED: &str = "shipped";
/// Rows that are shown where not all are asked for.
const SHOWN: usize = 12;
/// Characters of a cell that are shown.
const CELL: usize = 40;
/// Columns that are no part of what a rule decides.
const APART: [&str; 5] = ["id", "status", "group", "reviewer_verdict", "reviewer_note"];
/// Columns of which the CSV has both states.
const BOTH: [&str; 8] = ["verdict", "why", "kind", "slot", "confidence", "value_a", "value_b", "rule"];
/// Columns that tell which row it is, as it stands with the new rules; as it stood, where it is gone.
const STANDING: [&str; 6] = ["outlet_a", "outlet_b", "statement_a", "statement_b", "source_a", "source_b"];

/// Options of `gormil rules diff`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil rules diff shipped our-rules/ stories/
  gormil rules diff our-rules/ our-rules-tomorrow/ stories/ --csv > changes.csv

A folder of rules is one as for --rules, laid over the shipped rules; `shipped` names these alone. Rows are known by id. \
Where only compare.toml and pairing.toml differ, the articles are read once, and where only verdicts can differ, claims are \
grouped once. With --cache the articles are not even read off again that an earlier run has seen.

Exit status: 0 the same rows, 1 other rows.")]
pub struct DiffArgs {
    /// Folder of rules as they were, or `shipped`
    #[arg(value_name = "RULES_OLD")]
    old: PathBuf,
    /// Folder of rules as they are to be, or `shipped`
    #[arg(value_name = "RULES_NEW")]
    new: PathBuf,
    #[command(flatten)]
    inputs: Inputs,
    /// Write every row that changes as CSV to standard output
    #[arg(long)]
    csv: bool,
    /// Show every row that changes, not the first ones only
    #[arg(long)]
    all: bool,
    /// Folder in which what articles tell by themselves is kept from run to run; made where it is missing
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// How many threads to use; as many as the machine has where not given
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

/// Runs the task and returns the exit status: 0 where the rows are the same, 1 where they differ.
///
/// # Errors
/// All that loading rules and reading articles gives.
pub fn run(args: &DiffArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Error> {
    let folders = [&args.old, &args.new].map(|f| Some(f.as_path()).filter(|f| *f != Path::new(SHIPPED)));
    let [old, new] = [load(folders[0])?, load(folders[1])?];
    let same = alike([&old, &new], folders)?;
    let include = Options::default().include;
    let mut notes = Vec::new();
    let [before, after] = pool(args.threads)?.install(|| {
        let mut read = |rules: &RuleSet| {
            let cache = args.cache.as_deref().map(|dir| opened(dir, binary().as_deref(), rules)).transpose()?;
            let aids = Aids { cache: cache.as_ref(), ..Aids::default() };
            let outcome = crate::check_watched(&args.inputs.inputs, &args.inputs.options(), rules, &aids)?;
            notes.extend(cache.map(Cache::close).unwrap_or_default());
            Ok::<_, Error>(outcome)
        };
        let mut outcome = read(&old)?;
        let before = Table::of(&outcome, &include, &Previous::default());
        match same {
            Alike::Grouping => crate::judge(&mut outcome, &new),
            Alike::Reading => crate::pair(&mut outcome, &new),
            Alike::No => outcome = read(&new)?,
        }
        let after = Table::of(&outcome, &include, &Previous::of(&before)?);
        Ok::<_, Error>([before, after])
    })?;
    // nothing is left to be done where standard error cannot be written
    notes.iter().for_each(|note| drop(writeln!(err, "note: {note}")));
    if before.sources.is_empty() && after.sources.is_empty() {
        let inputs: Vec<String> = args.inputs.inputs.iter().map(|input| input.display().to_string()).collect();
        return Err(Error::NothingReadable(inputs.join(", ")));
    }
    let changes = changes(&before, &after)?;
    if args.csv {
        csv(&changes, out)?;
    } else {
        let most = if args.all { usize::MAX } else { SHOWN };
        shown(&changes, after.findings.len(), most, same != Alike::No, out).map_err(printing)?;
    }
    Ok(u8::from(!changes.is_empty()))
}

/// One row that the rules change.
struct Change<'t> {
    old: Option<&'t FindingRow>,
    new: Option<&'t FindingRow>,
    /// Names of the columns that differ; none where the row stands on one side only.
    fields: Vec<String>,
}

impl Change<'_> {
    fn name(&self) -> &'static str {
        match (self.old, self.new) {
            (None, _) => "new",
            (_, None) => "gone",
            _ => "changed",
        }
    }

    /// The row as it stands, or as it stood.
    fn standing(&self) -> Option<&FindingRow> {
        self.new.or(self.old)
    }
}

/// Rows that differ: those of the new rules in their order, then those that are gone in theirs.
fn changes<'t>(before: &'t Table, after: &'t Table) -> Result<Vec<Change<'t>>, Error> {
    let columns: Vec<String> = report::columns()?.findings.into_iter().map(|c| c.name).collect();
    let columns: Vec<String> = columns.into_iter().filter(|name| !APART.contains(&name.as_str())).collect();
    let mut stood: BTreeMap<&str, &FindingRow> = before.findings.iter().map(|row| (row.id.as_str(), row)).collect();
    let mut out = Vec::new();
    for row in &after.findings {
        let old = stood.remove(row.id.as_str());
        let differs = |c: &&String| old.is_some_and(|old| report::cell(old, c) != report::cell(row, c));
        let fields: Vec<String> = columns.iter().filter(differs).cloned().collect();
        if old.is_none() || !fields.is_empty() {
            out.push(Change { old, new: Some(row), fields });
        }
    }
    let gone = before.findings.iter().filter(|row| stood.contains_key(row.id.as_str()));
    out.extend(gone.map(|row| Change { old: Some(row), new: None, fields: Vec::new() }));
    Ok(out)
}

fn cell(row: Option<&FindingRow>, column: &str) -> String {
    row.and_then(|row| report::cell(row, column)).unwrap_or_default()
}

/// All changes as a table for a spreadsheet.
fn csv(changes: &[Change<'_>], out: &mut dyn Write) -> Result<(), Error> {
    let failed = |e: ::csv::Error| printing(io::Error::from(e));
    out.write_all("\u{FEFF}".as_bytes()).map_err(printing)?;
    let mut sheet = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    let mut header: Vec<String> = ["change", "id", "fields"].map(str::to_owned).to_vec();
    header.extend(BOTH.iter().flat_map(|name| [format!("{name}_old"), format!("{name}_new")]));
    header.extend(STANDING.map(str::to_owned));
    sheet.write_record(&header).map_err(failed)?;
    for change in changes {
        let mut record = vec![change.name().to_owned(), cell(change.standing(), "id"), change.fields.join(" ")];
        record.extend(BOTH.iter().flat_map(|name| [cell(change.old, name), cell(change.new, name)]));
        record.extend(STANDING.map(|name| cell(change.standing(), name)));
        sheet.write_record(record.into_iter().map(|c| report::guarded(report::one_line(&c)))).map_err(failed)?;
    }
    sheet.flush().map_err(printing)
}

fn shown(changes: &[Change<'_>], rows: usize, most: usize, once: bool, out: &mut dyn Write) -> io::Result<()> {
    let of = |name: &str| changes.iter().filter(|c| c.name() == name).count();
    let [new, gone, changed] = ["new", "gone", "changed"].map(of);
    let same = rows.saturating_sub(new + changed);
    writeln!(out, "{} new, {gone} gone, {changed} changed, {same} the same", count(new, "row"))?;
    if once {
        writeln!(out, "only rules of grouping and comparing differ: the articles were read once")?;
    }
    if !changes.is_empty() {
        writeln!(out)?;
    }
    for change in changes.iter().take(most) {
        let Some(row) = change.standing() else { continue };
        let color = match change.name() {
            "new" => AnsiColor::Green,
            "gone" => AnsiColor::Red,
            _ => AnsiColor::Yellow,
        };
        let name = paint(color.on_default().bold(), &format!("{:8}", change.name()));
        let verdict = paint(style::verdict(row.verdict), &format!("{:13}", row.verdict.name()));
        let side = |s: &str| {
            let of = |column: &str| style::short(&style::plain(&cell(Some(row), &format!("{column}_{s}"))), CELL);
            format!("{} ({})", of("value"), of("outlet"))
        };
        writeln!(out, "{name} {}  {verdict}  {}  {} | {}", row.id, style::plain(&row.slot), side("a"), side("b"))?;
        let (main, rest): (Vec<&str>, Vec<&str>) =
            change.fields.iter().map(String::as_str).partition(|field| BOTH.contains(field));
        let of = |row, field: &str| style::short(&style::plain(&cell(row, field)), CELL);
        let main =
            main.into_iter().map(|field| format!("{field}: {} -> {}", of(change.old, field), of(change.new, field)));
        let rest = (!rest.is_empty()).then(|| format!("other words in {}", rest.join(", ")));
        let told: Vec<String> = main.chain(rest).collect();
        if !told.is_empty() {
            writeln!(out, "         {}", told.join("; "))?;
        }
    }
    let more = changes.len().saturating_sub(most);
    if more > 0 {
        writeln!(out, "… and {more} more; --all shows them, --csv writes them as a table")?;
    }
    Ok(())
}
