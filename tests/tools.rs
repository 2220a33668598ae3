//! What stands around a report: settings, changes of rules, reviews as labels, scripts for a shell, summaries for programs.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

/// A slot rule that calls every other toll a contradiction, or an update in any direction.
fn killed(change: &str) -> String {
    let pair = |verdict: &str| {
        format!(
            "[{{ a = \"Fire killed 5 workers.\", b = \"Fire killed 7 workers.\", on_a = \"2025-03-01\", on_b = \"2025-03-02\", \
             verdict = \"{verdict}\" }}]"
        )
    };
    let (fires, silent) = (pair("contradiction"), pair("update"));
    format!(
        "[[slot]]\nid = \"compare.killed\"\nslot = \"killed\"\nchange = \"{change}\"\nunit = \"person\"\nwhy = \"A test.\"\n\
         fires = {fires}\nsilent = {silent}\n"
    )
}

const WORDS: &str = "[[words]]\nid = \"en/newsroom.zorbs\"\nclass = \"slot\"\nvalue = \"zorbs\"\nunit = \"count\"\n\
    words = [\"zorbs\"]\nwhy = \"A test.\"\nfires = [{ text = \"They counted 40 <<zorbs>>.\", value = \"zorbs\" }]\n\
    silent = [\"They counted 40 trees.\"]\n";

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/mill-roof")
}

fn gormil(dir: &Path) -> Command {
    let mut command = Command::cargo_bin("gormil").unwrap();
    command.current_dir(dir).env("HOME", dir.join("home")).env_remove("XDG_CONFIG_HOME").env_remove("NO_COLOR");
    command
}

fn told(command: &mut Command) -> (Option<i32>, String, String) {
    let done = command.output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (done.status.code(), text(done.stdout), text(done.stderr))
}

fn put(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn rows(csv_text: &str) -> Vec<std::collections::BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv_text.trim_start_matches('\u{FEFF}').as_bytes());
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

#[test]
fn a_change_of_rules_shows_the_rows_it_changes() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "fixed/compare.toml", &killed("fixed"));
    put(dir.path(), "reads/compare.toml", &killed("fixed"));
    put(dir.path(), "reads/en/newsroom.toml", WORDS);
    let diff = |old: &str, new: &str, more: &[&str]| {
        told(gormil(dir.path()).args(["rules", "diff", old, new]).arg(sample()).args(more))
    };
    let (status, text, _) = diff("shipped", "fixed", &[]);
    assert_eq!(status, Some(1));
    assert!(text.contains("read once") && text.contains("verdict: update -> contradiction"), "{text}");
    assert!(text.lines().count() < 40 && !text.contains('\u{1B}'), "{text}");
    // the short way over rules of comparing tells the same as reading anew
    let (_, short, _) = diff("shipped", "fixed", &["--csv"]);
    let (_, long, _) = diff("shipped", "reads", &["--csv"]);
    assert_eq!(short, long);
    // where claims are grouped anew, and with what an earlier run kept, too
    put(dir.path(), "regroups/compare.toml", &format!("opposites = [[\"zorb\", \"zarb\"]]\n{}", killed("fixed")));
    assert_eq!(diff("shipped", "regroups", &["--csv"]).1, short);
    for _ in 0..2 {
        let (_, kept, notes) = diff("shipped", "fixed", &["--csv", "--cache", "kept"]);
        assert_eq!((kept, notes), (short.clone(), String::new()));
    }
    assert!(dir.path().join("kept").is_dir());
    let changes = rows(&short);
    assert!(!changes.is_empty());
    for row in &changes {
        assert_eq!((row["change"].as_str(), row["slot_new"].as_str()), ("changed", "killed"));
        assert!(row["fields"].split(' ').any(|f| f == "verdict") && row["verdict_old"] != row["verdict_new"]);
    }
    // as many as differ between two reports
    let report = |rules: &[&str]| {
        let out = tempfile::tempdir().unwrap();
        gormil(dir.path()).arg("check").arg(sample()).args(rules).arg("--out").arg(out.path()).assert().success();
        let all = rows(&fs::read_to_string(out.path().join("findings.csv")).unwrap());
        all.into_iter().filter(|r| r["slot"] == "killed" && r["verdict"] == "update").count()
    };
    assert_eq!(report(&[]) - report(&["--rules", "fixed"]), changes.len());
    let (status, text, _) = diff("fixed", "reads", &["--csv"]);
    assert_eq!((status, rows(&text).len()), (Some(0), 0));
    let (_, text, _) = diff("fixed", "reads", &[]);
    assert!(text.contains("0 changed") && !text.contains("read once"), "{text}");
}

