//! Reports written over earlier ones.

use std::fs;

use gormil::error::Error;
use gormil::model::{Verdict, Why};
use gormil::report::{Options, write};

use crate::report::made::ferry;
use crate::report::read::{cell, cell_of, cells, review, text, written};

#[test]
fn a_second_run_knows_the_first() {
    let dir = tempfile::tempdir().unwrap();
    let mut made = ferry();
    let id = written(&made.outcome, dir.path()).table.findings[0].id.clone();
    review(dir.path(), &[(&id, "contradiction", "-- called both desks; \"45\" is right")]);
    made.outcome.findings[1].verdict = Verdict::Update;
    made.outcome.findings[1].why = Why::LaterReport;
    let report = written(&made.outcome, dir.path());
    let status = |verdict| report.table.findings.iter().find(|r| r.verdict == verdict).unwrap().status.name();
    assert_eq!(report.table.findings[0].id, id);
    assert_eq!(status(Verdict::Contradiction), "unchanged");
    assert_eq!(status(Verdict::Update), "changed", "another verdict keeps the name");
    assert_eq!(status(Verdict::Reconciled), "unchanged");
    assert_eq!(cell(dir.path(), 0, "reviewer_verdict"), "contradiction");
    assert_eq!(cell(dir.path(), 0, "reviewer_note"), "-- called both desks; \"45\" is right");
    let again = text(dir.path(), "findings.csv");
    written(&made.outcome, dir.path());
    assert_eq!(text(dir.path(), "findings.csv"), again.replace(",changed,", ",unchanged,"));
}

#[test]
fn a_reviewed_row_that_is_gone_is_kept() {
    let dir = tempfile::tempdir().unwrap();
    let mut made = ferry();
    let ids: Vec<String> = written(&made.outcome, dir.path()).table.findings.iter().map(|r| r.id.clone()).collect();
    review(dir.path(), &[(&ids[0], "", "ask again")]);
    made.outcome.findings.clear();
    for _ in 0..2 {
        let report = written(&made.outcome, dir.path());
        assert_eq!((report.table.findings.len(), report.table.gone.len()), (0, 1));
        assert_eq!(cells(dir.path(), "findings.csv").len(), 1);
        assert_eq!(cells(dir.path(), "gone.csv").len(), 2, "rows that nobody reviewed are not kept");
        let row = |column: &str| cell_of(dir.path(), "gone.csv", 0, column);
        assert_eq!(row("id"), ids[0]);
        assert_eq!(row("status"), "gone");
        assert_eq!(row("statement_a"), "ফেরি ডুবে ৪৬ জন মারা গেছেন।");
        assert_eq!(row("also_a"), "Dak; Shomoy");
        assert_eq!(row("confidence"), "0.90");
        assert_eq!(row("reviewer_note"), "ask again");
        assert_eq!(text(dir.path(), "findings.jsonl"), "");
    }
    written(&ferry().outcome, dir.path());
    assert_eq!(cell(dir.path(), 0, "status"), "new", "back again");
    assert_eq!(cell(dir.path(), 0, "id"), ids[0]);
    assert_eq!(cell(dir.path(), 0, "reviewer_note"), "ask again");
    assert_eq!(cells(dir.path(), "gone.csv").len(), 1);
}

#[test]
fn a_named_report_is_held_against_and_no_note_is_lost() {
    let (old, dir) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let made = ferry();
    let ids: Vec<String> = written(&made.outcome, old.path()).table.findings.iter().map(|r| r.id.clone()).collect();
    written(&made.outcome, dir.path());
    review(old.path(), &[(&ids[0], "update", "old"), (&ids[1], "", "only old")]);
    review(dir.path(), &[(&ids[0], "", "newer")]);
    let options = Options { previous: Some(old.path().to_owned()), ..Options::default() };
    write(&made.outcome, &options, dir.path()).unwrap();
    assert_eq!(
        (cell(dir.path(), 0, "reviewer_verdict"), cell(dir.path(), 0, "reviewer_note")),
        ("update".into(), "newer".into())
    );
    assert_eq!(cell(dir.path(), 1, "reviewer_note"), "only old");
    let options = Options { previous: Some(old.path().join("nowhere")), ..Options::default() };
    assert!(matches!(write(&made.outcome, &options, dir.path()), Err(Error::Read { .. })));
}

#[test]
fn a_reviewed_row_stays_whatever_is_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let made = ferry();
    let id = written(&made.outcome, dir.path()).table.findings[0].id.clone();
    review(dir.path(), &[(&id, "update", "")]);
    let options = Options { include: vec![Verdict::Reconciled], ..Options::default() };
    let report = write(&made.outcome, &options, dir.path()).unwrap();
    let shown: Vec<Verdict> = report.table.findings.iter().map(|r| r.verdict).collect();
    assert_eq!(shown, [Verdict::Contradiction, Verdict::Reconciled]);
    assert!(report.table.gone.is_empty());
}

#[test]
fn a_report_saved_as_utf_16_with_tabs_is_read() {
    let dir = tempfile::tempdir().unwrap();
    let made = ferry();
    let id = written(&made.outcome, dir.path()).table.findings[0].id.clone();
    let saved = format!("Reviewer_Note\tID\tmine\r\nঠিক আছে\t{id}\tx\r\n\t\t\r\n");
    let units = std::iter::once(0xFEFF).chain(saved.encode_utf16());
    fs::write(dir.path().join("findings.csv"), units.flat_map(u16::to_le_bytes).collect::<Vec<u8>>()).unwrap();
    written(&made.outcome, dir.path());
    assert_eq!(cell(dir.path(), 0, "reviewer_note"), "ঠিক আছে");
}

#[test]
fn a_file_that_is_no_report_is_not_written_over() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("findings.csv"), "name,age\nx,3\n").unwrap();
    let result = write(&ferry().outcome, &Options::default(), dir.path());
    assert!(matches!(result, Err(Error::Report { .. })));
    assert_eq!(text(dir.path(), "findings.csv"), "name,age\nx,3\n");
}

#[test]
fn a_failed_run_leaves_the_old_report_whole() {
    let dir = tempfile::tempdir().unwrap();
    let mut made = ferry();
    written(&made.outcome, dir.path());
    let before = ["findings.csv", "findings.jsonl", "claims.csv"].map(|name| text(dir.path(), name));
    fs::remove_file(dir.path().join("matrix.csv")).unwrap();
    fs::create_dir(dir.path().join("matrix.csv")).unwrap();
    made.outcome.findings.clear();
    let result = write(&made.outcome, &Options::default(), dir.path());
    assert!(matches!(result, Err(Error::Write { .. })));
    assert_eq!(["findings.csv", "findings.jsonl", "claims.csv"].map(|name| text(dir.path(), name)), before);
    assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 8, "nothing is left lying about");
}
