"""The page Leerroute: from a view alone, with an empty programme, and on a real work file."""

import itertools
import subprocess
import sys
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.pages import meetings_words as words
from ef_desktop.ui.pages.overview import OverviewPage
from ef_desktop.ui.pages.overview_hero import OPEN, READY, WARNING, checks
from ef_desktop.ui.pages.overview_panels import LineButton
from ef_desktop.ui.pages.overview_route import RouteLayout
from tests.gui.planning_views import NASTY, meeting_row, overview_view

NOON = datetime(2026, 3, 12, 12, 0)


def show(page, qtbot, width=1150, height=656):
    """Show a page in a window of its own."""
    page.resize(width, height)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.enter()
    return page


@pytest.fixture
def page(closed_ctx, qtbot):
    """The page before the work file is open."""
    closed_ctx.first_look = overview_view()
    return show(OverviewPage(closed_ctx), qtbot)


def rows_of(panel) -> list[LineButton]:
    """The rows of a panel that can be seen."""
    return [row for row in panel.findChildren(LineButton) if not row.isHidden()]


def test_it_paints_from_a_view_alone(page):
    assert page.ctx.workspace is None
    assert page.head.title_label.text() == "Leerroute Delft, voorjaar 2026"
    assert page.head.sub_label.text() == "8 bijeenkomsten · 14 mensen · 6 casussen"
    assert page.hero._title.text() == "4. Houding en gedrag"
    assert page.route.model().rowCount() == 8
    assert page.default_focus() is page.hero.start_button
    assert len(rows_of(page.attention)) == 3


def test_its_modules_keep_the_start_short():
    """The first window may not wait for the ORM: the page must not bring it in."""
    code = "import sys; import ef_desktop.ui.pages.overview; print([m for m in sys.modules if 'sqlalchemy' in m or 'reportlab' in m])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_the_route_opens_the_part_that_fits_the_state(page):
    asked = []
    page.ctx.navigationAsked.connect(lambda name, args: asked.append((name, args["meeting_id"])))
    page.ctx.when_open = lambda call: call()
    rows = page._view.meetings
    for place in (0, 2, 4):
        page.route.setCurrentIndex(page.route.model().index(place, 0))
        QTest.keyClick(page.route, Qt.Key.Key_Return)
    assert asked == [("wrapup", rows[0].id), ("cockpit", rows[2].id), ("prepare", rows[4].id)]


def test_an_empty_programme_says_how_to_begin(closed_ctx, qtbot):
    closed_ctx.first_look = overview_view(meetings=(), next_id=None)
    page = show(OverviewPage(closed_ctx), qtbot)
    assert page.head.sub_label.text() == "Nog niets gepland"
    assert page.default_focus().label() == "Eerste bijeenkomst"
    page.grab()
    closed_ctx.first_look = overview_view()
    page.mark_stale()
    assert page.hero.isVisible()


def test_only_what_fits_is_listed_with_a_way_to_the_rest(page):
    agreements = tuple(replace(page._view.agreements[0], id=bytes([number])) for number in range(60))
    page.show_overview(replace(page._view, agreements=agreements))
    shown = len(rows_of(page.agreements))
    assert 1 <= shown < 60
    assert page.agreements._more.text() == "Toon alle 60"
    page.resize(1150, 1000)
    page.grab()
    assert len(rows_of(page.agreements)) > shown


def test_a_tick_sets_an_agreement_done_and_undo_brings_it_back(ctx, qtbot):
    meeting = ctx.workspace.meetings.create("Eerste", held_on=date(2026, 3, 12))
    ctx.workspace.outcomes.add(meeting, "afspraak", "Terugbellen oefenen")
    page = show(OverviewPage(ctx), qtbot)
    with qtbot.waitSignal(ctx.toastAsked) as asked:
        rows_of(page.agreements)[0].click()
    assert asked.args[0].undo
    assert page._view.agreements == ()
    ctx.undo()
    assert [row.text for row in page._view.agreements] == ["Terugbellen oefenen"]


