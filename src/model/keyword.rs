//! Words of rules in claims: a slot, a key, a unit. A batch holds millions of them and a few hundred different ones.

use std::fmt;
use std::ops::Deref;
use std::sync::{LazyLock, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A word of the rules, as large as a pointer. Each word is kept once and for good, so that what comes out of articles is
/// none, there being no end of that; only the days of a period are, of which a batch has few.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Keyword(&'static &'static str);

type Kept = RwLock<FxHashMap<&'static str, &'static &'static str>>;

/// All words that there are.
static KEPT: LazyLock<Kept> = LazyLock::new(Kept::default);

impl Keyword {
    /// The same as text.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        self.0
    }
}

impl From<&str> for Keyword {
    fn from(text: &str) -> Self {
        if let Some(word) = KEPT.read().unwrap_or_else(PoisonError::into_inner).get(text) {
            return Self(word);
        }
        let mut all = KEPT.write().unwrap_or_else(PoisonError::into_inner);
        // another thread may have been quicker
        if let Some(word) = all.get(text) {
            return Self(word);
        }
        let text: &'static str = Box::leak(text.into());
        let word: &'static &'static str = Box::leak(Box::new(text));
        all.insert(text, word);
        Self(word)
    }
}

impl From<String> for Keyword {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

impl Default for Keyword {
    fn default() -> Self {
        Self(&"")
    }
}

impl Deref for Keyword {
    type Target = str;

    fn deref(&self) -> &str {
        self.0
    }
}

impl PartialEq<str> for Keyword {
    fn eq(&self, other: &str) -> bool {
        *self.0 == other
    }
}

impl PartialEq<&str> for Keyword {
    fn eq(&self, other: &&str) -> bool {
        self.0 == other
    }
}

impl fmt::Display for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.0)
    }
}

impl fmt::Debug for Keyword {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.0, f)
    }
}

impl Serialize for Keyword {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(self.0)
    }
}

impl<'d> Deserialize<'d> for Keyword {
    fn deserialize<D: Deserializer<'d>>(from: D) -> Result<Self, D::Error> {
        Ok(Self::from(<&str>::deserialize(from)?))
    }
}
