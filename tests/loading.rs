//! Rule files: what is wrong with them comes out whole, what lies over the shipped ones takes effect.
#![allow(missing_docs, clippy::unwrap_used)]

use std::path::Path;

use clap::Parser;
use gormil::cli::rules::{RulesArgs, run};
use gormil::error::Error;
use gormil::ruleset::lint::lint;
use gormil::ruleset::{Class, RuleInfo, RuleKind, RuleSet, Status, load, shipped};
use tempfile::TempDir;

fn folder(files: &[(&str, &str)]) -> TempDir {
    let dir = tempfile::tempdir().expect("a folder for the test");
    for (name, text) in files {
        let path = dir.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).expect("its parent");
        std::fs::write(path, text).expect("a rule file");
    }
    dir
}

fn refused(files: &[(&str, &str)]) -> String {
    match load(Some(folder(files).path())) {
        Err(error @ Error::Rules(_)) => error.to_string(),
        other => panic!("the rules should be refused, not {other:?}"),
    }
}

fn loaded(files: &[(&str, &str)]) -> RuleSet {
    load(Some(folder(files).path())).unwrap_or_else(|e| panic!("{e}"))
}

fn rule<'a>(set: &'a RuleSet, id: &str) -> &'a RuleInfo {
    set.rules.iter().find(|r| r.id == id).unwrap_or_else(|| panic!("no rule {id}"))
}

/// Whether a word of the language has this sense.
fn means(set: &RuleSet, language: &str, word: &str, class: Class, value: &str) -> bool {
    let home = set.languages.iter().find(|l| l.name == language).expect("the language");
    let mut found =
        home.lexicon.phrases(word).iter().filter(|f| f.rest.is_empty()).map(|f| home.lexicon.sense(f.sense));
    found.any(|s| s.class == class && s.text == value)
}

const LANGUAGE: &str = "[language]\ncode = \"xx\"\nletters = [\"a-z\"]\n";

const GOOD: &str = r#"
[[words]]
id = "xx/good.words"
class = "month"
words = { firstmonth = "1" }
why = "A month."
fires = [{ text = "in <<firstmonth>>" }]
silent = ["in another"]
"#;

const BAD_NAMES: &str = r#"
[[words]]
id = "xx/names.key"
class = "month"
wordz = ["a"]
words = ["b"]
value = "1"
why = "An unknown key."
fires = [{ text = "<<b>>" }]
silent = ["c"]

[[words]]
id = "xx/names.class"
class = "mounth"
words = ["b"]
why = "An unknown class."
fires = [{ text = "<<b>>" }]
silent = ["c"]

[[words]]
id = "xx/other.place"
class = "stop"
words = ["b"]
why = "An id that names another file."
fires = [{ text = "<<b>>" }]
silent = ["c"]
"#;

const BAD_VALUES: &str = r#"
[[words]]
id = "xx/values.month"
class = "month"
words = { thirteenth = "13" }
why = "No such month, and no examples."

[[words]]
id = "xx/values.month"
class = "weekday"
words = { someday = "1" }
why = "The id is taken."
fires = [{ text = "<<someday>>" }]
silent = ["c"]

[[words]]
id = "xx/values.year"
class = "time_unit"
words = { eon = "eon" }
why = "No such unit of time, and no examples."

[[pattern]]
id = "xx/values.pattern"
means = "date"
forms = ["{day} {mont}", "{day}?"]
why = "No such class, and a form that matches nothing."
fires = [{ text = "<<b>>" }]
silent = ["c"]

[[line]]
id = "xx/values.line"
role = "cluter"
lines = ["^(share"]
why = "No such role, and an open group."
fires = [{ text = "b" }]
silent = ["c"]
"#;

#[test]
fn the_shipped_rules_load() {
    let set = shipped().unwrap_or_else(|e| panic!("{e}"));
    for name in ["bn", "en"] {
        assert!(set.languages.iter().any(|l| l.name == name), "no language {name}");
    }
    assert!(!set.rules.is_empty(), "a check that saw nothing must not pass");
}