#[test]
fn rows_that_come_and_go_are_told() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "en/newsroom.toml", WORDS);
    let tell = |name: &str, n: u32| {
        let text = format!(
            "Borgan market counts zorbs\n\n2 May 2031\n\nTraders at the Borgan market counted {n} zorbs on Friday.\n"
        );
        put(dir.path(), &format!("stories/{name}.txt"), &text);
    };
    tell("lantern", 40);
    tell("river-post", 65);
    fs::create_dir(dir.path().join("ours")).unwrap();
    fs::rename(dir.path().join("en"), dir.path().join("ours/en")).unwrap();
    let diff = |old: &str, new: &str| {
        let (status, text, _) = told(gormil(dir.path()).args(["rules", "diff", old, new, "stories", "--csv"]));
        (status, rows(&text))
    };
    let (status, there) = diff("shipped", "ours");
    assert_eq!(status, Some(1));
    let (_, back) = diff("ours", "shipped");
    let of = |rows: &[std::collections::BTreeMap<String, String>], change: &str| {
        rows.iter().filter(|r| r["change"] == change).count()
    };
    assert_eq!(of(&there, "new"), of(&back, "gone"));
    assert_eq!(of(&there, "gone"), of(&back, "new"));
    assert!(there.iter().any(|r| r["slot_new"] == "zorbs"), "{there:?}");
    for args in [
        &["nowhere", "shipped", "stories"][..],
        &["shipped", "ours"],
        &["shipped", "ours", "stories", "--rules", "ours"],
    ] {
        assert_eq!(told(gormil(dir.path()).args(["rules", "diff"]).args(args)).0, Some(2), "{args:?}");
    }
}

/// A report on the sample with these words of a reviewer, from the first row on.
fn reviewed(words: &[&str]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    gormil(dir.path()).arg("check").arg(sample()).args(["--out", "r", "--quiet"]).assert().success();
    let path = dir.path().join("r/findings.csv");
    let sheet = fs::read_to_string(&path).unwrap();
    let mut words = words.iter();
    let mut lines: Vec<String> = sheet.split_inclusive("\r\n").map(str::to_owned).collect();
    for line in lines.iter_mut().skip(1) {
        let Some(word) = words.next() else { break };
        // the last cells are verdict, note and two counts
        let cells: Vec<&str> = line.trim_end().rsplitn(5, ',').collect();
        assert_eq!([cells[2], cells[3]], ["", ""]);
        *line = format!("{},{word},seen by us,{},{}\r\n", cells[4], cells[1], cells[0]);
    }
    fs::write(&path, lines.concat()).unwrap();
    dir
}

