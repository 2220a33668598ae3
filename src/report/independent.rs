//! How many independent texts stand behind a value.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ArticleId, Outcome, Side};

/// What each text prints: its outlets.
type Printed<'a> = BTreeMap<ArticleId, BTreeSet<&'a str>>;

/// The most texts that can be told, each by another outlet: outlets that print one text count once, and so does an
/// outlet with several texts of its own.
pub fn count(outcome: &Outcome, side: &Side) -> usize {
    let mut printed: Printed<'_> = BTreeMap::new();
    for claim in side.statements.iter().filter_map(|s| outcome.claims.get(s.claim.index())) {
        let Some(outlet) = outcome.texts.get(claim.article.index()).map(|t| t.outlet.as_str()) else { continue };
        let text = outcome.editions.get(claim.article.index()).map_or(claim.article, |e| e.text);
        printed.entry(text).or_default().insert(outlet);
    }
    let mut teller: BTreeMap<&str, ArticleId> = BTreeMap::new();
    printed.keys().filter(|text| told(**text, &printed, &mut teller, &mut BTreeSet::new())).count()
}

/// Finds an outlet that tells `text`, where need be by letting another text be told by another outlet. Source: the
/// augmenting paths of Kuhn's algorithm for matchings in bipartite graphs.
fn told<'a>(
    text: ArticleId,
    printed: &Printed<'a>,
    teller: &mut BTreeMap<&'a str, ArticleId>,
    tried: &mut BTreeSet<&'a str>,
) -> bool {
    let outlets = printed.get(&text).into_iter().flatten();
    for outlet in outlets {
        if tried.insert(outlet) && teller.get(outlet).copied().is_none_or(|other| told(other, printed, teller, tried)) {
            teller.insert(outlet, text);
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(pairs: &[(u32, &'static str)]) -> usize {
        let mut printed: Printed<'_> = BTreeMap::new();
        for (text, outlet) in pairs {
            printed.entry(ArticleId(*text)).or_default().insert(outlet);
        }
        let mut teller = BTreeMap::new();
        printed.keys().filter(|text| told(**text, &printed, &mut teller, &mut BTreeSet::new())).count()
    }

    #[test]
    fn neither_a_text_nor_an_outlet_counts_twice() {
        assert_eq!(counted(&[]), 0);
        assert_eq!(counted(&[(0, "a"), (0, "b"), (0, "c")]), 1, "one text");
        assert_eq!(counted(&[(0, "a"), (1, "a")]), 1, "one outlet");
        assert_eq!(counted(&[(0, "a"), (1, "b")]), 2);
        assert_eq!(counted(&[(0, "a"), (1, "a"), (0, "b")]), 2, "its own report, and the agency's by the other");
        assert_eq!(counted(&[(0, "a"), (0, "b"), (1, "a"), (2, "a")]), 2);
    }
}
