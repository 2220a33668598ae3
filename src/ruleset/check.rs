//! Checks that look inside a rule: classes, values, patterns, examples.

use regex::Regex;
use rust_decimal::Decimal;

use crate::error::{Mistake, Place, RuleMistake};
use crate::fold::folded;
use crate::model::{Bound, Role, RuleId, TimeUnit};
use crate::ruleset::checked::{Language, LineRule, Reach, RuleInfo, RuleKind};
use crate::ruleset::class::{Class, Means};
use crate::ruleset::lexicon::Sense;
use crate::ruleset::load::phrase;
use crate::ruleset::pattern::{self, Pattern};
use crate::ruleset::place::suggestion;
use crate::ruleset::text::{LanguageText, LineRuleText, PatternRule, Status, Words, WordsRule};

/// Names of bounds in rule files.
pub const BOUNDS: &[(&str, Bound)] = &[
    ("exact", Bound::Exact),
    ("about", Bound::About),
    ("at_least", Bound::AtLeast),
    ("more_than", Bound::MoreThan),
    ("at_most", Bound::AtMost),
    ("less_than", Bound::LessThan),
];

/// Names of roles in rule files.
pub const ROLES: &[(&str, Role)] = &[
    ("title", Role::Title),
    ("outlet", Role::Outlet),
    ("byline", Role::Byline),
    ("dateline", Role::Dateline),
    ("crawl_date", Role::CrawlDate),
    ("clutter", Role::Clutter),
];

/// Names of reaches in rule files.
pub const REACHES: &[(&str, Reach)] = &[("line", Reach::Line), ("block", Reach::Block), ("rest", Reach::Rest)];

