//! How sure a row must be: what sureness comes to on clusters held back, and where each verdict begins.

use std::collections::BTreeMap;

use crate::gold::measure::{Measured, SCORED};
use crate::model::{Kind, Verdict};
use crate::ruleset::{Chance, logit};

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
const WANTED: f64 = 0.93;
/// How strongly the chances of all rows are held to their sureness, and those of fewer rows to those of more.
const HELD: [f64; 3] = [2.0, 4.0, 4.0];
/// Least slope of a chance: a surer row is never the less likely one.
const FLAT: f64 = 0.05;

/// How often rows of each verdict and kind are right for their sureness: fitted to the rows of all verdicts, of these
/// to those of each verdict, and of these to those of each kind; each is held to the one before.
pub fn chances(measured: &Measured) -> BTreeMap<(Verdict, Kind), Chance> {
    let rows = |verdict: Option<Verdict>, kind: Option<Kind>| -> Vec<(f64, bool)> {
        let of = measured.sureness.iter();
        let of = of.filter(|(v, k, ..)| verdict.is_none_or(|x| x == *v) && kind.is_none_or(|x| x.name() == *k));
        of.map(|(.., sure, right)| (logit(*sure), *right)).collect()
    };
    let all = fitted(&rows(None, None), Chance::default(), HELD[0]);
    let of_verdict = SCORED.map(|v| (v, fitted(&rows(Some(v), None), all, HELD[1])));
    let of_kind =
        |(v, own): (Verdict, Chance)| Kind::ALL.map(|k| ((v, k), fitted(&rows(Some(v), Some(k)), own, HELD[2])));
    of_verdict.into_iter().flat_map(of_kind).collect()
}

/// The chance that makes rows likeliest, by Newton's method: a logistic function of two weights, held to `prior`.
fn fitted(rows: &[(f64, bool)], prior: Chance, held: f64) -> Chance {
    const STEPS: usize = 40;
    let mut now = prior;
    for _ in 0..STEPS {
        let mut slope = [held * (now.base - prior.base), held * (now.slope - prior.slope)];
        let (mut aa, mut ab, mut bb) = (held, 0.0, held);
        for (x, right) in rows {
            let p = now.of_logit(*x);
            let (wrong, curve) = (p - if *right { 1.0 } else { 0.0 }, p * (1.0 - p));
            slope = [slope[0] + wrong, slope[1] + wrong * x];
            (aa, ab, bb) = (aa + curve, ab + curve * x, bb + curve * x * x);
        }
        let whole = aa * bb - ab * ab;
        now.base -= (bb * slope[0] - ab * slope[1]) / whole;
        now.slope -= (aa * slope[1] - ab * slope[0]) / whole;
    }
    Chance { slope: now.slope.max(FLAT), ..now }
}

/// The least sureness of a contradiction on values of each kind: one chance for all kinds, from which on contradictions
/// are right often enough.
pub fn accusing(measured: &Measured, chances: &BTreeMap<(Verdict, Kind), Chance>) -> BTreeMap<Kind, f64> {
    let of = |kind: Kind| chances.get(&(Verdict::Contradiction, kind)).copied().unwrap_or_default();
    let named = |name: &str| Kind::ALL.into_iter().find(|k| k.name() == name);
    let all = measured.sureness.iter().filter(|(v, ..)| *v == Verdict::Contradiction);
    let mut told: Vec<(f64, bool)> =
        all.filter_map(|(_, kind, sure, right)| Some((of(named(kind)?).of(*sure), *right))).collect();
    told.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut least, mut right) = (UNKNOWN, 0.0);
    for (n, (chance, is_right)) in told.iter().enumerate() {
        right += if *is_right { 1.0 } else { 0.0 };
        // rows that are equally likely are shown together or not at all
        let last = told.get(n + 1).is_none_or(|(next, _)| next < chance);
        if last && right >= WANTED * small(n + 1) {
            least = *chance;
        }
    }
    Kind::ALL.into_iter().map(|kind| (kind, roomy(of(kind).sure(least)))).collect()
}

/// The least sureness for each other verdict and kind.
pub fn least(measured: &Measured) -> BTreeMap<(Verdict, Kind), f64> {
    let each = SCORED.iter().filter(|v| **v != Verdict::Contradiction).flat_map(|v| Kind::ALL.map(|k| (*v, k)));
    let own = |v, k| threshold(measured, v, Some(k)).or_else(|| threshold(measured, v, None)).unwrap_or(UNKNOWN);
    each.map(|(v, k)| ((v, k), own(v, k))).collect()
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

fn small(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows of one verdict: so many right and so many wrong for each sureness.
    fn told(verdict: Verdict, kind: Kind, rows: &[(f64, usize, usize)]) -> Measured {
        let mut measured = Measured::default();
        for (sure, right, wrong) in rows {
            let row = |is| (verdict, kind.name(), *sure, is);
            measured.sureness.extend((0..*right).map(|_| row(true)).chain((0..*wrong).map(|_| row(false))));
        }
        measured
    }

    #[test]
    fn rows_that_are_too_sure_are_right_less_often() {
        let measured = told(Verdict::Update, Kind::Date, &[(0.9, 60, 60), (0.5, 10, 40)]);
        let chance = chances(&measured)[&(Verdict::Update, Kind::Date)];
        assert!((0.4..0.6).contains(&chance.of(0.9)), "{chance:?}");
        assert!(chance.of(0.5) < 0.35 && chance.slope >= FLAT, "{chance:?}");
        assert!((chance.sure(chance.of(0.7)) - 0.7).abs() < 1e-9);
    }

    #[test]
    fn a_surer_row_is_never_less_likely() {
        let measured = told(Verdict::Update, Kind::Date, &[(0.9, 10, 90), (0.2, 90, 10)]);
        let chance = chances(&measured)[&(Verdict::Update, Kind::Date)];
        assert!(chance.of(0.9) >= chance.of(0.2), "{chance:?}");
    }

    #[test]
    fn contradictions_begin_where_they_are_right_often_enough() {
        let rows = [(0.95, 60, 0), (0.8, 30, 2), (0.6, 10, 30), (0.3, 0, 50)];
        let measured = told(Verdict::Contradiction, Kind::Quantity, &rows);
        let at = accusing(&measured, &chances(&measured))[&Kind::Quantity];
        assert!(at > 0.6 && at < 0.8, "{at}");
        let nothing = accusing(&Measured::default(), &BTreeMap::new())[&Kind::Quantity];
        assert!(nothing > 0.85, "{nothing}");
    }
}
