//! Folded text to words, numbers and signs.

use crate::fold::known::{self, IN_WORD};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters with their marks; an apostrophe between letters belongs to the word.
    Word,
    /// Digits, with grouping commas and one decimal point.
    Number,
    /// Any other single character.
    Sign,
}

/// One token of a folded text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// First byte in the folded text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it is.
    pub kind: TokenKind,
    /// Whether it follows the token before it without a space.
    pub glued: bool,
    /// Whether it began with a capital before it was folded.
    pub capital: bool,
}

impl Token {
    /// Its text.
    #[must_use]
    pub fn of(self, folded: &str) -> &str {
        folded.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

/// Splits a folded text. White space parts tokens and is in none; every other character is in exactly one.
#[must_use]
pub fn tokens(folded: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::with_capacity(folded.len() / 6 + 1);
    let mut rest = folded;
    let mut at = 0;
    while let Some(first) = rest.chars().next() {
        let (len, kind) = match first {
            ' ' => (1, None),
            c if c.is_whitespace() => (c.len_utf8(), None),
            c if c.is_ascii_digit() && behind_point(&out, folded, at) => (digits(rest), Some(TokenKind::Number)),
            c if c.is_ascii_digit() => (number(rest), Some(TokenKind::Number)),
            c if known::is(c, IN_WORD) => (word(rest), Some(TokenKind::Word)),
            c => (c.len_utf8(), Some(TokenKind::Sign)),
        };
        if let Some(kind) = kind {
            let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let glued = out.last().is_some_and(|t| t.end as usize == at);
            out.push(Token { start: small(at), end: small(at + len), kind, glued, capital: false });
        }
        at += len;
        rest = rest.get(len..).unwrap_or_default();
    }
    out
}

/// Whether a number and a point stand right before byte `at`: the next number is then the month or year of a date.
fn behind_point(out: &[Token], folded: &str, at: usize) -> bool {
    match out {
        [.., number, point] => {
            let glued = point.end as usize == at && point.glued && number.kind == TokenKind::Number;
            glued && point.of(folded) == "."
        }
        _ => false,
    }
}

fn digits(text: &str) -> usize {
    text.bytes().take_while(u8::is_ascii_digit).count()
}

fn word(text: &str) -> usize {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let inside = known::is(c, IN_WORD)
            || (c == '\'' && at > 0 && chars.peek().is_some_and(|(_, next)| known::is(*next, IN_WORD)));
        if !inside {
            break;
        }
        end = at + c.len_utf8();
    }
    end
}

/// Length of the number at the start of `text`: `1,23,456.78`, `1'250'000`, `1.234.567`. A group behind a comma has two or
/// three digits, the last one three; one behind an apostrophe three, and behind one point of several three. Other dots
/// that part three numbers (a date) part tokens too.
fn number(text: &str) -> usize {
    let bytes = text.as_bytes();
    let run = |from: usize| bytes[from.min(bytes.len())..].iter().take_while(|b| b.is_ascii_digit()).count();
    let groups = |from: usize, sign: u8, lengths: &[usize]| {
        let mut end = from;
        while bytes.get(end) == Some(&sign) && lengths.contains(&run(end + 1)) {
            end += 1 + run(end + 1);
        }
        end
    };
    let first = run(0);
    let mut end = first;
    if first <= 3 {
        let grouped = groups(first, b',', &[2, 3]);
        let pointed = groups(first, b'.', &[3]);
        let ticked = groups(first, b'\'', &[3]);
        if grouped > first && bytes.get(grouped - 4) == Some(&b',') {
            end = grouped;
        } else if ticked > first {
            return ticked;
        } else if pointed > first + 4 || (pointed > first && bytes.get(pointed) == Some(&b',') && run(pointed + 1) < 3)
        {
            let cents = if bytes.get(pointed) == Some(&b',') { run(pointed + 1) } else { 0 };
            return if (1..3).contains(&cents) { pointed + 1 + cents } else { pointed };
        }
    }
    let fraction = run(end + 1);
    if bytes.get(end) == Some(&b'.') && fraction > 0 {
        let behind = end + 1 + fraction;
        let dotted = bytes.get(behind) == Some(&b'.') && run(behind + 1) > 0;
        return if dotted { end } else { behind };
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<&str> {
        tokens(text).into_iter().map(|t| t.of(text)).collect()
    }

    #[test]
    fn numbers_keep_their_groups_and_words_their_apostrophes() {
        assert_eq!(words("1,23,456.78 o'clock, 3rd"), ["1,23,456.78", "o'clock", ",", "3", "rd"]);
        assert_eq!(words("2019,2020 12.6.2024 7.30"), ["2019", ",", "2020", "12", ".", "6", ".", "2024", "7.30"]);
        assert_eq!(words("'it' 10:30"), ["'", "it", "'", "10", ":", "30"]);
        assert_eq!(
            words("1.234.567 1.234,56 1'250'000 10,20"),
            ["1.234.567", "1.234,56", "1'250'000", "10", ",", "20"]
        );
        assert_eq!(words("192.168.10.4 6'2"), ["192", ".", "168", ".", "10", ".", "4", "6", "'", "2"]);
    }
}
