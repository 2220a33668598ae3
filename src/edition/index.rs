//! Which of the articles seen so far share the most with another.

use rustc_hash::FxHashMap;

/// Most articles that are remembered for one key: what more of them share is a formula of the house.
const HOLDERS: usize = 32;
/// Most articles that are named.
const NAMED: usize = 4;

/// Articles by what they hold.
#[derive(Default)]
pub struct Index {
    holders: FxHashMap<u64, Vec<usize>>,
}

impl Index {
    /// Remembers an article for each of its keys.
    pub fn add(&mut self, article: usize, keys: &[u64]) {
        for key in keys {
            let list = self.holders.entry(*key).or_default();
            if list.len() < HOLDERS {
                list.push(article);
            }
        }
    }

    /// The articles that hold the most of the keys, the best first; of equal ones the first that came in.
    pub fn nearest(&self, keys: &[u64]) -> Vec<usize> {
        let mut met: Vec<usize> = keys.iter().filter_map(|k| self.holders.get(k)).flatten().copied().collect();
        met.sort_unstable();
        let mut counted: Vec<(usize, usize)> =
            met.chunk_by(|a, b| a == b).filter_map(|run| Some((run.len(), *run.first()?))).collect();
        counted.sort_by(|x, y| y.0.cmp(&x.0).then(x.1.cmp(&y.1)));
        counted.into_iter().take(NAMED).map(|(_, article)| article).collect()
    }
}
