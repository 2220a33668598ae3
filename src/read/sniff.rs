//! What a file is, by its first bytes. Its suffix only helps where they leave a doubt.

use crate::read::Options;
use crate::read::encoding;
use crate::read::json;
use crate::read::open::Opened;
use crate::read::table::{self, Layout};
use crate::read::trouble::Trouble;
use crate::ruleset::Formats;

/// How a file is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The file is an article.
    Plain,
    /// A page.
    Page,
    /// A page saved with its pictures.
    Mhtml,
    /// An object on each line.
    Lines,
    /// Objects in any other order.
    Objects,
    /// Rows.
    Table(Layout),
    /// RSS or Atom.
    Feed,
    /// A web archive.
    Warc,
    /// Parquet.
    Columnar,
}

/// Formats that the command line can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// The file is an article.
    Text,
    /// A saved page.
    Html,
    /// A page saved with its pictures.
    Mhtml,
    /// JSON objects in a list or one after the other.
    Json,
    /// A JSON object on each line.
    Jsonl,
    /// A table, whatever separates its columns.
    Csv,
    /// RSS or Atom.
    Feed,
    /// A web archive.
    Warc,
    /// Parquet.
    Parquet,
}

impl Format {
    /// All of them with their names.
    pub const ALL: [(&'static str, Self); 9] = [
        ("text", Self::Text),
        ("html", Self::Html),
        ("mhtml", Self::Mhtml),
        ("json", Self::Json),
        ("jsonl", Self::Jsonl),
        ("csv", Self::Csv),
        ("feed", Self::Feed),
        ("warc", Self::Warc),
        ("parquet", Self::Parquet),
    ];
}

/// Files that hold no text, by their first bytes, and what to do. Sources: the formats' own descriptions.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "a PDF file", "save the article as text or as a page"),
    (b"PK\x03\x04", "a zip archive, or a document of an office program", "unpack it, or save it as text or CSV"),
    (b"\xD0\xCF\x11\xE0", "a document of an office program", "save it as text or CSV"),
    (b"{\\rtf", "a document of an office program", "save it as text"),
    (b"Rar!", "a packed archive", "unpack it, and give what comes out"),
    (b"7z\xBC\xAF", "a packed archive", "unpack it, and give what comes out"),
    (b"BZh", "packed with bzip2", "unpack it, or pack it with gzip or zstd"),
    (b"\xFD7zXZ", "packed with xz", "unpack it, or pack it with gzip or zstd"),
    (b"\x89PNG", "a picture", "save the article's text"),
    (b"GIF8", "a picture", "save the article's text"),
    (b"\xFF\xD8\xFF", "a picture", "save the article's text"),
    (b"SQLite format", "a database", "export its articles as CSV or JSON"),
];

/// Suffixes of text that is an article where nothing else can be told from it.
const TEXTS: &[&str] = &["txt", "text", "md", "markdown", ""];
/// Suffixes of tables.
const TABLES: &[&str] = &["csv", "tsv", "tab"];

/// What an open file is.
///
/// Errors: nothing that can be read, with what to do.
pub fn kind(opened: &Opened, options: &Options, formats: &Formats) -> Result<Kind, Trouble> {
    let head = &opened.head[..];
    let suffix = opened.suffix.as_str();
    let text = encoding::head(head);
    let asked = &options.columns;
    let layout = |sure| table::layout(&text, formats, asked, sure);
    if let Some(format) = options.format {
        return Ok(match format {
            Format::Text => Kind::Plain,
            Format::Html => Kind::Page,
            Format::Mhtml => Kind::Mhtml,
            Format::Json => Kind::Objects,
            Format::Jsonl => Kind::Lines,
            Format::Csv => Kind::Table(layout(true).ok_or_else(no_columns)?),
            Format::Feed => Kind::Feed,
            Format::Warc => Kind::Warc,
            Format::Parquet => Kind::Columnar,
        });
    }
    if let Some((_, what, help)) = OTHERS.iter().find(|(magic, ..)| head.starts_with(magic)) {
        return Err(Trouble::new(*what, *help));
    }
    if head.starts_with(b"PAR1") {
        return Ok(Kind::Columnar);
    }
    if head.starts_with(b"WARC/") {
        return Ok(Kind::Warc);
    }
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    if start.starts_with('<') {
        return markup(start, suffix);
    }
    if start.starts_with(['{', '[']) && (suffix != "txt" || starts_json(start)) {
        return Ok(if by_lines(start, suffix) { Kind::Lines } else { Kind::Objects });
    }
    if is_message(start) || suffix == "mhtml" || suffix == "mht" {
        return Ok(Kind::Mhtml);
    }
    let table = TABLES.contains(&suffix);
    if let Some(layout) = layout(table) {
        return Ok(Kind::Table(layout));
    }
    match suffix {
        _ if table => Err(no_columns()),
        "json" | "jsonl" | "ndjson" => Ok(Kind::Lines),
        "html" | "htm" | "xhtml" => Ok(Kind::Page),
        "warc" => Ok(Kind::Warc),
        "parquet" => Ok(Kind::Columnar),
        "xml" | "rss" | "atom" => Ok(Kind::Feed),
        _ if TEXTS.contains(&suffix) => Ok(Kind::Plain),
        other => Err(Trouble::new(
            format!("files of type .{other} are not read"),
            "save articles as .txt, .html, .json, .jsonl or .csv, or say what it is with --format",
        )),
    }
}

