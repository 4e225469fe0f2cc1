"""A program that is killed at any moment has lost nothing that it reported as saved."""

import multiprocessing
import random
from multiprocessing.connection import Connection

from ef_desktop.db.store import Store
from tests.db.writer import write


def _rest(report: Connection) -> set[bytes]:
    """What was reported before the end."""
    found = set()
    while True:
        try:
            found.add(report.recv_bytes())
        except (EOFError, OSError):
            return found


def test_twenty_kills(world, path):
    world.store.close()
    # A fresh process each time, without importing everything again where the system can fork.
    fork = "forkserver" in multiprocessing.get_all_start_methods()
    processes = multiprocessing.get_context("forkserver" if fork else "spawn")
    if fork:
        processes.set_forkserver_preload(["tests.db.writer"])
    chance = random.Random(12)
    reported: set[bytes] = set()
    for kill in range(20):
        report, sender = processes.Pipe(duplex=False)
        writer = processes.Process(target=write, args=(path, sender), daemon=True)
        writer.start()
        sender.close()
        reported.update(report.recv_bytes() for _card in range(chance.randrange(1, 12)))
        writer.kill()
        writer.join()
        reported |= _rest(report)
        store = Store.open(path, clock=world.clock)
        with store.connection() as connection:
            saved = {row for (row,) in connection.execute("SELECT id FROM outcome WHERE NOT dead")}
        store.close()
        assert reported <= saved
        # One may have been saved but not yet reported, for each time that the writer was killed.
        assert len(saved - reported) <= kill + 1
    world.store = Store.open(path, clock=world.clock)
    assert world.store.check() == ()
