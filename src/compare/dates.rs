//! Days, times and starts against each other.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use crate::compare::judgement::{Judgement, Pairing, decided};
use crate::model::{DateRange, Kind, Moment, Step, Value, Verdict, Why, days_between};

struct Dates {
    range: DateRange,
    time: Option<Moment>,
    vague: bool,
    length: Option<(Decimal, &'static str)>,
}

/// The verdict on two dates, times or starts.
pub fn judge(pairing: &Pairing<'_>) -> Option<Judgement> {
    let [x, y] = [dates(&pairing.claims[0].value)?, dates(&pairing.claims[1].value)?];
    let (verdict, why) = verdict(pairing, &x, &y)?;
    let kind = pairing.kind();
    let suffix = match (kind, x.time.is_some()) {
        (Kind::Duration, _) => "since",
        (_, true) => "time",
        (_, false) => "date",
    };
    let slot = format!("{}_{suffix}", pairing.notion().unwrap_or("event"));
    let since = |side: usize| pairing.claims[side].kind == Kind::Duration;
    let values = pairing.values();
    let texts = [values[0].wording(since(0), false), values[1].wording(since(1), false)];
    let mut steps = Vec::new();
    let mut blanks = BTreeMap::new();
    let mut explanation = why.name();
    for (side, dates) in [&x, &y].into_iter().enumerate() {
        if let Some(sum) = arithmetic(pairing, side, dates) {
            steps.push(Step::new("compare", pairing.surface(side), sum.clone()));
            blanks.insert("arithmetic", sum);
            explanation = if why == Why::ElapsedTime { "elapsed_time" } else { "elapsed_time_open" };
        }
    }
    if verdict == Verdict::Contradiction {
        explanation = why.name();
    }
    steps.push(decided(&texts, verdict, why));
    Some(Judgement {
        verdict,
        why,
        slot,
        values,
        texts,
        rule: format!("compare.{}", kind.name()),
        confidence: pairing.sure,
        explanation,
        blanks,
        steps,
    })
}

fn verdict(pairing: &Pairing<'_>, x: &Dates, y: &Dates) -> Option<(Verdict, Why)> {
    if let (Some(s), Some(t)) = (x.time, y.time) {
        return Some(times(pairing, s, t, x.vague || y.vague));
    }
    let elapsed = x.length.is_some() || y.length.is_some();
    if x.range == y.range && !x.vague && !y.vague {
        let same =
            pairing.same_words() && pairing.published(0).at.map(|m| m.day) == pairing.published(1).at.map(|m| m.day);
        return Some(match (elapsed, same) {
            (true, false) => (Verdict::Reconciled, Why::ElapsedTime),
            (_, true) => (Verdict::Agrees, Why::SameWords),
            (false, false) => (Verdict::Reconciled, Why::SameInstant),
        });
    }
    if x.range.overlaps(y.range) {
        let inside = x.range.contains(y.range) || y.range.contains(x.range);
        let coarser = inside && !x.vague && !y.vague;
        return Some((Verdict::Compatible, if coarser { Why::PrecisionDiffers } else { Why::BoundsOverlap }));
    }
    let open = pairing.one_is_open();
    if open && pairing.later() {
        return Some((Verdict::Update, Why::LaterReport));
    }
    (!x.vague && !y.vague && !open).then_some((Verdict::Contradiction, Why::ValueDiffers))
}

/// Two times of day: the same minute, near enough for a hedge, or not.
fn times(pairing: &Pairing<'_>, s: Moment, t: Moment, vague: bool) -> (Verdict, Why) {
    const DAY: i64 = 24 * 60;
    let minutes = |m: Moment| i64::from(m.minute.unwrap_or_default());
    let apart = (days_between(s.day, t.day) * DAY + minutes(t) - minutes(s)).abs();
    if apart == 0 {
        let same = pairing.same_words();
        return if same { (Verdict::Agrees, Why::SameWords) } else { (Verdict::Reconciled, Why::SameInstant) };
    }
    if vague && apart <= i64::from(pairing.weights.about_minutes) {
        return (Verdict::Compatible, Why::BoundsOverlap);
    }
    (Verdict::Contradiction, Why::ValueDiffers)
}

/// The sum behind a length that became a start: `2024 - 24 = 2000`.
fn arithmetic(pairing: &Pairing<'_>, side: usize, dates: &Dates) -> Option<String> {
    let (length, unit) = dates.length?;
    let on = pairing.published(side).at?.day;
    let start = dates.range.to.or(dates.range.from)?;
    Some(if unit == "year" && length.fract().is_zero() {
        format!("{} - {} = {}", on.year(), length.normalize(), start.year())
    } else {
        format!("{on} - {} {unit}s = {start}", length.normalize())
    })
}

fn dates(value: &Value) -> Option<Dates> {
    match value {
        Value::Dates { range, time, vague, from_length } => {
            Some(Dates { range: *range, time: *time, vague: *vague, length: *from_length })
        }
        _ => None,
    }
}
