//! Which articles are alike at all: an inverted index over days that loses none from a likeness on.

use std::ops::Range;

use jiff::civil::Date;

use crate::model::days_between;

/// An article's terms with their weights, sorted by term; of length one.
pub type Row = Vec<(u32, f64)>;

/// Share of the least likeness that the lightest terms of an article, which are not indexed, may come to.
const LEFT_OUT: f64 = 0.4;
/// Room for rounding.
const SLACK: f64 = 1e-9;

/// For each term the articles that hold it among their heavier ones, with its weight there; articles in the order of
/// their days.
pub struct Index {
    postings: Vec<Vec<(u32, f64)>>,
    /// For each article the length of what is not indexed.
    left_out: Vec<f64>,
}

/// The order of the articles by day, those without one first, and where each of them stands in it.
pub struct Days {
    order: Vec<u32>,
    place: Vec<u32>,
    /// By place; none for those without.
    days: Vec<Option<Date>>,
    /// How many have none.
    undated: u32,
    window: i64,
}

/// What one thread needs: a sum for each article.
pub struct Scratch {
    sums: Vec<f64>,
    touched: Vec<u32>,
}

impl Scratch {
    /// Room for so many articles.
    pub fn new(articles: usize) -> Self {
        Self { sums: vec![0.0; articles], touched: Vec::new() }
    }
}

impl Days {
    /// `days`: the day of each article; two are near that lie at most `window` days apart, or of which one has none.
    pub fn of(days: &[Option<Date>], window: i64) -> Self {
        let mut order: Vec<u32> = (0u32..).take(days.len()).collect();
        order.sort_by_key(|a| (days[*a as usize], *a));
        let mut place = vec![0; days.len()];
        order.iter().zip(0u32..).for_each(|(a, at)| place[*a as usize] = at);
        let days: Vec<Option<Date>> = order.iter().map(|a| days[*a as usize]).collect();
        let undated = u32::try_from(days.partition_point(Option::is_none)).unwrap_or(u32::MAX);
        Self { order, place, days, undated, window }
    }

    /// The places that are near `article`, besides those without a day, which are the first.
    fn near(&self, article: usize) -> Range<u32> {
        let all = u32::try_from(self.days.len()).unwrap_or(u32::MAX);
        let Some(day) = self.days[self.place[article] as usize] else { return 0..all };
        let gap = |at: &Option<Date>| at.map_or(i64::MIN, |d| days_between(day, d));
        let from = self.days.partition_point(|at| gap(at) < -self.window);
        let to = self.days.partition_point(|at| gap(at) <= self.window);
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        place(from)..place(to)
    }

    /// The part of `list`, places in order, that is within `near` or has no day.
    fn within<'l>(&self, list: &'l [(u32, f64)], near: &Range<u32>) -> [&'l [(u32, f64)]; 2] {
        let before = |place: u32| list.partition_point(|(p, _)| *p < place);
        let undated = if self.undated > 0 { before(self.undated) } else { 0 };
        let (from, to) = (before(near.start).max(undated), before(near.end));
        [&list[..undated], list.get(from..to).unwrap_or_default()]
    }
}

impl Index {
    /// Posts the heavier terms of each row: all but the lightest, which together are too short to make two articles
    /// `least` alike. By the inequality of Cauchy and Schwarz no sum over them is greater than their length.
    pub fn of(rows: &[Row], terms: usize, days: &Days, least: f64) -> Self {
        let mut postings: Vec<Vec<(u32, f64)>> = vec![Vec::new(); terms];
        let mut left_out = vec![0.0; rows.len()];
        for (article, place) in days.order.iter().zip(0u32..) {
            let row = &rows[*article as usize];
            let mut light: Vec<&(u32, f64)> = row.iter().collect();
            light.sort_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)));
            let mut square = 0.0;
            let skipped = light.iter().take_while(|(_, w)| {
                let with = square + w * w;
                let fits = with.sqrt() <= LEFT_OUT * least;
                square = if fits { with } else { square };
                fits
            });
            let skipped = skipped.count();
            left_out[*article as usize] = square.sqrt();
            light[skipped..].iter().for_each(|(t, w)| postings[*t as usize].push((place, *w)));
        }
        Self { postings, left_out }
    }

    /// The articles near `article` in time whose likeness with its row may reach `least`, sorted. A term also meets its
    /// `kin`, with their likeness; one kin may then stand for several terms, so that what is left out counts double.
    pub fn candidates(
        &self,
        article: usize,
        row: &Row,
        least: f64,
        days: &Days,
        kin: Option<&[Row]>,
        scratch: &mut Scratch,
    ) -> Vec<u32> {
        let Scratch { sums, touched } = scratch;
        let near = days.near(article);
        for (term, weight) in row {
            let own = std::iter::once((*term, 1.0));
            let met = own.chain(kin.map_or(&[][..], |kin| &kin[*term as usize]).iter().copied());
            for (term, likeness) in met {
                for (place, other) in days.within(&self.postings[term as usize], &near).into_iter().flatten() {
                    let sum = &mut sums[*place as usize];
                    if *sum <= 0.0 {
                        touched.push(*place);
                    }
                    *sum += weight * other * likeness;
                }
            }
        }
        let own = days.place[article];
        let times = if kin.is_some() { 2.0 } else { 1.0 };
        let reach = |p: u32| {
            let other = days.order[p as usize] as usize;
            sums[p as usize] + times * self.left_out[other] + SLACK >= least
        };
        let mut found: Vec<u32> =
            touched.iter().filter(|p| **p != own && reach(**p)).map(|p| days.order[*p as usize]).collect();
        touched.drain(..).for_each(|p| sums[p as usize] = 0.0);
        found.sort_unstable();
        found
    }
}
