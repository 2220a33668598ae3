//! report.html: what stands in its bytes, and what a browser makes of it.
//!
//! Without a Chromium on the path the browser's tests print a line and pass.
#![cfg(unix)]
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "support/browser.rs"]
mod browser;
#[path = "report/made.rs"]
#[allow(dead_code)]
mod made;
#[path = "support/run.rs"]
mod run;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use gormil::model::{Bound, Verdict};
use gormil::report::{Options, languages, write};
use regex::Regex;
use serde_json::json;
use tempfile::TempDir;

use crate::browser::Browser;
use crate::made::{Made, amount, ferry};

/// What an article may hold against its reader.
const HOSTILE: &str = "</style></script><script>window.hacked = 1; alert(1)</script><img src=https://evil.example/x \
                       onerror=\"window.hacked = 1\"><svg onload='window.hacked = 1'>\u{202E}\u{2066}\u{1B}[2J\u{7}\
                       {{ 7 * 7 }}{% raw %}]]>--><!-- &lt;b&gt; \"'`";

fn page(made: &Made, options: &Options) -> (TempDir, PathBuf, String) {
    let dir = tempfile::tempdir().unwrap();
    write(&made.outcome, options, dir.path()).unwrap();
    let path = dir.path().join("report.html");
    let html = fs::read_to_string(&path).unwrap();
    (dir, path, html)
}

/// An article that attacks wherever its words come to stand.
fn hostile() -> Made {
    let mut made = Made::new();
    let people = |n: &str| amount(n, n, Bound::Exact, "person");
    let text = format!("{HOSTILE} 46 dead {HOSTILE}");
    made.article(&format!("{HOSTILE}.txt"), HOSTILE, Some("2031-05-02"), Some("javascript:alert(1)"), &text);
    made.article("b.txt", "Katha", Some("2031-05-03"), Some("https://katha.example/a?b=1&c=\"><script>"), "45 dead.");
    made.article("c.txt", "Nodi", None, Some("JAVASCRIPT://nodi.example/%0aalert(1)"), "44 dead.");
    let a = made.claim(&format!("{HOSTILE}.txt"), &text, &format!("46 dead {HOSTILE}"), people("46"), Some(HOSTILE));
    let b = made.claim("b.txt", "45 dead.", "45", people("45"), None);
    let c = made.claim("c.txt", "44 dead.", "44", people("44"), None);
    made.group(&[a, b, c], &[(0, 1, 0.5), (1, 2, 0.5)]);
    made.finding(Verdict::Contradiction, HOSTILE, 0.9, [(HOSTILE, &[a]), ("45", &[b, c])]);
    made.problem(HOSTILE, Some(1), HOSTILE);
    made.outcome.texts[0].title = Some(HOSTILE.to_owned());
    made
}

fn found<'t>(pattern: &str, text: &'t str) -> Vec<&'t str> {
    Regex::new(pattern).unwrap().captures_iter(text).map(|c| c.get(c.len() - 1).unwrap().as_str()).collect()
}

/// The page without its own style and script.
fn markup(html: &str) -> String {
    let (head, rest) = html.split_once("<style>").unwrap();
    let (_, rest) = rest.split_once("</style>").unwrap();
    let (body, tail) = rest.rsplit_once("<script>").unwrap();
    let (_, tail) = tail.split_once("</script>").unwrap();
    [head, body, tail].concat()
}

