//! Rules as written: one struct for each kind of table in a rule file, field by field.

use std::collections::BTreeMap;

use serde::Deserialize;

/// Words of one class. `words` is a list that shares `value`, or a table from words to values.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WordsRule {
    pub id: String,
    #[serde(default)]
    pub status: Status,
    pub class: String,
    pub words: Words,
    pub value: Option<String>,
    /// Bound that the word itself brings along ("over a hundred" in one word).
    pub bound: Option<String>,
    /// May be written together with the word after it.
    #[serde(default)]
    pub joins: bool,
    /// Is met only as written: no ending may be taken off.
    #[serde(default)]
    pub exact: bool,
    /// For slots: the measure of their figures: a unit, `money`, or `count` for things without one.
    pub unit: Option<String>,
    /// Counts only where the word before carries an ending ("than" as a case).
    #[serde(default)]
    pub behind_ending: bool,
    /// Counts only in texts from that region, and there before all others.
    pub region: Option<String>,
    /// For hedges: counts only in a sentence about what is to come, or in a few words by themselves.
    #[serde(default)]
    pub ahead: bool,
    #[serde(rename = "why")]
    pub _why: String,
    #[serde(rename = "source")]
    pub _source: Option<String>,
    #[serde(default)]
    pub fires: Vec<Example>,
    #[serde(default)]
    pub silent: Vec<String>,
}

/// Keys of a `[[words]]` table.
pub const WORDS_KEYS: &[&str] = &[
    "id",
    "status",
    "class",
    "words",
    "value",
    "bound",
    "joins",
    "exact",
    "unit",
    "behind_ending",
    "region",
    "ahead",
    "why",
    "source",
    "fires",
    "silent",
];

/// Words as a list or as a table.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub enum Words {
    List(Vec<String>),
    Table(BTreeMap<String, String>),
}

/// An order of words that makes a date, a time or a length.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PatternRule {
    pub id: String,
    #[serde(default)]
    pub status: Status,
    pub means: String,
    pub forms: Vec<String>,
    /// Counts only in a sentence about what is to come.
    #[serde(default)]
    pub ahead: bool,
    #[serde(rename = "why")]
    pub _why: String,
    #[serde(rename = "source")]
    pub _source: Option<String>,
    #[serde(default)]
    pub fires: Vec<Example>,
    #[serde(default)]
    pub silent: Vec<String>,
}

/// Keys of a `[[pattern]]` table.
pub const PATTERN_KEYS: &[&str] = &["id", "status", "means", "forms", "ahead", "why", "source", "fires", "silent"];

/// What lines of an article are that are not the story.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineRuleText {
    pub id: String,
    #[serde(default)]
    pub status: Status,
    pub role: String,
    /// Regular expressions over the folded line; one that matches is enough. A group named `outlet`
    /// holds the outlet's name.
    pub lines: Vec<String>,
    /// How far the role reaches: this line, or all lines that follow.
    #[serde(default)]
    pub reach: Option<String>,
    #[serde(rename = "why")]
    pub _why: String,
    #[serde(rename = "source")]
    pub _source: Option<String>,
    #[serde(default)]
    pub fires: Vec<Example>,
    #[serde(default)]
    pub silent: Vec<String>,
}

/// Keys of a `[[line]]` table.
pub const LINE_KEYS: &[&str] = &["id", "status", "role", "lines", "reach", "why", "source", "fires", "silent"];

/// The facts of a language: `rules/<language>/language.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageText {
    /// Code for the sentence splitter and for reports (ISO 639-1).
    pub code: String,
    /// Ranges of letters, `"\u0980-\u09FF"`.
    pub letters: Vec<String>,
    /// Words that end in a full stop without ending the sentence.
    #[serde(default)]
    pub abbreviations: Vec<String>,
    /// Words that the sentence splitter takes for abbreviations and that are none.
    #[serde(default)]
    pub whole_words: Vec<String>,
    /// Fewest letters that must be left when an ending is taken off an unknown word.
    #[serde(default = "three")]
    pub shortest_stem: usize,
    /// The percent of an article's words that its function words are at least; fewer, and it is in another language of these
    /// letters. 0 for none.
    #[serde(default)]
    pub least_function_words: u8,
    /// First month of the fiscal year.
    #[serde(default = "one")]
    pub fiscal_year_starts: i8,
    /// Zones, in minutes ahead of UTC, in which its outlets tell times without naming one; the most common first.
    #[serde(default)]
    pub zones: Vec<i16>,
    /// Whether names are written with capitals.
    #[serde(default)]
    pub capitals: bool,
    /// Letters, or groups of them, and roughly how they sound in Latin letters; any other letter sounds like itself.
    #[serde(default)]
    pub sounds: BTreeMap<String, String>,
}

/// Keys of `[language]`.
pub const LANGUAGE_KEYS: &[&str] = &[
    "code",
    "letters",
    "abbreviations",
    "whole_words",
    "shortest_stem",
    "least_function_words",
    "fiscal_year_starts",
    "zones",
    "capitals",
    "sounds",
];

fn three() -> usize {
    3
}

fn one() -> i8 {
    1
}

/// Life of a rule.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Not in use yet: only its form is checked.
    Draft,
    /// In use.
    #[default]
    Stable,
    /// Kept so that its id is not used again.
    Retired,
}

/// A sentence in which a rule must act, with what must come out. The words that it must act on
/// stand between `<<` and `>>`; a missing field is not looked at.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Example {
    /// The sentence.
    pub text: String,
    /// Value of the words, or the figure read: `46`, `40..`, `2..9`; a slot, a concept, a role.
    pub value: Option<String>,
    /// Unit of the figure.
    pub unit: Option<String>,
    /// First day, ISO.
    pub from: Option<String>,
    /// Last day, ISO; absent where it is `from`.
    pub to: Option<String>,
    /// Day of writing, ISO; absent where the example needs none.
    pub on: Option<String>,
}
