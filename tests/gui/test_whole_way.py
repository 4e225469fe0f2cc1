"""The whole way by keyboard alone: first start, plan, run, capture, wall, close, logbook. And what holds for every page."""

import pikepdf
import pytest
from babel.messages.pofile import read_po
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtPdf import QPdfDocument
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QFileDialog, QLabel, QLineEdit, QWidget

from ef_desktop import paths
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.timer import FINISHED, RUNNING, WAITING
from ef_desktop.i18n import set_language
from ef_desktop.ui.mainwindow import MainWindow
from ef_desktop.ui.opening import Opening
from ef_desktop.ui.pages import PAGES
from ef_desktop.ui.widgets.capture_bar_fields import CaptureLine

K = Qt.Key
CTRL, SHIFT, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


def press(key, modifier=NONE):
    """Press a key where the focus is, as a person does."""
    target = QApplication.focusWidget() or QApplication.activeWindow()
    assert target is not None, "nothing has the focus"
    QTest.keyClick(target, key, modifier)


def write(text):
    """Type where the focus is."""
    target = QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    QTest.keyClicks(target, text)


@pytest.fixture
def window(closed_ctx, qtbot):
    made = MainWindow(closed_ctx)
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    return made


def in_dialog():
    """Tell whether a dialog has the focus."""
    dialog, focus = QApplication.activeModalWidget(), QApplication.focusWidget()
    return dialog is not None and focus is not None and dialog.isAncestorOf(focus)


def back_in(window, qtbot):
    """The offscreen platform has no window manager that gives the window its focus back when a dialog closes."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    focus = QApplication.focusWidget() or window.focusWidget() or window.page.default_focus()
    focus.setFocus()


def text_of(path):
    """Return the words of a PDF, as a reader finds them, with single blanks."""
    book = QPdfDocument()
    assert book.load(str(path)) == QPdfDocument.Error.None_
    # A soft hyphen at the end of a line is no part of the word.
    pages = (book.getAllText(page).text().replace("\u00ad", "") for page in range(book.pageCount()))
    return " ".join(" ".join(pages).split())


def card_texts(workspace, meeting_id):
    return {card.text for column in workspace.outcomes.board(meeting_id).columns for card in column.cards}


def test_from_first_start_to_logbook_without_the_mouse(window, closed_ctx, qtbot, tmp_path, monkeypatch):
    ctx = closed_ctx
    clock: ManualClock = ctx.clock
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: True)
    opening = Opening(ctx, window)
    window.opening = opening
    opening.first(None)

    # First start: two questions.
    with qtbot.waitSignal(ctx.workspaceOpened, timeout=20_000):
        write("Leerroute Delft")
        press(K.Key_Tab)
        write("Noor")
        press(K.Key_Return)
    qtbot.waitUntil(lambda: window.page_id == "overview")
    assert ctx.workspace.programme.view().name == "Leerroute Delft"

    # A meeting from a template.
    press(K.Key_Return)
    qtbot.waitUntil(in_dialog)
    write("Houding en gedrag")
    press(K.Key_Return)
    qtbot.waitUntil(lambda: window.page_id == "prepare")
    back_in(window, qtbot)
    meeting = ctx.workspace.meetings.rows()[0].id
    plan = ctx.workspace.meetings.plan(meeting)
    assert plan.row.title == "Houding en gedrag"
    assert [advice.code for advice in plan.advice if advice.level == "warning"] == []

    # A block from the library, in the rundown; then away again.
    before = len(plan.items)
    press(K.Key_F, CTRL)
    write("coaching")
    press(K.Key_Down)
    press(K.Key_Return)
    assert len(ctx.workspace.meetings.plan(meeting).items) == before + 1
    press(K.Key_Z, CTRL)
    assert len(ctx.workspace.meetings.plan(meeting).items) == before

    # Run it.
    press(K.Key_F5)
    qtbot.waitUntil(lambda: window.page_id == "cockpit")
    if ctx.workspace.room.timer(meeting).phase == WAITING:
        press(K.Key_F5)
    assert ctx.workspace.room.timer(meeting).phase == RUNNING
    clock.advance(60)
    press(K.Key_F9)
    assert ctx.workspace.room.timer(meeting).index == 1
    press(K.Key_Z, CTRL)
    assert ctx.workspace.room.timer(meeting).index == 0
    press(K.Key_F9)

    # Capture on the board, on the wall and on the disk.
    press(K.Key_F5, SHIFT)
    assert ctx.wall.state == "live"
    back_in(window, qtbot)
    press(K.Key_F2)
    for text in ("Bel eerst, mail later", "Vast aanspreekpunt per wijk", "Samen langs de plek"):
        write(text)
        press(K.Key_Return)
        assert text in card_texts(ctx.workspace, meeting)
        clock.advance(5)
    press(K.Key_4, CTRL)
    frame = ctx.workspace.projection.frame(meeting, "board")
    assert {card.text for column in frame.columns for card in column.cards} == card_texts(ctx.workspace, meeting)
    press(K.Key_F5, SHIFT)

    # Round off: the most important ones, a summary, closed.
    press(K.Key_K, CTRL)
    qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QLineEdit) and not isinstance(QApplication.focusWidget(), CaptureLine))
    write("afronden")
    press(K.Key_Return)
    qtbot.waitUntil(lambda: window.page_id == "wrapup")
    back_in(window, qtbot)
    assert QApplication.focusWidget() is window.page.list
    press(K.Key_Home)
    for place in (K.Key_1, K.Key_2, K.Key_3):
        press(place)
        press(K.Key_Down)
    chosen = [card.text for card in ctx.workspace.projection.frame(meeting, "top").cards]
    assert len(chosen) == 3 and set(chosen) == card_texts(ctx.workspace, meeting)
    for _step in range(20):
        if QApplication.focusWidget() is window.page.summary:
            break
        press(K.Key_Tab)
    write("Wij bellen eerst en lopen samen langs de plek.")
    press(K.Key_Return, CTRL)
    qtbot.waitUntil(in_dialog)
    press(K.Key_Return)
    qtbot.waitUntil(lambda: ctx.workspace.room.timer(meeting).phase == FINISHED)
    assert ctx.workspace.meetings.rows()[0].state == "closed"
    back_in(window, qtbot)

    # The logbook.
    target = tmp_path / "logboek.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *args, **kwargs: (str(target), ""))
    press(K.Key_6, ALT)
    qtbot.waitUntil(lambda: window.page_id == "logbook")
    press(K.Key_S, CTRL)
    qtbot.waitUntil(target.exists, timeout=20_000)
    with pikepdf.open(target) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Logboek Excellent Faciliteren"
    words = text_of(target)
    for text in ("Houding en gedrag", "Wij bellen eerst en lopen samen langs de plek.", *chosen):
        assert text in words


class StrayWindows(QObject):
    """Notes every window that is shown beside the expected ones."""

    def __init__(self, allowed):
        super().__init__()
        self.allowed, self.seen = allowed, []

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            if watched is not self.allowed:
                self.seen.append(type(watched).__name__)
        return False


@pytest.fixture
def sample_window(sample_ctx, qtbot):
    made = MainWindow(sample_ctx)
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def args_of(page, window):
    rows = window.ctx.workspace.meetings.rows()
    return {
        "prepare": {"meeting_id": rows[4].id},
        "cockpit": {"meeting_id": rows[4].id},
        "wrapup": {"meeting_id": rows[3].id},
        "board": {"meeting_id": rows[3].id},
    }.get(page, {})


@pytest.mark.parametrize("page", list(PAGES))
def test_every_page_opens_in_one_piece_and_can_be_used_by_keyboard(sample_window, qapp, page):
    watch = StrayWindows(sample_window)
    qapp.installEventFilter(watch)
    try:
        sample_window.show_page(page, **args_of(page, sample_window))
        QApplication.processEvents()
    finally:
        qapp.removeEventFilter(watch)
    assert watch.seen == []
    focus = QApplication.focusWidget()
    assert focus is not None and sample_window.isAncestorOf(focus)
    # Tab leads through the page and back to where it began, and every stop has a name for a screen reader.
    stops, steps = [], 0
    while (not stops or QApplication.focusWidget() is not stops[0]) and steps < 300:
        # In a date Tab goes from day to month to year first.
        if not stops or stops[-1] is not QApplication.focusWidget():
            stops.append(QApplication.focusWidget())
        press(K.Key_Tab)
        steps += 1
    assert QApplication.focusWidget() is stops[0], "Tab does not lead back"
    assert len(stops) == len(set(map(id, stops))) > 1
    assert [describe(stop) for stop in stops if not name_of(stop)] == []


def name_of(widget):
    """Return what a screen reader calls a widget."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, (QAbstractButton, QLabel)) else "")


