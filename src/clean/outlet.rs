//! Who published the article, as far as the page prints it.

use crate::clean::row::{End, Row, key};
use crate::fold::folded;
use crate::model::{Article, Role};

/// Most words of an outlet's name that stands by itself.
const NAME_WORDS: usize = 4;
/// Most characters of it.
const NAME_LENGTH: usize = 40;
/// Most words of a name that a rule found.
const FOUND_WORDS: usize = 8;

/// The outlet's name where the text prints it, and its line marked. Lines above the story come before
/// those below it, and a rule that knows the name before a short line that could be one.
pub fn printed(article: &Article, rows: &mut [Row], header: usize) -> Option<String> {
    if let Some(name) = &article.outlet {
        let wanted = key(&folded(name));
        rows.iter_mut().filter(|r| r.free() && r.key == wanted).for_each(|r| r.set(Role::Outlet));
        return None;
    }
    let (above, below) = rows.split_at(header.min(rows.len()));
    let found = |rows: &[Row]| rows.iter().find_map(|r| named(r, &article.text));
    let (above, below) = (found(above), found(below));
    above.or_else(|| by_itself(article, rows, header)).or_else(|| beside_date(article, rows)).or(below)
}

/// The name that a rule found in the line: its group, or the whole of a line that a rule takes for the outlet's.
fn named(row: &Row, text: &str) -> Option<String> {
    let line = (row.role == Some(Role::Outlet)).then_some(row.span);
    let name = row.outlet.or(line)?.of(text).trim_matches(|c: char| c.is_whitespace() || "|:,-".contains(c));
    let words = name.split_whitespace().count();
    ((1..=FOUND_WORDS).contains(&words) && name.chars().any(char::is_alphabetic)).then(|| name.to_owned())
}

/// The first line, where it is as short as a name and something else can be the headline.
fn by_itself(article: &Article, rows: &mut [Row], header: usize) -> Option<String> {
    let first = rows.iter().position(|r| r.role != Some(Role::Blank)).filter(|i| *i < header)?;
    let declared = article.title.is_some();
    let other = rows[..header].iter().skip(first + 1).any(|r| r.free() && !r.reads_as_story() && r.words >= 2);
    let row = rows.get_mut(first).filter(|r| r.free() && (declared || other))?;
    let name = row.span.of(&article.text).trim();
    let short = (1..=NAME_WORDS).contains(&row.words) && name.chars().count() <= NAME_LENGTH;
    if !short || row.end != End::None || row.text.contains(':') || !row.text.chars().any(char::is_alphabetic) {
        return None;
    }
    row.set(Role::Outlet);
    Some(name.to_owned())
}

/// A name that stands in one line with the date, at the top.
fn beside_date(article: &Article, rows: &[Row]) -> Option<String> {
    let first = rows.iter().find(|r| r.role != Some(Role::Blank))?;
    let span = first.date.and_then(|d| d.beside).filter(|_| first.role == Some(Role::Dateline))?;
    let name = span.of(&article.text).trim();
    (span.start() < first.span.start() + NAME_LENGTH && name.split_whitespace().count() <= NAME_WORDS)
        .then(|| name.to_owned())
}

/// The host of the article's address, else the file's name without folder, key and suffix.
pub fn unnamed(article: &Article) -> String {
    let host = article.canonical_url.as_deref().and_then(host);
    host.map_or_else(|| stem(&article.document), str::to_owned)
}

/// The file's name without folder, key and suffix.
fn stem(document: &str) -> String {
    let (file, key) = document.split_once('#').map_or((document, None), |(f, k)| (f, Some(k)));
    let name = file.rsplit('/').next().unwrap_or(file);
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    match key.and_then(host) {
        Some(host) => host.to_owned(),
        None if stem.is_empty() => name.to_owned(),
        None => stem.to_owned(),
    }
}

/// The host of an address.
fn host(address: &str) -> Option<&str> {
    let host = address.split_once("://")?.1.split(['/', '?', '#']).next()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    (!host.is_empty()).then_some(host)
}
