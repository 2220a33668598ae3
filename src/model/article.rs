//! Articles as read, their lines as cleaned, their sentences as split.

use serde::{Deserialize, Serialize};

use crate::model::date::{DateRange, Moment};
use crate::model::span::{ArticleId, RawSpan, RuleId, SentenceId};

/// One article as a reader found it. `text` is decoded but otherwise untouched: every offset of a
/// report points into it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Article {
    /// Path relative to the input with `/` between the parts; `file#key` where a file holds many.
    pub document: String,
    /// Which reader read it: `plain`, `html`, `jsonl`.
    pub reader: &'static str,
    /// Which dump a record is one of, by name of its rule: `trafilatura`.
    pub dialect: Option<String>,
    /// The article's text as it stands in the file (for a page: its visible text).
    pub text: String,
    /// 1-based line of the file on which `text` starts.
    pub first_line: u32,
    /// Whether `text` follows the file line by line (plain text), so that lines can be counted on.
    pub line_by_line: bool,
    /// Outlet named by the format itself (a JSON field, a meta tag).
    pub outlet: Option<String>,
    /// What named the outlet: a field, a meta tag, the address.
    pub outlet_by: Option<String>,
    /// Headline named by the format itself.
    pub title: Option<String>,
    /// Address of the article.
    pub url: Option<String>,
    /// The address in the form in which two spellings of it are equal: no fragment, no tracking, no slash at the end.
    pub canonical_url: Option<String>,
    /// Publication date as the format gives it, unread.
    pub published: Option<String>,
    /// What gave the publication date: a field, a meta tag.
    pub published_by: Option<String>,
    /// Date of the last change as the format gives it, unread; never the publication date.
    pub modified: Option<String>,
    /// When it was fetched as the format gives it, unread; never the publication date.
    pub fetched: Option<String>,
    /// Whether the format says that the text may be cut: the rest is for subscribers.
    pub cut: bool,
    /// Language as the format names it. Programs name it wrongly: it decides nothing.
    pub language_hint: Option<String>,
}

impl Article {
    /// A text that stands in no file, as an article of the outlet `name`.
    #[must_use]
    pub fn told(name: &str, text: &str, published: &str) -> Self {
        Self {
            document: name.to_owned(),
            reader: "given",
            text: text.to_owned(),
            first_line: 1,
            line_by_line: true,
            outlet: Some(name.to_owned()),
            published: Some(published.to_owned()),
            ..Self::default()
        }
    }
}

/// A part of the input that could not be read: a row of problems.csv.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// Path relative to the input.
    pub document: String,
    /// 1-based line, where one is known.
    pub line: Option<u32>,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub help: String,
    /// Whether the input was refused (exit status 3), or only a note about one that was read.
    pub refused: bool,
}

/// What a line of an article is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Role {
    /// Nothing but white space.
    Blank,
    /// The headline.
    Title,
    /// Names the outlet.
    Outlet,
    /// Names the writer or the desk.
    Byline,
    /// Carries the publication date.
    Dateline,
    /// Carries the date on which the page was saved or last shown; never the publication date.
    CrawlDate,
    /// The story itself.
    Body,
    /// A subheading inside the story.
    Heading,
    /// Everything else: menus, share lines, captions, related links, comment forms.
    Clutter,
}

/// One line of an article with its role and the rule that gave it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// Where it stands, without its line break.
    pub span: RawSpan,
    /// What it is for.
    pub role: Role,
    /// The rule that decided, if one did.
    pub rule: Option<RuleId>,
}

/// One article after cleaning: a role for each line, and what the lines say about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// All lines of `Article::text`, in order.
    pub lines: Vec<Line>,
    /// The outlet's name: declared, else found in the text, else the file's name.
    pub outlet: String,
    /// Whether `outlet` stands in the article (declared or printed) rather than in the file's name.
    pub outlet_stated: bool,
    /// The headline, if there is one.
    pub title: Option<String>,
    /// Number of the language in the rule set; the article's main one.
    pub language: usize,
    /// Whether it is in another language of the same letters, which no rule knows.
    pub foreign: bool,
}

/// How an article's publication date is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum How {
    /// Printed in the text.
    Stated,
    /// Worked out from a day and month, a weekday and the years in the text.
    Inferred,
    /// Given by the format (a JSON field, a meta tag).
    Given,
    /// Not known.
    #[default]
    Unknown,
}

/// An article's publication date.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// The day, with the time where one is given.
    pub at: Option<Moment>,
    /// The days on which it may have been, for an inferred date.
    pub window: Option<DateRange>,
    /// How it is known.
    pub how: How,
    /// 1-based line of the article's text that carries it.
    pub line: Option<u32>,
    /// The field that carries it, where the format gives it.
    pub field: Option<String>,
}

/// What kind of unit a sentence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum SentenceKind {
    /// The headline.
    Title,
    /// A line with a date outside the story: read for the publication date, never for claims.
    Dateline,
    /// A subheading.
    Heading,
    /// A sentence of the story.
    Body,
}

/// One sentence of one article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// Its number in the batch.
    pub id: SentenceId,
    /// The article it stands in.
    pub article: ArticleId,
    /// Where it stands in the article's text, without white space around it.
    pub span: RawSpan,
    /// 1-based line of the file on which it starts.
    pub line: u32,
    /// What kind of unit it is.
    pub kind: SentenceKind,
    /// Number of its language in the rule set.
    pub language: usize,
}
