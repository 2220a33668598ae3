//! What holds of every text, number and date.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/run.rs"]
mod run;
#[path = "support/spelled.rs"]
mod spelled;

use std::sync::OnceLock;

use gormil::extract::mentions_in;
use gormil::fold::folded;
use gormil::lexis::Reading;
use gormil::model::Article;
use gormil::report::Options;
use gormil::single::{Extracted, extract_text};
use gormil::split::units;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use rust_decimal::Decimal;
use serde_json::Number;

use crate::run::{folder, report, rules};
use crate::spelled::{English, Spelling};

/// Cases of properties that run the whole pipeline.
const FEW: u32 = 48;

/// What failed once becomes a test with a name, not a seed in a file.
fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// All words of the rules, and what stands between words.
fn words() -> &'static [String] {
    const MORE: [&str; 24] = [
        "৭",
        "১২",
        "২০১৯",
        "৩.৫",
        "১,২০,০০০",
        "9",
        "31",
        "2024",
        "4.25",
        "12,500",
        "-",
        "–",
        "%",
        "৳",
        "$",
        ",",
        "(",
        ")",
        "'",
        "’",
        "“",
        "”",
        "।",
        ".",
    ];
    static WORDS: OnceLock<Vec<String>> = OnceLock::new();
    WORDS.get_or_init(|| {
        let entries = rules().languages.iter().flat_map(|l| l.lexicon.entries()).map(|(word, _)| word);
        let mut words: Vec<String> = entries.collect();
        words.sort();
        words.dedup();
        // Signs and digits as often as all words together.
        let times = words.len() / MORE.len() / 2;
        words.extend(MORE.iter().cycle().take(times * MORE.len()).map(|w| (*w).to_owned()));
        words
    })
}

/// Words of the rules, digits and signs, mostly with spaces between them.
fn phrase() -> impl Strategy<Value = String> {
    let gap = prop_oneof![6 => Just(" "), 2 => Just(""), 1 => Just("\n"), 1 => Just("\u{200C}")];
    vec((select(words()), gap), 0..24).prop_map(|parts| parts.into_iter().map(|(w, gap)| w + gap).collect())
}

fn text() -> impl Strategy<Value = String> {
    let letters = "[ \n০-৯0-9অ-হা-়্ঁa-zA-Z.,।'’“”-]{0,160}";
    prop_oneof![3 => phrase(), 1 => "\\PC{0,160}", 1 => letters, 1 => any::<String>()]
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn splitting_loses_no_text(text in text()) {
        for language in &rules().languages {
            let units = units(&text, language);
            for (at, c) in text.char_indices().filter(|(_, c)| !c.is_whitespace()) {
                let holds = units.iter().filter(|u| u.start() <= at && at + c.len_utf8() <= u.end()).count();
                prop_assert_eq!(holds, 1, "{:?} at {} in {:?}", c, at, units);
            }
        }
    }

    #[test]
    fn folding_twice_is_folding_once(text in text()) {
        let once = folded(&text);
        prop_assert_eq!(&folded(&once), &once);
    }

    #[test]
    fn spans_always_slice(text in text(), before in "\\PC{0,9}") {
        let whole = format!("{before}{text}");
        for language in &rules().languages {
            let reading = Reading::of(&text, before.len(), language);
            let mut last = before.len();
            for mention in mentions_in(&reading).mentions {
                let (raw, clean) = (mention.raw, mention.span);
                prop_assert!(whole.get(raw.start()..raw.end()).is_some_and(|s| !s.is_empty()), "{mention:?}");
                prop_assert!(reading.folded.text.get(clean.start()..clean.end()).is_some_and(|s| !s.is_empty()));
                prop_assert!(raw.start() >= last, "{mention:?} begins before {last}");
                last = raw.end();
            }
        }
    }

    #[test]
    fn a_sentence_after_it_changes_nothing_before(text in whole_sentence(), more in sentence()) {
        let alone = extracted(&text);
        let mut followed = extracted(&format!("{text} {more}"));
        let end = text.len();
        followed.sentences.truncate(alone.sentences.len());
        followed.quantities.retain(|q| q.start < end);
        followed.dates.retain(|d| d.start < end);
        followed.durations.retain(|d| d.start < end);
        prop_assert_eq!(alone, followed);
    }

    #[test]
    fn a_sentence_before_it_changes_nothing_after(text in whole_sentence(), more in sentence()) {
        let alone = extracted(&text);
        let mut led = extracted(&format!("{more} {text}"));
        let begin = more.len() + 1;
        led.sentences.drain(..led.sentences.len().saturating_sub(alone.sentences.len()));
        led.quantities.retain(|q| q.start >= begin);
        led.dates.retain(|d| d.start >= begin);
        led.durations.retain(|d| d.start >= begin);
        led.quantities.iter_mut().for_each(|q| (q.start, q.end) = (q.start - begin, q.end - begin));
        led.dates.iter_mut().for_each(|d| (d.start, d.end) = (d.start - begin, d.end - begin));
        led.durations.iter_mut().for_each(|d| (d.start, d.end) = (d.start - begin, d.end - begin));
        prop_assert_eq!(alone, led);
    }
}

