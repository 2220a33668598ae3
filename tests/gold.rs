//! How the shipped rules and models fare against the labelled clusters of tests/gold. The floors lie a little below what was
//! measured: they are there to show a fall.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

use std::path::{Path, PathBuf};

use gormil::gold::{self, Cluster, Measured, SCORED};
use gormil::model::Verdict;
use gormil::ruleset::{RuleSet, shipped};

fn dir(part: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold").join(part)
}

fn measured(part: &str) -> (Vec<Cluster>, Measured) {
    let clusters = gold::clusters(&dir(part)).unwrap();
    let measured = gold::measure(&clusters, &shipped().unwrap()).unwrap();
    println!("{part}: {} clusters", clusters.len());
    for verdict in SCORED {
        let c = measured.of(verdict);
        println!("  {:14} precision {:.3} recall {:.3} f1 {:.3}", verdict.name(), c.precision(), c.recall(), c.f1());
    }
    println!("  macro f1 {:.3}", measured.macro_f1());
    (clusters, measured)
}

#[test]
fn the_clusters_that_rules_are_written_with_are_told_well() {
    let (clusters, open) = measured("open");
    assert_eq!(clusters.len(), 8);
    assert!(open.of(Verdict::Contradiction).precision() >= 0.82);
    assert!(open.of(Verdict::Contradiction).recall() >= 0.35);
    assert!(open.macro_f1() >= 0.62);
}

#[test]
fn clusters_that_nobody_looked_at_are_told_too() {
    let (clusters, held) = measured("held");
    assert_eq!(clusters.len(), 7);
    assert!(held.of(Verdict::Contradiction).precision() >= 0.85);
    assert!(held.macro_f1() >= 0.52);
}

#[test]
fn the_clusters_that_came_later_are_told_too() {
    let (clusters, later) = measured("later");
    assert_eq!(clusters.len(), 9);
    assert!(later.of(Verdict::Contradiction).precision() >= 0.88);
    assert!(later.macro_f1() >= 0.52);
}

#[test]
fn the_clusters_that_came_last_are_told_too() {
    let (clusters, further) = measured("further");
    assert_eq!(clusters.len(), 8);
    assert!(further.of(Verdict::Contradiction).precision() >= 0.9);
    assert!(further.macro_f1() >= 0.54);
}

/// The text of a file, or of an article `FILE#OUTLET` in a file of many.
fn text(articles: &Path, doc: &str) -> String {
    let (file, outlet) = doc.split_once('#').unwrap_or((doc, ""));
    let whole = std::fs::read_to_string(articles.join(file)).unwrap();
    if outlet.is_empty() {
        return whole;
    }
    let records = whole.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    let own = records.filter(|r| r["outlet"] == outlet).map(|r| r["text"].as_str().unwrap().to_owned());
    own.collect()
}

#[test]
fn every_quote_of_a_label_stands_in_its_article() {
    let plain = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for cluster in ["open", "later", "further", "held"].iter().flat_map(|part| gold::clusters(&dir(part)).unwrap()) {
        assert!(!cluster.labels.is_empty());
        for label in &cluster.labels {
            for quote in [&label.a, &label.b] {
                let text = text(&cluster.articles, &quote.doc);
                assert!(plain(&text).contains(&plain(&quote.quote)), "{}: {}", cluster.name, quote.quote);
            }
        }
    }
}

/// A label that no run can meet is a miss, and a finding that no label knows a false alarm.
#[test]
fn what_no_label_knows_is_a_false_alarm() {
    let mut clusters = gold::clusters(&dir("open")).unwrap();
    let rules: RuleSet = shipped().unwrap();
    clusters.truncate(1);
    let whole = gold::measure(&clusters, &rules).unwrap();
    let hits: usize = SCORED.iter().map(|v| whole.of(*v).hits).sum();
    assert!(hits > 0);
    clusters[0].labels.clear();
    let none = gold::measure(&clusters, &rules).unwrap();
    let alarms = |m: &Measured| SCORED.iter().map(|v| m.of(*v).alarms).sum::<usize>();
    assert!(alarms(&none) > alarms(&whole));
    assert_eq!(SCORED.iter().map(|v| none.of(*v).hits + none.of(*v).misses).sum::<usize>(), 0);
}

#[test]
fn fitting_gives_the_same_models_for_any_number_of_threads() {
    let clusters: Vec<Cluster> = gold::clusters(&dir("open")).unwrap().into_iter().take(3).collect();
    let rules = shipped().unwrap();
    let with = |threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| gold::fit(&clusters, &rules).unwrap().toml())
    };
    let one = with(1);
    assert_eq!(one, with(3));
    assert!(one.contains("[pairing.models.quantity_meet]") && one.contains("[pairing.prior]"));
}