fn no_columns() -> Trouble {
    Trouble::new(
        "a table without a column that is known to hold text",
        "name the columns in the first row, or say which is which with --column text=HEADER",
    )
}

/// What begins with a tag: a feed by its first element, else a page.
fn markup(start: &str, suffix: &str) -> Result<Kind, Trouble> {
    let mut rest = start;
    let root = loop {
        let Some(tag) = rest.find('<').map(|at| &rest[at + 1..]) else { break "" };
        let end = if tag.starts_with("!--") { "-->" } else { ">" };
        if tag.starts_with(['!', '?']) {
            // a declaration may hold others in brackets
            let end = if tag.starts_with("!DOCTYPE") && tag.split('>').next().is_some_and(|t| t.contains('[')) {
                "]>"
            } else {
                end
            };
            let Some(at) = tag.find(end) else { break "" };
            rest = &tag[at + end.len()..];
            continue;
        }
        break tag.split(|c: char| c.is_whitespace() || c == '>' || c == '/').next().unwrap_or_default();
    };
    let page = root.eq_ignore_ascii_case("html") || ["html", "htm", "xhtml", "mhtml"].contains(&suffix);
    match root {
        "rss" | "feed" | "rdf:RDF" => Ok(Kind::Feed),
        _ if page => Ok(Kind::Page),
        "" if start.starts_with("<?xml") && start.contains("<!ENTITY") => Ok(Kind::Feed),
        _ if start.starts_with("<?xml") => Err(Trouble::new(
            format!("XML that is no feed and no page: <{root}>"),
            "export it as CSV or JSON, with the columns url, outlet, published, title and text",
        )),
        _ => Ok(Kind::Page),
    }
}

/// Whether a text that begins with a bracket goes on as JSON does.
fn starts_json(start: &str) -> bool {
    let behind = start.trim_start_matches('[').trim_start();
    behind.strip_prefix('{').is_some_and(|inner| inner.trim_start().starts_with(['"', '}']))
}

/// Whether each line is an object of its own.
fn by_lines(start: &str, suffix: &str) -> bool {
    let lines: Vec<&str> = start.lines().map(str::trim).filter(|l| !l.is_empty()).take(3).collect();
    let object = |line: &&&str| line.starts_with('{') && json::parsed(line.as_bytes()).is_ok();
    let opens = lines.first().is_some_and(|l| l.starts_with('{') && *l != "{");
    // a single line may be an object around a list: it is cut up as any other text
    let several = lines.len() > 1 && lines.iter().take(2).any(|l| object(&l));
    opens && (several || matches!(suffix, "jsonl" | "ndjson"))
}

/// Whether a text begins with the head of a message.
fn is_message(start: &str) -> bool {
    let mut fields = start.lines().take(30).take_while(|l| !l.trim().is_empty());
    let named = |l: &str, name: &str| l.get(..name.len()).is_some_and(|n| n.eq_ignore_ascii_case(name));
    let first = start.lines().next().unwrap_or_default();
    let header = ["From:", "MIME-Version:", "Content-Type:", "Subject:", "Date:"].iter().any(|n| named(first, n));
    header && fields.any(|l| named(l, "MIME-Version:") || named(l, "Content-Type: multipart"))
}
