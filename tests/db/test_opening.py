"""A file that cannot be used is refused in plain words and stays as it is; one that was cut off is put right."""

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path, PureWindowsPath

import pytest

from ef_desktop.db import connect, migrate, opening
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Meeting, Outcome
from ef_desktop.domain.errors import (
    CorruptFileError,
    ForeignFileError,
    LockedFileError,
    MissingFileError,
    NewerFileError,
    ReadOnlyError,
    ReplacedFileError,
    StorageError,
    UserError,
)


@pytest.fixture
def closed(world, path) -> Path:
    """A work file with three cards that nobody has open."""
    for number in range(3):
        world.card(f"kaart {number}")
    world.store.close()
    return path


def cards(path: Path, clock, **how) -> int:
    store = Store.open(path, clock=clock, **how)
    try:
        with store.read() as session:
            return session.query(Outcome).count()
    finally:
        store.close()


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def refused(path: Path, clock, error: type[UserError], way_out: str | None = None) -> None:
    """The file is refused with a sentence, untouched, and not left locked."""
    before = digest(path)
    for _attempt in range(2):
        with pytest.raises(error) as caught:
            Store.open(path, clock=clock)
        assert str(caught.value).endswith(".")
        if way_out is not None:
            assert caught.value.way_out == way_out
    assert digest(path) == before


def test_missing(tmp_path, manual_clock):
    for place in (tmp_path / "weg.efdb", tmp_path / "geen map" / "weg.efdb"):
        with pytest.raises(MissingFileError, match="weg.efdb"):
            Store.open(place, clock=manual_clock)
        assert not place.exists() and not place.with_name(place.name + ".lock").exists()


def test_empty(tmp_path, manual_clock):
    path = tmp_path / "leeg.efdb"
    path.touch()
    refused(path, manual_clock, CorruptFileError, "backup")


@pytest.mark.parametrize("content", [b"x", b"Beste collega, " * 100, b"PK\x03\x04" + bytes(500), b"SQLite format 3\0" + bytes(4080)])
def test_foreign(tmp_path, manual_clock, content):
    path = tmp_path / "vreemd.efdb"
    path.write_bytes(content)
    refused(path, manual_clock, ForeignFileError, "other")


def test_database_of_another_program(tmp_path, manual_clock):
    path = tmp_path / "ander.efdb"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE recepten (naam)")
    other.close()
    refused(path, manual_clock, ForeignFileError, "other")


def test_newer(closed, manual_clock):
    tool = sqlite3.connect(closed)
    tool.execute(f"PRAGMA user_version={migrate.SCHEMA + 1}")
    tool.close()
    refused(closed, manual_clock, NewerFileError)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER kwaad AFTER INSERT ON outcome BEGIN DELETE FROM sync_step; END",
        "CREATE VIEW kijk AS SELECT * FROM person",
        "DROP TRIGGER outcome_update",
        "ALTER TABLE person ADD COLUMN bsn TEXT",
    ],
)
def test_structure_changed_by_something_else(closed, manual_clock, statement):
    tool = sqlite3.connect(closed)
    tool.execute(statement)
    tool.close()
    refused(closed, manual_clock, ForeignFileError, "backup")


@pytest.mark.parametrize("size", [50, 99, 100, 5000, 100_000, -4096, -1])
def test_truncated(closed, manual_clock, size):
    content = closed.read_bytes()
    closed.write_bytes(content[:size])
    refused(closed, manual_clock, (CorruptFileError, ForeignFileError))


@pytest.mark.parametrize("place", [0.02, 0.3, 0.5, 0.9])
def test_damaged(closed, manual_clock, place):
    content = bytearray(closed.read_bytes())
    start = int(len(content) * place) // 4096 * 4096
    content[start : start + 4096] = os.urandom(4096)
    closed.write_bytes(content)
    refused(closed, manual_clock, CorruptFileError, "backup")


