//! What a page says of itself: in its data for search engines, its meta tags, its title.

use dom_smoothie::Readability;
use serde_json::{Map, Value};

use crate::model::Article;
use crate::read::address;
use crate::read::json;
use crate::read::record::Fields;

/// Signs between a headline and the site's name in a page's title.
const SEPARATORS: &[&str] = &[" | ", " - ", " \u{2013} ", " \u{2014} ", " :: ", " \u{2022} ", " \u{00BB} "];
/// Deepest nesting in which the object that describes the article is looked for.
const DEEPEST: usize = 6;

/// What the page says of itself, and the article's text where its data hold that too.
pub fn declared(page: &Readability, fields: Fields<'_>) -> (Article, Option<String>) {
    let shown = |selector: &str| page.doc.select(selector).iter().next().and_then(|s| filled(&s.text()));
    let data: Vec<Value> = page
        .doc
        .select("script[type='application/ld+json']")
        .iter()
        .filter_map(|s| json::value(s.text().trim()))
        .collect();
    let news = data.iter().find_map(|v| news(v, 0)).map(|n| resolved(n, &data));
    let told = |what: &str| {
        let (field, value) = fields.schema(news.as_ref()?, what)?;
        Some((format!("JSON-LD {field}"), filled(&value)?))
    };
    let found = |what: &str| told(what).or_else(|| selected(page, fields.selectors(what)));
    let value = |what: &str| found(what).map(|(_, v)| v);
    let printed = |name: &str| page.doc.select("body").text().contains(name);
    let page_title = shown("head > title").map(|t| parted(&t, printed));
    let (headline, site) = page_title.map_or((None, None), |(h, s)| (Some(h), s));
    let outlet = found("outlet").or_else(|| site.map(|s| ("page title".to_owned(), s)));
    let (outlet_by, outlet) = outlet.unzip();
    let (published_by, published) = found("published").unzip();
    let url =
        selected(page, fields.selectors("url")).or_else(|| told("url")).map(|(_, v)| v).filter(|u| u.contains("://"));
    let title = told("title").map(|(_, v)| v).or_else(|| value("title")).or(headline);
    let title = title.map(|t| match &outlet {
        Some(outlet) => without(&t, outlet),
        None => t,
    });
    let article = Article {
        title,
        outlet,
        outlet_by,
        published,
        published_by,
        modified: value("modified"),
        cut: value("free").is_some_and(|v| v.eq_ignore_ascii_case("false")),
        language_hint: value("language"),
        canonical_url: url.as_deref().and_then(|u| address::canonical(u, fields.tracking())),
        url,
        ..Article::default()
    };
    let body = news.as_ref().and_then(|n| n.get("articleBody")).and_then(Value::as_str);
    (article, body.filter(|b| !b.trim().is_empty()).map(str::to_owned))
}

/// The first of the selectors that finds something: `selector @attribute`, else the text of the element. Behind one
/// that begins with `only` all that it finds must say the same.
fn selected(page: &Readability, selectors: &[String]) -> Option<(String, String)> {
    selectors.iter().find_map(|written| {
        let (only, rest) = written.strip_prefix("only ").map_or((false, written.as_str()), |rest| (true, rest));
        let (selector, attribute) = rest.split_once(" @").map_or((rest, None), |(s, a)| (s, Some(a)));
        let matched = page.doc.try_select(selector)?;
        let elements = matched.iter();
        let values: Vec<String> = elements
            .filter_map(|s| match attribute {
                Some(name) => s.attr(name).and_then(|v| filled(&v)),
                None => filled(&s.text()),
            })
            .collect();
        let first = values.first()?;
        let day = |v: &String| v.chars().take(10).collect::<String>();
        let same = !only || values.iter().all(|v| day(v) == day(first));
        same.then(|| (label(selector), first.clone()))
    })
}

