//! What people have: saved pages, dumps of the extractors, feeds, crawls and tables, and the same things broken.
//! `tests/formats/expected.jsonl` tells what each file has to give; `tests/formats/README.md` how each was made.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gormil::fold::folded;
use gormil::model::{Article, How, Published, Role, Skipped, Text};
use gormil::ruleset::RuleSet;
use gormil::{inspect, ruleset};
use serde_json::Value;

/// Least F1 of the words of a story against those that we wrote.
const LEAST: f64 = 0.95;
/// Signs that steer the direction of writing, and others that show nothing.
const UNSEEN: &[char] = &[
    '\u{200E}', '\u{200F}', '\u{202A}', '\u{202B}', '\u{202C}', '\u{202D}', '\u{202E}', '\u{2066}', '\u{2067}',
    '\u{2068}', '\u{2069}', '\u{FEFF}', '\u{AD}',
];

fn rules() -> &'static RuleSet {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| ruleset::shipped().unwrap_or_else(|e| panic!("{e}")));
    &RULES
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats")
}

/// The rows of `expected.jsonl` whose files stand below `folder`.
fn expected(folder: &str) -> Vec<Value> {
    let rows = std::fs::read_to_string(root().join("expected.jsonl")).unwrap();
    let rows = rows.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
    let rows: Vec<Value> = rows.filter(|r| r["files"][0].as_str().unwrap().starts_with(folder)).collect();
    assert!(!rows.is_empty(), "nothing is expected of {folder}");
    rows
}

/// One article as read.
struct Read {
    article: Article,
    text: Text,
    published: Published,
}

fn read(paths: &[PathBuf]) -> (Vec<Read>, Vec<Skipped>) {
    let (articles, texts, published, skipped) = inspect(paths, rules()).unwrap_or_else(|e| panic!("{e}"));
    let all = articles.into_iter().zip(texts).zip(published);
    (all.map(|((article, text), published)| Read { article, text, published }).collect(), skipped)
}

fn read_row(row: &Value) -> (Vec<Read>, Vec<Skipped>) {
    let files = row["files"].as_array().unwrap().iter();
    read(&files.map(|f| root().join(f.as_str().unwrap())).collect::<Vec<_>>())
}

