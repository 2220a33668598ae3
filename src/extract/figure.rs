//! Which numbers are figures of the story, and which are articles, names, ids or list numbers.

use rust_decimal::Decimal;

use crate::extract::amount::Partial;
use crate::fold::TokenKind;
use crate::lexis::{Hit, Reading};
use crate::ruleset::Class;

/// Digits in a row that make a telephone or identity number rather than an amount, unless they end in zeros.
const ID_DIGITS: usize = 9;

/// Whether a number without a unit is a count even though nothing says of what. A spelled "one" is an article more
/// often than a count; a number that is also a "not" needs a unit.
pub fn counts(reading: &Reading<'_>, amount: &Partial) -> bool {
    let i = amount.number_at;
    if amount.has_digits || amount.read.start != i {
        return true;
    }
    let negation = reading.has(i, amount.end, Class::Negation) || reading.has(i, amount.end + 1, Class::Negation);
    !negation && !one_in_words(amount)
}

/// Whether the amount is an exact one, spelled out.
pub fn one_in_words(amount: &Partial) -> bool {
    let one = amount.read.quantity.low == Some(Decimal::ONE) && amount.read.quantity.high == Some(Decimal::ONE);
    one && !amount.has_digits && amount.read.start == amount.number_at
}

/// Whether the amount is all that the text says.
pub fn is_all(reading: &Reading<'_>, amount: &Partial) -> bool {
    let sign = |at: usize| reading.is(at, TokenKind::Sign);
    (0..amount.read.start).all(sign) && (amount.end..reading.len()).all(sign)
}

/// Numbers that are none of the story's figures: glued to a name, too long, marked by a rule.
pub fn none(reading: &Reading<'_>, amount: &Partial) -> bool {
    let i = amount.number_at;
    if !reading.is(i, TokenKind::Number) {
        // a scale behind digits that were not read is not one of it
        let scale_of_another = amount.bare && i > 0 && reading.is(i - 1, TokenKind::Number);
        return scale_of_another || reading.sense(i, Class::NoFigure).is_some();
    }
    let word = reading.word(i);
    let digits = word.chars().filter(char::is_ascii_digit).count();
    let scaled = amount.read.end > i + 1;
    let many = digits >= ID_DIGITS && !word.contains([',', '.']) && !word.ends_with("000");
    let padded = word.starts_with('0') && digits >= 4 && !word.contains('.');
    let long = (many || padded) && !scaled;
    let hyphen = i >= 2 && reading.tight(i - 1, "-");
    let next = amount.read.end;
    let scored = amount.end <= next + 1 && reading.tight(next, "-") && reading.is(next + 1, TokenKind::Number);
    let named = i > 0 && reading.glued(i) && reading.is(i - 1, TokenKind::Word) && amount.read.start == i;
    let mark = |at: usize, side: &str| {
        let sense = |h: &Hit| reading.language.lexicon.sense(h.sense);
        let marks = |h: &&Hit| sense(h).class == Class::NoFigure && (sense(h).text.is_empty() || sense(h).text == side);
        reading.hits_at(at).iter().find(marks).map(|h| h.end as usize)
    };
    let marked = (1..=2).any(|back| back <= i && mark(i - back, "before") == Some(i))
        || (amount.end == amount.read.end && mark(amount.end, "behind").is_some());
    let street =
        (amount.end..amount.end + 4).take_while(|at| reading.capital(*at)).any(|at| mark(at, "behind_name").is_some());
    let filed = (i >= 2 && reading.tight(i - 1, "/") && reading.is(i - 2, TokenKind::Number))
        || (reading.tight(next, "/") && amount.end == next && !reading.is(next + 1, TokenKind::Sign));
    let listed = i == 0 && reading.word(1) == "." && reading.glued(1) && !reading.glued(2);
    let dotted = (i >= 2 && reading.tight(i - 1, ".") && reading.is(i - 2, TokenKind::Number))
        || (reading.tight(next, ".") && reading.is(next + 1, TokenKind::Number));
    long || hyphen || scored || named || marked || street || filed || listed || dotted
}
