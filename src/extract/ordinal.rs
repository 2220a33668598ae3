//! Ranks: ordinal words, and numbers with an ordinal ending.

use rust_decimal::Decimal;

use crate::extract::cardinal::cardinal;
use crate::extract::quantity::Amount;
use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Quantity, RuleId};
use crate::ruleset::Class;

/// The rank that begins at token `i`: "third", "21st", "two hundred and first".
pub fn ordinal(reading: &Reading<'_>, i: usize) -> Option<Amount> {
    if let Some((sense, end)) = reading.sense(i, Class::Ordinal) {
        return Some(rank(i, end, sense.number?, vec![sense.rule]));
    }
    if reading.is(i, TokenKind::Number) && !reading.glued(i + 1) {
        return None;
    }
    let number = cardinal(reading, i, false).filter(|n| n.value.fract().is_zero())?;
    let at = number.end + usize::from(reading.tight(number.end, "-"));
    let mut rules = number.rules;
    if let Some((sense, end)) = reading.sense(at, Class::OrdinalSuffix).filter(|_| reading.glued(at)) {
        rules.push(sense.rule);
        return Some(rank(i, end, number.value, rules));
    }
    let and = reading.sense(number.end, Class::NumberAnd).map(|(sense, end)| {
        rules.push(sense.rule);
        end
    });
    let (sense, end) = reading.sense(and.unwrap_or(at), Class::Ordinal).filter(|_| !number.digits)?;
    let last = sense.number?;
    let value = if last >= Decimal::ONE_HUNDRED {
        // "two thousand three hundredth": only the last part is multiplied
        let room = Decimal::from(if last == Decimal::ONE_HUNDRED { 1_000 } else { 100_000 });
        let low = number.value % room;
        let part = if low.is_zero() { last } else { low.checked_mul(last)? };
        number.value.checked_sub(low)?.checked_add(part)?
    } else {
        let room = if (number.value % Decimal::ONE_HUNDRED).is_zero() { Decimal::ONE_HUNDRED } else { Decimal::TEN };
        let fits = (number.value % room).is_zero() && last < room;
        fits.then(|| number.value + last)?
    };
    rules.push(sense.rule);
    Some(rank(i, end, value, rules))
}

fn rank(start: usize, end: usize, value: Decimal, rules: Vec<RuleId>) -> Amount {
    let quantity = Quantity::exact(value, Some(Quantity::RANK.to_owned()), Decimal::ONE);
    Amount { start, end, quantity, time: None, rules }
}
