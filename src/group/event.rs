//! Which articles report the same event.

use rayon::prelude::*;

use crate::group::neighbours::{Index, Row, Scratch};
use crate::model::{ArticleId, OneEvent, Scene, days_between};
use crate::ruleset::Weights;

/// Articles on other events that a small batch lacks: without them the words that all its articles share would
/// weigh nothing, though they are what makes the event.
const OTHERS: f64 = 50.0;

/// Articles as weighted bags of terms.
pub struct Events<'a> {
    rows: Vec<Row>,
    days: Vec<Option<jiff::civil::Date>>,
    languages: Vec<usize>,
    window: i64,
    least: f64,
    loosest: f64,
    across: f64,
    topic: f64,
    neighbours: Vec<Vec<ArticleId>>,
    /// How alike each neighbour is.
    likeness: Vec<Vec<f64>>,
    /// For each article those on its topic that are most like it and report other events.
    related: Vec<Vec<ArticleId>>,
    /// All articles are known to report one event.
    given: bool,
    /// For each article what it shares with articles in other languages: notions, names and their kin.
    shared: Vec<Row>,
    kin: &'a [Vec<(u32, f64)>],
}

impl<'a> Events<'a> {
    /// Weighs the terms of each article by their rarity among the articles.
    pub fn of(scene: &Scene<'a>, weights: &Weights) -> Self {
        let mut rows: Vec<Vec<u32>> = vec![Vec::new(); scene.articles.len()];
        let standing = scene.sentences.iter().zip(scene.bags).filter(|(s, _)| scene.stands(s.article));
        for (sentence, bag) in standing {
            rows[sentence.article.index()].extend(bag.terms.iter().map(|(t, _)| *t));
        }
        let mut frequency = vec![0u32; scene.terms.len()];
        for row in &mut rows {
            row.sort_unstable();
            row.dedup();
            row.iter().for_each(|t| frequency[*t as usize] += 1);
        }
        rows.iter_mut().for_each(|row| row.retain(|t| frequency[*t as usize] <= weights.common_articles));
        let all = f64::from(u32::try_from(rows.len()).unwrap_or(u32::MAX));
        let weight = |t: &u32| (*t, (1.0 + (all + OTHERS) / f64::from(frequency[*t as usize].max(1))).ln());
        let kin = &scene.vocabulary.kin;
        let known = |t: &&u32| scene.vocabulary.is_marked(**t);
        let meets = |t: &&u32| known(t) || !kin[**t as usize].is_empty();
        let mut events = Self {
            shared: rows.iter().map(|r| unit(r.iter().filter(meets).map(weight).collect())).collect(),
            kin,
            rows: rows.iter().map(|r| unit(r.iter().map(weight).collect())).collect(),
            days: scene.published.iter().map(|p| p.at.map(|m| m.day)).collect(),
            languages: scene.texts.iter().map(|t| t.language).collect(),
            window: i64::from(weights.event_days),
            least: weights.same_event,
            loosest: weights.same_event_by_third,
            across: weights.same_event_across,
            topic: weights.same_topic.min(weights.same_event_by_third),
            neighbours: Vec::new(),
            likeness: Vec::new(),
            related: Vec::new(),
            given: scene.one_event,
        };
        let (met, related) = if scene.one_event { (events.all(), Vec::new()) } else { events.met(scene.terms.len()) };
        (events.neighbours, events.likeness) = met.into_iter().map(|list| list.into_iter().unzip()).unzip();
        events.related = related;
        events
    }

    /// The other articles on the event of this one, sorted.
    pub fn neighbours(&self, article: ArticleId) -> &[ArticleId] {
        &self.neighbours[article.index()]
    }

    /// The articles on the event of this one that are most like it, so many at most: what a hundred outlets tell of one
    /// thing is told by these too.
    pub fn closest(&self, article: ArticleId, most: usize) -> Vec<ArticleId> {
        let i = article.index();
        let mut list: Vec<(ArticleId, f64)> =
            self.neighbours[i].iter().copied().zip(self.likeness[i].iter().copied()).collect();
        list.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
        list.into_iter().take(most).map(|(o, _)| o).collect()
    }

    /// Articles on the topic of this one that report other events, those most like it.
    pub fn related(&self, article: ArticleId) -> &[ArticleId] {
        self.related.get(article.index()).map_or(&[], Vec::as_slice)
    }

    /// Whether two articles of the batch report one event.
    pub fn one(&self, a: ArticleId, b: ArticleId) -> bool {
        self.neighbours(a).binary_search(&b).is_ok()
    }

    /// How it is known whether two articles of the batch report one event.
    pub fn known(&self, a: ArticleId, b: ArticleId) -> OneEvent {
        match self.neighbours(a).binary_search(&b) {
            Ok(_) if self.given => OneEvent::Given,
            Ok(at) => OneEvent::Alike(self.likeness[a.index()][at]),
            Err(_) => OneEvent::No,
        }
    }

    /// For each article all others.
    fn all(&self) -> Vec<Near> {
        let ids = || (0..self.rows.len()).map(ArticleId::at);
        ids().map(|a| ids().filter(|b| *b != a).map(|b| (b, self.alike(a, b))).collect()).collect()
    }

