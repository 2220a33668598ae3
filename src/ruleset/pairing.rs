//! `pairing.toml`: how much each feature of two claims counts for or against their being about one thing.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::{Family, Feature, Features, Kind, Verdict};

/// The file as written by fitting: for each family its weights by feature, and the least sureness for each verdict.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PairingText {
    /// Weights by family and feature.
    #[serde(default)]
    pub models: BTreeMap<String, BTreeMap<String, f64>>,
    /// Least sureness by verdict and kind.
    #[serde(default)]
    pub least: BTreeMap<String, BTreeMap<String, f64>>,
    /// How often rows are right for their sureness, by verdict and kind: base and slope.
    #[serde(default)]
    pub right: BTreeMap<String, BTreeMap<String, [f64; 2]>>,
    /// Weights by feature that fitting starts from and is held to where the rows say little.
    #[serde(default)]
    pub prior: BTreeMap<String, f64>,
    /// For each kind by feature: how sure a contradiction must be where the feature is at work.
    #[serde(default)]
    pub doubts: BTreeMap<String, BTreeMap<String, f64>>,
}

/// The models, ready to weigh features.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Pairing {
    /// Weights in the order of [`Feature::ALL`], by family.
    pub models: BTreeMap<Family, Features>,
    /// Least sureness of a pair for each verdict.
    pub least: BTreeMap<(Verdict, Kind), f64>,
    /// How often rows of a verdict and kind are right for their sureness.
    pub right: BTreeMap<(Verdict, Kind), Chance>,
    /// What fitting starts from, in the order of [`Feature::ALL`].
    pub prior: Option<Features>,
    /// How sure a contradiction on values of a kind must be where a feature is at work.
    pub doubts: BTreeMap<(Kind, Feature), f64>,
}

/// A table by the verdicts and kinds that it names; what names none goes to `unknown`.
fn by_verdict_and_kind<T>(
    table: BTreeMap<String, BTreeMap<String, T>>,
    unknown: &mut Vec<String>,
) -> BTreeMap<(Verdict, Kind), T> {
    let mut out = BTreeMap::new();
    for (name, kinds) in table {
        let Some(verdict) = Verdict::ALL.into_iter().find(|v| v.name() == name) else {
            unknown.push(name);
            continue;
        };
        for (kind, value) in kinds {
            match Kind::ALL.into_iter().find(|k| k.name() == kind) {
                Some(kind) => {
                    out.insert((verdict, kind), value);
                }
                None => unknown.push(kind),
            }
        }
    }
    out
}

impl PairingText {
    /// What the file may hold.
    pub const KEYS: &'static [&'static str] = &["models", "least", "right", "prior", "doubts"];

    /// The models with the names that nothing has: families, features, verdicts.
    #[must_use]
    pub fn checked(self) -> (Pairing, Vec<String>) {
        let mut pairing = Pairing::default();
        let mut unknown = Vec::new();
        let mut prior = [0.0; Feature::ALL.len()];
        for (feature, weight) in self.prior {
            match Feature::ALL.iter().position(|f| f.name() == feature) {
                Some(at) => prior[at] = weight,
                None => unknown.push(feature),
            }
        }
        pairing.prior = Some(prior);
        for (name, weights) in self.models {
            let Some(family) = Family::ALL.into_iter().find(|f| f.name() == name) else {
                unknown.push(name);
                continue;
            };
            let row = pairing.models.entry(family).or_insert([0.0; Feature::ALL.len()]);
            for (feature, weight) in weights {
                match Feature::ALL.iter().position(|f| f.name() == feature) {
                    Some(at) => row[at] = weight,
                    None => unknown.push(feature),
                }
            }
        }
        pairing.least = by_verdict_and_kind(self.least, &mut unknown);
        let right = by_verdict_and_kind(self.right, &mut unknown).into_iter();
        pairing.right = right.map(|(of, [base, slope])| (of, Chance { base, slope })).collect();
        for (name, features) in self.doubts {
            let Some(kind) = Kind::ALL.into_iter().find(|k| k.name() == name) else {
                unknown.push(name);
                continue;
            };
            for (feature, least) in features {
                match Feature::named(&feature) {
                    Some(feature) => {
                        pairing.doubts.insert((kind, feature), least);
                    }
                    None => unknown.push(feature),
                }
            }
        }
        (pairing, unknown)
    }
}

impl Pairing {
    /// How sure it is that two claims with these features are about one thing, 0 to 1: the logistic function of their
    /// weighted sum. 0 for a family without a model.
    #[must_use]
    pub fn sure(&self, family: Family, features: &Features) -> f64 {
        self.models.get(&family).map_or(0.0, |weights| logistic(weights, features))
    }

    /// How likely a finding of `verdict` on values of `kind` is right whose pair is so sure.
    #[must_use]
    pub fn right(&self, verdict: Verdict, kind: Kind, sure: f64) -> f64 {
        self.right.get(&(verdict, kind)).map_or(sure, |chance| chance.of(sure))
    }

    /// The least sureness that a finding of `verdict` on values of `kind` needs.
    #[must_use]
    pub fn least(&self, verdict: Verdict, kind: Kind) -> f64 {
        self.least.get(&(verdict, kind)).copied().unwrap_or_default()
    }

    /// The least sureness that a finding on a pair with these features needs: a contradiction needs more where one of them
    /// is a doubt.
    #[must_use]
    pub fn asked(&self, verdict: Verdict, kind: Kind, features: Option<&Features>) -> f64 {
        let least = self.least(verdict, kind);
        let Some(features) = features.filter(|_| verdict == Verdict::Contradiction) else { return least };
        let at_work = |f: Feature| features.get(f as usize).is_some_and(|x| *x > 0.0);
        let doubts = self.doubts.iter().filter(|((k, f), _)| *k == kind && at_work(*f));
        doubts.map(|(_, asked)| *asked).fold(least, f64::max)
    }
}

/// How often rows are right for their sureness: the logistic function of `base + slope` times its logit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chance {
    /// Added.
    pub base: f64,
    /// More than 0.
    pub slope: f64,
}

impl Default for Chance {
    /// As often as they are sure.
    fn default() -> Self {
        Self { base: 0.0, slope: 1.0 }
    }
}

impl Chance {
    /// How often rows are right that are so sure.
    #[must_use]
    pub fn of(self, sure: f64) -> f64 {
        self.of_logit(logit(sure))
    }

    /// The same by the logit of their sureness.
    #[must_use]
    pub fn of_logit(self, logit: f64) -> f64 {
        expit(self.base + self.slope * logit)
    }

    /// How sure rows are that are right so often.
    #[must_use]
    pub fn sure(self, right: f64) -> f64 {
        expit((logit(right) - self.base) / self.slope)
    }
}

/// `ln(p / (1 - p))`, as far as `p` keeps away from 0 and 1.
#[must_use]
pub fn logit(p: f64) -> f64 {
    const EDGE: f64 = 1e-4;
    let p = p.clamp(EDGE, 1.0 - EDGE);
    (p / (1.0 - p)).ln()
}

fn expit(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// `1 / (1 + exp(-w·x))`.
#[must_use]
pub fn logistic(weights: &Features, features: &Features) -> f64 {
    let sum: f64 = weights.iter().zip(features).map(|(w, x)| w * x).sum();
    expit(sum)
}
