"""Copies that meet in a ring, a star or anyhow, restored backups, files of an older schema, and a merge that is stopped."""

import gzip
import random
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
from sqlalchemy import update

from ef_desktop.db import backup, connect, migrate
from ef_desktop.db.erasure import Request
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import Consent, Outcome, Person, Vote
from ef_desktop.domain.clock import ManualClock, SystemClock
from ef_desktop.domain.errors import NewerFileError
from ef_desktop.domain.ids import member_id, new_id
from tests.db.laptops import Copy, kill, meet, set_text, to_the_first_schema

PERSON = new_id(77)
SAMPLES = Path(__file__).with_name("samples")


def another(copy: Copy, folder) -> Copy:
    """A copy of a copy, on another laptop."""
    return Copy(folder, copy.path, copy.clock)


# Case 2


@pytest.fixture
def busy(first, copies, tmp_path):
    """Four copies in which the same card was edited, removed and voted on, a person erased, and something added to each."""
    _path, meeting, card = first
    a, b, c = copies
    a.do(lambda session: session.add(Person(id=PERSON, name="Zwaantje")))
    b.take(a)
    d = another(b, tmp_path / "d")
    four = (a, b, c, d)
    for number, copy in enumerate(four):

        def work(session, number=number):
            session.add(Outcome(id=new_id(number), meeting_id=meeting, text=f"nieuw {number}"))
            row = member_id("vote", card, "xy"[number % 2])
            undelete_or_add(session, Vote, row, outcome_id=card, voter="xy"[number % 2], amount=number)
            found = session.get(Outcome, card)
            if number == 2:
                found.dead = 1
            else:
                found.text = f"van {number}"

        copy.clock.advance(7 - number)
        copy.do(work)
    with closing(d.open()) as store:
        store.undo()
        store.erase(Request(rows=(PERSON,)), "Erase person")
    return four


def play(four, folder, merges, told=(0, 1, 2, 3)):
    """Let copies of the copies meet: each pair is (who hears, who is heard). Return what those that are told of hold then."""
    folder.mkdir()
    laptops = [another(copy, folder / str(number)) for number, copy in enumerate(four)]
    with ExitStack() as stack:
        stores = {here: stack.enter_context(closing(laptops[here].open())) for here in {here for here, _there in merges}}
        for here, there in merges:
            stores[here].merge(laptops[there].path)
    return [laptops[number].everything() for number in told]


def until_all_know(count, chance):
    """Meetings at random, until everybody has heard of all."""
    known = [{number} for number in range(count)]
    while any(len(heard) < count for heard in known):
        here, there = chance.sample(range(count), 2)
        known[here] |= known[there]
        yield here, there


RING = [(1, 0), (2, 1), (3, 2), (0, 3), (1, 0), (2, 1)]
SHAPES = {
    "ring": RING,
    "the other way around": [(3 - here, 3 - there) for here, there in RING],
    "at random": list(until_all_know(4, random.Random(12))),
}


def test_a_ring_and_any_order_equal_a_star(busy, tmp_path):
    (found,) = play(busy, tmp_path / "star", [(0, 1), (0, 2), (0, 3)], told=[0])
    assert len(found["outcome"]) == 5 and not found["person"] and len(found["sync_actor"]) >= 6
    for name, merges in SHAPES.items():
        for everything in play(busy, tmp_path / name, merges):
            assert everything == found, name


def test_who_was_merged_before_makes_no_difference(busy, tmp_path):
    """A with (B with C) holds what (A with B) with C holds, whoever was merged with it before."""
    one = play(busy, tmp_path / "one", [(1, 2), (0, 1)], told=[0])
    other = play(busy, tmp_path / "other", [(0, 1), (0, 2)], told=[0])
    assert one == other and len(one[0]["outcome"]) == 4


# Case 7


