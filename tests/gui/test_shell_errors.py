"""What nobody foresaw: one sheet, no personal data, and the program goes on."""

import threading

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout

from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.logs import log_file, start_logging
from ef_desktop.ui.dialogs.report import ReportSheet
from ef_desktop.ui.errors import ErrorCatcher, describe

SECRET = "Fatima uit Voorhof"


def _break(name):
    kept = {"name": name}
    return kept["geen " + name]


def _error() -> Exception:
    try:
        try:
            _break(SECRET)
        except KeyError as cause:
            raise RuntimeError(SECRET) from cause
    except RuntimeError as error:
        return error


@pytest.fixture
def catcher(app_window):
    return ErrorCatcher(app_window)


def sheets(window):
    return [sheet for sheet in window.findChildren(ReportSheet) if not sheet.isHidden()]


def meet(catcher, error):
    catcher.hook(type(error), error, error.__traceback__)


def test_a_report_tells_places_and_versions_and_nothing_that_was_typed():
    report = describe(_error())
    assert SECRET not in report and "/" + "home" not in report and "/" + "root" not in report
    assert "builtins.KeyError" in report and "builtins.RuntimeError" in report and "test_shell_errors.py:" in report
    assert "Qt 6." in report and "Python 3." in report


def test_an_unexpected_error_shows_one_sheet_and_the_program_goes_on(app_window, catcher, qtbot):
    start_logging()
    meet(catcher, _error())
    meet(catcher, _error())
    qtbot.waitUntil(lambda: bool(sheets(app_window)))
    assert len(sheets(app_window)) == 1
    sheet = sheets(app_window)[0]
    assert SECRET not in sheet.text.toPlainText()
    sheet.copy.click()
    assert QApplication.clipboard().text() == sheet.text.toPlainText()
    qtbot.keyClick(sheet.go_on, Qt.Key.Key_Escape)
    assert sheets(app_window) == []
    meet(catcher, _error())
    qtbot.waitUntil(lambda: bool(sheets(app_window)))


def test_an_error_in_another_thread_comes_to_the_window(app_window, catcher, qtbot, monkeypatch):
    monkeypatch.setattr(threading, "excepthook", catcher.thread_hook)
    thread = threading.Thread(target=_break, args=(SECRET,))
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(sheets(app_window)))


def test_a_sentence_for_the_user_becomes_a_message_and_no_report(app_window, catcher, qtbot):
    meet(catcher, InvalidValueError("Deze datum bestaat niet."))
    qtbot.waitUntil(lambda: bool(app_window.toasts.visible_toasts()))
    assert sheets(app_window) == []


def test_the_log_holds_no_typed_text(app_window, catcher, data_dir):
    start_logging()
    meet(catcher, _error())
    if log_file().exists():
        assert SECRET not in log_file().read_text("utf-8")


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (lambda: QVBoxLayout().addStretch("Noor"), "'PySide6.QtWidgets.QBoxLayout.addStretch' called with wrong argument types"),
        (lambda: "Noor".geheim, "'str' object has no attribute 'geheim'"),
        (lambda: "Noor" + 1, ""),
        (lambda: {}["Noor"], ""),
        (lambda: int("Noor"), ""),
        (lambda: describe(), "describe() missing 1 required positional argument"),
    ],
)
def test_of_the_text_of_an_error_only_names_in_the_program_are_told(call, told):
    with pytest.raises(Exception) as caught:
        call()
    report = describe(caught.value)
    assert "Noor" not in report
    assert (f": {told}" in report) if told else (": " not in report)
