//! Saved web pages: what the page declares of itself, and its article's visible text.

use dom_smoothie::{Config, Readability, TextMode};
use serde_json::Value;

use crate::model::Article;
use crate::read::Trouble;

/// Most elements that may be open at once: a real page stays far below, and some parsers take
/// quadratic time in it.
const DEEPEST: usize = 400;
/// Most elements of a page.
const MOST_ELEMENTS: usize = 100_000;
/// Most paragraphs that are looked through for the first of the story.
const MOST_LEAD: usize = 12;
/// Parts of a page that are never the story.
const FURNITURE: &str = "script, style, noscript, template, iframe, svg, nav, aside, footer, form, button, select, \
     dialog, figure, figcaption, time, [hidden], [aria-hidden=true]";
/// What the page of a report says of itself: it is no article, but may stand in a folder of articles.
const OWN: &str = "<meta name=\"generator\" content=\"gormil ";
/// Elements that open no level of nesting.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr", "p",
    "li", "dt", "dd", "option", "tr", "td", "th",
];
/// Signs between a headline and the site's name in a page's title.
const SEPARATORS: &[&str] = &[" | ", " - ", " \u{2013} ", " \u{2014} ", " :: ", " \u{2022} ", " \u{00BB} "];

/// The article of a page. Its text is the headline and one paragraph on each line.
///
/// Errors: a page that is nested beyond reason, or that shows no text.
pub fn article(html: &str) -> Result<Article, Trouble> {
    let broken = |problem: &str| Trouble::new(problem, "save the article's text as .txt");
    if html.split("<body").next().is_some_and(|head| head.contains(OWN)) {
        return Err(Trouble::new("the page of a report", "write reports into a folder outside the input"));
    }
    if deepest(html) > DEEPEST {
        return Err(broken(&format!("a page with more than {DEEPEST} elements inside each other")));
    }
    let config = Config { text_mode: TextMode::Formatted, max_elements_to_parse: MOST_ELEMENTS, ..Config::default() };
    let mut page = Readability::new(html, None, Some(config)).map_err(|_| broken("a page that cannot be read"))?;
    let declared = declared(&page);
    page.doc.select(FURNITURE).remove();
    let visible = tidy(&page.doc.select("body").formatted_text());
    let paragraphs = paragraphs(&page);
    let story = page.parse().map(|a| tidy(&a.text_content)).unwrap_or_default();
    let story = if story.is_empty() { visible } else { with_lead(&paragraphs, story) };
    if story.is_empty() {
        return Err(broken("a page without visible text"));
    }
    let text = match &declared.title {
        Some(title) if !story.lines().any(|l| l == title) => format!("{title}\n\n{story}"),
        _ => story,
    };
    Ok(Article { reader: "html", text, first_line: 1, ..declared })
}

/// The paragraphs of the page's one article; none where it marks no article or several.
fn paragraphs(page: &Readability) -> Vec<String> {
    let one = page.doc.select("article").iter().count() == 1;
    if !one {
        return Vec::new();
    }
    page.doc.select("article p").iter().filter_map(|p| filled(&p.text())).collect()
}

/// The story with the paragraphs above its first one that were taken for a part of the page's head.
fn with_lead(paragraphs: &[String], story: String) -> String {
    let squeezed = |text: &str| text.split_whitespace().collect::<String>();
    let whole = squeezed(&story);
    let kept = paragraphs.iter().take(MOST_LEAD).position(|p| whole.contains(&squeezed(p))).unwrap_or(0);
    let lead = paragraphs.iter().take(kept).map(String::as_str);
    lead.chain(std::iter::once(story.as_str())).collect::<Vec<_>>().join("\n")
}

/// What the page says of itself: in its data for search engines, its meta tags, its title.
fn declared(page: &Readability) -> Article {
    let attribute = |selector: &str, name: &str| {
        page.doc.select(selector).iter().find_map(|s| s.attr(name)).and_then(|v| filled(&v))
    };
    let shown = |selector: &str| page.doc.select(selector).iter().next().and_then(|s| filled(&s.text()));
    let data: Vec<Value> = page
        .doc
        .select("script[type='application/ld+json']")
        .iter()
        .filter_map(|s| serde_json::from_str(&s.text()).ok())
        .collect();
    let news = data.iter().find_map(news);
    let told = |path: &[&str]| news.and_then(|n| at(n, path)).and_then(Value::as_str).and_then(filled);
    let page_title = shown("head > title").map(|t| parted(&t));
    let (headline, site) = page_title.map_or((None, None), |(h, s)| (Some(h), s));
    Article {
        title: told(&["headline"])
            .or_else(|| attribute("meta[property='og:title']", "content"))
            .or_else(|| shown("h1"))
            .or(headline),
        outlet: told(&["publisher", "name"]).or_else(|| attribute("meta[property='og:site_name']", "content")).or(site),
        published: told(&["datePublished"])
            .or_else(|| attribute("meta[property='article:published_time']", "content"))
            .or_else(|| attribute("time[datetime]", "datetime"))
            .or_else(|| shown("time")),
        url: attribute("link[rel='canonical']", "href").or_else(|| attribute("meta[property='og:url']", "content")),
        ..Article::default()
    }
}

/// Text with single spaces; `None` where there is none.
fn filled(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// The object that describes the article: the first whose type ends in `Article`, in lists and graphs too.
fn news(value: &Value) -> Option<&Value> {
    match value {
        Value::Array(items) => items.iter().find_map(news),
        Value::Object(object) => {
            let is_article = |v: &Value| v.as_str().is_some_and(|t| t.ends_with("Article") || t.ends_with("Posting"));
            let kind = object.get("@type");
            if kind.is_some_and(|k| is_article(k) || k.as_array().is_some_and(|a| a.iter().any(is_article))) {
                return Some(value);
            }
            object.get("@graph").and_then(news)
        }
        _ => None,
    }
}

/// What lies at `path`, the first of a list where there is one on the way.
fn at<'v>(value: &'v Value, path: &[&str]) -> Option<&'v Value> {
    let value = value.as_array().map_or(Some(value), |items| items.first())?;
    match path.split_first() {
        None => Some(value),
        Some((first, rest)) => at(value.get(first)?, rest),
    }
}

/// A page's title as headline and site: what stands behind the last separator, if that is the shorter part.
fn parted(title: &str) -> (String, Option<String>) {
    let last = SEPARATORS.iter().filter_map(|s| title.rfind(s).map(|at| (at, s.len()))).max();
    match last.and_then(|(at, len)| Some((title.get(..at)?.trim(), title.get(at + len..)?.trim()))) {
        Some((headline, site))
            if !site.is_empty() && site.split_whitespace().count() <= 5 && site.len() < headline.len() =>
        {
            (headline.to_owned(), Some(site.to_owned()))
        }
        _ => (title.to_owned(), None),
    }
}

/// One paragraph on each line, without space around it.
fn tidy(text: &str) -> String {
    text.lines().map(str::trim).filter(|l| !l.is_empty()).collect::<Vec<_>>().join("\n")
}

/// How many elements are open at once, by a count of tags alone.
fn deepest(html: &str) -> usize {
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
