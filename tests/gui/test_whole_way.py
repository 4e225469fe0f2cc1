"""The whole way by keyboard alone: first start, plan, run, capture, wall, close, logbook. And what holds for every page."""

import pikepdf
import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QWidget

from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.timer import FINISHED, RUNNING, WAITING
from ef_desktop.services.sample import create_sample
from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.mainwindow import MainWindow
from ef_desktop.ui.opening import Opening
from ef_desktop.ui.pages import PAGES, rail_entries
from ef_desktop.ui.widgets.capture_bar_fields import CaptureLine
from tests.conftest import MOMENT

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
    press(K.Key_P, CTRL)
    qtbot.waitUntil(target.exists, timeout=20_000)
    with pikepdf.open(target) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Logboek Excellent Faciliteren"


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
def sample_window(closed_ctx, qtbot, tmp_path):
    path = tmp_path / "voorbeeld.efdb"
    create_sample(path, clock=ManualClock(MOMENT), today=MOMENT.date())
    closed_ctx.use(Workspace.open(path, clock=closed_ctx.clock, settings=closed_ctx.settings))
    made = MainWindow(closed_ctx)
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
        stops.append(QApplication.focusWidget())
        sample_window.focusNextChild()
        steps += 1
    assert len(set(map(id, stops))) > 1


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_rail_page_opens_in_both_languages(sample_window, language):
    from ef_desktop.i18n import set_language

    set_language(language)
    sample_window.ctx.languageChanged.emit()
    for page, _entry in rail_entries():
        sample_window.show_page(page)
        QApplication.processEvents()
        assert sample_window.page_id == page
