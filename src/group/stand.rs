//! Whether one statement bears on another: it denies what the other affirms, or tells a state that excludes the other's.

use crate::model::{Claim, PLEDGE, Scene};

/// Whether two statements are worth a word: they exclude each other (`false`), or they say the same, doubt or say nothing
/// (`true`).
pub fn stands(scene: &Scene<'_>, a: &Claim, b: &Claim) -> Option<bool> {
    if a.is_silent() || b.is_silent() {
        return (a.is_silent() != b.is_silent()).then_some(true);
    }
    let contrary = scene.vocabulary.contrary.part(a.stated(), b.stated());
    match (a.denies(), b.denies()) {
        // "not open" and "not shut" say neither the same nor the opposite
        (true, true) => (!contrary).then_some(true),
        (false, false) if contrary => Some(false),
        (false, false) => same_stand(a, b).then_some(true),
        _ => Some(contrary),
    }
}

/// One stand taken in both, or a promise of what the other tells as a plan.
pub fn same_stand(a: &Claim, b: &Claim) -> bool {
    let pledged = |x: &Claim, y: &Claim| x.slot == PLEDGE && y.key == "planned";
    (a.slot == b.slot && a.slot != "statement") || pledged(a, b) || pledged(b, a)
}
