//! What changed between two reports: rows by their ids, fields by their names.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::Value;

use crate::error::Error;
use crate::report;

/// Fields that tell of the report before or are the place of others.
const LEFT_OUT: [&str; 3] = ["id", "status", "sides"];

/// What became of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is in the new report only.
    New,
    /// It is in the old report only.
    Gone,
    /// It is in both, and these fields differ, by name.
    Changed(Vec<Field>),
}

impl Change {
    /// Its name.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Changed(_) => "changed",
        }
    }
}

/// A field whose content changed; what is missing is empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, as the columns of findings.csv have them: `verdict`, `value_a`.
    pub name: String,
    /// What the old report has.
    pub old: String,
    /// What the new report has.
    pub new: String,
}

/// A row that is not the same in both reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What became of it.
    pub change: Change,
    /// Its fields, as the new report has them; those of the old one where it is gone.
    pub fields: BTreeMap<String, String>,
}

impl Row {
    /// A field; empty where the row has none of that name.
    #[must_use]
    pub fn field(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", String::as_str)
    }
}

/// Two reports held against each other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Rows that differ: changed, new, gone; each in the order of their report.
    pub rows: Vec<Row>,
    /// How many rows are the same.
    pub same: usize,
}

/// Holds two reports, folders or files findings.jsonl, against each other.
///
/// # Errors
/// `Error::Usage` where there is no report, `Error::Read`, `Error::Report` for a file that is none.
pub fn diff(old: &Path, new: &Path) -> Result<Difference, Error> {
    let (old, new) = (rows(old)?, rows(new)?);
    let before: BTreeMap<&str, &BTreeMap<String, String>> = old.iter().map(|(id, row)| (id.as_str(), row)).collect();
    let (mut changed, mut added, mut same) = (Vec::new(), Vec::new(), 0);
    for (id, fields) in &new {
        let row = |change| Row { id: id.clone(), change, fields: fields.clone() };
        match before.get(id.as_str()).map(|old| apart(old, fields)) {
            None => added.push(row(Change::New)),
            Some(list) if list.is_empty() => same += 1,
            Some(list) => changed.push(row(Change::Changed(list))),
        }
    }
    let now: BTreeMap<&str, ()> = new.iter().map(|(id, _)| (id.as_str(), ())).collect();
    let gone = old.iter().filter(|(id, _)| !now.contains_key(id.as_str()));
    let gone = gone.map(|(id, fields)| Row { id: id.clone(), change: Change::Gone, fields: fields.clone() });
    Ok(Difference { rows: changed.into_iter().chain(added).chain(gone).collect(), same })
}

/// The fields of a row by name, as text.
type Fields = BTreeMap<String, String>;

fn apart(old: &Fields, new: &Fields) -> Vec<Field> {
    let mut names: Vec<&String> = old.keys().chain(new.keys()).collect();
    names.sort();
    names.dedup();
    let of = |fields: &Fields, name: &str| fields.get(name).cloned().unwrap_or_default();
    let field = |name: &String| Field { name: name.clone(), old: of(old, name), new: of(new, name) };
    names.into_iter().map(field).filter(|f| f.old != f.new).collect()
}

/// The rows of a report in its order: id and fields.
fn rows(place: &Path) -> Result<Vec<(String, Fields)>, Error> {
    let (path, bytes) = report::kept(place)?;
    let lines = (1..).zip(bytes.split(|b| *b == b'\n')).filter(|(_, line)| !line.trim_ascii().is_empty());
    let row = |(number, line): (usize, &[u8])| {
        let failed = |cause: String| Error::Report { place: format!("{}:{number}", path.display()), cause };
        let row: Value = serde_json::from_slice(line).map_err(|e| failed(e.to_string()))?;
        let id = row.get("id").and_then(Value::as_str).ok_or_else(|| failed("a row without an id".to_owned()))?;
        Ok((id.to_owned(), fields(&row)))
    };
    lines.map(row).collect()
}

/// The fields of a row by name; those of a side end with `_a` or `_b`.
fn fields(row: &Value) -> Fields {
    let mut out = BTreeMap::new();
    let own = row.as_object().into_iter().flatten().filter(|(name, _)| !LEFT_OUT.contains(&name.as_str()));
    out.extend(own.map(|(name, value)| (name.clone(), plain(value))));
    let sides = row.get("sides").and_then(Value::as_array);
    for (letter, side) in ["a", "b"].into_iter().zip(sides.into_iter().flatten()) {
        let mut put = |name: &str, value: &Value| out.insert(format!("{name}_{letter}"), plain(value));
        for (name, value) in side.get("value").and_then(Value::as_object).into_iter().flatten() {
            put(&if name == "text" { "value".to_owned() } else { format!("value_{name}") }, value);
        }
        let statements = side.get("statements").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        for (name, value) in statements.first().and_then(Value::as_object).into_iter().flatten() {
            put(if name == "sentence" { "statement" } else { name }, value);
        }
        if statements.len() > 1 {
            put("other_statements", &Value::from(statements[1..].to_vec()));
        }
    }
    out
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Null => String::new(),
        other => other.to_string(),
    }
}
