//! Who speaks in each sentence of an article.
//!
//! A speaker is named beside the verb of saying, or is the one who spoke or was named last; a sentence that is all
//! quotation is spoken by whoever spoke before it, else by whom the next sentence names.

use std::collections::BTreeMap;

use crate::lexis::Reading;
use crate::model::{RawSpan, Sentence, SentenceKind};
use crate::normalise::person::{Name, name, part_of, unknown};
use crate::normalise::quotation::{quoted, tokens_of};
use crate::normalise::role::{Role, roles};
use crate::normalise::subject::{Person, Who, bare_post, subject};
use crate::ruleset::Class;

/// Fewest tokens of a quotation whose words are not the sentence's own.
const QUOTED: usize = 4;

/// What is heard in one sentence.
#[derive(Clone, Debug, Default)]
pub struct Voice {
    /// Posts with their holders.
    pub roles: Vec<Role>,
    /// Whose words it gives.
    pub speaker: Option<Vec<String>>,
    /// First token and one past the last of the verb of saying, where it has one.
    pub verb: Option<(usize, usize)>,
    /// Tokens inside quotation marks.
    pub quotes: Vec<(usize, usize)>,
}

/// One sentence of an article with its text.
pub type Heard<'a> = (&'a Sentence, &'a Reading<'a>, &'a str);

