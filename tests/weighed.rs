//! What is looked at in two claims: features of pairs of invented sentences, and names spelled in two ways.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/run.rs"]
mod run;

use gormil::group::{Candidate, candidates};
use gormil::model::{Article, Feature, Kind, Value};

use crate::run::rules;

/// The pairs that two articles make.
fn pairs(a: &str, b: &str) -> Vec<([String; 2], Candidate)> {
    let articles = vec![Article::told("Lagoon Post", a, "2026-03-05"), Article::told("Estuary Post", b, "2026-03-05")];
    let outcome = gormil::compared_as_one_event(articles, rules());
    let value = |c: gormil::model::ClaimId| match &outcome.claims[c.index()].value {
        Value::Amount { low: Some(low), .. } => low.normalize().to_string(),
        _ => String::new(),
    };
    let all = candidates(&outcome.scene(), &outcome.pairs, rules());
    all.into_iter().map(|c| ([value(c.left), value(c.right)], c)).collect()
}

/// A feature of the pair of two figures.
fn feature(feature: Feature, figures: [&str; 2], a: &str, b: &str) -> f64 {
    let pairs = pairs(a, b);
    let found = pairs.iter().find(|(values, c)| values[..] == figures[..] && c.family.kind == Kind::Quantity);
    found.unwrap_or_else(|| panic!("no pair of {figures:?}")).1.features[feature as usize]
}

#[test]
fn one_digit_that_differs_or_two_that_changed_places() {
    let told = |x: &str, y: &str| {
        let of = |n: &str| format!("The bridge cost {n} taka.");
        feature(Feature::OneDigit, [x, y], &of(x), &of(y))
    };
    assert!(told("4580", "4850") > 0.7 && told("4580", "4590") > 0.7 && told("46", "45") > 0.4);
    for (x, y) in [("4580", "4990"), ("4580", "458"), ("4", "5"), ("20", "30"), ("45", "460")] {
        assert!(told(x, y) <= 0.0, "{x} {y}");
    }
}

#[test]
fn a_value_that_the_other_article_gives_too() {
    let told = |b: &str| feature(Feature::Given, ["12", "15"], "The fire killed 12 people.", b);
    assert!(told("The fire killed 15 people.") <= 0.0);
    assert!(told("The fire killed 15 people. It injured 12 people.") >= 0.5);
}

#[test]
fn the_first_value_of_a_slot() {
    let told = |x: &str| {
        let a = "The fire killed 12 people. The storm killed 3 people.";
        feature(Feature::First, [x, "15"], a, "The fire killed 15 people.")
    };
    assert!(told("12") >= 1.0 && told("3") <= 0.0);
}

#[test]
fn words_that_the_other_article_has_elsewhere_only() {
    let told = |b: &str| feature(Feature::PassedOver, ["12", "15"], "The fire killed 12 people in the bakery.", b);
    let bare = told("The fire killed 15 people in the mill.");
    assert!(told("The fire killed 15 people in the mill. The bakery stayed shut.") > bare);
}

#[test]
fn one_name_in_two_spellings_that_sound_the_same() {
    let roles = |a: &str, b: &str| pairs(a, b).iter().filter(|(_, c)| c.family.kind == Kind::Role).count();
    let bengali = |name: &str| format!("জেলা প্রশাসক {name} বলেন, পরিস্থিতি শান্ত।");
    assert_eq!(roles(&bengali("আলমগীর কবীর"), &bengali("আলমগীর কবির")), 1);
    assert_eq!(roles(&bengali("আলমগীর কবীর"), &bengali("আলমগীর করিম")), 0);
    let english = |name: &str| format!("Mayor {name} said the school was safe.");
    assert_eq!(roles(&english("Meera Sandell"), &english("Mira Sandell")), 1);
    assert_eq!(roles(&english("Meera Sandell"), &english("Mona Sandell")), 0);
}