#[test]
fn all_mistakes_of_all_files_come_out_in_one_run() {
    let said = refused(&[
        ("xx/language.toml", LANGUAGE),
        ("xx/good.toml", GOOD),
        ("xx/names.toml", BAD_NAMES),
        ("xx/values.toml", BAD_VALUES),
        ("xx/broken.toml", "[[words]]\nid = \"xx/broken.a\nclass = \"stop\"\n"),
        ("compare.toml", "[wieghts]\nalike = 0.5\n"),
    ]);
    let expected = [
        ("E202", "unknown key `wordz`", "xx/names.toml:5:1", "did you mean `words`?"),
        ("E203", "unknown class `mounth`", "xx/names.toml:12:1", "did you mean `month`?"),
        ("E205", "rule id `xx/other.place` does not name its file", "xx/names.toml:20:1", "start it with `xx/names.`"),
        ("E204", "rule id `xx/values.month` is used twice", "xx/values.toml:8:1", "xx/values.toml:2:1"),
        ("E206", "rule `xx/values.year` has no `fires` example", "xx/values.toml:16:1", "<<the words>>"),
        ("E206", "rule `xx/values.year` has no `silent` example", "xx/values.toml:16:1", "silent = "),
        ("E207", "rule `xx/values.year` has the value `eon`", "xx/values.toml:16:1", "minute, hour, day"),
        ("E208", "`{mont}` is no class of words", "xx/values.toml:22:1", "docs/rules.md"),
        ("E208", "it can match nothing", "xx/values.toml:22:1", "docs/rules.md"),
        ("E203", "unknown role `cluter`", "xx/values.toml:30:1", "did you mean `clutter`?"),
        ("E208", "unclosed group", "xx/values.toml:30:1", "docs/rules.md"),
        ("E201", "", "xx/broken.toml:2:", "docs/rules.md"),
        ("E202", "unknown key `wieghts`", "compare.toml:1:2", "did you mean `weights`?"),
    ];
    // A cause may run over several lines, so the text is cut where the next error begins.
    let blocks: Vec<&str> = said.split("error[").collect();
    for (code, cause, place, help) in expected {
        let at = format!("--> {place}");
        let fits = |b: &&str| b.starts_with(code) && b.contains(cause) && b.contains(&at) && b.contains(help);
        assert!(blocks.iter().any(fits), "no {code} `{cause}` at {place} with `{help}` in:\n{said}");
    }
}

#[test]
fn both_rules_of_one_id_are_checked() {
    let said = refused(&[("xx/language.toml", LANGUAGE), ("xx/values.toml", BAD_VALUES)]);
    assert!(said.contains("rule `xx/values.month` has the value `13`"), "{said}");
}

#[test]
fn a_folder_without_rules_is_refused() {
    assert!(refused(&[("readme.md", "nothing here")]).contains("E210"));
}

#[test]
fn an_overlay_adds_a_rule() {
    let set = loaded(&[("xx/language.toml", LANGUAGE), ("xx/good.toml", GOOD)]);
    assert_eq!(rule(&set, "xx/good.words").kind, RuleKind::Words);
    assert!(means(&set, "xx", "firstmonth", Class::Month, "1"));
    assert_eq!(set.rules.len(), shipped().unwrap().rules.len() + 1, "nothing shipped is lost");
}

/// A shipped rule of words: its id, its file, and one of its words with class and value.
fn some_shipped_rule(set: &RuleSet) -> (String, String, String, Class, String) {
    let home = &set.languages.iter().find(|l| l.name == "bn").expect("Bengali is shipped").lexicon;
    let months = home.entries().into_iter().map(|(word, sense)| (word, home.sense(sense)));
    let (word, sense) = months.into_iter().find(|(_, s)| s.class == Class::Month).expect("it has months");
    let id = set.name(sense.rule).to_owned();
    let file = format!("{}.toml", id.split('.').next().unwrap());
    (id, file, word, sense.class, sense.text.clone())
}

