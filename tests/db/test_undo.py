"""Undo and redo come from the journal: many steps, also after closing the file."""

import pytest
from sqlalchemy import select, text, update

from ef_desktop.db.session import Identity
from ef_desktop.db.store import Store, undelete_or_add
from ef_desktop.db.tables import (
    Attendance,
    Meeting,
    Outcome,
    OutcomeGroup,
    Person,
    Setting,
)
from ef_desktop.domain.changes import editing
from ef_desktop.domain.ids import member_id, new_id
from tests.db.dump import dump


def test_110_steps_go_back_and_forth_also_after_closing(world, path):
    states = [dump(world.store)]
    card = world.card("0")
    states.append(dump(world.store))
    for number in range(1, 110):
        with world.store.unit(f"Edit {number}") as session:
            session.get(Outcome, card).text = str(number)
        states.append(dump(world.store))
    for expected in reversed(states[:-1][55:]):
        assert world.store.undo()
        assert dump(world.store) == expected
    world.store.close()
    world.store = Store.open(path, clock=world.clock, facilitator="Samir")
    for expected in reversed(states[:55]):
        assert world.store.undo()
        assert dump(world.store) == expected
    assert world.store.undo_labels() == (None, "Add outcome")
    assert not world.store.undo()
    for expected in states[1:]:
        assert world.store.redo()
        assert dump(world.store) == expected
    assert not world.store.redo()
    assert world.store.undo_labels() == ("Edit 109", None)
    assert world.store.check() == ()


def test_something_new_ends_the_line_of_redo(world):
    world.card("a")
    world.card("b")
    world.store.undo()
    assert world.store.undo_labels() == ("Add outcome", "Add outcome")
    with world.store.unit("Other") as session:
        session.get(Meeting, world.meeting).title = "Anders"
    assert world.store.undo_labels() == ("Other", None)
    assert not world.store.redo()
    world.store.undo()
    world.store.undo()
    with world.store.read() as session:
        assert session.scalars(select(Outcome)).all() == []
    assert world.store.undo_labels() == (None, "Add outcome")


def test_what_has_no_label_cannot_be_undone_and_leaves_the_line_alone(world):
    world.card()
    world.store.undo()
    with world.store.unit("") as session:
        session.add(Setting(id=member_id("setting", "x"), key="x", value="1"))
    assert world.changes[-1].kinds == {"setting"}
    assert world.store.undo_labels() == (None, "Add outcome")
    assert world.store.redo().kinds == {"outcome"}


def test_undo_tells_what_it_changed_and_of_which_step(world):
    card = world.card()
    for change in (world.store.undo(), world.store.redo()):
        assert (change.rows, change.label) == ({("outcome", card)}, "Add outcome")
        assert world.changes[-1] == change


def test_a_row_edited_and_removed_in_one_step(world):
    card = world.card("oud")
    with world.store.unit("Both") as session:
        session.get(Outcome, card).text = "nieuw"
        session.flush()
        session.get(Outcome, card).dead = 1
    world.store.undo()
    with world.store.read() as session:
        assert session.get(Outcome, card).text == "oud"
    world.store.redo()
    world.store.undo()
    with world.store.read() as session:
        assert session.get(Outcome, card).text == "oud"
    assert world.store.check() == ()


def test_a_dead_row_that_lived_for_a_moment_gets_its_old_words_back(world):
    card = world.card("oud")
    with world.store.unit("Remove") as session:
        session.get(Outcome, card).dead = 1
    with world.store.unit("Live for a moment") as session:
        row = session.get(Outcome, card, execution_options={"include_dead": True})
        row.dead, row.text = 0, "even"
        session.flush()
        row.dead = 1
    world.store.undo()
    world.store.undo()
    with world.store.read() as session:
        assert session.get(Outcome, card).text == "oud"
    assert world.store.check() == ()


def test_members_that_come_and_go(world):
    person, row = new_id(3), member_id("attendance", world.meeting, b"p")
    with world.store.unit("Person") as session:
        session.add(Person(id=person))
    for status in ("present", None, "absent", "late", None):
        with world.store.unit(str(status)) as session:
            if status is None:
                session.get(Attendance, row).dead = 1
            else:
                undelete_or_add(session, Attendance, row, meeting_id=world.meeting, person_id=person, status=status)
    seen = []
    while world.store.undo():
        with world.store.read() as session:
            found = session.get(Attendance, row)
            seen.append(found and found.status)
    assert seen == ["late", "absent", None, "present", None, None]
    seen = []
    while world.store.redo():
        with world.store.read() as session:
            found = session.get(Attendance, row)
            seen.append(found and found.status)
    assert seen == [None, "present", None, "absent", "late", None]
    assert world.store.check() == ()