fn named<T: Copy>(
    list: &[(&'static str, T)],
    what: &'static str,
    name: &str,
    place: &Place,
    mistakes: &mut Vec<RuleMistake>,
) -> Option<T> {
    let found = list.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
    if found.is_none() {
        let suggestion = suggestion(name, list.iter().map(|(n, _)| *n));
        let kind = Mistake::UnknownName { what, name: name.to_owned(), suggestion };
        mistakes.push(RuleMistake { place: place.clone(), kind });
    }
    found
}

/// Checks the facts of a language.
pub fn language(name: String, text: LanguageText, mistakes: &mut Vec<RuleMistake>) -> Language {
    let mut letters = Vec::new();
    for range in &text.letters {
        let mut ends = range.split('-').map(|end| end.chars().next());
        match (ends.next().flatten(), ends.next().flatten()) {
            (Some(a), Some(b)) if a <= b => letters.push((a, (a..=b).map(char::is_alphabetic).collect())),
            _ => {
                let place = Place { file: format!("{name}/language.toml"), line: 0, column: 0 };
                let expected = "two letters with a hyphen between, the lower one first".to_owned();
                let kind = Mistake::BadValue { id: format!("{name}/language"), value: range.clone(), expected };
                mistakes.push(RuleMistake { place, kind });
            }
        }
    }
    let mut sounds: Vec<(String, String)> = text.sounds.iter().map(|(l, s)| (folded(l), folded(s))).collect();
    sounds.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
    Language {
        name,
        sounds,
        code: text.code,
        letters,
        abbreviations: text.abbreviations.iter().map(|a| folded(a)).collect(),
        whole_words: text.whole_words.iter().map(|w| folded(w)).collect(),
        shortest_stem: text.shortest_stem,
        least_function_words: text.least_function_words,
        fiscal_year_starts: text.fiscal_year_starts,
        zones: text.zones,
        capitals: text.capitals,
        ..Language::default()
    }
}

/// Checks a words rule and takes its words into the lexicon.
pub fn words(home: &mut Language, info: &mut RuleInfo, id: RuleId, rule: WordsRule, mistakes: &mut Vec<RuleMistake>) {
    info.kind = RuleKind::Words;
    info.class.clone_from(&rule.class);
    info.status = rule.status;
    info.fires = rule.fires;
    info.silent = rule.silent;
    let place = &info.place;
    let Some(class) = named(Class::ALL, "class", &rule.class, place, mistakes) else { return };
    let bound = rule.bound.as_deref().and_then(|b| named(BOUNDS, "bound", b, place, mistakes));
    let shared = rule.value.unwrap_or_default();
    let pairs: Vec<(String, String)> = match rule.words {
        Words::List(list) => list.into_iter().map(|w| (w, shared.clone())).collect(),
        Words::Table(table) => table.into_iter().collect(),
    };
    for (word, value) in pairs {
        let (number, high) = match numbers(class, &value) {
            Ok(numbers) => numbers,
            Err(expected) => {
                let kind = Mistake::BadValue { id: rule.id.clone(), value, expected };
                mistakes.push(RuleMistake { place: place.clone(), kind });
                continue;
            }
        };
        if rule.status == Status::Stable {
            let sense = Sense {
                class,
                text: value,
                number,
                high,
                bound,
                unit: rule.unit.as_deref().map(Into::into),
                rule: id,
                joins: rule.joins,
                exact: rule.exact,
                behind_ending: rule.behind_ending,
                ahead: rule.ahead,
                region: rule.region.as_deref().map(Into::into),
            };
            home.lexicon.add(&phrase(&word), sense);
        }
    }
}

/// The numbers in a value, as the class asks for them; the error says what was expected.
fn numbers(class: Class, value: &str) -> Result<(Option<Decimal>, Option<Decimal>), String> {
    let decimal = |text: &str| text.trim().parse::<Decimal>().ok();
    let one = |expected: &str| decimal(value).map(|d| (Some(d), None)).ok_or_else(|| expected.to_owned());
    let pair =
        |sign: char| value.split_once(sign).and_then(|(a, b)| Some((Some(decimal(a)?), Some(decimal(b)?)))).ok_or(());
    match class {
        Class::Number
        | Class::Scale
        | Class::Modifier
        | Class::Ordinal
        | Class::Added
        | Class::NumberBefore
        | Class::NumberBehind
        | Class::Denominator
        | Class::DayName
        | Class::HourName
        | Class::MinutesOff
        | Class::Decade => one("a number, as \"12\" or \"0.5\""),
        Class::Relative => one("a whole number, as \"-1\""),
        Class::RelativeDay => pair('/').or_else(|_| one("whole numbers, as \"-1\" or \"-2/2\"")),
        Class::DecimalPoint if !value.is_empty() => one("0 where nothing need stand before it, else nothing"),
        Class::NoFigure if !matches!(value, "" | "before" | "behind" | "behind_name") => {
            Err("before, behind, behind_name or nothing".to_owned())
        }
        Class::Stretch => pair('/').map_err(|()| "which of how many, as \"2/4\"".to_owned()),
        Class::Figure => value
            .split_once(' ')
            .and_then(|(number, unit)| decimal(number).filter(|_| !unit.is_empty()))
            .map(|n| (Some(n), None))
            .ok_or_else(|| "a number and its unit, as \"2 times\"".to_owned()),
        Class::RateBefore => match value.split(' ').all(|pair| pair.contains('=')) {
            true => Ok((None, None)),
            false => Err("units, as \"kilometre=kilometre_per_hour\"".to_owned()),
        },
        Class::Weekday | Class::WeekdayShort => one("1 for Monday to 7 for Sunday"),
        Class::Month | Class::MonthAlone => value
            .split_whitespace()
            .next_back()
            .and_then(decimal)
            .filter(|m| (1..=12).any(|n| *m == Decimal::from(n)))
            .map(|m| (Some(m), None))
            .ok_or_else(|| "1 to 12, with the calendar in front where it is not the civil one".to_owned()),
        Class::Vague => value
            .split_once("..")
            .and_then(|(low, high)| Some((Some(decimal(low)?), decimal(high))))
            .ok_or_else(|| "a span, as \"2..9\" or \"2..\"".to_owned()),
        Class::DayPart => pair('-').map_err(|()| "hours, as \"18-24\"".to_owned()),
        Class::Weekend => pair('-').map_err(|()| "the first and last weekday, as \"6-7\"".to_owned()),
        Class::Zone => one("minutes ahead of UTC, as \"360\""),
        Class::Period if !matches!(value, "" | "day" | "week" | "month" | "year") => {
            Err("day, week, month or year where each has the figure, else nothing".to_owned())
        }
        Class::LimitBefore | Class::LimitBehind if !LIMITS.contains(&value) => Err(LIMITS.join(", ")),
        Class::TimeUnit => {
            let (factor, unit) = value.rsplit_once(' ').unwrap_or(("1", value));
            decimal(factor)
                .filter(|_| TimeUnit::named(unit).is_some())
                .map(|f| (Some(f), None))
                .ok_or_else(|| "second, minute, hour, day, week, month or year, as \"year\" or \"10 year\"".to_owned())
        }
        Class::HedgeBefore | Class::HedgeAfter => {
            if BOUNDS.iter().any(|(n, _)| *n == value) {
                Ok((None, None))
            } else {
                Err(BOUNDS.iter().map(|(n, _)| *n).collect::<Vec<_>>().join(", "))
            }
        }
        Class::Slot
        | Class::Concept
        | Class::Name
        | Class::Title
        | Class::Region
        | Class::Unit
        | Class::CurrencyBefore
        | Class::UnitBefore
            if value.is_empty() =>
        {
            Err("a name".to_owned())
        }
        _ => Ok((None, None)),
    }
}

/// What a word beside a date can make of it.
const LIMITS: [&str; 5] = ["by", "before", "until", "after", "from"];

/// Bound of that name.
pub fn bound(name: &str) -> Option<Bound> {
    BOUNDS.iter().find(|(n, _)| *n == name).map(|(_, b)| *b)
}

/// Checks a pattern rule and takes its forms in.
pub fn pattern(
    home: &mut Language,
    info: &mut RuleInfo,
    id: RuleId,
    rule: PatternRule,
    mistakes: &mut Vec<RuleMistake>,
) {
    info.kind = RuleKind::Pattern;
    info.class.clone_from(&rule.means);
    info.status = rule.status;
    info.fires = rule.fires;
    info.silent = rule.silent;
    let Some(means) = named(Means::ALL, "meaning", &rule.means, &info.place, mistakes) else { return };
    for form in &rule.forms {
        match pattern::form(form) {
            Ok(elements) if rule.status == Status::Stable => {
                home.patterns.push(Pattern { rule: id, means, ahead: rule.ahead, elements });
            }
            Ok(_) => {}
            Err(cause) => {
                let kind = Mistake::BadPattern { id: rule.id.clone(), cause };
                mistakes.push(RuleMistake { place: info.place.clone(), kind });
            }
        }
    }
}

/// Checks a line rule and compiles its expressions.
pub fn line(home: &mut Language, info: &mut RuleInfo, id: RuleId, rule: LineRuleText, mistakes: &mut Vec<RuleMistake>) {
    info.kind = RuleKind::Line;
    info.class.clone_from(&rule.role);
    info.status = rule.status;
    info.fires = rule.fires;
    info.silent = rule.silent;
    let role = named(ROLES, "role", &rule.role, &info.place, mistakes);
    let reach = match rule.reach.as_deref() {
        None => Some(Reach::Line),
        Some(name) => named(REACHES, "reach", name, &info.place, mistakes),
    };
    let mut lines = Vec::new();
    for expression in &rule.lines {
        match Regex::new(&folded_expression(expression)) {
            Ok(regex) => lines.push(regex),
            Err(e) => {
                let kind = Mistake::BadPattern { id: rule.id.clone(), cause: e.to_string() };
                mistakes.push(RuleMistake { place: info.place.clone(), kind });
            }
        }
    }
    if let (Some(role), Some(reach), Status::Stable) = (role, reach, rule.status) {
        home.lines.push(LineRule { rule: id, role, lines, reach });
    }
}

/// A regular expression in the form of folded text: composed, but with its letters' case and its
/// classes (`\S`, `\D`) left alone.
fn folded_expression(text: &str) -> String {
    use unicode_normalization::UnicodeNormalization;
    text.nfc().collect()
}

/// Every rule needs an example that fires and one that stays silent.
pub fn examples(info: &RuleInfo, mistakes: &mut Vec<RuleMistake>) {
    let no = |missing| Mistake::NoExamples { id: info.id.clone(), missing };
    if info.fires.is_empty() && info.pairs.is_empty() {
        mistakes.push(RuleMistake { place: info.place.clone(), kind: no("fires") });
    }
    if info.silent.is_empty() && info.silent_pairs.is_empty() {
        mistakes.push(RuleMistake { place: info.place.clone(), kind: no("silent") });
    }
}
