//! Names of persons: the words behind a title.

use crate::fold::TokenKind;
use crate::lexis::{Reading, stem};
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
    while words.len() < LONGEST {
        let hyphen = !words.is_empty() && reading.word(at) == "-" && reading.glued(at) && reading.glued(at + 1);
        let next = if hyphen { at + 1 } else { at };
        if !is_name(reading, text, next) {
            break;
        }
        let word = reading.word(next);
        let bare = stem(word, reading.language);
        words.push(bare.to_owned());
        at = next + 1;
        if bare != word && !hyphen && reading.word(at) != "-" {
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

/// Whether a token is the title of somebody.
pub fn title(reading: &Reading<'_>, i: usize) -> Option<(String, usize)> {
    reading.sense(i, Class::Title).map(|(sense, end)| (sense.text.clone(), end))
}
