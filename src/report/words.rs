//! The words of the page by language: `reports/words/`. A language is a file there; its name is what `--ui` takes.

mod value;

use std::collections::BTreeMap;

use include_dir::{Dir, File, include_dir};
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::error::Error;
use crate::report::words::value::ValueWords;
use crate::ruleset::headwords;

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/reports/words");

/// Fields that are read from a table of the same names; a file that lacks one, or has one more, is refused.
macro_rules! words {
    ($name:ident: $($field:ident)*) => {
        /// Words by what they say; the files show them.
        #[derive(Clone, Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        #[allow(missing_docs, reason = "the names are those of the files")]
        pub struct $name {
            $(pub $field: String,)*
        }
    };
}

words! {
    SummaryWords:
    read article sentence claim finding row input none found more others gone refused page spreadsheet
}

words! {
    PageWords:
    mark title skip theme nothing scripts more_findings more_plots more_rows
    articles outlets sentences claims groups published problems findings
    findings_intro moved moved_intro plot_of undated matrix matrix_intro sources sources_intro quoted_lines problems_intro
    run run_intro version files files_note gone
    filters search search_hint all clear shown none_shown copy
    said_by also sure alike how rule group review to_plot to_source to_article
    value as_printed outlet document line problem help verdict kind slot status address
    keys keys_on key_search key_next key_previous key_open key_link key_verdicts key_theme key_clear key_help
}

/// Words for keys of a closed list; a key without words is shown as it is, with blanks for its underscores.
type Keys = BTreeMap<String, String>;

/// All words of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// ISO 639-1 code, from the name of the file.
    #[serde(skip)]
    pub code: String,
    digits: String,
    months: Vec<String>,
    date: String,
    scales: Vec<(Decimal, String)>,
    #[serde(default)]
    grouping: Vec<usize>,
    /// Of the page.
    pub page: PageWords,
    /// Of the summary on a terminal.
    pub summary: SummaryWords,
    verdicts: Keys,
    meanings: Keys,
    kinds: Keys,
    why: Keys,
    status: Keys,
    known: Keys,
    slots: Keys,
    /// What a slot that ends so is called, `{of}` being what stands before.
    #[serde(default)]
    endings: Keys,
    units: Keys,
    #[serde(default)]
    columns: Keys,
    values: Option<ValueWords>,
    #[serde(default)]
    explanations: Keys,
    /// Notions, which are slots where no rule names one; of a language whose explanations are its own.
    #[serde(skip)]
    notions: Keys,
}

/// Codes of all languages that the page can speak, sorted.
#[must_use]
pub fn languages() -> Vec<&'static str> {
    let code = |file: &'static File<'static>| file.path().file_name()?.to_str()?.strip_suffix(".toml");
    let mut codes: Vec<&str> = FILES.files().filter_map(code).collect();
    codes.sort();
    codes
}

/// A point of time as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct When {
    /// ISO 8601, as reports have it.
    pub iso: String,
    /// In words.
    pub shown: String,
}

impl Words {
    /// The words of the language of that code.
    ///
    /// # Errors
    /// `Error::Usage` for a language that is not there, `Error::Report` for a file that is not as it should be; a test
    /// keeps the shipped ones right.
    pub fn of(code: &str) -> Result<Self, Error> {
        let file = format!("{code}.toml");
        let text = FILES.get_file(&file).and_then(File::contents_utf8).ok_or_else(|| Error::Usage {
            cause: format!("no words for the language `{code}`"),
            help: format!("choose one of: {}", languages().join(", ")),
        })?;
        let words: Self = toml::from_str(text)
            .map_err(|e| Error::Report { place: format!("reports/words/{file}"), cause: e.to_string() })?;
        let notions = if words.explanations.is_empty() { Keys::new() } else { headwords(code) };
        Ok(Self { code: code.to_owned(), notions, ..words })
    }

    /// A verdict.
    #[must_use]
    pub fn verdict(&self, key: &str) -> String {
        said(&self.verdicts, key)
    }

    /// The header of a column of the workbook: its name, behind what it is called where the language calls it otherwise.
    #[must_use]
    pub fn header(&self, column: &str) -> String {
        self.columns.get(column).map_or_else(|| column.to_owned(), |label| format!("{label} ({column})"))
    }

    /// What a verdict means.
    #[must_use]
    pub fn meaning(&self, key: &str) -> String {
        said(&self.meanings, key)
    }

    /// A kind of values.
    #[must_use]
    pub fn kind(&self, key: &str) -> String {
        said(&self.kinds, key)
    }

    /// A reason of a verdict.
    #[must_use]
    pub fn why(&self, key: &str) -> String {
        said(&self.why, key)
    }

    /// The state of a row against the last run.
    #[must_use]
    pub fn status(&self, key: &str) -> String {
        said(&self.status, key)
    }

    /// How a date is known.
    #[must_use]
    pub fn known(&self, key: &str) -> String {
        said(&self.known, key)
    }

    /// What is measured.
    #[must_use]
    pub fn slot(&self, key: &str) -> String {
        let known = |key: &str| self.slots.get(key).or_else(|| self.notions.get(key)).cloned();
        let ending = || {
            let (of, ending) = key.rsplit_once('_')?;
            Some(self.endings.get(ending)?.replace("{of}", &known(of)?))
        };
        known(key).or_else(ending).unwrap_or_else(|| said(&self.slots, key))
    }

