//! Files as streams: what packs them is taken off, within bounds.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use flate2::bufread::MultiGzDecoder;

use crate::read::inputs::Source;
use crate::read::trouble::{Limit, Trouble};

/// Bytes of a file by which it is told what it is.
pub const HEAD: usize = 64 << 10;
/// Most that packed data may grow; text grows by less than twenty.
const RATIO: u64 = 200;
/// Unpacked bytes up to which no ratio counts.
const FREE: u64 = 24 << 20;
/// Packings inside each other that are taken off.
const PACKINGS: usize = 2;

/// A file that is open.
pub struct Opened {
    /// Its first bytes, unpacked.
    pub head: Vec<u8>,
    /// All of it, unpacked, the head too.
    pub reader: Box<dyn BufRead + Send>,
    /// Its suffix without that of a packing, in lower case.
    pub suffix: String,
    /// The file itself, where nothing packs it.
    pub plain: Option<PathBuf>,
}

/// Opens a file or standard input and takes off what packs it.
pub fn open(source: &Source) -> Result<Opened, Trouble> {
    let mut suffixes: Vec<String> = Vec::new();
    let mut reader: Box<dyn BufRead + Send> = match &source.path {
        None => Box::new(BufReader::with_capacity(HEAD, io::stdin())),
        Some(path) => {
            let name = path.file_name().map(|n| n.to_string_lossy().to_lowercase()).unwrap_or_default();
            suffixes.extend(name.split('.').skip(1).map(str::to_owned));
            Box::new(BufReader::with_capacity(HEAD, File::open(path)?))
        }
    };
    let mut plain = source.path.clone();
    for depth in 0.. {
        let (head, whole) = peeked(reader);
        reader = whole;
        let gzip = head.starts_with(&[0x1F, 0x8B, 0x08]);
        let zstd = head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]);
        if !gzip && !zstd {
            let suffix = suffixes.pop().unwrap_or_default();
            return Ok(Opened { head, reader, suffix, plain });
        }
        if depth == PACKINGS {
            break;
        }
        plain = None;
        if suffixes.last().is_some_and(|s| matches!(s.as_str(), "gz" | "gzip" | "zst" | "zstd")) {
            suffixes.pop();
        }
        let taken = Arc::new(AtomicU64::new(0));
        let counted = BufReader::with_capacity(HEAD, Counted { inner: reader, taken: Arc::clone(&taken) });
        let unpacked: Box<dyn Read + Send> =
            if gzip { Box::new(MultiGzDecoder::new(counted)) } else { Box::new(zstd::Decoder::with_buffer(counted)?) };
        reader = Box::new(BufReader::with_capacity(HEAD, Capped { inner: unpacked, taken, given: 0 }));
    }
    Err(Trouble::new("packed more than twice", "unpack it, and give what comes out"))
}

/// The first bytes, and a reader that gives them again. What fails meanwhile fails when it is read.
fn peeked(mut reader: Box<dyn BufRead + Send>) -> (Vec<u8>, Box<dyn BufRead + Send>) {
    let mut head = Vec::new();
    let failed = reader.by_ref().take(HEAD as u64).read_to_end(&mut head).err();
    let rest = BufReader::new(Failing { cause: failed });
    (head.clone(), Box::new(Cursor::new(head).chain(rest).chain(reader)))
}

/// Fails once, if there is a cause, and is empty.
struct Failing {
    cause: Option<io::Error>,
}

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.cause.take().map_or(Ok(0), Err)
    }
}

/// Counts what is read.
struct Counted<R> {
    inner: R,
    taken: Arc<AtomicU64>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.taken.fetch_add(n as u64, Ordering::Relaxed);
        Ok(n)
    }
}

/// Fails where unpacked data outgrows what it was packed in.
struct Capped<R> {
    inner: R,
    taken: Arc<AtomicU64>,
    given: u64,
}

impl<R: Read> Read for Capped<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.given += n as u64;
        if self.given > FREE && self.given / RATIO > self.taken.load(Ordering::Relaxed) {
            return Err(Limit::Bomb(RATIO).into());
        }
        Ok(n)
    }
}

/// All that is left of `reader`, if it is at most `most` bytes.
pub fn all(reader: &mut dyn Read, most: usize) -> Result<Vec<u8>, Trouble> {
    let mut bytes = Vec::new();
    reader.take(most as u64 + 1).read_to_end(&mut bytes)?;
    if bytes.len() > most {
        return Err(too_large(most));
    }
    Ok(bytes)
}

/// Too large for what holds one article.
pub fn too_large(most: usize) -> Trouble {
    Trouble::new(
        format!("larger than {} MiB", most >> 20),
        "put each article into a file, or one article on each line of a .jsonl file",
    )
}

/// A reader that fails where one record has more bytes than any may have; `next` begins a record.
pub struct Budget<R> {
    inner: R,
    most: u64,
    left: u64,
}

impl<R> Budget<R> {
    pub fn new(inner: R, most: u64) -> Self {
        Self { inner, most, left: most }
    }

    pub fn next(&mut self) {
        self.left = self.most;
    }

    fn spend(&mut self, n: usize) -> io::Result<()> {
        self.left = self.left.checked_sub(n as u64).ok_or(Limit::Record(self.most))?;
        Ok(())
    }
}

impl<R: Read> Read for Budget<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.spend(n)?;
        Ok(n)
    }
}

impl<R: BufRead> BufRead for Budget<R> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(Limit::Record(self.most).into());
        }
        self.inner.fill_buf()
    }

    fn consume(&mut self, n: usize) {
        self.inner.consume(n);
        self.left = self.left.saturating_sub(n as u64);
    }
}
