//! Reports from outcomes made by hand: tables, bytes, names, what is carried over.
#![allow(missing_docs, clippy::unwrap_used)]

mod report {
    pub mod again;
    pub mod book;
    pub mod made;
    pub mod read;
    pub mod told;
}

use std::collections::BTreeSet;

use gormil::model::Outcome;
use gormil::model::{Bound, Finding, Kind, Verdict};
use gormil::report::{Options, Written, columns, guarded, one_line, unguarded, write};
use report::made::{Made, amount, dates, ferry, since};
use report::read::{BOM, cell, cells, text, written};

#[test]
fn every_table_has_the_columns_of_the_contract() {
    let dir = tempfile::tempdir().unwrap();
    written(&ferry().outcome, dir.path());
    let header = |name| cells(dir.path(), name)[0].join(" ");
    assert_eq!(
        header("findings.csv"),
        "id status verdict why kind slot confidence value_a value_b surface_a surface_b statement_a statement_b \
         outlet_a outlet_b also_a also_b published_a published_b said_by_a said_by_b explanation source_a source_b \
         similarity rule group reviewer_verdict reviewer_note independent_a independent_b"
    );
    assert_eq!(
        header("claims.csv"),
        "group outlet published document line sentence kind slot value unit surface said_by modality url"
    );
    assert_eq!(header("matrix.csv"), "group slot kind statement Dak Katha Nodi Shomoy");
    assert_eq!(header("problems.csv"), "document line problem help");
    let columns = columns().unwrap();
    assert_eq!(header("gone.csv"), header("findings.csv"));
    let more = columns.timeline.iter().chain(&columns.sources).chain(&columns.run);
    for column in
        columns.findings.iter().chain(&columns.claims).chain(&columns.matrix).chain(&columns.problems).chain(more)
    {
        assert!(!column.unit.is_empty() && !column.meaning.is_empty(), "{} is not explained", column.name);
    }
}

#[test]
fn files_have_a_mark_and_end_their_lines_as_spreadsheets_do() {
    let dir = tempfile::tempdir().unwrap();
    written(&ferry().outcome, dir.path());
    for name in ["findings.csv", "gone.csv", "claims.csv", "matrix.csv", "problems.csv"] {
        let text = text(dir.path(), name);
        assert!(text.starts_with(BOM), "{name}");
        assert!(text.ends_with("\r\n"), "{name}");
        assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "{name}");
        assert_eq!(text.matches('\n').count(), cells(dir.path(), name).len(), "a line break inside a cell: {name}");
    }
    let json = text(dir.path(), "findings.jsonl");
    assert!(!json.starts_with(BOM) && !json.contains('\r') && json.ends_with("}\n"));
}

#[test]
fn one_row_holds_both_sides() {
    let dir = tempfile::tempdir().unwrap();
    written(&ferry().outcome, dir.path());
    let row = |column: &str| cell(dir.path(), 0, column);
    assert_eq!(row("status"), "new");
    assert_eq!(row("verdict"), "contradiction");
    assert_eq!(row("confidence"), "0.90");
    assert_eq!(row("similarity"), "0.81");
    assert_eq!((row("value_a"), row("value_b")), ("46".into(), "45".into()));
    assert_eq!(row("surface_a"), "৪৬ জন");
    assert_eq!(row("statement_a"), "ফেরি ডুবে ৪৬ জন মারা গেছেন।");
    assert_eq!((row("outlet_a"), row("also_a")), ("Nodi".into(), "Dak; Shomoy".into()));
    assert_eq!((row("published_a"), row("published_b")), ("2031-05-02T10:00".into(), "2031-05-02".into()));
    assert_eq!((row("source_a"), row("source_b")), ("nodi.txt:3".into(), "https://katha.example/1".into()));
    assert_eq!(row("said_by_b"), "fire service");
    assert!(row("id").starts_with("f-") && row("id").len() == 12);
    assert!(row("group").starts_with("g-") && row("group").len() == 12);
}

