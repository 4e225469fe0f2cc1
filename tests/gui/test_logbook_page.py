"""The page Logboek: chapters, summary, preview, saving, editions, other forms. With the real services."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData, QObject, QPointF, Qt, QUrl, Slot
from PySide6.QtGui import QDesktopServices, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from ef_desktop.paths import data_dir
from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.mainwindow import MainWindow
from ef_desktop.ui.pages.logbook_book import CHAPTERS, EDITIONS, SUMMARY
from ef_desktop.ui.pages.logbook_chapters import chapter_state
from ef_desktop.ui.pages.logbook_editions import PublishDialog
from ef_desktop.ui.widgets.buttons import Button
from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.conftest import MOMENT
from tests.gui.hard_text import long_text, paste, words_of

K, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier
pytestmark = pytest.mark.usefixtures("impatient")

LONG = 60_000


class Opened(QObject):
    """Takes what would go to the viewer of the system."""

    def __init__(self):
        super().__init__()
        self.urls = []

    @Slot(QUrl)
    def take(self, url):
        self.urls.append(url.toLocalFile())


@pytest.fixture
def opened():
    handler = Opened()
    QDesktopServices.setUrlHandler("file", handler, "take")
    yield handler.urls
    QDesktopServices.unsetUrlHandler("file")


def held_meeting(workspace):
    meeting = workspace.meetings.create("Kennismaken", held_on=MOMENT.date(), starts_at=570)
    workspace.meetings.add_text_item(meeting, "Welkom", 10)
    workspace.room.start(meeting)
    workspace.outcomes.add(meeting, "werkt", "Samen eten helpt")
    workspace.outcomes.add(meeting, "inzicht", "Alleen voor mij", private=True)
    workspace.room.finish(meeting)
    return meeting


CONTENT = held_meeting


@pytest.fixture
def page(app_window, qtbot):
    """The page with one meeting that was held, and its preview."""
    app_window.show_page("logbook")
    app_window.activateWindow()
    qtbot.waitUntil(app_window.isActiveWindow, timeout=LONG)
    ready(app_window.page, qtbot)
    return app_window.page


def ready(page, qtbot):
    qtbot.waitUntil(lambda: not page.book.preview.busy, timeout=LONG)


def ids(page):
    return [row.id for row in page.book.chapters.chapters()]


def row_of(page, chapter):
    return next(row for row in page.book.chapters.chapters() if row.id == chapter)


def toast_of(page, qtbot):
    toasts = page.window().toasts
    qtbot.waitUntil(lambda: bool(toasts.visible_toasts()), timeout=LONG)
    return toasts.visible_toasts()[-1]


def press_in(toast, label):
    next(button for button in toast.findChildren(Button) if button.label() == label).click()


# What is in it


@pytest.mark.parametrize("content", [None])
def test_an_empty_logbook_says_what_comes_into_it(app_window):
    app_window.show_page("logbook")
    page = app_window.page
    assert page.empty.isVisible() and page.default_focus() is page.empty.button and page.book is None
    assert not page.save.isEnabled() and not page.print.isEnabled() and not page.more.isEnabled()
    for name in ("save", "print", "publish", "search", "archive"):
        assert not app_window.ctx.actions.qaction(f"logbook.{name}").isEnabled()


def test_the_preview_is_the_pdf_and_leaves_nothing_on_the_disk(page):
    preview = page.book.preview
    assert preview.data.startswith(b"%PDF") and preview.pane.view.page_count > 2 and preview.pane.told() == ""
    text = "".join(preview.pane.view.document.getAllText(number).text() for number in range(preview.pane.view.page_count))
    assert "Samen eten helpt" in text and "Alleen voor mij" not in text
    assert list(data_dir().glob("preview-*")) == [] and not (data_dir() / "exports.json").exists()
    assert page.default_focus() is page.book.chapters and page.save.isEnabled() and page.print.isEnabled()


def test_what_an_ended_program_left_is_removed(page, qtbot):
    left, fresh = data_dir() / "preview-oud", data_dir() / "preview-nieuw"
    now = page.ctx.clock.milliseconds() / 1000
    for folder, age in ((left, 7200), (fresh, 60)):
        folder.mkdir()
        (folder / "preview.pdf").write_bytes(b"Noor")
        os.utime(folder, (now - age, now - age))
    page.ctx.workspace.logbook.set_summary("Anders")
    ready(page, qtbot)
    assert fresh.is_dir() and not left.exists()


def test_pdf_is_loaded_when_there_is_something_to_show():
    code = (
        "import sys; from ef_desktop.ui.pages import PAGES, page_class; [page_class(page) for page in PAGES];"
        " print([name for name in sys.modules if 'QtPdf' in name or 'QtPrint' in name])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True)
    assert done.stdout.strip() == "[]"


def test_the_preview_follows_the_programme(page, qtbot):
    preview = page.book.preview
    meeting = page.ctx.workspace.meetings.rows()[0].id
    before = preview.data
    page.ctx.workspace.outcomes.add(meeting, "werkt", "Een nieuwe zin erbij")
    assert preview.busy and preview.pane.view.page_count
    ready(page, qtbot)
    assert preview.data != before
    preview.pane.view.search.search("een nieuwe zin")
    qtbot.waitUntil(lambda: preview.pane.view.search.finished, timeout=LONG)
    assert preview.pane.view.search.count >= 1
    # What is no part of the book does not make it anew.
    before = preview.data
    page.ctx.workspace.outcomes.add(meeting, "inzicht", "Ook voor mij", private=True)
    page.ctx.workspace.undo.undo()
    ready(page, qtbot)
    assert preview.data is before


def test_changes_after_each_other_end_in_the_last(page, qtbot):
    preview = page.book.preview
    meeting = page.ctx.workspace.meetings.rows()[0].id
    for number in range(6):
        page.ctx.workspace.outcomes.add(meeting, "werkt", f"zin nummer {number}")
        preview._begin()
    ready(page, qtbot)
    text = "".join(preview.pane.view.document.getAllText(at).text() for at in range(preview.pane.view.page_count))
    assert all(f"zin nummer {number}" in text for number in range(6))
    assert not page.window().toasts.visible_toasts()
    qtbot.waitUntil(lambda: not page.ctx.working(), timeout=LONG)
    assert list(data_dir().glob("preview-*")) == []


def test_nobody_looks_nothing_is_made(page, qtbot, app_window):
    preview = page.book.preview
    preview._begin()
    app_window.show_page("settings")
    assert not preview.busy
    qtbot.waitUntil(lambda: not page.ctx.working(), timeout=LONG)
    assert not app_window.toasts.visible_toasts()
    before = preview.data
    page.ctx.workspace.outcomes.add(page.ctx.workspace.meetings.rows()[0].id, "werkt", "Intussen gezegd")
    assert not preview.busy
    app_window.show_page("logbook")
    ready(page, qtbot)
    assert preview.data != before


def test_a_preview_that_cannot_be_made_says_so(page, qtbot, data_dir):
    preview = page.book.preview
    folder = data_dir.rename(data_dir.with_name("weg"))
    data_dir.write_text("geen map")
    try:
        preview._begin()
        with qtbot.waitSignal(preview.made, timeout=LONG):
            page.ctx.workspace.logbook.set_summary("Anders")
        ready(page, qtbot)
        assert preview.pane.told() and preview.pane.view.page_count
    finally:
        data_dir.unlink()
        folder.rename(data_dir)


def test_another_language_makes_the_page_anew(page, qtbot, app_window):
    page.book.preview._begin()
    app_window.ctx.choose_language("en")
    ready(app_window.page, qtbot)
    assert app_window.page is not page and app_window.page.save.label() == "Save as PDF"
    assert app_window.page.book.preview.data.startswith(b"%PDF")


# Chapters


def test_chapters_are_chosen_with_space_and_can_be_undone(page, qtbot):
    chapters = page.book.chapters
    chapters.setFocus()
    chapters.choose("opbrengsten")
    before = page.book.preview.pane.view.page_count
    QTest.keyClick(chapters, K.Key_Space)
    assert not row_of(page, "opbrengsten").chosen and chapter_state(row_of(page, "opbrengsten")) == "Weggelaten"
    assert chapters.current().id == "opbrengsten"
    ready(page, qtbot)
    assert not row_of(page, "opbrengsten").chosen and page.book.preview.pane.view.page_count < before
    page.ctx.undo()
    ready(page, qtbot)
    assert row_of(page, "opbrengsten").chosen and page.book.preview.pane.view.page_count == before


def test_what_is_always_in_it_cannot_be_left_out(page):
    chapters, before = page.book.chapters, page.ctx.workspace.undo.state()
    chapters.choose("titelblad")
    QTest.keyClick(chapters, K.Key_Space)
    QTest.keyClick(chapters, K.Key_Down, ALT)
    assert row_of(page, "titelblad").chosen and ids(page)[0] == "titelblad"
    assert page.ctx.workspace.undo.state() == before


def test_what_stands_in_a_chapter_is_shown_whole(page):
    chapters = page.book.chapters
    for row, chapter in enumerate(chapters.chapters()):
        place = chapters.visualRect(chapters.model().index(row, 0))
        words = chapters.itemDelegate()._words(chapter, place.width())
        assert not words.elided and place.height() >= 31 + words.height


def test_chapters_are_moved_with_the_keyboard(page, qtbot):
    chapters, order = page.book.chapters, ids(page)
    chapters.choose("casussen")
    place = order.index("casussen")
    QTest.keyClick(chapters, K.Key_Up, ALT)
    assert ids(page).index("casussen") == place - 1 and chapters.current().id == "casussen"
    for _step in range(place):
        QTest.keyClick(chapters, K.Key_Up, ALT)
    assert ids(page)[:2] == ["titelblad", "casussen"]
    ready(page, qtbot)
    assert ids(page)[:2] == ["titelblad", "casussen"]
    page.book.move("casussen", len(order) - 1)
    QTest.keyClick(chapters, K.Key_Down, ALT)
    assert ids(page)[-1] == "casussen"
    for _step in range(place):
        page.ctx.undo()
    ready(page, qtbot)
    assert ids(page) == order


def test_chapters_are_moved_with_the_mouse(page, qtbot):
    chapters = page.book.chapters
    chapters.choose("sessies")
    last = chapters.visualRect(chapters.model().index(len(ids(page)) - 1))
    data = QMimeData()
    event = QDropEvent(QPointF(last.center()), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    chapters.dropEvent(event)
    assert ids(page).index("sessies") >= len(ids(page)) - 2 and len(ids(page)) == len(set(ids(page)))
    tick = chapters.visualRect(chapters.model().index(1))
    chosen = page.book.chapters.chapters()[1]
    qtbot.mouseClick(chapters.viewport(), Qt.MouseButton.LeftButton, pos=tick.topLeft() + QPointF(24, 20).toPoint())
    assert row_of(page, chosen.id).chosen is not chosen.chosen


def test_a_chapter_is_looked_at_in_the_preview(page):
    page.book.chapters.choose("opbrengsten")
    QTest.keyClick(page.book.chapters, K.Key_Return)
    view = page.book.preview.pane.view
    assert view.page > 2 and row_of(page, "opbrengsten").title in view.document.getAllText(view.page).text()


# Summary


def test_ten_thousand_characters_of_the_summary_are_kept_whole(page):
    page.book.parts.setFocus()
    QTest.keyClick(page.book.parts, K.Key_Right)
    paste(page.book.summary.own, long_text(1))
    page.book.parts.setFocus()
    assert words_of(page.ctx.workspace.logbook.summary().own) == words_of(long_text(1))


def test_the_summary_counts_until_somebody_writes(page, qtbot):
    page.book.parts.setFocus()
    QTest.keyClick(page.book.parts, K.Key_Right)
    assert page.book.parts.current() == SUMMARY
    summary = page.book.summary
    assert summary.own.value() == "" and summary.take.isVisible() and "tellen vanzelf" in summary._told.text()
    summary.take.click()
    assert page.ctx.workspace.logbook.summary().own == summary.own.value() != ""
    summary.own.setPlainText("Wij leerden luisteren.")
    page.book.parts.setFocus()
    assert page.ctx.workspace.logbook.summary().own == "Wij leerden luisteren."
    ready(page, qtbot)
    assert not summary.take.isVisible() and "Maak het veld leeg" in summary._told.text()
    # Also while the keyboard is in the field: what is kept is shown, what is being typed stays.
    summary.own.setFocus()
    page.ctx.workspace.logbook.set_summary("Een collega schreef.")
    ready(page, qtbot)
    assert summary.own.value() == "Een collega schreef."
    summary.own.setPlainText("Ik typ")
    page.ctx.undo()
    ready(page, qtbot)
    assert summary.own.value() == "Ik typ"
    summary.own.set_value("Wij leerden luisteren.")
    page.book.parts.setFocus()
    page.ctx.undo()
    page.ctx.undo()
    ready(page, qtbot)
    assert summary.own.value() == "" and summary.take.isVisible()


def test_what_was_typed_stays_when_the_page_is_left(page, app_window):
    page.book._show_part(SUMMARY)
    page.book.summary.own.setFocus()
    page.book.summary.own.setPlainText("Nog net op tijd.")
    app_window.show_page("settings")
    assert page.ctx.workspace.logbook.summary().own == "Nog net op tijd."


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


def test_a_small_window_keeps_what_is_needed(page, qtbot, app_window):
    app_window.resize(1000, 620)
    pane = page.book.preview.pane
    qtbot.waitUntil(lambda: pane.width() < 440, timeout=LONG)
    assert page.more.label() == "" and page.more.accessibleName() == "Andere formaten"
    assert not pane._larger.isVisible() and pane.words.width() >= 100
    qtbot.waitUntil(lambda: pane.words.geometry().right() <= pane.width(), timeout=LONG)
    app_window.resize(1500, 900)
    qtbot.waitUntil(pane._width.isVisible, timeout=LONG)
    assert page.more.label() == "Andere formaten"


# Keys


def test_keys_of_the_page_reach_the_preview(page, app_window):
    actions, pane = app_window.ctx.actions, page.book.preview.pane
    before = pane.view.zoom
    actions.trigger("logbook.larger")
    assert pane.view.zoom > before
    actions.trigger("logbook.smaller")
    actions.trigger("logbook.whole")
    assert pane.view.fit == "page"
    actions.trigger("logbook.width")
    assert pane.view.fit == "width"
    actions.trigger("logbook.search")
    assert pane.words.hasFocus()
    assert page.book.parts.current() == CHAPTERS
