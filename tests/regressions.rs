//! Bugs that were there once, each named after what it did.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/run.rs"]
mod run;

use gormil::single::{Extracted, extract_text};

use crate::run::rules;

fn bengali(text: &str) -> Extracted {
    extract_text(text, Some("bn"), None, rules())
}

/// Surface, lower and upper end of each amount.
fn amounts(found: &Extracted) -> Vec<(&str, String, String)> {
    let end = |n: &Option<serde_json::Number>| n.as_ref().map(ToString::to_string).unwrap_or_default();
    found.quantities.iter().map(|q| (q.surface.as_str(), end(&q.low), end(&q.high))).collect()
}

#[test]
fn a_decimal_point_between_bengali_digits_ended_the_sentence() {
    let text = "গত মাসে মূল্যস্ফীতি ছিল ৯.৪ শতাংশ। আগের মাসে ছিল ১০.২৫ শতাংশ।";
    let found = bengali(text);
    assert_eq!(found.sentences, ["গত মাসে মূল্যস্ফীতি ছিল ৯.৪ শতাংশ।", "আগের মাসে ছিল ১০.২৫ শতাংশ।"]);
    let values: Vec<String> = amounts(&found).into_iter().map(|(_, low, _)| low).collect();
    assert_eq!(values, ["9.4", "10.25"]);
}

#[test]
fn the_ending_of_a_day_of_the_month_was_read_as_hundred() {
    let reference = "2027-04-20".parse().unwrap();
    let found = extract_text("তিনি ২১শে এপ্রিল ফিরবেন। ৭ই মে সভা।", Some("bn"), Some(reference), rules());
    let days: Vec<_> = found.dates.iter().filter_map(|d| d.from.as_deref()).collect();
    assert_eq!(days, ["2027-04-21", "2027-05-07"], "{:?}", found.dates);
    assert!(amounts(&found).is_empty(), "{:?}", amounts(&found));
    // "21 hundred" itself stays a number.
    assert_eq!(amounts(&bengali("২১ শ টাকা দিতে হবে।"))[0].1, "2100");
}

#[test]
fn a_number_word_with_an_apostrophe_was_not_parted_from_its_classifier() {
    for text in ["দুর্ঘটনায় দু'জন আহত হন।", "দুর্ঘটনায় দু\u{2019}জন আহত হন।"]
    {
        let found = bengali(text);
        let persons: Vec<_> = found.quantities.iter().filter(|q| q.unit.as_deref() == Some("person")).collect();
        assert_eq!(persons.len(), 1, "{text}: {:?}", found.quantities);
        assert_eq!(persons[0].low.as_ref().unwrap().to_string(), "2", "{text}");
        assert!(persons[0].surface.ends_with("জন"), "{text}: {}", persons[0].surface);
    }
}

#[test]
fn marks_in_another_order_left_a_digit_without_its_bytes() {
    let text = "\u{09E6}\u{09CD}\u{09BC} \u{09E7}";
    let found = bengali(text);
    assert!(found.quantities.iter().all(|q| !q.surface.is_empty()), "{:?}", found.quantities);
    let folded = gormil::fold::fold(text);
    assert_eq!(folded.raw(0, 1), (0, 9), "the digit and the marks that hang on it");
}

/// A length of a thousand million years reached past the calendar and ended the run.
#[test]
fn a_length_past_the_calendar_ends_no_run() {
    let rules = gormil::ruleset::shipped().unwrap();
    for length in ["9999999999999 years", "99999 million crore months", "900000000000000 days", "123456789012345 weeks"]
    {
        let article = gormil::model::Article {
            document: "a".to_owned(),
            text: format!("A bridge opened in Rampal after {length}.\nIt fell {length} ago."),
            published: Some("2026-01-01".to_owned()),
            line_by_line: true,
            first_line: 1,
            ..gormil::model::Article::default()
        };
        let outcome = gormil::compared(vec![article], Vec::new(), &rules);
        assert_eq!(outcome.articles.len(), 1);
    }
}

