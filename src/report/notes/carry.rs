//! Each row of an earlier report is given to the finding that tells the same, or to none.

use std::collections::{BTreeMap, BTreeSet};

use crate::report::notes::likeness::{SAME, Standing, likeness, may_have_moved};
use crate::report::notes::told::{Statement, Told};
use crate::report::notes::{OldRow, Previous};
use crate::report::table::FindingRow;

/// Likeness of the two sides, added, from which a finding tells the same.
const BAR: f64 = 5.5;
/// How much more alike a finding has to be than any other that is free, unless nothing changed.
const MARGIN: f64 = 0.25;
/// Sentences by which an article is known that has moved.
const MOVED: usize = 2;
/// Statements of a side by which findings are looked up.
const LOOKED_UP: usize = 8;

/// What a run inherits from earlier reports.
#[derive(Debug, Default)]
pub struct Carried<'p> {
    /// For each finding its row in the report against which states are told.
    pub before: Vec<Option<&'p OldRow>>,
    /// For each finding the rows whose words it inherits, those that count first last.
    pub heard: Vec<Vec<&'p OldRow>>,
    /// Reviewed rows that the run does not find.
    pub gone: Vec<OldRow>,
}

/// Gives the rows of earlier reports to the findings of a run. No row is given to two findings, and no two rows of one
/// report to one: where two findings became one, the note of the other waits in gone.csv until they part again.
/// `articles` are the addresses or documents that the run has read.
#[must_use]
pub fn carry<'p>(findings: &[FindingRow], previous: &'p Previous, articles: &BTreeSet<&str>) -> Carried<'p> {
    let told: Vec<[Told; 2]> = findings.iter().map(|f| [told(f, 0), told(f, 1)]).collect();
    let keys: Vec<String> = articles.iter().map(|key| Statement::new(key, "", "", "", "", None).key).collect();
    let standing: Standing<'_> = keys.iter().map(String::as_str).collect();
    let index = Index::of(findings, &told);
    let mut carried =
        Carried { before: vec![None; findings.len()], heard: vec![Vec::new(); findings.len()], gone: Vec::new() };
    let mut gone: BTreeMap<String, OldRow> = BTreeMap::new();
    for (depth, rows) in previous.reports.iter().enumerate() {
        let sides = moved(rows, &told, &standing);
        let given = given(rows, &sides, findings, &told, &index, &standing);
        for (row, finding) in rows.iter().zip(given) {
            match finding {
                Some(finding) => {
                    if depth == 0 {
                        carried.before[finding] = Some(row);
                    }
                    carried.heard[finding].push(row);
                }
                None if !row.reviewed() => {}
                None if row.id().is_empty() => carried.gone.push(row.clone()),
                None => match gone.get_mut(row.id()) {
                    Some(first) => first.hear(row),
                    None => {
                        gone.insert(row.id().to_owned(), row.clone());
                    }
                },
            }
        }
    }
    carried.gone.extend(gone.into_values());
    carried.gone.iter_mut().for_each(OldRow::gone);
    carried
}

fn told(finding: &FindingRow, side: usize) -> Told {
    let side = &finding.sides[side];
    let statement = |s: &crate::report::StatementRow| {
        let key = s.url.as_deref().unwrap_or(&s.document);
        let day = s.published.as_deref().unwrap_or_default();
        Statement::new(key, &s.outlet, day, &s.sentence, &s.surface, Some(s.surface_start)).at(s.start)
    };
    Told::new(&side.value.text, side.statements.iter().map(statement).collect())
}

/// Findings by what names their statements.
struct Index<'t> {
    articles: BTreeMap<(&'t str, &'t str, &'t str), Vec<usize>>,
    sentences: BTreeMap<&'t str, Vec<usize>>,
}

