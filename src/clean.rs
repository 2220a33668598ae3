//! What each line of an article is for: headline, outlet, date line, story, or clutter.
//!
//! Words come from the `[[line]]` rules and the lexicon. What needs no word is code: what is printed
//! twice, where the story begins and ends, lists of links, subheadings. A line that nothing else
//! claims and that lies in the story is the story.

mod dates;
mod header;
mod language;
mod marks;
mod outlet;
mod repeats;
mod row;
mod story;

use rayon::prelude::*;

use crate::model::{Article, Line, Role, Text};
use crate::ruleset::RuleSet;

/// The lines of each article with their roles, and what they say of outlet, headline and language.
#[must_use]
pub fn texts(articles: &[Article], rules: &RuleSet) -> Vec<Text> {
    articles.par_iter().map(|article| one(article, rules)).collect()
}

/// What was said of an article of the same text: an outlet that it does not name is told by where it lies.
#[must_use]
pub fn named(text: Text, article: &Article) -> Text {
    if text.outlet_stated { text } else { Text { outlet: outlet::unnamed(article), ..text } }
}

fn one(article: &Article, rules: &RuleSet) -> Text {
    let mut rows = row::rows(&article.text);
    marks::mark(&mut rows, rules);
    if let Some(title) = &article.title {
        header::declared(&mut rows, title);
    }
    repeats::mark(&mut rows);
    let header = story::header_end(&rows);
    let name = outlet::printed(article, &mut rows, header);
    let title = article.title.clone().or_else(|| header::title(&mut rows, header, &article.text));
    repeats::titles(&mut rows, title.as_deref());
    header::dates(&mut rows, header);
    header::rest(&mut rows, header);
    story::mark(&mut rows, header);
    let lines = rows.iter().map(|r| Line { span: r.span, role: r.role.unwrap_or(Role::Body), rule: r.rule }).collect();
    let (language, foreign) = language::told(&rows, article, rules);
    let stated = article.outlet.clone().or(name);
    Text {
        lines,
        outlet_stated: stated.is_some(),
        outlet: stated.unwrap_or_else(|| outlet::unnamed(article)),
        title,
        language,
        foreign,
    }
}
