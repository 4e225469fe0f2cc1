"""The logbook against the same text set by plain ReportLab: no tags, no contents, no checks, one pass."""

import json
import subprocess
import sys
from pathlib import Path

from measuring import Result, median

PROBE = Path(__file__).with_name("logbook_probe.py")
#: Meetings that give about so many pages.
SIZES = {10: 3, 100: 33, 1000: 333}
KINDS = ("ours", "plain")


def run(*, quick: bool) -> list[Result]:
    """Return the results per size, and how time grows from 100 to 1,000 pages."""
    results, times = [], {}
    for pages, meetings in SIZES.items():
        rounds = 1 if quick or pages == 1000 else 5 if pages == 10 else 3
        told = {kind: [] for kind in KINDS}
        for number in range(rounds):
            for kind in KINDS[:: -1 if number % 2 else 1]:
                told[kind].append(process(kind, meetings))
        ours, plain = told["ours"][0], told["plain"][0]
        seconds = {kind: median([one["seconds"] for one in told[kind]]) for kind in KINDS}
        times[pages] = seconds["ours"]
        name, note = "plain ReportLab", f"{ours['pages']} pages, plain {plain['pages']}; {rounds} in turns"
        results.append(Result(f"about {pages} pages", seconds["ours"] * 1e3, "ms", seconds["plain"] * 1e3, name, 1.5, note=note))
        results.append(Result(f"about {pages} pages: size of the file", ours["bytes"] / 1e3, "kB", plain["bytes"] / 1e3, name))
        if ours["peak"] is not None:
            results.append(Result(f"about {pages} pages: highest memory", ours["peak"], "MB", plain["peak"], name))
    results.append(
        Result("growth of time from 100 to 1,000 pages", times[1000], "s", times[100], "100 pages", 14, note="linear is 10")
    )
    return results


def process(kind: str, meetings: int) -> dict:
    """Write one book in a fresh process, so that memory is its own; return what it told."""
    answer = subprocess.run(
        [sys.executable, "-P", str(PROBE), kind, str(meetings)], check=True, stdout=subprocess.PIPE, timeout=600
    )
    return json.loads(answer.stdout)
