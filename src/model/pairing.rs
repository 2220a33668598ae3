//! What is known of two claims that may be about the same thing: figures from 0 to 1, and the models that weigh them.

use crate::model::claim::Kind;

/// One thing that is looked at in two claims.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Feature {
    /// Always 1.
    Bias,
    /// Likeness of the two sentences, figures left out.
    Sentence,
    /// Share of the rarer words of the lighter clause that the other clause has too.
    Clause,
    /// Likeness of the two clauses.
    ClauseLike,
    /// The same for the two sentences: share of the lighter one.
    Shared,
    /// Notions that both clauses name, two or more being all.
    Notions,
    /// A place or body is named in both sentences.
    Place,
    /// Each clause names a place or body that the other does not.
    Elsewhere,
    /// Both speak of one person.
    Person,
    /// A rule names the same slot for both, and persons are counted.
    SlotOfPersons,
    /// A rule names the same slot for both, of anything else.
    Slot,
    /// A rule names a slot for one of them only.
    SlotOfOne,
    /// Both count the same noun.
    Counted,
    /// They count different nouns.
    CountedApart,
    /// The unit tells what is measured (kilometres an hour), more than persons, shares or money do.
    Unit,
    /// How few other claims of the two articles could be meant: 1 where neither has a rival.
    Alone,
    /// The two sentences share other values.
    Company,
    /// One is the whole, the other a part or one day's.
    Scope,
    /// Two different values have the same digits: a slip of the place or of the unit.
    Slip,
    /// The sentences speak of different days.
    Day,
    /// One is background: another event, or days long past.
    Background,
    /// The articles report different events.
    OtherEvent,
    /// One clause names a notion whose opposite the other names.
    Opposed,
    /// How near the two values are: 1 for equal ones.
    Near,
    /// How much an equal value tells: many digits are no chance.
    Telling,
    /// How alike the places of the sentences in their articles are.
    Position,
    /// The articles are in different languages.
    Languages,
    /// One tells as done what the other plans or supposes.
    Modality,
    /// The notion nearest to the value is the same.
    Head,
    /// A small count of something that no rule names: many things come in twos and threes.
    Little,
    /// Rules name different slots.
    SlotApart,
    /// The places that both clauses name are not the same ones.
    PlaceApart,
    /// Both are times of day.
    Timed,
    /// The same slot, as far as neither has a rival.
    SoleSlot,
    /// A telling unit, as far as neither has a rival.
    SoleUnit,
    /// The same counted noun, as far as neither has a rival.
    SoleCounted,
    /// The same slot, as far as the clauses are alike.
    SlotLike,
    /// The same nearest notion, as far as neither has a rival.
    SoleHead,
    /// How rare the notion is that each clause names and the other does not: the less rare of the two.
    Contrast,
    /// Both have a nearest notion, and none is the same.
    HeadApart,
    /// How surely one statement is what the other denies: the word next to the denial, the rest of it, and how much
    /// that is.
    Answer,
    /// How near two values of one named slot are: there large differences speak less against a pair.
    SlotNear,
    /// Both are told as so many of one number: "nine of the 14".
    Whole,
    /// They are told as parts of different numbers.
    WholeApart,
    /// They cover areas of different width: a district, the country, two countries.
    ExtentApart,
    /// One at least is told as a part of more: one side's, the others, a separate one.
    Parted,
    /// How little the clauses of two figures share where no rule names one slot for both.
    Unlike,
    /// The values exclude each other, and the other article gives one of them or both too, of whatever.
    Given,
    /// Two different figures that one digit parts, or two that changed places; four digits or more are all.
    OneDigit,
    /// Each is the first value that its article gives for the slot.
    First,
    /// How much of each sentence the other article says elsewhere and not here.
    PassedOver,
}

impl Feature {
    /// All of them, in order.
    pub const ALL: [Self; 51] = [
        Self::Bias,
        Self::Sentence,
        Self::Clause,
        Self::ClauseLike,
        Self::Shared,
        Self::Notions,
        Self::Place,
        Self::Elsewhere,
        Self::Person,
        Self::SlotOfPersons,
        Self::Slot,
        Self::SlotOfOne,
        Self::Counted,
        Self::CountedApart,
        Self::Unit,
        Self::Alone,
        Self::Company,
        Self::Scope,
        Self::Slip,
        Self::Day,
        Self::Background,
        Self::OtherEvent,
        Self::Opposed,
        Self::Near,
        Self::Telling,
        Self::Position,
        Self::Languages,
        Self::Modality,
        Self::Head,
        Self::Little,
        Self::SlotApart,
        Self::PlaceApart,
        Self::Timed,
        Self::SoleSlot,
        Self::SoleUnit,
        Self::SoleCounted,
        Self::SlotLike,
        Self::SoleHead,
        Self::Contrast,
        Self::HeadApart,
        Self::Answer,
        Self::SlotNear,
        Self::Whole,
        Self::WholeApart,
        Self::ExtentApart,
        Self::Parted,
        Self::Unlike,
        Self::Given,
        Self::OneDigit,
        Self::First,
        Self::PassedOver,
    ];

