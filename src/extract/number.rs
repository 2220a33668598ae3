//! Numbers in digits, in words, and in digits with scales: `11 thousand 126` is one number.

use rust_decimal::Decimal;

use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Bound, RuleId};
use crate::ruleset::{Class, Sense};

/// Longest run of digits that is read as an amount; longer ones are ids.
const MOST_DIGITS: usize = 15;

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
    /// It has a scale.
    pub scaled: bool,
    /// It is a scale and nothing else ("thousand").
    pub bare_scale: bool,
    /// Bound that a word in it brings along.
    pub bound: Option<Bound>,
}

/// The longest number that begins at token `i`. `money`: behind a currency sign, where one-letter
/// scales count. Never fails: what overflows 28 digits is not read.
pub fn number(reading: &Reading<'_>, i: usize, money: bool) -> Option<Number> {
    let mut state = State::new(reading, i, money);
    while state.step() {}
    state.finish()
}

struct State<'a, 'r> {
    reading: &'a Reading<'r>,
    at: usize,
    start: usize,
    money: bool,
    /// What scales have closed so far.
    total: Option<Decimal>,
    /// What waits for its scale.
    current: Option<Decimal>,
    /// The scale closed last.
    last_scale: Option<Decimal>,
    grain: Decimal,
    /// The number waiting is a word of tens that may take a unit.
    tens: bool,
    /// The number waiting ends in hundreds that may take what is less.
    hundreds: bool,
    rules: Vec<RuleId>,
    digits: bool,
    bare: bool,
    scaled: bool,
    bound: Option<Bound>,
}

impl<'a, 'r> State<'a, 'r> {
    fn new(reading: &'a Reading<'r>, start: usize, money: bool) -> Self {
        Self {
            reading,
            at: start,
            start,
            money,
            total: None,
            current: None,
            last_scale: None,
            grain: Decimal::ONE,
            tens: false,
            hundreds: false,
            rules: Vec::new(),
            digits: false,
            bare: false,
            scaled: false,
            bound: None,
        }
    }

    /// Takes in what stands at `at`; whether anything did.
    fn step(&mut self) -> bool {
        if self.bound.is_some() {
            return false;
        }
        self.literal()
            || self.modifier()
            || self.scale()
            || self.decimals()
            || self.word()
            || self.joined_units()
            || self.and()
    }

    fn literal(&mut self) -> bool {
        if !self.reading.is(self.at, TokenKind::Number) {
            return false;
        }
        let Some((value, grain)) = literal(self.reading.word(self.at)) else { return false };
        let Some(current) = self.joined_to_hundreds(value) else { return false };
        self.current = Some(current);
        self.grain = grain;
        self.digits = true;
        self.tens = false;
        self.at += 1;
        true
    }

    fn word(&mut self) -> bool {
        let Some((sense, end)) = self.reading.sense(self.at, Class::Number) else { return false };
        let Some(value) = sense.number else { return false };
        let unit = self.current.filter(|_| self.tens && value < Decimal::TEN).map(|c| c + value);
        let Some(current) = unit.or_else(|| self.joined_to_hundreds(value)) else { return false };
        self.tens = unit.is_none() && value >= Decimal::from(20) && (value % Decimal::TEN).is_zero();
        self.current = Some(current);
        self.grain = if value.fract().is_zero() { Decimal::ONE } else { Decimal::new(1, 1) };
        self.rules.push(sense.rule);
        self.bound = sense.bound;
        self.at = end;
        true
    }

    /// What waits once `value` has come: `value` itself where nothing waited, the sum where hundreds did.
    fn joined_to_hundreds(&mut self, value: Decimal) -> Option<Decimal> {
        match self.current {
            None => Some(value),
            Some(c) if self.hundreds && value < Decimal::ONE_HUNDRED => {
                self.hundreds = false;
                Some(c + value)
            }
            Some(_) => None,
        }
    }

    /// "Twenty-one": tens and unit with a hyphen between.
    fn joined_units(&mut self) -> bool {
        if !self.tens || self.reading.word(self.at) != "-" || !self.reading.glued(self.at) {
            return false;
        }
        let next = self.reading.sense(self.at + 1, Class::Number).and_then(|(s, _)| s.number);
        if next.is_none_or(|n| n >= Decimal::TEN) {
            return false;
        }
        self.at += 1;
        self.word()
    }

    fn and(&mut self) -> bool {
        let open = self.hundreds || (self.current.is_none() && self.last_scale.is_some());
        let Some((sense, end)) = self.reading.sense(self.at, Class::NumberAnd).filter(|_| open) else { return false };
        let next = self.reading.sense(end, Class::Number).and_then(|(s, _)| s.number);
        if next.is_none_or(|n| n >= Decimal::ONE_HUNDRED) {
            return false;
        }
        self.rules.push(sense.rule);
        self.at = end;
        true
    }