    /// A unit.
    #[must_use]
    pub fn unit(&self, key: &str) -> String {
        let words = said(&self.units, key);
        words.split_once('|').map_or(words.clone(), |(plain, _)| plain.to_owned())
    }

    /// The genitive of a unit, where the language tells it: behind a `|`.
    fn genitive(&self, key: &str) -> Option<&str> {
        self.units.get(key)?.split_once('|').map(|(_, genitive)| genitive)
    }

    /// So many of a thing, of which `words` is the one and, behind a `|`, the many.
    #[must_use]
    pub fn count(&self, n: usize, words: &str) -> String {
        let (one, many) = words.split_once('|').unwrap_or((words, words));
        if n == 1 { one } else { many }.replace("{n}", &self.digits(n))
    }

    /// A number, or any text, with the digits of the language.
    #[must_use]
    pub fn digits(&self, text: impl ToString) -> String {
        let digit = |c: char| c.to_digit(10).and_then(|d| self.digits.chars().nth(d as usize)).unwrap_or(c);
        text.to_string().chars().map(digit).collect()
    }

    /// An ISO 8601 date, or date and time, in words.
    #[must_use]
    pub fn when(&self, iso: &str) -> When {
        let (day, time) = iso.split_once('T').unwrap_or((iso, ""));
        let parts: Vec<&str> = day.split('-').collect();
        let shown = match parts.as_slice() {
            [year, month, day] => self.dated(year, month, day).unwrap_or_else(|| day.to_string()),
            _ => day.to_owned(),
        };
        let shown = if time.is_empty() { shown } else { format!("{shown}, {time}") };
        When { iso: iso.to_owned(), shown: self.digits(shown) }
    }

    fn dated(&self, year: &str, month: &str, day: &str) -> Option<String> {
        let name = self.months.get(month.parse::<usize>().ok()?.checked_sub(1)?)?;
        let pattern = self.date.replace("{day}", day.trim_start_matches('0')).replace("{month}", name);
        Some(pattern.replace("{year}", year).trim().to_owned())
    }

    /// A day of an axis: without its year, unless it is asked for.
    #[must_use]
    pub fn day(&self, day: jiff::civil::Date, year: bool) -> String {
        let year = if year { day.year().to_string() } else { String::new() };
        let dated = self.dated(&year, &day.month().to_string(), &day.day().to_string());
        self.digits(dated.unwrap_or_else(|| day.to_string()))
    }

    /// A figure of an axis, in the greatest unit that it reaches.
    #[must_use]
    pub fn figure(&self, value: Decimal) -> String {
        let scale = self.scales.iter().find(|(from, _)| value.abs() >= *from);
        let shown = match scale {
            Some((from, unit)) => format!("{} {unit}", (value / from).round_dp(3).normalize()),
            None => value.normalize().to_string(),
        };
        self.digits(shown)
    }
}

fn said(keys: &Keys, key: &str) -> String {
    keys.get(key).cloned().unwrap_or_else(|| key.replace('_', " "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Kind, Verdict};
    use crate::report::columns::{Column, columns};

    #[test]
    fn every_language_has_words_for_the_same_keys() {
        let codes = languages();
        assert!(codes.contains(&"en") && codes.len() > 1, "{codes:?}");
        let english = Words::of("en").unwrap();
        for code in codes {
            let words = Words::of(code).unwrap();
            let lists = |w: &Words| {
                [&w.verdicts, &w.meanings, &w.kinds, &w.why, &w.status, &w.known]
                    .map(|keys| keys.keys().cloned().collect::<Vec<_>>())
            };
            assert_eq!(lists(&words), lists(&english), "{code}");
            assert_eq!((words.digits.chars().count(), words.months.len()), (10, 12), "{code}");
            assert!(words.scales.is_sorted_by(|a, b| a.0 > b.0), "{code}");
            let own = code != "en";
            let columns = columns().unwrap();
            let named = [columns.findings, columns.matrix, columns.timeline, columns.sources, columns.run].concat();
            let labelled = |c: &Column| words.header(&c.name) != c.name;
            assert!(named.iter().all(|column| labelled(column) == own), "{code}");
            assert_eq!((words.values.is_some(), words.explanations.is_empty()), (own, !own), "{code}");
        }
        assert!(Verdict::ALL.iter().all(|v| english.verdicts.contains_key(v.name())));
        assert!(Kind::ALL.iter().all(|k| english.kinds.contains_key(k.name())));
        assert!(Words::of("../en").is_err() && Words::of("").is_err());
    }

    #[test]
    fn dates_and_figures_are_written_as_the_language_does() {
        let (en, bn) = (Words::of("en").unwrap(), Words::of("bn").unwrap());
        assert_eq!(en.when("2031-05-02T10:00").shown, "2 May 2031, 10:00");
        assert_eq!(en.when("2031-05-02").shown, "2 May 2031");
        assert_eq!(bn.when("2031-05-02").shown.chars().filter(char::is_ascii_digit).count(), 0);
        assert_eq!(en.figure(Decimal::from(120_000_000)), "120 m");
        assert!(bn.figure(Decimal::from(120_000_000)).starts_with(&bn.digits(12)));
        assert_eq!(en.figure("0.50".parse().unwrap()), "0.5");
        assert_eq!(en.slot("visit_date"), "visit date");
    }
}
