"""A meeting to lead, made through the services: what the tests of the room start from."""

from datetime import date

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

KINDS = ("werkt", "werkt_niet", "verbetering", "inzicht", "afspraak", "belofte")


class PaintedArea(QObject):
    """Remembers the parts that a widget was asked to paint."""

    def __init__(self, widget):
        super().__init__(widget)
        self.rects = []
        widget.installEventFilter(self)

    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.rects.extend(event.region())
        return False


def make_meeting(workspace, *, blocks: int = 4, people: tuple[str, ...] = ("Noor Visser", "Samir Bakkali", "Esra Yildiz")) -> bytes:
    """Return a meeting of today at 09:30 with blocks of ten minutes, a case on the second, and people who are expected."""
    meeting = workspace.meetings.create("Houding en gedrag", held_on=date(2026, 3, 12), starts_at=570, ends_at=570 + 10 * blocks + 5)
    case = workspace.cases.add("Stadstuin Voorhof", initiator_knows="weet")
    workspace.meetings.add_case(meeting, case)
    for number in range(blocks):
        item = workspace.meetings.add_text_item(meeting, f"Onderdeel {number + 1}", 10)
        workspace.meetings.update_item(item, instruction=("Lees de vraag voor.", "Ga de kring rond.", "Vat samen."))
        if number == 1:
            workspace.meetings.update_item(item, case_id=case)
    for name in people:
        workspace.meetings.set_attendance(meeting, workspace.people.add(name), "expected")
    return meeting


def type_text(text: str) -> None:
    """Type into whatever has the keyboard, as a person does."""
    for letter in text:
        # QTest types ASCII only.
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(QApplication.focusWidget(), QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter))


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier, widget: QWidget | None = None) -> None:
    """Press a key where the keyboard is."""
    target = widget or QApplication.focusWidget()
    assert target is not None, "nothing has the keyboard"
    QTest.keyClick(target, key, modifiers)
    QApplication.processEvents()


def cards_of(workspace, meeting: bytes) -> list:
    """Return all cards of a meeting, column by column."""
    return [card for column in workspace.outcomes.board(meeting).columns for card in column.cards]


def go(window, qtbot, page: str, **args):
    """Show a page as a person would come to it: the window in front, the keyboard where the page wants it."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.show_page(page, **args)
    qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)
    QApplication.processEvents()
    return window.page
