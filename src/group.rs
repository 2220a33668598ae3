//! Which claims are about the same thing: pairs that are sure enough, and groups of them.
//!
//! Earlier versions of a page stand apart: they are held against the next version alone.
//!
//! The event gate comes first: another event, measure or slot never makes a pair. What passes is weighed by its features;
//! whether two values can both be true is not decided here.

mod cluster;
mod elsewhere;
mod event;
mod features;
mod gate;
mod neighbours;
mod persons;
mod rival;
mod stand;
mod values;
mod versions;

use std::collections::BTreeMap;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::group::event::Events;
use crate::group::features::Sight;
use crate::group::gate::Gate;
use crate::group::persons::Persons;
use crate::group::rival::Offer;
use crate::group::values::Values;
use crate::model::{
    ArticleId, Claim, ClaimId, Family, Features, Group, GroupId, Kind, Link, OneEvent, Pair, Scene, SentenceId, Weighed,
};
use crate::ruleset::RuleSet;

pub use gate::Apart;

/// Most partners that one sentence brings to the comparison of claims.
const MOST_ALIKE: usize = 64;
/// Most articles on one event whose claims are all held against those of an article; with the others it shares only
/// those of like sentences.
const MOST_OUTLETS: usize = 16;
/// Most claims of one article that are held against those of another; more are a list, not a story.
const MOST_CLAIMS: usize = 200;
/// Pairs less sure than this are not kept, whatever their verdict.
pub const LEAST: f64 = 0.05;

/// Two claims that may be about one thing, with all that is weighed.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The claim with the lower number.
    pub left: ClaimId,
    /// The other.
    pub right: ClaimId,
    /// Which model weighs them.
    pub family: Family,
    /// What is weighed.
    pub features: Features,
    /// Likeness of their sentences.
    pub alike: f64,
    /// How many values of the right claim's article the left one could be held against, and of the left's the right.
    pub rivals: [usize; 2],
    /// Whether their articles report one event.
    pub event: OneEvent,
}

impl Candidate {
    /// The pair that they make, as sure as the models say.
    #[must_use]
    pub fn link(&self, rules: &RuleSet) -> Link {
        let Self { left, right, family, features, alike, rivals, event } = *self;
        let weighed = Some(Weighed { family, features, rivals, event });
        Link { left, right, alike, sure: rules.pairing.sure(family, &features), weighed }
    }
}

/// Groups of claims that are about the same thing, from two outlets at least, in the order of their first member; behind
/// them those of what an outlet changed between two versions of a page.
#[must_use]
pub fn groups(scene: &Scene<'_>, pairs: &[Pair], rules: &RuleSet) -> Vec<Group> {
    let values = Values::of(scene, rules);
    let offers = weighed(scene, pairs, &values, rules, |candidate| offer(scene, &candidate, &values, rules));
    let mut links = rival::settled(scene.claims, offers);
    links.sort_by(|x, y| y.sure.total_cmp(&x.sure).then((x.left, x.right).cmp(&(y.left, y.right))));
    let mut groups = cluster::groups(scene.claims.len(), &links);
    groups.extend(versions::groups(scene, rules));
    for (id, group) in (0..).zip(&mut groups) {
        group.id = GroupId(id);
    }
    groups
}

fn offer(scene: &Scene<'_>, candidate: &Candidate, values: &Values, rules: &RuleSet) -> Option<Offer> {
    let link = candidate.link(rules);
    let value = |c: ClaimId| values.told(&scene.claims[c.index()]);
    (link.sure >= LEAST).then(|| Offer {
        link,
        meet: candidate.family.meet,
        values: [value(link.left), value(link.right)],
    })
}

/// All pairs of claims of different outlets that pass the gate, sorted, each once, with their features.
#[must_use]
pub fn candidates(scene: &Scene<'_>, pairs: &[Pair], rules: &RuleSet) -> Vec<Candidate> {
    weighed(scene, pairs, &Values::of(scene, rules), rules, Some)
}

