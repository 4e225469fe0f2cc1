"""What a program may be doing when it is killed, and what has to be so afterwards. Used by the tests and by the benchmark."""

import gzip
import multiprocessing
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from ef_desktop.db import backup, parcel
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Meeting, Outcome, Programme
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.ids import new_id

MINE, THEIRS, OLD = "mine.efdb", "theirs.efdb", "old.efdb"
CARDS = 150


def prepare(folder: Path, old: Path) -> None:
    """Make a work file, the copy of a colleague with other cards in it, and one of an older schema.

    Parameters:
        folder: an empty folder.
        old: a work file of an older schema, compressed.
    """
    clock = SystemClock()
    with data_in(folder):
        with closing(Store.create(folder / MINE, clock=clock, facilitator="Noor")) as store, store.unit("") as session:
            programme, meeting = new_id(clock.milliseconds()), new_id(clock.milliseconds())
            session.add(Programme(id=programme, name="Leerroute"))
            session.add(Meeting(id=meeting, programme_id=programme, title="Start"))
            session.flush()
            add_cards(session, clock, "samen")
        shutil.copyfile(folder / MINE, folder / THEIRS)
        for name in (MINE, THEIRS):
            with closing(Store.open(folder / name, clock=clock, facilitator=name)) as store, store.unit("Add") as session:
                add_cards(session, clock, name)
    (folder / OLD).write_bytes(gzip.decompress(old.read_bytes()))


@contextmanager
def data_in(folder: Path) -> Iterator[None]:
    """Let the program keep its data below a folder, as long as this lasts."""
    before = os.environ.get("EF_DATA_DIR")
    os.environ["EF_DATA_DIR"] = str(folder / "data")
    try:
        yield
    finally:
        if before is None:
            del os.environ["EF_DATA_DIR"]
        else:
            os.environ["EF_DATA_DIR"] = before


def add_cards(session, clock, words: str) -> None:
    """Add many cards in one unit."""
    meeting = session.query(Meeting).first().id
    for number in range(CARDS):
        session.add(Outcome(id=new_id(clock.milliseconds()), meeting_id=meeting, text=f"{words} {number} " + "woorden " * 150))


# What is done until it is killed


def capture(folder: Path, report: Connection) -> None:
    """Add cards one by one and tell each when it is saved."""
    clock = SystemClock()
    with closing(Store.open(folder / MINE, clock=clock)) as store:
        with store.read() as session:
            meeting = session.query(Meeting).first().id
        report.send_bytes(b"begin")
        for _number in range(400):
            row = new_id(clock.milliseconds())
            with store.unit("Add outcome") as session:
                session.add(Outcome(id=row, meeting_id=meeting, text="x" * 3000))
            report.send_bytes(row)


def merge(folder: Path, report: Connection) -> None:
    """Merge the copy of the colleague, after a backup."""
    with closing(Store.open(folder / MINE, clock=SystemClock())) as store:
        report.send_bytes(b"begin")
        store.make_backup(backup.MERGE)
        store.merge(folder / THEIRS)
        report.send_bytes(b"merged")


def share(folder: Path, report: Connection) -> None:
    """Hand out copies."""
    with closing(Store.open(folder / MINE, clock=SystemClock())) as store:
        report.send_bytes(b"begin")
        for _number in range(4):
            place = parcel.send(store.snapshot, folder / "gedeeld" / "kopie.efdb")
            report.send_bytes(place.name.encode())


def make_backup(folder: Path, report: Connection) -> None:
    """Make backups."""
    with closing(Store.open(folder / MINE, clock=SystemClock())) as store:
        report.send_bytes(b"begin")
        for _number in range(4):
            report.send_bytes(store.make_backup().name.encode())


def migrate(folder: Path, report: Connection) -> None:
    """Open a file of an older schema."""
    report.send_bytes(b"begin")
    Store.open(folder / OLD, clock=SystemClock()).close()
    report.send_bytes(b"open")


