//! Which claims are about the same thing: pairs that fit each other, and groups of them.
//!
//! The event gate comes first: another event, slot, scope or counted noun never shares a group. Whether
//! two values can both be true is not decided here.

mod cluster;
mod event;
mod fit;
mod rival;

use std::collections::BTreeMap;

use rayon::prelude::*;

use crate::group::event::Events;
use crate::group::fit::Judge;
use crate::model::{ArticleId, Claim, ClaimId, Group, Kind, Pair, Scene, SentenceId};
use crate::ruleset::RuleSet;

/// Most partners that one sentence brings to the comparison of claims.
const MOST_ALIKE: usize = 64;
/// Most claims of one article under one key that are compared; more are a list, not a story.
const MOST_CLAIMS: usize = 100;

/// Groups of claims that fit each other, from two outlets at least, in the order of their first member.
#[must_use]
pub fn groups(scene: &Scene<'_>, pairs: &[Pair], rules: &RuleSet) -> Vec<Group> {
    let Some(weights) = rules.compare.weights.as_ref() else { return Vec::new() };
    let events = Events::of(scene, weights);
    let judge = Judge::new(scene, &events, pairs, rules, weights);
    let fitting = |(a, b): (ClaimId, ClaimId)| judge.fit(&scene.claims[a.index()], &scene.claims[b.index()]);
    let links = candidates(scene, &events, pairs).into_par_iter().filter_map(fitting).collect();
    let mut links: Vec<(ClaimId, ClaimId, f64)> = rival::settled(scene.claims, links, rules, weights.common_to_differ)
        .into_iter()
        .map(|l| (l.left, l.right, l.alike))
        .collect();
    links.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    cluster::groups(scene.claims.len(), &links)
}

/// Pairs of claims of different outlets that may fit, sorted, each once: those of like sentences, those that share a
/// key in articles on one event, and those that give posts to one name.
fn candidates(scene: &Scene<'_>, events: &Events, pairs: &[Pair]) -> Vec<(ClaimId, ClaimId)> {
    let mut by_sentence: BTreeMap<SentenceId, Vec<ClaimId>> = BTreeMap::new();
    let mut by_key: BTreeMap<(ArticleId, String), Vec<ClaimId>> = BTreeMap::new();
    for claim in scene.claims {
        by_sentence.entry(claim.sentence).or_default().push(claim.id);
        for key in keys(claim) {
            let list = by_key.entry((claim.article, key)).or_default();
            if list.len() < MOST_CLAIMS {
                list.push(claim.id);
            }
        }
    }
    let mut out = posts(scene);
    for pair in nearest(pairs) {
        let (Some(left), Some(right)) = (by_sentence.get(&pair.left), by_sentence.get(&pair.right)) else { continue };
        let article = |s: SentenceId| scene.sentences[s.index()].article;
        let one_event = events.one(article(pair.left), article(pair.right));
        let meet =
            |a: ClaimId, b: ClaimId| comparable(scene.claims[a.index()].kind, scene.claims[b.index()].kind, one_event);
        left.iter().for_each(|a| out.extend(right.iter().filter(|b| meet(*a, **b)).map(|b| (*a, *b))));
    }
    for ((article, key), left) in &by_key {
        for other in events.neighbours(*article).iter().filter(|o| *o > article) {
            let Some(right) = by_key.get(&(*other, key.clone())) else { continue };
            left.iter().for_each(|a| out.extend(right.iter().map(|b| (*a, *b))));
        }
    }
    let outlet = |c: ClaimId| &scene.texts[scene.claims[c.index()].article.index()].outlet;
    out.retain(|(a, b)| outlet(*a) != outlet(*b));
    out.iter_mut().for_each(|(a, b)| (*a, *b) = ((*a).min(*b), (*a).max(*b)));
    out.sort_unstable();
    out.dedup();
    out
}

/// For each sentence the pairs with those most like it, at most `MOST_ALIKE`; in the order of `pairs`. A template that
/// thousands of sentences share would else pair each with each.
fn nearest(pairs: &[Pair]) -> Vec<&Pair> {
    let mut order: Vec<&Pair> = pairs.iter().collect();
    order.sort_by(|a, b| b.score.total_cmp(&a.score).then((a.left, a.right).cmp(&(b.left, b.right))));
    let mut taken: BTreeMap<SentenceId, usize> = BTreeMap::new();
    order.retain(|pair| {
        let full = [pair.left, pair.right].iter().any(|s| taken.get(s).is_some_and(|n| *n >= MOST_ALIKE));
        if !full {
            [pair.left, pair.right].into_iter().for_each(|s| *taken.entry(s).or_default() += 1);
        }
        !full
    });
    order.sort_by_key(|pair| (pair.left, pair.right));
    order
}

/// Whether claims of two kinds can be held against each other; only dates and posts meet across events.
fn comparable(a: Kind, b: Kind, one_event: bool) -> bool {
    let timed = |k: Kind| matches!(k, Kind::Date | Kind::Duration);
    (timed(a) && timed(b)) || (a == b && (one_event || a == Kind::Role))
}

/// Keys under which claims of one event meet whatever their sentences look like.
fn keys(claim: &Claim) -> Vec<String> {
    let name = || claim.person.iter().map(|w| w.chars().take(2).collect::<String>());
    match claim.kind {
        Kind::Quantity if claim.key == "named" => vec![format!("slot {}", claim.slot)],
        Kind::Quantity => Vec::new(),
        Kind::Role | Kind::Quotation => name().map(|w| format!("{} {w}", claim.kind.name())).collect(),
        Kind::Date | Kind::Duration => vec![format!("{} {}", claim.kind.name(), claim.slot)],
        Kind::Polarity => claim.about.iter().map(|t| format!("told {t}")).collect(),
    }
}

/// Posts of one name across events: for each name and post of an outlet the first and the last time that it is told.
fn posts(scene: &Scene<'_>) -> Vec<(ClaimId, ClaimId)> {
    type Spans<'s> = BTreeMap<(&'s str, &'s str), (ClaimId, ClaimId)>;
    let mut told: BTreeMap<&str, Spans<'_>> = BTreeMap::new();
    let day = |c: ClaimId| scene.published[scene.claims[c.index()].article.index()].at;
    for claim in scene.claims.iter().filter(|c| c.kind == Kind::Role) {
        let Some(last) = claim.person.last() else { continue };
        let outlet = scene.texts[claim.article.index()].outlet.as_str();
        let span = told.entry(last).or_default().entry((outlet, &claim.key)).or_insert((claim.id, claim.id));
        if day(claim.id) < day(span.0) {
            span.0 = claim.id;
        }
        if day(claim.id) > day(span.1) {
            span.1 = claim.id;
        }
    }
    let mut out = Vec::new();
    for spans in told.values() {
        let ends: Vec<[ClaimId; 2]> = spans.values().map(|(first, last)| [*first, *last]).collect();
        for (i, left) in ends.iter().enumerate() {
            for right in &ends[i + 1..] {
                left.iter().for_each(|a| out.extend(right.iter().map(|b| (*a, *b))));
            }
        }
    }
    out
}
