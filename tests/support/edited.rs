//! A batch of invented articles and the same batch a day later: sentences reworded, figures updated, sentences put in,
//! files renamed, articles added and taken out. Every claim stands on a line of its own, so that it is known by
//! construction which claim of one batch is which of the other.

use std::collections::BTreeMap;

use gormil::model::Article;

/// Numbers that look random and are the same in every run. Source: Knuth, MMIX.
pub struct Counter(pub u64);

impl Counter {
    pub fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % n
    }

    /// True once in so many times.
    fn once_in(&mut self, n: usize) -> bool {
        self.below(n) == 0
    }
}

/// Event, outlet, number of the sentence.
pub type ClaimKey = (usize, usize, usize);

/// Articles, and which claim stands on which line of which document.
#[derive(Default)]
pub struct Batch {
    pub articles: Vec<Article>,
    pub claims: BTreeMap<(String, u32), ClaimKey>,
}

/// Syllables that names of places are made of: no two events have three in common.
const SYLLABLES: [(&str, &str); 20] = [
    ("বর", "bor"),
    ("শিল", "shil"),
    ("কাজ", "kaj"),
    ("তেলি", "teli"),
    ("নল", "nol"),
    ("হাট", "hat"),
    ("মাধ", "madh"),
    ("চর", "chor"),
    ("গোপ", "gop"),
    ("ঝিক", "jhik"),
    ("ফুল", "phul"),
    ("সোনা", "sona"),
    ("রূপ", "rup"),
    ("লতা", "lota"),
    ("পদ", "pod"),
    ("দুধ", "dudh"),
    ("বেল", "bel"),
    ("আম", "am"),
    ("ইট", "it"),
    ("উজা", "uja"),
];

const EVENTS: [(&str, &str); 4] = [
    ("পাটকলে আগুনে", "a fire at a jute mill"),
    ("বাস দুর্ঘটনায়", "a bus crash"),
    ("লঞ্চডুবিতে", "a launch capsize"),
    ("ভবনধসে", "a building collapse"),
];

/// What is told, as told first and in other words.
const BENGALI: [[&str; 2]; 6] = [
    ["{place} এলাকায় {event} {n} জন নিহত হয়েছেন।", "{event} {place} এলাকায় নিহত হয়েছেন মোট {n} জন, জানায় পুলিশ।"],
    ["{place} এলাকার এ ঘটনায় আহত হয়েছেন {n} জন।", "এ ঘটনায় {place} এলাকার {n} জন আহত হয়েছেন বলে জানা গেছে।"],
    ["{place} থেকে জীবিত উদ্ধার করা হয়েছে {n} জনকে।", "উদ্ধারকর্মীরা {place} থেকে {n} জনকে জীবিত উদ্ধার করেছেন।"],
    [
        "{place} এলাকায় ক্ষতির পরিমাণ {n} কোটি টাকা বলে জানিয়েছেন জেলা প্রশাসক।",
        "জেলা প্রশাসক বলেছেন, {place} এলাকায় ক্ষতির পরিমাণ {n} কোটি টাকা।",
    ],
    ["{place} এলাকায় এখনো নিখোঁজ রয়েছেন {n} জন।", "স্বজনেরা জানান, {place} এলাকায় {n} জন নিখোঁজ রয়েছেন।"],
    ["{place} এলাকায় উদ্ধারকাজে নেমেছে ফায়ার সার্ভিসের {n}টি ইউনিট।", "ফায়ার সার্ভিসের {n}টি ইউনিট {place} এলাকায় উদ্ধারকাজ করছে।"],
];

const ENGLISH: [[&str; 2]; 6] = [
    [
        "Police said {n} people were killed in {event} in {place}.",
        "In {place}, {n} people were killed in {event}, according to police.",
    ],
    [
        "Another {n} people were injured in {place}, doctors said.",
        "Doctors said {n} people were injured in the {place} incident.",
    ],
    ["Rescuers in {place} rescued {n} people alive.", "In {place} {n} people were rescued alive by evening."],
    [
        "The loss in {place} was put at Tk {n} crore by the district administration.",
        "The district administration put the loss in {place} at Tk {n} crore.",
    ],
    ["In {place} {n} people are still missing.", "Relatives said {n} people are still missing in {place}."],
    ["{n} units of the fire service are at work in {place}.", "The fire service has {n} units at work in {place}."],
];

const FILLERS: [(&str, &str); 3] = [
    ("সকাল থেকে এলাকায় মানুষের ভিড় দেখা যায়।", "Crowds gathered in the area from the morning."),
    ("বৃষ্টির কারণে কাজ কিছু সময় বন্ধ ছিল।", "Rain held up the work for a while."),
    ("স্থানীয় লোকজন খাবার ও পানি নিয়ে এগিয়ে আসেন।", "Local people brought food and water."),
];

