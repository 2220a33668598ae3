//! Who is who: persons whose posts a batch tells, and names that can be one person's.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::model::{Claim, Kind, Scene};

/// The persons of a batch.
pub struct Persons<'a> {
    scene: &'a Scene<'a>,
    least: f64,
    /// For each term that is a part of a name its person.
    of_term: FxHashMap<u32, usize>,
    /// Terms that are a part of several persons' names.
    namesakes: FxHashSet<u32>,
}

impl<'a> Persons<'a> {
    /// Gathers the persons whose posts or words are told, the longest names first. `least`: likeness
    /// (Jaro-Winkler) from which two words of a name are one.
    pub fn of(scene: &'a Scene<'a>, least: f64) -> Self {
        let mut persons = Self { scene, least, of_term: FxHashMap::default(), namesakes: FxHashSet::default() };
        let named = scene.claims.iter().filter(|c| matches!(c.kind, Kind::Role | Kind::Quotation));
        let mut names: Vec<&Vec<String>> = named.map(|c| &c.person).collect();
        names.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
        names.dedup();
        let mut known: Vec<&Vec<String>> = Vec::new();
        for name in names {
            let person = known.iter().position(|k| persons.one(k, name)).unwrap_or_else(|| {
                known.push(name);
                known.len() - 1
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
        let kin = || {
            let (x, y) = (self.term(a)?, self.term(b)?);
            self.scene.vocabulary.kin[x as usize].iter().find(|(t, _)| *t == y)
        };
        strsim::jaro_winkler(a, b) >= self.least || kin().is_some()
    }

    /// Whether each word of the claim's name is that of one person alone in the batch.
    pub fn only_one(&self, claim: &Claim) -> bool {
        claim.person.iter().filter_map(|w| self.term(w)).all(|t| !self.namesakes.contains(&t))
    }

    fn term(&self, word: &str) -> Option<u32> {
        let at = self.scene.terms.binary_search_by(|t| t.as_str().cmp(word)).ok()?;
        u32::try_from(at).ok()
    }
}
