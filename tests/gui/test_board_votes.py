"""Votes by number, the columns of a meeting, looking back, and taking the board along."""

import csv
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QFileDialog

from ef_desktop.services import exports
from tests.gui.room_views import KINDS, cards_of, make_meeting, press

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def with_cards(workspace):
    meeting = make_meeting(workspace)
    for text in ("een", "twee", "drie"):
        workspace.outcomes.add(meeting, "werkt", text)
    workspace.outcomes.add(meeting, "inzicht", "Alleen voor mij", private=True)
    return meeting


CONTENT = with_cards


def votes(board):
    return {card.text: card.votes for card in cards_of(board.ctx.workspace, board.meeting_id) if card.votes}


def test_choose_a_card_and_type_its_number(board):
    press(K.Key_V)
    assert board.votes.isVisible()
    press(K.Key_1)
    press(K.Key_2)
    press(K.Key_Down)
    press(K.Key_3)
    assert votes(board) == {"een": 12, "twee": 3}
    press(K.Key_Backspace)
    assert votes(board) == {"een": 12}
    assert all(card.kind == "werkt" for card in cards_of(board.ctx.workspace, board.meeting_id) if not card.private)
    press(K.Key_V)
    assert not board.votes.isVisible()
    press(K.Key_3)
    assert next(card.kind for card in cards_of(board.ctx.workspace, board.meeting_id) if card.text == "twee") == "verbetering"


def test_a_number_begins_anew_on_another_card_and_undo_takes_a_digit_back(board):
    press(K.Key_V)
    press(K.Key_4)
    press(K.Key_Down)
    press(K.Key_Up)
    press(K.Key_2)
    assert votes(board) == {"een": 2}
    press(K.Key_Z, CONTROL)
    assert votes(board) == {"een": 4}


def test_the_budget_warns_and_does_not_block(board):
    press(K.Key_V)
    assert "9" in board.votes.words.text()
    for key in (K.Key_1, K.Key_2):
        press(key)
    assert votes(board) == {"een": 12}
    assert "12" in board.votes.words.text()
    board.votes.dots.step_by(1)
    assert board.votes.dots.value() == 4


def test_the_columns_of_a_meeting_are_chosen(board):
    board.menu.show_column("vraag", True)
    assert "vraag" in board.ctx.workspace.meetings.plan(board.meeting_id).kinds
    assert "vraag" in [column.kind.id for column in board.board.columns]
    board.menu.show_column("belofte", False)
    assert "belofte" not in [column.kind.id for column in board.board.columns]
    board.menu.show_column("werkt", False)
    assert "werkt" in [column.kind.id for column in board.board.columns]
    press(K.Key_Z, CONTROL)
    press(K.Key_Z, CONTROL)
    press(K.Key_Z, CONTROL)
    assert board.ctx.workspace.meetings.plan(board.meeting_id).kinds == KINDS


def test_the_last_column_stays(board):
    for kind in KINDS:
        board.menu.show_column(kind, False)
    assert len(board.ctx.workspace.meetings.plan(board.meeting_id).kinds) == 1


def test_the_menu_tells_which_columns_there_are(board):
    columns = board.menu.make().actions()[0].menu()
    assert len(columns.actions()) == 9
    assert sum(action.isChecked() for action in columns.actions()) == 6


def test_open_agreements_come_along_to_look_back_on(board, ctx):
    later = ctx.workspace.meetings.create("Later", held_on=date(2026, 4, 9), starts_at=570)
    ctx.workspace.outcomes.add(board.meeting_id, "afspraak", "Proefbrief schrijven")
    board.show_with(meeting_id=later)
    board.mark_stale()
    board.menu.carry_over()
    (card,) = cards_of(ctx.workspace, later)
    assert (card.text, card.carried) == ("Proefbrief schrijven", True)
    board.menu.carry_over()
    assert len(cards_of(ctx.workspace, later)) == 1


def test_hidden_cards_are_revealed_together(board):
    press(K.Key_A, CONTROL)
    press(K.Key_H)
    assert sum(not card.revealed for card in board.all_cards()) == 3
    board.deeds.reveal_all()
    assert all(card.revealed for card in board.all_cards())
    press(K.Key_Z, CONTROL)
    assert sum(not card.revealed for card in board.all_cards()) == 3


