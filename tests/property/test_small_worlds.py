"""Many small worlds: two to five laptops that edit, send, merge, erase, restore and skew their clocks at random, and end the same.

The files stay open from one world to the next and are emptied instead of copied, so that hundreds of worlds take seconds.
What belongs to opening a file, to looking a copy over and to the ledger is played in ``test_merge_worlds``.
"""

import os
import sqlite3
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from ef_desktop.db import check, cleaning, connect, merging, opening
from ef_desktop.db.clashes import OPEN
from ef_desktop.db.copies import undecided
from ef_desktop.db.erasure import Request
from ef_desktop.db.fields import tables
from ef_desktop.db.hlc import HybridClock
from ef_desktop.db.session import Identity
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Person
from ef_desktop.domain.clock import ManualClock
from tests.conftest import MOMENT
from tests.property.test_merge_worlds import Actions, change, choose, make_first, number

LAPTOPS = 5
which = st.integers(0, LAPTOPS - 1)
script = st.lists(st.lists(change, min_size=1, max_size=3), min_size=1, max_size=3)
#: Name of the file with what was sent.
POST = "post"
JOURNAL = ("sync_merge", "sync_erase", "sync_step", "sync_op", "sync_actor")


class Small(Store):
    """An open work file that is merged with others that are open, without looking them over."""

    def lie_beside(self, first: Path, names: list[str]) -> None:
        """Keep one connection that sees the others, what was sent, and the file that all begin with."""
        self.across = connect.connect(self.path)
        connect.prepare(self.across, lambda: self._identity.actor, lambda: self._hlc.tick())
        for name in names:
            self.across.execute("ATTACH ? AS " + name, (str(self.path.with_name(name)),))
        self.across.execute("ATTACH ? AS first", (str(first),))
        with self.connection() as connection:
            for one in (connection, self.across):
                one.execute("PRAGMA synchronous=OFF")
                one.execute("PRAGMA journal_mode=MEMORY")

    def begin_anew(self) -> None:
        """Hold what all begin with, as a file that was just copied and opened."""
        names = [*JOURNAL, *(table.sql for table in tables())]
        with self._exclusive() as connection, connect.unwatched(connection):
            connection.execute("PRAGMA foreign_keys=OFF")
            connection.execute("BEGIN")
            for name in names:
                if connection.execute(f"SELECT 1 FROM main.{name} LIMIT 1").fetchone():
                    connection.execute(f"DELETE FROM main.{name}")
            for name in (*JOURNAL, "programme", "meeting", "outcome_group", "person", "outcome"):
                connection.execute(f"INSERT INTO main.{name} SELECT * FROM first.{name}")
            connection.execute("COMMIT")
            connection.execute("PRAGMA foreign_keys=ON")
        self._clock.at = MOMENT
        self.open_again()

    def open_again(self) -> None:
        """Go on as another writer, as after closing and opening."""
        self._identity = Identity(self._identity.person, "")
        self._open = undecided(self.across)
        self._typed = None
        self._hlc = HybridClock(self._clock, opening.last_moment(self.across))

    @property
    def clock(self) -> ManualClock:
        return self._clock

    @contextmanager
    def _exclusive(self):
        self._stamp = opening.stamp(self._file)
        self._begin()
        try:
            yield self.across
        finally:
            self._written()

    def _clean(self) -> cleaning.Cleaned:
        return cleaning.Cleaned()

    def copy(self) -> sqlite3.Connection:
        """Return a copy of the file, in memory: what a backup holds, and what is sent."""
        held = sqlite3.connect(":memory:")
        self.across.backup(held)
        return held

    def restore(self, held: sqlite3.Connection) -> None:
        """Go on from a backup."""
        held.backup(self.across)
        self._stamp = opening.stamp(self._file)
        self.open_again()

    def take(self, other: "Small") -> merging.Merge:
        """Merge an open file as ``merge`` does with a copy of it."""
        return self.fetch(other.path.name)

    def fetch(self, name: str) -> merging.Merge:
        """Merge what lies beside under a name."""
        with self._exclusive() as connection:
            connection.execute("BEGIN IMMEDIATE")
            with connect.unwatched(connection):
                result = merging.merge(connection, name)
                if result.ops or result.erasures:
                    self._choose(connection, result, lambda conflict: OPEN)
                    self._write_down(connection, name, result)
                connection.execute("COMMIT")
        self._after(result)
        return result

    def whole(self) -> bool:
        # On the connection that sees this file only.
        with self.connection() as connection:
            return check.check(connection) == ()

    def contents(self) -> dict[str, list[tuple]]:
        ask = self.across.execute
        found = {table.name: ask(f"SELECT * FROM main.{table.sql} ORDER BY id").fetchall() for table in tables()}
        for name, order in (("sync_op", "actor, hlc"), ("sync_erase", "row, cid, actor, hlc")):
            found[name] = ask(f"SELECT * FROM main.{name} ORDER BY {order}").fetchall()
        # Whether a step is one's own and was undone here is the business of each, and so is a mark of gaps.
        found["sync_step"] = ask(
            "SELECT actor, first_hlc, last_hlc, label, at, replace(kind, 'theirs', 'do'), target_actor, target_hlc FROM main.sync_step"
            " ORDER BY actor, first_hlc"
        ).fetchall()
        found["sync_actor"] = ask("SELECT actor, person, machine, abs(opened_hlc) FROM main.sync_actor ORDER BY actor").fetchall()
        return found


