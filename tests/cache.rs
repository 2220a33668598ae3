//! What a folder of earlier findings may change: the time that a run takes, and nothing else.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A batch of invented articles, reports and a cache.
struct Bench(TempDir);

/// A rule of a newsroom: what is said of a kiln's output.
const RULES: &str = r#"[[words]]
id = "en/newsroom.kilned"
class = "slot"
value = "kilned"
unit = "count"
words = ["fired in the kiln"]
why = "A test."
fires = [{ text = "They said 700 pots were <<fired in the kiln>>.", value = "kilned" }]
silent = ["They said 700 pots were sold."]
"#;

impl Bench {
    fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        let outlets = ["Lagoon Post", "Delta Courier", "Hill Gazette"];
        for (n, outlet) in outlets.iter().enumerate() {
            let dead = 7 + n;
            // the second one tells no year: its day hangs on those of the others
            let day = if n == 1 { "Tuesday, 5 March" } else { "5 March 2024" };
            let text = format!(
                "{outlet}\nFerry sinks off Ashgrove harbour\n{day}\n\nA ferry sank off Ashgrove harbour on Tuesday, 5 March. \
                 Police said {dead} people died in the sinking. Yesterday 40 people were on board.\n"
            );
            bench.put(&format!("stories/{n}.txt"), &text);
        }
        let dump: String = (0..40).map(record).collect();
        bench.put("stories/dump.jsonl", &dump);
        bench
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.at(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// The files of a report with these arguments, but for run.json, and what was said on standard error.
    fn report(&self, arguments: &[&str]) -> (BTreeMap<String, Vec<u8>>, String) {
        let out = tempfile::tempdir().unwrap();
        let mut command = Command::cargo_bin("gormil").unwrap();
        command.current_dir(self.0.path()).env("HOME", self.at("home")).env_remove("XDG_CONFIG_HOME");
        command.args(["check", "stories", "--include", "all", "--out"]).arg(out.path()).args(arguments);
        let done = command.output().unwrap();
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        let files = fs::read_dir(out.path()).unwrap().map(|e| e.unwrap().path());
        let named = |path: PathBuf| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap());
        let files = files.map(named).filter(|(name, _)| name != "run.json").collect();
        (files, String::from_utf8(done.stderr).unwrap())
    }

    fn kept(&self) -> Vec<PathBuf> {
        let mut kept: Vec<PathBuf> = fs::read_dir(self.at("cache")).unwrap().map(|e| e.unwrap().path()).collect();
        kept.sort();
        kept
    }

    /// Runs with the cache and without; both tell the same. What was said with it.
    fn same(&self, arguments: &[&str]) -> String {
        let (without, _) = self.report(arguments);
        let (with, said) = self.report(&[arguments, &["--cache", "cache"]].concat());
        assert_eq!(without.keys().collect::<Vec<_>>(), with.keys().collect::<Vec<_>>());
        for (name, bytes) in &without {
            assert!(with[name] == *bytes, "{name} differs");
        }
        assert!(without["findings.csv"].len() > 1000, "nothing was found");
        said
    }
}

/// One of many short reports in a dump.
fn record(n: usize) -> String {
    let (outlet, pots) = (n % 4, 700 + n % 3);
    format!(
        "{{\"outlet\": \"Outlet {outlet}\", \"published\": \"2024-03-{:02}\", \"title\": \"Pots of week {n}\", \
         \"text\": \"Potters of Ashgrove met on Monday in week {n}. They said {pots} pots were fired in the kiln number {n}.\"}}\n",
        1 + n % 7
    )
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).unwrap().len()
}

#[test]
fn the_report_is_the_same_with_an_empty_a_full_and_a_half_full_cache() {
    let bench = Bench::new();
    assert_eq!(bench.same(&[]), "");
    let cold = bench.kept();
    assert_eq!(cold.len(), 1);
    // all is there: nothing is written
    assert_eq!(bench.same(&["--threads", "1"]), "");
    assert_eq!(bench.kept(), cold);
    // one article is changed, one is new, one lies elsewhere, one has gone
    let text = fs::read_to_string(bench.at("stories/0.txt")).unwrap();
    bench.put("stories/0.txt", &text.replace("7 people", "19 people"));
    bench.put("stories/new.txt", &text.replace("Lagoon Post", "Shore Times").replace("7 people", "8 people"));
    fs::rename(bench.at("stories/2.txt"), bench.at("stories/second.txt")).unwrap();
    let dump = fs::read_to_string(bench.at("stories/dump.jsonl")).unwrap();
    bench.put("stories/dump.jsonl", dump.split_once('\n').unwrap().1);
    assert_eq!(bench.same(&[]), "");
    let warm = bench.kept();
    assert_eq!(warm.len(), 2);
    let new = warm.iter().find(|path| !cold.contains(path)).unwrap();
    assert!(size(new) < size(&cold[0]) / 4, "more than what is new was made anew");
}

