"""A meeting without a date that is held all the same: it gets its day, in one step, and the numbers of what is closed stay."""

import pytest

from tests.conftest import MOMENT

#: Minutes since midnight of the moment of the tests, local time.
NOW = MOMENT.astimezone().hour * 60 + MOMENT.astimezone().minute
TODAY = MOMENT.astimezone().date()


@pytest.fixture
def undated(workspace):
    """Make a meeting without a date that begins some minutes after the moment of the tests; return its id."""

    def make(later=0, title="Zonder datum"):
        meeting = workspace.meetings.create(title, starts_at=NOW + later, ends_at=NOW + later + 120)
        workspace.meetings.add_text_item(meeting, "Welkom", 10)
        workspace.meetings.add_text_item(meeting, "Casus", 110)
        return meeting

    return make


def row_of(workspace, meeting):
    return next(row for row in workspace.meetings.rows() if row.id == meeting)


def times(workspace, meeting):
    row = row_of(workspace, meeting)
    return row.held_on, row.starts_at, row.ends_at


@pytest.mark.parametrize("begin", ["start", "go_to", "ago"])
def test_it_gets_the_day_of_its_start_in_the_same_step(workspace, undated, begin):
    meeting = undated(later=-20)
    items = workspace.meetings.plan(meeting).items
    {
        "start": lambda: workspace.room.start(meeting),
        "go_to": lambda: workspace.room.go_to(meeting, items[1].id),
        "ago": lambda: workspace.room.started_ago(meeting, 5),
    }[begin]()
    # Near its planned start the times stay as they were typed.
    assert times(workspace, meeting) == (TODAY, NOW - 20, NOW + 100)
    workspace.undo.undo()
    assert times(workspace, meeting)[0] is None and workspace.room.phase(meeting) == "waiting"
    workspace.undo.redo()
    assert times(workspace, meeting)[0] == TODAY and workspace.room.phase(meeting) == "running"


def test_at_quite_another_hour_the_plan_moves_along(workspace, undated):
    meeting = undated(later=-200)
    workspace.room.start(meeting)
    assert times(workspace, meeting) == (TODAY, NOW, NOW + 120)
    assert workspace.room.view(meeting).words == "op schema"
    workspace.undo.undo()
    assert times(workspace, meeting) == (None, NOW - 200, NOW - 80)


@pytest.mark.parametrize("agree", ["start", "end"])
def test_what_was_agreed_does_not_move(workspace, undated, agree):
    meeting = undated(later=-200)
    item = workspace.meetings.plan(meeting).items[1].id
    if agree == "start":
        workspace.meetings.update_item(item, fixed_start=NOW - 180)
    else:
        workspace.meetings.keep_end(meeting)
    workspace.room.start(meeting)
    assert times(workspace, meeting) == (TODAY, NOW - 200, NOW - 80)


def test_a_planned_date_stays(workspace, undated):
    meeting = undated()
    workspace.meetings.update(meeting, held_on=TODAY.replace(day=1))
    workspace.room.start(meeting)
    assert times(workspace, meeting)[0] == TODAY.replace(day=1)


def test_closing_dates_what_was_held_without_the_clock(workspace, undated):
    meeting = undated()
    workspace.room.finish(meeting)
    assert times(workspace, meeting)[0] == TODAY
    workspace.undo.undo()
    assert times(workspace, meeting)[0] is None


def test_the_number_of_a_closed_meeting_stays_when_another_comes_without_a_date(workspace, undated):
    held = undated(title="Gehouden")
    workspace.room.start(held)
    workspace.room.finish(held)
    # As a file of an older version may hold it.
    workspace.meetings.update(held, held_on=None)
    later = undated(later=-400, title="Later")
    assert [(row.number, row.id) for row in workspace.meetings.rows()] == [(1, held), (2, later)]
    assert workspace.meetings.plan(held).row.number == 1
