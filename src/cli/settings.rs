//! Settings: what stands in `gormil.toml`, laid under the flags and the variables of the environment.
//!
//! A flag counts before `GORMIL_…`, that before the `gormil.toml` of the working folder or of the nearest folder above
//! it, that before the one in the user's folder of settings. What a file says becomes the default of the flag, so that
//! clap reads both alike.

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use clap::builder::{BoolishValueParser, OsStr};
use clap::parser::ValueSource;
use clap::{ArgMatches, Command};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::error::{Error, Place, SettingMistake};
use crate::ruleset::{File, suggestion};

/// Name of the file.
const FILE: &str = "gormil.toml";
/// Its folder among the user's settings.
const FOLDER: &str = "gormil";

/// What a setting holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// One word or text; of a closed list where the flag has one.
    Text,
    /// A file or folder; in a file of settings relative to that file.
    Path,
    /// Texts, of which the flag takes one each time.
    Texts,
    /// A number of threads.
    Number,
    /// On or off.
    Switch,
    /// Names and texts, written as `NAME=TEXT` on the command line.
    Pairs,
}

/// One setting.
struct Setting {
    /// Its key in the file.
    key: &'static str,
    /// Its flag, by the name of the argument.
    argument: &'static str,
    shape: Shape,
    /// Tasks that have it; all that have the flag where empty.
    tasks: &'static [&'static str],
}

