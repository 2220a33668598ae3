//! What holds of every text, number and date.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/run.rs"]
mod run;
#[path = "support/spelled.rs"]
mod spelled;

use std::sync::OnceLock;

use gormil::extract::mentions_in;
use gormil::fold::folded;
use gormil::lexis::Reading;
use gormil::model::Article;
use gormil::report::Options;
use gormil::single::{Extracted, extract_text};
use gormil::split::units;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::run::{folder, report, rules};

/// Cases of properties that run the whole pipeline.
const FEW: u32 = 48;

/// What failed once becomes a test with a name, not a seed in a file.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// All words of the rules, and what stands between words.
fn words() -> &'static [String] {
    const MORE: [&str; 24] = [
        "৭",
        "১২",
        "২০১৯",
        "৩.৫",
        "১,২০,০০০",
        "9",
        "31",
        "2024",
        "4.25",
        "12,500",
        "-",
        "–",
        "%",
        "৳",
        "$",
        ",",
        "(",
        ")",
        "'",
        "’",
        "“",
        "”",
        "।",
        ".",
    ];
    static WORDS: OnceLock<Vec<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let entries = rules().languages.iter().flat_map(|l| l.lexicon.entries()).map(|(word, _)| word);
        let mut words: Vec<String> = entries.collect();
        words.sort();
        words.dedup();
        // Signs and digits as often as all words together.
        let times = words.len() / MORE.len() / 2;
        words.extend(MORE.iter().cycle().take(times * MORE.len()).map(|w| (*w).to_owned()));
        words
    })
}

/// Words of the rules, digits and signs, mostly with spaces between them.
fn phrase() -> impl Strategy<Value = String> {
    let gap = prop_oneof![6 => Just(" "), 2 => Just(""), 1 => Just("\n"), 1 => Just("\u{200C}")];
    vec((select(words()), gap), 0..24).prop_map(|parts| parts.into_iter().map(|(w, gap)| w + gap).collect())
}

fn text() -> impl Strategy<Value = String> {
    let letters = "[ \n০-৯0-9অ-হা-়্ঁa-zA-Z.,।'’“”-]{0,160}";
    prop_oneof![3 => phrase(), 1 => "\\PC{0,160}", 1 => letters, 1 => any::<String>()]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn splitting_loses_no_text(text in text()) {
        for language in &rules().languages {
            let units = units(&text, language);
            for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let holds = units.iter().filter(|u| u.start() <= at && at + c.len_utf8() <= u.end()).count();
                prop_assert_eq!(holds, 1, "{:?} at {} in {:?}", c, at, units);
            }
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in text()) {
        let once = folded(&text);
        prop_assert_eq!(&folded(&once), &once);
    }

    #[test]
    fn spans_always_slice(text in text(), before in "\\PC{0,9}") {
        let whole = format!("{before}{text}");
        for language in &rules().languages {
            let reading = Reading::of(&text, before.len(), language);
            let mut last = before.len();
            for mention in mentions_in(&reading).mentions {
                let (raw, clean) = (mention.raw, mention.span);
                prop_assert!(whole.get(raw.start()..raw.end()).is_some_and(|s| !s.is_empty()), "{mention:?}");
                prop_assert!(reading.folded.text.get(clean.start()..clean.end()).is_some_and(|s| !s.is_empty()));
                prop_assert!(raw.start() >= last, "{mention:?} begins before {last}");
                last = raw.end();
            }
        }
    }

    #[test]
    fn a_sentence_after_it_changes_nothing_before(text in phrase(), more in sentence()) {
        let text: String = text.chars().filter(|c| !"'’“”\"\n".contains(*c)).collect();
        let text = format!("{}।", text.trim_end_matches(['।', '.']));
        let read = |text: &str| extract_text(text, Some("bn"), "2025-06-15".parse().ok(), rules());
        let (alone, followed) = (read(&text), read(&format!("{text} {more}")));
        prop_assert_eq!(before(&alone, text.len()), before(&followed, text.len()));
    }
}

/// All that was found before a byte.
fn before(found: &Extracted, end: usize) -> Extracted {
    let mut found = found.clone();
    found.sentences.clear();
    found.quantities.retain(|q| q.start < end);
    found.dates.retain(|d| d.start < end);
    found.durations.retain(|d| d.start < end);
    found
}

proptest! {
    #![proptest_config(cases(FEW))]

    #[test]
    fn no_text_stops_a_run(one in text(), two in text(), more in vec(text(), 1..4)) {
        let page = format!("<html><body><article><h1>{one}</h1><p>{}</p></article></body></html>", more.join("</p><p>"));
        let line = serde_json::json!({"outlet": one, "published": two, "title": one, "text": more.join("\n")});
        let story = more.join("\n\n");
        let all = [("a.txt", story.as_bytes()), ("b.txt", two.as_bytes()), ("c.html", page.as_bytes())];
        let line = line.to_string();
        let folder = folder(&[all[0], all[1], all[2], ("d.jsonl", line.as_bytes())]);
        prop_assert_eq!(report(&[folder.path().to_owned()], &Options::default()).len(), 5);
    }

    #[test]
    fn no_bytes_stop_a_run(bytes in vec(any::<u8>(), 0..600), name in select(&["a.txt", "a.html", "a.jsonl"][..])) {
        let folder = folder(&[(name, &bytes), ("b.txt", b"Six people died in Borgan on Monday.")]);
        prop_assert_eq!(report(&[folder.path().to_owned()], &Options::default()).len(), 5);
    }
}

