//! The seed articles against the truth beside them: figures and dates, publication dates, pairs of statements.
//! Skips, and says so, where they are not there.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "support/gold.rs"]
mod gold;
#[path = "support/run.rs"]
mod run;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use gormil::model::{How, Verdict};
use gormil::report::Options;
use gormil::single::{Extracted, extract_text};
use serde_json::{Number, Value};

use crate::run::{report, rules};

const SHARE_OF_FACTS: usize = 95;

/// The folder of the articles and that of the truth.
fn shared() -> Option<(PathBuf, PathBuf)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared");
    let both = (root.join("seeds"), root.join("seeds-gold"));
    let there = both.0.is_dir() && both.1.is_dir();
    if !there {
        println!("skipped: {} is not there", both.1.display());
    }
    there.then_some(both)
}

fn lines(path: &Path) -> Vec<Value> {
    let rows: Vec<Value> =
        fs::read_to_string(path).unwrap().lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    assert!(!rows.is_empty(), "{} is empty", path.display());
    rows
}

fn text<'v>(row: &'v Value, field: &str) -> &'v str {
    row[field].as_str().unwrap_or_default()
}

/// One thing that was found: kind, first byte, one past the last, its value or interval, its unit.
struct Found {
    kind: &'static str,
    start: usize,
    end: usize,
    value: String,
    unit: String,
}

fn found(all: &Extracted) -> Vec<Found> {
    let end = |n: &Option<Number>| n.as_ref().map(|n| gold::number(&n.to_string())).unwrap_or_default();
    let span = |low: &Option<Number>, high: &Option<Number>| gold::interval(&end(low), &end(high));
    let mut out = Vec::new();
    for q in &all.quantities {
        let unit = q.unit.clone().unwrap_or_default();
        out.push(Found { kind: "quantity", start: q.start, end: q.end, value: span(&q.low, &q.high), unit });
    }
    for d in &all.dates {
        let day = |day: &Option<String>| day.clone().unwrap_or_default();
        let value = format!("{}/{}", day(&d.from), day(&d.to));
        out.push(Found { kind: "date", start: d.start, end: d.end, value, unit: String::new() });
    }
    for d in &all.durations {
        let (value, unit) = (span(&d.low, &d.high), d.unit.clone());
        out.push(Found { kind: "duration", start: d.start, end: d.end, value, unit });
    }
    out
}

/// The values that are right for a fact: intervals of days for dates, of numbers for the rest.
fn accepted(fact: &Value) -> Vec<String> {
    let value = text(fact, "value");
    let more = fact["also_accept"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned);
    let own = match text(fact, "kind") {
        "date" | "time" | "since" => match fact["interval"].as_str() {
            Some(days) => days.to_owned(),
            None => format!("{0}/{0}", value.split('T').next().unwrap_or_default()),
        },
        _ => {
            let scale = if text(fact, "unit") == "decade" { 10.0 } else { 1.0 };
            gold::scaled(value, scale)
        }
    };
    std::iter::once(own).chain(more).collect()
}

fn is_right(fact: &Value, found: &Found) -> bool {
    let kind = match text(fact, "kind") {
        "quantity" => "quantity",
        "duration" => "duration",
        _ => "date",
    };
    let unit = text(fact, "unit").replace("decade", "year");
    kind == found.kind && accepted(fact).contains(&found.value) && (kind != "duration" || unit == found.unit)
}

