//! A row by itself: whether what it shows, its ends, its steps and its verdict go together.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{Bound, DateRange, TimeUnit, Verdict, overlap};
use crate::ruleset::RuleSet;
use crate::verify::row::{Row, Value};
use crate::verify::value::bound;

/// What does not hold of a row without its sources.
pub fn hold(row: &Row, rules: &RuleSet) -> Vec<String> {
    let mut causes = Vec::new();
    let [a, b] = row.sides.each_ref().map(|side| &side.value);
    for (letter, value) in [("a", a), ("b", b)] {
        if !shown(value, row) {
            causes.push(format!("side {letter}: `{}` is not how its ends are shown", value.text));
        }
    }
    let decided = row.because.iter().rev().find(|step| step.stage == "compare" && step.rule.is_some());
    let told = (format!("{} against {}", a.text, b.text), format!("{}: {}", row.verdict, row.why));
    if decided.is_none_or(|step| (step.before.clone(), step.after.clone()) != told) {
        causes.push("the steps lead to other values or another verdict".to_owned());
    }
    if decided.is_some_and(|step| step.rule.as_deref() != Some(row.rule.as_str())) {
        causes.push("the steps name another rule".to_owned());
    }
    if row.because.iter().any(|step| !matches!(step.side.as_deref(), None | Some("a" | "b"))) {
        causes.push("a step of no side".to_owned());
    }
    let Some(verdict) = Verdict::ALL.into_iter().find(|v| v.name() == row.verdict) else {
        causes.push(format!("`{}` is no verdict", row.verdict));
        return causes;
    };
    if a.is_dated() != b.is_dated() || a.is_amount() != b.is_amount() {
        causes.push("values of two sorts".to_owned());
    } else if !follows(row, verdict, [a, b], rules) {
        causes.push(format!("{} ({}) does not follow from {} and {}", row.verdict, row.why, a.text, b.text));
    }
    causes
}

/// Whether the ends of a value are shown as they should be.
fn shown(value: &Value, row: &Row) -> bool {
    match row.kind.as_str() {
        "quantity" if value.is_amount() => amounts(value).contains(&value.text),
        "date" if value.is_dated() => dates(value, "").contains(&value.text),
        "duration" if value.is_dated() => [dates(value, ""), dates(value, "since ")].concat().contains(&value.text),
        "duration" if value.is_amount() => amounts(value).contains(&value.text),
        "polarity" | "role" | "quotation" => !value.is_dated() && !value.is_amount() && value.unit.is_none(),
        _ => false,
    }
}

/// All ways in which an amount with these ends can be shown, by its bound.
fn amounts(value: &Value) -> Vec<String> {
    let text = |d: Decimal| d.normalize().to_string();
    let [low, high] = value.ends().map(|end| end.map(text));
    let mut figures = Vec::new();
    match (&low, &high) {
        (Some(x), Some(y)) if x == y => figures.extend([x.clone(), format!("about {x}")]),
        (Some(x), Some(y)) => figures.extend([format!("{x} to {y}"), format!("about {x} to {y}")]),
        _ => {}
    }
    figures.extend(low.iter().flat_map(|x| [format!("more than {x}"), format!("{x} or more")]));
    figures.extend(high.iter().flat_map(|y| [format!("less than {y}"), format!("{y} or less")]));
    let unit = value.unit.as_deref().filter(|u| *u != "person").map(|u| format!(" {}", u.replace('_', " ")));
    figures.into_iter().map(|figure| figure + unit.as_deref().unwrap_or_default()).collect()
}

/// All ways in which days or a time with these ends can be shown.
fn dates(value: &Value, before: &str) -> Vec<String> {
    let when = match (&value.start, &value.end) {
        (Some(from), Some(to)) if from == to => vec![from.clone()],
        (Some(from), Some(to)) => whole(from, to),
        (Some(from), None) => vec![format!("{from} or later")],
        (None, Some(to)) => vec![format!("{to} or earlier")],
        (None, None) => Vec::new(),
    };
    when.iter().flat_map(|when| [format!("{before}{when}"), format!("{before}about {when}")]).collect()
}

/// A year or month by its name, any other stretch by its ends.
fn whole(from: &str, to: &str) -> Vec<String> {
    let (Ok(first), Ok(last)) = (from.parse::<Date>(), to.parse::<Date>()) else { return Vec::new() };
    let (year, month) = (from.get(..4).unwrap_or_default(), from.get(..7).unwrap_or_default());
    let name = match (first.month(), first.day()) {
        (1, 1) if first.last_of_year() == last => year,
        (_, 1) if first.last_of_month() == last => month,
        _ => return vec![format!("{from} to {to}")],
    };
    vec![name.to_owned()]
}

/// Whether a verdict can be that of two values.
fn follows(row: &Row, verdict: Verdict, values: [&Value; 2], rules: &RuleSet) -> bool {
    let ordered = {
        let at = row.sides.each_ref().map(|side| side.statements.first().and_then(|s| s.published.as_deref()));
        // a day alone is no earlier than a time of it
        at[0].zip(at[1]).is_none_or(|(x, y)| x.get(..10) < y.get(..10) || (x.get(..10) == y.get(..10) && x.min(y) == x))
    };
    let reasons: &[&str] = match verdict {
        Verdict::Contradiction => &["value_differs", "polarity_differs"],
        Verdict::Update => &["later_report", "role_changed"],
        Verdict::Reconciled => &["same_instant", "same_unit_scale", "elapsed_time", "wording_differs", "part_of_whole"],
        Verdict::Compatible => {
            &["bounds_overlap", "rounding", "precision_differs", "wording_differs", "polarity_differs"]
        }
        Verdict::Agrees => &["same_words"],
    };
    let [a, b] = values;
    ordered
        && reasons.contains(&row.why.as_str())
        && match (a.is_amount(), a.is_dated()) {
            (true, _) => amount(verdict, a, b, rules),
            (_, true) => date(verdict, a, b),
            _ => words(row, verdict, [&a.text, &b.text]),
        }
}

