"""Searching the cards of all meetings from the board."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ef_desktop.ui.pages.board_search import BoardSearch
from tests.gui.room_views import make_meeting, press, type_text

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def with_cards(workspace):
    first = make_meeting(workspace)
    later = workspace.meetings.create("Later", held_on=date(2026, 4, 9), starts_at=570)
    noor = next(row.id for row in workspace.people.rows() if row.name == "Noor Visser")
    case = workspace.cases.rows()[0].id
    add = workspace.outcomes.add
    add(first, "werkt", "Bel eerst, mail later", case_id=case)
    add(first, "inzicht", "Tempo is ook respect", private=True)
    add(later, "afspraak", "Noor belt de bewoners terug", owner_id=noor)
    return first


CONTENT = with_cards


@pytest.fixture
def sheet(board):
    press(K.Key_F, CONTROL)
    return board.window().findChild(BoardSearch)


def found(sheet):
    return [sheet.hits.hit(row).text for row in range(sheet.hits.rowCount())]


def test_type_and_enter_opens_the_card_on_its_board(sheet, board, app_window):
    assert sheet.field.hasFocus()
    type_text("bewon")
    press(K.Key_Return)
    assert not sheet.isVisible()
    assert app_window.page is board
    assert board.board.current().text == "Noor belt de bewoners terug"
    assert board.chooser.value() == board.meeting_id
    assert board.details.isVisible()


def test_everything_is_listed_at_first_with_where_it_was_said(sheet):
    assert len(found(sheet)) == 3
    details = {sheet.hits.hit(row).text: sheet.hits.hit(row).detail for row in range(3)}
    assert details["Noor belt de bewoners terug"] == "Afspraak · 2. Later · 9 april 2026"
    assert details["Tempo is ook respect"].endswith("alleen jij")


def test_filters_by_kind_case_person_and_status(sheet):
    for combo, place, texts in (
        (sheet.kind, "Afspraak", ["Noor belt de bewoners terug"]),
        (sheet.case, "Stadstuin Voorhof", ["Bel eerst, mail later"]),
        (sheet.person, "Noor Visser", ["Noor belt de bewoners terug"]),
        (sheet.status, "open", ["Noor belt de bewoners terug"]),
    ):
        combo.setCurrentText(place)
        assert found(sheet) == texts
        combo.setCurrentIndex(0)
    assert len(found(sheet)) == 3


def test_nothing_found_says_so_and_escape_goes_back(sheet, board, qtbot):
    type_text("xyz")
    qtbot.waitUntil(sheet.nothing.isVisible)
    press(K.Key_Return)
    assert sheet.isVisible()
    press(K.Key_Escape)
    assert not sheet.isVisible()
    assert board.board.current().text == "Bel eerst, mail later"


def test_by_talent_and_how_many_there_are(sheet, board, ctx):
    outcomes = ctx.workspace.outcomes
    ids = outcomes.add_lines(board.meeting_id, "inzicht", "\n".join(f"Kaart {number}" for number in range(210)))
    talent, name = outcomes.known().talents[0]
    outcomes.edit(ids[0], talent_id=talent)
    type_text("kaart")
    sheet.find_now()
    assert sheet.hits.rowCount() == 200
    assert sheet.count.text() == "200 van 210 kaarten. Typ meer letters."
    sheet.talent.setCurrentText(name)
    assert found(sheet) == ["Kaart 0"]
    assert sheet.count.text() == "1 kaart"


def test_a_nameless_kind_is_not_found_by_a_person(sheet, ctx, board):
    noor = next(row.id for row in ctx.workspace.people.rows() if row.name == "Noor Visser")
    card = ctx.workspace.outcomes.add(board.meeting_id, "signaal", "Iemand voelt zich niet gehoord", owner_id=noor)
    sheet.person.setCurrentText("Noor Visser")
    assert found(sheet) == ["Noor belt de bewoners terug"]
    ctx.workspace.outcomes.edit(card, kind="inzicht")
    sheet.find_now()
    assert len(found(sheet)) == 2