@pytest.fixture
def restored(first, copies, tmp_path):
    """A file that was put back to yesterday and went on, the same file as it was today, and a colleague who has today."""
    _path, meeting, card = first
    a, colleague, _c = copies
    with closing(a.open()) as store:
        a.clock.advance(60)
        with store.unit("Before") as session:
            session.get(Outcome, card).text = "gisteren"
        yesterday = store.make_backup()
        a.clock.advance(86_400)
        # The same opening goes on: its writer is in the backup as well.
        with store.unit("Today") as session:
            session.get(Outcome, card).text = "vandaag"
            session.add(Outcome(id=new_id(1), meeting_id=meeting, text="van vandaag"))
    today = another(a, tmp_path / "today")
    colleague.take(a)
    a.clock.advance(60)
    backup.restore(yesterday, a.path, a.clock)
    assert a.ask("SELECT text FROM outcome") == [("gisteren",)]

    def go_on(session):
        session.get(Outcome, card).text = "na het herstel"
        session.add(Outcome(id=new_id(2), meeting_id=meeting, text="ook nieuw"))

    a.do(go_on)
    return a, today, colleague


def test_a_restored_backup_that_went_on_meets_the_copy_of_today(first, restored):
    a, today, colleague = restored
    for one, other in ((a, today), (today, a), (colleague, a)):
        result = one.take(other)
        assert one.ask("SELECT text FROM outcome ORDER BY text") == [("na het herstel",), ("ook nieuw",), ("van vandaag",)]
        # Neither value hides the other: both are there to choose from.
        (conflict,) = result.conflicts
        assert conflict.row == first[2] and [head.value for head in conflict.heads] == ["na het herstel", "vandaag"]
    assert not result.removed and a.everything() == today.everything() == colleague.everything()
    meet(a, today, colleague)


def test_the_colleague_brings_back_what_the_restored_file_forgot(restored):
    a, today, colleague = restored
    colleague.do(lambda session: session.add(Person(id=PERSON, name="Ilse")))
    a.take(colleague)
    assert len(a.ask("SELECT 1 FROM outcome WHERE NOT dead")) == 3 and len(a.ask("SELECT 1 FROM person")) == 1
    assert a.ask("SELECT count(*) FROM sync_op WHERE new = 'gisteren'") == [(1,)]
    meet(a, colleague, today)


# Rules of their own


def test_the_same_person_made_twice_stays_two(copies):
    """Nobody but the user can tell whether they are one; joining them is a command."""
    a, b, _c = copies
    for copy in (a, b):
        copy.do(lambda session: session.add(Person(id=new_id(1), name="Ilse")))
    result = a.take(b)
    assert not result.conflicts and a.ask("SELECT name, dead FROM person") == [("Ilse", 0)] * 2
    meet(a, b)


@pytest.mark.parametrize("mine", ["", "van mij"])
def test_taking_a_merge_back_leaves_the_member_as_it_was(first, copies, mine):
    """Also where it held the usual values, which are written down nowhere."""
    a, b, _c = copies
    a.do(lambda session: session.add(Person(id=PERSON, name="Ilse")))
    b.take(a)
    row = member_id("consent", PERSON, "wall")
    b.clock.advance(60)
    for copy, asked_by in ((a, mine), (b, "van jou")):
        copy.do(
            lambda session, asked_by=asked_by: undelete_or_add(
                session, Consent, row, person_id=PERSON, channel="wall", granted=False, asked_by=asked_by
            )
        )
    before = a.everything()
    with closing(a.open()) as store:
        store.merge(b.path)
        assert a.ask("SELECT asked_by FROM consent") == [("van jou",)]
        store.take_back_merge()
        assert a.everything() == before
        # Rejected it is the same, with steps that travel.
        store.merge(b.path)
        store.reject_merge()
    assert a.everything()["consent"] == before["consent"]
    meet(a, b)
    assert b.everything()["consent"] == before["consent"]


def test_rejecting_a_merge_removes_again_what_it_brought_back(first, copies):
    """With a question open on what is removed again: nothing is written on it after that."""
    a, b, _c = copies
    a.do(set_text(first[2], "van a"))
    a.do(kill(Outcome, first[2]))
    b.clock.advance(60)
    b.do(set_text(first[2], "van b"))
    with closing(a.open()) as store:
        store.merge(b.path)
        assert len(store.conflicts()) == 1
        store.reject_merge()
        assert store.conflicts() == []
    a.whole()
    meet(a, b)
    assert a.ask("SELECT text, dead FROM outcome") == [("van a", 1)]


