//! Numbers of all kinds: whole, with a sign, fractions.

use rust_decimal::Decimal;

use crate::extract::cardinal::cardinal;
use crate::extract::fraction::fraction;
use crate::extract::pattern::opens;
use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Bound, RuleId};
use crate::ruleset::{Class, Classes};

/// Classes of words that begin a number whatever follows.
const SPELLED: Classes = Classes::of(&[
    Class::Number,
    Class::Scale,
    Class::Modifier,
    Class::Negative,
    Class::DecimalPoint,
    Class::Ordinal,
    Class::DayName,
]);

/// Classes of words that a number in words can begin with.
const NUMERALS: Classes = SPELLED.with(Class::NumberBefore.alone());

/// Classes of words that a number, or an amount, can begin with.
const STARTS: Classes = SPELLED.with(Classes::of(&[
    Class::NumberBehind,
    Class::Figure,
    Class::Vague,
    Class::HedgeBefore,
    Class::RangeOpen,
    Class::CurrencyBefore,
    Class::UnitBefore,
    Class::RateBefore,
]));

/// Classes of words behind "a" or "half an" that make it a number.
const MEASURES: Classes = Classes::of(&[Class::Scale, Class::Unit, Class::TimeUnit]);

/// A number at some token.
#[derive(Clone, Debug)]
pub struct Number {
    /// Its value.
    pub value: Decimal,
    /// Place value of its last digit.
    pub grain: Decimal,
    /// One past its last token.
    pub end: usize,
    /// The rules that read its words.
    pub rules: Vec<RuleId>,
    /// It has digits.
    pub digits: bool,
    /// What its highest scale multiplies by; none where it has none.
    pub scale: Option<Decimal>,
    /// It is a scale and nothing else ("thousand").
    pub bare_scale: bool,
    /// It is a part of a whole ("two thirds").
    pub share: bool,
    /// Bound that a word in it brings along.
    pub bound: Option<Bound>,
}

/// Whether a number or an amount can begin at token `i`.
pub fn can_start(reading: &Reading<'_>, i: usize) -> bool {
    reading.is(i, TokenKind::Number)
        || reading.classes_at(i).meets(STARTS)
        || reading.sense(i, Class::NumberBefore).is_some_and(|(_, end)| reading.classes_at(end).meets(MEASURES))
        || reading.language.fractions.node(0).is_some_and(|root| opens(reading, i, root))
        || (matches!(reading.word(i), "-" | ".")
            && (reading.is(i + 1, TokenKind::Number)
                || (reading.word(i + 1) == "." && reading.is(i + 2, TokenKind::Number))))
}

/// Whether a number without anything before it can begin at token `i`.
pub fn numeral(reading: &Reading<'_>, i: usize) -> bool {
    !reading.is(i, TokenKind::Word) || reading.classes_at(i).meets(NUMERALS)
}

/// The longest number that begins at token `i`, a fraction or a number below zero included. `money`: behind a currency
/// sign, where one-letter scales count. Never fails: what overflows 28 digits is not read.
pub fn number(reading: &Reading<'_>, i: usize, money: bool) -> Option<Number> {
    let open = !reading.glued(i) || (money && i > 0);
    let digits = reading.is(i + 1, TokenKind::Number) || (reading.word(i + 1) == "." && reading.glued(i + 2));
    let sign = reading.word(i) == "-" && open && reading.glued(i + 1) && digits;
    let below = reading.sense(i, Class::Negative);
    if sign || below.is_some() {
        let mut n = unsigned(reading, below.map_or(i + 1, |(_, end)| end), money).filter(|n| !n.bare_scale)?;
        n.value = -n.value;
        n.rules.extend(below.map(|(sense, _)| sense.rule));
        return Some(n);
    }
    unsigned(reading, i, money)
}

fn unsigned(reading: &Reading<'_>, i: usize, money: bool) -> Option<Number> {
    let whole = cardinal(reading, i, money);
    let part = fraction(reading, i, whole.as_ref());
    match (whole, part) {
        (Some(whole), Some(part)) if whole.end >= part.end => Some(whole),
        (whole, part) => part.or(whole),
    }
}
