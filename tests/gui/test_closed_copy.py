"""A copy that a colleague closed with a passphrase: to begin with, beside one's own work file, and of another learning path."""

import shutil

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from ef_desktop import settings as device
from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.dialogs.closed_copy import ClosedCopyDialog
from ef_desktop.ui.opening import Opening
from ef_desktop.ui.start import StartPage, TroublePage
from ef_desktop.ui.widgets.buttons import Button, SecondaryButton
from tests.conftest import PASSPHRASE

PATIENT = {"timeout": 30_000}


@pytest.fixture
def window(first_window):
    return first_window


@pytest.fixture
def opening(closed_ctx, window):
    return Opening(closed_ctx, window)


@pytest.fixture
def sent(closed_copy, tmp_path):
    """The closed copy of Joke in a folder of its own."""
    folder = tmp_path / "Downloads"
    folder.mkdir()
    return shutil.copyfile(closed_copy, folder / closed_copy.name)


@pytest.fixture
def first_page(opening, window, qtbot):
    """What somebody sees who starts for the first time."""
    opening.first(None)
    window.show()
    qtbot.waitExposed(window)
    return window.findChild(StartPage)


@pytest.fixture
def chosen(monkeypatch, sent):
    """The user chooses the closed copy in every file dialog; the kinds of files that it showed."""
    kinds = []
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda _window, _title, _at, shown, **_more: (kinds.append(shown) or str(sent), ""))
    return kinds


@pytest.fixture
def other(closed_ctx, opening, window, qtbot, settings, manual_clock, data_dir):
    """Another learning path, which is open."""
    path = data_dir / "anders.efdb"
    Workspace.create(path, clock=manual_clock, settings=settings, programme_name="Anders", facilitator="Els").close()
    window.show()
    opening.open(path)
    rest(closed_ctx, qtbot)
    return path


def rest(ctx, qtbot):
    qtbot.waitUntil(lambda: not ctx.working(), **PATIENT)


def dialog_of(window, ctx, qtbot):
    rest(ctx, qtbot)
    (dialog,) = (one for one in window.findChildren(ClosedCopyDialog) if one.isVisible())
    return dialog


def type_words(dialog, words, ctx, qtbot):
    dialog.passphrase.clear()
    QTest.keyClicks(dialog.passphrase, words)
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    rest(ctx, qtbot)


