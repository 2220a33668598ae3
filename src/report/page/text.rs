//! Text out of articles made fit for a page. That it is escaped is the templates' business.

use std::ops::Range;

use crate::report::cell::plain;

/// Bytes of a piece of text that are shown at most on either side of what is left out.
const HALF: usize = 600;

/// Text that stands by itself: safe, and cut in the middle where it is very long.
pub fn shown(text: &str) -> String {
    if text.len() <= 2 * HALF {
        return plain(text);
    }
    format!("{} \u{2026} {}", plain(&text[..floor(text, HALF)]), plain(&text[floor(text, text.len() - HALF)..]))
}

/// The nearest place at or before `at` where a character begins.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Whether it is one of those that stand out.
    pub marked: bool,
    /// Its text, made safe.
    pub text: String,
}

/// `text` in pieces, in order; those of `marks` stand out. A mark that does not lie on characters of the text is
/// left out.
pub fn pieces(text: &str, marks: &[Range<usize>]) -> Vec<Piece> {
    let mut marks = marks.to_vec();
    marks.sort_by_key(|m| (m.start, m.end));
    let (mut out, mut at) = (Vec::new(), 0);
    let mut push = |marked, piece: &str| {
        if !piece.is_empty() {
            out.push(Piece { marked, text: shown(piece) });
        }
    };
    for mark in marks {
        let start = mark.start.max(at);
        let (Some(before), Some(words)) = (text.get(at..start), text.get(start..mark.end.max(start))) else { continue };
        push(false, before);
        push(true, words);
        at = mark.end.max(start);
    }
    push(false, text.get(at..).unwrap_or_default());
    out
}

/// An address that a page may link to: http or https, in characters that no address needs to hide.
pub fn link(url: &str) -> Option<&str> {
    let (scheme, rest) = url.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    let honest = !rest.is_empty() && plain(url) == url && !rest.contains(|c: char| c.is_whitespace() || c == '\\');
    (web && honest).then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str, marks: &[Range<usize>]) -> String {
        let piece = |p: Piece| if p.marked { format!("[{}]", p.text) } else { p.text };
        pieces(text, marks).into_iter().map(piece).collect()
    }

    #[test]
    fn marks_stand_out_and_no_text_is_lost() {
        assert_eq!(told("46 people died", &[0..2, 10..14]), "[46] people [died]");
        assert_eq!(told("46 people", &[]), "46 people");
        assert_eq!(told("abcdef", &[1..4, 2..5]), "a[bcd][e]f");
        assert_eq!(told("\u{9ec}", &[1..2, 0..9]), "\u{9ec}", "a mark off the text is none");
        assert_eq!(told("a\u{202e}b\u{1b}[2J", std::slice::from_ref(&(1..5))), "a[b][2J");
    }

    #[test]
    fn long_text_is_cut_between_characters() {
        let text = "\u{995}".repeat(900_000);
        let cut = shown(&text);
        assert!(cut.len() < 3 * HALF && cut.contains('\u{2026}'));
    }

    #[test]
    fn only_the_web_is_linked_to() {
        for url in ["https://katha.example/1?a=b#c", "HTTP://katha.example"] {
            assert_eq!(link(url), Some(url));
        }
        for url in [
            "javascript:alert(1)",
            "JavaScript://x%0aalert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "https://",
            "https:/x",
            "//katha.example",
            " https://katha.example",
            "https://katha.example/\u{202e}gpj",
            "https://katha.example\\@other.example",
            "",
        ] {
            assert_eq!(link(url), None, "{url:?}");
        }
    }
}
