//! Posts, quotations and what is affirmed or denied.

use std::collections::BTreeMap;

use crate::compare::judgement::{self, Judgement, Pairing, decided};
use crate::model::{Claim, Kind, Modality, PLEDGE, Value, Verdict, Why};

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
            let (verdict, why) = remarks(pairing)?;
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
        values: texts.each_ref().map(|text| Value::Words(text.as_str().into())),
        texts,
        rule: format!("compare.{}", pairing.kind().name()),
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
        let same = pairing.same_words();
        return if same { (Verdict::Agrees, Why::SameWords) } else { (Verdict::Reconciled, Why::WordingDiffers) };
    }
    if a.key.starts_with(ANY) || b.key.starts_with(ANY) || pairing.rules.compare.one_post(&a.key, &b.key) {
        return (Verdict::Compatible, Why::WordingDiffers);
    }
    let last = |key: &str| key.rsplit('_').next().map(str::to_owned);
    let exclude = pairing.rules.compare.exclude(&a.key, &b.key);
    // "coach" and "head_coach" are one post at any time, two offices are not
    let one_office = last(&a.key) == last(&b.key) && !exclude;
    if !one_office && pairing.days_apart().is_none_or(|days| days > i64::from(pairing.weights.role_days)) {
        return (Verdict::Update, Why::RoleChanged);
    }
    let full = a.person.len().min(b.person.len()) > 1;
    if full && exclude {
        (Verdict::Contradiction, Why::ValueDiffers)
    } else {
        (Verdict::Compatible, Why::WordingDiffers)
    }
}

/// Two remarks of one speaker on one matter; `None` where they share too little to be one remark in other words.
fn remarks(pairing: &Pairing<'_>) -> Option<(Verdict, Why)> {
    const SHARED: usize = 2;
    let [a, b] = pairing.claims;
    let shared = shared(pairing);
    let possible = |m: Modality| m == Modality::Possible;
    if opposite(pairing, &shared) {
        Some((Verdict::Contradiction, Why::PolarityDiffers))
    } else if figures_apart(pairing) {
        Some((Verdict::Contradiction, Why::ValueDiffers))
    } else if pairing.same_words() {
        Some((Verdict::Agrees, Why::SameWords))
    } else if shared.len() < SHARED {
        None
    } else if possible(a.modality) != possible(b.modality) {
        Some((Verdict::Compatible, Why::WordingDiffers))
    } else {
        Some((Verdict::Reconciled, Why::WordingDiffers))
    }
}

/// The terms that two claims share, as each has them: the same, or one spelled or sounding like the other.
fn shared(pairing: &Pairing<'_>) -> Vec<(u32, u32)> {
    let [a, b] = pairing.claims;
    let kin = &pairing.scene.vocabulary.kin;
    let met = |x: u32| -> Option<u32> {
        let like = || kin.get(x as usize)?.iter().map(|(t, _)| *t).find(|t| b.about.binary_search(t).is_ok());
        if b.about.binary_search(&x).is_ok() { Some(x) } else { like() }
    };
    a.about.iter().filter_map(|x| Some((*x, met(*x)?))).collect()
}

/// Whether one remark denies what the other affirms: of what both speak of, one denies something and the other nothing.
/// Where the other denies something else, the two seldom speak of one matter.
fn opposite(pairing: &Pairing<'_>, shared: &[(u32, u32)]) -> bool {
    let [a, b] = pairing.claims;
    /// One shared word of many names the topic, not what is denied.
    const SHARED: usize = 2;
    let spoken_of = |count: usize, denied: &[u32]| count >= SHARED.min(denied.len()) && count > 0;
    let of_a = shared.iter().filter(|(x, _)| a.denied.binary_search(x).is_ok()).count();
    let of_b = shared.iter().filter(|(_, y)| b.denied.binary_search(y).is_ok()).count();
    spoken_of(of_a, &a.denied) && b.denied.is_empty() || spoken_of(of_b, &b.denied) && a.denied.is_empty()
}

/// Whether a figure, a day or a length of time that both remarks give differs: they give one each of a measure, and the
/// two exclude each other.
fn figures_apart(pairing: &Pairing<'_>) -> bool {
    let [left, right] = [0, 1].map(|side| inside(pairing, side));
    let lone = |list: &[&Claim], claim: &Claim| list.iter().filter(|c| one_measure(pairing, c, claim)).count() == 1;
    left.iter().flat_map(|x| right.iter().map(move |y| (*x, *y))).any(|(x, y)| {
        let named = x.key.is_empty() || y.key.is_empty() || x.slot == y.slot;
        if !one_measure(pairing, x, y) || !lone(&left, x) || !lone(&right, y) || !named {
            return false;
        }
        let pair = Pairing { claims: [x, y], ..*pairing };
        let verdict = judgement::judge(&pair).map(|j| j.verdict);
        matches!(verdict, Some(Verdict::Contradiction | Verdict::Update))
    })
}

/// The claims of figures and days whose words stand in a remark.
fn inside<'a>(pairing: &Pairing<'a>, side: usize) -> Vec<&'a Claim> {
    let remark = pairing.claims[side];
    let all = &pairing.scene.claims;
    let from = all.partition_point(|c| c.sentence < remark.sentence);
    let own = all[from..].iter().take_while(|c| c.sentence == remark.sentence);
    own.filter(|c| c.kind.is_figure() && c.raw.overlaps(remark.raw)).collect()
}

/// Whether two claims measure in units that can be held against each other.
fn one_measure(pairing: &Pairing<'_>, a: &Claim, b: &Claim) -> bool {
    let base = |u| pairing.rules.base(u);
    match (&a.value, &b.value) {
        (Value::Amount { unit: x, .. }, Value::Amount { unit: y, .. }) => a.kind == b.kind && base(x) == base(y),
        (Value::Dates { time: s, .. }, Value::Dates { time: t, .. }) => s.is_some() == t.is_some() && a.kind == b.kind,
        _ => false,
    }
}

/// Two statements of which one denies, doubts or plans, two states that exclude each other, or two stands of one kind.
fn statements(pairing: &Pairing<'_>) -> Option<(Verdict, Why)> {
    let [a, b] = pairing.claims;
    let open = |c: &Claim| matches!(c.key.as_str(), "possible" | "planned");
    let contrary = pairing.scene.vocabulary.contrary.part(a.stated(), b.stated());
    let pledged = pairing.claims.iter().any(|c| c.slot == PLEDGE);
    if a.is_silent() || b.is_silent() {
        let learnt = a.key == "unclear" && b.key == "affirmed" && pairing.later();
        return Some(if learnt {
            (Verdict::Update, Why::LaterReport)
        } else {
            (Verdict::Compatible, Why::PolarityDiffers)
        });
    }
    let excluded = if a.denies() == b.denies() { contrary && !a.denies() } else { !contrary };
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
