"""A damaged file becomes a new one with everything that can be read; what is lost is told, and a colleague brings it back."""

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from ef_desktop.db.repair import repair
from ef_desktop.db.store import Store, undelete_or_add
from ef_desktop.db.tables import Attendance, Meeting, Outcome, Person, Vote
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import CorruptFileError, ForeignFileError, StorageError
from ef_desktop.domain.ids import member_id, new_id
from tests.conftest import MOMENT
from tests.db.conftest import make_world
from tests.db.dump import dump

PAGE = 4096


@pytest.fixture(scope="module")
def full(tmp_path_factory):
    """A file in which many things happened, closed; and the moment of the last one."""
    folder = tmp_path_factory.mktemp("full")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        world = make_world(folder / "leerroute.efdb", ManualClock(MOMENT))
        fill(world)
        world.store.close()
    return world.store.path, world.clock.at


@pytest.fixture
def file(full, path, manual_clock) -> Path:
    """A file in which many things happened, of this test only; the clock stands at the last one."""
    made, manual_clock.at = full
    path.parent.mkdir()
    return Path(shutil.copyfile(made, path))


def fill(world) -> None:
    people, cards = [], []
    for number in range(60):
        with world.store.unit("Add") as session:
            person = Person(id=new_id(world.clock.milliseconds()), name=f"Naam {number}")
            session.add(person)
            people.append(person.id)
            world.clock.advance(1)
        cards.append(world.card(f"kaart {number} " + "woorden " * 40))
        world.clock.advance(60)
    for number, card in enumerate(cards[::3]):
        with world.store.unit("Edit") as session:
            session.get(Outcome, card).text = f"gewijzigd {number}"
            session.get(Outcome, card).owner_id = people[number]
            row = member_id("attendance", world.meeting, people[number])
            undelete_or_add(session, Attendance, row, meeting_id=world.meeting, person_id=people[number], status="aanwezig")
            session.add(Vote(id=new_id(world.clock.milliseconds() + number), outcome_id=card, voter="t", amount=number))
    for card in cards[1::7]:
        with world.store.unit("Remove") as session:
            session.get(Outcome, card).dead = 1
    world.store.undo()


def spoil(path: Path, pages: list[int], target: Path, chance: random.Random) -> Path:
    content = bytearray(path.read_bytes())
    for page in pages:
        content[(page - 1) * PAGE : page * PAGE] = chance.randbytes(PAGE) if chance.random() < 0.6 else bytes(PAGE)
    target.write_bytes(content)
    return target


def data_pages(path: Path) -> list[int]:
    """The pages that do not hold the structure."""
    with closing(sqlite3.connect(path)) as tool:
        first = tool.execute("SELECT min(rootpage) FROM sqlite_schema WHERE rootpage > 1").fetchone()[0]
        pages = tool.execute("PRAGMA page_count").fetchone()[0]
    return list(range(first, pages + 1))


def opened(path: Path, clock) -> Store:
    return Store.open(path, clock=clock)


def test_a_whole_file_comes_through_as_it_is(file, tmp_path, manual_clock):
    found = repair(file, tmp_path / "nieuw.efdb", manual_clock)
    assert not found.lost and found.left == () and found.filled == 0
    assert found.kept["outcome"] == 60 and found.kept["person"] == 60
    with closing(opened(tmp_path / "nieuw.efdb", manual_clock)) as new, closing(opened(file, manual_clock)) as old:
        assert new.check() == () and new.vector() == old.vector()
        assert dump(new) == dump(old)


def test_any_page_may_be_lost(file, tmp_path, manual_clock):
    chance = random.Random(4)
    pages = data_pages(file)
    told = 0
    for number in range(7):
        spoiled = spoil(file, chance.sample(pages, chance.choice((1, 1, 2, 5))), tmp_path / "stuk.efdb", chance)
        before = spoiled.read_bytes()
        target = tmp_path / f"nieuw {number}.efdb"
        try:
            found = repair(spoiled, target, manual_clock)
        except CorruptFileError:
            # A part of the structure itself, or the one row of the family.
            assert not target.exists()
            continue
        finally:
            assert spoiled.read_bytes() == before
        told += 1
        assert found.left == ()
        with closing(opened(target, manual_clock)) as store:
            assert store.check() == ()
            with store.unit("Add") as session:
                session.add(Person(id=new_id(manual_clock.milliseconds() + 9), name="Verder"))
            store.undo()
            assert store.check() == ()
    assert told >= 3


