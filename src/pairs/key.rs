//! A word as one number: short words of one script, which nearly all are, hold their own letters.

use crate::fold::Piece;

/// What a word is looked up by. Different spellings have different keys.
///
/// From the top: whether it is the number of a long spelling, the block of 128 characters that all its letters stand in,
/// whether it may have another form for matching, and behind a leading one the places of its letters in the block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Key(u128);

/// No word.
pub const NO_WORD: Key = Key(0);

/// Bits of a letter's place in its block.
const PLACE: u32 = 7;
/// Letters that a key has room for.
const LETTERS: u32 = 16;
const ODD: u128 = 1 << (LETTERS * PLACE + 1);
const BLOCK: u32 = LETTERS * PLACE + 2;
const LONG: u128 = 1 << 127;

impl Key {
    /// The key of a spelling; `None` where it has no room for it.
    #[inline]
    pub fn packed(piece: Piece<'_>) -> Option<Self> {
        let bytes = match piece.block {
            0 => 1,
            1..16 => 2,
            16..512 => 3,
            _ => 0,
        };
        if piece.text.len() > bytes * LETTERS as usize {
            return Self::mixed(piece.text, piece.odd);
        }
        Some(Self::of(piece.places, piece.block, piece.odd))
    }

    /// The same, letter by letter.
    fn mixed(text: &str, odd: bool) -> Option<Self> {
        let block = text.chars().next()? as u32 >> PLACE;
        let mut places = 1;
        for (at, c) in (0..).zip(text.chars()) {
            if at == LETTERS || c as u32 >> PLACE != block {
                return None;
            }
            places = places << PLACE | u128::from(c as u32 & ((1 << PLACE) - 1));
        }
        (block < 1 << (127 - BLOCK)).then(|| Self::of(places, block, odd))
    }

    fn of(places: u128, block: u32, odd: bool) -> Self {
        Self(places | u128::from(block) << BLOCK | if odd { ODD } else { 0 })
    }

    /// The key of the long spelling of that number.
    pub fn long(number: u32, odd: bool) -> Self {
        Self(LONG | u128::from(number) << 1 | 1 | if odd { ODD } else { 0 })
    }

    /// The number of a long spelling.
    pub fn as_long(self) -> Option<u32> {
        #[allow(clippy::cast_possible_truncation)]
        (self.0 & LONG != 0).then_some((self.0 >> 1) as u32)
    }

    /// Whether the spelling may have another form for matching.
    pub fn is_odd(self) -> bool {
        self.0 & ODD != 0
    }

    /// Puts the spelling of a key that holds its letters into `text`.
    pub fn unpack(self, text: &mut String) {
        text.clear();
        let block = (self.0 >> BLOCK) as u32;
        let places = self.0 & (ODD - 1);
        let letters = places.checked_ilog2().unwrap_or_default() / PLACE;
        for letter in (0..letters).rev() {
            let place = (places >> (letter * PLACE)) as u32 & ((1 << PLACE) - 1);
            text.extend(char::from_u32(block << PLACE | place));
        }
    }

    /// A hash whose upper bits are as good as any.
    #[inline]
    pub fn hash(self) -> u64 {
        let (low, high) = (self.0 as u64, (self.0 >> 64) as u64);
        let product = u128::from(low ^ 0x9E37_79B9_7F4A_7C15) * u128::from(high ^ 0xBF58_476D_1CE4_E5B9);
        (product as u64 ^ (product >> 64) as u64).wrapping_mul(0x94D0_49BB_1331_11EB)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fold::pieces;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_key_holds_its_letters(text in "[a-z]{1,20}|[\u{0980}-\u{09FF}]{1,20}|[\u{0400}-\u{0480}a]{1,18}|\\PC{1,18}", odd: bool) {
            if let Some(key) = Key::packed(Piece::of(&text, odd)) {
                let mut again = String::new();
                key.unpack(&mut again);
                prop_assert_eq!((again.as_str(), key.is_odd(), key.as_long()), (text.as_str(), odd, None));
                prop_assert!(key != NO_WORD);
            }
            pieces(&text, |piece| assert_eq!(Key::packed(piece), Key::packed(Piece::of(piece.text, piece.odd))));
        }

        #[test]
        fn short_words_of_one_script_have_room(text in "[a-z]{1,16}|[\u{0980}-\u{09FF}]{1,16}|[\u{0400}-\u{047F}]{1,16}") {
            prop_assert!(Key::packed(Piece::of(&text, false)).is_some());
        }
    }
}
