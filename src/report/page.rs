//! report.html: the table as one page that needs nothing else, neither a network nor JavaScript.
//!
//! Templates, style and script stand in `reports/page/`, words in `reports/words/`. Templates escape every value. The
//! policy of the page lets nothing in and runs nothing but the style and the script whose hashes it names.

mod card;
mod matrix;
mod plot;
mod points;
mod sources;
mod text;

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;

use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256};

use crate::model::{Outcome, Verdict};
use crate::report::lists::MatrixRow;
use crate::report::page::card::Card;
use crate::report::page::matrix::Row;
use crate::report::page::plot::Plot;
use crate::report::page::points::Figure;
use crate::report::page::sources::Source;
use crate::report::table::Table;
use crate::report::words::{PageWords, When, Words};
use crate::report::{FINDINGS, GONE, LINES, SHEET};

/// Name of the page.
pub const PAGE: &str = "report.html";

/// Findings, plots and rows of the matrix that a page shows at most: a browser has to hold it.
const CARDS: usize = 10_000;
const PLOTS: usize = 1_000;
const ROWS: usize = 10_000;

const STYLE: &str = include_str!("../../reports/page/page.css");
const SCRIPT: &str = include_str!("../../reports/page/page.js");

/// The page.
#[derive(Template)]
#[template(path = "page.html")]
struct Page<'a> {
    words: &'a Words,
    w: &'a PageWords,
    policy: String,
    style: &'a str,
    script: &'a str,
    tally: Vec<Tally>,
    facts: Vec<(&'a str, String)>,
    span: Option<(When, When)>,
    choices: Choices,
    chapters: Vec<Chapter>,
    plots: Vec<Plot>,
    outlets: Vec<String>,
    matrix: Vec<Row>,
    sources: Vec<Source>,
    problems: Vec<[String; 4]>,
    gone: usize,
    files: [&'a str; 7],
    /// How many findings, plots and rows of the matrix are left out, where any are.
    left: [Option<String>; 3],
}

/// How many findings there are of one verdict.
struct Tally {
    key: &'static str,
    glyph: &'static str,
    word: String,
    meaning: String,
    count: usize,
    /// Where its part of the bar begins, and how wide it is, of 1000.
    bar: (usize, usize),
}

/// What the filters offer: the key, its words, how many findings have it.
struct Choices {
    kinds: Vec<(String, String, usize)>,
    slots: Vec<(String, String, usize)>,
    status: Vec<(String, String, usize)>,
    outlets: Vec<(String, String, usize)>,
}

/// The findings of one verdict.
struct Chapter {
    key: &'static str,
    glyph: &'static str,
    word: String,
    meaning: String,
    cards: Vec<Card>,
}

/// The sign of a verdict, which stands beside its colour and its word.
fn glyph(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradiction => "\u{2260}",
        Verdict::Update => "\u{2192}",
        Verdict::Reconciled => "=",
        Verdict::Compatible => "\u{2248}",
        Verdict::Agrees => "\u{2261}",
    }
}

/// Writes the page of a run, in the words of a language.
///
/// # Errors
/// That of `out`.
pub fn report(outcome: &Outcome, table: &Table, words: &Words, out: &mut dyn Write) -> std::io::Result<()> {
    let (style, script) = (STYLE.replace('\r', ""), SCRIPT.replace('\r', ""));
    let shown = &table.findings[..table.findings.len().min(CARDS)];
    let sources = sources::Sources::of(outcome, shown);
    let figures = points::figures(shown);
    let plotted: BTreeSet<&str> = figures.iter().take(PLOTS).map(|f| f.group).collect();
    let card = card::Drawer { words, sources: &sources, plotted: &plotted, outlets: &table.outlets };
    let mut chapters: Vec<Chapter> = Vec::new();
    for row in shown {
        let key = row.verdict.name();
        if chapters.last().is_none_or(|chapter| chapter.key != key) {
            let (word, meaning) = (words.verdict(key), words.meaning(key));
            chapters.push(Chapter { key, glyph: glyph(row.verdict), word, meaning, cards: Vec::new() });
        }
        if let (Some(chapter), Some(card)) = (chapters.last_mut(), card.card(row)) {
            chapter.cards.push(card);
        }
    }
    let days: BTreeSet<String> = outcome.published.iter().filter_map(|p| Some(p.at?.day.to_string())).collect();
    let page = Page {
        w: &words.page,
        policy: policy(&style, &script),
        style: &style,
        script: &script,
        tally: tally(table, words),
        facts: facts(outcome, table, words),
        span: days.first().zip(days.last()).map(|(a, b)| (words.when(a), words.when(b))),
        choices: choices(table, words),
        chapters,
        plots: plots(&figures[..figures.len().min(PLOTS)], table, words),
        outlets: table.outlets.iter().map(|o| text::shown(o)).collect(),
        matrix: matrix::rows(&table.matrix[..table.matrix.len().min(ROWS)], shown, words),
        sources: sources.drawn(words),
        problems: problems(table, words),
        gone: table.gone.len(),
        files: [SHEET, FINDINGS, LINES, "claims.csv", "matrix.csv", GONE, "problems.csv"],
        left: [(table.findings.len(), CARDS), (figures.len(), PLOTS), (table.matrix.len(), ROWS)]
            .map(|(all, most)| (all > most).then(|| words.digits(all - most))),
        words,
    };
    page.write_into(out)
}

