//! Runs of the pipeline in the process, with everything that a run leaves. Each test file uses a part of it.
#![allow(dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use gormil::report::{Options, Origin, write};
use gormil::ruleset::{RuleSet, shipped};
use tempfile::TempDir;

/// The files of a report, by name.
pub type Report = BTreeMap<String, Vec<u8>>;

/// The shipped rules, loaded once.
pub fn rules() -> &'static RuleSet {
    static RULES: OnceLock<RuleSet> = OnceLock::new();
    RULES.get_or_init(|| shipped().unwrap_or_else(|e| panic!("{e}")))
}

/// All files of a folder, by name; a folder in it is a mistake.
pub fn files(dir: &Path) -> Report {
    let entries = fs::read_dir(dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    let paths = entries.map(|e| e.unwrap().path());
    paths.map(|p| (p.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&p).unwrap())).collect()
}

/// The report on these inputs, written to a folder that nothing stood in.
pub fn report(inputs: &[PathBuf], options: &Options) -> Report {
    let dir = tempfile::tempdir().unwrap();
    let outcome = gormil::check(inputs, rules()).unwrap_or_else(|e| panic!("{e}"));
    let inputs = gormil::read::digests(inputs).unwrap_or_else(|e| panic!("{e}"));
    let options = Options { origin: Origin { inputs, rules: rules().sha256.clone() }, ..options.clone() };
    write(&outcome, &options, dir.path()).unwrap_or_else(|e| panic!("{e}"));
    files(dir.path())
}

/// A folder with these files.
pub fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        fs::write(dir.path().join(name), bytes).unwrap();
    }
    dir
}

/// The rows of a CSV file of a report, cell by cell, without its header.
pub fn rows(bytes: &[u8]) -> Vec<BTreeMap<String, String>> {
    let text = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes);
    let mut reader = csv::Reader::from_reader(text);
    reader.deserialize().collect::<Result<_, _>>().unwrap_or_else(|e| panic!("{e}"))
}
