//! Pages that a browser saved whole, pictures and all, as one message.

use mail_parser::{MessageParser, MimeHeaders, PartType};

use crate::model::Article;
use crate::read::address;
use crate::read::page;
use crate::read::record::Fields;
use crate::read::trouble::Trouble;

/// The article of the message's page; its address is that from which it was saved.
///
/// Errors: no page in it, or one that cannot be read.
pub fn article(bytes: &[u8], fields: Fields<'_>) -> Result<Article, Trouble> {
    let none = || Trouble::new("a saved page without a page in it", "save the page again, as .html");
    let message = MessageParser::default().parse(bytes).ok_or_else(none)?;
    let html = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(html) => Some((part, html)),
        _ => None,
    });
    let (part, html) = html.ok_or_else(none)?;
    let saved = message.header("Snapshot-Content-Location").and_then(|h| h.as_text().map(str::to_owned));
    let address = saved.or_else(|| part.content_location().map(str::to_owned));
    let article = page::article(html, fields)?;
    let url = article.url.clone().or(address.filter(|a| a.starts_with("http")));
    let canonical_url = url.as_deref().and_then(|u| address::canonical(u, fields.tracking()));
    Ok(Article { reader: "mhtml", url, canonical_url, ..article })
}
