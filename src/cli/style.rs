//! Text and colours for a terminal.

use anstyle::{AnsiColor, Style};

use crate::model::Verdict;

pub use crate::report::plain;

/// Style of a verdict's name.
#[must_use]
pub fn verdict(verdict: Verdict) -> Style {
    let color = match verdict {
        Verdict::Contradiction => AnsiColor::Red,
        Verdict::Update => AnsiColor::Yellow,
        Verdict::Reconciled => AnsiColor::Green,
        Verdict::Compatible => AnsiColor::Cyan,
        Verdict::Agrees => AnsiColor::BrightBlack,
    };
    let style = color.on_default();
    if verdict == Verdict::Contradiction { style.bold() } else { style }
}

/// Style of the words of a value in their sentence.
#[must_use]
pub fn mark() -> Style {
    AnsiColor::Magenta.on_default().bold().underline()
}

/// `text` in `style`.
#[must_use]
pub fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The first `most` characters of `text`, with an ellipsis where there are more.
#[must_use]
pub fn short(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", text[..end].trim_end()),
        None => text.to_owned(),
    }
}

/// So many of a thing: `1 rule`, `2 rules`.
#[must_use]
pub fn count(n: usize, what: &str) -> String {
    if n == 1 { format!("{n} {what}") } else { format!("{n} {what}s") }
}

/// An error as it is shown: its lines made safe, the word `error` and its code in red.
#[must_use]
pub fn error(text: &str) -> String {
    let line = |line: &str| {
        let line = plain(line);
        match line.split_once("]: ") {
            Some((code, cause)) if code.starts_with("error[") => {
                format!("{} {cause}", paint(AnsiColor::Red.on_default().bold(), &format!("{code}]:")))
            }
            _ => line,
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}
