//! Whether a sentence affirms or denies, and whether it says anything at all.

use crate::lexis::Reading;
use crate::model::RuleId;
use crate::ruleset::{Class, Sense};

/// What a sentence does with its statement.
pub struct Polarity {
    /// `affirmed`, `denied`, `no_comment`, `unclear`, `possible` or `planned`.
    pub key: &'static str,
    /// The stand that it takes (support, pledge …), if one.
    pub stance: Option<String>,
    /// The rule that decided, if one did.
    pub rule: Option<RuleId>,
    /// First token of the mark that decided.
    pub at: Option<usize>,
}

/// Reads the marks of a sentence, the strongest first: silence, ignorance, what only looks like a denial,
/// denial, negation, possibility, plan. Marks that `quoted` says are others' words do not count.
pub fn polarity(reading: &Reading<'_>, quoted: &dyn Fn(usize) -> bool) -> Polarity {
    let marked = |class| reading.all(class).find(|(at, _, _)| !quoted(*at)).map(|(at, _, sense)| (at, sense));
    let order: [(Class, &'static str); 7] = [
        (Class::NoComment, "no_comment"),
        (Class::Unclear, "unclear"),
        (Class::NoDenial, "possible"),
        (Class::Denial, "denied"),
        (Class::Negation, "denied"),
        (Class::Possible, "possible"),
        (Class::Planned, "planned"),
    ];
    let found: Option<(&'static str, (usize, &Sense))> = order.into_iter().find_map(|(c, key)| Some((key, marked(c)?)));
    Polarity {
        key: found.map_or("affirmed", |(key, _)| key),
        stance: marked(Class::Stance).map(|(_, s)| s.text.clone()),
        rule: found.map(|(_, (_, s))| s.rule),
        at: found.map(|(_, (at, _))| at),
    }
}
