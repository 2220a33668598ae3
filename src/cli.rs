//! The command line: one file for each task that a user has. What a task does belongs to the library.

pub mod check;
pub mod diff;
pub mod eval;
pub mod explain;
pub mod extract;
pub mod inspect;
pub mod page;
pub mod pairs;
pub mod progress;
pub mod rules;
pub mod settings;
pub mod shell;
pub mod stopwatch;
pub mod style;
pub mod summary;
pub mod verify;

use std::ffi::OsString;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use anstream::AutoStream;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind as Parsing;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args, CommandFactory, FromArgMatches, Parser, Subcommand, ValueEnum};
use rayon::ThreadPool;

use crate::cache::Cache;
use crate::cli::settings::Settings;
use crate::digest;
use crate::error::Error;
use crate::read::{Format, Options};
use crate::ruleset::{self, FIELDS, RuleSet};

/// Finds where news outlets disagree.
///
/// Reads saved news articles on the same events from several outlets and writes a spreadsheet of who
/// printed which figure, date or statement, and where two outlets cannot both be right.
#[derive(Debug, Parser)]
#[command(name = "gormil", version, max_term_width = 100, propagate_version = true)]
#[command(after_help = "Examples:
  gormil check stories/ --out reports/today
  gormil check dump.jsonl --out reports/today --fail-on contradiction
  gormil explain f-n4w0we9t3g
  gormil rules diff shipped our-rules/ stories/
  gormil extract < sentences.jsonl

