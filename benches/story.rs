//! Articles made up by a counter: events told by four outlets each, three in Bengali and one in English.

use gormil::model::Article;

/// Numbers that look random and are the same in every run. Source: Knuth, MMIX.
struct Counter(u64);

impl Counter {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % n
    }

    fn pick<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(list.len())]
    }
}

const OUTLETS: usize = 4;
const SENTENCES: usize = 14;

/// Syllables that names of places are made of, so that every event has a place of its own.
const SYLLABLES: [(&str, &str); 12] = [
    ("বর", "bor"),
    ("শিল", "shil"),
    ("কাজ", "kaj"),
    ("তেলি", "teli"),
    ("নল", "nol"),
    ("হাট", "hat"),
    ("মাধ", "madh"),
    ("চর", "chor"),
    ("গাঁও", "gaon"),
    ("পাড়া", "para"),
    ("খোলা", "khola"),
    ("দী", "di"),
];

const EVENTS: [(&str, &str); 6] = [
    ("পাটকলে আগুনে", "a fire at a jute mill"),
    ("বাস দুর্ঘটনায়", "a bus crash"),
    ("লঞ্চডুবিতে", "a launch capsize"),
    ("ভবনধসে", "a building collapse"),
    ("বজ্রপাতে", "a lightning strike"),
    ("পাহাড়ধসে", "a landslide"),
];

const MONTHS: [(&str, &str); 12] = [
    ("জানুয়ারি", "January"),
    ("ফেব্রুয়ারি", "February"),
    ("মার্চ", "March"),
    ("এপ্রিল", "April"),
    ("মে", "May"),
    ("জুন", "June"),
    ("জুলাই", "July"),
    ("আগস্ট", "August"),
    ("সেপ্টেম্বর", "September"),
    ("অক্টোবর", "October"),
    ("নভেম্বর", "November"),
    ("ডিসেম্বর", "December"),
];

const BENGALI: [&str; 8] = [
    "{place} এলাকায় {event} {n} জন নিহত হয়েছেন।",
    "এ ঘটনায় আহত হয়েছেন আরও {n} জন, তাঁদের মধ্যে {m} জনের অবস্থা আশঙ্কাজনক।",
    "ক্ষতির পরিমাণ প্রায় {n} কোটি {m} লাখ টাকা বলে জানিয়েছেন জেলা প্রশাসক।",
    "২০২৫ সালের {d} {month} সকাল সাড়ে {h}টার দিকে এ ঘটনা ঘটে।",
    "ফায়ার সার্ভিসের {m}টি ইউনিট ঘটনাস্থলে গিয়ে উদ্ধারকাজ শুরু করে।",
    "‘আমরা {n} জনকে জীবিত উদ্ধার করেছি। উদ্ধারকাজ চলছে,’ বলেন স্টেশন কর্মকর্তা।",
    "১২ বছর পর {place} এলাকায় আবার এমন প্রাণহানির ঘটনা ঘটল।",
    "তবে কর্তৃপক্ষ গাফিলতির অভিযোগ অস্বীকার করে বলেছে, আগে থেকে কোনো সতর্কবার্তা দেওয়া হয়নি।",
];

const ENGLISH: [&str; 6] = [
    "At least {n} people were killed in {event} in {place}, police said.",
    "Another {n} were injured and {m} of them are in critical condition.",
    "The loss was put at Tk {n}.5 million by the district administration.",
    "It happened at about {h}:30am on {d} {month} 2025.",
    "\"We pulled {n} people out alive. The work goes on,\" said a fire officer.",
    "The authorities denied that they had been warned.",
];

/// So many articles.
pub fn articles(count: usize) -> Vec<Article> {
    (0..count).map(article).collect()
}

fn article(number: usize) -> Article {
    let (event, outlet) = (number / OUTLETS, number % OUTLETS);
    let mut story = Counter(event as u64);
    let what = EVENTS[story.below(EVENTS.len())];
    let place: Vec<(&str, &str)> = (0..4).map(|_| SYLLABLES[story.below(SYLLABLES.len())]).collect();
    let place = (place.iter().map(|s| s.0).collect::<String>(), place.iter().map(|s| s.1).collect::<String>());
    let (month, day) = (story.below(12), story.below(20) + 1);
    let english = outlet == OUTLETS - 1;
    let mut own = Counter(number as u64 + 1_000_000);
    let mut text = String::new();
    for sentence in 0..SENTENCES {
        let form = if english { own.pick(&ENGLISH) } else { own.pick(&BENGALI) };
        let (place, what) = if english { (&place.1, what.1) } else { (&place.0, what.0) };
        let month = if english { MONTHS[month].1 } else { MONTHS[month].0 };
        let digits = |n: usize| if english { n.to_string() } else { bengali(n) };
        let filled = form
            .replace("{place}", place)
            .replace("{event}", what)
            .replace("{month}", month)
            .replace("{n}", &digits(own.below(90) + 10))
            .replace("{m}", &digits(own.below(9) + 2))
            .replace("{h}", &digits(own.below(9) + 2))
            .replace("{d}", &digits(day));
        text.push_str(&filled);
        text.push(if sentence % 3 == 2 { '\n' } else { ' ' });
    }
    Article {
        document: format!("{number:05}.txt"),
        reader: "made",
        text,
        first_line: 1,
        line_by_line: true,
        outlet: Some(format!("outlet {outlet}")),
        published: Some(format!("2025-{:02}-{:02}T{:02}:00", month + 1, day + 1, 8 + outlet)),
        ..Article::default()
    }
}

fn bengali(n: usize) -> String {
    let digit = |c: char| c.to_digit(10).and_then(|d| char::from_u32(0x09E6 + d)).unwrap_or(c);
    n.to_string().chars().map(digit).collect()
}
