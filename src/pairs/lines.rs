//! Pairs as lines of JSON.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rayon::prelude::*;

use crate::pairs::corpus::{Corpus, NONE};
use crate::similar::join::Match;

/// Most equal sentences of which every pair is written. Of more, pairs would be most of the output: they are written as
/// one group.
const MOST_COPIES: usize = 16;
/// Lines that a thread makes in one go.
const CHUNK: usize = 1 << 14;
/// Parts of the score that are written: millionths.
const MILLION: f64 = 1_000_000.0;

/// Two sentences, and how alike they are in millionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    a: u32,
    b: u32,
    score: u32,
}

/// Writes the matches between sets as pairs of sentences of different articles, sorted, and returns how many lines there
/// are.
///
/// # Errors
/// What `out` gives when it cannot be written to.
pub fn write(corpus: &Corpus, matches: &[Match], out: &mut dyn Write) -> io::Result<usize> {
    let mut lines = Vec::with_capacity(matches.len());
    let mut groups = BTreeMap::new();
    for head in corpus.heads.iter().copied().filter(|head| corpus.next[*head as usize] != NONE) {
        let copies: Vec<u32> = members(corpus, head).collect();
        if copies.len() <= MOST_COPIES {
            let behind = |at: usize| crossed(corpus, &copies[at..=at], &copies[at + 1..], 1.0).collect::<Vec<Line>>();
            lines.extend((0..copies.len()).flat_map(behind));
        } else {
            groups.insert(head, copies.len());
            lines.extend(star(corpus, &copies));
        }
    }
    for m in matches {
        let [left, right] = [m.left, m.right].map(|set| corpus.heads[set as usize]);
        let single = |head: u32| corpus.next[head as usize] == NONE;
        if single(left) && single(right) {
            lines.extend(line(corpus, left, right, m.score));
            continue;
        }
        let [left, right] = [left, right].map(|head| {
            let most = if groups.contains_key(&head) { usize::MAX } else { MOST_COPIES };
            members(corpus, head).take(most).collect::<Vec<u32>>()
        });
        if left.len() > MOST_COPIES || right.len() > MOST_COPIES {
            lines.extend(crossed(corpus, &left, &right, m.score).next());
        } else {
            lines.extend(crossed(corpus, &left, &right, m.score));
        }
    }
    lines.par_sort_unstable();
    for batch in lines.chunks(CHUNK * rayon::current_num_threads()) {
        let texts: Vec<Vec<u8>> = batch.par_chunks(CHUNK).map(|lines| text(corpus, lines, &groups)).collect();
        texts.iter().try_for_each(|text| out.write_all(text))?;
    }
    Ok(lines.len())
}

/// The sentences of a set, ascending.
fn members(corpus: &Corpus, head: u32) -> impl Iterator<Item = u32> {
    std::iter::successors(Some(head), |s| Some(corpus.next[*s as usize]).filter(|next| *next != NONE))
}

/// A pair, where the two stand in different articles.
fn line(corpus: &Corpus, a: u32, b: u32, score: f64) -> Option<Line> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let score = (score * MILLION).round() as u32;
    (corpus.article(a) != corpus.article(b)).then(|| Line { a: a.min(b), b: a.max(b), score })
}

/// Each of the one with each of the other.
fn crossed<'s>(corpus: &'s Corpus, left: &'s [u32], right: &'s [u32], score: f64) -> impl Iterator<Item = Line> {
    left.iter().flat_map(move |a| right.iter().filter_map(move |b| line(corpus, *a, *b, score)))
}

/// All with the first; those of the first one's article with the first of another.
fn star(corpus: &Corpus, copies: &[u32]) -> Vec<Line> {
    let (hub, others) = (copies[0], &copies[1..]);
    let second = others.iter().copied().find(|other| corpus.article(*other) != corpus.article(hub));
    let near = |other: u32| line(corpus, hub, other, 1.0).or_else(|| line(corpus, second?, other, 1.0));
    others.iter().filter_map(|other| near(*other)).collect()
}

fn text(corpus: &Corpus, lines: &[Line], groups: &BTreeMap<u32, usize>) -> Vec<u8> {
    let mut out = Vec::with_capacity(lines.len() * 80);
    for line in lines {
        let [a, b] = [line.a, line.b].map(|s| (corpus.article(s), s));
        out.extend_from_slice(b"{\"a\":");
        sentence(corpus, a, "a", &mut out);
        out.extend_from_slice(b",\"b\":");
        sentence(corpus, b, "b", &mut out);
        out.extend_from_slice(b",\"score\":");
        fixed(line.score, &mut out);
        for (name, head) in [("a", line.a), ("b", line.b)] {
            if let Some(copies) = groups.get(&head) {
                // writing into memory does not fail
                let _ = write!(out, ",\"{name}_copies\":{copies}");
            }
        }
        out.extend_from_slice(b"}\n");
    }
    out
}

fn sentence(corpus: &Corpus, (article, sentence): (usize, u32), name: &str, out: &mut Vec<u8>) {
    let id = &corpus.names[article];
    if id.bytes().all(|b| b >= b' ' && b != b'"' && b != b'\\') {
        out.push(b'"');
        out.extend_from_slice(id.as_bytes());
        out.push(b'"');
    } else {
        let _ = serde_json::to_writer(&mut *out, id);
    }
    out.extend_from_slice(b",\"");
    out.extend_from_slice(name.as_bytes());
    out.extend_from_slice(b"_sentence\":");
    whole(sentence - corpus.firsts[article], out);
}

/// A whole number in digits.
fn whole(number: u32, out: &mut Vec<u8>) {
    if number >= 10 {
        whole(number / 10, out);
    }
    out.push(b'0' + (number % 10) as u8);
}

/// Millionths as a decimal fraction without closing zeros.
fn fixed(score: u32, out: &mut Vec<u8>) {
    whole(score / 1_000_000, out);
    let mut rest = score % 1_000_000;
    let mut unit = 100_000;
    if rest > 0 {
        out.push(b'.');
    }
    while rest > 0 {
        out.push(b'0' + (rest / unit) as u8);
        rest %= unit;
        unit /= 10;
    }
}
