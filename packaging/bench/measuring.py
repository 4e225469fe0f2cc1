"""What the benchmarks share: statistics, results with their floor and goal, the line about the machine, processes to measure."""

import contextlib
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Result:
    """One measured thing.

    Attributes:
        what: what was measured.
        value: the measurement, in ``unit``.
        unit: "ms", "MB", "kB", "s" or "".
        floor: what it is compared with, in the same unit and from the same run; None where there is nothing to compare with.
        floor_is: what the floor is.
        goal: the most that ``measured`` may be; None where the number is only told.
        of: "ratio" when the goal is about value / floor, "value" when it is about the value itself.
        note: anything else that the reader must know.
    """

    what: str
    value: float
    unit: str
    floor: float | None = None
    floor_is: str = ""
    goal: float | None = None
    of: str = "ratio"
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """Value divided by floor, None without a floor."""
        return self.value / self.floor if self.floor else None

    @property
    def met(self) -> bool | None:
        """Whether the goal is met, None where there is none."""
        measured = self.ratio if self.of == "ratio" else self.value
        return None if self.goal is None or measured is None else measured <= self.goal

    def as_dict(self) -> dict:
        """Return all of it, for JSON."""
        return {**asdict(self), "ratio": self.ratio, "met": self.met}


def show(results: list[Result]) -> None:
    """Print results as lines."""
    for result in results:
        parts = [f"  {result.what:<58} {result.value:>10.4g} {result.unit:<2}"]
        if result.floor is not None:
            parts.append(f"floor {result.floor:.4g} {result.unit} ({result.floor_is})  ratio {result.ratio:.2f}")
        if result.goal is not None:
            unit = "x" if result.of == "ratio" else f" {result.unit}"
            parts.append(f"goal <= {result.goal:g}{unit}  {'met' if result.met else 'NOT MET'}")
        if result.note:
            parts.append(f"[{result.note}]")
        print("  ".join(parts))


def machine() -> str:
    """Return one line about the machine and the versions."""
    model = platform.processor()
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
        model = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    system = f"{platform.system()} {platform.release()}"
    with contextlib.suppress(OSError):
        system = platform.freedesktop_os_release()["PRETTY_NAME"]
    return (
        f"{os.cpu_count()} cores, {model or platform.machine()}, CPython {platform.python_version()}, "
        f"Qt {version('PySide6-Essentials')}, {system}"
    )


def percentile(values: list[float], part: float) -> float:
    """Return the value below which `part` (0 to 1) of the values lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))]


median = statistics.median


def timed(call: Callable[[], object]) -> float:
    """Return how long a call takes, in ms."""
    begin = time.perf_counter_ns()
    call()
    return (time.perf_counter_ns() - begin) / 1e6


def in_turns(rounds: int, one: Callable[[], object], other: Callable[[], object]) -> tuple[list[float], list[float]]:
    """Return the times of two calls in ms, made in turns, after one of each that does not count."""
    one()
    other()
    pairs = [(timed(one), timed(other)) for _round in range(rounds)]
    return [pair[0] for pair in pairs], [pair[1] for pair in pairs]


@contextlib.contextmanager
def workbench() -> Iterator[Path]:
    """Give a temporary folder; the data folder of the program is inside it as long as it exists."""
    with tempfile.TemporaryDirectory(prefix="ef-bench-", ignore_cleanup_errors=True) as name:
        before = os.environ.get("EF_DATA_DIR")
        os.environ["EF_DATA_DIR"] = os.path.join(name, "data")
        try:
            yield Path(name)
        finally:
            if before is None:
                del os.environ["EF_DATA_DIR"]
            else:
                os.environ["EF_DATA_DIR"] = before


def program(*arguments: str) -> None:
    """Run ``ef-desktop`` to its end, without what it prints.

    Raises:
        CalledProcessError: it failed.
    """
    subprocess.run([sys.executable, "-I", "-m", "ef_desktop", *arguments], check=True, stdout=subprocess.DEVNULL)


def memory() -> float | None:
    """Return the memory of this process in MB (resident set), None where the system does not tell."""
    with contextlib.suppress(OSError):
        fields = Path("/proc/self/statm").read_text("ascii").split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6
    return None
