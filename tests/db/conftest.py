"""A work file with one programme and one meeting, and short ways to put things in it."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from ef_desktop.db.store import Store
from ef_desktop.db.tables import Meeting, Outcome, Programme
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.clock import ManualClock, SystemClock
from ef_desktop.domain.ids import new_id
from tests.conftest import MOMENT
from tests.db.laptops import Copy

collect_ignore = ["test_places.py", "test_posix.py", "test_stick.py"] if os.name == "nt" else []


@dataclass
class World:
    """An open work file, what it reported, and the ids of its programme and meeting."""

    store: Store
    clock: ManualClock
    changes: list[ChangeSet]
    programme: bytes
    meeting: bytes

    def card(self, words: str = "Een kaart", **values) -> bytes:
        """Add an outcome in a unit of its own."""
        row = new_id(self.clock.milliseconds())
        with self.store.unit("Add outcome") as session:
            session.add(Outcome(**({"id": row, "meeting_id": self.meeting, "kind": "idea", "text": words} | values)))
        return row

    def ops(self, row: bytes) -> list[tuple]:
        """What the journal holds on a row: number, old and new."""
        return self.sql("SELECT cid, old, new FROM sync_op WHERE row = :row ORDER BY hlc", row=row)

    def sql(self, query: str, **values) -> list[tuple]:
        """Read with plain SQL."""
        with self.store.read() as session:
            return [tuple(found) for found in session.execute(text(query), values)]


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "werk" / "leerroute.efdb"


@pytest.fixture
def world(path, manual_clock) -> Iterator[World]:
    made = make_world(path, manual_clock)
    yield made
    made.store.close()


def make_world(path: Path, clock: ManualClock) -> World:
    store = Store.create(path, clock=clock, facilitator="Noor", machine="laptop")
    changes: list[ChangeSet] = []
    store.on_change = changes.append
    made = World(store, clock, changes, new_id(clock.milliseconds()), new_id(clock.milliseconds()))
    with store.unit("") as session:
        session.add(Programme(id=made.programme, name="Leerroute"))
        session.add(Meeting(id=made.meeting, programme_id=made.programme, title="Start"))
    return made


@pytest.fixture(scope="session")
def _first(tmp_path_factory):
    folder = tmp_path_factory.mktemp("first")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        world = make_world(folder / "leerroute.efdb", ManualClock(MOMENT))
        card = world.card("Begin")
        world.store.close()
    return world.store.path, world.meeting, card


@pytest.fixture
def first(_first, path):
    """A file with a meeting and a card, closed; and the ids of both."""
    made, meeting, card = _first
    path.parent.mkdir()
    return Path(shutil.copyfile(made, path)), meeting, card


@pytest.fixture
def copies(first, tmp_path, monkeypatch):
    monkeypatch.setenv("EF_DATA_DIR", str(tmp_path / "data"))
    clock = ManualClock(SystemClock().now())
    return [Copy(tmp_path / name, first[0], ManualClock(clock.now())) for name in ("a", "b", "c")]
