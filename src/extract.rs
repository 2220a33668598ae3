//! From sentences to mentions: the figures, dates and lengths of time in them.
//!
//! The code knows how numbers combine and how the parts of a date fit together; what they are called
//! comes from the rules. What a figure measures, and which day "yesterday" was, is not decided here.

mod amount;
mod cardinal;
mod digits;
mod figure;
mod fraction;
mod merge;
mod moments;
mod number;
mod ordinal;
mod pattern;
mod quantity;

use rayon::prelude::*;

use crate::lexis::Reading;
use crate::model::{Mention, MentionKind, RuleId, Tagged};
use crate::ruleset::Class;

/// Mentions of all sentences, one list for each, in their order. In parallel; the order is that of the input.
#[must_use]
pub fn mentions(readings: &[Reading<'_>]) -> Vec<Tagged> {
    readings.par_iter().map(mentions_in).collect()
}

/// Mentions of one sentence: never overlapping, in order of their place. At each token the longest
/// reading wins; a pattern wins over a bare amount of the same length.
#[must_use]
pub fn mentions_in(reading: &Reading<'_>) -> Tagged {
    let mut found: Vec<Draft> = Vec::new();
    let ahead = ahead(reading);
    let mut i = 0;
    while i < reading.len() {
        let timed = pattern::longest(reading, &reading.language.forms, i, ahead);
        let counted = quantity::quantity(reading, i);
        let end = match (timed, counted) {
            (Some(t), Some(c)) if c.end > t.end => take(&mut found, quantity::draft(c)),
            (Some(t), _) => {
                let end = t.end;
                found.extend(moments::drafts(reading, t));
                end
            }
            (None, Some(c)) => take(&mut found, quantity::draft(c)),
            (None, None) => i + 1,
        };
        i = end.max(i + 1);
    }
    let merged = merge::merge(reading, found);
    Tagged { mentions: merged.into_iter().map(|d| d.placed(reading)).collect() }
}

/// Whether the sentence speaks of what is to come.
fn ahead(reading: &Reading<'_>) -> bool {
    [Class::Planned, Class::Future].iter().any(|class| reading.all(*class).next().is_some())
}

fn take(found: &mut Vec<Draft>, draft: Draft) -> usize {
    let end = draft.end;
    found.push(draft);
    end
}

/// A mention by its tokens.
#[derive(Clone, Debug)]
struct Draft {
    start: usize,
    end: usize,
    kind: MentionKind,
    rules: Vec<RuleId>,
}

impl Draft {
    fn placed(self, reading: &Reading<'_>) -> Mention {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut rules = Vec::with_capacity(self.rules.len());
        for rule in self.rules {
            if !rules.contains(&rule) {
                rules.push(rule);
            }
        }
        Mention {
            span: reading.clean(self.start, self.end),
            raw: reading.raw(self.start, self.end),
            tokens: (small(self.start), small(self.end)),
            kind: self.kind,
            rules,
        }
    }
}
