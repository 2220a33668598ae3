//! Web archives: the pages in the records of a crawl. The day of the crawl is never that of publication.

use std::io::{BufRead, Read};

use crate::read::encoding::decoded;
use crate::read::http;
use crate::read::open::too_large;
use crate::read::page;
use crate::read::sink::Sink;
use crate::read::trouble::Trouble;
use crate::read::{MOST_BYTES, address};

/// Most bytes of the head of a record.
const MOST_HEAD: u64 = 64 << 10;

/// Source: ISO 28500:2017, WARC 1.1, sections 4 and 5.
struct Record {
    kind: String,
    address: Option<String>,
    date: Option<String>,
    media: String,
    length: u64,
}

/// Reads all records. A page that cannot be read is a row, and the rest goes on.
pub fn read(mut reader: &mut dyn BufRead, sink: &mut Sink<'_>) -> Result<(), Trouble> {
    for number in 1.. {
        let Some(record) = head(reader).map_err(|t| t.on(number))? else { break };
        let wanted = match record.kind.as_str() {
            "response" => record.media.starts_with("application/http"),
            "resource" | "conversion" => is_page(&record.media) || record.media.starts_with("text/plain"),
            _ => false,
        };
        let mut body = (&mut reader).take(record.length);
        if wanted {
            let most = record.length.min(MOST_BYTES as u64 + 1);
            let mut block = Vec::new();
            body.by_ref().take(most).read_to_end(&mut block)?;
            let place = format!("{}: ", record.address.as_deref().unwrap_or("a record without address"));
            let named = |t: Trouble| Trouble { problem: format!("{place}{}", t.problem), ..t }.on(number);
            if block.len() > MOST_BYTES {
                sink.trouble(named(too_large(MOST_BYTES)));
            } else if let Err(trouble) = page_of(&record, &block, number, sink) {
                sink.trouble(named(trouble));
            }
        }
        std::io::copy(&mut body, &mut std::io::sink())?;
        if body.limit() > 0 {
            let problem = format!("the record ends {} bytes too early", body.limit());
            return Err(Trouble::new(problem, "get the archive again; the records before it were read").on(number));
        }
    }
    Ok(())
}

fn is_page(media: &str) -> bool {
    media.starts_with("text/html") || media.starts_with("application/xhtml")
}

/// The article of one record.
fn page_of(record: &Record, block: &[u8], number: u32, sink: &mut Sink<'_>) -> Result<(), Trouble> {
    let answer = if record.kind == "response" {
        let Some(answer) = http::answer(block)? else { return Ok(()) };
        answer
    } else {
        http::Answer { media: record.media.clone(), charset: None, body: block.to_vec() }
    };
    let mut article = if is_page(&answer.media) {
        let (html, note) = page::text_of(&answer.body, answer.charset.as_deref())?;
        note.into_iter().for_each(|n| sink.trouble(n.on(number)));
        // a list of stories or an error page is no loss
        page::article(&html, sink.fields).map_err(|t| Trouble { refused: false, ..t })?
    } else if answer.media.starts_with("text/plain") && record.kind == "conversion" {
        let (text, _) = decoded(&answer.body, None)?;
        crate::read::plain::article(&text)
    } else {
        return Ok(());
    };
    article.reader = "warc";
    article.line_by_line = false;
    article.first_line = number;
    article.fetched.clone_from(&record.date);
    if let Some(address) = record.address.clone() {
        article.canonical_url = address::canonical(&address, sink.fields.tracking());
        article.url = Some(address);
    }
    let key = article.url.clone();
    sink.one(article, key, number);
    Ok(())
}

/// The head of the next record; `None` at the end.
fn head(reader: &mut dyn BufRead) -> Result<Option<Record>, Trouble> {
    let broken =
        || Trouble::new("not a record of a web archive", "get the archive again; the records before it were read");
    let mut left = MOST_HEAD;
    let mut line = |reader: &mut dyn BufRead| -> Result<Option<String>, Trouble> {
        let mut bytes = Vec::new();
        let n = reader.take(left).read_until(b'\n', &mut bytes)?;
        left -= n as u64;
        Ok((n > 0).then(|| String::from_utf8_lossy(&bytes).trim().to_owned()))
    };
    let version = loop {
        match line(reader)? {
            None => return Ok(None),
            Some(blank) if blank.is_empty() => {}
            Some(version) => break version,
        }
    };
    if !version.starts_with("WARC/") {
        return Err(broken());
    }
    let mut record = Record { kind: String::new(), address: None, date: None, media: String::new(), length: 0 };
    let mut length = None;
    loop {
        let field = line(reader)?.ok_or_else(broken)?;
        if field.is_empty() {
            break;
        }
        let Some((name, value)) = field.split_once(':') else { continue };
        let value = value.trim();
        match name.trim().to_ascii_lowercase().as_str() {
            "warc-type" => record.kind = value.to_ascii_lowercase(),
            "warc-target-uri" => record.address = Some(value.trim_matches(['<', '>']).to_owned()),
            "warc-date" => record.date = Some(value.to_owned()),
            "content-type" => record.media = value.to_ascii_lowercase(),
            "content-length" => length = value.parse().ok(),
            _ => {}
        }
    }
    record.length = length.ok_or_else(broken)?;
    Ok(Some(record))
}