/// Nothing may be loaded, sent or embedded; only this style and this script act.
/// Source: W3C, Content Security Policy Level 3, section 2.3.1 (hash-source).
fn policy(style: &str, script: &str) -> String {
    let hash = |text: &str| STANDARD.encode(Sha256::digest(text.as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'; base-uri 'none'; form-action 'none'",
        hash(style),
        hash(script)
    )
}

fn tally(table: &Table, words: &Words) -> Vec<Tally> {
    let all = table.findings.len().max(1);
    let mut before = 0;
    let counted = Verdict::ALL.map(|v| (v, table.findings.iter().filter(|row| row.verdict == v).count()));
    let tally = |(verdict, count): (Verdict, usize)| {
        let start = before * 1000 / all;
        before += count;
        let key = verdict.name();
        Tally {
            key,
            glyph: glyph(verdict),
            word: words.verdict(key),
            meaning: words.meaning(key),
            count,
            bar: (start, before * 1000 / all - start),
        }
    };
    counted.into_iter().filter(|(_, count)| *count > 0).map(tally).collect()
}

/// The drawings, named by their groups; a second one of a group has a number.
fn plots(figures: &[Figure<'_>], table: &Table, words: &Words) -> Vec<Plot> {
    let (mut drawn, mut plots) = (BTreeMap::new(), Vec::new());
    let mut rows: BTreeMap<(&str, &str), &MatrixRow> = BTreeMap::new();
    for row in &table.matrix {
        rows.entry((&row.group, &row.slot)).or_insert(row);
    }
    for figure in figures {
        let n = drawn.entry(figure.group).and_modify(|n| *n += 1).or_insert(1);
        let id = if *n == 1 { format!("t-{}", figure.group) } else { format!("t-{}-{n}", figure.group) };
        plots.push(plot::drawn(figure, id, rows.get(&(figure.group, figure.slot)).copied(), words));
    }
    plots
}

fn facts<'a>(outcome: &Outcome, table: &Table, words: &'a Words) -> Vec<(&'a str, String)> {
    let w = &words.page;
    let facts = [
        (&w.articles, outcome.articles.len()),
        (&w.outlets, table.outlets.len()),
        (&w.sentences, outcome.sentences.len()),
        (&w.claims, outcome.claims.len()),
        (&w.groups, outcome.groups.len()),
        (&w.findings, table.findings.len()),
        (&w.problems, table.problems.len()),
    ];
    facts.into_iter().map(|(word, n)| (word.as_str(), words.digits(n))).collect()
}

fn choices(table: &Table, words: &Words) -> Choices {
    let count = |keys: &mut dyn Iterator<Item = &str>| {
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        keys.for_each(|key| *counts.entry(key.to_owned()).or_default() += 1);
        counts
    };
    let worded = |counts: BTreeMap<String, usize>, word: &dyn Fn(&str) -> String| {
        counts.into_iter().map(|(key, n)| (text::shown(&key), text::shown(&word(&key)), n)).collect()
    };
    let rows = || table.findings.iter();
    let of_outlet = |at: usize| rows().filter(|row| card::speaks(row, &table.outlets[at])).count();
    let outlets = (0..table.outlets.len()).map(|at| (at.to_string(), text::shown(&table.outlets[at]), of_outlet(at)));
    Choices {
        kinds: worded(count(&mut rows().map(|row| row.kind)), &|key| words.kind(key)),
        slots: worded(count(&mut rows().map(|row| row.slot.as_str())), &|key| words.slot(key)),
        status: worded(count(&mut rows().map(|row| row.status.name())), &|key| words.status(key)),
        outlets: outlets.filter(|(_, _, n)| *n > 0).collect(),
    }
}

fn problems(table: &Table, words: &Words) -> Vec<[String; 4]> {
    let line = |line: Option<u32>| line.map(|line| words.digits(line)).unwrap_or_default();
    let row = |p: &crate::model::Skipped| {
        [text::shown(&p.document), line(p.line), text::shown(&p.problem), text::shown(&p.help)]
    };
    table.problems.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_the_hashes_of_what_stands_on_the_page() {
        // Source: FIPS 180-4, SHA-256 of the empty text and of "abc", in base 64.
        let policy = policy("", "abc");
        assert!(policy.contains("style-src 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"), "{policy}");
        assert!(policy.contains("script-src 'sha256-ungWv48Bz+pBQUDeXa4iI7ADYaOWF3qctBD/YfIAFa0='"), "{policy}");
    }

    #[test]
    fn style_and_script_cannot_end_their_element() {
        for text in [STYLE, SCRIPT] {
            let text = text.to_lowercase();
            assert!(!text.contains("</") && !text.contains("<!--") && !text.contains("<script"));
        }
    }
}
