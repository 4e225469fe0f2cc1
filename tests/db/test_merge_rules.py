"""The rules of merging, one by one: order, removal, taking back, what goes wrong half way, and the past of a writer."""

import multiprocessing
import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text, update

from ef_desktop.db import connect
from ef_desktop.db.hlc import HybridClock
from ef_desktop.db.joining import BuiltUponError
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Meeting, Outcome
from ef_desktop.domain.changes import editing
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.errors import CorruptFileError, StorageError
from ef_desktop.domain.ids import new_id
from tests.db.laptops import Copy, kill, meet, set_text, to_the_first_schema


def test_a_text_that_was_typed_on_after_the_copy_was_made(first, copies):
    """One step to undo that grows: the copy knows its beginning, the merge brings the rest, and taking it back leaves that."""
    _path, _meeting, card = first
    a, b, _c = copies
    go = object()
    with closing(a.open()) as store:
        for words in ("E", "Eerst", "Eerst bellen"):
            a.clock.advance(1)
            with editing(go), store.unit("Change outcome") as session:
                session.get(Outcome, card).text = words
            if words == "Eerst":
                b.path.unlink()
                store.snapshot(b.path)
    assert a.ask("SELECT count(*) FROM sync_step WHERE label = 'Change outcome'") == [(1,)]
    before = b.everything()
    b.take(a)
    b.whole()
    assert b.ask("SELECT text FROM outcome WHERE id = ?", card) == [("Eerst bellen",)]
    assert b.ask("SELECT * FROM sync_step ORDER BY actor, first_hlc")[-1][:3] == a.ask("SELECT * FROM sync_step ORDER BY actor, first_hlc")[-1][:3]
    with closing(b.open()) as store:
        store.take_back_merge()
    after = b.everything()
    # When it was typed on for the last time is all that stays of it.
    assert [step[:4] for step in after.pop("sync_step")] == [step[:4] for step in before.pop("sync_step")]
    assert after == before
    b.whole()


def test_the_order_of_meeting_makes_no_difference(first, copies, tmp_path):
    _path, meeting, card = first
    a, b, c = copies
    for number, copy in enumerate(copies):
        copy.do(set_text(card, f"van {number}"))
        copy.do(lambda session: session.add(Outcome(id=new_id(1), meeting_id=meeting, text="nieuw")))
    d, e = Copy(tmp_path / "d", a.path, a.clock), Copy(tmp_path / "e", b.path, b.clock)
    a.take(b)
    a.take(c)
    d.take(c)
    d.take(b)
    e.take(c, d)
    assert a.everything() == d.everything() == e.everything()
    assert not a.take(b, c, d, e).touched


def test_seventy_thousand_operations_in_a_millisecond(first, copies):
    a, b, _c = copies
    clock = HybridClock(a.clock)
    clock.begin()
    moments = [clock.tick() for _number in range(70_000)]
    assert moments == sorted(set(moments))
    # What follows is later still, also when the wall clock steps back.
    rows = [{"id": new_id(1), "meeting_id": first[1], "text": "x"} for _number in range(300)]
    a.do(lambda session: session.execute(Outcome.__table__.insert(), rows))
    for _time in range(3):
        a.clock.at -= timedelta(seconds=100)
        a.do(lambda session: session.execute(update(Outcome).values(captured_at=Outcome.captured_at + 1)))
    written = [hlc for (hlc,) in a.ask("SELECT hlc FROM sync_op WHERE cid = 1620 ORDER BY row, new")]
    assert len(written) == 903 and all(written[at] < written[at + 1] < written[at + 2] for at in range(0, 903, 3))
    b.take(a)
    assert a.everything() == b.everything()


def test_deleting_what_another_edits_keeps_it(first, copies):
    a, b, _c = copies
    a.do(kill(Outcome, first[2]))
    b.do(set_text(first[2], "nog nodig"))
    result = a.take(b)
    assert a.ask("SELECT text, dead FROM outcome") == [("nog nodig", 0)] and ("outcome", first[2]) in result.revived
    meet(a, b)


def test_deleting_what_was_seen_deletes(first, copies):
    a, b, _c = copies
    b.do(set_text(first[2], "gezien"))
    a.take(b)
    a.do(kill(Outcome, first[2]))
    assert ("outcome", first[2]) in b.take(a).removed
    assert b.ask("SELECT dead FROM outcome") == [(1,)]
    meet(a, b)


