//! Clusters and their labels, as they stand in their folders.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::error::Error;
use crate::model::{Kind, Verdict};

/// One side of a labelled pair.
#[derive(Clone, Debug, Deserialize)]
pub struct Quote {
    /// Name of the article's file; of one article of a file `FILE#OUTLET`.
    pub doc: String,
    /// Words of the article that make the statement.
    pub quote: String,
}

/// How much a label weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// A judgement call: neither a miss nor a false alarm.
    Optional,
    /// It counts, whatever else the label calls it.
    #[default]
    #[serde(other)]
    Counted,
}

/// One labelled pair of statements of two articles.
#[derive(Clone, Debug, Deserialize)]
pub struct Label {
    /// The statement of the article published first.
    pub a: Quote,
    /// The other.
    pub b: Quote,
    /// Kind by its name in reports.
    pub kind: String,
    /// What is measured.
    #[serde(default)]
    pub slot: String,
    /// Normalised value of `a`.
    #[serde(default)]
    pub value_a: String,
    /// Normalised value of `b`.
    #[serde(default)]
    pub value_b: String,
    /// The verdict by its name in reports, or `unrelated`.
    pub verdict: String,
    /// Further verdicts that are right.
    #[serde(default)]
    pub also_accept: Vec<String>,
    /// How much it weighs.
    #[serde(default)]
    pub tier: Tier,
    /// Why.
    #[serde(default)]
    pub note: String,
}

impl Label {
    /// Whether a finding of `verdict` is right for this pair.
    #[must_use]
    pub fn accepts(&self, verdict: Verdict) -> bool {
        self.verdict == verdict.name() || self.also_accept.iter().any(|v| v == verdict.name())
    }

    /// The verdict, where it is one of a report.
    #[must_use]
    pub fn verdict(&self) -> Option<Verdict> {
        Verdict::ALL.into_iter().find(|v| v.name() == self.verdict)
    }

    /// The kind; dates and lengths of time are one family, since "24 years" and "since 2000" may be called either.
    #[must_use]
    pub fn is_of(&self, kind: Kind) -> bool {
        let timed = |name: &str| [Kind::Date, Kind::Duration].iter().any(|k| k.name() == name);
        self.kind == kind.name() || (timed(&self.kind) && timed(kind.name()))
    }
}

/// One labelled cluster.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Name of its folder.
    pub name: String,
    /// Folder of its articles.
    pub articles: PathBuf,
    /// Its labels, in the order of the file.
    pub labels: Vec<Label>,
    /// Its pairs must be found: in fitting they weigh more than others.
    pub firm: bool,
}

/// Name of the file of labels.
pub const LABELS: &str = "gold.jsonl";
/// Name of the folder of articles.
pub const ARTICLES: &str = "articles";

/// All clusters below `dir`, by path: every folder that holds `gold.jsonl`.
///
/// # Errors
/// `Error::Read` for a file that cannot be read, `Error::Usage` for a line that is no label or where there is no
/// cluster at all.
pub fn clusters(dir: &Path) -> Result<Vec<Cluster>, Error> {
    let mut found = Vec::new();
    for entry in ignore::WalkBuilder::new(dir).standard_filters(false).sort_by_file_path(Path::cmp).build() {
        let entry = entry.map_err(|e| Error::Read { path: dir.to_owned(), cause: std::io::Error::other(e) })?;
        if entry.file_name() == LABELS {
            found.push(cluster(entry.path())?);
        }
    }
    if found.is_empty() {
        return Err(Error::Usage {
            cause: format!("no {LABELS} under {}", dir.display()),
            help: format!("name a folder of clusters, each with {ARTICLES}/ and {LABELS}"),
        });
    }
    Ok(found)
}

fn cluster(path: &Path) -> Result<Cluster, Error> {
    let text = fs::read_to_string(path).map_err(|cause| Error::Read { path: path.to_owned(), cause })?;
    let folder = path.parent().unwrap_or(path);
    let mut labels = Vec::new();
    for (line, number) in text.lines().zip(1..).filter(|(line, _)| !line.trim().is_empty()) {
        let label = serde_json::from_str(line.trim_start_matches('\u{FEFF}')).map_err(|e| Error::Usage {
            cause: format!("{}:{number}: no label: {e}", path.display()),
            help: "see docs/labels.md for the fields of a label".to_owned(),
        })?;
        labels.push(label);
    }
    let name = folder.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(Cluster { name, articles: folder.join(ARTICLES), labels, firm: false })
}
