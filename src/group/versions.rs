//! What an outlet changed between two versions of a page: sentences that stay but for a value.

use std::collections::BTreeMap;

use crate::fold::folded;
use crate::group::values;
use crate::model::{
    ArticleId, Claim, ClaimId, Group, GroupId, Kind, Link, Scene, Sentence, SentenceId, SentenceKind, Value,
};
use crate::ruleset::RuleSet;

/// Share of their terms, figures left out, that a sentence and its later version have in common.
const ALIKE: f64 = 0.75;
/// Most sentences that may have changed; where more did the page was written anew.
const CHANGED: usize = 200;

/// A group for the changed values of each kind and slot of a version, with all places at which the page gives them.
pub fn groups(scene: &Scene<'_>, rules: &RuleSet) -> Vec<Group> {
    let mut links: BTreeMap<(ArticleId, Kind, &str), Vec<Link>> = BTreeMap::new();
    for (at, edition) in (0..).zip(scene.editions) {
        let (old, Some(new)) = (ArticleId(at), edition.replaced_by) else { continue };
        for (before, after, alike) in changed(scene, old, new) {
            for (a, b) in figures(scene, before, after, rules) {
                let (left, right) = (a.id.min(b.id), a.id.max(b.id));
                let link = Link { left, right, alike, sure: alike, weighed: None };
                links.entry((old, a.kind, a.slot.as_str())).or_default().push(link);
            }
        }
    }
    let group = |mut links: Vec<Link>| {
        links.sort_by_key(|l| (l.left, l.right));
        let mut claims: Vec<ClaimId> = links.iter().flat_map(|l| [l.left, l.right]).collect();
        claims.sort_unstable();
        Group { id: GroupId::default(), claims, links }
    };
    links.into_values().map(group).collect()
}

/// The sentences of an article, one after the other in the batch.
fn own<'s>(scene: &Scene<'s>, article: ArticleId) -> &'s [Sentence] {
    let from = scene.sentences.partition_point(|s| s.article < article);
    let to = scene.sentences.partition_point(|s| s.article <= article);
    &scene.sentences[from..to]
}

/// Sentences of one version that the other does not hold word by word, each with the one of the other that it became,
/// and their likeness. Each is taken once, the most alike first, then the nearest by place.
fn changed(scene: &Scene<'_>, old: ArticleId, new: ArticleId) -> Vec<(SentenceId, SentenceId, f64)> {
    let told = |article: ArticleId| -> Vec<(usize, &Sentence, String)> {
        let text = scene.articles[article.index()].text.as_str();
        let own = own(scene, article).iter().filter(|s| s.kind != SentenceKind::Dateline).enumerate();
        own.map(|(at, s)| (at, s, folded(s.span.of(text)).split_whitespace().collect::<Vec<_>>().join(" "))).collect()
    };
    let (mut before, mut after) = (told(old), told(new));
    let mut kept: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    before.iter().for_each(|(_, _, text)| kept.entry(text).or_default()[0] += 1);
    after.iter().for_each(|(_, _, text)| kept.entry(text).or_default()[1] += 1);
    let both: Vec<String> = kept.into_iter().filter(|(_, n)| n[0] > 0 && n[1] > 0).map(|(t, _)| t.to_owned()).collect();
    let odd = |(_, _, text): &(usize, &Sentence, String)| both.binary_search(text).is_err();
    before.retain(odd);
    after.retain(odd);
    if before.len() > CHANGED || after.len() > CHANGED {
        return Vec::new();
    }
    let terms = |s: &Sentence| scene.bags[s.id.index()].distinct();
    let after: Vec<(usize, &Sentence, Vec<u32>)> = after.into_iter().map(|(at, s, _)| (at, s, terms(s))).collect();
    let mut offers = Vec::new();
    for (at, s, _) in before {
        let mine = terms(s);
        for (place, t, theirs) in after.iter().filter(|(_, t, _)| t.kind == s.kind) {
            let alike = alike(&mine, theirs);
            if alike >= ALIKE {
                offers.push((alike, at.abs_diff(*place), s.id, t.id));
            }
        }
    }
    offers.sort_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2, x.3).cmp(&(y.1, y.2, y.3))));
    let mut out: Vec<(SentenceId, SentenceId, f64)> = Vec::new();
    for (alike, _, s, t) in offers {
        if !out.iter().any(|(x, y, _)| *x == s || *y == t) {
            out.push((s, t, alike));
        }
    }
    out
}

/// Share of the terms of either that both hold.
fn alike(a: &[u32], b: &[u32]) -> f64 {
    let shared = a.iter().filter(|t| b.binary_search(t).is_ok()).count();
    let all = a.len() + b.len() - shared;
    if all == 0 { 0.0 } else { values::small(shared) / values::small(all) }
}

/// The figures of two sentences that took each other's place: of one kind and slot, in order, those that stayed left
/// out. Where not as many went as came, none is paired.
fn figures<'s>(
    scene: &Scene<'s>,
    before: SentenceId,
    after: SentenceId,
    rules: &RuleSet,
) -> Vec<(&'s Claim, &'s Claim)> {
    type Figures<'s> = BTreeMap<(Kind, &'s str, bool), Vec<&'s Claim>>;
    let told_in = |sentence: SentenceId| {
        let article = scene.sentences[sentence.index()].article;
        let from = scene.claims.partition_point(|c| c.article < article);
        let own = scene.claims[from..].iter().take_while(|c| c.article == article);
        let mut out: Figures<'s> = BTreeMap::new();
        for claim in own.filter(|c| c.sentence == sentence && c.kind.is_figure()) {
            let timed = matches!(claim.value, Value::Dates { time: Some(_), .. });
            out.entry((claim.kind, claim.slot.as_str(), timed)).or_default().push(claim);
        }
        out
    };
    let told = |c: &Claim| values::told(c, rules);
    let words = |c: &Claim| folded(c.raw.of(&scene.articles[c.article.index()].text));
    let new = told_in(after);
    let mut out = Vec::new();
    for (key, mut went) in told_in(before) {
        let mut came = new.get(&key).cloned().unwrap_or_default();
        went.retain(|a| {
            // "yesterday" of a page that was published anew is another day and no change
            let stayed = came.iter().position(|b| told(a) == told(b) || words(a) == words(b));
            stayed.map(|at| came.remove(at)).is_none()
        });
        if went.len() == came.len() {
            out.extend(went.into_iter().zip(came));
        }
    }
    out
}
