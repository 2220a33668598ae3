"""Writes the inputs that cannot be read, or only in part."""

import gzip
import zlib

import zstandard

from common import BROKEN, DUMPS, dumped, text, truth, write

TRUTH = truth()

# Letters of Bengali in the old one-byte typesetting of Bijoy; no conjuncts, the sentences below need none.
BIJOY = dict(zip("অইঈউঊএঐওঔকখগঘঙচছজঝঞটঠডঢণতথদধনপফবভমযরলশষসহৎংঃাীূ।০১২৩৪৫৬৭৮৯", "ABCDEGHIJKLMNOPQRSTUVWXYZ_`abcdefghijklmnrstvx~|0123456789"))
YA, RA = "\u09df", "\u09dc"
BIJOY |= {"গু": "¸", YA: "q", RA: "o", "আ": "Av", "ু": "y"}


def bijoy(words):
    """Vowel signs that are drawn before their letter stand before it there."""
    words = words.replace("\u09af\u09bc", YA).replace("\u09a1\u09bc", RA).replace("\u09cb", "\u09c7\u09be")
    out = ""
    i = 0
    while i < len(words):
        two, after = words[i : i + 2], words[i + 1 : i + 2]
        if after in ("ি", "ে"):
            out += {"ি": "w", "ে": "‡"}[after] + BIJOY.get(words[i], words[i])
            i += 2
        elif two in BIJOY:
            out, i = out + BIJOY[two], i + 2
        else:
            out, i = out + BIJOY.get(words[i], words[i]), i + 1
    return out


def line(name):
    row = TRUTH[name]
    return dumped({"outlet": row["outlet"], "url": row["url"], "published": row["published"], "title": row["title"], "text": text(name)}) + "\n"


STORY = """পাটের গুদামে আগুনে ৯ জন মারা গেছে

গুদামে রাত ১১টায় আগুন লাগে। আগুনে ৯ জন মারা গেছে বলে থানার ওসি জানান।

আহত ৩১ জনকে হাসপাতালে নেওয়া হয়েছে। তাদের চার জনের শরীর বেশি পুড়েছে।

জেলা শহর থেকে ১৪টি গাড়ি এসে আগুন নেভায়। মালিকের লোক বলছে, গুদামে ৪০০ টন পাট ছিল।
"""

lines = (line("bn-article") + line("bn-divsoup") + line("bn-amp")).encode("utf-8")
packed = gzip.compress(lines, mtime=0)
write(BROKEN / "truncated.jsonl.gz", packed[: len(packed) * 2 // 3])
write(BROKEN / "wrong-checksum.jsonl.gz", packed[:-8] + bytes(4) + packed[-4:])
write(BROKEN / "bomb.txt.gz", gzip.compress(bytes(64 << 20), mtime=0))
write(BROKEN / "bomb.jsonl.zst", zstandard.ZstdCompressor(level=19).compress(b" " * (256 << 20)))
write(BROKEN / "bomb-in-bomb.txt.gz", gzip.compress(gzip.compress(bytes(64 << 20), mtime=0), mtime=0))
write(BROKEN / "line-in-the-middle.jsonl", line("bn-article") + '{"outlet": "নদীপাড়", "text": "কাটা পড়া লাইন\n' + line("bn-divsoup"))
write(BROKEN / "nul.txt", "Lagoon Post\n\nNine people died in a fire.\n" + "\0" * 40 + "\nThe fire began at night.\n")
write(BROKEN / "empty.txt", b"")
write(BROKEN / "empty.jsonl", b"\n\n")
write(BROKEN / "blank.html", "<html><head><title></title></head><body><script>1</script></body></html>")
write(BROKEN / "report.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n")
write(BROKEN / "pdf-named.txt", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Length 8 >>\nstream\nx\x9c\x03\x00\x00\x00\x00\x01\nendstream\nendobj\n")
write(BROKEN / "entities.rss.xml", '<?xml version="1.0"?>\n<!DOCTYPE rss [\n <!ENTITY a0 "ha">\n'
      + "".join(f' <!ENTITY a{n} "{f"&a{n - 1};" * 10}">\n' for n in range(1, 12))
      + ']>\n<rss version="2.0"><channel><title>Lagoon Post</title><item><title>&a11;</title><description>&a11;</description></item></channel></rss>\n')
write(BROKEN / "bijoy.txt", bijoy(STORY))
write(BROKEN / "bijoy-one-byte.txt", bijoy(STORY).encode("cp1252"))
write(BROKEN / "unterminated.csv", 'outlet,url,published,title,text\nLagoon Post,https://lagoon.example/1,2026-06-02,Ferry aground,"A ferry ran aground on Tuesday. '
      'Fourteen people were hurt.\nHarbour Gazette,https://harbourgazette.example/2,2026-06-02,Ferry,Sixteen people were hurt.\n')
write(BROKEN / "no-text-column.csv", "outlet,url,published,title\nLagoon Post,https://lagoon.example/1,2026-06-02,Ferry aground\n")
crawl = (DUMPS / "warc" / "crawl.warc").read_bytes()
at = crawl.index(b"WARC-Type: response")
length = crawl.index(b"Content-Length: ", at)
end = crawl.index(b"\r\n", length)
write(BROKEN / "wrong-length.warc", crawl[:length] + b"Content-Length: 99999999" + crawl[end:][:9000])
write(BROKEN / "truncated.warc.gz", (DUMPS / "warc" / "crawl.warc.gz").read_bytes()[:7000])
table = (DUMPS / "parquet" / "snappy.parquet").read_bytes()
write(BROKEN / "truncated.parquet", table[: len(table) // 2])
write(BROKEN / "damaged.parquet", table[:400] + bytes(b ^ 0x5A for b in table[400:600]) + table[600:])
write(BROKEN / "unknown.bin", zlib.compress(b"neither text nor archive" * 40))
