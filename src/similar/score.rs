//! How alike two sentences are: soft TF-IDF.

use crate::model::{Bag, Vocabulary};

/// Sentences on other events that a small batch lacks: without them the words that its sentences share would weigh
/// nothing.
const OTHERS: f64 = 500.0;

/// How rare each of so many terms is: inverse document frequency over all sentences, `ln(1 + n / df)`, with
/// `OTHERS` counted in `n`.
pub fn rarity(bags: &[Bag], terms: usize) -> Vec<f64> {
    let mut frequency = vec![0u32; terms];
    bags.iter().flat_map(Bag::distinct).for_each(|t| frequency[t as usize] += 1);
    let all = f64::from(u32::try_from(bags.len()).unwrap_or(u32::MAX));
    frequency.into_iter().map(|f| (1.0 + (all + OTHERS) / f64::from(f.max(1))).ln()).collect()
}

/// The terms of all sentences, each once, and how long the sentences are as vectors of their rarities.
#[derive(Debug, Default)]
pub struct Rows {
    /// For each sentence where its terms begin, and where the last one's end.
    starts: Vec<usize>,
    /// Of each sentence ascending.
    terms: Vec<u32>,
    lengths: Vec<f64>,
}

impl Rows {
    /// Gathers the terms of each sentence.
    #[must_use]
    pub fn of(bags: &[Bag], vocabulary: &Vocabulary) -> Self {
        let mut rows = Self { starts: vec![0], ..Self::default() };
        for bag in bags {
            let own = bag.distinct();
            rows.lengths.push(own.iter().map(|t| vocabulary.rarity[*t as usize].powi(2)).sum::<f64>().sqrt());
            rows.terms.extend(own);
            rows.starts.push(rows.terms.len());
        }
        rows
    }

    /// The terms of a sentence, sorted, each once.
    #[must_use]
    pub fn terms(&self, sentence: usize) -> &[u32] {
        &self.terms[self.starts[sentence]..self.starts[sentence + 1]]
    }

    /// Soft TF-IDF of two sentences, 0 to 1: each term of the one meets the term of the other that it is most like, the
    /// same term before all. Symmetric: the mean of both directions. Source of the measure:
    /// docs/sources.md#soft-tf-idf.
    #[must_use]
    pub fn alike(&self, a: usize, b: usize, vocabulary: &Vocabulary) -> f64 {
        f64::midpoint(self.one_way(a, b, vocabulary), self.one_way(b, a, vocabulary)).min(1.0)
    }

    fn one_way(&self, a: usize, b: usize, vocabulary: &Vocabulary) -> f64 {
        let (own, other) = (self.terms(a), self.terms(b));
        let weight = |t: u32, sentence: usize| vocabulary.rarity[t as usize] / self.lengths[sentence];
        let met = |t: u32| {
            if other.binary_search(&t).is_ok() {
                return weight(t, a) * weight(t, b);
            }
            let kin = vocabulary.kin[t as usize].iter().filter(|(u, _)| other.binary_search(u).is_ok());
            kin.map(|(u, likeness)| weight(t, a) * weight(*u, b) * likeness).fold(0.0, f64::max)
        };
        own.iter().map(|t| met(*t)).sum()
    }
}
