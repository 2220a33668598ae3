//! How alike two sentences are: soft TF-IDF.

use crate::model::Bag;

/// Sentences on other events that a small batch lacks: without them the words that its sentences share would weigh
/// nothing.
const OTHERS: f64 = 500.0;

/// Sentences as vectors of length one over terms; a term's weight is its rarity.
pub struct Weighted {
    /// For each sentence its terms, sorted, each once, with their weights.
    pub rows: Vec<Vec<(u32, f64)>>,
}

impl Weighted {
    /// Each sentence's terms, once each, weighted by rarity.
    pub fn of(bags: &[Bag], rarity: &[f64]) -> Self {
        let row = |bag: &Bag| {
            let mut row: Vec<(u32, f64)> = bag.distinct().into_iter().map(|t| (t, rarity[t as usize])).collect();
            let length = row.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
            if length > 0.0 {
                row.iter_mut().for_each(|(_, w)| *w /= length);
            }
            row
        };
        Self { rows: bags.iter().map(row).collect() }
    }
}

/// How rare each of so many terms is: inverse document frequency over all sentences, `ln(1 + n / df)`, with
/// `OTHERS` counted in `n`.
pub fn rarity(bags: &[Bag], terms: usize) -> Vec<f64> {
    let mut frequency = vec![0u32; terms];
    bags.iter().flat_map(Bag::distinct).for_each(|t| frequency[t as usize] += 1);
    let all = f64::from(u32::try_from(bags.len()).unwrap_or(u32::MAX));
    frequency.into_iter().map(|f| (1.0 + (all + OTHERS) / f64::from(f.max(1))).ln()).collect()
}

/// Soft TF-IDF of two sentences: each term of the one meets the term of the other that it is most like, the same
/// term before all. Symmetric: the mean of both directions.
pub fn soft(weighted: &Weighted, alike: &[Vec<(u32, f64)>], a: usize, b: usize) -> f64 {
    let (a, b) = (&weighted.rows[a], &weighted.rows[b]);
    f64::midpoint(one_way(a, b, alike), one_way(b, a, alike)).min(1.0)
}

fn one_way(a: &[(u32, f64)], b: &[(u32, f64)], alike: &[Vec<(u32, f64)>]) -> f64 {
    let weight = |t: u32| b.binary_search_by_key(&t, |(t, _)| *t).ok().map(|i| b[i].1);
    a.iter()
        .map(|(t, w)| match weight(*t) {
            Some(v) => w * v,
            None => alike[*t as usize]
                .iter()
                .filter_map(|(u, likeness)| Some(w * weight(*u)? * likeness))
                .fold(0.0, f64::max),
        })
        .sum()
}
