//! The one table that every format draws, so that formats cannot disagree: findings with everything
//! resolved to words and numbers, in the report's order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::model::Outcome;
use crate::model::{Finding, Kind, Side, Skipped, Statement, Step, Value, Verdict};
use crate::report::cell::one_line;
use crate::report::ids;
use crate::report::independent;
use crate::report::lists::{self, ClaimRow, MatrixRow, SourceRow};
use crate::report::notes::{Carried, OldRow, Previous, carry};
use crate::report::source::Source;
use crate::report::value::{ValueRow, number};

/// A finding against the report before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not there before.
    New,
    /// There, with the same verdict on the same values in the same sentences.
    Unchanged,
    /// There, with another verdict, value or sentence.
    Changed,
}

impl Status {
    /// Its name in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Changed => "changed",
        }
    }
}

/// One statement of a side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StatementRow {
    /// Its article: `file`, or `file#key`.
    pub document: String,
    /// Its outlet.
    pub outlet: String,
    /// Publication date, ISO 8601.
    pub published: Option<String>,
    /// 1-based line of the file.
    pub line: u32,
    /// First byte of the sentence in the article's text.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The sentence, on one line.
    pub sentence: String,
    /// The words of the value.
    pub surface: String,
    /// Whom the sentence names as its source.
    pub said_by: Option<String>,
    /// How the claim is put forward.
    pub modality: &'static str,
    /// Address of the article.
    pub url: Option<String>,
    /// First byte of the words of the value in `sentence`.
    pub surface_start: usize,
}

impl StatementRow {
    fn of(source: Source<'_>) -> Self {
        let (sentence, surface) = (source.statement(), source.surface());
        Self {
            document: source.article.document.clone(),
            outlet: source.outlet.to_owned(),
            published: source.published(),
            line: source.sentence.line,
            start: source.sentence.span.start(),
            end: source.sentence.span.end(),
            surface_start: source.surface_start(&sentence, &surface),
            sentence,
            surface,
            said_by: source.claim.said_by.as_deref().map(one_line),
            modality: source.claim.modality.name(),
            url: source.article.url.clone(),
        }
    }

    /// Where the sentence stands: the article's address, else `file:line`.
    #[must_use]
    pub fn source(&self) -> String {
        self.url.clone().unwrap_or_else(|| format!("{}:{}", self.document, self.line))
    }
}

/// One side of a finding.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SideRow {
    /// The value.
    pub value: ValueRow,
    /// Who gave it; the first is the one that is shown. Never empty.
    pub statements: Vec<StatementRow>,
    /// How many independent texts stand behind it.
    pub independent: usize,
}

impl SideRow {
    fn of(outcome: &Outcome, side: &Side) -> Option<Self> {
        let source = |s: &Statement| Source::of(outcome, s.claim);
        let claim = side.statements.first().and_then(|s| outcome.claims.get(s.claim.index()));
        let since = matches!(side.value, Value::Dates { .. }) && claim.is_some_and(|c| c.kind == Kind::Duration);
        let value = ValueRow { since, ..ValueRow::of(&side.value, one_line(&side.text)) };
        let statements: Vec<_> = side.statements.iter().filter_map(source).map(StatementRow::of).collect();
        let independent = independent::count(outcome, side);
        (!statements.is_empty()).then_some(Self { value, statements, independent })
    }

    /// The statement that is shown.
    #[must_use]
    pub fn shown(&self) -> Option<&StatementRow> {
        self.statements.first()
    }

    /// Where the statement that is shown stands.
    fn place(&self) -> Option<(&str, usize)> {
        self.shown().map(|s| (s.document.as_str(), s.start))
    }

    /// The other outlets with this value, sorted.
    #[must_use]
    pub fn also(&self) -> Vec<&str> {
        let outlets: BTreeSet<&str> = self.statements.iter().map(|s| s.outlet.as_str()).collect();
        let shown = self.shown().map(|s| s.outlet.as_str());
        outlets.into_iter().filter(|outlet| Some(*outlet) != shown).collect()
    }
}

