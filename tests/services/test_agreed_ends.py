"""Agreed ends: of a block that must be over at a time, and of a meeting whose end may not move."""

from datetime import date

import pytest

from ef_desktop.domain.errors import InvalidValueError


@pytest.fixture
def meeting(workspace) -> bytes:
    """Three blocks of twenty minutes from 09:30, until 10:30."""
    made = workspace.meetings.create("Houding en gedrag", held_on=date(2026, 3, 12), starts_at=570, ends_at=630)
    for number in (1, 2, 3):
        workspace.meetings.add_text_item(made, f"Blok {number}", 20)
    return made


def items(workspace, meeting):
    return workspace.meetings.plan(meeting).items


def test_a_plan_that_ends_a_block_too_late_gets_a_remark(workspace, meeting):
    second = items(workspace, meeting)[1]
    workspace.meetings.agree_end(second.id, 610)
    assert not any("afgesproken tijd klaar" in advice.text for advice in workspace.meetings.plan(meeting).advice)
    workspace.meetings.set_minutes(second.id, 30)
    (told,) = [advice for advice in workspace.meetings.plan(meeting).advice if "afgesproken tijd klaar" in advice.text]
    assert "‘Blok 2’ is 10 minuten" in told.text and told.level == "warning"


def test_an_overrun_protects_the_agreed_end_first(workspace, meeting, manual_clock):
    second = items(workspace, meeting)[1]
    workspace.meetings.agree_end(second.id, 610)
    workspace.room.start(meeting)
    manual_clock.advance(26 * 60)
    proposal = workspace.room.proposal(meeting)
    assert proposal.deadline == second.id and "‘Blok 2’ zou 6 minuten te laat klaar zijn" in proposal.title
    assert proposal.proposal.shorten == ((second.id, 6),)
    workspace.room.accept(meeting, proposal)
    workspace.room.next(meeting)
    assert workspace.room.proposal(meeting) is None


def test_an_end_that_stays_is_not_moved_by_a_proposal(workspace, meeting, manual_clock):
    workspace.room.start(meeting)
    manual_clock.advance(75 * 60)
    assert workspace.room.proposal(meeting).proposal.move_end
    workspace.meetings.keep_end(meeting)
    found = workspace.room.proposal(meeting).proposal
    assert not found.move_end and found.unsolved
    workspace.undo.undo()
    assert not workspace.meetings.end_stays(meeting)
    assert workspace.room.proposal(meeting).proposal.move_end


def test_setting_the_same_again_is_no_step_and_letting_go_is_one(workspace, meeting):
    first = items(workspace, meeting)[0]
    workspace.meetings.agree_end(first.id, 600)
    before = workspace.undo.state()
    workspace.meetings.agree_end(first.id, 600)
    assert workspace.undo.state() == before
    workspace.meetings.agree_end(first.id, None)
    assert workspace.meetings.agreed_ends(meeting) == {}
    workspace.undo.undo()
    assert workspace.meetings.agreed_ends(meeting) == {first.id: 600}


def test_times_that_do_not_exist_are_refused(workspace, meeting):
    with pytest.raises(InvalidValueError):
        workspace.meetings.agree_end(items(workspace, meeting)[0].id, 1440)


def test_a_copy_of_a_meeting_keeps_its_agreed_ends(workspace, meeting):
    workspace.meetings.agree_end(items(workspace, meeting)[1].id, 610)
    copy = workspace.meetings.duplicate(meeting)
    assert list(workspace.meetings.agreed_ends(copy).values()) == [610]


def test_rules_of_a_group_are_one_step_and_on_the_wall(workspace, meeting):
    common = workspace.projection.frame(meeting, "rules").rules
    workspace.meetings.agree_rules(meeting, ("Telefoon uit", " "), True)
    frame = workspace.projection.frame(meeting, "rules")
    assert frame.rules == (*common, "Telefoon uit") and len(frame.icons) == len(frame.rules)
    assert workspace.meetings.rules(meeting).confirmed
    workspace.undo.undo()
    assert workspace.projection.frame(meeting, "rules").rules == common
    assert not workspace.meetings.rules(meeting).confirmed
