//! Reports opened and saved by LibreOffice: notes intact, texts inert. Skipped where `soffice` is not installed.
#![allow(missing_docs, clippy::unwrap_used, clippy::print_stdout)]

#[path = "support/run.rs"]
mod run;

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

use calamine::{Reader, Xlsx};
use gormil::report::{FindingRow, Options, write};

use crate::run::rules;

/// Notes that a careless program would mangle.
const NOTES: [&str; 6] = ["=1+1", "-- ask again; \"46\" is right", "@desk", "+8801", "ঠিক আছে, ৪৬", "2031-05-02"];

fn installed() -> bool {
    let found = Command::new("soffice").arg("--version").output().is_ok();
    if !found {
        println!("skipped: soffice is not installed (Debian package libreoffice-calc)");
    }
    found
}

/// Opens a file and saves it in another format, as a person would.
fn saved(file: &Path, format: &str, to: &Path) -> PathBuf {
    let profile = to.join("profile");
    let run = Command::new("soffice")
        .arg(format!("-env:UserInstallation=file://{}", profile.display()))
        .args(["--headless", "--convert-to", format, "--outdir"])
        .arg(to)
        .arg(file)
        .output()
        .unwrap();
    let extension = format.split(':').next().unwrap();
    let path = to.join(file.file_name().unwrap()).with_extension(extension);
    assert!(path.is_file(), "{}", String::from_utf8_lossy(&run.stderr));
    path
}

/// Two invented outlets whose articles begin sentences as formulas begin.
fn outcome() -> gormil::model::Outcome {
    let article = |dead: u32, hurt: u32| {
        format!(
            "Fire at Borgan jute mill\n\n2 May 2031\n\n=A fire at the Borgan jute mill killed {dead} workers on Friday.\n\n\
             +In Borgan {hurt} workers were injured, police said.\n\n-The loss at Borgan was put at Tk {dead} crore.\n\n\
             @Rescuers pulled {hurt} workers out alive in Borgan.\n"
        )
    };
    let (a, b) = (article(12, 31), article(15, 37));
    let dir = run::folder(&[("the-lantern.txt", a.as_bytes()), ("river-post.txt", b.as_bytes())]);
    gormil::check(&[dir.path().to_owned()], rules()).unwrap()
}

fn notes(findings: &[FindingRow]) -> BTreeMap<String, [String; 2]> {
    let words = |row: &FindingRow| [row.reviewer_verdict.clone(), row.reviewer_note.clone()];
    findings.iter().map(|row| (row.id.clone(), words(row))).collect()
}

#[test]
fn notes_survive_libreoffice() {
    if !installed() {
        return;
    }
    let outcome = outcome();
    let (dir, office) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let findings = write(&outcome, &Options::default(), dir.path()).unwrap().table.findings;
    assert!(!findings.is_empty());
    let review: String = findings
        .iter()
        .zip(NOTES.iter().cycle())
        .map(|(row, note)| format!("{}\tconfirmed\t\"{}\"\n", row.id, note.replace('"', "\"\"")))
        .collect();
    fs::write(dir.path().join("findings.csv"), format!("id\treviewer_verdict\treviewer_note\n{review}")).unwrap();
    let written = write(&outcome, &Options::default(), dir.path()).unwrap();
    let expected = notes(&written.table.findings);
    assert!(expected.values().zip(&findings).all(|(words, _)| words[0] == "confirmed"), "{expected:?}");

    let workbook = saved(&dir.path().join("findings.xlsx"), "xlsx", office.path());
    let from_workbook = saved(&dir.path().join("findings.xlsx"), "csv", office.path());
    let semicolons = "csv:Text - txt - csv (StarCalc):59,34,ANSI,1";
    let western = office.path().join("western");
    fs::create_dir(&western).unwrap();
    let western = saved(&dir.path().join("findings.csv"), semicolons, &western);
    for (file, named) in [(&workbook, false), (&workbook, true), (&from_workbook, true), (&western, true)] {
        // A folder in which nothing else stands, then one in which the rest of the report does.
        for alone in [true, false] {
            let there = tempfile::tempdir().unwrap();
            if !alone {
                let name = "findings.jsonl";
                fs::copy(dir.path().join(name), there.path().join(name)).unwrap();
            }
            let previous = if named {
                let copy = there.path().join(file.file_name().unwrap());
                fs::copy(file, &copy).unwrap();
                Some(copy)
            } else {
                fs::copy(file, there.path().join("findings.xlsx")).unwrap();
                None
            };
            let out = if named { there.path().join("new") } else { there.path().to_owned() };
            let options = Options { previous, ..Options::default() };
            let now = write(&outcome, &options, &out).unwrap().table;
            let western = file.starts_with(office.path().join("western"));
            let mut found = notes(&now.findings);
            if western && alone {
                // The code page of the West has no Bengali letters, so nothing but `?` is left of them.
                found.values_mut().zip(expected.values()).for_each(|(words, whole)| {
                    let lost = words[1].chars().any(|c| c == '?');
                    assert!(!lost || words[1].chars().count() == whole[1].chars().count());
                    if lost {
                        words.clone_from(whole);
                    }
                });
            }
            assert_eq!(found, expected, "{} named {named} alone {alone}", file.display());
            assert!(now.gone.is_empty(), "{}: {:?}", file.display(), now.gone);
            assert!(now.findings.iter().all(|row| row.status.name() == "unchanged"), "{}", file.display());
        }
    }

    // What looks like a formula is a text before and after.
    for path in [&dir.path().join("findings.xlsx"), &workbook] {
        let mut book = Xlsx::new(Cursor::new(fs::read(path).unwrap())).unwrap();
        assert!(book.worksheet_formula("findings").unwrap().used_cells().next().is_none());
        let texts = book.worksheet_range("findings").unwrap();
        let starts: Vec<char> = texts.used_cells().filter_map(|(_, _, cell)| cell.to_string().chars().next()).collect();
        assert!("=+-@".chars().all(|sign| starts.contains(&sign)), "{}", path.display());
    }
}
