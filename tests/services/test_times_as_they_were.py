"""The rundown in the logbook: what was held stands there at the time at which it began."""

from tests.conftest import MOMENT

NOON = MOMENT.astimezone().hour * 60 + MOMENT.astimezone().minute


def agenda(workspace):
    (meeting,) = workspace.logbook.contents().book.meetings
    return [(item.title, item.planned_start, item.real_start, item.real_minutes) for item in meeting.agenda]


def test_a_block_stands_at_the_time_at_which_it_began(workspace, manual_clock):
    meeting = workspace.meetings.create("Samen", held_on=MOMENT.astimezone().date(), starts_at=NOON, ends_at=NOON + 60)
    for title in ("Welkom", "Gesprek", "Rondje"):
        workspace.meetings.add_text_item(meeting, title, 20)
    manual_clock.advance(7 * 60)
    workspace.room.start(meeting)
    manual_clock.advance(25 * 60)
    # Next, a moment too early: that is not when it was held.
    workspace.room.next(meeting)
    manual_clock.advance(4)
    workspace.room.back(meeting)
    manual_clock.advance(3 * 60)
    workspace.room.next(meeting)
    manual_clock.advance(15 * 60)
    workspace.room.finish(meeting)
    assert agenda(workspace) == [
        ("Welkom", NOON, NOON + 7, 28),
        ("Gesprek", NOON + 20, NOON + 35, 15),
        ("Rondje", NOON + 40, None, None),
    ]


def test_without_the_clock_the_plan_stands_there(workspace):
    meeting = workspace.meetings.create("Samen", held_on=MOMENT.astimezone().date(), starts_at=NOON, ends_at=NOON + 60)
    workspace.meetings.add_text_item(meeting, "Welkom", 20)
    workspace.room.finish(meeting)
    assert agenda(workspace) == [("Welkom", NOON, None, None)]
