//! The command line: one file per task.

pub mod rules;
