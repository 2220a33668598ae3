//! How much of the labelled sets in tests/suites is read right, by set and part.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "support/run.rs"]
mod run;

use std::collections::HashSet;
use std::fmt;
use std::fs;
use std::path::Path;

use gormil::single::{Extracted, extract_text};
use jiff::civil::Date;
use serde::{Deserialize, Deserializer};
use serde_json::Number;

use crate::run::rules;

const COLLECTIONS: [&str; 2] = ["first", "second"];
const LANGUAGES: [&str; 2] = ["bn", "en"];

/// The least share of the expected values that has to be read, in Bengali and in English.
const RECALL: [(&str, [f64; 2]); 7] = [
    ("numbers", [0.95, 0.92]),
    ("spelled", [0.98, 0.98]),
    ("money", [0.95, 0.92]),
    ("quantities", [0.92, 0.92]),
    ("durations", [0.92, 0.92]),
    ("ranges", [0.85, 0.85]),
    ("dates", [0.92, 0.85]),
];

/// The most values that may come out for each one expected.
const OUT_PER_EXPECTED: f64 = 1.2;

#[derive(Clone, Copy, Debug, Deserialize, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Part {
    Open,
    Held,
}

/// One labelled text.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Item {
    id: String,
    part: Part,
    category: String,
    lang: String,
    text: String,
    #[serde(deserialize_with = "stated")]
    reference_date: Option<String>,
    #[serde(default)]
    quantities: Vec<Amount>,
    #[serde(default)]
    dates: Vec<Days>,
    #[serde(default)]
    durations: Vec<Amount>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Amount {
    #[serde(deserialize_with = "stated")]
    low: Option<f64>,
    #[serde(deserialize_with = "stated")]
    high: Option<f64>,
    #[serde(deserialize_with = "stated")]
    unit: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Days {
    #[serde(deserialize_with = "stated")]
    from: Option<String>,
    #[serde(deserialize_with = "stated")]
    to: Option<String>,
}

/// A value that may be null but may not be left out.
fn stated<'de, D: Deserializer<'de>, T: Deserialize<'de>>(from: D) -> Result<Option<T>, D::Error> {
    Option::deserialize(from)
}

#[derive(PartialEq)]
enum Kind {
    Quantity,
    Duration,
}

enum Value {
    Amount { kind: Kind, low: Option<f64>, high: Option<f64>, unit: Option<String> },
    Date { from: Option<String>, to: Option<String> },
}

impl Value {
    fn is(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Amount { kind, low, high, unit }, Value::Amount { kind: k, low: l, high: h, unit: u }) => {
                kind == k && near(*low, *l) && near(*high, *h) && unit == u
            }
            (Value::Date { from, to }, Value::Date { from: f, to: t }) => from == f && to == t,
            _ => false,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let end = |end: &Option<f64>| end.map_or_else(String::new, |n| n.to_string());
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        match self {
            Value::Amount { kind, low, high, unit } => {
                let kind = if *kind == Kind::Quantity { "" } else { "lasting " };
                write!(f, "{kind}{}..{} {}", end(low), end(high), unit.as_deref().unwrap_or("-"))
            }
            Value::Date { from, to } => write!(f, "date {}..{}", day(from), day(to)),
        }
    }
}

/// Whether both are open, or the same but for what a float of a fraction leaves out.
fn near(a: Option<f64>, b: Option<f64>) -> bool {
    match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-6 * a.abs().max(b.abs()),
        (a, b) => a.is_none() && b.is_none(),
    }
}

fn expected(item: &Item) -> Vec<Value> {
    let amount = |kind, a: &Amount| Value::Amount { kind, low: a.low, high: a.high, unit: a.unit.clone() };
    let quantities = item.quantities.iter().map(|q| amount(Kind::Quantity, q));
    let durations = item.durations.iter().map(|d| amount(Kind::Duration, d));
    let dates = item.dates.iter().map(|d| Value::Date { from: d.from.clone(), to: d.to.clone() });
    quantities.chain(durations).chain(dates).collect()
}