def describe(widget):
    """Return where a widget is, for whoever reads the failure."""
    parents = []
    while widget is not None:
        parents.append(type(widget).__name__)
        widget = widget.parentWidget()
    return " < ".join(parents[:4])


def both_languages():
    """Return the English texts that read otherwise in Dutch, and those Dutch texts; without places to fill in."""
    pairs = {}
    for file in paths.resource("i18n", "nl").glob("*.po"):
        with file.open("rb") as source:
            for message in read_po(source, locale="nl"):
                if message.id and isinstance(message.id, str) and "{" not in message.id:
                    pairs[message.id] = message.string
    english, dutch = set(pairs), set(pairs.values())
    # 'Start' and 'Board' may be a word of both languages.
    return english - dutch, dutch - english


def shown_texts(window):
    """Yield every text that is on the screen, or that a screen reader tells."""
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisibleTo(window):
            continue
        texts = {widget.accessibleName(), widget.accessibleDescription(), widget.toolTip()}
        if isinstance(widget, (QLabel, QAbstractButton)):
            texts.add(widget.text())
        if isinstance(widget, QLineEdit):
            texts.add(widget.placeholderText())
        for text in texts - {""}:
            yield text.replace("&&", "&"), describe(widget)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_page_speaks_one_language(sample_window, language):
    english, dutch = both_languages()
    assert len(english) > 300
    set_language(language)
    sample_window.ctx.languageChanged.emit()
    # What people wrote themselves, and what the base package gave them, is no text of the program.
    stranger = (english if language == "nl" else dutch) - own_words(sample_window.ctx.workspace)
    wrong = []
    for page in PAGES:
        sample_window.show_page(page, **args_of(page, sample_window))
        QApplication.processEvents()
        assert sample_window.page_id == page
        seen = dict(shown_texts(sample_window))
        assert len(seen) > 10
        wrong += [(page, text, where) for text, where in seen.items() if text in stranger]
    assert wrong == []


def own_words(workspace):
    """Return the titles in the work file."""
    titles = {block.title for block in workspace.library.blocks()} | {template.title for template in workspace.library.templates()}
    for row in workspace.meetings.rows():
        titles |= {row.title, *(item.title for item in workspace.meetings.plan(row.id).items)}
    return titles
