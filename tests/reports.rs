//! Whole reports: the kept one of the sample, the stories of `tests/cases`, the same bytes however they are asked for.
//!
//! `GORMIL_BLESS=1 cargo test --test reports` rewrites the kept report; nothing else does.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "support/case.rs"]
mod case;
#[path = "support/run.rs"]
mod run;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gormil::model::Verdict;
use gormil::report::Options;
use rayon::ThreadPoolBuilder;

use crate::run::{Report, files, report};

const FILES: [&str; 8] = [
    "claims.csv",
    "findings.csv",
    "findings.jsonl",
    "findings.xlsx",
    "gone.csv",
    "matrix.csv",
    "problems.csv",
    "report.html",
];

/// Those that are kept: the workbook is a picture of the others.
fn kept() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().filter(|name| *name != "findings.xlsx")
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn everything() -> Options {
    Options { include: Verdict::ALL.to_vec(), ..Options::default() }
}

#[test]
fn the_kept_report_of_the_sample_is_current() {
    let now = report(&[root("samples/mill-roof")], &Options::default());
    assert!(now.keys().eq(FILES), "{:?}", now.keys());
    let dir = root("reports/samples");
    if std::env::var_os("GORMIL_BLESS").is_some_and(|v| v == "1") {
        fs::create_dir_all(&dir).unwrap();
        kept().for_each(|name| fs::write(dir.join(name), &now[name]).unwrap());
    }
    let kept_now = files(&dir);
    assert!(kept_now.keys().map(String::as_str).eq(kept()), "no test reads all of these: {:?}", kept_now.keys());
    let differences: Vec<String> = kept().filter_map(|name| difference(name, &kept_now, &now)).collect();
    let help = "if the change is meant: GORMIL_BLESS=1 cargo test --test reports";
    assert!(differences.is_empty(), "{}\n{help}", differences.join("\n"));
}

/// Blessing the kept report must not let a contradiction in that samples/README.md does not list.
#[test]
fn the_sample_holds_no_contradiction_but_those_planted() {
    let now = report(&[root("samples/mill-roof")], &Options::default());
    let rows = String::from_utf8_lossy(&now["findings.jsonl"]).into_owned();
    let contradictions: Vec<serde_json::Value> = rows
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .filter(|row: &serde_json::Value| row["verdict"] == "contradiction")
        .collect();
    let planted = |row: &serde_json::Value| match row["kind"].as_str() {
        Some("quantity") => row["slot"] == "killed",
        Some("role" | "polarity") => true,
        _ => false,
    };
    assert!(contradictions.iter().any(|row| row["slot"] == "killed"), "the planted one is missing");
    // the toll of the first afternoon is told twice by both
    assert!(contradictions.len() <= 4 && contradictions.iter().all(planted), "{contradictions:#?}");
}

/// The first line in which a file of two reports differs.
fn difference(name: &str, kept: &Report, now: &Report) -> Option<String> {
    let (kept, now) = (kept.get(name)?, now.get(name)?);
    let line = |bytes: &[u8], at: usize| {
        let line = bytes.split(|b| *b == b'\n').nth(at);
        line.map_or_else(|| "nothing".to_owned(), |l| String::from_utf8_lossy(l).into_owned())
    };
    let lines = kept.len().max(now.len()) + 1;
    let at = (0..lines).find(|at| kept != now && line(kept, *at) != line(now, *at))?;
    Some(format!("reports/samples/{name}:{}\n  kept: {}\n  now:  {}", at + 1, line(kept, at), line(now, at)))
}

#[test]
fn every_story_is_told_as_expected() {
    let cases = case::all(&root("tests/cases"));
    assert!(!cases.is_empty(), "a check that saw nothing must not pass");
    let mut failed = Vec::new();
    for case in &cases {
        let wrong = case.wrong(&run::rows(&report(&[case.articles()], &everything())["findings.csv"]));
        match (&case.known, wrong.is_empty()) {
            (None, true) => {}
            (None, false) => failed.extend(wrong),
            (Some(known), false) => println!("known: {}: {known}\n{}", case.name, wrong.join("\n")),
            (Some(_), true) => println!("{}: passes by now, `known` can go from its note", case.name),
        }
    }
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let on = |threads| {
        let pool = ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| report(&[root("samples/mill-roof")], &everything()))
    };
    let one = on(1);
    assert!(one.keys().eq(FILES));
    for threads in [2, 8] {
        let many = on(threads);
        let differences: Vec<String> = FILES.iter().filter_map(|name| difference(name, &one, &many)).collect();
        assert!(differences.is_empty(), "{threads} threads:\n{}", differences.join("\n"));
    }
}

#[test]
fn any_order_of_inputs_gives_the_same_bytes() {
    let folder = root("samples/mill-roof");
    let sorted: Vec<PathBuf> = files(&folder).keys().map(|name| folder.join(name)).collect();
    let whole = report(&[folder], &everything());
    let turned = |by: usize| [&sorted[by..], &sorted[..by]].concat();
    let crossed: Vec<PathBuf> = sorted.iter().step_by(2).chain(sorted.iter().skip(1).step_by(2)).cloned().collect();
    let reversed: Vec<PathBuf> = sorted.iter().rev().cloned().collect();
    let orders = BTreeSet::from([turned(0), turned(1), turned(3), crossed, reversed]);
    assert_eq!(orders.len(), 5);
    for order in orders {
        let now = report(&order, &everything());
        let differences: Vec<String> = FILES.iter().filter_map(|name| difference(name, &whole, &now)).collect();
        assert!(differences.is_empty(), "{order:?}:\n{}", differences.join("\n"));
    }
}
