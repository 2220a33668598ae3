//! What people have, in small: every format, every trap of a dump, every way to be broken.

#![allow(missing_docs, clippy::unwrap_used)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use gormil::model::{Article, Skipped};
use gormil::read::{self, Options};
use gormil::ruleset::{self, RuleSet};
use proptest::prelude::*;
use tempfile::TempDir;

fn rules() -> &'static RuleSet {
    static RULES: LazyLock<RuleSet> = LazyLock::new(|| ruleset::shipped().unwrap_or_else(|e| panic!("{e}")));
    &RULES
}

fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        std::fs::write(folder.path().join(name), bytes).unwrap();
    }
    folder
}

fn read_as(path: &Path, options: &Options) -> (Vec<Article>, Vec<Skipped>) {
    read::articles(&[path.to_owned()], options, rules()).unwrap()
}

fn read(files: &[(&str, &[u8])]) -> (Vec<Article>, Vec<Skipped>) {
    read_as(folder(files).path(), &Options::default())
}

/// The one article of a file in which nothing is wrong.
fn one(name: &str, bytes: &[u8]) -> Article {
    let (mut articles, skipped) = read(&[(name, bytes)]);
    assert!(skipped.is_empty() && articles.len() == 1, "{articles:?} {skipped:?}");
    articles.remove(0)
}

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    writer.write_all(bytes).unwrap();
    writer.finish().unwrap()
}

const RECORD: &str = r#"{"outlet": "Lagoon Post", "url": "https://lagoon.example/1/?utm_source=x", "published": "2024-06-12", "title": "Ferry sinks", "text": "A ferry sank. Nine died."}"#;

#[test]
fn objects_are_read_wherever_they_stand() {
    let other = RECORD.replace("/1/", "/2/");
    let pretty = RECORD.replace(", \"", ",\n  \"");
    for (name, text) in [
        ("lines.jsonl", format!("{RECORD}\n\n{other}\n")),
        ("list.json", format!("[{RECORD},\n{other}]")),
        ("pretty.json", format!("[\n{pretty},\n{pretty}\n]").replacen("/1/", "/2/", 1)),
        ("broken-list.json", format!("[{RECORD}]{other}]").replacen("}]{", "},]{", 1)),
        ("after-each-other.txt", format!("{pretty}{other}")),
        (
            "wrapped.json",
            format!("{{\"version\": 1, \"articles\": {{\"results\": [{RECORD}, {other}], \"count\": 2}}}}"),
        ),
    ] {
        let (articles, skipped) = read(&[(name, text.as_bytes())]);
        assert_eq!((articles.len(), skipped.len()), (2, 0), "{name}: {articles:?} {skipped:?}");
        assert!(articles.iter().all(|a| a.title.as_deref() == Some("Ferry sinks")), "{name}");
    }
    let article = one("one.json", RECORD.as_bytes());
    assert_eq!(article.canonical_url.as_deref(), Some("https://lagoon.example/1"));
    assert_eq!(article.published_by.as_deref(), Some("plain published"));
}

#[test]
fn a_list_inside_an_article_is_no_list_of_articles() {
    let text = RECORD.replace("{\"outlet\"", "{\"articles\": [{\"url\": \"https://lagoon.example/9\", \"title\": \"Other\", \"text\": \"Read it too.\"}], \"outlet\"");
    let (articles, _) = read(&[("a.json", text.as_bytes())]);
    assert!(articles.iter().any(|a| a.text.starts_with("A ferry sank")), "{articles:?}");
}

#[test]
fn an_object_that_never_ends_takes_no_other_along() {
    let text = format!("{{\n\"outlet\": \"Lagoon\",\n\"text\": [\n{RECORD}\n");
    let (articles, skipped) = read(&[("a.json", text.as_bytes())]);
    assert_eq!((articles.len(), skipped.len()), (1, 1), "{skipped:?}");
    assert_eq!(skipped[0].line, Some(1));
}

