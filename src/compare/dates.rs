//! Days, times and starts against each other.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::compare::judgement::{Judgement, Pairing, decided};
use crate::model::{Clock, DateRange, Kind, Reach, Step, TimeUnit, Value, Verdict, Why, days_between, minutes_between};

struct Dates {
    range: DateRange,
    time: Option<Clock>,
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
    let elapsed = matches!((verdict, why), (Verdict::Reconciled, Why::ElapsedTime) | (Verdict::Compatible, _));
    if !elapsed {
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
        explanation,
        blanks,
        steps,
    })
}

fn verdict(pairing: &Pairing<'_>, x: &Dates, y: &Dates) -> Option<(Verdict, Why)> {
    let [plan, later_plan] = pairing.open();
    let deed = plan != later_plan;
    let near = match (x.time, y.time) {
        (Some(s), Some(t)) => times(pairing, s, t, x.vague || y.vague)?,
        _ => days(pairing, x, y),
    };
    match near {
        // what was planned for the day on which it was done need not have been said of the same thing
        Some((Verdict::Reconciled | Verdict::Agrees, _)) if deed => Some((Verdict::Compatible, Why::BoundsOverlap)),
        Some(near) => Some(near),
        // a plan that the deed overtook, or a day that the later report calls moved
        None if (pairing.claims[1].moved == Some(0) || (plan && !later_plan))
            && pairing.later()
            && follows(pairing, y) =>
        {
            Some((Verdict::Update, Why::LaterReport))
        }
        None => {
            // how far a hedged time of day reaches is known
            let sure = x.time.is_some() && y.time.is_some() || !x.vague && !y.vague;
            (sure && !deed).then_some((Verdict::Contradiction, Why::ValueDiffers))
        }
    }
}

/// Whether the later report tells of days that do not lie before the earlier one: what came of a plan comes after it.
fn follows(pairing: &Pairing<'_>, later: &Dates) -> bool {
    let on = pairing.published(0).at.map(|m| m.day);
    later.range.to.zip(on).is_none_or(|(day, on)| day >= on)
}

/// How two days or spans of days can be one; `None` where they cannot.
fn days(pairing: &Pairing<'_>, x: &Dates, y: &Dates) -> Option<(Verdict, Why)> {
    let elapsed = x.length.is_some() || y.length.is_some();
    if x.range == y.range && ((!x.vague && !y.vague) || (x.vague && y.vague)) {
        let same =
            pairing.same_words() && pairing.published(0).at.map(|m| m.day) == pairing.published(1).at.map(|m| m.day);
        return Some(match (elapsed, same) {
            (true, false) => (Verdict::Reconciled, Why::ElapsedTime),
            (_, true) => (Verdict::Agrees, Why::SameWords),
            (false, false) => (Verdict::Reconciled, Why::SameInstant),
        });
    }
    let inside = x.range.contains(y.range) || y.range.contains(x.range);
    let hedged = x.vague || y.vague;
    // days that have passed are counted with the first of them or without
    let counted = (counts_days(x) && (inside || counts_days(y))) || (counts_days(y) && inside);
    let weeks = |a: &Dates, b: &Dates| a.whole_weeks().is_some_and(|day| b.range.single() == Some(day));
    let met = x.range.overlaps(y.range) && !x.is_open() && !y.is_open();
    if !hedged && met && (counted || weeks(x, y) || weeks(y, x)) {
        return Some((Verdict::Reconciled, Why::ElapsedTime));
    }
    if x.range.overlaps(y.range) {
        let deadlines = x.is_open() && y.is_open() && !hedged && !elapsed && ahead(pairing, x) && ahead(pairing, y);
        let why =
            if inside && !hedged && !x.is_open() && !y.is_open() { Why::PrecisionDiffers } else { Why::BoundsOverlap };
        return (!deadlines).then_some((Verdict::Compatible, why));
    }
    // so many years have passed up to the day before it is one more
    let rounded = |a: &Dates, b: &Dates| b.length.is_none() && a.begun().is_some_and(|range| range.overlaps(b.range));
    (rounded(x, y) || rounded(y, x)).then_some((Verdict::Compatible, Why::Rounding))
}

/// Whether the words are a number of days that has passed up to now, of which either the first or the last may count.
fn counts_days(dates: &Dates) -> bool {
    let days = dates.range.from.zip(dates.range.to).map(|(a, b)| days_between(a, b));
    dates.length.is_some_and(|(_, unit)| unit == TimeUnit::Day.name()) && days == Some(1)
}

/// Whether a day by which something must be done lay ahead of both reports.
fn ahead(pairing: &Pairing<'_>, dates: &Dates) -> bool {
    let last = [0, 1].iter().filter_map(|side| pairing.published(*side).at).map(|m| m.day).max();
    dates.range.from.is_none() && dates.range.to.zip(last).is_some_and(|(day, on)| day > on)
}

