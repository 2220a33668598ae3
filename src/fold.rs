//! One form of text for matching, with the way back to the bytes as received.
//!
//! Folding composes (NFC), lower-cases, turns digits of every script into ASCII, drops joiners,
//! zero-width spaces and directional controls, and gives spaces, apostrophes, double quotes and
//! hyphens one form each. It never merges or splits words.

mod known;
mod quotes;
mod tokens;
mod words;

pub use quotes::{Quotes, closes, pair};
pub use tokens::{Token, TokenKind, tokens};
pub use words::{FIGURE, MIXED, Piece, is_alphanumeric, pieces};

use crate::fold::known::{COMPOSED, KEPT};
use unicode_normalization::char::{canonical_combining_class, compose, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A folded text and, for each of its bytes, the byte of the original at which its character began.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    back: Vec<u32>,
}

impl Folded {
    /// The original's bytes from which the folded bytes `start..end` came. Characters that were composed or put in
    /// another order came from all bytes of theirs.
    #[must_use]
    pub fn raw(&self, start: usize, end: usize) -> (usize, usize) {
        let last = self.back.len().saturating_sub(1);
        let at = |i: usize| self.back.get(i.min(last)).map_or(0, |b| *b as usize);
        let inside = |i: &usize| *i < last && *i > start && at(*i) == at(*i - 1);
        let end = (end..last).find(|i| !inside(i)).unwrap_or(end);
        (at(start), at(end))
    }
}

/// Folds `text`. Folding twice is folding once. Source: Unicode Standard Annex 15 (NFC).
#[must_use]
pub fn fold(text: &str) -> Folded {
    let mut out = Folded { text: String::with_capacity(text.len()), back: Vec::with_capacity(text.len() + 1) };
    let mut chars = text.char_indices().peekable();
    while let Some((start, first)) = chars.next() {
        if first.is_ascii() && chars.peek().is_none_or(|(_, c)| c.is_ascii()) {
            push(&mut out, first, start);
            continue;
        }
        let mut end = start + first.len_utf8();
        while let Some((at, c)) = chars.peek().copied() {
            if !is_combining_mark(c) && !invisible(c) {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        cluster(&mut out, &text[start..end], start);
    }
    out.back.push(u32::try_from(text.len()).unwrap_or(u32::MAX));
    out
}

/// The folded text alone.
#[must_use]
pub fn folded(text: &str) -> String {
    fold(text).text
}

/// A base character with its marks: composed as one, and mapped piece by piece where composing
/// leaves the characters as they are.
fn cluster(out: &mut Folded, text: &str, start: usize) {
    let visible = || text.char_indices().filter(|(_, c)| !invisible(*c));
    if settled(visible().map(|(_, c)| c)) || visible().map(|(_, c)| c).nfc().eq(visible().map(|(_, c)| c)) {
        visible().for_each(|(at, c)| push(out, c, start + at));
    } else {
        visible().map(|(_, c)| c).nfc().for_each(|c| push(out, c, start));
    }
}

/// Whether a base character with its marks is surely composed already: none of them is replaced, their marks stand in
/// order, and none joins the character before. Quicker than composing; may say no of what is.
fn settled(cluster: impl Iterator<Item = char>) -> bool {
    let (mut base, mut last) = (None, 0);
    for c in cluster {
        if known::is(c, COMPOSED) {
            (base, last) = (Some(c), 0);
            continue;
        }
        let class = canonical_combining_class(c);
        let joins = base.is_some_and(|b| compose(b, c).is_some());
        if joins || (class != 0 && class < last) || is_nfc_quick(std::iter::once(c)) == IsNormalized::No {
            return false;
        }
        last = class;
        base = if class == 0 { Some(c) } else { base };
    }
    true
}

fn push(out: &mut Folded, c: char, at: usize) {
    let at = u32::try_from(at).unwrap_or(u32::MAX);
    let mut put = |c: char| {
        out.text.push(c);
        out.back.resize(out.text.len(), at);
    };
    if known::is(c, KEPT) {
        put(c);
        return;
    }
    match one_form(c) {
        Some(c) => put(c),
        None if c.is_uppercase() => c.to_lowercase().for_each(&mut put),
        None => put(c),
    }
}

/// Characters that have one form for matching; `None` for those that stay.
fn one_form(c: char) -> Option<char> {
    if c.is_ascii() {
        return c.is_ascii_uppercase().then(|| c.to_ascii_lowercase()).or(match c {
            '\t' | '\r' | '\n' => Some(' '),
            _ => None,
        });
    }
    if let Some(digit) = digit(c) {
        return char::from_digit(digit, 10);
    }
    match c {
        '\u{2019}' | '\u{02BC}' | '\u{2032}' | '\u{00B4}' | '\u{FF07}' => Some('\''),
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{00AB}' | '\u{00BB}' | '\u{2033}' => Some('"'),
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE63}' | '\u{FF0D}' | '\u{00AD}' => Some('-'),
        '\u{FF05}' | '\u{066A}' => Some('%'),
        '\u{FF0E}' => Some('.'),
        '\u{FF0C}' => Some(','),
        '\u{FF1A}' => Some(':'),
        c if c.is_whitespace() => Some(' '),
        _ => None,
    }
}

/// Whether the character is a decimal digit, of any script.
#[must_use]
pub fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || digit(c).is_some()
}

/// Value of a decimal digit of a script other than the Latin one. Source: Unicode Character Database, general category Nd:
/// each script has its ten digits in one run; these are the zeros of the scripts in use in the news.
fn digit(c: char) -> Option<u32> {
    const ZEROS: [u32; 14] = [
        0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0B66, 0x0BE6, 0x0C66, 0x0CE6, 0x0D66, 0x0E50, 0x1040, 0xFF10,
    ];
    let code = c as u32;
    ZEROS.iter().find_map(|zero| code.checked_sub(*zero).filter(|d| *d < 10))
}

/// Characters that print nothing and part no words: joiners, marks of order and direction.
fn invisible(c: char) -> bool {
    matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}' | '\u{061C}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_of_a_nukta_letter_fold_alike() {
        assert_eq!(folded("\u{09DF}"), folded("\u{09AF}\u{09BC}"));
        assert_eq!(folded("\u{09CB}"), folded("\u{09C7}\u{09BE}"));
    }

    #[test]
    fn what_is_settled_is_composed() {
        let bases = ['a', '\u{0995}', '\u{09AF}', '\u{09DF}', '\u{09C7}', '\u{1100}', '\u{05D0}', 'e'];
        let marks =
            ['\u{09BC}', '\u{09BE}', '\u{09CD}', '\u{09D7}', '\u{0301}', '\u{0323}', '\u{05B0}', '\u{09C7}', 'b'];
        for text in bases.iter().flat_map(|b| marks.iter().flat_map(|m| marks.map(|n| [*b, *m, n]))) {
            let same = text.iter().copied().nfc().eq(text.iter().copied());
            assert!(same || !settled(text.iter().copied()), "{text:?}");
        }
    }

    #[test]
    fn digits_of_every_script_are_ascii() {
        assert_eq!(folded("\u{09E7}\u{09E8} \u{0967} \u{FF11}"), "12 1 1");
    }

    #[test]
    fn the_way_back_names_whole_characters() {
        let text = "a\u{200C}\u{09DF}b \u{2019}";
        let f = fold(text);
        for (i, _) in f.text.char_indices() {
            let (start, end) = f.raw(i, f.text.len());
            assert!(text.get(start..end).is_some());
        }
        assert_eq!(f.raw(0, f.text.len()), (0, text.len()));
    }
}