#[test]
fn what_reviewers_decided_becomes_labels() {
    let dir = reviewed(&["wrong_pair", "confirmed", "later", "Confirmed", "not_a_mismatch", "perhaps"]);
    let rows = rows(&fs::read_to_string(dir.path().join("r/findings.csv")).unwrap());
    let run = || told(gormil(dir.path()).args(["rules", "from-review", "r", "--out", "labelled/one"]).arg(sample()));
    let (status, text, _) = run();
    assert_eq!(status, Some(3), "a word that is none of the list is told: {text}");
    assert!(text.contains("4 rows decided") && text.contains("perhaps") && text.contains(&rows[5]["id"]), "{text}");
    let labels: Vec<serde_json::Value> = fs::read_to_string(dir.path().join("labelled/one/gold.jsonl"))
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let counted: Vec<&serde_json::Value> = labels.iter().filter(|l| l["tier"].is_null()).collect();
    let verdicts: Vec<&str> = counted.iter().map(|l| l["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["unrelated", rows[1]["verdict"].as_str(), &rows[3]["verdict"], "unrelated"]);
    assert!(counted.iter().all(|l| l["note"] == "seen by us"));
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for label in &labels {
        for side in ["a", "b"] {
            let doc = dir.path().join("labelled/one/articles").join(label[side]["doc"].as_str().unwrap());
            assert!(plain(&fs::read_to_string(doc).unwrap()).contains(&plain(label[side]["quote"].as_str().unwrap())));
        }
    }
    // what was confirmed is found, what was refused is a false alarm
    let (status, text, _) = told(gormil(dir.path()).args(["eval", "labelled", "--misses"]));
    assert_eq!(status, Some(0), "{text}");
    assert!(!text.contains("\nmissed "), "{text}");
    // of the two refused rows one has the values of others
    let refused = text.matches("\nfalse contradiction").count();
    assert!((1..=2).contains(&refused), "{text}");
    let (status, _, err) = run();
    assert!(status == Some(2) && err.contains("there already"), "labels are not written over: {err}");
}

#[test]
fn a_confirmed_row_that_is_lost_is_a_miss() {
    let dir = reviewed(&["confirmed", "confirmed", "confirmed"]);
    told(gormil(dir.path()).args(["rules", "from-review", "r", "--out", "labelled"]).arg(sample()));
    let misses = |rules: &[&str]| told(gormil(dir.path()).args(["eval", "labelled", "--misses"]).args(rules)).1;
    assert_eq!(misses(&[]).matches("\nmissed ").count(), 0);
    let moves = killed("moves").replace("verdict = \"contradiction\"", "verdict = \"agrees\"");
    put(dir.path(), "moves/compare.toml", &moves);
    let lost = misses(&["--rules", "moves"]);
    assert_eq!(lost.matches("\nmissed contradiction").count(), 1, "the toll is no contradiction any more:\n{lost}");
}

#[test]
fn reviews_that_say_nothing_are_refused() {
    let dir = reviewed(&["later", "unclear"]);
    let (status, _, err) =
        told(gormil(dir.path()).args(["rules", "from-review", "r", "--out", "labelled"]).arg(sample()));
    assert!(status == Some(2) && err.contains("nothing is decided"), "{err}");
    assert!(!dir.path().join("labelled").exists());
    let (status, _, _) = told(gormil(dir.path()).args(["rules", "from-review", "nowhere", "--out", "x"]).arg(sample()));
    assert_eq!(status, Some(2));
}

#[test]
fn settings_count_by_their_place() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "home/.config/gormil/gormil.toml", "threads = 3\nui = \"bn\"\nout = \"at-home\"\n");
    put(
        dir.path(),
        "desk/gormil.toml",
        "out = \"today\"\ninclude = [\"update\", \"agrees\"]\nquiet = true\ncolumn = { text = \"Body\" }\n",
    );
    let sub = dir.path().join("desk/sub");
    fs::create_dir(&sub).unwrap();
    let at = |args: &[&str], env: &[(&str, &str)]| {
        let mut command = gormil(&sub);
        command.env("HOME", dir.path().join("home")).arg("check").args(args).envs(env.iter().copied());
        told(&mut command)
    };
    let (status, text, _) = at(&["--print-config", "--fail-on", "update"], &[("GORMIL_UI", "en")]);
    assert_eq!(status, Some(0));
    let line = |key: &str| {
        text.lines().find(|l| l.starts_with(&format!("{key} ")) || l.starts_with(&format!("# {key} "))).unwrap_or(&text)
    };
    let (desk, home) = ("desk/gormil.toml:", "home/.config/gormil/gormil.toml:1:11");
    assert!(line("threads").starts_with("threads = 3") && line("threads").ends_with(home), "{text}");
    assert_eq!(line("ui"), "ui = \"en\"  # GORMIL_UI");
    assert!(line("out").contains("today\"") && line("out").contains(desk), "{text}");
    assert!(
        line("include").starts_with("include = [\"update\", \"agrees\"]")
            && line("include").ends_with("gormil.toml:2:11")
    );
    assert_eq!(line("fail_on"), "fail_on = \"update\"  # the command line");
    assert!(
        line("quiet").starts_with("quiet = true") && line("column").starts_with("column = { text = \"Body\" }"),
        "{text}"
    );
    assert_eq!(line("rules"), "# rules is not set");
    // what is told is what is done: no folder on the command line, none of the words
    let sample = sample();
    let sample = sample.to_str().unwrap();
    let (status, text, err) = at(&[sample], &[]);
    assert_eq!((status, text.as_str(), err.as_str()), (Some(0), "", ""));
    let rows = rows(&fs::read_to_string(dir.path().join("desk/today/findings.csv")).unwrap());
    assert!(!rows.is_empty() && rows.iter().all(|r| ["update", "agrees"].contains(&r["verdict"].as_str())));
    let (_, text, _) = at(&[sample], &[("GORMIL_QUIET", "0"), ("GORMIL_INCLUDE", "contradiction,compatible")]);
    assert!(
        !text.is_empty() && text.lines().next().unwrap().chars().all(|c| !c.is_ascii_digit()),
        "in Bengali: {text}"
    );
    assert_eq!(at(&[sample], &[("GORMIL_THREADS", "many")]).0, Some(2));
}

