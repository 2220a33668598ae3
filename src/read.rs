//! From files to articles: what stands in the input, as it stands there.
//!
//! Nothing is judged here. What a line is for belongs to `clean`, what a date means to `normalise`.

mod inputs;
mod lines;
mod page;
mod plain;

use std::io::Read;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use crate::error::Error;
use crate::model::{Article, Skipped};
use crate::read::inputs::Source;

/// Most bytes that one article may have; what is larger is no article.
const MOST_BYTES: usize = 16 << 20;

/// What is wrong with an input, before it has a name.
#[derive(Debug)]
struct Trouble {
    line: Option<u32>,
    problem: String,
    help: String,
}

impl Trouble {
    fn new(problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line: None, problem: problem.into(), help: help.into() }
    }

    fn refused(self, document: &str) -> Skipped {
        let Self { line, problem, help } = self;
        Skipped { document: document.to_owned(), line, problem, help, refused: true }
    }
}

/// What one file gave.
#[derive(Debug, Default)]
struct Gathered {
    articles: Vec<Article>,
    skipped: Vec<Skipped>,
}

/// How a file is read.
#[derive(Clone, Copy)]
enum Format {
    Plain,
    Page,
    Lines,
}

/// Suffixes of files that belong to a saved page and hold no article.
const NO_ARTICLE: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "avif", "css", "js", "map", "woff", "woff2", "ttf",
    "otf", "eot", "mp3", "mp4", "m4a", "webm", "ogg", "wav", "mov", "avi",
];

/// Reads all articles of `inputs`: files, folders, `-` for standard input. Both lists come sorted by
/// document, whatever the order of the inputs; what cannot be read is in the second.
///
/// # Errors
/// `Error::NoSuchInput` for an input that is not there.
pub fn articles(inputs: &[PathBuf]) -> Result<(Vec<Article>, Vec<Skipped>), Error> {
    let (sources, mut skipped) = inputs::sources(inputs)?;
    let gathered: Vec<Gathered> = sources.par_iter().map(one).collect();
    let mut articles = Vec::new();
    for part in gathered {
        articles.extend(part.articles);
        skipped.extend(part.skipped);
    }
    articles.sort_by(|a, b| a.document.cmp(&b.document));
    skipped.sort();
    Ok((articles, skipped))
}

/// Reads one file.
fn one(source: &Source) -> Gathered {
    let bytes = match &source.path {
        Some(path) => match format_of(path) {
            Ok(format) => contents(path, format).map(|bytes| (bytes, format)),
            Err(skipped) => {
                return Gathered {
                    skipped: vec![Skipped { document: source.name.clone(), ..skipped }],
                    ..Gathered::default()
                };
            }
        },
        None => standard_input(),
    };
    let read = bytes.and_then(|(bytes, format)| match format {
        Format::Lines => Ok(lines::articles(&bytes, &source.name)),
        Format::Plain => decoded(&bytes).and_then(plain::article).map(|a| named(a, source)),
        Format::Page => decoded(&bytes).and_then(page::article).map(|a| named(a, source)),
    });
    read.unwrap_or_else(|trouble| Gathered { skipped: vec![trouble.refused(&source.name)], ..Gathered::default() })
}

fn named(article: Article, source: &Source) -> Gathered {
    Gathered { articles: vec![Article { document: source.name.clone(), ..article }], ..Gathered::default() }
}

/// The reader for a suffix; `Err` is the row for a file that no reader takes.
fn format_of(path: &Path) -> Result<Format, Skipped> {
    let suffix = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    match suffix.as_str() {
        "txt" | "text" | "md" => Ok(Format::Plain),
        "html" | "htm" | "xhtml" => Ok(Format::Page),
        "jsonl" | "ndjson" => Ok(Format::Lines),
        _ => Err(Skipped {
            problem: if suffix.is_empty() {
                "a file without a suffix".to_owned()
            } else {
                format!("files of type .{suffix} are not read")
            },
            help: "save articles as .txt, .html or .jsonl".to_owned(),
            refused: !NO_ARTICLE.contains(&suffix.as_str()),
            document: String::new(),
            line: None,
        }),
    }
}

fn contents(path: &Path, format: Format) -> Result<Vec<u8>, Trouble> {
    let failed = |cause: std::io::Error| {
        Trouble::new(format!("cannot be read: {cause}"), "check that the file may be read, and run again")
    };
    let size = std::fs::metadata(path).map_err(failed)?.len();
    if !matches!(format, Format::Lines) && size > MOST_BYTES as u64 {
        return Err(too_large());
    }
    std::fs::read(path).map_err(failed)
}

fn standard_input() -> Result<(Vec<u8>, Format), Trouble> {
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|cause| {
        Trouble::new(format!("standard input cannot be read: {cause}"), "name a file or a folder instead")
    })?;
    let first = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes).iter().find(|b| !b.is_ascii_whitespace());
    let format = match first {
        Some(b'{') => Format::Lines,
        Some(b'<') => Format::Page,
        _ => Format::Plain,
    };
    Ok((bytes, format))
}

fn too_large() -> Trouble {
    Trouble::new(
        format!("larger than {} MiB", MOST_BYTES >> 20),
        "put each article into a file, or one article on each line of a .jsonl file",
    )
}

/// The text of `bytes`: UTF-8, with or without a byte-order mark, and with something in it.
fn decoded(bytes: &[u8]) -> Result<&str, Trouble> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        return Err(Trouble::new("UTF-16 text", "save the file again as UTF-8"));
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let line = |at: usize| {
        let before = bytes.get(..at).unwrap_or_default();
        u32::try_from(before.iter().filter(|b| **b == b'\n').count() + 1).ok()
    };
    if let Some(at) = bytes.iter().position(|b| *b == 0) {
        let problem = "a NUL byte: not a text file";
        return Err(Trouble { line: line(at), ..Trouble::new(problem, "save the article as plain text") });
    }
    match std::str::from_utf8(bytes) {
        Ok(text) if text.trim().is_empty() => {
            Err(Trouble::new("empty", "save the article again, or take the file out of the input"))
        }
        Ok(text) if text.len() > MOST_BYTES => Err(too_large()),
        Ok(text) => Ok(text),
        Err(e) => {
            let problem = format!("not UTF-8: byte {} cannot be read", e.valid_up_to() + 1);
            Err(Trouble { line: line(e.valid_up_to()), ..Trouble::new(problem, "save the file again as UTF-8") })
        }
    }
}
