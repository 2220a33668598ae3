//! Whether a line is a date line: a date or a time, what labels it, and nothing else.

use crate::clean::row::{Dated, Row};
use crate::ruleset::{Class, RuleSet};

/// Most words of a date line.
const MOST_WORDS: usize = 24;
/// Most words of a part beside the date (an outlet, a desk, a place).
const MOST_BESIDE: usize = 5;
/// Most words that nobody knows before a date (a place) or behind a date with its time (a time zone).
const MOST_UNKNOWN: usize = 3;

/// What one word of a date line is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Month,
    Weekday,
    Label,
    Number,
    Day,
    Clock,
    Filler,
    Unknown,
}

/// Looks for a date in the line and notes it; whether the line is a date line.
pub fn is_date_line(row: &mut Row, rules: &RuleSet) -> bool {
    if row.words > MOST_WORDS {
        return false;
    }
    let mut dated = Dated::default();
    let (mut any, mut start) = (false, 0);
    for part in row.text.split(['|', '\u{2022}', '\u{00B7}', ';']) {
        let end = start + part.len();
        match dated_part(part, rules) {
            Some(found) => {
                any |= found.full || found.labelled || row.words <= 2;
                dated = Dated { labelled: dated.labelled | found.labelled, full: dated.full | found.full, ..dated };
            }
            None if part.split_whitespace().count() > MOST_BESIDE => return false,
            None if dated.beside.is_none() && part.chars().any(char::is_alphabetic) => {
                let name = part.trim();
                let from = start + (part.len() - part.trim_start().len());
                dated.beside = row.raw(from, from + name.len());
            }
            None => {}
        }
        start = end + row.text[end..].chars().next().map_or(0, char::len_utf8);
    }
    if any {
        row.date = Some(dated);
    }
    any
}

/// The date of a part that holds a date and little else.
fn dated_part(part: &str, rules: &RuleSet) -> Option<Dated> {
    let kinds = kinds(part, rules);
    let has = |kind: Kind| kinds.iter().any(|(k, _)| *k == kind);
    let first = kinds.iter().position(|(k, _)| *k != Kind::Unknown)?;
    let full = has(Kind::Day) || has(Kind::Month) && has(Kind::Number);
    let labelled = has(Kind::Label);
    if !(full || has(Kind::Weekday) || has(Kind::Clock) && labelled) {
        return None;
    }
    let (before, after) = kinds.split_at(first);
    let parted = before.last().is_none_or(|(_, parted)| *parted);
    let unknown = after.iter().filter(|(k, _)| *k == Kind::Unknown).count();
    let most = if full && has(Kind::Clock) { MOST_UNKNOWN } else { 0 };
    (parted && before.len() <= MOST_UNKNOWN && unknown <= most).then_some(Dated { labelled, full, beside: None })
}

/// Each word's kind, and whether a sign parts it from the next.
fn kinds(part: &str, rules: &RuleSet) -> Vec<(Kind, bool)> {
    let words: Vec<&str> = part.split_whitespace().collect();
    let mut out = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let bare = word.trim_matches(is_sign);
        let next = words.get(at + 1..).unwrap_or_default();
        let (kind, length) = match kind(bare, next, rules) {
            (Kind::Unknown, _) => kind(word.trim_matches(|c| is_sign(c) && c != '.'), next, rules),
            known => known,
        };
        let last = words.get(at + length - 1).copied().unwrap_or(word);
        if !bare.is_empty() {
            out.push((kind, last.ends_with([',', ':', '-', ')', '('])));
        } else if let Some(before) = out.last_mut() {
            before.1 = true;
        }
        at += length;
    }
    out
}

fn is_sign(c: char) -> bool {
    !c.is_alphanumeric() && !unicode_normalization::char::is_combining_mark(c) && c != '+'
}

/// What a word is, alone or with those that follow it, and how many words that took.
fn kind(word: &str, next: &[&str], rules: &RuleSet) -> (Kind, usize) {
    if word.starts_with(|c: char| c.is_ascii_digit() || c == '+') {
        return (number(word), 1);
    }
    for language in &rules.languages {
        for found in language.lexicon.phrases(word) {
            let rest = found.rest.iter().enumerate();
            let mut same = rest.map(|(i, w)| next.get(i).map(|n| n.trim_matches(is_sign)) == Some(w.as_ref()));
            let kind = match language.lexicon.sense(found.sense).class {
                Class::Month => Kind::Month,
                Class::Weekday => Kind::Weekday,
                Class::DateLabel => Kind::Label,
                Class::Meridiem | Class::DayPart | Class::HourMark | Class::MinuteMark => Kind::Clock,
                Class::DateFiller | Class::DaySuffix | Class::YearMark | Class::RelativeDay => Kind::Filler,
                _ => continue,
            };
            if same.all(|s| s) {
                return (kind, 1 + found.rest.len());
            }
        }
    }
    (Kind::Unknown, 1)
}

/// A number, a date in numbers, or a time.
fn number(word: &str) -> Kind {
    if has_numbers_of_a_day(word) {
        return Kind::Day;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let clock = word.split([':', '.']).filter(|p| p.len() <= 2 && p.bytes().all(|b| b.is_ascii_digit())).count() >= 2;
    match letters {
        _ if clock || word.contains(':') => Kind::Clock,
        0..=4 => Kind::Number,
        _ => Kind::Unknown,
    }
}

/// Whether a date in numbers stands in the text: `2024-06-19`, `19/06/2024`, `19.06.24`.
pub fn has_numbers_of_a_day(text: &str) -> bool {
    let digits = |p: &str, most: usize| (1..=most).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_digit());
    text.split(|c: char| c.is_whitespace() || c == 't' || c == ',').any(|word| {
        ['-', '/', '.'].iter().any(|sign| {
            let parts: Vec<&str> = word.split(*sign).collect();
            matches!(parts.as_slice(), [a, b, c] if digits(a, 4) && digits(b, 2) && digits(c, 4) && (a.len() == 4 || c.len() % 2 == 0))
        })
    })
}
