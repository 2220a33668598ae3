//! Two sentences: what is read in each, and what becomes of every pair of their claims.

use std::ops::Range;

use crate::compare;
use crate::compared_as_one_event;
use crate::explain::kept::KeptStep;
use crate::group::{self, Apart};
use crate::model::{Article, Claim, ClaimId, Finding, Kind, Link, Outcome};
use crate::report;
use crate::ruleset::RuleSet;

/// All that two sentences come to.
#[derive(Clone, Debug)]
pub struct Told {
    /// What was read in each.
    pub sides: [Vec<Read>; 2],
    /// Every pair of claims: rows first, then those that were weighed, the surest first, then those kept apart.
    pub pairs: Vec<Held>,
    /// Rows that a report of the two would have.
    pub rows: Vec<Finding>,
}

/// One claim of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Read {
    /// What it is called here: `A1`.
    pub name: String,
    /// What kind of value.
    pub kind: &'static str,
    /// What is measured.
    pub slot: String,
    /// How much of it a figure covers, in words; none where it is no figure.
    pub scope: Option<&'static str>,
    /// The value, readable.
    pub value: String,
    /// Unit of an amount.
    pub unit: Option<String>,
    /// The words of the value in the sentence; none where all of it is the statement.
    pub words: Option<Range<usize>>,
    /// How it is put forward.
    pub modality: &'static str,
    /// How it was read.
    pub steps: Vec<KeptStep>,
}

/// Two claims, one of each sentence.
#[derive(Clone, Debug)]
pub struct Held {
    /// Their names.
    pub names: [String; 2],
    /// What became of them.
    pub came: Came,
}

/// What became of two claims.
#[derive(Clone, Debug)]
pub enum Came {
    /// They are no pair, whatever the sentences look like.
    Apart(Apart),
    /// They were weighed.
    Weighed {
        /// How sure it is that they are about one thing.
        sure: f64,
        /// The least sureness that the verdict asks for.
        least: f64,
        /// A surer pair took one of the two.
        lost: bool,
        /// What they come to, where there is anything to say.
        finding: Option<Box<Finding>>,
        /// How they were weighed and compared.
        steps: Vec<KeptStep>,
    },
}

impl Came {
    /// Whether the pair makes a row.
    #[must_use]
    pub fn is_row(&self) -> bool {
        matches!(self, Self::Weighed { sure, least, lost: false, finding: Some(_), .. } if sure >= least)
    }

    fn order(&self) -> (bool, f64) {
        match self {
            Self::Apart(_) => (false, -1.0),
            Self::Weighed { sure, .. } => (self.is_row(), *sure),
        }
    }
}

/// Holds the sentence `a`, published on the day `on[0]`, against `b`, as articles of two outlets on one event.
#[must_use]
pub fn both(sentences: [&str; 2], on: [&str; 2], rules: &RuleSet) -> Told {
    let [a, b] = sentences;
    let articles = vec![Article::told("A", a, on[0]), Article::told("B", b, on[1])];
    let outcome = compared_as_one_event(articles, rules);
    let names = names(&outcome.claims);
    let name = |c: ClaimId| names.get(c.index()).cloned().unwrap_or_default();
    let scene = outcome.scene();
    let mut pairs: Vec<Held> = Vec::new();
    for candidate in group::candidates(&scene, &outcome.pairs, rules) {
        let link = candidate.link(rules);
        pairs.push(Held { names: [name(link.left), name(link.right)], came: weighed(&outcome, &link, rules) });
    }
    for (left, right, apart) in group::apart(&scene, &outcome.pairs, rules) {
        pairs.push(Held { names: [name(left), name(right)], came: Came::Apart(apart) });
    }
    pairs.sort_by(|x, y| {
        let (x, y) = (x.came.order(), y.came.order());
        y.0.cmp(&x.0).then(y.1.total_cmp(&x.1))
    });
    let side = |at: usize| {
        let own = outcome.claims.iter().filter(|c| c.article.index() == at);
        own.map(|c| read(&outcome, c, name(c.id), rules)).collect()
    };
    Told { sides: [side(0), side(1)], pairs, rows: outcome.findings.clone() }
}

/// For each claim its sentence and its number in it.
fn names(claims: &[Claim]) -> Vec<String> {
    let mut counts = [0_usize; 2];
    let mut name = |c: &Claim| {
        let side = usize::from(c.article.index() > 0);
        counts[side] += 1;
        format!("{}{}", if side == 0 { "A" } else { "B" }, counts[side])
    };
    claims.iter().map(&mut name).collect()
}

fn read(outcome: &Outcome, claim: &Claim, name: String, rules: &RuleSet) -> Read {
    let steps = compare::read(&outcome.scene(), claim.id, claim.article.index(), rules);
    let value = report::shown(claim);
    let row = report::ValueRow::of(&claim.value, value.clone());
    Read {
        name,
        kind: claim.kind.name(),
        slot: claim.slot.to_string(),
        scope: (claim.kind == Kind::Quantity).then(|| claim.scope.covers()),
        value,
        unit: row.unit,
        words: (claim.kind != Kind::Polarity).then(|| claim.raw.start()..claim.raw.end()),
        modality: claim.modality.name(),
        steps: steps.iter().map(KeptStep::from).collect(),
    }
}

fn weighed(outcome: &Outcome, link: &Link, rules: &RuleSet) -> Came {
    let scene = outcome.scene();
    let finding = compare::finding_of(&scene, link, rules);
    let compared = finding.iter().flat_map(|f| &f.because).filter(|step| step.stage == "compare");
    let steps = compare::weighed(&scene, link, false, rules);
    let kept = |l: &Link| (l.left, l.right) == (link.left, link.right);
    let features = link.weighed.as_ref().map(|w| &w.features);
    let asked = |f: &Finding| rules.pairing.asked(f.verdict, f.kind, features);
    Came::Weighed {
        sure: link.sure,
        least: finding.as_ref().map_or(0.0, asked).max(group::LEAST),
        lost: link.sure >= group::LEAST && !outcome.groups.iter().flat_map(|g| &g.links).any(kept),
        steps: steps.iter().chain(compared).map(KeptStep::from).collect(),
        finding: finding.map(Box::new),
    }
}