const OUTLETS: [&str; 5] = ["নদীকণ্ঠ", "ডাকবাক্স", "সময়রেখা", "The Lagoon Post", "জোয়ার"];

/// A claim as it is told: its figure, and whether in the other words.
#[derive(Clone, Copy)]
struct Told {
    figure: usize,
    reworded: bool,
}

struct Event {
    number: usize,
    place: (String, String),
    what: (&'static str, &'static str),
    month: usize,
    day: usize,
}

/// The batch of so many events, and the edited one, in an order of its own.
pub fn batches(events: usize) -> (Batch, Batch) {
    let (mut before, mut after) = (Batch::default(), Batch::default());
    for number in 0..events {
        let mut c = Counter(number as u64 * 31 + 5);
        let (first, step) = (number % SYLLABLES.len(), number / SYLLABLES.len() + 1);
        let parts: Vec<(&str, &str)> = (0..3).map(|i| SYLLABLES[(first + i * step) % SYLLABLES.len()]).collect();
        let place = (parts.iter().map(|p| p.0).collect(), parts.iter().map(|p| p.1).collect());
        let event = Event { number, place, what: EVENTS[c.below(4)], month: c.below(12) + 1, day: c.below(27) + 1 };
        let base: Vec<usize> = (0..6).map(|_| c.below(70) + 11).collect();
        let late = c.once_in(6);
        for outlet in 0..OUTLETS.len() {
            let told: Vec<Told> = base
                .iter()
                .map(|n| Told { figure: if c.once_in(3) { *n } else { n + 1 + c.below(15) }, reworded: c.once_in(4) })
                .collect();
            let newer: Vec<Told> = told
                .iter()
                .map(|t| match c.below(8) {
                    0 => Told { reworded: !t.reworded, ..*t },
                    1 => Told { figure: t.figure + 1 + c.below(9), ..*t },
                    _ => *t,
                })
                .collect();
            let (named, dated) = (outlet % 2 == 0, !c.once_in(8));
            let name = format!("day/{number:03}-{outlet}.txt");
            let renamed = if c.once_in(12) { format!("moved/{number:03}-{outlet}-b.txt") } else { name.clone() };
            let (inserted, gone) = (c.once_in(5), c.once_in(20));
            let added = outlet == OUTLETS.len() - 1;
            let filler = c.below(3);
            if !added {
                tell(&mut before, &event, outlet, &told, &name, named, dated, None);
            }
            if !gone && (!added || late) {
                tell(&mut after, &event, outlet, &newer, &renamed, named, dated, inserted.then_some(filler));
            }
        }
    }
    let mut c = Counter(99);
    for i in (1..after.articles.len()).rev() {
        after.articles.swap(i, c.below(i + 1));
    }
    (before, after)
}

#[allow(clippy::too_many_arguments)]
fn tell(
    batch: &mut Batch,
    event: &Event,
    outlet: usize,
    told: &[Told],
    document: &str,
    named: bool,
    dated: bool,
    filler: Option<usize>,
) {
    let english = outlet == 3;
    let mut lines: Vec<String> = Vec::new();
    for (number, told) in told.iter().enumerate() {
        if number == 2 {
            lines.extend(filler.map(|f| if english { FILLERS[f].1 } else { FILLERS[f].0 }.to_owned()));
        }
        let forms = if english { ENGLISH[number] } else { BENGALI[number] };
        let (place, what) = if english { (&event.place.1, event.what.1) } else { (&event.place.0, event.what.0) };
        let figure = if english { told.figure.to_string() } else { bengali(told.figure) };
        let form = forms[usize::from(told.reworded)];
        lines.push(form.replace("{place}", place).replace("{event}", what).replace("{n}", &figure));
        let line = u32::try_from(lines.len()).unwrap();
        batch.claims.insert((document.to_owned(), line), (event.number, outlet, number));
    }
    batch.articles.push(Article {
        document: document.to_owned(),
        reader: "made",
        text: lines.join("\n"),
        first_line: 1,
        line_by_line: true,
        outlet: named.then(|| OUTLETS[outlet].to_owned()),
        published: dated.then(|| format!("2031-{:02}-{:02}T{:02}:00", event.month, event.day, 8 + outlet)),
        ..Article::default()
    });
}

fn bengali(n: usize) -> String {
    n.to_string().chars().map(|c| char::from_u32(0x09E6 + c.to_digit(10).unwrap()).unwrap()).collect()
}
