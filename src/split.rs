//! From lines to sentences: headings are units of their own, a quotation stays whole.

mod ends;
mod plain;

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;
use std::sync::LazyLock;

use rayon::prelude::*;
use sentencex::language_factory;
use sentencex::languages::Language as Splitter;

use crate::fold::{Quotes, closes};
use crate::model::{Article, ArticleId, RawSpan, Role, Sentence, SentenceId, SentenceKind, Text};
use crate::ruleset::{Language, RuleSet};
use crate::split::ends::{continues, ends_in_abbreviation, ends_in_whole_word, inside_number, prints_word};

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

/// Fewest words of a sentence that tell its language.
const FEWEST: usize = 3;

fn of_article(index: usize, article: &Article, text: &Text, rules: &RuleSet) -> Vec<Sentence> {
    let mut out = Vec::new();
    let id = ArticleId::at(index);
    for (offset, line) in (0..).zip(&text.lines) {
        let kind = match line.role {
            Role::Title => SentenceKind::Title,
            Role::Dateline => SentenceKind::Dateline,
            Role::Heading => SentenceKind::Heading,
            Role::Body => SentenceKind::Body,
            Role::Blank | Role::Outlet | Role::Byline | Role::CrawlDate | Role::Clutter => continue,
        };
        let main = rules.language_within(line.span.of(&article.text), text.language);
        let spans = match rules.languages.get(main) {
            Some(l) if kind == SentenceKind::Body => {
                let mut spans = Vec::new();
                line_units(&article.text, line.span, &|_| l, &mut spans);
                spans
            }
            _ => trimmed(&article.text, line.span.start(), line.span.end()).into_iter().collect(),
        };
        let line = article.first_line + if article.line_by_line { offset } else { 0 };
        // a quotation in another script stands in its own language; a name or two tell nothing
        let tells = |unit: &&str| spans.len() > 1 && unit.split_whitespace().nth(FEWEST - 1).is_some();
        out.extend(spans.iter().map(|span| {
            let unit = Some(span.of(&article.text)).filter(tells);
            let language = unit.map_or(main, |unit| rules.language_within(unit, main));
            Sentence { id: SentenceId(0), article: id, span: *span, line, kind, language }
        }));
    }
    out
}

/// The sentences of one free text: each line split by itself.
#[must_use]
pub fn units(text: &str, language: &Language) -> Vec<RawSpan> {
    let mut out = Vec::new();
    each_line(text, |span| line_units(text, span, &|_| language, &mut out));
    out
}

/// The same for a text whose lines are each in the language of their letters: puts its sentences behind `out`.
pub fn units_by_letters(text: &str, rules: &RuleSet, out: &mut Vec<RawSpan>) {
    let language = |line: &str| rules.languages.get(rules.language_of(line)).unwrap_or(&*NO_LANGUAGE);
    each_line(text, |span| line_units(text, span, &language, out));
}

/// Of a rule set without languages.
static NO_LANGUAGE: LazyLock<Language> = LazyLock::new(Language::default);

fn each_line(text: &str, mut each: impl FnMut(RawSpan)) {
    let ends = memchr::memchr_iter(b'\n', text.as_bytes()).map(|at| at + 1);
    let last = Some(text.len()).filter(|_| !text.is_empty() && !text.ends_with('\n'));
    let mut start = 0;
    for end in ends.chain(last) {
        if let Some(span) = RawSpan::new(start, end) {
            each(span);
        }
        start = end;
    }
}

/// The sentences of one line. Every character that prints lies in exactly one of them. `language` is asked for the
/// language of the line where that matters.
fn line_units<'l>(text: &str, span: RawSpan, language: &dyn Fn(&str) -> &'l Language, out: &mut Vec<RawSpan>) {
    let line = span.of(text);
    let told: OnceCell<&Language> = OnceCell::new();
    let language = || *told.get_or_init(|| language(line));
    let (cuts, quotes) = plainly(line, &language)
        .map_or_else(|| (weighed(line, language()), Quotes::of(line)), |cuts| (cuts, Quotes::default()));
    parted(text, span, &cuts, &quotes, &language, out);
}

