//! The workbook: what it shows, what it says back, and that no text in it does anything.

use std::fs;
use std::io::Cursor;
use std::path::Path;

use calamine::{Data, Reader, Xlsx};
use gormil::model::Verdict;
use gormil::report::{Options, Origin, columns, write};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use crate::report::made::{Made, amount, ferry};
use crate::report::read::{cell, cells, text, written};

fn open(dir: &Path) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(fs::read(dir.join("findings.xlsx")).unwrap())).unwrap()
}

/// The cells of a sheet as texts.
fn sheet(dir: &Path, name: &str) -> Vec<Vec<String>> {
    let range = open(dir).worksheet_range(name).unwrap();
    let names: Vec<String> = range.rows().next().unwrap().iter().map(ToString::to_string).collect();
    let text = |(name, cell): (&String, &Data)| match cell {
        Data::Float(number) if name.starts_with("independent") => format!("{number:.0}"),
        Data::Float(number) => format!("{number:.2}"),
        other => other.to_string(),
    };
    range.rows().map(|row| names.iter().zip(row).map(text).collect()).collect()
}

/// Saves a workbook with one sheet, as somebody else's program would; cells that are days are days.
fn save(path: &Path, name: &str, rows: &[Vec<String>]) {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    let day = Format::new().set_num_format("dd/mm/yyyy");
    for (at, row) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(row) {
            match ExcelDateTime::parse_from_str(cell) {
                Ok(date) => drop(sheet.write_datetime_with_format(at, column, &date, &day).unwrap()),
                Err(_) => drop(sheet.write_string(at, column, cell).unwrap()),
            }
        }
    }
    book.save(path).unwrap();
}

#[test]
fn the_workbook_shows_the_tables() {
    let dir = tempfile::tempdir().unwrap();
    written(&ferry().outcome, dir.path());
    assert_eq!(open(dir.path()).sheet_names(), ["findings", "matrix", "timeline", "sources", "run", "columns"]);
    for (name, file) in [("findings", "findings.csv"), ("matrix", "matrix.csv")] {
        assert_eq!(sheet(dir.path(), name), cells(dir.path(), file), "{name}");
    }
    let timeline = sheet(dir.path(), "timeline");
    let killed: Vec<[&str; 3]> =
        timeline.iter().filter(|r| r[1] == "killed").map(|r| [r[3].as_str(), r[4].as_str(), r[5].as_str()]).collect();
    assert_eq!(
        killed[..3],
        [["2031-05-02", "Dak", "46"], ["2031-05-02", "Katha", "45"], ["2031-05-02T10:00", "Nodi", "46"]]
    );
    assert_eq!(killed[3], ["", "Shomoy", "46"], "what has no date stands last");
    let sources = sheet(dir.path(), "sources");
    assert_eq!(sources[2][..2], ["katha.jsonl#1", "Katha"]);
    assert_eq!(sources[2][5..], ["2.00", "https://katha.example/1"]);
    let run = sheet(dir.path(), "run");
    assert!(run.contains(&vec!["articles".to_owned(), "4".to_owned()]), "{run:?}");
    assert!(run.contains(&vec!["contradiction".to_owned(), "2".to_owned()]), "{run:?}");
}

#[test]
fn the_workbook_names_what_it_was_made_from() {
    let dir = tempfile::tempdir().unwrap();
    let inputs = vec![("b.txt".to_owned(), None), ("nodi.txt".to_owned(), Some("ab".repeat(32)))];
    let origin = Origin { inputs, rules: "cd".repeat(32) };
    write(&ferry().outcome, &Options { origin, ..Options::default() }, dir.path()).unwrap();
    let run = sheet(dir.path(), "run");
    let told = |what: &str| run.iter().find(|row| row[0] == what).map(|row| row[1].clone()).unwrap_or_default();
    assert_eq!(told("SHA-256 of the rules"), "cd".repeat(32));
    assert_eq!(told("SHA-256 of the input nodi.txt"), "ab".repeat(32));
    assert!(told("SHA-256 of the input b.txt").contains("once"), "{run:?}");
    let lines = fs::File::open(dir.path().join("findings.jsonl")).unwrap();
    assert_eq!(told("SHA-256 of findings.jsonl"), gormil::digest::of(lines).unwrap());
}

