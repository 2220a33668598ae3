//! `gormil completions` and `gormil man`: what a shell and a manual know of the command line.

use std::fs;
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};
use clap_mangen::Man;

use crate::cli::{Cli, printing};
use crate::error::Error;

/// Options of `gormil completions`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil completions bash > ~/.local/share/bash-completion/completions/gormil
  gormil completions zsh > ~/.zfunc/_gormil
  gormil completions fish > ~/.config/fish/completions/gormil.fish")]
pub struct CompletionsArgs {
    /// The shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

/// Options of `gormil man`.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  gormil man | man -l -
  gormil man ~/.local/share/man/man1")]
pub struct ManArgs {
    /// Folder for a page of each task; where none is named, the first page goes to standard output
    #[arg(value_name = "DIR")]
    dir: Option<PathBuf>,
}

/// Writes the script.
///
/// # Errors
/// `Error::Write`.
pub fn completions(args: &CompletionsArgs, out: &mut dyn Write) -> Result<u8, Error> {
    let mut script = Vec::new();
    generate(args.shell, &mut Cli::command(), "gormil", &mut script);
    out.write_all(&script).map_err(printing)?;
    Ok(0)
}

/// Writes the manual.
///
/// # Errors
/// `Error::Write`.
pub fn man(args: &ManArgs, out: &mut dyn Write) -> Result<u8, Error> {
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    let Some(dir) = &args.dir else {
        let mut page = Vec::new();
        Man::new(command).render(&mut page).and_then(|()| out.write_all(&page)).map_err(printing)?;
        return Ok(0);
    };
    let failed = |cause| Error::Write { path: dir.clone(), cause };
    fs::create_dir_all(dir).map_err(failed)?;
    clap_mangen::generate_to(command, dir).map_err(failed)?;
    Ok(0)
}
