"""Agreed times in Voorbereiden: the lock in the rundown, by key, by mouse and in the details; the end of the meeting."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.timer import RUNNING
from ef_desktop.ui.forms import FormRow
from ef_desktop.ui.pages.cockpit_minutes import StepMinutesSheet
from ef_desktop.ui.pages.cockpit_rules import RulesSheet
from ef_desktop.ui.pages.prepare_rundown import end_words
from ef_desktop.ui.widgets.text import Label
from tests.gui.room_views import go, make_meeting, press, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier

CONTENT = make_meeting


@pytest.fixture
def page(app_window, made, qtbot):
    """Voorbereiden on a meeting with four blocks of ten minutes from 09:30."""
    return go(app_window, qtbot, "prepare", meeting_id=made)


def item(page, place: int):
    return page.ctx.workspace.meetings.plan(page.planner.meeting_id).items[place]


def row(page, place: int):
    return page.rundown.rundown().sketch.rows[place]


def test_the_lock_by_key_shows_moves_and_is_undone(page):
    page.rundown.setFocus()
    page.rundown.choose(item(page, 2).id)
    press(Qt.Key.Key_L, CONTROL, page.rundown)
    assert row(page, 2).fixed and row(page, 2).starts_at == 590
    page.planner.set_minutes(item(page, 0).id, 5)
    # What comes before it is shorter: it waits, and the free time is seen.
    assert (row(page, 1).starts_at, row(page, 2).starts_at, row(page, 2).gap) == (575, 590, 5)
    assert page.rundown.rundown().sketch.ends_at == 610
    press(Qt.Key.Key_L, CONTROL, page.rundown)
    assert not row(page, 2).fixed and row(page, 2).starts_at == 585
    page.ctx.undo()
    assert row(page, 2).fixed
    index = page.rundown.rundown().index(2)
    assert "afgesproken tijd" in index.data(Qt.ItemDataRole.AccessibleTextRole)


def test_a_click_on_the_time_locks_and_on_the_end_keeps_the_end(page):
    view = page.rundown
    rect = view.visualRect(view.rundown().index(1))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(20, rect.height() // 2))
    assert row(page, 1).fixed and page.details.isHidden()
    last = view.visualRect(view.rundown().index(4))
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=last.topLeft() + QPoint(20, last.height() // 2))
    assert page.ctx.workspace.meetings.end_stays(page.planner.meeting_id)
    assert "vast" in end_words(view.rundown().sketch)
    page.ctx.undo()
    assert end_words(view.rundown().sketch) == "Einde"


def test_a_meeting_without_a_beginning_says_what_to_do(page):
    page.ctx.workspace.meetings.update(page.planner.meeting_id, starts_at=None, ends_at=None)
    page.rundown.choose(item(page, 0).id)
    press(Qt.Key.Key_L, CONTROL, page.rundown)
    assert not row(page, 0).fixed
    assert any("hoe laat" in toast.accessibleName() for toast in page.window().toasts.visible_toasts())


def test_what_is_no_time_is_told_under_the_field_and_changes_nothing(page):
    page.rundown.choose(item(page, 1).id)
    page.show_details(True)
    field = page.details.fixed_end
    field.agreed.click()
    before = page.ctx.workspace.meetings.agreed_ends(page.planner.meeting_id)
    field.time.setFocus()
    QTest.keyClicks(field.time, "12:60")
    press(Qt.Key.Key_Tab, widget=field.time)
    (form_row,) = (one for one in page.details.findChildren(FormRow) if one.field is field)
    assert form_row.error() == "‘12:60’ is geen tijd. Typ bijvoorbeeld 13:30." and field.time.text() == "12:60"
    assert page.ctx.workspace.meetings.agreed_ends(page.planner.meeting_id) == before


def test_the_end_of_a_block_in_the_details(page):
    page.rundown.choose(item(page, 1).id)
    page.show_details(True)
    field = page.details.fixed_end
    field.agreed.click()
    QApplication.processEvents()
    ends = page.ctx.workspace.meetings.agreed_ends(page.planner.meeting_id)
    assert ends == {item(page, 1).id: 590} and row(page, 1).fixed_end == 590
    field.agreed.click()
    assert page.ctx.workspace.meetings.agreed_ends(page.planner.meeting_id) == {}


def test_the_rules_of_the_group_are_typed_here_too(page):
    page.ctx.actions.trigger("prepare.rules")
    (sheet,) = page.window().findChildren(RulesSheet)
    type_text("Telefoon uit")
    press(Qt.Key.Key_Escape, widget=sheet)
    assert page.ctx.workspace.meetings.rules(page.planner.meeting_id).extra == ("Telefoon uit",)


def test_the_minutes_of_steps_from_the_details(page):
    workspace = page.ctx.workspace
    case_block = next(block for block in workspace.library.blocks() if block.key == "casus")
    made = workspace.meetings.add_block(page.planner.meeting_id, case_block.id)
    page.rundown.choose(made)
    page.show_details(True)
    assert page.details.minutes.isVisible()
    page.details.minutes.click()
    (sheet,) = page.window().findChildren(StepMinutesSheet)
    steps = workspace.room.discussion.view(made).steps
    sheet.steppers[steps[0].id].step_by(2)
    assert workspace.room.discussion.view(made).steps[0].minutes == steps[0].minutes + 2
    assert "meer dan het blok" in sheet.total.text() or "dan het blok" in sheet.total.text()
    page.ctx.undo()
    assert sheet.steppers[steps[0].id].value() == steps[0].minutes
    press(Qt.Key.Key_Return, widget=sheet)
    assert sheet.isHidden()
    page.rundown.choose(item(page, 0).id)
    assert page.details.minutes.isHidden()


def test_in_the_meeting_the_end_that_may_not_move_is_kept(app_window, ctx, made, qtbot, manual_clock):
    meeting = made
    cockpit = go(app_window, qtbot, "cockpit", meeting_id=meeting)
    press(Qt.Key.Key_F5)
    assert ctx.workspace.room.timer(meeting).phase == RUNNING
    manual_clock.advance(60 * 60)
    cockpit.time.ask_proposal()
    (sheet,) = [child for child in app_window.children() if type(child).__name__ == "ProposalSheet"]
    sheet.fixed_end.click()
    assert ctx.workspace.meetings.end_stays(meeting)
    press(Qt.Key.Key_Escape, widget=sheet)


@pytest.mark.parametrize("size", [(1280, 660), (1366, 768), (1440, 900)])
def test_remarks_are_shown_whole_and_the_rest_is_counted(page, size):
    workspace, meeting = page.ctx.workspace, page.planner.meeting_id
    page.window().resize(*size)
    for place in range(4):
        workspace.meetings.agree_end(item(page, place).id, 571 + place)
    QApplication.processEvents()
    lines = [label for label in page.fit.findChildren(Label) if label.isVisible() and label.text()]
    for label in lines:
        assert label.height() >= label.heightForWidth(label.width()) or not label.wordWrap(), label.text()
    assert any("opmerking" in label.text() and label.toolTip() for label in lines)
    assert workspace.meetings.plan(meeting).advice


def test_what_a_block_took_before_is_said_and_taken_over(app_window, ctx, qtbot, manual_clock):
    workspace = ctx.workspace
    block = next(view for view in workspace.library.blocks() if view.key == "coaching")
    held = workspace.meetings.create("Eerder", held_on=date(2026, 3, 12), starts_at=570)
    workspace.meetings.add_block(held, block.id)
    workspace.meetings.add_text_item(held, "Slot", 5)
    workspace.room.start(held)
    manual_clock.advance(26 * 60)
    workspace.room.next(held)
    made = workspace.meetings.create("Nu", held_on=date(2026, 3, 19), starts_at=570)
    item = workspace.meetings.add_block(made, block.id)
    page = go(app_window, qtbot, "prepare", meeting_id=made)
    page.rundown.choose(item)
    page.show_details(True)
    assert "26 minuten" in page.details.experience.text()
    page.details.take_minutes.click()
    planned = workspace.meetings.plan(made).items[0].minutes
    assert planned == workspace.meetings.experience(block.id).suggested != block.minutes
    assert page.details.take_minutes.isHidden()
    page.ctx.undo()
    assert workspace.meetings.plan(made).items[0].minutes == block.minutes
