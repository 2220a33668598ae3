//! Near-duplicates among the sentences of articles: the flow as far as similar pairs, for record linkage.
//!
//! Texts are read in blocks and let go; of a sentence stay the numbers of its words. A sentence is the set of its words,
//! figures left aside (any figure is one and the same word). Equal sentences count once from there on.

mod corpus;
mod front;
mod key;
mod lines;
mod source;
mod vocabulary;

use std::io::{self, Write};
use std::path::PathBuf;

use rayon::prelude::*;

use crate::error::Error;
use crate::model::Skipped;
use crate::pairs::corpus::gather;
use crate::pairs::front::Reader;
use crate::pairs::source::Blocks;
use crate::read;
use crate::ruleset::RuleSet;
use crate::similar::join::{self, Measure};

/// What a run found.
#[derive(Clone, Debug, Default)]
pub struct Told {
    /// Number of articles.
    pub articles: usize,
    /// Number of sentences.
    pub sentences: usize,
    /// Number of lines written.
    pub lines: usize,
    /// What could not be read.
    pub skipped: Vec<Skipped>,
}

/// Writes all pairs of sentences of different articles whose likeness by `measure` is at least `least` to `out`, as lines
/// of JSON `{"a", "a_sentence", "b", "b_sentence", "score"}`, sorted by their place in the input. The bytes are the same
/// for any number of threads.
///
/// # Errors
/// `Error::NoSuchInput`, `Error::Read` where a file breaks off, and what `out` gives, as `Error::Write`.
pub fn pairs(
    inputs: &[PathBuf],
    rules: &RuleSet,
    measure: Measure,
    least: f64,
    out: &mut dyn Write,
) -> Result<Told, Error> {
    let (readers, mut skipped) = readers(inputs, rules)?;
    let (corpus, sets) = gather(readers, measure);
    let matches = join::join(&sets, measure, least);
    drop(sets);
    let lines = lines::write(&corpus, &matches, out).map_err(writing)?;
    skipped.sort();
    Ok(Told { articles: corpus.names.len(), sentences: corpus.next.len(), lines, skipped })
}

fn writing(cause: io::Error) -> Error {
    Error::Write { path: PathBuf::from("the pairs"), cause }
}

/// Articles of other files that are taken at once.
const BATCH: usize = 256;

/// Reads all inputs, as many readers as there are threads.
fn readers(inputs: &[PathBuf], rules: &RuleSet) -> Result<(Vec<Reader>, Vec<Skipped>), Error> {
    let (files, others): (Vec<PathBuf>, Vec<PathBuf>) = inputs.iter().cloned().partition(|path| source::is_lines(path));
    let names: Vec<String> =
        files.iter().map(|f| f.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default()).collect();
    let blocks = Blocks::of(files);
    let readers = (0..rayon::current_num_threads()).into_par_iter().with_max_len(1).map(|_| {
        let (mut reader, mut bytes) = (Reader::default(), Vec::new());
        while let Some(block) = blocks.next(&mut bytes).map_err(|(path, cause)| Error::Read { path, cause })? {
            reader.lines(block.number, &bytes, &names[block.file], block.first_line, rules);
        }
        Ok(reader)
    });
    let mut readers: Vec<Reader> = readers.collect::<Result<_, Error>>()?;
    let mut skipped = others_read(&others, &mut readers[0], rules)?;
    for batch in readers.iter_mut().flat_map(|r| &mut r.batches) {
        skipped.append(&mut batch.skipped);
    }
    Ok((readers, skipped))
}

/// Reads what is no file of JSON lines, behind all that is.
fn others_read(inputs: &[PathBuf], reader: &mut Reader, rules: &RuleSet) -> Result<Vec<Skipped>, Error> {
    if inputs.is_empty() {
        return Ok(Vec::new());
    }
    let (mut held, mut number) = (Vec::with_capacity(BATCH), usize::MAX / 2);
    let skipped = read::each(inputs, &read::Options::default(), rules, &mut |article| {
        held.push(article);
        if held.len() == BATCH {
            reader.articles(number, &held, rules);
            held.clear();
            number += 1;
        }
    })?;
    reader.articles(number, &held, rules);
    Ok(skipped)
}
