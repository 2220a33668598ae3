//! `gormil eval` and `gormil fit`: how the rules fare against labelled clusters, and the models fitted to them.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use crate::cli::style::plain;
use crate::cli::{Engine, printing};
use crate::error::Error;
use crate::gold::{self, Measured, SCORED};

/// Options of `gormil eval`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil eval labelled/
  gormil eval labelled/ --misses --rules our-rules/")]
pub struct EvalArgs {
    /// Folder of labelled clusters, each with articles/ and gold.jsonl
    #[arg(value_name = "GOLD_DIR")]
    dir: PathBuf,
    /// List every miss and every false alarm
    #[arg(long)]
    misses: bool,
    #[command(flatten)]
    engine: Engine,
}

/// Options of `gormil fit`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil fit labelled/ --out rules/pairing.toml
  gormil fit labelled/ more-labelled/ --rules our-rules/ --out our-rules/pairing.toml")]
pub struct FitArgs {
    /// Folders of labelled clusters
    #[arg(required = true, value_name = "GOLD_DIR")]
    dirs: Vec<PathBuf>,
    /// File for the models
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Folder of labelled clusters whose pairs must be found: they weigh more than others
    #[arg(long, value_name = "GOLD_DIR")]
    firm: Vec<PathBuf>,
    /// List every miss and every false alarm on the clusters held back
    #[arg(long)]
    misses: bool,
    #[command(flatten)]
    engine: Engine,
}

/// Measures and prints.
///
/// # Errors
/// Where labels, articles or rules cannot be read.
pub fn eval(args: &EvalArgs, out: &mut dyn Write) -> Result<u8, Error> {
    let rules = args.engine.rules()?;
    let clusters = gold::clusters(&args.dir)?;
    let measured = args.engine.pool()?.install(|| gold::measure(&clusters, &rules))?;
    writeln!(out, "{} clusters", clusters.len()).map_err(printing)?;
    table(&measured, args.misses, out).map_err(printing)?;
    Ok(0)
}

/// Fits, writes the models and prints what they come to on clusters held back.
///
/// # Errors
/// Where labels, articles or rules cannot be read, or the file cannot be written.
pub fn fit(args: &FitArgs, out: &mut dyn Write) -> Result<u8, Error> {
    let rules = args.engine.rules()?;
    let mut clusters = Vec::new();
    for dir in &args.dirs {
        clusters.extend(gold::clusters(dir)?);
    }
    for dir in &args.firm {
        clusters.extend(gold::clusters(dir)?.into_iter().map(|cluster| gold::Cluster { firm: true, ..cluster }));
    }
    let fitted = args.engine.pool()?.install(|| gold::fit(&clusters, &rules))?;
    std::fs::write(&args.out, fitted.toml()).map_err(|cause| Error::Write { path: args.out.clone(), cause })?;
    writeln!(out, "{} clusters, each measured with models that were fitted without it", clusters.len())
        .map_err(printing)?;
    table(&fitted.held, args.misses, out).map_err(printing)?;
    if args.misses {
        errors("without thresholds", &fitted.open, out).map_err(printing)?;
    }
    writeln!(out, "models: {}", plain(&args.out.display().to_string())).map_err(printing)?;
    Ok(0)
}

fn table(measured: &Measured, misses: bool, out: &mut dyn Write) -> std::io::Result<()> {
    for verdict in SCORED {
        let c = measured.of(verdict);
        writeln!(
            out,
            "{:14} precision {:.3}  recall {:.3}  f1 {:.3}  (labels {}, false alarms {})",
            verdict.name(),
            c.precision(),
            c.recall(),
            c.f1(),
            c.hits + c.misses,
            c.alarms
        )?;
    }
    writeln!(out, "macro_f1 {:.3}", measured.macro_f1())?;
    writeln!(out, "\nby kind and verdict: found of labels, false alarms")?;
    for ((kind, verdict), c) in &measured.kinds {
        writeln!(out, "  {kind:10} {:14} {:3} of {:3}, {:2}", verdict.name(), c.hits, c.hits + c.misses, c.alarms)?;
    }
    writeln!(out, "\nhow often findings of a confidence are right")?;
    for low in [0.0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95] {
        let above: Vec<bool> = measured.sureness.iter().filter(|(.., s, _)| *s >= low).map(|(.., r)| *r).collect();
        let right = above.iter().filter(|r| **r).count();
        writeln!(out, "  {low:.2} and above: {right} of {}", above.len())?;
    }
    if !misses {
        return Ok(());
    }
    for (cluster, miss) in &measured.misses {
        let l = &miss.label;
        let said: Vec<&str> = miss.said.iter().map(|v| v.name()).collect();
        writeln!(
            out,
            "\nmissed {} ({cluster}, {} {}): {} | {}; said {said:?}; {}\n  a {}: {}\n  b {}: {}",
            l.verdict, l.kind, l.slot, l.value_a, l.value_b, miss.lost, l.a.doc, l.a.quote, l.b.doc, l.b.quote
        )?;
    }
    errors("false", measured, out)
}

/// Lists what no label bears out.
fn errors(title: &str, measured: &Measured, out: &mut dyn Write) -> std::io::Result<()> {
    for (cluster, error) in &measured.errors {
        let [a, b] = &error.sides;
        writeln!(
            out,
            "\n{title} {} ({cluster}, {} {}, {:.2}): {} | {}\n  a {}: {}\n  b {}: {}",
            error.verdict.name(),
            error.kind,
            error.slot,
            error.confidence,
            plain(&a.2),
            plain(&b.2),
            plain(&a.0),
            plain(&a.1),
            plain(&b.0),
            plain(&b.1)
        )?;
    }
    Ok(())
}
