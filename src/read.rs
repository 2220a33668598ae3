//! From files to articles: what stands in the input, as it stands there.
//!
//! Nothing is judged here. What a line is for belongs to `clean`, what a date means to `normalise`. What a file is is
//! told by its content; which field of a dump is what stands in `rules/formats.toml`. Files with many articles are read
//! record by record: memory does not grow with them.

mod address;
mod columnar;
mod declared;
mod encoding;
mod feed;
mod http;
mod inputs;
mod json;
mod markup;
mod mhtml;
mod open;
mod page;
mod plain;
mod record;
mod sink;
mod sniff;
mod table;
mod trouble;
mod warc;

use std::fs::File;
use std::path::PathBuf;

use rayon::prelude::*;
use serde_json::{Map, Value};

use crate::digest;
use crate::error::Error;
use crate::model::{Article, Skipped};
use crate::read::inputs::Source;
use crate::read::open::Opened;
use crate::read::record::{Fields, Told};
use crate::read::sink::{Listings, Sink};
use crate::read::sniff::Kind;
use crate::read::trouble::Trouble;
use crate::ruleset::{Formats, RuleSet, Textless};

pub use crate::read::sniff::Format;

/// Most bytes that one article may have; what is larger is no article.
const MOST_BYTES: usize = 16 << 20;
/// Most bytes of a page with its pictures.
const MOST_MESSAGE: usize = 64 << 20;
/// Files up to this size are read side by side, so many at a time.
const SMALL: u64 = 1 << 20;
const TOGETHER: usize = 64;

/// Suffixes of files that belong to a saved page and hold no article.
const NO_ARTICLE: &[&str] = &[
    "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "avif", "css", "js", "map", "woff", "woff2", "ttf",
    "otf", "eot", "mp3", "mp4", "m4a", "webm", "ogg", "wav", "mov", "avi",
];

/// What the command line says about the inputs.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// What all inputs are, whatever they look like.
    pub format: Option<Format>,
    /// Fields by what they are for (`text`, `outlet` …), before all that is known of the dump.
    pub columns: Vec<(String, String)>,
    /// Outlet of articles that name none.
    pub source: Option<String>,
}

/// The files of `inputs`: for each the name that its articles have as documents, in front of any `#`, and where it is;
/// `None` for standard input.
///
/// # Errors
/// `Error::NoSuchInput` for an input that is not there.
pub fn files(inputs: &[PathBuf]) -> Result<Vec<(String, Option<PathBuf>)>, Error> {
    Ok(inputs::sources(inputs)?.0.into_iter().map(|source| (source.name, source.path)).collect())
}

/// Reads all articles of `inputs`: files, folders, patterns, `-` for standard input. Both lists come sorted by
/// document, whatever the order of the inputs; what cannot be read is in the second.
///
/// # Errors
/// `Error::NoSuchInput` for an input that is not there.
pub fn articles(inputs: &[PathBuf], options: &Options, rules: &RuleSet) -> Result<(Vec<Article>, Vec<Skipped>), Error> {
    let mut articles = Vec::new();
    let skipped = each(inputs, options, rules, &mut |article| articles.push(article))?;
    articles.sort_by(|a, b| a.document.cmp(&b.document));
    Ok((articles, skipped))
}

/// Reads the article on one line of JSON, and what it is called: its id or address, else the number of the line.
///
/// # Errors
/// The row for a line that cannot be read.
pub fn line(line: &[u8], file: &str, number: u32, rules: &RuleSet) -> Result<(Article, String), Skipped> {
    let options = Options::default();
    let fields = Fields::new(&rules.formats, &options);
    let row = |trouble: Trouble| trouble.on(number).row(file);
    match json::parsed(line).and_then(|record| fields.article(&record, "jsonl")).map_err(row)? {
        Told::Article(article, key) => Ok((*article, key.unwrap_or_else(|| number.to_string()))),
        Told::Listed(_) => {
            Err(row(Trouble::new("no text of the article", "add a dump that has its text to the input")))
        }
    }
}

