"""What leaves the page Logboek: the PDF, editions, other forms, the archive, the interim report; also where one only looks."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.mainwindow import MainWindow
from ef_desktop.ui.pages.logbook_book import EDITIONS
from ef_desktop.ui.pages.logbook_editions import PublishDialog
from ef_desktop.ui.widgets.buttons import Button
from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.gui.logbook_desk import LONG, held_meeting, open_logbook, ready

K, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier

CONTENT = held_meeting
pytestmark = pytest.mark.usefixtures("impatient")


@pytest.fixture
def page(app_window, qtbot):
    return open_logbook(app_window, qtbot)


def toast_of(page, qtbot):
    toasts = page.window().toasts
    qtbot.waitUntil(lambda: bool(toasts.visible_toasts()), timeout=LONG)
    return toasts.visible_toasts()[-1]


def press_in(toast, label):
    next(button for button in toast.findChildren(Button) if button.label() == label).click()


# Saving


def test_the_logbook_is_saved_and_opened(page, qtbot, tmp_path, opened):
    target = tmp_path / "logboek.pdf"
    page.write(target)
    assert not page.save.isEnabled()
    press_in(toast_of(page, qtbot), "PDF openen")
    assert opened == [str(target)] and target.read_bytes().startswith(b"%PDF") and page.save.isEnabled()


def test_a_logbook_that_cannot_be_written_says_so(page, qtbot, tmp_path):
    page.write(tmp_path / "weg" / "logboek.pdf")
    toast = toast_of(page, qtbot)
    assert toast.kind == "failure" and "logboek.pdf" in toast.accessibleName()
    qtbot.waitUntil(page.save.isEnabled, timeout=LONG)


def test_a_cancelled_logbook_leaves_the_old_file(page, qtbot, tmp_path):
    target = tmp_path / "logboek.pdf"
    target.write_bytes(b"oud")
    started = []
    page.ctx.workStarted.connect(lambda worker, title: (started.append(title), worker.cancel()))
    page.write(target)
    qtbot.waitUntil(lambda: not page.ctx.working(), timeout=LONG)
    assert started == ["Logboek opslaan"] and target.read_bytes() == b"oud"
    assert [path.name for path in tmp_path.glob("*.part")] == []


# Editions


def test_an_edition_is_kept_and_recognised(page, qtbot, tmp_path, monkeypatch):
    page.book.parts.setFocus()
    QTest.keyClick(page.book.parts, K.Key_End)
    assert page.book.parts.current() == EDITIONS
    target = tmp_path / "uitgave.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args, **kwargs: (str(target.with_suffix("")), ""))
    page.book.editions.publish.click()
    dialog = page.window().findChild(PublishDialog)
    assert dialog.windowTitle() == "Uitgave 1"
    dialog.note.setPlainText("Voor de raad")
    dialog.accept()
    toast = toast_of(page, qtbot)
    assert "Uitgave 1" in toast.accessibleName() and target.is_file()
    qtbot.waitUntil(lambda: page.book.editions.model.rowCount() == 1, timeout=LONG)
    row = page.book.editions.model.index(0)
    assert all(part in row.data() for part in ("Uitgave 1, 12 maart 2026", "uitgave.pdf", "Voor de raad"))
    toast.close_now()
    page.check(target)
    told = toast_of(page, qtbot)
    assert "uitgave.pdf is Uitgave 1" in told.accessibleName()
    told.close_now()
    target.write_bytes(target.read_bytes() + b"\n")
    page.check(target)
    qtbot.waitUntil(lambda: page.window().findChild(MessageDialog) is not None, timeout=LONG)
    page.window().findChild(MessageDialog).accept()
    page.check(tmp_path / "weg.pdf")
    assert toast_of(page, qtbot).kind == "failure"
    page.ctx.undo()
    qtbot.waitUntil(lambda: page.book.editions.model.rowCount() == 0, timeout=LONG)
    ready(page, qtbot)


# Other forms


@pytest.mark.parametrize("kind", ["docx", "markdown", "outcomes_xlsx", "agreements_csv"])
def test_other_forms_are_saved(page, qtbot, tmp_path, monkeypatch, opened, kind):
    name = page.ctx.workspace.formats.suggested_name(kind)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args, **kwargs: (str(tmp_path / name), ""))
    page.ctx.actions.trigger(f"logbook.{kind}")
    press_in(toast_of(page, qtbot), "Toon in map")
    assert (tmp_path / name).stat().st_size and opened == [str(tmp_path)]
    menu = page.formats.menu()
    assert len([action for action in menu.actions() if action.text()]) == 7 and all(action.isEnabled() for action in menu.actions())
    menu.deleteLater()


def test_the_archive_is_made(page, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args, **kwargs: str(tmp_path))
    page.formats.ask("archive")
    assert "archief is gemaakt" in toast_of(page, qtbot).accessibleName().lower()
    made = next(path for path in tmp_path.iterdir() if (path / "SHA256SUMS.txt").is_file())
    assert any(path.suffix == ".png" for path in made.rglob("*"))


# Only looking


def test_who_only_looks_can_save_and_print_but_change_nothing(ctx, work_file, qtbot, tmp_path):
    ctx.release()
    ctx.use(Workspace.open(work_file, clock=ctx.clock, settings=ctx.settings, read_only=True))
    window = MainWindow(ctx)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.show()
    window.show_page("logbook")
    page = window.page
    ready(page, qtbot)
    before = page.book.chapters.chapters()
    page.book.chapters.choose("opbrengsten")
    for key, held in ((K.Key_Space, Qt.KeyboardModifier.NoModifier), (K.Key_Up, ALT)):
        QTest.keyClick(page.book.chapters, key, held)
    assert page.book.chapters.chapters() == before and page.book.summary.own.isReadOnly()
    assert not page.book.summary.take.isEnabled() and not page.book.editions.publish.isEnabled()
    assert not ctx.actions.qaction("logbook.publish").isEnabled() and page.print.isEnabled()
    page.write(tmp_path / "logboek.pdf")
    toast_of(page, qtbot)
    assert (tmp_path / "logboek.pdf").is_file()


# The interim report


def test_the_interim_report_has_its_own_tab(page, qtbot, tmp_path, monkeypatch, app_window):
    book = page.book.preview
    page.tabs.setFocus()
    QTest.keyClick(page.tabs, K.Key_Right)
    interim = page.interim
    qtbot.waitUntil(lambda: not interim.preview.busy, timeout=LONG)
    assert interim.isVisible() and not page.book.isVisible() and not page.save.isVisible() and page.print.isEnabled()
    assert interim.preview.data != book.data and not book.busy
    target = tmp_path / "tussen.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args, **kwargs: (str(target), ""))
    app_window.ctx.actions.trigger("logbook.save")
    assert "Tussenrapportage" in toast_of(page, qtbot).accessibleName() or "tussen.pdf" in toast_of(page, qtbot).accessibleName()
    assert target.read_bytes().startswith(b"%PDF")
    actions = app_window.ctx.actions
    actions.trigger("logbook.search")
    assert interim.preview.pane.words.hasFocus() and not actions.qaction("logbook.publish").isEnabled()
    QTest.keyClick(page.tabs, K.Key_Left)
    ready(page, qtbot)
    assert page.book.isVisible() and page.save.isVisible() and not interim.preview.busy
