"""Before the door opens: agreed beginnings, attendance by a few letters, rules of the room, experience with lengths."""

from datetime import date

import pytest

from ef_desktop.domain.errors import InvalidValueError


@pytest.fixture
def meeting(workspace):
    return workspace.meetings.create("Proef", held_on=date(2026, 3, 12), starts_at=600, ends_at=720)


def names(rows):
    return [row.name for row in rows]


def statuses(workspace, meeting):
    return {view.attendee.person.name: (view.attendee.status, view.late) for view in workspace.meetings.attendance(meeting)}


def test_an_agreed_beginning_moves_the_plan_and_is_advised_on(workspace, meeting):
    workspace.meetings.add_text_item(meeting, "Gesprek", 30)
    lunch = workspace.meetings.add_text_item(meeting, "Lunch", 30)
    workspace.meetings.add_text_item(meeting, "Slot", 20)
    workspace.meetings.update_item(lunch, fixed_start=11 * 60)
    plan = workspace.meetings.plan(meeting)
    assert [item.starts_at for item in plan.items] == [600, 660, 690]
    assert (plan.ends_at, plan.over_minutes, plan.planned_minutes) == (710, -10, 80)
    assert "Voor ‘Lunch’ zijn 30 minuten vrij." in [advice.text for advice in plan.advice]
    assert workspace.meetings.fixed_starts(meeting) == {lunch: 660}
    assert list(workspace.meetings.fixed_starts(workspace.meetings.duplicate(meeting)).values()) == [660]
    workspace.meetings.update_item(lunch, fixed_start=None)
    assert [item.starts_at for item in workspace.meetings.plan(meeting).items] == [600, 630, 660]
    with pytest.raises(InvalidValueError):
        workspace.meetings.update_item(lunch, fixed_start=1440)


def test_twenty_people_are_checked_in_by_a_few_letters(workspace, meeting):
    for name in ("Noor Visser", "Noah de Wit", "Samir Bakker", "Renée Östlund"):
        workspace.meetings.set_attendance(meeting, workspace.people.add(name), "expected", "guest")
    stranger = workspace.people.add("Nora Jansen")
    check_in = workspace.meetings.check_in
    assert names(check_in(meeting, "no").candidates) == ["Noah de Wit", "Noor Visser"]
    assert check_in(meeting, "noo").person.name == "Noor Visser"
    assert check_in(meeting, "no").person.name == "Noah de Wit"
    assert check_in(meeting, "rene ost").person.name == "Renée Östlund"
    assert check_in(meeting, "sb").person.name == "Samir Bakker"
    assert check_in(meeting, "samir").already
    assert check_in(meeting, "jans").person.id == stranger
    assert check_in(meeting, "xyz").person is None and check_in(meeting, "  ").person is None
    assert {status for status, _late in statuses(workspace, meeting).values()} == {"present"}
    assert {view.role for view in workspace.meetings.plan(meeting).attendees} == {"guest", "participant"}


def test_a_walk_in_is_one_step(workspace, meeting):
    workspace.meetings.walk_in(meeting, "Yusuf", outside=True)
    view = workspace.meetings.plan(meeting).attendees[0]
    assert (view.person.name, view.person.outside, view.status, view.role) == ("Yusuf", True, "present", "guest")
    workspace.undo.undo()
    assert workspace.people.rows() == () and workspace.meetings.plan(meeting).attendees == ()


def test_late_and_absent(workspace, meeting):
    noor, samir = workspace.people.add("Noor"), workspace.people.add("Samir")
    workspace.meetings.late(meeting, noor)
    workspace.meetings.absent(meeting, samir)
    assert statuses(workspace, meeting) == {"Noor": ("expected", True), "Samir": ("absent", False)}
    workspace.meetings.check_in(meeting, "noor")
    workspace.meetings.late(meeting, samir)
    assert statuses(workspace, meeting) == {"Noor": ("present", True), "Samir": ("expected", True)}


def test_rules_of_this_group(workspace, meeting):
    workspace.meetings.confirm_rules(meeting)
    workspace.meetings.set_extra_rules(meeting, ["Telefoons  weg", " ", "We eten om zes uur"])
    view = workspace.meetings.rules(meeting)
    assert (view.common, view.extra) == (workspace.library.rules(), ("Telefoons  weg", "We eten om zes uur"))
    assert not view.confirmed
    workspace.meetings.confirm_rules(meeting)
    assert workspace.meetings.rules(meeting).confirmed


def test_real_minutes_feed_the_next_planning(workspace, manual_clock):
    block = next(view for view in workspace.library.blocks() if view.key == "coaching")
    assert workspace.meetings.experience(block.id).words == ""
    for day, took in ((12, 26), (13, 31), (14, 28)):
        meeting = workspace.meetings.create("Proef", held_on=date(2026, 3, day), starts_at=600)
        workspace.meetings.add_block(meeting, block.id)
        workspace.meetings.add_text_item(meeting, "Slot", 5)
        workspace.room.start(meeting)
        manual_clock.advance(took * 60)
        workspace.room.next(meeting)
    found = workspace.meetings.experience(block.id)
    assert [held.real for held in found.held] == [28, 31, 26]
    assert {held.planned for held in found.held} == {block.minutes}
    assert (found.suggested, found.words[:18]) == (30, "3 keer gehouden. D")
