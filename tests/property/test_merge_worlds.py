"""Laptops that edit, share, merge, erase, restore and skew their clocks at random: after all have met they hold the same.

Every use opens and looks over whole files, so that a world takes more than a second: four of them here, two hundred small
ones in ``test_small_worlds``, and hundreds of long ones in ``packaging/bench/bench_worlds.py``.
"""

import os
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule, run_state_machine_as_test
from sqlalchemy import select

from ef_desktop.db import connect
from ef_desktop.db.erasure import Request
from ef_desktop.db.fields import tables
from ef_desktop.db.store import Store, undelete_or_add
from ef_desktop.db.tables import Attendance, Consent, Meeting, Outcome, OutcomeGroup, Person, Programme, Vote
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.ids import member_id, new_id
from tests.conftest import MOMENT

LAPTOPS = 5
number = st.integers(0, 30)
laptop = st.integers(0, LAPTOPS - 1)
word = st.text(alphabet="abc é\"'", max_size=4)

KINDS = ("card", "text", "move", "remove", "vote", "person", "consent", "owner", "attend", "title", "group", "back")
change = st.tuples(st.sampled_from(KINDS), number, number, word)


class Laptop:
    """A copy of the work file with a clock and a data folder of its own."""

    def __init__(self, folder: Path, first: Path):
        self.folder = folder
        self.folder.mkdir()
        self.path = folder / "werk.efdb"
        shutil.copyfile(first, self.path)
        self.clock = ManualClock(MOMENT)

    def open(self) -> Store:
        os.environ["EF_DATA_DIR"] = str(self.folder / "data")
        store = Store.open(self.path, clock=self.clock, facilitator=self.folder.name)
        with store.connection() as connection:
            connection.execute("PRAGMA synchronous=OFF")
        return store


def choose(session, model, at):
    rows = session.scalars(select(model).order_by(model.id)).all()
    return rows[at % len(rows)] if rows else None


class Actions:
    """The changes of a facilitator, each on whatever is there."""

    def __init__(self, session, clock):
        self.session, self.clock = session, clock

    def id(self):
        self.clock.advance(1)
        return new_id(self.clock.milliseconds())

    def card(self, a, b, text):
        if meeting := choose(self.session, Meeting, a):
            self.session.add(Outcome(id=self.id(), meeting_id=meeting.id, text=text, place="n"))

    def group(self, a, b, text):
        if meeting := choose(self.session, Meeting, a):
            self.session.add(OutcomeGroup(id=self.id(), meeting_id=meeting.id, title=text))

    def text(self, a, b, text):
        if card := choose(self.session, Outcome, a):
            card.text = text

    def move(self, a, b, text):
        group = choose(self.session, OutcomeGroup, b)
        if card := choose(self.session, Outcome, a):
            card.kind, card.place, card.group_id = text, text[::-1], group and group.id

    def remove(self, a, b, text):
        if row := choose(self.session, (Outcome, OutcomeGroup, Meeting, Vote, Person)[b % 5], a):
            row.dead = 1

    def back(self, a, b, text):
        found = select(Outcome).join(Meeting).where(Meeting.dead == 0, Outcome.dead == 1).execution_options(include_dead=True)
        if row := self.session.scalars(found.order_by(Outcome.id)).first():
            row.dead = 0

    def vote(self, a, b, text):
        if card := choose(self.session, Outcome, a):
            voter = "xy"[b % 2]
            undelete_or_add(self.session, Vote, member_id("vote", card.id, voter), outcome_id=card.id, voter=voter, amount=b)

    def person(self, a, b, text):
        self.session.add(Person(id=self.id(), name=f"zwartelijst {text}"))

    def consent(self, a, b, text):
        if person := choose(self.session, Person, a):
            undelete_or_add(
                self.session, Consent, member_id("consent", person.id, "wall"), person_id=person.id, channel="wall",
                granted=bool(b % 2), asked_by=text,
            )  # fmt: skip

    def owner(self, a, b, text):
        person = choose(self.session, Person, b)
        if card := choose(self.session, Outcome, a):
            card.owner_id = person and person.id

    def attend(self, a, b, text):
        meeting, person = choose(self.session, Meeting, a), choose(self.session, Person, b)
        if meeting and person:
            row = member_id("attendance", meeting.id, person.id)
            undelete_or_add(self.session, Attendance, row, meeting_id=meeting.id, person_id=person.id, status=text)

    def title(self, a, b, text):
        if meeting := choose(self.session, Meeting, a):
            meeting.title = text


def contents(path: Path) -> dict[str, list[tuple]]:
    """Return the tables, the journal and the erasures of a file."""
    with closing(connect.connect(path, read_only=True)) as connection:
        found = {
            table.name: connection.execute(
                f"SELECT id, dead, {', '.join(field.sql for field in table.fields)} FROM {table.sql} ORDER BY id"
            ).fetchall()
            for table in tables()
        }
        found["sync_op"] = connection.execute(
            "SELECT actor, hlc, row, cid, ph, pa, old, new, era FROM sync_op ORDER BY actor, hlc"
        ).fetchall()
        found["sync_erase"] = connection.execute("SELECT * FROM sync_erase ORDER BY row, cid, actor, hlc").fetchall()
    return found


