//! Words that are written together and are read apart.

use crate::fold::{Token, TokenKind};
use crate::lexis::stems_of;
use crate::ruleset::{Class, Found, Language};

/// Classes that a word written together with a number or a "last" can begin with.
const JOINED: [Class; 6] =
    [Class::Classifier, Class::Unit, Class::TimeUnit, Class::Scale, Class::HourMark, Class::OrdinalSuffix];

/// Classes of whole words that are not parted, though they begin with a joiner.
const WHOLE: [Class; 8] = [
    Class::Number,
    Class::Vague,
    Class::Scale,
    Class::Ordinal,
    Class::RelativeDay,
    Class::Month,
    Class::Weekday,
    Class::Name,
];

/// Parts words that are written together ("three-persons" in one word), where the lexicon allows it.
pub fn part_joined(tokens: Vec<Token>, text: &str, language: &Language) -> Vec<Token> {
    let lexicon = &language.lexicon;
    let mut out = Vec::with_capacity(tokens.len());
    for token in tokens {
        let whole = |w: &str| {
            lexicon.phrases(w).iter().any(|f| f.rest.is_empty() && WHOLE.contains(&lexicon.sense(f.sense).class))
        };
        let small = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let mut rest = token;
        while token.kind == TokenKind::Word
            && let Some((end, next)) = joint(rest.of(text), language)
            && (rest != token || !whole(token.of(text)))
        {
            out.push(Token { end: rest.start + small(end), ..rest });
            rest = Token { start: rest.start + small(next), glued: true, ..rest };
        }
        out.push(rest);
    }
    out
}

/// Where `word` comes apart into a joiner and a word of the classes `JOINED`: end of the one, start of the
/// other; an apostrophe between them belongs to neither.
fn joint(word: &str, language: &Language) -> Option<(usize, usize)> {
    let lexicon = &language.lexicon;
    let fits = |rest: &str, inflected: bool| {
        let sense = |f: &Found| lexicon.sense(f.sense);
        let found = |f: &Found| f.rest.is_empty() && JOINED.contains(&sense(f).class) && !(inflected && sense(f).exact);
        lexicon.phrases(rest).iter().any(found)
    };
    let joined = |rest: &str| {
        let mut found = fits(rest, false);
        if !found {
            stems_of(rest, language, &mut |stem| found |= fits(stem, true));
        }
        // three words written together: the second joins on too
        found || joint(rest, language).is_some_and(|(end, _)| fits(&rest[..end], false))
    };
    lexicon
        .joiners(word)
        .filter_map(|joiner| Some((joiner.len(), word.strip_prefix(joiner)?.trim_start_matches('\''))))
        .filter(|(_, rest)| !rest.is_empty())
        .find(|(_, rest)| joined(rest))
        .map(|(end, rest)| (end, word.len() - rest.len()))
}
