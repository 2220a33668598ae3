"""Writes the formats that no program at hand exports, from the same bodies: lists, feeds, archives, tables."""

import csv
import gzip
import io
import json
from html import escape
from urllib.parse import urlsplit

import pyarrow as pa
import pyarrow.parquet as pq
import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from common import DUMPS, PAGES, body, dumped, text, truth, write

TRUTH = truth()
FIRE = ["bn-article", "bn-divsoup", "bn-amp", "bn-wordpress"]
FERRY = ["en-windows1252", "en-utf16", "en-hyperlink", "en-xhtml"]
FLOOD = ["bn-time-only", "bn-liveblog", "bn-bidi"]


def plain(name):
    row = TRUTH[name]
    return {"outlet": row["outlet"], "url": row["url"], "published": row["published"], "title": row["title"], "text": text(name)}


def day(name):
    return TRUTH[name]["published"][:10]


def table(rows, header, **options):
    out = io.StringIO(newline="")
    writer = csv.writer(out, **options)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def html(name):
    return "".join(f"<p>{escape(p, quote=False)}</p>\n" for p in body(name))


def packed(content):
    return gzip.compress(content.encode("utf-8") if isinstance(content, str) else content, mtime=0)


def squeezed(content):
    return zstandard.ZstdCompressor(level=19).compress(content.encode("utf-8"))


def media_cloud():
    """A list of addresses without texts, as it comes and as a spreadsheet saves it again."""
    header = ["id", "indexed_date", "language", "media_name", "media_url", "publish_date", "title", "url"]
    rows = [[f"{n:064x}", "2026-08-15 04:12:09.113000", TRUTH[name]["language"], urlsplit(TRUTH[name]["url"]).netloc.removeprefix("www."),
             urlsplit(TRUTH[name]["url"]).netloc.removeprefix("www."), day(name), TRUTH[name]["title"], TRUTH[name]["url"]]
            for n, name in enumerate([*FIRE, *FERRY], 1)]
    folder = DUMPS / "media-cloud"
    write(folder / "list.csv", table(rows, header))
    write(folder / "list-saved-again.csv", "\ufeff" + table(rows, header, delimiter=";"))
    # Texts without outlet or date, under addresses that differ in their trailing slash and parameters.
    lines = [{"url": TRUTH[n]["url"].rstrip("/") + s, "title": TRUTH[n]["title"], "text": text(n)}
             for n, s in [("bn-article", "/"), ("bn-wordpress", ""), ("en-xhtml", "?utm_source=x")]]
    write(folder / "texts.jsonl", "".join(dumped(line) + "\n" for line in lines))


def event_registry():
    """The answer of getArticles. `dateTimePub` is there in some only; the others tell when they were found."""
    results = []
    for n, name in enumerate(["bn-article", "en-graph", "bn-time-only"]):
        row = TRUTH[name]
        item = {"uri": f"86123450{n}", "lang": {"bn": "ben", "en": "eng"}[row["language"]], "isDuplicate": False,
                "date": "2026-08-14", "time": "21:03:11", "dateTime": "2026-08-14T21:03:11Z"}
        if n < 2:
            item["dateTimePub"] = row["published"]
        item |= {"dataType": "news", "sim": 0, "url": row["url"], "title": row["title"], "body": text(name),
                 "source": {"uri": urlsplit(row["url"]).netloc, "dataType": "news", "title": row["outlet"]},
                 "authors": [], "image": None, "eventUri": None if n else "ben-77120", "sentiment": None, "wgt": 1}
        results.append(item)
    whole = {"articles": {"results": results, "totalResults": 3, "page": 1, "count": 100, "pages": 1}}
    write(DUMPS / "event-registry" / "answer.json", dumped(whole, indent=2))
    write(DUMPS / "event-registry" / "results.json", dumped(results))


