//! The language of a story: by its letters, and among languages of the same letters by function words.

use crate::clean::row::Row;
use crate::fold::TokenKind;
use crate::lexis::Reading;
use crate::model::{Article, Role};
use crate::ruleset::{Class, Language, RuleSet};

/// Words of a story that are looked at: more would tell the same.
const ENOUGH: usize = 200;
/// Fewest words that tell a language: a short notice may be figures and names.
const FEWEST: usize = 40;

/// The language of the story, of the whole text where there is none; and whether the story has too few function words
/// to be in it.
pub fn told(rows: &[Row], article: &Article, rules: &RuleSet) -> (usize, bool) {
    let story: Vec<&str> =
        rows.iter().filter(|r| r.role == Some(Role::Body)).map(|r| r.span.of(&article.text)).collect();
    let story = if story.is_empty() { article.text.clone() } else { story.join("\n") };
    let first = rules.language_of(&story);
    let letters = |i: usize| rules.languages.get(i).map_or(0, |l| l.letters_in(&story));
    let most = letters(first);
    let rivals = (0..rules.languages.len()).filter(|i| *i == first || (most > 0 && letters(*i) == most));
    let shares = rivals.map(|i| (i, rules.languages.get(i).and_then(|l| function_words(&story, l))));
    let best = shares.max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(&a.0)));
    let (language, share) = best.unwrap_or((first, None));
    let least = rules.languages.get(language).map_or(0, |l| usize::from(l.least_function_words));
    (language, share.is_some_and(|share| share < least))
}

/// How many of a hundred words are function words of `language`; `None` for too few words.
fn function_words(story: &str, language: &Language) -> Option<usize> {
    let (mut words, mut known) = (0, 0);
    for line in story.lines() {
        let reading = Reading::of(line, 0, language);
        for word in (0..reading.len()).filter(|i| reading.is(*i, TokenKind::Word)) {
            words += 1;
            known += usize::from(reading.sense(word, Class::Stop).is_some());
        }
        if words >= ENOUGH {
            break;
        }
    }
    (words >= FEWEST).then(|| known * 100 / words)
}