@pytest.fixture(scope="module")
def open_files(tmp_path_factory):
    """Five open files, side by side."""
    folder = tmp_path_factory.mktemp("small")
    before, os.environ["EF_DATA_DIR"] = os.environ.get("EF_DATA_DIR"), str(folder / "data")
    first = make_first(folder)
    names = [f"laptop{at}" for at in range(LAPTOPS)]
    made = []
    (folder / POST).write_bytes(first.read_bytes())
    for name in names:
        (folder / name).write_bytes(first.read_bytes())
        made.append(Small.open(folder / name, clock=ManualClock(MOMENT), facilitator=name))
    for at, store in enumerate(made):
        store.lie_beside(first, [*names[:at], *names[at + 1 :], POST])
    yield made
    for store in made:
        store.across.close()
        store.close()
    if before is None:
        del os.environ["EF_DATA_DIR"]
    else:
        os.environ["EF_DATA_DIR"] = before


class SmallWorld(RuleBasedStateMachine):
    """Two to five laptops; most often two."""

    files: list[Small]
    #: What was sent, and the backups, each with the laptop that it is of.
    kept: list[tuple[int, sqlite3.Connection]]

    @initialize(count=st.sampled_from([2, 2, 2, 2, 2, 2, 2, 3, 3, LAPTOPS]), one=script, other=script)
    def begin(self, count, one, other):
        self.laptops = self.files[:count]
        self.erased: set[bytes] = set()
        self.kept = []
        for store in self.laptops:
            store.begin_anew()
        for where, steps in enumerate((one, other)):
            self.edit(where, steps, "")

    def at(self, where: int) -> Small:
        return self.laptops[where % len(self.laptops)]

    @rule(where=which, steps=script, then=st.sampled_from(["", "", "undo", "redo", "open"]))
    def edit(self, where, steps, then):
        store = self.at(where)
        for step in steps:
            store.clock.advance(1)
            with store.unit("Step") as session:
                actions = Actions(session, store.clock)
                for kind, *values in step:
                    getattr(actions, kind)(*values)
                    session.flush()
        if then == "undo" and not store.merge_is_last():
            store.undo()
        elif then == "redo":
            store.redo()
        elif then == "open":
            store.open_again()

    @rule(where=which, days=st.sampled_from([-1000, -1, 1, 3000]))
    def skew(self, where, days):
        moved = self.at(where).clock
        moved.at = max(min(moved.at + timedelta(days=days), MOMENT + timedelta(days=9000)), MOMENT - timedelta(days=3000))

    @rule(where=which, other=which, after=st.sampled_from(["", "", "take back", "reject", "choose"]))
    def merge(self, where, other, after):
        here, there = self.at(where), self.at(other)
        if here is there:
            return
        before = here.contents() if after in ("take back", "reject") else {}
        result = here.take(there)
        if after == "take back" and result.ops and not result.erasures:
            here.take_back_merge()
            left = here.contents()
            # A row that came along and hung on somebody who was erased here: that it may not come back stays known.
            closed = set(left.pop("sync_erase")) - set(before.pop("sync_erase"))
            assert left == before and all(written == [0, 0, 0] for _row, *written in closed)
        elif after == "reject" and result.ops:
            here.reject_merge()
            now = before if result.erasures else here.contents()
            for table in tables():
                assert [row for row in now[table.name] if not row[1]] == [row for row in before[table.name] if not row[1]]
        elif after == "choose":
            for conflict in here.conflicts():
                here.resolve(conflict.row, conflict.cid, conflict.heads[-1].value)
            assert not here.conflicts()

    @rule(where=which)
    def keep(self, where):
        self.kept.append((where % len(self.laptops), self.at(where).copy()))

    # Each of these does something at any time: a world in which nothing could be done would not count, and cost as much.
    @rule(where=which, at=number)
    def fetch(self, where, at):
        here = self.at(where)
        if not self.kept:
            self.keep(where)
        with closing(connect.connect(here.path.with_name(POST))) as post:
            self.kept[at % len(self.kept)][1].backup(post)
        here.fetch(POST)

    # The ledger of the laptop, which keeps the erased out of a backup, is played in the large worlds.
    @rule(where=which, at=number)
    def restore(self, where, at):
        if not self.kept:
            self.keep(where)
        if self.erased:
            return
        of, held = self.kept[at % len(self.kept)]
        self.laptops[of].restore(held)

    @rule(where=which, at=number)
    def erase(self, where, at):
        if self.erased:
            return
        store = self.at(where)
        with store.read() as session:
            person = choose(session, Person, at)
        if person is not None:
            store.erase(Request(rows=(person.id,)), "Erase person")
            self.erased.add(person.id)

    def teardown(self):
        if not hasattr(self, "laptops"):
            return
        for _of, held in self.kept:
            held.close()
        first, *others = self.laptops
        for other in others:
            first.take(other)
        for other in others:
            other.take(first)
        assert not first.take(others[-1]).touched
        found = first.contents()
        for other in others:
            assert other.contents() == found
        assert others[-1].whole()
        assert not self.erased & {row[0] for row in found["person"]}