def test_damage_in_a_large_file_is_found_later(world, path, manual_clock, monkeypatch):
    for number in range(200):
        world.card("tekst " * 50 + str(number))
    world.store.close()
    ((page,),) = _pages(path, "outcome")
    content = bytearray(path.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\x99" * 4096
    path.write_bytes(content)
    monkeypatch.setattr(opening, "QUICK_CHECK_BYTES", 0)
    store = Store.open(path, clock=manual_clock)
    with pytest.raises(CorruptFileError):
        store.check_later()
    assert [finding.code for finding in store.check()][:1] == ["damaged"]
    with pytest.raises(CorruptFileError), store.read() as session:
        session.query(Outcome).all()
    with pytest.raises(CorruptFileError):
        store.snapshot(path.with_name("kopie.efdb"))
    assert not path.with_name("kopie.efdb").exists()
    store.close()


def test_damage_in_a_large_file_that_is_met_at_once_is_said(closed, manual_clock, monkeypatch):
    ((page,),) = _pages(closed, "sync_erase")
    content = bytearray(closed.read_bytes())
    content[(page - 1) * 4096 : page * 4096] = b"\x99" * 4096
    closed.write_bytes(content)
    monkeypatch.setattr(opening, "QUICK_CHECK_BYTES", 0)
    refused(closed, manual_clock, CorruptFileError, "backup")


def _pages(path: Path, table: str) -> list[tuple[int]]:
    tool = sqlite3.connect(path)
    try:
        return tool.execute("SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)).fetchall()
    finally:
        tool.close()


def test_in_use(world, path, manual_clock):
    world.card()
    with pytest.raises(LockedFileError) as caught:
        Store.open(path, clock=manual_clock)
    assert caught.value.way_out == "take_over"
    assert cards(path, manual_clock, read_only=True) == 1
    world.card()
    world.store.close()
    assert cards(path, manual_clock) == 2


def test_a_killed_program_does_not_lock_the_user_out(closed, manual_clock):
    script = (
        "import sys, pathlib, time\n"
        "from ef_desktop.db.store import Store\n"
        "from ef_desktop.domain.clock import SystemClock\n"
        "store = Store.open(pathlib.Path(sys.argv[1]), clock=SystemClock())\n"
        "print('open', flush=True)\n"
        "sys.stdin.read()\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(closed)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout.readline() == "open\n"
        with pytest.raises(LockedFileError):
            Store.open(closed, clock=manual_clock)
        other.kill()
        other.wait()
    assert cards(closed, manual_clock) == 3


def test_another_tool_that_is_writing(world, path, monkeypatch):
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    world.store.close()
    world.store = Store.open(path, clock=world.clock)
    tool = sqlite3.connect(path, isolation_level=None)
    tool.execute("BEGIN IMMEDIATE")
    with pytest.raises(LockedFileError):
        world.card()
    tool.execute("ROLLBACK")
    tool.close()
    world.card()


def test_looking_at_a_file_that_stays_locked_gives_up(closed, manual_clock, monkeypatch):
    monkeypatch.setattr(connect, "BUSY_SECONDS", 0.05)
    tool = sqlite3.connect(closed, isolation_level=None)
    tool.execute("BEGIN EXCLUSIVE")
    with pytest.raises(LockedFileError, match="locked|op slot"):
        Store.open(closed, clock=manual_clock, read_only=True)
    tool.execute("ROLLBACK")
    tool.close()
    assert cards(closed, manual_clock, read_only=True) == 3


def test_read_only_touches_nothing(closed, manual_clock):
    before = digest(closed), closed.stat().st_mtime_ns, sorted(closed.parent.iterdir())
    store = Store.open(closed, clock=manual_clock, read_only=True)
    assert store.read_only and store.path == closed
    assert store.undo_labels() == (None, None)
    with store.read() as session:
        meeting = session.query(Meeting).one()
        assert meeting.title == "Start"
    with pytest.raises(ReadOnlyError), store.unit("Edit"):
        pass
    with pytest.raises(ReadOnlyError):
        store.undo()
    assert store.check() == ()
    copy = store.snapshot(closed.with_name("kopie.efdb"))
    assert cards(copy, manual_clock, read_only=True) == 3
    copy.unlink()
    store.close()
    assert (digest(closed), closed.stat().st_mtime_ns, sorted(closed.parent.iterdir())) == before


def test_a_transaction_that_was_cut_off_is_rolled_back(closed, manual_clock, tmp_path):
    cut = tmp_path / "cut.efdb"
    tool = sqlite3.connect(closed, isolation_level=None)
    tool.execute("PRAGMA journal_mode=TRUNCATE")
    # A small cache spills pages into the file before the commit.
    tool.execute("PRAGMA cache_size=2")
    tool.execute("BEGIN IMMEDIATE")
    tool.executemany("INSERT INTO blob VALUES (?, zeroblob(9000))", [(str(number),) for number in range(50)])
    for end in ("", "-journal"):
        shutil.copyfile(f"{closed}{end}", f"{cut}{end}")
    tool.execute("ROLLBACK")
    tool.close()
    assert cut.stat().st_size > closed.stat().st_size
    before = digest(cut)
    assert cards(cut, manual_clock, read_only=True) == 3
    assert digest(cut) == before
    store = Store.open(cut, clock=manual_clock)
    assert store.check() == ()
    with store.connection() as connection:
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (0,)
    store.close()


def test_a_write_ahead_log_left_by_another_tool_is_taken_in(closed, manual_clock, tmp_path):
    copy = tmp_path / "wal.efdb"
    tool = sqlite3.connect(closed, isolation_level=None)
    tool.execute("PRAGMA journal_mode=WAL")
    tool.execute("INSERT INTO blob VALUES ('x', x'00')")
    for end in ("", "-wal"):
        shutil.copyfile(f"{closed}{end}", f"{copy}{end}")
    tool.close()
    assert cards(copy, manual_clock, read_only=True) == 3
    store = Store.open(copy, clock=manual_clock)
    with store.connection() as connection:
        assert connection.execute("SELECT count(*) FROM blob").fetchone() == (1,)
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("truncate",)
    store.close()
    assert not copy.with_name("wal.efdb-wal").exists()


def test_the_pragmas_of_every_connection(world, surely, monkeypatch):
    monkeypatch.setattr(connect, "SYNCHRONOUS", surely)

    def asked(connection):
        names = ("journal_mode", "synchronous", "secure_delete", "foreign_keys", "recursive_triggers")
        return [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names]

    world.store.close()
    world.store = Store.open(world.store.path, clock=world.clock)
    with world.store.connection() as first, world.store.connection() as second:
        assert first is not second
        assert asked(first) == asked(second) == ["truncate", 2, 1, 1, 1]


def test_replaced_by_a_copy(world, path, manual_clock):
    world.card("eigen werk")
    copy = path.with_name("kopie.efdb")
    world.store.snapshot(copy)
    world.card("nog niet in de kopie")
    os.replace(copy, path)
    for _attempt in range(2):
        with pytest.raises(ReplacedFileError):
            world.card("verloren")
    own = world.store.snapshot(path.with_name("eigen.efdb"))
    world.store.close()
    assert cards(own, manual_clock) == 2
    assert cards(path, manual_clock) == 1


def test_replaced_during_a_unit(world, path):
    copy = world.store.snapshot(path.with_name("kopie.efdb"))
    before = len(world.changes)
    with pytest.raises(ReplacedFileError), world.store.unit("Add") as session:
        session.add(Outcome(id=bytes(16), meeting_id=world.meeting))
        session.flush()
        os.replace(copy, path)
    with pytest.raises(ReplacedFileError):
        world.card()
    assert len(world.changes) == before


def test_changed_or_removed_by_something_else(world, path):
    world.card()
    content = path.read_bytes()
    moment = path.stat().st_mtime_ns
    os.utime(path, ns=(moment, moment + 5_000_000_000))
    with pytest.raises(ReplacedFileError):
        world.card()
    path.unlink()
    with pytest.raises(ReplacedFileError):
        world.card()
    path.write_bytes(content)
    with pytest.raises(ReplacedFileError):
        world.card()


def test_a_file_is_not_made_over_another(closed, manual_clock):
    before = digest(closed)
    with pytest.raises(StorageError, match="al een bestand"):
        Store.create(closed, clock=manual_clock)
    assert digest(closed) == before
    with pytest.raises(StorageError, match="Kies een map"):
        Store.create(closed / "in een bestand.efdb", clock=manual_clock)


def test_every_new_file_is_a_family_of_its_own(tmp_path, manual_clock):
    families = set()
    for name in ("a", "b"):
        store = Store.create(tmp_path / f"{name}.efdb", clock=manual_clock)
        with store.connection() as connection:
            families.add(connection.execute("SELECT family, schema FROM sync_file").fetchone())
        store.close()
        assert sorted(file.name for file in tmp_path.glob(f"{name}*")) == [f"{name}.efdb"]
    assert len({family for family, _schema in families}) == 2
    assert {schema for _family, schema in families} == {migrate.SCHEMA}


def test_a_file_on_a_windows_server():
    assert connect.address(PureWindowsPath("//server/deel/a b.efdb")) == "file:////server/deel/a%20b.efdb"
    assert connect.address(PureWindowsPath("C:/map/a.efdb")) == "file:///C:/map/a.efdb"


def test_names_with_strange_signs(tmp_path, manual_clock):
    path = tmp_path / "map # 100% ?" / "één & twee;drie.efdb"
    Store.create(path, clock=manual_clock).close()
    assert cards(path, manual_clock) == 0
    assert cards(path, manual_clock, read_only=True) == 0
