//! From files to sentences, on small articles of invented outlets.

#![allow(missing_docs, clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gormil::error::Error;
use gormil::model::{Article, Role, Sentence, SentenceKind, Skipped, Text};
use gormil::read::Options;
use gormil::ruleset::RuleSet;
use gormil::{clean, read, ruleset, split};
use proptest::prelude::*;
use tempfile::TempDir;

fn rules() -> &'static RuleSet {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| ruleset::shipped().unwrap_or_else(|e| panic!("{e}")));
    &RULES
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    folder
}

fn read(folder: &Path) -> (Vec<Article>, Vec<Skipped>) {
    read_all(&[folder.to_owned()]).unwrap()
}

fn read_all(inputs: &[PathBuf]) -> Result<(Vec<Article>, Vec<Skipped>), Error> {
    read::articles(inputs, &Options::default(), rules())
}

fn article(text: &str) -> Article {
    let folder = folder(&[("lagoon.txt", text.as_bytes())]);
    read(folder.path()).0.remove(0)
}

fn cleaned(article: &Article) -> Text {
    clean::texts(std::slice::from_ref(article), rules()).remove(0)
}

/// Lines of one role, as printed.
fn lines<'a>(article: &'a Article, text: &Text, role: Role) -> Vec<&'a str> {
    let lines = text.lines.iter().filter(|l| l.role == role);
    lines.map(|l| l.span.of(&article.text).trim()).collect()
}

fn sentences(article: &Article, text: &Text) -> Vec<Sentence> {
    split::sentences(std::slice::from_ref(article), std::slice::from_ref(text), rules())
}

const PAGE: &str = "\
Lagoon Post
Home > Nation
Published: 12 June 2024, 10:20 am

Ferry sinks off Larkfield, nine dead

By Ada Quill in Larkfield

The ferry leaning to one side. Photo: Lagoon Post
The ferry leaning to one side. Photo: Lagoon Post

Nine people died when a ferry sank off Larkfield on Tuesday, the coast guard said.

Read more: Storm warning lifted in the north

\u{A0}

Divers at work
Divers found the wreck at a depth of 40 feet. The captain is missing.

The dead are:
- Tom Reed, 41
- Mira Sen, 12

\u{201C}We heard a crack. Then the lights went out,\u{201D} said a passenger.

Follow us on Facebook and Google News
Leave a Reply
Your email address will not be published.
RELATED
Gold price falls for a third day
7
Two towns flooded in the west
";

#[test]
fn furniture_is_told_from_the_story() {
    let article = article(PAGE);
    let text = cleaned(&article);
    assert_eq!(text.outlet, "Lagoon Post");
    assert!(text.outlet_stated);
    assert_eq!(text.title.as_deref(), Some("Ferry sinks off Larkfield, nine dead"));
    assert_eq!(lines(&article, &text, Role::Dateline), ["Published: 12 June 2024, 10:20 am"]);
    assert_eq!(lines(&article, &text, Role::Byline), ["By Ada Quill in Larkfield"]);
    assert_eq!(lines(&article, &text, Role::Heading), ["Divers at work"]);
    let story = lines(&article, &text, Role::Body);
    assert_eq!(story.len(), 6, "{story:#?}");
    assert_eq!(story[3], "- Tom Reed, 41");
    assert_eq!(lines(&article, &text, Role::Clutter).len(), 11);
}

#[test]
fn an_outlet_nobody_names_is_the_file() {
    let article = article("Two storms crossed the lagoon on Monday. No one was hurt.\nBoats stayed in port.");
    let text = cleaned(&article);
    assert_eq!((text.outlet.as_str(), text.outlet_stated), ("lagoon", false));
    assert_eq!(text.title, None);
    assert_eq!(lines(&article, &text, Role::Body).len(), 2);
}

#[test]
fn a_summary_that_the_story_repeats_is_dropped_once() {
    let lead = "The bridge over the Ambar will be closed for six weeks from Monday.";
    let article = article(&format!(
        "Bridge to close for repair\n\nBRIDGE: {lead}\n\n{lead} Drivers must go round by Larkfield.\n"
    ));
    let text = cleaned(&article);
    assert_eq!(lines(&article, &text, Role::Body), [format!("{lead} Drivers must go round by Larkfield.")]);
}

