//! From lines to sentences: headings are units of their own, a quotation stays whole.

use rayon::prelude::*;
use unicode_normalization::char::is_combining_mark;

use crate::fold::{Quotes, closes, folded};
use crate::model::{Article, ArticleId, RawSpan, Role, Sentence, SentenceId, SentenceKind, Text};
use crate::ruleset::{Language, RuleSet};

/// Bytes of a line after which the splitter is given the rest anew.
const CHUNK: usize = 8 << 10;

/// All sentences of the batch in order: headlines, date lines, headings, the story.
#[must_use]
pub fn sentences(articles: &[Article], texts: &[Text], rules: &RuleSet) -> Vec<Sentence> {
    let each: Vec<Vec<Sentence>> =
        (articles, texts).into_par_iter().enumerate().map(|(i, (a, t))| of_article(i, a, t, rules)).collect();
    let mut all: Vec<Sentence> = each.into_iter().flatten().collect();
    for (number, sentence) in (0..).zip(&mut all) {
        sentence.id = SentenceId(number);
    }
    all
}

fn of_article(index: usize, article: &Article, text: &Text, rules: &RuleSet) -> Vec<Sentence> {
    let mut out = Vec::new();
    for (offset, line) in (0..).zip(&text.lines) {
        let kind = match line.role {
            Role::Title => SentenceKind::Title,
            Role::Dateline => SentenceKind::Dateline,
            Role::Heading => SentenceKind::Heading,
            Role::Body => SentenceKind::Body,
            Role::Blank | Role::Outlet | Role::Byline | Role::CrawlDate | Role::Clutter => continue,
        };
        let language = rules.language_of(line.span.of(&article.text));
        let spans = match rules.languages.get(language) {
            Some(l) if kind == SentenceKind::Body => line_units(&article.text, line.span, l),
            _ => trimmed(&article.text, line.span.start(), line.span.end()).into_iter().collect(),
        };
        let line = article.first_line + if article.line_by_line { offset } else { 0 };
        let article = ArticleId(u32::try_from(index).unwrap_or(u32::MAX));
        out.extend(spans.into_iter().map(|span| Sentence { id: SentenceId(0), article, span, line, kind, language }));
    }
    out
}

/// The sentences of one free text: each line split by itself.
#[must_use]
pub fn units(text: &str, language: &Language) -> Vec<RawSpan> {
    let mut start = 0;
    let mut out = Vec::new();
    for line in text.split_inclusive('\n') {
        if let Some(span) = RawSpan::new(start, start + line.len()) {
            out.extend(line_units(text, span, language));
        }
        start += line.len();
    }
    out
}

/// The sentences of one line. Every character that prints lies in exactly one of them.
fn line_units(text: &str, span: RawSpan, language: &Language) -> Vec<RawSpan> {
    let line = span.of(text);
    let quotes = Quotes::of(line);
    let mut out = Vec::new();
    let mut start = 0;
    for cut in cuts(line, &language.code) {
        let (before, after) = (&line[start..cut], &line[cut..]);
        let joined = quotes.open_at(cut)
            || !prints_word(before)
            || !prints_word(after)
            || continues(after)
            || inside_number(before, after)
            || ends_in_abbreviation(before, language);
        if !joined {
            out.extend(trimmed(text, span.start() + start, span.start() + cut));
            start = cut;
        }
    }
    out.extend(trimmed(text, span.start() + start, span.end()));
    out
}

/// Where sentences may end: after the splitter's sentences, and after a full stop of the scripts that
/// have one of their own, which is never part of a word.
fn cuts(line: &str, code: &str) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut start = 0;
    while start < line.len() {
        let chunk = chunk(&line[start..]);
        let ends = sentencex::get_sentence_boundaries(code, chunk).into_iter().map(|b| b.end_byte);
        cuts.extend(ends.filter(|end| *end < chunk.len()).map(|end| start + end));
        start += chunk.len();
    }
    let mut ended = false;
    for (at, c) in line.char_indices() {
        if ended && !is_stop(c) && !closes(c) {
            cuts.push(at);
            ended = false;
        }
        ended |= is_stop(c);
    }
    cuts.retain(|at| *at > 0 && *at < line.len() && line.is_char_boundary(*at));
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

/// The start of `line` that the splitter takes at once, for its time grows with the square: up to a
/// space, behind a letter or digit if one comes soon.
fn chunk(line: &str) -> &str {
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        if at >= CHUNK && c.is_whitespace() && (before.is_alphanumeric() || at >= 2 * CHUNK) {
            return line.get(..at).unwrap_or(line);
        }
        before = c;
    }
    line
}

/// The danda and its double, in all scripts of India. Source: Unicode Character Database, U+0964, U+0965.
fn is_stop(c: char) -> bool {
    matches!(c, '\u{0964}' | '\u{0965}')
}

fn prints_word(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

/// Whether the cut goes through a number: a point between two digits of any script, with no space.
fn inside_number(before: &str, after: &str) -> bool {
    let digit = |c: char| folded(c.encode_utf8(&mut [0; 4])).chars().all(|d| d.is_ascii_digit());
    let mut back = before.chars().rev();
    back.next() == Some('.') && back.next().is_some_and(digit) && after.starts_with(digit)
}

/// Whether the sentence goes on: what comes next begins in lower case.
fn continues(after: &str) -> bool {
    after.trim_start().starts_with(char::is_lowercase)
}

fn ends_in_abbreviation(before: &str, language: &Language) -> bool {
    let Some(last) = before.split_whitespace().next_back() else { return false };
    let last = folded(last);
    let word = last.trim_start_matches(|c: char| !c.is_alphanumeric());
    is_initial(word) || language.abbreviations.iter().any(|a| a == word)
}

/// One letter and a full stop.
fn is_initial(word: &str) -> bool {
    let mut letters = word.strip_suffix('.').unwrap_or_default().chars().filter(|c| !is_combining_mark(*c));
    letters.next().is_some_and(char::is_alphabetic) && letters.next().is_none()
}

/// The span without white space around it; `None` where nothing is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<RawSpan> {
    let piece = text.get(start..end)?;
    let start = start + (piece.len() - piece.trim_start().len());
    RawSpan::new(start, start + piece.trim().len()).filter(|s| !s.is_empty())
}
