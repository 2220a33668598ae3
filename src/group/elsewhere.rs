//! What an article tells elsewhere: a value or a word that it has a place for is missed where it is not.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::group::values::Values;
use crate::model::{ArticleId, Claim, Kind, Scene};

/// The values and the words of whole articles.
pub struct Elsewhere<'a> {
    scene: &'a Scene<'a>,
    /// The values of all claims.
    values: &'a Values,
    /// Which values an article gives, by kind.
    given: FxHashSet<(ArticleId, Kind, u32)>,
    /// The value that an article gives first for a slot.
    first: FxHashMap<(ArticleId, Kind, &'a str), u32>,
    /// For each article its terms, sorted, each once.
    terms: Vec<Vec<u32>>,
}

impl<'a> Elsewhere<'a> {
    /// Looks over a batch.
    pub fn of(scene: &'a Scene<'a>, values: &'a Values) -> Self {
        let mut given = FxHashSet::default();
        let mut first = FxHashMap::default();
        for claim in scene.claims {
            let value = values.told(claim);
            given.insert((claim.article, claim.kind, value));
            first.entry((claim.article, claim.kind, claim.slot.as_str())).or_insert(value);
        }
        let mut terms: Vec<Vec<u32>> = vec![Vec::new(); scene.articles.len()];
        for (sentence, bag) in scene.sentences.iter().zip(scene.bags) {
            terms[sentence.article.index()].extend(bag.terms.iter().map(|(t, _)| *t));
        }
        for list in &mut terms {
            list.sort_unstable();
            list.dedup();
        }
        Self { scene, values, given, first, terms }
    }

    /// How many of the two values the other claim's article gives too, of whatever; a half for each.
    pub fn given(&self, a: &Claim, b: &Claim) -> f64 {
        let told = |x: &Claim, other: &Claim| {
            if self.given.contains(&(other.article, x.kind, self.values.told(x))) { 0.5 } else { 0.0 }
        };
        told(a, b) + told(b, a)
    }

    /// Whether each is the first value of one slot in its article.
    pub fn both_first(&self, a: &Claim, b: &Claim) -> bool {
        let first = |c: &Claim| {
            self.first.get(&(c.article, c.kind, c.slot.as_str())).is_some_and(|v| *v == self.values.told(c))
        };
        a.slot == b.slot && first(a) && first(b)
    }

    /// How much of the terms of each sentence the other article has, but not the other sentence; the mean of both ways.
    pub fn passed_over(&self, (one, a): (ArticleId, &[u32]), (other, b): (ArticleId, &[u32])) -> f64 {
        f64::midpoint(self.missed(a, b, other), self.missed(b, a, one))
    }

    fn missed(&self, own: &[u32], other: &[u32], article: ArticleId) -> f64 {
        let vocabulary = self.scene.vocabulary;
        let has = |list: &[u32], t: u32| {
            let kin = &vocabulary.kin[t as usize];
            list.binary_search(&t).is_ok() || kin.iter().any(|(k, _)| list.binary_search(k).is_ok())
        };
        let weight = |t: &u32| vocabulary.rarity[*t as usize];
        let all: f64 = own.iter().map(weight).sum();
        let known = &self.terms[article.index()];
        let missed: f64 = own.iter().filter(|t| !has(other, **t) && has(known, **t)).map(weight).sum();
        if all > 0.0 { missed / all } else { 0.0 }
    }
}
