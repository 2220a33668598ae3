//! Posts, quotations and what is affirmed or denied.

use std::collections::BTreeMap;

use crate::compare::judgement::{Judgement, Pairing, decided};
use crate::model::{Kind, Modality, Value, Verdict, Why};

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
        "unclear" => "denied",
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

/// Two statements of which one denies, doubts or plans, or two stands of one kind.
fn statements(pairing: &Pairing<'_>) -> Option<(Verdict, Why)> {
    let keys = (pairing.claims[0].key.as_str(), pairing.claims[1].key.as_str());
    let pledged = pairing.claims.iter().any(|c| c.slot == PLEDGE);
    Some(match keys {
        ("affirmed", "affirmed") if pairing.same_words() => (Verdict::Agrees, Why::SameWords),
        ("affirmed", "affirmed") => (Verdict::Reconciled, Why::WordingDiffers),
        ("affirmed", "planned") | ("planned", "affirmed") if pledged => (Verdict::Reconciled, Why::WordingDiffers),
        ("denied", "affirmed") | ("affirmed", "denied") => (Verdict::Contradiction, Why::PolarityDiffers),
        ("no_comment", _) | (_, "no_comment") => (Verdict::Compatible, Why::PolarityDiffers),
        ("planned" | "unclear", "affirmed") if pairing.later() => (Verdict::Update, Why::LaterReport),
        ("possible" | "planned", _) | (_, "possible" | "planned") => (Verdict::Compatible, Why::WordingDiffers),
        _ => return None,
    })
}
