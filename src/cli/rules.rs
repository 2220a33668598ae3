//! `gormil rules`: run the rules' own examples, look for doubtful entries, list and show rules; what a change of them
//! changes, and what reviewers decided.

mod diff;
mod review;

use std::io::Write;
use std::path::PathBuf;

use crate::cli::printing;
use crate::cli::style::count;
use crate::error::Error;
use crate::model::TimeUnit;
use crate::ruleset::lint::{self, Warning};
use crate::ruleset::{BOUNDS, Class, Example, Means, REACHES, ROLES, RuleInfo, RuleKind, RuleSet, Status};
use crate::ruleset::{load, suggestion};
use crate::selftest::{self, Kind};

/// What `gormil rules` is asked to do.
#[derive(Debug, clap::Args)]
#[command(after_help = "Examples:
  gormil rules test                     all examples of all rules
  gormil rules test bn/dates            those of one file
  gormil rules lint --rules our-rules/  the shipped rules with ours laid over them
  gormil rules show bn/dates.weekdays   one rule
  gormil rules show                     the names that rules choose from
  gormil rules diff shipped our-rules/ stories/
  gormil rules from-review reports/today --out labelled/today stories/")]
pub struct RulesArgs {
    #[command(subcommand)]
    task: Task,
    /// Folder of rules to lay over the shipped ones, by id
    #[arg(long, global = true, value_name = "DIR")]
    rules: Option<PathBuf>,
}

#[derive(Debug, clap::Subcommand)]
enum Task {
    /// Run the examples inside the rules: exit status 1 where one fails
    Test {
        /// Rules to test, by id, file or language (`bn/dates.weekdays`, `bn/dates`, `bn`); all where none is named
        #[arg(value_name = "ID")]
        ids: Vec<String>,
    },
    /// Look for clashes, duplicates and entries without effect: exit status 1 where there is one
    Lint,
    /// Show which rows of a report a change of rules changes: exit status 1 where there is one
    Diff(Box<diff::DiffArgs>),
    /// Write what reviewers decided as labelled articles, for `gormil eval`
    FromReview(review::FromReviewArgs),
    /// List all rules, one per line, with tabs between the columns
    List,
    /// Show one rule, or the names that rules choose from
    Show {
        /// The rule
        #[arg(value_name = "ID")]
        id: Option<String>,
    },
}

impl RulesArgs {
    /// Whether the task runs one set of rules, that of `--rules`.
    #[must_use]
    pub fn take_rules(&self) -> bool {
        !matches!(self.task, Task::Diff(_) | Task::FromReview(_))
    }
}

/// Does what was asked, writes to `out`, and gives the exit status: 0, or 1 for a failed example or a warning.
///
/// # Errors
/// `Error::Rules` where the rules do not load, `Error::Usage` for an id that no rule has, `Error::Write`.
pub fn run(args: &RulesArgs, out: &mut dyn Write, err: &mut dyn Write) -> Result<u8, Error> {
    let rules = || load(args.rules.as_deref());
    let (text, status) = match &args.task {
        Task::Diff(args) => return diff::run(args, out, err),
        Task::FromReview(args) => return review::run(args, out),
        Task::Test { ids } => {
            let rules = rules()?;
            test(&rules, &chosen(&rules, ids)?)
        }
        Task::Lint => lint_all(&rules()?),
        Task::List => (list(&rules()?), 0),
        Task::Show { id: None } => (names(), 0),
        Task::Show { id: Some(id) } => {
            let rules = rules()?;
            (show(&rules, find(&rules, id)?), 0)
        }
    };
    out.write_all(text.as_bytes()).and_then(|()| out.flush()).map_err(printing)?;
    Ok(status)
}

/// Ids of the rules that the words on the command line name: a rule, a file, a language.
fn chosen(rules: &RuleSet, names: &[String]) -> Result<Vec<String>, Error> {
    let mut ids = Vec::new();
    for name in names {
        let under = |id: &str| {
            id.strip_prefix(name.as_str()).is_some_and(|rest| matches!(rest.chars().next(), None | Some('.' | '/')))
        };
        let before = ids.len();
        ids.extend(rules.rules.iter().map(|r| r.id.clone()).filter(|id| under(id)));
        if ids.len() == before {
            return Err(unknown(rules, name));
        }
    }
    Ok(ids)
}

