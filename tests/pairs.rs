//! Pairs of sentences against all pairs held one by one, in a corpus that is easy to take apart.
#![allow(missing_docs, clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use gormil::pairs::{Told, pairs};
use gormil::ruleset::languages;
use gormil::similar::join::Measure;
use proptest::prelude::*;
use serde_json::Value;

/// A sentence: article and place in it.
type Place = (String, u64);

/// A line of the output without its score.
#[derive(Debug, PartialEq)]
struct Line {
    a: Place,
    b: Place,
    score: f64,
    copies: [Option<u64>; 2],
}

/// Articles as JSON lines: sentences of words, each closed by a danda, in letters of a script without capitals.
fn jsonl(articles: &[Vec<String>]) -> String {
    let mut out = String::new();
    for (number, sentences) in articles.iter().enumerate() {
        let letter = |c: char| if c.is_ascii_lowercase() { char::from_u32(0x0915 + c as u32 - 97).unwrap() } else { c };
        let text: Vec<String> =
            sentences.iter().map(|s| format!("{}\u{0964}", s.chars().map(letter).collect::<String>())).collect();
        let line = serde_json::json!({ "id": format!("a{number}"), "outlet": "Nodi", "text": text.join(" ") });
        writeln!(out, "{line}").unwrap();
    }
    out
}

fn run(files: &[(&str, &str)], measure: Measure, least: f64, threads: usize) -> (Told, String) {
    let folder = tempfile::tempdir().unwrap();
    let inputs: Vec<_> = files.iter().map(|(name, _)| folder.path().join(name)).collect();
    for (path, (_, text)) in inputs.iter().zip(files) {
        std::fs::write(path, text).unwrap();
    }
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    let rules = languages(None).unwrap();
    let mut out = Vec::new();
    let told = pool.install(|| pairs(&inputs, &rules, measure, least, &mut out)).unwrap();
    (told, String::from_utf8(out).unwrap())
}

fn lines(out: &str) -> Vec<Line> {
    let place = |line: &Value, side: &str| {
        (line[side].as_str().unwrap().to_owned(), line[format!("{side}_sentence")].as_u64().unwrap())
    };
    let read = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let copies = ["a_copies", "b_copies"].map(|name| line[name].as_u64());
        Line { a: place(&line, "a"), b: place(&line, "b"), score: line["score"].as_f64().unwrap(), copies }
    };
    out.lines().map(read).collect()
}

/// Every pair of sentences of different articles that shares enough of its words, by the definition of the measure.
fn brute(articles: &[Vec<String>], measure: Measure, least: f64) -> BTreeMap<(Place, Place), f64> {
    let figure = |word: &str| if word.bytes().all(|b| b.is_ascii_digit()) { "0".to_owned() } else { word.to_owned() };
    let mut sentences: Vec<(Place, BTreeSet<String>)> = Vec::new();
    for (number, article) in articles.iter().enumerate() {
        // what holds no word is no sentence by itself
        let own = article.iter().filter(|s| !s.trim().is_empty());
        for (at, sentence) in (0..).zip(own) {
            sentences.push(((format!("a{number}"), at), sentence.split_whitespace().map(figure).collect()));
        }
    }
    let count = |word: &String| sentences.iter().filter(|(_, words)| words.contains(word)).count();
    let weight = |word: &String| match measure {
        Measure::Jaccard => 1.0,
        Measure::Cosine => {
            let rarity = (1.0 + sentences.len() as f64 / count(word) as f64).ln();
            (rarity * rarity * 1024.0).round()
        }
    };
    let mut found = BTreeMap::new();
    for (i, (a, x)) in sentences.iter().enumerate() {
        for (b, y) in &sentences[i + 1..] {
            let mass = |words: &BTreeSet<String>| words.iter().map(weight).sum::<f64>();
            let shared: f64 = x.intersection(y).map(weight).sum();
            let score = match measure {
                Measure::Jaccard => shared / (mass(x) + mass(y) - shared),
                Measure::Cosine => shared / (mass(x) * mass(y)).sqrt(),
            };
            if a.0 != b.0 && score >= least {
                found.insert((a.clone(), b.clone()), score);
            }
        }
    }
    found
}

/// Words as they are spread: a few stand nearly everywhere, figures count as one.
fn word() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(vec!["ba", "di", "12", "7"]).prop_map(str::to_owned),
        (0u8..20).prop_map(|n| format!("m{}", char::from(b'a' + n))),
        (0u16..400).prop_map(|n| format!(
            "z{}{}",
            char::from(b'a' + (n / 20) as u8),
            char::from(b'a' + (n % 20) as u8)
        )),
    ]
}

