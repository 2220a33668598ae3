//! Two claims of a group to a verdict, and verdicts to findings.
//!
//! Which claims may be compared was decided by grouping; tolerances, which slots grow and the sentences
//! that explain a verdict come from the rules.

mod amount;
mod dates;
mod explain;
mod judgement;
mod steps;
mod words;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::compare::judgement::{Judgement, Pairing};
use crate::model::{
    ArticleId, Claim, ClaimId, Finding, Group, GroupId, Kind, Link, Scene, Side, Statement, Step, Verdict, Why,
};
use crate::ruleset::{RuleSet, Weights};

pub use steps::{read, weighed};

/// What makes two judgements one finding: group, kind, slot, verdict, reason and both values; where the values are
/// equal, the two wordings.
type Key = (GroupId, Kind, String, Verdict, Why, [String; 2]);

/// Findings of all groups in the order of the report: contradictions first, by confidence.
#[must_use]
pub fn findings(scene: &Scene<'_>, groups: &[Group], rules: &RuleSet) -> Vec<Finding> {
    let Some(weights) = rules.compare.weights.as_ref() else { return Vec::new() };
    let of_group = |group: &Group| {
        let mut merged: BTreeMap<Key, Vec<Judged>> = BTreeMap::new();
        for link in &group.links {
            let Some((key, judged)) = judge(scene, group.id, link, rules, weights) else { continue };
            let versions = versions(scene, link.left, link.right).is_some();
            if versions || link.sure >= asked(link, &judged.judgement, key.1, rules) {
                merged.entry(key).or_default().push(judged);
            }
        }
        merged.into_iter().filter_map(|(key, judged)| finding(scene, &key, judged, rules)).collect::<Vec<_>>()
    };
    let mut findings: Vec<Finding> = groups.par_iter().flat_map_iter(of_group).collect();
    findings.sort_by(|x, y| {
        x.verdict
            .cmp(&y.verdict)
            .then(y.confidence.total_cmp(&x.confidence))
            .then(x.sides[0].statements.cmp(&y.sides[0].statements))
            .then(x.sides[1].statements.cmp(&y.sides[1].statements))
    });
    findings
}

/// How sure a pair must be for a row.
fn asked(link: &Link, judgement: &Judgement, kind: Kind, rules: &RuleSet) -> f64 {
    rules.pairing.asked(judgement.verdict, kind, link.weighed.as_ref().map(|w| &w.features))
}

/// What one pair comes to, however sure it is; `None` where there is nothing to say of its values.
#[must_use]
pub fn finding_of(scene: &Scene<'_>, link: &Link, rules: &RuleSet) -> Option<Finding> {
    let (key, judged) = judge(scene, GroupId::default(), link, rules, rules.compare.weights.as_ref()?)?;
    finding(scene, &key, vec![judged], rules)
}

struct Judged {
    pair: [ClaimId; 2],
    link: Link,
    judgement: Judgement,
}

fn judge(scene: &Scene<'_>, group: GroupId, link: &Link, rules: &RuleSet, weights: &Weights) -> Option<(Key, Judged)> {
    let (a, b) = in_order(scene, link.left, link.right);
    let pairing = Pairing::new(scene, a, b, rules, weights);
    let judgement = judgement::judge(&pairing)?;
    let judgement = match versions(scene, a, b) {
        Some(_) => judgement.changed()?,
        None => judgement,
    };
    let told = pairing.told(&judgement);
    let key = (group, pairing.kind(), judgement.slot.clone(), judgement.verdict, judgement.why, told);
    Some((key, Judged { pair: [a, b], link: *link, judgement }))
}

/// Two claims of two versions of one page, the earlier first.
fn versions(scene: &Scene<'_>, a: ClaimId, b: ClaimId) -> Option<(ClaimId, ClaimId)> {
    let article = |c: ClaimId| scene.claims[c.index()].article;
    let follows = |a: ClaimId, b: ClaimId| scene.replaced_by(article(a)) == Some(article(b));
    if follows(a, b) { Some((a, b)) } else { follows(b, a).then_some((b, a)) }
}

