//! What is wrong with an input, before it has a name.

use std::io;

use crate::model::Skipped;

/// What is wrong with an input, where in it, and what to do.
#[derive(Debug)]
pub struct Trouble {
    /// 1-based line, where one is known.
    pub line: Option<u32>,
    /// What is wrong.
    pub problem: String,
    /// What to do about it.
    pub help: String,
    /// Whether something was lost by it.
    pub refused: bool,
}

impl Trouble {
    /// Something that was refused.
    pub fn new(problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self { line: None, problem: problem.into(), help: help.into(), refused: true }
    }

    /// Something that is worth a word, and by which no article is lost.
    pub fn note(problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self { refused: false, ..Self::new(problem, help) }
    }

    /// The same, on that line.
    pub fn on(self, line: u32) -> Self {
        Self { line: Some(line), ..self }
    }

    /// The row of problems.csv.
    pub fn row(self, document: &str) -> Skipped {
        let Self { line, problem, help, refused } = self;
        Skipped { document: document.to_owned(), line, problem, help, refused }
    }
}

/// A file that ends, breaks or cannot be read while it is read. What came before stands.
impl From<io::Error> for Trouble {
    fn from(cause: io::Error) -> Self {
        if let Some(own) = cause.get_ref().and_then(|inner| inner.downcast_ref::<Limit>()) {
            return Self::new(own.to_string(), own.help());
        }
        match cause.kind() {
            io::ErrorKind::UnexpectedEof => Self::new(
                "ends in the middle: the file was cut, or not fully loaded",
                "get the file again; of many articles in it, those before the cut were read",
            ),
            io::ErrorKind::InvalidInput | io::ErrorKind::InvalidData | io::ErrorKind::Other => Self::new(
                format!("packed data that is broken: {cause}"),
                "get the file again, or unpack it and give what came out",
            ),
            _ => Self::new(format!("cannot be read: {cause}"), "check that the file may be read, and run again"),
        }
    }
}

/// A bound that keeps memory and time small whatever an input holds.
#[derive(Clone, Copy, Debug, thiserror::Error)]
pub enum Limit {
    /// Packed data that grows beyond reason.
    #[error("unpacks to more than {0} times its size")]
    Bomb(u64),
    /// One record that is larger than any article.
    #[error("one record with more than {} MiB", .0 >> 20)]
    Record(u64),
}

impl Limit {
    fn help(self) -> &'static str {
        match self {
            Self::Bomb(_) => "unpack it yourself if you trust where it comes from, and give what came out",
            Self::Record(_) => {
                "look whether a quotation mark or bracket is never closed; one article has at most 16 MiB"
            }
        }
    }
}

impl From<Limit> for io::Error {
    fn from(limit: Limit) -> Self {
        Self::other(limit)
    }
}
