"""The logbook against the same text set by plain ReportLab: no tags, no contents, no checks, one pass.

Where WeasyPrint or LibreOffice is installed the same text is set by them too, from HTML; where not, the answer says so.
"""

import importlib.util
import json
import shutil
import subprocess
import sys
from pathlib import Path

from measuring import Result, median

PROBE = Path(__file__).with_name("pdf_probe.py")
#: Meetings that give about so many pages.
SIZES = {10: 1, 100: 27, 1000: 283}
FLOOR = "plain ReportLab"


def others() -> dict[str, bool]:
    """Return which other programs that make PDF are installed here."""
    return {
        "weasyprint": importlib.util.find_spec("weasyprint") is not None,
        "libreoffice": shutil.which("soffice") is not None,
    }


def run(*, quick: bool) -> list[Result]:
    """Return the results per size, and how time grows from 100 to 1,000 pages."""
    results, times = [], {}
    found = others()
    kinds = ("ours", "plain", *(name for name, installed in found.items() if installed))
    for pages, meetings in SIZES.items():
        rounds = 1 if quick or pages == 1000 else 5 if pages == 10 else 3
        told = {kind: [] for kind in kinds}
        for number in range(rounds):
            for kind in kinds[:: -1 if number % 2 else 1]:
                told[kind].append(process(kind, meetings))
        plain = told["plain"][0]
        seconds = {kind: median([one["seconds"] for one in told[kind]]) for kind in kinds}
        times[pages] = seconds["ours"]
        for kind in (kind for kind in kinds if kind != "plain"):
            one = told[kind][0]
            name = f"about {pages} pages" + ("" if kind == "ours" else f", by {kind}")
            goal = 1.5 if kind == "ours" else None
            note = f"{one['pages']} pages, plain {plain['pages']}; {rounds} in turns"
            results.append(Result(name, seconds[kind] * 1e3, "ms", seconds["plain"] * 1e3, FLOOR, goal, note=note))
            each = {who: which["bytes"] / which["pages"] / 1e3 for who, which in (("this", one), ("plain", plain))}
            results.append(Result(f"{name}: size of a page", each["this"], "kB", each["plain"], FLOOR))
            if one["peak"] is not None:
                results.append(Result(f"{name}: highest memory", one["peak"], "MB", plain["peak"], FLOOR))
    missing = [name for name, installed in found.items() if not installed]
    note = "linear is 10" + (f"; not installed here: {', '.join(missing)}" if missing else "")
    growth = Result("growth of time from 100 to 1,000 pages", times[1000], "s", times[100], "100 pages", 14, note=note)
    return [*results, growth]


def process(kind: str, meetings: int) -> dict:
    """Write one book in a fresh process, so that memory is its own; return what it told."""
    answer = subprocess.run(
        [sys.executable, "-P", str(PROBE), kind, str(meetings)], check=True, stdout=subprocess.PIPE, timeout=1200
    )
    return json.loads(answer.stdout)
