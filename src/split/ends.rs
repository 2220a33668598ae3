//! What stands around a place where a sentence may end, and whether it does.

use unicode_normalization::char::is_combining_mark;

use crate::fold::{folded, is_alphanumeric, is_digit};
use crate::ruleset::Language;
use crate::split::is_stop;

/// Whether there is a letter or digit in it.
pub fn prints_word(text: &str) -> bool {
    text.chars().any(is_alphanumeric)
}

/// Whether the cut goes through a number: a point between two digits of any script, with no space.
pub fn inside_number(before: &str, after: &str) -> bool {
    let mut back = before.chars().rev();
    back.next() == Some('.') && back.next().is_some_and(is_digit) && after.starts_with(is_digit)
}

/// Whether the sentence goes on: what comes next begins in lower case.
pub fn continues(after: &str) -> bool {
    after.trim_start().starts_with(char::is_lowercase)
}

pub fn ends_in_abbreviation<'l>(before: &str, language: &dyn Fn() -> &'l Language) -> bool {
    let Some(last) = before.split_whitespace().next_back() else { return false };
    // no abbreviation ends so, and most sentences do
    if last.ends_with(is_stop) {
        return false;
    }
    let word = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    if is_initial(word) {
        return !is_whole_word(word, language());
    }
    if word.is_ascii() {
        return language().abbreviations.iter().any(|a| a.eq_ignore_ascii_case(word));
    }
    let word = folded(word);
    language().abbreviations.contains(&word)
}

/// Whether the full stop before byte `end` follows a word that ends the sentence, whatever the splitter takes it for: the
/// next one begins with a capital.
pub fn ends_in_whole_word(text: &str, end: usize, language: &Language) -> bool {
    let (before, after) = text.split_at(end);
    let next = after.trim_start_matches(' ');
    let last = || before.rsplit(' ').next().unwrap_or_default();
    next.len() < after.len() && next.starts_with(char::is_uppercase) && is_whole_word(last(), language)
}

/// A word that the language counts as whole, and its full stop.
fn is_whole_word(word: &str, language: &Language) -> bool {
    word.strip_suffix('.').is_some_and(|word| language.whole_words.iter().any(|whole| whole == word))
}

/// One letter and a full stop.
fn is_initial(word: &str) -> bool {
    let mut letters = word.strip_suffix('.').unwrap_or_default().chars().filter(|c| !is_combining_mark(*c));
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}