def test_the_board_as_text_without_what_is_private(board):
    board.menu.copy_text()
    text = QGuiApplication.clipboard().text()
    assert "- een" in text
    assert "Alleen voor mij" not in text
    private = board.menu.make().actions()[-1]
    private.setChecked(True)
    board.menu.copy_text()
    assert "Alleen voor mij" in QGuiApplication.clipboard().text()


@pytest.mark.parametrize("kind", ["png", "csv", "xlsx"])
def test_the_board_as_a_file(board, tmp_path, monkeypatch, kind):
    asked = tmp_path / "bord"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(asked), ""))
    board.ctx.actions.trigger(f"board.{kind}")
    (file,) = tmp_path.glob(f"bord.{kind}")
    # Who is erased later hears that there are names in it.
    assert [made.path for made in exports.made(board.ctx.workspace.outcomes.export._core)] == [str(file)]
    if kind == "png":
        assert (QImage(str(file)).width(), QImage(str(file)).height()) == (1920, 1080)
    elif kind == "csv":
        rows = list(csv.reader(file.read_text("utf-8-sig").splitlines(), delimiter=";"))
        assert [row[1] for row in rows[1:]] == ["een", "twee", "drie"]


def test_the_picture_shows_nothing_that_the_room_may_not_see(board, tmp_path, monkeypatch, ctx):
    outcomes, asked = ctx.workspace.outcomes, tmp_path / "bord.png"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(asked), ""))
    silent = outcomes.add(board.meeting_id, "werkt_niet", "Te laat begonnen")
    board.ctx.actions.trigger("board.png")
    before = QImage(str(asked))
    # Seen by nobody: what is private or hidden, and the name with a kind that stays nameless.
    outcomes.add(board.meeting_id, "werkt", "Alleen voor mij, ook dit", private=True)
    outcomes.add(board.meeting_id, "werkt", "Nog verborgen", revealed=False)
    outcomes.edit(silent, owner_id=ctx.workspace.people.add("Kim de Wit", on_wall=True))
    board.menu.make().actions()[-1].setChecked(True)
    board.ctx.actions.trigger("board.png")
    assert QImage(str(asked)) == before
    outcomes.add(board.meeting_id, "werkt", "Voor iedereen")
    board.ctx.actions.trigger("board.png")
    assert QImage(str(asked)) != before


def test_where_nothing_can_be_saved_it_says_so(board, tmp_path, monkeypatch):
    missing = tmp_path / "weg" / "bord"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_more: (str(missing), ""))
    told = []
    board.ctx.toastAsked.connect(told.append)
    for kind in ("png", "csv"):
        board.ctx.actions.trigger(f"board.{kind}")
    assert [toast.failure for toast in told] == [True, True]
    assert "bord.png" in told[0].text


def test_a_running_meeting_offers_what_is_still_open(board, ctx):
    later = ctx.workspace.meetings.create("Later", held_on=date(2026, 4, 9), starts_at=570)
    ctx.workspace.meetings.add_text_item(later, "Opening", 10)
    ctx.workspace.outcomes.add(board.meeting_id, "afspraak", "Proefbrief schrijven")
    board.show_with(meeting_id=later)
    board.mark_stale()
    assert not board.carry.isVisible()
    ctx.workspace.room.start(later)
    board.mark_stale()
    assert board.carry.words.text() == "Er staat nog 1 afspraak van eerder open."
    board.carry.put.click()
    assert [card.text for card in cards_of(ctx.workspace, later)] == ["Proefbrief schrijven"]
    assert not board.carry.isVisible()
    press(K.Key_Z, CONTROL)
    board.mark_stale()
    assert board.carry.isVisible()
    board.carry.not_now.click()
    board.mark_stale()
    assert not board.carry.isVisible()


def test_several_cards_get_their_votes_in_one_step(board):
    SHIFT = Qt.KeyboardModifier.ShiftModifier
    press(K.Key_Down, SHIFT)
    press(K.Key_Space)
    assert votes(board) == {"een": 1, "twee": 1}
    press(K.Key_Z, CONTROL)
    assert votes(board) == {}
    press(K.Key_V)
    press(K.Key_4)
    assert votes(board) == {"een": 4, "twee": 4}
    press(K.Key_Z, CONTROL)
    assert votes(board) == {}
