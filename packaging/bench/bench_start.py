"""Start to first painted window, until the work file is open, and memory: the program against a bare QMainWindow."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from measuring import Result, median, program, workbench

PROBE = Path(__file__).with_name("start_probe.py")
CACHES = Path("/proc/sys/vm/drop_caches")
KINDS = ("bare", "program")


def run(*, quick: bool) -> list[Result]:
    """Return the results, offscreen and, where Xvfb is installed, on X11."""
    results = []
    with workbench() as folder:
        program("sample", str(folder / "data" / "leerroute.efdb"))
        results += measured("offscreen", {"QT_QPA_PLATFORM": "offscreen"}, 5 if quick else 25, quick)
        if sys.platform == "linux" and shutil.which("Xvfb"):
            with x_server() as display:
                environment = {"QT_QPA_PLATFORM": "xcb", "DISPLAY": display}
                results += measured("X11", environment, 5 if quick else 15, True)
    return results


def measured(name: str, environment: dict[str, str], rounds: int, warm_only: bool) -> list[Result]:
    """Measure on one platform, in pairs that take turns at being first."""
    once(KINDS, environment)  # fills the caches of the system, of Python and of the fonts
    pairs = [once(KINDS[:: 1 if number % 2 else -1], environment) for number in range(rounds)]

    def middle(kind: str, key: str) -> float:
        return median([pair[kind][key] for pair in pairs])

    note = f"{rounds} pairs"
    bare = middle("bare", "painted")
    results = [
        Result(f"{name}: first painted window, warm", middle("program", "painted"), "ms", bare, "bare window", 1.3, note=note),
        Result(f"- {name}: processor time of it", middle("program", "worked"), "ms", middle("bare", "worked"), "bare window"),
        Result(f"{name}: until the work file is open", middle("program", "open"), "ms", bare, "bare window"),
        Result(f"{name}: longest pause of the window until then", middle("program", "stall"), "ms", goal=50, of="value"),
    ]
    if pairs[0]["bare"]["memory"] is not None:
        floor = middle("bare", "memory")
        results += [
            Result(f"{name}: memory at the first picture", middle("program", "memory_painted"), "MB", floor, "bare window", 1.6),
            Result(f"{name}: memory with the work file open", middle("program", "memory"), "MB", floor, "bare window", 1.6),
        ]
    if not warm_only and forget_files():
        cold = []
        for number in range(5):
            pair = {}
            for kind in KINDS[:: 1 if number % 2 else -1]:
                forget_files()
                pair[kind] = one(kind, environment)
            cold.append(pair)
        value, floor = (median([pair[kind]["painted"] for pair in cold]) for kind in ("program", "bare"))
        results.append(Result(f"{name}: first painted window, cold", value, "ms", floor, "bare window", 1.5, note="5 pairs"))
    return results


def once(kinds: tuple[str, ...], environment: dict[str, str]) -> dict[str, dict]:
    """Start each kind once, in the order given."""
    return {kind: one(kind, environment) for kind in kinds}


def one(kind: str, environment: dict[str, str]) -> dict:
    """Start a process, wait for its end and return its moments in ms after the start and its memory in MB."""
    begin = time.perf_counter_ns()
    answer = subprocess.run(
        [sys.executable, "-I", str(PROBE), kind],
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
    )
    if answer.returncode:
        raise RuntimeError(f"the {kind} did not start: {answer.stderr}")
    told = json.loads(answer.stdout)
    moments = {key: (told[key] - begin) / 1e6 for key in ("painted", "open") if key in told}
    return {**told, **moments, "worked": told["worked"] / 1e6, "stall": told.get("stall", 0) / 1e6}


def forget_files() -> bool:
    """Have the system forget the files it keeps in memory; tell whether it did."""
    try:
        os.sync()
        CACHES.write_text("3", "ascii")
    except (OSError, AttributeError):
        return False
    return True


@contextlib.contextmanager
def x_server() -> Iterator[str]:
    """Give the display of an X server without a screen."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1920x1080x24", "-nolisten", "tcp"],
        pass_fds=(write,),
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read, encoding="ascii") as told:
            yield f":{told.readline().strip()}"
    finally:
        server.terminate()
        server.wait()
