//! Saved web pages: what the page declares of itself, and its article's visible text.

use std::borrow::Cow;
use std::collections::BTreeSet;

use dom_smoothie::{Config, Readability, TextMode};

use crate::model::Article;
use crate::read::declared::{declared, filled};
use crate::read::encoding::decoded;
use crate::read::markup;
use crate::read::record::Fields;
use crate::read::trouble::Trouble;

/// Most elements that may be open at once: a real page stays far below, and some parsers take
/// quadratic time in it.
pub const DEEPEST: usize = 400;
/// Most elements of a page.
const MOST_ELEMENTS: usize = 100_000;
/// Most paragraphs that are looked through for the first of the story.
const MOST_LEAD: usize = 12;
/// Fewest characters of a paragraph of the main part that may be such a lead.
const SHORTEST_LEAD: usize = 40;
/// Parts of a page that are never the story.
pub const FURNITURE: &str = "script, style, noscript, template, iframe, svg, nav, aside, footer, form, button, select, \
     dialog, figure, figcaption, [hidden], [aria-hidden=true]";
/// What the page of a report says of itself: it is no article, but may stand in a folder of articles.
const OWN: &str = "<meta name=\"generator\" content=\"gormil ";
/// Elements that open no level of nesting.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "option", "tr", "td", "th",
];
/// Most lines between the headline and the story that are kept where the page declares no date.
const MOST_HEADER: usize = 12;
/// Most characters of such a line.
const LONGEST_HEADER: usize = 120;
/// First bytes of a page in which it names its encoding.
const NAMED_WITHIN: usize = 4 << 10;

/// The text of a page in the encoding that the server or the page names, where it is not UTF-8.
pub fn text_of<'b>(bytes: &'b [u8], named: Option<&str>) -> Result<(Cow<'b, str>, Option<Trouble>), Trouble> {
    let head = String::from_utf8_lossy(bytes.get(..NAMED_WITHIN).unwrap_or(bytes)).to_ascii_lowercase();
    let own = ["charset=", "encoding="].iter().find_map(|mark| {
        let label = head.split(mark).nth(1)?.trim_start_matches(['"', '\'']);
        label.split(|c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_').next()
    });
    decoded(bytes, named.or(own))
}

/// The article of a page. Its text is the headline and one paragraph on each line.
///
/// Errors: a page that is nested beyond reason, or that shows no text.
pub fn article(html: &str, fields: Fields<'_>) -> Result<Article, Trouble> {
    let broken = |problem: &str| Trouble::new(problem, "save the article's text as .txt");
    if html.split("<body").next().is_some_and(|head| head.contains(OWN)) {
        return Err(Trouble::new("the page of a report", "write reports into a folder outside the input"));
    }
    if deepest(html) > DEEPEST {
        return Err(broken(&format!("a page with more than {DEEPEST} elements inside each other")));
    }
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let mut page = Readability::new(html, None, Some(config)).map_err(|_| broken("a page that cannot be read"))?;
    let (declared, body) = declared(&page, fields);
    if declared.published.is_some() {
        page.doc.select("time").remove();
    }
    page.doc.select(FURNITURE).remove();
    strip(&page, fields.selectors("furniture"));
    let visible = tidy(&page.doc.select("body").formatted_text());
    let paragraphs = paragraphs(&page);
    let story = page.parse().map(|a| tidy(&a.text_content)).unwrap_or_default();
    // what the page declares as its text stands where less than half of it is shown
    let body = body.map(|b| markup::text(&b)).filter(|b| b.len() > 2 * story.len());
    let story = match body {
        Some(body) => tidy(&body),
        None if story.is_empty() => visible.clone(),
        None => with_lead(&paragraphs, story),
    };
    if story.is_empty() {
        return Err(broken("a page without visible text"));
    }
    let header =
        if declared.published.is_none() { header(&visible, &story, declared.title.as_deref()) } else { Vec::new() };
    let story = header.into_iter().chain([story.as_str()]).collect::<Vec<_>>().join("\n");
    let text = match &declared.title {
        Some(title) if !story.lines().any(|l| l == title) => format!("{title}\n\n{story}"),
        _ => story,
    };
    Ok(Article { reader: "html", text, first_line: 1, ..declared })
}

/// Takes out what is named like furniture and holds less than a third of the page.
fn strip(page: &Readability, selectors: &[String]) {
    let whole = page.doc.select("body").text().len();
    for found in selectors.iter().filter_map(|s| page.doc.try_select(s)) {
        found.iter().filter(|s| s.text().len() * 3 < whole).for_each(|s| s.remove());
    }
}

/// The short lines that the page shows between its headline and its story: a date may be among them.
fn header<'v>(visible: &'v str, story: &str, title: Option<&str>) -> Vec<&'v str> {
    let told: BTreeSet<&str> = story.lines().collect();
    let Some(title) = title else { return Vec::new() };
    let lines = || visible.lines();
    let Some(at) = lines().position(|l| l == title) else { return Vec::new() };
    let short = |l: &&str| l.chars().count() <= LONGEST_HEADER;
    let between: Vec<&str> = lines().skip(at + 1).take_while(|l| !told.contains(l)).filter(short).collect();
    if between.len() > MOST_HEADER { Vec::new() } else { between }
}

/// The paragraphs of the page's one article; the longer ones of its main part where it marks no article or several.
fn paragraphs(page: &Readability) -> Vec<String> {
    let one = |name: &str| page.doc.select(name).iter().count() == 1;
    let of = |name: &str| page.doc.select(name).iter().filter_map(|p| filled(&p.text())).collect::<Vec<_>>();
    match (one("article"), one("main")) {
        (true, _) => of("article p"),
        (false, true) => of("main p").into_iter().filter(|p| p.chars().count() >= SHORTEST_LEAD).collect(),
        _ => Vec::new(),
    }
}

/// The story with the paragraphs above its first one that were taken for a part of the page's head.
fn with_lead(paragraphs: &[String], story: String) -> String {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let whole = squeezed(&story);
    let kept = paragraphs.iter().take(MOST_LEAD).position(|p| whole.contains(&squeezed(p))).unwrap_or(0);
    let lead = paragraphs.iter().take(kept).map(String::as_str);
    lead.chain(std::iter::once(story.as_str())).collect::<Vec<_>>().join("\n")
}

/// One paragraph on each line, without space around it.
pub fn tidy(text: &str) -> String {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

/// How many elements are open at once, by a count of tags alone.
pub fn deepest(html: &str) -> usize {
    let (mut depth, mut most) = (0_usize, 0);
    for tag in html.split('<').skip(1) {
        let name = |t: &str| t.chars().take_while(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase();
        if let Some(end) = tag.strip_prefix('/') {
            if !VOID.contains(&name(end).as_str()) {
                depth = depth.saturating_sub(1);
            }
        } else if tag.starts_with(|c: char| c.is_ascii_alphabetic()) && !VOID.contains(&name(tag).as_str()) {
            depth += 1;
            most = most.max(depth);
        }
    }
    most
}
