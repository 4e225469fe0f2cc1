"""Putting components in the window of a test, and giving them the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget


def shown_window(qtbot):
    """Return a window with a column to put things in, shown and active."""
    top = QWidget(objectName="page")
    top.column = QVBoxLayout(top)
    top.resize(640, 480)
    qtbot.addWidget(top)
    top.show()
    qtbot.waitExposed(top)
    top.activateWindow()
    return top


def put(window, *widgets):
    """Put widgets in the window and let Qt lay them out."""
    for widget in widgets:
        window.column.addWidget(widget)
    QApplication.processEvents()
    return widgets[0] if len(widgets) == 1 else widgets


def focus(widget):
    """Give a widget the keyboard."""
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    QApplication.processEvents()
