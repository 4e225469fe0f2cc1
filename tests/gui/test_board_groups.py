"""Several cards at once and groups, by keyboard; every deed is one step back."""

from html import escape

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.board import BoardEntry
from ef_desktop.ui.widgets.outcome_board_model import (
    BoardRow,
    Spot,
    spot_before,
    spot_beside,
)
from ef_desktop.ui.widgets.outcome_board_title import TitleEditor
from tests.gui.room_views import cards_of, make_meeting, press, type_text

SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
K = Qt.Key
TEXTS = ("een", "twee", "drie", "vier")


def with_cards(workspace):
    meeting = make_meeting(workspace)
    for text in TEXTS:
        workspace.outcomes.add(meeting, "werkt", text)
    workspace.outcomes.add(meeting, "inzicht", "ander")
    return meeting


CONTENT = with_cards


def column(board, kind="werkt"):
    """The column as words: a group as its title with its cards."""
    entries = board.ctx.workspace.outcomes.entries(board.meeting_id, kind)
    return [(entry.title, *[card.text for card in entry.cards]) if entry.group_id else entry.cards[0].text for entry in entries]


def shown(board, kind="werkt"):
    view = next(column.view for column in board.board.columns if column.kind.id == kind)
    return [view.model().data(view.model().index(row)) for row in range(view.model().rowCount())]


def chosen(board):
    return [card.text for card in board.board.cards()]


def group_two(board, title="Samen"):
    press(K.Key_Down, SHIFT)
    press(K.Key_G)
    type_text(title)
    press(K.Key_Return)


def undo():
    press(K.Key_Z, CONTROL)


def state(board):
    return {card.text: (card.kind, card.private, card.revealed, card.status) for card in cards_of(board.ctx.workspace, board.meeting_id)}


def test_a_long_title_is_kept_whole_and_told_in_the_tip(board):
    title = "Wat wij <samen> " + "heel lang " * 60 + "vinden"
    group_two(board, title)
    model = board.board.columns[0].view.model()
    assert board.ctx.workspace.outcomes.entries(board.meeting_id, "werkt")[0].title == title
    assert model.data(model.index(0), Qt.ItemDataRole.ToolTipRole) == f"<p>{escape(title)}</p>"
    press(K.Key_F2)
    assert QApplication.focusWidget().text() == title


@pytest.mark.parametrize(("key", "modifiers"), [(K.Key_3, None), (K.Key_P, None), (K.Key_H, None), (K.Key_Right, CONTROL), (K.Key_Delete, None), (K.Key_5, None)])
def test_a_deed_on_several_cards_is_one_step_back(board, key, modifiers):
    before, order = state(board), column(board)
    press(K.Key_Down, SHIFT)
    press(K.Key_Down, SHIFT)
    assert chosen(board) == ["een", "twee", "drie"]
    press(key, *([modifiers] if modifiers else []))
    assert state(board) != before
    undo()
    assert state(board) == before
    assert column(board) == order


def test_the_status_of_several_agreements_in_one_step(board):
    press(K.Key_Down, SHIFT)
    press(K.Key_5)
    press(K.Key_S)
    assert [card.status for card in board.board.cards()] == ["busy", "busy"]
    undo()
    assert [card.status for card in board.board.cards()] == ["open", "open"]


def test_control_a_chooses_the_column_and_then_the_board(board):
    press(K.Key_A, CONTROL)
    assert chosen(board) == list(TEXTS)
    press(K.Key_A, CONTROL)
    assert chosen(board) == [*TEXTS, "ander"]
    press(K.Key_Escape)
    assert len(chosen(board)) == 1


def test_shift_goes_over_the_edge_of_a_column(board):
    press(K.Key_Right, SHIFT)
    assert chosen(board) == ["een", "ander"]
    press(K.Key_P)
    assert all(card.private for card in board.board.cards())
    press(K.Key_G)
    assert not board.findChildren(TitleEditor)


def test_group_with_a_title_and_back_in_one_step(board):
    group_two(board)
    assert column(board) == [("Samen", "een", "twee"), "drie", "vier"]
    assert shown(board) == ["Samen", *TEXTS]
    assert chosen(board) == ["een", "twee"]
    undo()
    assert column(board) == list(TEXTS)
    press(K.Key_Y, CONTROL)
    assert column(board)[0] == ("Samen", "een", "twee")


def test_escape_leaves_everything_loose(board):
    press(K.Key_Down, SHIFT)
    press(K.Key_G)
    type_text("Sam")
    press(K.Key_Escape)
    assert column(board) == list(TEXTS)
    assert board.board.isAncestorOf(QApplication.focusWidget())


def test_what_was_typed_as_a_title_is_not_eaten_by_a_click_elsewhere(board):
    press(K.Key_Down, SHIFT)
    press(K.Key_G)
    type_text("Samen")
    board.board.columns[3].view.setFocus(Qt.FocusReason.MouseFocusReason)
    assert column(board)[0] == ("Samen", "een", "twee")


def test_rename_a_group_at_its_title(board):
    group_two(board)
    press(K.Key_F2)
    press(K.Key_A, CONTROL)
    type_text("Eerst bellen")
    press(K.Key_Return)
    assert column(board)[0] == ("Eerst bellen", "een", "twee")
    assert chosen(board) == ["een", "twee"]


