//! Posts: who is called what.

use crate::lexis::Reading;
use crate::model::RawSpan;
use crate::normalise::person::{name, title};
use crate::ruleset::Class;

/// A post with its holder.
pub struct Role {
    /// The words of the post, in the article's text.
    pub raw: RawSpan,
    /// Key of the post in English: `deputy_director`.
    pub key: String,
    /// The holder's name without endings.
    pub person: Vec<String>,
    /// First token of the post and one past the last of the name.
    pub tokens: (usize, usize),
}

/// The posts in a sentence whose holder is named right behind them.
pub fn roles(reading: &Reading<'_>, text: &str) -> Vec<Role> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < reading.len() {
        let Some((start, key, end)) = post(reading, i) else {
            i += 1;
            continue;
        };
        i = end;
        let named = name(reading, text, end).map(|(person, behind)| (person, (start, behind)));
        let named = named.or_else(|| Some((name_before(reading, text, start)?, (start, end))));
        if let Some((person, tokens)) = named {
            i = tokens.1;
            out.push(Role { raw: reading.raw(start, end), key, person, tokens });
        }
    }
    out
}

/// The post that begins at token `i`, with the words before a title that change it: first token, key, one past the
/// last token.
fn post(reading: &Reading<'_>, i: usize) -> Option<(usize, String, usize)> {
    let whole = title(reading, i, true);
    let changed = reading.sense(i, Class::TitleBefore).and_then(|(sense, behind)| {
        let (_, key, end) = post(reading, behind)?;
        Some((format!("{}_{key}", sense.text), end))
    });
    let longest = [changed, whole].into_iter().flatten().max_by_key(|(_, end)| *end);
    longest.map(|(key, end)| (i, key, end))
}

/// The name before a post that stands behind it, between commas, in languages that write names with capitals:
/// "NAME, the head of …".
fn name_before(reading: &Reading<'_>, text: &str, start: usize) -> Option<Vec<String>> {
    const LONGEST: usize = 4;
    let stop = |i: usize| reading.sense(i, Class::Stop).is_some();
    let comma = if start > 0 && stop(start - 1) { start.checked_sub(2)? } else { start.checked_sub(1)? };
    if !reading.language.capitals || reading.word(comma) != "," {
        return None;
    }
    let whole = |from: &usize| name(reading, text, *from).filter(|(_, end)| *end == comma).map(|(words, _)| words);
    (comma.saturating_sub(LONGEST)..comma).find_map(|from| whole(&from)).filter(|words| words.len() > 1)
}
