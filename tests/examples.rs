//! Every example in the help of a task is a command line that runs, as it stands, on the sample.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

const ARTICLE: &str = "{\"outlet\": \"Lagoon Post\", \"url\": \"https://lagoon.example/1\", \"published\": \"2031-05-02\", \
                       \"title\": \"Fire at Borgan mill\", \"text\": \"A fire at the Borgan mill killed 12 workers on Friday.\"}\n";
const RULES: &str = "[[slot]]\nid = \"compare.killed\"\nslot = \"killed\"\nchange = \"fixed\"\nunit = \"person\"\nwhy = \"A test.\"\n\
    fires = [{ a = \"Fire killed 5 workers.\", b = \"Fire killed 7 workers.\", on_a = \"2025-03-01\", on_b = \"2025-03-02\", verdict = \"contradiction\" }]\n\
    silent = [{ a = \"Fire killed 5 workers.\", b = \"Fire killed 7 workers.\", on_a = \"2025-03-01\", on_b = \"2025-03-02\", verdict = \"update\" }]\n";

fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// A folder with all that examples name.
fn place() -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    let at = |name: &str| dir.path().join(name);
    let put = |name: &str, bytes: &[u8]| {
        fs::create_dir_all(at(name).parent().unwrap()).unwrap();
        fs::write(at(name), bytes).unwrap();
    };
    copy(&root("samples/mill-roof"), &at("stories"));
    put("dump.jsonl", ARTICLE.as_bytes());
    put("page.html", &fs::read(root("samples/mill-roof/khoborer_uthan.html")).unwrap());
    put(
        "export.csv",
        b"Paper,Body\nLagoon Post,\"Borgan mill\n\n2 May 2031\n\nA fire at the Borgan mill killed 12.\"\n",
    );
    put("crawl.warc.gz", &fs::read(root("tests/formats/dumps/warc/crawl.warc.gz")).unwrap());
    put("sentences.jsonl", b"{\"id\": 1, \"text\": \"At least 40.\"}\n");
    for folder in ["our-rules", "our-rules-tomorrow"] {
        put(&format!("{folder}/compare.toml"), RULES.as_bytes());
    }
    fs::create_dir_all(at("rules")).unwrap();
    let clusters: Vec<PathBuf> = fs::read_dir(root("tests/gold/open")).unwrap().map(|e| e.unwrap().path()).collect();
    let least = clusters.iter().min().unwrap();
    for folder in ["labelled", "more-labelled"] {
        copy(least, &at(folder).join("one"));
    }
    // a manual is shown by a program that may not be here
    put("bin/man", b"#!/bin/sh\ncat > /dev/null\n");
    fs::set_permissions(at("bin/man"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    for folder in
        [".local/share/bash-completion/completions", ".zfunc", ".config/fish/completions", ".local/share/man/man1"]
    {
        fs::create_dir_all(at(folder)).unwrap();
    }
    for report in ["reports/yesterday", "reports/today", "reports/cyclone"] {
        assert!(sh(&dir, &format!("gormil check stories/ --out {report}")).status.success());
    }
    let sheet = fs::read_to_string(at("reports/today/findings.csv")).unwrap();
    assert!(sheet.contains("contradiction"));
    let reviewed: String = sheet
        .split_inclusive("\r\n")
        .map(|line| if line.contains(",contradiction,") { decided(line) } else { line.to_owned() })
        .collect();
    put("reports/today/findings.csv", reviewed.as_bytes());
    fs::remove_file(at("reports/today/findings.xlsx")).unwrap();
    copy(&at("reports"), &at("kept"));
    put("reviewed.xlsx", reviewed.as_bytes()); // told by its content
    dir
}

/// A row of findings.csv with a reviewer's verdict: the last cells are verdict, note and two counts.
fn decided(line: &str) -> String {
    let cells: Vec<&str> = line.trim_end().rsplitn(5, ',').collect();
    format!("{},confirmed,{},{},{}\r\n", cells[4], cells[2], cells[1], cells[0])
}

fn sh(dir: &TempDir, line: &str) -> Output {
    let program = assert_cmd::cargo::cargo_bin("gormil");
    let path = std::env::join_paths(
        [dir.path().join("bin"), program.parent().unwrap().to_owned()]
            .into_iter()
            .chain(std::env::split_paths(&std::env::var_os("PATH").unwrap())),
    );
    let mut command = Command::new("sh");
    command.args(["-c", line]).current_dir(dir.path()).env("PATH", path.unwrap()).env("HOME", dir.path());
    command.env_remove("XDG_CONFIG_HOME").output().unwrap()
}

/// The command lines under `Examples:` in the help of `task`, without the words behind them.
fn examples(dir: &TempDir, task: &str) -> Vec<String> {
    let help = String::from_utf8(sh(dir, &format!("COLUMNS=400 gormil {task} --help")).stdout).unwrap();
    let after = help.split("Examples:\n").nth(1).unwrap_or_else(|| panic!("no examples for {task}:\n{help}"));
    let lines = after.lines().take_while(|line| line.starts_with("  ")).map(str::trim);
    lines.map(|line| line.split("  ").next().unwrap().trim().to_owned()).collect()
}

#[test]
fn every_example_runs() {
    let dir = place();
    let tasks = [
        "",
        "check",
        "extract",
        "inspect",
        "pairs",
        "explain",
        "diff",
        "verify",
        "eval",
        "fit",
        "rules",
        "rules diff",
        "rules from-review",
        "completions",
        "man",
    ];
    let mut seen = 0;
    for task in tasks {
        let lines = examples(&dir, task);
        assert!(!lines.is_empty(), "no example for {task}");
        for line in lines {
            for made in ["labelled/mill-roof", "labelled/today", "reports"] {
                let _ = fs::remove_dir_all(dir.path().join(made));
            }
            copy(&dir.path().join("kept"), &dir.path().join("reports"));
            let done = sh(&dir, &line);
            let err = String::from_utf8_lossy(&done.stderr).into_owned();
            // 1: findings, other rows; 3: an input of a crawl is refused
            assert!(matches!(done.status.code(), Some(0 | 1 | 3)), "{line}: {:?}\n{err}", done.status);
            assert!(!err.contains("error"), "{line}\n{err}");
            seen += 1;
        }
    }
    assert!(seen > 25, "{seen}");
    let listed = String::from_utf8(sh(&dir, "gormil --help").stdout).unwrap();
    let listed = listed.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let named = listed.lines().filter(|l| !l.starts_with("   ")); // deeper are further lines of its words
    for task in named.filter_map(|l| l.split_whitespace().next()).filter(|t| *t != "help") {
        assert!(tasks.contains(&task), "the examples of {task} are not run");
    }
}