#[test]
fn an_overlay_replaces_a_rule_by_id() {
    let before = shipped().unwrap();
    let (id, file, word, class, value) = some_shipped_rule(&before);
    let text = GOOD.replace("xx/good.words", &id);
    let after = loaded(&[(&file, &text)]);
    assert_eq!(after.rules.len(), before.rules.len());
    assert!(means(&before, "bn", &word, class, &value) && !means(&after, "bn", &word, class, &value));
    assert!(means(&after, "bn", "firstmonth", Class::Month, "1"));
}

#[test]
fn an_overlay_retires_a_rule() {
    let before = shipped().unwrap();
    let (id, file, word, class, value) = some_shipped_rule(&before);
    let text = GOOD.replace("xx/good.words", &id).replace("class =", "status = \"retired\"\nclass =");
    let after = loaded(&[(&file, &text)]);
    assert_eq!(rule(&after, &id).status, Status::Retired);
    assert!(!means(&after, "bn", &word, class, &value) && !means(&after, "bn", "firstmonth", Class::Month, "1"));
}

#[test]
fn a_retired_rule_needs_no_examples() {
    let text =
        "[[words]]\nid = \"xx/old.a\"\nstatus = \"retired\"\nclass = \"stop\"\nwords = [\"a\"]\nwhy = \"Gone.\"\n";
    let set = loaded(&[("xx/language.toml", LANGUAGE), ("xx/old.toml", text)]);
    assert_eq!(rule(&set, "xx/old.a").status, Status::Retired);
}

/// The folder to copy for a new language loads as it is, under the name that it uses itself.
#[test]
fn the_template_of_a_language_loads() {
    let template = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules/_template");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(template).expect("rules/_template") {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "toml") {
            let name = format!("xx/{}", path.file_name().unwrap().to_string_lossy());
            files.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
    assert!(files.len() > 1, "a check that saw nothing must not pass");
    let files: Vec<(&str, &str)> = files.iter().map(|(n, t)| (n.as_str(), t.as_str())).collect();
    assert!(loaded(&files).languages.iter().any(|l| l.name == "xx"));
}

const DOUBTFUL: &str = r#"
[[words]]
id = "xx/doubt.endings"
class = "suffix"
words = ["ko"]
why = "An ending."
fires = [{ text = "firstmonth<<ko>>" }]
silent = ["other"]

[[words]]
id = "xx/doubt.months"
class = "month"
words = { firstmonth = "2", secondmonth = "2", secondmonthko = "2" }
why = "One clash, one word that its ending leads to."
fires = [{ text = "<<secondmonth>>" }, { text = "in <<secondmonth>>" }]
silent = ["other"]

[[words]]
id = "xx/doubt.again"
class = "month"
words = { secondmonth = "2" }
why = "One duplicate."
fires = [{ text = "<<secondmonth>>" }, { text = "in <<secondmonth>>" }]
silent = ["other"]

[[pattern]]
id = "xx/doubt.patterns"
means = "date"
forms = ["{day} {month}", "{day} {month}"]
why = "One form twice."
fires = [{ text = "<<1 secondmonth>>" }, { text = "on <<2 secondmonth>>" }]
silent = ["other"]

[[line]]
id = "xx/doubt.lines"
role = "clutter"
lines = ["^share"]
why = "A line."
fires = [{ text = "share" }, { text = "share this" }]
silent = ["other"]

[[line]]
id = "xx/doubt.other-lines"
role = "byline"
lines = ["^share"]
why = "The same line with another role."
fires = [{ text = "share" }, { text = "share this" }]
silent = ["other"]

[[words]]
id = "xx/doubt.gone"
status = "retired"
class = "stop"
words = ["gone"]
why = "Retired."