    /// Half more, a quarter less: changes the number behind it, or one of the scale behind it.
    fn modifier(&mut self) -> bool {
        if self.current.is_some() {
            return false;
        }
        let Some((sense, end)) = self.reading.sense(self.at, Class::Modifier) else { return false };
        let Some(change) = sense.number else { return false };
        let (value, end, rule) = match self.reading.sense(end, Class::Number) {
            Some((number, behind)) => (number.number, behind, Some(number.rule)),
            None if self.reading.is(end, TokenKind::Number) => {
                self.digits = true;
                (literal(self.reading.word(end)).map(|(v, _)| v), end + 1, None)
            }
            None if self.reading.sense(end, Class::Scale).is_some() => (Some(Decimal::ONE), end, None),
            None => (None, end, None),
        };
        let Some(value) = value.and_then(|v| v.checked_add(change)) else { return false };
        self.current = Some(value);
        self.grain = Decimal::new(if (change * Decimal::TEN).fract().is_zero() { 10 } else { 1 }, 2);
        self.rules.push(sense.rule);
        self.rules.extend(rule);
        self.at = end;
        true
    }

    fn scale(&mut self) -> bool {
        let Some((sense, end)) = self.reading.sense(self.at, Class::Scale) else { return false };
        let Some(scale) = sense.number else { return false };
        let word = self.reading.word(self.at);
        if word.len() == 1 && word.is_ascii() && !self.money {
            return false;
        }
        if let Some(hundreds) = self.current.filter(|_| scale <= Decimal::ONE_HUNDRED && !self.hundreds) {
            let Some(product) = hundreds.checked_mul(scale) else { return false };
            self.current = Some(product);
            self.grain = self.grain.saturating_mul(scale);
            self.hundreds = true;
            self.tens = false;
            self.take(sense, end);
            return true;
        }
        let before = self.current.or(self.total);
        let closed = match (self.total, self.current, self.last_scale) {
            (None, None, _) => Some(scale),
            (Some(total), None, _) => total.checked_mul(scale),
            (total, Some(current), Some(last)) if scale >= last => {
                total.unwrap_or_default().checked_add(current).and_then(|sum| sum.checked_mul(scale))
            }
            (total, Some(current), _) => {
                current.checked_mul(scale).and_then(|part| part.checked_add(total.unwrap_or_default()))
            }
        };
        let (Some(closed), Some(grain)) = (closed, self.grain.checked_mul(scale)) else { return false };
        self.bare = before.is_none();
        self.total = Some(closed);
        self.current = None;
        self.grain = grain;
        self.last_scale = Some(scale);
        self.tens = false;
        self.hundreds = false;
        self.take(sense, end);
        true
    }

    fn take(&mut self, sense: &Sense, end: usize) {
        self.scaled = true;
        self.rules.push(sense.rule);
        self.bound = sense.bound;
        self.at = end;
    }

    /// The word for the decimal point with the digits behind it, in digits or one word a digit.
    fn decimals(&mut self) -> bool {
        let Some(current) = self.current else { return false };
        let Some((sense, end)) = self.reading.sense(self.at, Class::DecimalPoint) else { return false };
        let mut digits = String::new();
        let mut at = end;
        if self.reading.is(at, TokenKind::Number) {
            digits.push_str(self.reading.word(at));
            at += 1;
        } else {
            while let Some((n, behind)) = self.reading.sense(at, Class::Number) {
                match n.number.filter(|n| *n < Decimal::TEN && n.fract().is_zero()) {
                    Some(d) => digits.push_str(&d.normalize().to_string()),
                    None => break,
                }
                self.rules.push(n.rule);
                at = behind;
            }
        }
        let Ok(fraction) = format!("0.{digits}").parse::<Decimal>() else { return false };
        if digits.is_empty() || digits.contains(['.', ',']) {
            return false;
        }
        let Some(sum) = current.checked_add(fraction) else { return false };
        self.current = Some(sum);
        self.grain = Decimal::new(1, fraction.scale());
        self.rules.push(sense.rule);
        self.at = at;
        true
    }

    fn finish(self) -> Option<Number> {
        let value = match (self.total, self.current) {
            (None, None) => return None,
            (total, current) => total.unwrap_or_default().checked_add(current.unwrap_or_default())?,
        };
        let bare_scale = self.bare && self.current.is_none() && self.at == self.start + 1;
        Some(Number {
            value: value.normalize(),
            grain: self.grain.normalize(),
            end: self.at,
            rules: self.rules,
            digits: self.digits,
            scaled: self.scaled,
            bare_scale,
            bound: self.bound,
        })
    }
}

/// A number in digits, with the place value of its last digit.
fn literal(word: &str) -> Option<(Decimal, Decimal)> {
    let digits = word.replace(',', "");
    if digits.len() > MOST_DIGITS {
        return None;
    }
    let value: Decimal = digits.parse().ok()?;
    Some((value, Decimal::new(1, value.scale())))
}
