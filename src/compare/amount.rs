//! Amounts against amounts.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use crate::compare::judgement::{Judgement, Pairing, decided};
use crate::model::{Bound, Kind, Step, Value, Verdict, Why, overlap};
use crate::ruleset::Change;

/// An interval with the bound that the words give.
#[derive(Clone, Copy)]
struct Interval {
    low: Option<Decimal>,
    high: Option<Decimal>,
    bound: Bound,
    grain: Decimal,
}

/// The verdict on two amounts of one slot.
pub fn judge(pairing: &Pairing<'_>) -> Option<Judgement> {
    let values = pairing.values();
    let [x, y] = [interval(&values[0])?, interval(&values[1])?];
    let slot = &pairing.claims[0].slot;
    let rule = pairing.rules.compare.slots.get(slot);
    let change = rule.map(|r| r.change).unwrap_or_default();
    let named = rule.is_some();
    let (verdict, why) = verdict(pairing, x, y, change);
    let kind = pairing.kind();
    let reported =
        if kind == Kind::Duration { format!("{}_length", pairing.notion().unwrap_or("event")) } else { slot.clone() };
    let texts = values.each_ref().map(|v| v.wording(false, true));
    let steps = vec![
        Step { stage: "normalise", rule: None, before: pairing.surface(0).to_owned(), after: texts[0].clone() },
        Step { stage: "normalise", rule: None, before: pairing.surface(1).to_owned(), after: texts[1].clone() },
        decided(&texts, verdict, why),
    ];
    Some(Judgement {
        verdict,
        why,
        slot: reported,
        values,
        texts,
        rule: rule.map_or_else(|| "compare.open-slot".to_owned(), |r| r.id.clone()),
        confidence: pairing.confidence(verdict, named),
        explanation: why.name(),
        blanks: BTreeMap::new(),
        steps,
    })
}

fn verdict(pairing: &Pairing<'_>, x: Interval, y: Interval, change: Change) -> (Verdict, Why) {
    if x.low == y.low && x.high == y.high && x.bound == y.bound {
        let same = pairing.same_words();
        let agrees = (Verdict::Agrees, Why::SameWords);
        return if same { agrees } else { (Verdict::Reconciled, Why::SameUnitScale) };
    }
    if meet(strict(x), strict(y)) {
        return (Verdict::Compatible, Why::BoundsOverlap);
    }
    let about = Decimal::from_f64(pairing.weights.about).unwrap_or_default();
    let rounding = Decimal::from_f64(pairing.weights.rounding).unwrap_or_default();
    let (wide_x, wide_y) = (widened(x, about, rounding), widened(y, about, rounding));
    if meet(wide_x, wide_y) {
        let hedged = x.bound == Bound::About || y.bound == Bound::About;
        return (Verdict::Compatible, if hedged { Why::BoundsOverlap } else { Why::Rounding });
    }
    if superseded(pairing, x, y, change) {
        return (Verdict::Update, Why::LaterReport);
    }
    (Verdict::Contradiction, Why::ValueDiffers)
}

/// Whether the later report has moved the figure in the direction in which the slot moves, or says that it did.
fn superseded(pairing: &Pairing<'_>, x: Interval, y: Interval, change: Change) -> bool {
    let size = |i: Interval| i.low.or(i.high).unwrap_or_default();
    let up = size(y) > size(x);
    let says = pairing.claims[1].moved;
    let told = match says {
        Some(0) => true,
        Some(direction) => (direction > 0) == up,
        None => false,
    };
    let later = pairing.later();
    let open = pairing.one_is_open() && pairing.claims[0].modality != crate::model::Modality::Asserted;
    match change {
        Change::Grows => (later && (up || says == Some(0))) || (told && up && pairing.days_apart() != Some(0)),
        Change::Falls => later && (!up || says == Some(0)),
        Change::Moves => later,
        Change::Fixed => later && (says == Some(0) || open),
    }
}

fn interval(value: &Value) -> Option<Interval> {
    match value {
        Value::Amount { low, high, bound, grain, .. } => {
            Some(Interval { low: *low, high: *high, bound: *bound, grain: *grain })
        }
        _ => None,
    }
}

/// "More than" and "less than" leave their own figure out: by one of the smallest place for whole counts.
fn strict(i: Interval) -> Interval {
    let nudge = if i.grain >= Decimal::ONE { Decimal::ONE } else { i.grain };
    match i.bound {
        Bound::MoreThan => Interval { low: i.low.map(|l| l.saturating_add(nudge)), ..i },
        Bound::LessThan => Interval { high: i.high.map(|h| h.saturating_sub(nudge)), ..i },
        _ => i,
    }
}

/// Widened by what hedging and rounding allow: "about" reaches a share of the figure, a figure told in
/// thousands half a thousand, where that is little beside the figure. Ends that the words leave open stay.
fn widened(i: Interval, about: Decimal, rounding: Decimal) -> Interval {
    if !matches!(i.bound, Bound::Exact | Bound::About | Bound::Range) {
        return strict(i);
    }
    let half = i.grain.checked_div(Decimal::TWO).unwrap_or_default();
    let share = |v: Decimal| {
        let rounded = if half <= v.abs().saturating_mul(rounding) { half } else { Decimal::ZERO };
        let whole = i.grain == Decimal::ONE;
        let exact = if whole { Decimal::ZERO } else { rounded };
        if i.bound == Bound::About { v.saturating_mul(about).abs().max(exact) } else { exact }
    };
    Interval { low: i.low.map(|l| l.saturating_sub(share(l))), high: i.high.map(|h| h.saturating_add(share(h))), ..i }
}

fn meet(x: Interval, y: Interval) -> bool {
    overlap((x.low, x.high), (y.low, y.high))
}
