//! Names of persons: the words behind a title.

use crate::fold::TokenKind;
use crate::lexis::{Reading, without_ending};
use crate::ruleset::Class;

/// Most words that a name is taken to have.
const LONGEST: usize = 4;
/// Classes that a word of a name may have all the same.
const HARMLESS: [Class; 3] = [Class::Concept, Class::Slot, Class::Part];

/// The name that begins at token `i`: its words without endings, and one past its last token. Where the
/// language writes names with capitals they must have them.
pub fn name(reading: &Reading<'_>, text: &str, i: usize) -> Option<(Vec<String>, usize)> {
    let mut words = Vec::new();
    let mut at = i;
    while reading.word(at + 1) == "." && reading.language.abbreviations.contains(&format!("{}.", reading.word(at))) {
        at += 2;
    }
    while words.len() < LONGEST {
        let hyphen = !words.is_empty() && reading.word(at) == "-" && reading.glued(at) && reading.glued(at + 1);
        let next = if hyphen { at + 1 } else { at };
        if !is_name(reading, text, next) {
            break;
        }
        let word = reading.word(next);
        let (bare, letters) = without_ending(word, reading.language);
        // an ending of one letter may belong to the name
        let ended = letters > 1;
        words.push(if ended { bare } else { word }.to_owned());
        at = next + 1;
        if ended && reading.word(at) != "-" {
            break;
        }
    }
    (!words.is_empty()).then_some((words, at))
}

fn is_name(reading: &Reading<'_>, text: &str, i: usize) -> bool {
    let lexicon = &reading.language.lexicon;
    let known = reading.hits_at(i).iter().any(|h| !HARMLESS.contains(&lexicon.sense(h.sense).class));
    let capital = || {
        let (start, _) = reading.folded.raw(reading.clean(i, i + 1).start(), 0);
        text.get(start..).and_then(|t| t.chars().next()).is_some_and(char::is_uppercase)
    };
    let plain = reading.is(i, TokenKind::Word) && reading.word(i).chars().count() > 1;
    if reading.language.capitals { plain && capital() } else { plain && !known && reading.hits_at(i).is_empty() }
}

/// The title that begins at token `i`, and one past its last token. `bare`: without an ending, as before a name.
pub fn title(reading: &Reading<'_>, i: usize, bare: bool) -> Option<(String, usize)> {
    let lexicon = &reading.language.lexicon;
    let fits = |h: &&crate::lexis::Hit| lexicon.sense(h.sense).class == Class::Title && !(bare && h.inflected);
    reading.hits_at(i).iter().find(fits).map(|h| (lexicon.sense(h.sense).text.clone(), h.end as usize))
}
