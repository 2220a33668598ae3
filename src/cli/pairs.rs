//! `gormil pairs`: articles in, pairs of sentences that are alike out.

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use crate::cli::style::{self, count};
use crate::cli::{Engine, printing};
use crate::error::Error;
use crate::pairs::{Told, pairs};
use crate::similar::join::Measure;

/// Options of `gormil pairs`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil pairs dump.jsonl --out pairs.jsonl
  gormil pairs dump.jsonl --least 0.7 --out - | head")]
pub struct PairsArgs {
    /// Files or folders of articles; `-` for standard input
    #[arg(required = true, value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// File for the pairs; `-` for standard output
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// How alike two sentences must be at least, above 0 and up to 1
    #[arg(long, value_name = "SCORE", default_value = "0.5", value_parser = score)]
    least: f64,
    /// How likeness is measured
    #[arg(long, value_name = "MEASURE", default_value = "jaccard")]
    measure: Name,
    /// Print no summary
    #[arg(long, short)]
    quiet: bool,
    #[command(flatten)]
    engine: Engine,
}

/// Measures by name.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum Name {
    /// Words that both have, over words that either has
    Jaccard,
    /// Cosine of vectors of TF-IDF: rare words count for more
    Cosine,
}

fn score(text: &str) -> Result<f64, String> {
    text.parse().ok().filter(|s| *s > 0.0 && *s <= 1.0).ok_or_else(|| "a number above 0 and up to 1".to_owned())
}

/// Runs the task and returns the exit status.
///
/// # Errors
/// All that ends a run: see `Error`.
pub fn run(args: &PairsArgs, err: &mut dyn Write) -> Result<u8, Error> {
    let rules = args.engine.languages()?;
    let measure = match args.measure {
        Name::Jaccard => Measure::Jaccard,
        Name::Cosine => Measure::Cosine,
    };
    let told = |out: &mut (dyn Write + Send)| -> Result<Told, Error> {
        args.engine.pool()?.install(|| pairs(&args.inputs, &rules, measure, args.least, out))
    };
    let told = if args.out.as_os_str() == "-" {
        let mut out = BufWriter::new(io::stdout());
        let told = told(&mut out)?;
        out.flush().map_err(printing)?;
        told
    } else {
        replaced(&args.out, told)?
    };
    for s in &told.skipped {
        writeln!(err, "{}: {} ({})", style::plain(&s.document), style::plain(&s.problem), style::plain(&s.help))
            .map_err(printing)?;
    }
    if args.out.as_os_str() != "-" && !args.quiet {
        let [articles, sentences] = [count(told.articles, "article"), count(told.sentences, "sentence")];
        writeln!(err, "{articles} read, {sentences}, {}", count(told.lines, "line")).map_err(printing)?;
    }
    Ok(match (told.articles, told.skipped.iter().any(|s| s.refused)) {
        (0, _) => 4,
        (_, true) => 3,
        _ => 0,
    })
}

/// Writes a file beside `path` and puts it in its place when it is whole.
fn replaced<T>(path: &Path, write: impl FnOnce(&mut (dyn Write + Send)) -> Result<T, Error>) -> Result<T, Error> {
    let failed = |cause: io::Error| Error::Write { path: path.to_owned(), cause };
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    let told = write(file.as_file_mut())?;
    file.persist(path).map_err(|e| failed(e.error))?;
    Ok(told)
}
