//! The sentence that explains a verdict: a template of the rules with its blanks filled.

use crate::compare::judgement::Judgement;
use crate::model::{ClaimId, Scene};
use crate::ruleset::RuleSet;

/// Fills the template of the judgement. Blanks: `{a}`, `{b}` values; `{outlet_a}`, `{outlet_b}`; `{on_a}`, `{on_b}`
/// publication dates; whatever else the judgement brings. A missing template leaves the values alone.
pub fn sentence(scene: &Scene<'_>, pair: [ClaimId; 2], judgement: &Judgement, rules: &RuleSet) -> String {
    let templates = &rules.compare.explanations;
    let template = templates.get(&judgement.template()).or_else(|| templates.get(judgement.explanation));
    let mut text = template.cloned().unwrap_or_else(|| "{a} / {b}".to_owned());
    let mut blanks = judgement.blanks.clone();
    blanks.insert("a", judgement.texts[0].clone());
    blanks.insert("b", judgement.texts[1].clone());
    for (side, (outlet, on)) in [("outlet_a", "on_a"), ("outlet_b", "on_b")].into_iter().enumerate() {
        let article = scene.claims[pair[side].index()].article.index();
        blanks.insert(outlet, scene.texts[article].outlet.clone());
        blanks.insert(on, scene.published[article].at.map_or_else(|| "?".to_owned(), |m| m.day.to_string()));
    }
    for (name, value) in blanks {
        text = text.replace(&format!("{{{name}}}"), &value);
    }
    text
}
