//! Text made fit for one cell of a spreadsheet, and back.

/// Whether a character ends a line in any program that reads the report.
fn breaks(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `text` on one line: line breaks with the white space around them become one space.
#[must_use]
pub fn one_line(text: &str) -> String {
    // few texts hold a byte with which such a character begins, and bytes are quicker to look through
    let may = text.bytes().any(|byte| matches!(byte, b'\n'..=b'\r' | 0xC2 | 0xE2));
    if !may || !text.contains(breaks) {
        return text.to_owned();
    }
    let lines = text.split(breaks).map(str::trim).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join(" ")
}

/// Whether a spreadsheet would take a cell for a formula. A mark that already stands in front of one
/// counts as part of it, so that taking one mark away always gives the text back.
fn is_formula(text: &str) -> bool {
    text.trim_start_matches('\'')
        .starts_with(['=', '+', '-', '@', '\t', '\u{FF1D}', '\u{FF0B}', '\u{FF0D}', '\u{FF20}'])
}

/// A cell that no spreadsheet takes for a formula: one leading `'` where the text would be one.
#[must_use]
pub fn guarded(text: String) -> String {
    if is_formula(&text) { format!("'{text}") } else { text }
}

/// The text of a guarded cell: exactly one leading `'` less, where the text would be a formula.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

/// Text out of articles and file names, made safe for a terminal or a page: without control
/// characters, marks of direction and line breaks. Joiners stay, Bengali words are spelled with them.
#[must_use]
pub fn plain(text: &str) -> String {
    let hidden = |c: char| matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{FEFF}');
    let breaks = |c: char| matches!(c, '\n' | '\r' | '\t' | '\u{2028}' | '\u{2029}');
    text.chars().map(|c| if breaks(c) { ' ' } else { c }).filter(|c| !c.is_control() && !hidden(*c)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_break_is_seen_by_its_first_byte() {
        let breaking = (char::MIN..=char::MAX).filter(|c| breaks(*c)).collect::<Vec<_>>();
        assert_eq!(breaking.len(), 7);
        for c in breaking {
            assert_eq!(one_line(&format!("a {c} b")), "a b", "{c:?}");
        }
        assert_eq!(one_line("\u{201C}a\u{201D} \u{B0}\t "), "\u{201C}a\u{201D} \u{B0}\t ");
    }
}
