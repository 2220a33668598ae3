//! One file of a cache: blocks of entries, packed; behind them a list of all entries; behind it what the file is made by
//! and how its bytes are known to be whole.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use tempfile::NamedTempFile;

use crate::cache::Key;
use crate::digest;

/// What a file of a cache ends with.
const MARK: &[u8; 8] = b"gormil 1";
/// What the files of a cache are called behind the dot.
pub const SUFFIX: &str = "gormil";
/// Bytes behind the list: maker, digest, length of the list, mark.
const TAIL: usize = 16 + 16 + 8 + 8;
/// How hard zstd tries: the least, as reading and writing must cost less than the work that they save.
const LEVEL: i32 = 1;

/// A block of entries, as the list tells of it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Frame {
    /// First byte in the file.
    at: u64,
    /// Bytes in the file.
    packed: u32,
    /// Bytes unpacked.
    raw: u32,
    /// Digest of the packed bytes.
    sum: Key,
    /// Key of each entry, and where it ends in the unpacked bytes.
    pub entries: Vec<(Key, u32)>,
}

impl Frame {
    /// The bytes of an entry of this block.
    pub fn entry<'b>(&self, bytes: &'b [u8], number: usize) -> Option<&'b [u8]> {
        let from = number.checked_sub(1).map_or(Some(0), |before| self.entries.get(before).map(|(_, end)| *end))?;
        bytes.get(from as usize..self.entries.get(number)?.1 as usize)
    }
}

/// One file, its blocks not yet read.
#[derive(Debug)]
pub struct Pack {
    /// Where it lies.
    pub path: PathBuf,
    /// By which program and rules it was made.
    pub maker: Key,
    /// Its blocks.
    pub frames: Vec<Frame>,
}

impl Pack {
    /// Reads the list of a file; none where the file is not whole.
    pub fn open(path: PathBuf) -> Option<Self> {
        let mut file = File::open(&path).ok()?;
        let length = file.metadata().ok()?.len();
        let tail_at = length.checked_sub(TAIL as u64)?;
        let tail = bytes_at(&mut file, tail_at, TAIL)?;
        let (maker, rest) = tail.split_first_chunk::<16>()?;
        let (sum, rest) = rest.split_first_chunk::<16>()?;
        let (listed, mark) = rest.split_first_chunk::<8>()?;
        let listed = u64::from_le_bytes(*listed);
        let list_at = tail_at.checked_sub(listed).filter(|_| mark == MARK)?;
        let list = bytes_at(&mut file, list_at, usize::try_from(listed).ok()?)?;
        if digest::short([Some(&maker[..]), Some(&list)]) != *sum {
            return None;
        }
        Some(Self { path, maker: *maker, frames: postcard::from_bytes(&list).ok()? })
    }

    /// The unpacked bytes of a block; none where they are not whole.
    pub fn block(&self, frame: &Frame) -> Option<Vec<u8>> {
        let mut file = File::open(&self.path).ok()?;
        let packed = bytes_at(&mut file, frame.at, frame.packed as usize)?;
        if digest::short([Some(&packed[..])]) != frame.sum {
            return None;
        }
        zstd::bulk::decompress(&packed, frame.raw as usize).ok()
    }
}

fn bytes_at(file: &mut File, at: u64, length: usize) -> Option<Vec<u8>> {
    file.seek(SeekFrom::Start(at)).ok()?;
    let mut bytes = Vec::new();
    file.take(length as u64).read_to_end(&mut bytes).ok()?;
    (bytes.len() == length).then_some(bytes)
}

/// Entries that are written together.
#[derive(Debug, Default)]
pub struct Block {
    raw: Vec<u8>,
    entries: Vec<(Key, u32)>,
}

impl Block {
    /// Puts an entry in.
    pub fn push(&mut self, key: Key, entry: &[u8]) -> io::Result<()> {
        self.raw.extend_from_slice(entry);
        let end = u32::try_from(self.raw.len()).map_err(io::Error::other)?;
        self.entries.push((key, end));
        Ok(())
    }

    /// Packs it.
    pub fn packed(self) -> io::Result<(Frame, Vec<u8>)> {
        let packed = zstd::bulk::compress(&self.raw, LEVEL)?;
        let size = |bytes: &[u8]| u32::try_from(bytes.len()).map_err(io::Error::other);
        let (sum, raw) = (digest::short([Some(&packed[..])]), size(&self.raw)?);
        Ok((Frame { at: 0, packed: size(&packed)?, raw, sum, entries: self.entries }, packed))
    }
}

/// A new file while it is written: nobody sees it before it is whole.
#[derive(Debug)]
pub struct Writer {
    file: NamedTempFile,
    at: u64,
    frames: Vec<Frame>,
}

impl Writer {
    /// Begins a file in a folder.
    pub fn new(dir: &Path) -> io::Result<Self> {
        Ok(Self { file: NamedTempFile::new_in(dir)?, at: 0, frames: Vec::new() })
    }

    /// Writes a block.
    pub fn add(&mut self, frame: Frame, packed: &[u8]) -> io::Result<()> {
        self.file.write_all(packed)?;
        self.frames.push(Frame { at: self.at, ..frame });
        self.at += packed.len() as u64;
        Ok(())
    }

    /// Writes the list and gives the file its name, which follows from what it holds.
    pub fn finish(mut self, maker: Key) -> io::Result<PathBuf> {
        let list = postcard::to_stdvec(&self.frames).map_err(io::Error::other)?;
        let sum = digest::short([Some(&maker[..]), Some(&list)]);
        let length = (list.len() as u64).to_le_bytes();
        for part in [&list[..], &maker, &sum, &length, MARK] {
            self.file.write_all(part)?;
        }
        let dir = self.file.path().parent().unwrap_or(Path::new("")).to_owned();
        let path = dir.join(format!("{}.{SUFFIX}", digest::hex(&sum)));
        self.file.persist(&path).map_err(|failed| failed.error)?;
        Ok(path)
    }
}
