//! Whether a clause affirms or denies, and whether it says anything at all.

use crate::lexis::Reading;
use crate::model::RuleId;
use crate::ruleset::{Class, Sense};

/// What a clause does with its statement.
pub struct Polarity {
    /// `affirmed`, `denied`, `not_yet`, `no_comment`, `unclear`, `possible` or `planned`.
    pub key: &'static str,
    /// The stand that it takes (support, pledge …), if one.
    pub stance: Option<String>,
    /// The rule that decided, if one did.
    pub rule: Option<RuleId>,
    /// Tokens of the mark that decided: the first, and one past the last.
    pub at: Option<(usize, usize)>,
}

impl Polarity {
    /// Whether it denies.
    pub fn denies(&self) -> bool {
        matches!(self.key, "denied" | "not_yet")
    }
}

/// Reads the marks in the tokens `from..to`, the strongest first: silence, ignorance, what only looks like a denial,
/// denial, negation, possibility, plan. A denial of what denies says nothing for sure.
pub fn polarity(reading: &Reading<'_>, from: usize, to: usize) -> Polarity {
    let marks = |class| marks(reading, class).filter(|(a, _, _)| (from..to).contains(a));
    let marked = |class| marks(class).map(|(a, b, sense)| ((a, b), sense)).next();
    let order: [(Class, &'static str); 7] = [
        (Class::NoComment, "no_comment"),
        (Class::Unclear, "unclear"),
        (Class::NoDenial, "possible"),
        (Class::Denial, "denied"),
        (Class::Negation, "denied"),
        (Class::Possible, "possible"),
        (Class::Planned, "planned"),
    ];
    type Found<'r> = (&'static str, ((usize, usize), &'r Sense));
    let found: Option<Found<'_>> = order.into_iter().find_map(|(c, key)| Some((key, marked(c)?)));
    let apart = |(a, b): (usize, usize)| marks(Class::Negation).any(|(x, y, _)| y <= a || x >= b);
    let twice = marked(Class::Denial).is_some_and(|(at, _)| apart(at));
    let key = match found.map_or("affirmed", |(key, _)| key) {
        "denied" if twice => "possible",
        "denied" if marked(Class::NotYet).is_some() => "not_yet",
        key => key,
    };
    Polarity {
        key,
        stance: marked(Class::Stance).map(|(_, s)| s.text.clone()),
        rule: found.map(|(_, (_, s))| s.rule),
        at: found.map(|(_, (at, _))| at),
    }
}

/// The words of `class` that are no part of a longer notion or turn of phrase: the "no" of a motion of no confidence and
/// that of "no doubt" deny nothing.
pub fn marks<'r>(reading: &'r Reading<'r>, class: Class) -> impl Iterator<Item = (usize, usize, &'r Sense)> {
    let part = |a: usize, b: usize| {
        let longer = |(x, y, _): (usize, usize, &Sense)| x <= a && y >= b && y - x > b - a;
        reading.all(Class::Concept).any(longer) || reading.all(Class::NoNegation).any(longer)
    };
    reading.all(class).filter(move |(a, b, _)| !part(*a, *b))
}
