//! From links to groups without chaining: a member must fit the group, not just a neighbour.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{ClaimId, Group, GroupId, Link};

/// Two groups become one where at least one in so many of the pairs between them is linked.
const PARTED: usize = 4;

/// Joins claims over `links`, strongest first. Two groups become one only where at least one in `PARTED` of the
/// pairs between them is linked; a link whose ends stay in two groups is dropped.
pub fn groups(claims: usize, links: &[Link]) -> Vec<Group> {
    let linked: BTreeSet<(ClaimId, ClaimId)> = links.iter().map(|l| (l.left, l.right)).collect();
    let mut home: Vec<usize> = (0..claims).collect();
    let mut members: BTreeMap<usize, Vec<ClaimId>> = BTreeMap::new();
    let of = |members: &BTreeMap<usize, Vec<ClaimId>>, h: usize, c: ClaimId| {
        members.get(&h).cloned().unwrap_or_else(|| vec![c])
    };
    for Link { left: a, right: b, .. } in links {
        let (x, y) = (home[a.index()], home[b.index()]);
        if x == y {
            continue;
        }
        let (left, right) = (of(&members, x, *a), of(&members, y, *b));
        let fitting =
            left.iter().flat_map(|l| right.iter().map(move |r| (*l.min(r), *l.max(r)))).filter(|p| linked.contains(p));
        if fitting.count() * PARTED < left.len() * right.len() {
            continue;
        }
        right.iter().for_each(|c| home[c.index()] = x);
        members.remove(&y);
        members.insert(x, left.into_iter().chain(right).collect());
    }
    let mut groups: Vec<Group> = members
        .into_values()
        .map(|mut claims| {
            claims.sort_unstable();
            Group { id: GroupId::default(), claims, links: Vec::new() }
        })
        .collect();
    groups.sort_by(|a, b| a.claims.cmp(&b.claims));
    let mut at: BTreeMap<ClaimId, usize> = BTreeMap::new();
    for (i, group) in groups.iter_mut().enumerate() {
        group.id = GroupId::at(i);
        group.claims.iter().for_each(|c| {
            at.insert(*c, i);
        });
    }
    for link in links {
        if let (Some(i), Some(j)) = (at.get(&link.left), at.get(&link.right))
            && i == j
        {
            groups[*i].links.push(*link);
        }
    }
    groups.iter_mut().for_each(|g| g.links.sort_by_key(|l| (l.left, l.right)));
    groups
}
