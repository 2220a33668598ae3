//! One article read twice, versions of a page, outlets that print one text.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/run.rs"]
mod run;

use std::collections::BTreeMap;

use gormil::model::{Article, Outcome, Verdict};
use gormil::report::{Options, Table, write};

use crate::run::{folder, rows, rules};

type Row = BTreeMap<String, String>;

/// What a run over these files leaves: its outcome, all rows of findings.csv and those of problems.csv.
fn checked(files: &[(&str, &str)]) -> (Outcome, Vec<Row>, Vec<Row>) {
    let bytes: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let input = folder(&bytes);
    let out = tempfile::tempdir().unwrap();
    let outcome = gormil::check(&[input.path().to_owned()], rules()).unwrap();
    let options = Options { include: Verdict::ALL.to_vec(), ..Options::default() };
    let _: Table = write(&outcome, &options, out.path()).unwrap().table;
    let read = |name: &str| rows(&std::fs::read(out.path().join(name)).unwrap());
    (outcome, read("findings.csv"), read("problems.csv"))
}

fn record(outlet: &str, url: &str, published: &str, text: &str) -> String {
    serde_json::json!({"outlet": outlet, "url": url, "published": published, "title": "Ferry sinks", "text": text})
        .to_string()
}

const FERRY: &str = "A ferry with more than 100 passengers capsized on the Kalinadi river near Lakshmipara on Tuesday. \
    Police said 7 people were killed in the accident. Divers pulled 31 passengers out of the water before dark. \
    The district administration opened a camp at the landing and sent 4 boats. \
    Officials blamed the strong current and the heavy load of cement on the lower deck.";

/// The same event in other words.
const OWN: &str = "A ferry capsized on the Kalinadi river on Tuesday. Police said 9 people were killed in the accident near Lakshmipara. \
    Survivors told our reporter that the boat had taken on too many bags of cement. \
    Relatives waited through the night at the landing of Lakshmipara for news of the missing passengers.";

fn killed(rows: &[Row]) -> Vec<&Row> {
    rows.iter().filter(|row| row["slot"] == "killed").collect()
}

#[test]
fn a_page_read_by_two_programs_counts_once() {
    let trafilatura = serde_json::json!({"title": "Ferry sinks", "hostname": "lagoon.example", "date": "2025-03-04",
        "fingerprint": "9f", "id": null, "raw_text": FERRY, "text": format!("{FERRY}\nPhoto: the landing of Lakshmipara in the morning."),
        "source": "http://www.lagoon.example/news/7/?utm_source=feed", "source-hostname": "Lagoon Post", "comments": ""});
    let newspaper = serde_json::json!({"url": "https://lagoon.example/news/7", "read_more_link": "", "language": "en",
        "title": "Ferry sinks", "top_image": "", "publish_date": "2025-03-04T20:10:00+06:00", "meta_lang": "en",
        "meta_site_name": "Lagoon Post", "canonical_link": "", "text": FERRY.replace(". ", ".\n\n")});
    let dumps = [("a.json", trafilatura.to_string()), ("b.json", newspaper.to_string())];
    let other = record("Hill Courier", "https://hill.example/1", "2025-03-04T21:00:00+06:00", OWN);
    for turned in [false, true] {
        let names = if turned { ["b.json", "a.json"] } else { ["a.json", "b.json"] };
        let files = [(names[0], dumps[0].1.as_str()), (names[1], dumps[1].1.as_str()), ("c.jsonl", other.as_str())];
        let (outcome, findings, problems) = checked(&files);
        assert_eq!(outcome.articles.len(), 2, "{problems:?}");
        let kept: Vec<&Article> =
            outcome.articles.iter().filter(|a| a.dialect.as_deref() == Some("newspaper4k")).collect();
        assert_eq!(kept.len(), 1, "the one with the time of day stays");
        assert!(problems.len() == 1 && problems[0]["problem"].contains("the same article as"), "{problems:?}");
        assert!(outcome.skipped.iter().all(|s| !s.refused));
        let killed = killed(&findings);
        assert_eq!(killed.len(), 1, "{findings:#?}");
        assert_eq!((killed[0]["independent_a"].as_str(), killed[0]["independent_b"].as_str()), ("1", "1"));
    }
}