    /// The one of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|feature| feature.name() == name)
    }

    /// Its name in rules and explanations.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Bias => "bias",
            Self::Sentence => "sentence",
            Self::Clause => "clause_share",
            Self::ClauseLike => "clause_like",
            Self::Shared => "sentence_share",
            Self::Notions => "notions",
            Self::Place => "same_place",
            Self::Elsewhere => "each_elsewhere",
            Self::Person => "person",
            Self::SlotOfPersons => "slot_of_persons",
            Self::Slot => "slot",
            Self::SlotOfOne => "slot_of_one",
            Self::Counted => "same_noun",
            Self::CountedApart => "nouns_apart",
            Self::Unit => "unit",
            Self::Alone => "alone",
            Self::Company => "company",
            Self::Scope => "scope_apart",
            Self::Slip => "digit_slip",
            Self::Day => "day_apart",
            Self::Background => "background",
            Self::OtherEvent => "other_event",
            Self::Opposed => "notions_opposed",
            Self::Near => "near",
            Self::Telling => "value_tells",
            Self::Position => "position",
            Self::Languages => "languages",
            Self::Modality => "modality",
            Self::Head => "same_head",
            Self::Little => "little",
            Self::SlotApart => "slot_apart",
            Self::PlaceApart => "place_apart",
            Self::Timed => "timed",
            Self::SoleSlot => "sole_slot",
            Self::SoleUnit => "sole_unit",
            Self::SoleCounted => "sole_counted",
            Self::SlotLike => "slot_like",
            Self::SoleHead => "sole_head",
            Self::Contrast => "contrast",
            Self::HeadApart => "head_apart",
            Self::Answer => "answers_denial",
            Self::SlotNear => "near_in_slot",
            Self::Whole => "same_whole",
            Self::WholeApart => "whole_apart",
            Self::ExtentApart => "extent_apart",
            Self::Parted => "parted",
            Self::Unlike => "unlike",
            Self::Given => "given_elsewhere",
            Self::OneDigit => "one_digit",
            Self::First => "both_first",
            Self::PassedOver => "passed_over",
        }
    }

    /// Whether it can only speak for a pair (1), only against it (-1), or either (0): what fitting may not turn round.
    #[must_use]
    pub fn sign(self) -> i8 {
        match self {
            Self::Bias | Self::Languages | Self::SlotOfOne => 0,
            Self::Elsewhere
            | Self::CountedApart
            | Self::Scope
            | Self::Day
            | Self::Background
            | Self::OtherEvent
            | Self::Opposed
            | Self::Modality
            | Self::Little
            | Self::SlotApart
            | Self::PlaceApart
            | Self::Contrast
            | Self::HeadApart
            | Self::WholeApart
            | Self::ExtentApart
            | Self::Parted
            | Self::Unlike
            | Self::Given
            | Self::PassedOver => -1,
            _ => 1,
        }
    }
}

/// The features of two claims, in the order of [`Feature::ALL`].
pub type Features = [f64; Feature::ALL.len()];

/// What a model is for: a kind of claim, and whether the two values meet or exclude each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Family {
    /// The kind; dates held against lengths are durations.
    pub kind: Kind,
    /// The values are equal or overlap.
    pub meet: bool,
}

impl Family {
    /// All of them.
    pub const ALL: [Self; 12] = {
        let mut all = [Self { kind: Kind::Quantity, meet: false }; 12];
        let mut i = 0;
        while i < 12 {
            all[i] = Self { kind: Kind::ALL[i / 2], meet: i % 2 == 0 };
            i += 1;
        }
        all
    };

    /// Its name in rules: `quantity_meet`, `date_differ`.
    #[must_use]
    pub fn name(self) -> String {
        format!("{}_{}", self.kind.name(), if self.meet { "meet" } else { "differ" })
    }
}