@pytest.mark.parametrize("text", NASTY)
def test_awkward_texts_keep_the_page_within_the_window(closed_ctx, qtbot, text):
    view = overview_view()
    rows = tuple(replace(row, title=text, place=text, note=text) for row in view.meetings)
    closed_ctx.first_look = replace(
        view,
        programme=replace(view.programme, name=text),
        meetings=rows,
        attention=tuple(replace(item, title=text, detail=text) for item in view.attention),
        agreements=tuple(replace(row, text=text, owner=text) for row in view.agreements),
    )
    page = show(OverviewPage(closed_ctx), qtbot)
    page.grab()
    assert page.size().width() == 1150
    assert page.minimumSizeHint().width() <= 1150


def test_columns_never_overlap():
    for width in (300, 600, 745, 1200):
        columns = RouteLayout(wide=width > 700).columns(QRectF(0, 0, width, 40))
        assert all(left.right() < right.left() for left, right in itertools.pairwise(columns))


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (0, "Vandaag"),
        (1, "Morgen"),
        (-1, "Gisteren"),
        (5, "Over 5 dagen"),
        (-13, "13 dagen geleden"),
        (14, "Over 2 weken"),
        (-60, "9 weken geleden"),
        (120, "Over 4 maanden"),
    ],
)
def test_days_in_words(days, expected):
    assert words.days_words(days) == expected
    row = meeting_row(held_on=NOON.date() + timedelta(days=days), starts_at=None)
    assert words.when_words(row, NOON) == expected


@pytest.mark.parametrize(
    ("starts_at", "ends_at", "state", "expected"),
    [
        (960, 1080, "planned", "Vandaag · over 4 uur"),
        (765, 1080, "planned", "Vandaag · over 45 minuten"),
        (700, 800, "planned", "Vandaag · begonnen"),
        (600, 700, "planned", "Vandaag · voorbij"),
        (600, 700, "running", "Vandaag · nu bezig"),
        (600, 700, "closed", "Vandaag · afgerond"),
    ],
)
def test_today_in_words(starts_at, ends_at, state, expected):
    assert words.when_words(meeting_row(starts_at=starts_at, ends_at=ends_at, state=state), NOON) == expected


def test_due_days_in_words():
    today = NOON.date()
    assert words.due_words(None, today) == ("", False)
    assert words.due_words(today, today) == ("vandaag", False)
    assert words.due_words(today - timedelta(days=1), today) == ("1 dag te laat", True)
    assert words.due_words(date(2026, 4, 9), today) == ("9 apr", False)


def test_the_head_line():
    row = meeting_row(held_on=date(2026, 4, 2), place="zaal Oostpoort")
    assert words.head_line(row, NOON.date()) == "Donderdag 2 april, 13:30 tot 16:00 · zaal Oostpoort"
    assert words.head_line(replace(row, held_on=None, starts_at=None, ends_at=None, place=""), NOON.date()) == "Nog geen datum"


def test_the_checklist_tells_what_is_ready():
    ready = meeting_row(planned_minutes=150)
    assert [check.state for check in checks(ready, 2)] == [READY, READY, READY, READY]
    bare = meeting_row(item_count=0, planned_minutes=0, progress=0, invited=0, attending=0)
    assert [check.state for check in checks(bare, 1)] == [OPEN, OPEN, OPEN, OPEN]
    long = meeting_row(planned_minutes=170, progress=0)
    assert [(check.state, check.text) for check in checks(long, 1)][:2] == [
        (WARNING, "Draaiboek sluit nog niet af"),
        (WARNING, "20 minuten te lang"),
    ]


def test_a_wider_window_never_has_less_room_for_a_title_than_1366(app_window, ctx):
    ctx.workspace.meetings.create("Vier formulieren voor één feest", held_on=date(2026, 3, 20))
    app_window.show_page("overview")
    rooms = {}
    for width in (1366, 1399, 1400, 1420, 1439, 1440, 1600):
        app_window.resize(width, 768)
        QApplication.processEvents()
        page = app_window.page
        title = page.route.itemDelegate().layout.columns(QRectF(page.route.viewport().rect()))[1]
        rooms[width] = page.hero._title.width(), title.width()
    least = rooms[1366]
    assert {width: room for width, room in rooms.items() if room[0] < least[0] or room[1] < least[1]} == {}
