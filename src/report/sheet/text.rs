//! Text made fit for a cell of a workbook.

use crate::report::cell::one_line;

/// UTF-16 units that a cell may hold.
const LONGEST: usize = 32_767;
/// What a text that was cut ends with.
pub const CUT: &str = " \u{2026} [cut]";

/// The text as a cell shows it: on one line, without what moves a cursor or turns the direction of writing, cut with a
/// mark where it is too long.
#[must_use]
pub fn fitted(text: &str) -> String {
    let text = plain(&one_line(text));
    if fits(&text) {
        return text;
    }
    let mut room = LONGEST - CUT.encode_utf16().count();
    let kept = text.chars().take_while(|c| match room.checked_sub(c.len_utf16()) {
        Some(left) => {
            room = left;
            true
        }
        None => false,
    });
    kept.chain(CUT.chars()).collect()
}

/// Whether a cell can hold it.
#[must_use]
pub fn fits(text: &str) -> bool {
    text.len() <= LONGEST || text.encode_utf16().count() <= LONGEST
}

/// Without characters that XML cannot hold, control characters and those that turn the direction of writing. A tab is
/// a space.
#[must_use]
pub fn plain(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let kept =
        text.chars().filter(|c| *c == '\t' || !(c.is_control() || turns(*c) || matches!(c, '\u{FFFE}' | '\u{FFFF}')));
    kept.map(|c| if c == '\t' { ' ' } else { c }).collect()
}