/// Words of the rules as one sentence, with no quotation left open and a capital at its start, or a sentence with a sense.
fn whole_sentence() -> impl Strategy<Value = String> {
    let words = phrase().prop_map(|text| {
        let text: String = text.chars().filter(|c| !"'’“”\"\n".contains(*c)).collect();
        let mut rest = text.trim_matches(|c: char| !c.is_alphanumeric()).chars();
        let first = rest.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
        format!("{first}{}।", rest.as_str())
    });
    let words = words.prop_filter("no sentence without words", |text| {
        text.len() > "।".len() && !text.starts_with(char::is_lowercase)
    });
    prop_oneof![3 => words, 1 => sentence()]
}

fn extracted(text: &str) -> Extracted {
    extract_text(text, Some("bn"), "2025-06-15".parse().ok(), rules())
}

proptest! {
    #![proptest_config(cases(FEW))]

    #[test]
    fn no_text_stops_a_run(one in text(), two in text(), more in vec(text(), 1..4)) {
        let page = format!("<html><body><article><h1>{one}</h1><p>{}</p></article></body></html>", more.join("</p><p>"));
        let line = serde_json::json!({"outlet": one, "published": two, "title": one, "text": more.join("\n")});
        let story = more.join("\n\n");
        let all = [("a.txt", story.as_bytes()), ("b.txt", two.as_bytes()), ("c.html", page.as_bytes())];
        let line = line.to_string();
        let folder = folder(&[all[0], all[1], all[2], ("d.jsonl", line.as_bytes())]);
        prop_assert_eq!(report(&[folder.path().to_owned()], &Options::default()).len(), 8);
    }

    #[test]
    fn no_bytes_stop_a_run(bytes in vec(any::<u8>(), 0..600), name in select(&["a.txt", "a.html", "a.jsonl"][..])) {
        let folder = folder(&[(name, &bytes), ("b.txt", b"Six people died in Borgan on Monday.")]);
        prop_assert_eq!(report(&[folder.path().to_owned()], &Options::default()).len(), 8);
    }
}

