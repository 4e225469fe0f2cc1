"""The main window on a real work file: pages, menus, undo, palette, language, closing."""

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from ef_desktop.ui.dialogs.keys import KeysSheet
from ef_desktop.ui.dialogs.overlay import Overlay
from ef_desktop.ui.palette import Palette
from ef_desktop.ui.widgets.buttons import Button
from ef_desktop.ui.widgets.dialog import MessageDialog
from ef_desktop.ui.widgets.text import Label


def sheets(window):
    return [sheet for sheet in window.findChildren(Overlay) if not sheet.isHidden()]


def texts(menu):
    return [action.text() for action in menu.actions() if not action.isSeparator()]


@pytest.fixture
def window(app_window):
    app_window.show_page("overview")
    return app_window


def test_the_rail_leads_to_every_page_and_alt_left_back(window, qtbot):
    qtbot.mouseClick(window._rail.item("settings"), Qt.MouseButton.LeftButton)
    assert window.page_id == "settings" and window.windowTitle().startswith("Instellingen · Leerroute Delft")
    window.ctx.navigate("logbook")
    assert window._rail.current() == "logbook"
    window.ctx.actions.trigger("go.back")
    window.ctx.actions.trigger("go.back")
    assert window.page_id == "overview" and not window.can_go_back()


def test_the_title_follows_the_name_of_the_programme(window):
    ctx = window.ctx
    ctx.run(lambda: ctx.workspace.meetings.create("Start"))
    assert window.windowTitle() == "Leerroute · Leerroute Delft · Excellent Faciliteren"
    ctx.run(lambda: ctx.workspace.programme.update(name="Tweede groep"))
    assert window.windowTitle() == "Leerroute · Tweede groep · Excellent Faciliteren"
    ctx.run(ctx.workspace.undo.undo)
    assert window.windowTitle() == "Leerroute · Leerroute Delft · Excellent Faciliteren"


def test_undo_in_the_menu_names_its_step(window):
    ctx = window.ctx
    ctx.run(lambda: ctx.workspace.programme.update(name="Leerroute Delft, najaar"))
    window._menus.fill_menu("edit")
    undo = texts(window._menus.menu("edit"))[0]
    assert undo.startswith("Ongedaan maken: ") and undo != "Ongedaan maken: "
    ctx.actions.qaction("edit.undo").trigger()
    assert ctx.workspace.programme.view().name == "Leerroute Delft"
    window._menus.fill_menu("edit")
    assert texts(window._menus.menu("edit"))[1].startswith("Opnieuw uitvoeren: ")
    assert not ctx.actions.qaction("edit.undo").isEnabled()


def test_ctrl_z_in_an_empty_field_takes_back_the_last_step(window, qtbot):
    ctx = window.ctx
    ctx.run(lambda: ctx.workspace.programme.update(municipality="Delft"))
    window.show_page("settings")
    field = window.page.your_name
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ctx.workspace.programme.view().municipality == ""


def test_ctrl_z_while_typing_takes_back_the_typing(window, qtbot):
    ctx = window.ctx
    ctx.run(lambda: ctx.workspace.programme.update(municipality="Delft"))
    window.show_page("settings")
    field = window.page.your_name
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    qtbot.keyClicks(field, "Xx")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert ctx.workspace.programme.view().municipality == "Delft" and "Xx" not in field.text()


def test_a_hidden_page_reads_again_only_when_it_is_shown(window):
    ctx = window.ctx
    window.show_page("settings")
    page = window.page
    window.show_page("overview")
    ctx.run(lambda: ctx.workspace.programme.update(name="Andere naam"))
    assert page.stale and page.name.value() == "Leerroute Delft"
    window.show_page("settings")
    assert not page.stale and page.name.value() == "Andere naam"


def test_the_page_that_changes_something_is_not_read_again_under_its_cursor(window):
    ctx = window.ctx
    window.show_page("settings")
    page, read = window.page, []
    page.reload = lambda: read.append(1)
    ctx.run(lambda: ctx.workspace.programme.update(name="Een"), origin=page)
    assert read == []
    ctx.run(lambda: ctx.workspace.programme.update(name="Twee"))
    assert read == [1]


def test_the_status_bar_tells_since_when_all_is_saved(window):
    # What was saved before the file was opened has no time: that may be another day.
    assert window._status.save.text() == "Alles bewaard"
    window.ctx.run(lambda: window.ctx.workspace.programme.update(name="Nieuw"))
    assert window._status.save.text() == "Alles bewaard · 09:30"


def test_the_palette_finds_actions_and_rows_by_keyboard(window, qtbot):
    ctx = window.ctx
    ctx.run(lambda: ctx.workspace.people.add("Sabine de Wit"))
    ctx.actions.trigger("palette")
    palette = sheets(window)[0]
    assert isinstance(palette, Palette) and palette.field.hasFocus()
    qtbot.keyClicks(palette.field, "sabine")
    assert palette.model.entry(0).title == "Sabine de Wit" and "Deelnemer" in palette.model.entry(0).detail
    palette.field.clear()
    qtbot.keyClicks(palette.field, "instel")
    qtbot.keyClick(palette.field, Qt.Key.Key_Down)
    qtbot.keyClick(palette.field, Qt.Key.Key_Up)
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert window.page_id == "settings" and sheets(window) == []