#[test]
fn hostile_text_is_only_text_in_the_bytes() {
    let values = Regex::new("\"[^\"]*\"").unwrap();
    for ui in languages() {
        let (_dir, _, html) = page(&hostile(), &Options { ui: ui.to_owned(), ..Options::default() });
        assert!(html.contains("&#60;script&#62;window.hacked"), "the hostile text is not on the page at all");
        let markup = markup(&html);
        let names: BTreeSet<String> = found("<([^ >/]*)", &markup).iter().map(|n| n.to_lowercase()).collect();
        assert!(names.contains("article") && names.contains("svg"), "{names:?}");
        assert!(
            ["script", "style", "img", "iframe", "object", "embed", "link", "base"].iter().all(|n| !names.contains(*n))
        );
        let bare = values.replace_all(&markup, "");
        assert_eq!(found(r"<[^>]*\s(on\w+|style|src|srcset)=", &bare), [""; 0]);
        for link in found("href=\"([^\"]*)\"", &markup) {
            let file = [
                "findings.xlsx",
                "findings.csv",
                "findings.jsonl",
                "claims.csv",
                "matrix.csv",
                "gone.csv",
                "problems.csv",
            ]
            .contains(&link);
            assert!(file || link.starts_with('#') || link.starts_with("https://katha.example/a?b=1&#38;c="), "{link}");
        }
        let hidden = |c: &char| {
            (c.is_control() && *c != '\n')
                || matches!(c, '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        };
        assert_eq!(html.chars().find(hidden), None);
    }
}

#[test]
fn nothing_is_loaded_from_elsewhere() {
    let (_dir, _, html) = page(&ferry(), &Options::default());
    let policy = found("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"", &html);
    assert_eq!(policy.len(), 1);
    assert!(policy[0].starts_with("default-src &#39;none&#39;; style-src &#39;sha256-"), "{}", policy[0]);
    assert!(!policy[0].contains("unsafe") && !policy[0].contains("http") && !policy[0].contains('*'), "{}", policy[0]);
    assert!(!html.contains("@import") && !html.contains("url(") && !html.contains("@font-face"));
    assert_eq!((html.matches("<script").count(), html.matches("<style").count()), (1, 1));
}

#[test]
fn ids_are_unique_and_links_on_the_page_lead_somewhere() {
    let (dir, sample) = (tempfile::tempdir().unwrap(), sample());
    fs::write(dir.path().join("report.html"), &sample).unwrap();
    let html = markup(&String::from_utf8(sample).unwrap());
    let ids = found("\\sid=\"([^\"]*)\"", &html);
    let unique: BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len());
    let links = found("href=\"#([^\"]*)\"", &html);
    assert!(links.iter().any(|l| l.starts_with("s0-")) && links.iter().any(|l| l.starts_with("t-g-")), "{links:?}");
    let lost: Vec<&&str> = links.iter().filter(|l| !unique.contains(**l)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn every_language_says_the_same_of_the_same_findings() {
    let made = ferry();
    let (english_dir, _, english) = page(&made, &Options::default());
    assert!(english.contains("<html lang=\"en\">") && languages().len() > 1);
    for ui in languages() {
        let (dir, _, html) = page(&made, &Options { ui: ui.to_owned(), ..Options::default() });
        assert!(html.contains(&format!("<html lang=\"{ui}\">")));
        for same in ["<article class=\"card\" id=\"([^\"]*)\"", "<blockquote[^>]*>(.*)</blockquote>"] {
            assert!(found(same, &html).len() > 2 && found(same, &html) == found(same, &english));
        }
        let csv = |dir: &TempDir| fs::read(dir.path().join("findings.csv")).unwrap();
        assert!(csv(&dir) == csv(&english_dir), "keys of the spreadsheet stay as they are");
    }
    let unknown = Options { ui: "xx".to_owned(), ..Options::default() };
    assert!(write(&made.outcome, &unknown, english_dir.path()).is_err());
}

#[test]
fn words_of_the_value_are_marked_in_both_sentences() {
    let (_dir, _, html) = page(&ferry(), &Options::default());
    let marks = found("<mark>([^<]*)</mark>", &html);
    assert_eq!(marks[..4], ["৪৬ জন", "৪৫ জনের", "১২ জন", "১৫ জন"]);
}

/// Three outlets on a toll that rises, a fourth that contradicts the last, a fifth without a date.
fn toll() -> Made {
    let mut made = Made::new();
    let told =
        [("2031-05-02 600", "7"), ("2031-05-03", "9"), ("2031-05-04 600", "14"), ("2031-05-04 660", "12"), ("", "9")];
    let mut claims = Vec::new();
    for ((day, n), outlet) in told.into_iter().zip(["A", "B", "C", "D", "E"]) {
        let (document, text) = (format!("{outlet}.txt"), format!("{n} dead."));
        made.article(&document, outlet, Some(day).filter(|d| !d.is_empty()), None, &text);
        claims.push(made.claim(&document, &text, n, amount(n, n, Bound::Exact, "person"), None));
    }
    made.group(&claims, &[]);
    let [a, b, c, d, e] = claims[..] else { unreachable!() };
    made.finding(Verdict::Update, "killed", 0.9, [("7", &[a]), ("9", &[b, e])]);
    made.finding(Verdict::Update, "killed", 0.8, [("9", &[b]), ("14", &[c])]);
    made.finding(Verdict::Contradiction, "killed", 0.7, [("14", &[c]), ("12", &[d])]);
    made
}

#[test]
fn a_figure_that_moved_is_a_plot_and_a_table() {
    let (_dir, _, html) = page(&toll(), &Options::default());
    let plots = found("(?s)<figure(.*?)</figure>", &html);
    assert_eq!(plots.len(), 1);
    let plot = plots[0];
    let points: Vec<(f64, f64)> = Regex::new(r#"class="dot[^>]*translate\(([\d.]+) ([\d.]+)\)"#)
        .unwrap()
        .captures_iter(plot)
        .map(|c| (c[1].parse().unwrap(), c[2].parse().unwrap()))
        .collect();
    assert_eq!((points.len(), plot.matches("<tr").count()), (5, 6), "a point and a row for every statement");
    // in order of time: 7, then 9, then 14 against 12; the undated one last
    assert!(points[..4].is_sorted_by(|a, b| a.0 < b.0) && points[4].0 > points[3].0, "{points:?}");
    assert!(points[0].1 > points[1].1 && points[1].1 > points[3].1 && points[3].1 > points[2].1, "{points:?}");
    assert!((points[4].1 - points[1].1).abs() < 0.1, "the same value is as high");
    assert_eq!(plot.matches("class=\"dot x\"").count(), 2);
    assert_eq!(plot.matches("class=\"against\"").count(), 1);
    assert_eq!(plot.matches("class=\"cut\"").count(), 1, "a column for what has no date");
    assert_eq!(plot.matches("class=\"reach\"").count(), 1, "a day without an hour reaches over the day");
}

#[test]
fn what_did_not_move_has_no_plot() {
    let mut made = toll();
    made.outcome.findings.iter_mut().for_each(|f| f.verdict = Verdict::Compatible);
    let (_dir, _, html) = page(&made, &Options::default());
    assert!(!html.contains("<figure") && html.contains("class=\"card\""));
}

#[test]
fn a_page_in_the_input_is_no_article() {
    let dir = run::folder(&[("a.txt", b"Nodi\n\nTwo people died."), ("report.html", &sample())]);
    let outcome = gormil::check(&[dir.path().to_owned()], run::rules()).unwrap();
    assert_eq!((outcome.articles.len(), outcome.skipped.len()), (1, 1));
    assert!(outcome.skipped[0].refused && outcome.skipped[0].document == "report.html");
}

fn sample() -> Vec<u8> {
    let inputs = [Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/mill-roof")];
    run::report(&inputs, &Options::default()).remove("report.html").unwrap()
}

/// A browser, or a line that says why there is none.
fn browser(test: &str) -> Option<Browser> {
    let browser = Browser::start();
    if browser.is_none() {
        println!("{test}: skipped, no Chromium on the path");
    }
    browser
}

const SHOWN: &str = "[...document.querySelectorAll('.card')].filter((card) => card.checkVisibility()).length";

#[test]
fn a_reader_filters_opens_a_card_and_follows_a_link() {
    let Some(mut browser) = browser("a_reader_filters_opens_a_card_and_follows_a_link") else { return };
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("report.html");
    fs::write(&path, sample()).unwrap();
    browser.open(&path, "");
    let all = browser.eval(SHOWN).as_u64().unwrap();
    let contradictions = browser.eval("document.querySelectorAll('#contradiction .card').length").as_u64().unwrap();
    assert!(0 < contradictions && contradictions < all);

    // by verdict, with the mouse; the address keeps it
    browser.click("input[value=update]");
    let updates = browser.eval("document.querySelectorAll('#update .card').length").as_u64().unwrap();
    browser.until(&format!("{SHOWN} === {}", all - updates));
    browser.until("location.hash.includes('v=contradiction')");
    browser.until(&format!("document.querySelector('output').textContent.startsWith('{}')", all - updates));
    browser.click("button[type=reset]");
    browser.until(&format!("{SHOWN} === {all}"));

    // by words, with the keyboard: digits of any script
    browser.press("/");
    for key in ["3", "8"] {
        browser.press(key);
    }
    browser.until(&format!("{SHOWN} > 0 && {SHOWN} < {all}"));
    let digits = browser.eval(SHOWN);
    let first = browser.eval("document.querySelector('.card:not([hidden])').textContent");
    assert!(["৩৮", "38"].iter().any(|told| first.as_str().unwrap().contains(told)), "{first}");
    browser.press("Escape");
    browser.until(&format!("{SHOWN} === {all}"));
    browser.open(&path, "#q=%E0%A7%A9%E0%A7%AE");
    assert_eq!(browser.eval(SHOWN), digits, "the state of the filters comes out of the address");
    for (fragment, rest) in
        [("#k=role", "k"), ("#s=killed", "s"), ("#o=%E0%A6%9C%E0%A6%B2%E0%A6%9B%E0%A6%BE%E0%A6%AA", "o")]
    {
        browser.open(&path, fragment);
        let shown = browser.eval(SHOWN).as_u64().unwrap();
        assert!(0 < shown && shown < all, "{fragment}: {shown}");
        assert!(browser.eval(&format!("document.querySelector('[name={rest}]').value !== ''")) == true);
    }
    browser.open(&path, "#v=%E0&s=nothing-of-the-kind");
    assert_eq!(browser.eval(SHOWN), all, "what an address asks for in vain is let go");
    browser.open(&path, "#v=");
    assert_eq!(browser.eval(SHOWN), 0);

    // next card, open it
    browser.open(&path, "");
    browser.press("j");
    browser.until("document.activeElement === document.querySelector('.card')");
    assert_eq!(browser.eval("document.activeElement.querySelector('details').open"), false);
    browser.press("o");
    browser.until("document.activeElement.querySelector('details').open");
    browser.click(".card summary");
    browser.until("!document.querySelector('.card details').open");

    // to the line of the source, which stands in a closed part of the page
    browser.click(".card .by a");
    browser.until("location.hash.startsWith('#s')");
    browser.until("document.querySelector('.line:target u').checkVisibility()");
    browser.until("(() => { const y = document.querySelector('.line:target').getBoundingClientRect().y; return y >= 0 && y < innerHeight; })()");

    // an address of a card, while filters hide it
    let last = browser.eval("[...document.querySelectorAll('.card')].at(-1).id").as_str().unwrap().to_owned();
    browser.open(&path, "#v=contradiction");
    browser.until(&format!("{SHOWN} === {contradictions}"));
    browser.eval(&format!("location.hash = '{last}'"));
    browser.until(&format!(
        "document.getElementById('{last}').checkVisibility() && document.activeElement.id === '{last}'"
    ));

    // light and dark
    let paper = "getComputedStyle(document.body).backgroundColor";
    let before = browser.eval(paper);
    browser.click("#theme");
    assert_ne!(browser.eval(paper), before);
    assert_eq!(browser.told("Runtime.exceptionThrown").len(), 0, "{:?}", browser.told("Runtime.exceptionThrown"));
    let asked: BTreeSet<&str> =
        browser.told("Network.requestWillBeSent").iter().filter_map(|e| e["request"]["url"].as_str()).collect();
    assert!(asked.iter().all(|url| url.starts_with("file:///") || *url == "about:blank"), "{asked:?}");
}

#[test]
fn the_page_is_whole_without_javascript() {
    let Some(mut browser) = browser("the_page_is_whole_without_javascript") else { return };
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("report.html");
    fs::write(&path, sample()).unwrap();
    browser.open(&path, "");
    let all = browser.eval(SHOWN);
    browser.call("Emulation.setScriptExecutionDisabled", json!({"value": true}));
    browser.open(&path, "");
    assert_eq!(browser.eval(SHOWN), all);
    assert_eq!(
        browser.eval("document.querySelector('#filters').checkVisibility()"),
        false,
        "nothing that does nothing"
    );
}

#[test]
fn hostile_text_does_nothing_in_a_browser() {
    let Some(mut browser) = browser("hostile_text_does_nothing_in_a_browser") else { return };
    let (_dir, path, _) = page(&hostile(), &Options::default());
    browser.open(&path, "");
    assert_eq!(browser.eval(SHOWN), 1);
    browser.eval("document.querySelectorAll('details').forEach((more) => { more.open = true; })");
    assert_eq!(browser.eval("typeof window.hacked"), "undefined");
    assert_eq!(browser.eval("document.scripts.length"), 1);
    assert!(
        browser.eval("document.querySelector('.card').textContent").as_str().unwrap().contains("<script>window.hacked")
    );
    // what gets in by another way is held back by the page's policy
    browser.eval(
        "(() => { const script = document.createElement('script'); script.textContent = 'window.hacked = 1'; \
         document.body.append(script); const image = new Image(); image.src = 'https://evil.example/y'; \
         document.body.append(image); document.body.insertAdjacentHTML('beforeend', '<b onclick=\"window.hacked = 1\">x</b>'); \
         document.body.lastChild.click(); return fetch('https://evil.example/z').then(() => 'sent', () => 'held'); })()",
    );
    assert_eq!(browser.eval("typeof window.hacked"), "undefined");
    assert_eq!(browser.told("Page.javascriptDialogOpening").len(), 0);
    let sent: Vec<&str> = browser
        .told("Network.responseReceived")
        .iter()
        .filter_map(|e| e["response"]["url"].as_str())
        .filter(|url| !url.starts_with("file:///") && *url != "about:blank")
        .collect();
    assert!(sent.is_empty(), "{sent:?}");
    let blocked = browser.told("Network.loadingFailed");
    assert!(blocked.iter().all(|e| e["blockedReason"] == "csp"), "{blocked:?}");
}