def test_a_removed_meeting_with_a_new_card_comes_back(first, copies):
    a, b, _c = copies
    a.do(kill(Meeting, first[1]))
    b.do(lambda session: session.add(Outcome(id=new_id(1), meeting_id=first[1], text="erbij")))
    a.take(b)
    assert a.ask("SELECT dead FROM meeting") == [(0,)]
    assert sorted(a.ask("SELECT text, dead FROM outcome")) == [("Begin", 1), ("erbij", 0)]
    meet(a, b)
    # When that card goes too, the meeting does not vanish by itself.
    (card,) = [row for row, words in a.ask("SELECT id, text FROM outcome") if words == "erbij"]
    a.do(kill(Outcome, card))
    assert a.ask("SELECT dead FROM meeting") == [(0,)]
    with closing(a.open()) as store:
        store.undo()
    meet(a, b)
    assert a.ask("SELECT dead FROM outcome WHERE id = ?", card) == [(0,)]


def test_delete_undelete_delete_over_three(first, copies):
    a, b, c = copies
    a.do(kill(Outcome, first[2]))
    b.take(a)
    b.do(lambda session: session.execute(text("UPDATE outcome SET dead = 0")))
    c.take(b)
    c.do(kill(Outcome, first[2]))
    meet(a, b, c)
    assert a.ask("SELECT dead FROM outcome") == [(1,)]


def test_an_older_copy_is_migrated_on_the_way(first, copies, tmp_path):
    a, b, _c = copies
    b.do(set_text(first[2], "uit het oude schema"))
    to_the_first_schema(b.path)
    content = b.path.read_bytes()
    a.take(b)
    assert a.ask("SELECT text FROM outcome") == [("uit het oude schema",)] and b.path.read_bytes() == content
    assert a.ask("SELECT count(*) FROM outcome_fts WHERE outcome_fts MATCH 'schema'") == [(1,)]


def test_a_partial_copy_merged_back_removes_nothing(first, copies):
    a, b, _c = copies
    for number in range(5):
        a.do(lambda session, number=number: session.add(Outcome(id=new_id(number), meeting_id=first[1], text="x")))
    # Copy b never heard of those five.
    b.do(set_text(first[2], "verder"))
    result = a.take(b)
    assert not result.removed and len(a.ask("SELECT * FROM outcome WHERE NOT dead")) == 6


def test_taking_back_is_refused_when_later_work_stands_on_it(first, copies):
    a, b, _c = copies
    b.do(set_text(first[2], "van b"))
    with closing(a.open()) as store:
        store.merge(b.path)
        with store.unit("Later") as session:
            session.get(Outcome, first[2]).text = "verder getypt"
        before = a.everything()
        with pytest.raises(BuiltUponError):
            store.take_back_merge()
        assert a.everything() == before and store.check() == ()
        store.reject_merge()
        assert a.ask("SELECT text FROM outcome") == [("verder getypt",)]


def test_undo_of_older_work_does_not_reach_over_a_merge(first, copies):
    a, b, _c = copies
    a.do(set_text(first[2], "van a"))
    b.take(a)
    b.do(set_text(first[2], "van b, na a"))
    with closing(a.open()) as store:
        store.merge(b.path)
        assert store.undo_labels()[0] == "Merge"
        store.undo()
        assert a.ask("SELECT text FROM outcome") == [("van a",)]
        store.undo()
        assert a.ask("SELECT text FROM outcome") == [("Begin",)]


def merging_process(here: str, there: str, home: str, ready) -> None:
    """Merge until killed."""
    os.environ["EF_DATA_DIR"] = home
    ready.send_bytes(b"go")
    with closing(Store.open(Path(here), clock=SystemClock())) as store:
        while True:
            store.merge(Path(there))
            store.take_back_merge()


@pytest.mark.parametrize("delay", [0.1, 0.25, 0.4, 0.55])
def test_a_killed_merge_is_whole_or_not_there(first, copies, delay):
    a, b, _c = copies
    rows = [{"id": new_id(1), "meeting_id": first[1], "text": "kaart"} for _number in range(300)]
    b.do(lambda session: session.execute(Outcome.__table__.insert(), rows))
    receiver, sender = multiprocessing.Pipe(duplex=False)
    process = multiprocessing.get_context("spawn").Process(
        target=merging_process, args=(str(a.path), str(b.path), str(a.home), sender)
    )
    process.start()
    assert receiver.recv_bytes() == b"go"
    process.join(delay)
    process.kill()
    process.join()
    # The next opening rolls back what was cut off.
    a.open().close()
    a.whole()
    assert len(a.ask("SELECT * FROM outcome WHERE NOT dead")) in (1, 301)
    a.take(b)
    assert a.everything() == b.everything()


