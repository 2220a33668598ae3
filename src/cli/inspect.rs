//! `inspect`: shows what was read of each article, what was kept and what was dropped.

use std::io::Write;

use anstyle::{Effects, Style};

use crate::cli::style;
use crate::model::{Article, How, Published, Role, Text};
use crate::ruleset::RuleSet;

/// Most characters of a line that are shown.
const WIDTH: usize = 100;

/// Prints each article for a reader: where it came from, what it says of itself, and its lines, those
/// of the story plain and the others dimmed.
///
/// # Errors
/// What `out` gives when it cannot be written to.
pub fn run(
    articles: &[Article],
    texts: &[Text],
    published: &[Published],
    rules: &RuleSet,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    for (i, (article, text)) in articles.iter().zip(texts).enumerate() {
        if i > 0 {
            writeln!(out)?;
        }
        head(article, text, published.get(i), out)?;
        let language = rules.languages.get(text.language).map_or("unknown", |l| l.code.as_str());
        writeln!(out, "  language   {language}")?;
        lines(article, text, out)?;
    }
    Ok(())
}

fn head(article: &Article, text: &Text, published: Option<&Published>, out: &mut dyn Write) -> std::io::Result<()> {
    let bold = Style::new().effects(Effects::BOLD);
    writeln!(out, "{bold}{}{bold:#}", shown(&article.document))?;
    let place = if text.outlet_stated { "named in the article" } else { "not named; taken from the file's name" };
    writeln!(out, "  reader     {}", article.reader)?;
    writeln!(out, "  outlet     {} ({place})", shown(&text.outlet))?;
    writeln!(out, "  title      {}", text.title.as_deref().map_or_else(|| "none".to_owned(), shown))?;
    writeln!(out, "  published  {}", published.map_or_else(|| date(&Published::default()), date))?;
    if let Some(url) = &article.url {
        writeln!(out, "  address    {}", shown(url))?;
    }
    let count = |wanted: fn(Role) -> bool| text.lines.iter().filter(|l| wanted(l.role)).count();
    writeln!(out, "  lines      {} of the story, {} dropped", count(is_story), count(is_dropped))
}

/// The publication date and how it is known.
fn date(published: &Published) -> String {
    let line = published.line.map(|l| format!(", line {l}")).unwrap_or_default();
    let how = match published.how {
        How::Stated => "stated in the text",
        How::Inferred => "inferred from weekday, day and years in the text",
        How::Given => "given by the file",
        How::Unknown => return "unknown".to_owned(),
    };
    let window = published.window.filter(|w| w.single().is_none()).and_then(|w| Some((w.from?, w.to?)));
    match (published.at, window) {
        (Some(at), Some((from, to))) => format!("{} ({how}{line}; between {from} and {to})", at.iso()),
        (Some(at), None) => format!("{} ({how}{line})", at.iso()),
        (None, Some((from, to))) => format!("between {from} and {to} ({how}{line})"),
        (None, None) => "unknown".to_owned(),
    }
}

fn lines(article: &Article, text: &Text, out: &mut dyn Write) -> std::io::Result<()> {
    for (number, line) in (1..).zip(&text.lines).filter(|(_, l)| l.role != Role::Blank) {
        let style = if is_dropped(line.role) { Style::new().effects(Effects::DIMMED) } else { Style::new() };
        let number = number + if article.line_by_line { article.first_line.saturating_sub(1) } else { 0 };
        let words = shown(line.span.of(&article.text));
        writeln!(out, "{style}{number:>5}  {:<10} {words}{style:#}", name(line.role))?;
    }
    Ok(())
}

fn is_story(role: Role) -> bool {
    matches!(role, Role::Body | Role::Heading)
}

fn is_dropped(role: Role) -> bool {
    matches!(role, Role::Clutter | Role::CrawlDate)
}

fn name(role: Role) -> &'static str {
    match role {
        Role::Blank => "blank",
        Role::Title => "title",
        Role::Outlet => "outlet",
        Role::Byline => "byline",
        Role::Dateline => "date",
        Role::CrawlDate => "crawl date",
        Role::Body => "story",
        Role::Heading => "heading",
        Role::Clutter => "dropped",
    }
}

/// Text that is safe on a terminal, cut to `WIDTH` characters.
fn shown(text: &str) -> String {
    style::short(style::plain(text).trim(), WIDTH)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Line;
    use crate::model::RawSpan;

    #[test]
    fn what_could_move_the_cursor_is_not_printed() {
        let text = "\u{1b}[31mred \u{202e}back\u{7} ".to_owned() + &"long ".repeat(40);
        let line = Line { span: RawSpan::new(0, text.len()).unwrap(), role: Role::Clutter, rule: None };
        let article = Article { document: "a\u{1b}.txt".to_owned(), text, ..Article::default() };
        let read = Text { lines: vec![line], outlet: "Lagoon Post".to_owned(), ..Text::default() };
        let mut out = anstream::StripStream::new(Vec::new());
        run(&[article], &[read], &[], &RuleSet::default(), &mut out).unwrap();
        let printed = String::from_utf8(out.into_inner()).unwrap();
        assert!(printed.contains("[31mred back long"), "{printed}");
        assert!(printed.contains("\u{2026}") && printed.contains("published  unknown"), "{printed}");
        assert!(!printed.chars().any(|c| c == '\u{202e}' || c.is_control() && c != '\n'), "{printed:?}");
    }
}