def test_a_link_to_somebody_who_was_erased_leads_nowhere(first, copies):
    a, b, _c = copies
    a.do(lambda session: session.add(Person(id=PERSON, name="Zwaantje")))
    b.take(a)
    with closing(a.open()) as store:
        store.erase(Request(rows=(PERSON,)), "Erase person")
    b.clock.advance(100)
    b.do(lambda session: setattr(session.get(Outcome, first[2]), "owner_id", PERSON))
    meet(a, b)
    assert b.ask("SELECT text, owner_id, dead FROM outcome") == [("Begin", None, 0)] and not b.ask("SELECT * FROM person")


# Case 22


def schema(copy):
    return copy.ask("PRAGMA user_version")[0][0]


def words(copy):
    """What the index of words finds."""
    return copy.ask("SELECT rowid FROM outcome_fts WHERE outcome_fts MATCH 'oud* OR nieuw*' ORDER BY rowid")


def test_migrate_then_merge_equals_merge_then_migrate(first, copies, tmp_path):
    _path, meeting, card = first
    a, b, _c = copies
    for copy, text in ((a, "oud van a"), (b, "oud van b")):
        copy.do(set_text(card, text))
        copy.do(lambda session, text=text: session.add(Outcome(id=new_id(1), meeting_id=meeting, text=f"nieuw {text}")))
    merged_first = another(a, tmp_path / "merged first")
    merged_first.take(b)
    for copy in (a, b, merged_first):
        to_the_first_schema(copy.path)
    migrated = [another(copy, tmp_path / f"migrated {name}") for name, copy in (("a", a), ("b", b))]
    for copy in (merged_first, *migrated):
        copy.open().close()
        assert schema(copy) == migrate.SCHEMA
    # The older copy is brought in on either side, and is migrated on the way.
    on_the_way = [another(copy, tmp_path / f"on the way {name}") for name, copy in zip("ab", migrated, strict=True)]
    on_the_way[0].take(b)
    on_the_way[1].take(a)
    migrated[0].take(migrated[1])
    found = merged_first.everything()
    assert len(found["outcome"]) == 3 and schema(b) == 1
    for copy in (migrated[0], *on_the_way):
        assert copy.everything() == found and len(words(copy)) == len(words(merged_first)) == 3
        copy.whole()


@pytest.mark.parametrize("number", range(1, migrate.SCHEMA))
def test_a_file_of_an_older_program_meets_itself_of_today(tmp_path, number):
    """A real one, made by that program; it goes on in the program of today on one laptop, and lies still on another."""
    old = tmp_path / "oud.efdb"
    old.write_bytes(gzip.decompress((SAMPLES / f"{number:04d}.efdb.gz").read_bytes()))
    content = old.read_bytes()
    here, there = (Copy(tmp_path / name, old, ManualClock(SystemClock().now())) for name in "ab")
    here.do(lambda session: session.execute(update(Outcome).values(text="vandaag verder")))
    before = here.everything()
    with closing(here.open()) as store:
        assert not store.merge(old).touched
    assert here.everything() == before and old.read_bytes() == content
    assert len(there.take(here).changed) == 1
    meet(there, here)


@pytest.mark.parametrize("number", [migrate.SCHEMA + 1, 999])
def test_a_newer_copy_is_refused_and_stays_as_it_is(copies, number):
    a, b, _c = copies
    with closing(connect.connect(b.path)) as connection:
        connection.execute(f"PRAGMA user_version={number}")
    theirs, mine = b.path.read_bytes(), a.everything()
    with pytest.raises(NewerFileError), closing(a.open()) as store:
        store.merge(b.path)
    assert b.path.read_bytes() == theirs and a.everything() == mine
    # Also when it is one's own.
    with pytest.raises(NewerFileError):
        b.open()
    assert b.path.read_bytes() == theirs


def test_an_own_journal_that_tells_of_a_table_that_is_not_there_still_takes_in_a_copy(first, copies):
    _path, _meeting, card = first
    a, b, _c = copies
    b.do(set_text(card, "van b"))
    with closing(connect.connect(a.path)) as connection:
        connection.execute("INSERT INTO sync_op (actor, hlc, row, cid, new) SELECT actor, max(hlc) + 1, x'00', 9999, '{}' FROM sync_op")
    a.take(b)
    assert a.ask("SELECT text FROM outcome WHERE id = ?", card) == [("van b",)]
