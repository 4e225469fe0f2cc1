"""Which round of a meeting the page of the work form shows: of a block, beside the agenda, another one, or none yet."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu

from ef_desktop.db.tables import WorkFormRound
from ef_desktop.domain.timer import RUNNING, WAITING
from ef_desktop.i18n import _, set_language
from ef_desktop.ui.actions import MENUS
from ef_desktop.ui.pages.workform import WorkFormPage
from ef_desktop.ui.pages.workform_begin import BeginSheet
from tests.gui.room_views import go, press
from tests.gui.workform_desk import CONTROL, make_round, recorded, work

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def bare(ctx):
    """A meeting that goes on, without the work form in its agenda."""
    meetings = ctx.workspace.meetings
    meeting = meetings.create("Houding en gedrag", held_on=date(2026, 3, 12), starts_at=570)
    for title in ("Kring", "Slot"):
        meetings.add_text_item(meeting, title, 20)
    ctx.workspace.room.start(meeting)
    return meeting


def sheet_of(window):
    """Return the sheet that is open."""
    return next(sheet for sheet in window.findChildren(BeginSheet) if sheet.isVisible())


def test_a_round_beside_the_agenda_is_begun_and_led_from_the_cockpit(app_window, qtbot, bare, manual_clock):
    go(app_window, qtbot, "cockpit", meeting_id=bare)
    press(Qt.Key.Key_R, ALT)
    page = app_window.page
    assert page.page_id == "workform" and page.none.isVisible() and not page.head.next.isVisible()
    press(Qt.Key.Key_F10)
    assert sheet_of(app_window).variant.current() == "full"
    press(Qt.Key.Key_Return)
    row = page.lead.view.row
    assert (row.item_id, row.people, page.lead.phase()) == (None, 12, RUNNING)
    assert page.strip.isVisible() and page.body.isVisible()
    page.ctx.workspace.room.next(bare)
    manual_clock.advance(60)
    press(Qt.Key.Key_F10)
    assert page.parts.current() == "choices" and page.lead.phase() == RUNNING
    press(Qt.Key.Key_T, ALT)
    press(Qt.Key.Key_Plus)
    press(Qt.Key.Key_Return)
    assert page.lead.view.steps[0].minutes == 6
    for _step in range(4):
        press(Qt.Key.Key_Z, CONTROL)
    # Beginning is one step to undo: with it the round is gone.
    assert page.lead.view is None and page.none.isVisible()


def test_the_wall_shows_the_round_beside_the_agenda_that_goes_on(app_window, qtbot, ctx, bare):
    meeting, item = make_round(ctx.workspace, 6)
    work_form = ctx.workspace.workform
    work_form.next(work_form.round_of(item))
    ctx.workspace.meetings.add_text_item(meeting, "Slot", 10)
    beside = work_form.begin(meeting, start=True)
    ctx.workspace.room.next(meeting)
    page = go(app_window, qtbot, "workform", meeting_id=meeting)
    page.choose_round(None, beside)
    press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier)
    assert (ctx.wall.scene, ctx.workspace.projection.frame(meeting, "workform").title) == ("workform", "Uitleg en afspraken")
    ctx.wall.hide_wall()
    # One that was left in the middle comes before one that is over.
    for _step in page.lead.view.steps:
        work_form.next(beside)
    assert ctx.workspace.projection.frame(meeting, "workform").title == "Eigen keuze"
    assert work_form.on_wall(bare, None) is None


def test_what_was_left_for_later_is_told_at_the_end(app_window, qtbot, ctx):
    meeting, item = make_round(ctx.workspace, 6)
    page = go(app_window, qtbot, "workform", meeting_id=meeting, item_id=item)
    press(Qt.Key.Key_L, ALT)
    for _step in range(9):
        press(Qt.Key.Key_F10)
    assert page.context_text() == "De werkvorm is klaar. Voor later: Uitleg en afspraken."


def test_the_meeting_alone_finds_its_round(app_window, qtbot, ctx, bare):
    meeting, item = make_round(ctx.workspace, 6)
    page = go(app_window, qtbot, "workform", meeting_id=meeting)
    assert (page.lead.item, page.lead.view.row.people) == (item, 6)
    ctx.workspace.meetings.add_text_item(meeting, "Slot", 10)
    ctx.workspace.room.next(meeting)
    page = go(app_window, qtbot, "workform", meeting_id=bare)
    assert page.lead.view is None
    page = go(app_window, qtbot, "workform", meeting_id=meeting)
    assert page.lead.item == item


def test_another_round_is_chosen_in_a_menu(app_window, qtbot, ctx, manual_clock):
    meeting, item = make_round(ctx.workspace, 6)
    manual_clock.advance(60)
    beside = ctx.workspace.workform.begin(meeting, people=8)
    ctx.workspace.workform.recording.choose(beside, [])
    page = go(app_window, qtbot, "workform", meeting_id=meeting, item_id=item)
    press(Qt.Key.Key_K, ALT)
    menu = page.findChildren(QMenu)[-1]
    assert [action.isChecked() for action in menu.actions() if action.isCheckable()] == [True, False]
    menu.actions()[1].trigger()
    menu.close()
    assert (page.lead.view.row.id, page.lead.phase()) == (beside, WAITING)
    assert recorded(page).counted == 1
    # The cockpit comes with the block and shows its round again.
    page = go(app_window, qtbot, "workform", meeting_id=meeting, item_id=item)
    assert page.lead.view.row.people == 6


def test_a_second_round_of_a_block_is_reached_too(app_window, qtbot, ctx):
    """Two colleagues began the same block apart: after the merge there are two rounds in it."""
    meeting, item = make_round(ctx.workspace, 6)
    first = ctx.workspace.workform.round_of(item)
    with ctx.workspace._store.unit("") as session:
        session.add(WorkFormRound(id=b"\xff" * 16, meeting_id=meeting, item_id=item, variant="short", group_size=9))
    page = go(app_window, qtbot, "workform", meeting_id=meeting, item_id=item)
    assert page.lead.view.row.people == 9
    page.choose_round(item, first)
    assert page.lead.view.row.people == 6
    page.reload()
    assert page.lead.view.row.id == first
    work(page).remove(first)
    assert page.lead.view.row.people == 9


def test_changing_script_group_and_case_is_one_step_to_undo(app_window, qtbot, ctx):
    meeting, item = make_round(ctx.workspace, 6)
    page = go(app_window, qtbot, "workform", meeting_id=meeting, item_id=item)
    before = page.lead.view.row
    press(Qt.Key.Key_P, ALT)
    sheet = sheet_of(app_window)
    sheet.variant.set_current("short")
    sheet.people.set_value(9)
    sheet.case.set_value(None)
    press(Qt.Key.Key_Return)
    row = page.lead.view.row
    assert (row.variant, row.people, row.case_id) == ("short", 9, None)
    press(Qt.Key.Key_Z, CONTROL)
    assert page.lead.view.row == before


def test_beginning_with_names_and_without_the_case_of_the_block_is_one_step(app_window, qtbot, ctx):
    meeting, item = make_round(ctx.workspace, 6)
    ctx.workspace.workform.remove(ctx.workspace.workform.round_of(item))
    page = go(app_window, qtbot, "workform", meeting_id=meeting, item_id=item)
    assert page.none.isVisible() and QApplication.focusWidget() is page.none.button
    press(Qt.Key.Key_Space)
    sheet = sheet_of(app_window)
    sheet.case.set_value(None)
    sheet.storage.names.setChecked(True)
    sheet.variant.setFocus()
    press(Qt.Key.Key_Return)
    row = page.lead.view.row
    assert (row.names, row.case_id, page.lead.phase()) == (True, None, RUNNING)
    press(Qt.Key.Key_Z, CONTROL)
    assert page.lead.view is None


def test_without_a_meeting_the_page_asks_for_one(app_window, qtbot):
    page = go(app_window, qtbot, "workform")
    assert page.none.isVisible() and not page.head.rounds.isVisible()
    press(Qt.Key.Key_Space)
    assert app_window.page_id == "meetings"


@pytest.mark.parametrize("code", ["nl", "en"])
def test_no_key_of_the_page_opens_a_menu_instead(ctx, qtbot, code):
    set_language(code)
    page = WorkFormPage(ctx)
    qtbot.addWidget(page)
    menus = {title[title.index("&") + 1].upper() for _name, msgid in MENUS for title in [_(msgid)]}
    keys = [action.shortcut for action in page.page_actions()]
    assert "Alt+P" in keys
    assert not {f"Alt+{letter}" for letter in menus} & set(keys)
