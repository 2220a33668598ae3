//! `gormil verify`, `gormil diff` and run.json: what stands is found to hold, what was changed is found.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/run.rs"]
mod run;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use gormil::model::{Article, Verdict};
use gormil::read;
use gormil::report::{Options, write};
use gormil::verify::{Problem, Sources, verify};
use serde_json::{Value, json};
use tempfile::TempDir;

fn gormil(args: &[&str]) -> Command {
    let mut command = Command::cargo_bin("gormil").unwrap();
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("CLICOLOR").args(args);
    command
}

fn printed(command: &mut Command, status: i32) -> String {
    let run = command.assert().code(status);
    String::from_utf8(run.get_output().stdout.clone()).unwrap()
}

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Articles in two languages whose rows are of every kind, and the lines of their report.
struct Kept {
    articles: Vec<Article>,
    rows: Vec<Value>,
}

fn kept(input: &str) -> Kept {
    let inputs = [root(input)];
    let (articles, _) = read::articles(&inputs, &read::Options::default(), run::rules()).unwrap();
    let all = Options { include: Verdict::ALL.to_vec(), ..Options::default() };
    let lines = run::report(&inputs, &all).remove("findings.jsonl").unwrap();
    let rows = lines.split(|b| *b == b'\n').filter(|l| !l.is_empty()).map(|l| serde_json::from_slice(l).unwrap());
    Kept { articles, rows: rows.collect() }
}

/// What does not hold of these rows, findings.jsonl alone.
fn problems(articles: &[Article], rows: &[Value]) -> Vec<Problem> {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("findings.jsonl");
    fs::write(&path, rows.iter().map(|row| format!("{row}\n")).collect::<String>()).unwrap();
    let found = verify(&path, &Sources { articles, digests: &[], rules: run::rules() }).unwrap();
    assert_eq!(found.rows, rows.len());
    found.problems
}

/// Numbers that look random and are the same in every run. Source: Knuth, MMIX.
struct Counter(u64);

impl Counter {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }
}

/// The text with one character changed.
fn touched(text: &str, at: &mut Counter) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let place = at.below(letters.len());
    letters[place] = match letters[place] {
        '9' => '8',
        c if c.is_ascii_digit() => '9',
        'x' => 'y',
        _ => 'x',
    };
    letters.into_iter().collect()
}

/// Changes what stands at `pointer` in every row that has it, and returns the ids of those rows.
fn change(rows: &mut [Value], pointer: &str, at: &mut Counter) -> BTreeSet<String> {
    let mut ids = BTreeSet::new();
    for row in rows {
        let id = row["id"].as_str().unwrap().to_owned();
        let Some(own) = row.pointer_mut(pointer) else { continue };
        *own = match own {
            Value::String(text) if !text.is_empty() => Value::String(touched(text, at)),
            Value::Number(n) => n.as_u64().map_or_else(|| json!(n.as_f64().unwrap() + 1.0), |whole| json!(whole + 1)),
            _ => continue,
        };
        ids.insert(id);
    }
    ids
}

const CLUSTERS: [&str; 3] =
    ["samples/mill-roof", "tests/gold/open/plane_skid_en/articles", "tests/gold/held/bus_truck_bn/articles"];

#[test]
fn what_stands_in_a_report_holds() {
    for input in CLUSTERS {
        let Kept { articles, rows } = kept(input);
        assert!(rows.len() > 20, "a check that saw nothing must not pass");
        assert_eq!(problems(&articles, &rows), [], "{input}");
    }
}

#[test]
fn every_changed_character_of_a_sentence_or_value_is_found() {
    let mut at = Counter(7);
    for input in CLUSTERS {
        let Kept { articles, rows } = kept(input);
        let most = |side: &str| {
            let lengths = rows.iter().map(|r| r.pointer(&format!("/sides/{side}/statements")).unwrap());
            lengths.map(|s| s.as_array().unwrap().len()).max().unwrap()
        };
        let mut pointers = Vec::new();
        for side in ["0", "1"] {
            for field in ["text", "low", "high", "unit", "start", "end"] {
                pointers.push(format!("/sides/{side}/value/{field}"));
            }
            for statement in 0..most(side) {
                for field in ["sentence", "surface", "start", "end"] {
                    pointers.push(format!("/sides/{side}/statements/{statement}/{field}"));
                }
            }
        }
        pointers.extend(["/verdict".to_owned(), "/why".to_owned(), "/kind".to_owned()]);
        for pointer in pointers {
            let mut changed = rows.clone();
            let ids = change(&mut changed, &pointer, &mut at);
            let found: BTreeSet<String> = problems(&articles, &changed).into_iter().map(|p| p.id).collect();
            let missed: Vec<&String> = ids.difference(&found).collect();
            assert!(missed.is_empty(), "{input} {pointer}: {missed:?}");
        }
    }
}