/// A sentence that states a toll, a price or a date of one invented event.
fn sentence() -> impl Strategy<Value = String> {
    let amount = prop_oneof![3 => (2u32..60).prop_map(spelled::digits), 1 => (2u64..60, spelling()).prop_map(|(n, how)| spelled::bengali(n, how))];
    let hedge = select(&["", "প্রায় ", "অন্তত ", "সর্বোচ্চ "][..]);
    let toll = (hedge, amount).prop_map(|(hedge, n)| format!("বরগাঁও জুট মিলের আগুনে {hedge}{n} জন শ্রমিক নিহত হয়েছেন।"));
    let english = (select(&["", "about ", "at least ", "more than "][..]), 2u32..60)
        .prop_map(|(hedge, n)| format!("The fire at the Borgaon jute mill killed {hedge}{n} workers."));
    let price = (1u32..30, select(&["কোটি", "লাখ"][..]))
        .prop_map(|(n, scale)| format!("বরগাঁও জুট মিলের আগুনে ক্ষতি হয়েছে {} {scale} টাকা।", spelled::digits(n)));
    let date = (1u32..13, select(&["মার্চ", "এপ্রিল"][..]))
        .prop_map(|(day, month)| format!("বরগাঁও জুট মিলে আগুন লাগে ২০২৫ সালের {} {month}।", spelled::digits(day)));
    prop_oneof![3 => toll, 2 => english, 1 => price, 1 => date]
}