    /// For each article those that report its event, with their likeness; and those that are on its topic only.
    fn met(&self, terms: usize) -> (Vec<Near>, Vec<Vec<ArticleId>>) {
        let own = Index::of(&self.rows, terms, self.topic);
        let across = Index::of(&self.shared, terms, self.topic);
        let alike = |i: usize, scratch: &mut Scratch| -> Near {
            let mut others = own.candidates(i, &self.rows[i], self.topic, None, scratch);
            others.retain(|o| self.languages[*o as usize] == self.languages[i]);
            let foreign = across.candidates(i, &self.shared[i], self.topic, Some(self.kin), scratch);
            others.extend(foreign.into_iter().filter(|o| self.languages[*o as usize] != self.languages[i]));
            others.sort_unstable();
            let others = others.into_iter().map(|o| (ArticleId(o), self.alike(ArticleId::at(i), ArticleId(o))));
            others.filter(|(_, alike)| *alike >= self.topic).collect()
        };
        let on_topic: Vec<Near> = (0..self.rows.len())
            .into_par_iter()
            .map_init(|| Scratch::new(self.rows.len()), |s, i| closest(alike(i, s), |o| self.in_window(i, o)))
            .collect();
        let one_language = |a: usize, b: ArticleId| self.languages[a] == self.languages[b.index()];
        let may = |a: usize, b: ArticleId, alike: f64| alike >= self.loosest && self.in_window(a, b);
        let sure = |a: usize, b: ArticleId, alike: f64| {
            may(a, b, alike) && alike >= if one_language(a, b) { self.least } else { self.across }
        };
        let surely: Vec<Vec<ArticleId>> = on_topic
            .iter()
            .enumerate()
            .map(|(i, list)| list.iter().filter(|(o, alike)| sure(i, *o, *alike)).map(|(o, _)| *o).collect())
            .collect();
        // two that are less alike report one event where a third is surely on the event of both
        let third = |a: usize, b: ArticleId| surely[a].iter().any(|c| surely[b.index()].binary_search(c).is_ok());
        let one_event =
            |i: usize, (o, alike): &(ArticleId, f64)| sure(i, *o, *alike) || (may(i, *o, *alike) && third(i, *o));
        let parted = on_topic.iter().enumerate().map(|(i, list)| {
            let (event, topic): (Near, Near) = list.iter().partition(|near| one_event(i, near));
            (event, topic.into_iter().map(|(o, _)| o).collect())
        });
        parted.unzip()
    }

    /// Whether two articles were published near each other, or one has no date.
    fn in_window(&self, a: usize, b: ArticleId) -> bool {
        self.apart(ArticleId::at(a), b).is_none_or(|days| days <= self.window)
    }

    /// How alike two articles are, 0 to 1: in all their terms, or across languages in the notions and names that the
    /// rules know.
    fn alike(&self, a: ArticleId, b: ArticleId) -> f64 {
        let (i, j) = (a.index(), b.index());
        if self.languages[i] == self.languages[j] {
            dot(&self.rows[i], &self.rows[j])
        } else {
            self.soft(&self.shared[i], &self.shared[j])
        }
    }

    /// The same over terms that are shared as they are or by kin.
    fn soft(&self, a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
        let weight = |t: u32| b.binary_search_by_key(&t, |(t, _)| *t).ok().map(|i| b[i].1);
        let best = |t: u32| {
            let kin = self.kin[t as usize].iter().filter_map(|(k, likeness)| Some(weight(*k)? * likeness));
            weight(t).or_else(|| kin.reduce(f64::max))
        };
        a.iter().filter_map(|(t, w)| Some(w * best(*t)?)).sum()
    }

    /// Days between the publication of two articles.
    pub fn apart(&self, a: ArticleId, b: ArticleId) -> Option<i64> {
        Some(days_between(self.days[a.index()]?, self.days[b.index()]?).abs())
    }

    /// Whether the days lie so long before the article that they are its background.
    pub fn background(&self, article: ArticleId, when: Option<crate::model::DateRange>) -> bool {
        let (Some(on), Some(to)) = (self.days[article.index()], when.and_then(|w| w.to)) else { return false };
        days_between(to, on) > self.window
    }
}

/// Other articles with their likeness, in order.
type Near = Vec<(ArticleId, f64)>;

/// Most articles that are on the topic of one without being near it in time.
const MOST_RELATED: usize = 16;

/// All of the list that are `near`, and of the others those that are most alike; in their order.
fn closest(list: Near, near: impl Fn(ArticleId) -> bool) -> Near {
    let (mut kept, mut others): (Near, Near) = list.into_iter().partition(|(o, _)| near(*o));
    others.sort_by(|x, y| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0)));
    others.truncate(MOST_RELATED);
    kept.extend(others);
    kept.sort_by_key(|(o, _)| *o);
    kept
}

fn unit(mut row: Vec<(u32, f64)>) -> Vec<(u32, f64)> {
    let length = row.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
    if length > 0.0 {
        row.iter_mut().for_each(|(_, w)| *w /= length);
    }
    row
}

fn dot(a: &[(u32, f64)], b: &[(u32, f64)]) -> f64 {
    let weight = |t: u32| b.binary_search_by_key(&t, |(t, _)| *t).ok().map(|i| b[i].1);
    a.iter().filter_map(|(t, w)| Some(w * weight(*t)?)).sum()
}
