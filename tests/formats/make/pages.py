"""Fills the skins with the bodies: pages/ from skins/, bodies/, truth.jsonl and pools.json.

A skin holds `@key@` for a field of the truth, `{{p 2-5|<p>%</p>}}` for paragraphs of the body and
`{{en_headlines 1-8|<li>%</li>}}` for what surrounds them; there `#` is the number of the entry.
Every paragraph has to be shown.
"""

import base64
import json
import quopri
import re
from html import escape

from common import HERE, PAGES, body, truth, write

POOLS = json.loads((HERE / "pools.json").read_text("utf-8"))
CHARSETS = {"en-windows1252": "cp1252", "en-mislabelled": "cp1252"}
PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII="


def plain(value):
    return escape(value or "", quote=False)


def linked(paragraph, links):
    for words, address in links.items():
        paragraph = paragraph.replace(words, f'<a href="{address}">{words}</a>', 1)
    return paragraph


def page(name, row):
    paragraphs, shown = body(name), set()

    def expand(match):
        pool, first, last, template = match.groups()
        numbers = range(int(first), int(last or first) + 1)
        if pool != "p":
            return "".join(template.replace("#", str(n)).replace("%", POOLS[pool][n - 1]) for n in numbers)
        inside = "<" in template
        if match.start() > start:
            shown.update(numbers)
        wrap = linked if inside else lambda p, _: p
        return "".join(template.replace("%", wrap(plain(paragraphs[n - 1]), row["links"])) for n in numbers)

    skin = next((HERE / "skins").glob(f"{name}.*")).read_text("utf-8")
    start = skin.lower().index("<body")
    html = re.sub(r"\{\{(\w+) (\d+)(?:-(\d+))?\|(.*?)\}\}", expand, skin, flags=re.S)
    # In an attribute a quotation mark has to be escaped.
    html = re.sub(r'="([^"@]*)@title@', lambda m: f'="{m[1]}{escape(row["title"])}', html)
    html = re.sub(r"@(title|outlet|url|published|modified)@", lambda m: plain(row[m[1]]), html)
    missing = set(range(1, len(paragraphs) + 1)) - shown
    assert not missing, f"{name}: paragraphs {missing} are not shown"
    return html


def mhtml(html, row):
    """The page as browsers save it: one message of several parts."""
    boundary = "----MultipartBoundary--k3Tz9aQxUeN1----"
    qp = lambda t: quopri.encodestring(t.encode("utf-8")).decode("ascii").replace("\n", "\r\n")
    parts = [
        ("text/html", "frame-0", "quoted-printable", row["url"], qp(html)),
        ("text/css", "css-1", "quoted-printable", "cid:css-1@mhtml.blink", qp("body { font-family: serif; }\n")),
        ("image/png", "img-1", "base64", "https://potherkhobor.example/i/bus.png", PIXEL),
        ("text/html", "frame-1", "quoted-printable", "https://ads.example/slot",
         qp("<html><body><p>বিশেষ ছাড়! ৫০ শতাংশ কমে ফ্রিজ কিনুন।</p></body></html>")),
    ]
    out = ["From: <Saved by Blink>", f"Snapshot-Content-Location: {row['url']}",
           "Subject: =?utf-8?Q?" + qp(row["title"]).replace(" ", "=20").replace("=\r\n", "") + "?=",
           "Date: Sat, 21 Nov 2026 09:00:00 +0600", "MIME-Version: 1.0", "Content-Type: multipart/related;",
           '\ttype="text/html";', f'\tboundary="{boundary}"', "", ""]
    for kind, name, encoding, location, content in parts:
        out += [f"--{boundary}", f"Content-Type: {kind}", f"Content-ID: <{name}@mhtml.blink>",
                f"Content-Transfer-Encoding: {encoding}", f"Content-Location: {location}", "", content, ""]
    return "\r\n".join([*out, f"--{boundary}--", ""])


for name, row in truth().items():
    html = page(name, row)
    if name.endswith("mhtml"):
        content = mhtml(html, row).encode("ascii")
    elif name == "en-utf16":
        content = b"\xff\xfe" + html.encode("utf-16-le")
    else:
        content = html.encode(CHARSETS.get(name, "utf-8"))
    write(PAGES / row["file"], content)
