//! Rules: from TOML as written to a checked set that the stages read.
//!
//! All knowledge of a language or of the news comes in here as data. What to do with it belongs to
//! the stages.

mod alike;
mod check;
mod checked;
mod class;
mod compare;
mod embedded;
mod formats;
mod forms;
mod headwords;
mod lexicon;
pub mod lint;
mod load;
mod pairing;
mod pattern;
mod place;
mod text;
mod tolerance;

pub use alike::{Alike, alike};
pub use check::{BOUNDS, REACHES, ROLES, bound};
pub use checked::{Language, LineRule, Reach, RuleInfo, RuleKind, RuleSet};
pub use class::{Class, Classes, Means};
pub use compare::PairExample;
pub use compare::{Change, Compare, SlotRule, Unit, Weights};
pub use formats::{Dialect, FIELDS, Formats, Legacy, Textless};
pub use forms::{Forms, Node};
pub use headwords::headwords;
pub use lexicon::{Found, Lexicon, Sense};
pub use load::{languages, load, shipped};
pub use pairing::{Chance, Pairing, logistic, logit};
pub use pattern::{Element, Pattern, What};
pub use place::{File, suggestion};
pub use text::{Example, Status};
pub use tolerance::Interval;