/// What `take` makes of each of them: of many there is nothing to keep.
fn weighed<T: Send>(
    scene: &Scene<'_>,
    pairs: &[Pair],
    values: &Values,
    rules: &RuleSet,
    take: impl Fn(Candidate) -> Option<T> + Sync,
) -> Vec<T> {
    let Some(weights) = rules.compare.weights.as_ref() else { return Vec::new() };
    let events = Events::of(scene, weights);
    let persons = Persons::of(scene, rules, weights);
    let gate = Gate { scene, events: &events, persons: &persons, rules, weights };
    let sight = Sight::of(scene, &events, &persons, values, rules);
    let claim = |c: ClaimId| &scene.claims[c.index()];
    let alike = |a: &Claim, b: &Claim| sight.alike(a, b) > 0.0;
    let passed: Vec<(ClaimId, ClaimId, Family)> = met(scene, &events, pairs, alike, |a, b| {
        let family = gate.pass(a, b).ok()?;
        (family.kind != Kind::Polarity || sight.answers(a, b)).then_some(family)
    });
    let rivals = rivals(scene, &passed, values);
    passed
        .into_par_iter()
        .filter_map(|(left, right, family)| {
            let (a, b) = (claim(left), claim(right));
            let shared = Shared::of(a, b);
            let among = |c: &Claim, other: ArticleId| rivals.get(&(c.id, other, a.kind, shared)).copied().unwrap_or(1);
            let rivals = [among(a, b.article), among(b, a.article)];
            let features = sight.features(a, b, family, (rivals[0], rivals[1]));
            let event = events.known(a.article, b.article);
            take(Candidate { left, right, family, features, alike: sight.alike(a, b), rivals, event })
        })
        .collect()
}

/// The pairs of claims that meet and that the gate keeps apart, sorted, with its reason.
#[must_use]
pub fn apart(scene: &Scene<'_>, pairs: &[Pair], rules: &RuleSet) -> Vec<(ClaimId, ClaimId, Apart)> {
    let Some(weights) = rules.compare.weights.as_ref() else { return Vec::new() };
    let events = Events::of(scene, weights);
    let persons = Persons::of(scene, rules, weights);
    let gate = Gate { events: &events, persons: &persons, scene, rules, weights };
    let values = Values::of(scene, rules);
    let sight = Sight::of(scene, &events, &persons, &values, rules);
    met(scene, &events, pairs, |a, b| sight.alike(a, b) > 0.0, |a, b| gate.pass(a, b).err())
}

/// A claim, another article, and what of it could be meant.
type Field<'s> = (ClaimId, ArticleId, Kind, Shared<'s>);

/// What two claims are both told under: whatever else is, could be meant as well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Shared<'s> {
    /// A slot that a rule names.
    Slot(&'s str),
    /// The noun that they count.
    Noun(u32),
    /// A unit.
    Unit(&'s str),
    /// Their kind only.
    Kind,
}

impl<'s> Shared<'s> {
    fn of(a: &'s Claim, b: &Claim) -> Self {
        let unit = a.value.unit();
        if a.is_named() && b.is_named() && a.slot == b.slot {
            Self::Slot(&a.slot)
        } else if a.kind == Kind::Quantity && a.counted.is_some() && a.counted == b.counted {
            Self::Noun(a.counted.unwrap_or_default())
        } else if a.kind == Kind::Quantity && !unit.is_empty() && unit == b.value.unit() {
            Self::Unit(unit)
        } else {
            Self::Kind
        }
    }
}

/// How many values of the other article each claim could be held against.
fn rivals<'s>(
    scene: &'s Scene<'_>,
    passed: &[(ClaimId, ClaimId, Family)],
    values: &Values,
) -> FxHashMap<Field<'s>, usize> {
    let mut told: FxHashMap<Field<'s>, Vec<u32>> = FxHashMap::default();
    for (a, b, _) in passed {
        let (x, y) = (&scene.claims[a.index()], &scene.claims[b.index()]);
        let shared = Shared::of(x, y);
        for (one, other) in [(x, y), (y, x)] {
            if !matches!(shared, Shared::Slot(_)) || one.scope == other.scope {
                told.entry((one.id, other.article, x.kind, shared)).or_default().push(values.told(other));
            }
        }
    }
    let count = |mut list: Vec<u32>| {
        list.sort_unstable();
        list.dedup();
        list.len()
    };
    let mut out = FxHashMap::default();
    out.extend(told.into_iter().map(|(key, list)| (key, count(list))));
    out
}

