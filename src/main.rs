//! gormil: parse, run, turn the result into an exit code.

use std::process::ExitCode;

use clap::Parser;
use gormil::cli::{Cli, run};

fn main() -> ExitCode {
    ExitCode::from(run(&Cli::parse()))
}
