//! How long the stages of a run take, for run.json.

use std::sync::Mutex;
use std::time::{Duration, Instant};

use crate::Doing;
use crate::Watch;

/// Hears when each stage begins, and passes all on.
pub struct Stopwatch<'w> {
    inner: &'w dyn Watch,
    began: Mutex<Vec<(&'static str, Instant)>>,
}

impl<'w> Stopwatch<'w> {
    /// Starts it; `inner` hears the same.
    #[must_use]
    pub fn new(inner: &'w dyn Watch) -> Self {
        Self { inner, began: Mutex::default() }
    }

    /// The stage of that name begins, the one before it ends.
    pub fn mark(&self, stage: &'static str) {
        if let Ok(mut began) = self.began.lock() {
            began.push((stage, Instant::now()));
        }
    }

    /// How long each stage took; the last one ends now.
    #[must_use]
    pub fn took(self) -> Vec<(&'static str, Duration)> {
        let began = self.began.into_inner().unwrap_or_default();
        let ends = began.iter().skip(1).map(|(_, at)| *at).chain([Instant::now()]);
        began.iter().zip(ends).map(|((stage, at), end)| (*stage, end.duration_since(*at))).collect()
    }
}

impl Watch for Stopwatch<'_> {
    fn begin(&self, doing: Doing, steps: usize) {
        self.mark(match doing {
            Doing::Reading => "read",
            Doing::Splitting => "split",
            Doing::LookingUp => "look_up",
            Doing::Claiming => "claim",
            Doing::Pairing => "pair",
            Doing::Grouping => "group",
            Doing::Comparing => "compare",
        });
        self.inner.begin(doing, steps);
    }

    fn step(&self) {
        self.inner.step();
    }
}
