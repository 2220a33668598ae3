//! Values and explanations in a language that has words for them; in any other they stand as the comparison wrote them.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Number;

use crate::model::Bound;
use crate::report::table::{FindingRow, StatementRow};
use crate::report::value::ValueRow;
use crate::report::words::Words;

/// How values are put; `{n}` stands for a value with its unit, `{of}` for the same in the genitive.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ValueWords {
    /// The genitive of a number without a unit, or with one that has no genitive of its own.
    of: String,
    more_than: String,
    less_than: String,
    at_least: String,
    at_most: String,
    about: String,
    range: String,
    since: String,
    earlier: String,
    later: String,
    year: String,
    affirmed: String,
    denied: String,
    no_comment: String,
}

/// `template` with each `{name}` that `of` knows in its place; `None` where it does not know one.
fn filled(template: &str, of: impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut parts = template.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}')?;
        text += &of(name)?;
        text += rest;
    }
    Some(text)
}

/// `template` with one thing in it.
fn with(template: &str, name: &str, text: &str) -> String {
    template.replace(&format!("{{{name}}}"), text)
}

impl Words {
    /// A value in words.
    #[must_use]
    pub fn value(&self, value: &ValueRow) -> String {
        let Some(say) = &self.values else { return self.dated_text(value) };
        match (&value.start, &value.end, &value.low, &value.high) {
            (None, None, None, None) => self.stand(say, &value.text),
            (None, None, low, high) => self.amount(say, value, [low, high].map(|n| n.as_ref().and_then(exact))),
            (start, end, ..) => self.dates(say, value, [start, end].map(Option::as_deref)),
        }
    }