/// Pairs of claims of different outlets that meet, with what `take` makes of them, where it makes something: those of like
/// sentences, those of articles on one event, and those that give posts to one name; of articles on one topic what may be
/// told in reports of any event, where their sentences are `alike` at all. Sorted, each once.
fn met<T: Send>(
    scene: &Scene<'_>,
    events: &Events<'_>,
    pairs: &[Pair],
    alike: impl Fn(&Claim, &Claim) -> bool + Sync,
    take: impl Fn(&Claim, &Claim) -> Option<T> + Sync,
) -> Vec<(ClaimId, ClaimId, T)> {
    let taken = |a: &Claim, b: &Claim| {
        let (a, b) = if a.id < b.id { (a, b) } else { (b, a) };
        Some((a.id, b.id, take(a, b)?))
    };
    let by_article = by_article(scene);
    let outlet = |a: ArticleId| &scene.texts[a.index()].outlet;
    let foreign = |a: ArticleId, b: ArticleId| outlet(a) != outlet(b);
    let articles_by = |others: &dyn Fn(ArticleId) -> Vec<ArticleId>| {
        let mut pairs = each_once(&by_article, others);
        pairs.retain(|(a, b)| foreign(*a, *b));
        pairs.into_par_iter()
    };
    let all = |left: &[&Claim], right: &[&Claim]| -> Vec<_> {
        left.iter().flat_map(|a| right.iter().filter_map(|b| taken(a, b))).collect()
    };
    let mut out: Vec<(ClaimId, ClaimId, T)> = articles_by(&|a| events.closest(a, MOST_OUTLETS))
        .flat_map_iter(|(a, b)| {
            let ([figures_a, stated_a], [figures_b, stated_b]) = (&by_article[a.index()], &by_article[b.index()]);
            all(figures_a, figures_b).into_iter().chain(all(stated_a, stated_b))
        })
        .collect();
    let lasting = |a: ArticleId| {
        let own = by_article[a.index()][0].iter().copied();
        own.filter(|c| matches!(c.kind, Kind::Date | Kind::Duration | Kind::Role)).collect::<Vec<&Claim>>()
    };
    let of_topic = |(a, b): (ArticleId, ArticleId)| {
        let (left, right) = (lasting(a), lasting(b));
        let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (*a, *b)));
        pairs.filter(|(a, b)| alike(a, b)).filter_map(|(a, b)| taken(a, b)).collect::<Vec<_>>()
    };
    out.par_extend(articles_by(&|a| events.related(a).to_vec()).flat_map_iter(of_topic));
    let told = |s: SentenceId| {
        let from = scene.claims.partition_point(|c| c.sentence < s);
        let own = scene.claims[from..].iter().take_while(move |c| c.sentence == s);
        own.filter(|c| scene.stands(c.article)).collect::<Vec<_>>()
    };
    let article = |s: SentenceId| scene.sentences[s.index()].article;
    let nearest = nearest(pairs).into_par_iter().filter(|p| foreign(article(p.left), article(p.right)));
    out.par_extend(nearest.flat_map_iter(|pair| all(&told(pair.left), &told(pair.right))));
    let claim = |c: ClaimId| &scene.claims[c.index()];
    let posts = posts(scene).into_iter().map(|(a, b)| (claim(a), claim(b)));
    out.extend(posts.filter(|(a, b)| foreign(a.article, b.article)).filter_map(|(a, b)| taken(a, b)));
    out.sort_unstable_by_key(|(a, b, _)| (*a, *b));
    out.dedup_by_key(|(a, b, _)| (*a, *b));
    out
}

/// For each article the claims that are held against those of another, statements apart from the rest.
fn by_article<'s>(scene: &Scene<'s>) -> Vec<[Vec<&'s Claim>; 2]> {
    let mut out: Vec<[Vec<&Claim>; 2]> = vec![[Vec::new(), Vec::new()]; scene.articles.len()];
    for claim in scene.claims.iter().filter(|c| scene.stands(c.article)) {
        let list = &mut out[claim.article.index()][usize::from(claim.kind == Kind::Polarity)];
        if list.len() < MOST_CLAIMS {
            list.push(claim);
        }
    }
    out
}

/// The articles that have claims, each with its `others`; sorted, each pair once.
fn each_once(
    by_article: &[[Vec<&Claim>; 2]],
    others: impl Fn(ArticleId) -> Vec<ArticleId>,
) -> Vec<(ArticleId, ArticleId)> {
    let ids = (0u32..).map(ArticleId).take(by_article.len());
    let told = ids.filter(|a| by_article[a.index()].iter().any(|list| !list.is_empty()));
    let mut out: Vec<(ArticleId, ArticleId)> =
        told.flat_map(|a| others(a).into_iter().map(move |b| (a.min(b), a.max(b)))).collect();
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

/// Posts of one name across events: for each name and post of an outlet the first and the last time that it is told.
fn posts(scene: &Scene<'_>) -> Vec<(ClaimId, ClaimId)> {
    type Spans<'s> = BTreeMap<(&'s str, &'s str), (ClaimId, ClaimId)>;
    let mut told: BTreeMap<&str, Spans<'_>> = BTreeMap::new();
    let day = |c: ClaimId| scene.published[scene.claims[c.index()].article.index()].at;
    for claim in scene.claims.iter().filter(|c| c.kind == Kind::Role && scene.stands(c.article)) {
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
