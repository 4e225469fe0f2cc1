"""Other keys for the actions: chosen on the sheet, told when they clash, kept on this device, and never a letter."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop import settings as device
from ef_desktop.domain.timer import PAUSED, RUNNING
from ef_desktop.ui.dialogs.keys import KeysSheet
from ef_desktop.ui.dialogs.keys_change import ChangeKeysSheet
from ef_desktop.ui.keyrules import why_not
from tests.gui.room_views import go, make_meeting, press, type_text

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier

CONTENT = make_meeting


@pytest.fixture
def cockpit(app_window, made, qtbot):
    """The cockpit on a meeting that runs, with the keyboard."""
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    press(Qt.Key.Key_F5)
    return page


def change_sheet(cockpit):
    """Open the sheet as a person does: F1, Tab to Wijzig, Space."""
    press(Qt.Key.Key_F1)
    (sheet,) = cockpit.window().findChildren(KeysSheet)
    press(Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is sheet.change
    press(Qt.Key.Key_Space)
    return cockpit.window().findChildren(ChangeKeysSheet)[-1]


def phase(cockpit):
    return cockpit.ctx.workspace.room.timer(cockpit.meeting_id).phase


def test_another_key_counts_at_once_and_is_kept(cockpit):
    sheet = change_sheet(cockpit)
    type_text("pauzeer")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F12, Qt.KeyboardModifier.ControlModifier)
    assert sheet.told.text() == "Ctrl F12 doet nu ‘Pauzeer of ga door’."
    press(Qt.Key.Key_Escape)
    assert cockpit.bar.line.hasFocus()
    press(Qt.Key.Key_F3)
    assert phase(cockpit) == RUNNING
    press(Qt.Key.Key_F12, Qt.KeyboardModifier.ControlModifier)
    assert phase(cockpit) == PAUSED
    assert cockpit.now._resume._key == "Ctrl F12"
    assert device.load().keys == {"cockpit.pause": "Ctrl+F12"}


def test_a_clash_is_told_and_taken_over_by_pressing_again(cockpit):
    sheet = change_sheet(cockpit)
    type_text("pauzeer")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F9)
    assert sheet.told.text().startswith("F9 doet al ‘Volgend blok’.")
    assert cockpit.ctx.actions.get("cockpit.pause").shortcut == "F3"
    press(Qt.Key.Key_F9)
    assert cockpit.ctx.actions.get("cockpit.pause").shortcut == "F9"
    assert cockpit.ctx.actions.get("cockpit.next").shortcut == ""
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_F9)
    assert phase(cockpit) == PAUSED
    # Nothing moved on: Next has no key any more.
    assert cockpit.ctx.workspace.room.timer(cockpit.meeting_id).index == 0


def test_back_to_the_usual_keys(cockpit):
    actions = cockpit.ctx.actions
    actions.set_key("cockpit.pause", "F9")
    sheet = change_sheet(cockpit)
    type_text("pauzeer")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Backspace)
    assert (actions.get("cockpit.pause").shortcut, actions.get("cockpit.next").shortcut) == ("F3", "")
    sheet.reset.click()
    assert actions.get("cockpit.next").shortcut == "F9"
    assert device.load().keys == {}


@pytest.mark.parametrize(
    "key", ["A", "Shift+A", "1", ".", "Space", "Return", "Esc", "Tab", "Up", "Del", "Ctrl+C", "Ctrl+Z", "Ctrl+Alt+E", "Alt+3"]
)
def test_keys_that_type_or_edit_are_refused(key):
    assert why_not(key)


@pytest.mark.parametrize("key", ["F12", "Ctrl+F12", "Alt+G", "Ctrl+G", "Ctrl+Shift+G", "PgDown", "Shift+F2", "Ctrl+Space"])
def test_other_keys_are_fine(key):
    assert why_not(key) == ""


def test_a_letter_never_becomes_a_key(cockpit):
    sheet = change_sheet(cockpit)
    type_text("pauzeer")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_G)
    press(Qt.Key.Key_G, SHIFT)
    assert sheet.told.text().startswith("Deze toets typt een teken.")
    assert cockpit.ctx.actions.get("cockpit.pause").shortcut == "F3"
    press(Qt.Key.Key_Escape)
    press(Qt.Key.Key_Escape)
    type_text("gg")
    assert cockpit.bar.line.text() == "gg"


def test_no_action_of_the_cockpit_has_a_letter_as_its_key(cockpit):
    for action in cockpit.ctx.actions.all():
        if "cockpit" in action.pages:
            assert [key for key in action.shortcut.split(", ") if key and why_not(key)] == []


def test_changed_keys_hold_after_a_restart(closed_ctx, ctx, made, app_window, qtbot):
    ctx.settings.keys["cockpit.next"] = "F12"
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_F12)
    assert page.now.face().title == "Onderdeel 2"
    assert page.now._next._key == "F12"
