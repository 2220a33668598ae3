//! The words of a text in the form for matching, found in the text as it stands: what is written in one way only, which
//! is nearly all, is never copied.

use std::sync::LazyLock;

use unicode_normalization::char::{canonical_combining_class, decompose_canonical, is_combining_mark};
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

use crate::fold::known::{self, IN_WORD};
use crate::fold::{folded, invisible, is_digit, one_form};

/// What stands for any figure.
pub const FIGURE: &str = "#";

/// A run of letters with their marks and joiners, as it stands in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Piece<'t> {
    /// Its characters.
    pub text: &'t str,
    /// Whether it may have another form for matching.
    pub odd: bool,
    /// The block of 128 characters that all of them stand in, by number; `MIXED` where that is not known.
    pub block: u32,
    /// Behind a leading one their places in the block, seven bits each, as far as there is room.
    pub places: u128,
}

/// In place of a block: characters may stand in several.
pub const MIXED: u32 = u32::MAX;

impl<'t> Piece<'t> {
    /// A piece of these characters.
    #[must_use]
    pub fn of(text: &'t str, odd: bool) -> Self {
        Self { text, odd, block: MIXED, places: 0 }
    }

    /// The words of its form for matching: one, but for odd characters.
    pub fn words(self, each: &mut dyn FnMut(&str)) {
        if !self.odd {
            each(self.text);
            return;
        }
        let folded = folded(self.text);
        for run in folded.split(|c: char| !known::is(c, IN_WORD) && !c.is_ascii_digit()) {
            let digits = |word: &str| word.bytes().take_while(u8::is_ascii_digit).count();
            let mut rest = run;
            while !rest.is_empty() {
                let (number, behind) = rest.split_at(digits(rest));
                if !number.is_empty() {
                    each(FIGURE);
                }
                let end = behind.find(|c: char| c.is_ascii_digit()).unwrap_or(behind.len());
                let (word, behind) = behind.split_at(end);
                if !word.is_empty() {
                    each(word);
                }
                rest = behind;
            }
        }
    }
}

/// Calls `each` with the words of `text` in order. A run of digits of any script is a word by itself, [`FIGURE`]. All
/// characters but letters, marks, digits and joiners part words, apostrophes too, so that a possessive meets its noun.
pub fn pieces<'t>(text: &'t str, mut each: impl FnMut(Piece<'t>)) {
    let bytes = text.as_bytes();
    let table = &*TABLE;
    let mut at = 0;
    // the last visible character and what it is
    let (mut before, mut last) = (0, 0u8);
    while at < bytes.len() {
        let (mut len, mut what, mut code) = look(table, text, bytes, at);
        if what & (LETTER | HIDDEN) == 0 {
            if what & DIGIT != 0 && last & DIGIT == 0 {
                each(Piece { text: FIGURE, odd: false, block: 0, places: 1 << 7 | u128::from(FIGURE.as_bytes()[0]) });
            }
            (before, last) = (at, what);
            at += len;
            continue;
        }
        let (mut start, mut seen, mut joined) = (at, 0u8, 0u8);
        let block = code >> 7;
        let (mut places, mut strange) = (1u128, 0);
        // a mark on a sign may make another sign of it
        if what & (JOINS | ORDERED) != 0 && last & FIRST != 0 {
            (start, seen, strange) = (before, ODD, 1);
        }
        let page = table.get((block << 7) as usize..).and_then(|page| page.first_chunk()).unwrap_or(&NO_PAGE);
        loop {
            seen |= what;
            joined |= meeting(last, what);
            places = places << 7 | u128::from(code & 0x7F);
            strange |= code >> 7 ^ block;
            if what & HIDDEN == 0 {
                (before, last) = (at, what);
            }
            at += len;
            // the same once more for letters of the same block, which most are
            while let Some((place, len)) = placed(bytes, at, block) {
                let what = page[usize::from(place)];
                if what & (LETTER | HIDDEN) != LETTER {
                    break;
                }
                seen |= what;
                joined |= meeting(last, what);
                places = places << 7 | u128::from(place);
                (before, last) = (at, what);
                at += len;
            }
            if at >= bytes.len() {
                break;
            }
            (len, what, code) = look(table, text, bytes, at);
            if what & (LETTER | HIDDEN) == 0 {
                break;
            }
        }
        if seen & LETTER != 0 {
            let block = if strange == 0 { block } else { MIXED };
            each(Piece { text: &text[start..at], odd: seen & ODD | joined != 0, block, places });
        }
    }
}

/// `char::is_alphanumeric`, quicker.
#[must_use]
pub fn is_alphanumeric(c: char) -> bool {
    TABLE.get(c as usize).map_or_else(|| c.is_alphanumeric(), |what| what & ALPHANUMERIC != 0)
}

/// Not 0 where the second of two characters may be composed with the first or change places with it.
#[inline(always)]
fn meeting(first: u8, second: u8) -> u8 {
    second >> JOINS_TO_FIRST & first & FIRST | second & first & ORDERED
}

/// Of a block that is not tabled.
const NO_PAGE: [u8; 128] = [0; 128];

/// The place of the character at `at` in the block and its length in bytes, where it is one of the block and has one byte
/// or three.
#[inline(always)]
fn placed(bytes: &[u8], at: usize, block: u32) -> Option<(u8, usize)> {
    if block == 0 {
        return bytes.get(at).filter(|byte| byte.is_ascii()).map(|byte| (*byte, 1));
    }
    let [first, second, third] = *bytes.get(at..)?.first_chunk()?;
    let own = u32::from(first) << 5 ^ u32::from(second & 0x3F) >> 1 == 0xE0 << 5 ^ block;
    own.then_some(((second & 1) << 6 | third & 0x3F, 3))
}