/// Verdicts on two articles of one sentence each, put out at one time.
fn verdicts(a: &str, b: &str) -> Vec<(&'static str, &'static str, &'static str)> {
    let article = |name: &str, text: &str| Article {
        document: format!("{name}.txt"),
        reader: "plain",
        text: text.to_owned(),
        first_line: 1,
        outlet: Some(name.to_owned()),
        published: Some("2025-04-20T10:00".to_owned()),
        ..Article::default()
    };
    let outcome = gormil::compared(vec![article("dak", a), article("post", b)], Vec::new(), rules());
    let mut all: Vec<_> = outcome.findings.iter().map(|f| (f.verdict.name(), f.why.name(), f.kind.name())).collect();
    all.sort_unstable();
    all
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn who_said_it_first_is_no_evidence(a in sentence(), b in sentence()) {
        prop_assert_eq!(verdicts(&a, &b), verdicts(&b, &a));
    }

    #[test]
    fn numbers_in_bengali_words_are_read_back(n in size(12), how in spelling()) {
        let words = spelled::bengali(n, how);
        prop_assert_eq!(read(&format!("মেলায় {words} জন এসেছেন।"), "bn"), [n.to_string()], "{}", words);
    }

    #[test]
    fn ranks_in_bengali_words_are_read_back(n in size(7).prop_map(|n| n + 11), how in spelling()) {
        let words = format!("{}তম", spelled::bengali(n, how));
        let found = extract_text(&format!("এটি ছিল মেলার {words} আসর।"), Some("bn"), None, rules());
        let ranks: Vec<_> = found.quantities.iter().map(|q| (q.low.clone(), q.high.clone(), q.unit.as_deref())).collect();
        prop_assert_eq!(ranks, [(Some(n.into()), Some(n.into()), Some("rank"))], "{}", words);
    }

    #[test]
    fn fourths_before_bengali_scales_are_read_back((words, n) in fourths()) {
        prop_assert_eq!(read(&format!("মেলায় {words} মানুষ এসেছেন।"), "bn"), [n.to_string()], "{}", words);
    }

    #[test]
    fn numbers_in_digits_and_scales_are_read_back(n in prop_oneof![0u32..10_000, 0u32..100_000_000]) {
        let words = spelled::chained(n);
        prop_assert_eq!(read(&format!("মেলায় {words} জন এসেছেন।"), "bn"), [n.to_string()], "{}", words);
    }

    #[test]
    fn numbers_in_english_words_are_read_back(n in size(11), how in english()) {
        let words = spelled::english(n, how);
        prop_assert_eq!(read(&format!("The fair drew {words} people."), "en"), [n.to_string()], "{}", words);
    }

    #[test]
    fn no_amount_is_more_precise_than_its_digits(whole in 0u32..100_000, part in "[0-9]{1,6}", form in 0usize..6) {
        let digits = format!("{whole}.{part}");
        let (bengali, crore) = (spelled::in_bengali(&digits), 7);
        let (text, lang, zeros) = match form {
            0 => (format!("দাম বেড়েছে {bengali} শতাংশ।"), "bn", 0),
            1 => (format!("সড়কটি {bengali} কিলোমিটার দীর্ঘ।"), "bn", 0),
            2 => (format!("ক্ষতি হয়েছে {bengali} কোটি টাকা।"), "bn", crore),
            3 => (format!("Prices rose by {digits} percent."), "en", 0),
            4 => (format!("The road is {digits} km long."), "en", 0),
            _ => (format!("The loss is Tk {digits} crore."), "en", crore),
        };
        let value = digits.parse::<Decimal>().unwrap() * Decimal::from(10u32.pow(zeros));
        let found: Vec<Decimal> = read(&text, lang).iter().map(|n| n.parse().unwrap()).collect();
        prop_assert_eq!(&found, &[value], "{}", text);
        prop_assert!(found[0].scale() <= u32::try_from(part.len()).unwrap(), "{} of {}", found[0], text);
    }

    #[test]
    fn no_date_is_more_precise_than_its_words(year in 1950i16..2049, month in 1i8..13, day in 1i8..29, form in 0usize..8) {
        let (text, lang, precision) = dated(year, month, day, form);
        let found = extract_text(&text, Some(lang), "2025-06-15".parse().ok(), rules());
        let day_one = |year, month, day| jiff::civil::date(year, month, day);
        let (first, last) = match precision {
            Precision::Decade => (day_one(year - year % 10, 1, 1), day_one(year - year % 10 + 9, 12, 31)),
            Precision::Year => (day_one(year, 1, 1), day_one(year, 12, 31)),
            Precision::Month => (day_one(year, month, 1), day_one(year, month, 1).last_of_month()),
            Precision::Day => (day_one(year, month, day), day_one(year, month, day)),
        };
        let spans: Vec<_> = found.dates.iter().map(|d| (d.from.clone(), d.to.clone())).collect();
        prop_assert_eq!(spans, [(Some(first.to_string()), Some(last.to_string()))], "{}", text);
    }

    #[test]
    fn no_date_has_a_year_that_nothing_tells(month in 0usize..12, day in 1u32..29, form in 0usize..10) {
        let (bn, en, d) = (BENGALI_MONTHS[month], ENGLISH_MONTHS[month], spelled::digits(day));
        let (text, lang) = match form {
            0 => (format!("সেতুটি {d} {bn} চালু হয়।"), "bn"),
            1 => (format!("সেতুটি গত {bn} মাসে চালু হয়।"), "bn"),
            2 => ("সেতুটি গত বুধবার চালু হয়।".to_owned(), "bn"),
            3 => ("সেতুটি গতকাল চালু হয়।".to_owned(), "bn"),
            4 => (format!("সেতুটি {d} দিন আগে চালু হয়।"), "bn"),
            5 => (format!("The bridge opened on {day} {en}."), "en"),
            6 => (format!("The bridge opened last {en}."), "en"),
            7 => ("The bridge opened on Wednesday.".to_owned(), "en"),
            8 => ("The bridge opened yesterday.".to_owned(), "en"),
            _ => (format!("The bridge opened {day} days ago."), "en"),
        };
        let found = extract_text(&text, Some(lang), None, rules());
        let spans: Vec<_> = found.dates.iter().map(|d| (d.from.clone(), d.to.clone())).collect();
        prop_assert_eq!(spans, [(None, None)], "{}", text);
    }

    #[test]
    fn digits_are_never_wrapped(digits in digits(), form in 0usize..6) {
        let (text, lang, zeros) = match form {
            0 => (spelled::in_bengali(&digits), "bn", 0),
            1 => (format!("মেলায় {} জন এসেছেন।", spelled::in_bengali(&digits)), "bn", 0),
            2 => (format!("ক্ষতি হয়েছে {} কোটি টাকা।", spelled::in_bengali(&digits)), "bn", 7),
            3 => (digits.clone(), "en", 0),
            4 => (format!("The fair drew {digits} people."), "en", 0),
            _ => (format!("The loss is Tk {digits} crore."), "en", 7),
        };
        let whole = format!("{digits}{}", "0".repeat(zeros)).trim_start_matches('0').to_owned();
        let value = if whole.is_empty() { Some(0.into()) } else { whole.parse::<Number>().ok() };
        for n in read(&text, lang) {
            prop_assert_eq!(Some(n), value.as_ref().map(ToString::to_string), "{}", text);
        }
    }

    #[test]
    fn no_day_is_made_up(day in 0u32..100, month in 0u32..100, year in 1900u32..2100, form in 0usize..4) {
        let at = usize::try_from(month % 12).unwrap();
        let (bn, en, y) = (BENGALI_MONTHS[at], ENGLISH_MONTHS[at], spelled::digits(year));
        let (text, lang, month) = match form {
            // left out: "১৯০০ সালের ৩২ জুন", where the month is taken for one of the year of writing
            0 if day == 0 || day > 31 => return Ok(()),
            0 => (format!("সেতুটি {y} সালের {} {bn} চালু হয়।", spelled::digits(day)), "bn", month % 12 + 1),
            1 => (format!("The bridge opened on {day} {en} {year}."), "en", month % 12 + 1),
            2 => (format!("সেতুটি চালু হয় {}/{}/{y} তারিখে।", spelled::digits(day), spelled::digits(month)), "bn", month),
            _ => (format!("The bridge opened on {year}-{month:02}-{day:02}."), "en", month),
        };
        // where the second number is no month, the first may be
        let (day, month) = if form == 2 && month > 12 { (month, day) } else { (day, month) };
        let plausible = (1..=31).contains(&day) && (1..=12).contains(&month);
        let day = format!("{year}-{month:02}-{day:02}").parse::<jiff::civil::Date>().ok();
        for found in extract_text(&text, Some(lang), "2025-06-15".parse().ok(), rules()).dates {
            let [from, to] = [&found.from, &found.to].map(|d| d.as_ref().map(|d| d.parse::<jiff::civil::Date>().unwrap()));
            let exact = (from, to) == (day, day);
            // 0 and 45 are no days, so that the year or the month beside them stands by itself
            let wider = !plausible && from < to && from.is_some_and(|d| u32::try_from(d.year()).is_ok_and(|y| y == year));
            prop_assert!(exact || wider || from.is_none() && to.is_none(), "{:?} in {}", found, text);
        }
    }

    #[test]
    fn digits_and_signs_stop_nothing(text in "[0-9০-৯.,/: -]{0,60}", thousand in vec(0u32..10, 1000..1100)) {
        let thousand: String = thousand.iter().map(ToString::to_string).collect();
        for text in [&text, &format!("{text}{thousand} কোটি টাকা"), &format!("{thousand}/{thousand}/{thousand} {text}")] {
            for lang in ["bn", "en"] {
                prop_assert_eq!(extract_text(text, Some(lang), None, rules()).lang, lang);
            }
        }
    }
}

