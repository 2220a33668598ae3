//! Finds the patterns of the rules: which words in which order make a date, a time, a length.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::extract::cardinal::cardinal;
use crate::extract::number::{Number, can_start, number, numeral};
use crate::extract::ordinal::ordinal;
use crate::extract::quantity::{Amount, bare_amount};
use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::RuleId;
use crate::ruleset::{Class, Forms, Means, Node, Sense, What};

/// A pattern found in a sentence, with what its elements held.
#[derive(Clone, Debug)]
pub struct Match<'r> {
    /// First token.
    pub start: usize,
    /// One past the last token.
    pub end: usize,
    /// What the match means.
    pub means: Means,
    /// What its elements held, in order; those that hold nothing are not among them.
    pub held: Vec<Held<'r>>,
    /// The rules that took part, the pattern's last.
    pub rules: Vec<RuleId>,
}

/// What one element of a pattern held.
#[derive(Clone, Debug)]
pub enum Held<'r> {
    /// A word of a class.
    Word(Class, &'r Sense),
    /// A day of the month.
    Day(i8),
    /// A month in digits.
    Month(i8),
    /// A year.
    Year(i16),
    /// The last two digits of a year.
    ShortYear(i16),
    /// Hours of the clock, as a share of one, and minutes behind a point.
    Hour(Decimal, Option<u16>),
    /// Minutes of the clock.
    Minute(u16),
    /// A number, with its first token and the one behind it.
    Number(Decimal, (usize, usize)),
    /// The number of which a fraction is a part.
    Whole(Decimal),
    /// A number with its hedges.
    Amount(Amount),
}

/// The longest match of `forms` at token `i`; of equal ones the first in the order of the rules. `ahead`: the
/// sentence speaks of what is to come.
pub fn longest<'r>(reading: &Reading<'r>, forms: &'r Forms, i: usize, ahead: bool) -> Option<Match<'r>> {
    let root = forms.node(0).filter(|root| begins(reading, i, root))?;
    let mut walk = Walk { reading, forms, start: i, ahead, held: Vec::new(), rules: Vec::new(), best: None };
    walk.at(root, i);
    let (_, found) = walk.best?;
    Some(found)
}

/// Whether something that may stand at `node` stands at token `i`.
fn begins(reading: &Reading<'_>, i: usize, node: &Node) -> bool {
    opens(reading, i, node) || (!node.numbers.is_empty() && can_start(reading, i))
}

/// Whether a word that may stand at `node` stands at token `i`.
pub fn opens(reading: &Reading<'_>, i: usize, node: &Node) -> bool {
    node.classes.meets(reading.classes_at(i)) || literals(reading, i, node).next().is_some()
}

/// The words at token `i` that may stand at `node`: the token behind each, and the node.
fn literals<'n>(reading: &Reading<'_>, i: usize, node: &'n Node) -> impl Iterator<Item = (usize, u32)> + 'n {
    let found = |word: &str, end: usize| node.literals.get(word).map(|next| (end, *next));
    let written = reading.written(i).and_then(|(word, end)| found(word, end));
    let plain = if node.literals.is_empty() { None } else { found(reading.word(i), i + 1) };
    plain.into_iter().chain(written)
}

/// A walk through the tree of forms along a sentence.
struct Walk<'a, 'r> {
    reading: &'a Reading<'r>,
    forms: &'r Forms,
    start: usize,
    ahead: bool,
    held: Vec<Held<'r>>,
    rules: Vec<RuleId>,
    /// The longest match so far, with its pattern's place.
    best: Option<(u32, Match<'r>)>,
}

impl<'r> Walk<'_, 'r> {
    /// Goes on from `node` at token `at`.
    fn at(&mut self, node: &'r Node, at: usize) {
        self.whole(node, at);
        let reading = self.reading;
        for (end, next) in literals(reading, at, node) {
            self.forward(next, end);
        }
        if node.classes.meets(reading.classes_at(at)) {
            for (class, next) in &node.words {
                self.try_one(&What::Word(*class), *next, at);
            }
        }
        if !node.numbers.is_empty() && can_start(reading, at) {
            let numeral = numeral(reading, at);
            for (number, next) in node.numbers.iter().filter(|(what, _)| numeral || *what == What::Amount) {
                self.try_one(number, *next, at);
            }
        }
        if let Some(next) = node.end {
            self.try_one(&What::End, next, at);
        }
    }

