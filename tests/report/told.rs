//! Explanations and values in another language: each row knows which sentence explains it, and what fills it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use gormil::model::{Bound, DateRange, Value, Verdict};
use gormil::report::{FindingRow, Previous, Table, ValueRow, Words};
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

fn value(value: &Value, since: bool) -> String {
    let row = ValueRow { since, ..ValueRow::of(value, value.wording(since, true)) };
    Words::of("bn").unwrap().value(&row)
}

fn amount(low: &str, high: &str, bound: Bound, unit: &str) -> Value {
    let end = |text: &str| text.parse().ok();
    Value::Amount { low: end(low), high: end(high), unit: unit.into(), bound, grain: "1".parse().unwrap() }
}

#[test]
fn amounts_are_put_as_a_newsroom_does() {
    let cases = [
        (amount("9", "9", Bound::Exact, "person"), "৯ জন"),
        (amount("50", "", Bound::MoreThan, "person"), "৫০ জনের বেশি"),
        (amount("", "7", Bound::LessThan, "acre_foot"), "৭ acre foot-এর কম"),
        (amount("", "7", Bound::AtMost, "day"), "সর্বোচ্চ ৭ দিন"),
        (amount("200", "200", Bound::About, "person"), "প্রায় ২০০ জন"),
        (amount("120000000", "120000000", Bound::Exact, "taka"), "১২ কোটি টাকা"),
        (amount("12450000", "12450000", Bound::Exact, "taka"), "১,২৪,৫০,০০০ টাকা"),
        (amount("5000", "5000", Bound::Exact, ""), "৫ হাজার"),
        (amount("11126", "11126", Bound::Exact, ""), "১১,১২৬"),
        (amount("2.5", "4", Bound::Range, "percent"), "২.৫ থেকে ৪ শতাংশ"),
    ];
    for (given, said) in cases {
        assert_eq!(value(&given, false), said, "{given:?}");
    }
}

#[test]
fn days_are_put_with_their_months() {
    let dates = |from: &str, to: &str, vague| {
        let range = DateRange { from: from.parse().ok(), to: to.parse().ok() };
        Value::Dates { range, time: None, vague, from_length: None }
    };
    let cases = [
        (dates("2026-05-12", "2026-05-12", false), false, "১২ মে ২০২৬"),
        (dates("2026-05-12", "2026-05-12", true), false, "প্রায় ১২ মে ২০২৬"),
        (dates("2011-01-01", "2011-12-31", false), true, "২০১১ সাল থেকে"),
        (dates("2024-06-01", "2024-06-30", false), false, "জুন ২০২৪"),
        (dates("", "2024-06-03", false), false, "৩ জুন ২০২৪ বা তার আগে"),
    ];
    for (given, since, said) in cases {
        assert_eq!(value(&given, since), said, "{given:?}");
    }
    assert_eq!(value(&Value::Words("denied".into()), false), "অস্বীকার");
    assert_eq!(value(&Value::Words("mayor".into()), false), "mayor");
}

#[test]
fn what_no_rule_names_is_called_by_its_notion() {
    let (bn, en) = (Words::of("bn").unwrap(), Words::of("en").unwrap());
    let said = ["roof", "roof_date", "visit_moon", "killed"].map(|slot| bn.slot(slot));
    assert_eq!(said, ["ছাদ", "ছাদ: তারিখ", "visit moon", "নিহত"]);
    assert_eq!(en.slot("roof_date"), "roof date");
}