fn found(out: Extracted) -> Vec<Value> {
    let end = |n: Option<Number>| n.map(|n| n.as_f64().unwrap());
    let amount = |kind, low, high, unit| Value::Amount { kind, low: end(low), high: end(high), unit };
    let quantities = out.quantities.into_iter().map(|q| amount(Kind::Quantity, q.low, q.high, q.unit));
    let durations = out.durations.into_iter().map(|d| amount(Kind::Duration, d.low, d.high, Some(d.unit)));
    let dates = out.dates.into_iter().map(|d| Value::Date { from: d.from, to: d.to });
    quantities.chain(durations).chain(dates).collect()
}

/// The items of a set; anything wrong with its format stops the test.
fn items(path: &Path, category: &str, lang: &str) -> Vec<Item> {
    let name = path.display();
    let lines = fs::read_to_string(path).unwrap_or_else(|e| panic!("{name}: {e}"));
    let (mut ids, mut texts, mut out) = (HashSet::new(), HashSet::new(), Vec::new());
    for (line, number) in lines.lines().zip(1..) {
        let item: Item = serde_json::from_str(line).unwrap_or_else(|e| panic!("{name}:{number}: {e}"));
        assert!(ids.insert(item.id.clone()), "{name}:{number}: id {} is there twice", item.id);
        assert!(texts.insert(item.text.clone()), "{name}:{number}: {} has the text of another item", item.id);
        assert!(item.category == category && item.lang == lang, "{name}:{number}: {} is not of this set", item.id);
        out.push(item);
    }
    for part in [Part::Open, Part::Held] {
        assert!(out.iter().any(|i| i.part == part), "{name}: no {part:?} items");
    }
    out
}

/// Figures on one part of a set.
#[derive(Default)]
struct Score {
    items: usize,
    exact: usize,
    expected: usize,
    matched: usize,
    out: usize,
}

impl Score {
    /// Adds an item; what was missing and what was too much where it is not all right.
    fn add(&mut self, item: &Item) -> Option<String> {
        let day =
            item.reference_date.as_ref().map(|d| d.parse::<Date>().unwrap_or_else(|e| panic!("{}: {e}", item.id)));
        let (wanted, mut extra) = (expected(item), found(extract_text(&item.text, Some(&item.lang), day, rules())));
        self.items += 1;
        self.expected += wanted.len();
        self.out += extra.len();
        let mut missing = Vec::new();
        for value in wanted {
            match extra.iter().position(|v| v.is(&value)) {
                Some(at) => {
                    extra.remove(at);
                    self.matched += 1;
                }
                None => missing.push(value),
            }
        }
        if missing.is_empty() && extra.is_empty() {
            self.exact += 1;
            return None;
        }
        let list = |values: &[Value]| values.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
        Some(format!("  {} {:?}\n    missing: {}\n    extra: {}", item.id, item.text, list(&missing), list(&extra)))
    }
}

fn share(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

#[test]
fn labelled_sets_are_read() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/suites");
    let (mut table, mut wrong) = (String::new(), Vec::new());
    for collection in COLLECTIONS {
        for (at, lang) in LANGUAGES.into_iter().enumerate() {
            for (category, least) in RECALL {
                let set = format!("{collection}/{lang}-{category}");
                let items = items(&root.join(format!("{set}.jsonl")), category, lang);
                let (mut short, mut failed) = (Vec::new(), Vec::new());
                for part in [Part::Open, Part::Held] {
                    let mut score = Score::default();
                    for item in items.iter().filter(|i| i.part == part) {
                        let told = score.add(item);
                        // what failed of a held part stays unseen
                        failed.extend(told.filter(|_| part == Part::Open));
                    }
                    let Score { items, expected, .. } = score;
                    let (recall, exact, out) =
                        (share(score.matched, expected), share(score.exact, items), share(score.out, expected));
                    table +=
                        &format!("{set:<20} {part:?} {items:>5} {expected:>8} {recall:>6.3} {exact:>6.3} {out:>6.3}\n");
                    if recall < least[at] || out > OUT_PER_EXPECTED {
                        short.push(format!("{set} {part:?}: recall {recall:.3} of {}, out {out:.3}", least[at]));
                    }
                }
                if !short.is_empty() {
                    wrong.push(format!("{}\n{}", short.join("\n"), failed.join("\n")));
                }
            }
        }
    }
    println!("{:<20} part items expected recall  exact    out\n{table}", "set");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
