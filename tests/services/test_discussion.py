"""Leading a case discussion on a real work file."""

from datetime import date

import pytest

from ef_desktop.domain.errors import InvalidValueError


@pytest.fixture
def item(workspace, manual_clock):
    meeting = workspace.meetings.create("Proef", held_on=date(2026, 3, 12), starts_at=570)
    block = next(view for view in workspace.library.blocks() if view.key == "casus")
    item = workspace.meetings.add_block(meeting, block.id)
    workspace.meetings.update_item(item, minutes=50, case_id=workspace.cases.add("Stadstuin Voorhof", initiator_knows="weet"))
    workspace.meetings.add_text_item(meeting, "Slot", 10)
    workspace.room.start(meeting)
    # Two events of the same millisecond are kept one millisecond apart.
    manual_clock.advance(1)
    return item


def states(workspace, item):
    return [step.state for step in workspace.room.discussion.view(item).steps]


def test_a_whole_discussion(workspace, manual_clock, item):
    discussion = workspace.room.discussion
    discussion.start(item)
    manual_clock.advance(120)
    view = discussion.view(item)
    assert (len(view.steps), view.steps[0].title, view.clock.remaining_seconds) == (8, "Vertellen", 240)
    assert view.case_title == "Stadstuin Voorhof"
    before = discussion.view(item)
    discussion.next(item)
    assert states(workspace, item)[:3] == ["done", "current", "todo"]
    workspace.undo.undo()
    assert discussion.view(item) == before
    workspace.undo.redo()
    discussion.skip(item, "meedenken")
    discussion.skip(item, "feiten")
    assert states(workspace, item)[:4] == ["done", "skipped", "current", "skipped"]
    discussion.back(item)
    assert states(workspace, item)[1] == "current"
    for _step in range(8):
        discussion.next(item)
    assert discussion.view(item).clock.phase == "finished"
    discussion.start(item)
    assert discussion.view(item).clock.current == "oogst"


def test_pause_of_the_meeting_holds_for_the_step(workspace, manual_clock, item):
    meeting = workspace.meetings.rows()[0].id
    workspace.room.discussion.start(item)
    workspace.room.pause(meeting)
    manual_clock.advance(600)
    workspace.room.resume(meeting)
    manual_clock.advance(30)
    assert workspace.room.discussion.view(item).steps[0].spent_seconds == 30
    assert workspace.room.timer(meeting).elapsed_seconds == 31


def test_variant_lengths_and_notes(workspace, item):
    discussion = workspace.room.discussion
    discussion.set_minutes(item, "vertellen", 9)
    discussion.choose(item, "open_tafel")
    view = discussion.view(item)
    assert (view.variant.name, len(view.steps), sum(step.minutes for step in view.steps)) == ("Open tafel", 7, 50)
    discussion.set_minutes(item, "oogst", 11)
    discussion.note(item, "feiten", "Alleen voor mij")
    steps = {step.id: step for step in discussion.view(item).steps}
    assert (steps["oogst"].minutes, steps["feiten"].note) == (11, "Alleen voor mij")
    assert discussion.view(item).variant.id == "open_tafel"
    for call in (lambda: discussion.choose(item, "x"), lambda: discussion.note(item, "x", ""), lambda: discussion.set_minutes(item, "oogst", 0)):
        with pytest.raises(InvalidValueError):
            call()


def test_the_wall_sees_prompts_and_never_notes(workspace, manual_clock, item):
    discussion = workspace.room.discussion
    assert (discussion.frame(item).title, discussion.frame(item).remaining_seconds) == ("Vertellen", None)
    discussion.start(item)
    discussion.note(item, "vertellen", "Geheim")
    manual_clock.advance(60)
    frame = discussion.frame(item)
    assert (frame.number, frame.count, frame.remaining_seconds, frame.case_title) == (1, 8, 300, "Stadstuin Voorhof")
    assert frame.prompts[0] == "Wat gebeurde er? Begin bij het begin."
    assert "Geheim" not in repr(frame)
    manual_clock.advance(600)
    assert (discussion.frame(item).remaining_seconds, discussion.frame(item).note) == (0, "We ronden af")
    workspace.cases.update(discussion.view(item).case_id, initiator_knows="nee")
    assert discussion.frame(item).case_title == ""
