//! A story in a folder of `tests/cases`: `articles/`, `expected.csv`, `note.md`.
//!
//! A row of `expected.csv` is a finding that has to be in the report. The verdict `none` is for two values that must not
//! meet in any finding of that kind. A contradiction that no row expects is wrong in every story.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::run::{files, rows};

const COLUMNS: [&str; 5] = ["verdict", "why", "kind", "value_a", "value_b"];

type Row = BTreeMap<String, String>;

/// One story.
pub struct Case {
    /// Name of its folder.
    pub name: String,
    /// The defect that makes it fail for now, from a line `known: ...` of its note.
    pub known: Option<String>,
    expected: Vec<Row>,
    dir: PathBuf,
}

/// All stories below `dir`, by name. Panics where one is not whole, or holds a file that nothing reads.
pub fn all(dir: &Path) -> Vec<Case> {
    let mut dirs: Vec<PathBuf> = fs::read_dir(dir).unwrap().map(|e| e.unwrap().path()).collect();
    dirs.sort();
    dirs.into_iter().map(one).collect()
}

fn one(dir: PathBuf) -> Case {
    let name = dir.file_name().unwrap().to_string_lossy().into_owned();
    let mut parts: Vec<String> =
        fs::read_dir(&dir).unwrap().map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    parts.sort();
    assert_eq!(parts, ["articles", "expected.csv", "note.md"], "tests/cases/{name}");
    assert!(files(&dir.join("articles")).len() > 1, "{name}: a story needs two articles");
    let note = fs::read_to_string(dir.join("note.md")).unwrap();
    assert!(!note.trim().is_empty(), "{name}: the note is empty");
    let text = fs::read(dir.join("expected.csv")).unwrap();
    let header = String::from_utf8_lossy(&text).lines().next().unwrap_or_default().to_owned();
    assert_eq!(header, COLUMNS.join(","), "{name}: the header of expected.csv");
    let expected = rows(&text);
    assert!(expected.iter().any(|row| row["verdict"] != NONE), "{name}: nothing is expected of the report");
    let verdicts = gormil::model::Verdict::ALL.map(gormil::model::Verdict::name);
    for row in &expected {
        assert!(row["verdict"] == NONE || verdicts.contains(&row["verdict"].as_str()), "{name}: {row:?}");
    }
    let known = note.lines().find_map(|l| l.strip_prefix("known: ")).map(str::to_owned);
    Case { name, known, expected, dir }
}

/// The verdict of a pair that must make no row.
const NONE: &str = "none";

impl Case {
    /// The folder of its articles.
    pub fn articles(&self) -> PathBuf {
        self.dir.join("articles")
    }

    /// What is missing from the findings, and what is too much.
    pub fn wrong(&self, found: &[Row]) -> Vec<String> {
        let mut wrong = Vec::new();
        for row in &self.expected {
            let there = found.iter().any(|f| if row["verdict"] == NONE { meets(row, f) } else { same(row, f) });
            if there == (row["verdict"] == NONE) {
                let what = if there { "must not be there" } else { "is missing" };
                wrong.push(format!("{}: {} {what}", self.name, shown(row)));
            }
        }
        let contradictions = found.iter().filter(|f| f["verdict"] == "contradiction");
        let more = contradictions.filter(|f| !self.expected.iter().any(|row| same(row, f)));
        wrong.extend(more.map(|f| format!("{}: {} is too much", self.name, shown(f))));
        wrong
    }
}

fn same(expected: &Row, found: &Row) -> bool {
    COLUMNS.iter().all(|column| expected[*column] == found[*column])
}

/// Whether a finding holds these two values against each other, in whichever order.
fn meets(expected: &Row, found: &Row) -> bool {
    let values = |row: &Row| {
        let mut values = [row["value_a"].clone(), row["value_b"].clone()];
        values.sort();
        values
    };
    expected["kind"] == found["kind"] && values(expected) == values(found)
}

fn shown(row: &Row) -> String {
    COLUMNS.map(|column| row[column].as_str()).join(",")
}
