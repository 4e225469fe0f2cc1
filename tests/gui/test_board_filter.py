"""Filters on the board: what is hidden is told, one key shows all of it again, and the wall does not change."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.gui.room_views import cards_of, go, make_meeting, press, type_text

K = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def with_cards(workspace):
    meeting = make_meeting(workspace)
    add = workspace.outcomes.add
    noor = next(row.id for row in workspace.people.rows() if row.name == "Noor Visser")
    item = workspace.meetings.plan(meeting).items[0].id
    for text in ("een", "twee", "drie", "vier", "vijf"):
        add(meeting, "werkt", text)
    add(meeting, "inzicht", "met blok", item_id=item, goal=11)
    add(meeting, "afspraak", "van Noor", owner_id=noor)
    cards = {card.text: card.id for card in cards_of(workspace, meeting)}
    workspace.outcomes.edit(cards["vier"], talent_id=workspace.outcomes.known().talents[0][0])
    for text in ("twee", "vier"):
        workspace.outcomes.vote(cards[text], 2)
    return meeting


CONTENT = with_cards


def shown(board) -> list[str]:
    return [card.text for column in board.board.columns for card in column.view.model().cards()]


def order(board, kind="werkt") -> list[str]:
    return [card.text for card in cards_of(board.ctx.workspace, board.meeting_id) if card.kind == kind]


def on_wall(board) -> str:
    return repr(board.ctx.workspace.projection.frame(board.meeting_id, "board"))


def test_by_keyboard_there_and_back(board):
    before = on_wall(board)
    press(K.Key_F)
    assert board.strip.isVisible()
    assert board.strip.kind.hasFocus()
    press(K.Key_Down)
    assert shown(board) == ["een", "twee", "drie", "vier", "vijf"]
    assert board.strip.words.text() == "Je ziet 5 van 7 kaarten. Op het zaalscherm verandert niets."
    assert on_wall(board) == before
    press(K.Key_Return)
    assert board.board.current().text == "een"
    press(K.Key_F)
    assert board.strip.kind.hasFocus()
    assert len(shown(board)) == 5
    press(K.Key_Return)
    press(K.Key_Escape)
    assert not board.strip.isVisible()
    assert len(shown(board)) == 7
    assert board.board.isAncestorOf(QApplication.focusWidget())


@pytest.mark.parametrize(
    ("field", "words", "texts"),
    [
        ("kind", "Inzicht", ["met blok"]),
        ("person", "Noor Visser", ["van Noor"]),
        ("item", "Onderdeel 1", ["met blok"]),
        ("talent", "Luisteren", ["vier"]),
    ],
)
def test_each_filter(board, field, words, texts):
    press(K.Key_F)
    getattr(board.strip, field).setCurrentText(words)
    assert shown(board) == texts
    board.strip.close_button.click()
    assert len(shown(board)) == 7


def test_goals_have_names_and_what_does_not_occur_is_not_offered(board):
    press(K.Key_F)
    name = dict(board.ctx.workspace.outcomes.known().goals)[11]
    assert [board.strip.goal.itemText(row) for row in range(board.strip.goal.count())] == ["Alle doelen", f"11. {name}"]
    assert not board.strip.case.isEnabled()


def test_open_and_voted_together_show_nothing_and_say_so(board):
    press(K.Key_F)
    board.strip.voted.click()
    assert shown(board) == ["twee", "vier"]
    board.strip.still_open.click()
    assert shown(board) == []
    assert board.strip.words.text().startswith("Geen kaart past bij deze keuze.")
    board.strip.voted.click()
    assert shown(board) == ["van Noor"]


def test_moving_among_what_is_shown_lands_beside_the_neighbour(board):
    press(K.Key_F)
    board.strip.voted.click()
    board.board.choose(board.board.columns[0].view.model().cards()[1].id)
    press(K.Key_Up, CONTROL)
    assert shown(board) == ["vier", "twee"]
    assert order(board) == ["een", "vier", "twee", "drie", "vijf"]
    press(K.Key_Down, CONTROL)
    assert order(board) == ["een", "twee", "vier", "drie", "vijf"]


def test_what_was_made_or_changed_just_now_stays_in_sight(board):
    press(K.Key_F)
    board.strip.voted.click()
    board.board.choose(board.board.columns[0].view.model().cards()[0].id)
    press(K.Key_Space, SHIFT)
    press(K.Key_Space, SHIFT)
    assert shown(board) == ["twee", "vier"]
    press(K.Key_N)
    type_text("nieuw")
    press(K.Key_Return)
    assert shown(board) == ["twee", "vier", "nieuw"]
    press(K.Key_Escape)
    assert board.strip.isVisible()
    press(K.Key_Escape)
    assert not board.strip.isVisible()
    assert len(shown(board)) == 8


def test_all_that_is_shown_is_all_that_is_chosen(board):
    press(K.Key_F)
    board.strip.voted.click()
    board.board.choose(board.board.columns[0].view.model().cards()[0].id)
    press(K.Key_A, CONTROL)
    press(K.Key_Delete)
    assert order(board) == ["een", "drie", "vijf"]
    press(K.Key_Z, CONTROL)
    assert order(board) == ["een", "twee", "drie", "vier", "vijf"]


def test_a_card_that_is_asked_for_is_shown_whatever_the_filter(board, app_window, qtbot):
    press(K.Key_F)
    board.strip.voted.click()
    wanted = next(card.id for card in cards_of(board.ctx.workspace, board.meeting_id) if card.text == "met blok")
    go(app_window, qtbot, "board", meeting_id=board.meeting_id, card_id=wanted)
    assert board.board.current().text == "met blok"


def test_another_meeting_begins_without_a_filter(board, ctx):
    press(K.Key_F)
    board.strip.voted.click()
    other = ctx.workspace.meetings.create("Later")
    ctx.workspace.outcomes.add(other, "werkt", "daar")
    board.show_with(meeting_id=other)
    board.mark_stale()
    assert not board.strip.isVisible()
    assert shown(board) == ["daar"]
