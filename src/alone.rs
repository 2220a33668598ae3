//! What an article tells by itself, before it is held against any other: its lines and sentences, when it was published,
//! its terms, its claims. All of it can come out of a cache.

mod gathered;

pub use gathered::{Claimed, Gathered};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::cache::{Cache, Key};
use crate::clean;
use crate::digest;
use crate::extract;
use crate::lexis::{Reading, settle};
use crate::model::{Article, ArticleId, Bag, Claim, Mention, Moment, Published, Sentence, SentenceId, Tagged, Text};
use crate::normalise::{self, Batch, Dating};
use crate::ruleset::RuleSet;
use crate::split;

/// Articles that one thread takes at a time, and that are kept together.
const TOGETHER: usize = 16;

/// The lines of articles and all their sentences, in order.
#[must_use]
pub fn lines(articles: &[Article], rules: &RuleSet, cache: Option<&Cache>) -> (Vec<Text>, Vec<Sentence>) {
    let told = |article: &&Article| -> (Text, Vec<Sentence>) {
        let articles = std::slice::from_ref(*article);
        let mut texts = clean::texts(articles, rules);
        let mut sentences = split::sentences(articles, &texts, rules);
        sentences.iter_mut().for_each(|s| s.line = s.line.wrapping_sub(article.first_line));
        (texts.pop().unwrap_or_default(), sentences)
    };
    let all: Vec<&Article> = articles.iter().collect();
    let each: Vec<(Text, Vec<Sentence>)> = known(&all, cache, |a| key_of_article(a), told);
    let (mut texts, mut sentences) = (Vec::with_capacity(articles.len()), Vec::new());
    for ((id, article), (text, own)) in (0..).map(ArticleId).zip(articles).zip(each) {
        for sentence in own {
            let number = SentenceId(u32::try_from(sentences.len()).unwrap_or(u32::MAX));
            let line = sentence.line.wrapping_add(article.first_line);
            sentences.push(Sentence { id: number, article: id, line, ..sentence });
        }
        texts.push(clean::named(text, article));
    }
    (texts, sentences)
}

/// All that decides what the lines of an article are for. Where it lies decides its name only, if it has no other, and its
/// first line is counted from there.
fn key_of_article(article: &Article) -> Key {
    let Article { document: _, first_line: _, reader, dialect, text, line_by_line, .. } = article;
    let Article { outlet, outlet_by, title, url, canonical_url, .. } = article;
    let Article { published, published_by, modified, fetched, cut, language_hint, .. } = article;
    let switches = [u8::from(*line_by_line), u8::from(*cut)];
    let named = [dialect, outlet, outlet_by, title, url, canonical_url, published, published_by, modified, fetched];
    let named = named.into_iter().chain([language_hint]).map(|text| text.as_ref().map(String::as_bytes));
    digest::short([&b"lines"[..], &switches, reader.as_bytes(), text.as_bytes()].map(Some).into_iter().chain(named))
}

/// An article of which more is asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its sentences.
    pub sentences: &'a [Sentence],
    /// When it was published, where the others had to tell; else it tells itself.
    pub published: Option<&'a Published>,
}

/// Every article with its sentences.
#[must_use]
pub fn asked<'a>(articles: &'a [Article], sentences: &'a [Sentence]) -> Vec<Asked<'a>> {
    let mut rest = sentences;
    let own = |(number, article)| {
        let to = rest.iter().take_while(|s| s.article == number).count();
        let (own, others) = rest.split_at(to);
        rest = others;
        Asked { article, sentences: own, published: None }
    };
    (0..).map(ArticleId).zip(articles).map(own).collect()
}

/// What an article tells. Terms have numbers of its own, sentences are counted from its first one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Told {
    /// What it tells of its publication; lines are counted from its first one.
    pub dating: Dating,
    /// When it was published, as far as its claims know.
    pub at: Option<Moment>,
    /// The texts of its terms.
    pub terms: Vec<String>,
    /// The terms of each sentence.
    pub bags: Vec<Bag>,
    /// Its claims.
    pub claims: Vec<Claim>,
}

