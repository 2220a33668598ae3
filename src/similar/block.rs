//! Which pairs are worth scoring: an inverted index that loses none over the threshold.

use crate::similar::score::Weighted;

/// For each term the sentences that hold it, with its weight there.
pub struct Index {
    postings: Vec<Vec<(u32, f64)>>,
}

/// What one thread needs for its candidates.
pub struct Scratch {
    sums: Vec<f64>,
    touched: Vec<usize>,
}

impl Scratch {
    /// Room for so many sentences.
    pub fn new(sentences: usize) -> Self {
        Self { sums: vec![0.0; sentences], touched: Vec::new() }
    }
}

impl Index {
    /// Posts every term of every sentence.
    pub fn of(weighted: &Weighted, terms: usize) -> Self {
        let mut postings = vec![Vec::new(); terms];
        for (row, sentence) in weighted.rows.iter().zip(0u32..) {
            row.iter().for_each(|(t, w)| postings[*t as usize].push((sentence, *w)));
        }
        Self { postings }
    }

    /// Sentences behind `left` whose soft TF-IDF with it can reach `least`, in order: the sum over all
    /// like terms is never below the score, which takes only the best of them.
    pub fn candidates(
        &self,
        weighted: &Weighted,
        alike: &[Vec<(u32, f64)>],
        left: usize,
        least: f64,
        scratch: &mut Scratch,
    ) -> Vec<usize> {
        /// Room for rounding.
        const SLACK: f64 = 1e-9;
        let Scratch { sums, touched } = scratch;
        for (term, weight) in &weighted.rows[left] {
            let same = std::iter::once((*term, 1.0));
            for (term, likeness) in same.chain(alike[*term as usize].iter().copied()) {
                let list = &self.postings[term as usize];
                let behind = list.partition_point(|(s, _)| *s as usize <= left);
                for (sentence, other) in &list[behind..] {
                    let sum = &mut sums[*sentence as usize];
                    if *sum <= 0.0 {
                        touched.push(*sentence as usize);
                    }
                    *sum += weight * other * likeness;
                }
            }
        }
        let mut found: Vec<usize> = touched.iter().copied().filter(|s| sums[*s] + SLACK >= least).collect();
        touched.drain(..).for_each(|s| sums[s] = 0.0);
        found.sort_unstable();
        found
    }
}
