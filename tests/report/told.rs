//! Explanations in another language: each row knows which sentence explains it, and what fills it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gormil::model::Verdict;
use gormil::report::{FindingRow, Previous, Table, Words};
use gormil::ruleset::shipped;

/// The explanation as the rules would tell it from the row alone; what a row does not hold is a `*`.
fn told(template: &str, row: &FindingRow) -> String {
    let mut text = template.replace("{arithmetic}", "*");
    for (side, name) in row.sides.iter().zip(["a", "b"]) {
        let shown = side.shown().unwrap();
        let on = shown.published.as_deref().map_or("?", |at| at.split('T').next().unwrap());
        text = text
            .replace(&format!("{{on_{name}}}"), on)
            .replace(&format!("{{outlet_{name}}}"), &shown.outlet)
            .replace(&format!("{{{name}}}"), &side.value.text);
    }
    text
}

/// The digits of a text, in whatever script, as ASCII.
fn digits(text: &str) -> String {
    let digit = |c: char| match c {
        '0'..='9' => Some(c),
        '\u{9E6}'..='\u{9EF}' => char::from_digit(u32::from(c) - 0x9E6, 10),
        _ => None,
    };
    text.chars().filter_map(digit).collect()
}

#[test]
fn every_explanation_can_be_told_in_bengali() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let clusters = std::fs::read_dir(root.join("tests/gold/open")).unwrap();
    let clusters: BTreeSet<PathBuf> = clusters.map(|e| e.unwrap().path().join("articles")).collect();
    let inputs =
        [root.join("samples/mill-roof")].into_iter().chain(clusters.into_iter().filter(|p| p.is_dir()).take(6));
    let rules = shipped().unwrap();
    let bn = Words::of("bn").unwrap();
    let (mut rows, mut keys, mut sums) = (0, BTreeSet::new(), 0);
    for input in inputs {
        let outcome = gormil::check(&[input], &rules).unwrap();
        for row in Table::of(&outcome, &Verdict::ALL, &Previous::default()).findings {
            let Some(template) = rules.compare.explanations.get(&row.template) else {
                assert!(!row.explanation.contains(' ') || row.explanation.contains(" / "), "{}", row.explanation);
                continue;
            };
            let english = told(template, &row);
            let (before, after) = english.split_once('*').unwrap_or((&english, ""));
            assert!(
                row.explanation.starts_with(before) && row.explanation.ends_with(after),
                "{}\n{english}\n{}",
                row.template,
                row.explanation
            );
            let bengali = bn.explanation(&row).unwrap_or_else(|| panic!("{}: {}", row.template, row.explanation));
            assert!(!bengali.contains(['{', '}']), "{bengali}");
            if let Some(sum) = row.explanation.split(": ").nth(1).filter(|_| english.contains('*')) {
                let sum = sum.split(';').next().unwrap();
                let said = bengali.split(": ").nth(1).unwrap().split(';').next().unwrap();
                if !sum.contains("days") && sum.matches('-').count() == 1 {
                    assert_eq!(digits(sum), digits(said), "{bengali}");
                    sums += 1;
                }
            }
            rows += 1;
            keys.insert(row.template.clone());
        }
    }
    assert!(rows > 150 && keys.len() > 7 && sums > 0, "{rows} rows, {sums} sums, {keys:?}");
}
