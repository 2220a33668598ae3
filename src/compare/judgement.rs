//! What two claims that may be compared come to.

use std::collections::BTreeMap;

use crate::compare::{amount, dates, words};
use crate::fold::{TokenKind, folded, tokens};
use crate::model::{Claim, ClaimId, Kind, Modality, NOTION, Published, Scene, Step, Value, Verdict, Why, days_between};
use crate::ruleset::{Change, RuleSet, Weights};

/// A verdict with everything that a finding says about it.
pub struct Judgement {
    /// The verdict.
    pub verdict: Verdict,
    /// Why.
    pub why: Why,
    /// Slot as reported.
    pub slot: String,
    /// Both values as compared.
    pub values: [Value; 2],
    /// Both values as shown.
    pub texts: [String; 2],
    /// Id of the rule that decided.
    pub rule: String,
    /// Which sentence explains it, and what stands for its blanks.
    pub explanation: &'static str,
    /// Blanks of that sentence.
    pub blanks: BTreeMap<&'static str, String>,
    /// The steps that led here.
    pub steps: Vec<Step>,
}

impl Judgement {
    /// The key of the sentence that explains it.
    pub fn template(&self) -> String {
        format!("{}.{}", self.verdict.name(), self.explanation)
    }

    /// The same on two versions of one page: a figure that changed is superseded, whatever it measures. `None` where none
    /// did.
    pub fn changed(self) -> Option<Self> {
        let apart = matches!(self.verdict, Verdict::Contradiction | Verdict::Update);
        if !apart && (self.verdict, self.why) != (Verdict::Compatible, Why::Rounding) {
            return None;
        }
        let (verdict, why) = (Verdict::Update, Why::LaterReport);
        let steps = vec![decided(&self.texts, verdict, why)];
        Some(Self { verdict, why, explanation: "changed_version", steps, ..self })
    }
}

/// Two claims with what is known of them, the earlier first.
pub struct Pairing<'a> {
    /// All lists.
    pub scene: &'a Scene<'a>,
    /// The two claims.
    pub claims: [&'a Claim; 2],
    /// Rules.
    pub rules: &'a RuleSet,
    /// Thresholds.
    pub weights: &'a Weights,
}

impl<'a> Pairing<'a> {
    /// Puts two claims side by side.
    pub fn new(scene: &'a Scene<'a>, a: ClaimId, b: ClaimId, rules: &'a RuleSet, weights: &'a Weights) -> Self {
        Self { scene, claims: [&scene.claims[a.index()], &scene.claims[b.index()]], rules, weights }
    }

    /// Both values in one unit.
    pub fn values(&self) -> [Value; 2] {
        self.rules.in_one(&self.claims[0].value, &self.claims[1].value)
    }

    /// What tells this pair of values from others: the values, or their wordings where the values are the same.
    pub fn told(&self, judgement: &Judgement) -> [String; 2] {
        let [a, b] = &judgement.texts;
        if a == b { [0, 1].map(|side| self.written(side)) } else { [a.clone(), b.clone()] }
    }

    /// Kind of the finding: a date held against a length is a duration.
    pub fn kind(&self) -> Kind {
        let [a, b] = self.claims;
        if a.kind == Kind::Duration || b.kind == Kind::Duration { Kind::Duration } else { a.kind }
    }

