//! A value against its words: what is shown against its ends, and the ends against the words, read again.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::{Bound, DateParts, Mention, MentionKind, Quantity, Relative, TimeUnit};
use crate::normalise;
use crate::report::one_line;
use crate::ruleset::RuleSet;
use crate::verify::row::{Row, Side, Statement, Value};

/// What does not hold of the value of `side` as the words of `said`, its statement number `at`, give it; `read`: what
/// the rules read in these words, each with whether the sentence looks ahead.
pub fn hold(
    row: &Row,
    side: &Side,
    at: usize,
    said: &Statement,
    read: &[(Mention, bool)],
    rules: &RuleSet,
) -> Option<String> {
    let value = &side.value;
    let fits = match row.kind.as_str() {
        "polarity" => stance(&value.text, &said.modality),
        "role" | "quotation" => one_line(said.surface.trim()) == value.text.trim(),
        _ if value.is_dated() => dated(value, at, said, read),
        "duration" => counted(value, read, rules) || between(value, read),
        _ => counted(value, read, rules),
    };
    (!fits).then(|| format!("`{}` is not read as {}", said.surface, value.text))
}

/// Whether a polarity goes with how the sentence puts it.
fn stance(text: &str, modality: &str) -> bool {
    match text {
        "affirmed" => matches!(modality, "asserted" | "planned" | "possible"),
        "denied" => matches!(modality, "denied" | "asserted"),
        "no_comment" => modality == "asserted",
        _ => false,
    }
}

/// Whether an amount is what the words give: one mention, the sum of several, or none of something.
fn counted(value: &Value, read: &[(Mention, bool)], rules: &RuleSet) -> bool {
    let ends = value.ends();
    let unit = value.unit.as_deref().unwrap_or_default();
    let amounts = || {
        read.iter().filter_map(|(mention, _)| match &mention.kind {
            MentionKind::Quantity(q) => Some((q, q.unit.as_deref().unwrap_or_default())),
            MentionKind::Duration { length, unit, .. } => Some((length, unit.name())),
            _ => None,
        })
    };
    let one = |(q, told): (&Quantity, &str)| {
        let times = factor(told, unit, rules);
        let same = |x: Option<Decimal>, y: Option<Decimal>| match (x, y) {
            (Some(x), Some(y)) => times.is_some_and(|times| near(x, times, y, told != unit)),
            (x, y) => x.is_none() && y.is_none(),
        };
        let loose = told != unit && q.bound == Bound::Exact && bound(value) == Some(Bound::About);
        same(q.low, ends[0]) && same(q.high, ends[1]) && (loose || shows(q.bound, value))
    };
    let sum: Decimal = amounts().filter_map(|(q, _)| q.low).sum();
    let many = amounts().count() > 1 && ends == [Some(sum); 2];
    amounts().any(one) || many || (amounts().next().is_none() && ends == [Some(Decimal::ZERO); 2])
}

/// Whether a length is that between two times of the clock in its words, whole days aside: "from 8 pm to 5 am".
fn between(value: &Value, read: &[(Mention, bool)]) -> bool {
    const DAY: Decimal = Decimal::from_parts(24 * 60, 0, 0, false, 0);
    let minutes = |(mention, _): &(Mention, bool)| match &mention.kind {
        MentionKind::Date(parts) => [parts.minute, parts.to.as_ref().and_then(|to| to.minute)],
        _ => [None; 2],
    };
    let told: Vec<Decimal> = read.iter().flat_map(minutes).flatten().map(Decimal::from).collect();
    let (Some(first), Some(last)) = (told.first(), told.last()) else { return false };
    let unit = value.unit.as_deref().and_then(TimeUnit::named).and_then(|u| u.seconds().checked_div(Decimal::from(60)));
    let [Some(low), high] = value.ends() else { return false };
    let length = unit.and_then(|unit| low.checked_mul(unit));
    let rest = length.and_then(|length| (length - last + first).checked_rem(DAY));
    told.len() > 1 && high == Some(low) && rest.is_some_and(|rest| rest.is_zero())
}

/// By what an amount of one unit is multiplied to be one of another; `None` where they do not measure the same. A figure
/// without a unit takes that of what it measures.
fn factor(from: &str, to: &str, rules: &RuleSet) -> Option<Decimal> {
    if from == to || from.is_empty() || to.is_empty() {
        return Some(Decimal::ONE);
    }
    if let (Some(x), Some(y)) = (TimeUnit::named(from), TimeUnit::named(to)) {
        return x.seconds().checked_div(y.seconds());
    }
    let unit = |name: &str| rules.unit(name).and_then(|u| u.factor).unwrap_or(Decimal::ONE);
    (rules.base(from) == rules.base(to)).then(|| unit(from).checked_div(unit(to)))?
}

/// Whether `x` times `factor` is `y`: exactly, or where units differ to the last place that a report shows.
fn near(x: Decimal, times: Decimal, y: Decimal, converted: bool) -> bool {
    let Some(product) = x.checked_mul(times) else { return false };
    let least = if converted { Decimal::new(5, 3) } else { Decimal::ZERO };
    // a JSON number holds 15 digits
    let digits = product.abs().saturating_mul(Decimal::new(1, 15));
    (product - y).abs() <= least.max(digits)
}

