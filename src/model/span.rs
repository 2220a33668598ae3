//! Spans and ids: small numbers that cannot be mistaken for one another.

use serde::{Deserialize, Serialize};

macro_rules! span {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name {
            start: u32,
            end: u32,
        }

        impl $name {
            /// A span of the bytes `start..end`; `None` where `start > end` or a bound passes 4 GiB.
            #[must_use]
            pub fn new(start: usize, end: usize) -> Option<Self> {
                let (start, end) = (u32::try_from(start).ok()?, u32::try_from(end).ok()?);
                (start <= end).then_some(Self { start, end })
            }

            /// First byte.
            #[must_use]
            pub fn start(self) -> usize {
                self.start as usize
            }

            /// One past the last byte.
            #[must_use]
            pub fn end(self) -> usize {
                self.end as usize
            }

            /// Length in bytes.
            #[must_use]
            pub fn len(self) -> usize {
                (self.end - self.start) as usize
            }

            /// Whether it holds no byte.
            #[must_use]
            pub fn is_empty(self) -> bool {
                self.start == self.end
            }

            /// The piece of `text` it names; empty where it does not lie on character bounds.
            #[must_use]
            pub fn of(self, text: &str) -> &str {
                text.get(self.start()..self.end()).unwrap_or_default()
            }

            /// Whether the two share a byte.
            #[must_use]
            pub fn overlaps(self, other: Self) -> bool {
                self.start < other.end && other.start < self.end
            }

            /// The smallest span that holds both.
            #[must_use]
            pub fn join(self, other: Self) -> Self {
                Self { start: self.start.min(other.start), end: self.end.max(other.end) }
            }
        }
    };
}

span! {
    /// Bytes of an article's text as received.
    RawSpan
}
span! {
    /// Bytes of a sentence's folded text (see `lexis::fold`). Only `lexis` converts between the two.
    CleanSpan
}

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub u32);

        impl $name {
            /// The id of what stands at `index`; a list longer than 4 billion has no ids for the rest.
            #[must_use]
            pub fn at(index: usize) -> Self {
                Self(u32::try_from(index).unwrap_or(u32::MAX))
            }

            /// As an index into the list that it numbers.
            #[must_use]
            pub fn index(self) -> usize {
                self.0 as usize
            }
        }
    };
}

id! {
    /// Position in the batch's list of articles.
    ArticleId
}
id! {
    /// Position in the batch's list of sentences.
    SentenceId
}
id! {
    /// Position in the batch's list of claims.
    ClaimId
}
id! {
    /// Position in the batch's list of groups.
    GroupId
}
id! {
    /// Position in the rule set's list of rules; its name is `RuleSet::name`.
    RuleId
}