def test_two_hundred_small_worlds_end_the_same(open_files):
    SmallWorld.files = open_files
    run_state_machine_as_test(
        SmallWorld,
        settings=settings(max_examples=200, stateful_step_count=5, deadline=None, suppress_health_check=list(HealthCheck)),
    )


@pytest.mark.parametrize(
    ("one", "other", "merges"),
    [
        # Another's vote kept the card that was removed.
        (("remove", 0, 0, ""), ("vote", 0, 0, ""), [(0, 1, ""), (2, 0, "reject")]),
        # A card of one's own kept the meeting that was removed.
        (("card", 0, 0, ""), ("remove", 0, 7, ""), [(0, 1, "reject")]),
        # It kept it until the other rejected the card.
        (("card", 0, 0, ""), ("remove", 0, 2, ""), [(0, 1, ""), (1, 0, "reject"), (0, 1, "reject")]),
    ],
)
def test_what_lived_before_a_rejected_merge_lives_after_it(open_files, one, other, merges):
    SmallWorld.files = open_files
    world = SmallWorld()
    world.begin(count=3, one=[[one]], other=[[other]])
    for where, there, after in merges:
        world.merge(where=where, other=there, after=after)
    world.teardown()


def test_taking_a_merge_back_forgets_nobody_who_was_erased(open_files):
    SmallWorld.files = open_files
    world = SmallWorld()
    world.begin(count=2, one=[[("consent", 0, 0, "")]], other=[[("card", 0, 0, "")]])
    world.erase(at=0, where=1)
    world.merge(where=1, other=0, after="take back")
    world.teardown()
