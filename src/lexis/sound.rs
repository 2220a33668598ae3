//! How words sound across scripts.

use crate::ruleset::Language;

/// Letters that a skeleton leaves out: vowels, and consonants that scripts drop.
const SOFT: [char; 8] = ['a', 'e', 'i', 'o', 'u', 'y', 'h', 'w'];

/// How a word sounds, in Latin letters.
#[must_use]
pub fn sounding(word: &str, language: &Language) -> String {
    let mut out = String::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        match language.sounds.iter().find(|(letters, _)| rest.starts_with(letters.as_str())) {
            Some((letters, sound)) => {
                out.push_str(sound);
                rest = &rest[letters.len()..];
            }
            None => {
                out.push(first);
                rest = &rest[first.len_utf8()..];
            }
        }
    }
    out
}

/// The consonants of what is heard, doubled ones once.
#[must_use]
pub fn skeleton(sounds: &str) -> String {
    let mut bones: Vec<char> = sounds.chars().filter(|c| !SOFT.contains(c)).collect();
    bones.dedup();
    bones.into_iter().collect()
}
