//! A sentence as rules see it: its tokens, and which words of the lexicon stand where.
//!
//! Stages ask it for senses; what a sense is good for is theirs to know.

mod joined;
mod sound;

use std::cmp::Reverse;

pub use crate::lexis::sound::{skeleton, sounding};

use crate::fold::{Folded, Token, TokenKind, fold, tokens};
use crate::lexis::joined::part_joined;
use crate::model::{CleanSpan, RawSpan};
use crate::ruleset::{Class, Classes, Found, Language, Sense};

/// A word or phrase of the lexicon in a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// First token.
    pub start: u32,
    /// One past the last token.
    pub end: u32,
    /// Index of the sense in the lexicon.
    pub sense: u32,
    /// Whether an ending was taken off the last word.
    pub inflected: bool,
}

/// One sentence, tokenised and looked up.
#[derive(Clone, Debug)]
pub struct Reading<'r> {
    /// Its language.
    pub language: &'r Language,
    /// Its folded text.
    pub folded: Folded,
    /// Its tokens; words that were written together are parted.
    pub tokens: Vec<Token>,
    /// What was found, by first token, longest first.
    pub hits: Vec<Hit>,
    /// For each token, where its hits begin in `hits`.
    first: Vec<u32>,
    /// For each token, the classes of its hits.
    classes: Vec<Classes>,
    base: usize,
}

/// The region that a text is from, by the words in it that tell one: the one told most often, none where two are.
fn region<'r>(readings: &[Reading<'r>]) -> Option<&'r str> {
    let mut told: Vec<(&str, usize)> = Vec::new();
    for (_, _, sense) in readings.iter().flat_map(|r| r.all(Class::Region)) {
        match told.iter_mut().find(|(name, _)| *name == sense.text) {
            Some((_, times)) => *times += 1,
            None => told.push((&sense.text, 1)),
        }
    }
    let most = told.iter().map(|(_, times)| *times).max()?;
    let mut first = told.iter().filter(|(_, times)| *times == most);
    first.next().filter(|_| first.next().is_none()).map(|(name, _)| *name)
}

/// Reads the sentences of a text anew, by `read`, where the text is from a region in which words mean other things.
pub fn settle<'r>(readings: &mut [Reading<'r>], read: impl Fn(usize, &str) -> Reading<'r>) {
    let differs = |home: &&str| readings.iter().any(|r| r.language.lexicon.has_region(home));
    let Some(home) = region(readings).filter(differs) else { return };
    for (i, reading) in readings.iter_mut().enumerate() {
        *reading = read(i, home);
    }
}

impl<'r> Reading<'r> {
    /// Reads `text`, which stands at byte `base` of its article.
    #[must_use]
    pub fn of(text: &str, base: usize, language: &'r Language) -> Self {
        Self::from_region(text, base, language, None)
    }

    /// The same for a text by itself, in which words may tell where it is from.
    #[must_use]
    pub fn alone(text: &str, language: &'r Language) -> Self {
        let mut reading = Self::of(text, 0, language);
        settle(std::slice::from_mut(&mut reading), |_, home| Self::from_region(text, 0, language, Some(home)));
        reading
    }

    /// Reads `text` of an article from `region`, whose words have meanings of their own.
    #[must_use]
    pub fn from_region(text: &str, base: usize, language: &'r Language, region: Option<&str>) -> Self {
        let folded = fold(text);
        let mut tokens = part_joined(tokens(&folded.text), &folded.text, language);
        for token in tokens.iter_mut().filter(|t| t.kind == TokenKind::Word) {
            let at = folded.raw(token.start as usize, token.end as usize).0;
            token.capital = text.get(at..).and_then(|t| t.chars().next()).is_some_and(char::is_uppercase);
        }
        let count = tokens.len();
        let (hits, first) = (Vec::with_capacity(count), Vec::with_capacity(count + 1));
        let mut reading = Self { language, folded, tokens, hits, first, classes: Vec::with_capacity(count), base };
        reading.look_up(region);
        reading
    }

    /// Number of tokens.
    #[must_use]
    pub fn len(&self) -> usize {
        self.tokens.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.tokens.is_empty()
    }

    /// Text of token `i`; empty past the end.
    #[must_use]
    pub fn word(&self, i: usize) -> &str {
        self.tokens.get(i).map_or("", |t| t.of(&self.folded.text))
    }