fn find<'a>(rules: &'a RuleSet, id: &str) -> Result<(usize, &'a RuleInfo), Error> {
    rules.rules.iter().enumerate().find(|(_, r)| r.id == id).ok_or_else(|| unknown(rules, id))
}

fn unknown(rules: &RuleSet, name: &str) -> Error {
    let near = suggestion(name, rules.rules.iter().map(|r| r.id.as_str()));
    Error::Usage {
        cause: format!("no rule `{name}`"),
        help: near
            .map_or_else(|| "`gormil rules list` lists them all".to_owned(), |id| format!("did you mean `{id}`?")),
    }
}

fn test(rules: &RuleSet, ids: &[String]) -> (String, u8) {
    let failures = selftest::run(rules, ids);
    let mut text = String::new();
    for failure in &failures {
        let (word, cause) = match failure.kind {
            Kind::Missing => ("missing", "does not do what its example asks for"),
            Kind::Noisy => ("noisy", "acts where it must stay silent"),
        };
        text += &format!("{word}: rule `{}` {cause}\n  --> {}\n", failure.rule, failure.place);
        text += &format!("example: {}\n{}\n\n", failure.example, failure.detail);
    }
    let of = |r: &&RuleInfo| ids.is_empty() || ids.contains(&r.id);
    let tested: Vec<&RuleInfo> = rules.rules.iter().filter(of).filter(|r| r.status != Status::Retired).collect();
    let examples: usize = tested.iter().map(|r| examples(r)).sum();
    text += &format!("{}, {}: ", count(tested.len(), "rule"), count(examples, "example"));
    text += &if failures.is_empty() { "all pass\n".to_owned() } else { format!("{} failed\n", failures.len()) };
    (text, u8::from(!failures.is_empty()))
}

fn examples(rule: &RuleInfo) -> usize {
    rule.fires.len() + rule.silent.len() + rule.pairs.len() + rule.silent_pairs.len()
}

fn lint_all(rules: &RuleSet) -> (String, u8) {
    let found = lint::lint(rules);
    let warnings = found.iter().filter(|w| !w.is_note()).count();
    let mut text: String = found.iter().map(|w: &Warning| format!("{w}\n\n")).collect();
    let notes = count(found.len() - warnings, "note");
    text += &format!("{}: {}, {notes}\n", count(rules.rules.len(), "rule"), count(warnings, "warning"));
    (text, u8::from(warnings > 0))
}

fn list(rules: &RuleSet) -> String {
    let mut text = "id\tkind\tclass\tstatus\tfires\tsilent\tplace\n".to_owned();
    for rule in &rules.rules {
        let (fires, silent) = (rule.fires.len() + rule.pairs.len(), rule.silent.len() + rule.silent_pairs.len());
        let (kind, status) = (kind(rule.kind), status(rule.status));
        text += &format!("{}\t{kind}\t{}\t{status}\t{fires}\t{silent}\t{}\n", rule.id, rule.class, rule.place);
    }
    text
}

fn names() -> String {
    let line = |what: &str, names: Vec<&str>| format!("{what}: {}\n", names.join(", "));
    [
        line("class of [[words]]", Class::ALL.iter().map(|(name, _)| *name).collect()),
        line("meaning of [[pattern]]", Means::ALL.iter().map(|(name, _)| *name).collect()),
        line("role of [[line]]", ROLES.iter().map(|(name, _)| *name).collect()),
        line("reach of [[line]]", REACHES.iter().map(|(name, _)| *name).collect()),
        line("bound", BOUNDS.iter().map(|(name, _)| *name).collect()),
        line("unit of time", TimeUnit::ALL.map(TimeUnit::name).to_vec()),
    ]
    .join("\n")
}

