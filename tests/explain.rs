//! `gormil explain`: a finding of the sample, two sentences that make a row, two that do not, ids that are not there.
#![allow(missing_docs, clippy::unwrap_used)]

use std::path::Path;
use std::sync::OnceLock;

use assert_cmd::Command;
use tempfile::TempDir;

/// Columns of a line.
const WIDTH: usize = 100;

fn gormil(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("gormil").unwrap();
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("CLICOLOR");
    command.current_dir(env!("CARGO_MANIFEST_DIR")).arg("explain").args(args);
    command
}

fn told(args: &[&str]) -> String {
    let run = gormil(args).assert().success();
    assert!(run.get_output().stderr.is_empty());
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

fn refused(args: &[&str]) -> String {
    let run = gormil(args).assert().code(2);
    assert!(run.get_output().stdout.is_empty());
    String::from_utf8(run.get_output().stderr.clone()).unwrap()
}

/// Every one of `pieces`, in this order.
fn in_order(text: &str, pieces: &[&str]) {
    let mut at = 0;
    for piece in pieces {
        let found = text[at..].find(piece);
        assert!(found.is_some(), "`{piece}` is missing or out of order:\n{text}");
        at += found.unwrap() + piece.len();
    }
}

/// The folder of a report on the sample, made once.
fn report() -> &'static str {
    static REPORT: OnceLock<(TempDir, String)> = OnceLock::new();
    let made = REPORT.get_or_init(|| {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().to_string_lossy().into_owned();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/mill-roof");
        let mut check = Command::cargo_bin("gormil").unwrap();
        check.arg("check").arg(sample).args(["--quiet", "--out"]).arg(dir.path()).assert().success();
        (dir, path)
    });
    &made.1
}

/// A finding of the report on the sample.
fn kept(verdict: &str, slot: &str) -> serde_json::Value {
    let rows = std::fs::read_to_string(Path::new(report()).join("findings.jsonl")).unwrap();
    let mut rows = rows.lines().map(|l| serde_json::from_str::<serde_json::Value>(l).unwrap());
    rows.find(|row| row["verdict"] == verdict && row["slot"] == slot).expect("the sample has such a row")
}

#[test]
fn a_finding_is_told_with_its_steps() {
    let row = kept("update", "rescued");
    let id = row["id"].as_str().unwrap();
    let text = told(&[id, "--report", report()]);
    in_order(
        &text,
        &[
            &format!("{id}  update (later_report), confidence 0."),
            row["explanation"].as_str().unwrap().split(';').next().unwrap(),
            "slot rescued, kind quantity",
            "\nA  31\n",
            "খবরের উঠান, 2026-05-12T14:35",
            "[[৩১ জনকে]]",
            "extract    ",
            "(bn/units.",
            "normalise  ৩১ জনকে -> 31",
            "-> slot rescued  (bn/slots/",
            "\nB  38\n",
            "জলছাপ, 2026-05-13T09:40, jolchhap.txt:",
            "[[৩৮",
            "also given by The Estuary Post",
            "Why they are held together",
            "similar    ",
            "-> one event",
            "group      bias             1.00 \u{d7} ",
            "where the model starts from",
            "how near the values of one slot are",
            "pairing.models.quantity_differ -> sure 0.",
            "What the two come to",
            "compare    31 against 38 -> update: later_report  (compare.rescued)",
            "update asks for 0.",
            "-> enough for a row",
        ],
    );
    let long = text.lines().find(|l| !l.contains("https://") && l.chars().filter(|c| c.is_ascii()).count() > WIDTH);
    assert!(long.is_none(), "{long:?}");
}

#[test]
fn the_steps_stand_at_the_end_of_each_line() {
    let row = kept("update", "rescued");
    assert_eq!(row.as_object().unwrap().keys().rev().nth(2).map(String::as_str), Some("because"));
    let steps = row["because"].as_array().unwrap();
    let keys: Vec<&String> = steps[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["stage", "rule", "before", "after", "side"]);
    let stages: Vec<&str> = steps.iter().map(|s| s["stage"].as_str().unwrap()).collect();
    for stage in ["extract", "normalise", "similar", "group", "compare"] {
        assert!(stages.contains(&stage), "{stages:?}");
    }
    assert!(steps.iter().any(|s| s["side"] == "a") && steps.iter().any(|s| s["side"] == "b"));
    let features = steps.iter().filter(|s| s["before"].as_str().unwrap().contains(" \u{d7} ")).count();
    assert!((3..=7).contains(&features), "{features}");
}