#[test]
fn lines_of_json_are_articles() {
    let lines = concat!(
        "\u{FEFF}{\"outlet\": \"Lagoon\", \"url\": \"https://lagoon.example/1\", \"title\": \"A\", \"published\": \"None\", \"text\": \"One. Two.\"}\n",
        "\n{\"outlet\": \"Lagoon\", \"text\": \"Three.\", \"extra\": [1]}\n",
        "{\"outlet\": null, \"text\": \"Four.\"}\n",
        "{\"outlet\": \"Lagoon\", \"text\": \"Five.\"}\n",
        "{\"broken\": \n[1]\n{\"text\": \"\"}\n"
    );
    let folder = folder(&[("feed.jsonl", lines.as_bytes())]);
    let (articles, skipped) = read(folder.path());
    let names: Vec<&str> = articles.iter().map(|a| a.document.as_str()).collect();
    assert_eq!(names, ["feed.jsonl#Lagoon", "feed.jsonl#Lagoon#5", "feed.jsonl#https://lagoon.example/1"]);
    assert_eq!(articles[2].published, None);
    assert_eq!((articles[0].first_line, articles[0].line_by_line), (3, false));
    let refused: Vec<Option<u32>> = skipped.iter().map(|s| s.line).collect();
    assert_eq!(refused, [Some(4), Some(6), Some(7), Some(8)]);
    assert!(skipped[0].problem.contains("neither an outlet nor an address"), "{skipped:?}");
    assert!(skipped.iter().all(|s| s.refused && !s.help.is_empty()));
}

#[test]
fn a_page_says_what_it_is() {
    let page = r#"<!doctype html><html><head><title>Ferry sinks - Lagoon Post</title>
        <script type="application/ld+json">{"@graph": [{"@type": "WebSite"}, {"@type": ["NewsArticle"], "headline": "Ferry sinks off Larkfield",
        "datePublished": "2024-06-12T10:20:00+06:00", "publisher": {"name": "Lagoon Post"}}]}</script></head><body>
        <nav><a href="/">Home</a></nav><h1>Ferry sinks off Larkfield</h1><p>Nine people died when a ferry sank off Larkfield on Tuesday,
        the coast guard said.</p><figure><figcaption>The ferry</figcaption></figure><p>Divers found the wreck at a depth of 40&nbsp;feet.</p>
        <aside><p>Gold price falls again, traders said on Monday in the city.</p></aside><script>var dead = 99;</script></body></html>"#;
    let folder = folder(&[("a/page.html", page.as_bytes())]);
    let (articles, skipped) = read(folder.path());
    assert!(skipped.is_empty());
    let article = &articles[0];
    assert_eq!((article.document.as_str(), article.reader), ("a/page.html", "html"));
    assert_eq!(article.outlet.as_deref(), Some("Lagoon Post"));
    assert_eq!(article.published.as_deref(), Some("2024-06-12T10:20:00+06:00"));
    let text = cleaned(article);
    assert_eq!(text.title.as_deref(), Some("Ferry sinks off Larkfield"));
    assert_eq!(lines(article, &text, Role::Title), ["Ferry sinks off Larkfield"]);
    let story = lines(article, &text, Role::Body);
    assert_eq!(story.len(), 2, "{:?}", article.text);
    assert!(story[1].starts_with("Divers found the wreck"));
}

#[test]
fn what_cannot_be_read_is_a_row_and_the_rest_goes_on() {
    let deep = format!("<html><body>{}x{}</body></html>", "<div>".repeat(50_000), "</div>".repeat(50_000));
    let folder = folder(&[
        ("good.txt", b"One sentence stands here.\n"),
        ("empty.txt", b""),
        ("space.txt", b" \n\t\n"),
        ("latin.txt", b"One line.\ncaf\xE9 closed.\n"),
        ("nul.txt", b"a\0b"),
        ("wide.txt", b"\xFF\xFEa\0"),
        ("marked.txt", b"\xEF\xBB\xBFA mark of order is no text.\n"),
        ("deep.html", deep.as_bytes()),
        ("bare.html", b"<html><body><script>1</script></body></html>"),
        ("photo.JPG", b"\xFF\xD8"),
        ("sheet.pdf", b"%PDF"),
        (".hidden.txt", b"Nobody reads this."),
    ]);
    let (articles, skipped) = read(folder.path());
    let names: Vec<&str> = articles.iter().map(|a| a.document.as_str()).collect();
    assert_eq!(names, ["good.txt", "latin.txt", "marked.txt", "wide.txt"]);
    assert!(articles[1].text.contains("caf\u{E9} closed"));
    assert!(articles[2].text.starts_with('A'));
    assert_eq!(articles[3].text, "a");
    let rows: Vec<(&str, Option<u32>, bool)> =
        skipped.iter().map(|s| (s.document.as_str(), s.line, s.refused)).collect();
    let refused = |name| (name, None, true);
    assert_eq!(
        rows,
        [
            refused("bare.html"),
            refused("deep.html"),
            refused("empty.txt"),
            ("nul.txt", Some(1), true),
            ("photo.JPG", None, false),
            refused("sheet.pdf"),
            refused("space.txt"),
        ]
    );
}