impl<'t> Index<'t> {
    fn of(findings: &'t [FindingRow], told: &'t [[Told; 2]]) -> Self {
        let mut index = Self { articles: BTreeMap::new(), sentences: BTreeMap::new() };
        for (at, (finding, told)) in findings.iter().zip(told).enumerate() {
            for s in told.iter().flat_map(|side| &side.statements) {
                index.articles.entry((finding.kind, &finding.slot, &s.key)).or_default().push(at);
                index.sentences.entry(&s.words).or_default().push(at);
            }
        }
        index
    }

    /// Findings in which a statement of the side may stand.
    fn near(&self, row: &OldRow, side: &Told) -> BTreeSet<usize> {
        let mut near = BTreeSet::new();
        for s in side.statements.iter().take(LOOKED_UP) {
            near.extend(self.articles.get(&(row.cell("kind"), row.cell("slot"), &s.key)).into_iter().flatten());
            near.extend(self.sentences.get(s.words.as_str()).into_iter().flatten());
        }
        near
    }
}

/// What the rows told, with articles named as they are named now: one that is not where it was, and of which two
/// sentences at least stand in exactly one other of the same outlet and day that was not there before, has moved.
fn moved(rows: &[OldRow], told: &[[Told; 2]], standing: &Standing<'_>) -> Vec<[Told; 2]> {
    let mut sides: Vec<[Told; 2]> = rows.iter().map(OldRow::told).collect();
    let statements = || sides.iter().flatten().flat_map(|side| &side.statements);
    let known: BTreeSet<&str> = statements().map(|s| s.key.as_str()).collect();
    let mut by_words: BTreeMap<&str, Vec<&Statement>> = BTreeMap::new();
    for t in told.iter().flatten().flat_map(|side| &side.statements).filter(|t| !known.contains(t.key.as_str())) {
        by_words.entry(sentence(t)).or_default().push(t);
    }
    let mut shared: BTreeMap<&str, BTreeMap<&Statement, BTreeSet<&str>>> = BTreeMap::new();
    for s in statements().filter(|s| !standing.contains(s.key.as_str())) {
        for t in by_words.get(sentence(s)).into_iter().flatten().filter(|t| may_have_moved(s, t)) {
            shared.entry(&s.key).or_default().entry(t).or_default().insert(sentence(s));
        }
    }
    let mut moves: BTreeMap<String, [String; 2]> = BTreeMap::new();
    for (key, found) in shared {
        let mut counts: BTreeMap<[&str; 2], BTreeSet<&str>> = BTreeMap::new();
        for (t, words) in found {
            counts.entry([&t.key, &t.outlet]).or_default().extend(words);
        }
        let mut counts: Vec<(usize, [&str; 2])> = counts.into_iter().map(|(to, words)| (words.len(), to)).collect();
        counts.sort_unstable_by(|a, b| b.cmp(a));
        match counts.as_slice() {
            [(most, to), rest @ ..] if *most >= MOVED && rest.iter().all(|(count, _)| count < most) => {
                moves.insert(key.to_owned(), to.map(str::to_owned));
            }
            _ => {}
        }
    }
    for s in sides.iter_mut().flatten().flat_map(|side| &mut side.statements) {
        if let Some([key, outlet]) = moves.get(&s.key) {
            key.clone_into(&mut s.key);
            outlet.clone_into(&mut s.outlet);
        }
    }
    sides
}

/// What a sentence is known by in an article that has moved: with its figures, unless the day shows that the article is
/// the same.
fn sentence(s: &Statement) -> &str {
    if s.day.is_empty() || s.frame.is_empty() { &s.words } else { &s.frame }
}

/// A finding that may tell what a row told.
struct Candidate {
    sum: f64,
    row: usize,
    finding: usize,
    /// The statements of the row that speak for it, by side and place.
    of: [(usize, usize); 2],
    /// Those of the finding.
    by: [(usize, usize); 2],
}