def test_two_groups_merge_by_grouping_them(board):
    group_two(board)
    press(K.Key_End)
    press(K.Key_Up, SHIFT)
    press(K.Key_G)
    type_text("Later")
    press(K.Key_Return)
    assert column(board) == [("Samen", "een", "twee"), ("Later", "drie", "vier")]
    press(K.Key_A, CONTROL)
    press(K.Key_G)
    assert QApplication.focusWidget().text() == "Samen"
    press(K.Key_Return)
    assert column(board) == [("Samen", *TEXTS)]


def test_take_a_group_apart(board):
    group_two(board)
    press(K.Key_U)
    assert column(board) == list(TEXTS)
    undo()
    press(K.Key_Down)
    press(K.Key_U)
    assert column(board)[0] != ("Samen", "een", "twee")


def test_a_group_moves_as_one_and_to_another_column(board):
    group_two(board)
    press(K.Key_Down, CONTROL)
    assert column(board) == ["drie", ("Samen", "een", "twee"), "vier"]
    press(K.Key_Up, CONTROL)
    press(K.Key_Right, CONTROL)
    assert column(board, "werkt_niet") == [("Samen", "een", "twee")]
    assert chosen(board) == ["een", "twee"]
    undo()
    assert column(board) == [("Samen", "een", "twee"), "drie", "vier"]


def test_a_card_walks_through_a_group_and_out_of_it(board):
    group_two(board)
    press(K.Key_Down)
    press(K.Key_Down, CONTROL)
    assert column(board)[0] == ("Samen", "twee", "een")
    press(K.Key_Down, CONTROL)
    assert column(board) == [("Samen", "twee"), "een", "drie", "vier"]
    press(K.Key_Up, CONTROL)
    assert column(board) == ["een", ("Samen", "twee"), "drie", "vier"]
    assert chosen(board) == ["een"]


def test_hidden_cards_say_so_and_are_not_on_the_wall(board):
    press(K.Key_H)
    view = board.board.columns[0].view
    assert "nog verborgen" in view.model().data(view.model().index(0), Qt.ItemDataRole.AccessibleTextRole)
    frame = board.ctx.workspace.projection.frame(board.meeting_id, "board")
    on_wall = {card.text for column in frame.columns for card in column.cards}
    assert "een" not in on_wall
    assert "twee" in on_wall
    press(K.Key_H)
    assert board.board.current().revealed


def test_the_size_of_every_row_of_a_group_is_what_is_painted(board):
    group_two(board)
    view = board.board.columns[0].view
    heights = [view.visualRect(view.model().index(row)).height() for row in range(view.model().rowCount())]
    assert heights[0] < min(heights[1:])
    assert heights[2] > heights[1]


def test_places_among_groups_and_loose_cards():
    class Fake:
        def __init__(self, id):
            self.id = id

    a, b, c, d = (Fake(letter.encode()) for letter in "abcd")
    group, third, fourth = BoardEntry(b"g", "", (a, b)), BoardEntry(None, "", (c,)), BoardEntry(None, "", (d,))
    entries = (group, third, fourth)
    rows = [BoardRow(group, None), BoardRow(group, a), BoardRow(group, b, True), BoardRow(third, c), BoardRow(fourth, d)]
    assert spot_beside(entries, {b"c"}, -1) == Spot(0)
    assert spot_beside(entries, {b"a"}, 1) == Spot(1, b"g")
    assert spot_beside(entries, {b"b"}, 1) == Spot(1)
    assert spot_beside(entries, {b"a", b"b"}, 1) == Spot(1)
    assert spot_beside(entries, {b"d"}, 1) is None
    assert spot_before(rows, 2, {b"d"}) == Spot(1, b"g")
    assert spot_before(rows, 0, {b"d"}) == Spot(0)
    assert spot_before(rows, 3, {b"d"}) == Spot(1)
    assert spot_before(rows, 5, {b"a", b"b"}) == Spot(2)


def test_several_cards_go_into_the_top_three_in_one_step(board):
    def top():
        return {card.text: card.top for card in cards_of(board.ctx.workspace, board.meeting_id) if card.top}

    press(K.Key_Down, SHIFT)
    press(K.Key_T)
    assert top() == {"een": 1, "twee": 2}
    undo()
    assert top() == {}
    for _card in range(2):
        press(K.Key_Down, SHIFT)
    told = []
    board.ctx.toastAsked.connect(lambda toast: told.append(toast.text))
    press(K.Key_T)
    assert (top(), told) == ({}, ["De top 3 is vol. Haal er eerst een uit."])
    press(K.Key_Up, SHIFT)
    press(K.Key_T)
    assert top() == {"een": 1, "twee": 2, "drie": 3}
    press(K.Key_T)
    assert top() == {}


def test_a_group_that_moves_is_seen_though_its_cards_stay_as_they_are(board):
    """Where a group stands is no part of its cards: a column with groups is read anew whenever anything beside cards changed."""
    group_two(board)
    view = next(column.view for column in board.board.columns if column.kind.id == "werkt")
    (moved,) = (entry.group_id for entry in view.model().entries() if entry.group_id)
    for index in (2, 0, 1):
        board.ctx.workspace.outcomes.move_group(moved, index)
        assert list(view.model().entries()) == list(board.ctx.workspace.outcomes.entries(board.meeting_id, "werkt"))
        assert shown(board).index("Samen") == index
