//! The tree keeps its shape: rooms reach only to the right, files stay short, and no word of a language
//! stands in `src/`.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::Path;

use gormil::ruleset::{BOUNDS, Class, Means, RuleSet};

/// Rooms by layer, from what uses to what is used; a room uses only rooms of later layers and itself.
const LAYERS: [&[&str]; 11] = [
    &["main"],
    &["cli"],
    &["selftest", "gold", "explain", "diff", "verify"],
    &["lib", "single", "pairs"],
    &["alone"],
    &["cache", "memory", "read", "clean", "split", "edition", "extract", "normalise", "group", "compare", "report"],
    &["similar"],
    &["lexis"],
    &["ruleset"],
    &["fold", "error", "digest"],
    &["model"],
];

const LONGEST: usize = 400;

/// Names of formats that the code reads or writes and that are words of a language too: elements of HTML and feeds, zones
/// of stamps, keys of rules, units, slots and states of the report.
const FORMATS: [&str; 21] = [
    "article",
    "body",
    "changed",
    "entry",
    "event",
    "false",
    "from",
    "item",
    "main",
    "modified",
    "money",
    "publisher",
    "rank",
    "time",
    "title",
    "unchanged",
    "confirmed",
    "gmt",
    "note",
    "start",
    "utc",
];

/// One source file: its path below `src/` and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// `read/html.rs` and `read.rs` both stand in the room `read`.
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap_or_default().trim_end_matches(".rs")
    }

    /// Its lines without comments, numbered from 1.
    fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(i, l)| (i + 1, l)).filter(|(_, l)| !l.trim_start().starts_with("//"))
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut found = Vec::new();
    for entry in ignore::WalkBuilder::new(&root).standard_filters(false).sort_by_file_path(Path::cmp).build() {
        let entry = entry.expect("src can be walked");
        let path = entry.path();
        if path.extension().is_some_and(|e| e == "rs") {
            let text = std::fs::read_to_string(path).expect("a source file is UTF-8");
            let path = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            found.push(Source { path, text });
        }
    }
    found
}

fn layer(room: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&room))
}

/// The name behind each `crate::` of a line.
fn reached(line: &str) -> impl Iterator<Item = &str> {
    let name = |rest: &'_ str| rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    line.split("crate::").skip(1).map(move |rest| &rest[..name(rest)])
}

#[test]
fn every_file_stands_in_a_known_room_and_every_room_has_files() {
    let sources = sources();
    for source in &sources {
        assert!(layer(source.room()).is_some(), "src/{}: give its room a layer in tests/layering.rs", source.path);
        assert!(!source.path.ends_with("mod.rs"), "src/{}: a room is NAME.rs with files in NAME/", source.path);
    }
    for room in LAYERS.concat() {
        // A check that saw nothing must not pass.
        assert!(sources.iter().any(|s| s.room() == room), "no such room: {room}");
    }
}

#[test]
fn rooms_reach_only_to_the_right() {
    let mut wrong = Vec::new();
    for source in sources() {
        let room = source.room();
        let Some(mine) = layer(room) else { continue };
        // What stands at the root and is no room belongs to lib.rs, which itself names every room below it.
        let of = |name: &str| if layer(name).is_some() { name.to_owned() } else { "lib".to_owned() };
        for (number, line) in source.code() {
            let at = format!("src/{}:{number}", source.path);
            for name in reached(line) {
                let other = of(name);
                let right = layer(&other).is_some_and(|theirs| theirs > mine);
                if name.is_empty() {
                    wrong.push(format!("{at}: write the import in full, without braces"));
                } else if other != room && !right {
                    wrong.push(format!("{at}: {room} reaches into {other}"));
                }
            }
            if line.contains("super::super") {
                wrong.push(format!("{at}: name the way from `crate::`"));
            }
            if line.contains("gormil::") && room != "main" {
                wrong.push(format!("{at}: the library does not name itself"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let long: Vec<String> = sources()
        .iter()
        .map(|s| (s, s.text.lines().count()))
        .filter(|(_, lines)| *lines > LONGEST)
        .map(|(s, lines)| format!("src/{}: {lines} lines, at most {LONGEST}", s.path))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn no_letter_of_another_script_stands_in_the_code() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (number, line) in source.text.lines().enumerate() {
            if let Some(c) = line.chars().find(|c| !c.is_ascii() && c.is_alphanumeric()) {
                let at = format!("src/{}:{}", source.path, number + 1);
                wrong.push(format!("{at}: `{c}`: a word belongs into rules/, a sign is written \\u{{...}}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A text in quotes in the code that is a word of a language, and no name that rules and code share.
#[test]
fn no_word_of_the_rules_stands_in_the_code() {
    let rules = gormil::ruleset::shipped().expect("the shipped rules load");
    let (words, names) = (words(&rules), names(&rules));
    assert!(!words.is_empty(), "a check that saw nothing must not pass");
    let mut wrong = Vec::new();
    for source in sources().iter().filter(|s| !["ruleset", "error", "cli"].contains(&s.room())) {
        let tests = source.code().find(|(_, l)| l.contains("#[cfg(test)]")).map_or(usize::MAX, |(n, _)| n);
        for (number, line) in source.code().take_while(|(n, _)| *n < tests) {
            for literal in quoted(line).map(str::to_lowercase).filter(|l| words.contains(l) && !names.contains(l)) {
                wrong.push(format!("src/{}:{number}: \"{literal}\" is a word of a rule", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Texts in double quotes on one line. Escaped quotes end a text early, which only makes pieces of it.
fn quoted(line: &str) -> impl Iterator<Item = &str> {
    line.split('"').skip(1).step_by(2).map(str::trim)
}

/// Words that carry meaning. Short ones and those that only join others are part of any English message.
fn words(rules: &RuleSet) -> BTreeSet<String> {
    let plain = [Class::Stop, Class::Suffix, Class::RangeTo, Class::RangeAnd, Class::NumberAnd, Class::DateFiller];
    let lexicons = rules.languages.iter().map(|l| &l.lexicon);
    lexicons
        .flat_map(|l| l.entries().into_iter().filter(|(_, sense)| !plain.contains(&l.sense(*sense).class)))
        .map(|(word, _)| word)
        .filter(|word| word.chars().count() > 2)
        .collect()
}

/// Names that rule files and code share: classes, values, units, slots, bounds, keys of verdicts; and the fixed names
/// of the report.
fn names(rules: &RuleSet) -> BTreeSet<String> {
    let values = rules.languages.iter().flat_map(|l| l.lexicon.senses()).map(|s| s.text.as_str());
    let values = values.flat_map(|text| std::iter::once(text).chain(text.split_whitespace()));
    let classes = Class::ALL.iter().map(|(n, _)| *n).chain(Means::ALL.iter().map(|(n, _)| *n));
    let common = BOUNDS.iter().map(|(n, _)| *n).chain(rules.compare.slots.keys().map(String::as_str));
    let units = rules.units.iter().map(|u| u.name.as_str());
    let verdicts = rules.compare.explanations.keys().map(String::as_str);
    let known = classes.chain(common).chain(units).chain(verdicts).chain(FORMATS);
    let contract = [
        "problem",
        "help",
        "track",
        "asserted",
        "planned",
        "possible",
        "denied",
        "affirmed",
        "statement",
        "independent",
    ];
    let sheets = ["findings", "claims", "sentences", "run", "not known"];
    values.chain(known).chain(contract).chain(sheets).map(str::to_lowercase).collect()
}
