//! Whom a verb of saying gives the words to.

use crate::fold::TokenKind;
use crate::lexis::{Reading, without_ending};
use crate::normalise::person::title;
use crate::ruleset::Class;

/// Most tokens between a verb of saying and who speaks: "NAME told reporters at the gate".
const FAR: usize = 9;
/// The same where nothing but a verb can stand between.
const NEAR: usize = 1;

/// A person named in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// First token and one past the last of the name with its post.
    pub tokens: (usize, usize),
    /// The name.
    pub words: Vec<String>,
    /// Whether it carries an ending: whose, whom.
    pub ended: bool,
    /// Whether more than its looks tells that it is a person.
    pub sure: bool,
}

/// Who speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// Somebody named.
    Person(Vec<String>),
    /// Whoever was spoken of last.
    Same,
    /// Whoever holds the post of that key.
    Holder(String),
    /// Somebody without a name, or nobody that can be told.
    Other,
}

/// Who says what stands with the verb at the tokens `verb`.
pub fn subject(
    reading: &Reading<'_>,
    persons: &[Person],
    verb: (usize, usize),
    outside: &dyn Fn(usize, usize) -> bool,
) -> Who {
    let edge = |i: usize| {
        matches!(reading.word(i), ";" | ":" | "\u{964}" | "\"" | "\u{201D}" | "\u{2019}") || !outside(i, i + 1)
    };
    let start = (0..verb.0).rev().find(|i| edge(*i)).map_or(0, |i| i + 1);
    let end = (verb.1..reading.len()).find(|i| edge(*i)).unwrap_or(reading.len());
    let comma = (start..verb.0).rev().find(|i| reading.word(*i) == ",").map_or(start, |i| i + 1);
    let inverted = start >= verb.0 || (start..verb.0).all(|i| reading.is(i, TokenKind::Sign));
    let behind = || after(reading, persons, (verb.1, end));
    if inverted {
        return behind().unwrap_or(Who::Other);
    }
    let stop =
        |i: &usize| reading.sense(*i, Class::Stop).is_some() && reading.all(Class::Speaker).all(|(a, ..)| a != *i);
    let head = (comma..verb.0).all(|i| stop(&i));
    if head && comma > start {
        let beside = before(reading, persons, (start, verb.0));
        return behind().or(beside).unwrap_or(Who::Other);
    }
    before(reading, persons, (comma, verb.0))
        .or_else(|| whose(reading, persons, verb))
        .or_else(behind)
        .unwrap_or_else(|| if nobody(reading, comma, verb.0) { Who::Same } else { Who::Other })
}

/// Who stands before the verb, in the tokens `from..to`: the nearest person or pronoun, else a post alone.
fn before(reading: &Reading<'_>, persons: &[Person], (from, to): (usize, usize)) -> Option<Who> {
    let reach = |end: usize| gap(reading, end, to) <= if reading.language.capitals { NEAR } else { FAR };
    let fits = |p: &&Person| {
        let alone = p.sure || reading.language.capitals || objects(reading, p.tokens.1, to);
        let closed = (p.tokens.1 + 1..to).any(|i| reading.word(i) == ",");
        let beside = reading.word(p.tokens.1) == "," && closed;
        p.tokens.0 >= from && p.tokens.1 <= to && !p.ended && alone && (beside || reach(p.tokens.1))
    };
    let nearest = persons.iter().rev().find(fits);
    let sure = persons.iter().rev().filter(fits).find(|p| p.sure && !reading.language.capitals);
    let person = sure.or(nearest);
    let pronoun = reading.all(Class::Speaker).filter(|(a, b, _)| *a >= from && *a < to && reach(*b)).last();
    match (person, pronoun) {
        (Some(p), Some((at, ..))) if p.tokens.0 < at => Some(Who::Same),
        (Some(p), _) => Some(Who::Person(p.words.clone())),
        (None, Some(_)) => Some(Who::Same),
        (None, None) => {
            let (post, end) = bare_post(reading, from, to)?;
            reach(end).then_some(Who::Holder(post))
        }
    }
}

/// Whose words they are, where a noun stands for the verb and the name before it carries an ending: "NAME's words".
fn whose(reading: &Reading<'_>, persons: &[Person], verb: (usize, usize)) -> Option<Who> {
    let noun = reading.all(Class::Attribution).any(|(a, b, sense)| (a, b) == verb && sense.text == NOUN);
    let person = persons.iter().find(|p| p.tokens.1 == verb.0 && p.ended)?;
    noun.then(|| Who::Person(person.words.clone()))
}

/// Value of words of saying that are nouns.
const NOUN: &str = "source";

/// Who stands right behind the verb, in the tokens `from..to`.
fn after(reading: &Reading<'_>, persons: &[Person], (from, to): (usize, usize)) -> Option<Who> {
    let near = |at: usize| gap(reading, from, at) == 0 || !reading.language.capitals && objects(reading, from, at);
    let person = persons.iter().find(|p| p.tokens.0 >= from && p.tokens.1 <= to && !p.ended && near(p.tokens.0));
    let pronoun = reading.all(Class::Speaker).find(|(a, b, _)| *a >= from && *b <= to && near(*a));
    match (person, pronoun) {
        (Some(p), Some((at, ..))) if at < p.tokens.0 => Some(Who::Same),
        (Some(p), _) if !p.sure && !reading.language.capitals && p.words.len() < 2 && p.tokens.1 < to => None,
        (Some(p), _) => Some(Who::Person(p.words.clone())),
        (None, Some(_)) => Some(Who::Same),
        (None, None) => {
            let stop = |i: &usize| reading.sense(*i, Class::Stop).is_none();
            let first = (from..to).find(stop)?;
            (first..(first + 2).min(to)).find_map(|i| {
                let (key, _) = title(reading, i, true)?;
                Some(Who::Holder(key))
            })
        }
    }
}

/// The last post named alone in the tokens `from..to`, without an ending, and the token behind it.
pub fn bare_post(reading: &Reading<'_>, from: usize, to: usize) -> Option<(String, usize)> {
    (from..to).rev().find_map(|i| title(reading, i, true).filter(|(_, end)| *end <= to))
}

/// How many words that say something stand in the tokens `from..to`.
fn gap(reading: &Reading<'_>, from: usize, to: usize) -> usize {
    let telling = |i: &usize| reading.is(*i, TokenKind::Word) && reading.sense(*i, Class::Stop).is_none();
    (from..to).filter(telling).count()
}

/// Whether nothing in the tokens `from..to` can be who speaks.
fn nobody(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let silent = |i: usize| !reading.is(i, TokenKind::Word) || reading.sense(i, Class::Stop).is_some();
    !reading.language.capitals && (from..to).all(silent)
}

/// Whether the tokens `from..to` can stand between who speaks and the verb: function words, and words with endings.
fn objects(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    (from..to).all(|i| {
        let silent = !reading.is(i, TokenKind::Word) || reading.sense(i, Class::Stop).is_some();
        let ending = without_ending(reading.word(i), reading.language).1 > 0;
        silent || (ending && reading.hits_at(i).iter().all(|h| h.inflected))
    })
}