#[test]
fn json_lines_have_the_fields_of_the_contract_in_order() {
    let dir = tempfile::tempdir().unwrap();
    let written = written(&ferry().outcome, dir.path());
    let json = text(dir.path(), "findings.jsonl");
    let row = &written.table.findings[0];
    let (id, group) = (&row.id, &row.group);
    let (a, b) = (&row.sides[0].statements[0], &row.sides[1].statements[0]);
    let first = json.lines().next().unwrap();
    let start = format!(
        "{{\"id\":\"{id}\",\"status\":\"new\",\"verdict\":\"contradiction\",\"why\":\"value_differs\",\
         \"kind\":\"quantity\",\"slot\":\"killed\",\"confidence\":0.9,\"similarity\":0.81,\"rule\":\"compare.killed\",\
         \"group\":\"{group}\",\"explanation\":\"46 and 45 cannot both be right.\",\"sides\":[\
         {{\"value\":{{\"text\":\"46\",\"low\":46,\"high\":46,\"unit\":\"person\"}},\"statements\":[\
         {{\"document\":\"nodi.txt\",\"outlet\":\"Nodi\",\"published\":\"2031-05-02T10:00\",\"line\":3,\
         \"start\":{},\"end\":{},\"sentence\":\"ফেরি ডুবে ৪৬ জন মারা গেছেন।\",\"surface\":\"৪৬ জন\",\
         \"said_by\":null,\"modality\":\"asserted\",\"url\":null,\"surface_start\":{}}},",
        a.start, a.end, a.surface_start
    );
    assert_eq!(Some(a.surface_start), a.sentence.find(&a.surface));
    assert!(first.starts_with(&start), "{first}\n{start}");
    let end = format!(
        "{{\"value\":{{\"text\":\"45\",\"low\":45,\"high\":45,\"unit\":\"person\"}},\"statements\":[\
         {{\"document\":\"katha.jsonl#1\",\"outlet\":\"Katha\",\"published\":\"2031-05-02\",\"line\":1,\
         \"start\":{},\"end\":{},\"sentence\":\"ফেরিডুবিতে ৪৫ জনের মৃত্যু হয়েছে।\",\"surface\":\"৪৫ জনের\",\
         \"said_by\":\"fire service\",\"modality\":\"asserted\",\"url\":\"https://katha.example/1\",\
         \"surface_start\":{}}}],\"independent\":1}}],\"because\":[],\"reviewer_verdict\":\"\",\"reviewer_note\":\"\"}}",
        b.start, b.end, b.surface_start
    );
    assert!(first.ends_with(&end), "{first}\n{end}");
    assert_eq!(json.lines().count(), written.table.findings.len());
}

#[test]
fn contradictions_come_first_and_agreement_only_when_asked_for() {
    let dir = tempfile::tempdir().unwrap();
    let made = ferry();
    let verdicts = |written: &Written| written.table.findings.iter().map(|r| r.verdict).collect::<Vec<_>>();
    let report = written(&made.outcome, dir.path());
    assert_eq!(verdicts(&report), [Verdict::Contradiction, Verdict::Contradiction, Verdict::Reconciled]);
    let confidences: Vec<String> = report.table.findings.iter().map(|r| r.confidence.to_string()).collect();
    assert_eq!(confidences, ["0.90", "0.71", "1.00"]);
    let all = Options { include: Verdict::ALL.to_vec(), ..Options::default() };
    let report = write(&made.outcome, &all, dir.path()).unwrap();
    assert_eq!(verdicts(&report).last(), Some(&Verdict::Agrees));
    assert_eq!(report.count(Verdict::Contradiction), 2);
}

#[test]
fn the_matrix_holds_what_was_printed() {
    let dir = tempfile::tempdir().unwrap();
    written(&ferry().outcome, dir.path());
    let rows = cells(dir.path(), "matrix.csv");
    let killed = rows.iter().find(|row| row[1] == "killed").unwrap();
    assert_eq!(killed[2], "quantity");
    assert_eq!(killed[3], "ফেরি ডুবে ৪৬ জন মারা গেছেন।", "the sentence with the strongest links");
    assert_eq!(killed[4..], ["৪৬", "৪৫ জনের", "৪৬ জন", "৪৬ জন; ৪৬"]);
}