    /// When a claim's article was published.
    pub fn published(&self, side: usize) -> &'a Published {
        &self.scene.published[self.claims[side].article.index()]
    }

    /// Whether the second report is known to be later than the first: another day, or a later time of one day.
    pub fn later(&self) -> bool {
        match (self.published(0).at, self.published(1).at) {
            (Some(a), Some(b)) if a.day == b.day => a.minute.zip(b.minute).is_some_and(|(x, y)| x < y),
            (Some(a), Some(b)) => a.day < b.day,
            _ => false,
        }
    }

    /// Whether both reports are known to be of one minute.
    pub fn one_moment(&self) -> bool {
        let at = |side: usize| self.published(side).at.filter(|m| m.minute.is_some());
        at(0).is_some() && at(0) == at(1)
    }

    /// Whether a report says that its figure went up, or still moves.
    pub fn moved_up(&self, side: usize) -> bool {
        self.claims[side].moved == Some(1)
    }

    /// Whether one of the reports says that its figure still moves.
    pub fn running(&self) -> bool {
        self.claims.iter().any(|c| c.running)
    }

    /// Whether both figures are of an event long before the reports: its toll is known, and grows no more.
    pub fn long_past(&self) -> bool {
        let past = |side: usize| {
            let last = self.claims[side].when.and_then(|when| when.to);
            let on = self.published(side).at.map(|m| m.day);
            last.zip(on).is_some_and(|(day, on)| days_between(day, on) > i64::from(self.weights.role_days))
        };
        let other = |side: usize| past(side) || self.claims[side].aside;
        (past(0) && other(1)) || (past(1) && other(0))
    }

    /// How a count moves that no rule names: what an event adds to grows.
    pub fn open_change(&self) -> Change {
        let mounting =
            |t: &u32| self.scene.notion(*t).is_some_and(|n| self.rules.compare.mounting.iter().any(|m| m == n));
        // an estimate in money or a share is another estimate, no later count
        let counts = |c: &Claim| !self.rules.unit(c.value.unit()).is_some_and(|u| u.money || u.part);
        let both = self.claims.into_iter().all(counts) && self.claims.iter().any(|c| c.about.iter().any(mounting));
        if both { Change::Grows } else { Change::Fixed }
    }

    /// Whether the two values were told in different units of one measure.
    pub fn was_converted(&self) -> bool {
        let [x, y] = self.claims.map(|c| c.value.unit());
        !x.is_empty() && !y.is_empty() && x != y
    }

    /// Whether the unit itself is what differs: one number of two currencies, percent and percentage points.
    pub fn apart_by_unit(&self) -> bool {
        let [x, y] = self.claims.map(|c| c.value.unit());
        !x.is_empty() && !y.is_empty() && !self.rules.one_measure(x, y)
    }

    /// Days between the two reports.
    pub fn days_apart(&self) -> Option<i64> {
        Some(days_between(self.published(0).at?.day, self.published(1).at?.day).abs())
    }

    /// The words of a claim's value as printed.
    pub fn surface(&self, side: usize) -> &'a str {
        let claim = self.claims[side];
        claim.raw.of(&self.scene.articles[claim.article.index()].text)
    }

    /// Whether both values are written in the same words of one language; for figures in digits the digits decide.
    pub fn same_words(&self) -> bool {
        let language = |c: &Claim| self.scene.sentences[c.sentence.index()].language;
        if language(self.claims[0]) != language(self.claims[1]) {
            return false;
        }
        let [x, y] = [0, 1].map(|side| self.written(side));
        x == y
    }

    /// The words of a value as far as they tell one writing from another: of a figure in digits the digits.
    fn written(&self, side: usize) -> String {
        let text = folded(self.surface(side).trim());
        let all = tokens(&text);
        let digits: Vec<&str> = all.iter().filter(|t| t.kind == TokenKind::Number).map(|t| t.of(&text)).collect();
        let plain = self.claims[side].kind == Kind::Quantity && digits.len() == 1 && all.len() <= 2;
        if plain { digits.concat() } else { text }
    }

    /// The rarest notion that both claims are about, as its English key.
    pub fn notion(&self) -> Option<&'a str> {
        let [a, b] = self.claims;
        let shared = a.about.iter().filter(|t| b.about.binary_search(t).is_ok());
        shared.filter_map(|t| self.scene.terms[*t as usize].strip_prefix(NOTION)).next()
    }

    /// Which of the two only plan or suppose.
    pub fn open(&self) -> [bool; 2] {
        self.claims.map(|c| matches!(c.modality, Modality::Planned | Modality::Possible))
    }

    /// Whether one report only plans or supposes what the other tells as done.
    pub fn one_is_open(&self) -> bool {
        let [a, b] = self.open();
        a != b
    }
}

/// The step in which two values came to their verdict.
pub fn decided(texts: &[String; 2], verdict: Verdict, why: Why) -> Step {
    let [before, after] = [format!("{} against {}", texts[0], texts[1]), format!("{}: {}", verdict.name(), why.name())];
    Step::new("compare", before, after)
}

/// The verdict on two claims; `None` where there is nothing to say.
pub fn judge(pairing: &Pairing<'_>) -> Option<Judgement> {
    match (&pairing.claims[0].value, &pairing.claims[1].value) {
        (Value::Amount { .. }, Value::Amount { .. }) => amount::judge(pairing),
        (Value::Dates { .. }, Value::Dates { .. }) => dates::judge(pairing),
        (Value::Words(_), Value::Words(_)) => words::judge(pairing),
        _ => None,
    }
}
