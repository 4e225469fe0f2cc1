"""The work form in the cockpit: beginning it, its steps and turns by key, and going to the page where is recorded."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.timer import FINISHED, RUNNING
from ef_desktop.ui.pages.workform_begin import BeginSheet
from ef_desktop.ui.pages.workform_minutes import WorkMinutesSheet
from tests.gui.room_views import go, press, type_text
from tests.services.workform_house import NAMES

ALT, CONTROL, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def with_work_form(workspace):
    """Make a meeting of twelve people with the work form as its first block, and a case."""
    with workspace._store.unit(""):
        meeting = workspace.meetings.create("Rollen", held_on=date(2026, 3, 12), starts_at=570)
        case = workspace.cases.add("Stadstuin Voorhof", initiator_knows="weet")
        workspace.meetings.add_case(meeting, case)
        for name in NAMES:
            workspace.meetings.set_attendance(meeting, workspace.people.add(f"{name} Jansen"), "present")
        block = next(view for view in workspace.library.blocks() if view.key == "rollen_talenten")
        item = workspace.meetings.add_block(meeting, block.id)
        workspace.meetings.update_item(item, case_id=case)
        workspace.meetings.add_text_item(meeting, "Slot", 10)
    return meeting


CONTENT = with_work_form


@pytest.fixture
def meeting(made):
    return made


@pytest.fixture
def cockpit(app_window, meeting, qtbot, manual_clock):
    """The cockpit of that meeting while it runs, with the keyboard."""
    page = go(app_window, qtbot, "cockpit", meeting_id=meeting)
    press(Qt.Key.Key_F5)
    manual_clock.advance(1)
    return page


def view(page):
    """Return the round of the page."""
    return page.work.lead.view


def begin(page):
    """Begin the round as it is proposed, by keyboard."""
    press(Qt.Key.Key_F10)
    press(Qt.Key.Key_Return)
    return view(page)


def test_begin_asks_script_people_case_and_storage(cockpit):
    panel = cockpit.work.panel
    assert panel.isVisible() and not cockpit.steps.isVisible() and not cockpit.discussion.isVisible()
    assert view(cockpit) is None and panel.next.label() == "Begin"
    press(Qt.Key.Key_F10)
    sheet = cockpit.window().findChildren(BeginSheet)[0]
    assert (sheet.variant.current(), sheet.people.value(), sheet.storage.totals.isChecked()) == ("full", 12, True)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Return)
    row = view(cockpit).row
    assert (row.variant, row.people, row.case_title, row.names) == ("short", 12, "Stadstuin Voorhof", False)
    assert view(cockpit).phase == RUNNING
    assert panel.title.text() == "Uitleg en afspraken"
    assert panel.note.text() == "stap 1 van 7"


def test_the_one_case_of_the_meeting_is_proposed_by_a_name_that_the_facilitator_knows(cockpit, ctx):
    workspace = ctx.workspace
    (case,) = workspace.meetings.plan(cockpit.meeting_id).cases
    with workspace._store.unit(""):
        workspace.cases.update(case.id, initiator_knows="")
        workspace.meetings.update_item(cockpit.block().id, case_id=None)
    press(Qt.Key.Key_F10)
    (sheet,) = cockpit.window().findChildren(BeginSheet)
    code = workspace.cases.rows()[0].shown[-2:]
    assert sheet.case.value() == case.id and sheet.case.currentText() == f"Stadstuin Voorhof (anoniem: {code})"
    press(Qt.Key.Key_Return)
    assert view(cockpit).row.case_title == f"Anonieme casus {code}"
    # What stands in the bar all the time is what others may read; what is offered is not.
    bar = cockpit.bar
    bar._use_case(case.id)
    assert bar.case.text() == f"Anonieme casus {code}"
    type_text("Bel #stads")
    assert bar.line.suggestions.model().stringList() == [f"Stadstuin Voorhof (anoniem: {code})"]


def test_escape_begins_nothing(cockpit):
    press(Qt.Key.Key_F10)
    press(Qt.Key.Key_Escape)
    assert view(cockpit) is None
    assert cockpit.ctx.workspace.workform.rounds() == ()


def test_all_steps_by_one_key(cockpit, manual_clock):
    count = len(begin(cockpit).steps)
    for place in range(count):
        assert view(cockpit).index == place
        manual_clock.advance(30)
        press(Qt.Key.Key_F10)
    assert view(cockpit).phase == FINISHED
    assert not cockpit.work.panel.next.isVisible()
    assert cockpit.bar.line.text() == ""


def test_the_clock_of_a_step_and_undo(cockpit, manual_clock):
    begin(cockpit)
    manual_clock.advance(65)
    cockpit.tick()
    assert cockpit.work.panel.clock.text() == "3:55"
    press(Qt.Key.Key_F10)
    assert cockpit.work.panel.title.text() == "Eigen keuze"
    press(Qt.Key.Key_Z, CONTROL)
    assert cockpit.work.panel.title.text() == "Uitleg en afspraken"
    assert cockpit.work.panel.clock.text() == "3:55"
    manual_clock.advance(5 * 60)
    cockpit.tick()
    assert cockpit.work.panel.clock.text() == "+1:05"


def test_back_skip_later_again(cockpit, manual_clock):
    begin(cockpit)
    press(Qt.Key.Key_L, ALT)
    assert [step.state for step in view(cockpit).steps][:2] == ["later", "current"]
    press(Qt.Key.Key_S, ALT)
    assert [step.state for step in view(cockpit).steps][:3] == ["later", "skipped", "current"]
    manual_clock.advance(120)
    press(Qt.Key.Key_U, ALT)
    cockpit.tick()
    assert cockpit.work.panel.clock.text() == "8:00"
    press(Qt.Key.Key_F10)
    press(Qt.Key.Key_F10, CONTROL)
    assert view(cockpit).index == 2
    assert cockpit.bar.line.text() == ""


def test_the_turn_passes_by_one_key(cockpit, manual_clock):
    begin(cockpit)
    press(Qt.Key.Key_F10)
    assert not cockpit.work.panel.turn.isVisible()
    press(Qt.Key.Key_F10)
    manual_clock.advance(30)
    cockpit.tick()
    assert cockpit.work.panel.turn_note.text() == "beurt 1 van 4 · 1:30"
    press(Qt.Key.Key_F12)
    assert cockpit.work.panel.turn_note.text() == "beurt 2 van 4 · 2:00"
    press(Qt.Key.Key_F12, SHIFT)
    assert cockpit.work.panel.turn_note.text().startswith("beurt 1 van 4")
    press(Qt.Key.Key_Z, CONTROL)
    assert view(cockpit).turn.number == 2


def test_the_step_stands_still_while_the_meeting_is_paused(cockpit, manual_clock):
    begin(cockpit)
    press(Qt.Key.Key_F3)
    manual_clock.advance(100)
    cockpit.tick()
    assert cockpit.work.panel.clock.text() == "5:00"


def test_change_script_and_group_later(cockpit):
    begin(cockpit)
    press(Qt.Key.Key_P, ALT)
    sheet = next(sheet for sheet in cockpit.window().findChildren(BeginSheet) if sheet.isVisible())
    assert sheet.storage is None
    press(Qt.Key.Key_Right)
    sheet.people.setFocus()
    press(Qt.Key.Key_A, CONTROL)
    type_text("9")
    press(Qt.Key.Key_Return)
    assert (view(cockpit).row.variant, view(cockpit).row.people) == ("short", 9)


def test_the_minutes_of_each_step(cockpit):
    begin(cockpit)
    press(Qt.Key.Key_M, ALT)
    sheet = next(sheet for sheet in cockpit.window().findChildren(WorkMinutesSheet) if sheet.isVisible())
    assert [stepper.value() for stepper in sheet.steppers.values()] == [step.minutes for step in view(cockpit).steps]
    press(Qt.Key.Key_Plus)
    press(Qt.Key.Key_Return)
    assert view(cockpit).steps[0].minutes == 6
    assert cockpit.work.panel.clock.text() == "6:00"
    press(Qt.Key.Key_Z, CONTROL)
    assert view(cockpit).steps[0].minutes == 5


def test_a_round_is_removed_and_comes_back(cockpit):
    begin(cockpit)
    cockpit.ctx.actions.trigger("cockpit.round.remove")
    assert view(cockpit) is None and cockpit.work.panel.next.label() == "Begin"
    press(Qt.Key.Key_Z, CONTROL)
    assert view(cockpit).phase == RUNNING


def test_other_blocks_have_their_own_steps(cockpit):
    begin(cockpit)
    press(Qt.Key.Key_F9)
    assert cockpit.steps.isVisible() and not cockpit.work.panel.isVisible()
    before = cockpit.ctx.workspace.undo.state()
    press(Qt.Key.Key_F10)
    press(Qt.Key.Key_F12)
    assert cockpit.ctx.workspace.undo.state() == before


def test_to_the_page_and_back(cockpit, app_window):
    begin(cockpit)
    press(Qt.Key.Key_R, ALT)
    page = app_window.page
    assert page.page_id == "workform"
    assert page.parts.current() == "names"
    press(Qt.Key.Key_F10)
    assert page.parts.current() == "choices"
    assert QApplication.focusWidget() is page.section().line.edit
    press(Qt.Key.Key_R, ALT)
    assert app_window.page_id == "cockpit"
    assert cockpit.work.panel.title.text() == "Eigen keuze"
