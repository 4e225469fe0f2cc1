"""The page Bijeenkomsten: find, open, copy and remove."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ef_desktop.ui.pages.meetings import DONE, MeetingsPage
from tests.gui.page_alone import shown_page
from tests.gui.planning_views import NASTY

Key = Qt.Key


@pytest.fixture
def page(ctx, qtbot):
    """The page with three meetings, shown."""
    meetings = ctx.workspace.meetings
    meetings.create("Kennismaken", held_on=date(2026, 2, 5), starts_at=540, ends_at=720)
    meetings.create("Houding en gedrag", held_on=date(2026, 3, 19), starts_at=810, ends_at=960, place="Oostpoort")
    meetings.create("Terugkijken")
    return shown_page(MeetingsPage(ctx), qtbot)


def titles(page) -> list[str]:
    """Titles in the list."""
    model = page.list.rows()
    return [model.index(row).data() for row in range(model.rowCount())]


def test_it_begins_at_the_next_meeting(page):
    assert titles(page) == ["1. Kennismaken", "2. Houding en gedrag", "3. Terugkijken"]
    assert page.card._title.text() == "Houding en gedrag"


def test_enter_opens_for_preparing(page, ctx, qtbot):
    with qtbot.waitSignal(ctx.navigationAsked) as asked:
        QTest.keyClick(page.list, Key.Key_Return)
    assert asked.args == ["prepare", {"meeting_id": page.list.current_id()}]


def test_search_and_filter(page, qtbot):
    page.search.setText("oostpoort")
    QTest.keyClick(page.search, Key.Key_Return)
    assert titles(page) == ["2. Houding en gedrag"]
    page.search.setText("bestaat niet")
    QTest.keyClick(page.search, Key.Key_Return)
    assert titles(page) == []
    assert not page.card.isVisible()
    assert page._nothing.isVisible()
    page._nothing.button.click()
    assert len(titles(page)) == 3
    page.filter.changed.emit(DONE)
    page.filter.set_current(DONE)
    page._show_list()
    assert titles(page) == []


def test_delete_and_undo(page, ctx, qtbot):
    with qtbot.waitSignal(ctx.toastAsked) as asked:
        QTest.keyClick(page.list, Key.Key_Delete)
    assert asked.args[0].undo
    assert titles(page) == ["1. Kennismaken", "2. Terugkijken"]
    ctx.undo()
    assert titles(page) == ["1. Kennismaken", "2. Houding en gedrag", "3. Terugkijken"]


def test_duplicate_is_chosen_at_once(page, ctx):
    block = ctx.workspace.library.blocks()[0]
    source = page.list.current_id()
    ctx.workspace.meetings.add_block(source, block.id)
    page._duplicate(source)
    copy = page.list.current_id()
    assert copy != source
    plan = ctx.workspace.meetings.plan(copy)
    assert [item.title for item in plan.items] == [block.title]
    assert plan.row.held_on is None


def test_without_meetings_it_says_how_to_begin(ctx, qtbot):
    page = MeetingsPage(ctx)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    assert page.default_focus() is page.empty.button
    assert page.empty.isVisible()


@pytest.mark.parametrize("text", NASTY)
def test_awkward_texts_keep_the_page_within_the_window(page, ctx, text):
    ctx.workspace.meetings.update(page.list.current_id(), title=text, place=text)
    page.grab()
    assert page.minimumSizeHint().width() <= 1150
    assert page.size().height() == 656
