"""Runs the benchmarks that are named, or all, and prints each against its floor of the same run."""

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

HERE = Path(__file__).resolve().parent
# Last: a module of this folder never hides an installed one.
sys.path.append(str(HERE))

from measuring import Result, machine, show

#: Name on the command line and what it measures, in the order in which they run.
BENCHMARKS = {
    "start": "process start to first painted window, against a bare window; memory",
    "capture": "a key to painted and committed on boards of 30, 500 and 5,000 cards, against the same without database",
    "pdf": "logbook PDF of 10, 100 and 1,000 pages against plain ReportLab in one pass",
    "meeting": "opening a meeting and the overview against raw SQL; making and checking the big sample",
    "lists": "20,000 people: the page opened, filtered, searched and put in order, against a bare list",
    "cases": "5,000 cases: the page read, filtered, searched and put in order, against a bare list",
    "merge": "merging and sharing 200,000 outcomes, 5 % changed on both sides, against copying the file",
    "kill": "kills during capture, merge, share, backup and migration: nothing reported is lost, nothing is half",
    "worlds": "laptops that work apart in random ways and meet: all hold the same (needs the libraries of the tests)",
    "wall": "a frame of the board on the wall against one full fill",
}


def measured(name: str, quick: bool) -> list[Result]:
    """Run one benchmark in a process of its own: none finds the memory, or the application of Qt, that another left behind."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        return pool.submit(_run, name, quick).result()


def _run(name: str, quick: bool) -> list[Result]:
    return import_module(f"bench_{name}").run(quick=quick)


def main(arguments: list[str]) -> int:
    """Run; the exit code is 0 also when a goal is missed: whoever reads the numbers judges."""
    parser = argparse.ArgumentParser(
        prog="packaging/bench/run.py",
        description="Benchmarks: " + "; ".join(f"{name}: {what}" for name, what in BENCHMARKS.items()),
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"any of: {', '.join(BENCHMARKS)}; all when left out")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    parser.add_argument("--quick", action="store_true", help="fewer rounds: to see whether it runs, not to quote")
    options = parser.parse_args(arguments)
    if unknown := [name for name in options.names if name not in BENCHMARKS]:
        parser.error(f"unknown benchmark: {', '.join(unknown)}")
    answer = {"machine": machine(), "quick": options.quick, "results": {}}
    if not options.json:
        print(answer["machine"])
    for name in options.names or BENCHMARKS:
        results = measured(name, options.quick)
        answer["results"][name] = [result.as_dict() for result in results]
        if not options.json:
            print(f"\n{name}: {BENCHMARKS[name]}")
            show(results)
    if options.json:
        print(json.dumps(answer, ensure_ascii=False, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
