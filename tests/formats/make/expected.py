"""Writes expected.jsonl: what each file of pages/, dumps/ and broken/ has to give, read here with the parsers of Python.

An article's text is told by `body` (a file of bodies/) where we cut it out of a page or wrote it whole, and by its words,
its beginning and its end where an extractor cut it out and the dump is to be taken as it stands.
"""

import csv
import datetime
import io
import json
import re
from urllib.parse import urlsplit

from common import BROKEN, DUMPS, PAGES, ROOT, dumped, truth, write
from convert import FERRY, FIRE, FLOOD

TRUTH = truth()
MISSING = {None, "", "null", "None"}
rows = []


def moment(date, name):
    """`2026-03-13T08:10` of any spelling: the clock as it stands there, and where that is UTC in a Bengali story, the clock of
    its readers, six hours ahead, as the page prints it."""
    if date in MISSING:
        return None
    if len(date) <= 16:
        return date
    at = datetime.datetime.fromisoformat(date)
    if at.utcoffset() == datetime.timedelta(0) and (name or "").startswith("bn-"):
        at += datetime.timedelta(hours=6)
    return at.strftime("%Y-%m-%dT%H:%M")


def whole(name, **changed):
    row = TRUTH[name]
    article = {"outlet": row["outlet"], "url": row["url"], "title": row["title"], "published": moment(row["published"], name), "body": name}
    return article | changed


def dated(name, **changed):
    return whole(name, published=TRUTH[name]["published"][:10], **changed)


def cut_out(name, outlet, url, title, published, text):
    text = " ".join(text.split())
    true = TRUTH[name]["published"] if name else None
    return {"outlet": outlet, "url": url, "title": title if title not in MISSING else None, "published": moment(published, name),
            "true": true and true[:10], "words": len(text.split()), "starts": text[:60], "ends": text[-60:]}


def expect(files, articles, skipped=0, says=(), least=False):
    rows.append({"files": [files] if isinstance(files, str) else files, "articles": articles, "skipped": skipped,
                 "says": list(says), "or_more": least})


def host(url):
    return urlsplit(url).netloc.removeprefix("www.")


def named(url):
    """Which page an address or the beginning of it belongs to."""
    return next((n for n, r in TRUTH.items() if r["url"] and r["url"].split(":")[1] == url.split("?utm")[0].split(":")[1]), None)


def objects(path):
    text = path.read_text("cp1252" if "cp1252" in path.name else "utf-8")
    text = re.sub(r"\},\s*\]\s*\{", "},{", text).strip()
    at, out = 0, []
    while at < len(text):
        value, at = json.JSONDecoder().raw_decode(text, at)
        out += value if isinstance(value, list) else [value]
        while text[at : at + 1].isspace():
            at += 1
    return out


def tell(pick, folder, names):
    """What the dumps of one extractor give; a record without text or without outlet is refused."""
    for name in names:
        path, good, bad, says = DUMPS / folder / name, [], 0, set()
        for article, lacks in map(pick, table(path) if name.endswith(".csv") else objects(path)):
            if lacks:
                bad += 1
                says.add(lacks)
            else:
                good.append(article)
        expect(f"dumps/{folder}/{name}", good, bad, sorted(says))


def table(path):
    text = path.read_bytes().decode("utf-8")
    if path.parent.name == "trafilatura":
        header = "url id fingerprint hostname title image date text comments license pagetype".split()
        return csv.DictReader(io.StringIO(text, newline=""), header, delimiter="\t")
    return [r for r in csv.DictReader(io.StringIO(text, newline="")) if r["text"]]


def trafilatura(o):
    url = o.get("source") or o.get("url")
    outlet = o.get("source-hostname") or o.get("hostname")
    if outlet in MISSING:
        return None, "outlet"
    return cut_out(named(url), outlet, url, o["title"], o["date"], o["text"]), None


def newspaper4k(o):
    if not o["text"]:
        return None, "text"
    outlet = o["meta_site_name"] or host(o["url"])
    return cut_out(named(o["url"]), outlet, o["url"], o["title"], o["publish_date"], o["text"]), None


def news_please(o):
    if not o["maintext"]:
        return None, "text"
    return cut_out(named(o["url"]), o["source_domain"], o["url"], o["title"], o["date_publish"], o["maintext"]), None


def fundus(o):
    if "publisher" not in o:
        return None, "outlet"
    parts = o["body"]["summary"] + [p for s in o["body"]["sections"] for p in s["headline"] + s["paragraphs"]]
    name = next(n for n, r in TRUTH.items() if r["title"] == o["title"])
    return cut_out(name, o["publisher"], None, o["title"], o["publishing_date"], " ".join(parts)), None


for name, row in TRUTH.items():
    # A page that tells only when it was last changed: that day may be inferred, and is not given.
    updated = {} if row["published"] or not row["modified"] else {"true": row["modified"][:10]}
    expect(f"pages/{row['file']}", [whole(name, **updated)])

tell(trafilatura, "trafilatura", ["with-metadata.jsonl", "flagless.jsonl", "one.json", "with-o.json", "headerless.csv", "headerless-flagless.csv"])
tell(newspaper4k, "newspaper4k", ["one.json", "two.json", "three.json", "two-with-o.json", "three-with-o.json", "bengali-as-english.json",
                                  "three.csv", "two-with-o.csv"])
tell(news_please, "news-please", sorted(p.name for p in (DUMPS / "news-please").iterdir()))
tell(fundus, "fundus", ["default.json", "with-publisher.json"])

