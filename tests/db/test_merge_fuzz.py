"""Copies with bytes changed, pages swapped, parts missing or taken from another file: refused in words, or merged whole."""

import random
import shutil
from contextlib import closing

import pytest

from ef_desktop.db.store import Store
from ef_desktop.db.tables import Outcome
from ef_desktop.domain.errors import WorkFileError
from ef_desktop.domain.ids import new_id
from tests.db.conftest import make_world

PAGE = 4096


def flip(content: bytearray, other: bytes, chance: random.Random) -> None:
    for _time in range(chance.choice((1, 3, 40))):
        content[chance.randrange(len(content))] = chance.randrange(256)


def words(content: bytearray, other: bytes, chance: random.Random) -> None:
    """Change what was typed: nothing of the structure tells."""
    places = [at for at in range(len(content)) if content.startswith(b"kaart ", at)]
    at = chance.choice(places)
    content[at : at + 5] = b"vals "


def swap(content: bytearray, other: bytes, chance: random.Random) -> None:
    one, two = (chance.randrange(1, len(content) // PAGE) * PAGE for _side in range(2))
    content[one : one + PAGE], content[two : two + PAGE] = content[two : two + PAGE], content[one : one + PAGE]


def truncate(content: bytearray, other: bytes, chance: random.Random) -> None:
    del content[chance.randrange(len(content)) :]


def mix(content: bytearray, other: bytes, chance: random.Random) -> None:
    at = chance.randrange(min(len(content), len(other)) // PAGE) * PAGE
    content[at : at + PAGE] = other[at : at + PAGE]


@pytest.mark.parametrize("harm", [flip, words, swap, truncate, mix])
def test_a_harmed_copy_is_refused_or_merged_whole(path, manual_clock, tmp_path, harm):
    world = make_world(path, manual_clock)
    world.store.close()
    theirs = shutil.copyfile(path, tmp_path / "van joke.efdb")
    foreign = make_world(tmp_path / "anders.efdb", manual_clock)
    foreign.store.close()
    with closing(Store.open(theirs, clock=manual_clock, facilitator="Joke")) as store:
        for number in range(40):
            with store.unit("Add") as session:
                session.add(Outcome(id=new_id(number), meeting_id=world.meeting, text=f"kaart {number}"))
    whole, other = theirs.read_bytes(), (tmp_path / "anders.efdb").read_bytes()
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
