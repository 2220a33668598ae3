//! The five seed articles: outlet, headline, story lines and sentences as the truth beside them says.
//! Skips, and says so, where the seeds are not there.

#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gormil::model::{Article, Role, Sentence, SentenceKind, Text};
use gormil::{clean, read, ruleset, split};
use serde_json::Value;

fn shared(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if !path.exists() {
        println!("skipped: {} is not there", path.display());
    }
    path.exists().then_some(path)
}

fn rows(path: &Path) -> Vec<Value> {
    let text = std::fs::read_to_string(path).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn read_all(folder: &Path) -> (Vec<Article>, Vec<Text>, Vec<Sentence>) {
    let rules = ruleset::shipped().unwrap_or_else(|e| panic!("{e}"));
    let (articles, skipped) = read::articles(&[folder.to_owned()], &read::Options::default(), &rules).unwrap();
    assert!(skipped.iter().all(|s| !s.refused), "{skipped:?}");
    let texts = clean::texts(&articles, &rules);
    let sentences = split::sentences(&articles, &texts, &rules);
    (articles, texts, sentences)
}

fn ranges(value: &Value) -> BTreeSet<usize> {
    let pairs = value.as_array().unwrap().iter();
    pairs.flat_map(|p| p[0].as_u64().unwrap() as usize..=p[1].as_u64().unwrap() as usize).collect()
}

/// The mistakes in one document.
fn mistakes(gold: &Value, article: &Article, text: &Text) -> Vec<String> {
    let mut out = Vec::new();
    let mut wrong = |what: &str, want: &Value, have: Option<&str>| {
        if want.as_str() != have {
            out.push(format!("{}: {what}: {want} but {have:?}", article.document));
        }
    };
    wrong("title", &gold["title"], text.title.as_deref());
    wrong("outlet", &gold["outlet"], text.outlet_stated.then_some(text.outlet.as_str()));
    let (body, clutter) = (ranges(&gold["body"]), ranges(&gold["clutter"]));
    for (number, line) in (1..).zip(&text.lines) {
        let fits = match line.role {
            Role::Blank => true,
            Role::Body | Role::Heading => body.contains(&number),
            Role::Title => gold["title_line"].as_u64() == Some(number as u64),
            Role::Outlet | Role::Byline | Role::Dateline | Role::CrawlDate | Role::Clutter => clutter.contains(&number),
        };
        if !fits {
            out.push(format!("{}:{number}: {:?} {}", article.document, line.role, line.span.of(&article.text)));
        }
    }
    let dated: Vec<u64> = (1..).zip(&text.lines).filter(|(_, l)| l.role == Role::Dateline).map(|(n, _)| n).collect();
    if gold["published"]["how"] == "stated" && dated != vec![gold["published"]["line"].as_u64().unwrap()] {
        out.push(format!("{}: date lines {dated:?}", article.document));
    }
    out
}

#[test]
fn documents_are_as_the_truth_says() {
    let (Some(seeds), Some(gold)) = (shared("seeds"), shared("seeds-gold/documents.jsonl")) else { return };
    let (articles, texts, _) = read_all(&seeds);
    let gold = rows(&gold);
    assert_eq!(gold.len(), articles.len());
    let mut bad = Vec::new();
    for row in &gold {
        let at = articles.iter().position(|a| a.document == row["file"].as_str().unwrap()).unwrap();
        bad.extend(mistakes(row, &articles[at], &texts[at]));
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn sentences_are_as_the_truth_says() {
    let (Some(seeds), Some(gold)) = (shared("seeds"), shared("seeds-gold/sentences.jsonl")) else { return };
    let (articles, _, sentences) = read_all(&seeds);
    let (mut right, mut all, mut bad) = (0, 0, Vec::new());
    for row in rows(&gold) {
        let at = articles.iter().position(|a| a.document == row["file"].as_str().unwrap()).unwrap();
        let story = |s: &&Sentence| matches!(s.kind, SentenceKind::Body | SentenceKind::Heading);
        let mine = sentences.iter().filter(|s| s.article.index() == at).filter(story);
        let mine: Vec<(u64, &str)> = mine.map(|s| (u64::from(s.line), s.span.of(&articles[at].text))).collect();
        for sentence in row["sentences"].as_array().unwrap() {
            let line = sentence["line"].as_u64().unwrap();
            let has = |v: &Value| mine.contains(&(line, v.as_str().unwrap()));
            let inner = || sentence.get("inner").and_then(Value::as_array).is_some_and(|i| i.iter().all(has));
            all += 1;
            if has(&sentence["text"]) || inner() {
                right += 1;
            } else {
                bad.push(format!("{}:{line} {}", row["file"], sentence["text"]));
            }
        }
    }
    println!("sentences: {right} of {all}");
    assert!(all > 0 && right * 100 >= all * 99, "{right} of {all}\n{}", bad.join("\n"));
}

#[test]
fn no_article_of_the_gold_loses_its_story() {
    let Some(gold) = shared("gold") else { return };
    let mut seen = 0;
    for cluster in std::fs::read_dir(gold).unwrap().flatten().filter(|e| e.path().is_dir()) {
        let (articles, texts, sentences) = read_all(&cluster.path().join("articles"));
        for (at, (article, text)) in articles.iter().zip(&texts).enumerate() {
            seen += 1;
            let body = text.lines.iter().filter(|l| l.role == Role::Body).count();
            assert!(body >= 3, "{}: {body} lines of story", article.document);
            assert!(text.title.is_some(), "{}: no headline", article.document);
            assert!(sentences.iter().any(|s| s.article.index() == at), "{}: no sentence", article.document);
        }
        let quotes = rows(&cluster.path().join("gold.jsonl"));
        let lost: Vec<&str> = quotes
            .iter()
            .filter(|r| r["verdict"] != "unrelated")
            .flat_map(|r| [&r["a"], &r["b"]])
            .filter_map(|side| lost(side, &articles, &texts))
            .collect();
        assert!(lost.is_empty(), "{:?}: lost {lost:#?}", cluster.file_name());
    }
    assert!(seen > 0, "no article was read");
}

/// The quotation, where it stands in no line of the story, headline or head.
fn lost<'g>(side: &'g Value, articles: &[Article], texts: &[Text]) -> Option<&'g str> {
    let quote = side["quote"].as_str()?;
    let (file, key) =
        side["doc"].as_str()?.split_once('#').map_or((side["doc"].as_str()?, None), |(f, k)| (f, Some(k)));
    let fold = |t: &str| gormil::fold::folded(t).split_whitespace().collect::<Vec<_>>().join(" ");
    let quote_folded = fold(quote);
    let found = articles
        .iter()
        .zip(texts)
        .filter(|(a, t)| a.document.split('#').next() == Some(file) && key.is_none_or(|k| t.outlet == k))
        .any(|(a, t)| {
            let kept = |r: Role| matches!(r, Role::Title | Role::Body | Role::Heading);
            t.title.as_ref().is_some_and(|t| fold(t).contains(&quote_folded))
                || t.lines.iter().any(|l| kept(l.role) && fold(l.span.of(&a.text)).contains(&quote_folded))
        });
    (!found).then_some(quote)
}
