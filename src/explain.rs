//! Why a row is there, or why two sentences make none: what was read, weighed and decided, as plain data.

mod kept;
mod told;
mod words;

pub use kept::{Kept, KeptSide, KeptStatement, KeptStep, KeptValue, find};
pub use told::{Came, Held, Read, Told, both};
pub use words::{meaning, reason};