def drop(window, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    how = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    entering = QDragEnterEvent(QPointF(40, 400).toPoint(), *how)
    window.dragEnterEvent(entering)
    assert entering.isAccepted()
    window.dropEvent(QDropEvent(QPointF(40, 400), *how))


def meetings(ctx):
    return [row.title for row in ctx.workspace.meetings.rows()]


def test_the_first_start_begins_with_a_closed_copy(closed_ctx, window, first_page, chosen, sent, data_dir, qtbot):
    before = sent.read_bytes()
    first_page.facilitator.set_value("Bert")
    first_page.file.click()
    assert chosen == ["Werkbestanden en kopieën (*.efdb *.efdb.age)"]
    dialog = dialog_of(window, closed_ctx, qtbot)
    assert dialog.passphrase.hasFocus() and f"{sent.name} is afgesloten" in dialog.windowTitle()
    QTest.keyClick(dialog.passphrase, Qt.Key.Key_Return)
    assert "Typ eerst de woorden" in dialog.problem.text()
    type_words(dialog, "verkeerde woorden", closed_ctx, qtbot)
    assert "gaat niet open met deze woorden" in dialog.problem.text() and closed_ctx.workspace is None
    assert dialog.passphrase.hasFocus() and dialog.passphrase.selectedText() == "verkeerde woorden"
    QTest.keyClicks(dialog.passphrase, "d")
    assert dialog.problem.text().strip() == ""
    type_words(dialog, PASSPHRASE, closed_ctx, qtbot)
    assert not window.findChildren(ClosedCopyDialog) and meetings(closed_ctx) == ["Van Joke"] and not closed_ctx.workspace.read_only
    assert closed_ctx.workspace.path == data_dir / "Leerroute-Delft.efdb" and window.page_id == "overview"
    assert sent.read_bytes() == before and [one.name for one in sent.parent.iterdir()] == [sent.name]
    assert not list((data_dir / "parcels").iterdir())
    stored = device.load()
    assert (stored.last_file, stored.facilitator) == (str(closed_ctx.workspace.path), "Bert")
    # The same copy once more opens what was made of it.
    closed_ctx.workspace.people.add("Ilse")
    closed_ctx.release()
    window.opening.open(sent)
    rest(closed_ctx, qtbot)
    assert [row.name for row in closed_ctx.workspace.people.rows()] == ["Ilse"]


@pytest.mark.parametrize("name", ["", "Bert"])
def test_who_did_not_tell_a_name_is_asked_for_it_calmly(closed_ctx, window, first_page, chosen, name, qtbot):
    closed_ctx.settings.facilitator = ""
    first_page.facilitator.set_value(name)
    first_page.file.click()
    type_words(dialog_of(window, closed_ctx, qtbot), PASSPHRASE, closed_ctx, qtbot)
    told = [toast for toast in window.toasts.visible_toasts() if "Je naam ontbreekt" in toast.told[0]]
    assert bool(told) == (not name)
    if told:
        next(button for button in told[0].findChildren(Button) if button.label() == "Vul in").click()
        assert window.page_id == "settings"
        # What one types next is the name.
        focus = window.focusWidget()
        assert window.page.your_name is focus or window.page.your_name.isAncestorOf(focus)


def test_cancelling_goes_back_to_where_it_was_asked(closed_ctx, window, first_page, chosen, data_dir, qtbot):
    first_page.name.set_value("Leerroute")
    first_page.file.click()
    QTest.keyClick(dialog_of(window, closed_ctx, qtbot), Qt.Key.Key_Escape)
    assert first_page.isVisible() and first_page.name.value() == "Leerroute" and not closed_ctx.expecting
    assert not list(data_dir.glob("*.efdb"))


def test_the_program_is_started_with_a_closed_copy(closed_ctx, window, opening, sent, qtbot):
    opening.first(sent)
    window.show()
    qtbot.waitUntil(lambda: bool(window.findChildren(ClosedCopyDialog)), **PATIENT)
    QTest.keyClick(dialog_of(window, closed_ctx, qtbot), Qt.Key.Key_Escape)
    page = window.findChild(TroublePage)
    assert page.isVisible() and [one.label() for one in page.buttons] == ["Ander bestand", "Opnieuw proberen", "Nieuwe leerroute"]
    page.buttons[1].click()
    type_words(dialog_of(window, closed_ctx, qtbot), PASSPHRASE, closed_ctx, qtbot)
    assert meetings(closed_ctx) == ["Van Joke"]


def test_a_closed_copy_is_dropped_on_the_first_page(closed_ctx, window, first_page, sent, qtbot):
    drop(window, sent)
    type_words(dialog_of(window, closed_ctx, qtbot), PASSPHRASE, closed_ctx, qtbot)
    assert meetings(closed_ctx) == ["Van Joke"]


def test_a_closed_copy_in_a_folder_of_the_cloud_comes_to_this_laptop(closed_ctx, window, opening, sent, data_dir, tmp_path, qtbot):
    place = tmp_path / "OneDrive - Gemeente Delft" / sent.name
    place.parent.mkdir()
    sent.rename(place)
    window.show()
    opening.open(place)
    type_words(dialog_of(window, closed_ctx, qtbot), PASSPHRASE, closed_ctx, qtbot)
    assert closed_ctx.workspace.path.parent == data_dir and [one.name for one in place.parent.iterdir()] == [place.name]


def test_of_the_own_learning_path_it_leads_to_sharing(closed_ctx, window, opening, chosen, work_file, data_dir, qtbot):
    window.show()
    opening.open(work_file)
    rest(closed_ctx, qtbot)
    closed_ctx.actions.trigger("file.open")
    type_words(dialog_of(window, closed_ctx, qtbot), PASSPHRASE, closed_ctx, qtbot)
    assert closed_ctx.workspace.path == work_file and window.page_id == "sharing" and window.page.looking()
    assert not window.page.fetch.asks() and not list(data_dir.glob("*.efdb"))
    window.page.preview.go.click()
    rest(closed_ctx, qtbot)
    assert meetings(closed_ctx) == ["Van Joke"]


def test_of_another_learning_path_it_opens_by_itself(closed_ctx, window, other, chosen, data_dir, qtbot):
    closed_ctx.actions.trigger("file.open")
    type_words(dialog_of(window, closed_ctx, qtbot), PASSPHRASE, closed_ctx, qtbot)
    assert closed_ctx.workspace.path == data_dir / "Leerroute-Delft.efdb" and meetings(closed_ctx) == ["Van Joke"]
    assert other.exists()


def test_what_cannot_be_fetched_from_another_learning_path_opens_by_itself(closed_ctx, window, other, sent, data_dir, qtbot):
    drop(window, sent)
    page = window.page
    page.fetch.passphrase.setText(PASSPHRASE)
    page.fetch.open.click()
    rest(closed_ctx, qtbot)
    assert "andere leerroute" in page.notice.text.text() and not page.fetch.asks() and page.notice.hasFocus()
    own = page.notice.findChild(SecondaryButton)
    assert own.label() == "Open als eigen bestand"
    own.click()
    rest(closed_ctx, qtbot)
    assert closed_ctx.workspace.path == data_dir / "Leerroute-Delft.efdb" and meetings(closed_ctx) == ["Van Joke"]


def test_an_open_copy_of_another_learning_path_stays_where_it_is(closed_ctx, window, other, work_file, data_dir, qtbot):
    before = work_file.read_bytes()
    drop(window, work_file)
    rest(closed_ctx, qtbot)
    window.page.notice.findChild(SecondaryButton).click()
    rest(closed_ctx, qtbot)
    closed_ctx.workspace.people.add("Ilse")
    assert closed_ctx.workspace.path == data_dir / "leerroute.efdb" and work_file.read_bytes() == before
