//! Plain text: the file is the article.

use crate::model::Article;

/// The article of a text file.
pub fn article(text: &str) -> Article {
    Article { reader: "plain", text: text.to_owned(), first_line: 1, line_by_line: true, ..Article::default() }
}
