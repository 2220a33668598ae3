//! Claims that compete: what one article says of a thing is held against one statement of the other.
//!
//! Runs, seats or prices come many to an article. The surest pair is taken first; a value that has its partner is
//! no longer free to contradict another.

use std::collections::BTreeMap;

use crate::model::{ArticleId, Claim, ClaimId, Link};

/// A link that may be kept, with what tells its ends from other values.
pub struct Offer {
    /// The link.
    pub link: Link,
    /// Both values can hold at once.
    pub meet: bool,
    /// What tells the two values from others of their articles.
    pub values: [u32; 2],
}

/// What one article says, and of which other article it has found the counterpart.
type End = (ClaimId, ArticleId);

/// Keeps of the offers those that are not lost to a surer one. Two values that exclude each other are kept only where
/// neither has a surer partner in the other's article; one that meets may have several, as long as none of them is
/// surer and excludes it.
pub fn settled(claims: &[Claim], mut offers: Vec<Offer>) -> Vec<Link> {
    offers.sort_by(|x, y| {
        y.link.sure.total_cmp(&x.link.sure).then((x.link.left, x.link.right).cmp(&(y.link.left, y.link.right)))
    });
    let mut held: BTreeMap<End, Vec<(u32, bool)>> = BTreeMap::new();
    let mut kept = Vec::new();
    for offer in offers {
        let Link { left, right, .. } = offer.link;
        let (a, b) = (&claims[left.index()], &claims[right.index()]);
        let free = |end: End, partner: u32| {
            held.get(&end).is_none_or(|all| all.iter().all(|(value, meet)| *value == partner || (offer.meet && *meet)))
        };
        let rivals = a.kind.is_figure();
        let ends = [(left, b.article), (right, a.article)];
        if !rivals || (free(ends[0], offer.values[1]) && free(ends[1], offer.values[0])) {
            if rivals {
                held.entry(ends[0]).or_default().push((offer.values[1], offer.meet));
                held.entry(ends[1]).or_default().push((offer.values[0], offer.meet));
            }
            kept.push(offer.link);
        }
    }
    kept
}