[[words]]
id = "xx/doubt.concepts"
class = "concept"
words = { lonely = "a_concept_of_one_language" }
why = "A key that no other language has."
fires = [{ text = "<<lonely>>" }, { text = "so <<lonely>>" }]
silent = ["other"]
"#;

#[test]
fn lint_finds_what_is_doubtful() {
    let set = loaded(&[("xx/language.toml", LANGUAGE), ("xx/good.toml", GOOD), ("xx/doubt.toml", DOUBTFUL)]);
    let found: Vec<String> = lint(&set).iter().map(ToString::to_string).filter(|w| w.contains("--> xx/")).collect();
    let all = found.join("\n");
    let expected = [
        "warning[W201]: word `firstmonth` is month `2` and month `1`",
        "warning[W201]: line `^share` is clutter and byline",
        "warning[W202]: word `secondmonth` is listed twice",
        "warning[W202]: form `{day} {month}` is listed twice",
        "note[N304]: word `secondmonthko` is found as `secondmonth` with an ending",
        "note[N301]: rule `xx/good.words` has a single `fires` example",
        "note[N302]: only `xx` has words for 1 of the class concept: a_concept_of_one_language",
        "note[N303]: rule `xx/doubt.gone` is retired",
    ];
    for line in expected {
        assert!(found.iter().any(|w| w.starts_with(line)), "no `{line}` in:\n{all}");
    }
    assert!(found.iter().all(|w| w.contains("\nhelp: ")), "{all}");
    assert!(found.iter().map(|w| w.starts_with("note")).is_sorted(), "warnings come before notes:\n{all}");
}

#[derive(Parser)]
struct Line {
    #[command(flatten)]
    args: RulesArgs,
}

/// What `gormil rules` prints, and its exit status.
fn told(args: &[&str]) -> (String, Result<u8, Error>) {
    let words = std::iter::once("rules").chain(args.iter().copied());
    let line = Line::try_parse_from(words).unwrap_or_else(|e| panic!("{e}"));
    let mut out = Vec::new();
    let status = run(&line.args, &mut out, &mut Vec::new());
    (String::from_utf8(out).unwrap(), status)
}

#[test]
fn rules_are_listed_and_shown() {
    let dir = folder(&[("xx/language.toml", LANGUAGE), ("xx/good.toml", GOOD)]);
    let overlay = dir.path().to_str().unwrap();
    let (list, status) = told(&["list", "--rules", overlay]);
    assert!(list.contains("xx/good.words\twords\tmonth\tstable\t1\t1\txx/good.toml:2:1\n"), "{list}");
    assert_eq!(status.unwrap(), 0);
    let (rule, _) = told(&["show", "xx/good.words", "--rules", overlay]);
    assert!(rule.contains("firstmonth = 1") && rule.contains("in <<firstmonth>>"), "{rule}");
    let (names, _) = told(&["show"]);
    assert!(names.contains("class of [[words]]: suffix, stop") && names.contains("crawl_date"), "{names}");
}

#[test]
fn lint_and_test_say_how_it_went() {
    let files = [("xx/language.toml", LANGUAGE), ("xx/good.toml", GOOD), ("xx/doubt.toml", DOUBTFUL)];
    let dir = folder(&files);
    let overlay = dir.path().to_str().unwrap();
    let (said, status) = told(&["lint", "--rules", overlay]);
    assert!(said.contains("warning[W201]"), "{said}");
    assert_eq!(status.unwrap(), 1);
    let (said, _) = told(&["test", "xx/good", "--rules", overlay]);
    assert!(said.contains("1 rule, 2 examples: "), "{said}");
    let unknown = told(&["test", "xx/goood.words", "--rules", overlay]).1.unwrap_err();
    assert!(unknown.to_string().contains("did you mean `xx/good.words`?"), "{unknown}");
    assert_eq!(unknown.status(), 2);
}
