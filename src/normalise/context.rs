//! What surrounds a value in its sentence: its clause, the tense and mood, who says it.

use std::ops::Range;

use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Bag, Mention, Modality, RawSpan, Sentence};
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

/// Where each of so many articles has its sentences in the list of all.
pub fn by_article(sentences: &[Sentence], articles: usize) -> Vec<Range<usize>> {
    let mut at = 0;
    let own = |i: usize| {
        let from = at;
        while sentences.get(at).is_some_and(|s| s.article.index() == i) {
            at += 1;
        }
        from..at
    };
    (0..articles).map(own).collect()
}

/// How the tokens `from..to` put things forward.
pub fn modality(reading: &Reading<'_>, from: usize, to: usize) -> Modality {
    let has = |class| reading.has(from, to, class);
    if has(Class::Possible) {
        Modality::Possible
    } else if has(Class::Planned) {
        Modality::Planned
    } else {
        Modality::Asserted
    }
}

/// Whether a mention stands in a clause about what is to come. The day on which something was said does not.
#[must_use]
pub fn ahead(reading: &Reading<'_>, mention: &Mention) -> bool {
    const SAID: usize = 3;
    let (from, to) = (mention.tokens.0 as usize, mention.tokens.1 as usize);
    let said = (from.saturating_sub(SAID)..from).any(|i| reading.sense(i, Class::Attribution).is_some());
    let (start, end) = clause(reading, from, to);
    !said && (reading.has(start, end, Class::Planned) || reading.has(start, end, Class::Future))
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
    named(reading, start, verb)
}

/// The tokens `from..to` without the function words at both ends, if they name somebody: a known name, a post or a
/// kind of person, and no figure or verb of another statement beside it.
fn named(reading: &Reading<'_>, from: usize, to: usize) -> Option<RawSpan> {
    const WHO: [Class; 4] = [Class::Name, Class::Title, Class::TitleBefore, Class::Unit];
    let silent = |i: &usize| reading.sense(*i, Class::Stop).is_some() || reading.is(*i, TokenKind::Sign);
    let start = (from..to).find(|i| !silent(i))?;
    let end = (start..to).rev().find(|i| !silent(i))? + 1;
    let who = WHO.iter().any(|class| reading.has(start, end, *class));
    let figure = (start..end).any(|i| reading.is(i, TokenKind::Number) || reading.sense(i, Class::Number).is_some());
    let verb = (start..end).any(|i| reading.sense(i, Class::Stop).is_some());
    (who && !figure && !verb).then(|| reading.raw(start, end))
}

fn named_after(reading: &Reading<'_>, behind: usize) -> Option<RawSpan> {
    let end = (behind..(behind + LONGEST_SOURCE).min(reading.len()))
        .take_while(|i| !reading.is(*i, TokenKind::Sign) || reading.word(*i) == "-")
        .last()?;
    named(reading, behind, end + 1)
}