/// What two articles say of each other, the second a day later: verdict, slot and both values.
fn held_together(a: &str, b: &str) -> Vec<String> {
    let article = |document: &str, day: &str, text: &str| gormil::model::Article {
        document: document.to_owned(),
        text: text.to_owned(),
        published: Some(day.to_owned()),
        line_by_line: true,
        first_line: 1,
        ..gormil::model::Article::default()
    };
    let outcome =
        gormil::compared(vec![article("a", "2026-05-13", a), article("b", "2026-05-14", b)], Vec::new(), rules());
    let told = |f: &gormil::model::Finding| {
        format!("{} {} {} | {}", f.verdict.name(), f.slot, f.sides[0].text, f.sides[1].text)
    };
    outcome.findings.iter().map(told).collect()
}

/// Amounts of an English sentence: lower end, upper end, unit.
fn english(text: &str) -> Vec<String> {
    let found = extract_text(text, Some("en"), None, rules());
    let units = found.quantities.iter().map(|q| q.unit.clone().unwrap_or_default());
    amounts(&found).into_iter().zip(units).map(|((_, low, high), unit)| format!("{low}..{high} {unit}")).collect()
}

#[test]
fn what_a_figure_moved_from_and_to_was_read_as_a_range() {
    assert_eq!(english("The fare rose from 60 to 72 taka."), ["60..60 taka", "72..72 taka"]);
    assert_eq!(english("The toll was cut from 10 to 5 percent."), ["10..10 percent", "5..5 percent"]);
    assert_eq!(english("Tin rose $2.30 to $81.40 a kilo."), ["2.3..2.3 us_dollar", "81.4..81.4 us_dollar"]);
    assert_eq!(english("Fares of $2 to $3 are common."), ["2..3 us_dollar"]);
}

#[test]
fn more_than_a_measure_left_out_what_lies_just_above_it() {
    let found = held_together(
        "A quake of magnitude 6.3 struck Noldanga at dawn.",
        "A quake of more than magnitude 6 struck Noldanga at dawn.",
    );
    assert!(found.iter().any(|row| row.starts_with("compatible magnitude")), "{found:?}");
    let counted = held_together(
        "Six boats sank off Noldanga at dawn, the coast guard said.",
        "More than six boats sank off Noldanga at dawn, the coast guard said.",
    );
    assert!(!counted.iter().any(|row| row.starts_with("compatible")), "{counted:?}");
}

#[test]
fn one_person_killed_was_no_count() {
    let found = held_together(
        "One person was killed and nine were hurt when a wall fell in Noldanga.",
        "Two people were killed and nine were hurt when a wall fell in Noldanga.",
    );
    assert!(found.contains(&"update killed 1 | 2".to_owned()), "{found:?}");
    let aside = held_together("একজন আহত যাত্রী জানান, নলডাঙ্গায় নৌকাটি ডুবে যায়।", "নলডাঙ্গায় নৌকা ডুবে দুজন আহত হয়েছেন।");
    assert!(!aside.iter().any(|row| row.contains("injured")), "{aside:?}");
}

#[test]
fn a_part_told_in_passing_parted_a_toll_from_its_word() {
    let found = held_together(
        "Fourteen people, including four children, were killed when a ferry sank off Noldanga.",
        "Sixteen people, including four children, were killed when a ferry sank off Noldanga.",
    );
    assert!(found.contains(&"update killed 14 | 16".to_owned()), "{found:?}");
}

#[test]
fn a_yearly_figure_was_held_to_the_day_of_its_report() {
    let found = held_together("নলডাঙ্গা চিনিকল বছরে ৯ কোটি টাকা ভর্তুকি পায়।", "নলডাঙ্গা চিনিকল বছরে ১২ কোটি টাকা ভর্তুকি পায়।");
    assert!(found.iter().any(|row| row.starts_with("contradiction")), "{found:?}");
}
