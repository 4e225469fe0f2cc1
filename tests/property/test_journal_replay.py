"""Any sequence of changes of any kind: the journal gives the tables, undo all the beginning, redo all the end."""

from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select, text, update

from ef_desktop.db.store import Store, undelete_or_add
from ef_desktop.db.tables import Meeting, Outcome, OutcomeGroup, Programme, Vote
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.ids import member_id, new_id
from tests.conftest import MOMENT
from tests.db.dump import dump

small = st.integers(0, 3)
words = st.text(max_size=12)

change = st.one_of(
    st.tuples(st.just("add"), small, words),
    st.tuples(st.just("edit"), small, words),
    st.tuples(st.just("move"), small, words),
    st.tuples(st.just("remove"), small),
    st.tuples(st.just("bring_back"), small),
    st.tuples(st.just("remove_meeting"), small),
    st.tuples(st.just("vote"), small, st.integers(-5, 5)),
    st.tuples(st.just("unvote"), small),
    st.tuples(st.just("core"), small, words),
    st.tuples(st.just("raw"), words),
    st.tuples(st.just("fail"), small),
    st.tuples(st.just("clock"), st.integers(-(10**8), 10**8)),
)
step = st.one_of(st.lists(change, min_size=1, max_size=4), st.just("undo"), st.just("redo"))


class World:
    """Four meetings and whatever cards, groups and votes the changes make of them."""

    def __init__(self, folder: Path):
        self.clock = ManualClock(MOMENT)
        self.store = Store.create(folder / "w.efdb", clock=self.clock)
        programme = new_id(1)
        self.meetings = [new_id(number) for number in range(4)]
        with self.store.unit("") as session:
            session.add(Programme(id=programme))
            session.add_all(Meeting(id=row, programme_id=programme) for row in self.meetings)

    def live(self, session, model, number):
        rows = session.scalars(select(model).order_by(model.id)).all()
        return rows[number % len(rows)] if rows else None

    def add(self, session, number, value):
        meeting = self.live(session, Meeting, number)
        if meeting:
            session.execute(insert(Outcome), [{"id": new_id(number), "meeting_id": meeting.id, "text": value}])
            session.add(OutcomeGroup(id=new_id(number), meeting_id=meeting.id, title=value))

    def edit(self, session, number, value):
        if card := self.live(session, Outcome, number):
            card.text = value
            card.private = not card.private

    def move(self, session, number, value):
        group = self.live(session, OutcomeGroup, number)
        if card := self.live(session, Outcome, number):
            card.kind, card.place, card.group_id = value, value[::-1], group and group.id

    def remove(self, session, number):
        if card := self.live(session, Outcome, number):
            card.dead = 1

    def bring_back(self, session, number):
        with_dead = select(Outcome).join(Meeting).where(Meeting.dead == 0).execution_options(include_dead=True)
        rows = session.scalars(with_dead.order_by(Outcome.id)).all()
        if rows:
            rows[number % len(rows)].dead = 0

    def remove_meeting(self, session, number):
        if meeting := self.live(session, Meeting, number):
            meeting.dead = 1

    def vote(self, session, number, amount):
        if card := self.live(session, Outcome, number):
            undelete_or_add(session, Vote, member_id("vote", card.id), outcome_id=card.id, amount=amount)

    def unvote(self, session, number):
        if vote := self.live(session, Vote, number):
            vote.dead = 1

    def core(self, session, number, value):
        session.execute(update(Outcome).where(Outcome.top.is_(None)).values(top=number, answer=value))

    def raw(self, session, value):
        session.execute(text("UPDATE outcome SET kind = :value, status = 'open' WHERE NOT dead"), {"value": value})

    def fail(self, session, number):
        self.edit(session, number, "fail")
        session.flush()
        raise LookupError

    def clock_moves(self, seconds):
        self.clock.at = max(self.clock.at + timedelta(seconds=seconds), MOMENT - timedelta(days=5000))

    def run(self, changes):
        for name, *values in changes:
            if name == "clock":
                self.clock_moves(*values)
        try:
            with self.store.unit("Step") as session:
                for name, *values in changes:
                    if name != "clock":
                        getattr(self, name)(session, *values)
                        session.flush()
        except LookupError:
            pass


@settings(max_examples=15, deadline=None)
@given(st.lists(step, max_size=12))
def test_journal_undo_and_redo(steps):
    with TemporaryDirectory() as folder:
        world = World(Path(folder))
        start = dump(world.store)
        for one in steps:
            if isinstance(one, str):
                getattr(world.store, one)()
            else:
                world.run(one)
            world.clock.advance(1)
        assert world.store.check() == ()
        while world.store.redo():
            pass
        states = [dump(world.store)]
        while world.store.undo():
            states.append(dump(world.store))
        assert states[-1] == start
        assert world.store.check() == ()
        for expected in reversed(states[:-1]):
            assert world.store.redo()
            assert dump(world.store) == expected
        assert not world.store.redo()
        assert world.store.check() == ()
        world.store.close()
