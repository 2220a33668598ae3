//! Which articles are alike at all: an inverted index over days that loses none from a likeness on.

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
    days: Vec<Option<Date>>,
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
    pub fn of(days: Vec<Option<Date>>, window: i64) -> Self {
        let mut order: Vec<u32> = (0u32..).take(days.len()).collect();
        order.sort_by_key(|a| (days[*a as usize], *a));
        let mut place = vec![0; days.len()];
        order.iter().zip(0u32..).for_each(|(a, at)| place[*a as usize] = at);
        Self { order, place, days, window }
    }

    /// The part of `list`, places in order, that is near `article`; those without a day are all of the list's first.
    fn near<'l>(&self, list: &'l [(u32, f64)], article: usize) -> [&'l [(u32, f64)]; 2] {
        let Some(day) = self.days[article] else { return [list, &[]] };
        let at = |place: u32| self.days[self.order[place as usize] as usize];
        let dated = list.partition_point(|(p, _)| at(*p).is_none());
        let gap = |p: u32| at(p).map_or(0, |d| days_between(day, d));
        let from = dated + list[dated..].partition_point(|(p, _)| gap(*p) < -self.window);
        let to = from + list[from..].partition_point(|(p, _)| gap(*p) <= self.window);
        [&list[..dated], &list[from..to]]
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
        for (term, weight) in row {
            let own = std::iter::once((*term, 1.0));
            let met = own.chain(kin.map_or(&[][..], |kin| &kin[*term as usize]).iter().copied());
            for (term, likeness) in met {
                for (place, other) in days.near(&self.postings[term as usize], article).into_iter().flatten() {
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
