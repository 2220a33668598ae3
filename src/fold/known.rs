//! What is known of a character, asked for every character of every text and so worked out once.

use std::sync::OnceLock;

use unicode_normalization::char::{canonical_combining_class, is_combining_mark};
use unicode_normalization::{IsNormalized, is_nfc_quick};

use crate::fold::one_form;

/// Composing never changes or joins the character, whatever stands beside it.
pub const COMPOSED: u8 = 1;
/// The character has no other form for matching, and no small letter.
pub const KEPT: u8 = 2;
/// A letter, a mark, or another character that stands inside words.
pub const IN_WORD: u8 = 4;

/// Characters that are worked out at once.
const BLOCK: usize = 256;

/// Whether `what` holds of the character.
pub fn is(c: char, what: u8) -> bool {
    let code = c as usize;
    let of_block = |block: &OnceLock<[u8; BLOCK]>| block.get_or_init(|| block_from(code - code % BLOCK))[code % BLOCK];
    KNOWN.get(code / BLOCK).map_or_else(|| known(c), of_block) & what != 0
}

fn known(c: char) -> u8 {
    let composed = is_nfc_quick(std::iter::once(c)) == IsNormalized::Yes && canonical_combining_class(c) == 0;
    let kept = one_form(c).is_none() && !c.is_uppercase();
    let in_word = (c.is_alphanumeric() && !c.is_ascii_digit()) || is_combining_mark(c);
    u8::from(composed) * COMPOSED + u8::from(kept) * KEPT + u8::from(in_word) * IN_WORD
}

/// `known` for the characters of the first plane, by block: few texts need more than a few of them.
static KNOWN: [OnceLock<[u8; BLOCK]>; 0x1_0000 / BLOCK] = [const { OnceLock::new() }; 0x1_0000 / BLOCK];

fn block_from(first: usize) -> [u8; BLOCK] {
    std::array::from_fn(|at| u32::try_from(first + at).ok().and_then(char::from_u32).map_or(0, known))
}