#[test]
fn other_rules_are_read_with_anew() {
    let bench = Bench::new();
    bench.put("rules/en/newsroom.toml", RULES);
    assert_eq!(bench.same(&[]), "");
    let (plain, _) = bench.report(&["--cache", "cache"]);
    assert_eq!(bench.same(&["--rules", "rules"]), "");
    let (ruled, _) = bench.report(&["--cache", "cache", "--rules", "rules"]);
    assert!(plain["claims.csv"] != ruled["claims.csv"], "the rule changes nothing");
    assert_eq!(bench.kept().len(), 2);
    // those of before count again
    assert_eq!(bench.same(&[]), "");
    assert_eq!(bench.kept().len(), 2);
}

#[test]
fn what_is_broken_is_made_anew_with_a_word() {
    let bench = Bench::new();
    bench.same(&[]);
    let whole = fs::read(&bench.kept()[0]).unwrap();
    let name = bench.kept()[0].clone();
    let flipped = |at: usize| {
        let mut bytes = whole.clone();
        bytes[at] ^= 0x40;
        bytes
    };
    let broken = [
        Vec::new(),
        b"not a cache".to_vec(),
        whole[..whole.len() / 2].to_vec(),
        whole[..whole.len() - 1].to_vec(),
        flipped(10),
        flipped(whole.len() / 3),
        flipped(whole.len() - 60),
        flipped(whole.len() - 12),
        flipped(whole.len() - 1),
    ];
    for (n, bytes) in broken.into_iter().enumerate() {
        fs::write(&name, &bytes).unwrap();
        let said = bench.same(&[]);
        assert!(said.contains("cannot be used") && said.lines().count() == 1, "{n}: {said}");
        assert_eq!(bench.same(&[]), "", "{n}: not mended");
        let [kept] = &bench.kept()[..] else { panic!("{n}: {:?}", bench.kept()) };
        assert!(size(kept) > whole.len() as u64 / 2, "{n}");
        fs::rename(kept, &name).unwrap();
    }
    assert!(bench.report(&["--quiet", "--cache", "cache"]).1.is_empty());
}

#[test]
fn what_is_not_a_cache_is_left_alone() {
    let bench = Bench::new();
    bench.put("cache/notes.txt", "mine");
    assert_eq!(bench.same(&[]), "");
    assert_eq!(fs::read_to_string(bench.at("cache/notes.txt")).unwrap(), "mine");
    let mut command = Command::cargo_bin("gormil").unwrap();
    command.current_dir(bench.0.path()).args(["check", "stories", "--out", "out", "--cache", "cache/notes.txt"]);
    let done = command.output().unwrap();
    assert_eq!(done.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&done.stderr).contains("E301"));
}

#[test]
fn what_no_run_asks_for_is_let_go() {
    let bench = Bench::new();
    bench.same(&[]);
    let first = size(&bench.kept()[0]);
    // of 43 articles 3 are left
    fs::remove_file(bench.at("stories/dump.jsonl")).unwrap();
    assert_eq!(bench.same(&[]), "");
    let left = bench.kept();
    assert!(left.len() == 1 && size(&left[0]) < first / 2, "{left:?}");
    assert_eq!(bench.same(&[]), "");
    assert_eq!(bench.kept(), left);
    // many small changes do not make many files
    for n in 0..40 {
        bench.put("stories/dump.jsonl", &record(n));
        let said = bench.report(&["--cache", "cache"]).1;
        assert!(!said.contains("note:"), "{said}");
        assert!(bench.kept().len() <= 32);
    }
    assert_eq!(bench.same(&[]), "");
}

#[test]
fn the_folder_can_stand_among_the_settings() {
    let bench = Bench::new();
    bench.put("gormil.toml", "cache = \"kept\"\n");
    bench.report(&[]);
    assert_eq!(fs::read_dir(bench.at("kept")).unwrap().count(), 1);
    let mut command = Command::cargo_bin("gormil").unwrap();
    command.current_dir(bench.0.path()).env("HOME", bench.at("home")).args(["check", "--print-config"]);
    let text = String::from_utf8(command.output().unwrap().stdout).unwrap();
    assert!(text.lines().any(|l| l.starts_with("cache") && l.contains("kept") && l.contains("gormil.toml")), "{text}");
}
