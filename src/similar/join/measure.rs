//! How alike two sets are, and what that asks of their parts.

/// A measure of likeness between sets of weighted tokens, from 0 to 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measure {
    /// The weight of the tokens that both hold over the weight of those that either holds.
    Jaccard,
    /// The weight of the tokens that both hold over the geometric mean of the two sets' weights: the cosine of vectors
    /// whose entries are the roots of the weights.
    Cosine,
}

impl Measure {
    /// The likeness of two sets of these masses that share tokens of the mass `shared`.
    #[must_use]
    pub fn score(self, shared: u64, a: u64, b: u64) -> f64 {
        match self {
            Self::Jaccard => real(shared) / real(a + b - shared),
            Self::Cosine => real(shared) / (real(a) * real(b)).sqrt(),
        }
    }
}

/// A measure with a threshold.
#[derive(Clone, Copy, Debug)]
pub struct Bound {
    measure: Measure,
    least: f64,
    /// Of the masses of two sets together, what they must share to be like by `Jaccard`.
    part: f64,
}

/// Room for rounding in bounds: they may let through a little more than they must, never less.
const SLACK: f64 = 1e-9;

impl Bound {
    pub fn new(measure: Measure, least: f64) -> Self {
        Self { measure, least, part: least / (1.0 + least) }
    }

    /// The likeness, where it reaches the threshold.
    pub fn reached(&self, shared: u64, a: u64, b: u64) -> Option<f64> {
        Some(self.measure.score(shared, a, b)).filter(|score| *score >= self.least)
    }

    /// The least that sets of these masses must share.
    #[inline]
    pub fn need(&self, a: u64, b: u64) -> f64 {
        let need = match self.measure {
            Measure::Jaccard => self.part * (real(a) + real(b)),
            Measure::Cosine => self.least * (real(a) * real(b)).sqrt(),
        };
        need * (1.0 - SLACK)
    }

    /// The greatest mass of a set that shares no more than `shared` with one of mass `mass` and is like it.
    #[inline]
    pub fn greatest(&self, mass: u64, shared: u64) -> f64 {
        let greatest = match self.measure {
            Measure::Jaccard => real(shared) / self.part - real(mass) * (1.0 - SLACK),
            Measure::Cosine => real(shared) * real(shared) / (self.least * self.least * real(mass)),
        };
        greatest * (1.0 + SLACK)
    }

    /// The least mass of a set that is like one of mass `mass`.
    #[inline]
    pub fn least_mass(&self, mass: u64) -> f64 {
        let least = match self.measure {
            Measure::Jaccard => self.least * real(mass),
            Measure::Cosine => self.least * self.least * real(mass),
        };
        least * (1.0 - SLACK)
    }

    /// The most by which sets of these masses may differ: what one of them holds and the other does not. Grows with the
    /// greater mass.
    #[inline]
    pub fn difference(&self, a: u64, b: u64) -> f64 {
        (real(a) + real(b) - 2.0 * self.need(a, b)) * (1.0 + SLACK)
    }
}

/// Masses lie far below 2^53.
#[allow(clippy::cast_precision_loss)]
#[inline]
fn real(mass: u64) -> f64 {
    mass as f64
}