    /// Whether token `i` is of that kind.
    #[must_use]
    pub fn is(&self, i: usize, kind: TokenKind) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == kind)
    }

    /// Whether token `i` follows the one before it without a space.
    #[must_use]
    pub fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    /// Whether token `i` is that sign, with no space on either side.
    #[must_use]
    pub fn tight(&self, i: usize, sign: &str) -> bool {
        self.word(i) == sign && self.glued(i) && self.glued(i + 1)
    }

    /// Whether token `i` began with a capital.
    #[must_use]
    pub fn capital(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.capital)
    }

    /// What was found at token `i`, longest first.
    #[must_use]
    pub fn hits_at(&self, i: usize) -> &[Hit] {
        match (self.first.get(i), self.first.get(i + 1)) {
            (Some(a), Some(b)) => &self.hits[*a as usize..*b as usize],
            _ => &[],
        }
    }

    /// The longest sense of `class` at token `i`, and the token behind it.
    #[must_use]
    pub fn sense(&self, i: usize, class: Class) -> Option<(&'r Sense, usize)> {
        if !self.classes_at(i).meets(class.alone()) {
            return None;
        }
        let lexicon = &self.language.lexicon;
        self.hits_at(i).iter().map(|h| (lexicon.sense(h.sense), h.end as usize)).find(|(sense, _)| sense.class == class)
    }

    /// The classes of what was found at token `i`.
    #[must_use]
    pub fn classes_at(&self, i: usize) -> Classes {
        self.classes.get(i).copied().unwrap_or_default()
    }

    /// All senses of `class` in the sentence: first token, token behind, sense.
    pub fn all(&self, class: Class) -> impl Iterator<Item = (usize, usize, &'r Sense)> + '_ {
        let lexicon = &self.language.lexicon;
        self.hits.iter().filter_map(move |h| {
            let sense = lexicon.sense(h.sense);
            (sense.class == class).then_some((h.start as usize, h.end as usize, sense))
        })
    }

    /// Whether any word between the tokens `from..to` has a sense of `class`.
    #[must_use]
    pub fn has(&self, from: usize, to: usize, class: Class) -> bool {
        (from..to).any(|i| self.sense(i, class).is_some_and(|(_, end)| end <= to))
    }

    /// Where the tokens `from..to` stand in the folded text.
    #[must_use]
    pub fn clean(&self, from: usize, to: usize) -> CleanSpan {
        let start = self.tokens.get(from).map_or(0, |t| t.start as usize);
        let end = to.checked_sub(1).and_then(|i| self.tokens.get(i)).map_or(start, |t| t.end as usize);
        CleanSpan::new(start, end.max(start)).unwrap_or_default()
    }

    /// Where the tokens `from..to` stand in the article's text.
    #[must_use]
    pub fn raw(&self, from: usize, to: usize) -> RawSpan {
        let clean = self.clean(from, to);
        let (start, end) = self.folded.raw(clean.start(), clean.end());
        RawSpan::new(self.base + start, self.base + end).unwrap_or_default()
    }

    fn look_up(&mut self, region: Option<&str>) {
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let lexicon = &self.language.lexicon;
        for start in 0..self.tokens.len() {
            let from = self.hits.len();
            self.first.push(small(from));
            if self.tokens[start].kind != TokenKind::Number {
                let mut found = std::mem::take(&mut self.hits);
                self.look_up_at(start, region, &mut found);
                self.hits = found;
            }
            let classes = self.hits[from..].iter().map(|h| lexicon.sense(h.sense).class.alone());
            self.classes.push(classes.fold(Classes::default(), Classes::with));
        }
        self.first.push(small(self.hits.len()));
    }

    /// Puts what stands at token `start` behind `hits`, longest first.
    fn look_up_at(&self, start: usize, region: Option<&str>, hits: &mut Vec<Hit>) {
        let from = hits.len();
        let lexicon = &self.language.lexicon;
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let hit = |end: usize, sense: u32, inflected| Hit { start: small(start), end: small(end), sense, inflected };
        for found in lexicon.phrases(self.word(start)).iter().filter(|f| self.may_follow(start + 1, f)) {
            if let Some((inflected, end)) = self.rest_matches(start + 1, &found.rest, lexicon.sense(found.sense).exact)
            {
                hits.push(hit(end, found.sense, inflected));
            }
        }
        if let Some((word, behind)) = self.written(start) {
            for found in lexicon.phrases(word).iter().filter(|f| !f.rest.is_empty()) {
                if let Some((inflected, end)) = self.rest_matches(behind, &found.rest, lexicon.sense(found.sense).exact)
                {
                    hits.push(hit(end, found.sense, inflected));
                }
            }
        }
        if self.is(start, TokenKind::Word) {
            stems_of(self.word(start), self.language, &mut |stem| {
                for found in lexicon.phrases(stem).iter().filter(|f| f.rest.is_empty()) {
                    if !lexicon.sense(found.sense).exact {
                        hits.push(hit(start + 1, found.sense, true));
                    }
                }
            });
        }
        if hits.len() == from {
            let denial =
                Some(start).filter(|i| self.is(*i, TokenKind::Word)).and_then(|i| lexicon.denying(self.word(i)));
            hits.extend(denial.map(|sense| hit(start + 1, sense, true)));
            return;
        }
        self.prefer_whole_words(from, hits);
        let home = |h: &Hit| lexicon.sense(h.sense).region.as_deref();
        retain_behind(from, hits, |h| home(h).is_none() || home(h) == region);
        let order = |h: &Hit| (Reverse(h.end), home(h).is_none(), h.inflected, h.sense);
        hits[from..].sort_by_key(order);
        let mut kept = from;
        for i in from..hits.len() {
            if kept == from || hits[i] != hits[kept - 1] {
                hits[kept] = hits[i];
                kept += 1;
            }
        }
        hits.truncate(kept);
    }

    /// Whether the token at `at` begins like the second word of a phrase: most phrases of a common word end here.
    fn may_follow(&self, at: usize, found: &Found) -> bool {
        const LOOKED_AT: usize = 3;
        let Some(next) = found.rest.first() else { return true };
        self.word(at).as_bytes().starts_with(&next.as_bytes()[..next.len().min(LOOKED_AT)])
    }

    /// A word that is a function word as it stands is no inflected noun.
    fn prefer_whole_words(&self, from: usize, hits: &mut Vec<Hit>) {
        let lexicon = &self.language.lexicon;
        let function = |h: &Hit| h.end == h.start + 1 && FUNCTION.contains(&lexicon.sense(h.sense).class);
        let whole = hits[from..].iter().filter(|h| !h.inflected && function(h)).map(|h| h.end).max();
        if let Some(end) = whole {
            let doubtful = |h: &Hit| h.inflected && h.end <= end && NOUNS.contains(&lexicon.sense(h.sense).class);
            retain_behind(from, hits, |h| !doubtful(h));
        }
    }

    /// The word that was parted into tokens from `i` on, and the token behind it.
    #[must_use]
    pub fn written(&self, i: usize) -> Option<(&str, usize)> {
        if !self.glued(i + 1) {
            return None;
        }
        let word = |at: &usize| self.is(*at, TokenKind::Word) && self.glued(*at);
        let last = (i + 1..self.len()).take_while(word).last().filter(|_| self.is(i, TokenKind::Word))?;
        let text = self.folded.text.get(self.tokens[i].start as usize..self.tokens[last].end as usize)?;
        Some((text, last + 1))
    }

    /// Whether the tokens from `at` on are `rest`, where a word that was parted counts as written; the last one may carry
    /// an ending unless `exact`. Says whether it does, and the token behind.
    fn rest_matches(&self, mut at: usize, rest: &[Box<str>], exact: bool) -> Option<(bool, usize)> {
        let (last, middle) = match rest.split_last() {
            None => return Some((false, at)),
            Some(parts) => parts,
        };
        for word in middle {
            at = self.plain(at, word)?;
        }
        if let Some(end) = self.plain(at, last) {
            return Some((false, end));
        }
        let word = self.word(at);
        let mut found = false;
        if !exact && word.starts_with(last.as_ref()) {
            stems_of(word, self.language, &mut |stem| found |= stem == last.as_ref());
        }
        found.then_some((true, at + 1))
    }

    /// The token behind `word`, if it stands at token `at` as it is.
    fn plain(&self, at: usize, word: &str) -> Option<usize> {
        if self.word(at) == word {
            return Some(at + 1);
        }
        self.written(at).filter(|(text, _)| *text == word).map(|(_, behind)| behind)
    }
}

