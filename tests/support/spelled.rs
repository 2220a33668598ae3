//! Numbers written out by tables of their own, which share nothing with the rules.

/// Bengali words for 0 to 99. Source: Bangla Academy's spelling, as dictionaries print it.
const BENGALI: &str = "শূন্য এক দুই তিন চার পাঁচ ছয় সাত আট নয় দশ এগারো বারো তেরো চৌদ্দ পনেরো ষোলো সতেরো আঠারো উনিশ \
বিশ একুশ বাইশ তেইশ চব্বিশ পঁচিশ ছাব্বিশ সাতাশ আটাশ ঊনত্রিশ ত্রিশ একত্রিশ বত্রিশ তেত্রিশ চৌত্রিশ পঁয়ত্রিশ ছত্রিশ সাঁইত্রিশ \
আটত্রিশ ঊনচল্লিশ চল্লিশ একচল্লিশ বিয়াল্লিশ তেতাল্লিশ চুয়াল্লিশ পঁয়তাল্লিশ ছেচল্লিশ সাতচল্লিশ আটচল্লিশ ঊনপঞ্চাশ পঞ্চাশ \
একান্ন বাহান্ন তিপ্পান্ন চুয়ান্ন পঞ্চান্ন ছাপ্পান্ন সাতান্ন আটান্ন ঊনষাট ষাট একষট্টি বাষট্টি তেষট্টি চৌষট্টি পঁয়ষট্টি ছেষট্টি \
সাতষট্টি আটষট্টি ঊনসত্তর সত্তর একাত্তর বাহাত্তর তিয়াত্তর চুয়াত্তর পঁচাত্তর ছিয়াত্তর সাতাত্তর আটাত্তর ঊনআশি আশি একাশি বিরাশি \
তিরাশি চুরাশি পঁচাশি ছিয়াশি সাতাশি আটাশি ঊননব্বই নব্বই একানব্বই বিরানব্বই তিরানব্বই চুরানব্বই পঁচানব্বই ছিয়ানব্বই সাতানব্বই \
আটানব্বই নিরানব্বই";

const ENGLISH: &str = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
seventeen eighteen nineteen";

const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Other spellings that are in print. Source: as above, and newspapers.
const VARIANTS: [(&str, &str); 10] = [
    ("বাহান্ন", "বায়ান্ন"),
    ("তিপ্পান্ন", "তেপ্পান্ন"),
    ("এগারো", "এগার"),
    ("তেরো", "তের"),
    ("চৌদ্দ", "চোদ্দ"),
    ("পনেরো", "পনের"),
    ("ষোলো", "ষোল"),
    ("সতেরো", "সতের"),
    ("আঠারো", "আঠার"),
    ("ত্রিশ", "তিরিশ"),
];

/// How the hundreds of a Bengali number are written.
pub const HUNDREDS: [&str; 6] = ["শ", " শ", "শো", " শো", "শত", " শত"];

/// How a hundred thousand is written.
pub const LAKHS: [&str; 2] = ["লাখ", "লক্ষ"];

/// How a Bengali number is written.
#[derive(Clone, Copy, Debug)]
pub struct Spelling {
    pub hundred: &'static str,
    pub lakh: &'static str,
    /// Whether words with another spelling take it.
    pub variants: bool,
}

/// A number in Bengali words; from a thousand crores on, what stands before the last "কোটি" is one of its own.
pub fn bengali(n: u64, how: Spelling) -> String {
    let words: Vec<&str> = BENGALI.split_whitespace().collect();
    assert_eq!(words.len(), 100);
    let (hundred, lakh) = (how.hundred, format!(" {}", how.lakh));
    let scales = [(10_000_000, " কোটি"), (100_000, &lakh), (1000, " হাজার"), (100, hundred)];
    let (mut rest, mut parts) = (n, Vec::new());
    for (scale, word) in scales {
        if rest >= scale {
            parts.push(bengali(rest / scale, how) + word);
            rest %= scale;
        }
    }
    if rest > 0 || n == 0 {
        parts.push(words[usize::try_from(rest).unwrap()].to_owned());
    }
    if how.variants { varied(&parts.join(" ")) } else { parts.join(" ") }
}

