//! How surely a side of an earlier finding is a side of a new one.

use std::collections::BTreeSet;

use crate::report::notes::told::{Statement, Told};

/// The same sentence of the same article, with the same value.
pub const SAME: f64 = 6.0;
/// The same sentence and value, in an article that stands elsewhere.
const MOVED: f64 = 5.0;
/// The same article and words, another figure.
const UPDATED: f64 = 4.0;
/// The same article and value, other words: so much, and more the more words they share.
const REWORDED: f64 = 2.0;
const SHARED: f64 = 2.5;
/// Share of words that two wordings of one statement have in common at least, where it is known that the article is
/// the same, and where only its file has the same name.
const ALIKE: f64 = 0.25;
const ALIKE_UNDATED: f64 = 0.5;
/// Words around a figure that know a sentence again where no date shows that the article is the same.
const LONG: usize = 4;

/// What is still there of the articles of the report before.
pub type Standing<'a> = BTreeSet<&'a str>;

/// How surely `new` tells what `old` told: 0, or `REWORDED` to `SAME`, and which statements of both
/// say so. The words may have changed or the figure, not both.
#[must_use]
pub fn likeness(old: &Told, new: &Told, standing: &Standing<'_>) -> (f64, [usize; 2]) {
    let mut best = (0.0, [0, 0]);
    for (after, t) in new.statements.iter().enumerate() {
        for (before, s) in old.statements.iter().enumerate() {
            let level = alike(s, t, old.value == new.value, standing);
            if level > best.0 {
                best = (level, [before, after]);
            }
        }
    }
    best
}

fn alike(s: &Statement, t: &Statement, value: bool, standing: &Standing<'_>) -> f64 {
    let value = value || meet(&s.surface, &t.surface) && (s.surface == t.surface || s.words == t.words);
    let days = days(&s.day, &t.day);
    let named = s.key == t.key && s.outlet == t.outlet;
    let sure = named && (s.address || days == Some(true));
    // Folders of every day may hold files of the same names.
    let home = sure || named && days.is_none();
    if value && s.words == t.words {
        if home {
            return SAME;
        }
        return if !standing.contains(s.key.as_str()) && may_have_moved(s, t) { MOVED } else { 0.0 };
    }
    if !home || s.words == t.words {
        return 0.0;
    }
    if !value {
        let words = s.frame.split(' ').filter(|word| *word != "#").count();
        let framed = !s.frame.is_empty() && s.frame == t.frame && (sure || words >= LONG);
        return if framed { UPDATED } else { 0.0 };
    }
    let shared = dice(&s.bag, &t.bag);
    if shared >= if sure { ALIKE } else { ALIKE_UNDATED } { REWORDED + SHARED * shared } else { 0.0 }
}

/// Whether two statements may stand in one article of two names: of one outlet, be it the name of a file, and one day.
pub fn may_have_moved(s: &Statement, t: &Statement) -> bool {
    (s.outlet == t.outlet || s.nameless() && t.nameless()) && days(&s.day, &t.day) != Some(false)
}

/// Whether the words of one value are among those of another.
fn meet(old: &str, new: &str) -> bool {
    let (old, new) = (format!(" {old} "), format!(" {new} "));
    old.trim() != "" && new.trim() != "" && (old.contains(&new) || new.contains(&old))
}

/// Whether two cells give one day; `None` where one of them gives none that can be read. A cell may have been written
/// anew in the manner of another country.
fn days(old: &str, new: &str) -> Option<bool> {
    let numbers = |text: &str| -> Vec<u32> {
        let parts = text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty());
        parts.take(3).filter_map(|part| part.parse().ok()).collect()
    };
    let (mut old, mut new) = (numbers(old), numbers(new));
    if old.len() < 3 || new.len() < 3 {
        return None;
    }
    let short = |numbers: &mut Vec<u32>| {
        numbers.iter_mut().filter(|n| **n >= 100).for_each(|n| *n %= 100);
        numbers.sort_unstable();
    };
    short(&mut old);
    short(&mut new);
    Some(old == new)
}

