//! Text for a reader at a terminal: lines of at most 100 columns, marked words, steps.

use std::ops::Range;

use anstyle::{Effects, Style};
use unicode_normalization::char::is_combining_mark;

use crate::cli::style;
use crate::explain::{KeptStep, meaning};
use crate::model::Feature;

/// Columns of a line.
const WIDTH: usize = 100;
/// Characters of what a step held before and after.
const HELD: usize = 90;
/// Columns that the name of a stage takes.
const STAGE: usize = 11;

/// What is printed, line by line.
pub struct Page {
    text: String,
    coloured: bool,
}

impl Page {
    /// An empty one. `coloured`: words are marked by style, not by brackets.
    #[must_use]
    pub fn new(coloured: bool) -> Self {
        Self { text: String::new(), coloured }
    }

    /// All of it.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// A line as it is.
    pub fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }

    /// An empty line.
    pub fn blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Text that stands out.
    #[must_use]
    pub fn strong(&self, text: &str) -> String {
        style::paint(Style::new().bold(), text)
    }

    /// Words of an article, made safe, in lines indented by `indent`; those at `marks` stand out.
    pub fn words(&mut self, indent: usize, text: &str, marks: &[Range<usize>]) {
        let (text, marks) = self.marked(text, marks);
        let space = " ".repeat(indent);
        for line in wrapped(&text, WIDTH.saturating_sub(indent)) {
            let mut painted = String::new();
            let mut at = line.start;
            for mark in marks.iter().filter(|m| m.start < line.end && line.start < m.end) {
                let (from, to) = (mark.start.max(line.start), mark.end.min(line.end));
                painted += &text[at..from];
                painted += &style::paint(style::mark(), &text[from..to]);
                at = to;
            }
            painted += &text[at..line.end];
            self.line(&format!("{space}{painted}"));
        }
    }

    /// The text made safe, with the places to paint; without colours the marks stand in the text.
    fn marked(&self, text: &str, marks: &[Range<usize>]) -> (String, Vec<Range<usize>>) {
        let (mut out, mut painted) = (String::new(), Vec::new());
        let mut at = 0;
        for mark in joined(marks) {
            let (Some(before), Some(words)) = (text.get(at..mark.start), text.get(mark.clone())) else { continue };
            out += &style::plain(before);
            let from = out.len();
            let words = style::plain(words);
            out += &if self.coloured { words } else { format!("[[{words}]]") };
            if self.coloured {
                painted.push(from..out.len());
            }
            at = mark.end;
        }
        out += &style::plain(text.get(at..).unwrap_or_default());
        (out, painted)
    }

    /// One step: its stage, before and after, its rule.
    pub fn step(&mut self, indent: usize, step: &KeptStep) {
        let dim = Style::new().effects(Effects::DIMMED);
        let (before, after) = (held(&step.before), held(&step.after));
        let space = " ".repeat(indent);
        let stage = format!("{:<STAGE$}", step.stage);
        // what is added up stands in columns
        if step.stage == "group" && after.parse::<f64>().is_ok() {
            let feature = before.split_once(' ').and_then(|(name, rest)| Some((Feature::named(name)?, rest)));
            let (name, product) = feature.map_or((before.as_str(), ""), |(f, product)| (f.name(), product));
            let meaning = feature.map_or_else(String::new, |(f, _)| style::paint(dim, meaning(f)));
            self.line(&format!("{space}{stage}{name:<17}{product:<15}{after:>6}   {meaning}"));
            return;
        }
        let whole = format!("{before} -> {after}");
        let hanging = indent + STAGE;
        let room = WIDTH.saturating_sub(hanging);
        let lines = wrapped(&whole, room);
        let last = lines.len().saturating_sub(1);
        for (i, line) in lines.iter().enumerate() {
            let start = if i == 0 { format!("{space}{stage}") } else { " ".repeat(hanging) };
            self.line(&format!("{start}{}", &whole[line.clone()]));
            let Some(rule) = step.rule.as_ref().filter(|_| i == last) else { continue };
            let named = format!("({})", style::plain(rule));
            let fits = columns(&whole[line.clone()]) + 2 + columns(&named) <= room;
            let gap = if fits { "  ".to_owned() } else { format!("\n{}", " ".repeat(hanging)) };
            self.text.pop(); // the rule stands on the same line where there is room
            self.line(&format!("{gap}{}", style::paint(dim, &named)));
        }
    }
}

/// What a step held, on one line and not too long.
fn held(text: &str) -> String {
    style::short(&style::plain(text), HELD)
}

/// Marks in order, those that touch made one.
fn joined(marks: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sorted = marks.to_vec();
    sorted.sort_by_key(|m| (m.start, m.end));
    let mut out: Vec<Range<usize>> = Vec::new();
    for mark in sorted {
        match out.last_mut() {
            Some(last) if mark.start <= last.end => last.end = last.end.max(mark.end),
            _ => out.push(mark),
        }
    }
    out
}

/// Columns that a text takes; vowel signs stand on their letters.
fn columns(text: &str) -> usize {
    text.chars().filter(|c| !is_combining_mark(*c)).count()
}

/// Lines of at most `most` columns, broken at spaces; a longer word has a line of its own.
fn wrapped(text: &str, most: usize) -> Vec<Range<usize>> {
    let mut lines: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for word in text.split(' ') {
        let (start, end) = (at, at + word.len());
        at = end + 1;
        if word.is_empty() {
            continue;
        }
        match lines.last_mut() {
            Some(line) if columns(&text[line.start..end]) <= most => line.end = end,
            _ => lines.push(start..end),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_marks_stay_whole() {
        let mut page = Page::new(false);
        let text = format!("{}12 workers\u{202e} died", "long word ".repeat(9));
        let start = text.find("12").unwrap();
        page.words(3, &text, std::slice::from_ref(&(start..start + 10)));
        let lines: Vec<&str> = page.text().lines().collect();
        assert_eq!(lines.len(), 2, "{lines:?}");
        assert!(lines.iter().all(|l| l.starts_with("   ") && l.chars().count() <= WIDTH), "{lines:?}");
        assert!(page.text().replace("\n  ", "").contains("[[12 workers]] died"), "{}", page.text());
    }

    #[test]
    fn marks_over_each_other_are_one() {
        assert_eq!(joined(&[5..9, 0..3, 2..4]), [0..4, 5..9]);
    }

    #[test]
    fn vowel_signs_take_no_column() {
        assert_eq!(columns("\u{995}\u{9c1}"), 1);
    }
}
