//! Whether a sentence affirms or denies, and whether it says anything at all.

use crate::lexis::Reading;
use crate::ruleset::{Class, Sense};

/// What a sentence does with its statement.
pub struct Polarity {
    /// `affirmed`, `denied`, `no_comment`, `unclear`, `possible` or `planned`.
    pub key: &'static str,
    /// The stand that it takes (support, pledge …), if one.
    pub stance: Option<String>,
    /// The rule that decided, if one did.
    pub rule: Option<crate::model::RuleId>,
}

/// Reads the marks of a sentence, the strongest first: silence, ignorance, what only looks like a denial,
/// denial, negation, possibility, plan.
pub fn polarity(reading: &Reading<'_>) -> Polarity {
    let marked = |class| reading.all(class).next().map(|(_, _, sense)| sense);
    let order: [(Class, &'static str); 7] = [
        (Class::NoComment, "no_comment"),
        (Class::Unclear, "unclear"),
        (Class::NoDenial, "possible"),
        (Class::Denial, "denied"),
        (Class::Negation, "denied"),
        (Class::Possible, "possible"),
        (Class::Planned, "planned"),
    ];
    let found: Option<(&'static str, &Sense)> = order.into_iter().find_map(|(c, key)| Some((key, marked(c)?)));
    Polarity {
        key: found.map_or("affirmed", |(key, _)| key),
        stance: marked(Class::Stance).map(|s| s.text.clone()),
        rule: found.map(|(_, s)| s.rule),
    }
}