#[test]
fn an_input_that_is_not_there_ends_the_run() {
    let folder = folder(&[]);
    let missing = folder.path().join("nowhere");
    assert!(matches!(read_all(std::slice::from_ref(&missing)), Err(Error::NoSuchInput(path)) if path == missing));
}

#[test]
fn names_do_not_depend_on_the_order_of_the_inputs() {
    let folder = folder(&[("a/x.txt", b"One stands here."), ("b/x.txt", b"Two stands here."), ("b/y.txt", b"Three.")]);
    let (a, b) = (folder.path().join("a"), folder.path().join("b"));
    let one = read_all(&[a.clone(), b.clone(), b.join("y.txt")]).unwrap();
    let two = read_all(&[b.join("y.txt"), b, a]).unwrap();
    assert_eq!(one, two);
    let names: Vec<&str> = one.0.iter().map(|a| a.document.as_str()).collect();
    assert_eq!(names, ["b/x.txt", "x.txt", "y.txt"]);
}

#[test]
fn a_quotation_stays_whole() {
    let rules = rules();
    let english = rules.languages.iter().find(|l| l.code == "en").unwrap();
    let split =
        |text: &str| -> Vec<String> { split::units(text, english).iter().map(|s| s.of(text).to_owned()).collect() };
    let quoted = "\u{201C}We saw it. It burned,\u{201D} she said. The workers\u{2019} hall is gone.";
    assert_eq!(split(quoted), ["\u{201C}We saw it. It burned,\u{201D} she said.", "The workers\u{2019} hall is gone."]);
    assert_eq!(
        split("Dr. Sen met Mr. A. B. Reed at 6:52 a.m. It rained."),
        ["Dr. Sen met Mr. A. B. Reed at 6:52 a.m.", "It rained."]
    );
    assert_eq!(split("\u{201C}No end to it. He left.\u{A0}\n\nNext."), ["\u{201C}No end to it.", "He left.", "Next."]);
}

#[test]
fn an_apostrophe_opens_nothing_in_bengali() {
    let rules = rules();
    let bengali = rules.languages.iter().find(|l| l.code == "bn").unwrap();
    let text = "দু\u{2019}দিন পর \u{2018}সেতু\u{2019} খুলল। মো. করিম বলেন, \u{2018}আমরা খুশি। কাজ শেষ।\u{2019} পরে তিনি যান।আর ফেরেননি।";
    let units: Vec<&str> = split::units(text, bengali).iter().map(|s| s.of(text)).collect();
    assert_eq!(units.len(), 4, "{units:#?}");
    assert!(units[1].starts_with("মো. করিম") && units[1].ends_with('\u{2019}'));
}

#[test]
fn a_long_line_is_split_as_a_short_one() {
    let one = "The pump in ward 7 broke on Monday at 6.30 p.m. and was mended by Dr. Reed. Nobody was hurt. ";
    let english = rules().languages.iter().find(|l| l.code == "en").unwrap();
    assert_eq!(split::units(one, english).len(), 2);
    assert_eq!(split::units(&one.repeat(500), english).len(), 1000);
}

#[test]
fn line_numbers_are_those_of_the_file() {
    let article = article("Boats stayed in port on Monday.\r\n\r\nThe storm passed. It rained.\r\n");
    let text = cleaned(&article);
    let found: Vec<(u32, &str)> =
        sentences(&article, &text).iter().map(|s| (s.line, s.span.of(&article.text))).collect();
    assert_eq!(found, [(1, "Boats stayed in port on Monday."), (3, "The storm passed."), (3, "It rained.")]);
}