/// A figure that is changed wherever a row has it is still not what the words give.
#[test]
fn a_figure_that_was_changed_throughout_is_found() {
    let Kept { articles, rows } = kept("samples/mill-roof");
    let mut wrong = Vec::new();
    for row in rows.iter().filter(|row| row["kind"] == "quantity") {
        let value = &row["sides"][0]["value"];
        let (Some(low), text) = (value["low"].as_u64(), value["text"].as_str().unwrap()) else { continue };
        let shown = text.replace(&low.to_string(), &(low + 1000).to_string());
        if value["high"] != value["low"] || shown == text {
            continue;
        }
        let mut row = row.clone();
        let step = format!("{} against {}", text, row["sides"][1]["value"]["text"].as_str().unwrap());
        for number in ["low", "high"] {
            row["sides"][0]["value"][number] = json!(low + 1000);
        }
        row["sides"][0]["value"]["text"] = json!(shown);
        for old in row["because"].as_array_mut().unwrap() {
            if old["before"] == step {
                old["before"] = json!(step.replacen(text, &shown, 1));
            }
        }
        wrong.push(row);
    }
    assert!(wrong.len() > 5, "a check that saw nothing must not pass");
    let found = problems(&articles, &wrong);
    for row in &wrong {
        let read = |p: &&Problem| p.id == row["id"].as_str().unwrap() && p.cause.contains("is not read as");
        assert!(found.iter().any(|p| read(&p)), "{row}");
    }
}

/// The sample in a folder of its own, and its report.
fn sample() -> (TempDir, PathBuf, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let (input, out) = (dir.path().join("in"), dir.path().join("report"));
    fs::create_dir(&input).unwrap();
    for (name, bytes) in run::files(&root("samples/mill-roof")) {
        fs::write(input.join(name), bytes).unwrap();
    }
    gormil(&["check", "--quiet"]).arg(&input).arg("--out").arg(&out).assert().success();
    (dir, input, out)
}

fn verified(out: &Path, input: &Path, status: i32) -> String {
    printed(gormil(&["verify"]).arg(out).arg(input), status)
}

fn replaced(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).unwrap();
    assert!(text.contains(from), "{from}");
    fs::write(path, text.replacen(from, to, 1)).unwrap();
}

#[test]
fn changes_of_sources_and_tables_are_found() {
    let (_dir, input, out) = sample();
    assert!(verified(&out, &input, 0).ends_with(" looked up: all holds\n"));
    // a reviewer's own cells are theirs
    let sheet = fs::read_to_string(out.join("findings.csv")).unwrap();
    let reviewed = sheet.replacen(",,,1,1\r\n", ",confirmed,asked both,1,1\r\n", 1);
    assert_ne!(reviewed, sheet);
    fs::write(out.join("findings.csv"), reviewed).unwrap();
    verified(&out, &input, 0);
    replaced(&out.join("findings.csv"), "1.00,", "0.89,");
    assert!(verified(&out, &input, 1).contains("findings.csv, row 2: `confidence` differs"));
    fs::write(out.join("findings.csv"), sheet).unwrap();

    // a byte that no row quotes is found by the record of the run, a quoted one without it
    let article = input.join("estuary_post.txt");
    let before = fs::read_to_string(&article).unwrap();
    fs::write(&article, format!("{before}\n")).unwrap();
    assert!(verified(&out, &input, 1).contains("-  estuary_post.txt: its bytes are not those"));
    fs::write(&article, &before).unwrap();
    fs::remove_file(out.join("run.json")).unwrap();
    replaced(&article, "manager, Showkat", "manager, Shawkat");
    let told = verified(&out, &input, 1);
    assert!(told.contains("estuary_post.txt:17: side "), "{told}");
    assert!(told.contains(": bytes 786..889 of the article are not the quoted"), "{told}");
    fs::remove_file(&article).unwrap();
    assert!(verified(&out, &input, 1).contains("no such article in the input"));
    assert_eq!(printed(gormil(&["verify", "no/such/report"]).arg(&input), 2), "");
}

