//! `inspect`: shows what was read of each article, what was kept and what was dropped.

use std::io::Write;

use anstyle::{Effects, Style};
use clap::Args;
use serde::Serialize;

use crate::cli::{Engine, Inputs, printing, style};
use crate::error::Error;
use crate::model::{Article, How, Published, Role, Text};

/// Most characters of a line that are shown.
const WIDTH: usize = 100;

/// Options of `gormil inspect`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil inspect stories/
  gormil inspect crawl.warc.gz --json > articles.jsonl
  gormil inspect export.csv --column text=Body --source \"Lagoon Post\"")]
pub struct InspectArgs {
    #[command(flatten)]
    inputs: Inputs,
    /// Write one JSON object for each article, without its lines
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    engine: Engine,
}

/// Runs the task and returns the exit status. Articles come as they are read: memory does not grow with the input.
///
/// # Errors
/// All that ends a run: see `Error`.
pub fn run(args: &InspectArgs, out: &mut (dyn Write + Send), err: &mut dyn Write) -> Result<u8, Error> {
    let rules = args.engine.rules()?;
    let mut first = true;
    let skipped = args.engine.pool()?.install(|| {
        crate::inspect_each(&args.inputs.inputs, &args.inputs.options(), &rules, &mut |(articles, texts, published)| {
            for ((article, text), published) in articles.iter().zip(texts).zip(published) {
                let known = rules.languages.get(text.language).filter(|_| !text.foreign);
                let language = known.map_or("unknown", |l| l.code.as_str());
                let shown = Shown { article, text, published, language };
                if args.json { shown.json(out) } else { shown.page(std::mem::replace(&mut first, false), out) }
                    .map_err(printing)?;
            }
            Ok(())
        })
    })?;
    for s in &skipped {
        let line = s.line.map(|l| format!(":{l}")).unwrap_or_default();
        let (problem, help) = (style::plain(&s.problem), style::plain(&s.help));
        writeln!(err, "{}{line}: {problem} ({help})", style::plain(&s.document)).map_err(printing)?;
    }
    Ok(if skipped.iter().any(|s| s.refused) { 3 } else { 0 })
}

/// One article with all that is known of it.
struct Shown<'a> {
    article: &'a Article,
    text: &'a Text,
    published: &'a Published,
    language: &'a str,
}

/// One article for a program: a line of `--json`.
#[derive(Serialize)]
struct Line<'a> {
    document: &'a str,
    reader: &'a str,
    dump: Option<&'a str>,
    outlet: &'a str,
    outlet_from: &'a str,
    title: Option<&'a str>,
    url: Option<&'a str>,
    canonical_url: Option<&'a str>,
    published: Option<String>,
    precision: &'a str,
    origin: &'a str,
    field: Option<&'a str>,
    line: Option<u32>,
    modified: Option<&'a str>,
    language: &'a str,
    cut: bool,
    story_lines: usize,
    dropped_lines: usize,
    story_characters: usize,
}