/// The sentences of a line that may end at `cuts`.
fn parted<'l>(
    text: &str,
    span: RawSpan,
    cuts: &[usize],
    quotes: &Quotes,
    language: &dyn Fn() -> &'l Language,
    out: &mut Vec<RawSpan>,
) {
    let line = span.of(text);
    let mut start = 0;
    for cut in cuts.iter().copied() {
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
}

thread_local! {
    /// The splitter that was asked for last, and its language.
    static SPLITTER: RefCell<Option<(String, Rc<dyn Splitter>)>> = const { RefCell::new(None) };
}

/// The splitter of a language: the last one again where it is the same, for lines of one language follow each other.
fn splitter_of(code: &str) -> Rc<dyn Splitter> {
    SPLITTER.with_borrow_mut(|last| match last {
        Some((own, splitter)) if own == code => Rc::clone(splitter),
        _ => {
            let splitter: Rc<dyn Splitter> = Rc::from(language_factory(code));
            *last = Some((code.to_owned(), Rc::clone(&splitter)));
            splitter
        }
    })
}

/// What [`weighed`] gives for a plain line, in which no cut lies inside a quotation.
fn plainly<'l>(line: &str, language: &dyn Fn() -> &'l Language) -> Option<Vec<usize>> {
    let mut cuts = Vec::new();
    let mut start = 0;
    let mut splitter: Option<Rc<dyn Splitter>> = None;
    while start < line.len() {
        let chunk = chunk(&line[start..]);
        let ends = plain::cuts(chunk, &mut |from, to| {
            let splitter = splitter.get_or_insert_with(|| splitter_of(&language().code));
            splitter.find_boundary(chunk, from, to).or_else(|| ends_in_whole_word(chunk, to, language()).then_some(to))
        });
        cuts.extend(ends?.into_iter().map(|end| start + end));
        start += chunk.len();
    }
    Some(cuts)
}