/// Hands on the articles of `inputs` as they are read, file by file in the order of their names, and returns what could
/// not be read, sorted by document. Of a file with many articles no more than one is held.
///
/// # Errors
/// `Error::NoSuchInput` for an input that is not there.
pub fn each(
    inputs: &[PathBuf],
    options: &Options,
    rules: &RuleSet,
    take: &mut dyn FnMut(Article),
) -> Result<Vec<Skipped>, Error> {
    let (sources, mut skipped) = inputs::sources(inputs)?;
    let reader = Reader { formats: &rules.formats, options, fields: Fields::new(&rules.formats, options) };
    let mut listings = Listings::default();
    let (mut small, mut rest) = (Vec::new(), Vec::new());
    for source in &sources {
        if may_list(source) {
            match reader.opened(source) {
                Ok(Some((_, kind))) if source.path.is_some() && !reader.lists(&kind) => rest.push((source, None)),
                Ok(Some((opened, kind))) if reader.lists(&kind) => {
                    skipped.extend(reader.read(source, opened, &kind, &mut listings, take));
                }
                Ok(opened) => rest.push((source, opened)),
                Err(trouble) => skipped.push(trouble.row(&source.name)),
            }
        } else {
            rest.push((source, None));
        }
    }
    for (source, opened) in rest {
        if let Some((opened, kind)) = opened {
            skipped.extend(reader.known(source, opened, &kind, &listings, take));
        } else if source.size().is_some_and(|size| size <= SMALL) {
            small.push(source);
            if small.len() < TOGETHER {
                continue;
            }
        } else {
            flush(&mut small, &reader, &listings, &mut skipped, take);
            skipped.extend(reader.one(source, &listings, take));
            continue;
        }
        flush(&mut small, &reader, &listings, &mut skipped, take);
    }
    flush(&mut small, &reader, &listings, &mut skipped, take);
    skipped.extend(listings.left());
    skipped.sort();
    Ok(skipped)
}

/// Name and SHA-256 of every file of `inputs`, sorted by name, as its bytes stand there now; no digest for standard input
/// and for what cannot be read.
///
/// # Errors
/// `Error::NoSuchInput` for an input that is not there.
pub fn digests(inputs: &[PathBuf]) -> Result<Vec<(String, Option<String>)>, Error> {
    let (sources, _) = inputs::sources(inputs)?;
    let of = |source: &Source| {
        let file = source.path.as_ref().and_then(|path| File::open(path).ok());
        (source.name.clone(), file.and_then(|file| digest::of(file).ok()))
    };
    let mut all: Vec<_> = sources.par_iter().map(of).collect();
    all.sort();
    Ok(all)
}

/// Reads small files side by side and hands their articles on in order.
fn flush(
    sources: &mut Vec<&Source>,
    reader: &Reader<'_>,
    listings: &Listings,
    skipped: &mut Vec<Skipped>,
    take: &mut dyn FnMut(Article),
) {
    let read = |source: &&Source| {
        let mut articles = Vec::new();
        let skipped = reader.one(source, listings, &mut |article| articles.push(article));
        (articles, skipped)
    };
    let all: Vec<(Vec<Article>, Vec<Skipped>)> = sources.par_iter().map(read).collect();
    sources.clear();
    for (articles, own) in all {
        articles.into_iter().for_each(&mut *take);
        skipped.extend(own);
    }
}

/// Whether a file may be a table that lists articles whose text stands in others.
fn may_list(source: &Source) -> bool {
    let name = source.name.to_lowercase();
    source.path.is_none() || [".csv", ".tsv", ".tab"].iter().any(|suffix| name.contains(suffix))
}

/// Reads files by the rules of their formats.
struct Reader<'a> {
    formats: &'a Formats,
    options: &'a Options,
    fields: Fields<'a>,
}