def test_the_palette_says_so_when_nothing_fits_and_esc_gives_the_focus_back(window, qtbot):
    window.show_page("settings")
    before = QApplication.focusWidget()
    window.ctx.actions.trigger("palette")
    palette = sheets(window)[0]
    qtbot.keyClicks(palette.field, "qqqq")
    assert palette.nothing.isVisible() and palette.model.rowCount() == 0
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    qtbot.keyClick(palette.field, Qt.Key.Key_Escape)
    assert sheets(window) == [] and QApplication.focusWidget() is before


def test_f1_shows_the_keys_and_tab_stays_in_the_sheet(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F1)
    sheet = sheets(window)[0]
    assert isinstance(sheet, KeysSheet)
    for _ in range(6):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert sheet.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert sheets(window) == []


def test_another_language_counts_at_once_and_stays_on_the_page(window):
    window.show_page("settings")
    window.ctx.choose_language("en")
    assert window.page_id == "settings" and window.page.title() == "Settings"
    assert window.menuBar().actions()[0].text() == "&File"
    assert window._rail.item("overview").page.label == "Learning path"
    window.ctx.choose_language("nl")
    assert window.menuBar().actions()[0].text() == "&Bestand"


def test_f11_fills_the_screen_and_gives_it_back(window, qtbot):
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    qtbot.keyClick(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_closing_while_a_meeting_runs_asks_first(window, qtbot):
    ctx = window.ctx
    meeting = ctx.workspace.meetings.create("Kennismaken", held_on=ctx.clock.now().date(), starts_at=570)
    ctx.workspace.meetings.add_text_item(meeting, "Welkom", 10)
    ctx.workspace.room.start(meeting)
    window.close()
    assert window.isVisible()
    question = window.findChild(MessageDialog)
    question.reject()
    assert window.isVisible()
    window.close()
    window.findChildren(MessageDialog)[-1].accept()
    assert not window.isVisible()
    assert ctx.settings.windows["main"]


def words_of(dialog):
    return " ".join(label.text() for label in dialog.findChildren(Label))


def test_quitting_while_the_meeting_is_paused_does_not_say_that_the_clock_goes_on(window):
    ctx = window.ctx
    meeting = ctx.workspace.meetings.create("Kennismaken", held_on=ctx.clock.now().date(), starts_at=570)
    ctx.workspace.meetings.add_text_item(meeting, "Welkom", 10)
    ctx.workspace.room.start(meeting)
    ctx.actions.trigger("file.quit")
    going = window.findChildren(MessageDialog)[-1]
    assert "de klok loopt door" in words_of(going)
    going.reject()
    ctx.workspace.room.pause(meeting)
    ctx.actions.trigger("file.quit")
    paused = window.findChildren(MessageDialog)[-1]
    assert "op pauze" in words_of(paused) and "loopt door" not in words_of(paused)
    paused.reject()


def test_a_failure_stays_until_it_is_closed_and_an_action_can_be_done(window, qtbot):
    done = []
    window.ctx.toast("Bewaren lukt niet.", failure=True)
    window.ctx.toast("Bewaard.", action=("Openen", lambda: done.append(1)))
    assert len(window.toasts.visible_toasts()) == 2
    toast = window.toasts.visible_toasts()[-1]
    button = next(button for button in toast.findChildren(Button) if button.label() == "Openen")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == [1]
    qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert window.toasts.visible_toasts() == []


def test_every_text_field_of_the_shell_has_a_name_for_screen_readers(window):
    window.show_page("settings")
    for field in window.page.findChildren(QLineEdit):
        if field.objectName() != "qt_spinbox_lineedit":
            assert field.accessibleName()


def test_an_offer_to_take_back_goes_with_the_next_step(app_window, ctx):
    ctx.workspace.people.add("Noor")
    ctx.toast("1 persoon toegevoegd.", undo=True)
    assert len(app_window.toasts.visible_toasts()) == 1
    ctx.workspace.cases.add("Zwerfafval")
    assert app_window.toasts.visible_toasts() == []


def test_words_that_qt_leaves_in_english_are_dutch_too(window):
    from ef_desktop.ui.app import speak

    said = lambda words: QApplication.translate("QFileDialog", words)
    before = QLocale()
    try:
        speak("nl")
        assert (said("&Look in:"), said("Files of &type:"), said("Back")) == ("&Zoek in:", "Bestands&type:", "Terug")
    finally:
        speak("en")
        QLocale.setDefault(before)
    assert (said("&Look in:"), said("Back")) == ("&Look in:", "Back")
