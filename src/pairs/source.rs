//! The inputs, as blocks of whole lines or as articles.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

/// Bytes that are read in one go, and a little more up to the end of the line.
const BLOCK: usize = 1 << 20;

/// Whether a file holds one JSON object on each line, by its name and its first line; the general reader takes all else.
pub fn is_lines(path: &Path) -> bool {
    if !path.extension().is_some_and(|e| e == "jsonl" || e == "ndjson") {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(path).and_then(|file| file.take(BLOCK as u64).read_to_end(&mut head));
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start();
    let (line, whole) = memchr::memchr(b'\n', head).map_or((head, false), |end| (&head[..end], true));
    read.is_ok()
        && line.starts_with(b"{")
        && (line.trim_ascii_end().ends_with(b"}") || !whole && head.len() + 8 > BLOCK)
}

/// Files of lines, read in blocks by several threads in turn.
pub struct Blocks {
    state: Mutex<State>,
}

struct State {
    files: Vec<PathBuf>,
    /// The file that is being read: its number and how many lines of it have been given out.
    open: Option<(File, usize, u32)>,
    /// The file to read next.
    next: usize,
    /// What was read behind the last whole line.
    rest: Vec<u8>,
    blocks: usize,
}

/// Some lines of a file.
pub struct Block {
    /// Place of the block among all.
    pub number: usize,
    /// Number of the file.
    pub file: usize,
    /// 1-based number of the first line.
    pub first_line: u32,
}

impl Blocks {
    /// The lines of `files`, one file behind the other.
    pub fn of(files: Vec<PathBuf>) -> Self {
        Self { state: Mutex::new(State { files, open: None, next: 0, rest: Vec::new(), blocks: 0 }) }
    }

    /// Puts the next lines into `bytes`; `None` where there are no more.
    pub fn next(&self, bytes: &mut Vec<u8>) -> Result<Option<Block>, (PathBuf, io::Error)> {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        state.next(bytes)
    }
}

impl State {
    fn next(&mut self, bytes: &mut Vec<u8>) -> Result<Option<Block>, (PathBuf, io::Error)> {
        loop {
            let Some((file, number, lines)) = &mut self.open else {
                let Some(path) = self.files.get(self.next) else { return Ok(None) };
                let file = File::open(path).map_err(|cause| (path.clone(), cause));
                self.next += 1;
                self.open = Some((file?, self.next - 1, 0));
                continue;
            };
            bytes.clear();
            bytes.append(&mut self.rest);
            let failed = |cause| (self.files[*number].clone(), cause);
            // a line may be longer than a block
            let whole = loop {
                let read = file.by_ref().take(BLOCK as u64).read_to_end(bytes).map_err(failed)?;
                let end = memchr::memrchr(b'\n', bytes).map(|at| at + 1);
                match end {
                    _ if read == 0 => break bytes.len(),
                    Some(end) => break end,
                    None => {}
                }
            };
            if whole == 0 {
                self.open = None;
                continue;
            }
            self.rest.extend_from_slice(&bytes[whole..]);
            bytes.truncate(whole);
            let block = Block { number: self.blocks, file: *number, first_line: *lines + 1 };
            let ends = memchr::memchr_iter(b'\n', bytes).count();
            *lines = lines.saturating_add(u32::try_from(ends).unwrap_or(u32::MAX));
            self.blocks += 1;
            return Ok(Some(block));
        }
    }
}