def test_cards_that_are_lost_are_counted_and_come_back_from_a_backup_and_a_colleague(file, tmp_path, manual_clock):
    colleague = shutil.copyfile(file, tmp_path / "joke.efdb")
    content = file.read_bytes()
    leaf = next(page for page in reversed(data_pages(file)) if b"kaart 3" in content[(page - 1) * PAGE : page * PAGE])
    texts = [page for page in data_pages(file) if b"woorden woorden" in content[(page - 1) * PAGE : page * PAGE]]
    spoiled = spoil(file, sorted({leaf, *texts[2:5]}), tmp_path / "stuk.efdb", random.Random(1))
    found = repair(spoiled, tmp_path / "zonder.efdb", manual_clock)
    assert found.lost["outcome"] > 3 and found.left == ()
    with closing(opened(tmp_path / "zonder.efdb", manual_clock)) as mine, closing(opened(colleague, manual_clock)) as theirs:
        whole = cards(theirs)
        assert len(cards(mine)) < len(whole)
        mine.merge(colleague)
        assert cards(mine) == whole and mine.check() == ()
        theirs.merge(tmp_path / "zonder.efdb")
        assert cards(theirs) == whole and theirs.check() == ()
        assert mine.vector() == theirs.vector()
    found = repair(spoiled, tmp_path / "met.efdb", manual_clock, [tmp_path / "weg.efdb", colleague])
    assert not found.lost and found.filled > 3 and found.left == ()
    with closing(opened(tmp_path / "met.efdb", manual_clock)) as store:
        assert cards(store) == whole and store.check() == () and store.merges() == ()


def cards(store) -> dict[bytes, str]:
    with store.read() as session:
        return {card.id: card.text for card in session.query(Outcome)}


def test_what_the_tables_say_holds_where_the_journal_lost_it(file, tmp_path, manual_clock):
    with closing(sqlite3.connect(file, isolation_level=None)) as tool:
        for name in ("sync_capture", "sync_actor", "sync_tick"):
            tool.create_function(name, 0, lambda: 0)
        tool.execute("UPDATE outcome SET text = 'buiten het dagboek om' WHERE rowid = 5")
        tool.execute("DELETE FROM sync_op WHERE cid % 100 = 0 AND row IN (SELECT id FROM person WHERE rowid < 9)")
        tool.execute("DELETE FROM sync_step WHERE label = 'Remove'")
        tool.execute("DELETE FROM sync_actor")
        row = tool.execute("SELECT id FROM outcome WHERE rowid = 5").fetchone()[0]
    found = repair(file, tmp_path / "nieuw.efdb", manual_clock)
    assert found.left == ()
    with closing(opened(tmp_path / "nieuw.efdb", manual_clock)) as store:
        assert store.check() == () and cards(store)[row] == "buiten het dagboek om"
        with store.read() as session:
            assert session.query(Person).count() == 60 and session.query(Meeting).count() == 1


def test_a_file_that_was_cut_off(file, tmp_path, manual_clock):
    content = file.read_bytes()
    half = tmp_path / "half.efdb"
    half.write_bytes(content[: len(content) * 3 // 4 // PAGE * PAGE + 100])
    found = repair(half, tmp_path / "nieuw.efdb", manual_clock)
    assert found.left == () and sum(found.kept.values()) > 50 and found.lost["outcome"] > 0


def test_nothing_is_written_over_and_nothing_strange_is_repaired(file, tmp_path, manual_clock):
    with pytest.raises(StorageError, match="al een bestand"):
        repair(file, file, manual_clock)
    letter = tmp_path / "brief.efdb"
    letter.write_bytes(b"Beste collega" * 100)
    with pytest.raises(ForeignFileError):
        repair(letter, tmp_path / "nieuw.efdb", manual_clock)
    assert sorted(found.name for found in tmp_path.glob("nieuw*")) == []
