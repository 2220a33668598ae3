//! Where a labelled pair was lost: the first stage that did not make it.

use std::collections::BTreeSet;

use crate::gold::labels::{Cluster, Label};
use crate::gold::sides::{Known, Side, known, makes};
use crate::group::{self, Apart, Candidate};
use crate::model::{ClaimId, Kind, Outcome};
use crate::ruleset::RuleSet;

/// What stands between a label and its row.
pub struct Causes<'a> {
    sides: Vec<Side<'a>>,
    candidates: Vec<Candidate>,
    apart: Vec<(ClaimId, ClaimId, Apart)>,
    outcome: &'a Outcome,
    rules: &'a RuleSet,
}

impl<'a> Causes<'a> {
    /// Looks over a run.
    pub fn of(outcome: &'a Outcome, rules: &'a RuleSet) -> Self {
        let sides = outcome.claims.iter().map(|c| Side::of(outcome, c, rules)).collect();
        let (scene, pairs) = (outcome.scene(), &outcome.pairs);
        let candidates = group::candidates(&scene, pairs, rules);
        Self { sides, candidates, apart: group::apart(&scene, pairs, rules), outcome, rules }
    }

    /// In a few words where `label` was lost.
    #[must_use]
    pub fn lost(&self, label: &Label) -> String {
        let told = |quote, value| {
            let found: Vec<bool> = self.sides.iter().filter_map(|s| makes(s, label, quote, value)).collect();
            let words = !Kind::ALL.iter().any(|k| k.is_figure() && k.name() == label.kind);
            (!found.is_empty(), found.contains(&true) || (words && !found.is_empty()))
        };
        let (a, b) = (told(&label.a, &label.value_a), told(&label.b, &label.value_b));
        for (name, (found, equal)) in [("a", a), ("b", b)] {
            if !found {
                return format!("no claim in {name}");
            }
            if !equal {
                return format!("another value in {name}");
            }
        }
        let fitting = |c: &&Candidate| {
            known(label, c, &self.sides).is_some_and(|Known { quotes, equal }| {
                let words = !c.family.kind.is_figure();
                quotes && (words || equal == [true, true])
            })
        };
        let sure = |c: &Candidate| self.rules.pairing.sure(c.family, &c.features);
        let best = self.candidates.iter().filter(fitting).max_by(|x, y| sure(x).total_cmp(&sure(y)));
        let Some(best) = best else { return format!("kept apart: {:?}", self.apart(label)) };
        let linked = self.outcome.groups.iter().flat_map(|g| &g.links);
        let kept = linked.into_iter().any(|l| (l.left, l.right) == (best.left, best.right));
        format!("{} at {:.2}", if kept { "paired" } else { "not paired" }, sure(best))
    }
}

impl Causes<'_> {
    /// Why the claims that make a label's two statements are no candidates.
    fn apart(&self, label: &Label) -> BTreeSet<String> {
        let making = |quote, value| {
            let of = |(i, s): (usize, &Side<'_>)| {
                makes(s, label, quote, value).filter(|e| *e).map(|_| self.outcome.claims[i].id)
            };
            self.sides.iter().enumerate().filter_map(of).collect::<Vec<_>>()
        };
        let (left, right) = (making(&label.a, &label.value_a), making(&label.b, &label.value_b));
        let of = |(a, b): (ClaimId, ClaimId)| {
            left.contains(&a) && right.contains(&b) || left.contains(&b) && right.contains(&a)
        };
        self.apart.iter().filter(|(a, b, _)| of((*a, *b))).map(|(.., why)| format!("{why:?}")).collect()
    }
}

/// For each label of a cluster where it was lost.
#[must_use]
pub fn causes(cluster: &Cluster, outcome: &Outcome, rules: &RuleSet) -> Vec<String> {
    let causes = Causes::of(outcome, rules);
    cluster.labels.iter().map(|l| causes.lost(l)).collect()
}