fn sentence() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::collection::vec(word(), 0..9),
        prop::collection::vec(word(), 1..2),
        prop::collection::vec(prop::sample::select(vec!["ka", "ki", "ku", "ke"]).prop_map(str::to_owned), 3..6),
    ]
    .prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn all_pairs_over_the_threshold_and_no_other(
        articles in prop::collection::vec(prop::collection::vec(sentence(), 0..5), 1..14),
        least in prop::sample::select(vec![0.3, 0.5, 0.6, 0.8, 1.0]),
        cosine in any::<bool>(),
    ) {
        let measure = if cosine { Measure::Cosine } else { Measure::Jaccard };
        // an empty text is refused
        let articles: Vec<Vec<String>> = articles.into_iter().map(|a| [vec![format!("x{}", letters(a.len()))], a].concat()).collect();
        let (told, out) = run(&[("news.jsonl", &jsonl(&articles))], measure, least, 2);
        prop_assert!(told.skipped.is_empty());
        let lines = lines(&out);
        // of more than 16 equal sentences not every pair is written; a test below looks at those
        if lines.iter().all(|line| line.copies == [None, None]) {
            let found: BTreeMap<(Place, Place), f64> = lines.into_iter().map(|l| ((l.a, l.b), l.score)).collect();
            let expected = brute(&articles, measure, least);
            prop_assert_eq!(found.keys().collect::<Vec<_>>(), expected.keys().collect::<Vec<_>>());
            for (pair, score) in &found {
                prop_assert!((score - expected[pair]).abs() < 1e-6, "{:?}", pair);
            }
        }
    }
}

/// Articles with sentences that are nearly those of others, and one that all of them print.
fn wire() -> Vec<Vec<String>> {
    let sentence =
        |number: usize| (0..8).map(|i| format!("w{}", letters(number * 7 + i * i))).collect::<Vec<_>>().join(" ");
    (0..40).map(|n| vec![sentence(n), "the desk took no calls".to_owned(), sentence(n / 2)]).collect()
}

fn letters(number: usize) -> String {
    number.to_string().bytes().map(|b| char::from(b - b'0' + b'a')).collect()
}

#[test]
fn the_bytes_are_the_same_for_any_number_of_threads() {
    let text = jsonl(&wire());
    let [one, eight] = [1, 8].map(|threads| run(&[("news.jsonl", &text)], Measure::Jaccard, 0.4, threads).1);
    assert!(one.lines().count() > 60);
    assert_eq!(one, eight);
}

#[test]
fn what_forty_outlets_print_is_a_group() {
    let lines = lines(&run(&[("news.jsonl", &jsonl(&wire()))], Measure::Jaccard, 0.9, 2).1);
    let group: Vec<&Line> = lines.iter().filter(|line| line.a.1 == 1 && line.b.1 == 1).collect();
    assert_eq!(group.len(), 39, "each copy once, with the first");
    assert!(group.iter().all(|line| line.a.0 == "a0" && line.score >= 1.0 && line.copies == [Some(40), None]));
}

#[test]
fn spellings_of_one_word_are_one_word_and_headlines_do_not_count() {
    let line = |id: &str, text: &str| serde_json::json!({ "id": id, "title": "T", "text": text }).to_string();
    let composed = line("a", "T\n\u{09AC}\u{09DF}\u{09B8} \u{09E7}\u{09E8} Nodi's \u{0995}\u{09CB}\u{09A8}\u{0964}");
    let parted = line("b", "\u{09AC}\u{09AF}\u{09BC}\u{09B8} 15 NODI S \u{0995}\u{200C}\u{09C7}\u{09BE}\u{09A8}");
    let (_, out) = run(&[("n.jsonl", &format!("{composed}\n{parted}"))], Measure::Jaccard, 1.0, 1);
    assert_eq!(out, "{\"a\":\"a\",\"a_sentence\":0,\"b\":\"b\",\"b_sentence\":0,\"score\":1}\n");
}

#[test]
fn lines_that_cannot_be_read_are_told_and_other_formats_are_read() {
    let text = "The old mill burned down on Friday night in the port.";
    let good = format!("{{\"id\": 7, \"outlet\": \"Nodi\", \"text\": \"{text}\"}}");
    let (told, out) = run(
        &[("a.jsonl", &format!("{{\"id\": \"x\", \"text\": \"\"}}\n\n{good}\nnot json\n")), ("b.txt", text)],
        Measure::Jaccard,
        0.5,
        2,
    );
    let refused: Vec<_> = told.skipped.iter().map(|s| (s.document.as_str(), s.line)).collect();
    assert_eq!(refused, [("a.jsonl", Some(1)), ("a.jsonl", Some(4))]);
    assert_eq!((told.articles, told.sentences, told.lines), (2, 2, 1));
    assert!(out.contains("\"a\":\"7\"") && out.contains("\"b\":\"b.txt\""), "{out}");
}