#[test]
fn a_mistake_in_the_settings_is_named_with_its_place() {
    let dir = tempfile::tempdir().unwrap();
    put(
        dir.path(),
        "gormil.toml",
        "rules = \"ours\"\nthread = 3\ninclude = [\"contradicton\"]\nthreads = 0\nquiet = \"yes\"\n",
    );
    let (status, _, err) = told(gormil(dir.path()).args(["check", "stories"]));
    assert_eq!(status, Some(2));
    let places: Vec<&str> = err.lines().filter_map(|l| l.strip_prefix("  --> ")).collect();
    assert_eq!(places, ["gormil.toml:2:1", "gormil.toml:3:11", "gormil.toml:4:11", "gormil.toml:5:9"], "{err}");
    assert!(err.contains("did you mean `threads`?") && err.contains("did you mean `contradiction`?"), "{err}");
    assert_eq!(told(gormil(dir.path()).arg("--help")).0, Some(0), "help is there all the same");
    put(dir.path(), "gormil.toml", "rules = \n");
    let (status, _, err) = told(gormil(dir.path()).args(["check", "stories"]));
    assert!(status == Some(2) && err.contains("gormil.toml:1:"), "{err}");
}

#[test]
fn rules_of_the_settings_are_no_mistake_beside_an_id() {
    let dir = tempfile::tempdir().unwrap();
    put(dir.path(), "gormil.toml", "rules = \"ours\"\nout = \"r\"\n");
    put(dir.path(), "ours/compare.toml", &killed("fixed"));
    gormil(dir.path()).arg("check").arg(sample()).assert().success();
    let rows = rows(&fs::read_to_string(dir.path().join("r/findings.csv")).unwrap());
    gormil(dir.path()).args(["explain", &rows[0]["id"], "--report", "r"]).assert().success();
    let (_, text, _) = told(gormil(dir.path()).args([
        "explain",
        "Fire killed 5 workers.",
        "Fire killed 7 workers.",
        "--on-b",
        "2025-01-02",
    ]));
    assert!(text.contains("contradiction"), "the rules of the folder count: {text}");
}

#[test]
fn the_summary_is_there_for_programs() {
    let dir = tempfile::tempdir().unwrap();
    let (status, text, err) = told(gormil(dir.path()).arg("check").arg(sample()).args(["--out", "r", "--json"]));
    assert_eq!((status, err.as_str(), text.lines().count()), (Some(0), "", 1));
    let summary: serde_json::Value = serde_json::from_str(&text).unwrap();
    let rows = rows(&fs::read_to_string(dir.path().join("r/findings.csv")).unwrap());
    assert_eq!(summary["findings"], rows.len());
    for verdict in ["contradiction", "update", "reconciled", "compatible", "agrees"] {
        assert_eq!(summary["verdicts"][verdict], rows.iter().filter(|r| r["verdict"] == verdict).count(), "{verdict}");
    }
    assert_eq!(summary["articles"], 5);
    assert!(dir.path().join(summary["files"]["sheet"].as_str().unwrap()).is_file());
}

#[test]
fn shells_and_the_manual_know_every_task() {
    let dir = tempfile::tempdir().unwrap();
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let (status, script, _) = told(gormil(dir.path()).args(["completions", shell]));
        assert!(status == Some(0) && script.contains("from-review") && script.contains("fail-on"), "{shell}");
    }
    assert_eq!(told(gormil(dir.path()).args(["completions", "tcl"])).0, Some(2));
    assert!(told(gormil(dir.path()).arg("man")).1.contains(".TH gormil 1"));
    gormil(dir.path()).args(["man", "pages"]).assert().success();
    for page in ["gormil", "gormil-check", "gormil-rules-diff", "gormil-completions"] {
        let text = fs::read_to_string(dir.path().join(format!("pages/{page}.1"))).unwrap();
        assert!(text.contains(&format!(".TH {page} 1")), "{page}");
    }
}
