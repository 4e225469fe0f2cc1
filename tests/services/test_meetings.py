"""Planning a meeting through the services, on a real work file."""

from datetime import date

import pytest

from ef_desktop.domain.errors import InvalidValueError, NotFoundError


def block(workspace, key):
    return next(view for view in workspace.library.blocks() if view.key == key)


def template(workspace, key):
    return next(view for view in workspace.library.templates() if view.key == key)


@pytest.mark.parametrize(
    ("key", "minutes", "ends_at"),
    [("halve_dag", 180, 720), ("avond", 120, 1290), ("eerste_dag", 390, 960), ("eerste_dagdeel", 240, 1020)],
)
def test_every_template_makes_a_whole_plan_that_fits(workspace, key, minutes, ends_at):
    source = template(workspace, key)
    meeting = workspace.meetings.create("", template=source.id, held_on=date(2026, 4, 2))
    plan = workspace.meetings.plan(meeting)
    assert plan.row.title == source.title
    assert (plan.planned_minutes, plan.ends_at, plan.over_minutes) == (minutes, ends_at, 0)
    assert {advice.code for advice in plan.advice} <= {"spare", "no_date"}
    assert sum(item.closes for item in plan.items) == 1


def test_a_block_comes_before_the_closing_one_unless_it_closes(workspace):
    meeting = workspace.meetings.create("Proef", starts_at=540)
    closing = workspace.meetings.add_block(meeting, block(workspace, "opbrengsten").id)
    video = workspace.meetings.add_block(meeting, block(workspace, "video").id)
    first = workspace.meetings.add_block(meeting, block(workspace, "opening").id, 0)
    assert [item.id for item in workspace.meetings.plan(meeting).items] == [first, video, closing]
    assert [item.starts_at for item in workspace.meetings.plan(meeting).items] == [540, 548, 565]


def test_moving_and_taking_out_and_undo(workspace):
    meeting = workspace.meetings.create("Proef")
    keys = ("opening", "video", "coaching", "opbrengsten")
    ids = [workspace.meetings.add_block(meeting, block(workspace, key).id) for key in keys]
    workspace.meetings.move_item(ids[0], 2)
    order = [item.block_key for item in workspace.meetings.plan(meeting).items]
    assert order == ["video", "coaching", "opening", "opbrengsten"]
    workspace.meetings.remove_items([ids[1], ids[2]])
    assert [item.block_key for item in workspace.meetings.plan(meeting).items] == ["opening", "opbrengsten"]
    workspace.undo.undo()
    workspace.undo.undo()
    assert [item.block_key for item in workspace.meetings.plan(meeting).items] == list(keys)


def test_warnings_come_and_go(workspace):
    meeting = workspace.meetings.create("Proef", starts_at=540, ends_at=560)
    workspace.meetings.add_block(meeting, block(workspace, "video").id)
    codes = {advice.code for advice in workspace.meetings.plan(meeting).advice}
    assert {"no_outcomes", "no_date"} <= codes
    closing = workspace.meetings.add_block(meeting, block(workspace, "opbrengsten").id)
    plan = workspace.meetings.plan(meeting)
    assert plan.over_minutes == 9
    assert "9 minuten te lang" in next(advice.text for advice in plan.advice if advice.code == "too_long")
    workspace.meetings.set_minutes(closing, 3)
    assert workspace.meetings.plan(meeting).over_minutes == 0


def test_own_words_replace_those_of_the_block_and_go_back(workspace):
    meeting = workspace.meetings.create("Proef")
    item = workspace.meetings.add_block(meeting, block(workspace, "coaching").id)
    workspace.meetings.update_item(item, title="Met z'n drieën", instruction=("Een", "Twee"), notes="Alleen voor mij")
    view = workspace.meetings.plan(meeting).items[0]
    assert (view.title, view.instruction, view.notes) == ("Met z'n drieën", ("Een", "Twee"), "Alleen voor mij")
    workspace.meetings.update_item(item, title="")
    assert workspace.meetings.plan(meeting).items[0].title == "Coaching in drietallen"


