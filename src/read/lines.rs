//! One article on each line, as a JSON object with the fields outlet, url, published, title, text.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use crate::model::Article;
use crate::read::{Gathered, Trouble, decoded};

/// Spellings of "there is none" that programs leave behind.
const MISSING: &[&str] = &["", "None", "none", "null", "NaN", "nan"];

/// The articles of a file; a line that cannot be read is a row of its own.
pub fn articles(bytes: &[u8], file: &str) -> Gathered {
    let mut out = Gathered::default();
    let mut keys = BTreeSet::new();
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    for (number, line) in (1..).zip(bytes.split(|b| *b == b'\n')) {
        if line.trim_ascii().is_empty() {
            continue;
        }
        match article(line) {
            Ok((article, key)) => {
                let key = key.unwrap_or_else(|| number.to_string());
                let key = if keys.contains(&key) { format!("{key}#{number}") } else { key };
                out.articles.push(Article { document: format!("{file}#{key}"), first_line: number, ..article });
                keys.insert(key);
            }
            Err(trouble) => out.skipped.push(Trouble { line: Some(number), ..trouble }.refused(file)),
        }
    }
    if out.articles.is_empty() && out.skipped.is_empty() {
        out.skipped.push(Trouble::new("empty", "take the file out of the input").refused(file));
    }
    out
}

/// One line's article and its key: the id or address, else the outlet.
fn article(line: &[u8]) -> Result<(Article, Option<String>), Trouble> {
    let broken =
        |cause: String| Trouble::new(format!("not JSON: {cause}"), "correct the line: one JSON object on each");
    let text = decoded(line)?;
    let object: Map<String, Value> = match serde_json::from_str(text) {
        Ok(Value::Object(object)) => object,
        Ok(_) => return Err(broken("no object".to_owned())),
        Err(e) => return Err(broken(format!("{e}").replace("line 1 column", "column"))),
    };
    let text = field(&object, "text").ok_or_else(|| {
        Trouble::new("no field `text`, or nothing in it", "put the article's text into the field `text`")
    })?;
    decoded(text.as_bytes())?;
    let (url, outlet) = (field(&object, "url"), field(&object, "outlet"));
    let key = field(&object, "id").or_else(|| url.clone()).or_else(|| outlet.clone());
    let article = Article {
        reader: "jsonl",
        text,
        outlet,
        url,
        title: field(&object, "title"),
        published: field(&object, "published"),
        ..Article::default()
    };
    Ok((article, key))
}

/// A field that holds something: a string, or a number as it is written.
fn field(object: &Map<String, Value>, name: &str) -> Option<String> {
    let text = match object.get(name)? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!MISSING.contains(&text.trim())).then_some(text)
}
