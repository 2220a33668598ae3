//! What a side of a finding told, in the form in which it is known again.

use crate::fold::{TokenKind, folded, tokens};
use crate::report::notes::OldRow;

/// Words around a value below which they are too few to know a sentence by.
const FEW: usize = 2;

/// One side of a finding: a value and who gave it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// The value, folded.
    pub value: String,
    /// Who gave it; the first is the one that is shown.
    pub statements: Vec<Statement>,
}

/// One statement of a side.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    /// The article: its address without what does not name it, else its document.
    pub key: String,
    /// Whether `key` is an address.
    pub address: bool,
    /// The outlet, folded.
    pub outlet: String,
    /// The day of publication as it stands in the table; empty where not known.
    pub day: String,
    /// The sentence, folded.
    pub words: String,
    /// The sentence without its figures and its value; empty where too little is left of it.
    pub frame: String,
    /// The words of `frame`, sorted.
    pub bag: Vec<String>,
    /// The words of the value, folded.
    pub surface: String,
    /// First byte of the sentence in the article, where it is known.
    pub start: usize,
}

impl Told {
    /// A value and its statements.
    #[must_use]
    pub fn new(value: &str, statements: Vec<Statement>) -> Self {
        Self { value: plain(value), statements }
    }

    /// What the cells of a row show of the side `name`, `a` or `b`.
    #[must_use]
    pub fn shown(row: &OldRow, name: &str) -> Self {
        let cell = |column: &str| row.cell(&format!("{column}_{name}"));
        let key = document(cell("source"));
        let (sentence, surface) = (cell("statement"), cell("surface"));
        let statement =
            Statement::new(key, cell("outlet"), cell("published"), sentence, surface, sentence.find(surface));
        Self::new(cell("value"), if sentence.trim().is_empty() { Vec::new() } else { vec![statement] })
    }
}

impl Statement {
    /// A statement of the article `key`; its value stands at the byte `at` of the sentence.
    #[must_use]
    pub fn new(key: &str, outlet: &str, day: &str, sentence: &str, surface: &str, at: Option<usize>) -> Self {
        let (key, address) = named(key);
        let end = at.map(|at| at + surface.len());
        let around = at.zip(end).and_then(|(at, end)| Some((sentence.get(..at)?, sentence.get(end..)?)));
        let (before, after) = around.unwrap_or((sentence, ""));
        let mut bag = bag(before);
        bag.push("#".to_owned());
        bag.extend(self::bag(after));
        let known = bag.iter().filter(|word| *word != "#").count() >= FEW;
        let frame = if known { bag.join(" ") } else { String::new() };
        bag.retain(|word| word != "#");
        bag.sort_unstable();
        let (outlet, words, surface) = (plain(outlet), plain(sentence), plain(surface));
        Self { key, address, outlet, day: day.trim().to_owned(), words, frame, bag, surface, start: 0 }
    }

    /// The same at the byte `start` of its article.
    #[must_use]
    pub fn at(self, start: usize) -> Self {
        Self { start, ..self }
    }

    /// Whether its outlet is only the name of its file.
    #[must_use]
    pub fn nameless(&self) -> bool {
        let file = self.key.rsplit('/').next().unwrap_or_default();
        let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
        !self.address && plain(stem) == self.outlet
    }
}

/// The document of `file:line`; an address as it is.
fn document(source: &str) -> &str {
    let numbered = |(_, line): &(&str, &str)| !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit());
    match source.rsplit_once(':').filter(numbered) {
        Some((document, _)) if !source.contains("://") => document,
        _ => source,
    }
}

/// The address of an article without what may change while it stays the same article, and whether it is one.
fn named(key: &str) -> (String, bool) {
    let Some((_, rest)) = key.split_once("://") else { return (key.to_owned(), false) };
    let rest = rest.split('#').next().unwrap_or_default();
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    let counts = |part: &&str| !part.is_empty() && !part.starts_with("utm_") && !part.starts_with("fbclid=");
    let query: Vec<&str> = query.split('&').filter(counts).collect();
    let (host, path) = path.split_once('/').unwrap_or((path, ""));
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    (format!("{host}/{}?{}", path.trim_end_matches('/'), query.join("&")), true)
}

/// Folded, with one space between tokens.
fn plain(text: &str) -> String {
    let folded = folded(text);
    let words: Vec<&str> = tokens(&folded).into_iter().map(|token| token.of(&folded)).collect();
    words.join(" ")
}

/// The words of a text in order, each figure as `#`.
fn bag(text: &str) -> Vec<String> {
    let folded = folded(text);
    let word = |token: crate::fold::Token| match token.kind {
        TokenKind::Word => Some(token.of(&folded).to_owned()),
        TokenKind::Number => Some("#".to_owned()),
        TokenKind::Sign => None,
    };
    tokens(&folded).into_iter().filter_map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_known_without_what_does_not_name_it() {
        let plain = named("https://lagoon.example/a/1");
        assert_eq!(named("http://www.Lagoon.example/a/1/?utm_source=x&fbclid=2#top"), plain);
        assert_ne!(named("https://lagoon.example/a/1?id=2"), plain);
        assert_eq!(document("a/b.txt:12"), "a/b.txt");
        assert_eq!(document("feed.jsonl#a:b:7"), "feed.jsonl#a:b");
        assert_eq!(document("https://x.example:80"), "https://x.example:80");
    }

    #[test]
    fn a_frame_is_a_sentence_without_its_figures() {
        let of = |sentence: &str, surface: &str| {
            Statement::new("a.txt", "A", "", sentence, surface, sentence.find(surface)).frame
        };
        assert_eq!(of("Fire kills 46 people in 3 mills.", "46 people"), "fire kills # in # mills");
        assert_eq!(of("Fire kills 46 people in 3 mills.", "46 people"), of("Fire kills fifty  in 4 mills", "fifty"));
        assert_eq!(of("Killed: 46", "46"), "", "too little to know it by");
    }
}
