//! The command line: exit status, streams, files.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use tempfile::TempDir;

const FILES: [&str; 9] = [
    "claims.csv",
    "findings.csv",
    "findings.jsonl",
    "findings.xlsx",
    "gone.csv",
    "matrix.csv",
    "problems.csv",
    "report.html",
    "run.json",
];

fn gormil() -> Command {
    let mut command = Command::cargo_bin("gormil").unwrap();
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").env_remove("CLICOLOR");
    command
}

/// Two invented outlets on one invented fire.
fn two_articles() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let article = |name: &str, dead: u32| {
        let text = format!(
            "Fire at Borgan jute mill\n\n2 May 2031\n\nA fire at the Borgan jute mill killed {dead} workers on Friday.\n"
        );
        fs::write(dir.path().join(name), text).unwrap();
    };
    article("the-lantern.txt", 12);
    article("river-post.txt", 15);
    dir
}

fn files(dir: &Path) -> Vec<String> {
    let entries = fs::read_dir(dir).into_iter().flatten();
    let mut names: Vec<String> = entries.map(|e| e.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

fn stdout(command: &mut Command) -> String {
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn help_names_every_task_and_shows_examples() {
    let help = stdout(gormil().arg("--help"));
    for word in ["check", "extract", "--color", "Examples:"] {
        assert!(help.contains(word), "{word} is missing:\n{help}");
    }
    for task in ["check", "extract", "explain"] {
        let help = stdout(gormil().args([task, "--help"]));
        assert!(help.contains("Examples:") && help.contains("--rules"), "{help}");
    }
    gormil().arg("--version").assert().success();
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    for args in [
        &["check"][..],
        &["check", "x"],
        &["check", "x", "--out", "y", "--fail-on", "nonsense"],
        &["check", "x", "--out", "y", "--threads", "0"],
        &["nonsense"],
        &[],
    ] {
        gormil().args(args).assert().code(2);
    }
}

#[test]
fn an_input_that_is_not_there_is_named() {
    let dir = tempfile::tempdir().unwrap();
    let out = dir.path().join("report");
    let run = gormil().args(["check", "no/such/folder", "--out"]).arg(&out).assert().code(2);
    let err = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert!(err.starts_with("error[E101]: ") && err.contains("no/such/folder") && err.contains("help: "), "{err}");
    assert!(run.get_output().stdout.is_empty());
    assert!(!out.exists());
}

#[test]
fn an_empty_folder_is_nothing_readable() {
    let dir = tempfile::tempdir().unwrap();
    let (input, out) = (dir.path().join("in"), dir.path().join("report"));
    fs::create_dir(&input).unwrap();
    let run = gormil().arg("check").arg(&input).arg("--out").arg(&out).assert().code(4);
    let err = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert!(err.starts_with("error[E102]: "), "{err}");
}

#[test]
fn a_report_that_stands_is_left_when_nothing_can_be_read() {
    let dir = two_articles();
    let (input, out) = (dir.path().join("empty"), dir.path().join("report"));
    fs::create_dir(&input).unwrap();
    gormil().arg("check").arg(dir.path()).arg("--out").arg(&out).assert().success();
    let before = fs::read(out.join("claims.csv")).unwrap();
    gormil().arg("check").arg(&input).arg("--out").arg(&out).assert().code(4);
    assert_eq!(fs::read(out.join("claims.csv")).unwrap(), before);
}

#[test]
fn a_run_leaves_all_tables_and_a_summary() {
    let dir = two_articles();
    let out = dir.path().join("made/report");
    let run = gormil().arg("check").arg(dir.path()).arg("--out").arg(&out).assert().success();
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    assert!(text.starts_with("2 articles read, "), "{text}");
    assert!(text.contains(&format!("spreadsheet: {}", out.join("findings.csv").display())), "{text}");
    assert!(!text.contains('\u{1B}'), "colours only on a terminal");
    assert!(text.lines().count() <= 24, "fits a screen:\n{text}");
    assert!(run.get_output().stderr.is_empty());
    assert_eq!(files(&out), FILES);
    for name in FILES {
        let text = String::from_utf8_lossy(&fs::read(out.join(name)).unwrap()).into_owned();
        assert!(!text.contains(&*dir.path().to_string_lossy()), "{name} holds an absolute path");
    }
}

#[test]
fn quiet_prints_nothing_and_colours_can_be_forced() {
    let dir = two_articles();
    let out = dir.path().join("report");
    let run = |more: &[&str]| {
        stdout(gormil().arg("check").arg(dir.path()).arg("--out").arg(&out).args(more).env("NO_COLOR", "1"))
    };
    assert_eq!(run(&["--quiet"]), "");
    assert!(run(&["--color", "always"]).contains('\u{1B}'));
    assert!(!run(&["--color", "auto"]).contains('\u{1B}'));
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let dir = two_articles();
    let report = |threads: &str| {
        let out = tempfile::tempdir().unwrap();
        let mut run = gormil();
        run.arg("check").arg(dir.path()).arg("--out").arg(out.path()).args(["--threads", threads, "--include", "all"]);
        run.assert().success();
        // run.json holds times
        FILES.map(|name| if name == "run.json" { Vec::new() } else { fs::read(out.path().join(name)).unwrap() })
    };
    assert_eq!(report("1"), report("4"));
}

#[test]
fn fail_on_counts_findings_at_or_above() {
    let dir = two_articles();
    let out = dir.path().join("report");
    let run = |verdict: &str| {
        let mut command = gormil();
        command.arg("check").arg(dir.path()).arg("--out").arg(&out).args(["--fail-on", verdict]).arg("--include");
        command.arg("all").output().unwrap().status.code().unwrap()
    };
    let codes = ["contradiction", "update", "reconciled", "compatible", "agrees"].map(run);
    let findings = fs::read_to_string(out.join("findings.jsonl")).unwrap();
    let expected = |verdict: &str| i32::from(findings.contains(&format!("\"verdict\":\"{verdict}\"")));
    assert_eq!(codes[0], expected("contradiction"));
    assert_eq!(codes[4], i32::from(!findings.is_empty()));
    assert!(codes.is_sorted(), "each one asks for more than the one before: {codes:?}");
}

#[test]
fn a_refused_input_ends_with_3_and_stands_in_the_problems() {
    let dir = two_articles();
    fs::write(dir.path().join("broken.txt"), b"\x00\x01\x02\xFF\xFE\x00\x00").unwrap();
    let out = dir.path().join("report");
    let run = gormil().arg("check").arg(dir.path()).arg("--out").arg(&out).assert().code(3);
    assert!(String::from_utf8_lossy(&run.get_output().stdout).contains("1 input refused"));
    assert!(fs::read_to_string(out.join("problems.csv")).unwrap().contains("broken.txt"));
    assert_eq!(files(&out), FILES);
}

#[test]
fn a_place_that_cannot_be_written_is_named() {
    let dir = two_articles();
    let file = dir.path().join("taken");
    fs::write(&file, "a file, no folder").unwrap();
    let run = gormil().arg("check").arg(dir.path()).arg("--out").arg(&file).assert().code(2);
    let err = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    assert!(err.starts_with("error[E301]: "), "{err}");
}

#[test]
fn extract_answers_every_line_in_order() {
    let input = "\u{FEFF}{\"id\": \"a\", \"lang\": \"en\", \"text\": \"At least 40.\", \"reference_date\": null}\n\n\
                 {\"id\": 7, \"lang\": null, \"text\": \"\", \"reference_date\": \"2031-05-02\"}\r\n\
                 {\"id\": \"c\", \"text\": \"x\"}";
    let run = gormil().arg("extract").write_stdin(input).assert().success();
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let ids: Vec<String> = lines.iter().map(|line| line["id"].to_string()).collect();
    assert_eq!(ids, ["\"a\"", "7", "\"c\""]);
    for line in &lines {
        let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
        assert_eq!(keys, ["id", "lang", "sentences", "quantities", "dates", "durations"]);
    }
    assert_eq!(lines[0]["lang"], "en");
}

#[test]
fn extract_refuses_a_bad_line_and_goes_on() {
    let input = b"{\"id\": 1, \"text\": \"x\"}\nnonsense\n{\"id\": 3}\n{\"id\": 4, \"text\": \"x\", \"reference_date\": \"May\"}\n\xFF\n{\"id\": 6, \"text\": \"x\"}\n";
    let run = gormil().arg("extract").write_stdin(&input[..]).assert().code(3);
    let text = String::from_utf8(run.get_output().stdout.clone()).unwrap();
    let lines: Vec<serde_json::Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let bad: Vec<bool> = lines.iter().map(|line| line.get("error").is_some()).collect();
    assert_eq!(bad, [false, true, true, true, true, false]);
    assert!(lines[1]["id"].is_null());
    let err = String::from_utf8(run.get_output().stderr.clone()).unwrap();
    let places: Vec<&str> = err.lines().filter_map(|line| line.split(": ").next()).collect();
    assert_eq!(places, ["standard input:2", "standard input:3", "standard input:4", "standard input:5"]);
}

#[test]
fn extract_keeps_the_order_of_many_lines() {
    let input: String = (0..3000).map(|i| format!("{{\"id\": {i}, \"text\": \"x\"}}\n")).collect();
    let text = stdout(gormil().arg("extract").args(["--threads", "3"]).write_stdin(input));
    assert_eq!(text.lines().count(), 3000);
    assert!((0..).zip(text.lines()).all(|(i, line): (u32, _)| line.starts_with(&format!("{{\"id\":{i},"))));
}

#[cfg(unix)]
#[test]
fn a_reader_that_stops_early_is_no_error() {
    use std::io::Write;
    use std::process::{Command, Stdio};
    let mut child = Command::new(assert_cmd::cargo::cargo_bin("gormil"))
        .arg("extract")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut input = child.stdin.take().unwrap();
    let _ = (0..5000).try_for_each(|i| writeln!(input, "{{\"id\": {i}, \"text\": \"x\"}}"));
    drop(input);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}
