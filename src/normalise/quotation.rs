//! Words put in somebody's mouth, and whose mouth it is.

use std::collections::BTreeMap;

use crate::lexis::{Reading, stem};
use crate::normalise::person::title;
use crate::normalise::role::Role;
use crate::ruleset::Class;

/// Opening and closing quotation marks; where both are the same sign, they take turns.
const MARKS: [(char, char); 4] =
    [('\u{2018}', '\u{2019}'), ('\u{201C}', '\u{201D}'), ('"', '"'), ('\u{00AB}', '\u{00BB}')];

/// Byte ranges of `text` between quotation marks, marks left out, in order. An apostrophe inside a word
/// closes nothing.
pub fn quoted(text: &str) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut open: Option<(char, usize)> = None;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let letter_next = chars.peek().is_some_and(|(_, n)| n.is_alphanumeric());
        match open {
            None => {
                if let Some((_, close)) = MARKS.iter().find(|(o, _)| *o == c) {
                    open = Some((*close, at + c.len_utf8()));
                }
            }
            Some((close, from)) if c == close && !(c == '\u{2019}' && letter_next) => {
                out.push((from, at));
                open = None;
            }
            Some(_) => {}
        }
    }
    out
}

/// Who has spoken in an article so far.
#[derive(Default)]
pub struct Speakers {
    last: Option<Vec<String>>,
    by_post: BTreeMap<String, Vec<String>>,
    known: Vec<Vec<String>>,
}

impl Speakers {
    /// Takes in a sentence's posts and says who speaks in it: the holder of a post, a name met before, the
    /// last holder of a bare title, or whoever spoke last where the sentence only says "he" or "I".
    pub fn hear(&mut self, reading: &Reading<'_>, roles: &[Role]) -> Option<Vec<String>> {
        for role in roles {
            self.by_post.insert(role.key.clone(), role.person.clone());
            if !self.known.contains(&role.person) {
                self.known.push(role.person.clone());
            }
        }
        let says = reading.all(Class::Attribution).next().map(|(at, end, _)| (at, end));
        let stands_for = reading.all(Class::Speaker).next().is_some();
        let speaker = match says {
            Some((verb, end)) => {
                self.named(reading, roles, verb, end).or_else(|| stands_for.then(|| self.last.clone()).flatten())
            }
            None => stands_for.then(|| self.last.clone()).flatten(),
        };
        if says.is_some() && speaker.is_some() {
            self.last.clone_from(&speaker);
        }
        speaker
    }

    fn named(&self, reading: &Reading<'_>, roles: &[Role], verb: usize, end: usize) -> Option<Vec<String>> {
        let near = |tokens: (usize, usize)| if tokens.1 <= verb { verb - tokens.1 } else { tokens.0.abs_diff(end) };
        let held = roles.iter().min_by_key(|r| near(r.tokens)).filter(|r| near(r.tokens) <= 2);
        if let Some(role) = held {
            return Some(role.person.clone());
        }
        let by_name = (0..reading.len()).filter_map(|i| {
            let word = stem(reading.word(i), reading.language);
            let person = self
                .known
                .iter()
                .find(|p| p.len() > 1 && p.last().is_some_and(|l| l == word) || p.first().is_some_and(|f| f == word))?;
            Some((near((i, i + 1)), person.clone()))
        });
        if let Some((_, person)) = by_name.min_by_key(|(distance, _)| *distance).filter(|(d, _)| *d <= 3) {
            return Some(person);
        }
        let bare = (0..reading.len()).filter_map(|i| title(reading, i, false));
        bare.filter_map(|(key, _)| self.by_post.get(&key)).next().cloned()
    }
}
