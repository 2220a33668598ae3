//! gormil: reads articles on the same events from several outlets and reports where they disagree.

pub mod cli;
pub mod error;
pub mod extract;
pub mod fold;
pub mod lexis;
pub mod model;
pub mod normalise;
pub mod report;
pub mod ruleset;
pub mod similar;

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::Serialize;
use serde_json::Number;

use crate::error::Error;
use crate::model::{Article, Claim, Finding, Group, Pair, Published, Sentence, Skipped, Text};

/// All that one run found, list by list; ids are indices into them.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Articles, sorted by document.
    pub articles: Vec<Article>,
    /// Their lines and what they say of themselves, one for each article.
    pub texts: Vec<Text>,
    /// Their publication dates, one for each article.
    pub published: Vec<Published>,
    /// Sentences of all articles, in order.
    pub sentences: Vec<Sentence>,
    /// Claims, in order of their place.
    pub claims: Vec<Claim>,
    /// Like sentences.
    pub pairs: Vec<Pair>,
    /// Like claims.
    pub groups: Vec<Group>,
    /// What was found, in the order of the report.
    pub findings: Vec<Finding>,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
}

/// Reads the articles of `inputs` and holds what they say against each other.
///
/// # Errors
/// `Error::NoSuchInput`.
pub fn check(inputs: &[PathBuf], _rules: &ruleset::RuleSet) -> Result<Outcome, Error> {
    // Stands in for the pipeline: articles and outlets only.
    let mut outcome = Outcome::default();
    for input in inputs {
        if !input.exists() {
            return Err(Error::NoSuchInput(input.clone()));
        }
        let files = std::fs::read_dir(input).into_iter().flatten().flatten().map(|entry| entry.path());
        let mut files: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
        files.sort();
        for path in files {
            let stem = |part: Option<&std::ffi::OsStr>| part.map(|s| s.to_string_lossy().into_owned());
            let document = stem(path.file_name()).unwrap_or_default();
            match std::fs::read_to_string(Path::new(&path)) {
                Ok(text) => {
                    outcome.articles.push(Article { document, text, ..Article::default() });
                    let outlet = stem(path.file_stem()).unwrap_or_default();
                    outcome.texts.push(Text { outlet, ..Text::default() });
                    outcome.published.push(Published::default());
                }
                Err(e) => outcome.skipped.push(Skipped {
                    document,
                    line: None,
                    problem: e.to_string(),
                    help: "save it as UTF-8".to_owned(),
                    refused: true,
                }),
            }
        }
    }
    Ok(outcome)
}

/// What one text holds, without comparing. Offsets are bytes of the text as given.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Extracted {
    /// ISO 639-1 code of the language.
    pub lang: String,
    /// Its sentences.
    pub sentences: Vec<String>,
    /// Its amounts.
    pub quantities: Vec<ExtractedQuantity>,
    /// Its dates.
    pub dates: Vec<ExtractedDate>,
    /// Its lengths of time.
    pub durations: Vec<ExtractedDuration>,
}

/// An amount in a text; an ordinal is one of unit `rank`.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExtractedQuantity {
    /// The words.
    pub surface: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Lower end; none is open.
    pub low: Option<Number>,
    /// Upper end; none is open.
    pub high: Option<Number>,
    /// Unit, lower-case English singular.
    pub unit: Option<String>,
    /// What is measured.
    pub slot: Option<String>,
    /// Whether the words hedge it.
    pub approximate: bool,
}

/// A date in a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExtractedDate {
    /// The words.
    pub surface: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// First day, ISO 8601; none where a reference date is missing.
    pub from: Option<String>,
    /// Last day, ISO 8601.
    pub to: Option<String>,
}

/// A length of time in a text.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct ExtractedDuration {
    /// The words.
    pub surface: String,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Lower end; none is open.
    pub low: Option<Number>,
    /// Upper end; none is open.
    pub high: Option<Number>,
    /// day, week, month, year, hour or minute.
    pub unit: String,
}

/// What `text` holds; `lang` is guessed where it is not given.
#[must_use]
pub fn extract_text(text: &str, lang: Option<&str>, _reference: Option<Date>, rules: &ruleset::RuleSet) -> Extracted {
    // Stands in for the extracting stages: the language only.
    let guessed = || rules.languages.get(rules.language_of(text)).map(|l| l.code.clone()).unwrap_or_default();
    Extracted { lang: lang.map_or_else(guessed, str::to_owned), ..Extracted::default() }
}
