//! A figure over the time of publication as a drawing: places only, the template makes them lines and points.

use std::collections::BTreeMap;

use jiff::ToSpan;
use rust_decimal::Decimal;
use rust_decimal::prelude::FromPrimitive;

use crate::report::lists::MatrixRow;
use crate::report::page::points::{DAY, Figure, Point, Time, epoch};
use crate::report::page::text::shown;
use crate::report::words::{When, Words};

/// Edges of the field of points, in a drawing of 640 to 250; `plot.html` has the same.
const LEFT: f64 = 84.0;
const RIGHT: f64 = 616.0;
const TOP: f64 = 22.0;
const BOTTOM: f64 = 212.0;
/// Width of the column of undated points, within the field.
const UNDATED: f64 = 90.0;
/// Room between points that would cover each other.
const APART: f64 = 19.0;
/// Free room between the field's edge and its outermost points.
const MARGIN: f64 = 22.0;
/// Marks on an axis, at most.
const TICKS: f64 = 5.0;

/// One drawing with its table.
pub struct Plot {
    pub id: String,
    pub slot: String,
    pub unit: String,
    pub statement: String,
    pub values: Vec<Tick>,
    pub times: Vec<Tick>,
    /// Where the column of undated points begins.
    pub undated: Option<String>,
    /// Lines from a statement of an outlet to its next: four places.
    pub trails: Vec<[String; 4]>,
    /// Lines between statements that contradict each other.
    pub against: Vec<[String; 4]>,
    pub dots: Vec<Dot>,
}

/// A mark on an axis.
pub struct Tick {
    pub at: String,
    pub label: String,
}

/// One statement.
pub struct Dot {
    pub number: String,
    pub x: String,
    pub y: String,
    /// From where to where its value reaches, where it is a range.
    pub reach: Option<(String, String)>,
    /// From where to where its day reaches, where no hour is known.
    pub day: Option<(String, String)>,
    pub contradicts: bool,
    pub outlet: String,
    pub published: Option<When>,
    pub value: String,
    pub surface: String,
    pub finding: String,
}

/// A linear scale from amounts to places.
struct Scale {
    from: f64,
    to: f64,
    start: f64,
    end: f64,
}

impl Scale {
    fn at(&self, value: f64) -> f64 {
        let width = self.to - self.from;
        let share = if width > 0.0 { (value - self.from) / width } else { 0.5 };
        self.start + share.clamp(0.0, 1.0) * (self.end - self.start)
    }
}

/// A place in tenths.
fn place(at: f64) -> String {
    format!("{at:.1}")
}

/// Where the point of a value stands: at its only end, or between both.
fn middle(point: &Point<'_>) -> f64 {
    match (point.low, point.high) {
        (Some(low), Some(high)) => f64::midpoint(low, high),
        (low, high) => low.or(high).unwrap_or_default(),
    }
}

#[allow(clippy::cast_precision_loss, reason = "minutes of civil dates are far below 2^52")]
fn minutes(minute: i64) -> f64 {
    minute as f64
}

/// The drawing of a figure, under the name `id` on the page; `row` is its own in the matrix.
pub fn drawn(figure: &Figure<'_>, id: String, row: Option<&MatrixRow>, words: &Words) -> Plot {
    let (x, y) = (times(figure), values(figure));
    let undated = figure.points.iter().any(|p| p.time.is_none());
    let whole = figure.points.iter().flat_map(|p| [p.low, p.high]).flatten().all(|end| end.fract().abs() <= 0.0);
    let places = places(figure, &x, &y);
    let line = |(a, b): &(usize, usize)| {
        let ((ax, ay), (bx, by)) = (places[*a], places[*b]);
        [ax, ay, bx, by].map(place)
    };
    Plot {
        id,
        slot: shown(&words.slot(figure.slot)),
        unit: shown(&words.unit(figure.unit)),
        statement: row.map(|row| shown(&row.statement)).unwrap_or_default(),
        values: value_ticks(&y, whole, words),
        times: time_ticks(&x, words),
        undated: undated.then(|| place(RIGHT - UNDATED)),
        trails: trails(figure).iter().map(line).collect(),
        against: figure.against.iter().map(line).collect(),
        dots: figure.points.iter().zip(&places).zip(1..).map(|((p, at), n)| dot(p, *at, n, &x, &y, words)).collect(),
    }
}

fn dot(point: &Point<'_>, (x, y): (f64, f64), number: usize, times: &Scale, values: &Scale, words: &Words) -> Dot {
    let exact = point.low.zip(point.high).is_some_and(|(low, high)| low >= high);
    let ends = || {
        let end = |end: Option<f64>, open| place(end.map_or(open, |end| values.at(end)));
        (end(point.low, BOTTOM), end(point.high, TOP))
    };
    let day = point.time.filter(|t| t.whole_day).map(|t| t.minute);
    Dot {
        number: words.digits(number),
        x: place(x),
        y: place(y),
        reach: (!exact).then(ends),
        day: day.map(|m| [m - DAY / 2, m + DAY / 2].map(|m| place(times.at(minutes(m))))).map(|[a, b]| (a, b)),
        contradicts: point.contradicts,
        outlet: shown(&point.statement.outlet),
        published: point.statement.published.as_deref().map(|iso| words.when(iso)),
        value: shown(&words.value(point.value)),
        surface: shown(&point.statement.surface),
        finding: point.finding.to_owned(),
    }
}

