//! Posts, quotations and what is affirmed or denied.

use std::collections::BTreeMap;

use crate::compare::judgement::{Judgement, Pairing, decided};
use crate::model::{Claim, Kind, Modality, Value, Verdict, Why};

/// The stand that announces what others tell as a plan.
const PLEDGE: &str = "pledge";
/// What a post's key begins with where it excludes no other post.
const ANY: &str = "any_";

/// The verdict on two claims of words.
pub fn judge(pairing: &Pairing<'_>) -> Option<Judgement> {
    let (verdict, why, slot) = match pairing.kind() {
        Kind::Role => {
            let (verdict, why) = posts(pairing);
            (verdict, why, "post".to_owned())
        }
        Kind::Quotation => {
            let (verdict, why) = remarks(pairing);
            (verdict, why, format!("{}_remark", pairing.notion().unwrap_or("direct")))
        }
        _ => {
            let (verdict, why) = statements(pairing)?;
            (verdict, why, pairing.notion().unwrap_or("statement").to_owned())
        }
    };
    let text = |side: usize| match &pairing.claims[side].value {
        Value::Words(words) => polarity(words).to_owned(),
        _ => String::new(),
    };
    let texts = [text(0), text(1)];
    let steps = vec![decided(&texts, verdict, why)];
    Some(Judgement {
        verdict,
        why,
        slot,
        values: texts.clone().map(Value::Words),
        texts,
        rule: format!("compare.{}", pairing.kind().name()),
        confidence: pairing.sure,
        explanation: why.name(),
        blanks: BTreeMap::new(),
        steps,
    })
}

/// What the report calls a polarity: plans and possibilities are affirmed, with their modality beside them.
fn polarity(key: &str) -> &str {
    match key {
        "planned" | "possible" => "affirmed",
        "unclear" | "not_yet" => "denied",
        other => other,
    }
}

/// Two posts of one person.
fn posts(pairing: &Pairing<'_>) -> (Verdict, Why) {
    let [a, b] = pairing.claims;
    if a.key == b.key {
        return (Verdict::Agrees, Why::SameWords);
    }
    if a.key.starts_with(ANY) || b.key.starts_with(ANY) {
        return (Verdict::Compatible, Why::WordingDiffers);
    }
    if pairing.days_apart().is_none_or(|days| days > i64::from(pairing.weights.role_days)) {
        return (Verdict::Update, Why::RoleChanged);
    }
    let full = a.person.len().min(b.person.len()) > 1;
    if full && pairing.rules.compare.exclude(&a.key, &b.key) {
        (Verdict::Contradiction, Why::ValueDiffers)
    } else {
        (Verdict::Compatible, Why::WordingDiffers)
    }
}

/// Two remarks of one speaker on one matter.
fn remarks(pairing: &Pairing<'_>) -> (Verdict, Why) {
    let [a, b] = pairing.claims;
    let denied = |m: Modality| m == Modality::Denied;
    if denied(a.modality) != denied(b.modality) {
        (Verdict::Contradiction, Why::PolarityDiffers)
    } else if pairing.same_words() {
        (Verdict::Agrees, Why::SameWords)
    } else {
        (Verdict::Reconciled, Why::WordingDiffers)
    }
}

/// Two statements of which one denies, doubts or plans, two states that exclude each other, or two stands of one kind.
fn statements(pairing: &Pairing<'_>) -> Option<(Verdict, Why)> {
    let [a, b] = pairing.claims;
    let denies = |c: &Claim| matches!(c.key.as_str(), "denied" | "not_yet");
    let open = |c: &Claim| matches!(c.key.as_str(), "possible" | "planned");
    let silent = |c: &Claim| matches!(c.key.as_str(), "unclear" | "no_comment");
    let told = |c: &'_ Claim| if denies(c) { c.head.clone() } else { c.about.clone() };
    let contrary = pairing.rules.compare.contrary(pairing.scene, &told(a), &told(b));
    let pledged = pairing.claims.iter().any(|c| c.slot == PLEDGE);
    if silent(a) || silent(b) {
        let learnt = a.key == "unclear" && b.key == "affirmed" && pairing.later();
        return Some(if learnt {
            (Verdict::Update, Why::LaterReport)
        } else {
            (Verdict::Compatible, Why::PolarityDiffers)
        });
    }
    let excluded = if denies(a) == denies(b) { contrary && !denies(a) } else { !contrary };
    Some(match excluded {
        true if overtaken(pairing) => (Verdict::Update, Why::LaterReport),
        true if a.key == "possible" || b.key == "possible" => (Verdict::Compatible, Why::WordingDiffers),
        true => (Verdict::Contradiction, Why::PolarityDiffers),
        false if open(a) != open(b) && !pledged => (Verdict::Compatible, Why::WordingDiffers),
        false if !contrary && pairing.same_words() => (Verdict::Agrees, Why::SameWords),
        false => (Verdict::Reconciled, Why::WordingDiffers),
    })
}

/// Whether the later report tells as done what the earlier one, then rightly, called not so: not yet, not on a day before
/// it happened, or feared otherwise.
fn overtaken(pairing: &Pairing<'_>) -> bool {
    let [a, b] = pairing.claims;
    if b.key != "affirmed" || !pairing.later() {
        return false;
    }
    let said = pairing.published(0).at.map(|m| m.day);
    let done = b.when.and_then(|when| when.from);
    let after = said.zip(done).map(|(said, done)| done > said);
    let happens =
        |t: &u32| pairing.scene.notion(*t).is_some_and(|n| pairing.rules.compare.happens.iter().any(|h| h == n));
    match a.key.as_str() {
        "not_yet" | "possible" | "planned" => after != Some(false),
        "denied" => after == Some(true) || (after.is_none() && a.head.iter().take(1).any(happens)),
        _ => false,
    }
}
