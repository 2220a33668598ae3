//! What reviewers decided, as labels.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use serde::Deserialize;
use serde_json::json;

use crate::error::Error;
use crate::gold::matching::plain;
use crate::model::{Article, Kind};
use crate::report::{LINES, OldRow, Previous, columns};

/// Labels out of a reviewed report.
#[derive(Debug, Default)]
pub struct Reviewed {
    lines: Vec<(bool, serde_json::Value)>,
    /// How many rows were decided and taken over.
    pub decided: usize,
    /// Names of the files in which the statements stand.
    pub files: BTreeSet<String>,
    /// Rows with a reviewer's verdict that could not be taken over: id and why.
    pub left: Vec<(String, String)>,
}

impl Reviewed {
    /// The labels, one a line.
    #[must_use]
    pub fn jsonl(&self) -> String {
        self.lines.iter().map(|(_, line)| format!("{line}\n")).collect()
    }

    /// How many labels are optional.
    #[must_use]
    pub fn optional(&self) -> usize {
        self.lines.iter().filter(|(optional, _)| *optional).count()
    }
}

/// A row of findings.jsonl, as far as labels need it.
#[derive(Deserialize)]
struct Row {
    id: String,
    sides: [RowSide; 2],
}

#[derive(Clone, Deserialize)]
struct RowSide {
    value: RowValue,
    statements: Vec<Stated>,
}

#[derive(Clone, Default, Deserialize)]
struct RowValue {
    text: String,
    low: Option<serde_json::Number>,
    high: Option<serde_json::Number>,
    start: Option<String>,
    end: Option<String>,
}

#[derive(Clone, Deserialize)]
struct Stated {
    document: String,
    published: Option<String>,
    sentence: String,
    url: Option<String>,
}

/// What a reviewer's word makes of a row.
#[derive(Clone, Copy, PartialEq)]
enum Decision {
    Right,
    Apart,
    Open,
}

/// Reads the labels off a report; `articles` and `files` are what its articles are now.
///
/// # Errors
/// `Error::Read`, `Error::Report` for a report that cannot be read.
pub fn reviewed(report: &Path, articles: &[Article], files: &[&str]) -> Result<Reviewed, Error> {
    let words: BTreeSet<String> = columns()?.reviews.into_iter().map(|review| review.name).collect();
    let written = written(report)?;
    let here = Here {
        documents: articles.iter().map(|a| (a.document.as_str(), a)).collect(),
        addresses: articles.iter().filter_map(|a| Some((a.url.as_deref()?, a))).collect(),
        files,
    };
    let mut out = Reviewed::default();
    let (mut open, mut seen) = (Vec::new(), BTreeSet::new());
    for row in Previous::alone(report)?.reports.into_iter().flatten() {
        let word = row.cell("reviewer_verdict").trim().to_lowercase();
        let decision = match word.as_str() {
            "confirmed" => Decision::Right,
            "not_a_mismatch" | "wrong_pair" => Decision::Apart,
            _ => Decision::Open,
        };
        if !seen.insert(row.id().to_owned()) {
            continue;
        }
        let sides = written.get(row.id()).cloned().unwrap_or_else(|| ["a", "b"].map(|s| shown(&row, s)));
        if decision == Decision::Open {
            if !word.is_empty() && !words.contains(&word) {
                let known: Vec<&str> = words.iter().map(String::as_str).collect();
                out.left.push((row.id().to_owned(), format!("`{word}` is none of {}", known.join(", "))));
            }
            open.push((row, sides));
            continue;
        }
        match labels(&row, &sides, decision, &here) {
            Ok((lines, used)) => {
                out.decided += 1;
                out.lines.extend(lines);
                out.files.extend(used);
            }
            Err(cause) => out.left.push((row.id().to_owned(), cause)),
        }
    }
    // of the rows that nobody decided those count that the copied files may show
    for (row, sides) in open {
        if let Ok((lines, used)) = labels(&row, &sides, Decision::Open, &here)
            && used.is_subset(&out.files)
        {
            out.lines.extend(lines);
        }
    }
    Ok(out)
}

fn written(report: &Path) -> Result<BTreeMap<String, [RowSide; 2]>, Error> {
    let folder = if report.is_dir() { report } else { report.parent().unwrap_or(Path::new("")) };
    let path = folder.join(LINES);
    let bytes = match std::fs::read(&path) {
        Ok(bytes) => bytes,
        Err(e) if e.kind() == ErrorKind::NotFound => return Ok(BTreeMap::new()),
        Err(cause) => return Err(Error::Read { path, cause }),
    };
    let rows = bytes.split(|b| *b == b'\n').filter_map(|line| serde_json::from_slice::<Row>(line).ok());
    Ok(rows.map(|row| (row.id, row.sides)).collect())
}

