//! What a line's own words say that it is: the rules for lines, and the dates.

use crate::clean::dates;
use crate::clean::row::Row;
use crate::model::{Role, RuleId};
use crate::ruleset::{LineRule, Reach, RuleSet};

/// Most words of a line that a rule may claim: what is longer is a paragraph.
const MOST_WORDS: usize = 45;

/// Marks every line that a rule knows, every line that is only a date, and what holds no word.
pub fn mark(rows: &mut [Row], rules: &RuleSet) {
    let mut begun = false;
    let mut list: Option<RuleId> = None;
    let mut rest: Option<RuleId> = None;
    for row in rows.iter_mut().filter(|r| r.free()) {
        let claim = claim(row, rules);
        if let Some((rule, _)) = &claim {
            row.rule = Some(rule.rule);
            row.outlet = outlet(row, rule);
        }
        match claim {
            _ if rest.is_some() => claimed(row, Role::Clutter, rest),
            Some((LineRule { reach: Reach::Rest, rule, role, .. }, _)) => {
                row.set(*role);
                rest = begun.then_some(*rule);
            }
            Some((rule, role)) => {
                row.set(role);
                list = (rule.reach == Reach::Block).then_some(rule.rule);
            }
            None if row.words == 0 || only_number(row) => row.set(Role::Clutter),
            None if dates::is_date_line(row, rules) => row.set(Role::Dateline),
            None if row.reads_as_story() => {
                begun = true;
                list = None;
            }
            None if list.is_some() => claimed(row, Role::Clutter, list),
            None => {}
        }
    }
}

fn claimed(row: &mut Row, role: Role, rule: Option<RuleId>) {
    row.set(role);
    row.rule = rule;
}

/// The first rule that knows the line. A date line of a rule is looked through for its date.
fn claim<'r>(row: &mut Row, rules: &'r RuleSet) -> Option<(&'r LineRule, Role)> {
    if row.words > MOST_WORDS {
        return None;
    }
    let all = rules.languages.iter().flat_map(|l| &l.lines);
    let rule = all.into_iter().find(|rule| rule.lines.iter().any(|line| line.is_match(&row.text)))?;
    let signed = matches!(rule.role, Role::Byline | Role::Outlet);
    if signed && dates::is_date_line(row, rules) && row.date.is_some_and(|d| d.full) {
        return Some((rule, Role::Dateline));
    }
    if rule.role == Role::Dateline {
        dates::is_date_line(row, rules);
        let mut dated = row.date.unwrap_or_default();
        dated.full |= dates::has_numbers_of_a_day(&row.text);
        dated.labelled = true;
        row.date = Some(dated);
    }
    Some((rule, rule.role))
}

/// What the rule's group `outlet` holds.
fn outlet(row: &Row, rule: &LineRule) -> Option<crate::model::RawSpan> {
    let name = rule.lines.iter().find_map(|line| line.captures(&row.text)?.name("outlet"))?;
    row.raw(name.start(), name.end())
}

/// Whether the line holds a number and signs alone: the number of an item in a list.
fn only_number(row: &Row) -> bool {
    !row.text.chars().any(char::is_alphabetic) && row.text.chars().filter(char::is_ascii_digit).count() <= 3
}
