//! What an article prints twice: captions, leads that repeat the story, the headline again.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::clean::row::{Row, key};
use crate::model::Role;

/// Words in a row that make two lines worth comparing.
const WINDOW: usize = 5;
/// Fewest words of a repeated line; fewer may well be said twice.
const FEWEST: usize = 3;
/// Most lines that are compared for one row of words.
const MOST_LINES: usize = 4;
/// Most words of a caption.
const CAPTION: usize = 25;
/// Most words of a label before a colon.
const LABEL: usize = 5;

/// Drops all but one of what is printed twice, and both of a caption that is printed twice in a row.
pub fn mark(rows: &mut [Row]) {
    let keys: Vec<String> = rows.iter().map(|r| if r.free() { r.key.clone() } else { String::new() }).collect();
    twins(rows, &keys);
    equals(rows, &keys);
    contained(rows, &keys);
}

/// Two equal lines in a row above the story are a picture's text and its caption, unless they are the
/// first thing that could be a headline.
fn twins(rows: &mut [Row], keys: &[String]) {
    let nonblank: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].role != Some(Role::Blank)).collect();
    let (mut headline, mut story) = (false, false);
    for pair in nonblank.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let twin =
            rows[a].free() && rows[b].free() && keys[a] == keys[b] && (FEWEST..=CAPTION).contains(&rows[a].words);
        let reads = rows[a].reads_as_story();
        if twin && !story && !rows[a].inner_end && (reads || headline) {
            rows[a].set(Role::Clutter);
            rows[b].set(Role::Clutter);
        } else {
            headline |= rows[a].free() && !reads && rows[a].words >= FEWEST;
            story |= rows[a].free() && reads;
        }
    }
}

/// Of lines that say the same the first stays.
fn equals(rows: &mut [Row], keys: &[String]) {
    let mut seen: FxHashSet<&str> = FxHashSet::default();
    for (row, key) in rows.iter_mut().zip(keys) {
        if row.free() && row.words >= FEWEST && !seen.insert(key.as_str()) {
            row.set(Role::Clutter);
        }
    }
}

/// A paragraph whose sentences all stand in one other paragraph is a summary or a pulled quotation.
fn contained(rows: &mut [Row], keys: &[String]) {
    let story = |row: &Row| row.free() && row.reads_as_story();
    let mut lines: FxHashMap<&str, Vec<usize>> = FxHashMap::default();
    for (i, key) in keys.iter().enumerate().filter(|(i, _)| story(&rows[*i])) {
        for window in windows(key) {
            let at = lines.entry(window).or_default();
            if at.len() < MOST_LINES && at.last() != Some(&i) {
                at.push(i);
            }
        }
    }
    for i in 0..rows.len() {
        if !story(&rows[i]) || rows[i].words <= WINDOW {
            continue;
        }
        let said = [Some(rows[i].text.as_str()), unlabelled(&rows[i].text)];
        let elsewhere = said.into_iter().flatten().any(|text| {
            let sentences = sentences(text);
            let first = sentences.first().and_then(|s| windows(s).next());
            let others = first.and_then(|w| lines.get(w)).map_or(&[][..], Vec::as_slice);
            others.iter().any(|other| {
                let whole = &keys[*other];
                *other != i
                    && rows[*other].free()
                    && whole.len() >= sentences.iter().map(String::len).sum()
                    && sentences.iter().all(|s| whole.contains(s.as_str()))
            })
        });
        if elsewhere {
            rows[i].set(Role::Clutter);
        }
    }
}

/// Each run of `WINDOW` words of a key.
fn windows(key: &str) -> impl Iterator<Item = &str> {
    let starts: Vec<usize> = std::iter::once(0).chain(key.match_indices(' ').map(|(at, _)| at + 1)).collect();
    let ends: Vec<usize> = key.match_indices(' ').map(|(at, _)| at).chain(std::iter::once(key.len())).collect();
    (WINDOW - 1..ends.len()).filter_map(move |last| key.get(starts[last + 1 - WINDOW]..ends[last]))
}

/// Keys of the sentences of a folded line.
fn sentences(text: &str) -> Vec<String> {
    text.split(['\u{0964}', '\u{0965}', '.', '?', '!']).map(key).filter(|k| !k.is_empty()).collect()
}

/// The line without a short label and colon in front.
fn unlabelled(text: &str) -> Option<&str> {
    let (label, rest) = text.split_once(':')?;
    (label.split_whitespace().count() <= LABEL && !rest.trim().is_empty()).then_some(rest.trim_start())
}

/// Drops every further line that repeats the headline, with or without its label, or with a little
/// more behind it (a site's name).
pub fn titles(rows: &mut [Row], title: Option<&str>) {
    let Some(title) = title.map(crate::fold::folded) else { return };
    let (whole, bare) = (key(&title), unlabelled(&title).map(key));
    if whole.split(' ').count() < FEWEST {
        return;
    }
    for row in rows.iter_mut().filter(|r| r.free()) {
        let line = &row.key;
        let more = line.strip_prefix(whole.as_str()).map(|rest| rest.split_whitespace().count());
        let longer = more.is_some_and(|more| more <= LABEL) && !row.reads_as_story();
        let without_label = bare.as_ref().is_some_and(|b| b == line && row.words >= FEWEST);
        if *line == whole || longer || without_label {
            row.set(Role::Clutter);
        }
    }
}
