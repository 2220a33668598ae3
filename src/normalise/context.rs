//! What surrounds a value in its sentence: its clause, the tense and mood, who says it.

use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Bag, Modality, RawSpan};
use crate::ruleset::Class;

/// Most tokens that the name of a source has.
const LONGEST_SOURCE: usize = 6;

/// First token and one past the last of the clause around the tokens `from..to`: up to the next comma,
/// semicolon or dash on either side.
pub fn clause(reading: &Reading<'_>, from: usize, to: usize) -> (usize, usize) {
    let parts = |i: usize| matches!(reading.word(i), "," | ";" | "\u{964}" | "\u{2014}" | ":");
    let start = (0..from).rev().find(|i| parts(*i)).map_or(0, |i| i + 1);
    let end = (to..reading.len()).find(|i| parts(*i)).unwrap_or(reading.len());
    (start, end)
}

/// The terms that begin between the tokens `from..to`, sorted, each once.
pub fn terms_in(bag: &Bag, from: usize, to: usize) -> Vec<u32> {
    let mut terms: Vec<u32> =
        bag.terms.iter().filter(|(_, at)| (from..to).contains(&(*at as usize))).map(|(t, _)| *t).collect();
    terms.sort_unstable();
    terms.dedup();
    terms
}

/// How the sentence puts things forward.
pub fn modality(reading: &Reading<'_>) -> Modality {
    let has = |class| reading.all(class).next().is_some();
    if has(Class::Possible) {
        Modality::Possible
    } else if has(Class::Planned) {
        Modality::Planned
    } else {
        Modality::Asserted
    }
}

/// The words that name the source of the sentence, where it names one: those before the verb of saying.
pub fn source(reading: &Reading<'_>) -> Option<RawSpan> {
    let (verb, behind, _) = reading.all(Class::Attribution).next()?;
    let before = named_before(reading, verb);
    before.or_else(|| named_after(reading, behind))
}

fn named_before(reading: &Reading<'_>, verb: usize) -> Option<RawSpan> {
    let stops = |i: usize| reading.is(i, TokenKind::Sign) && !matches!(reading.word(i), "-" | "." | "'" | "\u{2018}");
    let start = (verb.saturating_sub(LONGEST_SOURCE)..verb).rev().take_while(|i| !stops(*i)).last()?;
    let speaks = (start..verb).any(|i| reading.is(i, TokenKind::Word) && reading.sense(i, Class::Stop).is_none());
    speaks.then(|| reading.raw(start, verb))
}

fn named_after(reading: &Reading<'_>, behind: usize) -> Option<RawSpan> {
    let end = (behind..(behind + LONGEST_SOURCE).min(reading.len()))
        .take_while(|i| !reading.is(*i, TokenKind::Sign) || reading.word(*i) == "-")
        .last()?;
    reading.is(behind, TokenKind::Word).then(|| reading.raw(behind, end + 1))
}