# What has to be so afterwards


def after_capture(folder: Path, reported: set[bytes]) -> None:
    """Every card that was told is there; at most one more."""
    saved = _whole(folder / MINE)
    assert reported <= saved, "a card that was reported is lost"
    assert len(saved - reported) <= 2 * CARDS + 1, "a card nobody made"


def after_merge(folder: Path, reported: set[bytes]) -> None:
    """All of it or nothing."""
    here = len(_whole(folder / MINE))
    assert here in (2 * CARDS, 3 * CARDS), f"half a merge: {here} cards"
    assert here == 3 * CARDS or b"merged" not in reported, "a merge that was reported is lost"
    after_backup(folder, set())


def after_share(folder: Path, reported: set[bytes]) -> None:
    """What has a name is whole."""
    _whole(folder / MINE)
    there = {place.name.encode() for place in (folder / "gedeeld").glob("*.efdb")}
    assert reported <= there, "a copy that was reported is lost"
    for name in there:
        backup.verify(folder / "gedeeld" / name.decode())


def after_backup(folder: Path, reported: set[bytes]) -> None:
    """What has a name is whole."""
    _whole(folder / MINE)
    there = {entry.path.name.encode() for entry in backup.backups(folder / MINE)}
    assert reported <= there, "a backup that was reported is lost"
    for entry in backup.backups(folder / MINE):
        backup.verify(entry.path)


def after_migration(folder: Path, reported: set[bytes]) -> None:
    """It opens, with everything in it."""
    assert _whole(folder / OLD)


def _whole(path: Path) -> set[bytes]:
    with closing(Store.open(path, clock=SystemClock())) as store:
        assert store.check() == (), "journal and tables do not agree"
        with store.connection() as connection:
            return {row for (row,) in connection.execute("SELECT id FROM outcome WHERE NOT dead")}


#: What is done, and what has to be so when it was killed.
DEEDS: dict[str, tuple[Callable, Callable]] = {
    "capture": (capture, after_capture),
    "merge": (merge, after_merge),
    "share": (share, after_share),
    "backup": (make_backup, after_backup),
    "migration": (migrate, after_migration),
}


class Killer:
    """Does a deed in a process of its own, in a fresh copy of what was prepared, and kills it.

    Parameters:
        prepared: folder of ``prepare``.
        folder: place to work in; it is emptied each time. The data folder of the program is in it.
    """

    def __init__(self, prepared: Path, folder: Path):
        self._prepared, self._folder = prepared, folder
        fork = "forkserver" in multiprocessing.get_all_start_methods()
        self._processes = multiprocessing.get_context("forkserver" if fork else "spawn")
        if fork:
            self._processes.set_forkserver_preload(["tests.db.deeds"])

    def kill(self, name: str, patience: float | None) -> bool:
        """Do a deed and kill it after so many seconds (None: let it finish); tell whether it was still going on.

        Raises:
            AssertionError: something is not as it has to be.
        """
        _deed, afterwards = DEEDS[name]
        shutil.rmtree(self._folder, ignore_errors=True)
        shutil.copytree(self._prepared, self._folder)
        report, sender = self._processes.Pipe(duplex=False)
        process = self._processes.Process(target=_in_folder, args=(name, self._folder, sender), daemon=True)
        process.start()
        sender.close()
        assert report.recv_bytes() == b"begin"
        process.join(patience)
        going_on = process.is_alive()
        process.kill()
        process.join()
        reported = set()
        while True:
            try:
                reported.add(report.recv_bytes())
            except (EOFError, OSError):
                break
        # As the next start of the program finds it.
        with data_in(self._folder):
            afterwards(self._folder, reported)
        return going_on


def _in_folder(name: str, folder: Path, report: Connection) -> None:
    os.environ["EF_DATA_DIR"] = str(folder / "data")
    DEEDS[name][0](folder, report)
