//! From labelled clusters to the models of `pairing.toml`, with what they come to on clusters held back.

use std::collections::BTreeMap;
use std::fmt::Write;

use rayon::prelude::*;

use crate::error::Error;
use crate::gold::cause::causes;
use crate::gold::labels::{Cluster, Tier};
use crate::gold::measure::{Measured, SCORED, measured};
use crate::gold::sides::{Known, Side, known};
use crate::gold::train::{Row, weights};
use crate::group::{self, Candidate};
use crate::model::{Family, Feature, Features, Kind, Outcome, Verdict};
use crate::report::{Previous, Table};
use crate::ruleset::{Pairing, RuleSet};

/// Clusters that are held back at a time.
const HELD: usize = 2;
/// Findings of a kind that it takes to tell a threshold of its own; with fewer it has that of its verdict.
const ENOUGH: usize = 15;
/// Findings of a kind of which no label has the verdict that it takes to call them wrong.
const NEVER: usize = 5;
/// F1 that may be given for a lower threshold: so little is chance. More for days, which accuse nobody.
const SLACK: f64 = 0.006;
const SLACK_OF_DAYS: f64 = 0.02;
/// Rows that accuse nobody are shown where they are likelier right than wrong, whatever the labels say.
const LIKELY: f64 = 0.5;
/// Least sureness where no finding of the kind was ever right.
const UNKNOWN: f64 = 0.9;
/// Precision that contradictions are held to on clusters held back.
const WANTED: f64 = 0.95;

/// How much more the pairs of a firm cluster weigh.
const FIRM: f64 = 5.0;

/// What fitting came to.
pub struct Fitted {
    /// The models, fitted to all clusters.
    pub pairing: Pairing,
    /// What models fitted without them come to on clusters held back, two at a time.
    pub held: Measured,
    /// The same without thresholds: what they keep out.
    pub open: Measured,
    /// Rows of each family: those of one thing, and all.
    pub rows: BTreeMap<Family, (usize, usize)>,
}

/// A cluster as it was run, with what is learned from it.
struct Run<'a> {
    cluster: &'a Cluster,
    outcome: Outcome,
    rows: Vec<(Family, Row)>,
}

/// Fits the models to `clusters`; a cluster's own labels never touch the models that it is measured with.
///
/// # Errors
/// Where the articles of a cluster cannot be read.
pub fn fit(clusters: &[Cluster], rules: &RuleSet) -> Result<Fitted, Error> {
    let mut runs = Vec::new();
    for cluster in clusters {
        let outcome = crate::check(std::slice::from_ref(&cluster.articles), rules)?;
        let candidates = group::candidates(&outcome.scene(), &outcome.pairs, rules);
        let rows = rows(cluster, &outcome, &candidates, rules);
        runs.push(Run { cluster, outcome, rows });
    }
    let prior = rules.pairing.prior.unwrap_or([0.0; Feature::ALL.len()]);
    let mut rules = rules.clone();
    rules.pairing = Pairing { doubts: rules.pairing.doubts, ..Pairing::default() };
    let folds: Vec<Vec<usize>> = (0..runs.len().div_ceil(HELD))
        .map(|f| (0..runs.len()).filter(|i| i % runs.len().div_ceil(HELD) == f).collect())
        .collect();
    let fold_models: Vec<BTreeMap<Family, Features>> = folds
        .par_iter()
        .map(|held| {
            models(runs.iter().enumerate().filter(|(i, _)| !held.contains(i)).flat_map(|(_, r)| &r.rows), &prior)
        })
        .collect();
    let open = held_out(&mut runs, &folds, &fold_models, &BTreeMap::new(), &rules);
    let each = SCORED.iter().filter(|v| **v != Verdict::Contradiction).flat_map(|v| Kind::ALL.map(|k| (*v, k)));
    let mut least: BTreeMap<(Verdict, Kind), f64> = each
        .map(|(v, k)| ((v, k), threshold(&open, v, Some(k)).or_else(|| threshold(&open, v, None)).unwrap_or(UNKNOWN)))
        .collect();
    least.extend(accusing(&open).into_iter().map(|(kind, at)| ((Verdict::Contradiction, kind), at)));
    let held = held_out(&mut runs, &folds, &fold_models, &least, &rules);
    let all = models(runs.iter().flat_map(|r| &r.rows), &prior);
    let mut count: BTreeMap<Family, (usize, usize)> = BTreeMap::new();
    for (family, row) in runs.iter().flat_map(|r| &r.rows) {
        let entry = count.entry(*family).or_default();
        *entry = (entry.0 + usize::from(row.same), entry.1 + 1);
    }
    Ok(Fitted {
        pairing: Pairing { models: all, least, prior: Some(prior), doubts: rules.pairing.doubts },
        held,
        open,
        rows: count,
    })
}

