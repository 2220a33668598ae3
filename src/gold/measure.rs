//! How a run fares against the labels: hits, misses and false alarms.
//!
//! A finding holds every statement of one side against every one of the other. It meets a label where both documents
//! and the kind are the same, and either both values are equal, or both quotes overlap the sentences and, for figures, one
//! value is equal.

use std::collections::{BTreeMap, BTreeSet};

use crate::error;
use crate::gold::cause::causes;
use crate::gold::labels::{Cluster, Label, Tier};
use crate::gold::matching::{label_key, overlap, same_document, value_key};
use crate::gold::train::float;
use crate::model::{Kind, Verdict};
use crate::report::{FindingRow, StatementRow};
use crate::ruleset::RuleSet;

/// Hits, misses and false alarms.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Labels that were found with a right verdict.
    pub hits: usize,
    /// Labels that were not.
    pub misses: usize,
    /// Findings that no label knows, or with a wrong verdict.
    pub alarms: usize,
}

impl Counts {
    /// Share of the findings that are right; 0 where there is none.
    #[must_use]
    pub fn precision(&self) -> f64 {
        share(self.hits, self.hits + self.alarms)
    }

    /// Share of the labels that are found; 0 where there is none.
    #[must_use]
    pub fn recall(&self) -> f64 {
        share(self.hits, self.hits + self.misses)
    }

    /// Harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        let (p, r) = (self.precision(), self.recall());
        if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 }
    }

    fn add(&mut self, other: Self) {
        self.hits += other.hits;
        self.misses += other.misses;
        self.alarms += other.alarms;
    }
}

fn share(part: usize, whole: usize) -> f64 {
    let small = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    if whole == 0 { 0.0 } else { small(part) / small(whole) }
}

/// A label that was not found.
#[derive(Clone, Debug)]
pub struct Miss {
    /// The label.
    pub label: Label,
    /// Verdicts that were given instead.
    pub said: BTreeSet<Verdict>,
    /// Where it was lost.
    pub lost: String,
}

/// A finding that no label bears out.
#[derive(Clone, Debug)]
pub struct Error {
    /// Its verdict.
    pub verdict: Verdict,
    /// Its kind.
    pub kind: &'static str,
    /// Its slot.
    pub slot: String,
    /// How sure it was.
    pub confidence: f64,
    /// Document, sentence and value of both sides.
    pub sides: [(String, String, String); 2],
}

/// What came of one or several clusters.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// By verdict; `agrees` is not scored.
    pub verdicts: BTreeMap<Verdict, Counts>,
    /// By kind and verdict.
    pub kinds: BTreeMap<(String, Verdict), Counts>,
    /// Verdict, kind and confidence of the surest right finding of each label, and of each false alarm; whether it was
    /// right.
    pub sureness: Vec<(Verdict, &'static str, f64, bool)>,
    /// Cluster and label.
    pub misses: Vec<(String, Miss)>,
    /// Cluster and finding.
    pub errors: Vec<(String, Error)>,
}

/// The verdicts that are scored.
pub const SCORED: [Verdict; 4] = [Verdict::Contradiction, Verdict::Update, Verdict::Reconciled, Verdict::Compatible];

impl Measured {
    /// Takes another measure in.
    pub fn add(&mut self, other: Self) {
        for (verdict, counts) in other.verdicts {
            self.verdicts.entry(verdict).or_default().add(counts);
        }
        for (key, counts) in other.kinds {
            self.kinds.entry(key).or_default().add(counts);
        }
        self.sureness.extend(other.sureness);
        self.misses.extend(other.misses);
        self.errors.extend(other.errors);
    }

    /// What was counted for a verdict.
    #[must_use]
    pub fn of(&self, verdict: Verdict) -> Counts {
        self.verdicts.get(&verdict).copied().unwrap_or_default()
    }

    /// Mean F1 of the scored verdicts.
    #[must_use]
    pub fn macro_f1(&self) -> f64 {
        SCORED.iter().map(|v| self.of(*v).f1()).sum::<f64>() / 4.0
    }
}

/// One statement of a finding against one of its other side.
struct Told<'a> {
    finding: &'a FindingRow,
    sides: [&'a StatementRow; 2],
    keys: [String; 2],
}

/// Runs every cluster with `rules` and measures it.
///
/// # Errors
/// Where the articles of a cluster cannot be read.
pub fn measure(clusters: &[Cluster], rules: &RuleSet) -> Result<Measured, error::Error> {
    let mut all = Measured::default();
    for cluster in clusters {
        let outcome = crate::check(std::slice::from_ref(&cluster.articles), rules)?;
        let table = crate::report::Table::of(&outcome, &Verdict::ALL, &crate::report::Previous::default());
        all.add(measured(&cluster.name, &cluster.labels, &table.findings, &causes(cluster, &outcome, rules)));
    }
    Ok(all)
}