/// Two amounts: apart, equal, or within each other's reach.
fn amount(verdict: Verdict, a: &Value, b: &Value, rules: &RuleSet) -> bool {
    let (x, y) = (a.unit.as_deref().unwrap_or_default(), b.unit.as_deref().unwrap_or_default());
    let one = x.is_empty() || y.is_empty() || rules.one_measure(x, y);
    let weights = rules.compare.weights.as_ref();
    let converted = weights.map_or(Decimal::ZERO, |w| w.converted);
    // a hedged length of time reaches twice as far as a hedged count
    let widest = weights.map_or(Decimal::ZERO, |w| w.about.max(w.rounding).saturating_mul(Decimal::TWO));
    let meet = |by: Decimal| overlap(strict(a, by), strict(b, by));
    match verdict {
        Verdict::Contradiction => !one || !meet(Decimal::ZERO),
        Verdict::Update => one && !meet(Decimal::ZERO),
        Verdict::Reconciled => one && (a.ends() == b.ends() || meet(converted)),
        Verdict::Compatible => one && meet(widest),
        Verdict::Agrees => x == y && a.ends() == b.ends() && bound(a) == bound(b),
    }
}

/// The ends of an amount, widened by a share of them; "more than" and "less than" leave their figure out.
fn strict(value: &Value, share: Decimal) -> (Option<Decimal>, Option<Decimal>) {
    let [low, high] = value.ends();
    let whole = low.or(high).is_some_and(|v| v.fract().is_zero());
    let nudge = if whole { Decimal::ONE } else { Decimal::new(1, 6) };
    let by = |v: Decimal| v.abs().saturating_mul(share);
    let (up, down) = match bound(value) {
        Some(Bound::MoreThan) => (nudge, Decimal::ZERO),
        Some(Bound::LessThan) => (Decimal::ZERO, nudge),
        _ => (Decimal::ZERO, Decimal::ZERO),
    };
    (
        low.map(|l| l.saturating_add(up).saturating_sub(by(l))),
        high.map(|h| h.saturating_sub(down).saturating_add(by(h))),
    )
}

/// Two days, times or starts. Times of two zones that are named nowhere may be shown whole quarters of an hour apart.
fn date(verdict: Verdict, a: &Value, b: &Value) -> bool {
    let same = a.start == b.start && a.end == b.end;
    let timed = |v: &Value| [&v.start, &v.end].into_iter().flatten().any(|end| end.contains('T'));
    if timed(a) && timed(b) {
        return match verdict {
            Verdict::Agrees => same,
            Verdict::Contradiction | Verdict::Update => !same,
            Verdict::Reconciled => same || quarters(a, b),
            Verdict::Compatible => true,
        };
    }
    let range = |v: &Value| {
        let day = |end: &Option<String>| end.as_deref().and_then(|e| e.get(..10)).and_then(|d| d.parse::<Date>().ok());
        DateRange { from: day(&v.start), to: day(&v.end) }
    };
    let (x, y) = (range(a), range(b));
    let open = |r: DateRange| r.from.is_none() || r.to.is_none();
    // so many years or months have passed up to the day before it is one more
    let begun = |v: &Value, r: DateRange| {
        let back = match v.unit.as_deref().and_then(TimeUnit::named) {
            Some(TimeUnit::Year) => 1.year(),
            Some(TimeUnit::Month) => 1.month(),
            _ => 0.days(),
        };
        DateRange { from: r.from.and_then(|day| day.checked_sub(back).ok()), to: r.to }
    };
    match verdict {
        Verdict::Agrees => same,
        Verdict::Contradiction => !x.overlaps(y) || (open(x) && open(y) && x != y),
        Verdict::Update => !x.overlaps(y) || (open(x) && open(y) && x != y),
        Verdict::Reconciled => x.overlaps(y),
        Verdict::Compatible => begun(a, x).overlaps(y) || x.overlaps(begun(b, y)),
    }
}

/// Whether two times are whole quarters of an hour apart.
fn quarters(a: &Value, b: &Value) -> bool {
    let minute = |v: &Value| {
        let time = v.start.as_ref().or(v.end.as_ref()).and_then(|t| t.split_once(':'));
        time.and_then(|(_, minute)| minute.parse::<u32>().ok())
    };
    minute(a).zip(minute(b)).is_some_and(|(x, y)| x.abs_diff(y).is_multiple_of(15))
}

/// Two statements in words.
fn words(row: &Row, verdict: Verdict, texts: [&str; 2]) -> bool {
    let figures =
        ["same_instant", "same_unit_scale", "elapsed_time", "bounds_overlap", "rounding", "precision_differs"];
    let same = texts[0] == texts[1];
    !figures.contains(&row.why.as_str())
        && match (row.kind.as_str(), verdict) {
            ("role", Verdict::Contradiction | Verdict::Update) => !same,
            ("polarity", Verdict::Agrees) => same,
            _ => true,
        }
}