/// What each of these articles tells.
#[must_use]
pub fn told(asked: &[Asked<'_>], rules: &RuleSet, cache: Option<&Cache>) -> Vec<Told> {
    known(asked, cache, key_of_asked, |asked| asked.told(rules))
}

/// All that decides what an article tells once it is split.
fn key_of_asked(asked: &Asked<'_>) -> Key {
    let Article { text, published, published_by, first_line, .. } = asked.article;
    let mut split = Vec::with_capacity(16 * asked.sentences.len());
    for s in asked.sentences {
        let (start, end) = (s.span.start() as u64, s.span.end() as u64);
        let (kind, language) = (s.kind as u64, s.language as u64);
        let line = u64::from(s.line.wrapping_sub(*first_line));
        [start, end, kind, language, line].iter().for_each(|n| split.extend(n.to_le_bytes()));
    }
    let at = asked.published.map(|p| p.at.map_or(String::new(), Moment::iso));
    let named = [published, published_by, &at].map(|text| text.as_ref().map(String::as_bytes));
    digest::short([&b"claims"[..], text.as_bytes(), &split].map(Some).into_iter().chain(named))
}

/// What is known of each, from the cache where there is one and it is there. In parallel; in their order.
fn known<W: Sync, T: Send + Serialize + for<'d> Deserialize<'d>>(
    wanted: &[W],
    cache: Option<&Cache>,
    key: impl Fn(&W) -> Key + Sync,
    make: impl Fn(&W) -> T + Sync,
) -> Vec<T> {
    let together = wanted.par_chunks(TOGETHER).flat_map_iter(|some| match cache {
        Some(cache) => cache.each(some, &key, &make),
        None => some.iter().map(&make).collect(),
    });
    together.collect()
}

impl Asked<'_> {
    fn told(&self, rules: &RuleSet) -> Told {
        let (sentences, readings, tagged) = self.looked_up(rules);
        let dating = self.dated(&sentences, &readings, &tagged, rules);
        let (terms, bags) = normalise::terms(&readings, &tagged);
        let own = Published { at: dating.at(), ..Published::default() };
        let published = self.published.unwrap_or(&own);
        let batch = Batch {
            articles: std::slice::from_ref(self.article),
            published: std::slice::from_ref(published),
            sentences: &sentences,
            readings: &readings,
            tagged: &tagged,
            bags: &bags,
            terms: &terms,
        };
        let claims = normalise::claims(&batch, 0, rules);
        Told { dating, at: published.at, terms: terms.into_texts(), bags, claims }
    }

    /// What it tells of its publication alone.
    #[must_use]
    pub fn dating(&self, rules: &RuleSet) -> Dating {
        let (sentences, readings, tagged) = self.looked_up(rules);
        self.dated(&sentences, &readings, &tagged, rules)
    }

    fn dated(&self, sentences: &[Sentence], readings: &[Reading<'_>], tagged: &[Tagged], rules: &RuleSet) -> Dating {
        let article = (0, std::slice::from_ref(self.article));
        let dated = normalise::dated(article, sentences, readings, tagged, &|date| mentions(date, rules));
        dated.into_iter().next().unwrap_or_default()
    }

    /// Its sentences, counted as if it were all there is, their words and mentions. The words are looked up in the lexicon of
    /// their language; those of an article from a region where words mean other things, looked up anew.
    fn looked_up<'r>(&self, rules: &'r RuleSet) -> (Vec<Sentence>, Vec<Reading<'r>>, Vec<Tagged>) {
        let numbered = (0..).map(SentenceId).zip(self.sentences).map(|(id, s)| Sentence {
            id,
            article: ArticleId(0),
            line: s.line.wrapping_sub(self.article.first_line),
            ..*s
        });
        let sentences: Vec<Sentence> = numbered.collect();
        let read = |s: &Sentence, region: Option<&str>| {
            let language = &rules.languages[s.language];
            Reading::from_region(s.span.of(&self.article.text), s.span.start(), language, region)
        };
        let mut readings: Vec<Reading<'r>> = sentences.iter().map(|s| read(s, None)).collect();
        settle(&mut readings, |i, home| read(&sentences[i], Some(home)));
        let tagged = readings.iter().map(extract::mentions_in).collect();
        (sentences, readings, tagged)
    }
}

/// The mentions in a date that a format gives in words: those of the first language that finds any.
fn mentions(text: &str, rules: &RuleSet) -> Vec<Mention> {
    let found = rules.languages.iter().map(|language| extract::mentions_in(&Reading::of(text, 0, language)).mentions);
    found.max_by_key(|m| m.len()).unwrap_or_default()
}