#[test]
fn tables_are_read_by_the_names_of_their_columns() {
    let cell = "A ferry sank; nine died, \nit was said.";
    for separator in [",", ";", "\t", "|"] {
        let rows = [
            ["TEXT", "Publish Date", "Outlet", "Link"].join(separator),
            [&format!("\"{cell}\""), "2024-06-12", "Lagoon Post", "https://lagoon.example/1"].join(separator),
        ];
        for text in [
            rows.join("\r\n"),
            format!("\u{FEFF}{}\n\n", rows.join("\n")),
            format!("sep={separator}\n{}", rows.join("\n")),
        ] {
            let article = one("t.csv", text.as_bytes());
            assert_eq!(article.text, cell, "{separator}");
            assert_eq!(
                (article.outlet.as_deref(), article.published.as_deref()),
                (Some("Lagoon Post"), Some("2024-06-12"))
            );
        }
    }
    let folder = folder(&[("own.csv", b"Zeitung,Inhalt\nLagoon Post,A ferry sank.\n")]);
    let columns = [("text", "Inhalt"), ("outlet", "Zeitung")].map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec();
    let (articles, skipped) = read_as(folder.path(), &Options { columns, ..Options::default() });
    assert_eq!(articles.len(), 1, "{skipped:?}");
    assert_eq!(articles[0].outlet.as_deref(), Some("Lagoon Post"));
}

#[test]
fn a_table_without_names_is_known_by_its_columns() {
    let row = "https://lagoon.example/1\tnull\t9f\tlagoon.example\tFerry sinks\tnull\t2024-06-12\t\"A ferry sank.\nNine died.\"\tnull\tnull\tnull\n";
    let article = one("out.csv", row.as_bytes());
    assert_eq!(article.dialect.as_deref(), Some("trafilatura"));
    assert_eq!(
        (article.published.as_deref(), article.text.as_str()),
        (Some("2024-06-12"), "A ferry sank.\nNine died.")
    );
    let codes = format!("20240612-0\t20240612\t1\tlagoon.example\thttps://lagoon.example/1{}\n", "\t".repeat(22));
    let (articles, skipped) = read(&[("codes.csv", codes.as_bytes())]);
    assert!(articles.is_empty() && skipped[0].problem.contains("GDELT"), "{skipped:?}");
}

#[test]
fn a_list_of_addresses_gives_what_articles_lack() {
    let list = "id;indexed_date;language;media_name;media_url;publish_date;title;url\n\
        1;2024-07-01;bn;Lagoon Post;lagoon.example;2024-06-12;Ferry sinks;https://lagoon.example/1\n\
        2;2024-07-01;bn;Lagoon Post;lagoon.example;2024-06-12;Other;https://lagoon.example/2\n";
    let text = br#"{"url": "https://lagoon.example/1/?fbclid=7#top", "text": "A ferry sank."}"#;
    let (articles, skipped) = read(&[("z-list.csv", list.as_bytes()), ("a.jsonl", text)]);
    assert_eq!(articles.len(), 1);
    assert_eq!(articles[0].outlet.as_deref(), Some("Lagoon Post"));
    assert_eq!(articles[0].published.as_deref(), Some("2024-06-12"));
    assert_eq!(articles[0].published_by.as_deref(), Some("Media Cloud publish_date"));
    assert_eq!(skipped.len(), 1);
    assert!(skipped[0].problem.contains("https://lagoon.example/2") && skipped[0].line == Some(3), "{skipped:?}");
}

#[test]
fn the_day_of_the_crawl_is_no_day_of_publication() {
    for record in [
        r#"{"text": "A ferry sank.", "source": "https://lagoon.example/1", "source-hostname": "Lagoon", "date": null, "filedate": "2024-07-01"}"#,
        r#"{"maintext": "A ferry sank.", "source_domain": "lagoon.example", "date_publish": "None", "date_download": "2024-07-01 00:00:00", "date_modify": "None"}"#,
        r#"{"uri": "1", "body": "A ferry sank.", "url": "https://lagoon.example/1", "date": "2024-07-01", "dateTime": "2024-07-01T00:00:00Z", "eventUri": null}"#,
    ] {
        let article = one("a.json", record.as_bytes());
        assert_eq!((article.published, article.modified), (None, None), "{record}");
    }
}

#[test]
fn a_tree_of_sections_is_one_text() {
    let record = r#"[{"free_access": false, "title": "Ferry sinks", "publishing_date": "2024-06-12 10:20:00+06:00",
        "body": {"sections": [{"paragraphs": ["A ferry sank.", "Nine died."], "headline": ["At sea"]}], "summary": ["In short."]}}]"#;
    let (articles, skipped) = read(&[("f.json", record.as_bytes())]);
    assert!(articles.is_empty() && skipped[0].help.contains("--source"), "{skipped:?}");
    let folder = folder(&[("f.json", record.as_bytes())]);
    let (articles, _) =
        read_as(folder.path(), &Options { source: Some("Lagoon Post".to_owned()), ..Options::default() });
    assert_eq!(articles[0].text, "In short.\nAt sea\nA ferry sank.\nNine died.");
    assert!(articles[0].cut);
    assert_eq!(articles[0].outlet_by.as_deref(), Some("--source"));
}

