"""Killed while it merges, shares, makes a backup or migrates: nothing that was reported is lost, nothing is half.

While it captures: ``test_kill``. Hundreds of kills: ``packaging/bench/bench_kill.py``.
"""

import random
import time
from pathlib import Path

import pytest

from tests.db.deeds import DEEDS, Killer, prepare

OLD = Path(__file__).parent / "samples" / "0001.efdb.gz"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory):
    folder = tmp_path_factory.mktemp("prepared")
    prepare(folder, OLD)
    return folder


@pytest.mark.parametrize("name", [name for name in DEEDS if name != "capture"])
def test_four_kills(prepared, tmp_path, name):
    killer = Killer(prepared, tmp_path / "werk")
    begun = time.monotonic()
    killer.kill(name, None)
    whole = min(time.monotonic() - begun, 3.0)
    chance = random.Random(name)
    for number in range(4):
        killer.kill(name, whole * 0.6 * (number + chance.random()) / 4)
