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
    /// Weights by inverse document frequency over all sentences: `ln(1 + n / df)`, with `OTHERS` counted in `n`.
    pub fn of(bags: &[Bag], terms: usize) -> Self {
        let mut rows: Vec<Vec<(u32, f64)>> = bags
            .iter()
            .map(|bag| {
                let mut terms: Vec<u32> = bag.terms.iter().map(|(t, _)| *t).collect();
                terms.sort_unstable();
                terms.dedup();
                terms.into_iter().map(|t| (t, 0.0)).collect()
            })
            .collect();
        let mut frequency = vec![0u32; terms];
        rows.iter().flatten().for_each(|(t, _)| frequency[*t as usize] += 1);
        let all = f64::from(u32::try_from(bags.len()).unwrap_or(u32::MAX));
        for row in &mut rows {
            row.iter_mut()
                .for_each(|(t, w)| *w = (1.0 + (all + OTHERS) / f64::from(frequency[*t as usize].max(1))).ln());
            let length = row.iter().map(|(_, w)| w * w).sum::<f64>().sqrt();
            if length > 0.0 {
                row.iter_mut().for_each(|(_, w)| *w /= length);
            }
        }
        Self { rows }
    }
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
