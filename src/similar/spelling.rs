//! Words that are spelled alike.

use std::collections::BTreeMap;

/// Shortest word, in letters, that another can be like.
const SHORTEST: usize = 4;
/// Letters at the beginning that two like words share.
const SHARED: usize = 2;
/// Most letters by which two like words differ in length.
const LENGTHS: usize = 4;

/// For each term the other terms spelled like it, with their likeness (Jaro-Winkler, at least `least`).
/// Only words that no rule knows are compared, and only those that begin with the same two letters.
pub fn alike(terms: &[String], least: f64) -> Vec<Vec<(u32, f64)>> {
    let mut blocks: BTreeMap<String, Vec<(u32, usize)>> = BTreeMap::new();
    for (term, i) in terms.iter().zip(0u32..) {
        let letters = term.chars().count();
        let marked = term.get(1..2).is_some_and(|c| c == ":");
        if letters >= SHORTEST && !marked {
            blocks.entry(term.chars().take(SHARED).collect()).or_default().push((i, letters));
        }
    }
    let mut out = vec![Vec::new(); terms.len()];
    for block in blocks.values() {
        for (n, (a, a_letters)) in block.iter().enumerate() {
            for (b, b_letters) in &block[n + 1..] {
                if a_letters.abs_diff(*b_letters) > LENGTHS {
                    continue;
                }
                let score = strsim::jaro_winkler(&terms[*a as usize], &terms[*b as usize]);
                if score >= least {
                    out[*a as usize].push((*b, score));
                    out[*b as usize].push((*a, score));
                }
            }
        }
    }
    out
}
