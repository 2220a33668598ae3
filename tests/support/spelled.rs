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

/// How the hundreds of a Bengali number are written.
pub const HUNDREDS: [&str; 4] = ["শ", " শ", "শো", " শত"];

/// A number up to 9999 in Bengali words.
pub fn bengali(n: u32, hundred: &str) -> String {
    let words: Vec<&str> = BENGALI.split_whitespace().collect();
    assert_eq!(words.len(), 100);
    let mut parts = Vec::new();
    if n >= 1000 {
        parts.push(format!("{} হাজার", words[(n / 1000) as usize]));
    }
    if n % 1000 >= 100 {
        parts.push(format!("{}{hundred}", words[(n % 1000 / 100) as usize]));
    }
    if !n.is_multiple_of(100) || n == 0 {
        parts.push(words[(n % 100) as usize].to_owned());
    }
    parts.join(" ")
}

/// A number below a thousand million in English words, with or without "and" behind the hundreds.
pub fn english(n: u32, and: bool) -> String {
    let scales = [(1_000_000, "million"), (1000, "thousand"), (100, "hundred")];
    if let Some((scale, word)) = scales.into_iter().find(|(scale, _)| n >= *scale) {
        let head = format!("{} {word}", english(n / scale, and));
        let joint = if and && scale == 100 { " and " } else { " " };
        return if n.is_multiple_of(scale) { head } else { format!("{head}{joint}{}", english(n % scale, and)) };
    }
    match (n / 10, n % 10) {
        (0 | 1, _) => ENGLISH.split_whitespace().nth(n as usize).unwrap().to_owned(),
        (tens, 0) => TENS[tens as usize].to_owned(),
        (tens, one) => format!("{}-{}", TENS[tens as usize], english(one, and)),
    }
}

/// Digits of Bengali.
pub fn digits(n: u32) -> String {
    let bengali = |c: char| char::from_u32(0x09E6 + c.to_digit(10).unwrap()).unwrap();
    n.to_string().chars().map(bengali).collect()
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
