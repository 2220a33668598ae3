//! Names of findings and groups, made from what they hold: the same in every run, for any number of
//! threads and any order of input. A finding that an earlier report knew keeps the name that it had there.

use std::collections::BTreeSet;

use crate::model::Outcome;
use crate::model::{Finding, Group, Side};
use crate::report::notes::OldRow;
use crate::report::source::Source;
use crate::report::table::FindingRow;

/// Parts the fields of a fingerprint: a control character that stands in no name or value.
const BETWEEN: &str = "\u{1F}";

/// Letters and digits of which none is taken for another.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Names for all findings, in their order. No two are the same.
pub fn findings(outcome: &Outcome, groups: &[String]) -> Vec<String> {
    let prints = outcome.findings.iter().map(|f| {
        let group = groups.get(f.group.index()).map_or("", String::as_str);
        (finding_print(outcome, f), format!("{}{BETWEEN}{group}", places(outcome, f)))
    });
    unique("f-", prints.collect())
}

/// Names for all groups, in their order. No two are the same.
pub fn groups(outcome: &Outcome) -> Vec<String> {
    unique("g-", outcome.groups.iter().map(|g| (group_print(outcome, g), String::new())).collect())
}

/// Gives each finding the name that its row `before` had. No other finding gets a name of an earlier report, be it that
/// of a row that is gone.
pub fn inherit(findings: &mut [FindingRow], before: &[Option<&OldRow>], reports: &[Vec<OldRow>]) {
    let mut taken: BTreeSet<String> = reports.iter().flatten().map(|row| row.id().to_owned()).collect();
    let mut free = Vec::new();
    for (at, old) in before.iter().enumerate() {
        match old.map(|old| old.id()).filter(|id| is_name(id)) {
            Some(id) => id.clone_into(&mut findings[at].id),
            None => free.push(at),
        }
    }
    free.sort_by(|a, b| findings[*a].id.cmp(&findings[*b].id));
    for at in free {
        let own = findings[at].id.clone();
        let mut count = 0_usize;
        while !taken.insert(findings[at].id.clone()) {
            count += 1;
            findings[at].id = named("f-", &own, count);
        }
    }
}

/// Whether a text has the form of a finding's name.
fn is_name(text: &str) -> bool {
    let letters = text.strip_prefix("f-").unwrap_or_default();
    letters.len() == 10 && letters.bytes().all(|b| ALPHABET.contains(&b))
}

/// Names from fingerprints. Things of one fingerprint are numbered in the order of their second text,
/// and a name that is already taken counts on, so that none is given twice.
fn unique(prefix: &str, prints: Vec<(String, String)>) -> Vec<String> {
    let mut order: Vec<usize> = (0..prints.len()).collect();
    order.sort_by_key(|i| &prints[*i]);
    let mut taken = BTreeSet::new();
    let mut names = vec![String::new(); prints.len()];
    let (mut last, mut occurrence) = ("", 0_usize);
    for i in order {
        let print = prints[i].0.as_str();
        occurrence = if print == last { occurrence + 1 } else { 0 };
        last = print;
        let mut name = named(prefix, print, occurrence);
        while !taken.insert(name.clone()) {
            occurrence += 1;
            name = named(prefix, print, occurrence);
        }
        names[i] = name;
    }
    names
}

fn named(prefix: &str, print: &str, occurrence: usize) -> String {
    format!("{prefix}{}", letters(&format!("{print}{BETWEEN}{occurrence}")))
}

/// Kind, slot and the two sides in an order of their own. The verdict is no part of it: a finding whose
/// verdict changes is the same finding.
fn finding_print(outcome: &Outcome, finding: &Finding) -> String {
    let mut sides = finding.sides.each_ref().map(|side| side_print(outcome, side));
    sides.sort();
    [finding.kind.name(), &finding.slot, &sides[0], &sides[1]].join(BETWEEN)
}

/// The value and the first by name of those who gave it: which sentence is shown may change from run to
/// run, as other articles come in.
fn side_print(outcome: &Outcome, side: &Side) -> String {
    let sources = side.statements.iter().filter_map(|s| Source::of(outcome, s.claim));
    let (outlet, key) = sources.map(|s| (s.outlet, s.key())).min().unwrap_or_default();
    [outlet, key, &side.text].join(BETWEEN)
}

/// Where the statements of a finding stand, in order.
fn places(outcome: &Outcome, finding: &Finding) -> String {
    let statements = finding.sides.iter().flat_map(|side| &side.statements);
    let sources = statements.filter_map(|s| Source::of(outcome, s.claim));
    let mut places: Vec<String> =
        sources.map(|s| format!("{}{BETWEEN}{:010}", s.article.document, s.claim.raw.start())).collect();
    places.sort();
    places.join(BETWEEN)
}

/// What the members of a group are and where they were published.
fn group_print(outcome: &Outcome, group: &Group) -> String {
    let sources = group.claims.iter().filter_map(|claim| Source::of(outcome, *claim));
    let print = |s: Source<'_>| [s.outlet, s.key(), &s.claim.slot, &s.statement()].join(BETWEEN);
    let mut members: Vec<String> = sources.map(print).collect();
    members.sort();
    members.join(BETWEEN)
}

/// Fifty bits of a hash as ten letters and digits.
fn letters(text: &str) -> String {
    let hash = fnv1a(text.as_bytes());
    let folded = hash ^ (hash >> 50);
    (0..10).rev().map(|i| char::from(ALPHABET[(folded >> (5 * i) & 31) as usize])).collect()
}

/// Source: Fowler, Noll, Vo, "The FNV Non-Cryptographic Hash Algorithm", FNV-1a of 64 bits.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn things_of_one_fingerprint_have_names_of_their_own() {
        let same = || ("one".to_owned(), "here".to_owned());
        let names = unique("f-", vec![same(), same(), ("two".to_owned(), String::new())]);
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), 3);
    }
}
