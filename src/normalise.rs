//! From mentions to claims: what is measured, how much of it, when, by whom, on what authority.
//!
//! Publication dates are settled here too, because they need the dates that extraction found.

mod calendar;
mod claims;
mod clock;
mod context;
mod counts;
mod limits;
mod person;
mod polarity;
mod publication;
mod quotation;
mod resolve;
mod role;
mod said;
mod slot;
mod stamp;
mod stated;
mod subject;
mod terms;
mod timed;
mod voice;

pub use claims::{Batch, claims};
pub use context::ahead;
pub use publication::{Dating, dated, published};
pub use resolve::{Resolved, resolve};
pub use slot::named as named_slots;
pub use stamp::stamps;
pub use terms::{Numbers, Terms, terms};
