//! What notions are called in a language: the first of the words that its shipped rules list for each.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::ruleset::embedded;

#[derive(Deserialize)]
struct Listing {
    #[serde(default)]
    words: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    value: String,
    #[serde(default)]
    words: Vec<String>,
}

/// The notions of the shipped rules of a language, by key; empty for a language without rules.
#[must_use]
pub fn headwords(language: &str) -> BTreeMap<String, String> {
    let place = format!("{language}/concepts/");
    let mut found = BTreeMap::new();
    for (path, text) in embedded::files(|path| path.contains("/concepts/")) {
        if !path.starts_with(&place) {
            continue;
        }
        let Ok(listing) = toml::from_str::<Listing>(&text) else { continue };
        for entry in listing.words {
            if let Some(word) = entry.words.into_iter().next() {
                found.entry(entry.value).or_insert(word);
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notion_is_called_by_its_first_word() {
        assert_eq!(headwords("bn")["roof"], "\u{99b}\u{9be}\u{9a6}");
        assert!(headwords("bn").len() > 1_000 && headwords("b").is_empty());
    }
}
