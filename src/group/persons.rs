//! Who is who: persons whose posts a batch tells, and names that can be one person's.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::lexis::{skeleton, sounding};
use crate::model::{Claim, Kind, Scene};
use crate::ruleset::{RuleSet, Weights};
use crate::similar::Word;

/// The persons of a batch.
pub struct Persons<'a> {
    scene: &'a Scene<'a>,
    /// The words of all names.
    words: FxHashMap<&'a str, Heard<'a>>,
    /// Likeness from which two words of a name are one: as spelled, and as they sound in two scripts.
    least: (f64, f64),
    /// For each term that is a part of a name its person.
    of_term: FxHashMap<u32, usize>,
    /// Terms that are a part of several persons' names.
    namesakes: FxHashSet<u32>,
}

/// A word of a name, as it is spelled and as it sounds.
struct Heard<'a> {
    word: Word<'a>,
    term: Option<u32>,
    script: Option<usize>,
    sounds: String,
    bones: String,
}

impl<'a> Persons<'a> {
    /// Gathers the persons whose posts or words are told, the longest names first.
    pub fn of(scene: &'a Scene<'a>, rules: &'a RuleSet, weights: &Weights) -> Self {
        let least = (weights.same_name, weights.same_sound);
        let heard = |word: &'a str| {
            let script = rules.language_told_by(word);
            let language = script.and_then(|s| rules.languages.get(s));
            let sounds = language.map_or_else(String::new, |l| sounding(word, l));
            let bones = skeleton(&sounds);
            Heard { word: Word::of(word), term: number(scene, word), script, sounds, bones }
        };
        let mut words: FxHashMap<&str, Heard<'_>> = FxHashMap::default();
        for word in scene.claims.iter().flat_map(|c| &c.person) {
            words.entry(word).or_insert_with(|| heard(word));
        }
        let (of_term, namesakes) = (FxHashMap::default(), FxHashSet::default());
        let mut persons = Self { scene, words, least, of_term, namesakes };
        let named = scene.claims.iter().filter(|c| matches!(c.kind, Kind::Role | Kind::Quotation));
        let mut names: Vec<&[String]> = named.map(|c| &*c.person).collect();
        names.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        names.dedup();
        let mut known: Vec<&[String]> = Vec::new();
        // persons by the beginnings of the words of their names, as spelled and by sound
        let mut blocks: FxHashMap<String, Vec<usize>> = FxHashMap::default();
        for name in names {
            let mut near: Vec<usize> = name
                .iter()
                .take(1)
                .flat_map(|w| persons.beginnings(w))
                .filter_map(|b| blocks.get(&b))
                .flatten()
                .copied()
                .collect();
            near.sort_unstable();
            near.dedup();
            let person = near.into_iter().find(|k| persons.one(known[*k], name)).unwrap_or_else(|| {
                known.push(name);
                let at = known.len() - 1;
                let mut begun: Vec<String> = name.iter().flat_map(|w| persons.beginnings(w)).collect();
                begun.sort_unstable();
                begun.dedup();
                begun.into_iter().for_each(|b| blocks.entry(b).or_default().push(at));
                at
            });
            let terms: Vec<u32> = name.iter().filter_map(|word| persons.term(word)).collect();
            for term in terms {
                if *persons.of_term.entry(term).or_insert(person) != person {
                    persons.namesakes.insert(term);
                }
            }
        }
        persons
    }

    /// What two words of a name share that are one: the first letter, or in two scripts the consonants that are heard.
    fn beginnings(&self, word: &str) -> Vec<String> {
        let heard = self.words.get(word).filter(|w| w.script.is_some());
        let bones = heard.map(|w| format!("~{}", w.bones));
        word.chars().next().map(String::from).into_iter().chain(bones).collect()
    }

    /// How many persons both lists of terms speak of.
    pub fn shared(&self, a: &[u32], b: &[u32]) -> usize {
        let of = |list: &[u32]| {
            let mut all: Vec<usize> = list.iter().filter_map(|t| self.of_term.get(t).copied()).collect();
            all.sort_unstable();
            all.dedup();
            all
        };
        let (a, b) = (of(a), of(b));
        a.iter().filter(|p| b.binary_search(p).is_ok()).count()
    }

    /// Whether two names can be one person's: every word of the shorter stands in the longer, in order, spelled or
    /// sounding alike.
    pub fn one(&self, a: &[String], b: &[String]) -> bool {
        let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
        let mut rest = long.iter();
        !short.is_empty() && short.iter().all(|w| rest.any(|x| self.same_word(w, x)))
    }

    fn same_word(&self, a: &str, b: &str) -> bool {
        if a == b {
            return true;
        }
        let (Some(x), Some(y)) = (self.words.get(a), self.words.get(b)) else { return false };
        let kin = || {
            let (s, t) = (x.term?, y.term?);
            self.scene.vocabulary.kin[s as usize].iter().find(|(k, _)| *k == t)
        };
        x.word.alike(&y.word, self.least.0).is_some() || kin().is_some() || self.same_sound(x, y)
    }

    /// Whether two words sound alike; in one script, the same: names are spelled in several ways. The words of a name are
    /// compared as they stand: a term may have lost what looks like an ending.
    fn same_sound(&self, x: &Heard<'_>, y: &Heard<'_>) -> bool {
        match x.script.zip(y.script) {
            Some((s, t)) if s != t => x.bones == y.bones && strsim::jaro_winkler(&x.sounds, &y.sounds) >= self.least.1,
            Some(_) => x.sounds == y.sounds && x.bones.chars().nth(1).is_some(),
            None => false,
        }
    }

    /// Whether each word of the claim's name is that of one person alone in the batch.
    pub fn only_one(&self, claim: &Claim) -> bool {
        claim.person.iter().filter_map(|w| self.term(w)).all(|t| !self.namesakes.contains(&t))
    }

    fn term(&self, word: &str) -> Option<u32> {
        self.words.get(word)?.term
    }
}

/// The number of the term that is this word.
fn number(scene: &Scene<'_>, word: &str) -> Option<u32> {
    let at = scene.terms.binary_search_by(|t| t.as_str().cmp(word)).ok()?;
    u32::try_from(at).ok()
}
