"""A file in a folder of this laptop in which a colleague worked last: asked once where to work, and never of one's own."""

import platform

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from ef_desktop.ui.opening import Opening
from ef_desktop.ui.start import AdvicePage, StartPage
from ef_desktop.ui.widgets.buttons import Button

PATIENT = {"timeout": 30_000}


@pytest.fixture
def theirs(manual_clock, tmp_path, monkeypatch):
    """The open copy of Joke in a folder that many use."""
    path = tmp_path / "gedeeld" / "open.efdb"
    path.parent.mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(platform, "node", lambda: "laptop van Joke")
        patch.setenv("EF_DATA_DIR", str(tmp_path / "data van Joke"))
        settings = DeviceSettings(facilitator="Joke")
        workspace = Workspace.create(path, clock=manual_clock, settings=settings, programme_name="Delft", facilitator="Joke")
        workspace.meetings.create("Van Joke")
        workspace.close()
    return path


@pytest.fixture
def window(closed_ctx, first_window):
    Opening(closed_ctx, first_window)
    first_window.show()
    return first_window


def open_file(window, path, qtbot):
    """Open a file and return the advice, or None where it opened."""
    window.opening.open(path)
    qtbot.waitUntil(lambda: not window.ctx.working(), **PATIENT)
    return next((page for page in window.findChildren(AdvicePage) if page.isVisible()), None)


def press(page, words, qtbot):
    ctx = page.window().ctx
    next(one for one in page.findChildren(Button) if one.label() == words).click()
    qtbot.waitUntil(lambda: not ctx.working(), **PATIENT)


def test_one_works_in_a_copy_of_ones_own(closed_ctx, window, theirs, data_dir, qtbot):
    before = theirs.read_bytes()
    page = open_file(window, theirs, qtbot)
    assert [one.label() for one in page.findChildren(Button)] == ["In een eigen kopie", "In dit bestand", "Alleen kijken", "Terug"]
    assert page.here.hasFocus()
    press(page, "In een eigen kopie", qtbot)
    assert closed_ctx.workspace.path == data_dir / "open.efdb"
    closed_ctx.workspace.people.add("Ilse")
    assert theirs.read_bytes() == before
    # Nothing is asked a second time.
    closed_ctx.release()
    assert open_file(window, theirs, qtbot) is None and closed_ctx.workspace.path == data_dir / "open.efdb"


def test_who_stays_in_it_is_not_asked_again(closed_ctx, window, theirs, qtbot):
    press(open_file(window, theirs, qtbot), "In dit bestand", qtbot)
    assert closed_ctx.workspace.path == theirs and not closed_ctx.workspace.read_only
    closed_ctx.release()
    closed_ctx.settings.recent_files.clear()
    assert open_file(window, theirs, qtbot) is None and closed_ctx.workspace.path == theirs


def test_one_can_go_back_to_the_first_page(closed_ctx, window, theirs, qtbot):
    QTest.keyClick(open_file(window, theirs, qtbot), Qt.Key.Key_Escape)
    assert window.findChild(StartPage).isVisible() and closed_ctx.workspace is None


def test_of_ones_own_file_nothing_is_asked(closed_ctx, window, theirs, work_file, monkeypatch, qtbot):
    assert open_file(window, work_file, qtbot) is None and closed_ctx.workspace.path == work_file
    # Nor of one that was opened here before: some laptops change their name with the network.
    closed_ctx.release()
    with monkeypatch.context() as patch:
        patch.setattr(platform, "node", lambda: "laptop.thuis")
        assert open_file(window, work_file, qtbot) is None
        closed_ctx.workspace.people.add("Ilse")
        closed_ctx.release()
    assert open_file(window, work_file, qtbot) is None and closed_ctx.workspace.path == work_file


def test_a_copy_of_the_own_learning_path_is_compared(closed_ctx, window, theirs, data_dir, qtbot):
    press(open_file(window, theirs, qtbot), "In een eigen kopie", qtbot)
    other = theirs.rename(theirs.with_name("nog een.efdb"))
    press(open_file(window, other, qtbot), "In een eigen kopie", qtbot)
    assert closed_ctx.workspace.path == data_dir / "open.efdb" and window.page_id == "sharing"
    assert window.page.notice.title.text() == "Er staat niets nieuws in nog een.efdb"
