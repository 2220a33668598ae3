"""A proxy on this machine alone that answers for the invented hosts: GET of a page's address gives the file of pages/.

Extractors that take a proxy see the addresses that stand in the pages, and no other network is needed.
"""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

from common import PAGES, truth

WITHOUT = {"bn-printed-date": "https://methopoth.example/index.php?id=3390", "bn-oldtable": "https://gramerkagoj.example/n7.htm"}
CHARSETS = {"en-windows1252": "windows-1252", "bn-wrong-charset": "iso-8859-1"}


def address(name):
    """Where the page stands, without encryption so that the proxy can answer."""
    return (truth()[name]["url"] or WITHOUT[name]).replace("https:", "http:")


class Answer(BaseHTTPRequestHandler):
    names = {address(name).partition(":")[2]: name for name in truth()}

    def do_GET(self):
        parts = urlsplit(self.path)
        where = f"//{parts.netloc}{parts.path}" + (f"?{parts.query}" if parts.query else "")
        name = self.names.get(where)
        self.send_response(200 if name else 404)
        charset = CHARSETS.get(name)
        self.send_header("Content-Type", f"text/html; charset={charset}" if charset else "text/html")
        self.end_headers()
        if name:
            self.wfile.write((PAGES / truth()[name]["file"]).read_bytes())

    def log_message(self, *_):
        pass


@contextmanager
def proxy():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
