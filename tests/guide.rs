//! docs/rules.md and docs/sources.md say what the program does.
#![allow(missing_docs, clippy::unwrap_used)]

use std::path::Path;

use clap::Parser;
use gormil::cli::rules::{RulesArgs, run};
use gormil::ruleset::load;

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: RulesArgs,
}

/// What `gormil rules show` prints.
fn names() -> String {
    let mut out = Vec::new();
    run(&Line::parse_from(["rules", "show"]).args, &mut out, &mut Vec::new()).unwrap_or_else(|e| panic!("{e}"));
    String::from_utf8(out).unwrap()
}

/// The guide lists every name that a rule can choose.
#[test]
fn the_guide_names_every_choice() {
    let guide = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md")).unwrap();
    let names = names();
    let listed: Vec<&str> = names.lines().filter_map(|l| l.split_once(": ")).flat_map(|(_, l)| l.split(", ")).collect();
    assert!(listed.len() > 50, "a check that saw nothing must not pass");
    let absent: Vec<&str> = listed.into_iter().filter(|name| !guide.contains(&format!("`{name}`"))).collect();
    assert!(absent.is_empty(), "docs/rules.md does not name {absent:?}");
}

/// The rules that the guide shows load as they stand.
#[test]
fn the_examples_of_the_guide_load() {
    let guide = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md")).unwrap();
    let mut files = std::collections::BTreeMap::<String, String>::new();
    for block in guide.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next()) {
        let id = block.lines().find_map(|l| l.strip_prefix("id = \"")).expect("a rule with an id");
        let file = format!("{}.toml", id.split('.').next().unwrap());
        files.entry(file).or_default().push_str(&format!("{block}\n"));
    }
    assert!(files.len() > 2, "a check that saw nothing must not pass");
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in &files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    load(Some(dir.path())).unwrap_or_else(|e| panic!("{e}"));
}

/// Every source that a rule names is a heading of docs/sources.md.
#[test]
fn every_source_of_a_rule_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = std::fs::read_to_string(root.join("docs/sources.md")).unwrap();
    let anchor = |heading: &str| {
        let kept = heading.to_lowercase().replace(|c: char| !c.is_alphanumeric() && c != ' ' && c != '-', "");
        format!("docs/sources.md#{}", kept.trim().replace(' ', "-"))
    };
    let anchors: Vec<String> = sources.lines().filter_map(|l| l.strip_prefix("## ")).map(anchor).collect();
    for entry in ignore::WalkBuilder::new(root.join("rules")).sort_by_file_path(Path::cmp).build() {
        let path = entry.unwrap().into_path();
        if path.extension().is_none_or(|e| e != "toml") {
            continue;
        }
        for line in std::fs::read_to_string(&path).unwrap().lines() {
            let Some(source) = line.trim().strip_prefix("source = \"").and_then(|l| l.strip_suffix('"')) else {
                continue;
            };
            let known = !source.starts_with("docs/") || anchors.iter().any(|a| a == source);
            assert!(known, "{}: {source} is no heading of docs/sources.md: {anchors:?}", path.display());
        }
    }
}
