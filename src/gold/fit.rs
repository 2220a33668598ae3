//! From labelled clusters to the models of `pairing.toml`, with what they come to on clusters held back.

use std::collections::BTreeMap;
use std::fmt::Write;

use rayon::prelude::*;

use crate::error::Error;
use crate::gold::cause::causes;
use crate::gold::labels::{Cluster, Tier};
use crate::gold::measure::{Measured, SCORED, measured};
use crate::gold::sides::{Known, Side, known};
use crate::gold::thresholds;
use crate::gold::train::{Row, weights};
use crate::group::{self, Candidate};
use crate::model::{Family, Feature, Features, Kind, Outcome, Verdict};
use crate::report::{Previous, Table};
use crate::ruleset::{Chance, Pairing, RuleSet};

/// Clusters that are held back at a time.
const HELD: usize = 2;
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
    let open = held_out(&mut runs, &folds, &fold_models, &Pairing::default(), &rules);
    let right = thresholds::chances(&open);
    let mut least = thresholds::least(&open);
    least
        .extend(thresholds::accusing(&open, &right).into_iter().map(|(kind, at)| ((Verdict::Contradiction, kind), at)));
    let asked = Pairing { least, right, ..Pairing::default() };
    let held = held_out(&mut runs, &folds, &fold_models, &asked, &rules);
    let all = models(runs.iter().flat_map(|r| &r.rows), &prior);
    let mut count: BTreeMap<Family, (usize, usize)> = BTreeMap::new();
    for (family, row) in runs.iter().flat_map(|r| &r.rows) {
        let entry = count.entry(*family).or_default();
        *entry = (entry.0 + usize::from(row.same), entry.1 + 1);
    }
    Ok(Fitted {
        pairing: Pairing { models: all, prior: Some(prior), doubts: rules.pairing.doubts, ..asked },
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

/// Each fold measured with the models that know nothing of it; `asked`: how sure rows must be, and what that comes to.
fn held_out(
    runs: &mut [Run<'_>],
    folds: &[Vec<usize>],
    models: &[BTreeMap<Family, Features>],
    asked: &Pairing,
    rules: &RuleSet,
) -> Measured {
    let mut all = Measured::default();
    for (held, models) in folds.iter().zip(models) {
        let mut rules = rules.clone();
        rules.pairing = Pairing { models: models.clone(), doubts: rules.pairing.doubts, ..asked.clone() };
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
        let _ = writeln!(
            out,
            "\n# How often rows of each verdict and kind are right for their sureness: base and slope of its logit."
        );
        for verdict in SCORED {
            let _ = writeln!(out, "[pairing.right.{}]", verdict.name());
            for ((_, kind), Chance { base, slope }) in self.pairing.right.iter().filter(|((v, _), _)| *v == verdict) {
                let _ = writeln!(out, "{} = [{base:.3}, {slope:.3}]", kind.name());
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
