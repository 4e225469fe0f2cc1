"""The clock set right in the room: beginnings, skipped and inserted blocks, and the proposal on an overrun."""

from datetime import date

import pytest

from ef_desktop.domain.errors import InvalidValueError


@pytest.fixture
def meeting(workspace):
    """09:30 to 11:00: talk 20, break 10, talk 30, outcomes 12 (least 9), evaluation; 6 minutes to spare at first."""
    meeting = workspace.meetings.create("Proef", held_on=date(2026, 3, 12), starts_at=570, ends_at=660)
    workspace.meetings.add_text_item(meeting, "Gesprek", 20)
    workspace.meetings.add_block(meeting, block(workspace, "pauze").id)
    workspace.meetings.add_text_item(meeting, "Oefening", 30)
    workspace.meetings.add_text_item(meeting, "Rondje", 10)
    workspace.meetings.add_block(meeting, block(workspace, "opbrengsten").id)
    return meeting


def block(workspace, key):
    return next(view for view in workspace.library.blocks() if view.key == key)


def lengths(workspace, meeting):
    return [item.expected_seconds // 60 for item in workspace.room.timer(meeting).items]


def test_next_and_three_minutes_ago_are_two_actions_and_two_undos(workspace, manual_clock, meeting):
    workspace.room.start(meeting)
    manual_clock.advance(20 * 60)
    before = workspace.room.timer(meeting)
    workspace.room.next(meeting)
    workspace.room.started_ago(meeting, 3)
    state = workspace.room.timer(meeting)
    assert (state.elapsed_seconds, state.items[0].spent_seconds) == (180, 17 * 60)
    workspace.undo.undo()
    workspace.undo.undo()
    assert workspace.room.timer(meeting) == before


def test_forgotten_to_start_is_one_action(workspace, meeting):
    workspace.room.started_ago(meeting, 7)
    state = workspace.room.timer(meeting)
    assert (state.phase, state.elapsed_seconds, state.index) == ("running", 420, 0)
    workspace.undo.undo()
    assert workspace.room.timer(meeting).phase == "waiting"


def test_too_long_ago_is_said_and_nothing_changes(workspace, manual_clock, meeting):
    workspace.room.start(meeting)
    manual_clock.advance(240)
    workspace.room.next(meeting)
    before = workspace.room.timer(meeting)
    with pytest.raises(InvalidValueError, match="4 minuten geleden"):
        workspace.room.started_ago(meeting, 5)
    with pytest.raises(InvalidValueError):
        workspace.room.started_ago(meeting, 721)
    assert workspace.room.timer(meeting) == before
    workspace.room.started_ago(meeting, 4)
    assert workspace.room.timer(meeting).elapsed_seconds == 240


def test_after_sleep_past_midnight(workspace, manual_clock):
    meeting = workspace.meetings.create("Laat", held_on=date(2026, 3, 12), starts_at=23 * 60)
    for title in ("Een", "Twee"):
        workspace.meetings.add_text_item(meeting, title, 30)
    manual_clock.advance(13.5 * 3600)
    workspace.room.start(meeting)
    manual_clock.advance(95 * 60)
    workspace.room.next(meeting)
    workspace.room.started_ago(meeting, 65)
    assert [item.spent_seconds // 60 for item in workspace.room.timer(meeting).items] == [30, 65]


def test_a_skipped_block_is_passed_over(workspace, meeting):
    workspace.room.start(meeting)
    ids = [item.id for item in workspace.room.timer(meeting).items]
    workspace.room.skip(meeting, ids[1])
    view = workspace.room.view(meeting)
    assert (view.following.title, view.timer.behind_seconds) == ("Oefening", -15 * 60)
    workspace.room.next(meeting)
    assert workspace.room.timer(meeting).current == ids[2]
    workspace.room.back(meeting)
    assert workspace.room.timer(meeting).current == ids[1]


def test_a_skipped_block_can_be_held_after_all(workspace, meeting):
    workspace.room.start(meeting)
    item = workspace.room.timer(meeting).items[3].id
    workspace.room.skip(meeting, item)
    workspace.room.unskip(meeting, item)
    assert workspace.room.timer(meeting).items[3].state == "todo"


def test_a_block_in_between_comes_next(workspace, meeting):
    workspace.room.start(meeting)
    new = workspace.room.insert(meeting, "Frisse neus", 5)
    assert workspace.room.view(meeting).following.id == new
    assert lengths(workspace, meeting)[:3] == [20, 5, 15]


def test_no_proposal_without_an_overrun(workspace, meeting):
    assert workspace.room.proposal(meeting) is None
    workspace.room.start(meeting)
    assert workspace.room.proposal(meeting) is None


def test_a_proposal_keeps_break_and_outcomes_and_is_one_step(workspace, manual_clock, meeting):
    workspace.room.start(meeting)
    manual_clock.advance(31 * 60)
    found = workspace.room.proposal(meeting)
    total = sum(lengths(workspace, meeting)) - 90
    assert sum(minutes for _item, minutes in found.proposal.shorten) == found.proposal.over == total
    assert found.title == f"De bijeenkomst eindigt zo {total} minuten te laat."
    assert [line.split("’")[0] for line in found.lines] == ["‘Oefening", "‘Rondje"]
    before = lengths(workspace, meeting)
    workspace.room.accept(meeting, found)
    after = lengths(workspace, meeting)
    assert (after[1], after[4], sum(after)) == (before[1], before[4], 90)
    assert [item.minutes for item in workspace.meetings.plan(meeting).items][2:4] == [30, 10]
    assert workspace.room.proposal(meeting) is None
    with pytest.raises(InvalidValueError, match="verder"):
        workspace.room.accept(meeting, found)
    workspace.undo.undo()
    assert lengths(workspace, meeting) == before


def test_moving_the_end_is_the_last_way_out(workspace, manual_clock, meeting):
    workspace.room.start(meeting)
    manual_clock.advance(3 * 3600)
    found = workspace.room.proposal(meeting)
    assert found.proposal.move_end and not found.proposal.skip
    workspace.room.accept(meeting, found)
    assert workspace.meetings.plan(meeting).row.ends_at == 660 + found.proposal.move_end
    assert workspace.room.proposal(meeting) is None
    workspace.undo.undo()
    workspace.meetings.keep_end(meeting)
    assert workspace.room.proposal(meeting).proposal.unsolved


def test_an_agreed_beginning_is_protected_first(workspace, manual_clock, meeting):
    items = workspace.meetings.plan(meeting).items
    workspace.meetings.update_item(items[3].id, fixed_start=10 * 60 + 35)
    workspace.room.start(meeting)
    manual_clock.advance(26 * 60)
    found = workspace.room.proposal(meeting)
    assert (found.deadline, found.title) == (items[3].id, "‘Rondje’ begint zo 6 minuten te laat.")
    assert found.proposal.shorten == ((items[2].id, 6),)
    workspace.room.accept(meeting, found)
    assert workspace.room.proposal(meeting) is None
