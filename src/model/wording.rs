//! Values in words, one wording for all reports: `46`, `40 or more`, `2024-06-19`, `since 2000`.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::model::claim::Value;
use crate::model::date::{Clock, DateRange, Reach};
use crate::model::quantity::Bound;

impl Value {
    /// The value as a reader sees it, in English. `since`: it is the start of what lasts; `unit`: with the unit, where it is not persons.
    #[must_use]
    pub fn wording(&self, since: bool, unit: bool) -> String {
        match self {
            Self::Amount { low, high, bound, unit: name, .. } => {
                let figure = amount(*low, *high, *bound);
                let named = unit && !name.is_empty() && name != "person";
                if named { format!("{figure} {}", name.replace('_', " ")) } else { figure }
            }
            Self::Dates { range, time, vague, .. } => {
                let when = time.map_or_else(|| days(*range), clock);
                let when = if *vague && !when.is_empty() { format!("about {when}") } else { when };
                if since && !when.is_empty() { format!("since {when}") } else { when }
            }
            Self::Words(words) => words.to_string(),
        }
    }
}

fn amount(low: Option<Decimal>, high: Option<Decimal>, bound: Bound) -> String {
    let text = |d: Decimal| d.normalize().to_string();
    match (low, high, bound) {
        (None, None, _) => String::new(),
        (Some(x), _, Bound::MoreThan) => format!("more than {}", text(x)),
        (Some(x), _, Bound::AtLeast) | (Some(x), None, _) => format!("{} or more", text(x)),
        (_, Some(x), Bound::LessThan) => format!("less than {}", text(x)),
        (_, Some(x), Bound::AtMost) | (None, Some(x), _) => format!("{} or less", text(x)),
        (Some(a), Some(b), bound) => {
            let figure = if a == b { text(a) } else { format!("{} to {}", text(a), text(b)) };
            if bound == Bound::About { format!("about {figure}") } else { figure }
        }
    }
}

fn clock(time: Clock) -> String {
    let at = time.iso();
    match time.side {
        Reach::At => at,
        Reach::UpTo => format!("{at} or earlier"),
        Reach::From => format!("{at} or later"),
    }
}

fn days(range: DateRange) -> String {
    match (range.from, range.to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("{from} or later"),
        (None, Some(to)) => format!("{to} or earlier"),
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => whole(from, to).unwrap_or_else(|| format!("{from} to {to}")),
    }
}

/// The year or month whose days are exactly `from..=to`.
fn whole(from: Date, to: Date) -> Option<String> {
    let same_year = from.year() == to.year();
    if same_year && from == from.first_of_year() && to == from.last_of_year() {
        Some(format!("{:04}", from.year()))
    } else if same_year && from == from.first_of_month() && to == from.last_of_month() {
        Some(format!("{:04}-{:02}", from.year(), from.month()))
    } else {
        None
    }
}