/// Whole numbers of up to so many digits, small and large ones alike.
fn size(digits: u32) -> impl Strategy<Value = u64> {
    (1..=digits).prop_flat_map(|digits| 0..10u64.pow(digits))
}

fn digits() -> impl Strategy<Value = String> {
    prop_oneof![4 => "[0-9]{1,8}", 2 => "[0-9]{9,19}", 2 => "[0-9]{20,60}", 1 => "[0-9]{1000,1010}"]
}

fn spelling() -> impl Strategy<Value = Spelling> {
    (select(&spelled::HUNDREDS[..]), select(&spelled::LAKHS[..]), any::<bool>())
        .prop_map(|(hundred, lakh, variants)| Spelling { hundred, lakh, variants })
}

fn english() -> impl Strategy<Value = English> {
    (select(&[spelled::MILLIONS, spelled::CRORES][..]), any::<bool>(), any::<bool>(), select(&["-", " "][..]))
        .prop_map(|(scales, plural, and, hyphen)| English { scales, plural, and, hyphen })
}

/// Bengali words with a half or a quarter before a scale, and their value.
fn fourths() -> impl Strategy<Value = (String, i64)> {
    let scale = select(
        &[
            ("শ", 100),
            (" শ", 100),
            ("শো", 100),
            (" হাজার", 1000),
            (" লাখ", 100_000),
            (" লক্ষ", 100_000),
            (" কোটি", 10_000_000),
            (" হাজার কোটি", 10_000_000_000),
            (" লাখ কোটি", 1_000_000_000_000),
        ][..],
    );
    let alone = select(&spelled::HALVES[..]).prop_map(|(word, fourths)| (word.to_owned(), fourths));
    let counted = (select(&spelled::FOURTHS[..]), 1u8..100, any::<bool>(), spelling());
    let counted = counted.prop_map(|((word, fourths, least), n, in_digits, how)| {
        let n = n.max(least);
        let number = if in_digits { spelled::digits(n.into()) } else { spelled::bengali(n.into(), how) };
        (format!("{word} {number}"), i64::from(n) * 4 + fourths)
    });
    (prop_oneof![1 => alone, 3 => counted], scale)
        .prop_filter("hundreds are counted up to nine", |((_, fourths), (_, scale))| *scale > 100 || *fourths < 40)
        .prop_map(|((words, fourths), (word, scale))| (words + word, fourths * scale / 4))
}