/// The finding of each row.
fn given(
    rows: &[OldRow],
    sides: &[[Told; 2]],
    findings: &[FindingRow],
    told: &[[Told; 2]],
    index: &Index<'_>,
    standing: &Standing<'_>,
) -> Vec<Option<usize>> {
    let mut candidates = Vec::new();
    for (row, (old, sides)) in rows.iter().zip(sides).enumerate() {
        for finding in index.near(old, &sides[0]).intersection(&index.near(old, &sides[1])).copied() {
            let [a, b] = &told[finding];
            let level = |x, y| [likeness(&sides[0], x, standing), likeness(&sides[1], y, standing)];
            let (straight, crossed) = (level(a, b), level(b, a));
            let sum = |levels: [(f64, [usize; 2]); 2]| levels[0].0 + levels[1].0;
            let (levels, first) = if sum(crossed) > sum(straight) { (crossed, 1) } else { (straight, 0) };
            let of = [(0, levels[0].1[0]), (1, levels[1].1[0])];
            let by = [(first, levels[0].1[1]), (1 - first, levels[1].1[1])];
            let sum = sum(levels);
            let same_thing = old.cell("kind") == findings[finding].kind && old.cell("slot") == findings[finding].slot;
            // Newer rules may name the thing anew, where all else is as it was.
            let known = levels.iter().all(|(level, _)| *level > 0.0) && (same_thing || sum >= 2.0 * SAME);
            if known && sum >= BAR {
                candidates.push(Candidate { sum, row, finding, of, by });
            }
        }
    }
    let places: Vec<_> = sides.iter().map(place).collect();
    let there: Vec<_> = told.iter().map(place).collect();
    let id = |c: &Candidate| rows[c.row].id() == findings[c.finding].id;
    candidates.sort_by(|x, y| {
        let order = y.sum.total_cmp(&x.sum).then_with(|| id(y).cmp(&id(x)));
        order
            .then_with(|| (places[x.row], x.row).cmp(&(places[y.row], y.row)))
            .then_with(|| (there[x.finding], &findings[x.finding].id).cmp(&(there[y.finding], &findings[y.finding].id)))
    });
    let (mut by_row, mut by_finding) = (vec![Vec::new(); rows.len()], vec![Vec::new(); findings.len()]);
    for (at, c) in candidates.iter().enumerate() {
        by_row[c.row].push(at);
        by_finding[c.finding].push(at);
    }
    let (mut of_row, mut of_finding) = (vec![None; rows.len()], vec![None; findings.len()]);
    for (at, c) in candidates.iter().enumerate() {
        if of_row[c.row].is_some() || of_finding[c.finding].is_some() {
            continue;
        }
        let rival = |other: &usize| {
            let Candidate { sum, row, finding, .. } = candidates[*other];
            let free = of_row[row].is_none() && of_finding[finding].is_none();
            // Other statements for one row are a doubt, and other rows for one statement.
            let [mine, theirs] = [c, &candidates[*other]];
            let same_by = speaking(&told[mine.finding], mine.by) == speaking(&told[theirs.finding], theirs.by);
            let same_of = speaking(&sides[mine.row], mine.of) == speaking(&sides[theirs.row], theirs.of);
            let doubt = same_by != same_of;
            *other != at && free && c.sum - sum < MARGIN && doubt
        };
        if c.sum < 2.0 * SAME && by_row[c.row].iter().chain(&by_finding[c.finding]).any(rival) {
            continue;
        }
        of_row[c.row] = Some(c.finding);
        of_finding[c.finding] = Some(c.row);
    }
    of_row
}

/// The statements that speak for a candidate, in an order of their own.
fn speaking(sides: &[Told; 2], places: [(usize, usize); 2]) -> [Option<(&str, &str)>; 2] {
    let mut said = places.map(|(side, at)| {
        let statement = sides[side].statements.get(at);
        statement.map(|s| (s.key.as_str(), s.words.as_str()))
    });
    said.sort_unstable();
    said
}

/// Where the statements that are shown stand.
fn place(sides: &[Told; 2]) -> [usize; 2] {
    let start = |side: &Told| side.statements.first().map_or(0, |s| s.start);
    let [a, b] = sides.each_ref().map(start);
    [a.min(b), a.max(b)]
}