def gdelt():
    """Two records of the Global Knowledge Graph: 27 columns, no text."""
    lines = []
    for n, name in enumerate(["en-graph", "en-windows1252"]):
        columns = [""] * 27
        columns[0], columns[1], columns[2] = f"20260815001500-{n}", "20260815001500", "1"
        columns[3], columns[4] = urlsplit(TRUTH[name]["url"]).netloc, TRUTH[name]["url"]
        columns[5], columns[6] = "KILL#11###;WOUND#29###", "KILL#11###;WOUND#29####210"
        columns[7], columns[15] = "KILL;DISASTER_FIRE", "-6.1,1.2,7.3,8.5,21.1,0.4,160"
        columns[24] = "11,people died,40;29,people,210"
        columns[26] = "<PAGE_PRECISEPUBTIMESTAMP>20260313142000</PAGE_PRECISEPUBTIMESTAMP>"
        lines.append("\t".join(columns) + "\n")
    write(DUMPS / "gdelt" / "20260815001500.gkg.csv", "".join(lines))


def feeds():
    folder = DUMPS / "feeds"
    items = "".join(f"""
    <item>
      <title><![CDATA[{TRUTH[n]["title"]}]]></title>
      <link>{TRUTH[n]["url"]}?utm_source=rss&amp;utm_medium=feed</link>
      <dc:creator><![CDATA[desk]]></dc:creator>
      <pubDate>{date}</pubDate>
      <guid isPermaLink="false">https://chorerchithi.example/?p={i}</guid>
      <description><![CDATA[<p>{body(n)[0]}</p> <p>The post <a href="{TRUTH[n]["url"]}">{TRUTH[n]["title"]}</a> first appeared on <a href="https://chorerchithi.example">চরের চিঠি</a>.</p>]]></description>
      <content:encoded><![CDATA[<figure><img src="https://chorerchithi.example/a.jpg"/><figcaption>ছবি: সংগৃহীত</figcaption></figure>
{html(n)}]]></content:encoded>
    </item>""" for i, (n, date) in enumerate([("bn-wordpress", "Sun, 22 Mar 2026 09:30:11 +0600"), ("bn-bidi", "Thu, 09 Jul 2026 08:00:00 +0600")]))
    write(folder / "rss.xml", f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
  xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel>
  <title>চরের চিঠি</title>
  <atom:link href="https://chorerchithi.example/feed/" rel="self" type="application/rss+xml" />
  <link>https://chorerchithi.example</link>
  <description>চরাঞ্চলের মানুষের কাগজ</description>
  <lastBuildDate>Fri, 14 Aug 2026 22:00:00 +0000</lastBuildDate>
  <language>bn-BD</language>{items}
</channel>
</rss>
""")
    xhtml = "".join(f"<p>{escape(p, quote=False)}</p>" for p in body("en-utf16"))
    write(folder / "atom.xml", f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
  <title type="text">Island Ledger</title>
  <id>https://islandledger.example/</id>
  <updated>2026-08-14T22:00:00Z</updated>
  <link rel="self" href="https://islandledger.example/atom.xml"/>
  <entry>
    <title>{TRUTH["en-utf16"]["title"]}</title>
    <link rel="alternate" type="text/html" href="{TRUTH["en-utf16"]["url"]}"/>
    <id>tag:islandledger.example,2026:1</id>
    <published>{TRUTH["en-utf16"]["published"]}</published>
    <updated>2026-06-05T10:00:00+01:00</updated>
    <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{xhtml}</div></content>
  </entry>
  <entry>
    <title type="html">{escape(TRUTH["en-windows1252"]["title"])}</title>
    <link href="{TRUTH["en-windows1252"]["url"]}"/>
    <id>tag:islandledger.example,2026:2</id>
    <published>{TRUTH["en-windows1252"]["published"]}</published>
    <updated>2026-06-04T10:00:00+01:00</updated>
    <summary>{escape(body("en-windows1252")[0])}</summary>
    <content type="html">{escape(html("en-windows1252"))}</content>
  </entry>
</feed>
""")
    items = [{"id": "1", "url": TRUTH["bn-paywall"]["url"], "title": TRUTH["bn-paywall"]["title"], "content_text": text("bn-paywall"),
              "date_published": TRUTH["bn-paywall"]["published"], "date_modified": "2026-04-21T09:00:00+06:00", "language": "bn"},
             {"id": "2", "url": TRUTH["bn-wrong-charset"]["url"], "title": TRUTH["bn-wrong-charset"]["title"],
              "content_html": html("bn-wrong-charset"), "date_published": TRUTH["bn-wrong-charset"]["published"]}]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "সময়ের খাতা", "home_page_url": "https://somoyerkhata.example/",
            "feed_url": "https://somoyerkhata.example/feed.json", "language": "bn", "items": items}
    write(folder / "feed.json", dumped(feed, indent=2))