const fn setting(key: &'static str, shape: Shape, tasks: &'static [&'static str]) -> Setting {
    Setting { key, argument: key, shape, tasks }
}

/// All settings: the options of `gormil check`.
const SETTINGS: [Setting; 14] = [
    setting("cache", Shape::Path, &["check"]),
    setting("color", Shape::Text, &[]),
    Setting { argument: "columns", ..setting("column", Shape::Pairs, &["check", "inspect", "verify"]) },
    setting("fail_on", Shape::Text, &["check"]),
    setting("format", Shape::Text, &["check", "inspect", "verify"]),
    setting("include", Shape::Texts, &["check"]),
    setting("max_memory", Shape::Text, &["check"]),
    setting("out", Shape::Path, &["check"]),
    setting("previous", Shape::Path, &["check"]),
    setting("quiet", Shape::Switch, &["check"]),
    setting("rules", Shape::Path, &[]),
    setting("source", Shape::Text, &["check", "inspect", "verify"]),
    setting("threads", Shape::Number, &[]),
    setting("ui", Shape::Text, &["check"]),
];

impl Setting {
    fn variable(&self) -> String {
        format!("GORMIL_{}", self.key.to_uppercase())
    }

    fn is_of(&self, task: &Command) -> bool {
        (self.tasks.is_empty() || self.tasks.contains(&task.get_name()))
            && task.get_arguments().any(|a| a.get_id() == self.argument)
    }
}

/// A value out of a file, and where it stands.
#[derive(Clone, Debug)]
struct Given {
    values: Vec<String>,
    place: Place,
}

/// What the files of settings say, key by key.
#[derive(Clone, Debug, Default)]
pub struct Settings(BTreeMap<&'static str, Given>);

impl Settings {
    /// Reads the files that count for the working folder.
    ///
    /// # Errors
    /// `Error::Settings` with every mistake in them, `Error::Read`.
    pub fn read(command: &Command) -> Result<Self, Error> {
        let mut settings = Self::default();
        let mut mistakes = Vec::new();
        for path in users().into_iter().chain(project()) {
            let text = match fs::read_to_string(&path) {
                Ok(text) => text,
                Err(e) if matches!(e.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => continue,
                Err(cause) => return Err(Error::Read { path, cause }),
            };
            settings.take(&path, &text, command, &mut mistakes);
        }
        mistakes.sort_by(|a, b| a.place.cmp(&b.place));
        if mistakes.is_empty() { Ok(settings) } else { Err(Error::Settings(mistakes)) }
    }

    fn take(&mut self, path: &Path, text: &str, command: &Command, mistakes: &mut Vec<SettingMistake>) {
        let name = path.display().to_string();
        let file = File { name: &name, text };
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(e) => {
                let place = file.place(e.span().map_or(0, |span| span.start));
                let help = "write it as `key = value`".to_owned();
                return mistakes.push(SettingMistake { place, cause: e.message().to_owned(), help });
            }
        };
        for (key, value) in table {
            let known = SETTINGS.iter().find(|s| s.key == key.get_ref().as_ref());
            let Some(known) = known else {
                let place = file.place(key.span().start);
                mistakes.push(unknown("setting", key.get_ref(), SETTINGS.iter().map(|s| s.key), place));
                continue;
            };
            let place = file.place(value.span().start);
            match values(known, value, path.parent().unwrap_or(Path::new(""))) {
                Ok(values) => {
                    let wrong = values.iter().find_map(|v| not_one_of(known, v, command, &place));
                    mistakes.extend(wrong);
                    self.0.insert(known.key, Given { values, place });
                }
                Err(expected) => {
                    let cause = format!("`{}` has a value that does not fit", known.key);
                    mistakes.push(SettingMistake { place, cause, help: format!("expected {expected}") });
                }
            }
        }
    }

    /// The command line with these settings as defaults, and with the variables of the environment.
    #[must_use]
    pub fn under(&self, command: Command) -> Command {
        let mut command = command;
        for setting in SETTINGS.iter().filter(|s| s.is_of(&command)).collect::<Vec<_>>() {
            command = command.mut_arg(setting.argument, |arg| {
                let arg = match setting.shape {
                    Shape::Switch => arg.value_parser(BoolishValueParser::new()),
                    Shape::Texts => arg.value_delimiter(','),
                    _ => arg,
                };
                let arg = arg.env(setting.variable()).hide_env(true);
                match self.0.get(setting.key) {
                    Some(given) => {
                        let arg = arg.default_values(given.values.iter().map(OsStr::from));
                        arg.hide_default_value(setting.shape != Shape::Switch)
                    }
                    None => arg,
                }
            });
        }
        command.mut_subcommands(|task| self.under(task))
    }

    /// Every setting of a task, its value and where it comes from, as lines of a `gormil.toml`.
    #[must_use]
    pub fn told(&self, task: &Command, matches: &ArgMatches) -> String {
        let mut text = String::new();
        for setting in SETTINGS.iter().filter(|s| s.is_of(task)) {
            let values: Vec<String> = matches
                .try_get_raw(setting.argument)
                .ok()
                .flatten()
                .into_iter()
                .flatten()
                .map(|v| v.to_string_lossy().into_owned())
                .collect();
            let from = match matches.value_source(setting.argument) {
                Some(ValueSource::CommandLine) => "the command line".to_owned(),
                Some(ValueSource::EnvVariable) => setting.variable(),
                Some(_) if self.0.contains_key(setting.key) => self.0[setting.key].place.to_string(),
                _ => "the default".to_owned(),
            };
            text += &match written(setting.shape, &values) {
                Some(value) => format!("{} = {value}  # {from}\n", setting.key),
                None => format!("# {} is not set\n", setting.key),
            };
        }
        text
    }
}

/// Values as a file writes them; `None` where there is none.
fn written(shape: Shape, values: &[String]) -> Option<String> {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let first = values.first()?;
    Some(match shape {
        Shape::Text | Shape::Path => quoted(first),
        Shape::Number | Shape::Switch => first.clone(),
        Shape::Texts => format!("[{}]", values.iter().map(|v| quoted(v)).collect::<Vec<_>>().join(", ")),
        Shape::Pairs => {
            let pairs = values.iter().filter_map(|v| v.split_once('='));
            let pairs: Vec<String> = pairs.map(|(name, text)| format!("{name} = {}", quoted(text))).collect();
            format!("{{ {} }}", pairs.join(", "))
        }
    })
}

/// The user's own file: `$XDG_CONFIG_HOME/gormil/gormil.toml`, else below `~/.config`. Source: XDG Base Directory
/// Specification.
fn users() -> Option<PathBuf> {
    let named = env::var_os("XDG_CONFIG_HOME").map(PathBuf::from).filter(|p| p.is_absolute());
    let home = || env::var_os("HOME").map(|home| PathBuf::from(home).join(".config"));
    Some(named.or_else(home)?.join(FOLDER).join(FILE))
}

/// The project's file: in the working folder, or the nearest above it.
fn project() -> Option<PathBuf> {
    let here = env::current_dir().ok()?;
    let found = here.ancestors().map(|folder| folder.join(FILE)).find(|path| path.is_file())?;
    Some(found.strip_prefix(&here).map(Path::to_owned).unwrap_or(found))
}

/// The texts of a value, or what was expected instead.
fn values(setting: &Setting, value: Spanned<DeValue<'_>>, folder: &Path) -> Result<Vec<String>, &'static str> {
    let text = |value: &DeValue<'_>| value.as_str().map(str::to_owned);
    let value = value.into_inner();
    match setting.shape {
        Shape::Text => text(&value).map(|v| vec![v]).ok_or("a text in quotes"),
        Shape::Path => {
            let path = text(&value).filter(|v| !v.is_empty()).ok_or("a path in quotes")?;
            Ok(vec![folder.join(path).to_string_lossy().into_owned()])
        }
        Shape::Switch => value.as_bool().map(|v| vec![v.to_string()]).ok_or("true or false"),
        Shape::Number => {
            let number = match &value {
                DeValue::Integer(number) => number.as_str().parse::<u16>().ok(),
                _ => None,
            };
            number.filter(|n| (1..=1024).contains(n)).map(|n| vec![n.to_string()]).ok_or("a number from 1 to 1024")
        }
        Shape::Texts => match &value {
            DeValue::Array(items) => items.iter().map(|i| text(i.get_ref())).collect::<Option<_>>(),
            other => text(other).map(|v| vec![v]),
        }
        .ok_or("a list of texts in quotes"),
        Shape::Pairs => match &value {
            DeValue::Table(table) => {
                let pair = |(name, v): (&Spanned<_>, &Spanned<DeValue<'_>>)| {
                    let name: &std::borrow::Cow<'_, str> = name.get_ref();
                    Some(format!("{name}={}", text(v.get_ref())?))
                };
                table.iter().map(pair).collect::<Option<_>>()
            }
            _ => None,
        }
        .ok_or("a table: { text = \"Body\" }"),
    }
}

/// What is wrong with a value that the flag would not take.
fn not_one_of(setting: &Setting, value: &str, command: &Command, place: &Place) -> Option<SettingMistake> {
    let place = || place.clone();
    if setting.shape == Shape::Pairs {
        let cause = crate::cli::column(value).err()?;
        let help = "see `gormil check --help`, --column".to_owned();
        return Some(SettingMistake { place: place(), cause, help });
    }
    let own = command.get_arguments().chain(command.get_subcommands().flat_map(Command::get_arguments));
    let argument = own.into_iter().find(|a| a.get_id() == setting.argument)?;
    let names: Vec<String> = argument.get_possible_values().iter().map(|v| v.get_name().to_owned()).collect();
    let text = matches!(setting.shape, Shape::Text | Shape::Texts);
    (text && !names.is_empty() && !names.iter().any(|name| name == value))
        .then(|| unknown(&format!("value of `{}`:", setting.key), value, names.iter().map(String::as_str), place()))
}

fn unknown<'n>(what: &str, name: &str, known: impl Iterator<Item = &'n str> + Clone, place: Place) -> SettingMistake {
    let near = suggestion(name, known.clone());
    let all = || format!("choose from {}", known.collect::<Vec<_>>().join(", "));
    let help = near.map_or_else(all, |near| format!("did you mean `{near}`?"));
    SettingMistake { place, cause: format!("unknown {what} `{name}`"), help }
}