def test_a_step_of_many_rows(world):
    rows = [world.card(str(number)) for number in range(20)]
    group = new_id(9)
    with world.store.unit("Group all") as session:
        session.add(OutcomeGroup(id=group, meeting_id=world.meeting, title="Samen"))
        session.flush()
        session.execute(update(Outcome).values(group_id=group))
    after = dump(world.store)
    assert world.store.undo().ids("outcome") == set(rows)
    assert world.sql("SELECT count(*) FROM outcome WHERE group_id IS NULL") == [(20,)]
    world.store.redo()
    assert dump(world.store) == after


def test_what_was_erased_since_does_not_come_back(world):
    card = world.card("eerst")
    with world.store.unit("Edit") as session:
        session.get(Outcome, card).text = "geheim"
    with world.store.unit("Edit") as session:
        session.get(Outcome, card).text = "open"
    with world.store.unit("") as session:
        session.execute(text("INSERT INTO sync_erase VALUES (:row, 1603, 1, 1)"), {"row": card})
    world.store.undo()
    with world.store.read() as session:
        assert session.get(Outcome, card).text == "open"


def test_each_opening_is_someone_else():
    assert Identity("Noor", "laptop").actor != Identity("Noor", "laptop").actor


def typed(world, session, card, words, label="Change outcome"):
    with editing(session), world.store.unit(label) as opened:
        opened.get(Outcome, card).text = words


def texts_back(world, card):
    """What undo shows of a card, step by step, until it is gone."""
    seen = []
    while world.store.undo():
        with world.store.read() as session:
            found = session.get(Outcome, card)
            seen.append(found and found.text)
    return seen


def test_what_is_typed_in_one_go_is_one_step(world):
    card = world.card("eerst")
    before = dump(world.store)
    go = object()
    for words in ("B", "Be", "Bel"):
        typed(world, go, card, words)
        world.clock.advance(1)
    after = dump(world.store)
    assert world.sql("SELECT count(*) FROM sync_step WHERE label = 'Change outcome'") == [(1,)]
    # Every one of them is in the journal still.
    assert [op.new for op in world.store.history(card) if op.field == "text"] == ["B", "Be", "Bel"]
    assert world.store.undo() and dump(world.store) == before
    assert world.store.redo() and dump(world.store) == after
    assert texts_back(world, card) == ["eerst", None]
    assert world.store.check() == ()


def test_a_pause_another_session_field_row_or_step_ends_it(world):
    one, other = world.card("een"), world.card("ander")
    go, later = object(), object()
    typed(world, go, one, "1")
    world.clock.advance(61)
    typed(world, go, one, "2")
    typed(world, later, one, "3")
    typed(world, later, one, "4", label="Other label")
    typed(world, later, other, "5")
    typed(world, later, one, "6")
    with editing(later), world.store.unit("Change outcome") as session:
        session.get(Outcome, one).wall_text = "kort"
    with world.store.unit("Change outcome") as session:
        session.get(Outcome, one).text = "7"
    with world.store.unit("Change outcome") as session:
        session.get(Outcome, one).text = "8"
    assert texts_back(world, one) == ["7", "6", "6", "4", "4", "3", "2", "1", "een", "een", None]
    assert world.store.check() == ()


def test_a_text_that_comes_with_its_row_or_stands_in_two_fields_is_one_step(world):
    card, go = world.card("eerst"), object()
    before = dump(world.store)
    for words in ("B", "Be", "Bel"):
        with editing(go), world.store.unit("Change setting") as session:
            row = session.get(Setting, member_id("setting", "x")) or Setting(id=member_id("setting", "x"), key="x", value="")
            row.value = words
            session.add(row)
    assert world.store.undo() and dump(world.store) == before
    assert world.store.redo()
    for words in ("k", "ku"):
        with editing(go), world.store.unit("Change outcome") as session:
            both = session.get(Outcome, card)
            both.text = both.wall_text = words
    assert texts_back(world, card) == ["eerst", "eerst", None]
    assert world.store.check() == ()


def test_after_undo_typing_on_is_a_step_of_its_own(world):
    card = world.card("eerst")
    go = object()
    typed(world, go, card, "a")
    typed(world, go, card, "ab")
    world.store.undo()
    typed(world, go, card, "nieuw")
    typed(world, go, card, "nieuwer")
    with world.store.unit("") as session:
        session.add(Setting(id=member_id("setting", "x"), key="x", value="1"))
    typed(world, go, card, "nieuwst")
    assert texts_back(world, card) == ["nieuwer", "eerst", None]
    assert world.store.check() == ()


def test_a_step_that_failed_does_not_go_on(world):
    card = world.card("eerst")
    go = object()
    with pytest.raises(ZeroDivisionError), editing(go), world.store.unit("Change outcome") as session:
        session.get(Outcome, card).text = "half"
        raise ZeroDivisionError
    typed(world, go, card, "heel")
    assert texts_back(world, card) == ["eerst", None]
