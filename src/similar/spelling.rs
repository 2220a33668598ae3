//! Words that are spelled alike, or sound alike in two scripts.

use std::collections::BTreeMap;

use crate::lexis::{skeleton, sounding};
use crate::model::marked;
use crate::ruleset::RuleSet;

/// Shortest word, in letters, that another can be like.
const SHORTEST: usize = 4;
/// Letters at the beginning that two like words share.
const SHARED: usize = 2;
/// Most letters by which two like words differ in length.
const LENGTHS: usize = 4;
/// Fewest letters of a skeleton that names another word.
const BONES: usize = 2;
/// Most words of one skeleton that are held against each other.
const MOST_ALIKE: usize = 64;

type Blocks = BTreeMap<String, Vec<(u32, usize)>>;

/// For each term the other terms spelled like it, with their likeness (Jaro-Winkler, at least `least`), and those of
/// other scripts that sound like it (at least `sound`). Only words that no rule knows are compared: in one script those
/// that begin with the same two letters, across scripts those with the same consonants.
pub fn kin(terms: &[String], least: f64, sound: f64, rules: &RuleSet) -> Vec<Vec<(u32, f64)>> {
    let mut out = vec![Vec::new(); terms.len()];
    let unknown = |term: &String| !marked(term);
    let words = || terms.iter().zip(0u32..).filter(|(term, _)| unknown(term));
    let mut blocks: Blocks = BTreeMap::new();
    for (term, i) in words() {
        let letters = term.chars().count();
        if letters >= SHORTEST {
            blocks.entry(term.chars().take(SHARED).collect()).or_default().push((i, letters));
        }
    }
    for block in blocks.values() {
        for (n, (a, a_letters)) in block.iter().enumerate() {
            for (b, b_letters) in &block[n + 1..] {
                if a_letters.abs_diff(*b_letters) <= LENGTHS {
                    let score = strsim::jaro_winkler(&terms[*a as usize], &terms[*b as usize]);
                    link(&mut out, *a, *b, score, least);
                }
            }
        }
    }
    let mut heard: BTreeMap<String, Vec<(u32, usize, String)>> = BTreeMap::new();
    for (term, i) in words() {
        let script = rules.language_told_by(term);
        let Some(language) = script.and_then(|s| rules.languages.get(s)) else { continue };
        let sounds = sounding(term, language);
        let bones = skeleton(&sounds);
        if bones.chars().count() >= BONES {
            heard.entry(bones).or_default().push((i, script.unwrap_or_default(), sounds));
        }
    }
    for block in heard.values().filter(|b| b.len() <= MOST_ALIKE) {
        for (n, (a, script_a, sounds_a)) in block.iter().enumerate() {
            for (b, _, sounds_b) in block[n + 1..].iter().filter(|(_, s, _)| s != script_a) {
                link(&mut out, *a, *b, strsim::jaro_winkler(sounds_a, sounds_b), sound);
            }
        }
    }
    out.iter_mut().for_each(|list| list.sort_by_key(|(term, _)| *term));
    out
}

fn link(out: &mut [Vec<(u32, f64)>], a: u32, b: u32, score: f64, least: f64) {
    if score >= least {
        out[a as usize].push((b, score));
        out[b as usize].push((a, score));
    }
}
