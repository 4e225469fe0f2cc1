"""Every change of every table is in the journal, in the same transaction, whatever way it comes."""

import json
import sqlite3
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text, update
from sqlalchemy.exc import IntegrityError

from ef_desktop.db.fields import by_cid, tables
from ef_desktop.db.hlc import LATEST_MS, HybridClock, to_milliseconds
from ef_desktop.db.store import Store, undelete_or_add
from ef_desktop.db.tables import Attendance, Base, Goal, Meeting, Outcome, Person, Vote
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import StorageError
from ef_desktop.domain.ids import member_id, new_id


def test_an_insert_logs_no_values_and_the_first_edit_keeps_the_old_one(world):
    card = world.card("eerst")
    with world.store.unit("Edit") as session:
        session.get(Outcome, card).text = "toen"
    with world.store.unit("Edit") as session:
        session.get(Outcome, card).text = "nu"
    assert world.ops(card) == [(1600, None, None), (1603, "eerst", "toen"), (1603, None, "nu")]
    (insert_at,), (first_at,), (_second,) = world.sql("SELECT hlc FROM sync_op WHERE row = :row ORDER BY hlc", row=card)
    predecessors = world.sql("SELECT ph FROM sync_op WHERE row = :row ORDER BY hlc", row=card)
    assert predecessors == [(None,), (insert_at,), (first_at,)]


def test_core_bulk_and_raw_sql_are_captured_like_the_orm(world):
    rows = [new_id(number) for number in range(50)]
    values = [{"id": row, "meeting_id": world.meeting, "kind": "idea", "text": "x"} for row in rows]
    with world.store.unit("Bulk") as session:
        session.execute(insert(Outcome), values[:25])
        session.execute(insert(Outcome.__table__), values[25:])
    with world.store.unit("Bulk edit") as session:
        session.execute(update(Outcome).values(status="open"))
        session.execute(text("UPDATE outcome SET criterion = 'c1' WHERE id = :id"), {"id": rows[0]})
        session.execute(update(Outcome), [{"id": rows[1], "criterion": "c2"}])
    assert world.sql("SELECT count(*) FROM sync_op WHERE cid = 1600") == [(50,)]
    assert world.sql("SELECT count(*) FROM sync_op WHERE cid = 1609") == [(50,)]
    assert world.sql("SELECT new FROM sync_op WHERE cid = 1616 ORDER BY hlc") == [("c1",), ("c2",)]
    assert world.changes[-1].ids("outcome") == set(rows)
    assert world.store.check() == ()


def test_an_update_to_the_same_value_is_no_change(world):
    card = world.card("x")
    before = len(world.changes)
    with world.store.unit("Nothing") as session:
        session.execute(text("UPDATE outcome SET text = 'x'"))
    assert world.ops(card) == [(1600, None, None)]
    assert len(world.changes) == before
    assert world.store.undo_labels() == ("Add outcome", None)


def test_a_text_that_only_looks_like_the_same_number_is_another_value(world):
    # One statement compares all the fields of a row, and the first field of a goal is a number.
    row = new_id(1)
    with world.store.unit("Add") as session:
        session.add(Goal(id=row, number=3, name_nl="1"))
    for name in ("01", "1.0", "1"):
        with world.store.unit("Edit") as session:
            session.get(Goal, row).name_nl = name
    assert [new for _cid, _old, new in world.ops(row)][-3:] == ["01", "1.0", "1"]


def test_fields_that_mean_something_together_are_one_value(world):
    group = new_id(7)
    card = world.card(kind="idea", place="V")
    with world.store.unit("Group") as session:
        session.execute(
            text("INSERT INTO outcome_group (id, meeting_id) VALUES (:id, :meeting)"), {"id": group, "meeting": world.meeting}
        )
        row = session.get(Outcome, card)
        row.kind, row.group_id, row.place = "question", group, "k"
    _insert, (cid, old, new) = world.ops(card)
    assert (cid, json.loads(old), json.loads(new)) == (
        1602,
        ["idea", None, "V"],
        ["question", group.hex().upper(), "k"],
    )
    world.store.undo()
    with world.store.read() as session:
        row = session.get(Outcome, card)
        assert (row.kind, row.group_id, row.place) == ("idea", None, "V")
    world.store.redo()
    with world.store.read() as session:
        row = session.get(Outcome, card)
        assert (row.kind, row.group_id, row.place) == ("question", group, "k")
    assert world.store.check() == ()


def test_member_rows_log_what_they_start_with_and_come_back(world):
    person = new_id(3)
    row = member_id("attendance", world.meeting, person)
    with world.store.unit("Attend") as session:
        session.add(Person(id=person, name="Fatma"))
        undelete_or_add(session, Attendance, row, meeting_id=world.meeting, person_id=person, status="present")
    assert world.ops(row) == [
        (900, None, None),
        (901, None, world.meeting),
        (902, None, person),
        (903, None, "present"),
    ]
    with world.store.unit("Remove") as session:
        session.get(Attendance, row).dead = 1
    with world.store.read() as session:
        assert session.get(Attendance, row) is None
    with world.store.unit("Attend again") as session:
        undelete_or_add(session, Attendance, row, status="absent")
    with world.store.read() as session:
        assert session.get(Attendance, row).status == "absent"
    assert [cid for cid, _old, _new in world.ops(row)[4:]] in ([999, 998, 903], [999, 903, 998])
    assert world.store.check() == ()