impl Shown<'_> {
    fn json(&self, out: &mut dyn Write) -> std::io::Result<()> {
        let Self { article, text, published, language } = self;
        let story = text.lines.iter().filter(|l| is_story(l.role));
        let line = Line {
            document: &article.document,
            reader: article.reader,
            dump: article.dialect.as_deref(),
            outlet: &text.outlet,
            outlet_from: self.outlet_from(),
            title: text.title.as_deref(),
            url: article.url.as_deref(),
            canonical_url: article.canonical_url.as_deref(),
            published: published.at.map(|at| at.iso()),
            precision: match published.at {
                Some(at) if at.minute.is_some() => "minute",
                Some(_) if published.how == How::Inferred => "about a day",
                Some(_) => "day",
                None => "unknown",
            },
            origin: match published.how {
                How::Stated => "stated",
                How::Inferred => "inferred",
                How::Given => "given",
                How::Unknown => "unknown",
            },
            field: published.field.as_deref(),
            line: published.line,
            modified: article.modified.as_deref(),
            language,
            cut: article.cut,
            story_lines: self.count(is_story),
            dropped_lines: self.count(is_dropped),
            story_characters: story.map(|l| l.span.of(&article.text).chars().count()).sum(),
        };
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)
    }

    /// Prints the article for a reader: where it came from, what it says of itself, and its lines, those of the story
    /// plain and the others dimmed.
    fn page(&self, first: bool, out: &mut dyn Write) -> std::io::Result<()> {
        if !first {
            writeln!(out)?;
        }
        let Self { article, text, published, language } = self;
        let bold = Style::new().effects(Effects::BOLD);
        writeln!(out, "{bold}{}{bold:#}", shown(&article.document))?;
        let dump = article.dialect.as_deref().filter(|d| !d.eq_ignore_ascii_case(article.reader));
        let dump = dump.map(|d| format!(" ({d})")).unwrap_or_default();
        writeln!(out, "  reader     {}{}", article.reader, shown(&dump))?;
        writeln!(out, "  outlet     {} ({})", shown(&text.outlet), shown(self.outlet_from()))?;
        writeln!(out, "  title      {}", text.title.as_deref().map_or_else(|| "none".to_owned(), shown))?;
        writeln!(out, "  published  {}", shown(&date(published)))?;
        for (label, value) in [("modified", &article.modified), ("address", &article.url)] {
            if let Some(value) = value {
                writeln!(out, "  {label:<9}  {}", shown(value))?;
            }
        }
        if article.cut {
            writeln!(out, "  cut        the text may be cut: the rest is for subscribers")?;
        }
        writeln!(out, "  lines      {} of the story, {} dropped", self.count(is_story), self.count(is_dropped))?;
        writeln!(out, "  language   {language}")?;
        lines(article, text, out)
    }

    /// What named the outlet.
    fn outlet_from(&self) -> &str {
        match (&self.article.outlet_by, self.text.outlet_stated) {
            (Some(by), true) => by,
            (_, true) => "named in the article",
            (_, false) if self.article.canonical_url.is_some() => "not named; host of the address",
            (_, false) => "not named; taken from the file's name",
        }
    }

    fn count(&self, wanted: fn(Role) -> bool) -> usize {
        self.text.lines.iter().filter(|l| wanted(l.role)).count()
    }
}

/// The publication date and how it is known.
fn date(published: &Published) -> String {
    let given = published.field.as_ref().map(|f| format!("given by {f}"));
    let line = published.line.map(|l| format!(", line {l}")).unwrap_or_default();
    let how = match published.how {
        How::Stated => "stated in the text",
        How::Inferred => "inferred from weekday, day and years in the text",
        How::Given => given.as_deref().unwrap_or("given by the file"),
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
    use crate::model::RawSpan;

    #[test]
    fn what_could_move_the_cursor_is_not_printed() {
        let text = "\u{1b}[31mred \u{202e}back\u{7} ".to_owned() + &"long ".repeat(40);
        let line = crate::model::Line { span: RawSpan::new(0, text.len()).unwrap(), role: Role::Clutter, rule: None };
        let article = Article { document: "a\u{1b}.txt".to_owned(), text, ..Article::default() };
        let read = Text { lines: vec![line], outlet: "Lagoon Post".to_owned(), ..Text::default() };
        let mut out = anstream::StripStream::new(Vec::new());
        let shown = Shown { article: &article, text: &read, published: &Published::default(), language: "en" };
        shown.page(true, &mut out).unwrap();
        let printed = String::from_utf8(out.into_inner()).unwrap();
        assert!(printed.contains("[31mred back long"), "{printed}");
        assert!(printed.contains("\u{2026}") && printed.contains("published  unknown"), "{printed}");
        assert!(!printed.chars().any(|c| c == '\u{202e}' || c.is_control() && c != '\n'), "{printed:?}");
    }
}