fn show(rules: &RuleSet, (at, rule): (usize, &RuleInfo)) -> String {
    let mut text = format!("{}\n  --> {}\n", rule.id, rule.place);
    text += &format!("[[{}]], {}, {}\n", kind(rule.kind), rule.class, status(rule.status));
    text += &section(
        match rule.kind {
            RuleKind::Words => "words",
            RuleKind::Pattern => "forms",
            RuleKind::Line => "lines",
            RuleKind::Slot => "slot",
            RuleKind::Dialect => "fields",
            RuleKind::Legacy => "words",
        },
        entries(rules, at, rule),
    );
    let pairs = |list: &[crate::ruleset::PairExample]| -> Vec<String> {
        list.iter().map(|p| format!("{} | {} -> {}", p.a, p.b, p.verdict)).collect()
    };
    text += &section("fires", rule.fires.iter().map(example).chain(pairs(&rule.pairs)).collect());
    text += &section("silent", rule.silent.iter().cloned().chain(pairs(&rule.silent_pairs)).collect());
    text
}

/// What the rule lists, as the program holds it: folded words with their values, forms, expressions.
fn entries(rules: &RuleSet, at: usize, rule: &RuleInfo) -> Vec<String> {
    let home = rule.language.and_then(|i| rules.languages.get(i));
    match (rule.kind, home) {
        (RuleKind::Words, Some(home)) => {
            let endings = home.lexicon.suffix_rules().filter(|(_, r)| r.index() == at).map(|(s, _)| s.to_owned());
            let words = home.lexicon.entries();
            let mine =
                words.into_iter().map(|(word, i)| (word, home.lexicon.sense(i))).filter(|(_, s)| s.rule.index() == at);
            mine.map(|(word, s)| if s.text.is_empty() { word } else { format!("{word} = {}", s.text) })
                .chain(endings)
                .collect()
        }
        (RuleKind::Pattern, Some(home)) => {
            let mine = home.patterns.iter().filter(|p| p.rule.index() == at);
            mine.map(|p| lint::form(&p.elements)).collect()
        }
        (RuleKind::Line, Some(home)) => {
            let mine = home.lines.iter().filter(|l| l.rule.index() == at);
            mine.flat_map(|l| l.lines.iter().map(|r| r.as_str().to_owned())).collect()
        }
        _ if rule.kind == RuleKind::Dialect => {
            let mine = rules.formats.dialects.iter().find(|d| d.id == rule.id);
            let fields = mine.into_iter().flat_map(|d| &d.fields);
            fields.map(|(field, names)| format!("{field}: {}", names.join(", "))).collect()
        }
        _ if rule.kind == RuleKind::Legacy => {
            let mine = rules.formats.legacy.iter().find(|l| l.id == rule.id);
            mine.into_iter().flat_map(|l| l.words.clone()).collect()
        }
        _ => {
            let slot = rules.compare.slots.get(&rule.class).filter(|s| s.id == rule.id);
            slot.map(|s| format!("{:?}, unit {}: {}", s.change, s.unit.as_deref().unwrap_or("none"), s.why))
                .into_iter()
                .collect()
        }
    }
}

fn example(example: &Example) -> String {
    let fields = [
        ("value", &example.value),
        ("unit", &example.unit),
        ("from", &example.from),
        ("to", &example.to),
        ("on", &example.on),
    ];
    let given = fields.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", value.as_ref()?)));
    let given: Vec<String> = given.collect();
    if given.is_empty() { example.text.clone() } else { format!("{} -> {}", example.text, given.join(", ")) }
}

fn section(title: &str, lines: Vec<String>) -> String {
    let lines: String = lines.iter().map(|l| format!("  {l}\n")).collect();
    format!("{title}:\n{}", if lines.is_empty() { "  (none)\n".to_owned() } else { lines })
}

fn kind(kind: RuleKind) -> &'static str {
    match kind {
        RuleKind::Words => "words",
        RuleKind::Pattern => "pattern",
        RuleKind::Line => "line",
        RuleKind::Slot => "slot",
        RuleKind::Dialect => "dialect",
        RuleKind::Legacy => "legacy",
    }
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Draft => "draft",
        Status::Stable => "stable",
        Status::Retired => "retired",
    }
}