#[test]
fn a_workbook_in_bengali_keeps_its_names_and_its_notes() {
    let dir = tempfile::tempdir().unwrap();
    let bengali = Options { ui: "bn".to_owned(), ..Options::default() };
    let report = write(&ferry().outcome, &bengali, dir.path()).unwrap();
    let rows = sheet(dir.path(), "findings");
    let names: Vec<&str> = rows[0].iter().map(|h| h.rsplit_once('(').unwrap().1.strip_suffix(')').unwrap()).collect();
    assert_eq!(names, cells(dir.path(), "findings.csv")[0], "{:?}", rows[0]);
    let at = |name: &str| names.iter().position(|n| *n == name).unwrap();
    assert!(!rows[1][at("explanation")].is_empty() && rows[1][at("verdict")] == "contradiction");
    let mut saved = rows.clone();
    saved[1][at("reviewer_note")] = "read twice".to_owned();
    save(&dir.path().join("findings.xlsx"), "findings", &saved);
    let again = written(&ferry().outcome, dir.path());
    assert_eq!(again.table.findings[0].reviewer_note, "read twice");
    assert_eq!(again.table.added, Vec::<String>::new(), "no header is taken for a reviewer's own");
    assert_eq!(report.table.findings.len(), again.table.findings.len());
}

#[test]
fn a_reviewer_chooses_from_the_words_of_the_contract() {
    let reviews = columns().unwrap().reviews;
    let names: Vec<&str> = reviews.iter().map(|review| review.name.as_str()).collect();
    assert_eq!(names, ["confirmed", "not_a_mismatch", "wrong_pair", "unclear", "later"]);
    let unit = columns().unwrap().findings.into_iter().find(|c| c.name == "reviewer_verdict").unwrap().unit;
    assert_eq!(unit, names.join(", "));
    let dir = tempfile::tempdir().unwrap();
    written(&ferry().outcome, dir.path());
    let xml = part(dir.path(), "xl/worksheets/sheet1.xml");
    assert!(xml.contains(&format!("<formula1>\"{}\"</formula1>", names.join(","))), "{xml}");
    assert!(xml.contains("<autoFilter ref=\"A1:AE4\"/>") && xml.contains("state=\"frozen\""), "{xml}");
}

/// One file inside the workbook.
fn part(dir: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(dir.join("findings.xlsx")).unwrap()).unwrap();
    std::io::read_to_string(archive.by_name(name).unwrap()).unwrap()
}

#[test]
fn the_words_that_differ_are_marked() {
    let dir = tempfile::tempdir().unwrap();
    written(&ferry().outcome, dir.path());
    let strings = part(dir.path(), "xl/sharedStrings.xml");
    let marked = strings.split("<r>").skip(1).find(|run| run.contains("৪৫ জনের")).unwrap();
    assert!(marked.contains("<b/>") && marked.contains("<color rgb="), "{marked}");
    assert!(!marked.contains("মৃত্যু"), "only the words of the value: {marked}");
}

/// A finding whose texts try everything.
fn hostile(sentences: [&str; 2], outlet: &str, note: &str) -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let mut made = Made::new();
    let value = |n| amount(n, n, gormil::model::Bound::Exact, "person");
    let [a, b] = sentences;
    made.article("a.txt", outlet, None, Some("https://a.example/?x=\"><script>"), a);
    made.article("=b.txt", "B", None, None, b);
    let claims =
        [made.claim("a.txt", a, a, value("1"), Some("@SUM(A1)")), made.claim("=b.txt", b, b, value("2"), None)];
    made.group(&claims, &[(0, 1, 1.0)]);
    made.finding(Verdict::Contradiction, "killed", 0.5, [("=1+1", &claims[..1]), ("-2", &claims[1..])]);
    let id = written(&made.outcome, dir.path()).table.findings[0].id.clone();
    let rows = vec![vec!["id".to_owned(), "reviewer_note".to_owned()], vec![id, note.to_owned()]];
    save(&dir.path().join("findings.xlsx"), "findings", &rows);
    written(&made.outcome, dir.path());
    dir
}

#[test]
fn no_text_does_anything() {
    let note = "=cmd|' /C calc'!A0";
    let first = "=HYPERLINK(\"https://evil.example\",\"x\")<script>alert(1)</script>&amp;\u{1}\u{8}_x0041_ 😀";
    let dir = hostile([first, "+1\u{202E}gnp.exe\u{2069} https://b.example mailto:x@y.example"], "@outlet", note);
    let rows = sheet(dir.path(), "findings");
    let shown = |column: &str| rows[1][rows[0].iter().position(|name| name == column).unwrap()].clone();
    let clean = "=HYPERLINK(\"https://evil.example\",\"x\")<script>alert(1)</script>&amp;_x0041_ 😀";
    assert_eq!(shown("statement_a"), clean);
    assert_eq!(shown("statement_b"), "+1gnp.exe https://b.example mailto:x@y.example");
    assert_eq!((shown("value_a"), shown("value_b")), ("=1+1".into(), "-2".into()));
    assert_eq!(shown("reviewer_note"), note);
    assert_eq!(cell(dir.path(), 0, "reviewer_note"), note);
    assert!(text(dir.path(), "findings.csv").contains(&format!("'{note}")));
    let formulas = open(dir.path()).worksheet_formula("findings").unwrap();
    assert!(formulas.used_cells().next().is_none());
    assert!(!part(dir.path(), "xl/worksheets/sheet1.xml").contains("<hyperlink"));
}

