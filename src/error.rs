//! Every failure that ends a run: its code, its place, what to do about it.
//!
//! What is wrong with one article is not here: it is a `model::Skipped`, a row of problems.csv.

use std::fmt;
use std::path::PathBuf;

/// A place in a file: 1-based line and column, counted in characters.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as it is shown to the reader.
    pub file: String,
    /// Line, from 1; 0 where none is known.
    pub line: u32,
    /// Column, from 1; 0 where none is known.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.file),
            line => write!(f, "{}:{line}:{}", self.file, self.column),
        }
    }
}

/// One mistake in a rule file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RuleMistake {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub kind: Mistake,
}

/// What can be wrong with a rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mistake {
    /// The file is not TOML, or a key has a value of the wrong type.
    Syntax(String),
    /// A key that no rule of this kind has.
    UnknownKey {
        /// The key as written.
        key: String,
        /// The keys there are.
        known: Vec<&'static str>,
        /// The one that was probably meant.
        suggestion: Option<String>,
    },
    /// A name out of a closed list (a class, a role, a meaning) that is not in the list.
    UnknownName {
        /// What kind of name.
        what: &'static str,
        /// The name as written.
        name: String,
        /// The one that was probably meant.
        suggestion: Option<String>,
    },
    /// An id that another rule has.
    DuplicateId {
        /// The id.
        id: String,
        /// Where the other rule stands.
        other: Place,
    },
    /// An id that does not start with its folder and file: `bn/dates.…`.
    MisplacedId {
        /// The id.
        id: String,
        /// What it has to start with.
        prefix: String,
    },
    /// A rule without examples that fire, or without any that stay silent.
    NoExamples {
        /// The rule.
        id: String,
        /// `fires` or `silent`.
        missing: &'static str,
    },
    /// A value that does not fit its class.
    BadValue {
        /// The rule.
        id: String,
        /// The value.
        value: String,
        /// What was expected.
        expected: String,
    },
    /// A regular expression or a pattern that does not compile.
    BadPattern {
        /// The rule.
        id: String,
        /// What is wrong with it.
        cause: String,
    },
    /// Words, patterns or lines in a folder that has no `language.toml`.
    NoLanguage,
    /// The folder holds no rules at all.
    Empty,
}

impl RuleMistake {
    /// Stable code of the mistake.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self.kind {
            Mistake::Syntax(_) => "E201",
            Mistake::UnknownKey { .. } => "E202",
            Mistake::UnknownName { .. } => "E203",
            Mistake::DuplicateId { .. } => "E204",
            Mistake::MisplacedId { .. } => "E205",
            Mistake::NoExamples { .. } => "E206",
            Mistake::BadValue { .. } => "E207",
            Mistake::BadPattern { .. } => "E208",
            Mistake::NoLanguage => "E209",
            Mistake::Empty => "E210",
        }
    }

    /// What is wrong, in one line.
    #[must_use]
    pub fn cause(&self) -> String {
        match &self.kind {
            Mistake::Syntax(cause) => cause.clone(),
            Mistake::UnknownKey { key, .. } => format!("unknown key `{key}`"),
            Mistake::UnknownName { what, name, .. } => format!("unknown {what} `{name}`"),
            Mistake::DuplicateId { id, .. } => format!("rule id `{id}` is used twice"),
            Mistake::MisplacedId { id, .. } => format!("rule id `{id}` does not name its file"),
            Mistake::NoExamples { id, missing } => format!("rule `{id}` has no `{missing}` example"),
            Mistake::BadValue { id, value, .. } => format!("rule `{id}` has the value `{value}`"),
            Mistake::BadPattern { id, cause } => format!("rule `{id}` has a pattern that cannot be used: {cause}"),
            Mistake::NoLanguage => "a rule of a language that is not described".to_owned(),
            Mistake::Empty => "no rules here".to_owned(),
        }
    }

    /// What to do about it, in one line.
    #[must_use]
    pub fn help(&self) -> String {
        match &self.kind {
            Mistake::Syntax(_) => "correct the TOML; docs/rules.md shows a rule of each kind".to_owned(),
            Mistake::UnknownKey { suggestion: Some(s), .. } | Mistake::UnknownName { suggestion: Some(s), .. } => {
                format!("did you mean `{s}`?")
            }
            Mistake::UnknownKey { known, .. } => format!("known keys: {}", known.join(", ")),
            Mistake::UnknownName { what, .. } => format!("`gormil rules show` lists every {what}"),
            Mistake::DuplicateId { other, .. } => format!("the other stands at {other}; an id is never reused"),
            Mistake::MisplacedId { prefix, .. } => format!("start it with `{prefix}`"),
            Mistake::NoExamples { missing: "fires", .. } => {
                "add `fires = [{ text = \"… <<the words>> …\" }]`: a sentence in which the rule must act".to_owned()
            }
            Mistake::NoExamples { .. } => {
                "add `silent = [\"…\"]`: a sentence that looks alike and in which the rule must not act".to_owned()
            }
            Mistake::BadValue { expected, .. } => format!("expected {expected}"),
            Mistake::BadPattern { .. } => "docs/rules.md lists what a pattern can hold".to_owned(),
            Mistake::NoLanguage => "add `language.toml` to the folder; rules/_template shows one".to_owned(),
            Mistake::Empty => "name a folder that holds <language>/*.toml".to_owned(),
        }
    }
}

