//! Logistic regression, small and exact enough: few features, few rows, the same result on every machine.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::model::{Feature, Features};
use crate::ruleset::logistic;

/// One row of what is learned from.
#[derive(Clone, Debug)]
pub struct Row {
    /// What is known.
    pub features: Features,
    /// Whether the two claims are about one thing.
    pub same: bool,
    /// How much it counts.
    pub weight: f64,
}

/// How strongly weights are held to the prior (L2) where there are rows enough, and at most.
const HELD: f64 = 1.0;
const HELD_MOST: f64 = 3.0;
/// Rows that are enough.
const ENOUGH: f64 = 600.0;
/// Steps of the descent.
const STEPS: usize = 6000;

/// Weights that make the rows likeliest, by projected gradient descent with Nesterov's momentum: a feature that may
/// only speak for a pair never gets a weight below 0, one that may only speak against it none above. Weights are held to
/// `prior` where the rows say little.
#[must_use]
pub fn weights(rows: &[Row], prior: &Features) -> Features {
    let mut now = *prior;
    let mut before = now;
    let down = (ENOUGH / float(Decimal::from(rows.len().max(1)))).clamp(HELD, HELD_MOST);
    let curve = curvature(rows) + down;
    for step in 0..STEPS {
        let speed = float(Decimal::from(step)) / (float(Decimal::from(step)) + 3.0);
        let mut ahead = now;
        for (i, a) in ahead.iter_mut().enumerate() {
            *a = now[i] + speed * (now[i] - before[i]);
        }
        let mut slope = [0.0; Feature::ALL.len()];
        for row in rows {
            let wrong = row.weight * (logistic(&ahead, &row.features) - if row.same { 1.0 } else { 0.0 });
            for (s, x) in slope.iter_mut().zip(&row.features) {
                *s += wrong * x;
            }
        }
        before = now;
        for (i, feature) in Feature::ALL.into_iter().enumerate() {
            let held = if feature == Feature::Bias { 0.0 } else { down * (ahead[i] - prior[i]) };
            let moved = ahead[i] - (slope[i] + held) / curve;
            now[i] = match feature.sign() {
                1 => moved.max(0.0),
                -1 => moved.min(0.0),
                _ => moved,
            };
        }
    }
    now
}

/// An upper bound of the curvature of the likelihood: a quarter of the largest eigenvalue of the rows' products, which
/// no row sum of their matrix is below.
fn curvature(rows: &[Row]) -> f64 {
    let sum = |i: usize| {
        let of = |j: usize| rows.iter().map(|r| r.weight * r.features[i] * r.features[j]).sum::<f64>().abs();
        (0..Feature::ALL.len()).map(of).sum::<f64>()
    };
    0.25 * (0..Feature::ALL.len()).map(sum).fold(0.0, f64::max)
}

/// A decimal as a float.
pub fn float(value: Decimal) -> f64 {
    value.to_f64().unwrap_or_default()
}