/// One step towards a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepRow {
    /// Stage that took the step.
    pub stage: &'static str,
    /// Id of the rule, if one was used.
    pub rule: Option<String>,
    /// What was there before.
    pub before: String,
    /// What was there after.
    pub after: String,
    /// `a` or `b` where it reads the value of one side.
    pub side: Option<&'static str>,
}

impl StepRow {
    fn of(step: &Step) -> Self {
        let (before, after) = (one_line(&step.before), one_line(&step.after));
        let side = step.side.map(|side| if side == 0 { "a" } else { "b" });
        Self { stage: step.stage, rule: step.rule.clone(), before, after, side }
    }
}

/// One finding. The fields are those of findings.jsonl, in its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingRow {
    /// Stable name.
    pub id: String,
    /// Against the report before.
    pub status: Status,
    /// What to make of it.
    #[serde(serialize_with = "verdict_name")]
    pub verdict: Verdict,
    /// Why: one word.
    pub why: &'static str,
    /// What kind of values.
    pub kind: &'static str,
    /// What is measured.
    pub slot: String,
    /// 0 to 1, two decimals.
    #[serde(serialize_with = "decimal")]
    pub confidence: Decimal,
    /// 0 to 1, two decimals.
    #[serde(serialize_with = "decimal")]
    pub similarity: Decimal,
    /// The rule that decided.
    pub rule: String,
    /// Stable name of the group.
    pub group: String,
    /// One plain sentence.
    pub explanation: String,
    /// The key of the template of that sentence, by which other languages have theirs.
    #[serde(skip)]
    pub template: String,
    /// The sum in that sentence, where there is one.
    #[serde(skip)]
    pub arithmetic: Option<String>,
    /// The two values.
    pub sides: [SideRow; 2],
    /// The steps that led to the verdict.
    pub because: Vec<StepRow>,
    /// The reviewer's own verdict.
    pub reviewer_verdict: String,
    /// The reviewer's note.
    pub reviewer_note: String,
}

impl FindingRow {
    fn of(outcome: &Outcome, finding: &Finding, id: String, group: String) -> Option<Self> {
        let [a, b] = &finding.sides;
        let sides = [SideRow::of(outcome, a)?, SideRow::of(outcome, b)?];
        Some(Self {
            id,
            status: Status::New,
            verdict: finding.verdict,
            why: finding.why.name(),
            kind: finding.kind.name(),
            slot: one_line(&finding.slot),
            confidence: share(finding.confidence),
            similarity: share(finding.similarity),
            rule: finding.rule.clone(),
            group,
            explanation: one_line(&finding.explanation),
            template: finding.template.clone(),
            arithmetic: finding.arithmetic.clone(),
            sides,
            because: finding.because.iter().map(StepRow::of).collect(),
            reviewer_verdict: String::new(),
            reviewer_note: String::new(),
        })
    }

    /// Contradictions first, by confidence; then by what is measured and where it stands.
    fn order(&self) -> impl Ord + '_ {
        let [a, b] = &self.sides;
        (self.verdict, Reverse(self.confidence), &self.slot, a.place(), b.place(), &self.id)
    }
}

/// All rows of all tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// Findings, in order.
    pub findings: Vec<FindingRow>,
    /// Rows that a reviewer wrote into and that this run does not find any more.
    pub gone: Vec<OldRow>,
    /// Columns that a reviewer added.
    pub added: Vec<String>,
    /// What stands in these columns, by the id of the finding; a finding without any has no entry.
    pub own: BTreeMap<String, Vec<String>>,
    /// Names of the run's groups, in their order.
    pub groups: Vec<String>,
    /// Claims of groups, in order of their place.
    pub claims: Vec<ClaimRow>,
    /// Outlets, sorted: the last columns of the matrix.
    pub outlets: Vec<String>,
    /// Who printed which value.
    pub matrix: Vec<MatrixRow>,
    /// What could not be read.
    pub problems: Vec<Skipped>,
    /// Articles, in order.
    pub sources: Vec<SourceRow>,
    /// What the run was, name by name.
    pub run: Vec<(String, String)>,
}

