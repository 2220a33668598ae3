"""Runs one extractor over pages/ and keeps what it says: `python extract.py trafilatura`.

Days of the run are set to one day, so that a second run gives the same bytes; nothing else is touched.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from common import DUMPS, PAGES, dumped, truth, write
from serve import WITHOUT, address, proxy

RUN_DAY = "2026-08-15"
FIRE = ["bn-article", "bn-divsoup", "bn-amp", "bn-wordpress", "en-graph", "en-longread"]
FLOOD = ["bn-printed-date", "bn-time-only", "bn-liveblog", "bn-bidi"]
FERRY = ["en-windows1252", "en-utf16", "en-hyperlink", "en-xhtml"]
CRASH = ["bn-paywall", "bn-oldtable", "bn-wrong-charset"]


def page(name):
    return PAGES / truth()[name]["file"]


def ran(*command, stdin=None, **environment):
    done = subprocess.run([sys.executable, "-m", *command], stdin=stdin, capture_output=True, check=False,
                          env={**os.environ, **environment})
    assert done.returncode == 0, done.stderr.decode()[-2000:]
    return done.stdout


def trafilatura():
    def said(name, *options):
        with page(name).open("rb") as html:
            out = ran("trafilatura.cli", *options, stdin=html).decode("utf-8")
        return re.sub(r'"filedate": "[^"]*"', f'"filedate": "{RUN_DAY}"', out)

    def lines(names, *options):
        return "".join(said(name, *options) for name in names)

    folder = DUMPS / "trafilatura"
    write(folder / "with-metadata.jsonl", lines(FIRE + FERRY, "--json", "--with-metadata"))
    write(folder / "flagless.jsonl", lines(FLOOD, "--json"))
    write(folder / "one.json", said("bn-time-only", "--json", "--with-metadata"))
    write(folder / "headerless.csv", lines(FIRE, "--csv", "--with-metadata"))
    write(folder / "headerless-flagless.csv", lines(CRASH, "--csv"))
    with tempfile.TemporaryDirectory() as out:
        given = Path(out) / "in"
        given.mkdir()
        (given / "page.html").write_bytes(page("bn-wrong-charset").read_bytes())
        ran("trafilatura.cli", "--json", "--with-metadata", "--input-dir", str(given), "-o", str(Path(out) / "out"))
        written = next((Path(out) / "out").rglob("*.json")).read_text("utf-8")
    write(folder / "with-o.json", re.sub(r'"filedate": "[^"]*"', f'"filedate": "{RUN_DAY}"', written))


def newspaper4k():
    def said(at, names, language, form, *options):
        urls = tempfile.NamedTemporaryFile("w", suffix=".txt", delete=False)
        urls.write("\n".join(address(name) for name in names))
        urls.close()
        out = ran("newspaper", "-of", form, "-l", language, "--skip-nlp", "--skip-fetch-images",
                  "-uf", urls.name, *options, http_proxy=at)
        os.unlink(urls.name)
        return out

    folder = DUMPS / "newspaper4k"
    with proxy() as at:
        write(folder / "two.json", said(at, ["bn-article", "bn-divsoup"], "bn", "json"))
        write(folder / "three.json", said(at, ["en-graph", "en-hyperlink", "en-windows1252"], "en", "json"))
        write(folder / "one.json", said(at, ["bn-paywall"], "bn", "json"))
        write(folder / "bengali-as-english.json", said(at, ["bn-article"], "en", "json"))
        write(folder / "three.csv", said(at, ["bn-amp", "bn-wordpress", "bn-time-only"], "bn", "csv"))
        for name, names, language, form in [("two-with-o.json", ["bn-divsoup", "bn-amp"], "bn", "json"),
                                            ("three-with-o.json", ["en-graph", "en-hyperlink", "en-xhtml"], "en", "json"),
                                            ("two-with-o.csv", ["en-graph", "en-longread"], "en", "csv")]:
            out = tempfile.NamedTemporaryFile(delete=False)
            out.close()
            said(at, names, language, form, "-o", out.name)
            write(folder / name, Path(out.name).read_bytes())
            os.unlink(out.name)


def news_please():
    from newsplease import NewsPlease

    def said(name):
        html = page(name).read_bytes()
        charset = {"en-utf16": "utf-16", "en-windows1252": "cp1252"}.get(name, "utf-8")
        url = truth()[name]["url"] or WITHOUT[name]
        article = NewsPlease.from_html(html.decode(charset), url=url).get_serializable_dict()
        # What the library cannot know without a download its pipeline fills in.
        article["date_download"] = f"{RUN_DAY} 06:00:00"
        article["localpath"] = None
        article.pop("text", None)
        return article

    folder = DUMPS / "news-please"
    for name in ["bn-article", "bn-divsoup", "bn-oldtable", "en-graph"]:
        write(folder / f"{name}.json", dumped(said(name), indent=4, sort_keys=True))
    write(folder / "en-windows1252.cp1252.json", dumped(said("en-windows1252")).encode("cp1252"))
    write(folder / "concatenated.json", "\n".join(dumped(said(n), indent=2) for n in ["bn-amp", "en-utf16", "bn-printed-date"]))


def fundus():
    import datetime

    from fundus.parser import ArticleBody, BaseParser, ParserProxy, attribute
    from fundus.parser.utility import extract_article_body_with_selector, generic_author_parsing, generic_date_parsing
    from fundus.scraping.article import Article
    from fundus.scraping.html import HTML, WebSourceInfo
    from lxml.cssselect import CSSSelector
    from lxml.etree import XPath

    class Parsers(ParserProxy):
        class V1(BaseParser):
            paragraphs = XPath("//div[@class='story-element']/p | //div[@class='entry-content']/p | //article[@class='detail']/p[not(@class)]"
                               " | //article/p[not(@class) or @class='fade'] | //div[@itemprop='articleBody' or @class='chapter']/p[not(@class)]")
            headings = CSSSelector("h2.wp-block-heading, div.chapter > h2")

            @attribute
            def title(self):
                return self.precomputed.meta.get("og:title") or self.precomputed.ld.bf_search("headline")

            @attribute
            def body(self) -> ArticleBody:
                return extract_article_body_with_selector(
                    self.precomputed.doc, paragraph_selector=self.paragraphs, subheadline_selector=self.headings)

            @attribute
            def publishing_date(self):
                date = self.precomputed.ld.bf_search("datePublished") or self.precomputed.meta.get("article:published_time")
                return generic_date_parsing(date)

            @attribute
            def authors(self):
                return generic_author_parsing(self.precomputed.ld.bf_search("author"))

            @attribute
            def topics(self):
                return []

            @attribute
            def free_access(self):
                return "isAccessibleForFree" not in str(self.precomputed.ld.serialize())

    def said(name, *attributes):
        html = page(name).read_text("utf-8")
        source = WebSourceInfo(truth()[name]["outlet"], "map", "https://map.example")
        at = truth()[name]["url"]
        parsed = Parsers()().parse(html, "raise")
        article = Article(html=HTML(at, at, html, datetime.datetime(2026, 8, 15), source), **parsed)
        return article.to_json(*attributes)

    def array(names, *attributes):
        rows = [said(name, *attributes) for name in names]
        # The order of the keys changes with every run of the program: the longest first, so that it is odd but fixed.
        return dumped([dict(sorted(r.items(), key=lambda kv: (-len(kv[0]), kv[0]))) for r in rows], indent=4)

    folder = DUMPS / "fundus"
    write(folder / "default.json", array(["bn-article", "bn-wordpress", "bn-paywall", "en-graph"]))
    write(folder / "with-publisher.json", array(["bn-article", "bn-paywall", "en-longread"], "title", "plaintext", "publisher", "publishing_date", "lang", "free_access", "body"))


if __name__ == "__main__":
    {"trafilatura": trafilatura, "newspaper4k": newspaper4k, "news-please": news_please, "fundus": fundus}[sys.argv[1]]()