#[test]
fn a_run_is_recorded() {
    let (_dir, input, out) = sample();
    let record = || -> Value { serde_json::from_slice(&fs::read(out.join("run.json")).unwrap()).unwrap() };
    let mut first = record();
    gormil(&["check", "--quiet", "--threads", "1"]).arg(&input).arg("--out").arg(&out).assert().success();
    let mut second = record();
    for name in ["milliseconds", "binary_sha256", "findings_sha256"] {
        // in the second report rows are known from the first
        assert!(
            first.as_object_mut().unwrap().remove(name).is_some()
                && second.as_object_mut().unwrap().remove(name).is_some()
        );
    }
    assert_eq!(first, second);
    let bytes = fs::read(input.join("polimati.txt")).unwrap();
    let digest = gormil::digest::of(bytes.as_slice()).unwrap();
    assert!(first["inputs"].as_array().unwrap().contains(&json!({"document": "polimati.txt", "sha256": digest})));
    assert_eq!(first["counts"]["articles"], 5);
    let lines = fs::read_to_string(out.join("findings.jsonl")).unwrap().lines().count();
    let found = first["counts"]["findings"].as_object().unwrap().values().map(|n| n.as_u64().unwrap()).sum::<u64>();
    assert_eq!(found, lines as u64);

    let rules = tempfile::tempdir().unwrap();
    fs::create_dir(rules.path().join("bn")).unwrap();
    let rule = "[[words]]\nid = \"bn/newsroom.boats\"\nclass = \"slot\"\nvalue = \"boats\"\nunit = \"count\"\n\
                words = [\"নৌকা সাগরে\"]\nwhy = \"Boats.\"\nfires = [{ text = \"৪০টি <<নৌকা সাগরে>>।\", value = \"boats\" }]\n\
                silent = [\"৪০টি নৌকা ঘাটে।\"]\n";
    fs::write(rules.path().join("bn/newsroom.toml"), rule).unwrap();
    let told = printed(gormil(&["verify"]).arg(&out).arg(&input).arg("--rules").arg(rules.path()), 1);
    assert!(told.contains("run.json: the report was made with other rules"), "{told}");
}

#[test]
fn two_reports_are_told_apart() {
    let (dir, input, old) = sample();
    let new = dir.path().join("new");
    gormil(&["check", "--quiet", "--include", "all"]).arg(&input).arg("--out").arg(&new).assert().success();
    let diff = |more: &[&str], status| printed(gormil(&["diff"]).arg(&old).arg(&new).args(more), status);
    let count = |dir: &Path| fs::read_to_string(dir.join("findings.jsonl")).unwrap().lines().count();
    let (same, more) = (count(&old), count(&new) - count(&old));
    assert!(more > 0, "a check that saw nothing must not pass");
    assert!(diff(&[], 1).ends_with(&format!("0 changed, {more} new, 0 gone, {same} the same\n")), "{}", diff(&[], 1));
    assert!(printed(gormil(&["diff"]).arg(&old).arg(old.join("findings.jsonl")), 0).starts_with("0 changed, 0 new"));

    let path = new.join("findings.jsonl");
    let lines = fs::read_to_string(&path).unwrap();
    let mut rows: Vec<Value> = lines.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    rows[0]["verdict"] = json!("update");
    rows[0]["sides"][1]["value"]["text"] = json!("=1+1");
    rows.remove(1);
    fs::write(&path, rows.iter().map(|row| format!("{row}\n")).collect::<String>()).unwrap();
    let told = diff(&[], 1);
    assert!(
        told.contains("verdict: contradiction -> update") && told.contains(&format!("1 changed, {more} new, 1 gone")),
        "{told}"
    );
    assert!(!told.contains('\u{1B}'));

    let sheet = dir.path().join("changes.csv");
    diff(&["--out", sheet.to_str().unwrap()], 1);
    let bytes = fs::read(&sheet).unwrap();
    assert_eq!(diff(&["--csv"], 1).as_bytes(), bytes);
    let cells = run::rows(&bytes);
    let of = |field: &str| cells.iter().find(|row| row["field"] == field).unwrap();
    assert_eq!((of("verdict")["old"].as_str(), of("verdict")["new"].as_str()), ("contradiction", "update"));
    assert_eq!(of("value_b")["new"], "'=1+1", "no formula");
    assert_eq!(cells.iter().filter(|row| row["change"] == "new").count(), more);
    printed(gormil(&["diff", "no/such/report"]).arg(&new), 2);
    assert!(printed(&mut gormil(&["diff", "--help"]), 0).contains("1 they differ"));
}

/// A report whose rows were written by the library alone has no run.json and verifies all the same.
#[test]
fn a_report_without_a_record_verifies() {
    let dir = tempfile::tempdir().unwrap();
    let inputs = [root("samples/mill-roof")];
    let outcome = gormil::check(&inputs, run::rules()).unwrap();
    write(&outcome, &Options::default(), dir.path()).unwrap();
    let sources = Sources { articles: &outcome.articles, digests: &[], rules: run::rules() };
    assert_eq!(verify(dir.path(), &sources).unwrap().problems, []);
}