/// The amounts of a text, as their ends where these differ.
fn read(text: &str, lang: &str) -> Vec<String> {
    let found = extract_text(text, Some(lang), None, rules());
    let end = |n: &Option<serde_json::Number>| n.as_ref().map_or_else(String::new, ToString::to_string);
    let shown = |low: String, high: String| if low == high { low } else { format!("{low}..{high}") };
    found.quantities.iter().map(|q| shown(end(&q.low), end(&q.high))).collect()
}

const BENGALI_MONTHS: [&str; 12] =
    ["জানুয়ারি", "ফেব্রুয়ারি", "মার্চ", "এপ্রিল", "মে", "জুন", "জুলাই", "আগস্ট", "সেপ্টেম্বর", "অক্টোবর", "নভেম্বর", "ডিসেম্বর"];

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

enum Precision {
    Decade,
    Year,
    Month,
    Day,
}

/// A sentence with a date, and how much of it is told.
fn dated(year: i16, month: i8, day: i8, form: usize) -> (String, &'static str, Precision) {
    let at = usize::try_from(month - 1).unwrap();
    let (bn, en, decade) = (BENGALI_MONTHS[at], ENGLISH_MONTHS[at], year - year % 10);
    let [y, d, ten] = [year, day.into(), decade].map(|n| spelled::digits(u32::try_from(n).unwrap()));
    match form {
        0 => (format!("সেতুটি {ten}-এর দশকে চালু হয়।"), "bn", Precision::Decade),
        1 => (format!("সেতুটি {y} সালে চালু হয়।"), "bn", Precision::Year),
        2 => (format!("সেতুটি {y} সালের {bn} মাসে চালু হয়।"), "bn", Precision::Month),
        3 => (format!("সেতুটি {y} সালের {d} {bn} চালু হয়।"), "bn", Precision::Day),
        4 => (format!("The bridge opened in the {decade}s."), "en", Precision::Decade),
        5 => (format!("The bridge opened in {year}."), "en", Precision::Year),
        6 => (format!("The bridge opened in {en} {year}."), "en", Precision::Month),
        _ => (format!("The bridge opened on {day} {en} {year}."), "en", Precision::Day),
    }
}