@pytest.fixture(scope="module")
def first_file(tmp_path_factory) -> Path:
    return make_first(tmp_path_factory.mktemp("worlds"))


def make_first(folder: Path) -> Path:
    """Make the work file that the laptops begin with."""
    clock = ManualClock(MOMENT)
    store = Store.create(folder / "eerste.efdb", clock=clock)
    programme = new_id(1)
    with store.unit("") as session:
        session.add(Programme(id=programme))
        meetings = [new_id(at) for at in range(3)]
        session.add_all(Meeting(id=row, programme_id=programme) for row in meetings)
        session.flush()
        session.add_all([OutcomeGroup(id=new_id(10), meeting_id=meetings[0]), Person(id=new_id(11), name="zwartelijst")])
        session.add_all(Outcome(id=new_id(20 + at), meeting_id=meetings[at % 2], text="begin", place="n") for at in range(3))
    store.close()
    return folder / "eerste.efdb"


class World(RuleBasedStateMachine):
    """Up to five laptops with copies of one work file."""

    first: Path

    @initialize(count=st.integers(2, LAPTOPS))
    def begin(self, count):
        self.before = os.environ["EF_DATA_DIR"]
        self.folder = TemporaryDirectory()
        self.laptops = [Laptop(Path(self.folder.name) / str(at), self.first) for at in range(count)]
        self.erased: set[bytes] = set()

    def at(self, where: int) -> Laptop:
        return self.laptops[where % len(self.laptops)]

    @rule(where=laptop, steps=st.lists(st.lists(change, min_size=1, max_size=3), min_size=1, max_size=3), undone=st.integers(0, 3))
    def edit(self, where, steps, undone):
        at = self.at(where)
        with closing(at.open()) as store:
            for step in steps:
                at.clock.advance(1)
                with store.unit("Step") as session:
                    actions = Actions(session, at.clock)
                    for kind, *values in step:
                        getattr(actions, kind)(*values)
                        session.flush()
            if undone == 1 and not store.merge_is_last():
                store.undo()
            if undone == 2:
                store.redo()

    @rule(where=laptop, days=st.sampled_from([-1000, -1, 1, 3000]))
    def skew(self, where, days):
        moved = self.at(where).clock
        moved.at = max(min(moved.at + timedelta(days=days), MOMENT + timedelta(days=9000)), MOMENT - timedelta(days=3000))

    @rule(where=laptop, other=laptop, after=st.sampled_from(["", "", "take back", "reject", "choose"]))
    def merge(self, where, other, after):
        here, there = self.at(where), self.at(other)
        if here is there:
            return
        with closing(here.open()) as store:
            before = contents(here.path)
            result = store.merge(there.path)
            if after == "take back" and result.ops and not result.erasures:
                store.take_back_merge()
                assert contents(here.path) == before
            elif after == "reject" and result.ops:
                store.reject_merge()
            elif after == "choose":
                for conflict in store.conflicts():
                    store.resolve(conflict.row, conflict.cid, conflict.heads[-1].value)
                assert not store.conflicts()

    @rule(where=laptop, other=laptop)
    def copy(self, where, other):
        here, there = self.at(where), self.at(other)
        if here is not there:
            # Whatever was only there is gone; it is the colleague's file that goes on.
            with closing(here.open()) as store:
                store.merge(there.path)
            shutil.copyfile(here.path, there.path)

    @rule(where=laptop)
    def keep(self, where):
        at = self.at(where)
        shutil.copyfile(at.path, at.folder / "toen.efdb")

    @rule(where=laptop)
    def restore(self, where):
        at = self.at(where)
        old = at.folder / "toen.efdb"
        if old.exists():
            today = at.folder / "vandaag.efdb"
            shutil.copyfile(at.path, today)
            shutil.copyfile(old, at.path)
            with closing(at.open()) as store:
                with store.unit("Step") as session:
                    Actions(session, at.clock).card(0, 0, "na het herstel")
                store.merge(today)

    @precondition(lambda self: len(self.erased) < 2)
    @rule(where=laptop, which=number)
    def erase(self, where, which):
        with closing(self.at(where).open()) as store:
            with store.read() as session:
                person = choose(session, Person, which)
            if person is not None:
                store.erase(Request(rows=(person.id,)), "Erase person")
                self.erased.add(person.id)

    def teardown(self):
        if not hasattr(self, "laptops"):
            return
        try:
            self.meet()
        finally:
            os.environ["EF_DATA_DIR"] = self.before
            self.folder.cleanup()

    def meet(self):
        first, *others = self.laptops
        for here, there in [(first, other) for other in others] + [(other, first) for other in others]:
            with closing(here.open()) as store:
                store.merge(there.path)
        with closing(first.open()) as store:
            assert not store.merge(others[-1].path).touched
        found = contents(first.path)
        for other in others:
            assert contents(other.path) == found
        for at in self.laptops:
            with closing(at.open()) as store:
                assert store.check() == ()
        assert not self.erased & {row[0] for row in found["person"]}


def test_laptops_that_meet_hold_the_same(first_file, data_dir):
    World.first = first_file
    run_state_machine_as_test(
        World,
        settings=settings(
            max_examples=4, stateful_step_count=14, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )

