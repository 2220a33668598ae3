//! Runs the examples written inside the rules.

use rayon::prelude::*;

use crate::compared;
use crate::error::Place;
use crate::extract;
use crate::fold::folded;
use crate::lexis::Reading;
use crate::model::{Article, Claim, Kind as ClaimKind, Mention, MentionKind, Outcome, RawSpan};
use crate::normalise;
use crate::read;
use crate::ruleset::{Class, Classes, Example, Language, PairExample, RuleInfo, RuleKind, RuleSet, Status};

/// How an example failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The rule did not act where it must, or not as expected.
    Missing,
    /// The rule acted where it must not.
    Noisy,
}

/// One example that failed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Id of the rule.
    pub rule: String,
    /// Where the rule stands.
    pub place: Place,
    /// How it failed.
    pub kind: Kind,
    /// The example.
    pub example: String,
    /// What came out, and what was expected.
    pub detail: String,
}

/// Classes whose words make figures and dates: their rules act where they take part in a mention. Words of
/// all other classes act where they are found.
const OF_MENTIONS: Classes = Classes::of(&[
    Class::Number,
    Class::Scale,
    Class::Modifier,
    Class::DecimalPoint,
    Class::NumberAnd,
    Class::Vague,
    Class::Ordinal,
    Class::OrdinalSuffix,
    Class::RangeTo,
    Class::RangeOpen,
    Class::RangeAnd,
    Class::Classifier,
    Class::Unit,
    Class::CurrencyBefore,
    Class::TimeUnit,
    Class::HedgeBefore,
    Class::HedgeAfter,
    Class::Month,
    Class::Weekday,
    Class::WeekdayShort,
    Class::DayPart,
    Class::NightAfter,
    Class::HourMark,
    Class::MinuteMark,
    Class::Meridiem,
    Class::DaySuffix,
    Class::YearMark,
    Class::FiscalYear,
    Class::RelativeDay,
    Class::Relative,
    Class::Ago,
    Class::Ahead,
    Class::After,
    Class::Lasting,
    Class::Since,
    Class::Until,
    Class::DateFiller,
    Class::NoFigure,
    Class::Suffix,
    Class::Stop,
    Class::Added,
    Class::NumberBefore,
    Class::NumberBehind,
    Class::Negative,
    Class::Denominator,
    Class::Figure,
    Class::UnitBefore,
    Class::RateBefore,
    Class::MonthAlone,
    Class::MonthMark,
    Class::DateMark,
    Class::DayName,
    Class::Stretch,
    Class::Decade,
    Class::DecadeMark,
    Class::CenturyMark,
    Class::AgeMark,
    Class::AgeBefore,
    Class::AgeOf,
    Class::ScoreMark,
]);

/// Runs the examples of the rules with these ids, or of all where none is given; failures in the order of
/// the rules.
#[must_use]
pub fn run(rules: &RuleSet, ids: &[String]) -> Vec<Failure> {
    let chosen = |r: &&RuleInfo| r.status == Status::Stable && (ids.is_empty() || ids.contains(&r.id));
    let list: Vec<(usize, &RuleInfo)> = rules.rules.iter().enumerate().filter(|(_, r)| chosen(r)).collect();
    list.into_par_iter().flat_map_iter(|(i, rule)| of_rule(rules, i, rule)).collect()
}

fn of_rule(rules: &RuleSet, number: usize, rule: &RuleInfo) -> Vec<Failure> {
    let bench = Bench { rules, number, rule };
    let fires =
        rule.fires.iter().filter_map(|e| bench.fires(e).err().map(|detail| (Kind::Missing, e.text.clone(), detail)));
    let silent = rule.silent.iter().filter_map(|t| bench.acts(t).map(|detail| (Kind::Noisy, t.clone(), detail)));
    let shown = |e: &PairExample| format!("{} / {}", e.a, e.b);
    let pairs = rule.pairs.iter().filter_map(|e| bench.pair(e, true).err().map(|d| (Kind::Missing, shown(e), d)));
    let unpaired =
        rule.silent_pairs.iter().filter_map(|e| bench.pair(e, false).err().map(|d| (Kind::Noisy, shown(e), d)));
    fires
        .chain(silent)
        .chain(pairs)
        .chain(unpaired)
        .map(|(kind, example, detail)| Failure {
            rule: rule.id.clone(),
            place: rule.place.clone(),
            kind,
            example,
            detail,
        })
        .collect()
}

struct Bench<'a> {
    rules: &'a RuleSet,
    number: usize,
    rule: &'a RuleInfo,
}

