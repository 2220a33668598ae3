//! Amounts against amounts.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::compare::judgement::{Judgement, Pairing, decided};
use crate::model::{Bound, Claim, Kind, Scope, Verdict, Why, digits};
use crate::ruleset::{Change, Interval};

/// The verdict on two amounts of one slot.
pub fn judge(pairing: &Pairing<'_>) -> Option<Judgement> {
    let values = pairing.values();
    let [x, y] = [Interval::of(&values[0])?, Interval::of(&values[1])?];
    let slot = &pairing.claims[0].slot;
    let rule = pairing.rules.compare.slots.get(slot.as_str());
    let change = rule.map_or_else(|| pairing.open_change(), |r| r.change);
    let (verdict, why) = verdict(pairing, x, y, change);
    let kind = pairing.kind();
    let reported = if kind == Kind::Duration {
        format!("{}_length", pairing.notion().unwrap_or("event"))
    } else {
        slot.to_string()
    };
    let texts = values.each_ref().map(|v| v.wording(false, true));
    let steps = vec![decided(&texts, verdict, why)];
    Some(Judgement {
        verdict,
        why,
        slot: reported,
        values,
        texts,
        rule: rule.map_or_else(|| "compare.open-slot".to_owned(), |r| r.id.clone()),
        explanation: why.name(),
        blanks: BTreeMap::new(),
        steps,
    })
}

fn verdict(pairing: &Pairing<'_>, x: Interval, y: Interval, change: Change) -> (Verdict, Why) {
    if pairing.apart_by_unit() {
        return (Verdict::Contradiction, Why::ValueDiffers);
    }
    if x.low == y.low && x.high == y.high && x.bound == y.bound {
        let same = pairing.same_words();
        let agrees = (Verdict::Agrees, Why::SameWords);
        let why =
            if pairing.claims.iter().any(|c| !c.parts.is_empty()) { Why::PartOfWhole } else { Why::SameUnitScale };
        return if same { agrees } else { (Verdict::Reconciled, why) };
    }
    let exact = |i: Interval| i.bound == Bound::Exact;
    let compare = &pairing.rules.compare;
    if pairing.was_converted() && exact(x) && exact(y) && compare.converted(x).meets(compare.converted(y)) {
        return (Verdict::Reconciled, Why::SameUnitScale);
    }
    if x.strict().meets(y.strict()) {
        return (Verdict::Compatible, Why::BoundsOverlap);
    }
    let [v, w] = pairing.values();
    if compare.reach(&v, x).meets(compare.reach(&w, y)) {
        let hedged = x.bound == Bound::About || y.bound == Bound::About;
        return (Verdict::Compatible, if hedged { Why::BoundsOverlap } else { Why::Rounding });
    }
    if superseded(pairing, x, y, change) {
        return (Verdict::Update, Why::LaterReport);
    }
    (Verdict::Contradiction, Why::ValueDiffers)
}

/// Whether two figures differ by tens only: a zero too many is likelier than a count that grew tenfold to the digit.
fn slipped(x: Decimal, y: Decimal) -> bool {
    const LARGE: Decimal = Decimal::ONE_THOUSAND;
    let (first, second) = (digits(x), digits(y));
    first == second && x != y && (first.len() > 1 || x.abs().min(y.abs()) >= LARGE)
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
    // the earlier by the clock may still be the one that tells the later figure, where no hour is told
    let small = usize::from(!up);
    let running = pairing.claims[small].running && !pairing.one_moment();
    let turned = !later && ((pairing.moved_up(0) && !up) || running);
    let open = pairing.one_is_open() && pairing.claims[0].modality != crate::model::Modality::Asserted;
    // what is told of one period, or by how much a thing changed, does not move on; nor does what is long past, nor how
    // long a thing lasts
    let still = |c: &&Claim| matches!(c.scope, Scope::Period | Scope::Change(_));
    let lasts = pairing.kind() == Kind::Duration;
    let change = if lasts || pairing.claims.iter().all(still) || pairing.long_past() { Change::Fixed } else { change };
    let open = open && !lasts;
    if slipped(size(x), size(y)) && says != Some(0) {
        return false;
    }
    match change {
        Change::Grows => (later && (up || says == Some(0))) || (told && up && !pairing.one_moment()) || turned,
        Change::Falls => later && (!up || says == Some(0)),
        Change::Moves => later,
        Change::Fixed => later && (says == Some(0) || open || (up && pairing.running())),
    }
}
