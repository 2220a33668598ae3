//! One record of a dump, by the names of its fields, as an article.

use serde_json::{Map, Value};

use crate::model::Article;
use crate::read::Options;
use crate::read::address;
use crate::read::markup;
use crate::read::sink::BY_HOST;
use crate::read::trouble::Trouble;
use crate::ruleset::{Dialect, Formats, Textless};

/// What one record came to.
pub enum Told {
    /// An article, with the field that names it in its file.
    Article(Box<Article>, Option<String>),
    /// An article whose text stands elsewhere.
    Listed(Box<Article>),
}

/// Deepest nesting of a text that is an object.
const DEEPEST: usize = 8;

/// Reads records by the rules of the dump that each is one of.
#[derive(Clone, Copy)]
pub struct Fields<'a> {
    formats: &'a Formats,
    options: &'a Options,
}

impl<'a> Fields<'a> {
    pub fn new(formats: &'a Formats, options: &'a Options) -> Self {
        Self { formats, options }
    }

    /// The dump that a record with these fields is one of.
    pub fn dialect(&self, record: &Map<String, Value>) -> Option<&'a Dialect> {
        self.formats.recognised(|name| find(record, name).is_some())
    }

    /// The article that a record tells of.
    ///
    /// Errors: no text, or neither an outlet nor an address.
    pub fn article(&self, record: &Map<String, Value>, reader: &'static str) -> Result<Told, Trouble> {
        let dialect = self.dialect(record).ok_or_else(|| Trouble::new("no fields that are known", ADVICE))?;
        let take = |what: &str| self.field(record, dialect, what);
        let url = take("url").map(|(_, v)| v).filter(|u| u.contains("://"));
        let canonical_url = url.as_deref().and_then(|u| address::canonical(u, &self.formats.records.tracking));
        let published = take("published");
        let (outlet, outlet_by) = self.outlet(take("outlet"), canonical_url.as_deref()).unzip();
        let mut article = Article {
            reader,
            dialect: Some(dialect.name.clone()),
            first_line: 1,
            outlet,
            outlet_by,
            title: take("title").map(|(_, v)| v.split_whitespace().collect::<Vec<_>>().join(" ")),
            published_by: published.as_ref().map(|(name, _)| format!("{} {name}", dialect.name)),
            published: published.map(|(_, v)| v),
            modified: take("modified").map(|(_, v)| v),
            fetched: take("fetched").map(|(_, v)| v),
            cut: take("free").is_some_and(|(_, v)| v.eq_ignore_ascii_case("false")),
            language_hint: take("language").map(|(_, v)| v),
            url,
            canonical_url,
            ..Article::default()
        };
        let text = take("text").map(|(_, v)| v).or_else(|| take("html").map(|(_, v)| markup::text(&v)));
        article.text = text.filter(|t| !t.trim().is_empty()).unwrap_or_default();
        if article.text.is_empty() {
            return match dialect.textless {
                Textless::Listed if article.canonical_url.is_some() => Ok(Told::Listed(Box::new(article))),
                Textless::Never => Err(Trouble::new(
                    format!("{}: it holds no text of articles", dialect.name),
                    dialect.help.as_deref().unwrap_or(ADVICE),
                )),
                _ => Err(self.no_text(dialect)),
            };
        }
        if article.outlet.is_none() {
            return Err(Trouble::new(
                "names neither an outlet nor an address",
                "say who published it with --source NAME, or which field does with --column outlet=FIELD",
            ));
        }
        let key = take("id").map(|(_, v)| v).or_else(|| article.url.clone()).or_else(|| article.outlet.clone());
        Ok(Told::Article(Box::new(article), key))
    }

    /// A field of an object in the vocabulary of schema.org, by what it is for.
    pub fn schema(&self, object: &Map<String, Value>, what: &str) -> Option<(String, String)> {
        let dialect = self.formats.dialects.iter().find(|d| d.id == SCHEMA)?;
        self.field(object, dialect, what)
    }

    /// Where pages declare what.
    pub fn selectors(&self, what: &str) -> &'a [String] {
        self.formats.page.get(what).map_or(&[], Vec::as_slice)
    }

    /// Parameters of addresses that do not change what is shown.
    pub fn tracking(&self) -> &'a [String] {
        &self.formats.records.tracking
    }

    /// The old encoding that a text is written in.
    pub fn legacy(&self, text: &str) -> Option<&'a str> {
        self.formats.legacy(text).map(|l| l.name.as_str())
    }

    /// Whether a record holds an article's text.
    pub fn has_text(&self, record: &Map<String, Value>) -> bool {
        self.dialect(record).is_some_and(|d| ["text", "html"].iter().any(|f| self.field(record, d, f).is_some()))
    }

    fn no_text(&self, dialect: &Dialect) -> Trouble {
        let fields = ["text", "html"].iter().filter_map(|f| dialect.fields.get(*f)).flatten();
        let fields: Vec<String> = fields.take(3).map(|f| format!("`{f}`")).collect();
        let problem = format!("{}: nothing in the field {}", dialect.name, fields.join(" or "));
        Trouble::new(problem, dialect.help.as_deref().unwrap_or(ADVICE))
    }

    /// Who published it and what says so: the record, the command line, the address.
    fn outlet(&self, named: Option<(String, String)>, address: Option<&str>) -> Option<(String, String)> {
        let told = named.map(|(field, name)| (name, format!("field {field}")));
        let asked = || self.options.source.clone().map(|name| (name, "--source".to_owned()));
        let host = || address.and_then(address::host).map(|h| (h.to_owned(), BY_HOST.to_owned()));
        told.or_else(asked).or_else(host)
    }

    /// The first field for `what` that holds something: its name and text.
    fn field(&self, record: &Map<String, Value>, dialect: &Dialect, what: &str) -> Option<(String, String)> {
        let asked = self.options.columns.iter().filter(|(name, _)| name == what).map(|(_, header)| header);
        let known = dialect.fields.get(what).into_iter().flatten();
        asked.chain(known).find_map(|name| {
            let (own, value) = find(record, name)?;
            let text = self.text(value, 0);
            let shown = if name.contains('.') { name.as_str() } else { own };
            (!self.formats.missing(&text)).then(|| (shown.to_owned(), text))
        })
    }

    /// A value as text: of a list all items, of an object its known parts, each on lines of their own.
    fn text(&self, value: &Value, depth: usize) -> String {
        let joined =
            |parts: Vec<String>| parts.into_iter().filter(|p| !self.formats.missing(p)).collect::<Vec<_>>().join("\n");
        match value {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Bool(yes) => yes.to_string(),
            Value::Array(items) if depth < DEEPEST => joined(items.iter().map(|v| self.text(v, depth + 1)).collect()),
            Value::Object(object) if depth < DEEPEST => {
                let parts = self.formats.records.parts.iter().filter_map(|p| object.get(p));
                joined(parts.map(|v| self.text(v, depth + 1)).collect())
            }
            Value::Array(_) | Value::Object(_) | Value::Null => String::new(),
        }
    }
}

