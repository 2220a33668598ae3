//! Figures that compete: where an article gives several values of one slot, each meets at most one of the other's.
//!
//! Runs, seats or prices come many to an article. Of all the pairs that the slot allows, those of equal values are
//! taken first, then those of overlapping ones, then the ones told most alike.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, Claim, ClaimId, Kind, Scope, Value, overlap};
use crate::ruleset::RuleSet;

/// A pair of claims that fit.
#[derive(Clone, Copy, Debug)]
pub struct Link {
    /// The claim with the lower number.
    pub left: ClaimId,
    /// The other.
    pub right: ClaimId,
    /// Likeness of their sentences.
    pub alike: f64,
    /// What their clauses have in common.
    pub common: f64,
}

/// Both articles, and what is measured in them.
type Field<'a> = (ArticleId, ArticleId, Kind, &'a str, &'a Scope);

/// Drops the links that lost: for every two articles and slot, a value is held against one value of the other
/// article only. Links between claims that are no figures or dates stay. `sure`: what the clauses of two different
/// values must have in common where an article gives several.
pub fn settled(claims: &[Claim], links: Vec<Link>, rules: &RuleSet, sure: f64) -> Vec<Link> {
    let mut fields: BTreeMap<Field<'_>, Vec<Link>> = BTreeMap::new();
    let mut kept = Vec::with_capacity(links.len());
    for link in links {
        let (a, b) = (&claims[link.left.index()], &claims[link.right.index()]);
        if a.kind == b.kind && matches!(a.kind, Kind::Quantity | Kind::Date | Kind::Duration) {
            fields.entry((a.article, b.article, a.kind, &a.slot, &a.scope)).or_default().push(link);
        } else {
            kept.push(link);
        }
    }
    for links in fields.into_values() {
        kept.extend(matched(claims, links, rules, sure));
    }
    kept
}

fn matched(claims: &[Claim], mut links: Vec<Link>, rules: &RuleSet, sure: f64) -> Vec<Link> {
    let value = |c: ClaimId| rules.in_base(&claims[c.index()].value);
    let nearness = |l: &Link| nearness(&value(l.left), &value(l.right));
    links.sort_by(|x, y| {
        let told = |l: &Link| l.alike + l.common;
        nearness(x).cmp(&nearness(y)).then(told(y).total_cmp(&told(x))).then((x.left, x.right).cmp(&(y.left, y.right)))
    });
    let text = |c: ClaimId| format!("{:?}", value(c));
    let values = |side: fn(&Link) -> ClaimId| links.iter().map(|l| text(side(l))).collect::<BTreeSet<_>>().len();
    let several = values(|l| l.left).max(values(|l| l.right)) > 1;
    let mut left: BTreeMap<String, String> = BTreeMap::new();
    let mut right: BTreeMap<String, String> = BTreeMap::new();
    let mut kept = Vec::new();
    for link in &links {
        let (a, b) = (text(link.left), text(link.right));
        let free = left.get(&a).is_none_or(|x| *x == b) && right.get(&b).is_none_or(|x| *x == a);
        if free && (!several || nearness(link) < DIFFERENT || link.common >= sure) {
            left.insert(a.clone(), b.clone());
            right.insert(b, a);
            kept.push(*link);
        }
    }
    kept
}

/// Rank of values that exclude each other.
pub const DIFFERENT: u8 = 2;

/// 0 for equal values, 1 for overlapping ones, 2 for others.
pub fn nearness(a: &Value, b: &Value) -> u8 {
    let meet = match (a, b) {
        (Value::Amount { low: l, high: h, .. }, Value::Amount { low: m, high: i, .. }) => overlap((*l, *h), (*m, *i)),
        (Value::Dates { range: x, .. }, Value::Dates { range: y, .. }) => x.overlaps(*y),
        _ => false,
    };
    match (a == b, meet) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => DIFFERENT,
    }
}
