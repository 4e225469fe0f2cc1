"""Copies with bytes changed, pages swapped, parts missing or taken from another file: refused in words, or merged whole."""

import random
import re
import shutil
from contextlib import closing

import pytest

from ef_desktop.db.store import Store
from ef_desktop.db.tables import Outcome
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import WorkFileError
from ef_desktop.domain.ids import new_id
from tests.conftest import MOMENT
from tests.db.conftest import make_world

PAGE = 4096


def flip(content: bytearray, other: bytes, chance: random.Random) -> None:
    for _time in range(chance.choice((1, 3, 40))):
        content[chance.randrange(len(content))] = chance.randrange(256)


def words(content: bytearray, other: bytes, chance: random.Random) -> None:
    """Change what was typed: nothing of the structure tells."""
    at = chance.choice([found.start() for found in re.finditer(b"kaart ", content)])
    content[at : at + 5] = b"vals "


def swap(content: bytearray, other: bytes, chance: random.Random) -> None:
    one, two = (chance.randrange(1, len(content) // PAGE) * PAGE for _side in range(2))
    content[one : one + PAGE], content[two : two + PAGE] = content[two : two + PAGE], content[one : one + PAGE]


def truncate(content: bytearray, other: bytes, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def mix(content: bytearray, other: bytes, chance: random.Random) -> None:
    at = chance.randrange(min(len(content), len(other)) // PAGE) * PAGE
    content[at : at + PAGE] = other[at : at + PAGE]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Three files, closed: of Noor, of Joke who went on with a copy of it, and of another programme."""
    folder, clock = tmp_path_factory.mktemp("made"), ManualClock(MOMENT)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        world = make_world(folder / "leerroute.efdb", clock)
        world.store.close()
        theirs = shutil.copyfile(world.store.path, folder / "van joke.efdb")
        with closing(Store.open(theirs, clock=clock, facilitator="Joke")) as store:
            for number in range(40):
                with store.unit("Add") as session:
                    session.add(Outcome(id=new_id(number), meeting_id=world.meeting, text=f"kaart {number}"))
        foreign = make_world(folder / "anders.efdb", clock)
        foreign.store.close()
    return world.store.path, theirs, foreign.store.path


@pytest.mark.parametrize("harm", [flip, words, swap, truncate, mix])
def test_a_harmed_copy_is_refused_or_merged_whole(made, path, manual_clock, tmp_path, harm):
    own, theirs, foreign = made
    path.parent.mkdir()
    shutil.copyfile(own, path)
    whole, other = theirs.read_bytes(), foreign.read_bytes()
    chance, refused = random.Random(harm.__name__), 0
    with closing(Store.open(path, clock=manual_clock, facilitator="Noor")) as mine:
        before = mine.vector()
        for number in range(8):
            content = bytearray(whole)
            harm(content, other, chance)
            spoiled = tmp_path / f"stuk {number}.efdb"
            spoiled.write_bytes(content)
            try:
                mine.merge(spoiled)
            except WorkFileError as error:
                refused += 1
                assert str(error) and mine.vector() == before and mine.merges() == ()
            else:
                assert mine.check() == ()
                if mine.merges():
                    mine.take_back_merge()
                    with mine.unit("") as session:
                        session.connection().connection.dbapi_connection.execute("DELETE FROM sync_merge")
            assert spoiled.read_bytes() == bytes(content)
        assert mine.check() == ()
        mine.merge(theirs)
        assert mine.check() == () and len(mine.vector()) > len(before)
    # Single bytes may lie where nothing is; first values stand in no journal that could tell.
    assert refused or harm in (flip, words)