@pytest.mark.parametrize("fields", [{"title": " "}, {"starts_at": 600, "ends_at": 600}])
def test_what_cannot_be_is_refused_and_nothing_changes(workspace, fields):
    meeting = workspace.meetings.create("Proef")
    before = workspace.meetings.plan(meeting)
    with pytest.raises(InvalidValueError):
        workspace.meetings.update(meeting, **fields)
    assert workspace.meetings.plan(meeting) == before


def test_minutes_have_bounds(workspace):
    meeting = workspace.meetings.create("Proef")
    item = workspace.meetings.add_text_item(meeting, "Zelf bedacht", 20)
    for minutes in (-1, 1441):
        with pytest.raises(InvalidValueError):
            workspace.meetings.set_minutes(item, minutes)


def test_a_removed_meeting_is_gone_with_all_and_comes_back_with_all(workspace):
    meeting = workspace.meetings.create("Proef", template=template(workspace, "avond").id)
    card = workspace.outcomes.add(meeting, "inzicht", "Bel eerst, mail later")
    workspace.meetings.remove(meeting)
    assert workspace.meetings.rows() == ()
    with pytest.raises(NotFoundError):
        workspace.meetings.plan(meeting)
    with pytest.raises(NotFoundError):
        workspace.outcomes.card(card)
    workspace.undo.undo()
    assert len(workspace.meetings.plan(meeting).items) == 10
    assert workspace.outcomes.card(card).text == "Bel eerst, mail later"


def test_a_copy_has_the_rundown_and_nothing_else(workspace):
    meeting = workspace.meetings.create("Proef", template=template(workspace, "avond").id, held_on=date(2026, 4, 2))
    workspace.outcomes.add(meeting, "inzicht", "Iets")
    copy = workspace.meetings.plan(workspace.meetings.duplicate(meeting))
    original = workspace.meetings.plan(meeting)
    assert [item.title for item in copy.items] == [item.title for item in original.items]
    assert (copy.row.held_on, copy.row.outcome_count, copy.row.title) == (None, 0, "Proef (kopie)")


def test_people_and_cases_of_a_meeting(workspace):
    noor, samir = workspace.people.add("Noor Visser"), workspace.people.add("Samir Bakker", outside=True)
    meeting = workspace.meetings.create("Proef", facilitators=[noor])
    workspace.meetings.set_attendance(meeting, samir, "present", "guest")
    attendees = workspace.meetings.plan(meeting).attendees
    assert [(a.person.name, a.role, a.status) for a in attendees] == [
        ("Noor Visser", "facilitator", "expected"),
        ("Samir Bakker", "guest", "present"),
    ]
    workspace.meetings.set_attendance(meeting, samir, None)
    workspace.meetings.set_attendance(meeting, samir, "absent")
    assert workspace.meetings.plan(meeting).attendees[1].status == "absent"
    case = workspace.cases.add("Stadstuin Voorhof")
    item = workspace.meetings.add_block(meeting, block(workspace, "casus").id)
    workspace.meetings.update_item(item, case_id=case)
    assert [row.title for row in workspace.meetings.plan(meeting).cases] == ["Stadstuin Voorhof"]
    workspace.meetings.remove_case(meeting, case)
    plan = workspace.meetings.plan(meeting)
    assert plan.cases == () and plan.items[0].case_id is None


def test_an_own_block_is_in_the_library_and_stays_in_meetings_when_hidden(workspace):
    own = workspace.library.add_block("Wandeling", 30, instruction=["Loop langs de plek."])
    meeting = workspace.meetings.create("Proef")
    workspace.meetings.add_block(meeting, own)
    workspace.library.hide_block(own)
    assert own not in [view.id for view in workspace.library.blocks()]
    assert workspace.meetings.plan(meeting).items[0].instruction == ("Loop langs de plek.",)


def test_a_meeting_alone_reads_as_in_the_list(workspace, manual_clock):
    for title, day in (("Laat", date(2026, 6, 1)), ("Zonder dag", None), ("Vroeg", date(2026, 1, 1)), ("Ook laat", date(2026, 6, 1))):
        workspace.meetings.create(title, held_on=day, template=template(workspace, "avond").id)
        # Ids of the same millisecond have no order.
        manual_clock.advance(1)
    rows = workspace.meetings.rows()
    assert [row.title for row in rows] == ["Vroeg", "Laat", "Ook laat", "Zonder dag"]
    assert [workspace.meetings.plan(row.id).row for row in rows] == list(rows)