/// A sentence that states a toll, a price or a date of one invented event.
fn sentence() -> impl Strategy<Value = String> {
    let amount =
        prop_oneof![3 => (2u32..60).prop_map(spelled::digits), 1 => (2u32..60).prop_map(|n| spelled::bengali(n, "শ"))];
    let hedge = select(&["", "প্রায় ", "অন্তত ", "সর্বোচ্চ "][..]);
    let toll = (hedge, amount).prop_map(|(hedge, n)| format!("বরগাঁও জুট মিলের আগুনে {hedge}{n} জন শ্রমিক নিহত হয়েছেন।"));
    let english = (select(&["", "about ", "at least ", "more than "][..]), 2u32..60)
        .prop_map(|(hedge, n)| format!("The fire at the Borgaon jute mill killed {hedge}{n} workers."));
    let price = (1u32..30, select(&["কোটি", "লাখ"][..]))
        .prop_map(|(n, scale)| format!("বরগাঁও জুট মিলের আগুনে ক্ষতি হয়েছে {} {scale} টাকা।", spelled::digits(n)));
    let date = (1u32..13, select(&["মার্চ", "এপ্রিল"][..]))
        .prop_map(|(day, month)| format!("বরগাঁও জুট মিলে আগুন লাগে ২০২৫ সালের {} {month}।", spelled::digits(day)));
    prop_oneof![3 => toll, 2 => english, 1 => price, 1 => date]
}

/// Verdicts on two articles of one sentence each, put out at one time.
fn verdicts(a: &str, b: &str) -> Vec<(&'static str, &'static str, &'static str)> {
    let article = |name: &str, text: &str| Article {
        document: format!("{name}.txt"),
        reader: "plain",
        text: text.to_owned(),
        first_line: 1,
        outlet: Some(name.to_owned()),
        published: Some("2025-04-20T10:00".to_owned()),
        ..Article::default()
    };
    let outcome = gormil::compared(vec![article("dak", a), article("post", b)], Vec::new(), rules());
    let mut all: Vec<_> = outcome.findings.iter().map(|f| (f.verdict.name(), f.why.name(), f.kind.name())).collect();
    all.sort_unstable();
    all
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn who_said_it_first_is_no_evidence(a in sentence(), b in sentence()) {
        prop_assert_eq!(verdicts(&a, &b), verdicts(&b, &a));
    }

    #[test]
    fn numbers_in_bengali_words_are_read_back(n in 0u32..10_000, hundred in select(&spelled::HUNDREDS[..])) {
        let words = spelled::bengali(n, hundred);
        prop_assert_eq!(read(&format!("মেলায় {words} জন এসেছেন।"), "bn"), [n.to_string()], "{}", words);
    }

    #[test]
    fn numbers_in_digits_and_scales_are_read_back(n in prop_oneof![0u32..10_000, 0u32..100_000_000]) {
        let words = spelled::chained(n);
        prop_assert_eq!(read(&format!("মেলায় {words} জন এসেছেন।"), "bn"), [n.to_string()], "{}", words);
    }

    #[test]
    fn numbers_in_english_words_are_read_back(n in prop_oneof![0u32..10_000, 0u32..1_000_000_000], and in any::<bool>()) {
        let words = spelled::english(n, and);
        prop_assert_eq!(read(&format!("The fair drew {words} people."), "en"), [n.to_string()], "{}", words);
    }

    #[test]
    fn no_date_is_more_precise_than_its_words(year in 1950i16..2049, month in 1i8..13, day in 1i8..29, form in 0usize..6) {
        let (text, lang, precision) = dated(year, month, day, form);
        let found = extract_text(&text, Some(lang), "2025-06-15".parse().ok(), rules());
        let first = jiff::civil::date(year, if precision > 0 { month } else { 1 }, if precision > 1 { day } else { 1 });
        let last = match precision {
            0 => first.last_of_year(),
            1 => first.last_of_month(),
            _ => first,
        };
        let spans: Vec<_> = found.dates.iter().map(|d| (d.from.clone(), d.to.clone())).collect();
        prop_assert_eq!(spans, [(Some(first.to_string()), Some(last.to_string()))], "{}", text);
    }
}

/// The amounts of a text, as their ends where these differ.
fn read(text: &str, lang: &str) -> Vec<String> {
    let found = extract_text(text, Some(lang), None, rules());
    let end = |n: &Option<serde_json::Number>| n.as_ref().map_or_else(String::new, ToString::to_string);
    let shown = |low: String, high: String| if low == high { low } else { format!("{low}..{high}") };
    found.quantities.iter().map(|q| shown(end(&q.low), end(&q.high))).collect()
}

/// A sentence with a date; how much of it is told: 0 the year, 1 the month, 2 the day.
fn dated(year: i16, month: i8, day: i8, form: usize) -> (String, &'static str, u8) {
    const BENGALI: [&str; 12] =
        ["জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"];
    const ENGLISH: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let at = usize::try_from(month - 1).unwrap();
    let (bn, en) = (BENGALI[at], ENGLISH[at]);
    let [y, d] = [u32::try_from(year).unwrap(), u32::try_from(day).unwrap()].map(spelled::digits);
    match form {
        0 => (format!("সেতুটি {y} সালে চালু হয়।"), "bn", 0),
        1 => (format!("সেতুটি {y} সালের {bn} মাসে চালু হয়।"), "bn", 1),
        2 => (format!("সেতুটি {y} সালের {d} {bn} চালু হয়।"), "bn", 2),
        3 => (format!("The bridge opened in {year}."), "en", 0),
        4 => (format!("The bridge opened in {en} {year}."), "en", 1),
        _ => (format!("The bridge opened on {day} {en} {year}."), "en", 2),
    }
}
