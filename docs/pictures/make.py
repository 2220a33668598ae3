#!/usr/bin/env python3
"""Draws the README's pictures in docs/pictures: findings.png, the sample's findings as gormil writes them, and page.png,
the top of its report.html.

    python3 docs/pictures/make.py

Needs cargo, Chromium and a Bengali font, such as the Debian packages chromium, fonts-noto-core. Neither the build
nor the tests need this file. With a gormil that is built already: make.py --gormil PATH.
"""

import argparse
import csv
import html
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PICTURE = Path(__file__).resolve().parent / "findings.png"
PAGE = Path(__file__).resolve().parent / "page.png"
COLUMNS = ["verdict", "slot", "value_a", "outlet_a", "value_b", "outlet_b", "explanation"]
# Rows of each verdict in the picture; findings.csv has the order.
SHOWN = {"contradiction": 3, "update": 2, "reconciled": 3, "compatible": 2}
WIDTH = 1240
# Pixels of report.html, from its top.
HEIGHT = 1140
# Pixels of a picture for one of its page.
SCALE = 1.5

STYLE = """
body { margin: 0; background: #fff; color: #1f2328; font: 15px/1.45 "Noto Sans", "Noto Sans Bengali", sans-serif }
table { border-collapse: collapse; width: 100% }
th, td { text-align: left; vertical-align: top; padding: 7px 10px; border: 1px solid #d0d7de }
th { background: #f6f8fa; font-weight: 600 }
td:nth-child(1) { font-weight: 600; white-space: nowrap }
td:nth-child(2), td:nth-child(4), td:nth-child(6) { white-space: nowrap }
td:nth-child(3), td:nth-child(5) { min-width: 100px; max-width: 170px }
.contradiction { background: #ffebe9 } .contradiction td:nth-child(1) { color: #a40e26 }
.update { background: #fff8c5 } .update td:nth-child(1) { color: #7d4e00 }
.reconciled { background: #e6f6ea } .reconciled td:nth-child(1) { color: #116329 }
.compatible { background: #e3f2fd } .compatible td:nth-child(1) { color: #0a4a8f }
"""


def findings(report):
    """The rows of findings.csv that the picture shows."""
    with open(report / "findings.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    left, chosen = dict(SHOWN), []
    for row in rows:
        if left.get(row["verdict"], 0) > 0:
            left[row["verdict"]] -= 1
            chosen.append(row)
    return chosen


def page(rows):
    """The table as a page that tells its own height."""
    head = "".join(f"<th>{name}</th>" for name in COLUMNS)
    cells = lambda row: "".join(f"<td>{html.escape(row[name])}</td>" for name in COLUMNS)
    body = "".join(f'<tr class="{row["verdict"]}">{cells(row)}</tr>' for row in rows)
    height = "document.body.dataset.height = Math.ceil(document.querySelector('table').getBoundingClientRect().height)"
    return (
        f'<!DOCTYPE html><html lang="bn"><meta charset="utf-8"><style>{STYLE}</style>'
        f"<body><table><tr>{head}</tr>{body}</table><script>{height}</script></body></html>"
    )


def chromium(browser, profile, *options, scale=SCALE):
    """Runs the browser without a window and gives back what it prints."""
    flags = [
        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
        "--disable-background-networking", "--disable-component-update", "--disable-sync", "--hide-scrollbars",
        f"--user-data-dir={profile}", f"--force-device-scale-factor={scale}",
    ]
    run = subprocess.run([browser, *flags, *options], check=True, capture_output=True, timeout=120)
    return run.stdout.decode("utf-8")


def main():
    parser = argparse.ArgumentParser(description="Draws the picture of the README.")
    parser.add_argument("--gormil", help="a gormil that is built already [default: cargo run --release]")
    built = parser.parse_args().gormil
    gormil = [str(Path(built).resolve())] if built else ["cargo", "run", "--release", "--locked", "-q", "--"]
    browser = next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)
    if browser is None:
        sys.exit("no Chromium found")
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report"
        subprocess.run([*gormil, "check", "samples/mill-roof", "--out", report, "--quiet"], cwd=ROOT, check=True)
        rows = findings(report)
        file, profile = Path(folder) / "findings.html", os.path.join(folder, "profile")
        file.write_text(page(rows), encoding="utf-8")
        dom = chromium(browser, profile, f"--window-size={WIDTH},2000", "--dump-dom", file.as_uri())
        height = int(re.search(r'data-height="(\d+)"', dom)[1])
        chromium(browser, profile, f"--window-size={WIDTH},{height}", f"--screenshot={PICTURE}", file.as_uri())
        top = (report / "report.html").as_uri()
        chromium(browser, profile, f"--window-size={WIDTH},{HEIGHT}", f"--screenshot={PAGE}", top)
    for picture in [PICTURE, PAGE]:
        print(f"{picture.relative_to(ROOT)}: {picture.stat().st_size // 1024} KiB")


main()