#[test]
fn feeds_give_whole_texts() {
    let rss = "<?xml version='1.0'?><rss version='2.0'><channel><title>Lagoon Post</title><link>https://lagoon.example</link>
        <item><title>Ferry &amp; storm</title><link>https://lagoon.example/1</link><pubDate>Wed, 12 Jun 2024 10:20:00 +0600</pubDate>
        <description>Short.</description><content:encoded><![CDATA[<p>A ferry sank.</p><script>x</script><p>Nine&nbsp;died.</p>]]></content:encoded></item>
        <item><title>Other</title><link>https://hill.example/2</link><description>A hill slid.</description></item></channel></rss>";
    let (articles, skipped) = read(&[("feed.xml", rss.as_bytes())]);
    assert_eq!((articles.len(), skipped.len()), (2, 0), "{skipped:?}");
    let ferry = articles.iter().find(|a| a.title.as_deref() == Some("Ferry & storm")).unwrap();
    assert_eq!((ferry.outlet.as_deref(), ferry.reader), (Some("Lagoon Post"), "rss"));
    assert_eq!(ferry.text, "A ferry sank.\nNine died.");
    let other = articles.iter().find(|a| a.title.as_deref() == Some("Other")).unwrap();
    assert_eq!(other.outlet.as_deref(), Some("hill.example"));
    let atom = "<feed xmlns='http://www.w3.org/2005/Atom'><title>Lagoon Post</title><entry><title>Ferry</title>
        <link rel='self' href='https://x.example/'/><link href='https://lagoon.example/1'/><updated>2024-07-01T00:00:00Z</updated>
        <content type='xhtml'><div><p>A ferry <b>sank</b>.</p></div></content></entry></feed>";
    let article = one("a.xml", atom.as_bytes());
    assert_eq!(article.text.trim(), "A ferry sank.");
    assert_eq!((article.url.as_deref(), article.published), (Some("https://lagoon.example/1"), None));
}

#[test]
fn entities_are_never_expanded() {
    let bomb = "<?xml version='1.0'?><!DOCTYPE rss [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><rss><channel><item><description>&b;</description></item></channel></rss>";
    let (articles, skipped) = read(&[("feed.xml", bomb.as_bytes())]);
    assert!(articles.is_empty() && skipped[0].problem.contains("entities"), "{skipped:?}");
}

fn crawl(body: &str, head: &str) -> Vec<u8> {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{head}\r\n{body}");
    let info = "WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 4\r\n\r\na: b\r\n\r\n";
    format!(
        "{info}WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-07-01T00:00:00Z\r\nWARC-Target-URI: https://lagoon.example/1\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{answer}\r\n\r\n",
        answer.len()
    )
    .into_bytes()
}

const STORY: &str = "<html><head><title>Ferry sinks off the coast - Lagoon Post</title></head><body><p>A ferry sank off the coast on Tuesday, and nine people died, the coast guard said.</p></body></html>";

#[test]
fn pages_of_a_crawl_are_articles_of_no_known_day() {
    for bytes in [
        crawl(STORY, ""),
        crawl(&format!("{:x}\r\n{STORY}\r\n0\r\n\r\n", STORY.len()), "Transfer-Encoding: chunked\r\n"),
    ] {
        for bytes in [gzipped(&bytes), bytes] {
            let article = one("crawl.warc.gz", &bytes);
            assert!(article.text.contains("nine people died"), "{article:?}");
            assert_eq!((article.url.as_deref(), article.published), (Some("https://lagoon.example/1"), None));
            assert_eq!(article.outlet.as_deref(), Some("Lagoon Post"));
        }
    }
}

#[test]
fn a_page_saved_with_its_pictures_is_a_page() {
    let mhtml = format!(
        "From: <Saved by a browser>\r\nSnapshot-Content-Location: https://lagoon.example/1\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/related; type=\"text/html\"; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\
         Content-Transfer-Encoding: quoted-printable\r\n\r\n{}\r\n--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBO\r\n--b--\r\n",
        STORY.replace("nine", "=6Eine")
    );
    let article = one("page.mhtml", mhtml.as_bytes());
    assert!(article.text.contains("nine people died"), "{article:?}");
    assert_eq!((article.reader, article.canonical_url.as_deref()), ("mhtml", Some("https://lagoon.example/1")));
}