def test_a_delete_stores_what_it_has_seen(world):
    card = world.card()
    with world.store.unit("Remove") as session:
        session.get(Outcome, card).dead = 1
    ((actor, last),) = world.sql("SELECT actor, max(hlc) FROM sync_op WHERE row = :row AND cid = 1600", row=card)
    assert json.loads(world.ops(card)[-1][2]) == {str(actor): last}


def test_dead_rows_are_hidden_from_the_orm_unless_asked_for(world):
    card = world.card()
    with world.store.unit("Remove") as session:
        session.get(Outcome, card).dead = 1
    with world.store.read() as session:
        assert session.scalars(select(Outcome)).all() == []
        assert session.scalars(select(Outcome.id)).all() == []
        assert session.get(Outcome, card) is None
        assert len(session.scalars(select(Outcome).execution_options(include_dead=True)).all()) == 1
    with world.store.unit("All") as session:
        session.execute(update(Outcome).values(status="open"))
    assert world.sql("SELECT status FROM outcome") == [("",)]


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM outcome",
        "UPDATE outcome SET id = zeroblob(16)",
        "UPDATE outcome SET dead = 1, text = 'anders'",
        "INSERT OR REPLACE INTO outcome (id, meeting_id) SELECT id, meeting_id FROM outcome",
        "INSERT INTO outcome (id, meeting_id, dead) SELECT randomblob(16), id, 1 FROM meeting",
        "INSERT INTO outcome (id, meeting_id) SELECT 'korte tekst', id FROM meeting",
        "INSERT INTO outcome (id, meeting_id) VALUES (randomblob(16), randomblob(16))",
    ],
)
def test_what_would_pass_by_the_journal_is_refused(world, statement):
    card = world.card()
    before = world.ops(card)
    with pytest.raises(IntegrityError), world.store.unit("Wrong") as session:
        session.execute(text(statement))
    assert world.ops(card) == before
    assert world.store.check() == ()


def test_a_dead_row_is_not_edited(world):
    card = world.card()
    with world.store.unit("Remove") as session:
        session.get(Outcome, card).dead = 1
    with pytest.raises(IntegrityError, match="dead row"), world.store.unit("Edit") as session:
        session.execute(text("UPDATE outcome SET text = 'anders'"))


def test_a_tool_without_our_functions_cannot_write_past_the_journal(world, path):
    world.card("echt")
    world.store.close()
    tool = sqlite3.connect(path)
    with pytest.raises(sqlite3.OperationalError, match="sync_capture"):
        tool.execute("UPDATE outcome SET text = 'vals'")
    tool.close()


def test_what_makes_no_sense_without_a_removed_row_goes_along(world):
    card = world.card()
    vote = member_id("vote", card, "zaal")
    with world.store.unit("Vote") as session:
        session.add(Vote(id=vote, outcome_id=card, voter="zaal", amount=3))
    with world.store.unit("Remove meeting") as session:
        session.get(Meeting, world.meeting).dead = 1
    assert world.changes[-1].rows == {("meeting", world.meeting), ("outcome", card), ("vote", vote)}
    assert world.store.check() == ()
    world.store.undo()
    with world.store.read() as session:
        assert session.get(Vote, vote).amount == 3
    assert world.store.check() == ()


def test_units_inside_a_unit_join_it(world):
    card = new_id(5)
    before = len(world.changes)
    with world.store.unit("Outer", origin="page") as session:
        with world.store.unit("Inner") as inner:
            assert inner is session
            inner.add(Outcome(id=card, meeting_id=world.meeting))
        with world.store.read() as reading:
            assert reading.get(Outcome, card) is not None
    (change,) = world.changes[before:]
    assert (change.label, change.origin, change.rows) == ("Outer", "page", {("outcome", card)})
    assert world.store.undo_labels()[0] == "Outer"


def test_an_error_takes_back_the_whole_also_when_it_was_caught_inside(world):
    before = len(world.changes)

    def fail():
        with world.store.unit("Inner") as session:
            session.add(Outcome(id=new_id(6), meeting_id=world.meeting))
            session.flush()
            raise LookupError("inner")

    with pytest.raises(LookupError), world.store.unit("Outer"):
        fail()
    with pytest.raises(LookupError), world.store.unit("Outer") as session:
        session.add(Outcome(id=new_id(7), meeting_id=world.meeting))
        with pytest.raises(LookupError):
            fail()
    assert world.sql("SELECT count(*) FROM outcome") == [(0,)]
    assert len(world.changes) == before
    world.card()
    assert world.store.check() == ()


def test_a_unit_does_not_start_inside_a_read(world):
    with world.store.read(), pytest.raises(RuntimeError, match="reading"), world.store.unit("Wrong"):
        pass
    world.card()


