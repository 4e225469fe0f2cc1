"""The page of settings, and the help."""

import datetime

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication

from ef_desktop import settings as device
from ef_desktop.i18n import _ as gettext
from ef_desktop.ui.dialogs.help import TOPICS, HelpSheet, help_text
from ef_desktop.ui.pages.settings import letter_pixels
from ef_desktop.ui.theme import theme

# Settings


class Painted(QObject):
    """Notes when a widget is painted."""

    def __init__(self, noted):
        super().__init__()
        self.noted = noted

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.noted.append("button")
        return False


def test_the_chosen_look_shows_on_its_button_before_all_is_dressed_anew(app_window, qtbot):
    app_window.show_page("settings")
    button = app_window.page.appearance
    QApplication.processEvents()
    noted = []
    painted = Painted(noted)
    button.installEventFilter(painted)
    theme().themeChanged.connect(lambda: noted.append("theme"), Qt.ConnectionType.SingleShotConnection)
    qtbot.keyClick(button, Qt.Key.Key_End)
    assert noted[:2] == ["button", "theme"]
    assert QApplication.overrideCursor() is None
    button.removeEventFilter(painted)


def test_settings_of_the_laptop_count_at_once_and_stay(app_window, qtbot):
    app_window.show_page("settings")
    page = app_window.page
    qtbot.keyClick(page.appearance, Qt.Key.Key_End)
    assert theme().mode == "dark"
    page.calm.setChecked(False)
    page.your_name.clear()
    qtbot.keyClicks(page.your_name, "Ilse")
    qtbot.keyClick(page.your_name, Qt.Key.Key_Return)
    stored = device.load()
    assert (stored.appearance, stored.calm, stored.facilitator) == ("dark", False, "Ilse")


def test_the_room_tells_whether_the_back_row_can_read(app_window):
    app_window.show_page("settings")
    page = app_window.page
    assert "kan het bord lezen" in page.room_words.text()
    page.distance.setValue(14)
    assert "niet goed lezen" in page.room_words.text() and device.load().room_distance == 14


@pytest.mark.parametrize("distance, width, pixels", [(8, 2.4, 46), (6, 2.4, 34), (8, 2.0, 55)])
def test_the_letters_are_those_of_the_design(distance, width, pixels):
    assert abs(letter_pixels(distance, width) - pixels) <= 1


def test_the_programme_is_changed_in_place_and_a_refused_value_goes_back(app_window, qtbot):
    ctx = app_window.ctx
    app_window.show_page("settings")
    page = app_window.page
    page.municipality.setFocus()
    qtbot.keyClicks(page.municipality, "Delft")
    qtbot.keyClick(page.municipality, Qt.Key.Key_Return)
    assert ctx.workspace.programme.view().municipality == "Delft"
    page.name.clear()
    qtbot.keyClick(page.name, Qt.Key.Key_Return)
    assert page.name.value() == "Leerroute Delft" == ctx.workspace.programme.view().name
    assert app_window.toasts.visible_toasts()[-1].kind == "failure"
    for field, words in ((page.starts_on, "1-9-2026"), (page.ends_on, "1-3-2026")):
        field.setFocus()
        qtbot.keyClicks(QApplication.focusWidget(), words)
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    view = ctx.workspace.programme.view()
    assert (view.starts_on, view.ends_on, page.ends_on.value()) == (datetime.date(2026, 9, 1), None, None)


def test_a_backup_is_made_and_listed(app_window, opened):
    app_window.show_page("settings")
    panel = app_window.page.file
    before = panel.model.rowCount()
    app_window.ctx.clock.advance(60)
    panel.make.click()
    assert panel.model.rowCount() == before + 1
    assert panel.path.text() == str(app_window.ctx.workspace.path)
    panel.folder.click()
    assert opened == [str(app_window.ctx.workspace.path.parent)]


# Help


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_help_page_is_there_in_both_languages(app_window, language):
    app_window.ctx.choose_language(language)
    app_window._menus.fill_menu("help")
    listed = {action.text().replace("&", "") for action in app_window._menus.menu("help").actions()}
    for topic, label in TOPICS:
        assert help_text(topic).startswith("# ") and gettext(label) in listed
    sheet = HelpSheet(app_window, TOPICS[0][0])
    sheet.open()
    sheet.buttons[TOPICS[1][0]].click()
    assert sheet.browser.toPlainText().startswith(help_text(TOPICS[1][0]).splitlines()[0].removeprefix("# "))
    assert sheet.default_focus().hasFocus()
    sheet.close_sheet()
