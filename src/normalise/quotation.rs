//! Words in quotation marks.

use crate::fold::{Quotes, pair};
use crate::lexis::Reading;
use crate::model::RawSpan;

/// Byte ranges of `text` between quotation marks, marks left out, in order. A mark that opens the text and is closed
/// nowhere opens a paragraph of a longer quotation.
pub fn quoted(text: &str) -> Vec<(usize, usize)> {
    let width = |at: usize| text.get(at..).and_then(|t| t.chars().next()).map_or(0, char::len_utf8);
    let last = |end: usize| text.get(..end).and_then(|t| t.chars().next_back()).map_or(0, char::len_utf8);
    let quotes = Quotes::of(text);
    let inner = quotes.spans().iter().map(|(from, to)| (from + width(*from), to - last(*to)));
    let mut out: Vec<(usize, usize)> = inner.filter(|(from, to)| from < to).collect();
    let opens = text.chars().next().is_some_and(|c| pair(c).is_some());
    if out.is_empty() && opens && width(0) < text.len() {
        out.push((width(0), text.len()));
    }
    out
}

/// The sentences of a quotation, as byte ranges of `text`.
pub fn sentences(text: &str, quote: (usize, usize)) -> Vec<(usize, usize)> {
    let Some(inside) = text.get(quote.0..quote.1) else { return Vec::new() };
    let mut out = Vec::new();
    let mut from = 0;
    let mut chars = inside.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let space = chars.peek().is_some_and(|(_, next)| next.is_whitespace());
        if matches!(c, '.' | '?' | '!' | '\u{964}') && space && inside[from..at].split_whitespace().count() > 2 {
            out.push((quote.0 + from, quote.0 + at + c.len_utf8()));
            from = at + c.len_utf8();
        }
    }
    out.push((quote.0 + from, quote.1));
    out
}

/// First token and one past the last of those that stand in `raw`, if any does.
pub fn tokens_of(reading: &Reading<'_>, raw: RawSpan) -> Option<(usize, usize)> {
    let inside = |i: &usize| reading.raw(*i, i + 1).overlaps(raw);
    let from = (0..reading.len()).find(inside)?;
    Some((from, (from..reading.len()).find(|i| !inside(i)).unwrap_or(reading.len())))
}