/// The voices of an article's sentences, one for each.
pub fn voices(sentences: &[Heard<'_>]) -> Vec<Voice> {
    let mut known = Known::default();
    let mut out: Vec<Voice> = sentences.iter().map(|s| known.hear(s)).collect();
    let alone: Vec<bool> = sentences.iter().zip(&out).map(|((_, reading, _), v)| all_quotation(reading, v)).collect();
    for i in (0..out.len()).filter(|i| alone[*i]) {
        let told = |v: &Voice| v.speaker.clone().filter(|_| v.verb.is_some() || !v.quotes.is_empty());
        let before = i.checked_sub(1).and_then(|b| told(&out[b]));
        let after = out.get(i + 1).filter(|v| v.verb.is_some() && v.quotes.is_empty()).and_then(|v| v.speaker.clone());
        let speaker = before.or(after);
        out[i].speaker = speaker;
    }
    out
}

/// Whether a sentence is a quotation and nothing more.
fn all_quotation(reading: &Reading<'_>, voice: &Voice) -> bool {
    let inside: usize = voice.quotes.iter().map(|(a, b)| b - a).sum();
    let outside = (0..reading.len())
        .filter(|i| !voice.quotes.iter().any(|(a, b)| (*a..*b).contains(i)))
        .filter(|i| reading.is(*i, crate::fold::TokenKind::Word))
        .count();
    voice.speaker.is_none() && voice.verb.is_none() && inside >= QUOTED && outside == 0
}

/// Who was named in an article so far.
#[derive(Default)]
struct Known {
    /// Who spoke or was spoken of last.
    last: Option<Vec<String>>,
    /// The last holder of each post.
    by_post: BTreeMap<String, Vec<String>>,
    /// Full names, the last met last.
    names: Vec<Vec<String>>,
}

impl Known {
    fn hear(&mut self, (sentence, reading, text): &Heard<'_>) -> Voice {
        let mut roles = roles(reading);
        for role in &mut roles {
            role.person = self.full(&role.person);
            if role.person.len() > 1 || !self.by_post.contains_key(&role.key) {
                self.by_post.insert(role.key.clone(), role.person.clone());
                self.meet(&role.person);
            }
        }
        let base = sentence.span.start();
        let spans = quoted(text).into_iter().filter_map(|(a, b)| RawSpan::new(base + a, base + b));
        let quotes: Vec<(usize, usize)> =
            spans.filter_map(|raw| tokens_of(reading, raw)).filter(|(a, b)| b - a >= QUOTED).collect();
        let outside = |from: usize, to: usize| !quotes.iter().any(|(a, b)| *a < to && from < *b);
        let persons = self.persons(reading, &roles, &outside);
        let (verb, who) = said(reading, &persons, &quotes, &outside);
        let unnamed = matches!(who, Who::Holder(_)) || verb.is_none() && persons.is_empty();
        let speaker = match who {
            // one unknown word is a name where it gives a quotation, else it may be anything
            Who::Person(words) if words.len() > 1 || !quotes.is_empty() || self.names.contains(&words) => {
                self.meet(&words);
                Some(words)
            }
            Who::Person(_) | Who::Other => None,
            Who::Same => self.last.clone(),
            Who::Holder(key) => self.holder(&key),
        };
        if sentence.kind == SentenceKind::Body || speaker.is_some() {
            self.turn(reading, &persons, speaker.as_ref(), (verb.is_some(), unnamed));
        }
        Voice { roles, speaker, verb, quotes }
    }

    /// Takes note of whom the next "he" means: who spoke, else who was named; nobody where the sentence opens with a post
    /// whose holder is not known.
    fn turn(
        &mut self,
        reading: &Reading<'_>,
        persons: &[Person],
        speaker: Option<&Vec<String>>,
        (said, unnamed): (bool, bool),
    ) {
        const OPENS: usize = 4;
        let named = persons.iter().find(|p| !p.ended && p.sure).filter(|_| !said).map(|p| p.words.clone());
        if let Some(person) = speaker.cloned().or(named) {
            self.last = Some(person);
        } else if unnamed && let Some((key, _)) = bare_post(reading, 0, OPENS) {
            self.last = self.holder(&key);
        }
    }

    /// Who holds a post that is told without a name: the last holder, or the only one of such a post.
    fn holder(&self, key: &str) -> Option<Vec<String>> {
        let ends =
            |(other, _): &(&String, &Vec<String>)| other.strip_suffix(key).is_some_and(|rest| rest.ends_with('_'));
        let mut like = self.by_post.iter().filter(ends).map(|(_, person)| person);
        let only = like.next().filter(|_| like.next().is_none());
        self.by_post.get(key).or(only).cloned()
    }

    /// The persons named outside quotations, in order.
    fn persons(
        &mut self,
        reading: &Reading<'_>,
        roles: &[Role],
        outside: &dyn Fn(usize, usize) -> bool,
    ) -> Vec<Person> {
        let mut out: Vec<Person> = Vec::new();
        let mut i = 0;
        while i < reading.len() {
            if let Some(role) = roles.iter().find(|r| r.tokens.0 == i) {
                let (tokens, words) = (role.tokens, role.person.clone());
                out.push(Person { tokens, words, ended: role.ended, sure: true });
                i = role.tokens.1.max(i + 1);
                continue;
            }
            let found = self.person_at(reading, i).filter(|p| outside(p.tokens.0, p.tokens.1));
            i = found.as_ref().map_or(i + 1, |p| p.tokens.1);
            out.extend(found);
        }
        out.retain(|p| outside(p.tokens.0, p.tokens.1));
        out
    }

    /// The person named at token `i`: one met before, by a whole name or a part of it, or a new one.
    fn person_at(&mut self, reading: &Reading<'_>, i: usize) -> Option<Person> {
        let named = name(reading, i)?;
        let tokens = (i, named.end);
        if let Some((words, bare)) = self.met(reading, i, &named) {
            return Some(Person { tokens, words, ended: !bare, sure: true });
        }
        let whole = named.words.len() > 1 && unknown(reading, i, named.end);
        if reading.language.capitals && whole && i > 0 {
            self.meet(&named.words);
        }
        // an age in brackets or between commas tells that it is a person
        let aged = matches!(reading.word(named.end), "(" | ",")
            && reading.is(named.end + 1, crate::fold::TokenKind::Number)
            && matches!(reading.word(named.end + 2), ")" | ",");
        if aged && named.words.len() > 1 {
            self.meet(&named.words);
        }
        let part = |at: usize| reading.sense(at, Class::NamePart).is_some();
        let common = named.words.len() > 1 && (i..named.end).any(part);
        let sure =
            aged || common || (reading.language.capitals && whole && (i == 0 || reading.word(i - 1).contains('\'')));
        unknown(reading, i, named.end).then_some(Person { tokens, words: named.words, ended: named.ended, sure })
    }

    /// The person met before whom a name means, and whether it stands without an ending: by all its words, or by the
    /// first or last word of theirs.
    fn met(&self, reading: &Reading<'_>, i: usize, named: &Name) -> Option<(Vec<String>, bool)> {
        let whole = self.full(&named.words);
        if self.names.contains(&whole) {
            return Some((whole, !named.ended));
        }
        // without capitals a run of unknown words may be longer than the name
        let within = |n: &&Vec<String>| {
            let mut rest = named.words.iter();
            n.len() > 1 && n.iter().all(|w| rest.any(|x| x == w))
        };
        if let Some(name) = self.names.iter().rev().find(within).filter(|_| !reading.language.capitals) {
            return Some((name.clone(), !named.ended));
        }
        if named.words.len() > 1 && reading.language.capitals {
            return None;
        }
        let word = if named.words.len() > 1 { reading.word(i) } else { reading.word(named.end - 1) };
        self.names.iter().rev().find_map(|n| Some((n.clone(), part_of(word, n, reading)?)))
    }

    /// The longest name known whose parts these words are.
    fn full(&self, words: &[String]) -> Vec<String> {
        let within = |name: &&Vec<String>| {
            let mut rest = name.iter();
            name.len() > words.len() && words.iter().all(|w| rest.any(|x| x == w))
        };
        self.names.iter().rev().find(within).cloned().unwrap_or_else(|| words.to_vec())
    }

    fn meet(&mut self, words: &[String]) {
        self.names.retain(|n| n != words);
        self.names.push(words.to_vec());
    }
}

/// The verb of saying that gives the sentence's words to somebody, and to whom: of several the one nearest to a
/// quotation that names a person.
fn said(
    reading: &Reading<'_>,
    persons: &[Person],
    quotes: &[(usize, usize)],
    outside: &dyn Fn(usize, usize) -> bool,
) -> (Option<(usize, usize)>, Who) {
    let mut verbs: Vec<(usize, usize)> =
        reading.all(Class::Attribution).map(|(a, b, _)| (a, b)).filter(|(a, b)| outside(*a, *b)).collect();
    let far = |verb: &(usize, usize)| {
        let to = |(a, b): &(usize, usize)| if *b <= verb.0 { verb.0 - b } else { a.saturating_sub(verb.1) };
        quotes.iter().map(to).min().unwrap_or_default()
    };
    verbs.sort_by_key(|v| (far(v), v.0));
    // without capitals an unknown word is a name only where it gives a quotation
    let sure: Vec<Person> = persons.iter().filter(|p| p.sure).cloned().collect();
    let persons = if quotes.is_empty() && !reading.language.capitals { &sure } else { persons };
    let who = |v: &(usize, usize)| subject(reading, persons, *v, outside);
    let mut all: Vec<_> = verbs.iter().map(|v| (Some(*v), who(v))).filter(|(_, w)| *w != Who::Other).collect();
    if quotes.is_empty() {
        all.sort_by_key(|(_, w)| !matches!(w, Who::Person(_)));
    }
    let told = all.into_iter().next();
    // "I see it as '…'"
    if verbs.is_empty() && !quotes.is_empty() && reading.all(Class::Speaker).any(|(a, b, _)| outside(a, b)) {
        return (None, Who::Same);
    }
    let introduced = || introduced(reading, persons, quotes);
    told.unwrap_or_else(|| (verbs.first().copied(), introduced().map_or(Who::Other, Who::Person)))
}

/// "NAME: '…'": whoever stands before the colon that opens a quotation.
fn introduced(reading: &Reading<'_>, persons: &[Person], quotes: &[(usize, usize)]) -> Option<Vec<String>> {
    let (from, _) = quotes.first()?;
    let colon = (from.saturating_sub(2)..*from).find(|i| reading.word(*i) == ":")?;
    let mut before = persons.iter().filter(|p| p.tokens.1 <= colon && !p.ended && (p.sure || p.tokens.1 == colon));
    let first = before.next()?;
    before.next().is_none().then(|| first.words.clone())
}