#[test]
fn every_line_rule_knows_its_own_examples() {
    let rules = rules();
    let mut bad = Vec::new();
    for line in rules.languages.iter().flat_map(|l| &l.lines) {
        let info = &rules.rules[line.rule.index()];
        let fires = |text: &str| {
            let folded = gormil::fold::folded(text).split_whitespace().collect::<Vec<_>>().join(" ");
            line.lines.iter().any(|l| l.is_match(folded.trim_start_matches("| ")))
        };
        bad.extend(info.fires.iter().filter(|f| !fires(&f.text)).map(|f| format!("missing {}: {}", info.id, f.text)));
        bad.extend(info.silent.iter().filter(|s| fires(s)).map(|s| format!("noisy {}: {s}", info.id)));
    }
    assert!(bad.is_empty(), "{}", bad.join("\n"));
}

#[test]
fn a_lead_in_the_head_of_an_article_is_kept() {
    let words = "The bridge over the Ambar will close on Monday, the road office said. ";
    let more = words.replace("close", "open").repeat(6);
    let page = format!(
        "<html><body><article><header><h1>Bridge closes</h1><p>Drivers face a detour of 14 km.</p></header>\
         <div><p>{words}</p><p>{more}</p></div></article></body></html>"
    );
    let folder = folder(&[("page.html", page.as_bytes())]);
    let (articles, _) = read(folder.path());
    let text = cleaned(&articles[0]);
    let story = lines(&articles[0], &text, Role::Body);
    assert_eq!(story.first(), Some(&"Drivers face a detour of 14 km."), "{}", articles[0].text);
}

/// A line of the kinds that articles hold, and of none.
fn line() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        Just("Read more".to_owned()),
        Just("Published: 12 June 2024, 10:20 am".to_owned()),
        Just("Leave a Reply".to_owned()),
        "[0-9]{1,3}",
        "[A-Za-zক-হ ]{1,30}",
        "[A-Za-zক-হািু’‘“”\"' ]{1,60}[.।?!]",
        "\\PC{0,80}",
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), kind in 0..3_usize) {
        let name = ["a.txt", "a.html", "a.jsonl"][kind];
        let folder = folder(&[(name, &bytes)]);
        let (articles, skipped) = read(folder.path());
        prop_assert!(!articles.is_empty() || !skipped.is_empty());
    }

    #[test]
    fn splitting_loses_no_text(lines in prop::collection::vec(line(), 1..14)) {
        let rules = rules();
        let article = Article { text: lines.join("\n"), first_line: 1, line_by_line: true, ..Article::default() };
        let texts = clean::texts(std::slice::from_ref(&article), rules);
        let sentences = split::sentences(std::slice::from_ref(&article), &texts, rules);
        let mut end = 0;
        for s in &sentences {
            let piece = article.text.get(s.span.start()..s.span.end());
            prop_assert!(piece.is_some_and(|p| !p.is_empty() && p.trim() == p), "{:?}", s);
            prop_assert!(s.span.start() >= end);
            end = s.span.end();
        }
        let squeezed = |text: &str| text.split_whitespace().collect::<String>();
        let story: String = lines_of(&article, &texts[0]).map(squeezed).collect();
        let told = sentences.iter().filter(|s| s.kind == SentenceKind::Body);
        let told: String = told.map(|s| squeezed(s.span.of(&article.text))).collect();
        prop_assert_eq!(story, told);
        prop_assert_eq!(texts[0].lines.len(), article.text.lines().count().max(1));
    }

    #[test]
    fn free_text_is_split_without_loss(text in "(?s).{0,200}") {
        let rules = rules();
        for language in &rules.languages {
            let told: String = split::units(&text, language).iter().map(|s| s.of(&text)).collect();
            let squeezed = |t: &str| t.split_whitespace().collect::<String>();
            prop_assert_eq!(squeezed(&told), squeezed(&text));
        }
    }
}

fn lines_of<'a>(article: &'a Article, text: &'a Text) -> impl Iterator<Item = &'a str> {
    text.lines.iter().filter(|l| l.role == Role::Body).map(|l| l.span.of(&article.text))
}
