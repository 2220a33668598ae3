//! The shipped rules load, do what their examples say, and raise no doubt.
#![allow(missing_docs, clippy::unwrap_used)]

use gormil::ruleset::lint::lint;
use gormil::ruleset::{RuleSet, Status, shipped};
use gormil::selftest::{self, Failure};

fn rules() -> RuleSet {
    shipped().unwrap_or_else(|e| panic!("the shipped rules do not load:\n{e}"))
}

#[test]
fn the_shipped_rules_load() {
    let rules = rules();
    let codes: Vec<&str> = rules.languages.iter().map(|l| l.code.as_str()).collect();
    assert!(codes.contains(&"bn") && codes.contains(&"en"), "{codes:?}");
    assert!(rules.rules.iter().any(|r| r.status == Status::Stable), "a check that saw nothing must not pass");
}

#[test]
fn every_rule_passes_its_own_examples() {
    let failures = selftest::run(&rules(), &[]);
    let shown = |f: &Failure| format!("{:?}: {} at {}\n  {}\n  {}", f.kind, f.rule, f.place, f.example, f.detail);
    let list: Vec<String> = failures.iter().map(shown).collect();
    assert!(list.is_empty(), "{} examples failed:\n{}", list.len(), list.join("\n"));
}

#[test]
fn no_rule_is_doubtful() {
    let warnings: Vec<String> = lint(&rules()).iter().filter(|w| !w.is_note()).map(|w| w.to_string()).collect();
    assert!(warnings.is_empty(), "{} warnings:\n{}", warnings.len(), warnings.join("\n"));
}