/// The bound that an amount is shown with; `None` for a plain figure or a range.
pub fn bound(value: &Value) -> Option<Bound> {
    let [low, high] = value.ends().map(|end| end.map_or_else(String::new, |d| d.normalize().to_string()));
    let shown = [
        (format!("more than {low}"), Bound::MoreThan),
        (format!("less than {high}"), Bound::LessThan),
        (format!("about {}", if low.is_empty() { &high } else { &low }), Bound::About),
        (format!("{low} or more"), Bound::AtLeast),
        (format!("{high} or less"), Bound::AtMost),
    ];
    shown.into_iter().find(|(begins, _)| value.text.starts_with(begins.as_str())).map(|(_, bound)| bound)
}

fn shows(own: Bound, value: &Value) -> bool {
    match bound(value) {
        None => matches!(own, Bound::Exact | Bound::Range),
        // what has one end only is shown so whatever its bound
        Some(shown @ (Bound::AtLeast | Bound::AtMost)) => own == shown || matches!(own, Bound::Range | Bound::About),
        Some(shown) => own == shown,
    }
}

/// Whether days or a time are what the words give on the day of publication.
fn dated(value: &Value, at: usize, said: &Statement, read: &[(Mention, bool)]) -> bool {
    let on = said.published.as_deref().and_then(|p| p.get(..10)).and_then(|day| day.parse::<Date>().ok());
    read.iter().any(|(mention, ahead)| match &mention.kind {
        MentionKind::Date(parts) | MentionKind::Since(parts) => {
            named(value, parts, on, *ahead) && (at > 0 || length(value, parts.relative.as_ref()))
        }
        MentionKind::Duration { length, unit, .. } => lasting(value, length, *unit, on, at),
        MentionKind::Quantity(q) => {
            q.unit.as_deref().and_then(TimeUnit::named).is_some_and(|unit| lasting(value, q, unit, on, at))
        }
    })
}

/// Whether the length beside a date is that of its words: "three years ago".
fn length(value: &Value, relative: Option<&Relative>) -> bool {
    let (told, unit) = match relative {
        Some(Relative::Ago { low, high: Some(high), unit }) if low == high => (Some(*low), Some(unit.name())),
        _ => (None, None),
    };
    value.ends().into_iter().flatten().all(|end| Some(end) == told) && value.unit.as_deref() == unit
}

/// Whether a date is the one that is named, or a limit that it sets.
fn named(value: &Value, parts: &DateParts, on: Option<Date>, ahead: bool) -> bool {
    let time = |text: &String| text.split_once('T').map(|(_, time)| time.to_owned());
    let told = parts.minute.map(|m| format!("{:02}:{:02}", m / 60, m % 60));
    let ends = [&value.start, &value.end].map(|end| end.as_ref());
    if ends.into_iter().flatten().any(|end| time(end).is_some_and(|t| Some(t) != told)) {
        return false;
    }
    let days = ends.map(|end| end.and_then(|e| e.get(..10)).and_then(|day| day.parse::<Date>().ok()));
    // a day that the words leave to the sentences before
    let Some(range) = normalise::resolve(&DateParts { open: 0, ..parts.clone() }, on, ahead).map(|r| r.range) else {
        return told.is_some() || parts.weekday.is_some() || parts.relative.is_some();
    };
    let near = |day: Date| {
        let beside =
            |own: Date| day == own || own.tomorrow().is_ok_and(|d| d == day) || own.yesterday().is_ok_and(|d| d == day);
        [range.from, range.to].into_iter().flatten().any(beside)
    };
    match days {
        [Some(from), Some(to)] => Some(from) == range.from && Some(to) == range.to,
        [Some(day), None] | [None, Some(day)] => near(day),
        [None, None] => false,
    }
}

/// Whether days are those that a length of time points to, back or ahead.
fn lasting(value: &Value, length: &Quantity, unit: TimeUnit, on: Option<Date>, at: usize) -> bool {
    let own = value.ends().into_iter().flatten().all(|end| Some(end) == length.low);
    if at == 0 && !(own && value.unit.as_deref() == Some(unit.name())) {
        return false;
    }
    // a limit alone lies ahead, and may count from a day that the article told before
    if value.start.is_none() {
        return true;
    }
    let (Some(low), Some(on)) = (length.low, on) else { return false };
    let ago = Relative::Ago { low, high: length.high, unit };
    let parts = DateParts { relative: Some(ago), ..DateParts::default() };
    let Some(range) = normalise::resolve(&parts, Some(on), false).map(|r| r.range) else { return false };
    let day = |text: &Option<String>| text.as_deref().and_then(|day| day.parse::<Date>().ok());
    // three days running may count the day of writing
    let more = range.to.and_then(|day| day.tomorrow().ok());
    day(&value.start) == range.from && (day(&value.end) == range.to || day(&value.end) == more)
}