fn times(figure: &Figure<'_>) -> Scale {
    let ends = |t: Time| if t.whole_day { [t.minute - DAY / 2, t.minute + DAY / 2] } else { [t.minute; 2] };
    let known = || figure.points.iter().filter_map(|p| p.time).flat_map(ends);
    let (from, to) = (known().min().unwrap_or_default(), known().max().unwrap_or_default());
    let narrow = if figure.points.iter().any(|p| p.time.is_none()) { UNDATED } else { 0.0 };
    Scale { from: minutes(from), to: minutes(to), start: LEFT + MARGIN, end: RIGHT - MARGIN - narrow }
}

fn values(figure: &Figure<'_>) -> Scale {
    let ends = || figure.points.iter().flat_map(|p| [p.low, p.high]).flatten();
    let (from, to) = (ends().fold(f64::INFINITY, f64::min), ends().fold(f64::NEG_INFINITY, f64::max));
    Scale { from, to, start: BOTTOM - MARGIN, end: TOP + MARGIN }
}

/// Places of all points; one that would cover another stands beside it.
fn places(figure: &Figure<'_>, x: &Scale, y: &Scale) -> Vec<(f64, f64)> {
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for point in &figure.points {
        let wanted = point.time.map_or(RIGHT - UNDATED / 2.0, |t| x.at(minutes(t.minute)));
        let high = y.at(middle(point));
        let free = |at: &f64| {
            let covers = |(x, y): &(f64, f64)| (x - at).abs() < APART && (y - high).abs() < APART;
            (LEFT + 9.0..=RIGHT - 9.0).contains(at) && !taken.iter().any(covers)
        };
        let beside = (0..24).map(|n| {
            let steps = f64::from((n + 1) / 2);
            wanted + APART * if n % 2 == 1 { steps } else { -steps }
        });
        let at = beside.clone().find(free).unwrap_or(wanted);
        taken.push((at, high));
    }
    taken
}

/// From each dated statement of an outlet to its next one.
fn trails(figure: &Figure<'_>) -> Vec<(usize, usize)> {
    let mut last: BTreeMap<&str, usize> = BTreeMap::new();
    let dated = figure.points.iter().enumerate().filter(|(_, p)| p.time.is_some());
    dated.filter_map(|(at, p)| last.insert(&p.statement.outlet, at).map(|before| (before, at))).collect()
}

/// Round amounts: 1, 2 or 5 of a power of ten apart; whole ones where all values are.
fn value_ticks(scale: &Scale, whole: bool, words: &Words) -> Vec<Tick> {
    let tick = |at: f64| Some(Tick { at: place(scale.at(at)), label: words.figure(Decimal::from_f64(at)?) });
    let width = scale.to - scale.from;
    if width <= 0.0 || !width.is_finite() {
        return tick(scale.from).into_iter().collect();
    }
    let mut power = 1.0;
    while width / power <= TICKS && !whole {
        power /= 10.0;
    }
    while width / power > TICKS * 10.0 {
        power *= 10.0;
    }
    let step = [1.0, 2.0, 5.0, 10.0].into_iter().map(|n| n * power).find(|step| width / step <= TICKS).unwrap_or(width);
    let first = (scale.from / step).ceil();
    let amounts = (0..=10).map(|n| (first + f64::from(n)) * step);
    // what lies on the edge may be a little off it
    amounts.take_while(|at| *at <= scale.to + step / 1e6).filter_map(tick).collect()
}

/// Hours or days that lie evenly, with their names.
fn time_ticks(scale: &Scale, words: &Words) -> Vec<Tick> {
    const STEPS: [i64; 15] = [1, 2, 3, 6, 12, 24, 48, 120, 240, 480, 960, 2160, 4380, 8760, 87_600];
    #[allow(clippy::cast_possible_truncation, reason = "they were whole minutes")]
    let (from, to) = (scale.from as i64, scale.to as i64);
    if from == 0 && to == 0 {
        return Vec::new();
    }
    let label = |minute: i64, hours: bool| {
        let day = epoch().checked_add(minute.div_euclid(DAY).days()).unwrap_or(epoch());
        let named = words.day(day, to - from > 300 * DAY);
        let clock = minute.rem_euclid(DAY);
        if hours && clock > 0 { words.digits(format!("{:02}:{:02}", clock / 60, clock % 60)) } else { named }
    };
    let tick = |minute: i64, hours| Tick { at: place(scale.at(minutes(minute))), label: label(minute, hours) };
    if from == to {
        return vec![tick(from, false)];
    }
    let step = 60 * STEPS.into_iter().find(|h| minutes(to - from) <= TICKS * minutes(h * 60)).unwrap_or(STEPS[14]);
    let first = from.div_euclid(step) * step + if from.rem_euclid(step) == 0 { 0 } else { step };
    (0..10).map(|n| first + n * step).filter(|m| *m <= to).map(|m| tick(m, step < DAY)).collect()
}