def test_a_full_disk_leaves_all_as_it_was(first, copies):
    a, b, _c = copies
    rows = [{"id": new_id(1), "meeting_id": first[1], "text": "x" * 500} for _number in range(500)]
    b.do(lambda session: session.execute(Outcome.__table__.insert(), rows))
    before = a.everything()
    with closing(a.open()) as store:
        real = connect.connect

        def small(path, **options):
            connection = real(path, **options)
            if path == a.path:
                pages = connection.execute("PRAGMA page_count").fetchone()[0]
                connection.execute(f"PRAGMA max_page_count={pages + 5}")
            return connection

        connect.connect = small
        try:
            with pytest.raises(StorageError):
                store.merge(b.path)
        finally:
            connect.connect = real
    assert a.everything() == before
    a.whole()


def test_a_moment_that_means_two_things_is_refused(first, copies):
    a, b, _c = copies
    b.do(set_text(first[2], "echt"))
    a.take(b)
    with closing(sqlite3.connect(b.path)) as connection:
        connection.execute("UPDATE sync_op SET row = ? WHERE new = 'echt'", (new_id(5),))
        connection.commit()
    before = a.everything()
    with pytest.raises(Exception) as caught, closing(a.open()) as store:
        store.merge(b.path)
    assert str(caught.value) and a.everything() == before


def alter(path: Path, *statements: str) -> None:
    """Write past the journal, as another program or a fault could."""
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


def refused(one: Copy, other: Copy) -> None:
    before = one.everything()
    with pytest.raises(CorruptFileError), closing(one.open()) as store:
        store.merge(other.path)
    assert one.everything() == before


#: A writer who went on in two copies: the last moment of each is not in the other.
TWIN = (
    "UPDATE sync_op SET hlc = hlc + 7 WHERE new = 'tweede'",
    "UPDATE sync_step SET last_hlc = last_hlc + 7 WHERE (actor, last_hlc + 7) IN (SELECT actor, hlc FROM sync_op WHERE new = 'tweede')",
)

#: A first edit that is nowhere any more, and a second one that does not know of it.
LESS = ("DELETE FROM sync_op WHERE new = 'eerste'", "UPDATE sync_op SET ph = NULL, pa = NULL WHERE new = 'tweede'")


@pytest.fixture
def typed_twice(first, copies):
    """Two copies in which the same writer changed a text twice; and a third that heard of nothing."""
    a, b, c = copies
    with closing(a.open()) as store:
        for words in ("eerste", "tweede"):
            with store.unit("Step") as session:
                set_text(first[2], words)(session)
    b.take(a)
    return a, b, c


@pytest.mark.parametrize("harm", [TWIN, LESS])
def test_copies_with_a_different_past_of_the_same_writer_are_refused(typed_twice, harm):
    a, b, _c = typed_twice
    alter(b.path, *harm)
    b.whole()
    refused(a, b)
    refused(b, a)


def test_a_gap_that_was_written_down_is_closed_by_whoever_knows_more(typed_twice):
    a, b, c = typed_twice
    whole = a.everything()
    alter(b.path, *LESS, "UPDATE sync_actor SET opened_hlc = -opened_hlc")
    # The mark goes along with the gap.
    c.take(b)
    assert len(c.everything()["sync_op"]) == len(whole["sync_op"]) - 1
    for one in (c, b):
        one.take(a)
        assert one.everything() == whole
        one.whole()
    a.take(b)
    assert a.everything() == whole


def test_a_gap_that_was_written_down_allows_no_other_past(typed_twice):
    a, b, _c = typed_twice
    alter(b.path, *LESS, "UPDATE sync_actor SET opened_hlc = -opened_hlc", "UPDATE sync_op SET cid = cid + 1 WHERE new = 'tweede'")
    with closing(sqlite3.connect(b.path)) as connection:
        assert connection.execute("SELECT count(*) FROM sync_op WHERE cid = 1604").fetchone() == (1,)
    refused(a, b)


def test_work_after_a_merge_that_was_taken_back_meets_a_copy_from_before(first, copies):
    a, b, c = copies
    a.do(set_text(first[2], "van a"))
    b.do(set_text(first[2], "van b"))
    with closing(a.open()) as store:
        store.merge(b.path, lambda conflict: "samen")
        c.path.unlink()
        store.snapshot(c.path)
        store.take_back_merge()
        with store.unit("Later") as session:
            session.add(Outcome(id=new_id(9), meeting_id=first[1], text="daarna"))
    assert a.ask("SELECT text FROM outcome ORDER BY text") == [("daarna",), ("van a",)]
    a.whole()
    meet(a, b, c)
    assert b.ask("SELECT text FROM outcome ORDER BY text") == [("daarna",), ("samen",)]