impl Bench<'_> {
    fn language(&self) -> Option<&Language> {
        self.rule.language.and_then(|l| self.rules.languages.get(l))
    }

    fn by_mentions(&self) -> bool {
        self.rule.kind == RuleKind::Pattern
            || Class::named(&self.rule.class).is_some_and(|c| OF_MENTIONS.meets(c.alone()))
    }

    /// Whether the rule acts on the marked words with what the example expects; the error says what came.
    fn fires(&self, example: &Example) -> Result<(), String> {
        if let Some(read) = self.of_format(&example.text) {
            let right = |value: &String| example.value.as_ref().is_none_or(|wanted| wanted == value);
            return match read {
                Some(value) if right(&value) => Ok(()),
                Some(value) => Err(format!("published is {value}")),
                None => Err("it was not recognised".to_owned()),
            };
        }
        let (text, marked) = unmark(&example.text)?;
        let Some(language) = self.language() else { return Err("the rule belongs to no language".to_owned()) };
        if self.rule.kind == RuleKind::Line {
            return self.matches_line(&text).then_some(()).ok_or_else(|| "no expression matches".to_owned());
        }
        let reading = Reading::alone(&text, language);
        let overlaps = |span: RawSpan| marked.is_none_or(|m| m.overlaps(span));
        if !self.by_mentions() || self.rule.class == "no_figure" {
            let hits = reading.hits.iter().filter(|h| language.lexicon.sense(h.sense).rule.index() == self.number);
            let found = hits.filter(|h| overlaps(reading.raw(h.start as usize, h.end as usize)));
            let values: Vec<&str> = found.map(|h| language.lexicon.sense(h.sense).text.as_str()).collect();
            let right = |v: &&str| example.value.as_deref().is_none_or(|wanted| *v == wanted);
            return values.iter().any(right).then_some(()).ok_or_else(|| format!("found {values:?}"));
        }
        if matches!(self.rule.class.as_str(), "suffix" | "stop") {
            return Ok(());
        }
        let mentions = extract::mentions_in(&reading).mentions;
        let by_rule = |m: &&Mention| m.rules.iter().any(|r| r.index() == self.number);
        if self.rule.class == "nothing" {
            let none = !mentions.iter().any(|m| overlaps(m.raw));
            return none.then_some(()).ok_or_else(|| "it was read as a figure".to_owned());
        }
        let here: Vec<&Mention> = mentions.iter().filter(|m| overlaps(m.raw)).filter(by_rule).collect();
        if here.is_empty() {
            let all: Vec<String> =
                mentions.iter().map(|m| format!("{} {}", m.raw.of(&text), shown(m, example, &reading))).collect();
            return Err(format!("the rule took no part; found {all:?}"));
        }
        let wrong = |m: &&Mention| differs(m, example, &reading);
        here.iter().find_map(wrong).map_or(Ok(()), Err)
    }

    /// What a rule of a format reads in `text`: the publication date of a record, the name of an old encoding. `None` for
    /// a rule of another kind, `Some(None)` where it does not act.
    fn of_format(&self, text: &str) -> Option<Option<String>> {
        match self.rule.kind {
            RuleKind::Dialect => {
                let read = read::recognised(text, self.rules).filter(|(id, _)| *id == self.rule.id);
                Some(read.map(|(_, published)| published.unwrap_or_else(|| "none".to_owned())))
            }
            RuleKind::Legacy => {
                let own = self.rules.formats.legacy.iter().find(|l| l.id == self.rule.id);
                Some(own.filter(|l| l.met(text)).map(|l| l.name.clone()))
            }
            _ => None,
        }
    }

    /// What the rule did in a text in which it must stay silent, if anything.
    fn acts(&self, text: &str) -> Option<String> {
        if let Some(read) = self.of_format(text) {
            return read.map(|_| "it was recognised".to_owned());
        }
        let language = self.language()?;
        if self.rule.kind == RuleKind::Line {
            return self.matches_line(text).then(|| "an expression matches".to_owned());
        }
        let reading = Reading::alone(text, language);
        if matches!(self.rule.class.as_str(), "suffix" | "stop") {
            return None;
        }
        if self.by_mentions() && !matches!(self.rule.class.as_str(), "no_figure" | "nothing") {
            let mentions = extract::mentions_in(&reading).mentions;
            let found = mentions.iter().find(|m| m.rules.iter().any(|r| r.index() == self.number))?;
            return Some(format!("it took part in `{}`", found.raw.of(text)));
        }
        let hit = reading.hits.iter().find(|h| language.lexicon.sense(h.sense).rule.index() == self.number)?;
        Some(format!("it found `{}`", reading.raw(hit.start as usize, hit.end as usize).of(text)))
    }

    fn matches_line(&self, text: &str) -> bool {
        let text = folded(text.trim());
        let lines = self.language().map(|l| l.lines.as_slice()).unwrap_or_default();
        lines.iter().filter(|l| l.rule.index() == self.number).any(|l| l.lines.iter().any(|r| r.is_match(&text)))
    }

    /// Whether two sentences come to the verdict of the example (`wanted`), or do not (`!wanted`).
    fn pair(&self, example: &PairExample, wanted: bool) -> Result<(), String> {
        let outcome = told(example, self.rules);
        let of_slot = |c: &Claim| c.kind != ClaimKind::Quantity || *c.slot == *self.rule.class;
        let found: Vec<&str> = outcome
            .findings
            .iter()
            .filter(|f| f.sides.iter().flat_map(|s| &s.statements).all(|s| of_slot(&outcome.claims[s.claim.index()])))
            .filter(|f| f.slot == self.rule.class)
            .map(|f| f.verdict.name())
            .collect();
        let met = found.contains(&example.verdict.as_str()) || (example.verdict == "none" && found.is_empty());
        if met == wanted { Ok(()) } else { Err(format!("came to {found:?}")) }
    }
}