/// Length in bytes, kind and number of the character at `at`.
#[inline(always)]
fn look(table: &[u8], text: &str, bytes: &[u8], at: usize) -> (usize, u8, u32) {
    let low = |b: u8| u32::from(b & 0x3F);
    let (len, code) = match bytes[at..] {
        [a, ..] if a < 0x80 => (1, u32::from(a)),
        [a @ 0xE0..0xF0, b, c, ..] => (3, u32::from(a & 0x0F) << 12 | low(b) << 6 | low(c)),
        [a @ 0xC0..0xE0, b, ..] => (2, u32::from(a & 0x1F) << 6 | low(b)),
        [a, b, c, d, ..] => (4, u32::from(a & 0x07) << 18 | low(b) << 12 | low(c) << 6 | low(d)),
        _ => (1, 0),
    };
    match table.get(code as usize) {
        Some(what) => (len, *what, code),
        None => (len, text.get(at..).and_then(|t| t.chars().next()).map_or(0, kind), code),
    }
}

/// A letter or a mark.
const LETTER: u8 = 1;
/// A decimal digit.
const DIGIT: u8 = 2;
/// Prints nothing and parts no words.
const HIDDEN: u8 = 4;
/// Has another form for matching, whatever stands beside it.
const ODD: u8 = 8;
/// May be composed with a character behind it.
const FIRST: u8 = 16;
/// May be composed with a character before it.
const JOINS: u8 = 32;
/// May change places with another such character.
const ORDERED: u8 = 64;
/// As `char` has it.
const ALPHANUMERIC: u8 = 128;

/// How far to the right `FIRST` lies of `JOINS`.
const JOINS_TO_FIRST: u32 = 1;

/// Characters below this are looked up.
const TABLED: u32 = 0x2100;

/// What is composed of characters below `TABLED` and a mark stands below this.
const COMPOSITES: u32 = 0x3100;

/// `kind` for the first characters.
static TABLE: LazyLock<Vec<u8>> = LazyLock::new(|| {
    let mut table: Vec<u8> = (0..TABLED).map(|code| char::from_u32(code).map_or(0, plain)).collect();
    for composed in (0..COMPOSITES).filter_map(char::from_u32) {
        let mut parts = Vec::new();
        decompose_canonical(composed, |c| parts.push(c));
        if parts.pop().is_none() || parts.is_empty() {
            continue;
        }
        let mut first = parts.into_iter().nfc();
        if let (Some(c), None) = (first.next(), first.next()) {
            table.get_mut(c as usize).into_iter().for_each(|what| *what |= FIRST);
        }
    }
    table
});

/// All that is known of a character that is not looked up.
fn kind(c: char) -> u8 {
    plain(c) | FIRST
}

fn plain(c: char) -> u8 {
    let quick = is_nfc_quick(std::iter::once(c));
    let hidden = invisible(c);
    let number = is_digit(c);
    // a sign that is written in several characters may hold a mark
    let alphanumeric = c.is_alphanumeric();
    let letter = alphanumeric || is_combining_mark(c) || quick == IsNormalized::No;
    let odd = hidden || one_form(c).is_some() || c.is_uppercase() || quick == IsNormalized::No;
    let flag = |is: bool, flag: u8| if is { flag } else { 0 };
    flag(letter && !number && !hidden, LETTER)
        | flag(number, DIGIT)
        | flag(hidden, HIDDEN)
        | flag(odd, ODD)
        | flag(quick == IsNormalized::Maybe, JOINS)
        | flag(canonical_combining_class(c) != 0, ORDERED)
        | flag(alphanumeric, ALPHANUMERIC)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn words(text: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        pieces(text, |piece| piece.words(&mut |word| out.push(word.to_owned())));
        out.dedup_by(|a, b| a == b && a == FIGURE);
        out
    }

    /// The words of the folded text.
    fn slow(text: &str) -> Vec<String> {
        let mut out: Vec<String> = Vec::new();
        Piece::of(text, true).words(&mut |word| out.push(word.to_owned()));
        out.dedup_by(|a, b| a == b && a == FIGURE);
        out
    }

    #[test]
    fn words_are_folded_and_figures_are_masked() {
        assert_eq!(words("Nodi's 3rd \u{201C}Boat\u{201D}, 12,500.5"), ["nodi", "s", "#", "rd", "boat", "#",]);
        let [composed, parted] = ["\u{09AC}\u{09CB}\u{09DF}", "\u{09AC}\u{09C7}\u{09BE}\u{09AF}\u{200C}\u{09BC}"];
        assert_eq!(words(composed), words(parted));
        assert_eq!(words("\u{09E7}\u{09EC}\u{099F}\u{09BF}"), ["#", "\u{099F}\u{09BF}"]);
    }

    proptest! {
        #[test]
        fn words_are_those_of_the_folded_text(text in "[a-zA-Z0-9 ,.'=\u{2019}\u{02BC}\u{00E9}e\u{0301}\u{0323}\u{0338}\u{0995}\u{09AF}\u{09BC}\u{09BE}\u{09C7}\u{09CB}\u{09CD}\u{09DF}\u{09D7}\u{09E7}\u{200C}\u{200D}\u{1100}\u{1161}\u{0130}\u{212A}\u{00B2}]{0,12}") {
            prop_assert_eq!(words(&text), slow(&text));
        }

        #[test]
        fn words_of_any_text_are_those_of_the_folded_text(text in "\\PC{0,24}") {
            prop_assert_eq!(words(&text), slow(&text));
        }
    }
}