/// Share of words that two sorted lists have in common. Source: Dice, 1945.
#[allow(clippy::cast_precision_loss, reason = "numbers of words")]
fn dice(a: &[String], b: &[String]) -> f64 {
    let (mut i, mut j, mut both) = (0, 0, 0_usize);
    while i < a.len() && j < b.len() {
        match a[i].cmp(&b[j]) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += 1;
                i += 1;
                j += 1;
            }
        }
    }
    if a.is_empty() && b.is_empty() { 0.0 } else { 2.0 * both as f64 / (a.len() + b.len()) as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: &str = "2031-05-02";

    fn told(key: &str, outlet: &str, day: &str, sentence: &str, value: &str) -> Told {
        Told::new(value, vec![Statement::new(key, outlet, day, sentence, value, sentence.find(value))])
    }

    fn level(old: &Told, new: &Told) -> f64 {
        likeness(old, new, &Standing::new()).0
    }

    #[test]
    fn words_or_figure_may_change_not_both() {
        let old = told("a.txt", "A", DAY, "A fire at the Borgan mill killed 46 workers.", "46");
        let new = |sentence, value| level(&old, &told("a.txt", "A", DAY, sentence, value));
        assert!(new("A fire at the Borgan mill killed 46 workers.", "46") >= SAME);
        assert!(new("A fire at the Borgan mill killed 48 workers.", "48") >= UPDATED);
        assert!(new("Flames at the Borgan mill: 46 workers dead.", "46") > REWORDED);
        assert!(new("Flames at the Borgan mill: 48 workers dead.", "48") < REWORDED);
        assert!(new("Another 46 passengers survived.", "46") < REWORDED, "another claim with the same figure");
        let two = told("a.txt", "A", DAY, "12 men and 3 women were hurt in the fire.", "12");
        assert!(level(&two, &told("a.txt", "A", DAY, "12 men and 3 women were hurt in the fire.", "3")) < REWORDED);
    }

    #[test]
    fn a_file_of_another_day_is_another_article() {
        let sentence = "Dengue killed 5 people in a day, the directorate said.";
        let old = told("a.txt", "A", DAY, sentence, "5");
        assert!(level(&old, &told("a.txt", "A", "2031-05-03", sentence, "5")) < REWORDED);
        assert!(level(&old, &told("a.txt", "A", "2031-05-02T10:00", sentence, "5")) >= SAME);
        let page = |day| told("https://a.example/1", "A", day, sentence, "5");
        assert!(level(&page(DAY), &page("2031-05-03")) >= SAME, "an address names one article");
    }

    #[test]
    fn an_article_may_be_moved_not_taken_for_another() {
        let sentence = "A fire at the Borgan mill killed 46 workers.";
        let old = told("a.txt", "The Lagoon", DAY, sentence, "46");
        let moved = told("b.txt", "The Lagoon", DAY, sentence, "46");
        assert!(level(&old, &moved) >= MOVED);
        assert!(likeness(&old, &moved, &Standing::from(["a.txt"])).0 < REWORDED, "it stands where it stood");
        assert!(level(&old, &told("b.txt", "River Post", DAY, sentence, "46")) < REWORDED, "an agency's sentence");
        let named = told("a.txt", "a", DAY, sentence, "46");
        assert!(level(&named, &told("sub/b.txt", "b", DAY, sentence, "46")) >= MOVED, "the outlet is the file's name");
    }

    #[test]
    fn dates_are_read_however_they_are_written() {
        for cell in ["2031-05-02", "02/05/2031", "5/2/2031", "2.5.31 10:00", "2031-05-02T10:00"] {
            assert_eq!(days(cell, "2031-05-02"), Some(true), "{cell}");
        }
        assert_eq!(days("2031-05-03", "2031-05-02"), Some(false));
        assert_eq!(days("2-May", "2031-05-02"), None);
    }
}
