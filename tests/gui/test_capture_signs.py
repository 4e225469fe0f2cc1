"""Short signs in the capture bar: suggestions, what was understood, and nothing eaten."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from tests.gui.room_views import cards_of, make_meeting, press, type_text

K = Qt.Key

CONTENT = make_meeting


@pytest.fixture
def board(board):
    press(K.Key_N)
    return board


def cards(board):
    return cards_of(board.ctx.workspace, board.meeting_id)


def offered(board):
    listed = board.bar.line.suggestions
    return listed.model().stringList() if listed.isVisible() else []


def test_a_whole_agreement_in_one_line(board):
    type_text("/afspraak Proefbrief schrijven @noor #stadstuin ^26-3 %11")
    press(K.Key_Return)
    (card,) = cards(board)
    assert (card.kind, card.text, card.owner, card.due_on) == ("afspraak", "Proefbrief schrijven", "Noor Visser", date(2026, 3, 26))
    assert card.case_title == "Stadstuin Voorhof"
    assert board.ctx.workspace.outcomes.card(card.id).goal == 11
    assert board.bar.line.text() == ""


def test_a_private_card_is_typed(board):
    type_text("/pri")
    assert offered(board) == ["Privé"]
    press(K.Key_Return)
    type_text("Denk hieraan")
    assert board.bar.privacy.label() == "Alleen jij" and not board.bar.draft().private
    press(K.Key_Return)
    assert [(card.text, card.private) for card in cards(board)] == [("Denk hieraan", True)]
    # The next one is for everybody again.
    assert board.bar.privacy.label() == "Zaal ziet mee"
    type_text("Voor allen")
    press(K.Key_Return)
    assert [card.private for card in cards(board) if card.text == "Voor allen"] == [False]


@pytest.mark.parametrize("typed", ["Bel eerst @es", "Bel eerst ^vrij @esra", "/afspraak Bel eerst @es"])
def test_enter_saves_a_line_that_is_understood(board, typed):
    type_text(typed)
    assert offered(board) == ["Esra Yildiz"]
    press(K.Key_Return)
    assert [(card.text, card.owner) for card in cards(board)] == [("Bel eerst", "Esra Yildiz")]
    assert board.bar.line.text() == ""


def test_enter_takes_a_suggestion_where_there_are_more(board):
    says = board.bar.save.label
    type_text("Bel eerst ^v")
    # The button says at every moment what Enter does.
    assert offered(board) == ["vandaag", "vrijdag"] and says() == "Kies"
    press(K.Key_Return)
    assert board.bar.line.text() == "Bel eerst ^vandaag " and says() == "Bewaar"
    assert not cards(board)
    type_text("@es")
    assert offered(board) == ["Esra Yildiz"] and says() == "Bewaar"
    press(K.Key_Down)
    assert says() == "Kies"
    press(K.Key_Escape)
    assert says() == "Bewaar"


def test_tab_takes_a_suggestion(board):
    type_text("Bel eerst @es")
    assert offered(board) == ["Esra Yildiz"]
    press(K.Key_Tab)
    assert board.bar.line.text() == 'Bel eerst @"Esra Yildiz" '
    assert board.bar.line.hasFocus()
    assert not offered(board)
    press(K.Key_Return)
    assert [(card.text, card.owner) for card in cards(board)] == [("Bel eerst", "Esra Yildiz")]


def test_the_arrows_walk_through_the_suggestions_and_not_through_the_kinds(board):
    kind = board.bar.kinds.current()
    type_text("@")
    assert len(offered(board)) == 3
    press(K.Key_Down)
    press(K.Key_Return)
    assert board.bar.kinds.current() == kind
    assert board.bar.line.text().startswith('@"')
    press(K.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert board.bar.line.text() == "@"


def test_escape_closes_the_suggestions_and_keeps_the_words(board):
    type_text("Bel @no")
    assert offered(board)
    press(K.Key_Escape)
    assert not offered(board)
    assert board.bar.line.text() == "Bel @no"
    assert not board.bar.isHidden()


@pytest.mark.parametrize("typed", ["mail naar a@b.nl", "100% zeker", "C# is #1 hier", "@niemand belt", "50 ^ 2", "w/o haast"])
def test_what_is_no_sign_is_not_eaten(board, typed):
    type_text(typed)
    press(K.Key_Escape) if offered(board) else None
    press(K.Key_Return)
    assert [card.text for card in cards(board)] == [typed]


def test_a_sign_alone_at_the_end_is_saved_by_enter(board):
    type_text("Wat vinden wij van #")
    press(K.Key_Return)
    assert [card.text for card in cards(board)] == ["Wat vinden wij van #"]


def test_signs_without_a_sentence_stay_in_the_bar(board):
    board.bar.line.setText("@noor ^26-3")
    press(K.Key_Return)
    assert not cards(board)
    assert board.bar.line.text() == "@noor ^26-3"


def test_the_bar_tells_the_signs_and_then_what_it_understood(board):
    board.window().resize(1440, 820)
    assert board.bar.hint.text() == "/soort  @wie  #casus  ^datum  %doel  +talent"
    board.bar.line.setText("/belofte Ik luister eerst @noor ^26-3")
    assert board.bar.hint.text() == "Belofte · Noor Visser · do 26 mrt"
    press(K.Key_Return)
    (card,) = cards(board)
    assert board.ctx.workspace.outcomes.detail(card.id).look_back_on == date(2026, 3, 26)


def test_fields_of_an_agreement_go_before_signs(board):
    press(K.Key_5, Qt.KeyboardModifier.AltModifier)
    board.bar.line.setText("Proefbrief schrijven @noor ^26-3")
    board.bar.owner.setText("Samir Bakkali")
    press(K.Key_Return)
    (card,) = cards(board)
    assert (card.owner, card.due_on) == ("Samir Bakkali", date(2026, 3, 26))


def test_a_talent_is_completed_by_keyboard_and_stands_on_the_card(board):
    type_text("Goed gehoord +luis")
    assert offered(board) == ["Luisteren"]
    press(K.Key_Tab)
    assert board.bar.hint.text() == "Luisteren"
    press(K.Key_Return)
    (card,) = cards(board)
    assert (card.text, card.talent) == ("Goed gehoord", "Luisteren")


def test_goals_are_offered_with_number_and_name(board):
    name = dict(board.ctx.workspace.outcomes.known().goals)[13]
    type_text("Minder asfalt %klim")
    assert offered(board) == [f"13. {name}"]
    press(K.Key_Tab)
    assert board.bar.hint.text() == f"13. {name}"
    press(K.Key_Return)
    assert cards(board)[0].goal == 13


def test_each_pasted_line_is_read_for_signs_and_all_are_one_step(board):
    text = "• /a Brief schrijven @noor ^26-3\n• ? Wie kent de buurt #stadstuin\n• 100% zeker\n• @samir"
    QGuiApplication.clipboard().setText(text)
    press(K.Key_V, Qt.KeyboardModifier.ControlModifier)
    found = {card.text: card for card in cards(board)}
    # A line with nothing but a sign is kept as it was.
    assert set(found) == {"Brief schrijven", "Wie kent de buurt", "100% zeker", "@samir"}
    letter = found["Brief schrijven"]
    assert (letter.kind, letter.owner, letter.due_on) == ("afspraak", "Noor Visser", date(2026, 3, 26))
    question = found["Wie kent de buurt"]
    assert (question.kind, question.case_id) == ("vraag", board.ctx.workspace.cases.rows()[0].id)
    assert board.bar.line.text() == ""
    board.ctx.undo()
    assert not cards(board)


def test_no_name_with_a_kind_that_stays_nameless(board):
    board.bar.line.setText("/signaal Niemand luistert @noor")
    assert board.bar.hint.text() == "Signaal · zonder naam"
    press(K.Key_Return)
    (card,) = cards(board)
    assert (card.kind, card.text, card.owner) == ("signaal", "Niemand luistert", "")
