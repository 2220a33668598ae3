//! gormil: run what the command line asks for, turn the result into an exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(gormil::cli::start(std::env::args_os()))
}
