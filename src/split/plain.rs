//! Lines in which nothing stands that the sentence splitter would have to weigh: no brackets, no lists, no quotation that
//! holds the end of a sentence. There it is asked about each full stop alone, which is many times quicker and gives the
//! same (a property below).

use unicode_normalization::char::is_combining_mark;

use crate::fold::is_alphanumeric;
use crate::split::ends::inside_number;
use crate::split::is_stop;

/// Where sentences may end in `text`, ascending; `None` where that is in doubt. `ends` says where a sentence ends, if one
/// does, whose full stop stands at those bytes.
pub fn cuts(text: &str, ends: &mut dyn FnMut(usize, usize) -> Option<usize>) -> Option<Vec<usize>> {
    let bytes = text.as_bytes();
    if begins_like_a_list(text) {
        return None;
    }
    let mut cuts = Vec::new();
    // the mark that closes the quotation
    let mut open: Option<char> = None;
    let mut at = 0;
    while at < bytes.len() {
        let byte = bytes[at];
        match CLASSES[usize::from(byte)] {
            Class::Calm => at += calm(bytes, at),
            Class::Bengali if matches!(bytes.get(at + 1), Some(0xA6 | 0xA7)) => at += calm(bytes, at),
            Class::Doubt => return None,
            Class::Stop => {
                let end = at + 1;
                let inside = bytes.get(end).is_some_and(|b| b.is_ascii_lowercase() || b.is_ascii_digit());
                if !inside {
                    if open.is_some() || !goes_on(text, end) {
                        return None;
                    }
                    if !inside_number(&text[..end], &text[end..]) {
                        cuts.extend(ends(at, end));
                    }
                }
                at = end;
            }
            Class::Quote | Class::Bengali | Class::Other => {
                let c = text.get(at..)?.chars().next()?;
                let end = at + c.len_utf8();
                match c {
                    _ if is_stop(c) => {
                        if open.is_some() || !goes_on(text, end) {
                            return None;
                        }
                        cuts.push(end);
                    }
                    _ if is_mark_of_quotation(c) => open = quotation(text, at, c, open)?,
                    '\u{2013}' | '\u{2014}' | '\u{200B}'..='\u{200D}' => {}
                    _ if is_alphanumeric(c) || is_combining_mark(c) => {}
                    _ => return None,
                }
                at = end;
            }
        }
    }
    cuts.retain(|cut| *cut < text.len());
    if open.is_some() { None } else { Some(cuts) }
}

/// Bytes that are looked at in one go.
const BLOCK: usize = 16;

/// How many bytes there are from `at` on, one or more, that neither end a sentence nor open anything, where the first of
/// them does not. They may end within a character.
#[inline]
fn calm(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while let (Some(block), Some(next)) = (bytes.get(end..end + BLOCK), bytes.get(end + 1..=end + BLOCK)) {
        let calm = |(byte, next): (&u8, &u8)| is_calm(*byte, *next);
        if !block.iter().zip(next).map(calm).fold(true, |all, calm| all & calm) {
            end += block.iter().zip(next).position(|both| !calm(both)).unwrap_or_default();
            break;
        }
        end += BLOCK;
    }
    (end - at).max(1)
}

/// Whether a byte, followed by `next`, is part of a character that ends nothing and opens nothing. Not all such are known.
#[inline]
fn is_calm(byte: u8, next: u8) -> bool {
    let among = |first: u8, last: u8| byte.wrapping_sub(first) <= last - first;
    let behind = among(0x80, 0xBF);
    let bengali = (byte == 0xE0) & (next & 0xFE == 0xA6);
    let letter = (byte | 0x20).wrapping_sub(b'a') < 26;
    behind | bengali | letter | (byte == b' ') | among(b'*', b'-') | among(b'/', b';')
}

/// What a byte may begin.
#[derive(Clone, Copy)]
enum Class {
    /// A character that ends no sentence and opens nothing.
    Calm,
    /// A full stop of the Latin script.
    Stop,
    /// A mark of quotation.
    Quote,
    /// A letter of Bengali, or of a few scripts beside it.
    Bengali,
    /// A character of several bytes.
    Other,
    /// What has to be looked at by the splitter.
    Doubt,
}

static CLASSES: [Class; 256] = {
    let mut classes = [Class::Other; 256];
    let mut byte = 0;
    while byte < 0xC0 {
        classes[byte] = match byte as u8 {
            b'.' | b'!' | b'?' => Class::Stop,
            b'\'' | b'"' => Class::Quote,
            b'(' | b')' | b'[' | b']' | b'{' | b'}' | b'<' | b'>' | b'`' | b'@' | 0..=0x1F | 0x7F => Class::Doubt,
            // or the rest of a character whose beginning is calm
            _ => Class::Calm,
        };
        byte += 1;
    }
    classes[0xE0] = Class::Bengali;
    classes
};

/// Whether the text ends at `at`, or goes on with a letter or digit, behind spaces or not.
fn goes_on(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default().trim_start_matches(' ');
    rest.chars().next().is_none_or(is_alphanumeric)
}

/// Whether the text may begin with the sign or number of an item of a list.
fn begins_like_a_list(text: &str) -> bool {
    let text = text.trim_start_matches(' ');
    let word = text.find(|c: char| !is_alphanumeric(c) && !is_combining_mark(c)).unwrap_or(text.len());
    !text.starts_with(char::is_alphabetic) || text.get(word..).is_some_and(|rest| rest.starts_with('.'))
}

fn is_mark_of_quotation(c: char) -> bool {
    matches!(c, '\'' | '"' | '\u{2018}' | '\u{2019}' | '\u{201C}' | '\u{201D}')
}

/// The mark that closes the quotation behind the mark `c` at byte `at`, where `open` closes the one before it; `None`
/// where marks are not simply one pair around words.
#[allow(clippy::option_option)]
fn quotation(text: &str, at: usize, c: char, open: Option<char>) -> Option<Option<char>> {
    let before = text.get(..at)?.chars().next_back();
    let after = text.get(at + c.len_utf8()..)?.chars().next();
    let inside = |c: Option<char>| c.is_some_and(is_alphanumeric);
    match open {
        // an apostrophe
        _ if c == '\'' && inside(before) && inside(after) => Some(open),
        None if c == '\u{2019}' && inside(before) && inside(after) => Some(None),
        None if before == Some(' ') && inside(after) => Some(Some(match c {
            '\u{2018}' => '\u{2019}',
            '\u{201C}' => '\u{201D}',
            '\'' | '"' => c,
            _ => return None,
        })),
        Some(close) if c == close && before.is_some_and(ends_a_word) && after.is_none_or(follows_word) => Some(None),
        _ => None,
    }
}

/// What a word may end with.
fn ends_a_word(c: char) -> bool {
    is_alphanumeric(c) || is_combining_mark(c)
}

/// Signs behind a closing mark.
fn follows_word(c: char) -> bool {
    matches!(c, ' ' | ',' | '.' | '!' | '?') || is_stop(c)
}