    fn try_one(&mut self, what: &What, next: u32, at: usize) {
        let (held, rules) = (self.held.len(), self.rules.len());
        if let Some(end) = self.take(what, at) {
            self.forward(next, end);
        }
        self.held.truncate(held);
        self.rules.truncate(rules);
    }

    fn forward(&mut self, next: u32, at: usize) {
        if let Some(node) = self.forms.node(next) {
            self.at(node, at);
        }
    }

    /// Keeps what is whole at `node` if it is longer than all before, or as long and earlier in the rules.
    fn whole(&mut self, node: &Node, at: usize) {
        let patterns = &self.reading.language.patterns;
        let of = |place: u32| patterns.get(place as usize);
        let Some(place) = node.whole.iter().copied().find(|p| self.ahead || of(*p).is_some_and(|p| !p.ahead)) else {
            return;
        };
        let better = |(other, best): &(u32, Match<'_>)| at > best.end || (at == best.end && place < *other);
        if let Some(pattern) = of(place).filter(|_| at > self.start && self.best.as_ref().is_none_or(better)) {
            let mut rules = self.rules.clone();
            rules.push(pattern.rule);
            let found = Match { start: self.start, end: at, means: pattern.means, held: self.held.clone(), rules };
            self.best = Some((place, found));
        }
    }

    /// Takes in one element at token `at` and returns the token behind it.
    fn take(&mut self, what: &What, at: usize) -> Option<usize> {
        let reading = self.reading;
        match what {
            What::Literal(_) => None,
            What::End => {
                let noun = reading.is(at, TokenKind::Word) && reading.sense(at, Class::Stop).is_none();
                (!noun).then_some(at)
            }
            What::Word(class) => {
                let (sense, end) = reading.sense(at, *class)?;
                if sense.behind_ending && !reading.hits_at(at.checked_sub(1)?).iter().any(|h| h.inflected) {
                    return None;
                }
                self.rules.push(sense.rule);
                self.held.push(Held::Word(*class, sense));
                Some(end)
            }
            What::Amount => {
                let amount = bare_amount(reading, at)?;
                let mut end = amount.end;
                self.rules.extend(amount.rules.iter().copied());
                if let Some((sense, behind)) = reading.sense(end, Class::Classifier).filter(|(s, _)| s.text.is_empty())
                {
                    end = behind;
                    self.rules.push(sense.rule);
                }
                self.held.push(Held::Amount(amount));
                Some(end)
            }
            What::Hour => self.hour(at),
            What::Day => {
                if let Some((sense, end)) = reading.sense(at, Class::DayName) {
                    self.rules.push(sense.rule);
                    return self.hold(sense.number.and_then(|n| n.to_i8()).map(Held::Day), end);
                }
                if let Some(rank) = ordinal(reading, at).filter(|_| reading.is(at, TokenKind::Word)) {
                    self.rules.extend(rank.rules);
                    let day = rank.quantity.low.and_then(|n| n.to_i8()).filter(|d| (1..=31).contains(d));
                    return self.hold(day.map(Held::Day), rank.end);
                }
                let (day, end) = self.plain(at, 1, 31)?;
                self.hold(i8::try_from(day).ok().map(Held::Day), end)
            }
            What::MonthNumber => {
                let (month, end) = self.plain(at, 1, 12)?;
                self.hold(i8::try_from(month).ok().map(Held::Month), end)
            }
            What::Minute => {
                let (minute, end) = self.plain(at, 0, 59)?;
                self.hold(u16::try_from(minute).ok().map(Held::Minute), end)
            }
            What::Year => self.year(at),
            What::LikelyYear if !reading.is(at, TokenKind::Number) => {
                // "nineteen eighty-four": no other number is spoken so
                let pair = cardinal(reading, at, false).is_some_and(|n| (18..=20).any(|c| n.value == Decimal::from(c)));
                self.year(at).filter(|_| pair)
            }
            What::LikelyYear => {
                let year: i16 = reading.word(at).parse().ok().filter(|_| reading.word(at).len() == 4)?;
                let alone = !reading.glued(at) || matches!(reading.word(at.saturating_sub(1)), "(" | "\"" | "'" | "-");
                let named = at > 0
                    && reading.sense(at - 1, Class::NoFigure).is_some_and(|(s, end)| end == at && s.text != "behind");
                let likely = (1900..2050).contains(&year) && year % 100 != 0 && alone && !named;
                self.hold(likely.then_some(Held::Year(year)), at + 1)
            }
            What::ShortYear => {
                let digits = reading.is(at, TokenKind::Number);
                let (year, end) = self.plain(at, if digits { 0 } else { 20 }, 99)?;
                let first =
                    self.held.iter().find_map(|h| if let Held::Year(y) = h { Some(i64::from(y % 100)) } else { None });
                if (digits && reading.word(at).len() != 2) || first.is_some_and(|first| year <= first && first != 99) {
                    return None;
                }
                self.hold(i16::try_from(year).ok().map(Held::ShortYear), end)
            }
            What::Number => {
                let n = cardinal(reading, at, false)?;
                self.rules.extend(n.rules);
                self.hold(Some(Held::Number(n.value, (at, n.end))), n.end)
            }
            What::Whole => {
                let part = |n: &Number| n.value > Decimal::ONE && n.value <= Decimal::ONE_THOUSAND;
                let n = cardinal(reading, at, false).filter(part)?;
                self.rules.extend(n.rules);
                self.hold(Some(Held::Whole(n.value)), n.end)
            }
        }
    }

    fn hold(&mut self, held: Option<Held<'r>>, end: usize) -> Option<usize> {
        self.held.push(held?);
        Some(end)
    }

    /// A whole number between `least` and `most` of at most two digits, or in words.
    fn plain(&mut self, at: usize, least: i64, most: i64) -> Option<(i64, usize)> {
        if self.reading.is(at, TokenKind::Number) {
            let word = self.reading.word(at);
            let value = word.parse().ok().filter(|v| word.len() <= 2 && (least..=most).contains(v))?;
            return Some((value, at + 1));
        }
        let n = cardinal(self.reading, at, false).filter(|n| !n.digits)?;
        let value = n.value.to_i64().filter(|v| n.value.fract().is_zero() && (least..=most).contains(v))?;
        self.rules.extend(n.rules);
        Some((value, n.end))
    }

    /// A year of four digits, or spelled out: as a number, or as two of two digits ("nineteen eighty-four").
    fn year(&mut self, at: usize) -> Option<usize> {
        const YEARS: std::ops::RangeInclusive<i16> = 1000..=2199;
        let reading = self.reading;
        if reading.is(at, TokenKind::Number) {
            let word = reading.word(at);
            let year = word.parse().ok().filter(|y| word.len() == 4 && YEARS.contains(y));
            return self.hold(year.map(Held::Year), at + 1);
        }
        let first = number(reading, at, false).filter(|n| !n.digits)?;
        let whole = |n: &Number| n.value.to_i16().filter(|_| n.value.fract().is_zero());
        let mut year = whole(&first)?;
        let mut end = first.end;
        self.rules.extend(first.rules);
        if (10..=21).contains(&year)
            && let Some(second) = cardinal(reading, end, false).filter(|n| !n.digits)
            && let Some(rest) = whole(&second).filter(|r| (10..=99).contains(r))
        {
            year = year * 100 + rest;
            end = second.end;
            self.rules.extend(second.rules);
        }
        self.hold(YEARS.contains(&year).then_some(Held::Year(year)), end)
    }

    /// The hour of a clock time: `9`, half past nine as a number, or `7.25` with minutes behind a point.
    fn hour(&mut self, at: usize) -> Option<usize> {
        let (reading, day) = (self.reading, Decimal::from(24));
        if reading.is(at, TokenKind::Number)
            && let Some((hours, minutes)) = reading.word(at).split_once('.').filter(|(_, m)| m.len() == 2)
        {
            let hour: Decimal = hours.parse().ok().filter(|h| *h <= day)?;
            let minute = minutes.parse().ok().filter(|m| *m < 60)?;
            return self.hold(Some(Held::Hour(hour, Some(minute))), at + 1);
        }
        if reading.is(at, TokenKind::Number) && reading.word(at).len() > 2 {
            return None;
        }
        let n = number(reading, at, false)
            .filter(|n| n.value <= day && n.scale.is_none() && !n.value.is_sign_negative())?;
        if !(n.value * Decimal::from(60)).fract().is_zero() {
            return None;
        }
        self.rules.extend(n.rules);
        self.hold(Some(Held::Hour(n.value, None)), n.end)
    }
}