LISTED = [*FIRE, *FERRY]
expect("dumps/media-cloud/list.csv", [], len(LISTED), ["text"])
expect("dumps/media-cloud/list-saved-again.csv", [], len(LISTED), ["text"])
for listed in ["list.csv", "list-saved-again.csv"]:
    joined = [dated(n, outlet=host(TRUTH[n]["url"])) for n in ["bn-article", "bn-wordpress", "en-xhtml"]]
    expect([f"dumps/media-cloud/{listed}", "dumps/media-cloud/texts.jsonl"], joined, len(LISTED) - 3, ["text"])
found = [whole("bn-article"), whole("en-graph"), whole("bn-time-only", published=None, true="2026-07-06")]
expect("dumps/event-registry/answer.json", found)
expect("dumps/event-registry/results.json", found)
expect("dumps/gdelt/20260815001500.gkg.csv", [], 1, ["GDELT", "text"], least=True)

# an entry of another site is that site's: a feed may gather many
rss = [whole("bn-wordpress"), whole("bn-bidi", outlet="ujan.example", published="2026-07-09T08:00")]
expect("dumps/feeds/rss.xml", rss)
expect("dumps/packed/rss.xml.gz", rss)
expect("dumps/feeds/atom.xml", [whole("en-utf16"), whole("en-windows1252", outlet="Island Ledger")])
expect("dumps/feeds/feed.json", [whole("bn-paywall"), whole("bn-wrong-charset", outlet="shanko.example")])
expect("dumps/schema.org/one.json", [whole("bn-article")])
expect("dumps/schema.org/array.json", [whole("bn-paywall"), whole("en-graph")])
for crawl in ["crawl.warc", "crawl.warc.gz"]:
    expect(f"dumps/warc/{crawl}", [whole(n) for n in ["bn-article", "en-graph", "bn-time-only", "en-windows1252"]])
for name in ["snappy.parquet", "zstd.parquet"]:
    expect(f"dumps/parquet/{name}", [whole(n) for n in LISTED])
expect("dumps/parquet/timestamps.parquet", [whole(n) for n in FIRE])
expect("dumps/plain/lines.jsonl", [whole(n) for n in FIRE])
expect("dumps/plain/missing.jsonl", [whole(n, published=None, true=TRUTH[n]["published"][:10]) for n in FIRE])
expect("dumps/plain/array.json", [whole(n) for n in FERRY])
expect("dumps/plain/concatenated.json", [whole(n) for n in [*FLOOD, "bn-paywall"]])
for name, names in {"comma.csv": FIRE, "semicolon.csv": FLOOD, "tab.tsv": FERRY, "unicode-text.csv": FLOOD, "cp1252.csv": FERRY}.items():
    expect(f"dumps/plain/{name}", [dated(n) for n in names])
expect("dumps/packed/lines.jsonl.gz", [whole(n) for n in FIRE])
expect("dumps/packed/two-members.jsonl.gz", [whole(n) for n in FIRE])
expect("dumps/packed/lines.jsonl.zst", [whole(n) for n in FLOOD])
expect("dumps/packed/comma.csv.zst", [dated(n) for n in FERRY])
expect("dumps/packed/page.html.gz", [whole("bn-wordpress")])
expect("dumps/packed/story.txt.gz", [whole("bn-wordpress", url=None)])

# What is broken: how many articles come through (null where it may be any number), and words of which one has to be said.
BAD = {
    "truncated.jsonl.gz": (None, ["truncated", "cut", "ends", "end of"]),
    "wrong-checksum.jsonl.gz": (None, ["checksum", "crc", "damaged", "corrupt", "gzip"]),
    "bomb.txt.gz": (0, ["MiB", "inflate", "unpack"]),
    "bomb.jsonl.zst": (0, ["MiB", "inflate", "unpack", "times"]),
    "bomb-in-bomb.txt.gz": (0, ["MiB", "inflate", "unpack", "packed", "times"]),
    "line-in-the-middle.jsonl": (2, ["JSON"]),
    "nul.txt": (0, ["NUL"]),
    "empty.txt": (0, ["empty"]),
    "empty.jsonl": (0, ["empty", "no article"]),
    "blank.html": (0, ["text"]),
    "report.pdf": (0, ["PDF"]),
    "pdf-named.txt": (0, ["PDF"]),
    "entities.rss.xml": (0, ["entit", "DTD", "DOCTYPE"]),
    "bijoy.txt": (0, ["Bijoy"]),
    "bijoy-one-byte.txt": (0, ["Bijoy"]),
    "unterminated.csv": (None, ["quot"]),
    "no-text-column.csv": (0, ["text"]),
    "wrong-length.warc": (None, ["WARC", "length", "ends", "record"]),
    "truncated.warc.gz": (None, ["truncated", "cut", "ends", "end of"]),
    "truncated.parquet": (0, ["Parquet"]),
    "damaged.parquet": (None, ["Parquet"]),
    "unknown.bin": (0, ["binary", "not a text", "not text", "NUL", "type .bin", "not read", "unknown"]),
}
assert set(BAD) == {p.name for p in BROKEN.iterdir()}, set(BAD) ^ {p.name for p in BROKEN.iterdir()}
for name, (articles, says) in BAD.items():
    rows.append({"files": [f"broken/{name}"], "articles": None, "count": articles, "skipped": 1, "says": says, "or_more": True})

told = {f for r in rows for f in r["files"]}
there = {p.relative_to(ROOT).as_posix() for folder in (PAGES, DUMPS, BROKEN) for p in folder.rglob("*") if p.is_file()}
assert there == told, there ^ told
write(ROOT / "expected.jsonl", "".join(dumped(r) + "\n" for r in rows))