impl fmt::Display for RuleMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[{}]: {}\n  --> {}\nhelp: {}", self.code(), self.cause(), self.place, self.help())
    }
}

/// One mistake in the settings of a project or of a user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SettingMistake {
    /// Where.
    pub place: Place,
    /// What is wrong.
    pub cause: String,
    /// What to do about it.
    pub help: String,
}

impl fmt::Display for SettingMistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "error[E104]: {}\n  --> {}\nhelp: {}", self.cause, self.place, self.help)
    }
}

/// A failure that ends the run.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Mistakes in rule files: all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))]
    Rules(Vec<RuleMistake>),
    /// An input that the command line names and that is not there.
    #[error("error[E101]: cannot find the input\n  --> {}\nhelp: name a file, a folder, or `-` for standard input", .0.display())]
    NoSuchInput(PathBuf),
    /// Nothing in the input could be read.
    #[error("error[E102]: nothing readable in the input\n  --> {0}\nhelp: problems.csv says why each file was refused")]
    NothingReadable(String),
    /// A file or folder that could not be written.
    #[error("error[E301]: cannot write\n  --> {}: {cause}\nhelp: name another folder with --out, or free this one", .path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// A file that could not be read and without which the run cannot go on.
    #[error("error[E302]: cannot read\n  --> {}: {cause}\nhelp: check that the file is there and may be read", .path.display())]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system said.
        cause: std::io::Error,
    },
    /// Mistakes in gormil.toml or in a variable of the environment: all of them.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))]
    Settings(Vec<SettingMistake>),
    /// More memory would be needed than the run may take.
    #[error(
        "error[E105]: the input does not fit into the memory that the run may take\n  --> {step}: {} needed, at most {} asked for\nhelp: give more with --max-memory, or check fewer articles at a time",
        size(*.needed), size(*.most)
    )]
    Memory {
        /// What the run was about to do.
        step: &'static str,
        /// Bytes that it takes.
        needed: u64,
        /// Bytes that it may take.
        most: u64,
    },
    /// A command line that makes no sense.
    #[error("error[E103]: {cause}\nhelp: {help}")]
    Usage {
        /// What is wrong.
        cause: String,
        /// What to do.
        help: String,
    },
    /// A report that cannot be read back.
    #[error(
        "error[E303]: not a report of gormil\n  --> {place}: {cause}\nhelp: name the folder that `gormil check --out` wrote"
    )]
    Report {
        /// The file.
        place: String,
        /// What is wrong.
        cause: String,
    },
}

/// A size in the unit that reads best.
fn size(bytes: u64) -> String {
    match bytes {
        1_000_000_000.. => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
        _ => format!("{} MB", bytes.div_ceil(1_000_000)),
    }
}

impl Error {
    /// Exit status of a run that it ends (report contract: 2 usage or rules, 4 nothing readable).
    #[must_use]
    pub fn status(&self) -> u8 {
        match self {
            Self::NothingReadable(_) => 4,
            Self::Rules(_) | Self::Settings(_) | Self::NoSuchInput(_) | Self::Usage { .. } => 2,
            Self::Write { .. } | Self::Read { .. } | Self::Report { .. } | Self::Memory { .. } => 2,
        }
    }
}
