"""The page Logboek: chapters, summary, preview, sizes and keys. With the real services."""

import os
import subprocess
import sys

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest

from ef_desktop.paths import data_dir
from ef_desktop.ui.pages.logbook_book import CHAPTERS, SUMMARY
from ef_desktop.ui.pages.logbook_chapters import chapter_state
from tests.gui.hard_text import long_text, paste, words_of
from tests.gui.logbook_desk import LONG, held_meeting, open_logbook, ready

K, ALT = Qt.Key, Qt.KeyboardModifier.AltModifier

CONTENT = held_meeting
pytestmark = pytest.mark.usefixtures("impatient")


@pytest.fixture
def page(app_window, qtbot):
    return open_logbook(app_window, qtbot)


def ids(page):
    return [row.id for row in page.book.chapters.chapters()]


def row_of(page, chapter):
    return next(row for row in page.book.chapters.chapters() if row.id == chapter)


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
    assert summary.own.value() == "Ik typ"
    page.book.parts.setFocus()
    assert page.ctx.workspace.logbook.summary().own == "Ik typ"
    for _step in range(3):
        page.ctx.undo()
    ready(page, qtbot)
    assert summary.own.value() == "" and summary.take.isVisible()


@pytest.mark.usefixtures("hasty")
def test_the_summary_is_kept_while_it_is_typed_and_the_keyboard_stays(qtbot, request):
    page = request.getfixturevalue("page")
    logbook, own = page.ctx.workspace.logbook, page.book.summary.own
    page.book.parts.setFocus()
    QTest.keyClick(page.book.parts, K.Key_Right)
    own.setFocus()
    QTest.keyClicks(own, "Wij leerden")
    qtbot.waitUntil(lambda: logbook.summary().own == "Wij leerden", timeout=LONG)
    ready(page, qtbot)
    QTest.keyClicks(own, " luisteren.")
    qtbot.waitUntil(lambda: logbook.summary().own == "Wij leerden luisteren.", timeout=LONG)
    ready(page, qtbot)
    assert own.hasFocus() and own.value() == "Wij leerden luisteren."
    # All of it was one step.
    page.ctx.undo()
    assert logbook.summary().own == ""


def test_what_was_typed_stays_when_the_page_is_left(page, app_window):
    page.book._show_part(SUMMARY)
    page.book.summary.own.setFocus()
    page.book.summary.own.setPlainText("Nog net op tijd.")
    app_window.show_page("settings")
    assert page.ctx.workspace.logbook.summary().own == "Nog net op tijd."


# Sizes and keys


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