/// Rule of the vocabulary that pages describe themselves in.
const SCHEMA: &str = "formats.schema-org";
const ADVICE: &str = "put the article's text into a field `text`, or name the field with --column text=NAME";

/// Whether two addresses are of different sites, by the longest part of their hosts' names; not where one of them is no
/// address.
pub fn of_others(one: Option<&Value>, other: Option<&Value>) -> bool {
    let site = |value: Option<&Value>| {
        let canonical = address::canonical(value?.as_str()?, &[])?;
        let name = address::host(&canonical)?.rsplit_once('.')?.0;
        name.split('.').max_by_key(|part| part.len()).map(str::to_owned)
    };
    site(one).zip(site(other)).is_some_and(|(a, b)| a != b)
}

/// What a name is compared by: letters and digits, without case.
pub fn key(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The field of that name, in any case; of `a.b` field b of a, in the first of a list where there is one on the way.
fn find<'r>(record: &'r Map<String, Value>, name: &str) -> Option<(&'r str, &'r Value)> {
    if let Some((own, value)) = record.get_key_value(name) {
        return Some((own, value));
    }
    if let Some((own, value)) = name.split_once('.').and_then(|(first, rest)| {
        let inner = first_of(record.get(first)?);
        find(inner.as_object()?, rest)
    }) {
        return Some((own, value));
    }
    let wanted = key(name);
    record.iter().find(|(own, _)| !wanted.is_empty() && key(own) == wanted).map(|(own, v)| (own.as_str(), v))
}

fn first_of(value: &Value) -> &Value {
    value.as_array().and_then(|items| items.first()).unwrap_or(value)
}