def test_every_opening_writes_under_a_new_actor_made_at_the_first_write(world, path):
    world.card()
    world.store.close()
    actors = set()
    for name in ("Noor", "Samir"):
        world.store = Store.open(path, clock=world.clock, facilitator=name, machine="laptop")
        assert len(world.sql("SELECT actor FROM sync_actor")) == 1 + len(actors)
        world.card()
        actors |= set(world.sql("SELECT actor FROM sync_op WHERE hlc = (SELECT max(hlc) FROM sync_op)"))
        world.store.close()
    world.store = Store.open(path, clock=world.clock)
    assert len(actors) == 2
    assert world.sql("SELECT person FROM sync_actor ORDER BY opened_hlc") == [("Noor",), ("Noor",), ("Samir",)]


def test_another_facilitator_may_take_over(world):
    world.card()
    world.store.sign_as("Samir")
    card = world.card()
    assert [op.who for op in world.store.history(card)] == ["Samir"]
    assert world.store.check() == ()


def test_the_history_tells_who_when_and_what(world):
    card = world.card("eerst", due_on=None)
    world.clock.advance(60)
    with world.store.unit("Plan") as session:
        row = session.get(Outcome, card)
        row.due_on, row.private, row.place = date(2026, 4, 1), True, "b"
    world.store.undo()
    told = {(op.kind, op.field): op for op in world.store.history(card) if op.step == "do"}
    assert set(told) == {("insert", ""), ("set", "due_on"), ("set", "private"), ("set", "place")}
    due = told["set", "due_on"]
    assert (due.table, due.who, due.old, due.new, due.label) == ("outcome", "Noor", None, date(2026, 4, 1), "Plan")
    assert due.at == world.clock.now()
    assert (told["set", "private"].old, told["set", "private"].new) == (False, True)
    assert (told["set", "place"].old, told["set", "place"].new) == ("", "b")
    assert [(op.field, op.old, op.new) for op in world.store.history(card) if op.step == "undo" and op.field == "due_on"] == [
        ("due_on", date(2026, 4, 1), None)
    ]


def test_the_history_of_a_member_row_starts_from_the_defaults(world):
    person, row = new_id(3), member_id("attendance", world.meeting, b"p")
    with world.store.unit("Attend") as session:
        session.add(Person(id=person))
        session.add(Attendance(id=row, meeting_id=world.meeting, person_id=person, status="present"))
    assert [(op.field, op.old, op.new) for op in world.store.history(row)][1:] == [
        ("meeting_id", None, world.meeting),
        ("person_id", None, person),
        ("status", "", "present"),
    ]


def test_the_moment_of_saving_survives_closing(world, path):
    world.clock.advance(3600)
    world.card()
    assert world.store.saved_at == world.clock.now()
    world.store.close()
    world.store = Store.open(path, clock=world.clock)
    assert world.store.saved_at == world.clock.now()


def test_the_clock_never_goes_back_nor_repeats(world):
    world.card()
    world.clock.advance(-3 * 365 * 86400)
    world.card()
    assert world.store.clock_drift == "behind"
    world.clock.advance(12 * 365 * 86400)
    world.card()
    world.clock.advance(-1)
    world.card()
    moments = [hlc for (hlc,) in world.sql("SELECT o.hlc FROM outcome c JOIN sync_op o ON o.row = c.id ORDER BY c.rowid")]
    assert moments == sorted(set(moments))
    assert world.store.check() == ()


def test_seventy_thousand_moments_in_one_millisecond():
    clock = ManualClock(datetime(2026, 3, 12, tzinfo=UTC))
    hlc = HybridClock(clock)
    hlc.begin()
    moments = [hlc.tick() for _ in range(70_000)]
    assert len(set(moments)) == 70_000 and moments == sorted(moments)
    assert to_milliseconds(moments[0]) == clock.milliseconds()
    assert to_milliseconds(moments[-1]) == clock.milliseconds() + 1


def test_the_drift_of_the_clock_is_told():
    clock = ManualClock(datetime(2026, 3, 12, tzinfo=UTC))
    hlc = HybridClock(clock)
    assert hlc.drift == ""
    hlc.begin()
    hlc.tick()
    for seconds, told in ((0, ""), (-299, ""), (-301, "behind"), (90 * 86400, ""), (731 * 86400, "ahead")):
        moved = ManualClock(clock.at + timedelta(seconds=seconds))
        assert HybridClock(moved, hlc.last).drift == told, seconds


def test_a_clock_past_the_year_2100_is_refused(world):
    world.card()
    world.clock.at = datetime.fromtimestamp(LATEST_MS / 1000, UTC)
    with pytest.raises(StorageError, match="2100"):
        world.card()
    assert world.sql("SELECT count(*) FROM outcome") == [(1,)]


def test_every_table_is_journalled_and_numbers_are_used_once():
    numbers = [register.cid for table in tables() for register in table.registers]
    assert len(numbers) == len(set(numbers)) == len(by_cid())
    assert {table.name for table in tables()} == set(Base.metadata.tables)
    assert len({table.base for table in tables()}) == len(tables())
