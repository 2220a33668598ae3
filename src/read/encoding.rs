//! Bytes to text: UTF-8 where they are, else what a byte-order mark, the page itself or the bytes say.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use encoding_rs_io::DecodeReaderBytesBuilder;

use crate::read::trouble::Trouble;

/// One broken place among so many characters beyond ASCII is damage to UTF-8; more are another encoding.
const DAMAGED: usize = 20;

/// The text of `bytes`, with something in it, and a word about what could not be read. `declared` is the encoding that
/// the page names: it counts where the bytes are not UTF-8.
///
/// Errors: nothing in it, or no text.
pub fn decoded<'b>(bytes: &'b [u8], declared: Option<&str>) -> Result<(Cow<'b, str>, Option<Trouble>), Trouble> {
    let (text, note) = whole(bytes, declared);
    if text.trim().is_empty() {
        return Err(Trouble::new("empty", "save the article again, or take the file out of the input"));
    }
    if let Some(at) = text.find('\0') {
        return Err(Trouble::new("a NUL byte: not a text file", "save the article as plain text").on(line(&text, at)));
    }
    Ok((text, note))
}

fn whole<'b>(bytes: &'b [u8], declared: Option<&str>) -> (Cow<'b, str>, Option<Trouble>) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let (text, broken) = encoding.decode_without_bom_handling(&bytes[length..]);
        return (text, broken.then(|| damaged(encoding)));
    }
    if bytes.contains(&0) {
        let (text, broken) = wide(bytes).unwrap_or(UTF_8).decode_without_bom_handling(bytes);
        return (text, broken.then(|| damaged(UTF_8)));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return (Cow::Borrowed(text), None);
    }
    let encoding = guessed(bytes, declared);
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    (text, broken.then(|| damaged(encoding)))
}

fn damaged(encoding: &'static Encoding) -> Trouble {
    let problem = format!("some bytes are no {}; they are shown as \u{FFFD}", encoding.name());
    Trouble::note(problem, "get the file again if figures or names are affected")
}

/// The encoding of bytes that are not UTF-8.
fn guessed(bytes: &[u8], declared: Option<&str>) -> &'static Encoding {
    let (mut broken, mut letters) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        broken += usize::from(!chunk.invalid().is_empty());
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
    }
    if broken * DAMAGED < letters {
        return UTF_8;
    }
    let named = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let fits = |e: &&'static Encoding| *e != UTF_8 && !e.decode_without_bom_handling(bytes).1;
    named.filter(fits).unwrap_or_else(|| {
        if typographic(bytes) {
            return WINDOWS_1252;
        }
        let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
        detector.feed(bytes, true);
        let found = detector.guess(None, Utf8Detection::Deny);
        if fits(&found) { found } else { WINDOWS_1252 }
    })
}

/// Whether most bytes beyond ASCII are the quotation marks, dashes and signs of money of windows-1252, which other
/// encodings have elsewhere or share.
fn typographic(bytes: &[u8]) -> bool {
    let high = bytes.iter().filter(|b| !b.is_ascii()).count();
    let signs = bytes.iter().filter(|b| matches!(b, 0x80 | 0x85 | 0x91..=0x97 | 0xA0 | 0xA3 | 0xB0 | 0xBD)).count();
    signs * 2 >= high
}

/// UTF-16 without a mark: that of its two orders in which the bytes are words with spaces between them.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    const SAMPLE: usize = 4 << 10;
    let sample = bytes.get(..bytes.len().min(SAMPLE) & !1)?;
    [UTF_16LE, UTF_16BE].into_iter().find(|encoding| {
        let (text, broken) = encoding.decode_without_bom_handling(sample);
        let spaces = text.chars().filter(|c| matches!(c, ' ' | '\n')).count();
        let odd = text.chars().filter(|c| c.is_control() && !c.is_whitespace()).count();
        !broken && odd == 0 && spaces * 40 >= text.chars().count()
    })
}

/// The 1-based line of the byte `at`.
fn line(text: &str, at: usize) -> u32 {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    u32::try_from(before.iter().filter(|b| **b == b'\n').count() + 1).unwrap_or(u32::MAX)
}

/// A stream that is UTF-8 throughout: what is not is shown as \u{FFFD}.
pub fn valid(reader: Box<dyn BufRead + Send>) -> Box<dyn BufRead + Send> {
    let decoding = DecodeReaderBytesBuilder::new().encoding(Some(UTF_8)).build(reader);
    Box::new(BufReader::with_capacity(64 << 10, decoding))
}

/// A stream as UTF-8, by what its first bytes are. Where those are UTF-8, it comes as it is.
pub fn stream(reader: Box<dyn BufRead + Send>, head: &[u8]) -> Box<dyn BufRead + Send> {
    let named = Encoding::for_bom(head).map(|(encoding, _)| encoding);
    let encoding = named.or_else(|| match std::str::from_utf8(head) {
        _ if head.contains(&0) => wide(head),
        // the last character may be cut
        Err(e) if e.error_len().is_some() || e.valid_up_to() + 3 < head.len() => Some(guessed(head, None)),
        _ => None,
    });
    match encoding {
        None => reader,
        Some(e) if e == UTF_8 && named.is_none() => reader,
        Some(encoding) => {
            let decoding: Box<dyn Read + Send> =
                Box::new(DecodeReaderBytesBuilder::new().encoding(Some(encoding)).bom_override(true).build(reader));
            Box::new(BufReader::with_capacity(64 << 10, decoding))
        }
    }
}

/// The first bytes of a file as text, for looking at.
pub fn head(bytes: &[u8]) -> Cow<'_, str> {
    whole(bytes, None).0
}