impl Dates {
    fn is_open(&self) -> bool {
        self.range.from.is_none() || self.range.to.is_none()
    }

    /// The day that lies so many weeks back.
    fn whole_weeks(&self) -> Option<Date> {
        let (first, last) = self.range.from.zip(self.range.to)?;
        let weeks = self.length.is_some_and(|(n, unit)| unit == TimeUnit::Week.name() && n.fract().is_zero());
        let middle = first.checked_add((days_between(first, last) / 2).days()).ok();
        middle.filter(|_| weeks)
    }

    /// The days of a length in years or months, with those on which one more was not yet full.
    fn begun(&self) -> Option<DateRange> {
        let (_, unit) = self.length.filter(|_| !self.is_open())?;
        let more = match TimeUnit::named(unit)? {
            TimeUnit::Year => 1.year(),
            TimeUnit::Month => 1.month(),
            _ => return None,
        };
        Some(DateRange { from: self.range.from.and_then(|day| day.checked_sub(more).ok()), to: self.range.to })
    }
}

/// Two times of day: the same minute, near enough for a hedge or rounding, one inside the limit that the other gives, or
/// `None`. Nothing to say where only one names a zone and the other's is not known.
#[allow(clippy::option_option)]
fn times(pairing: &Pairing<'_>, s: Clock, t: Clock, vague: bool) -> Option<Option<(Verdict, Why)>> {
    let about = i64::from(pairing.weights.about_minutes);
    let [own, other] = [0, 1].map(|side| zones(pairing, side));
    let (s, t, sure) = match (s.zone, t.zone) {
        (Some(a), Some(b)) => (s, t.moved(b, a), true),
        (None, None) => (s, t, true),
        (Some(a), None) => (s.moved(a, told_in(&other, |z| s.moved(a, z).apart(t))?), t, other.first() == Some(&a)),
        (None, Some(b)) => (s, t.moved(b, told_in(&own, |z| t.moved(b, z).apart(s))?), own.first() == Some(&b)),
    };
    let apart = s.apart(t);
    // what had been done by a time was done shortly before it, or the time is only that of a count
    let told_by = |side: usize, clock: Clock| clock.side != Reach::At && !pairing.open()[side];
    if (told_by(0, s) || told_by(1, t)) && apart == 0 && minutes_between(s.at, t.at).abs() > about * 2 {
        // what was done shortly after a time was not done hours later
        let shortly = vague && [s.side, t.side].contains(&Reach::From);
        return (shortly && sure).then_some(None);
    }
    if apart == 0 {
        let (bound, same) = (s.side == Reach::At && t.side == Reach::At, pairing.same_words());
        return Some(Some(match (s.at == t.at && s.side == t.side, same) {
            (true, true) => (Verdict::Agrees, Why::SameWords),
            (true, false) => (Verdict::Reconciled, Why::SameInstant),
            (false, _) if bound => (Verdict::Reconciled, Why::SameInstant),
            (false, _) => (Verdict::Compatible, Why::BoundsOverlap),
        }));
    }
    if vague && s.side == Reach::At && t.side == Reach::At && apart <= about {
        return Some(Some((Verdict::Compatible, Why::BoundsOverlap)));
    }
    if vague && apart <= about * 2 {
        return None;
    }
    if apart <= rounded(s).max(rounded(t)) {
        return Some(Some((Verdict::Compatible, Why::Rounding)));
    }
    sure.then_some(None)
}

/// How many minutes a time may have been rounded by: one on the quarter of an hour by five, on five minutes by two.
fn rounded(time: Clock) -> i64 {
    match time.at.minute.unwrap_or_default() {
        m if m.is_multiple_of(15) => 5,
        m if m.is_multiple_of(5) => 2,
        _ => 0,
    }
}

/// The zone of `zones` in which two times lie nearest to each other.
fn told_in(zones: &[i16], apart: impl Fn(i16) -> i64) -> Option<i16> {
    zones.iter().copied().min_by_key(|zone| apart(*zone))
}

/// The zones in which the outlet of a side may tell times without naming one.
fn zones(pairing: &Pairing<'_>, side: usize) -> Vec<i16> {
    let language = pairing.scene.sentences[pairing.claims[side].sentence.index()].language;
    pairing.rules.languages.get(language).map_or_else(Vec::new, |l| l.zones.clone())
}

/// The sum behind a length that became a start: `2024 - 24 = 2000`.
fn arithmetic(pairing: &Pairing<'_>, side: usize, dates: &Dates) -> Option<String> {
    let (length, unit) = dates.length?;
    let on = pairing.published(side).at?.day;
    let start = dates.range.to.or(dates.range.from)?;
    let (sign, length) = if start > on { ('+', length.abs()) } else { ('-', length) };
    Some(if unit == TimeUnit::Year.name() && length.fract().is_zero() {
        format!("{} {sign} {} = {}", on.year(), length.normalize(), start.year())
    } else {
        format!("{on} {sign} {} {unit}s = {start}", length.normalize())
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