    /// The value as the comparison wrote it, its days in words.
    fn dated_text(&self, value: &ValueRow) -> String {
        if value.start.is_none() && value.end.is_none() {
            return value.text.clone();
        }
        let day = |part: &str| part.split('T').next().is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok());
        let part = |part: &str| if day(part) { self.when(part).shown } else { part.to_owned() };
        value.text.split(' ').map(part).collect::<Vec<_>>().join(" ")
    }

    /// Whether something is affirmed, in words; other words are those of an article.
    fn stand(&self, say: &ValueWords, text: &str) -> String {
        let stands = [&say.affirmed, &say.denied, &say.no_comment];
        let at = ["affirmed", "denied", "no_comment"].iter().position(|key| *key == text);
        at.map_or_else(|| text.to_owned(), |at| stands[at].clone())
    }

    fn amount(&self, say: &ValueWords, value: &ValueRow, [low, high]: [Option<Decimal>; 2]) -> String {
        let unit = value.unit.as_deref().unwrap_or_default();
        let n = |n: Decimal| {
            let figure = self.exact(n);
            let unit = self.unit(unit);
            if unit.is_empty() { figure } else { format!("{figure} {unit}") }
        };
        let of = |n: Decimal| match self.genitive(unit) {
            Some(unit) => format!("{} {unit}", self.exact(n)),
            None => with(&say.of, "n", [self.exact(n), self.unit(unit)].join(" ").trim()),
        };
        let hedged = |text: String, about: bool| if about { with(&say.about, "n", &text) } else { text };
        match (low, high, value.bound.unwrap_or_default()) {
            (Some(x), _, Bound::MoreThan) => with(&say.more_than, "of", &of(x)),
            (Some(x), _, Bound::AtLeast) | (Some(x), None, _) => with(&say.at_least, "n", &n(x)),
            (_, Some(x), Bound::LessThan) => with(&say.less_than, "of", &of(x)),
            (_, Some(x), Bound::AtMost) | (None, Some(x), _) => with(&say.at_most, "n", &n(x)),
            (Some(a), Some(b), bound) if a == b => hedged(n(a), bound == Bound::About),
            (Some(a), Some(b), bound) => {
                let range = with(&with(&say.range, "from", &self.exact(a)), "to", &n(b));
                hedged(range, bound == Bound::About)
            }
            (None, None, _) => value.text.clone(),
        }
    }

    fn dates(&self, say: &ValueWords, value: &ValueRow, ends: [Option<&str>; 2]) -> String {
        let named = |iso: &str| self.when(iso).shown;
        let text = match ends {
            [Some(from), Some(to)] if from == to => named(from),
            [Some(from), Some(to)] => self.whole(say, from, to).unwrap_or_else(|| {
                let range = with(&say.range, "from", &named(from));
                with(&range, "to", &named(to))
            }),
            [Some(from), None] => with(&say.later, "date", &named(from)),
            [None, Some(to)] => with(&say.earlier, "date", &named(to)),
            [None, None] => value.text.clone(),
        };
        let text = if value.bound == Some(Bound::About) { with(&say.about, "n", &text) } else { text };
        if value.since { with(&say.since, "date", &text) } else { text }
    }

    /// The year or month whose days are exactly these.
    fn whole(&self, say: &ValueWords, from: &str, to: &str) -> Option<String> {
        let day = |iso: &str| iso.parse::<jiff::civil::Date>().ok();
        let (from, to) = (day(from)?, day(to)?);
        if from == from.first_of_year() && to == from.last_of_year() {
            return Some(with(&say.year, "year", &self.digits(from.year())));
        }
        let month = from == from.first_of_month() && to == from.last_of_month();
        let name = self.months.get(usize::try_from(from.month()).ok()?.checked_sub(1)?)?;
        month.then(|| format!("{name} {}", self.digits(from.year())))
    }

    /// A figure to its last digit: in the greatest unit that it fills with no more than two digits behind the point, of
    /// the least unit whole ones only; else with its digits in groups.
    fn exact(&self, value: Decimal) -> String {
        let places = |at: usize| if at + 1 == self.scales.len() { 0 } else { 2 };
        let fits = |(at, (from, unit)): (usize, &(Decimal, String))| {
            let share = (value / from).normalize();
            (value.abs() >= *from && share.scale() <= places(at)).then(|| format!("{share} {unit}"))
        };
        let greatest = self.scales.iter().position(|(from, _)| value.abs() >= *from);
        let scaled = greatest.and_then(|at| fits((at, &self.scales[at])));
        self.digits(scaled.unwrap_or_else(|| self.grouped(&value.normalize().to_string())))
    }

    /// The digits before the point in groups from the right, the last size for all that are left.
    fn grouped(&self, number: &str) -> String {
        let (whole, rest) = number.split_at(number.find('.').unwrap_or(number.len()));
        let (sign, digits) = whole.split_at(usize::from(whole.starts_with('-')));
        let (mut left, mut groups) = (digits, Vec::new());
        let mut sizes = self.grouping.iter();
        let mut size = sizes.next().copied();
        while let Some(cut) = size.filter(|n| *n > 0).and_then(|n| left.len().checked_sub(n)).filter(|cut| *cut > 0) {
            let (before, group) = left.split_at(cut);
            groups.insert(0, group);
            left = before;
            size = sizes.next().copied().or(size);
        }
        groups.insert(0, left);
        format!("{sign}{}{rest}", groups.join(","))
    }

    /// The explanation of a finding; `None` where the language has no sentence for it.
    #[must_use]
    pub fn explanation(&self, row: &FindingRow) -> Option<String> {
        let [a, b] = row.sides.each_ref().map(|side| side.shown());
        let outlet = |s: Option<&StatementRow>| s.map(|s| s.outlet.clone());
        let on = |s: Option<&StatementRow>| {
            let day = s.and_then(|s| s.published.as_deref()).map(|iso| iso.split('T').next().unwrap_or(iso));
            Some(day.map_or_else(|| "?".to_owned(), |day| self.when(day).shown))
        };
        filled(self.explanations.get(&row.template)?, |blank| match blank {
            "a" => Some(self.value(&row.sides[0].value)),
            "b" => Some(self.value(&row.sides[1].value)),
            "outlet_a" => outlet(a),
            "outlet_b" => outlet(b),
            "on_a" => on(a),
            "on_b" => on(b),
            "arithmetic" => row.arithmetic.as_deref().map(|sum| self.sum(sum)),
            _ => None,
        })
    }

    /// A sum with its days and units in words.
    fn sum(&self, sum: &str) -> String {
        let part = |part: &str| match part {
            "-" => "\u{2212}".to_owned(),
            day if day.parse::<jiff::civil::Date>().is_ok() => self.when(day).shown,
            unit if self.units.contains_key(unit.trim_end_matches('s')) => self.unit(unit.trim_end_matches('s')),
            other => self.digits(other),
        };
        sum.split(' ').map(part).collect::<Vec<_>>().join(" ")
    }
}

/// A number as it was before it became one of JSON.
fn exact(number: &Number) -> Option<Decimal> {
    let text = number.to_string();
    text.parse().or_else(|_| Decimal::from_scientific(&text)).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::model::Verdict;
    use crate::report::words::languages;
    use crate::ruleset::shipped;

    fn blanks(template: &str) -> BTreeSet<&str> {
        template.split('{').skip(1).filter_map(|part| Some(part.split_once('}')?.0)).collect()
    }

    #[test]
    fn every_explanation_of_the_rules_has_its_sentence_in_every_language_with_the_same_blanks() {
        let rules = shipped().unwrap().compare.explanations;
        assert!(rules.len() > 10);
        for code in languages().into_iter().filter(|code| *code != "en") {
            let own = Words::of(code).unwrap().explanations;
            for (key, template) in &rules {
                let said = own.get(key).unwrap_or_else(|| panic!("reports/words/{code}.toml has no `{key}`"));
                assert_eq!(blanks(said), blanks(template), "{code} {key}");
            }
            let verdicts = Verdict::ALL.map(Verdict::name);
            let known = |key: &str| key.split_once('.').is_some_and(|(verdict, _)| verdicts.contains(&verdict));
            assert!(own.keys().all(|key| known(key)), "{code}");
        }
    }
}
