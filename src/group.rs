//! Which claims are about the same thing: pairs that fit each other, and groups of them.
//!
//! The event gate comes first: another event, slot, scope or counted noun never shares a group. Whether
//! two values can both be true is not decided here.

mod cluster;
mod event;
mod fit;

use std::collections::BTreeMap;

use crate::group::event::Events;
use crate::group::fit::Judge;
use crate::model::{Article, Bag, Claim, ClaimId, Group, Kind, Pair, Published, Sentence, SentenceId, Text};
use crate::ruleset::Compare;

/// All that grouping looks at; lists are indexed by the ids of the model.
pub struct Scene<'a> {
    /// Articles.
    pub articles: &'a [Article],
    /// What they say of themselves.
    pub texts: &'a [Text],
    /// Their publication dates.
    pub published: &'a [Published],
    /// Sentences.
    pub sentences: &'a [Sentence],
    /// Terms of each sentence.
    pub bags: &'a [Bag],
    /// Text of each term.
    pub terms: &'a [String],
    /// Claims.
    pub claims: &'a [Claim],
}

/// Groups of claims that fit each other, from two outlets at least, in the order of their first member.
#[must_use]
pub fn groups(scene: &Scene<'_>, pairs: &[Pair], compare: &Compare) -> Vec<Group> {
    let Some(weights) = compare.weights.as_ref() else { return Vec::new() };
    let events = Events::of(scene, weights);
    let judge = Judge::new(scene, &events, pairs, weights);
    let mut links: Vec<(ClaimId, ClaimId, f64)> = candidates(scene, pairs)
        .into_iter()
        .filter_map(|(a, b)| judge.fit(&scene.claims[a.index()], &scene.claims[b.index()]).map(|s| (a, b, s)))
        .collect();
    links.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    cluster::groups(scene.claims.len(), &links)
}

/// Pairs of claims of different outlets that may fit: those of like sentences, and those that share a key.
/// Sorted, each once.
fn candidates(scene: &Scene<'_>, pairs: &[Pair]) -> Vec<(ClaimId, ClaimId)> {
    let mut by_sentence: BTreeMap<SentenceId, Vec<ClaimId>> = BTreeMap::new();
    let mut by_key: BTreeMap<String, Vec<ClaimId>> = BTreeMap::new();
    for claim in scene.claims {
        by_sentence.entry(claim.sentence).or_default().push(claim.id);
        for key in keys(claim) {
            by_key.entry(key).or_default().push(claim.id);
        }
    }
    let mut out = Vec::new();
    for pair in pairs {
        let (Some(left), Some(right)) = (by_sentence.get(&pair.left), by_sentence.get(&pair.right)) else { continue };
        for a in left {
            out.extend(right.iter().map(|b| (*a, *b)));
        }
    }
    for list in by_key.values() {
        for (i, a) in list.iter().enumerate() {
            out.extend(list[i + 1..].iter().map(|b| (*a, *b)));
        }
    }
    let outlet = |c: ClaimId| &scene.texts[scene.claims[c.index()].article.index()].outlet;
    out.retain(|(a, b)| outlet(*a) != outlet(*b));
    out.iter_mut().for_each(|(a, b)| {
        if a > b {
            std::mem::swap(a, b);
        }
    });
    out.sort_unstable();
    out.dedup();
    out
}

/// Keys under which claims meet whatever their sentences look like.
fn keys(claim: &Claim) -> Vec<String> {
    match claim.kind {
        Kind::Quantity if claim.key == "named" => vec![format!("slot {}", claim.slot)],
        Kind::Role | Kind::Quotation => {
            let kind = claim.kind.name();
            claim.person.iter().map(|w| format!("{kind} {}", w.chars().take(2).collect::<String>())).collect()
        }
        Kind::Date => claim.when.and_then(|w| w.single()).map(|day| format!("day {day}")).into_iter().collect(),
        Kind::Polarity if matches!(claim.key.as_str(), "no_comment" | "unclear" | "denied") => {
            claim.about.iter().map(|t| format!("denied {t}")).collect()
        }
        _ => Vec::new(),
    }
}