/// The claim of the earlier version or article first; of two at one time the one whose document comes first.
fn in_order(scene: &Scene<'_>, a: ClaimId, b: ClaimId) -> (ClaimId, ClaimId) {
    let order = |c: ClaimId| {
        let article = scene.claims[c.index()].article.index();
        let at = scene.published[article].at.map(|m| (m.day, m.minute));
        (at.is_none(), at, scene.articles[article].document.as_str(), c)
    };
    versions(scene, a, b).unwrap_or_else(|| if order(a) <= order(b) { (a, b) } else { (b, a) })
}

/// Where the article of `claim` gives the same value of the same thing again, in other sentences.
fn repeated(scene: &Scene<'_>, claim: ClaimId) -> Vec<Statement> {
    const MOST: usize = 3;
    const SHARED: usize = 2;
    let first = &scene.claims[claim.index()];
    let from = scene.claims.partition_point(|c| c.article < first.article);
    let own = scene.claims[from..].iter().take_while(|c| c.article == first.article);
    let terms = |c: &Claim| scene.bags[c.sentence.index()].distinct();
    let told = terms(first);
    let shared = |c: &Claim| terms(c).iter().filter(|t| told.binary_search(t).is_ok()).count();
    own.filter(|c| c.sentence != first.sentence && c.kind == first.kind && c.slot == first.slot)
        .filter(|c| c.value == first.value && c.person == first.person && c.kind != Kind::Polarity)
        .filter(|c| shared(c) >= SHARED)
        .take(MOST)
        .map(|c| Statement { claim: c.id })
        .collect()
}

/// One finding from all pairs with its values: each article once on a side, the pair most alike first.
fn finding(scene: &Scene<'_>, key: &Key, mut judged: Vec<Judged>, rules: &RuleSet) -> Option<Finding> {
    judged.sort_by(|x, y| {
        let (x, y) = ((&x.link, x.pair), (&y.link, y.pair));
        y.0.sure.total_cmp(&x.0.sure).then(y.0.alike.total_cmp(&x.0.alike)).then(x.1.cmp(&y.1))
    });
    let first = judged.first()?;
    let article = |c: ClaimId| scene.claims[c.index()].article;
    let mut taken: Vec<ArticleId> = Vec::new();
    let mut side = |at: usize| {
        let mut statements: Vec<Statement> = Vec::new();
        // where all write the same, every outlet may stand on either side
        if key.3 == Verdict::Agrees {
            taken.clear();
        }
        for claim in judged.iter().map(|j| j.pair[at]) {
            if !taken.contains(&article(claim)) {
                taken.push(article(claim));
                statements.push(Statement { claim });
            }
        }
        if statements.is_empty() {
            statements.push(Statement { claim: first.pair[at] });
        }
        let again: Vec<Statement> = statements.iter().flat_map(|s| repeated(scene, s.claim)).collect();
        statements.extend(again);
        Side { text: first.judgement.texts[at].clone(), value: first.judgement.values[at].clone(), statements }
    };
    let mut because: Vec<Step> = (0..2).flat_map(|side| steps::read(scene, first.pair[side], side, rules)).collect();
    because.extend(steps::weighed(scene, &first.link, first.link.left != first.pair[0], rules));
    let least = versions(scene, first.pair[0], first.pair[1]).is_none();
    let least = least.then(|| asked(&first.link, &first.judgement, key.1, rules));
    // that a page was changed is known, not weighed
    let sure = first.link.sure;
    let confidence = if least.is_some() { rules.pairing.right(key.3, key.1, sure) } else { sure };
    because.extend(steps::judged(&first.link, &first.judgement, least, confidence));
    let explanation = explain::sentence(scene, first.pair, &first.judgement, rules);
    Some(Finding {
        verdict: key.3,
        why: key.4,
        kind: key.1,
        slot: key.2.clone(),
        confidence,
        similarity: first.link.alike,
        rule: first.judgement.rule.clone(),
        group: key.0,
        explanation,
        template: first.judgement.template(),
        arithmetic: first.judgement.blanks.get("arithmetic").cloned(),
        sides: [side(0), side(1)],
        because,
    })
}
