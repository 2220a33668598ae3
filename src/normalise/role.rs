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
        let start = i;
        let (before, after_before) = match reading.sense(i, Class::TitleBefore) {
            Some((sense, end)) => (Some(sense.text.clone()), end),
            None => (None, i),
        };
        let Some((key, end)) = title(reading, after_before, true) else {
            i += 1;
            continue;
        };
        i = end;
        if let Some((person, behind)) = name(reading, text, end) {
            let key = before.map_or(key.clone(), |b| format!("{b}_{key}"));
            out.push(Role { raw: reading.raw(start, end), key, person, tokens: (start, behind) });
            i = behind;
        }
    }
    out
}
