//! `gormil extract`: lines of JSON in, what each text holds out, in the same order.

use std::io::{BufRead, Write};
use std::path::PathBuf;

use clap::Args;
use jiff::civil::Date;
use rayon::ThreadPool;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::cli::{Engine, printing, style};
use crate::error::Error;
use crate::ruleset::RuleSet;
use crate::single::{Extracted, extract_text};

/// A chunk is worked on in parallel once it has so many lines, or so many bytes.
const CHUNK_LINES: usize = 1024;
const CHUNK_BYTES: usize = 4 << 20;

/// Options of `gormil extract`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil extract < sentences.jsonl > mentions.jsonl
  echo '{\"id\": 1, \"lang\": \"en\", \"text\": \"At least 40 people were hurt.\"}' | gormil extract

Reads lines of JSON {\"id\", \"lang\", \"text\", \"reference_date\"} (lang and reference_date may be null) and \
writes one line for each, in order. A line that cannot be read gives {\"id\": null, \"error\": \"...\"} and \
exit status 3.")]
pub struct ExtractArgs {
    #[command(flatten)]
    engine: Engine,
}

/// A line as it comes in.
#[derive(Debug, Deserialize)]
struct Request {
    #[serde(default)]
    id: Value,
    #[serde(default)]
    lang: Option<String>,
    text: String,
    #[serde(default)]
    reference_date: Option<String>,
}

/// A line as it goes out.
#[derive(Debug, Serialize)]
struct Answer {
    id: Value,
    #[serde(flatten)]
    extracted: Extracted,
}

/// A line that could not be read.
#[derive(Debug, Serialize)]
struct Refusal {
    id: Value,
    error: String,
}

/// Runs the task over `input` and returns the exit status. Holds one chunk of lines at a time.
///
/// # Errors
/// `Error::Rules`, and `Error::Read` or `Error::Write` where a stream breaks.
pub fn run(args: &ExtractArgs, mut input: impl BufRead, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Error> {
    let rules = args.engine.rules()?;
    let pool = args.engine.pool()?;
    let mut first = 1;
    let mut refused = false;
    loop {
        let lines = chunk(&mut input)?;
        if lines.is_empty() {
            return Ok(if refused { 3 } else { 0 });
        }
        for (number, answer) in (first..).zip(answers(&lines, &rules, &pool)) {
            let Some(Printed { line, refused: cause }) = answer else { continue };
            if let Some(cause) = cause {
                refused = true;
                // The refusal also stands in the output; nothing is lost without standard error.
                let _ = writeln!(err, "standard input:{number}: {}", style::plain(&cause));
            }
            let line = line.map_err(|e| printing(e.into()))?;
            writeln!(out, "{line}").map_err(printing)?;
        }
        out.flush().map_err(printing)?;
        first += lines.len();
    }
}

/// The next lines, without their ends; none at the end of the input.
fn chunk(input: &mut impl BufRead) -> Result<Vec<Vec<u8>>, Error> {
    let failed = |cause| Error::Read { path: PathBuf::from("standard input"), cause };
    let (mut lines, mut bytes) = (Vec::new(), 0);
    while lines.len() < CHUNK_LINES && bytes < CHUNK_BYTES {
        let mut line = Vec::new();
        match input.read_until(b'\n', &mut line).map_err(failed)? {
            0 => break,
            read => bytes += read,
        }
        lines.push(line);
    }
    Ok(lines)
}

/// A line as it is printed, and why the one that came in was refused, if it was.
struct Printed {
    line: Result<String, serde_json::Error>,
    refused: Option<String>,
}

fn answers(lines: &[Vec<u8>], rules: &RuleSet, pool: &ThreadPool) -> Vec<Option<Printed>> {
    let printed = |line: &Vec<u8>| {
        Some(match answer(line, rules)? {
            Ok(answer) => Printed { line: serde_json::to_string(&answer), refused: None },
            Err(refusal) => Printed { line: serde_json::to_string(&refusal), refused: Some(refusal.error) },
        })
    };
    pool.install(|| lines.par_iter().map(printed).collect())
}

/// The answer to one line; `None` for an empty one.
fn answer(line: &[u8], rules: &RuleSet) -> Option<Result<Answer, Refusal>> {
    let line = line.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(line).trim_ascii();
    if line.is_empty() {
        return None;
    }
    Some(match request(line) {
        Ok((Request { id, lang, text, .. }, reference)) => {
            Ok(Answer { id, extracted: extract_text(&text, lang.as_deref(), reference, rules) })
        }
        Err(error) => {
            // what the line is called is said even where the rest of it cannot be read
            let named = serde_json::from_slice::<Value>(line).ok().and_then(|v| v.get("id").cloned());
            Err(Refusal { id: named.unwrap_or_default(), error })
        }
    })
}

/// Reads a line. The error says what is wrong.
fn request(line: &[u8]) -> Result<(Request, Option<Date>), String> {
    let request: Request = serde_json::from_slice(line).map_err(|e| e.to_string())?;
    let date = |text: &String| text.parse::<Date>().map_err(|_| format!("reference_date is no ISO date: `{text}`"));
    let reference = request.reference_date.as_ref().map(date).transpose()?;
    Ok((request, reference))
}