#[test]
fn spellings_of_one_address_are_one_article_and_the_front_page_is_none() {
    let at = |url: &str| record("Lagoon Post", url, "2025-03-04", FERRY);
    let same = [
        at("https://lagoon.example/news/7"),
        at("https://lagoon.example/news/7/"),
        at("https://lagoon.example/news/7?utm_medium=x#top"),
    ];
    assert_eq!(checked(&[("a.jsonl", &same.join("\n"))]).0.articles.len(), 1);
    let front = [
        record("Lagoon Post", "https://lagoon.example/", "2025-03-04", FERRY),
        record("Lagoon Post", "https://lagoon.example", "2025-03-05", &FERRY.replace("7 people", "8 people")),
    ];
    let (outcome, findings, problems) = checked(&[("a.jsonl", &front.join("\n"))]);
    assert_eq!((outcome.articles.len(), findings.len(), problems.len()), (2, 0, 0), "{findings:?}");
    let museum = "The museum of Lakshmipara was closed for repairs on Tuesday after a part of the roof came down in the rain. \
        The director of the museum said the collection of old boats was moved to the college.";
    let texts =
        [FERRY, museum].map(|text| record("Lagoon Post", "https://lagoon.example/news/live", "2025-03-04", text));
    let (outcome, findings, _) = checked(&[("a.jsonl", &texts.join("\n"))]);
    assert!(outcome.articles.len() == 2 && findings.is_empty(), "another story at one address is no version");
}

#[test]
fn a_text_without_address_is_known_by_its_outlet_and_words() {
    let page = record("Lagoon Post", "https://lagoon.example/news/7", "2025-03-04", FERRY);
    let bare = serde_json::json!({"outlet": "Lagoon Post", "text": FERRY.replace(". ", ".\n")}).to_string();
    assert_eq!(checked(&[("a.jsonl", &format!("{page}\n{bare}"))]).0.articles.len(), 1);
    let other = bare.replace("Lagoon Post", "Hill Courier");
    assert_eq!(checked(&[("a.jsonl", &format!("{page}\n{other}"))]).0.articles.len(), 2, "another outlet");
    let changed = bare.replace("7 people", "9 people");
    assert_eq!(checked(&[("a.jsonl", &format!("{page}\n{changed}"))]).0.articles.len(), 2, "another figure");
}

#[test]
fn a_figure_that_changed_between_two_versions_is_an_update() {
    let version = |change: &str, stamp: &str, text: &str| {
        serde_json::json!({"outlet": "Lagoon Post", "url": "https://lagoon.example/news/7", "published": "2025-03-04T20:10:00+06:00",
            change: stamp, "title": "Ferry sinks", "text": text})
        .to_string()
    };
    let later = FERRY.replace("7 people", "12 people").replace("Officials", "Two officials");
    for (kind, stamps) in [
        ("fetched", ["2025-03-04T22:00:00+06:00", "2025-03-05T09:00:00+06:00"]),
        ("modified", ["2025-03-04 22:00", "2025-03-05"]),
    ] {
        let old = version(kind, stamps[0], FERRY);
        let new = version(kind, stamps[1], &later);
        for files in
            [[("a.json", old.as_str()), ("b.json", new.as_str())], [("a.json", new.as_str()), ("b.json", old.as_str())]]
        {
            let (outcome, findings, problems) = checked(&files);
            assert_eq!((outcome.articles.len(), findings.len()), (2, 1), "{findings:#?}");
            let row = &findings[0];
            let cells = ["verdict", "why", "slot", "value_a", "value_b", "outlet_a", "outlet_b", "independent_a"];
            assert_eq!(
                cells.map(|name| row[name].as_str()),
                ["update", "later_report", "killed", "7", "12", "Lagoon Post", "Lagoon Post", "1"]
            );
            assert!(row["explanation"].contains("Lagoon Post changed its own article"), "{}", row["explanation"]);
            assert!(problems.len() == 1 && problems[0]["problem"].contains("an earlier version of"), "{problems:?}");
        }
    }
}

