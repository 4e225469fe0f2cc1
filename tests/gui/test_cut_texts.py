"""Long titles and times that come near each other: nothing is cut without a sign, and nothing is painted over."""

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea

from ef_desktop.ui.dialogs.keys import KeysSheet
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.pages.prepare_bar import RundownBar
from ef_desktop.ui.pages.prepare_sketch import Sketch, SketchRow
from ef_desktop.ui.widgets.buttons import Button
from ef_desktop.ui.widgets.statusbar import StatusItem
from ef_desktop.ui.widgets.tile import DateTile

TITLE = "Kick-off: kennismaken, verwachtingen en werkafspraken voor het komende halfjaar in Delft en omgeving"


def settle() -> None:
    for _round in range(4):
        QApplication.processEvents()


def context_item(window) -> StatusItem:
    return next(item for item in window._status.findChildren(StatusItem) if item.isVisible() and "Voorbereiden" in item.text())


def test_the_status_bar_tells_the_whole_title_or_ends_with_a_sign(app_window):
    ctx = app_window.ctx
    meeting = ctx.workspace.meetings.create(TITLE)
    app_window.resize(1366, 768)
    app_window.show_page("prepare", meeting_id=meeting)
    settle()
    item = context_item(app_window)
    assert item.text() == f"Voorbereiden: {TITLE}"
    assert item.width() >= item.sizeHint().width() and not item.toolTip()
    app_window.resize(960, 600)
    settle()
    item = context_item(app_window)
    assert item.width() < item.sizeHint().width()
    assert item.toolTip() == item.text()
    assert item.geometry().right() < app_window._status.hints.geometry().left()


@pytest.mark.parametrize("size", [(1366, 768), (1366, 688), (1440, 900)])
def test_a_long_title_is_whole_beside_the_list_of_meetings(app_window, size):
    ctx = app_window.ctx
    ctx.workspace.meetings.create(TITLE)
    app_window.resize(*size)
    app_window.show_page("meetings")
    settle()
    card = app_window.page.card
    assert card._title.height() >= card._title.heightForWidth(card._title.width())
    tile = card.findChild(DateTile)
    assert tile.isHidden() or tile.height() >= tile.sizeHint().height()
    bar = card.findChild(QScrollArea).verticalScrollBar()
    assert bar.maximum() == 0


def test_a_long_text_says_what_the_number_is(dressed, qtbot):
    field = TextField("x" * 103, advised=80)
    qtbot.addWidget(field)
    assert field._advice == "Lang: 103 tekens"


@pytest.mark.parametrize("minutes", [241, 243, 249, 300, 480])
def test_the_agreed_end_and_the_later_one_stand_beside_each_other(dressed, qtbot, minutes):
    bar = RundownBar()
    qtbot.addWidget(bar)
    bar.resize(630, 70)
    rows = (row("Casus", 780, 240, over=False), row("Meting", 1020, minutes - 240, over=True))
    bar.show_sketch(Sketch(rows=rows, minutes=minutes, available=240, starts_at=780, ends_at=780 + minutes, agreed_end=1020))
    agreed, late = bar.end_times()
    assert agreed.right() <= late.left() - 6
    assert late.right() <= bar.width()
    assert agreed.right() <= bar.width() * 240 / minutes


def test_the_buttons_over_the_keys_stand_at_one_height(app_window):
    sheet = KeysSheet(app_window, app_window.ctx.actions)
    sheet.open()
    settle()
    close = next(button for button in sheet.findChildren(Button) if button.text() == "Sluiten")
    assert (sheet.change.y(), sheet.change.height()) == (close.y(), close.height())
    sheet.close_sheet()


def row(title: str, starts_at: int, minutes: int, *, over: bool) -> SketchRow:
    return SketchRow(
        item=None, guest=None, title=title, icon="clock", minutes=minutes, starts_at=starts_at, is_break=False, over=over
    )  # fmt: skip