def schema():
    def article(name, **more):
        row = TRUTH[name]
        return {"@context": "https://schema.org", "@type": "NewsArticle", "headline": row["title"], "url": row["url"],
                "datePublished": row["published"], "dateModified": row["modified"], "inLanguage": row["language"],
                "publisher": {"@type": "Organization", "name": row["outlet"]}, "articleBody": text(name), **more}

    write(DUMPS / "schema.org" / "one.json", dumped(article("bn-article"), indent=2))
    write(DUMPS / "schema.org" / "array.json", dumped([article("bn-paywall", isAccessibleForFree=False), article("en-graph")]))


def archive(name, zipped):
    """A crawl: besides the pages what crawls are full of, that is requests, a picture, a page that is not there."""
    out = io.BytesIO()
    writer = WARCWriter(out, gzip=zipped, warc_version="1.0")
    number = 0

    def record(kind, uri, payload=b"", headers=None, content_type=None):
        nonlocal number
        number += 1
        own = {"WARC-Record-ID": f"<urn:uuid:00000000-0000-4000-8000-{number:012d}>", "WARC-Date": "2026-08-15T06:00:00Z"}
        options = {"warc_headers_dict": own, "length": len(payload)}
        if content_type:
            options["warc_content_type"] = content_type
        writer.write_record(writer.create_warc_record(uri, kind, payload=io.BytesIO(payload), http_headers=headers, **options))

    def answer(uri, payload, status="200 OK", kind="text/html; charset=utf-8", **more):
        fields = [("Content-Type", kind), *((k.replace("_", "-"), v) for k, v in more.items()), ("Last-Modified", "Sat, 15 Aug 2026 05:00:00 GMT")]
        get = StatusAndHeaders(f"GET {urlsplit(uri).path} HTTP/1.1", [("Host", urlsplit(uri).netloc)], is_http_request=True)
        record("request", uri, headers=get)
        record("response", uri, payload, StatusAndHeaders(status, fields, protocol="HTTP/1.1"))

    def chunked(content, size=1000):
        pieces = [content[i : i + size] for i in range(0, len(content), size)]
        return b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in pieces) + b"0\r\n\r\n"

    page = lambda n: (PAGES / TRUTH[n]["file"]).read_bytes()
    record("warcinfo", None, b"software: invented\r\nformat: WARC File Format 1.0\r\n", content_type="application/warc-fields")
    answer(TRUTH["bn-article"]["url"], page("bn-article"))
    answer("https://media.nodipar.example/i/fire-at-night.jpg", b"\xff\xd8\xff\xe0" + bytes(200), kind="image/jpeg")
    answer(TRUTH["en-graph"]["url"], packed(page("en-graph")), Content_Encoding="gzip")
    answer("https://deltadispatch.example/gone", b"<html><body><h1>Not found</h1><p>11 pages were not found.</p></body></html>", "404 Not Found")
    answer(TRUTH["bn-time-only"]["url"], chunked(page("bn-time-only")), Transfer_Encoding="chunked")
    answer(TRUTH["en-windows1252"]["url"], chunked(packed(page("en-windows1252")), 700), kind="text/html; charset=windows-1252",
           Content_Encoding="gzip", Transfer_Encoding="chunked")
    record("metadata", TRUTH["bn-article"]["url"], b"fetchTimeMs: 12\r\n", content_type="application/warc-fields")
    write(DUMPS / "warc" / name, out.getvalue())