/// A selector as a reader knows it: what stands in quotes, else its element.
fn label(selector: &str) -> String {
    let quoted = selector.split('\'').nth(1);
    let last = selector.split_whitespace().last().unwrap_or_default();
    let element = last.split(['[', '.', '>', ':']).next().filter(|e| !e.is_empty()).unwrap_or("element");
    quoted.map_or_else(|| format!("<{element}>"), |q| format!("{element} {q}"))
}

/// The object that describes the article: the first whose type ends in `Article` or `Posting`, in lists and graphs too.
fn news(value: &Value, depth: usize) -> Option<&Map<String, Value>> {
    match value {
        _ if depth > DEEPEST => None,
        Value::Array(items) => items.iter().find_map(|v| news(v, depth + 1)),
        Value::Object(object) => {
            let is_article = |v: &Value| v.as_str().is_some_and(|t| t.ends_with("Article") || t.ends_with("Posting"));
            let kind = object.get("@type");
            if kind.is_some_and(|k| is_article(k) || k.as_array().is_some_and(|a| a.iter().any(is_article))) {
                return Some(object);
            }
            ["@graph", "mainEntity"].iter().find_map(|key| news(object.get(*key)?, depth + 1))
        }
        _ => None,
    }
}

/// The object with its publisher, where that is only a reference to another one of the page.
fn resolved(object: &Map<String, Value>, data: &[Value]) -> Map<String, Value> {
    let mut object = object.clone();
    let id = object.get("publisher").filter(|p| p.get("name").is_none()).and_then(|p| p.get("@id"));
    if let Some(publisher) = id.and_then(|id| data.iter().find_map(|v| named(v, id, 0))) {
        object.insert("publisher".to_owned(), publisher.clone());
    }
    object
}

fn named<'v>(value: &'v Value, id: &Value, depth: usize) -> Option<&'v Value> {
    match value {
        _ if depth > DEEPEST => None,
        Value::Array(items) => items.iter().find_map(|v| named(v, id, depth + 1)),
        Value::Object(object) if object.get("@id") == Some(id) && object.contains_key("name") => Some(value),
        Value::Object(object) => named(object.get("@graph")?, id, depth + 1),
        _ => None,
    }
}

/// Text with single spaces; `None` where there is none.
pub fn filled(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    (!text.is_empty()).then_some(text)
}

/// A headline without the outlet's name behind or before it.
fn without(title: &str, outlet: &str) -> String {
    let cut = SEPARATORS.iter().find_map(|sign| {
        let behind = title.strip_suffix(outlet).and_then(|t| t.strip_suffix(sign));
        behind.or_else(|| title.strip_prefix(outlet).and_then(|t| t.strip_prefix(sign)))
    });
    cut.map_or(title, str::trim).to_owned()
}

/// A page's title as headline and site: what stands behind the last separator, if that is the shorter part; else what
/// stands before the first, if that is much shorter and `printed` on the page too.
fn parted(title: &str, printed: impl Fn(&str) -> bool) -> (String, Option<String>) {
    const SITE: usize = 5;
    let words = |text: &str| text.split_whitespace().count();
    let halves = |(at, len): (usize, usize)| Some((title.get(..at)?.trim(), title.get(at + len..)?.trim()));
    let last = SEPARATORS.iter().filter_map(|s| title.rfind(s).map(|at| (at, s.len()))).max().and_then(halves);
    let first = SEPARATORS.iter().filter_map(|s| title.find(s).map(|at| (at, s.len()))).min().and_then(halves);
    match (last, first) {
        (Some((headline, site)), _) if !site.is_empty() && words(site) <= SITE && site.len() < headline.len() => {
            (headline.to_owned(), Some(site.to_owned()))
        }
        (_, Some((site, headline)))
            if !site.is_empty() && words(site) < SITE && site.len() * 3 < headline.len() * 2 && printed(site) =>
        {
            (headline.to_owned(), Some(site.to_owned()))
        }
        _ => (title.to_owned(), None),
    }
}