/// Keeps of the hits from `from` on those that `keep` picks.
fn retain_behind(from: usize, hits: &mut Vec<Hit>, keep: impl Fn(&Hit) -> bool) {
    let mut i = 0;
    hits.retain(|h| {
        i += 1;
        i <= from || keep(h)
    });
}

/// Classes of function words.
const FUNCTION: [Class; 5] = [Class::Stop, Class::Attribution, Class::Negation, Class::Planned, Class::Possible];
/// Classes of nouns, which take endings.
const NOUNS: [Class; 5] = [Class::Slot, Class::Concept, Class::Name, Class::Title, Class::Unit];
/// Most endings that one word carries.
const MOST_ENDINGS: usize = 3;

/// Calls `each` with what is left of `word` when one, two or three endings are taken off.
fn stems_of(word: &str, language: &Language, each: &mut dyn FnMut(&str)) {
    fn go(word: &str, language: &Language, left: usize, each: &mut dyn FnMut(&str)) {
        for stem in language.lexicon.stems(word) {
            let stem = stem.trim_end_matches('\'');
            each(stem);
            if left > 1 {
                go(stem, language, left - 1, each);
            }
        }
    }
    go(word, language, MOST_ENDINGS, each);
}

/// The word without its endings, for words that the lexicon does not hold: endings are taken off, longest
/// first, as long as the language's shortest stem is left.
#[must_use]
pub fn stem<'w>(word: &'w str, language: &Language) -> &'w str {
    let mut stem = word;
    for _ in 0..MOST_ENDINGS {
        let shorter = language
            .lexicon
            .suffixes()
            .find_map(|s| stem.strip_suffix(s).filter(|rest| rest.chars().count() >= language.shortest_stem));
        match shorter {
            Some(rest) => stem = rest.trim_end_matches('\''),
            None => break,
        }
    }
    stem
}

/// The word without its longest ending alone, if what is left is not shorter than the shortest stem, and how many
/// letters that ending has.
#[must_use]
pub fn without_ending<'w>(word: &'w str, language: &Language) -> (&'w str, usize) {
    let cut = |s: &str| word.strip_suffix(s).map(|rest| (rest.trim_end_matches('\''), s.chars().count()));
    let long = |(rest, _): &(&str, usize)| rest.chars().count() >= language.shortest_stem.min(2);
    language.lexicon.suffixes().filter_map(cut).find(long).unwrap_or((word, 0))
}