/// Measures the findings of one cluster; `lost`: for each label where it was lost if it was.
#[must_use]
pub fn measured(name: &str, labels: &[Label], findings: &[FindingRow], lost: &[String]) -> Measured {
    let told: Vec<Told<'_>> = findings.iter().flat_map(told).collect();
    let mut out = Measured::default();
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for (label, lost) in labels.iter().zip(lost) {
        let met: Vec<usize> = (0..told.len()).filter(|i| meets(label, &told[*i])).collect();
        let right: Vec<usize> = met.iter().copied().filter(|i| label.accepts(told[*i].finding.verdict)).collect();
        used.extend(if label.tier == Tier::Optional { &met } else { &right });
        let Some(verdict) = label.verdict().filter(|v| SCORED.contains(v) && label.tier != Tier::Optional) else {
            continue;
        };
        let hit = !right.is_empty();
        let best = right.iter().map(|i| told[*i].finding).max_by(|x, y| x.confidence.cmp(&y.confidence));
        out.sureness.extend(best.map(|f| (f.verdict, f.kind, float(f.confidence), true)));
        let counts = Counts { hits: usize::from(hit), misses: usize::from(!hit), alarms: 0 };
        out.verdicts.entry(verdict).or_default().add(counts);
        out.kinds.entry((label.kind.clone(), verdict)).or_default().add(counts);
        if !hit {
            let said = met.iter().map(|i| told[*i].finding.verdict).collect();
            out.misses.push((name.to_owned(), Miss { label: label.clone(), said, lost: lost.clone() }));
        }
    }
    let mut seen = BTreeSet::new();
    for (i, pair) in told.iter().enumerate().filter(|(_, p)| SCORED.contains(&p.finding.verdict)) {
        let mut ends = [0, 1].map(|s| (pair.sides[s].document.clone(), pair.keys[s].clone()));
        ends.sort();
        if !used.contains(&i) && seen.insert((ends, pair.finding.kind, pair.finding.verdict)) {
            out.sureness.push((pair.finding.verdict, pair.finding.kind, float(pair.finding.confidence), false));
            let alarm = Counts { alarms: 1, ..Counts::default() };
            out.verdicts.entry(pair.finding.verdict).or_default().add(alarm);
            out.kinds.entry((pair.finding.kind.to_owned(), pair.finding.verdict)).or_default().add(alarm);
            out.errors.push((name.to_owned(), error(pair)));
        }
    }
    out
}

fn error(pair: &Told<'_>) -> Error {
    let side = |s: usize| {
        let statement = pair.sides[s];
        (statement.document.clone(), statement.sentence.clone(), pair.finding.sides[s].value.text.clone())
    };
    Error {
        verdict: pair.finding.verdict,
        kind: pair.finding.kind,
        slot: pair.finding.slot.clone(),
        confidence: float(pair.finding.confidence),
        sides: [side(0), side(1)],
    }
}

fn told(finding: &FindingRow) -> Vec<Told<'_>> {
    let [left, right] = &finding.sides;
    let keys = [value_key(&left.value), value_key(&right.value)];
    let pairs = left.statements.iter().flat_map(|a| right.statements.iter().map(move |b| [a, b]));
    pairs.filter(|[a, b]| a.document != b.document).map(|sides| Told { finding, sides, keys: keys.clone() }).collect()
}

fn meets(label: &Label, pair: &Told<'_>) -> bool {
    let kind = Kind::ALL.into_iter().find(|k| k.name() == pair.finding.kind);
    if !kind.is_some_and(|k| label.is_of(k)) {
        return false;
    }
    let keys = [label_key(&label.value_a), label_key(&label.value_b)];
    [[0, 1], [1, 0]].into_iter().any(|[x, y]| {
        if !same_document(&label.a, pair.sides[x]) || !same_document(&label.b, pair.sides[y]) {
            return false;
        }
        let equal = usize::from(pair.keys[x] == keys[0]) + usize::from(pair.keys[y] == keys[1]);
        let quotes =
            || overlap(&label.a.quote, &pair.sides[x].sentence) && overlap(&label.b.quote, &pair.sides[y].sentence);
        equal == 2 || ((equal > 0 || label.kind != Kind::Quantity.name()) && quotes())
    })
}
