"""A merge, a look or a share that is stopped half way: all is as it was, and the next one works."""

import sys
from contextlib import closing
from pathlib import Path

import pytest

from ef_desktop.db import backup, connect, parcel
from ef_desktop.db.erasure import Request
from ef_desktop.db.tables import Meeting, Outcome, Person
from ef_desktop.domain.errors import Cancelled
from ef_desktop.domain.ids import new_id
from tests.db.laptops import kill, set_text


class Stop:
    """Says that it is to stop, from the so many-th time that it is asked."""

    def __init__(self, after: int = sys.maxsize):
        self.after, self.asked = after, 0

    def __call__(self) -> bool:
        self.asked += 1
        return self.asked > self.after


class WhileItWrites(Stop):
    """Counts from the moment that something is written in a file."""

    def __init__(self, path: Path, after: int):
        super().__init__(after)
        self.journal = path.with_name(path.name + "-journal")

    def __call__(self) -> bool:
        return (self.asked > self.after or self.journal.stat().st_size > 0) and super().__call__()


def moments(count: int) -> list[int]:
    """Where to stop in what asks so many times: the first and the last ones, and some between."""
    return sorted({0, 1, count // 4, count // 2, count * 3 // 4, count - 2, count - 1})


@pytest.fixture
def much(first, copies, monkeypatch):
    """Two copies with much that is new in the second: cards, a removal, an erasure and another text on the same card."""
    # Small files ask often.
    monkeypatch.setattr(connect, "_STEPS", 1000)
    _path, meeting, card = first
    a, b, c = copies
    person = new_id(7)
    a.do(lambda session: session.add(Person(id=person, name="Zwaantje")))
    b.take(a)
    c.take(a)
    a.do(set_text(card, "van a"))
    rows = [{"id": new_id(at), "meeting_id": meeting, "text": f"kaart {at}"} for at in range(300)]
    b.do(lambda session: session.execute(Outcome.__table__.insert(), rows))
    b.do(set_text(card, "van b"))
    b.do(kill(Outcome, rows[0]["id"]))
    b.do(lambda session: session.add(Meeting(id=new_id(1), programme_id=session.get(Meeting, meeting).programme_id)))
    with closing(b.open()) as store:
        store.erase(Request(rows=(person,)), "Erase person")
    return a, b, c


def test_a_merge_that_is_stopped_half_way_did_not_happen(much):
    a, b, c = much
    whole, before = Stop(), a.everything()
    with closing(c.open()) as store:
        store.merge(b.path, cancelled=whole)
    assert whole.asked > 50
    with closing(a.open()) as store:
        known, size = store.vector(), a.path.stat().st_size
        for stop in (*map(Stop, moments(whole.asked)), WhileItWrites(a.path, 0), WhileItWrites(a.path, 20)):
            with pytest.raises(Cancelled):
                store.merge(b.path, lambda conflict: "samen", cancelled=stop)
            assert store.vector() == known and store.merges() == () and store.conflicts() == []
            assert a.path.stat().st_size == size and not list((a.home / "looking").iterdir())
        assert a.everything() == before and store.check() == ()
        # Whoever asks too late is not heard: it is done.
        store.merge(b.path, lambda conflict: "samen", cancelled=Stop(whole.asked + 50))
        assert len(store.merges()) == 1 and store.check() == ()
    b.take(a)
    assert a.everything() == b.everything() and a.ask("SELECT count(*) FROM outcome WHERE NOT dead") == [(300,)]


def test_a_look_that_is_stopped_changes_nothing(much):
    a, b, _c = much
    before, told = a.everything(), []
    with closing(a.open()) as store:
        for after in (0, 6):
            with pytest.raises(Cancelled):
                store.preview(b.path, lambda connection, result, known: told.append(result), Stop(after))
        assert not told and not list((a.home / "looking").iterdir())
        store.preview(b.path, lambda connection, result, known: told.append(result))
    assert told[0].ops and a.everything() == before


def test_a_share_that_is_stopped_leaves_nothing(much, tmp_path):
    a, _b, _c = much
    stick = tmp_path / "stick"
    stick.mkdir()
    whole = Stop()
    with closing(a.open()) as store:
        first = parcel.send(store.snapshot, stick / "kopie.efdb", cancelled=whole)
        first.unlink()
        half, written = (lambda: any(stick.iterdir())), (lambda: any(made.stat().st_size for made in stick.iterdir()))
        for stop in (*map(Stop, moments(whole.asked)), half, written):
            with pytest.raises(Cancelled):
                parcel.send(store.snapshot, stick / "kopie.efdb", cancelled=stop)
            assert not list(stick.iterdir()) and not list((a.home / "parcels").iterdir())
        backup.verify(parcel.send(store.snapshot, stick / "kopie.efdb"))
        assert store.check() == ()
