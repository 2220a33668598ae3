//! Posts: who is called what.

use crate::fold::TokenKind;
use crate::lexis::{Reading, without_ending};
use crate::model::RawSpan;
use crate::normalise::person::{Name, name, title};
use crate::ruleset::Class;

/// What the key of a post begins with that only tells a rank.
const ANY_POST: &str = "any_";
/// Most tokens between a post and the comma behind which its holder is named.
const BETWEEN: usize = 6;

/// A post with its holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// The words of the post, in the article's text.
    pub raw: RawSpan,
    /// Key of the post in English: `deputy_director`.
    pub key: String,
    /// The holder's name without endings.
    pub person: Vec<String>,
    /// First token of post or name and one past the last of both.
    pub tokens: (usize, usize),
    /// Whether the name carries an ending.
    pub ended: bool,
}

/// A post in a sentence: first token, key, one past the last token.
type Post = (usize, String, usize);

/// The posts in a sentence whose holder is named beside them. Of several posts before one name all are the holder's.
pub fn roles(reading: &Reading<'_>) -> Vec<Role> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < reading.len() {
        let posts = chain(reading, i);
        let (Some((start, ..)), Some((.., end))) = (posts.first(), posts.last()) else {
            i += 1;
            continue;
        };
        i = *end;
        let Some((from, named)) = holder(reading, *start, *end) else { continue };
        i = named.end.max(*end);
        if !is_holder(reading, &posts, &named) {
            continue;
        }
        let tokens = (from.min(*start), i);
        out.extend(posts.iter().map(|(start, key, end)| Role {
            raw: reading.raw(*start, *end),
            key: key.clone(),
            person: named.words.clone(),
            tokens,
            ended: named.ended,
        }));
    }
    out
}

/// The name that goes with the posts in the tokens `start..end`, and its first token.
fn holder(reading: &Reading<'_>, start: usize, end: usize) -> Option<(usize, Name)> {
    let next = behind_brackets(reading, end);
    let behind = || name(reading, next).map(|named| (next, named));
    behind().or_else(|| name_before(reading, start)).or_else(|| name_behind_comma(reading, next))
}

/// Without capitals one unknown word behind a post may be anything: no name where another title follows, or behind a post
/// that only tells a rank.
fn is_holder(reading: &Reading<'_>, posts: &[Post], named: &Name) -> bool {
    let rank = || posts.iter().all(|(_, key, _)| key.starts_with(ANY_POST));
    reading.language.capitals || named.words.len() > 1 || (title(reading, named.end, false).is_none() && !rank())
}

/// The posts that follow one another from token `i` on.
fn chain(reading: &Reading<'_>, i: usize) -> Vec<Post> {
    let mut out: Vec<Post> = Vec::new();
    let mut at = i;
    while let Some(post) = post(reading, at) {
        at = behind_brackets(reading, post.2);
        out.push(post);
    }
    out
}

/// The token behind what stands in brackets at token `i`: "director (operations)".
fn behind_brackets(reading: &Reading<'_>, i: usize) -> usize {
    const LONGEST: usize = 6;
    if reading.word(i) != "(" {
        return i;
    }
    (i..(i + LONGEST).min(reading.len())).find(|at| reading.word(*at) == ")").map_or(i, |at| at + 1)
}

/// The post that begins at token `i`, with the words before a title that change it.
fn post(reading: &Reading<'_>, i: usize) -> Option<Post> {
    let whole = title(reading, i, true);
    let changed = reading.sense(i, Class::TitleBefore).and_then(|(sense, behind)| {
        let (_, key, end) = post(reading, behind)?;
        Some((format!("{}_{key}", sense.text), end))
    });
    let longest = [changed, whole].into_iter().flatten().max_by_key(|(_, end)| *end);
    longest.map(|(key, end)| (i, key, end))
}

/// The name before a post that stands behind it, between commas, in languages that write names with capitals:
/// "NAME, the head of …", "NAME, 52, the firm's head".
fn name_before(reading: &Reading<'_>, start: usize) -> Option<(usize, Name)> {
    const LONGEST: usize = 8;
    if !reading.language.capitals {
        return None;
    }
    let mut comma = (start.saturating_sub(BETWEEN)..start).rev().find(|i| reading.word(*i) == ",")?;
    if !sets_beside(reading, comma + 1, start) {
        return None;
    }
    if comma > 1 && reading.is(comma - 1, TokenKind::Number) && reading.word(comma - 2) == "," {
        comma -= 2;
    }
    let whole = |from: usize| name(reading, from).filter(|n| n.end == comma && !n.ended).map(|n| (from, n));
    (comma.saturating_sub(LONGEST)..comma).find_map(whole).filter(|(_, n)| n.words.len() > 1)
}

/// Whether the tokens `from..to` before a title can open what is set beside a name: an article or somebody's name in
/// the possessive at most, and words that tell which post.
fn sets_beside(reading: &Reading<'_>, from: usize, to: usize) -> bool {
    const NONE: [Class; 4] = [Class::Stop, Class::Attribution, Class::Speaker, Class::Negation];
    let opens = |i: usize| reading.sense(i, Class::Article).is_some();
    let possessive =
        |i: usize| reading.word(i).contains('\'') && without_ending(reading.word(i), reading.language).1 > 1;
    let first = if opens(from) { from + 1 } else { from };
    let whose = (from..to).any(|i| opens(i) || possessive(i)) || (from..to).all(|i| reading.capital(i));
    let plain = |i: usize| {
        let sign = reading.is(i, TokenKind::Sign) && !reading.tight(i, "-");
        !sign && !NONE.iter().any(|class| reading.sense(i, *class).is_some())
    };
    (to - from <= 1 || whose) && (first..to).all(plain)
}

/// The name behind a post and a comma, in languages that write names with capitals: "its director, NAME, said", "the
/// head of the port, NAME, said". What follows must close it.
fn name_behind_comma(reading: &Reading<'_>, end: usize) -> Option<(usize, Name)> {
    if !reading.language.capitals {
        return None;
    }
    let comma = (end..(end + BETWEEN).min(reading.len())).find(|i| reading.is(*i, TokenKind::Sign))?;
    let of = end == comma || reading.sense(end, Class::Stop).is_some();
    let said = reading.has(end, comma, Class::Attribution);
    if reading.word(comma) != "," || !of || said {
        return None;
    }
    let named = name(reading, comma + 1).filter(|n| n.words.len() > 1 && !n.ended)?;
    let closed = named.end == reading.len() || matches!(reading.word(named.end), "," | "." | ";" | ":" | "\"");
    closed.then_some((comma + 1, named))
}
