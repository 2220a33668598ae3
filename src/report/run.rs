//! run.json: what a report was made from and how, so that it can be cited and made again. Times and the digest of the
//! program are all in it that differs from run to run.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Duration;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::digest;
use crate::error::Error;
use crate::model::{Outcome, Verdict};
use crate::report::{LINES, RUN, Written, replace};

/// Inputs that the workbook lists at most; run.json has them all.
const LISTED: usize = 1_000;

/// What the bytes of a report depend on, by its digests. The program is none of it: two builds of one version write the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// Name and SHA-256 of each file of the input, sorted; none for what cannot be read twice.
    pub inputs: Vec<(String, Option<String>)>,
    /// SHA-256 of the rules; empty where it is not known.
    pub rules: String,
}

impl Origin {
    /// Rows for the sheet `run`: by them a workbook that stands alone can be told from another, and made again.
    pub fn rows(&self, findings: &[u8]) -> Vec<(String, String)> {
        let mut rows = Vec::new();
        if !self.rules.is_empty() {
            rows.push(("SHA-256 of the rules".to_owned(), self.rules.clone()));
        }
        let digest = digest::of(findings).unwrap_or_default(); // reading from memory does not fail
        rows.push((format!("SHA-256 of {LINES}"), digest));
        for (name, digest) in self.inputs.iter().take(LISTED) {
            let digest = digest.clone().unwrap_or_else(|| "not known: it can be read only once".to_owned());
            rows.push((format!("SHA-256 of the input {name}"), digest));
        }
        if let Some(more) = self.inputs.len().checked_sub(LISTED).filter(|more| *more > 0) {
            rows.push(("inputs that are not listed here".to_owned(), format!("{more}; run.json has them all")));
        }
        rows
    }
}

/// What a report was made from.
#[derive(Clone, Debug, Default)]
pub struct Made {
    /// The inputs and the rules.
    pub origin: Origin,
    /// SHA-256 of the program, where it can be read.
    pub binary: Option<String>,
    /// What the command line asked for.
    pub settings: Map<String, Value>,
    /// How long each stage took, in their order.
    pub took: Vec<(&'static str, Duration)>,
}

/// The record as it is written.
#[derive(Serialize)]
struct Record<'a> {
    gormil: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    binary_sha256: Option<&'a str>,
    rules_sha256: &'a str,
    findings_sha256: Option<String>,
    settings: &'a Map<String, Value>,
    inputs: Vec<Input<'a>>,
    counts: Counts,
    milliseconds: Map<String, Value>,
}

#[derive(Serialize)]
struct Input<'a> {
    document: &'a str,
    sha256: Option<&'a str>,
}

#[derive(Serialize)]
struct Counts {
    articles: usize,
    sentences: usize,
    claims: usize,
    pairs: usize,
    groups: usize,
    findings: BTreeMap<&'static str, usize>,
    problems: usize,
}

/// Writes run.json beside a report that was written.
///
/// # Errors
/// `Error::Write`.
pub fn write_run(outcome: &Outcome, written: &Written, made: &Made) -> Result<(), Error> {
    let dir = written.findings.parent().unwrap_or(Path::new("."));
    let milliseconds = |took: Duration| u64::try_from(took.as_millis()).unwrap_or(u64::MAX).into();
    let record = Record {
        gormil: env!("CARGO_PKG_VERSION"),
        binary_sha256: made.binary.as_deref(),
        rules_sha256: &made.origin.rules,
        findings_sha256: std::fs::File::open(dir.join(LINES)).ok().and_then(|file| digest::of(file).ok()),
        settings: &made.settings,
        inputs: made.origin.inputs.iter().map(|(n, d)| Input { document: n, sha256: d.as_deref() }).collect(),
        counts: Counts {
            articles: outcome.articles.len(),
            sentences: outcome.sentences.len(),
            claims: outcome.claims.len(),
            pairs: outcome.pairs.len(),
            groups: outcome.groups.len(),
            findings: Verdict::ALL.into_iter().map(|verdict| (verdict.name(), written.count(verdict))).collect(),
            problems: outcome.skipped.len(),
        },
        milliseconds: made.took.iter().map(|(stage, took)| ((*stage).to_owned(), milliseconds(*took))).collect(),
    };
    let failed = |e: serde_json::Error| Error::Report { place: RUN.to_owned(), cause: e.to_string() };
    let mut bytes = serde_json::to_vec_pretty(&record).map_err(failed)?;
    bytes.push(b'\n');
    replace(dir, RUN, &bytes)
}