#[test]
fn encodings_are_told_by_the_bytes() {
    let utf16 = |text: &str, big: bool| -> Vec<u8> {
        text.encode_utf16().flat_map(|u| if big { u.to_be_bytes() } else { u.to_le_bytes() }).collect()
    };
    let text = "নদীর ঘাটে একটি ট্রলার ডুবে গেছে। নয় জন নিহত হয়েছেন।";
    for bytes in [
        text.as_bytes().to_vec(),
        utf16(&format!("\u{FEFF}{text}"), false),
        utf16(&format!("\u{FEFF}{text}"), true),
        utf16(text, false),
        utf16(text, true),
    ] {
        assert_eq!(one("a.txt", &bytes).text, text);
    }
    assert_eq!(one("a.txt", b"The \x93caf\xE9\x94 took \xA37.").text, "The \u{201C}caf\u{E9}\u{201D} took \u{A3}7.");
    let wrong = STORY.replace("<head>", "<head><meta charset='iso-8859-1'>").replace("nine", "নয়");
    assert!(one("a.html", wrong.as_bytes()).text.contains("নয়"));
    let line = RECORD.replace("Ferry sinks", "Caf\u{E9} \u{201C}Sea\u{201D}");
    let bytes: Vec<u8> = line
        .chars()
        .map(|c| match c {
            '\u{E9}' => 0xE9,
            '\u{201C}' => 0x93,
            '\u{201D}' => 0x94,
            c => c as u8,
        })
        .collect();
    assert_eq!(one("a.jsonl", &bytes).title.as_deref(), Some("Caf\u{E9} \u{201C}Sea\u{201D}"));
}

#[test]
fn what_packs_a_file_comes_off_within_bounds() {
    let packed = gzipped(RECORD.as_bytes());
    assert_eq!(one("a.jsonl.gz", &packed).reader, "jsonl");
    assert_eq!(one("a.jsonl", &zstd::encode_all(RECORD.as_bytes(), 3).unwrap()).reader, "jsonl");
    assert_eq!(one("a.gz.gz", &gzipped(&packed)).title.as_deref(), Some("Ferry sinks"));
    let zeros = gzipped(&vec![b' '; 40 << 20]);
    for (name, bytes) in [
        ("cut.jsonl.gz", &packed[..packed.len() - 9]),
        ("bomb.jsonl.gz", &zeros),
        ("three.gz", &gzipped(&gzipped(&packed))),
    ] {
        let (articles, skipped) = read(&[(name, bytes), ("good.jsonl", RECORD.as_bytes())]);
        assert_eq!(articles.iter().filter(|a| a.document.starts_with("good")).count(), 1, "{name}");
        assert!(skipped.iter().any(|s| s.document == name && s.refused), "{name}: {skipped:?}");
    }
}

#[test]
fn a_quotation_mark_that_is_never_closed_is_a_row() {
    let table = "outlet,text\nLagoon,A ferry sank.\nHill,\"A hill slid.\nCoast,A storm rose.\n";
    let (articles, skipped) = read(&[("t.csv", table.as_bytes())]);
    assert_eq!((articles.len(), skipped.len()), (1, 1));
    assert_eq!(skipped[0].line, Some(3), "{skipped:?}");
}

#[test]
fn bengali_in_an_old_encoding_is_named() {
    let text = "b`xi Nv‡U MZKvj `ywU Uªjvi Wz‡e †M‡Q| G NUbvq wZbRb wbnZ n‡q‡Qb Ges AvnZ n‡q‡Qb AviI cvuPRb| cywjk Rvbvq, Uªjvi †_‡K gvbyl D×vi Kiv n‡q‡Q|";
    let (articles, skipped) = read(&[("old.txt", text.as_bytes())]);
    assert!(articles.is_empty() && skipped[0].problem.contains("Bijoy"), "{skipped:?}");
}

#[test]
fn patterns_are_expanded_where_no_shell_does() {
    let folder = folder(&[("a.txt", b"One stands here."), ("b.txt", b"Two stands here."), ("c.md", b"Three.")]);
    let read_all = |pattern: &str| read::articles(&[folder.path().join(pattern)], &Options::default(), rules());
    assert_eq!(read_all("*.txt").unwrap().0.len(), 2);
    assert_eq!(read_all("[ac].*").unwrap().0.len(), 2);
    assert!(read_all("*.html").is_err());
}