/// The two sentences of an example as articles of two outlets, compared.
fn told(example: &PairExample, rules: &RuleSet) -> Outcome {
    const DAY: &str = "2025-01-01";
    let article = |name: &str, text: &str, on: &Option<String>| Article::told(name, text, on.as_deref().unwrap_or(DAY));
    let articles = vec![article("a", &example.a, &example.on_a), article("b", &example.b, &example.on_b)];
    compared(articles, Vec::new(), rules)
}

/// Takes the marks `<<` and `>>` out of a text and says what stood between them.
fn unmark(text: &str) -> Result<(String, Option<RawSpan>), String> {
    let Some((before, rest)) = text.split_once("<<") else { return Ok((text.to_owned(), None)) };
    let (inside, after) = rest.split_once(">>").ok_or("`<<` without `>>`")?;
    let span = RawSpan::new(before.len(), before.len() + inside.len());
    Ok((format!("{before}{inside}{after}"), span))
}

/// What differs between a mention and what the example expects.
fn differs(mention: &Mention, example: &Example, reading: &Reading<'_>) -> Option<String> {
    let got = read(mention, example, reading);
    let wants = [("value", &example.value, &got.0), ("unit", &example.unit, &got.1), ("from", &example.from, &got.2)];
    let to = example.to.as_ref().or(example.from.as_ref());
    let wrong = wants.iter().find(|(_, wanted, got)| wanted.is_some() && *wanted != *got);
    let late = to.is_some() && got.3.as_ref() != to;
    match wrong {
        Some((what, wanted, got)) => Some(format!("{what} is {got:?}, wanted {wanted:?}")),
        None => late.then(|| format!("to is {:?}, wanted {to:?}", got.3)),
    }
}

type Read = (Option<String>, Option<String>, Option<String>, Option<String>);

/// Value, unit, first and last day of a mention, as examples write them.
fn read(mention: &Mention, example: &Example, reading: &Reading<'_>) -> Read {
    let number = |d: &Option<rust_decimal::Decimal>| d.map(|d| d.normalize().to_string()).unwrap_or_default();
    let span = |q: &crate::model::Quantity| {
        if q.low == q.high { number(&q.low) } else { format!("{}..{}", number(&q.low), number(&q.high)) }
    };
    match &mention.kind {
        MentionKind::Quantity(q) => (Some(span(q)), q.unit.clone(), None, None),
        MentionKind::Duration { length, unit, .. } => (Some(span(length)), Some(unit.name().to_owned()), None, None),
        MentionKind::Date(parts) | MentionKind::Since(parts) => {
            let on = example.on.as_deref().and_then(|d| d.parse().ok());
            let range = normalise::resolve(parts, on, normalise::ahead(reading, mention)).map(|r| r.range);
            let iso = |d: Option<jiff::civil::Date>| d.map(|d| d.to_string());
            (None, None, range.and_then(|r| iso(r.from)), range.and_then(|r| iso(r.to)))
        }
    }
}

fn shown(mention: &Mention, example: &Example, reading: &Reading<'_>) -> String {
    let (value, unit, from, to) = read(mention, example, reading);
    [value, unit, from, to].into_iter().flatten().collect::<Vec<_>>().join(" ")
}