/// What the cells of a sheet show of a side, where nothing else is known of the row.
fn shown(row: &OldRow, name: &str) -> RowSide {
    let cell = |column: &str| row.cell(&format!("{column}_{name}")).to_owned();
    let source = cell("source");
    let address = source.contains("://");
    let numbered = |(_, line): &(&str, &str)| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    let document = source.rsplit_once(':').filter(numbered).map_or(source.as_str(), |(document, _)| document);
    let statement = Stated {
        document: document.to_owned(),
        published: Some(cell("published")).filter(|p| !p.is_empty()),
        sentence: cell("statement"),
        url: address.then(|| source.clone()),
    };
    RowSide { value: RowValue { text: cell("value"), ..RowValue::default() }, statements: vec![statement] }
}

/// The articles as they are now.
struct Here<'a> {
    documents: BTreeMap<&'a str, &'a Article>,
    addresses: BTreeMap<&'a str, &'a Article>,
    files: &'a [&'a str],
}

impl Here<'_> {
    /// The document of a statement and its file, if the sentence still stands in it.
    fn find(&self, statement: &Stated) -> Result<(&str, String), String> {
        let by_address = || statement.url.as_deref().and_then(|url| self.addresses.get(url));
        let article = self.documents.get(statement.document.as_str()).or_else(by_address);
        let article = article.ok_or_else(|| format!("{} is not in the input", statement.document))?;
        if !plain(&article.text).contains(&plain(&statement.sentence)) {
            return Err(format!("its sentence does not stand in {} any more", article.document));
        }
        let of = |file: &&&str| {
            article.document.strip_prefix(**file).is_some_and(|rest| rest.is_empty() || rest.starts_with('#'))
        };
        let file = self.files.iter().filter(of).max_by_key(|file| file.len());
        let file = file.ok_or_else(|| format!("{} is no file", article.document))?;
        Ok((&article.document, (*file).to_owned()))
    }
}

type Lines = (Vec<(bool, serde_json::Value)>, BTreeSet<String>);

/// The labels of a row, and the files that they need: the pair that is shown counts, all others of the row are optional.
fn labels(row: &OldRow, sides: &[RowSide; 2], decision: Decision, here: &Here<'_>) -> Result<Lines, String> {
    let [left, right] = sides;
    let (mut lines, mut files) = (Vec::new(), BTreeSet::new());
    let pairs = left.statements.iter().flat_map(|a| right.statements.iter().map(move |b| (a, b)));
    for (at, (a, b)) in pairs.enumerate() {
        let found = here.find(a).and_then(|a| Ok((a, here.find(b)?)));
        let ((doc_a, file_a), (doc_b, file_b)) = match found {
            Ok(found) => found,
            Err(cause) if at == 0 => return Err(cause),
            Err(_) => continue,
        };
        let value = |side: &RowSide| value(&side.value, row.cell("kind"));
        let mut ends = [
            (a.published.clone(), doc_a, a.sentence.as_str(), value(left)),
            (b.published.clone(), doc_b, b.sentence.as_str(), value(right)),
        ];
        ends.sort_by(|x, y| (&x.0, x.1).cmp(&(&y.0, y.1)));
        let [(_, doc_a, quote_a, value_a), (_, doc_b, quote_b, value_b)] = ends;
        let optional = at > 0 || decision == Decision::Open;
        let verdict = if decision == Decision::Apart { "unrelated" } else { row.cell("verdict") };
        let mut label = json!({
            "a": {"doc": doc_a, "quote": quote_a},
            "b": {"doc": doc_b, "quote": quote_b},
            "kind": row.cell("kind"),
            "slot": row.cell("slot"),
            "value_a": value_a,
            "value_b": value_b,
            "verdict": verdict,
        });
        let note = row.cell("reviewer_note").trim();
        if optional {
            label["tier"] = json!("optional");
        }
        if !note.is_empty() {
            label["note"] = json!(note);
        }
        lines.push((optional, label));
        files.extend([file_a, file_b]);
    }
    Ok((lines, files))
}

/// A value as labels write it.
fn value(value: &RowValue, kind: &str) -> String {
    if value.start.is_some() || value.end.is_some() {
        let [start, end] = [&value.start, &value.end].map(|end| end.clone().unwrap_or_default());
        return match (start.is_empty(), end.is_empty()) {
            (true, _) => format!("../{end}"),
            (_, true) => format!("{start}/.."),
            _ if start == end => start,
            _ => format!("{start}/{end}"),
        };
    }
    if value.low.is_some() || value.high.is_some() {
        let text = |n: &Option<serde_json::Number>| n.as_ref().map(ToString::to_string).unwrap_or_default();
        let (low, high) = (text(&value.low), text(&value.high));
        return if low == high { low } else { format!("{low}..{high}") };
    }
    let numbers = value.text.split(' ').filter(|word| word.parse::<f64>().is_ok()).collect::<Vec<_>>();
    match numbers.as_slice() {
        [low, high] if kind == Kind::Quantity.name() => format!("{low}..{high}"),
        _ => value.text.clone(),
    }
}