#[test]
fn claims_and_problems_have_one_row_each() {
    let dir = tempfile::tempdir().unwrap();
    let mut made = ferry();
    made.problem("z.txt", None, "not text");
    made.problem("a.txt", Some(4), "=cmd|calc");
    written(&made.outcome, dir.path());
    let claims = cells(dir.path(), "claims.csv");
    assert_eq!(claims.len(), made.outcome.claims.len() + 1);
    let row = claims.iter().find(|row| row[1] == "Katha" && row[7] == "killed").unwrap();
    assert!(row[0].starts_with("g-"));
    assert_eq!(row[2..5], ["2031-05-02", "katha.jsonl#1", "1"]);
    assert_eq!(
        row[6..14],
        ["quantity", "killed", "45", "person", "৪৫ জনের", "fire service", "asserted", "https://katha.example/1"]
    );
    let problems = cells(dir.path(), "problems.csv");
    assert_eq!(problems[1], ["a.txt", "4", "=cmd|calc", "save it again"]);
    assert_eq!(problems[2], ["z.txt", "", "not text", "save it again"]);
    assert!(text(dir.path(), "problems.csv").contains(",'=cmd|calc,"));
}

#[test]
fn no_cell_is_a_formula_and_every_text_comes_back() {
    for text in ["=1", "+1", "-1", "@x", "\tx", "＝1", "＋1", "－1", "＠x"] {
        assert_eq!(guarded(text.to_owned()), format!("'{text}"));
    }
    for text in ["", "46", "'quoted'", "'", "a=b", " =1", "−5", "৪৬"] {
        assert_eq!(guarded(text.to_owned()), text);
    }
    for text in ["=1", "'=1", "''=1", "'", "''", "'a", "-", "x", "\t", "'\t"] {
        assert_eq!(unguarded(&guarded(text.to_owned())), text, "{text:?}");
    }
    assert_eq!(one_line("a\r\n  b\u{2028}c\n"), "a b c");
    assert_eq!(one_line("\ta "), "\ta ");
}

#[test]
fn names_do_not_depend_on_the_order_of_articles_or_findings() {
    let all = Options { include: Verdict::ALL.to_vec(), ..Options::default() };
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    write(&ferry().outcome, &all, one.path()).unwrap();
    write(&ferry().backwards().outcome, &all, two.path()).unwrap();
    for name in ["findings.csv", "findings.jsonl"] {
        assert_eq!(text(one.path(), name), text(two.path(), name), "{name}");
    }
}

#[test]
fn a_name_does_not_depend_on_which_side_comes_first() {
    let dir = tempfile::tempdir().unwrap();
    let mut made = ferry();
    let names = |outcome: &Outcome| -> Vec<String> {
        written(outcome, dir.path()).table.findings.iter().map(|row| format!("{} {}", row.id, row.slot)).collect()
    };
    let before = names(&made.outcome);
    made.outcome.findings.iter_mut().for_each(|finding| finding.sides.reverse());
    assert_eq!(names(&made.outcome), before);
    assert_eq!(cell(dir.path(), 0, "status"), "unchanged");
}

#[test]
fn two_findings_never_share_a_name() {
    let dir = tempfile::tempdir().unwrap();
    let mut made = ferry();
    let twin: Finding = made.outcome.findings[0].clone();
    made.outcome.findings.extend([twin.clone(), twin]);
    let report = written(&made.outcome, dir.path());
    let names: BTreeSet<&str> = report.table.findings.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(names.len(), report.table.findings.len());
}

