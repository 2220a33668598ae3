//! Claims as labels see them.

use crate::fold::folded;
use crate::gold::labels::{Label, Quote};
use crate::gold::matching::{label_key, overlap, same_place, value_key};
use crate::group::Candidate;
use crate::model::{Claim, ClaimId, Kind, Outcome, Value};
use crate::report::ValueRow;
use crate::ruleset::RuleSet;

/// A claim as labels see it.
pub struct Side<'a> {
    document: &'a str,
    outlet: &'a str,
    sentence: &'a str,
    /// The words of its value, folded.
    pub surface: String,
    kind: Kind,
    /// Its value as written and in base units.
    pub keys: Vec<String>,
    length: bool,
}

impl<'a> Side<'a> {
    /// Reads it off.
    pub fn of(outcome: &'a Outcome, claim: &'a Claim, rules: &RuleSet) -> Self {
        let article = &outcome.articles[claim.article.index()];
        let key = |v: &Value| value_key(&ValueRow::of(v, v.wording(false, false)));
        let mut keys = vec![key(&claim.value), key(&rules.in_base(&claim.value))];
        keys.dedup();
        Self {
            document: &article.document,
            outlet: &outcome.texts[claim.article.index()].outlet,
            sentence: outcome.sentences[claim.sentence.index()].span.of(&article.text),
            surface: folded(claim.raw.of(&article.text).trim()),
            kind: claim.kind,
            keys,
            length: matches!(claim.value, Value::Amount { .. }) && claim.kind == Kind::Duration,
        }
    }

    /// Whether its value is the one that a label gives.
    pub fn is(&self, value: &str) -> bool {
        let length = self.length && value.starts_with('P');
        length || self.keys.contains(&label_key(value)) || self.keys.contains(&label_key(&whole(value)))
    }
}

/// A year or a month, or a span of them, as its days, as findings write them.
fn whole(value: &str) -> String {
    if let Some((from, to)) = value.split_once('/').filter(|(from, _)| matches!(from.len(), 4 | 7)) {
        let (first, last) = (whole(from), whole(to));
        let start = first.split('/').next().unwrap_or_default();
        return format!("{start}/{}", last.rsplit('/').next().unwrap_or_default());
    }
    let date = |text: &str| text.parse::<jiff::civil::Date>().ok();
    let (first, last): (_, fn(jiff::civil::Date) -> jiff::civil::Date) = match value.len() {
        4 => (date(&format!("{value}-01-01")), jiff::civil::Date::last_of_year),
        7 => (date(&format!("{value}-01")), jiff::civil::Date::last_of_month),
        _ => (None, jiff::civil::Date::last_of_month),
    };
    first.map_or_else(|| value.to_owned(), |first| format!("{first}/{}", last(first)))
}

/// What a label has to do with a candidate of its documents and kind.
pub struct Known {
    /// Both quotes are of these sentences.
    pub quotes: bool,
    /// Which of the values are equal.
    pub equal: [bool; 2],
}

/// What `label` has to do with `candidate`; `None` where documents or kinds differ.
pub fn known(label: &Label, candidate: &Candidate, sides: &[Side<'_>]) -> Option<Known> {
    let of = |c: ClaimId| &sides[c.index()];
    let (left, right) = (of(candidate.left), of(candidate.right));
    [(left, right), (right, left)].into_iter().find_map(|(a, b)| {
        let here = same_place(&label.a, a.document, a.outlet) && same_place(&label.b, b.document, b.outlet);
        (here && label.is_of(a.kind) && label.is_of(b.kind)).then(|| Known {
            quotes: overlap(&label.a.quote, a.sentence) && overlap(&label.b.quote, b.sentence),
            equal: [a.is(&label.value_a), b.is(&label.value_b)],
        })
    })
}

/// Whether a claim is the statement that one side of a label quotes, and whether its value is the label's.
pub fn makes(side: &Side<'_>, label: &Label, quote: &Quote, value: &str) -> Option<bool> {
    let here = same_place(quote, side.document, side.outlet) && label.is_of(side.kind);
    (here && overlap(&quote.quote, side.sentence)).then(|| side.is(value))
}
