//! What a sentence says in words: posts, quotations, and what it affirms or denies.

use crate::fold::TokenKind;
use crate::model::{Claim, DateRange, Kind, Modality, RawSpan, SentenceKind, Value};
use crate::normalise::claims::View;
use crate::normalise::context::{clause, terms_in};
use crate::normalise::quotation::{quoted, sentences, tokens_of};
use crate::normalise::voice::Voice;
use crate::ruleset::Class;

/// Fewest words of a quotation that is held against another.
const QUOTED_WORDS: usize = 3;
/// Most tokens between a verb of saying and the post of who speaks.
const HOLDER: usize = 4;
/// Fewest words of a remark told without quotation marks.
const RETOLD_WORDS: usize = 4;

impl View<'_> {
    /// Posts, quotations, and what the sentence affirms or denies.
    pub(super) fn words(&self, voice: &Voice, when: Option<DateRange>, out: &mut Vec<Claim>) {
        for role in &voice.roles {
            let words = self.slice(role.raw).into();
            let mut claim = self.blank(Kind::Role, role.raw, Value::Words(words));
            claim.slot = "post".into();
            claim.key = role.key.as_str().into();
            claim.person = role.person.as_slice().into();
            out.push(claim);
        }
        if self.sentence.kind == SentenceKind::Heading {
            return;
        }
        if let Some(person) = &voice.speaker {
            self.quotations(person, voice, out);
        }
        self.statements(&self.quoted_tokens(), voice.speaker.as_deref(), when, out);
    }

    /// Tokens inside quotation marks, where more than a word or two is quoted: what is stated there is
    /// the speaker's.
    fn quoted_tokens(&self) -> Vec<(usize, usize)> {
        const WORDS: usize = 4;
        let base = self.sentence.span.start();
        let spans = quoted(self.text).into_iter().filter_map(|(a, b)| RawSpan::new(base + a, base + b));
        spans.filter_map(|raw| tokens_of(self.reading, raw)).filter(|(a, b)| b - a >= WORDS).collect()
    }

    /// What `person` says in the sentence: each sentence between quotation marks, else what the verb of saying tells.
    fn quotations(&self, person: &[String], voice: &Voice, out: &mut Vec<Claim>) {
        let base = self.sentence.span.start();
        let quotes = quoted(self.text);
        let direct: Vec<RawSpan> = quotes
            .iter()
            .flat_map(|quote| sentences(self.text, *quote))
            .filter_map(|(a, b)| RawSpan::new(base + a, base + b))
            .filter(|raw| self.slice(*raw).split_whitespace().count() >= QUOTED_WORDS)
            .collect();
        for raw in &direct {
            out.extend(self.remark(person, *raw, "direct"));
        }
        // a verb that denies turns what it tells round
        let denies = |at: usize| self.reading.sense(at, Class::Denial).is_some();
        if let Some(verb) = voice.verb.filter(|(at, _)| direct.is_empty() && !denies(*at)) {
            let (start, end) = self.told(voice, verb);
            let raw = self.reading.raw(start, end);
            if self.slice(raw).split_whitespace().count() >= RETOLD_WORDS {
                out.extend(self.remark(person, raw, "retold"));
            }
        }
    }

    /// The tokens of what is told without quotation marks: what follows the verb, else what stands before it; not the side
    /// on which the speaker's post stands.
    fn told(&self, voice: &Voice, (from, to): (usize, usize)) -> (usize, usize) {
        let sign = |i: usize| self.reading.is(i, TokenKind::Sign);
        let len = self.reading.len();
        let behind = (to..len).find(|i| !sign(*i)).unwrap_or(len);
        let holder = voice.roles.iter().any(|r| r.tokens.0 >= to && r.tokens.0 <= behind + HOLDER);
        let follows = self.reading.word(to) == "," || self.reading.language.capitals;
        if follows && !holder && len - behind >= from.min(RETOLD_WORDS + 1) && (len - behind) * 2 >= from {
            return (behind, len);
        }
        let comma = (0..from).rev().find(|i| self.reading.word(*i) == ",");
        (0, comma.filter(|at| *at * 2 > from).unwrap_or(from))
    }

    fn remark(&self, person: &[String], raw: RawSpan, key: &str) -> Option<Claim> {
        let (from, to) = tokens_of(self.reading, raw)?;
        let mut claim = self.blank(Kind::Quotation, raw, Value::Words(self.slice(raw).trim().into()));
        claim.slot = "remark".into();
        claim.key = key.into();
        claim.person = person.into();
        claim.about = terms_in(self.bag, from, to).into();
        let denials = self.reading.all(Class::Negation).filter(|(a, b, _)| *a >= from && *b <= to + 1);
        for (a, b, _) in denials {
            let (start, end) = clause(self.reading, a, b.min(to));
            claim.denied.extend(terms_in(self.bag, start.max(from), end.min(to)));
            claim.modality = Modality::Denied;
        }
        if claim.modality != Modality::Denied {
            let possible = self.reading.has(from, to, Class::Possible);
            claim.modality = if possible { Modality::Possible } else { Modality::Asserted };
        }
        claim.denied.sort_unstable();
        claim.denied.dedup();
        Some(claim)
    }

    /// A piece of the article's text that lies in this sentence.
    fn slice(&self, raw: RawSpan) -> &str {
        let base = self.sentence.span.start();
        self.text.get(raw.start().saturating_sub(base)..raw.end().saturating_sub(base)).unwrap_or_default()
    }
}