#[test]
fn the_words_are_marked_by_style_where_there_are_colours() {
    let row = kept("update", "rescued");
    let text = told(&[row["id"].as_str().unwrap(), "--report", report(), "--color", "always"]);
    assert!(text.contains('\u{1b}') && !text.contains("[["), "{text}");
}

#[test]
fn the_beginning_of_an_id_is_enough_and_one_that_is_not_there_is_refused_with_near_ones() {
    let row = kept("update", "rescued");
    let id = row["id"].as_str().unwrap();
    assert!(told(&[&id[..9], "--report", report()]).starts_with(id));
    assert!(told(&[&id[2..], "--report", report()]).starts_with(id));
    let wrong = format!("{}!", &id[..11]);
    let err = refused(&[&wrong, "--report", report()]);
    in_order(&err, &[&format!("error[E103]: no finding `{wrong}`"), "help: near it: ", id, "findings.csv"]);
    let err = refused(&["f-", "--report", report()]);
    in_order(&err, &["findings begin with `f-`", "write more of it: f-", "more"]);
}

#[test]
fn a_report_that_is_not_there_is_named_with_the_way_to_it() {
    let dir = tempfile::tempdir().unwrap();
    let err = refused(&["f-1", "--report", &dir.path().join("none").to_string_lossy()]);
    in_order(&err, &["error[E103]: no report in ", "none", "gormil check INPUT --out"]);
    let err = refused(&["Only one sentence."]);
    assert!(err.contains("nothing to be held against"), "{err}");
    assert!(refused(&["f-1", "--on-a", "2031-05-02"]).contains("belong to two sentences"));
    assert!(refused(&["A.", "B.", "--on-a", "in May"]).contains("2025-01-31"));
}

#[test]
fn two_sentences_that_make_a_row() {
    let a = "A fire at the Borgan jute mill killed 12 workers.";
    let b = "The fire at the Borgan jute mill killed 15 workers, police said.";
    let text = told(&[a, b]);
    in_order(
        &text,
        &[
            "on one event (assumed)",
            "A  published 2025-01-01 (assumed)",
            "killed [[12 workers]].",
            "A1  12 person: quantity, slot killed, scope the whole",
            "-> unit: person  (en/units.persons)",
            "B  published 2025-01-01 (assumed)",
            "B1  15 person: quantity, slot killed",
            "A1 and B1  sure 0.",
            ": contradiction (value_differs)",
            "A gives 12, B gives 15",
            "assumed to report one event",
            "how near the values of one slot are",
            "compare    12 against 15 -> contradiction: value_differs  (compare.killed)",
            "No pairs",
            "the values are of different kinds",
            "The two make 1 row: contradiction (value_differs)",
        ],
    );
    let later = told(&[a, b, "--on-a", "2031-05-02", "--on-b", "2031-05-03T09:30"]);
    in_order(&later, &["A  published 2031-05-02\n", "B  published 2031-05-03T09:30\n", "update (later_report)"]);
}

#[test]
fn two_sentences_that_make_none() {
    let text = told(&["The road is 12 kilometres long.", "The bridge cost Tk 40 crore."]);
    in_order(
        &text,
        &[
            "A1  12 kilometre: quantity",
            "B1  400000000 taka: quantity",
            "No pairs",
            "A1-B1: the units measure different things",
            "The two make no row.",
        ],
    );
    // weighed, and not sure enough
    let text = told(&["A clinic treated 40 patients.", "Two courts heard 9 witnesses near Borgan."]);
    in_order(
        &text,
        &["A1 and B", "no row; it would be contradiction (value_differs), which asks for 0.", "make no row"],
    );
}
