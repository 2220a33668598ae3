//! What a sentence says in words: posts, quotations, and what it affirms or denies.

use crate::model::{Claim, DateRange, Kind, Modality, RawSpan, SentenceKind, Value};
use crate::normalise::claims::View;
use crate::normalise::context::terms_in;
use crate::normalise::quotation::{Speakers, quoted};
use crate::normalise::role::roles;
use crate::ruleset::Class;

/// Fewest words of a quotation that is held against another.
const QUOTED_WORDS: usize = 2;

impl View<'_> {
    /// Posts, quotations, and what the sentence affirms or denies.
    pub(super) fn words(&self, speakers: &mut Speakers, when: Option<DateRange>, out: &mut Vec<Claim>) {
        let roles = roles(self.reading, self.text);
        for role in &roles {
            let words = self.slice(role.raw).to_owned();
            let mut claim = self.blank(Kind::Role, role.raw, Value::Words(words));
            "post".clone_into(&mut claim.slot);
            claim.key.clone_from(&role.key);
            claim.person.clone_from(&role.person);
            out.push(claim);
        }
        let speaker = speakers.hear(self.reading, &roles);
        if self.sentence.kind == SentenceKind::Heading {
            return;
        }
        if let Some(person) = &speaker {
            self.quotations(person, out);
        }
        self.statements(&self.quoted_tokens(), speaker.as_deref(), when, out);
    }

    /// Tokens inside quotation marks, where more than a word or two is quoted: what is stated there is
    /// the speaker's.
    fn quoted_tokens(&self) -> Vec<(usize, usize)> {
        const WORDS: usize = 4;
        let base = self.sentence.span.start();
        let spans = quoted(self.text).into_iter().filter_map(|(a, b)| RawSpan::new(base + a, base + b));
        spans.filter_map(|raw| self.tokens_of(raw)).filter(|(a, b)| b - a >= WORDS).collect()
    }

    fn quotations(&self, person: &[String], out: &mut Vec<Claim>) {
        let base = self.sentence.span.start();
        let mut push = |from: usize, to: usize, key: &str| {
            let Some(raw) = RawSpan::new(base + from, base + to) else { return };
            let words = self.slice(raw).trim();
            if words.split_whitespace().count() < QUOTED_WORDS {
                return;
            }
            let mut claim = self.blank(Kind::Quotation, raw, Value::Words(words.to_owned()));
            "remark".clone_into(&mut claim.slot);
            key.clone_into(&mut claim.key);
            claim.person = person.to_vec();
            claim.about = self.terms_between(raw);
            claim.modality = if self.negated(raw) { Modality::Denied } else { Modality::Asserted };
            out.push(claim);
        };
        let direct = quoted(self.text);
        for (from, to) in &direct {
            push(*from, *to, "direct");
        }
        if direct.is_empty() {
            let said = self.reading.all(Class::Attribution).next().map(|(_, end, _)| end);
            let from =
                said.filter(|end| self.reading.word(*end) == ",").map(|end| self.reading.raw(end, end + 1).end());
            let from = from.map_or(0, |at| at.saturating_sub(base));
            push(from, self.text.len(), "retold");
        }
    }

    fn negated(&self, raw: RawSpan) -> bool {
        self.reading.all(Class::Negation).any(|(a, b, _)| self.reading.raw(a, b).overlaps(raw))
    }

    fn terms_between(&self, raw: RawSpan) -> Vec<u32> {
        self.tokens_of(raw).map_or_else(Vec::new, |(from, to)| terms_in(self.bag, from, to))
    }

    /// First token and one past the last of those that stand in `raw`, if any does.
    pub(super) fn tokens_of(&self, raw: RawSpan) -> Option<(usize, usize)> {
        let inside = |i: &usize| self.reading.raw(*i, i + 1).overlaps(raw);
        let from = (0..self.reading.len()).find(inside)?;
        Some((from, (from..self.reading.len()).find(|i| !inside(i)).unwrap_or(self.reading.len())))
    }

    /// A piece of the article's text that lies in this sentence.
    fn slice(&self, raw: RawSpan) -> &str {
        let base = self.sentence.span.start();
        self.text.get(raw.start().saturating_sub(base)..raw.end().saturating_sub(base)).unwrap_or_default()
    }
}