#[test]
fn only_the_last_version_is_held_against_other_outlets() {
    let version = |day: &str, killed: &str| {
        let text = FERRY.replace("7 people", killed);
        serde_json::json!({"outlet": "Lagoon Post", "url": "https://lagoon.example/news/7", "published": "2025-03-04",
            "modified": day, "title": "Ferry sinks", "text": text})
        .to_string()
    };
    let all = [
        version("2025-03-04T20:00", "7 people"),
        version("2025-03-04T21:00", "8 people"),
        version("2025-03-04T22:00", "12 people"),
    ];
    let other = record("Hill Courier", "https://hill.example/1", "2025-03-04", OWN);
    let (_, findings, _) = checked(&[("a.jsonl", &all.join("\n")), ("b.jsonl", &other)]);
    let told = |row: &&Row| {
        let mut sides = ["a", "b"].map(|s| format!("{} {}", row[&format!("outlet_{s}")], row[&format!("value_{s}")]));
        sides.sort();
        (row["verdict"].clone(), sides.join(" | "))
    };
    let mut rows: Vec<(String, String)> = killed(&findings).iter().map(told).collect();
    rows.sort();
    let expected = [
        ("contradiction", "Hill Courier 9 | Lagoon Post 12"),
        ("update", "Lagoon Post 12 | Lagoon Post 8"),
        ("update", "Lagoon Post 7 | Lagoon Post 8"),
    ];
    assert_eq!(rows, expected.map(|(v, s)| (v.to_owned(), s.to_owned())), "{findings:#?}");
}

#[test]
fn a_changed_date_is_an_update_and_a_sentence_that_was_reworded_is_none() {
    let version = |stamp: &str, text: &str| {
        serde_json::json!({"outlet": "Lagoon Post", "url": "https://lagoon.example/news/7", "published": "2025-03-04",
            "modified": stamp, "text": text})
        .to_string()
    };
    let told = "The bridge over the Kalinadi was opened on 3 January 2024 by the minister of transport. \
        Police said 7 people were killed in the accident near the bridge.";
    let later = told
        .replace("3 January", "13 January")
        .replace("Police said 7 people were killed", "Police said seven people were killed");
    let (_, findings, _) =
        checked(&[("a.jsonl", &format!("{}\n{}", version("2025-03-04", told), version("2025-03-05", &later)))]);
    let rows: Vec<[&str; 4]> =
        findings.iter().map(|r| ["verdict", "kind", "value_a", "value_b"].map(|name| r[name].as_str())).collect();
    assert_eq!(rows, [["update", "date", "2024-01-03", "2024-01-13"]], "{findings:#?}");
}

#[test]
fn outlets_that_print_one_text_are_one_source() {
    let credit = format!("LAKSHMIPARA (Delta News Agency) - {FERRY}");
    let longer = format!(
        "{FERRY} The ministry of shipping has formed a committee of three to look into the cause of the accident."
    );
    let article = |outlet: &str, title: &str, text: &str| {
        serde_json::json!({"outlet": outlet, "published": "2025-03-04T20:10", "title": title, "text": text}).to_string()
    };
    let copies = [
        article("Lagoon Post", "Ferry sinks", FERRY),
        article("Hill Courier", "Seven dead in the Kalinadi", &credit),
        article("Mango Times", "Cement ferry capsizes", &longer),
    ];
    let own = article("Delta Mirror", "Ferry goes down near Lakshmipara", OWN).replace("20:10", "19:30");
    let alone = "Police said 7 people were killed in the accident near Lakshmipara, where the ferry capsized. \
        The boat lay on its side in the mud when our photographer came to the landing.";
    let alone = article("Bay Herald", "Ferry capsizes", alone);
    let sides = |files: &[&String]| {
        let lines: Vec<&str> = files.iter().map(|f| f.as_str()).collect();
        let (_, findings, _) = checked(&[("a.jsonl", &lines.join("\n"))]);
        let row = findings.iter().find(|r| r["slot"] == "killed" && r["verdict"] == "contradiction").cloned();
        let row = row.unwrap_or_else(|| panic!("{:#?}", killed(&findings)));
        let mut sides =
            ["a", "b"].map(|s| (row[&format!("value_{s}")].clone(), row[&format!("independent_{s}")].clone()));
        sides.sort();
        sides.map(|(value, n)| format!("{value}: {n}"))
    };
    let three = sides(&[&copies[0], &copies[1], &copies[2], &own]);
    assert_eq!(three, ["7: 1", "9: 1"]);
    assert_eq!(sides(&[&own, &copies[2], &copies[0], &copies[1]]), three, "in any order");
    assert_eq!(sides(&[&copies[0], &copies[1], &alone, &own]), ["7: 2", "9: 1"]);
}

