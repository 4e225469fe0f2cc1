"""A PDF inside the program: pages, sizes, places, searching, and large ones."""

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent
from PySide6.QtTest import QTest

from ef_desktop.ui.widgets.pdfview import FREE, PAGE, WIDTH
from ef_desktop.ui.widgets.pdfview_pane import PdfPane
from tests.gui.pdf_pages import pdf

K, CTRL, SHIFT = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def pane(dressed, qtbot):
    made = PdfPane()
    made.resize(760, 600)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def drawn(pane, qtbot):
    """Wait until everything in sight is drawn, and return the picture."""
    with qtbot.waitSignal(pane.view.drawn, timeout=20_000):
        pane.view.viewport().update()
    return pane.view.viewport().grab().toImage()


def searched(pane, qtbot, words):
    pane.words.setText(words)
    QTest.keyClick(pane.words, K.Key_Return)
    qtbot.waitUntil(lambda: pane.view.search.finished, timeout=20_000)


def test_without_a_pdf_nothing_can_be_done(pane):
    assert pane.view.page_count == 0 and not pane.number.isEnabled()
    assert pane.view.accessibleName() == "Voorvertoning"
    for key in (K.Key_Home, K.Key_End, K.Key_PageDown, K.Key_Up):
        QTest.keyClick(pane.view, key)
    assert not pane.show_bytes(b"geen pdf") and not pane.show_bytes(b"") and pane.view.page_count == 0


def test_pages_are_drawn_on_white_paper(pane, qtbot):
    pane.show_bytes(pdf(2, ink=(1, 0, 0)))
    picture = drawn(pane, qtbot)
    colours = {picture.pixelColor(x, y).name() for x in range(80, 300, 1) for y in range(60, 120, 2)}
    assert "#ffffff" in colours and any(QColor(name).hue() == 0 and QColor(name).saturation() > 200 for name in colours)
    assert picture.pixelColor(3, 3) != QColor("#ffffff")


def test_keys_turn_the_pages(pane, qtbot):
    pane.show_bytes(pdf(9))
    view = pane.view
    QTest.keyClick(view, K.Key_End)
    assert view.page == 8 and pane.number.text() == "9"
    QTest.keyClick(view, K.Key_Home)
    assert view.page == 0 and view.verticalScrollBar().value() == 0
    QTest.keyClick(view, K.Key_PageDown)
    QTest.keyClick(view, K.Key_PageDown)
    assert view.page in (1, 2)
    QTest.keyClick(view, K.Key_PageUp)
    QTest.keyClick(view, K.Key_Space, SHIFT)
    assert view.page == 0
    view.set_fit(PAGE)
    for page in (1, 2, 3):
        QTest.keyClick(view, K.Key_PageDown)
        assert view.page == page


def test_a_page_number_is_typed(pane):
    pane.show_bytes(pdf(5))
    for typed, page in (("4", 4), ("99", 5), ("0", 1), ("x", 1), ("", 1)):
        pane.number.setText(typed)
        QTest.keyClick(pane.number, K.Key_Return)
        assert (pane.view.page + 1, pane.number.text()) == (page, str(page))


def test_sizes_follow_the_room_or_the_user(pane, qtbot):
    pane.show_bytes(pdf(3))
    view = pane.view
    assert view.fit == WIDTH and view.horizontalScrollBar().maximum() == 0
    before = view.zoom
    pane.resize(1100, 600)
    qtbot.waitUntil(lambda: view.zoom > before * 1.2, timeout=10_000)
    pane.set_fit(PAGE)
    assert view.zoom < before and view.fit == PAGE
    QTest.keyClick(view, K.Key_Equal, CTRL)
    larger = view.zoom
    QTest.keyClick(view, K.Key_Minus, CTRL)
    assert view.fit == FREE and larger > view.zoom
    for _step in range(30):
        QTest.keyClick(view, K.Key_Plus, CTRL)
    assert view.zoom == 4 and view.horizontalScrollBar().maximum() > 0
    drawn(pane, qtbot)
    for _step in range(30):
        view.step_zoom(-1)
    assert view.zoom == 0.1
    QTest.keyClick(view, K.Key_0, CTRL)
    assert view.fit == WIDTH and view.horizontalScrollBar().maximum() == 0