`gormil help COMMAND` tells more about a command.")]
pub struct Cli {
    /// When to use colours; `auto` is on a terminal, unless NO_COLOR is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    color: Color,
    /// Print the settings of the task, each with its value and where it comes from, and do nothing else
    #[arg(long, global = true)]
    print_config: bool,
    #[command(subcommand)]
    command: Command,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Color {
    Auto,
    Always,
    Never,
}

impl From<Color> for anstream::ColorChoice {
    fn from(color: Color) -> Self {
        match color {
            Color::Auto => Self::Auto,
            Color::Always => Self::Always,
            Color::Never => Self::Never,
        }
    }
}

/// The tasks, by what a user wants: a report, then a look inside, then the rules.
#[derive(Debug, Subcommand)]
enum Command {
    /// Compare articles and report the claims that disagree
    Check(check::CheckArgs),
    /// List the figures, dates and lengths of time in texts, without comparing them
    Extract(extract::ExtractArgs),
    /// List the sentences of different articles that are alike
    Pairs(pairs::PairsArgs),
    /// Show what was read: outlet, publication date and how it is known, body and dropped lines
    Inspect(inspect::InspectArgs),
    /// Say why a row is there, or what two sentences come to and why
    Explain(explain::ExplainArgs),
    /// Say what changed between two reports
    Diff(diff::DiffArgs),
    /// Derive every row of a report anew from the sources
    Verify(verify::VerifyArgs),
    /// Hold a run against labelled articles: what is found, missed and wrong
    Eval(eval::EvalArgs),
    /// Fit the models that pair claims to labelled articles
    Fit(eval::FitArgs),
    /// Test, check, list or show the rules
    Rules(rules::RulesArgs),
    /// Write a script that completes commands in a shell
    Completions(shell::CompletionsArgs),
    /// Write the manual, one page for each task
    Man(shell::ManArgs),
}

/// Options of every task that runs the rules.
#[derive(Debug, Args)]
pub struct Engine {
    /// Folder of rules that are laid over the shipped ones, by id
    #[arg(long, value_name = "DIR")]
    rules: Option<PathBuf>,
    /// How many threads to use; as many as the machine has where not given. Results are the same for any number
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Engine {
    fn rules(&self) -> Result<RuleSet, Error> {
        ruleset::load(self.rules.as_deref())
    }

    /// What the languages are written in, without any rule.
    fn languages(&self) -> Result<RuleSet, Error> {
        ruleset::languages(self.rules.as_deref())
    }

    fn pool(&self) -> Result<ThreadPool, Error> {
        pool(self.threads)
    }
}

/// So many threads; as many as the machine has where not given.
fn pool(threads: Option<u16>) -> Result<ThreadPool, Error> {
    let threads = threads.map_or(0, usize::from);
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().map_err(|e| Error::Usage {
        cause: format!("cannot start the threads: {e}"),
        help: "ask for fewer with --threads".to_owned(),
    })
}

/// Digest of the program, where it can be read.
fn binary() -> Option<String> {
    std::env::current_exe().and_then(File::open).and_then(digest::of).ok()
}

/// The cache of a folder, as far as these rules and this program filled it.
fn opened(dir: &Path, binary: Option<&str>, rules: &RuleSet) -> Result<Cache, Error> {
    Cache::open(dir, &digest::of_parts([env!("CARGO_PKG_VERSION"), binary.unwrap_or_default(), &rules.sha256]))
}

/// Reads the command line and the settings, runs what they ask for and returns the exit status: see [`run`].
#[must_use]
pub fn start(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    match parsed(&arguments.into_iter().collect::<Vec<_>>()) {
        Ok(Asked::Task(cli)) => run(&cli),
        Ok(Asked::Settings(text)) => match io::stdout().write_all(text.as_bytes()) {
            Err(cause) if cause.kind() != ErrorKind::BrokenPipe => failed(&mut io::stderr(), &printing(cause)),
            _ => 0,
        },
        Ok(Asked::Help(told)) => {
            let _ = told.print();
            u8::try_from(told.exit_code()).unwrap_or(2)
        }
        Err(error) => failed(&mut anstream::stderr(), &error),
    }
}

/// What a command line asks for.
enum Asked {
    Task(Box<Cli>),
    /// To see the settings.
    Settings(String),
    /// Help or the version; or it is wrong.
    Help(clap::Error),
}

fn parsed(arguments: &[OsString]) -> Result<Asked, Error> {
    let bare = Cli::command();
    // a mistake in gormil.toml must not keep anybody from the help
    if let Err(told) = bare.clone().try_get_matches_from(arguments)
        && matches!(told.kind(), Parsing::DisplayHelp | Parsing::DisplayVersion)
    {
        return Ok(Asked::Help(told));
    }
    let settings = Settings::read(&bare)?;
    let command = settings.under(bare);
    let matches = match command.clone().try_get_matches_from(arguments) {
        Ok(matches) => matches,
        Err(told) => return Ok(Asked::Help(told)),
    };
    let mut cli = match Cli::from_arg_matches(&matches) {
        Ok(cli) => cli,
        Err(told) => return Ok(Asked::Help(told)),
    };
    if cli.print_config {
        let mut text = settings.told(&command, &matches);
        if let Some((name, matches)) = matches.subcommand() {
            text += &command.find_subcommand(name).map_or_else(String::new, |task| settings.told(task, matches));
        }
        return Ok(Asked::Settings(text));
    }
    let flagged = |m: &ArgMatches| m.value_source("rules") == Some(ValueSource::CommandLine);
    match (&mut cli.command, matches.subcommand()) {
        (Command::Explain(args), Some((_, matches))) if !flagged(matches) => args.forget_rules(),
        (Command::Rules(args), Some((_, matches))) if flagged(matches) && !args.take_rules() => {
            return Err(Error::Usage {
                cause: "--rules has no place here".to_owned(),
                help: "`gormil rules diff` names both folders, `from-review` needs none".to_owned(),
            });
        }
        _ => {}
    }
    Ok(Asked::Task(Box::new(cli)))
}

fn failed(err: &mut dyn Write, error: &Error) -> u8 {
    // Nothing is left to be done where standard error cannot be written.
    let _ = writeln!(err, "{}", style::error(&error.to_string()));
    error.status()
}

/// Runs the command line and returns the exit status: 0 done, 1 findings at or above `--fail-on`,
/// 2 usage, configuration or rules, 3 done but some input was refused, 4 nothing readable.
#[must_use]
pub fn run(cli: &Cli) -> u8 {
    let mut out = AutoStream::new(io::stdout(), cli.color.into());
    let mut err = AutoStream::new(io::stderr(), cli.color.into());
    let coloured = out.current_choice() != anstream::ColorChoice::Never;
    let done = task(&cli.command, coloured, &mut out, &mut err).and_then(|status| {
        out.flush().map_err(printing)?;
        Ok(status)
    });
    match done {
        Ok(status) => status,
        // Whoever read the output has read enough.
        Err(Error::Write { cause, .. }) if cause.kind() == ErrorKind::BrokenPipe => 0,
        Err(error) => failed(&mut err, &error),
    }
}

fn task(command: &Command, coloured: bool, out: &mut (dyn Write + Send), err: &mut dyn Write) -> Result<u8, Error> {
    match command {
        Command::Check(args) => check::run(args, out, err),
        Command::Extract(args) => {
            // lines for programs: never styled, and many
            let mut lines = BufWriter::new(io::stdout().lock());
            extract::run(args, BufReader::new(io::stdin()), &mut lines, err)
        }
        Command::Pairs(args) => pairs::run(args, err),
        Command::Inspect(args) => inspect::run(args, out, err),
        Command::Explain(args) => explain::run(args, coloured, out),
        Command::Diff(args) => diff::run(args, out),
        Command::Verify(args) => verify::run(args, out),
        Command::Eval(args) => eval::eval(args, out),
        Command::Fit(args) => eval::fit(args, out),
        Command::Rules(args) => rules::run(args, out, err),
        Command::Completions(args) => shell::completions(args, out),
        Command::Man(args) => shell::man(args, out),
    }
}

/// What is read, and what the inputs do not say themselves.
#[derive(Debug, Args)]
pub struct Inputs {
    /// Files, folders or patterns of articles and dumps; `-` for standard input
    #[arg(required_unless_present = "print_config", value_name = "INPUT")]
    inputs: Vec<PathBuf>,
    /// What the inputs are, where they are taken for something else
    #[arg(long, value_name = "FORMAT", value_parser = format())]
    format: Option<Format>,
    /// Field or column of a dump that holds NAME: id, url, outlet, title, text, html, published, modified, language;
    /// may be given several times
    #[arg(long = "column", value_name = "NAME=HEADER", value_parser = column)]
    columns: Vec<(String, String)>,
    /// Outlet of the articles that name none
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
}

impl Inputs {
    fn options(&self) -> Options {
        Options { format: self.format, columns: self.columns.clone(), source: self.source.clone() }
    }
}

fn format() -> impl TypedValueParser<Value = Format> {
    let named = |name: String| Format::ALL.into_iter().find(|(n, _)| *n == name).map_or(Format::Text, |(_, f)| f);
    PossibleValuesParser::new(Format::ALL.map(|(name, _)| name)).map(named)
}

fn column(text: &str) -> Result<(String, String), String> {
    let (name, header) = text.split_once('=').ok_or("write it as NAME=HEADER, as text=Body")?;
    let (name, header) = (name.trim(), header.trim());
    if !FIELDS.contains(&name) {
        return Err(format!("there is no `{name}`: choose from {}", FIELDS.join(", ")));
    }
    if header.is_empty() {
        return Err("name the column behind the `=`".to_owned());
    }
    Ok((name.to_owned(), header.to_owned()))
}

/// A failure to print.
fn printing(cause: io::Error) -> Error {
    Error::Write { path: PathBuf::from("standard output"), cause }
}
