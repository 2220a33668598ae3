//! Plain data that the stages hand to each other. Nothing here reads, prints or decides.

pub mod article;
pub mod claim;
pub mod date;
pub mod edition;
pub mod few;
pub mod finding;
mod kept;
pub mod keyword;
pub mod mention;
pub mod outcome;
pub mod pairing;
pub mod quantity;
pub mod scene;
pub mod span;
mod wording;

pub use article::{Article, How, Line, Published, Role, Sentence, SentenceKind, Skipped, Text};
pub use claim::{Bag, Claim, Group, Kind, Link, Modality, NAMED, OneEvent, PLEDGE, Pair, Scope, Value, Weighed};
pub use date::{Clock, DateParts, DateRange, Moment, Reach, Relative, TimeUnit, days_between, minutes_between};
pub use edition::Edition;
pub use few::Few;
pub use finding::{Finding, Side, Statement, Step, Verdict, Why};
pub use keyword::Keyword;
pub use mention::{Mention, MentionKind, Tagged};
pub use outcome::Outcome;
pub use pairing::{Family, Feature, Features};
pub use quantity::{Bound, Quantity, digits, overlap};
pub use scene::{NAME, NOTION, Opposites, POST, Scene, Vocabulary, marked};
pub use span::{ArticleId, ClaimId, CleanSpan, GroupId, RawSpan, RuleId, SentenceId};