fn squeezed(text: &str) -> String {
    let text: String = text.chars().filter(|c| !UNSEEN.contains(c)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text, each with its number.
fn words(text: &str) -> BTreeMap<String, usize> {
    let mut words = BTreeMap::new();
    for word in squeezed(&folded(text)).split(|c: char| c.is_whitespace() || c.is_ascii_punctuation()) {
        let word =
            word.trim_matches(|c: char| !c.is_alphanumeric() && c < '\u{300}' || ('\u{2010}'..'\u{2030}').contains(&c));
        if !word.is_empty() {
            *words.entry(word.to_owned()).or_insert(0) += 1;
        }
    }
    words
}

fn f1(have: &str, want: &str) -> f64 {
    let (have, want) = (words(have), words(want));
    let shared: usize = want.iter().map(|(w, n)| *n.min(have.get(w).unwrap_or(&0))).sum();
    let all: usize = have.values().sum::<usize>() + want.values().sum::<usize>();
    2.0 * shared as f64 / all.max(1) as f64
}

/// The story of an article, without the lines that are not.
fn story(read: &Read) -> String {
    let lines = read.text.lines.iter().filter(|l| matches!(l.role, Role::Body | Role::Heading));
    lines.map(|l| l.span.of(&read.article.text)).collect::<Vec<_>>().join("\n")
}

/// An address without what does not tell one article from another.
fn address(url: &str) -> String {
    let url = url.split("utm_").next().unwrap().trim_end_matches(['?', '&']).trim_end_matches('/');
    url.split_once(':').map_or(url, |(_, rest)| rest).to_owned()
}

fn host(outlet: &str) -> &str {
    outlet.strip_prefix("www.").unwrap_or(outlet)
}

/// The mistakes in the story of one article.
fn story_mistakes(want: &Value, have: &Read) -> Vec<String> {
    let mut wrong = Vec::new();
    if let Some(name) = want["body"].as_str() {
        let body = std::fs::read_to_string(root().join(format!("bodies/{name}.txt"))).unwrap();
        let f1 = f1(&story(have), &body);
        println!("{f1:.3} {}", have.article.document);
        if f1 < LEAST {
            wrong.push(format!("body {name}: F1 {f1:.3}\n{}", differing(&story(have), &body)));
        }
        return wrong;
    }
    let text = squeezed(&have.article.text);
    for part in ["starts", "ends"] {
        let part = squeezed(want[part].as_str().unwrap());
        if !text.contains(&part) {
            wrong.push(format!("the text lacks '{part}'"));
        }
    }
    // The headline may stand above the text that the dump gives.
    let least = want["words"].as_u64().unwrap() as usize;
    let most = least + want["title"].as_str().map_or(0, |t| t.split_whitespace().count());
    let count = text.split_whitespace().count();
    if count < least || count > most {
        wrong.push(format!("{count} words, not {least} to {most}"));
    }
    wrong
}

/// Lines that only one of the two has, `-` missing and `+` too much.
fn differing(have: &str, want: &str) -> String {
    let lines = |t: &str| t.lines().map(|l| squeezed(&folded(l))).filter(|l| !l.is_empty()).collect::<Vec<_>>();
    let (have, want) = (lines(have), lines(want));
    let missing = want.iter().filter(|l| !have.contains(l)).map(|l| format!("      - {l}"));
    let more = have.iter().filter(|l| !want.contains(l)).map(|l| format!("      + {l}"));
    missing.chain(more).collect::<Vec<_>>().join("\n")
}

/// The mistake in a date: one that is not told, one told wrongly, and one told where the file has none. What is worked out
/// from the story has to be right.
fn date_mistake(want: &Value, have: &Published) -> Option<String> {
    let at = have.at.map(gormil::model::Moment::iso);
    let right = match (want["published"].as_str(), &at) {
        (None, None) => true,
        (None, Some(at)) => {
            let day = want["true"].as_str();
            have.how != How::Given && day.is_some_and(|day| at.starts_with(day))
        }
        (Some(_), None) => false,
        (Some(want), Some(at)) => at.starts_with(want),
    };
    (!right).then(|| format!("date: {} but {at:?} ({:?})", want["published"], have.how))
}

/// All mistakes in one article.
fn mistakes(want: &Value, have: &Read) -> Vec<String> {
    let mut wrong = story_mistakes(want, have);
    wrong.extend(date_mistake(want, &have.published));
    let outlet = want["outlet"].as_str().unwrap();
    if host(outlet) != host(&squeezed(&have.text.outlet)) || !have.text.outlet_stated {
        let stated = have.text.outlet_stated;
        wrong.push(format!("outlet: '{outlet}' but '{}', stated: {stated}", have.text.outlet));
    }
    if let Some(title) = want["title"].as_str()
        && Some(squeezed(title)) != have.text.title.as_deref().map(squeezed)
    {
        wrong.push(format!("title: '{title}' but '{}'", have.text.title.as_deref().unwrap_or_default()));
    }
    let urls = [want["url"].as_str(), have.article.url.as_deref()].map(|u| u.map(address));
    if urls[0] != urls[1] {
        wrong.push(format!("url: {:?} but {:?}", urls[0], urls[1]));
    }
    wrong
}

/// Whether the two are of one article, whatever may be wrong with it.
fn same(want: &Value, have: &Read) -> bool {
    let url = |u: &str| have.article.url.as_deref().map(address) == Some(address(u));
    let titled = want["title"].as_str().is_some_and(|t| Some(squeezed(t)) == have.text.title.as_deref().map(squeezed));
    want["url"].as_str().is_some_and(url) || titled
}

/// What is wrong with what the files of a row gave.
fn row_mistakes(row: &Value) -> Vec<String> {
    let (mut have, skipped) = read_row(row);
    let mut wrong = Vec::new();
    let articles = row["articles"].as_array().unwrap();
    for (number, want) in (1..).zip(articles) {
        let at = have.iter().position(|h| same(want, h)).or((articles.len() == 1 && have.len() == 1).then_some(0));
        match at {
            Some(at) => wrong.extend(mistakes(want, &have.remove(at)).into_iter().map(|m| format!("[{number}] {m}"))),
            None => wrong.push(format!("[{number}] missing: {}", want["title"])),
        }
    }
    wrong.extend(
        have.iter()
            .map(|h| format!("too much: {} '{}'", h.article.document, h.text.title.as_deref().unwrap_or_default())),
    );
    wrong.extend(skipped_mistakes(row, &skipped));
    wrong
}

/// Rows of problems.csv: as many as there have to be, each with one of the words and with help.
fn skipped_mistakes(row: &Value, skipped: &[Skipped]) -> Vec<String> {
    let mut wrong = Vec::new();
    let least = row["skipped"].as_u64().unwrap() as usize;
    let fits = if row["or_more"] == true { skipped.len() >= least } else { skipped.len() == least };
    if !fits {
        wrong.push(format!(
            "{} skipped, not {least}: {:?}",
            skipped.len(),
            skipped.iter().map(|s| &s.problem).collect::<Vec<_>>()
        ));
    }
    let says: Vec<String> =
        row["says"].as_array().unwrap().iter().map(|w| w.as_str().unwrap().to_lowercase()).collect();
    let named = |s: &Skipped| says.iter().any(|w| s.problem.to_lowercase().contains(w.as_str()));
    if least > 0 && !skipped.is_empty() && !skipped.iter().any(named) {
        wrong.push(format!("says none of {says:?}: {:?}", skipped.iter().map(|s| &s.problem).collect::<Vec<_>>()));
    }
    wrong.extend(skipped.iter().filter(|s| s.help.trim().is_empty()).map(|s| format!("no help for {:?}", s.problem)));
    wrong
}

fn all_right(folders: &[&str]) {
    let rows: Vec<Value> = folders.iter().flat_map(|f| expected(f)).collect();
    let wrong: Vec<String> = rows.iter().filter_map(|r| described(r, row_mistakes(r))).collect();
    assert!(wrong.is_empty(), "{} of {} have mistakes\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

fn described(row: &Value, mistakes: Vec<String>) -> Option<String> {
    let files: Vec<&str> = row["files"].as_array().unwrap().iter().filter_map(Value::as_str).collect();
    (!mistakes.is_empty()).then(|| format!("{}\n    {}", files.join(" + "), mistakes.join("\n    ")))
}

#[test]
fn pages_give_their_story_and_what_they_declare() {
    all_right(&["pages/"]);
}

#[test]
fn dumps_of_extractors_are_read_as_they_stand() {
    all_right(&["dumps/trafilatura", "dumps/newspaper4k", "dumps/news-please", "dumps/fundus"]);
}

#[test]
fn lists_and_tables_are_read() {
    all_right(&["dumps/media-cloud", "dumps/event-registry", "dumps/gdelt", "dumps/plain", "dumps/schema.org"]);
}

#[test]
fn feeds_are_read() {
    all_right(&["dumps/feeds"]);
}

#[test]
fn archives_and_columns_are_read() {
    all_right(&["dumps/warc", "dumps/parquet", "dumps/packed"]);
}

#[test]
fn what_is_broken_is_named() {
    let rows = expected("broken/");
    let wrong = rows.iter().filter_map(|row| {
        let (articles, skipped) = read_row(row);
        let mut wrong = skipped_mistakes(row, &skipped);
        if row["count"].as_u64().is_some_and(|n| n as usize != articles.len()) {
            wrong.push(format!("{} articles, not {}", articles.len(), row["count"]));
        }
        let file = row["files"][0].as_str().unwrap().trim_start_matches("broken/");
        let of_it = |s: &&Skipped| s.document.split('#').next() == Some(file);
        wrong.extend(skipped.iter().filter(|s| !of_it(s)).map(|s| format!("names {:?}", s.document)));
        described(row, wrong)
    });
    let wrong: Vec<String> = wrong.collect();
    assert!(wrong.is_empty(), "{} of {} have mistakes\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[test]
fn the_line_that_is_broken_is_told() {
    let (_, skipped) = read(&[root().join("broken/line-in-the-middle.jsonl")]);
    assert_eq!(skipped.iter().map(|s| s.line).collect::<Vec<_>>(), [Some(2)]);
}

#[test]
fn a_page_beside_broken_files_is_whole() {
    let (alone, _) = read(&[root().join("pages/en-longread.html")]);
    let (among, _) = read(&[root().join("broken"), root().join("pages/en-longread.html")]);
    let found = among.iter().find(|r| r.article.document == "en-longread.html").expect("the page is read");
    assert_eq!((&found.article, &found.text), (&alone[0].article, &alone[0].text));
}

#[test]
fn a_page_nested_a_million_deep_is_named() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("deep.html"), format!("<html><body>{}hello", "<div>".repeat(1_000_000))).unwrap();
    std::fs::write(folder.path().join("deep.json"), format!("{}1", "[".repeat(1_000_000))).unwrap();
    let (articles, skipped) = read(&[folder.path().to_owned()]);
    assert!(articles.is_empty());
    let named: Vec<&str> = skipped.iter().map(|s| s.document.as_str()).collect();
    assert_eq!(named, ["deep.html", "deep.json"], "{skipped:?}");
    assert!(skipped.iter().all(|s| s.refused && !s.help.is_empty()));
}

#[test]
fn a_file_of_two_gigabytes_is_named() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["huge.txt", "huge.html"] {
        // It has no bytes on the disk.
        std::fs::File::create(folder.path().join(name)).unwrap().set_len(2 << 30).unwrap();
    }
    let (articles, skipped) = read(&[folder.path().to_owned()]);
    assert!(articles.is_empty());
    assert_eq!(skipped.len(), 2, "{skipped:?}");
    assert!(skipped.iter().all(|s| s.refused && !s.help.is_empty()));
}

#[cfg(unix)]
#[test]
fn a_loop_of_folders_ends() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("inner");
    std::fs::create_dir(&inner).unwrap();
    std::os::unix::fs::symlink(folder.path(), inner.join("up")).unwrap();
    std::fs::copy(root().join("pages/en-graph.html"), inner.join("story.html")).unwrap();
    let (articles, skipped) = read(&[folder.path().to_owned()]);
    assert_eq!(articles.iter().map(|r| r.article.document.as_str()).collect::<Vec<_>>(), ["inner/story.html"]);
    assert!(skipped.iter().any(|s| s.document == "inner/up" && !s.help.is_empty()), "{skipped:?}");
}

#[cfg(unix)]
#[test]
fn a_file_that_may_not_be_read_is_named() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("locked.txt");
    std::fs::write(&path, "Lagoon Post\n\nA ferry sank.\n").unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::read(&path).is_ok() {
        println!("skipped: whoever runs this may read everything");
        return;
    }
    let (articles, skipped) = read(&[folder.path().to_owned()]);
    assert!(articles.is_empty());
    assert_eq!(skipped.len(), 1);
    assert!(skipped[0].refused && !skipped[0].help.is_empty());
}
