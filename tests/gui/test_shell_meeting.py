"""What is done with a meeting from any page: a new one, and rounding off the one at hand."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.dialogs.keys import key_rows
from ef_desktop.ui.dialogs.meeting_form import MeetingForm
from ef_desktop.ui.pages import PAGES
from tests.gui.room_views import go, make_meeting, press, type_text

Key, CONTROL, ALT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

CONTENT = make_meeting


def through_palette(words: str) -> None:
    """Ctrl K, a few letters, Enter."""
    press(Key.Key_K, CONTROL)
    type_text(words)
    press(Key.Key_Return)


@pytest.mark.parametrize("page_id", PAGES)
def test_a_new_meeting_from_every_page_by_the_palette_and_the_menu(app_window, made, qtbot, page_id):
    go(app_window, qtbot, page_id, **({"meeting_id": made} if page_id in ("board", "prepare", "cockpit", "workform", "wrapup") else {}))
    lines = [action.shown_text() for action in app_window.ctx.actions.in_menu("meeting")]
    assert lines.count("Nieuwe bijeenkomst…") == 1
    through_palette("nieuwe bijeenkomst")
    (dialog,) = app_window.findChildren(MeetingForm)
    assert dialog.isVisible()
    dialog.reject()


@pytest.mark.parametrize("words", ["nalopen", "afronden"])
@pytest.mark.parametrize("page_id", ["board", "prepare", "cockpit", "workform", "meetings"])
def test_the_meeting_at_hand_is_rounded_off_from_where_one_is(app_window, ctx, made, qtbot, page_id, words):
    ctx.workspace.meetings.create("Een latere")
    go(app_window, qtbot, page_id, meeting_id=made)
    if page_id == "cockpit":
        press(Key.Key_F5)
    through_palette(words)
    assert app_window.page_id == "wrapup" and app_window.page.meeting_id == made


def test_the_sheet_of_keys_tells_no_page_of_a_key_that_picks_a_kind(app_window, ctx, made, qtbot):
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    told = dict(row for _title, rows in key_rows(ctx.actions, "cockpit") for row in rows)
    assert told["Alt+1, Alt+9"] == "kies een soort"
    assert not {f"Alt+{number}" for number in range(1, 10)} & set(told)
    kinds = [kind.id for kind in page.bar.kinds.all_kinds()]
    press(Key.Key_2, ALT)
    assert page.bar.kinds.current() == kinds[1]
    # With the keyboard elsewhere on the page too.
    for number, holder in ((3, page.notes.edit), (4, page.head.finish)):
        holder.setFocus()
        press(getattr(Key, f"Key_{number}"), ALT)
        assert page.bar.kinds.current() == kinds[number - 1]
        assert app_window.page_id == "cockpit" and QApplication.focusWidget() is page.bar.line
    assert page.notes.edit.toPlainText() == ""
    go(app_window, qtbot, "meetings")
    told = dict(row for _title, rows in key_rows(ctx.actions, "meetings") for row in rows)
    assert told["Alt+2"] == "Bijeenkomsten"


def test_preparing_a_meeting_that_runs_says_so_and_leads_back(app_window, ctx, made, qtbot):
    page = go(app_window, qtbot, "prepare", meeting_id=made)
    assert page.head.start.label() == "Start" and "Loopt" not in page.head.sub_label.text()
    assert "Start deze bijeenkomst" in [action.shown_text() for action in ctx.actions.for_palette()]
    press(Key.Key_F5)
    press(Key.Key_F5)
    ctx.clock.advance(20 * 60)
    qtbot.mouseClick(app_window.page.head.back, Qt.MouseButton.LeftButton)
    assert app_window.page is page and page.isVisible()
    assert page.head.start.label() == "Ga verder"
    assert page.head.sub_label.text().startswith("Loopt sinds 09:30 · Vandaag")
    assert "Terug naar begeleiden" in [action.shown_text() for action in ctx.actions.for_palette()]
    press(Key.Key_F5)
    assert app_window.page_id == "cockpit"
    ctx.clock.advance(24 * 60 * 60)
    page = go(app_window, qtbot, "prepare", meeting_id=made)
    assert page.head.sub_label.text().startswith("Loopt sinds 12 mrt, 09:30")
    ctx.workspace.room.finish(made)
    assert "Loopt" not in page.head.sub_label.text()