#[test]
fn numbers_are_exact_and_open_ends_are_left_out() {
    let cases = [
        (amount("11126", "11126", Bound::Exact, "person"), r#""low":11126,"high":11126,"unit":"person""#, "11126"),
        (amount("2.50", "2.50", Bound::Exact, "us_dollar"), r#""low":2.5,"high":2.5,"unit":"us_dollar""#, "2.5"),
        (amount("0.1", "0.1", Bound::About, "percent"), r#""low":0.1,"high":0.1,"unit":"percent""#, "about 0.1"),
        (amount("40", "", Bound::AtLeast, "person"), r#""low":40,"unit":"person""#, "40 or more"),
        (amount("40", "", Bound::MoreThan, "person"), r#""low":40,"unit":"person""#, "more than 40"),
        (amount("", "9", Bound::LessThan, "day"), r#""high":9,"unit":"day""#, "less than 9"),
        (amount("2", "9", Bound::Range, ""), r#""low":2,"high":9"#, "2 to 9"),
    ];
    for (value, fields, shown) in cases {
        let dir = tempfile::tempdir().unwrap();
        let mut made = Made::new();
        made.article("a.txt", "A", None, None, "Some of it.");
        made.article("b.txt", "B", None, None, "Some of it.");
        let claims = [
            made.claim("a.txt", "Some of it.", "Some", value.clone(), None),
            made.claim("b.txt", "Some of it.", "Some", value, None),
        ];
        made.group(&claims, &[(0, 1, 1.0)]);
        made.finding(Verdict::Compatible, "amount", 0.5, [("x", &claims[..1]), ("y", &claims[1..])]);
        written(&made.outcome, dir.path());
        let json = text(dir.path(), "findings.jsonl");
        assert!(json.contains(&format!(r#"{{"value":{{"text":"x",{fields}}},"#)), "{json}");
        assert_eq!(cells(dir.path(), "claims.csv")[1][8], shown);
    }
}

#[test]
fn dates_have_a_first_and_a_last_day() {
    let cases = [
        (
            Kind::Date,
            dates("2024-06-19", "2024-06-19", None),
            r#""start":"2024-06-19","end":"2024-06-19""#,
            "2024-06-19",
        ),
        (Kind::Date, dates("2024-06-01", "2024-06-30", None), r#""start":"2024-06-01","end":"2024-06-30""#, "2024-06"),
        (Kind::Date, dates("2000-01-01", "2000-12-31", None), r#""start":"2000-01-01","end":"2000-12-31""#, "2000"),
        (Kind::Date, dates("", "2024-06-03", None), r#""end":"2024-06-03""#, "2024-06-03 or earlier"),
        (
            Kind::Date,
            dates("2024-06-19", "2024-06-19", Some(1305)),
            r#""start":"2024-06-19T21:45","end":"2024-06-19T21:45""#,
            "2024-06-19T21:45",
        ),
        (
            Kind::Duration,
            since("2000-01-01", "2000-12-31", 24),
            r#""low":24,"high":24,"unit":"year","start":"2000-01-01","end":"2000-12-31""#,
            "since 2000",
        ),
    ];
    for (kind, value, fields, shown) in cases {
        let dir = tempfile::tempdir().unwrap();
        let mut made = Made::new();
        made.article("a.txt", "A", None, None, "Then.");
        made.article("b.txt", "B", None, None, "Then.");
        let claims = ["a.txt", "b.txt"].map(|file| {
            let id = made.claim(file, "Then.", "Then", value.clone(), None);
            made.outcome.claims[id.index()].kind = kind;
            id
        });
        made.group(&claims, &[(0, 1, 1.0)]);
        made.finding(Verdict::Compatible, "when", 0.5, [("x", &claims[..1]), ("y", &claims[1..])]);
        written(&made.outcome, dir.path());
        let json = text(dir.path(), "findings.jsonl");
        assert!(json.contains(&format!(r#"{{"value":{{"text":"x",{fields}}},"#)), "{json}");
        assert_eq!(cells(dir.path(), "claims.csv")[1][8], shown);
    }
}

#[test]
fn an_empty_outcome_makes_empty_tables() {
    let dir = tempfile::tempdir().unwrap();
    written(&Outcome::default(), &dir.path().join("made/here"));
    for name in ["findings.csv", "gone.csv", "claims.csv", "matrix.csv", "problems.csv"] {
        assert_eq!(cells(&dir.path().join("made/here"), name).len(), 1, "{name}");
    }
    assert_eq!(text(&dir.path().join("made/here"), "findings.jsonl"), "");
}

#[test]
fn numbers_that_name_nothing_are_left_out() {
    let dir = tempfile::tempdir().unwrap();
    let mut made = ferry();
    made.outcome.claims.clear();
    assert!(written(&made.outcome, dir.path()).table.findings.is_empty());
}