/// One model for each family.
fn models<'r>(rows: impl Iterator<Item = &'r (Family, Row)>, prior: &Features) -> BTreeMap<Family, Features> {
    let mut by_family: BTreeMap<Family, Vec<Row>> = BTreeMap::new();
    rows.for_each(|(family, row)| by_family.entry(*family).or_default().push(row.clone()));
    by_family.into_par_iter().map(|(family, rows)| (family, weights(&rows, prior))).collect()
}

/// Each fold measured with the models that know nothing of it.
fn held_out(
    runs: &mut [Run<'_>],
    folds: &[Vec<usize>],
    models: &[BTreeMap<Family, Features>],
    least: &BTreeMap<(Verdict, Kind), f64>,
    rules: &RuleSet,
) -> Measured {
    let mut all = Measured::default();
    for (held, models) in folds.iter().zip(models) {
        let mut rules = rules.clone();
        let doubts = rules.pairing.doubts;
        rules.pairing = Pairing { models: models.clone(), least: least.clone(), prior: None, doubts };
        for i in held {
            let run = &mut runs[*i];
            crate::pair(&mut run.outcome, &rules);
            let lost = causes(run.cluster, &run.outcome, &rules);
            let table = Table::of(&run.outcome, &Verdict::ALL, &Previous::default());
            all.add(measured(&run.cluster.name, &run.cluster.labels, &table.findings, &lost));
        }
    }
    all
}

/// The least sureness of a contradiction on values of each kind: a false one costs as many true ones as it takes for those
/// of all kinds together to be right often enough.
fn accusing(measured: &Measured) -> BTreeMap<Kind, f64> {
    const MOST: u32 = 40;
    let of = |kind: Kind| {
        let all = measured.sureness.iter().filter(move |(v, k, ..)| *v == Verdict::Contradiction && *k == kind.name());
        let mut told: Vec<(f64, bool)> = all.map(|(.., s, r)| (*s, *r)).collect();
        told.sort_by(|a, b| b.0.total_cmp(&a.0));
        told
    };
    let told: BTreeMap<Kind, Vec<(f64, bool)>> = Kind::ALL.into_iter().map(|kind| (kind, of(kind))).collect();
    let mut chosen = BTreeMap::new();
    for price in 1..=MOST {
        let (mut right, mut wrong) = (0_i64, 0_i64);
        chosen.clear();
        for (kind, told) in &told {
            // the best so far: its worth, what was right and wrong, and the sureness of the last
            let (mut best, mut so_far) = ((0, 0, 0, UNKNOWN / ROOM), (0_i64, 0_i64));
            for (sure, is_right) in told {
                let (hit, alarm) = if *is_right { (1, 0) } else { (0, 1) };
                so_far = (so_far.0 + hit, so_far.1 + alarm);
                let worth = so_far.0 - i64::from(price) * so_far.1;
                if worth > best.0 {
                    best = (worth, so_far.0, so_far.1, *sure);
                }
            }
            (right, wrong) = (right + best.1, wrong + best.2);
            chosen.insert(*kind, roomy(best.3.min(UNKNOWN / ROOM)));
        }
        let enough = f64::from(u32::try_from(right).unwrap_or(0))
            >= WANTED * f64::from(u32::try_from(right + wrong).unwrap_or(0));
        if enough {
            break;
        }
    }
    chosen
}

/// A little room below the last one that was right.
const ROOM: f64 = 0.995;

fn roomy(at: f64) -> f64 {
    ((at * ROOM) * 1000.0).floor() / 1000.0
}

/// The least sureness for a verdict, on values of `kind` or of any; `None` where too little was found: the one with the
/// best F1.
fn threshold(measured: &Measured, verdict: Verdict, kind: Option<Kind>) -> Option<f64> {
    let of_kind = |name: &str| kind.is_none_or(|k| k.name() == name);
    let of = measured.sureness.iter().filter(|(v, k, ..)| *v == verdict && of_kind(k));
    let mut told: Vec<(f64, bool)> = of.map(|(.., s, r)| (*s, *r)).collect();
    let counts = measured.kinds.iter().filter(|((k, v), _)| *v == verdict && of_kind(k));
    let labels = counts.map(|(_, c)| c.hits + c.misses).sum::<usize>();
    // what no label ever says of the kind, in clusters that offered it often, is wrong
    if labels == 0 && told.len() >= NEVER {
        return Some(UNKNOWN);
    }
    if told.len() < ENOUGH {
        return None;
    }
    told.sort_by(|a, b| b.0.total_cmp(&a.0));
    let small = |n: usize| f64::from(u32::try_from(n).unwrap_or(u32::MAX));
    let labels = small(labels.max(1));
    let mut right = 0.0;
    let mut worth: Vec<(f64, f64)> = Vec::new();
    for (n, (sure, is_right)) in told.iter().enumerate() {
        right += if *is_right { 1.0 } else { 0.0 };
        let (precision, recall) = (right / small(n + 1), right / labels);
        worth.push((2.0 * precision * recall / (precision + recall).max(f64::MIN_POSITIVE), *sure));
    }
    let best = worth.iter().map(|(value, _)| *value).fold(0.0, f64::max);
    let slack = if kind == Some(Kind::Date) { SLACK_OF_DAYS } else { SLACK };
    // of thresholds that are as good as each other the lowest
    let good = worth.iter().filter(|(value, _)| best > 0.0 && *value >= best - slack);
    Some(roomy(good.map(|(_, sure)| *sure).fold(LIKELY, f64::min)))
}

/// What the labels say of each candidate; those of which they say nothing are left out.
fn rows(cluster: &Cluster, outcome: &Outcome, candidates: &[Candidate], rules: &RuleSet) -> Vec<(Family, Row)> {
    let sides: Vec<Side<'_>> = outcome.claims.iter().map(|c| Side::of(outcome, c, rules)).collect();
    let exact: Vec<bool> = cluster
        .labels
        .iter()
        .map(|label| {
            candidates.iter().any(|c| known(label, c, &sides).is_some_and(|k| k.quotes && k.equal == [true, true]))
        })
        .collect();
    let row = |c: &Candidate| {
        let same = is_same(cluster, c, &sides, &exact)?;
        let weight = if same && cluster.firm { FIRM } else { 1.0 };
        Some((c.family, Row { features: c.features, same, weight }))
    };
    candidates.par_iter().filter_map(row).collect()
}

/// Whether two claims are about one thing; `None` where the labels do not say.
fn is_same(cluster: &Cluster, candidate: &Candidate, sides: &[Side<'_>], exact: &[bool]) -> Option<bool> {
    /// An equal value of so many digits is no chance.
    const TELLING: f64 = 0.5;
    let figures = candidate.family.kind.is_figure();
    let timed = matches!(candidate.family.kind, Kind::Date | Kind::Duration);
    let mut doubtful = false;
    let mut repeated = false;
    let mut told = None;
    for (label, exact) in cluster.labels.iter().zip(exact) {
        let Some(Known { quotes, equal }) = known(label, candidate, sides) else { continue };
        let both = equal == [true, true];
        if label.tier == Tier::Optional {
            doubtful |= quotes || both;
        } else if label.verdict().is_none() {
            // a pair that must not be made
            if quotes && (both || !figures) {
                told = told.or(Some(false));
            }
        } else if quotes && (both || !figures) {
            told = Some(true);
        } else if both {
            repeated = true;
        } else if quotes && !exact && timed && equal != [false, false] {
            // a start may be labelled as the length that the words give
            told = Some(true);
        } else if quotes && !exact {
            doubtful = true;
        }
    }
    let (left, right) = (&sides[candidate.left.index()], &sides[candidate.right.index()]);
    let alike = candidate.family.meet && left.keys == right.keys;
    match told {
        Some(same) => Some(same),
        None if doubtful => None,
        None if repeated && candidate.features[Feature::Telling as usize] >= TELLING => Some(true),
        None if repeated => None,
        // pairs that agree are labelled as a sample only
        None if alike && left.surface == right.surface => None,
        None => Some(false),
    }
}

impl Fitted {
    /// The models as `pairing.toml`, with the figures that they came to as comments.
    #[must_use]
    pub fn toml(&self) -> String {
        let mut out = String::from(
            "# How much each feature of two claims counts for or against their being about one thing.\n\
             # Fitted by `gormil fit`; do not edit by hand. docs/decisions/0019-pairs-are-weighed.md tells how.\n#\n",
        );
        let _ = writeln!(out, "# On clusters held back, {HELD} at a time:");
        for verdict in SCORED {
            let c = self.held.of(verdict);
            let (p, r, f) = (c.precision(), c.recall(), c.f1());
            let _ = writeln!(out, "# {:14} precision {p:.3}  recall {r:.3}  f1 {f:.3}", verdict.name());
        }
        let _ = writeln!(out, "# macro f1 {:.3}", self.held.macro_f1());
        let _ = writeln!(out, "\n# Least sureness of a pair for a row of each verdict and kind.");
        for verdict in SCORED {
            let _ = writeln!(out, "[pairing.least.{}]", verdict.name());
            for ((_, kind), least) in self.pairing.least.iter().filter(|((v, _), _)| *v == verdict) {
                let _ = writeln!(out, "{} = {least:.3}", kind.name());
            }
        }
        let prior = self.pairing.prior.unwrap_or([0.0; Feature::ALL.len()]);
        let _ = writeln!(
            out,
            "\n# What fitting starts from, and holds to where the labels say little: written by hand.\n[pairing.prior]"
        );
        for (feature, weight) in Feature::ALL.iter().zip(prior).filter(|(_, w)| w.abs() > 0.0) {
            let _ = writeln!(out, "{} = {weight}", feature.name());
        }
        let _ = writeln!(
            out,
            "\n# How sure a contradiction must be where a feature is at work that speaks against it: written by hand."
        );
        for kind in Kind::ALL {
            let own: Vec<_> = self.pairing.doubts.iter().filter(|((k, _), _)| *k == kind).collect();
            if !own.is_empty() {
                let _ = writeln!(out, "[pairing.doubts.{}]", kind.name());
            }
            for ((_, feature), least) in own {
                let _ = writeln!(out, "{} = {least}", feature.name());
            }
        }
        for (family, weights) in &self.pairing.models {
            let (same, all) = self.rows.get(family).copied().unwrap_or_default();
            let _ = writeln!(out, "\n# {same} pairs of {all} are of one thing.\n[pairing.models.{}]", family.name());
            for (feature, weight) in Feature::ALL.iter().zip(weights).filter(|(_, w)| w.abs() >= 0.0005) {
                let _ = writeln!(out, "{} = {weight:.3}", feature.name());
            }
        }
        out
    }
}
