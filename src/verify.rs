//! Derives every row of a report anew from the sources, by a path of its own: the quoted bytes are looked up in the
//! articles, the words of each value are read again by themselves, the verdict is held against the two values, and the
//! tables are held against each other. Nothing of pairing, grouping or comparing is used.

mod made;
mod row;
mod sheet;
mod value;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::error::Error;
use crate::model::{Article, Mention};
use crate::report;
use crate::report::one_line;
use crate::ruleset::RuleSet;
use crate::single;
use crate::verify::row::{Row, Statement};

/// Something that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Id of the row; empty where no row is meant.
    pub id: String,
    /// Where: a file of the report with its line, or a document.
    pub place: String,
    /// What does not hold.
    pub cause: String,
}

/// What came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verified {
    /// How many rows were looked at.
    pub rows: usize,
    /// How many statements.
    pub statements: usize,
    /// All that does not hold, in the order of the rows.
    pub problems: Vec<Problem>,
}

/// The sources of a report: what was read, and the digests of the files.
pub struct Sources<'a> {
    /// Articles, sorted by document.
    pub articles: &'a [Article],
    /// Name and SHA-256 of each file.
    pub digests: &'a [(String, Option<String>)],
    /// The rules that the report was made with.
    pub rules: &'a RuleSet,
}

/// Verifies the report `place`, a folder or its findings.jsonl. Beside findings.jsonl the folder's findings.csv is held
/// against it, and run.json against the sources where there is one.
///
/// # Errors
/// `Error::Usage` where there is no report, `Error::Read`.
pub fn verify(place: &Path, sources: &Sources<'_>) -> Result<Verified, Error> {
    let (path, bytes) = report::kept(place)?;
    let mut rows = Vec::new();
    let mut check = Check { sources, read: BTreeMap::new(), told: BTreeMap::new(), found: Verified::default() };
    let text = String::from_utf8_lossy(&bytes);
    let mut ids = BTreeSet::new();
    for (number, line) in (1..).zip(text.lines()) {
        match serde_json::from_str::<Row>(line) {
            Ok(row) => {
                let place = format!("{}:{number}", report::LINES);
                check.row(&row, &place);
                if !ids.insert(row.id.clone()) {
                    check.found.problem(&row.id, place, "another row has the same id");
                }
                rows.push(row);
            }
            Err(e) => check.found.problem("", format!("{}:{number}", report::LINES), format!("is no row: {e}")),
        }
    }
    if place.is_dir() {
        sheet::hold(&path.with_file_name(report::FINDINGS), &rows, &mut check.found)?;
        made::hold(&path.with_file_name(report::RUN), &bytes, sources, &mut check.found)?;
    }
    Ok(check.found)
}

impl Verified {
    fn problem(&mut self, id: &str, place: impl Into<String>, cause: impl Into<String>) {
        self.problems.push(Problem { id: id.to_owned(), place: place.into(), cause: cause.into() });
    }
}

/// What is said of one article wherever it is quoted: outlet, publication date, address.
type Told = (String, Option<String>, Option<String>);

/// A report on its way.
struct Check<'a> {
    sources: &'a Sources<'a>,
    /// Mentions of the articles that were looked at, by document.
    read: BTreeMap<String, Vec<(Mention, bool)>>,
    told: BTreeMap<String, Told>,
    found: Verified,
}

impl Check<'_> {
    fn row(&mut self, row: &Row, place: &str) {
        self.found.rows += 1;
        let mut causes = verdict::hold(row, self.sources.rules);
        for (letter, side) in ["a", "b"].into_iter().zip(&row.sides) {
            if side.statements.is_empty() {
                causes.push(format!("side {letter} has no statement"));
            }
            for (at, statement) in side.statements.iter().enumerate() {
                self.found.statements += 1;
                for cause in self.statement(row, side, at, statement) {
                    let quoted = format!("{}:{}", statement.document, statement.line);
                    self.found.problem(&row.id, quoted, format!("side {letter}: {cause}"));
                }
            }
        }
        for cause in causes {
            self.found.problem(&row.id, place, cause);
        }
    }

    /// What does not hold of one statement.
    fn statement(&mut self, row: &Row, side: &row::Side, at: usize, said: &Statement) -> Vec<String> {
        let mut causes = Vec::new();
        let own = (said.outlet.clone(), said.published.clone(), said.url.clone());
        if *self.told.entry(said.document.clone()).or_insert_with(|| own.clone()) != own {
            causes.push("outlet, date or address of the article differ from those of another row".to_owned());
        }
        let articles = self.sources.articles;
        let Ok(found) = articles.binary_search_by(|a| a.document.as_str().cmp(&said.document)) else {
            causes.push("no such article in the input".to_owned());
            return causes;
        };
        let article = &articles[found];
        if article.url != said.url {
            causes.push("the article has another address".to_owned());
        }
        let Some(raw) = article.text.get(said.start..said.end) else {
            causes.push(format!("bytes {}..{} are not in the article", said.start, said.end));
            return causes;
        };
        // a sentence has no white space around it
        if raw.trim() != raw || one_line(raw) != said.sentence {
            causes.push(format!("bytes {}..{} of the article are not the quoted sentence", said.start, said.end));
            return causes;
        }
        let breaks = article.text[..said.start].matches('\n').count();
        let line = u32::try_from(breaks).ok().map(|n| article.first_line + if article.line_by_line { n } else { 0 });
        if line != Some(said.line) {
            causes.push(format!("the sentence does not stand on line {}", said.line));
        }
        if !said.sentence.get(said.surface_start..).is_some_and(|rest| rest.starts_with(&said.surface)) {
            causes.push(format!("`{}` does not stand at byte {} of the sentence", said.surface, said.surface_start));
            return causes;
        }
        // a sentence with a break inside is one line in the report: its words are looked up in it
        let start = if raw == said.sentence { said.surface_start } else { raw.find(&said.surface).unwrap_or_default() };
        let words = said.start + start..said.start + start + said.surface.len();
        let rules = self.sources.rules;
        let alone = single::mentions(raw, rules);
        let inside =
            |mention: &Mention, by: usize| mention.raw.start() + by < words.end && words.start < mention.raw.end() + by;
        let alone: Vec<_> = alone.into_iter().filter(|(m, _)| inside(m, said.start)).collect();
        let cause = value::hold(row, side, at, said, &alone, rules);
        // the words around a sentence may tell its region
        let cause = cause.and_then(|cause| {
            let read = self.read.entry(said.document.clone()).or_insert_with(|| single::mentions(&article.text, rules));
            let near: Vec<_> = read.iter().filter(|(m, _)| inside(m, 0)).cloned().collect();
            value::hold(row, side, at, said, &near, rules).map(|_| cause)
        });
        causes.extend(cause);
        causes
    }
}