impl Table {
    /// The table of a run: findings of the verdicts `include`, held against the report `previous`.
    #[must_use]
    pub fn of(outcome: &Outcome, include: &[Verdict], previous: &Previous) -> Self {
        let groups = ids::groups(outcome);
        let names = ids::findings(outcome, &groups);
        let named = outcome.findings.par_iter().zip(names).filter_map(|(finding, id)| {
            let group = groups.get(finding.group.index()).cloned().unwrap_or_default();
            FindingRow::of(outcome, finding, id, group)
        });
        let mut findings: Vec<FindingRow> = named.collect();
        let articles = outcome.articles.iter().map(|a| a.url.as_deref().unwrap_or(&a.document)).collect();
        let Carried { before, heard, gone } = carry(&findings, previous, &articles);
        ids::inherit(&mut findings, &before, &previous.reports);
        let mut own = BTreeMap::new();
        let mut wanted = Vec::new();
        for ((mut row, before), heard) in findings.into_iter().zip(before).zip(heard) {
            row.status = before.map_or(Status::New, |old| status(old, row.verdict, &row.sides));
            let words = |column: &str| {
                let last = heard.iter().rev().map(|old| old.cell(column)).find(|words| !words.trim().is_empty());
                last.unwrap_or_default().to_owned()
            };
            (row.reviewer_verdict, row.reviewer_note) = (words("reviewer_verdict"), words("reviewer_note"));
            let more: Vec<String> = previous.added.iter().map(|name| words(&name.to_lowercase())).collect();
            if more.iter().any(|words| !words.is_empty()) {
                own.insert(row.id.clone(), more);
            }
            // A row that a reviewer wrote into stays, whatever is asked for.
            if include.contains(&row.verdict) || heard.iter().any(|old| old.reviewed()) {
                wanted.push(row);
            }
        }
        wanted.sort_by(|a, b| a.order().cmp(&b.order()));
        let outlets = lists::outlets(outcome);
        Self {
            run: lists::run(outcome, &wanted, gone.len()),
            findings: wanted,
            gone,
            added: previous.added.clone(),
            own,
            claims: lists::grouped(outcome, &groups),
            matrix: lists::matrix(outcome, &groups, &outlets),
            groups,
            outlets,
            problems: lists::problems(outcome),
            sources: lists::sources(outcome),
        }
    }
}

/// A finding against its row in the report before. Which side is called A is no difference.
fn status(old: &OldRow, verdict: Verdict, sides: &[SideRow; 2]) -> Status {
    let mut now = sides.each_ref().map(|s| (s.shown().map_or("", |s| s.sentence.as_str()), s.value.text.as_str()));
    let mut before = ["a", "b"].map(|s| (old.cell(&format!("statement_{s}")), old.cell(&format!("value_{s}"))));
    now.sort_unstable();
    before.sort_unstable();
    if old.cell("status") == "gone" {
        Status::New
    } else if old.cell("verdict") == verdict.name() && now == before {
        Status::Unchanged
    } else {
        Status::Changed
    }
}

/// A share from 0 to 1 in hundredths.
#[allow(clippy::cast_possible_truncation, reason = "clamped to 0 to 100")]
fn share(value: f64) -> Decimal {
    Decimal::new((value.clamp(0.0, 1.0) * 100.0).round() as i64, 2)
}

fn verdict_name<S: Serializer>(verdict: &Verdict, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(verdict.name())
}

fn decimal<S: Serializer>(value: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    number(*value).serialize(serializer)
}
