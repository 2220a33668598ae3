//! One finding of a report, as findings.jsonl keeps it.

use std::path::Path;

use serde::Deserialize;

use crate::error::Error;
use crate::model::Step;
use crate::report;

/// What the id of a finding begins with.
const PREFIX: &str = "f-";
/// Ids that an error names at most.
const NAMED: usize = 5;
/// Likeness (Jaro-Winkler) from which an id may have been meant.
const NEAR: f64 = 0.75;

/// A finding of a report. Fields that an earlier version did not write are empty.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct Kept {
    /// Stable name.
    pub id: String,
    /// Against the report before.
    pub status: String,
    /// What to make of it.
    pub verdict: String,
    /// Why: one word.
    pub why: String,
    /// What kind of values.
    pub kind: String,
    /// What is measured.
    pub slot: String,
    /// 0 to 1.
    pub confidence: f64,
    /// The rule that decided.
    pub rule: String,
    /// Stable name of the group.
    pub group: String,
    /// One plain sentence.
    pub explanation: String,
    /// The two values.
    pub sides: [KeptSide; 2],
    /// The steps that led to the verdict.
    #[serde(default)]
    pub because: Vec<KeptStep>,
}

/// One side of a finding.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct KeptSide {
    /// The value.
    pub value: KeptValue,
    /// Who gave it, the statement that is shown first.
    pub statements: Vec<KeptStatement>,
}

/// A value.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct KeptValue {
    /// Readable.
    pub text: String,
}

/// One statement of a side.
#[derive(Clone, Debug, PartialEq, Deserialize)]
pub struct KeptStatement {
    /// Its article.
    pub document: String,
    /// Its outlet.
    pub outlet: String,
    /// Publication date, ISO 8601.
    pub published: Option<String>,
    /// 1-based line of the file.
    pub line: u32,
    /// The sentence.
    pub sentence: String,
    /// The words of the value.
    pub surface: String,
    /// Whom the sentence names as its source.
    pub said_by: Option<String>,
    /// How the claim is put forward.
    pub modality: String,
    /// Address of the article.
    pub url: Option<String>,
    /// First byte of the words of the value in `sentence`.
    #[serde(default)]
    pub surface_start: usize,
}

/// One step towards a verdict.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct KeptStep {
    /// Stage that took the step.
    pub stage: String,
    /// Id of the rule, if one was used.
    pub rule: Option<String>,
    /// What was there before.
    pub before: String,
    /// What was there after.
    pub after: String,
    /// `a` or `b` where it reads the value of one side.
    #[serde(default)]
    pub side: Option<String>,
}

impl From<&Step> for KeptStep {
    fn from(step: &Step) -> Self {
        let (stage, rule) = (step.stage.to_owned(), step.rule.clone());
        let side = step.side.map(|side| if side == 0 { "a".to_owned() } else { "b".to_owned() });
        Self { stage, rule, before: step.before.clone(), after: step.after.clone(), side }
    }
}

/// The finding of the report in `dir` whose id is `id`, or the only one whose id begins with it.
///
/// # Errors
/// `Error::Usage` where there is no report, no such id, or more than one; `Error::Read`, `Error::Report` for a file that
/// is no report.
pub fn find(dir: &Path, id: &str) -> Result<Kept, Error> {
    let mut all = read(dir)?;
    let id = id.trim();
    let exact = all.iter().position(|k| k.id == id);
    let begins = |start: &str| -> Vec<usize> {
        (0..all.len()).filter(|i| !start.is_empty() && all[*i].id.starts_with(start)).collect()
    };
    let mut met = exact.map_or_else(|| begins(id), |at| vec![at]);
    if met.is_empty() && !id.is_empty() {
        met = begins(&format!("{PREFIX}{id}"));
    }
    match met.as_slice() {
        [at] => Ok(all.swap_remove(*at)),
        [] => Err(unknown(dir, id, &all)),
        several => Err(Error::Usage {
            cause: format!("the ids of {} findings begin with `{id}`", several.len()),
            help: format!("write more of it: {}", listed(several.iter().map(|at| all[*at].id.as_str()))),
        }),
    }
}

fn read(dir: &Path) -> Result<Vec<Kept>, Error> {
    let (path, bytes) = report::kept(dir)?;
    let text = String::from_utf8(bytes)
        .map_err(|e| Error::Read { path: path.clone(), cause: std::io::Error::other(e.utf8_error()) })?;
    let line = |(number, line): (usize, &str)| {
        let place = || format!("{}:{number}", path.display());
        serde_json::from_str(line).map_err(|e| Error::Report { place: place(), cause: e.to_string() })
    };
    (1..).zip(text.lines()).filter(|(_, l)| !l.trim().is_empty()).map(line).collect()
}

fn unknown(dir: &Path, id: &str, all: &[Kept]) -> Error {
    let cause = format!("no finding `{id}` in {}", dir.join(report::LINES).display());
    let mut near: Vec<(f64, &str)> = all.iter().map(|k| (strsim::jaro_winkler(id, &k.id), k.id.as_str())).collect();
    near.retain(|(likeness, _)| *likeness >= NEAR);
    near.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
    let near = if near.is_empty() || id.is_empty() {
        String::new()
    } else {
        format!("near it: {}; ", listed(near.into_iter().map(|(_, id)| id)))
    };
    let places = "the column `id` of findings.csv lists them; those that are gone have no steps";
    Error::Usage { cause, help: format!("{near}{places}") }
}

fn listed<'k>(ids: impl Iterator<Item = &'k str>) -> String {
    let ids: Vec<&str> = ids.collect();
    let more = ids.len().saturating_sub(NAMED);
    let named = ids.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    if more > 0 { format!("{named} and {more} more") } else { named }
}