const FERRY_BN: &str = "মঙ্গলবার বিকেলে লক্ষ্মীপাড়ার কাছে কালিনদী নদীতে শতাধিক যাত্রী নিয়ে একটি ট্রলার ডুবে গেছে। \
    পুলিশ জানিয়েছে, এ দুর্ঘটনায় ৭ জন নিহত হয়েছেন। সন্ধ্যার আগে ডুবুরিরা ৩১ জন যাত্রীকে জীবিত উদ্ধার করেন। \
    জেলা প্রশাসন ঘাটে একটি ক্যাম্প খুলেছে এবং ৪টি নৌকা পাঠিয়েছে।";

/// The same event in other words.
const OWN_BN: &str = "লক্ষ্মীপাড়ার কাছে মঙ্গলবার কালিনদী নদীতে ট্রলারডুবির ঘটনায় ৯ জন নিহত হয়েছেন বলে জানিয়েছে পুলিশ। \
    ঘাটে রাতভর নিখোঁজ যাত্রীদের খবরের অপেক্ষায় ছিলেন স্বজনেরা। বেঁচে ফেরা যাত্রীরা বলেন, ট্রলারে সিমেন্টের বস্তা বেশি ছিল।";

#[test]
fn versions_and_copies_in_bengali_are_told_as_well() {
    let version = |stamp: &str, killed: &str| {
        let text = FERRY_BN.replace("৭ জন", killed);
        serde_json::json!({"outlet": "নদীর কাগজ", "url": "https://nodir.example/news/7", "published": "2025-03-04",
            "modified": stamp, "title": "ট্রলার ডুবে গেছে", "text": text})
        .to_string()
    };
    let versions = [version("2025-03-04T20:00", "৭ জন"), version("2025-03-04T22:00", "১২ জন")];
    let copy = serde_json::json!({"outlet": "পাহাড় সংবাদ", "url": "https://pahar.example/3", "published": "2025-03-04",
        "title": "কালিনদীতে ট্রলারডুবি", "text": FERRY_BN.replace("৭ জন", "১২ জন")});
    let own = record("বিকেলের ডাক", "https://bikel.example/1", "2025-03-04", OWN_BN);
    let (_, findings, problems) =
        checked(&[("a.jsonl", &versions.join("\n")), ("b.jsonl", &copy.to_string()), ("c.jsonl", &own)]);
    let told = |row: &&Row| {
        let side = |s: &str| format!("{} {}", row[&format!("value_{s}")], row[&format!("independent_{s}")]);
        let mut sides = ["a", "b"].map(side);
        sides.sort();
        (row["verdict"].clone(), sides.join(" | "))
    };
    let mut rows: Vec<(String, String)> = killed(&findings).iter().map(told).collect();
    rows.sort();
    rows.dedup();
    let expected = [("agrees", "12 1 | 12 1"), ("contradiction", "12 1 | 9 1"), ("update", "12 1 | 7 1")];
    assert_eq!(rows, expected.map(|(v, s)| (v.to_owned(), s.to_owned())), "{findings:#?}");
    assert!(problems.iter().any(|p| p["problem"].contains("an earlier version of")), "{problems:?}");
}
