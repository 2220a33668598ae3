//! What articles tell by themselves, put together: terms get their numbers, and days that no article can tell alone.

use rayon::prelude::*;

use crate::alone::{Asked, Told, told};
use crate::cache::Cache;
use crate::model::{ArticleId, Bag, Claim, ClaimId, Moment, Published, SentenceId};
use crate::normalise::{self, Dating, Numbers};
use crate::ruleset::RuleSet;

/// What so many articles tell; terms are numbered as they came.
#[derive(Debug, Default)]
pub struct Gathered {
    datings: Vec<Dating>,
    /// When each was published, as far as its claims know.
    at: Vec<Option<Moment>>,
    numbers: Numbers,
    bags: Vec<Bag>,
    claims: Vec<Claim>,
}

/// What all articles tell.
#[derive(Debug)]
pub struct Claimed {
    /// Their publication dates.
    pub published: Vec<Published>,
    /// Text of each term; they are numbered in the order of their texts.
    pub terms: Vec<String>,
    /// Terms of each sentence.
    pub bags: Vec<Bag>,
    /// Claims, in order of their place.
    pub claims: Vec<Claim>,
}

impl Gathered {
    /// Takes in what the articles that come next tell.
    pub fn take(&mut self, asked: &[Asked<'_>], all: Vec<Told>) {
        for (asked, mut told) in asked.iter().zip(all) {
            let numbers = self.numbers.take(told.terms);
            told.bags.iter_mut().for_each(|bag| bag.renumber(&numbers));
            self.bags.extend(told.bags);
            self.claims.extend(asked.placed(told.claims, &numbers));
            self.datings.push(told.dating.moved(asked.article.first_line));
            self.at.push(told.at);
        }
    }

    /// Settles what an article does not know by itself, `size` articles at a time; `asked` are all that were taken in.
    #[must_use]
    pub fn settle(self, asked: &[Asked<'_>], size: usize, rules: &RuleSet, cache: Option<&Cache>) -> Claimed {
        let Self { datings, at, numbers, mut bags, mut claims } = self;
        let published = normalise::published(datings);
        let (terms, places) = numbers.settle();
        bags.par_iter_mut().for_each(|bag| bag.renumber(&places));
        let otherwise = asked.iter().zip(&published).zip(at).filter(|((_, published), at)| published.at != *at);
        let again: Vec<Asked<'_>> =
            otherwise.map(|((a, published), _)| Asked { published: Some(published), ..*a }).collect();
        let dated: Vec<ArticleId> = again.iter().filter_map(Asked::id).collect();
        claims.retain(|claim| dated.binary_search(&claim.article).is_err());
        claims.par_iter_mut().for_each(|claim| claim.renumber(&places));
        for part in again.chunks(size) {
            for (asked, told) in part.iter().zip(told(part, rules, cache)) {
                let place = |text: &String| u32::try_from(terms.binary_search(text).unwrap_or_default());
                let numbers: Vec<u32> = told.terms.iter().map(|text| place(text).unwrap_or_default()).collect();
                claims.extend(asked.placed(told.claims, &numbers));
            }
        }
        if !dated.is_empty() {
            claims.sort_by_key(|claim| claim.article);
        }
        for (number, claim) in (0..).zip(&mut claims) {
            claim.id = ClaimId(number);
        }
        Claimed { published, terms, bags, claims }
    }
}

impl Asked<'_> {
    /// The article, if it has a sentence at all.
    fn id(&self) -> Option<ArticleId> {
        Some(self.sentences.first()?.article)
    }

    /// Its claims in their place among those of all articles, with other numbers of terms.
    fn placed(&self, claims: Vec<Claim>, numbers: &[u32]) -> impl Iterator<Item = Claim> {
        let first = self.sentences.first().map(|s| (s.article, s.id.0)).unwrap_or_default();
        claims.into_iter().map(move |mut claim| {
            claim.renumber(numbers);
            Claim { article: first.0, sentence: SentenceId(first.1 + claim.sentence.0), ..claim }
        })
    }
}
