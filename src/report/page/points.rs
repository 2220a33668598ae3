//! What a plot shows: figures of one group that were updated or contradicted, statement by statement.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::model::Verdict;
use crate::model::days_between;
use crate::report::table::{FindingRow, SideRow, StatementRow};
use crate::report::value::ValueRow;

/// A figure of one group, in one unit.
pub struct Figure<'a> {
    pub group: &'a str,
    pub slot: &'a str,
    pub unit: &'a str,
    /// In order of publication, undated ones last.
    pub points: Vec<Point<'a>>,
    /// Statements that contradict each other, as places in `points`.
    pub against: Vec<(usize, usize)>,
}

/// One statement of it.
pub struct Point<'a> {
    pub statement: &'a StatementRow,
    /// First finding that it takes part in.
    pub finding: &'a str,
    /// The value.
    pub value: &'a ValueRow,
    /// Lower end; none is an open end.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    pub time: Option<Time>,
    /// Whether it takes part in a contradiction.
    pub contradicts: bool,
}

/// When an article was published, in minutes from the first day of 1970.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time {
    /// The middle of what is known.
    pub minute: i64,
    /// Whether only the day is known.
    pub whole_day: bool,
}

impl Time {
    fn of(iso: &str) -> Option<Self> {
        let (day, time) = iso.split_once('T').map_or((iso, None), |(day, time)| (day, Some(time)));
        let days = days_between(epoch(), day.parse().ok()?) * DAY;
        let minutes = time.and_then(|t| t.split_once(':')).and_then(|(h, m)| {
            let (hours, minutes): (i64, i64) = (h.parse().ok()?, m.parse().ok()?);
            Some(hours * 60 + minutes)
        });
        Some(Self { minute: days + minutes.unwrap_or(DAY / 2), whole_day: minutes.is_none() })
    }
}

/// Minutes of a day.
pub const DAY: i64 = 24 * 60;

/// The day from which times are counted.
pub fn epoch() -> Date {
    jiff::civil::date(1970, 1, 1)
}

/// Document, sentence and word of a statement.
type Key<'a> = (&'a str, usize, usize);

#[derive(Default)]
struct Gathered<'a> {
    points: BTreeMap<Key<'a>, Point<'a>>,
    against: Vec<(Key<'a>, Key<'a>)>,
    moved: bool,
}

/// Figures that moved or are contested, in the order of the findings; of two values at least.
pub fn figures(findings: &[FindingRow]) -> Vec<Figure<'_>> {
    let mut order: Vec<(&str, &str, &str)> = Vec::new();
    let mut gathered: BTreeMap<(&str, &str, &str), Gathered<'_>> = BTreeMap::new();
    for row in findings {
        let [Some(unit), Some(other)] = row.sides.each_ref().map(unit) else { continue };
        if unit != other {
            continue;
        }
        let key = (row.group.as_str(), row.slot.as_str(), unit);
        let figure = gathered.entry(key).or_insert_with(|| {
            order.push(key);
            Gathered::default()
        });
        figure.add(row);
    }
    let figure = |key: &(_, _, _)| gathered.remove(key).filter(|g| g.moved).map(|g| g.figure(*key));
    order.iter().filter_map(figure).collect()
}

/// The unit of a side that has a number; empty where it is a bare count.
fn unit(side: &SideRow) -> Option<&str> {
    let value = &side.value;
    (value.low.is_some() || value.high.is_some()).then(|| value.unit.as_deref().unwrap_or_default())
}

fn key(statement: &StatementRow) -> Key<'_> {
    (&statement.document, statement.start, statement.surface_start)
}

impl<'a> Gathered<'a> {
    fn add(&mut self, row: &'a FindingRow) {
        let contradicts = row.verdict == Verdict::Contradiction;
        self.moved |= contradicts || row.verdict == Verdict::Update;
        for side in &row.sides {
            for statement in &side.statements {
                let end = |n: &Option<serde_json::Number>| n.as_ref().and_then(serde_json::Number::as_f64);
                let point = self.points.entry(key(statement)).or_insert_with(|| Point {
                    statement,
                    finding: &row.id,
                    value: &side.value,
                    low: end(&side.value.low),
                    high: end(&side.value.high),
                    time: statement.published.as_deref().and_then(Time::of),
                    contradicts: false,
                });
                point.contradicts |= contradicts;
            }
        }
        let [a, b] = row.sides.each_ref().map(|side| side.shown().map(key));
        self.against.extend(a.zip(b).filter(|_| contradicts));
    }

    fn figure(self, (group, slot, unit): (&'a str, &'a str, &'a str)) -> Figure<'a> {
        let mut points: Vec<Point<'a>> = self.points.into_values().collect();
        points.sort_by_key(|p| (p.time.is_none(), p.time, &p.statement.outlet, key(p.statement)));
        let at = |wanted: Key<'_>| points.iter().position(|p| key(p.statement) == wanted);
        let against = self.against.iter().filter_map(|(a, b)| Some((at(*a)?, at(*b)?))).collect();
        Figure { group, slot, unit, points, against }
    }
}
