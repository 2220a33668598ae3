"""What all scripts here share: where things are, the truth, the bodies."""

import json
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
PAGES, DUMPS, BROKEN = ROOT / "pages", ROOT / "dumps", ROOT / "broken"


def truth():
    """The rows of truth.jsonl, by the stem of their file."""
    rows = [json.loads(line) for line in (ROOT / "truth.jsonl").read_text("utf-8").splitlines()]
    return {row["file"].split(".")[0]: row for row in rows}


def body(name):
    """The paragraphs of a page's story."""
    return (ROOT / "bodies" / f"{name}.txt").read_text("utf-8").splitlines()


def text(name):
    return "\n".join(body(name))


def write(path, content):
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))


def dumped(value, **options):
    return json.dumps(value, ensure_ascii=False, **options)
