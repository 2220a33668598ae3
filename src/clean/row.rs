//! A line while its role is being worked out.

use unicode_normalization::char::is_combining_mark;

use crate::fold::fold;
use crate::model::{RawSpan, Role, RuleId};

/// How a line ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// As a sentence does.
    Full,
    /// With a sign that ends sentences and headlines alike.
    Open,
    /// As a headline, a label or a name does.
    None,
}

/// One line of an article.
#[derive(Clone, Debug)]
pub struct Row {
    /// Where it stands, without its line break.
    pub span: RawSpan,
    /// The folded line for matching: single spaces, no bullet in front.
    pub text: String,
    /// Its letters and digits alone, words parted by one space: for telling that two lines say the same.
    pub key: String,
    /// For each byte of `text`, the byte of the article from which it came.
    back: Vec<usize>,
    /// Number of words.
    pub words: usize,
    /// How it ends.
    pub end: End,
    /// Whether a sentence ends inside it.
    pub inner_end: bool,
    /// Whether a bullet stood in front.
    pub bullet: bool,
    /// Whether it carries a date, and which.
    pub date: Option<Dated>,
    /// Its role, once it is known.
    pub role: Option<Role>,
    /// The rule that gave it.
    pub rule: Option<RuleId>,
    /// The outlet's name that a rule found in it.
    pub outlet: Option<RawSpan>,
}

/// What a date line tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dated {
    /// A word says what the date is.
    pub labelled: bool,
    /// The day and month are there, not only a time or a weekday.
    pub full: bool,
    /// The part of the line before the date that stands by itself.
    pub beside: Option<RawSpan>,
}

impl Row {
    /// Whether nobody has claimed it yet.
    pub fn free(&self) -> bool {
        self.role.is_none()
    }

    /// Gives it a role.
    pub fn set(&mut self, role: Role) {
        self.role = Some(role);
    }

    /// Whether it reads as a paragraph of a story: it ends as a sentence does, or is long.
    pub fn reads_as_story(&self) -> bool {
        match self.end {
            End::Full => self.words >= 3,
            End::Open => self.inner_end && self.words >= 8 || self.words >= 20,
            End::None => self.inner_end && self.words >= 8 || self.words >= 25,
        }
    }

    /// The article's bytes from which the bytes `start..end` of `text` came.
    pub fn raw(&self, start: usize, end: usize) -> Option<RawSpan> {
        RawSpan::new(*self.back.get(start)?, *self.back.get(end)?)
    }
}

/// Letters and digits of a folded text, words parted by one space.
pub fn key(folded: &str) -> String {
    let mut out = String::with_capacity(folded.len());
    for c in folded.chars() {
        if c.is_alphanumeric() || is_combining_mark(c) {
            out.push(c);
        } else if !out.ends_with(' ') && !out.is_empty() && c != '\'' {
            out.push(' ');
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// All lines of a text.
pub fn rows(text: &str) -> Vec<Row> {
    let mut start = 0;
    let mut out = Vec::new();
    for piece in text.split('\n') {
        let line = piece.strip_suffix('\r').unwrap_or(piece);
        out.push(row(line, start));
        start += piece.len() + 1;
    }
    if out.len() > 1 && text.ends_with('\n') {
        out.pop();
    }
    out
}

fn row(line: &str, start: usize) -> Row {
    let folded = fold(line);
    let bullet = |c: char| c.is_whitespace() || is_bullet(c);
    let kept = folded.text.trim_start_matches(bullet);
    let from = folded.text.len() - kept.len();
    let kept = kept.trim_end_matches(|c: char| c.is_whitespace() || c == '|');
    let (mut text, mut back) = (String::with_capacity(kept.len()), Vec::with_capacity(kept.len() + 1));
    for (at, c) in kept.char_indices() {
        if c.is_whitespace() && text.ends_with(' ') {
            continue;
        }
        text.push(if c.is_whitespace() { ' ' } else { c });
        let raw = start + folded.raw(from + at, from + at).0;
        back.extend(std::iter::repeat_n(raw, c.len_utf8()));
    }
    back.push(start + folded.raw(from + kept.len(), from + kept.len()).0);
    let words = text.split(' ').filter(|w| w.chars().any(char::is_alphanumeric)).count();
    let blank = folded.text.trim().is_empty();
    Row {
        span: RawSpan::new(start, start + line.len()).unwrap_or_default(),
        bullet: folded.text.trim_start().starts_with(is_bullet),
        end: end(&text),
        inner_end: inner_end(&text),
        words,
        key: key(&text),
        text,
        back,
        date: None,
        role: if blank { Some(Role::Blank) } else { None },
        rule: None,
        outlet: None,
    }
}

/// Signs that stand before the items of a list and before labels.
fn is_bullet(c: char) -> bool {
    matches!(
        c,
        '\u{2022}'
            | '\u{00B7}'
            | '*'
            | '|'
            | '>'
            | '\u{203A}'
            | '\u{25AA}'
            | '\u{25A0}'
            | '\u{25CF}'
            | '\u{25CB}'
            | '\u{25BA}'
            | '\u{25B6}'
            | '\u{25C6}'
            | '\u{2023}'
            | '\u{27A4}'
            | '\u{2714}'
            | '-'
            | '\u{2190}'..='\u{21FF}'
    )
}

/// Full stops of the scripts in use. Source: Unicode Character Database, property Sentence_Terminal.
fn is_full(c: char) -> bool {
    matches!(c, '.' | '\u{0964}' | '\u{0965}')
}

fn is_open(c: char) -> bool {
    matches!(c, '?' | '!' | '\u{2026}')
}

fn end(text: &str) -> End {
    let closers = |c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ')' | ']');
    match text.trim_end_matches(closers).chars().next_back() {
        _ if text.ends_with("...") => End::Open,
        Some(c) if is_full(c) => End::Full,
        Some(c) if is_open(c) => End::Open,
        _ => End::None,
    }
}

/// Whether a full stop is followed by more words. One of the Latin script must follow a word of more
/// than two letters, which initials and abbreviations seldom have.
fn inner_end(text: &str) -> bool {
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        let bare = word.trim_end_matches(['"', '\'', ')']);
        let stop = bare.chars().next_back().is_some_and(|c| c != '.' && is_full(c))
            || bare.strip_suffix('.').is_some_and(|w| w.chars().filter(|c| c.is_alphanumeric()).count() > 3);
        if stop && words.peek().is_some() {
            return true;
        }
    }
    false
}
