"""A block that begins at an agreed time: set while planning, seen on the timeline, kept by the clock."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.widgets.timeline import stretches
from tests.gui.room_views import go, make_meeting, press

CONTENT = make_meeting


@pytest.fixture
def meeting(made):
    return made


def test_set_and_take_away_in_the_details(app_window, ctx, qtbot, meeting):
    page = go(app_window, qtbot, "prepare", meeting_id=meeting)
    item = ctx.workspace.meetings.plan(meeting).items[2]
    page.rundown.choose(item.id)
    page.show_details(True)
    field = page.details.fixed
    assert field.value() is None and not field.time.isEnabled()
    field.agreed.setFocus()
    press(Qt.Key.Key_Space)
    # It proposes the time at which the block begins by the plan.
    assert ctx.workspace.meetings.fixed_starts(meeting) == {item.id: 590}
    field.time.setFocus()
    press(Qt.Key.Key_Up)
    page.details.saver.flush()
    assert ctx.workspace.meetings.fixed_starts(meeting) == {item.id: 650}
    ctx.undo()
    ctx.undo()
    assert ctx.workspace.meetings.fixed_starts(meeting) == {}
    assert page.details.fixed.value() is None


def test_the_timeline_and_the_clock_keep_it(app_window, ctx, qtbot, meeting, manual_clock):
    item = ctx.workspace.meetings.plan(meeting).items[2]
    ctx.workspace.meetings.update_item(item.id, fixed_start=600)
    page = go(app_window, qtbot, "cockpit", meeting_id=meeting)
    press(Qt.Key.Key_F5)
    state = ctx.workspace.room.timer(meeting)
    drawn = [s for s in stretches([(i.title, i.icon) for i in page.view().items], state, None, frozenset({item.id})) if s.fixed]
    assert [(s.row, s.full) for s in drawn] == [("plan", "Onderdeel 3 · 10:00-10:10, vaste begintijd")]
    assert page._fixed == {item.id}
    # The block before runs until its own time is up, not until the agreed beginning.
    press(Qt.Key.Key_F9)
    assert page.now.face().span.endswith("loopt tot 09:40")
    manual_clock.advance(33 * 60)
    page.tick()
    QApplication.processEvents()
    assert page.time.proposal.deadline == item.id
