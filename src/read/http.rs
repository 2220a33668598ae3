//! Answers of a web server as archives keep them: head, transfer coding, packing.

use std::io::Read;

use flate2::read::{MultiGzDecoder, ZlibDecoder};

use crate::read::MOST_BYTES;
use crate::read::trouble::Trouble;

/// What a server answered.
pub struct Answer {
    /// Media type, in lower case.
    pub media: String,
    /// Encoding that it names.
    pub charset: Option<String>,
    /// The page.
    pub body: Vec<u8>,
}

/// The page in an answer; `None` where there is none: a redirect, an error.
///
/// Errors: no answer, or packed in a way that cannot be read.
pub fn answer(block: &[u8]) -> Result<Option<Answer>, Trouble> {
    let mut headers = [httparse::EMPTY_HEADER; 128];
    let mut response = httparse::Response::new(&mut headers);
    let broken = |cause: &str| Trouble::new(format!("an answer that cannot be read: {cause}"), "crawl the page again");
    let start = match response.parse(block) {
        Ok(httparse::Status::Complete(start)) => start,
        Ok(httparse::Status::Partial) => return Err(broken("its head is cut")),
        Err(e) => return Err(broken(&e.to_string())),
    };
    if response.code.is_none_or(|code| !(200..300).contains(&code)) {
        return Ok(None);
    }
    let header = |name: &str| {
        let found = response.headers.iter().find(|h| h.name.eq_ignore_ascii_case(name));
        found.map(|h| String::from_utf8_lossy(h.value).trim().to_ascii_lowercase())
    };
    let media = header("content-type").unwrap_or_default();
    let charset = media.split("charset=").nth(1).map(|c| c.trim_matches(['"', '\'', ' ', ';']).to_owned());
    let raw = block.get(start..).unwrap_or_default();
    let chunked = header("transfer-encoding").is_some_and(|t| t.contains("chunked"));
    // some archives keep the head and put the chunks together
    let whole = if chunked { unchunked(raw).unwrap_or_else(|| raw.to_vec()) } else { raw.to_vec() };
    let body = match header("content-encoding").as_deref() {
        Some("gzip" | "x-gzip") if whole.starts_with(&[0x1F, 0x8B]) => unpacked(MultiGzDecoder::new(&whole[..]))?,
        Some("deflate") if whole.first() == Some(&0x78) => unpacked(ZlibDecoder::new(&whole[..]))?,
        Some("zstd") if whole.starts_with(&[0x28, 0xB5]) => unpacked(zstd::Decoder::with_buffer(&whole[..])?)?,
        Some("br") => return Err(broken("packed with brotli")),
        _ => whole,
    };
    Ok(Some(Answer { media, charset, body }))
}

fn unpacked(reader: impl Read) -> Result<Vec<u8>, Trouble> {
    crate::read::open::all(&mut { reader }, MOST_BYTES)
}

/// The chunks put together; `None` where they are none. Source: RFC 9112, section 7.1.
fn unchunked(mut rest: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    loop {
        let httparse::Status::Complete((start, size)) = httparse::parse_chunk_size(rest).ok()? else { return None };
        let size = usize::try_from(size).ok()?;
        if size == 0 {
            return Some(out);
        }
        out.extend_from_slice(rest.get(start..start.checked_add(size)?)?);
        rest = rest.get(start + size + 2..)?;
    }
}
