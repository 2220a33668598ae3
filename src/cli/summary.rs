//! What a run came to: words that fit a screen, or one object for a program.

use std::io::{self, Write};
use std::path::Path;

use anstyle::Style;
use serde_json::{Value, json};

use crate::cli::style;
use crate::model::{Outcome, Verdict};
use crate::report::{self, FindingRow, SideRow, Words, Written};

/// Contradictions that the summary shows, and other findings.
const SHOWN: usize = 5;

/// Characters of a value that the summary shows.
const VALUE: usize = 40;

/// How many inputs were refused.
#[must_use]
pub fn refused(outcome: &Outcome) -> usize {
    outcome.skipped.iter().filter(|skipped| skipped.refused).count()
}

/// What was read and found, as one JSON object on a line.
///
/// # Errors
/// Where `out` cannot be written.
pub fn json(outcome: &Outcome, written: &Written, out: &mut dyn Write) -> io::Result<()> {
    let table = &written.table;
    let verdicts: serde_json::Map<String, Value> =
        Verdict::ALL.into_iter().map(|v| (v.name().to_owned(), written.count(v).into())).collect();
    let file = |name: &str| written.findings.with_file_name(name).to_string_lossy().into_owned();
    let summary = json!({
        "articles": outcome.articles.len(),
        "sentences": outcome.sentences.len(),
        "claims": outcome.claims.len(),
        "findings": table.findings.len(),
        "verdicts": verdicts,
        "gone": table.gone.len(),
        "refused": refused(outcome),
        "files": {
            "page": file(report::PAGE),
            "findings": file(report::FINDINGS),
            "sheet": file(report::SHEET),
        },
    });
    writeln!(out, "{summary}")
}

/// What was read and found, the findings that matter most, and where the rest is.
///
/// # Errors
/// Where `out` cannot be written.
pub fn words(outcome: &Outcome, written: &Written, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let say = &words.summary;
    let read = say
        .read
        .replace("{articles}", &words.count(outcome.articles.len(), &say.article))
        .replace("{sentences}", &words.count(outcome.sentences.len(), &say.sentence))
        .replace("{claims}", &words.count(outcome.claims.len(), &say.claim));
    writeln!(out, "{read}")?;
    let findings = &written.table.findings;
    let counts = Verdict::ALL.into_iter().map(|verdict| (verdict, written.count(verdict))).filter(|(_, n)| *n > 0);
    let named = |verdict| style::paint(style::verdict(verdict), &name(words, verdict));
    let counts: Vec<String> = counts.map(|(verdict, n)| format!("{} {}", words.digits(n), named(verdict))).collect();
    if counts.is_empty() {
        writeln!(out, "{}", say.none)?;
    } else {
        let found = say.found.replace("{findings}", &words.count(findings.len(), &say.finding));
        writeln!(out, "{}", found.replace("{verdicts}", &counts.join(", ")))?;
    }
    let (worst, others): (Vec<&FindingRow>, Vec<&FindingRow>) =
        findings.iter().partition(|row| row.verdict == Verdict::Contradiction);
    let shown: Vec<&FindingRow> = worst.into_iter().take(SHOWN).chain(others.into_iter().take(SHOWN)).collect();
    if !shown.is_empty() {
        writeln!(out)?;
        shown.iter().try_for_each(|row| line(row, words, out))?;
        if findings.len() > shown.len() {
            writeln!(out, "{}", say.more.replace("{n}", &words.digits(findings.len() - shown.len())))?;
        }
        writeln!(out)?;
    }
    if !written.table.gone.is_empty() {
        let rows = words.count(written.table.gone.len(), &say.row);
        writeln!(out, "{}", say.gone.replace("{rows}", &rows))?;
    }
    if refused(outcome) > 0 {
        let refused = say.refused.replace("{inputs}", &words.count(refused(outcome), &say.input));
        writeln!(out, "{}", style::paint(style::verdict(Verdict::Update), &refused))?;
    }
    let bold = |path: &Path| style::paint(Style::new().bold(), &style::plain(&path.display().to_string()));
    writeln!(out, "{}: {}", say.page, bold(&written.findings.with_file_name(report::PAGE)))?;
    writeln!(out, "{}: {}", say.spreadsheet, bold(&written.findings))
}

/// A verdict in words; in English as the columns of the files have it.
fn name(words: &Words, verdict: Verdict) -> String {
    words.verdict(verdict.name()).to_lowercase()
}

/// One finding on one line. Only names in ASCII are padded: how wide other letters stand depends on the
/// terminal, so the words of the articles come last.
fn line(row: &FindingRow, words: &Words, out: &mut dyn Write) -> io::Result<()> {
    let pad = |text: String, width: usize| if text.is_ascii() { format!("{text:width$}") } else { text };
    let verdict = style::paint(style::verdict(row.verdict), &pad(name(words, row.verdict), 13));
    let slot =
        if words.slot(&row.slot) == row.slot.replace('_', " ") { row.slot.clone() } else { words.slot(&row.slot) };
    let slot = pad(style::short(&style::plain(&slot), VALUE), 16);
    let [a, b] = row.sides.each_ref().map(|s| side(s, words));
    writeln!(out, "{verdict}  {slot}  {a} | {b}")
}

/// A value and who gave it.
fn side(side: &SideRow, words: &Words) -> String {
    let value = style::short(&style::plain(&words.value(&side.value)), VALUE);
    let outlet = side.shown().map(|shown| style::plain(&shown.outlet)).unwrap_or_default();
    match side.also().len() {
        0 => format!("{value} ({outlet})"),
        others => {
            let n = words.summary.others.replace("{n}", &words.digits(others));
            format!("{value} ({})", n.replace("{outlet}", &outlet))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{StatementRow, Status, Table, ValueRow};

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
            template: String::new(),
            arithmetic: None,
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
        words(&Outcome::default(), &written, &Words::of("en").unwrap(), &mut out).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
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