#[test]
fn a_text_longer_than_a_cell_is_cut_with_a_mark_and_no_note_is() {
    let long = format!("{}.", "\u{995}\u{1F600} ".repeat(12_000));
    let dir = hostile([&long, "short"], "A", "a note");
    let rows = sheet(dir.path(), "findings");
    let statement = &rows[1][11];
    assert!(statement.ends_with(" \u{2026} [cut]") && statement.encode_utf16().count() <= 32_767);
    assert!(sheet(dir.path(), "run").iter().any(|row| row[0].contains("cut") && row[1].starts_with('1')));
    assert_eq!(cell(dir.path(), 0, "statement_a").len(), long.len());
    // A note that only the CSV can hold whole is not cut by the workbook beside it.
    let note = "n".repeat(40_000);
    let rows = cells(dir.path(), "findings.csv");
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(&rows[0]).unwrap();
    let mut row = rows[1].clone();
    let at = rows[0].iter().position(|name| name == "reviewer_note").unwrap();
    row[at].clone_from(&note);
    writer.write_record(&row).unwrap();
    fs::write(dir.path().join("findings.csv"), writer.into_inner().unwrap()).unwrap();
    let empty = gormil::model::Outcome::default();
    for _ in 0..2 {
        write(&empty, &Options::default(), dir.path()).unwrap();
        let gone = cells(dir.path(), "gone.csv");
        assert_eq!(gone[1][at].len(), note.len());
    }
}

#[test]
fn notes_come_back_from_a_workbook_that_somebody_saved() {
    let dir = tempfile::tempdir().unwrap();
    let made = ferry();
    let ids: Vec<String> = written(&made.outcome, dir.path()).table.findings.iter().map(|r| r.id.clone()).collect();
    let row = |cells: [&str; 6]| cells.map(str::to_owned).to_vec();
    let rows = [
        row(["Owner", "PUBLISHED_A", "Reviewer_Verdict", "", "ID", "reviewer_note"]),
        row(["Rima", "2031-05-02", "confirmed", "", &ids[0], "-- ask again"]),
        row(["", "2031-05-02", "later", "", &ids[0], ""]),
        row(["", "", "", "", "", ""]),
        row(["", "", "unclear", "", &ids[1], "'=x"]),
    ];
    save(&dir.path().join("findings.xlsx"), "Findings", &rows);
    written(&made.outcome, dir.path());
    for _ in 0..2 {
        let of =
            |row: usize| ["status", "reviewer_verdict", "reviewer_note", "Owner"].map(|c| cell(dir.path(), row, c));
        assert_eq!(of(0), ["unchanged", "later", "-- ask again", "Rima"], "the last verdict counts; columns stay");
        assert_eq!(of(1), ["unchanged", "unclear", "=x", ""]);
        written(&made.outcome, dir.path());
    }
}

#[test]
fn of_two_files_the_words_that_were_changed_count() {
    let dir = tempfile::tempdir().unwrap();
    let made = ferry();
    let id = written(&made.outcome, dir.path()).table.findings[0].id.clone();
    let kept = fs::read(dir.path().join("findings.xlsx")).unwrap();
    let csv =
        |note: &str| fs::write(dir.path().join("findings.csv"), format!("id,reviewer_note\n{id},{note}\n")).unwrap();
    csv("first");
    written(&made.outcome, dir.path());
    let with_note = fs::read(dir.path().join("findings.xlsx")).unwrap();
    assert_ne!(kept, with_note);
    assert_eq!(cell(dir.path(), 0, "reviewer_note"), "first");
    csv("second");
    written(&made.outcome, dir.path());
    assert_eq!(cell(dir.path(), 0, "reviewer_note"), "second", "the workbook still says `first`");
    csv("");
    written(&made.outcome, dir.path());
    assert_eq!(cell(dir.path(), 0, "reviewer_note"), "", "taken back");
}

#[test]
fn a_damaged_workbook_is_refused_and_nothing_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    written(&ferry().outcome, dir.path());
    let whole = fs::read(dir.path().join("findings.xlsx")).unwrap();
    let csv = text(dir.path(), "findings.csv");
    let mut seed = 7_usize;
    for round in 0..60 {
        let mut bytes = whole.clone();
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        if round % 2 == 0 {
            bytes.truncate(2 + (seed >> 33) % (bytes.len() - 2));
        } else {
            let at = 2 + (seed >> 33) % (bytes.len() - 2);
            bytes[at] ^= 0x55;
        }
        fs::write(dir.path().join("findings.xlsx"), &bytes).unwrap();
        match write(&ferry().outcome, &Options::default(), dir.path()) {
            Ok(_) => assert_eq!(text(dir.path(), "findings.csv"), csv.replace(",new,", ",unchanged,")),
            Err(_) => assert_eq!(fs::read(dir.path().join("findings.xlsx")).unwrap(), bytes, "left as it was"),
        }
    }
}
