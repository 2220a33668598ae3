//! A finding as a card: two statements side by side, what stands between them, how it was decided.

use std::collections::BTreeSet;

use crate::report::page::glyph;
use crate::report::page::sources::Sources;
use crate::report::page::text::{Piece, link, pieces, shown};
use crate::report::table::{FindingRow, SideRow, StatementRow, StepRow};
use crate::report::words::{When, Words};

/// Statements that a side lists at most behind the one that is shown.
const ALSO: usize = 40;

/// The language in which the rules explain.
const RULES: &str = "en";

/// One finding.
pub struct Card {
    pub id: String,
    pub glyph: &'static str,
    pub verdict_word: String,
    pub kind: &'static str,
    pub kind_word: String,
    pub slot: String,
    pub slot_word: String,
    pub why: String,
    pub status: &'static str,
    pub status_word: String,
    /// Numbers of its outlets, a blank between them.
    pub outlets: String,
    pub confidence: String,
    /// The same in hundredths, for a bar.
    pub sure: String,
    pub similarity: String,
    pub explanation: String,
    /// The language of the explanation.
    pub told_in: String,
    pub sides: [Side; 2],
    pub rule: String,
    pub group: String,
    /// Whether its group has a plot.
    pub plotted: bool,
    /// The steps to the verdict, one on each line: a reader opens few, so they are one element, not a table.
    pub steps: String,
    pub review: [String; 2],
}

/// One side of it.
pub struct Side {
    pub value: String,
    pub sentence: Vec<Piece>,
    pub first: Place,
    pub said_by: Option<String>,
    pub also: Vec<Place>,
    /// How many statements are not listed, if any.
    pub more: Option<String>,
}

/// Where a statement stands.
pub struct Place {
    pub outlet: String,
    pub published: Option<When>,
    /// File and line.
    pub label: String,
    /// Id of the line on this page.
    pub anchor: Option<String>,
    pub url: Option<String>,
}

/// What cards are drawn with.
pub struct Drawer<'a> {
    pub words: &'a Words,
    pub sources: &'a Sources<'a>,
    /// Groups that have a plot.
    pub plotted: &'a BTreeSet<&'a str>,
    pub outlets: &'a [String],
}

/// Whether an outlet speaks on either side.
pub fn speaks(row: &FindingRow, outlet: &str) -> bool {
    row.sides.iter().flat_map(|side| &side.statements).any(|s| s.outlet == outlet)
}

impl Drawer<'_> {
    /// The card of a row; none where a side has no statement, which does not occur.
    pub fn card(&self, row: &FindingRow) -> Option<Card> {
        let words = self.words;
        let [a, b] = &row.sides;
        let speakers: BTreeSet<usize> = row
            .sides
            .iter()
            .flat_map(|side| &side.statements)
            .filter_map(|s| self.outlets.binary_search(&s.outlet).ok())
            .collect();
        let speakers: Vec<String> = speakers.iter().map(ToString::to_string).collect();
        let told = words.explanation(row);
        let steps: Vec<String> = row.because.iter().map(step).collect();
        Some(Card {
            id: row.id.clone(),
            glyph: glyph(row.verdict),
            verdict_word: words.verdict(row.verdict.name()),
            kind: row.kind,
            kind_word: words.kind(row.kind),
            slot: shown(&row.slot),
            slot_word: shown(&words.slot(&row.slot)),
            why: words.why(row.why),
            status: row.status.name(),
            status_word: words.status(row.status.name()),
            outlets: speakers.join(" "),
            confidence: words.digits(row.confidence),
            sure: (row.confidence * rust_decimal::Decimal::ONE_HUNDRED).normalize().to_string(),
            similarity: words.digits(row.similarity),
            explanation: shown(told.as_ref().unwrap_or(&row.explanation)),
            told_in: if told.is_some() { words.code.clone() } else { RULES.to_owned() },
            sides: [self.side(a)?, self.side(b)?],
            rule: shown(&row.rule),
            group: row.group.clone(),
            plotted: self.plotted.contains(row.group.as_str()),
            steps: steps.join("\n"),
            review: [shown(&row.reviewer_verdict), shown(&row.reviewer_note)],
        })
    }

    fn side(&self, side: &SideRow) -> Option<Side> {
        let (first, others) = side.statements.split_first()?;
        // a line that is named already tells a reader nothing new
        let mut named = BTreeSet::from([(first.document.as_str(), first.line)]);
        let others: Vec<&StatementRow> =
            others.iter().filter(|s| named.insert((s.document.as_str(), s.line))).collect();
        let mark = first.surface_start..first.surface_start + first.surface.len();
        Some(Side {
            value: shown(&self.words.value(&side.value)),
            sentence: pieces(&first.sentence, std::slice::from_ref(&mark)),
            first: self.place(first),
            said_by: first.said_by.as_deref().map(shown),
            also: others.iter().take(ALSO).map(|s| self.place(s)).collect(),
            more: others.len().checked_sub(ALSO).filter(|n| *n > 0).map(|n| self.words.digits(n)),
        })
    }

    fn place(&self, statement: &StatementRow) -> Place {
        Place {
            outlet: shown(&statement.outlet),
            published: statement.published.as_deref().map(|iso| self.words.when(iso)),
            label: format!("{}:{}", shown(&statement.document), statement.line),
            anchor: self.sources.anchor(&statement.document, statement.start),
            url: statement.url.as_deref().and_then(link).map(str::to_owned),
        }
    }
}

/// Stage and side, then what was held before and after, then the rule.
fn step(step: &StepRow) -> String {
    let rule = step.rule.as_deref().map(|rule| format!("  ({})", shown(rule))).unwrap_or_default();
    let (before, after) = (shown(&step.before), shown(&step.after));
    format!("{} {}\t{before} \u{2192} {after}{rule}", step.stage, step.side.unwrap_or_default())
}
