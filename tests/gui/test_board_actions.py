"""The list of agreements across meetings, by keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from tests.gui.room_views import go, make_meeting, press, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier


def with_agreements(workspace):
    """Make two meetings, each with agreements; return the ids in the order of their day."""
    first, second = make_meeting(workspace), make_meeting(workspace, people=())
    noor = next(row.id for row in workspace.people.rows() if row.name == "Noor Visser")
    add = workspace.outcomes.add
    return first, second, [
        add(first, "afspraak", "Proefbrief schrijven", owner_id=noor, due_on=date(2026, 3, 2)),
        add(second, "afspraak", "Wandeling plannen", due_on=date(2026, 3, 26)),
        add(second, "afspraak", "Namenlijst maken"),
    ]


CONTENT = with_agreements


@pytest.fixture
def agreed(made):
    return made


@pytest.fixture
def page(app_window, qtbot, agreed):
    return go(app_window, qtbot, "actions")


def shown(page):
    model = page.list.rows()
    return [model.data(model.index(row)) for row in range(model.rowCount())]


def status(page, id):
    return page.ctx.workspace.outcomes.card(id).status


def test_all_meetings_in_one_list(page):
    assert shown(page) == ["Proefbrief schrijven", "Wandeling plannen", "Namenlijst maken"]
    assert page.list.hasFocus()


def test_a_number_sets_the_status_and_one_key_takes_it_back(page, agreed):
    ids = agreed[2]
    for key, wanted in ((Qt.Key.Key_2, "busy"), (Qt.Key.Key_3, "done")):
        press(key)
        assert status(page, ids[0]) == wanted
    assert shown(page) == ["Wandeling plannen", "Namenlijst maken"]
    assert page.list.current_id() == ids[1]
    press(Qt.Key.Key_Z, CONTROL)
    assert status(page, ids[0]) == "busy"
    assert "Proefbrief schrijven" in shown(page)


def test_a_day_that_passed_is_told_calmly(page):
    model = page.list.rows()
    spoken = model.data(model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "was voor 2 mrt" in spoken
    assert "laat" not in spoken


def test_enter_goes_to_the_card_on_its_board(page, agreed, app_window):
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert app_window.page_id == "board"
    assert app_window.page.meeting_id == agreed[1]
    assert app_window.page.board.current().text == "Wandeling plannen"


def test_search_by_name_and_all_finished_ones(page, agreed, qtbot):
    press(Qt.Key.Key_F, CONTROL)
    type_text("noor")
    qtbot.waitUntil(lambda: shown(page) == ["Proefbrief schrijven"])
    page.search.clear()
    qtbot.waitUntil(lambda: len(shown(page)) == 3)
    page.ctx.workspace.outcomes.set_status(agreed[2][0], "lapsed")
    page.filter.set_current("lapsed")
    page.filter.changed.emit("lapsed")
    assert shown(page) == ["Proefbrief schrijven"]


def test_the_last_one_done_leaves_words_and_a_way_on(page, agreed):
    for _id in agreed[2]:
        press(Qt.Key.Key_3)
    assert page.nothing.isVisible()
    page.nothing.triggered.emit()
    assert len(shown(page)) == 3


def test_the_overview_and_the_palette_lead_here(app_window, qtbot, agreed):
    overview = go(app_window, qtbot, "overview")
    overview.agreements.all_asked.emit()
    assert app_window.page_id == "actions"
    overview = go(app_window, qtbot, "overview")
    assert "go.actions" in [action.id for action in app_window.ctx.actions.for_palette()]
    app_window.ctx.actions.trigger("go.actions")
    assert app_window.page_id == "actions"


@pytest.mark.parametrize("content", [None])
def test_without_agreements_it_says_where_they_come_from(app_window, qtbot):
    page = go(app_window, qtbot, "actions")
    assert page.empty.isVisible()
    assert page.empty.button.hasFocus()


@pytest.fixture
def with_promises(page, agreed, ctx):
    noor = next(row.id for row in ctx.workspace.people.rows() if row.name == "Noor Visser")
    add = ctx.workspace.outcomes.add
    add(agreed[0], "belofte", "Eerst luisteren", owner_id=noor, look_back_on=date(2026, 3, 11))
    add(agreed[0], "belofte", "Vaker bellen", look_back_on=date(2026, 4, 1))
    return page


def test_promises_stand_among_them_with_the_day_to_look_back(with_promises, ctx):
    page = with_promises
    assert shown(page) == ["Proefbrief schrijven", "Eerst luisteren", "Wandeling plannen", "Vaker bellen", "Namenlijst maken"]
    model = page.list.rows()
    spoken = [model.data(model.index(row), Qt.ItemDataRole.AccessibleTextRole) for row in range(4)]
    assert "was voor 2 mrt · 10 dagen geleden" in spoken[0]
    assert "belofte" in spoken[1] and "terugkijken op 11 mrt · gisteren" in spoken[1]
    assert "terugkijken op 1 apr" in spoken[3]


def test_by_kind_and_by_person(with_promises):
    page = with_promises
    page.kind.setCurrentText("Beloften")
    assert shown(page) == ["Eerst luisteren", "Vaker bellen"]
    page.person.setCurrentText("Noor Visser")
    assert shown(page) == ["Eerst luisteren"]
    page.kind.setCurrentIndex(0)
    assert shown(page) == ["Proefbrief schrijven", "Eerst luisteren"]
    page.person.setCurrentText("Nog niemand")
    assert shown(page) == ["Wandeling plannen", "Vaker bellen", "Namenlijst maken"]
    page.kind.setCurrentText("Afspraken")
    page.search.setText("luisteren")
    page.list.search("luisteren")
    page._place_nothing()
    page.nothing.triggered.emit()
    assert len(shown(page)) == 5


def test_a_promise_gets_a_status_and_undo(with_promises, ctx):
    page = with_promises
    told = []
    ctx.toastAsked.connect(lambda toast: told.append(toast.text))
    press(Qt.Key.Key_Down)
    promise = page.list.current_id()
    press(Qt.Key.Key_3)
    assert status(page, promise) == "done"
    assert told == ["De belofte is nu ‘klaar’."]
    assert "Eerst luisteren" not in shown(page)
    press(Qt.Key.Key_Z, CONTROL)
    assert status(page, promise) == "open"


def test_enter_on_a_promise_goes_to_its_board(with_promises, app_window):
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert app_window.page.board.current().text == "Eerst luisteren"