/// Files of all formats, to be broken.
fn samples() -> Vec<(&'static str, Vec<u8>)> {
    let table = "outlet,url,text\nLagoon,https://lagoon.example/1,\"A ferry, sank.\"\n";
    let rss = "<rss><channel><title>L</title><item><link>https://l.example/1</link><description>&lt;p&gt;A ferry&lt;/p&gt;</description></item></channel></rss>";
    let mhtml = format!(
        "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n{STORY}\r\n--b--\r\n"
    );
    vec![
        ("a.jsonl", RECORD.as_bytes().to_vec()),
        ("a.json", format!("{{\"items\": [{RECORD},]{{").into_bytes()),
        ("a.csv", table.as_bytes().to_vec()),
        ("a.xml", rss.as_bytes().to_vec()),
        ("a.warc", crawl(STORY, "Content-Encoding: gzip\r\n")),
        ("a.warc.gz", gzipped(&crawl(STORY, ""))),
        ("a.jsonl.zst", zstd::encode_all(RECORD.as_bytes(), 3).unwrap()),
        ("a.mhtml", mhtml.into_bytes()),
        ("a.html", STORY.as_bytes().to_vec()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn broken_bytes_are_read_or_refused(
        which in 0..9_usize, cut in 0.0..1.0_f64, edits in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 0..6), whole in any::<bool>()
    ) {
        let (name, mut bytes) = samples().swap_remove(which);
        let at = |share: f64, len: usize| ((share * len as f64) as usize).min(len.saturating_sub(1));
        for (place, byte) in edits {
            let place = at(place, bytes.len());
            bytes[place] = byte;
        }
        if !whole {
            bytes.truncate(at(cut, bytes.len()));
        }
        let (articles, skipped) = read(&[(name, &bytes)]);
        prop_assert!(!articles.is_empty() || !skipped.is_empty());
        for article in &articles {
            prop_assert!(!article.text.trim().is_empty() && !article.document.is_empty());
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused_in_any_format(bytes in prop::collection::vec(any::<u8>(), 0..300), which in 0..9_usize) {
        let format = read::Format::ALL[which].1;
        let folder = folder(&[("a", &bytes)]);
        let options = Options { format: Some(format), ..Options::default() };
        let (articles, skipped) = read_as(folder.path(), &options);
        prop_assert!(!articles.is_empty() || !skipped.is_empty());
    }
}

#[test]
fn columns_in_files_are_rows_of_a_table() {
    let folder = tempfile::tempdir().unwrap();
    let path: PathBuf = folder.path().join("a.parquet");
    write_parquet(&path);
    let (articles, skipped) = read_as(folder.path(), &Options::default());
    assert!(skipped.is_empty(), "{skipped:?}");
    assert_eq!(articles[0].text, "A ferry sank.");
    assert_eq!(articles[0].outlet.as_deref(), Some("Lagoon Post"));
    let bytes = std::fs::read(&path).unwrap();
    for at in 0..bytes.len() {
        let mut broken = bytes.clone();
        broken[at] = broken[at].wrapping_add(1);
        for bytes in [&broken[..], &bytes[..at]] {
            std::fs::write(&path, bytes).unwrap();
            let (articles, skipped) = read_as(folder.path(), &Options::default());
            assert!(!articles.is_empty() || !skipped.is_empty(), "byte {at}");
        }
    }
}

fn write_parquet(path: &Path) {
    use parquet::data_type::{ByteArray, ByteArrayType};
    use parquet::file::writer::SerializedFileWriter;
    let schema = "message article { REQUIRED BYTE_ARRAY outlet (UTF8); REQUIRED BYTE_ARRAY text (UTF8); }";
    let schema = std::sync::Arc::new(parquet::schema::parser::parse_message_type(schema).unwrap());
    let file = std::fs::File::create(path).unwrap();
    let mut writer = SerializedFileWriter::new(file, schema, std::sync::Arc::default()).unwrap();
    let mut group = writer.next_row_group().unwrap();
    for value in ["Lagoon Post", "A ferry sank."] {
        let mut column = group.next_column().unwrap().unwrap();
        column.typed::<ByteArrayType>().write_batch(&[ByteArray::from(value)], None, None).unwrap();
        column.close().unwrap();
    }
    group.close().unwrap();
    writer.close().unwrap();
}
