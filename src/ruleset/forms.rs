//! All forms of a language as one tree: beginnings that forms share are walked once.

use rustc_hash::FxHashMap;

use crate::ruleset::class::{Class, Classes};
use crate::ruleset::pattern::{Element, Pattern, What};

/// A tree of forms. The root is the first node.
#[derive(Clone, Debug, Default)]
pub struct Forms {
    nodes: Vec<Node>,
}

/// A place in the tree: what may come next, and which patterns are whole here.
#[derive(Clone, Debug, Default)]
pub struct Node {
    /// The words and signs that may stand here, folded, with the nodes behind them.
    pub literals: FxHashMap<Box<str>, u32>,
    /// The classes of `words`.
    pub classes: Classes,
    /// The classes of which a word may stand here, with the nodes behind them.
    pub words: Vec<(Class, u32)>,
    /// The kinds of number that may stand here, with the nodes behind them.
    pub numbers: Vec<(What, u32)>,
    /// The node behind the end of what is counted.
    pub end: Option<u32>,
    /// The patterns that are whole here: their places in the list, in order.
    pub whole: Vec<u32>,
}

impl Forms {
    /// The tree of those patterns of the list that `chosen` picks.
    #[must_use]
    pub fn of(patterns: &[Pattern], chosen: impl Fn(&Pattern) -> bool) -> Self {
        let mut forms = Self { nodes: vec![Node::default()] };
        for (place, pattern) in (0..).zip(patterns).filter(|(_, pattern)| chosen(pattern)) {
            forms.insert(0, &pattern.elements, place);
        }
        forms
    }

    /// The node of that number.
    #[must_use]
    pub fn node(&self, index: u32) -> Option<&Node> {
        self.nodes.get(index as usize)
    }

    /// Takes in the rest of a form from node `at` on, with and without its optional elements.
    fn insert(&mut self, at: u32, rest: &[Element], place: u32) {
        let Some((element, rest)) = rest.split_first() else {
            let whole = &mut self.nodes[at as usize].whole;
            if whole.last() != Some(&place) {
                whole.push(place);
            }
            return;
        };
        let next = self.behind(at, &element.what);
        self.insert(next, rest, place);
        if element.optional {
            self.insert(at, rest, place);
        }
    }

    /// The node behind `what`, made where it is not there.
    fn behind(&mut self, at: u32, what: &What) -> u32 {
        let node = &self.nodes[at as usize];
        let found = match what {
            What::Literal(word) => node.literals.get(word.as_str()).copied(),
            What::Word(class) => node.words.iter().find(|(c, _)| c == class).map(|(_, n)| *n),
            What::End => node.end,
            number => node.numbers.iter().find(|(w, _)| w == number).map(|(_, n)| *n),
        };
        if let Some(found) = found {
            return found;
        }
        let new = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node::default());
        let node = &mut self.nodes[at as usize];
        match what {
            What::Literal(word) => {
                node.literals.insert(word.as_str().into(), new);
            }
            What::Word(class) => {
                node.words.push((*class, new));
                node.classes = node.classes.with(class.alone());
            }
            What::End => node.end = Some(new),
            number => node.numbers.push((number.clone(), new)),
        }
        new
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::RuleId;
    use crate::ruleset::class::Means;
    use crate::ruleset::pattern::form;

    #[test]
    fn forms_share_their_beginnings() {
        let pattern = |text: &str| Pattern {
            rule: RuleId::default(),
            means: Means::Date,
            ahead: false,
            elements: form(text).unwrap_or_default(),
        };
        let forms = Forms::of(&[pattern("{day} {month} {year}?"), pattern("{day} x")], |_| true);
        let root = forms.node(0).map(|n| (n.numbers.len(), n.words.len(), n.literals.len()));
        assert_eq!(root, Some((1, 0, 0)));
        assert_eq!(forms.nodes.len(), 5);
        assert_eq!(forms.nodes.iter().filter(|n| n.whole == [0]).count(), 2);
    }
}