#[test]
fn facts_are_read_and_traps_are_not() {
    let Some((_, gold)) = shared() else { return };
    let published: BTreeMap<String, jiff::civil::Date> = lines(&gold.join("documents.jsonl"))
        .iter()
        .map(|d| (text(d, "file").to_owned(), text(&d["published"], "value").parse().unwrap()))
        .collect();
    let sentences: BTreeMap<(String, u64), String> = lines(&gold.join("sentences.jsonl"))
        .iter()
        .flat_map(|d| d["sentences"].as_array().unwrap().iter().map(|s| (text(d, "file").to_owned(), s)))
        .map(|(file, s)| ((file, s["i"].as_u64().unwrap()), text(s, "text").to_owned()))
        .collect();
    let (mut right, mut all, mut traps, mut missed, mut caught) = (0, 0, 0, Vec::new(), Vec::new());
    for fact in lines(&gold.join("facts.jsonl")) {
        let key = (text(&fact, "file").to_owned(), fact["sentence"].as_u64().unwrap());
        let sentence = &sentences[&key];
        let byte = |point: &Value| sentence.chars().take(point.as_u64().unwrap() as usize).map(char::len_utf8).sum();
        let (start, end): (usize, usize) = (byte(&fact["start"]), byte(&fact["end"]));
        assert_eq!(sentence.get(start..end), fact["surface"].as_str());
        let extracted = extract_text(sentence, Some("bn"), Some(published[&key.0]), rules());
        let here: Vec<Found> = found(&extracted).into_iter().filter(|f| f.start < end && start < f.end).collect();
        let seen: Vec<String> = here.iter().map(|f| format!("{} {} {}", f.kind, f.value, f.unit)).collect();
        let line = format!("{}:{} {} {} {seen:?}", key.0, key.1, text(&fact, "surface"), fact["value"]);
        match text(&fact, "kind") {
            "trap" => {
                traps += 1;
                caught.extend((!here.is_empty()).then_some(line));
            }
            "quantity" if fact["value"] == "1" => {}
            "date" | "duration" | "since" | "time" | "quantity" if !fact["value"].is_null() => {
                all += 1;
                let hit = here.iter().any(|f| is_right(&fact, f));
                right += usize::from(hit);
                missed.extend((!hit).then_some(line));
            }
            _ => {}
        }
    }
    println!("facts: {right} of {all}; traps: {} of {traps}\n{}", caught.len(), missed.join("\n"));
    assert!(traps > 0 && caught.is_empty(), "traps:\n{}", caught.join("\n"));
    assert!(all > 0 && right * 100 >= all * SHARE_OF_FACTS, "{right} of {all} facts:\n{}", missed.join("\n"));
}

#[test]
fn publication_dates_are_known_and_so_is_how() {
    let Some((seeds, gold)) = shared() else { return };
    let outcome = gormil::check(&[seeds], rules()).unwrap();
    let mut wrong = Vec::new();
    for document in lines(&gold.join("documents.jsonl")) {
        let at = outcome.articles.iter().position(|a| a.document == text(&document, "file")).unwrap();
        let found = &outcome.published[at];
        let how = match found.how {
            How::Stated => "stated",
            How::Inferred => "inferred",
            How::Given => "given",
            How::Unknown => "unknown",
        };
        let have = (found.at.map(|m| m.day.to_string()).unwrap_or_default(), how);
        let want = (text(&document["published"], "value").to_owned(), text(&document["published"], "how"));
        if have != want {
            wrong.push(format!("{}: {want:?} but {have:?}", text(&document, "file")));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn core_pairs_are_found_and_no_contradiction_is_made_up() {
    let Some((seeds, gold)) = shared() else { return };
    let files = report(&[seeds], &Options { include: Verdict::ALL.to_vec(), ..Options::default() });
    let predicted = gold::predicted(&String::from_utf8_lossy(&files["findings.jsonl"]));
    let pairs = lines(&gold.join("pairs.jsonl"));
    let accepts = |pair: &Value, verdict: &str| {
        pair["verdict"] == verdict || pair["also_accept"].as_array().is_some_and(|v| v.iter().any(|v| v == verdict))
    };
    let mut wrong = Vec::new();
    let (mut met, mut all) = (0, 0);
    for pair in pairs.iter().filter(|p| p["tier"] == "core" && p["verdict"] != "unrelated") {
        let said: Vec<&str> = predicted.iter().filter(|p| gold::meets(pair, p)).map(|p| p.verdict.as_str()).collect();
        all += 1;
        if said.iter().any(|verdict| accepts(pair, verdict)) {
            met += 1;
        } else {
            let [a, b] = ["a", "b"].map(|side| text(&pair[side], "quote"));
            wrong.push(format!("{} {} {}: {said:?}\n  {a}\n  {b}", pair["id"], pair["kind"], pair["verdict"]));
        }
    }
    for p in predicted.iter().filter(|p| p.verdict == "contradiction") {
        if !pairs.iter().any(|pair| accepts(pair, "contradiction") && gold::meets(pair, p)) {
            wrong.push(format!("made up: {} {} | {}\n  {}\n  {}", p.kind, p.values[0], p.values[1], p.a(), p.b()));
        }
    }
    println!("core pairs: {met} of {all}");
    assert!(all > 0 && wrong.is_empty(), "{met} of {all} core pairs\n{}", wrong.join("\n"));
}