/// Where sentences may end: after the splitter's sentences, and after a full stop of the scripts that
/// have one of their own, which is never part of a word.
fn weighed(line: &str, language: &Language) -> Vec<usize> {
    let mut cuts = Vec::new();
    let mut start = 0;
    while start < line.len() {
        let chunk = chunk(&line[start..]);
        let ends = sentencex::get_sentence_boundaries(&language.code, chunk).into_iter().map(|b| b.end_byte);
        cuts.extend(ends.filter(|end| *end < chunk.len()).map(|end| start + end));
        let stops = chunk.match_indices('.').map(|(at, _)| at + 1);
        cuts.extend(stops.filter(|end| ends_in_whole_word(chunk, *end, language)).map(|end| start + end));
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
    if line.len() <= CHUNK {
        return line;
    }
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

/// The span without white space around it; `None` where nothing is left.
fn trimmed(text: &str, start: usize, end: usize) -> Option<RawSpan> {
    let piece = text.get(start..end)?;
    let start = start + (piece.len() - piece.trim_start().len());
    RawSpan::new(start, start + piece.trim().len()).filter(|s| !s.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn language(code: &str) -> Language {
        let abbreviations = ["dr.", "\u{09A1}.", "tk."].map(str::to_owned).to_vec();
        Language { code: code.to_owned(), abbreviations, whole_words: vec!["a".to_owned()], ..Language::default() }
    }

    /// The sentences of a line where the splitter is asked about all of it.
    fn slow<'t>(line: &'t str, language: &Language) -> Vec<&'t str> {
        let mut out = Vec::new();
        let whole = RawSpan::new(0, line.len()).unwrap();
        parted(line, whole, &weighed(line, language), &Quotes::of(line), &|| language, &mut out);
        out.into_iter().map(|span| span.of(line)).collect()
    }

    /// Pieces of which lines are made that are hard to split.
    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            " ",
            " ",
            " ",
            " ",
            ". ",
            ". ",
            ".",
            "\u{0964} ",
            "\u{0964}",
            "\u{0964} ",
            "? ",
            "!",
            " ! ",
            "\u{0965}",
            "\u{2026}",
            "'",
            " '",
            "' ",
            "'s",
            "\"",
            " \"",
            " \u{2018}",
            "\u{2019}",
            " \u{201C}",
            "\u{201D}",
            "(",
            ")",
            "[1]",
            "- ",
            "\u{2013}",
            "1",
            "12",
            "3.5",
            "2)",
            "a.",
            "I",
            "A",
            "Dr",
            "U.S",
            "p.m",
            "ft",
            "no",
            "The",
            "the",
            "He",
            "word",
            "Word",
            "etc",
            "\u{0995}\u{09BE}",
            "\u{09A1}",
            "\u{09AE}\u{09CB}",
            "\u{09E7}\u{09E8}",
            "\u{0995}\u{09CD}",
            "\u{00E9}",
            "\u{00A0}",
            ", ",
            "@b.com",
            "/",
            "\u{200C}",
            "\u{3002}",
            "\u{AB}",
            "\u{BB}",
            "i.e",
            "ii",
            "Jan",
            "\t",
            "`",
        ])
    }

    /// Pieces of which most lines are made.
    fn plain_piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            " ",
            " ",
            " ",
            " ",
            " ",
            ". ",
            ". ",
            ".",
            "\u{0964} ",
            "\u{0964} ",
            "? ",
            "! ",
            " 'word word' ",
            " \u{201C}He no\u{201D}",
            "\"\u{0995}\u{09BE}\"",
            "word's",
            "don\u{2019}t",
            ", ",
            "3.5",
            "\u{09E7}.\u{09E8}",
            "12",
            "no",
            "The",
            "the",
            "I",
            "Dr",
            "ft",
            "p.m",
            "A",
            "word",
            "Word",
            "\u{0995}\u{09BE}\u{0995}",
            "\u{09A1}",
            "\u{00E9}t",
            "\u{2018}no\u{2019}",
            "Etc",
            "5",
        ])
    }

    proptest! {
        #[test]
        fn lines_of_any_pieces_are_split_as_the_splitter_splits_them(
            pieces in prop::collection::vec(piece(), 0..24),
            code in prop::sample::select(vec!["en", "bn", "hi"]),
        ) {
            let line = pieces.concat();
            let language = language(code);
            let quick: Vec<&str> = units(&line, &language).into_iter().map(|span| span.of(&line)).collect();
            prop_assert_eq!(quick, slow(&line, &language));
        }

        #[test]
        fn plain_lines_are_split_as_the_splitter_splits_them(
            pieces in prop::collection::vec(plain_piece(), 0..40),
            code in prop::sample::select(vec!["en", "bn", "hi"]),
        ) {
            let line = pieces.concat();
            let language = language(code);
            let quick: Vec<&str> = units(&line, &language).into_iter().map(|span| span.of(&line)).collect();
            prop_assert_eq!(quick, slow(&line, &language));
        }
    }

    #[test]
    fn a_plain_line_is_told_from_one_in_doubt() {
        let language = language("en");
        let plain = |line: &str| plainly(line, &|| &language);
        assert_eq!(plain("The mill fell 3.5 metres. No one 'knew' it. He left"), Some(vec![26, 44]));
        assert_eq!(plain("One \u{201C}two. Three\u{201D} four. Five"), None);
        assert_eq!(plain("1. One (two). Three"), None);
    }

    #[test]
    fn a_whole_word_ends_a_sentence_and_an_initial_does_not() {
        let language = language("en");
        let split = |line| units(line, &language).into_iter().map(|s| s.of(line).to_owned()).collect::<Vec<_>>();
        assert_eq!(split("They gave it a. The mill stood."), ["They gave it a.", "The mill stood."]);
        assert_eq!(split("They (all) gave it a. The mill stood."), ["They (all) gave it a.", "The mill stood."]);
        assert_eq!(split("They met K. Rahman at 7 a. m. then."), ["They met K. Rahman at 7 a. m. then."]);
    }
}