impl Reader<'_> {
    /// Opens a file and tells what it is; nothing for what belongs to a saved page.
    fn opened(&self, source: &Source) -> Result<Option<(Opened, Kind)>, Trouble> {
        let opened = open::open(source)?;
        if NO_ARTICLE.contains(&opened.suffix.as_str()) && self.options.format.is_none() {
            return Ok(None);
        }
        if opened.head.trim_ascii().is_empty() && opened.head.len() < open::HEAD {
            // what fails while it is read says why there is nothing
            let mut opened = opened;
            std::io::copy(&mut opened.reader, &mut std::io::sink())?;
            return Err(Trouble::new("empty", "save the article again, or take the file out of the input"));
        }
        let kind = sniff::kind(&opened, self.options, self.formats)?;
        Ok(Some((opened, kind)))
    }

    /// Whether a table lists articles without their text.
    fn lists(&self, kind: &Kind) -> bool {
        let Kind::Table(layout) = kind else { return false };
        let record: Map<String, Value> = layout.columns.iter().map(|c| (c.clone(), Value::Null)).collect();
        self.fields.dialect(&record).is_some_and(|d| d.textless == Textless::Listed)
    }

    /// Reads one file.
    fn one(&self, source: &Source, listings: &Listings, take: &mut dyn FnMut(Article)) -> Vec<Skipped> {
        match self.opened(source) {
            Ok(Some((opened, kind))) => self.known(source, opened, &kind, listings, take),
            Ok(None) => {
                let problem = "a file that belongs to a page and holds no article";
                vec![Trouble::note(problem, "save articles as .txt, .html or .jsonl").row(&source.name)]
            }
            Err(trouble) => vec![trouble.row(&source.name)],
        }
    }

    /// Reads a file that is known to be of that kind.
    fn known(
        &self,
        source: &Source,
        opened: Opened,
        kind: &Kind,
        listings: &Listings,
        take: &mut dyn FnMut(Article),
    ) -> Vec<Skipped> {
        let mut sink = Sink::new(&source.name, self.fields, listings, take);
        self.fill(opened, kind, &mut sink);
        sink.finish(None)
    }

    /// Reads a file that lists articles without their text.
    fn read(
        &self,
        source: &Source,
        opened: Opened,
        kind: &Kind,
        listings: &mut Listings,
        take: &mut dyn FnMut(Article),
    ) -> Vec<Skipped> {
        let none = Listings::default();
        let mut sink = Sink::new(&source.name, self.fields, &none, take);
        self.fill(opened, kind, &mut sink);
        sink.finish(Some(listings))
    }

    fn fill(&self, opened: Opened, kind: &Kind, sink: &mut Sink<'_>) {
        if let Err(trouble) = self.filled(opened, kind, sink) {
            sink.trouble(trouble);
        }
        if sink.is_empty() {
            sink.trouble(Trouble::new(
                "no article in it",
                "save the articles again, or take the file out of the input",
            ));
        }
    }

    fn filled(&self, opened: Opened, kind: &Kind, sink: &mut Sink<'_>) -> Result<(), Trouble> {
        let suffix = opened.suffix.clone();
        let text = |opened: Opened| encoding::stream(opened.reader, &opened.head);
        match kind {
            Kind::Plain => self.whole(opened, sink, |bytes| {
                let (text, note) = encoding::decoded(bytes, None)?;
                Ok((plain::article(&text), note))
            }),
            Kind::Page => self.whole(opened, sink, |bytes| {
                let (html, note) = page::text_of(bytes, None)?;
                Ok((page::article(&html, self.fields)?, note))
            }),
            Kind::Mhtml => {
                let mut reader = opened.reader;
                let bytes = open::all(&mut reader, MOST_MESSAGE)?;
                sink.whole(self.sourced(mhtml::article(&bytes, self.fields)?));
                Ok(())
            }
            Kind::Lines => {
                let name = if suffix == "json" { "json" } else { "jsonl" };
                json::lines(&mut *text(opened), sink, name)
            }
            Kind::Objects => json::objects(&mut *text(opened), &self.formats.records.wrappers, sink, "json"),
            Kind::Table(layout) => table::read(&mut *text(opened), layout, sink),
            Kind::Feed => feed::read(&mut *encoding::valid(text(opened)), sink),
            Kind::Warc => warc::read(&mut *{ opened.reader }, sink),
            Kind::Columnar => columnar::read(opened, sink),
        }
    }

    /// A file that is one article.
    fn whole(
        &self,
        opened: Opened,
        sink: &mut Sink<'_>,
        read: impl Fn(&[u8]) -> Result<(Article, Option<Trouble>), Trouble>,
    ) -> Result<(), Trouble> {
        let mut reader = opened.reader;
        let bytes = open::all(&mut reader, MOST_BYTES)?;
        let (article, note) = read(&bytes)?;
        note.into_iter().for_each(|n| sink.trouble(n));
        sink.whole(self.sourced(article));
        Ok(())
    }

    /// The article with the outlet that the command line names, where it names none itself.
    fn sourced(&self, article: Article) -> Article {
        match (&article.outlet, &self.options.source) {
            (None, Some(name)) => {
                Article { outlet: Some(name.clone()), outlet_by: Some("--source".to_owned()), ..article }
            }
            _ => article,
        }
    }
}

/// The dump that a record, a JSON object, is one of, and the publication date that is read from it; for the examples of
/// the rules. `None` for what is no object or belongs to no dump.
#[must_use]
pub fn recognised(record: &str, rules: &RuleSet) -> Option<(String, Option<String>)> {
    let options = Options::default();
    let fields = Fields::new(&rules.formats, &options);
    let record = json::parsed(record.as_bytes()).ok()?;
    let published = match fields.article(&record, "json") {
        Ok(Told::Article(article, _) | Told::Listed(article)) => article.published,
        Err(_) => None,
    };
    Some((fields.dialect(&record)?.id.clone(), published))
}