def test_a_new_pdf_is_shown_at_the_same_place(pane, qtbot):
    pane.show_bytes(pdf(8))
    pane.view.go_to(4)
    pane.view.verticalScrollBar().setValue(pane.view.verticalScrollBar().value() + 150)
    searched(pane, qtbot, "regel 7")
    place = pane.view.verticalScrollBar().value()
    pane.show_bytes(pdf(9, "anders"))
    assert pane.view.verticalScrollBar().value() == place and pane.view.page_count == 9
    qtbot.waitUntil(lambda: pane.view.search.finished, timeout=20_000)
    assert pane.view.search.count == 9 and pane.view.verticalScrollBar().value() == place
    pane.show_bytes(pdf(2))
    assert pane.view.page == 1
    pane.view.clear()
    assert pane.view.page_count == 0 and pane.number.text() == ""


def test_words_are_found_counted_and_gone_through(pane, qtbot):
    pane.show_bytes(pdf(6, "Tafel"))
    searched(pane, qtbot, "tafel")
    search = pane.view.search
    assert (search.count, search.place, search.current) == (6, 1, (0, 0))
    assert pane.count.text() == "1 van 6"
    QTest.keyClick(pane.words, K.Key_Return)
    QTest.keyClick(pane.words, K.Key_Return)
    assert (search.place, pane.view.page, pane.count.text()) == (3, 2, "3 van 6")
    QTest.keyClick(pane.words, K.Key_Return, SHIFT)
    assert search.place == 2
    for _step in range(2):
        pane.step_hit(-1)
    assert search.place == 6 and pane.view.page == 5
    pane.step_hit(1)
    assert search.place == 1
    searched(pane, qtbot, "zoiets staat er niet")
    assert pane.count.text() == "Niet gevonden" and search.current is None
    QTest.keyClick(pane.words, K.Key_Escape)
    assert search.text == "" and not pane.count.isVisible()
    QTest.keyClick(pane.words, K.Key_Escape)
    assert pane.view.hasFocus()


def test_what_was_found_is_marked(pane, qtbot):
    pane.show_bytes(pdf(1, "Tafel"))
    before = drawn(pane, qtbot)
    searched(pane, qtbot, "tafel")
    assert drawn(pane, qtbot) != before
    searched(pane, qtbot, "")
    assert drawn(pane, qtbot) == before


def test_a_chapter_and_a_link_lead_to_their_page(pane, qtbot):
    pane.show_bytes(pdf(5))
    view = pane.view
    assert view.go_to_title("Hoofdstuk 4") and view.page == 3
    assert not view.go_to_title("Hoofdstuk 40") and view.page == 3
    view.set_fit(PAGE)
    view.go_to(0)
    spot = view._rect(0)
    point = QPointF(spot.left() + spot.width() * 100 / 595, spot.top() + spot.height() * (842 - 75) / 842)
    for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
        button = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, point, view.viewport().mapToGlobal(point), button, button, Qt.KeyboardModifier.NoModifier)
        (view.mouseMoveEvent if kind == QEvent.Type.MouseMove else view.mouseReleaseEvent)(event)
    assert view.page == 4


def test_a_screen_reader_hears_the_page_and_its_text(pane, qtbot):
    pane.show_bytes(pdf(3, "Tafel"))
    pane.view.go_to(1)
    qtbot.waitUntil(lambda: pane.view.accessibleName() == "Voorvertoning, bladzijde 2 van 3", timeout=10_000)
    assert "Bladzijde 2 Tafel" in pane.view.accessibleDescription()
    tools = [button for button in pane.findChildren(type(pane._back)) if button.isVisible()]
    assert tools and all(button.accessibleName() for button in tools)


def test_pages_of_all_sizes_lie_in_one_strip(pane, qtbot):
    lying, tiny, huge = pdf(1, size=(842, 595)), pdf(1, size=(20, 120)), pdf(1, size=(6000, 9000))
    for data in (lying, tiny, huge):
        assert pane.show_bytes(data)
        drawn(pane, qtbot)
        pane.set_fit(PAGE)
        drawn(pane, qtbot)
        pane.set_fit(WIDTH)


def test_a_thousand_pages_stay_fluent(pane, qtbot):
    pane.show_bytes(pdf(1000, "Tafel"))
    drawn(pane, qtbot)
    for page in (999, 0, 500, 250):
        pane.view.go_to(page)
        drawn(pane, qtbot)
        assert pane.view.page == page
    searched(pane, qtbot, "tafel")
    assert pane.view.search.count == 1000 and pane.count.text().endswith("van 1.000")
    # Only so much is kept in memory.
    pane.view.set_zoom(2.0)
    for page in range(60):
        pane.view.go_to(page)
        drawn(pane, qtbot)
    assert len(pane.view._images._images) < 30