/// The words in their other spelling, with "য়" as the one character that it is not by itself.
fn varied(words: &str) -> String {
    let other = |word: &str| VARIANTS.iter().find(|(from, _)| *from == word).map_or(word, |(_, to)| *to).to_owned();
    let all: Vec<String> = words.split(' ').map(other).collect();
    all.join(" ").replace('ঊ', "উ").replace("\u{09AF}\u{09BC}", "\u{09DF}")
}

/// The scales of English, and those of South Asia.
pub const MILLIONS: [(u64, &str); 4] =
    [(1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand"), (100, "hundred")];
pub const CRORES: [(u64, &str); 4] = [(10_000_000, "crore"), (100_000, "lakh"), (1000, "thousand"), (100, "hundred")];

/// How an English number is written.
#[derive(Clone, Copy, Debug)]
pub struct English {
    pub scales: [(u64, &'static str); 4],
    /// Whether lakhs and crores have a plural.
    pub plural: bool,
    /// Whether "and" stands before the last tens and ones.
    pub and: bool,
    /// What stands between tens and ones.
    pub hyphen: &'static str,
}

/// A number in English words.
pub fn english(n: u64, how: English) -> String {
    // in the count of a scale "and" stands only behind hundreds: "eight thousand and one crore" may be two numbers
    let within = |n, and| english(n, English { and: how.and && and, ..how });
    if let Some((scale, word)) = how.scales.into_iter().find(|(scale, _)| n >= *scale) {
        let (count, rest) = (n / scale, n % scale);
        let s = if how.plural && count > 1 && ["lakh", "crore"].contains(&word) { "s" } else { "" };
        let head = format!("{} {word}{s}", within(count, count < 1000));
        let joint = if how.and && rest < 100 { " and " } else { " " };
        return if rest == 0 { head } else { format!("{head}{joint}{}", within(rest, true)) };
    }
    match (n / 10, n % 10) {
        (0 | 1, _) => ENGLISH.split_whitespace().nth(usize::try_from(n).unwrap()).unwrap().to_owned(),
        (tens, 0) => TENS[usize::try_from(tens).unwrap()].to_owned(),
        (tens, one) => format!("{}{}{}", TENS[usize::try_from(tens).unwrap()], how.hyphen, within(one, true)),
    }
}

/// The fourths that a word before a Bengali number adds to it or takes from it, and the least number it stands with.
pub const FOURTHS: [(&str, i64, u8); 3] = [("সাড়ে", 2, 3), ("পৌনে", -1, 1), ("সোয়া", 1, 1)];

/// Words that are one and a half, and two and a half, in fourths.
pub const HALVES: [(&str, i64); 2] = [("দেড়", 6), ("আড়াই", 10)];

/// Digits of Bengali.
pub fn digits(n: u32) -> String {
    in_bengali(&n.to_string())
}

/// Text with its digits in Bengali.
pub fn in_bengali(text: &str) -> String {
    let bengali = |c: char| c.to_digit(10).map_or(c, |d| char::from_u32(0x09E6 + d).unwrap());
    text.chars().map(bengali).collect()
}

/// A number as Bengali digits with scales between them: `৩ লাখ ২১ হাজার ৫০`.
pub fn chained(n: u32) -> String {
    let scales = [(10_000_000, "কোটি"), (100_000, "লাখ"), (1000, "হাজার")];
    let (mut rest, mut parts) = (n, Vec::new());
    for (scale, word) in scales {
        if rest >= scale {
            parts.push(format!("{} {word}", digits(rest / scale)));
            rest %= scale;
        }
    }
    if rest > 0 || n == 0 {
        parts.push(digits(rest));
    }
    parts.join(" ")
}
