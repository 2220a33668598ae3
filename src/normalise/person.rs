//! Names of persons: the words behind a title, and runs of words that look like a name.

use crate::fold::TokenKind;
use crate::lexis::{Reading, stem, without_ending};
use crate::ruleset::Class;

/// Most words that a name is taken to have.
const LONGEST: usize = 4;
/// Classes of words that begin with a capital for other reasons than being a name.
const NO_NAME: [Class; 8] = [
    Class::Stop,
    Class::Title,
    Class::TitleBefore,
    Class::Attribution,
    Class::Speaker,
    Class::Weekday,
    Class::RelativeDay,
    Class::Negation,
];

/// A name in a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Its words without endings.
    pub words: Vec<String>,
    /// One past its last token.
    pub end: usize,
    /// Whether its last word carries an ending: it is then whose or whom, seldom who.
    pub ended: bool,
}

/// The name that begins at token `i`, behind what stands before a name (initials, "Mr."). Where the language writes
/// names with capitals they must have them.
pub fn name(reading: &Reading<'_>, i: usize) -> Option<Name> {
    let mut words = Vec::new();
    let mut at = i;
    let mut ended = false;
    // behind a word that is common in names only another one goes on
    let mut closed = false;
    loop {
        at = behind_courtesy(reading, at);
        let hyphen = !words.is_empty() && reading.tight(at, "-");
        let next = if hyphen { at + 1 } else { at };
        let part = |i: usize| reading.sense(i, Class::NamePart).is_some();
        let more = || is_name(reading, next + 1) || part(next + 1);
        let fits = is_name(reading, next) || part(next) && (!words.is_empty() || more());
        if words.len() == LONGEST || !fits || (closed && !part(next)) {
            break;
        }
        closed = !words.is_empty() && part(next);
        let word = reading.word(next);
        let (bare, letters) = without_ending(word, reading.language);
        // an ending of one letter may belong to the name; where names have capitals only a possessive is sure to be one
        let inflected = || reading.hits_at(next).iter().all(|h| h.inflected) && part(next);
        ended = if reading.language.capitals {
            word.contains('\'') && !bare.contains('\'')
        } else {
            letters > 1 || inflected()
        };
        words.push(if ended { bare } else { word }.to_owned());
        at = next + 1;
        if ended && reading.word(at) != "-" {
            break;
        }
    }
    (!words.is_empty()).then_some(Name { words, end: at, ended })
}

/// The token behind initials and forms of address that begin at token `at`.
fn behind_courtesy(reading: &Reading<'_>, mut at: usize) -> usize {
    let short = |i: usize| reading.language.abbreviations.contains(&format!("{}.", reading.word(i)));
    let initial = |i: usize| reading.is(i, TokenKind::Word) && reading.word(i).chars().count() == 1;
    loop {
        if reading.word(at + 1) == "." && (short(at) || initial(at)) {
            at += 2;
        } else if reading.capital(at) && short(at) {
            at += 1;
        } else {
            return at;
        }
    }
}

fn is_name(reading: &Reading<'_>, i: usize) -> bool {
    let plain = reading.is(i, TokenKind::Word) && reading.word(i).chars().count() > 1;
    if reading.language.capitals {
        let other = || NO_NAME.iter().any(|class| reading.sense(i, *class).is_some());
        plain && reading.capital(i) && !other()
    } else {
        plain && reading.hits_at(i).is_empty()
    }
}

/// Whether no word of the tokens `from..to` is one that the rules know as a place, a body or a notion.
pub fn unknown(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    let part = |i: usize| reading.sense(i, Class::NamePart).is_some();
    (from..to).all(|i| !reading.is(i, TokenKind::Word) || reading.hits_at(i).is_empty() || part(i))
}

/// Whether a word is the name's first or last, with or without an ending; `false` in the second place where it carries
/// one.
pub fn part_of(word: &str, name: &[String], reading: &Reading<'_>) -> Option<bool> {
    let ends = [name.first(), name.last()];
    let is = |w: &str| ends.iter().flatten().any(|n| n.as_str() == w);
    let (bare, _) = without_ending(word, reading.language);
    if is(word) { Some(true) } else { (is(bare) || is(stem(word, reading.language))).then_some(false) }
}

/// The title that begins at token `i`, and one past its last token. `bare`: without an ending, as before a name.
pub fn title(reading: &Reading<'_>, i: usize, bare: bool) -> Option<(String, usize)> {
    let lexicon = &reading.language.lexicon;
    let fits = |h: &&crate::lexis::Hit| lexicon.sense(h.sense).class == Class::Title && !(bare && h.inflected);
    reading.hits_at(i).iter().find(fits).map(|h| (lexicon.sense(h.sense).text.clone(), h.end as usize))
}
