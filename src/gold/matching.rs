//! Whether a statement is the one that a label speaks of.

use unicode_normalization::UnicodeNormalization;

use crate::gold::labels::Quote;
use crate::report::{StatementRow, ValueRow};

/// Text as labels and sentences are held against each other: one Unicode form, no invisible signs, single spaces, small
/// letters.
pub fn plain(text: &str) -> String {
    let visible = |c: &char| !matches!(c, '\u{200B}'..='\u{200D}' | '\u{FEFF}');
    let text: String = text.nfc().filter(visible).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether one of the two texts stands in the other.
pub fn overlap(quote: &str, sentence: &str) -> bool {
    let (quote, sentence) = (plain(quote), plain(sentence));
    !quote.is_empty() && !sentence.is_empty() && (quote.contains(&sentence) || sentence.contains(&quote))
}

/// Whether a label's document is the statement's: the file, or `file#key` of one article of a file.
pub fn same_document(quote: &Quote, statement: &StatementRow) -> bool {
    same_place(quote, &statement.document, &statement.outlet)
}

/// The same by document and outlet.
pub fn same_place(quote: &Quote, document: &str, outlet: &str) -> bool {
    let name = if document.contains('#') { document } else { document.rsplit(['/', '\\']).next().unwrap_or_default() };
    quote.doc == name || quote.doc == document || quote.doc.rsplit('#').next() == Some(outlet)
}

/// A number with twelve digits that tell, written one way; `None` for what is no number.
fn number(text: &str) -> Option<String> {
    let text = text.replace(',', "");
    if text.is_empty() {
        return Some(text);
    }
    let value: f64 = text.parse().ok()?;
    Some(format!("{value:.11e}"))
}

/// A value of a label as one comparable text.
pub fn label_key(value: &str) -> String {
    let parts: Option<Vec<String>> = value.trim().split("..").map(number).collect();
    parts.map_or_else(|| plain(value), |parts| parts.join(".."))
}

/// A value of a finding as one comparable text.
pub fn value_key(value: &ValueRow) -> String {
    if value.start.is_some() || value.end.is_some() {
        let (a, b) = (value.start.clone().unwrap_or_default(), value.end.clone().unwrap_or_default());
        return if a == b || b.is_empty() { a } else { format!("{a}/{b}") };
    }
    if value.low.is_some() || value.high.is_some() {
        let text = |n: &Option<serde_json::Number>| n.as_ref().and_then(|n| number(&n.to_string())).unwrap_or_default();
        let (low, high) = (text(&value.low), text(&value.high));
        return if low == high { low } else { format!("{low}..{high}") };
    }
    plain(&value.text)
}
