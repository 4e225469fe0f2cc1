"""An erasure that is cut off, by a killed process or a full disk, has not begun or is finished at the next opening."""

import multiprocessing
import os
import random
import shutil
import time
from pathlib import Path

import pytest

from ef_desktop.db.erasure import Redaction, Request
from ef_desktop.db.store import Store
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.errors import StorageError
from tests.db.eraser import erase
from tests.db.test_erasure import everything, person_everywhere, traces


def _prepared(world, path: Path) -> dict[str, bytes]:
    ids = person_everywhere(world)
    for number in range(120):
        world.card(f"Kaart {number} " + "woorden " * 200)
    world.store.make_backup()
    world.card("Nog een")
    world.store.make_backup()
    world.store.close()
    return ids


def test_killed_at_any_moment(world, path, data_dir):
    ids = _prepared(world, path)
    before = path.parent.with_name("voor"), data_dir.with_name("data-voor")
    shutil.copytree(path.parent, before[0])
    shutil.copytree(data_dir, before[1])
    fork = "forkserver" in multiprocessing.get_all_start_methods()
    processes = multiprocessing.get_context("forkserver" if fork else "spawn")
    if fork:
        processes.set_forkserver_preload(["tests.db.eraser"])

    def start(patience: float) -> float:
        """Begin to erase in the copies of before, end it after so many seconds, and return how long it went on."""
        for folder, original in zip((path.parent, data_dir), before, strict=True):
            shutil.rmtree(folder)
            shutil.copytree(original, folder)
        report, sender = processes.Pipe(duplex=False)
        eraser = processes.Process(target=_in_folder, args=(str(data_dir), path, ids["person"], ids["card"], sender), daemon=True)
        eraser.start()
        sender.close()
        assert report.recv_bytes() == b"begin"
        begun = time.monotonic()
        report.poll(patience)
        eraser.kill()
        eraser.join()
        return time.monotonic() - begun

    whole = start(60)
    for kill in range(8):
        # From the first write to the last backup.
        start(whole * (kill + random.Random(kill).random()) / 8)
        store = Store.open(path, clock=SystemClock())
        with store.connection() as connection:
            there = bool(connection.execute("SELECT 1 FROM person WHERE id = ?", (ids["person"],)).fetchone())
        assert store.check() == ()
        store.close()
        if there:
            assert path in traces(path.parent)
        else:
            assert traces(path.parent, data_dir) == []


@pytest.mark.parametrize("spare", [0, 1, 40])
def test_a_full_disk_takes_all_of_it_back(world, path, spare):
    ids = person_everywhere(world)
    with world.store.connection() as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count={pages + spare}")
    long = Request((ids["person"],), (Redaction(ids["card"], 1603, {"text": "Iemand belt. " * 40_000}),))
    with pytest.raises(StorageError, match="De schijf is vol"):
        world.store.erase(long, "Erase person")
    assert len(world.sql("SELECT 1 FROM person")) == 2
    with world.store.connection() as connection:
        connection.execute("PRAGMA max_page_count=1000000")
    assert world.store.erase(everything(ids), "Erase person").finished
    assert traces(path.parent) == []
    assert world.store.check() == ()


def test_backups_that_cannot_be_written_wait(world, path, data_dir):
    ids = person_everywhere(world)
    made = world.store.make_backup()
    # In the place of the copy that is made first there is a folder.
    blocked = made.with_name(made.name + ".erase")
    blocked.mkdir()
    (blocked / "vol").touch()
    cleaned = world.store.erase(everything(ids), "Erase person")
    assert (cleaned.finished, cleaned.rewritten) == (False, 0)
    assert traces(path.parent) == [] and traces(data_dir) == [made]
    shutil.rmtree(blocked)
    world.store.close()
    world.store = Store.open(path, clock=world.clock)
    assert traces(path.parent, data_dir) == []


def _in_folder(folder: str, *args) -> None:
    os.environ["EF_DATA_DIR"] = folder
    erase(*args)
