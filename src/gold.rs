//! Labelled event clusters: what is true of a handful of articles, held against what a run finds, and the models that
//! are fitted to it.
//!
//! A cluster is a folder with `articles/` and `gold.jsonl`; docs/labels.md tells the format.

mod cause;
mod fit;
mod labels;
mod matching;
mod measure;
mod review;
mod sides;
mod thresholds;
mod train;

pub use fit::{Fitted, fit};
pub use labels::{ARTICLES, Cluster, LABELS, Label, Tier, clusters};
pub use measure::{Counts, Error, Measured, Miss, SCORED, measure, measured};
pub use review::{Reviewed, reviewed};
