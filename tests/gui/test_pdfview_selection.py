"""Selecting text in a preview: with the mouse, over pages, as a whole; and copying it."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest

from ef_desktop.ui.widgets.pdfview import PAGE, PER_POINT, PdfView
from tests.gui.pdf_pages import pdf

K, CTRL, LEFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.MouseButton.LeftButton


@pytest.fixture
def view(dressed, qtbot):
    made = PdfView()
    made.resize(700, 900)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.show_bytes(pdf(3))
    made.set_fit(PAGE)
    return made


def mouse(view, kind, page, x, y):
    """Press, move or release over a point of a page, in points from its upper left corner."""
    place = view._rect(page).topLeft() + QPointF(x, y) * PER_POINT * view.zoom
    held = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseButtonRelease else LEFT
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.MouseMove else LEFT
    event = QMouseEvent(kind, place, view.viewport().mapToGlobal(place), button, held, Qt.KeyboardModifier.NoModifier)
    QGuiApplication.sendEvent(view.viewport(), event)


def drag(view, begin, end):
    mouse(view, QEvent.Type.MouseButtonPress, *begin)
    mouse(view, QEvent.Type.MouseMove, *end)
    mouse(view, QEvent.Type.MouseButtonRelease, *end)


def copied(view):
    QGuiApplication.clipboard().setText("")
    QTest.keyClick(view, K.Key_C, CTRL)
    return QGuiApplication.clipboard().text()


@pytest.mark.parametrize(
    ("begin", "end", "first", "last"),
    [
        ((0, 60, 87), (0, 580, 135), "regel 0", "regel 2"),  # up to the margin
        ((0, 580, 135), (0, 60, 87), "regel 0", "regel 2"),  # and back
        ((0, 10, 10), (0, 580, 800), "Bladzijde 1", "regel 9"),  # beside all text
        ((0, 60, 127), (0, 300, 127), "regel 2", "regel 2"),
    ],
)
def test_what_is_dragged_over_is_selected_and_copied(view, begin, end, first, last):
    drag(view, begin, end)
    lines = copied(view).split("\n")
    assert (lines[0].strip(), lines[-1]) == (first, last)
    assert view.selection.areas(0) and not view.selection.areas(1)


def test_a_selection_goes_on_over_pages(view):
    view.set_zoom(0.4)
    drag(view, (0, 60, 245), (1, 580, 87))
    assert [line.strip() for line in copied(view).split("\n")] == ["regel 8", "regel 9", "Bladzijde 2", "regel 0"]
    drag(view, (1, 580, 87), (0, 60, 245))
    assert [line.strip() for line in copied(view).split("\n")] == ["regel 8", "regel 9", "Bladzijde 2", "regel 0"]


def test_everything_is_selected_with_the_keys_and_from_the_menu(view):
    QTest.keyClick(view, K.Key_A, CTRL)
    assert copied(view).count("regel") == 30 and copied(view).startswith("Bladzijde 1")
    mouse(view, QEvent.Type.MouseButtonPress, 0, 300, 300)
    menu = view.selection.menu()
    assert [(action.text(), action.isEnabled()) for action in menu.actions()] == [("Kopiëren", False), ("Alles selecteren", True)]
    menu.actions()[1].trigger()
    assert copied(view).count("regel") == 30
    menu.deleteLater()


def test_a_click_selects_nothing_and_leaves_the_clipboard_alone(view):
    QGuiApplication.clipboard().setText("van mij")
    drag(view, (0, 80, 127), (0, 81, 128))
    QTest.keyClick(view, K.Key_C, CTRL)
    assert view.selection.empty and QGuiApplication.clipboard().text() == "van mij"
    drag(view, (0, 100, 767), (0, 101, 767))
    assert view.page == 2  # the link


def test_what_is_selected_is_seen_and_goes_with_the_pdf(view, qtbot):
    with qtbot.waitSignal(view.drawn, timeout=20_000):
        view.viewport().update()
    before = view.viewport().grab().toImage()
    QTest.keyClick(view, K.Key_A, CTRL)
    assert view.viewport().grab().toImage() != before
    view.show_bytes(pdf(1))
    assert view.selection.empty and view.selection.text() == ""
    view.clear()
    view.selection.select_all()
    assert view.selection.text() == ""
