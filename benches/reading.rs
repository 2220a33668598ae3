//! Each format alone: `cargo bench --bench reading`. Bytes are those of the file as it lies on the disc.
#![allow(missing_docs)]

mod story;

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::PathBuf;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::BytesCount;
use gormil::model::Article;
use gormil::read::{Options, each};
use gormil::ruleset::{RuleSet, shipped};

/// Articles in a file.
const COUNT: usize = 400;

static RULES: LazyLock<RuleSet> = LazyLock::new(|| shipped().unwrap_or_else(|e| panic!("{e}")));

fn main() {
    LazyLock::force(&RULES);
    divan::main();
}

fn lines(articles: &[Article]) -> String {
    let line =
        |a: &Article| serde_json::json!({"outlet": a.outlet, "published": a.published, "text": a.text}).to_string();
    articles.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn table(articles: &[Article]) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = articles.iter().map(|a| [a.outlet.clone(), a.published.clone(), Some(a.text.clone())]);
    let header = ["outlet", "published", "text"].map(|h| Some(h.to_owned()));
    std::iter::once(header).chain(rows).for_each(|row| {
        writer.write_record(row.iter().map(|c| c.as_deref().unwrap_or_default())).unwrap_or_default();
    });
    writer.into_inner().map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default()
}

fn paragraphs(article: &Article) -> String {
    article.text.lines().map(|l| format!("<p>{l}</p>\n")).collect()
}

fn page(article: &Article) -> String {
    let menu = "<li><a href='/n'>Nation</a></li>".repeat(40);
    let story = paragraphs(article);
    format!(
        "<html><head><title>{}</title></head><body><nav><ul>{menu}</ul></nav><article><h1>A day in the news</h1>{story}</article></body></html>",
        article.document
    )
}

fn rss(articles: &[Article]) -> String {
    let mut out = "<rss version=\"2.0\"><channel><title>Lagoon Post</title>\n".to_owned();
    for a in articles {
        let _ = writeln!(
            out,
            "<item><link>https://lagoon.example/{}</link><pubDate>Wed, 12 Jun 2024 10:20:00 +0600</pubDate>\
             <description><![CDATA[{}]]></description></item>",
            a.document,
            paragraphs(a)
        );
    }
    out + "</channel></rss>"
}

fn warc(articles: &[Article]) -> String {
    let record = |a: &Article| {
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}", page(a));
        format!(
            "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://lagoon.example/{}\r\n\
             Content-Type: application/http\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
            a.document,
            answer.len()
        )
    };
    articles.iter().map(record).collect()
}

#[divan::bench(args = ["txt", "html", "jsonl", "json", "csv", "xml", "warc", "jsonl.gz", "jsonl.zst"])]
fn read(bencher: Bencher<'_, '_>, suffix: &str) {
    let articles = story::articles(COUNT);
    let bytes = match suffix {
        "txt" => articles[0].text.clone().into_bytes(),
        "html" => page(&articles[0]).into_bytes(),
        "json" => format!("[{}]", lines(&articles).replace('\n', ",\n")).into_bytes(),
        "csv" => table(&articles).into_bytes(),
        "xml" => rss(&articles).into_bytes(),
        "warc" => warc(&articles).into_bytes(),
        _ => lines(&articles).into_bytes(),
    };
    let packed = match suffix {
        "jsonl.gz" => {
            let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
            writer.write_all(&bytes).and_then(|()| writer.finish()).unwrap_or_default()
        }
        "jsonl.zst" => zstd::encode_all(&bytes[..], 3).unwrap_or_default(),
        _ => bytes.clone(),
    };
    let folder = tempfile::tempdir().unwrap_or_else(|e| panic!("{e}"));
    let path: PathBuf = folder.path().join(format!("articles.{suffix}"));
    std::fs::write(&path, &packed).unwrap_or_else(|e| panic!("{e}"));
    // packed files count as what they unpack to
    bencher.counter(BytesCount::new(bytes.len())).bench(|| {
        let mut read = 0;
        let skipped = each(std::slice::from_ref(&path), &Options::default(), &RULES, &mut |a| read += a.text.len());
        assert!(read > 0, "{skipped:?}");
        read
    });
}
