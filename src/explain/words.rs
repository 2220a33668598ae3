//! Plain sentences for what the gate and the models say.

use crate::group::Apart;
use crate::model::Feature;

/// Why two claims are no pair.
#[must_use]
pub fn reason(apart: Apart) -> &'static str {
    match apart {
        Apart::Kind => "the values are of different kinds",
        Apart::Event => "the articles report different events",
        Apart::Measure => "the units measure different things, or one is a day and the other a length",
        Apart::Slot => "the rules name a different slot for each, and the values differ",
        Apart::Scope => {
            "one covers what the other does not: a level and a change, before and after, two stretches of time"
        }
        Apart::Precision => "one is a time of day, the other is not",
        Apart::Person => "they are of different persons, or of persons that cannot be told",
        Apart::Plain => "neither denies, doubts or plans: two plain statements exclude nothing",
    }
}

/// What a feature looks at.
#[must_use]
pub fn meaning(feature: Feature) -> &'static str {
    match feature {
        Feature::Bias => "where the model starts from",
        Feature::Sentence => "how alike the sentences are",
        Feature::Clause => "how much of the one clause the other has too",
        Feature::ClauseLike => "how alike the clauses are",
        Feature::Shared => "how much of the one sentence the other has too",
        Feature::Notions => "notions that both clauses name",
        Feature::Place => "a place that both sentences name",
        Feature::Elsewhere => "each clause names a place that the other lacks",
        Feature::Person => "both speak of one person",
        Feature::SlotOfPersons => "rules name one slot for both, of persons",
        Feature::Slot => "rules name one slot for both",
        Feature::SlotOfOne => "a rule names a slot for one of them only",
        Feature::Counted => "both count the same noun",
        Feature::CountedApart => "they count different nouns",
        Feature::Unit => "the unit tells what is measured",
        Feature::Alone => "how few other values could be meant",
        Feature::Company => "other values that both sentences give",
        Feature::Scope => "one covers a part of what the other covers",
        Feature::Slip => "the same digits, as after a slip of the place",
        Feature::Day => "the sentences speak of different days",
        Feature::Background => "one is background of its article",
        Feature::OtherEvent => "the articles report different events",
        Feature::Opposed => "the clauses name opposite notions",
        Feature::Near => "how near the values are",
        Feature::Telling => "how many digits are equal",
        Feature::Position => "how alike their places in the articles are",
        Feature::Languages => "the articles are in different languages",
        Feature::Modality => "one is done, the other planned or possible",
        Feature::Head => "the notion nearest to the value is the same",
        Feature::Little => "a small count of what no rule names",
        Feature::SlotApart => "rules name different slots",
        Feature::PlaceApart => "how much the places of the clauses differ",
        Feature::Timed => "both are times of day",
        Feature::SoleSlot => "one slot, as far as neither has a rival",
        Feature::SoleUnit => "a telling unit, as far as neither has a rival",
        Feature::SoleCounted => "one counted noun, as far as neither has a rival",
        Feature::SlotLike => "one slot, as far as the clauses are alike",
        Feature::SoleHead => "one nearest notion, as far as neither has a rival",
        Feature::Contrast => "each clause names a telling notion that the other lacks",
        Feature::HeadApart => "the notions nearest to the values differ",
        Feature::Answer => "how surely one is what the other denies",
        Feature::SlotNear => "how near the values of one slot are",
        Feature::Whole => "both are so many of one number",
        Feature::WholeApart => "they are parts of different numbers",
        Feature::ExtentApart => "they cover areas of different width",
        Feature::Parted => "one is told as a part of more",
        Feature::Unlike => "how little the clauses of two figures share",
        Feature::Given => "the other article gives the value too",
        Feature::OneDigit => "one digit differs",
        Feature::First => "each is its article's first value of the slot",
        Feature::PassedOver => "words that the other article has elsewhere only",
    }
}
