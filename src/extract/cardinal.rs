//! Numbers in digits, in words, and in digits with scales: `11 thousand 126` is one number.

use rust_decimal::Decimal;

use crate::extract::digits::literal;
use crate::extract::number::{Number, numeral};
use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Bound, RuleId};
use crate::ruleset::{Class, Sense};

/// The longest number that begins at token `i`, without sign and fractions.
pub fn cardinal(reading: &Reading<'_>, i: usize, money: bool) -> Option<Number> {
    if !numeral(reading, i) {
        return None;
    }
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
    scale: Option<Decimal>,
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
            scale: None,
            bound: None,
        }
    }

    /// Takes in what stands at `at`; whether anything did.
    fn step(&mut self) -> bool {
        if self.bound.is_some() {
            // "over a hundred" still takes a scale
            return self.scale();
        }
        self.literal()
            || self.modifier()
            || self.scale()
            || self.added()
            || self.decimals()
            || self.before()
            || self.word()
            || self.joined_units()
            || self.and()
            || self.comma()
    }

    /// "Two million, three hundred thousand": what is less behind a comma, in words.
    fn comma(&mut self) -> bool {
        let (Some(last), Some(total)) = (self.last_scale.filter(|_| !self.digits), self.total) else { return false };
        if self.current.is_some() || self.reading.word(self.at) != "," {
            return false;
        }
        let less = |n: &Number| !n.digits && !n.bare_scale && n.scale.is_some() && n.bound.is_none() && n.value < last;
        let Some(rest) = cardinal(self.reading, self.at + 1, false).filter(less) else { return false };
        let Some(total) = total.checked_add(rest.value) else { return false };
        self.total = Some(total);
        self.last_scale = None;
        self.grain = rest.grain;
        self.rules.extend(rest.rules);
        self.at = rest.end;
        true
    }

    fn literal(&mut self) -> bool {
        // ".5" has no digit before its point
        let pointed = self.at == self.start && self.reading.word(self.at) == "." && !self.reading.glued(self.at);
        let at = self.at + usize::from(pointed);
        if !self.reading.is(at, TokenKind::Number) || (pointed && !self.reading.glued(at)) {
            return false;
        }
        let word = self.reading.word(at);
        let value = if pointed { literal(&format!("0.{word}")) } else { literal(word) };
        let Some((value, grain)) = value else { return false };
        let Some(current) = self.joined_to_hundreds(value) else { return false };
        let spaced = if pointed { None } else { self.spaced(at).or_else(|| self.with_cents(at)) };
        self.current = Some(spaced.map_or(current, |(value, _)| value));
        self.grain = grain;
        self.digits = true;
        self.tens = false;
        self.at = spaced.map_or(at + 1, |(_, end)| end);
        true
    }

    /// `2 350 000`: two or more groups of three digits with spaces between, and the token behind them.
    fn spaced(&self, at: usize) -> Option<(Decimal, usize)> {
        let plain = |at: usize| self.reading.is(at, TokenKind::Number) && self.reading.word(at).len() <= 3;
        let group = |i: &usize| plain(*i) && self.reading.word(*i).len() == 3 && !self.reading.glued(*i);
        let groups = (at + 1..self.reading.len()).take_while(group).count();
        let end = at + 1 + groups;
        let digits: String = (at..end).map(|i| self.reading.word(i)).collect();
        let whole = plain(at) && groups >= 2 && !self.reading.is(end, TokenKind::Number) && !digits.contains('.');
        whole.then(|| literal(&digits)).flatten().map(|(value, _)| (value, end))
    }

    /// `29,99` beside a currency: the comma is the point, and what stands behind it the cents.
    fn with_cents(&self, at: usize) -> Option<(Decimal, usize)> {
        let (whole, cents) = (self.reading.word(at), self.reading.word(at + 2));
        let glued = self.reading.tight(at + 1, ",");
        let money = self.money || self.reading.sense(at + 3, Class::CurrencyBefore).is_some();
        let fits = glued && money && cents.len() == 2 && self.reading.is(at + 2, TokenKind::Number);
        fits.then(|| literal(&format!("{whole}.{cents}"))).flatten().map(|(value, _)| (value, at + 3))
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

    /// "A", "half an": numbers before a scale or, if they are no whole ones, a unit; else articles.
    fn before(&mut self) -> bool {
        let Some((sense, end)) = self.reading.sense(self.at, Class::NumberBefore) else { return false };
        let Some(value) = sense.number.filter(|_| self.current.is_none() && self.total.is_none()) else { return false };
        let measured = [Class::Unit, Class::TimeUnit].iter().any(|c| self.reading.sense(end, *c).is_some());
        let scaled = self.reading.sense(end, Class::Scale).is_some_and(|(s, _)| s.bound.is_none());
        // all of a text that says "a month" is a length
        let alone = self.start == 0
            && self.reading.sense(end, Class::TimeUnit).is_some_and(|(_, behind)| behind == self.reading.len());
        if !scaled && !alone && (value.fract().is_zero() || !measured) {
            return false;
        }
        self.current = Some(value);
        self.grain = if value.fract().is_zero() { Decimal::ONE } else { Decimal::new(1, value.scale()) };
        self.rules.push(sense.rule);
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
        let next = self.reading.sense(end, Class::Number).filter(|(s, _)| s.bound.is_none());
        let small = next.and_then(|(s, _)| s.number).is_some_and(|n| n < Decimal::ONE_HUNDRED);
        // "one hundred and two hundred" are two numbers
        let scale = next.and_then(|(_, behind)| self.reading.sense(behind, Class::Scale)).and_then(|(s, _)| s.number);
        let least = if self.hundreds { Some(Decimal::ONE_HUNDRED) } else { self.last_scale };
        let another = if self.hundreds { scale == least } else { scale >= least && scale.is_some() };
        if self.digits || !small || another {
            return false;
        }
        self.rules.push(sense.rule);
        self.at = end;
        true
    }

    /// "And a half", behind the number.
    fn added(&mut self) -> bool {
        let Some((sense, end)) = self.reading.sense(self.at, Class::Added) else { return false };
        let (Some(current), Some(value)) = (self.current, sense.number) else { return false };
        self.current = Some(current + value);
        self.grain = Decimal::new(1, value.scale());
        self.tens = false;
        self.rules.push(sense.rule);
        self.at = end;
        true
    }

    /// Half more, a quarter less: changes the number behind it, or one of the scale or unit behind it.
    fn modifier(&mut self) -> bool {
        if self.current.is_some() {
            return false;
        }
        let Some((sense, end)) = self.reading.sense(self.at, Class::Modifier) else { return false };
        let Some(change) = sense.number else { return false };
        let one = || [Class::Scale, Class::Unit, Class::TimeUnit].iter().any(|c| self.reading.sense(end, *c).is_some());
        let (value, end, rule) = match self.reading.sense(end, Class::Number) {
            Some((number, behind)) => (number.number, behind, Some(number.rule)),
            None if self.reading.is(end, TokenKind::Number) => {
                self.digits = true;
                (literal(self.reading.word(end)).map(|(v, _)| v), end + 1, None)
            }
            None if one() => (Some(Decimal::ONE), end, None),
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

    /// Where a scale may stand: behind a hyphen in "5-million".
    fn scale_at(&self) -> usize {
        self.at + usize::from(self.current.is_some() && self.reading.tight(self.at, "-"))
    }

    fn scale(&mut self) -> bool {
        let at = self.scale_at();
        let Some((sense, end)) = self.reading.sense(at, Class::Scale) else { return false };
        let Some(scale) = sense.number else { return false };
        if self.reading.word(at).is_ascii() && self.reading.word(at).len() == 1 && !self.letter_counts(at, scale) {
            return false;
        }
        if let Some(hundreds) = self.current.filter(|_| scale <= Decimal::ONE_HUNDRED && !self.hundreds) {
            let Some(product) = hundreds.checked_mul(scale) else { return false };
            self.current = Some(product);
            self.grain = self.grain.saturating_mul(scale);
            self.hundreds = true;
            self.tens = false;
            self.scale = self.scale.filter(|_| self.total.is_some()).or(Some(scale));
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
        self.scale = match self.total {
            Some(_) if self.current.is_some() => self.scale,
            _ => self.scale.unwrap_or(Decimal::ONE).checked_mul(scale),
        };
        self.total = Some(closed);
        self.current = None;
        self.grain = grain;
        self.last_scale = Some(scale);
        self.tens = false;
        self.hundreds = false;
        self.take(sense, end);
        if self.bare {
            self.behind();
        }
        true
    }

    /// Whether a single letter is a scale: behind a currency, or right behind digits as a thousand, as a capital or
    /// before a unit.
    fn letter_counts(&self, at: usize, scale: Decimal) -> bool {
        let capital = self.reading.capital(at);
        let unit = self.reading.sense(at + 1, Class::Unit).is_some();
        self.digits && (self.money || (self.reading.glued(at) && (capital || unit || scale == Decimal::ONE_THOUSAND)))
    }

    /// A round number behind the scale that it multiplies.
    fn behind(&mut self) {
        let Some((sense, end)) = self.reading.sense(self.at, Class::NumberBehind) else { return };
        if let Some(total) = self.total.zip(sense.number).and_then(|(scale, n)| scale.checked_mul(n)) {
            self.total = Some(total);
            self.take(sense, end);
            self.bare = false;
            self.bound = sense.bound.or(Some(Bound::About));
        }
    }

    fn take(&mut self, sense: &Sense, end: usize) {
        self.rules.push(sense.rule);
        self.bound = sense.bound.or(self.bound);
        self.at = end;
    }

    /// The word for the decimal point with the digits behind it: in digits, one word a digit, or one word for two. Nothing
    /// need stand before the point where its rule gives a number.
    fn decimals(&mut self) -> bool {
        let Some((sense, end)) = self.reading.sense(self.at, Class::DecimalPoint) else { return false };
        let leading = (self.at == self.start && sense.number.is_some()).then_some(Decimal::ZERO);
        let Some(current) = self.current.or(leading) else { return false };
        let mut digits = String::new();
        let mut at = end;
        loop {
            if self.reading.is(at, TokenKind::Number) && (at == end || self.reading.word(at).len() == 1) {
                digits.push_str(self.reading.word(at));
                at += 1;
            } else if let Some((n, behind)) = self.reading.sense(at, Class::Number) {
                let most = if digits.is_empty() { Decimal::ONE_HUNDRED } else { Decimal::TEN };
                let Some(digit) = n.number.filter(|n| *n < most && n.fract().is_zero()) else { break };
                digits.push_str(&digit.normalize().to_string());
                self.rules.push(n.rule);
                at = behind;
            } else {
                break;
            }
        }
        let Ok(fraction) = format!("0.{digits}").parse::<Decimal>() else { return false };
        if digits.is_empty() || digits.contains(['.', ',']) {
            return false;
        }
        let Some(sum) = current.checked_add(fraction) else { return false };
        self.current = Some(sum);
        self.grain = Decimal::new(1, fraction.scale());
        self.tens = false;
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
            scale: self.scale,
            bare_scale,
            share: false,
            bound: self.bound,
        })
    }
}
