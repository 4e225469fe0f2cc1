"""Hundreds of kills at any moment of capture, merge, share, backup and migration. `--quick` does a few.

The deeds and what has to be so after each kill are those of the tests (`tests/db/deeds.py`). The first kill after which
something is not as it has to be ends the run with an error.
"""

import random
import sys
import time
from pathlib import Path

from measuring import Result, workbench

ROOT = Path(__file__).resolve().parents[2]
KILLS = 300


def run(*, quick: bool, kills: int = KILLS) -> list[Result]:
    """Return how many kills there were of each deed, and how many came while it was going on."""
    sys.path.append(str(ROOT))
    from tests.db.deeds import DEEDS, Killer, prepare

    each = 2 if quick else kills // len(DEEDS)
    results = []
    with workbench() as folder:
        prepared = folder / "prepared"
        prepared.mkdir()
        prepare(prepared, ROOT / "tests" / "db" / "samples" / "0001.efdb.gz")
        killer = Killer(prepared, folder / "work")
        for name in DEEDS:
            begun = time.monotonic()
            killer.kill(name, 1.0 if name == "capture" else None)
            whole = time.monotonic() - begun
            chance = random.Random(f"{name} {each}")
            met = sum(killer.kill(name, whole * chance.random() * 0.8) for _number in range(each))
            note = f"{met} of them while it was going on; every time all was as it has to be"
            results.append(Result(f"kills during {name}", each, "", note=note))
    return results


if __name__ == "__main__":
    for result in run(quick=False, kills=int(sys.argv[1]) if len(sys.argv) > 1 else KILLS):
        print(f"{result.what}: {result.value} ({result.note})")
