//! Plain text: the file is the article.

use crate::model::Article;
use crate::read::Trouble;

/// The article of a text file. Errors: none; the text was checked when it was decoded.
pub fn article(text: &str) -> Result<Article, Trouble> {
    Ok(Article { reader: "plain", text: text.to_owned(), first_line: 1, line_by_line: true, ..Article::default() })
}
