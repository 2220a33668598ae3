//! `--max-memory`: what fits is told as ever, what does not is refused before it is read off.
#![allow(missing_docs, clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("samples/mill-roof")
}

fn check(dir: &Path, out: &str, most: &[&str]) -> Output {
    let mut command = Command::cargo_bin("gormil").unwrap();
    command.current_dir(dir).env("HOME", dir.join("home")).env_remove("XDG_CONFIG_HOME");
    command.arg("check").arg(sample()).args(["--out", out]).args(most).output().unwrap()
}

#[test]
fn a_batch_that_fits_gives_the_same_report() {
    let dir = tempfile::tempdir().unwrap();
    for (out, most) in [("plain", &[][..]), ("bounded", &["--max-memory", "2GB"])] {
        assert_eq!(check(dir.path(), out, most).status.code(), Some(0));
    }
    let mut seen = 0;
    for entry in fs::read_dir(dir.path().join("plain")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if name != "run.json" {
            assert!(fs::read(&path).unwrap() == fs::read(dir.path().join("bounded").join(name)).unwrap(), "{name:?}");
            seen += 1;
        }
    }
    assert!(seen > 6);
}

#[test]
fn a_batch_that_does_not_fit_is_refused_and_the_report_stays() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(check(dir.path(), "out", &[]).status.code(), Some(0));
    let before = fs::read(dir.path().join("out/findings.csv")).unwrap();
    let done = check(dir.path(), "out", &["--max-memory", "10kB", "--include", "agrees"]);
    let said = String::from_utf8(done.stderr).unwrap();
    assert_eq!(done.status.code(), Some(2), "{said}");
    for part in ["error[E105]", "-->", "splitting", "at most 1 MB", "help:", "--max-memory"] {
        assert!(said.contains(part), "{said}");
    }
    assert_eq!(fs::read(dir.path().join("out/findings.csv")).unwrap(), before);
}

#[test]
fn a_size_is_a_number_and_a_unit() {
    let dir = tempfile::tempdir().unwrap();
    for wrong in ["much", "0", "2XB"] {
        let done = check(dir.path(), "out", &["--max-memory", wrong]);
        assert_eq!(done.status.code(), Some(2));
        assert!(String::from_utf8(done.stderr).unwrap().contains("800MB"), "{wrong}");
    }
    fs::write(dir.path().join("gormil.toml"), "max_memory = \"5kB\"\n").unwrap();
    let done = check(dir.path(), "out", &[]);
    assert!(String::from_utf8(done.stderr).unwrap().contains("E105"));
}
