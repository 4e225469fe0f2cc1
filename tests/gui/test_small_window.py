"""A Full HD laptop at 200 %: a window of 940 by 460 logical pixels, in which every page can still be worked with."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QAbstractButton, QApplication, QScrollArea, QStackedLayout, QWidget

from ef_desktop.ui.dialogs.keys import KeysSheet
from ef_desktop.ui.forms.fields import ComboField
from ef_desktop.ui.mainwindow import LEAST, MainWindow
from ef_desktop.ui.pages import PAGES
from ef_desktop.ui.pages.workform_begin import BeginSheet
from ef_desktop.ui.palette import Palette
from ef_desktop.ui.widgets.buttons import Button
from tests.gui.room_views import press
from tests.gui.workform_desk import make_round

#: Less than is left of a screen of 960 by 540 beside a task bar and the title of the window.
SIZE = (940, 460)
#: Which meeting of the sample a page shows, from 0; others show none.
MEETING = {"prepare": 4, "cockpit": 4, "workform": 4, "board": 3, "wrapup": 3}


@pytest.fixture
def small(sample_ctx, qtbot):
    """The main window with the sample, as small as on such a screen."""
    window = MainWindow(sample_ctx)
    window.resize(*SIZE)
    window.show()
    yield window
    window.close()
    window.deleteLater()


def settle() -> None:
    for _round in range(4):
        QApplication.processEvents()


def inside(part: QWidget, within: QWidget) -> bool:
    return within.rect().adjusted(-1, -1, 1, 1).contains(part.geometry())


def scrolled(part: QWidget) -> bool:
    above = part.parentWidget()
    return above is not None and isinstance(above.parentWidget(), QScrollArea)


def faults(root: QWidget) -> list[str]:
    """Return what is cut, outside what it is in, or over something else, in words."""
    found = []
    for part in [root, *root.findChildren(QWidget)]:
        if not part.isVisible() or part.isWindow() and part is not root:
            continue
        if isinstance(part, Button) and part.label() and part.width() < part.sizeHint().width() - 1:
            found.append(f"cut: {part.label()}")
        layout = part.layout()
        if layout is None or isinstance(layout, QStackedLayout):
            continue
        children = [layout.itemAt(place).widget() for place in range(layout.count())]
        children = [child for child in children if child is not None and child.isVisible()]
        found += [f"outside: {child.accessibleName() or child}" for child in children if not inside(child, part)]
        for place, child in enumerate(children):
            found += [f"over: {child} {other}" for other in children[place + 1 :] if child.geometry().intersects(other.geometry())]
        if scrolled(part) and part.width() > part.parentWidget().width():
            area = part.parentWidget().parentWidget()
            if area.horizontalScrollBarPolicy() == Qt.ScrollBarPolicy.ScrollBarAlwaysOff:
                found.append(f"cut at the side: {part}")
    return found


def show(window: MainWindow, page_id: str) -> None:
    meetings = window.ctx.workspace.meetings.rows()
    window.show_page(page_id, **({"meeting_id": meetings[MEETING[page_id]].id} if page_id in MEETING else {}))
    settle()


def test_the_window_fits_such_a_screen(small):
    assert (small.width(), small.height()) == SIZE
    small.resize(1, 1)
    assert (small.width(), small.height()) == LEAST == SIZE


@pytest.mark.parametrize("page_id", PAGES)
def test_nothing_on_a_page_is_cut_or_covered(small, page_id):
    show(small, page_id)
    assert (small.width(), small.height()) == SIZE
    assert faults(small.page) == []
    assert faults(small.centralWidget()) == []


def test_every_state_of_the_cockpit_has_its_place(small):
    room = small.ctx.workspace.room
    meeting = small.ctx.workspace.meetings.rows()[4].id
    room.start(meeting)
    show(small, "cockpit")
    page = small.page
    for _block in range(11):
        for key in (None, Qt.Key.Key_F3, Qt.Key.Key_F3):
            if key is not None:
                press(key)
            settle()
            assert faults(page) == [], page.now.face().title
        press(Qt.Key.Key_F9)
    assert page.now.face().heading.endswith("11 van 11")


def test_the_pages_come_back_whole_in_a_larger_window(small):
    show(small, "cockpit")
    assert not small.page.timeline.isVisible() and not small.page.wall.preview.isVisible()
    small.resize(1366, 768)
    settle()
    assert small.page.timeline.isVisible() and small.page.wall.preview.isVisible()
    show(small, "overview")
    assert not small._rail.is_compact()


@pytest.mark.parametrize("sheet", [lambda w: KeysSheet(w, w.ctx.actions), lambda w: Palette(w, w.ctx)])
def test_a_sheet_stays_within_the_window(small, sheet):
    show(small, "overview")
    opened = sheet(small)
    opened.open()
    settle()
    area = opened.findChild(QScrollArea)
    assert small.rect().contains(area.geometry())
    assert opened.panel.width() <= area.viewport().width()
    opened.close_sheet()


def test_beside_the_round_corners_of_a_sheet_the_dimmed_page_is_seen(small):
    show(small, "overview")
    sheet = Palette(small, small.ctx)
    sheet.open()
    settle()
    area = sheet.findChild(QScrollArea).geometry()
    seen = small.grab().toImage()
    beside = [seen.pixelColor(x, y).lightness() for x in (area.left(), area.right()) for y in (area.top(), area.bottom())]
    assert max(beside) < 200
    sheet.close_sheet()


def test_every_part_of_the_work_form_has_its_place(small):
    meeting, item = make_round(small.ctx.workspace, 12, names=True)
    small.show_page("workform", meeting_id=meeting, item_id=item)
    settle()
    page = small.page
    for name in page.sections:
        page.open_section(name)
        settle()
        assert faults(page) == [], name
        field = QApplication.focusWidget()
        assert page.section().isAncestorOf(field)
        assert not field.visibleRegion().isEmpty(), name


def test_the_sheet_that_begins_the_work_form_scrolls(small):
    show(small, "workform")
    next(button for button in small.page.findChildren(QAbstractButton) if button.isVisible() and button.text() == "Begin").click()
    settle()
    sheet = small.findChild(BeginSheet)
    assert faults(sheet.panel) == []
    assert small.rect().contains(sheet.findChild(QScrollArea).geometry())


def test_a_dialog_is_never_higher_than_the_screen(tmp_path):
    screens = {"screens": [{"name": "laptop", "x": 0, "y": 0, "width": 960, "height": 500}]}
    config = tmp_path / "screens.json"
    config.write_text(json.dumps(screens))
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("low_screen.py"))],
        env={
            **os.environ,
            "QT_QPA_PLATFORM": f"offscreen:configfile={config.name}",
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "EF_DATA_DIR": str(tmp_path / "data"),
        },
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    for seen in json.loads(done.stdout.splitlines()[-1]):
        assert seen["height"] <= 500 - 40
        assert seen["button"] <= seen["height"]
        assert seen["focus"] == "field"


def test_a_long_choice_ends_with_an_ellipsis(dressed, qtbot):
    field = ComboField([("a", "Buurttuin aan de Brasserskade: wie mag er over de grond beslissen")])
    qtbot.addWidget(field)
    field.resize(220, 40)
    assert field.shown_text().endswith("…")
    assert QFontMetrics(field.font()).horizontalAdvance(field.shown_text()) <= 220 - 40
    field.resize(900, 40)
    assert field.shown_text() == field.currentText()


@pytest.mark.parametrize("page_id", [page_id for page_id in PAGES if page_id not in ("settings", "sets", "cleanup", "workform")])
def test_nothing_is_cut_where_there_is_nothing_yet(app_window, page_id):
    app_window.resize(*SIZE)
    meeting = app_window.ctx.workspace.meetings.create("Eerste") if page_id in MEETING else None
    app_window.show_page(page_id, **({"meeting_id": meeting} if meeting else {}))
    settle()
    assert faults(app_window.page) == []
    assert faults(app_window.centralWidget()) == []


def test_there_is_room_to_type_in_the_capture_bar(small):
    small.ctx.workspace.room.start(small.ctx.workspace.meetings.rows()[4].id)
    show(small, "cockpit")
    bar = small.page.bar
    for number in range(1, 7):
        bar.kinds.choose_number(number)
        settle()
        assert bar.line.width() >= 120, bar.kinds.current()
        assert bar.kinds.width() >= bar.kinds.minimumSizeHint().width()
    small.resize(1366, 768)
    settle()
    assert bar.privacy.label() == "Zaal ziet mee"


def test_a_message_never_lies_over_the_clock_of_the_cockpit(small):
    small.ctx.workspace.room.start(small.ctx.workspace.meetings.rows()[4].id)
    show(small, "cockpit")
    press(Qt.Key.Key_F9)
    settle()
    (toast,) = small.toasts.visible_toasts()
    now = small.page.now
    assert toast.geometry().bottom() < now.mapTo(small, now.digits_rect().topLeft().toPoint()).y()


def test_the_head_of_the_board_makes_room_for_an_open_card(small, sample_ctx):
    meeting = sample_ctx.workspace.meetings.rows()[MEETING["board"]].id
    board = sample_ctx.workspace.outcomes.board(meeting)
    small.show_page("board", meeting_id=meeting, card_id=board.columns[0].cards[0].id)
    settle()
    page = small.page
    assert page.details.isVisible() and faults(page) == []
    assert page.wall.label() == "" and page.wall.accessibleName() == "Toon in zaal"
    small.resize(1440, 900)
    settle()
    assert page.wall.label() == "Toon in zaal" and page.sub.isVisible()
