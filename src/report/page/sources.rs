//! The lines that findings quote, so that every card can lead to them, also where the files are not at hand.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::model::{Article, How, Line, Outcome, Role};
use crate::report::page::text::{Piece, link, pieces, shown};
use crate::report::table::FindingRow;
use crate::report::words::{When, Words};

/// All articles, and which of their lines are quoted.
pub struct Sources<'a> {
    outcome: &'a Outcome,
    /// Number of each document.
    numbers: BTreeMap<&'a str, usize>,
    /// Quoted places by article and line.
    quoted: BTreeMap<(usize, usize), BTreeSet<(usize, usize)>>,
}

/// One article.
pub struct Source {
    pub number: usize,
    pub document: String,
    pub outlet: String,
    pub title: String,
    pub published: Option<When>,
    pub known: String,
    pub url: Option<String>,
    pub lines: Vec<Passage>,
    /// How many of the lines are quoted.
    pub quoted: String,
}

/// One of its lines.
pub struct Passage {
    pub anchor: String,
    /// 1-based number in the file, where the text follows the file line by line.
    pub number: String,
    pub pieces: Vec<Piece>,
    /// Whether lines before it are left out.
    pub gap: bool,
}

impl<'a> Sources<'a> {
    /// The lines that `findings` quote.
    pub fn of(outcome: &'a Outcome, findings: &[FindingRow]) -> Self {
        let numbers = outcome.articles.iter().zip(0..).map(|(a, i)| (a.document.as_str(), i)).collect();
        let mut sources = Self { outcome, numbers, quoted: BTreeMap::new() };
        for s in findings.iter().flat_map(|row| &row.sides).flat_map(|side| &side.statements) {
            if let Some(at) = sources.line(&s.document, s.start) {
                sources.quoted.entry(at).or_default().insert((s.start, s.end));
            }
        }
        sources
    }

    /// Numbers of the article and of its line in which a byte of its text stands.
    fn line(&self, document: &str, start: usize) -> Option<(usize, usize)> {
        let article = *self.numbers.get(document)?;
        let lines = &self.outcome.texts.get(article)?.lines;
        let line = lines.partition_point(|l| l.span.start() <= start).checked_sub(1)?;
        Some((article, line))
    }

    /// Id on the page of the line in which a quoted sentence begins.
    pub fn anchor(&self, document: &str, start: usize) -> Option<String> {
        let at = self.line(document, start)?;
        self.quoted.contains_key(&at).then(|| anchor(at))
    }

    /// All articles, in their order.
    pub fn drawn(&self, words: &Words) -> Vec<Source> {
        (0..self.outcome.articles.len()).filter_map(|number| self.source(number, words)).collect()
    }

    fn source(&self, number: usize, words: &Words) -> Option<Source> {
        let (article, text) = (self.outcome.articles.get(number)?, self.outcome.texts.get(number)?);
        let published = self.outcome.published.get(number);
        let known = match published.map(|p| p.how).unwrap_or_default() {
            How::Stated => "in_text",
            How::Inferred => "inferred",
            How::Given => "given",
            How::Unknown => "not_given",
        };
        let quoted: Vec<usize> = self.quoted.range((number, 0)..(number + 1, 0)).map(|((_, line), _)| *line).collect();
        let mut lines = Vec::new();
        let mut last = None;
        for at in around(&text.lines, &quoted) {
            let gap = last.is_some_and(|last| text.lines[last + 1..at].iter().any(|l| told(l.role)));
            lines.push(self.passage(article, &text.lines[at], (number, at), gap, words));
            last = Some(at);
        }
        Some(Source {
            number,
            document: shown(&article.document),
            outlet: shown(&text.outlet),
            title: shown(text.title.as_deref().unwrap_or_default()),
            published: published.and_then(|p| p.at).map(|at| words.when(&at.iso())),
            known: words.known(known),
            url: article.url.as_deref().and_then(link).map(str::to_owned),
            lines,
            quoted: words.digits(quoted.len()),
        })
    }

    fn passage(&self, article: &Article, line: &Line, at: (usize, usize), gap: bool, words: &Words) -> Passage {
        let start = line.span.start();
        let within = |(from, to): &(usize, usize)| -> Range<usize> { from - start..(*to).min(line.span.end()) - start };
        let marks: Vec<Range<usize>> = self.quoted.get(&at).into_iter().flatten().map(within).collect();
        let number =
            if article.line_by_line { words.digits(article.first_line as usize + at.1) } else { String::new() };
        Passage { anchor: anchor(at), number, pieces: pieces(line.span.of(&article.text), &marks), gap }
    }
}

/// The id of a line on the page.
fn anchor((article, line): (usize, usize)) -> String {
    format!("s{article}-{line}")
}

/// Whether a line belongs to what the article tells.
fn told(role: Role) -> bool {
    matches!(role, Role::Title | Role::Body | Role::Heading)
}

/// The quoted lines with the nearest told line on either side of each, in order.
fn around(lines: &[Line], quoted: &[usize]) -> BTreeSet<usize> {
    let is_told = |at: &usize| lines.get(*at).is_some_and(|l| told(l.role));
    let before = quoted.iter().filter_map(|at| (0..*at).rev().find(is_told));
    let after = quoted.iter().filter_map(|at| (at + 1..lines.len()).find(is_told));
    quoted.iter().copied().chain(before).chain(after).collect()
}