def parquet():
    names = [*FIRE, *FERRY]
    moments = pa.array([TRUTH[n]["published"] for n in names])
    columns = {"URL": [TRUTH[n]["url"] for n in names], "rank": list(range(len(names))), "Text": [text(n) for n in names],
               "Outlet": pa.array([TRUTH[n]["outlet"] for n in names]).dictionary_encode(), "published": moments,
               "TITLE": [TRUTH[n]["title"] for n in names], "score": [None] * 3 + [0.5] * (len(names) - 3)}
    write_to = lambda name, table, **options: pq.write_table(table, DUMPS / "parquet" / name, **options)
    (DUMPS / "parquet").mkdir(exist_ok=True)
    write_to("snappy.parquet", pa.table(columns), compression="snappy")
    write_to("zstd.parquet", pa.table(columns), compression="zstd", row_group_size=3)
    import datetime
    stamps = [datetime.datetime.fromisoformat(TRUTH[n]["published"]) for n in FIRE]
    times = {"title": columns["TITLE"][:4], "text": columns["Text"][:4], "outlet": [TRUTH[n]["outlet"] for n in FIRE], "url": columns["URL"][:4],
             "published": pa.array(stamps, pa.timestamp("us", tz="UTC"))}
    write_to("timestamps.parquet", pa.table(times), compression="gzip")


def tables():
    folder = DUMPS / "plain"
    lines = lambda names: "".join(dumped(plain(n)) + "\n" for n in names)
    write(folder / "lines.jsonl", lines(FIRE))
    write(folder / "missing.jsonl", "".join(dumped({**plain(n), "published": p}) + "\n" for n, p in zip(FIRE, ["", "null", "None", "NaN"])))
    write(folder / "array.json", dumped([plain(n) for n in FERRY], indent=1))
    write(folder / "concatenated.json", "".join(dumped(plain(n)) for n in FLOOD) + "\n" + dumped(plain("bn-paywall"), indent=4))
    row = lambda n: [day(n), TRUTH[n]["title"], text(n), TRUTH[n]["outlet"], TRUTH[n]["url"]]
    header = ["Published", "Title", "TEXT", "Outlet", "URL"]
    write(folder / "comma.csv", table([row(n) for n in FIRE], header))
    write(folder / "semicolon.csv", "\ufeff" + table([row(n) for n in FLOOD], header, delimiter=";"))
    write(folder / "tab.tsv", table([row(n) for n in FERRY], [h.lower() for h in header], delimiter="\t", lineterminator="\n"))
    write(folder / "unicode-text.csv", b"\xff\xfe" + table([row(n) for n in FLOOD], header, delimiter="\t").encode("utf-16-le"))
    write(folder / "cp1252.csv", table([row(n) for n in FERRY], header, delimiter=";").encode("cp1252"))
    folder = DUMPS / "packed"
    write(folder / "lines.jsonl.gz", packed(lines(FIRE)))
    write(folder / "lines.jsonl.zst", squeezed(lines(FLOOD)))
    write(folder / "two-members.jsonl.gz", packed(lines(FIRE[:2])) + packed(lines(FIRE[2:])))
    write(folder / "page.html.gz", packed((PAGES / "bn-wordpress.html").read_bytes()))
    write(folder / "comma.csv.zst", squeezed(table([row(n) for n in FERRY], header)))
    write(folder / "rss.xml.gz", packed((DUMPS / "feeds" / "rss.xml").read_bytes()))
    write(folder / "story.txt.gz", packed("\n\n".join(["চরের চিঠি", TRUTH["bn-wordpress"]["title"], "প্রকাশ: ২২ মার্চ ২০২৬, ০৯:৩০", *body("bn-wordpress")])))


if __name__ == "__main__":
    for make in [media_cloud, event_registry, gdelt, feeds, schema, parquet, tables]:
        make()
    archive("crawl.warc", False)
    archive("crawl.warc.gz", True)
