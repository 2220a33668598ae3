//! Patterns: orders of words that make a date, a time or a length.
//!
//! A form is a row of elements parted by spaces. `{class}` is a word of that class, `{day}`,
//! `{year}`, `{number}` and `{amount}` are numbers that fit, anything else stands for itself;
//! a `?` behind an element makes it optional.

use crate::fold::folded;
use crate::model::RuleId;
use crate::ruleset::class::{Class, Means};

/// What an element of a form matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A word of the class.
    Word(Class),
    /// A number from 1 to 31.
    Day,
    /// A year of four digits, or in words.
    Year,
    /// A year of four digits that is a year even without a word that says so.
    LikelyYear,
    /// A year of two digits: the second of a pair, or by itself of the century that lies nearest.
    ShortYear,
    /// A number from 0 to 24 with, behind a colon or point, minutes; or in words.
    Hour,
    /// A number from 0 to 59.
    Minute,
    /// A month in digits.
    MonthNumber,
    /// A number.
    Number,
    /// The number of which a fraction is a part.
    Whole,
    /// A number with its hedges, vague ones included.
    Amount,
    /// Nothing: what follows is no word, or one too common to be a thing's name.
    End,
    /// The word or sign itself, folded.
    Literal(String),
}

/// One element of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Element {
    /// What it matches.
    pub what: What,
    /// Whether it may be missing.
    pub optional: bool,
}

/// One form of a pattern rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The rule.
    pub rule: RuleId,
    /// What a match means.
    pub means: Means,
    /// Counts only in a sentence about what is to come.
    pub ahead: bool,
    /// Its elements, in order. Never empty.
    pub elements: Vec<Element>,
}

/// Reads one form. Errors: says which element is not known.
pub fn form(text: &str) -> Result<Vec<Element>, String> {
    let elements: Vec<Element> = text.split_whitespace().map(element).collect::<Result<_, _>>()?;
    if elements.iter().all(|e| e.optional) { Err("it can match nothing".to_owned()) } else { Ok(elements) }
}

fn element(text: &str) -> Result<Element, String> {
    let (text, optional) = match text.strip_suffix('?') {
        Some(rest) if !rest.is_empty() => (rest, true),
        _ => (text, false),
    };
    let what = match text.strip_prefix('{').and_then(|t| t.strip_suffix('}')) {
        Some("day") => What::Day,
        Some("year") => What::Year,
        Some("likely_year") => What::LikelyYear,
        Some("short_year") => What::ShortYear,
        Some("whole") => What::Whole,
        Some("end") => What::End,
        Some("hour") => What::Hour,
        Some("minute") => What::Minute,
        Some("month_number") => What::MonthNumber,
        Some("number") => What::Number,
        Some("amount") => What::Amount,
        Some(name) => What::Word(Class::named(name).ok_or_else(|| format!("`{{{name}}}` is no class of words"))?),
        None => What::Literal(folded(text)),
    };
    Ok(Element { what, optional })
}
