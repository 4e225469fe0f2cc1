"""A long run of the laptops that edit, share, merge, erase, restore and skew their clocks at random until they meet.

The state machine is that of the tests (`tests/property/test_merge_worlds.py`), with many more examples; it needs the
libraries of the tests: `python3 packaging/test.py` installs them.
"""

import os
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from measuring import Result, workbench

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES, STEPS = 600, 30


def run(*, quick: bool, examples: int = EXAMPLES) -> list[Result]:
    """Return how many worlds met; the first that does not end the same ends the run with an error."""
    if find_spec("hypothesis") is None:
        return [Result("worlds of laptops", 0, "", note="not run: the libraries of the tests are not installed here")]
    sys.path.append(str(ROOT))
    from hypothesis import HealthCheck, settings
    from hypothesis.stateful import run_state_machine_as_test

    from tests.property.test_merge_worlds import World, make_first

    count = 4 if quick else examples
    with workbench() as folder:
        before = os.environ.get("EF_DATA_DIR")
        os.environ["EF_DATA_DIR"] = str(folder / "data")
        World.first = make_first(folder)
        begun = time.monotonic()
        checks = list(HealthCheck)
        run_state_machine_as_test(
            World, settings=settings(max_examples=count, stateful_step_count=STEPS, deadline=None, suppress_health_check=checks, database=None)
        )
        took = time.monotonic() - begun
        if before is None:
            del os.environ["EF_DATA_DIR"]
        else:
            os.environ["EF_DATA_DIR"] = before
    return [Result("worlds of laptops that met and held the same", count, "", note=f"{STEPS} steps each, {took:.0f} s")]


if __name__ == "__main__":
    for result in run(quick=False, examples=int(sys.argv[1]) if len(sys.argv) > 1 else EXAMPLES):
        print(f"{result.what}: {result.value} ({result.note})")
