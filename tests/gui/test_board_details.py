"""The details of a card: what it still asks for, hiding, looking back, and older texts put back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.content import kind_ids
from ef_desktop.ui.widgets.buttons import QuietButton
from tests.gui.hard_text import long_text, paste, words_of
from tests.gui.room_views import cards_of, go, make_meeting, press, type_text

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


def with_card(workspace):
    meeting = make_meeting(workspace)
    workspace.outcomes.add(meeting, "inzicht", "Tempo is ook respect")
    return meeting


CONTENT = with_card


@pytest.fixture
def details(board):
    """The details of the first card of a board, an insight."""
    press(K.Key_Return)
    return board.details


def saved(details):
    return details.window().ctx.workspace.outcomes.detail(details.card().id)


def older(details):
    QApplication.processEvents()
    return [button for button in details._body.findChildren(QuietButton) if "Terugzetten" in button.accessibleName() and button.isVisibleTo(details)]


def test_an_older_text_is_put_back_as_a_new_step(details):
    press(K.Key_A, CONTROL)
    type_text("Iets heel anders")
    details.commit()
    assert saved(details).card.text == "Iets heel anders"
    (back,) = older(details)
    assert back.accessibleName() == "Terugzetten: Tempo is ook respect"
    back.click()
    assert saved(details).card.text == "Tempo is ook respect"
    assert details.text.value() == "Tempo is ook respect"
    details.window().ctx.undo()
    assert saved(details).card.text == "Iets heel anders"


def test_what_is_being_typed_is_in_the_history_when_an_older_text_is_put_back(details):
    details.window().ctx.workspace.outcomes.edit(details.card().id, text="Tweede")
    press(K.Key_A, CONTROL)
    type_text("Derde")
    older(details)[0].click()
    assert saved(details).card.text == "Tempo is ook respect"
    kept = [entry.before for entry in details.window().ctx.workspace.undo.history(details.card().id)]
    assert "Derde" in kept
    assert "Tweede" in kept


def test_an_agreement_asks_for_who_and_when_and_a_promise_for_looking_back(details):
    assert not details.advice.isVisible()
    details.edited.emit(details.card().id, {"kind": "afspraak"})
    assert details.advice.isVisible()
    assert not details.look_back.isVisible()
    asked = details.advice.text()
    details.edited.emit(details.card().id, {"due_on": date(2026, 3, 26)})
    assert details.advice.text() != asked
    details.edited.emit(details.card().id, {"kind": "belofte"})
    assert details.look_back.isVisible()
    details.look_back.committed.emit(date(2026, 4, 9))
    assert saved(details).look_back_on == date(2026, 4, 9)
    assert not details.advice.isVisible()


def test_hidden_by_the_box(details):
    details.hidden.click()
    assert not saved(details).revealed
    details.window().ctx.undo()
    assert not details.hidden.isChecked()
    assert len(cards_of(details.window().ctx.workspace, details.card().meeting_id)) == 1


def test_a_card_is_linked_to_a_goal_and_a_criterion(details):
    details.goal.setCurrentIndex(11)
    assert saved(details).card.goal == 11
    # Number and name: nobody knows all of them by heart.
    assert details.goal.currentText() == f"11. {dict(details.window().ctx.workspace.outcomes.known().goals)[11]}"
    details.criterion.setCurrentIndex(2)
    assert (saved(details).card.goal, saved(details).criterion) == (11, "c2")
    details.window().ctx.undo()
    details.window().ctx.undo()
    assert (details.goal.value(), details.criterion.value()) == (None, "")


def test_a_card_is_linked_to_a_talent_and_taken_off_again(details):
    details.talent.setCurrentText("Luisteren")
    assert saved(details).card.talent == "Luisteren"
    assert "Bij talent ‘Luisteren’ gezet" in [entry.text for entry in details.window().ctx.workspace.undo.history(details.card().id)]
    details.talent.setCurrentIndex(0)
    assert saved(details).card.talent_id is None
    details.window().ctx.undo()
    assert details.talent.currentText() == "Luisteren"


def test_what_is_typed_is_on_the_disk_within_a_second(details, qtbot):
    press(K.Key_A, CONTROL)
    type_text("Tempo telt")
    assert details.text.hasFocus()
    qtbot.waitUntil(lambda: saved(details).card.text == "Tempo telt", timeout=5000)
    assert details.text.hasFocus()


def test_an_emptied_text_comes_back(details):
    press(K.Key_A, CONTROL)
    press(K.Key_Delete)
    details.commit()
    assert saved(details).card.text == details.text.value() == "Tempo is ook respect"


def test_a_kind_that_stays_nameless_asks_for_no_name(details):
    assert details.owner.isVisible()
    details.kind.changed.emit("signaal")
    assert not details.owner.isVisible()


def test_a_carried_card_tells_its_earlier_life(app_window, ctx, made, qtbot):
    first = made
    ctx.workspace.outcomes.add(first, "afspraak", "Proefbrief schrijven")
    later = ctx.workspace.meetings.create("Later", held_on=date(2026, 4, 9), starts_at=570)
    (reference,) = ctx.workspace.outcomes.carry_over(later)
    board = go(app_window, qtbot, "board", meeting_id=later, card_id=reference)
    grid = board.details.history.grid
    shown = [grid.itemAtPosition(row, 1).widget().text() for row in range(2)]
    assert shown == ["Meegenomen naar ‘Later’", "Vastgelegd"]


def test_a_long_history_can_be_seen_whole(details):
    outcomes = details.window().ctx.workspace.outcomes
    for number in range(20):
        outcomes.edit(details.card().id, text=f"Tekst {number}")
    QApplication.processEvents()
    (more,) = [button for button in details.history.findChildren(QuietButton) if "21" in button.label() and button.isVisibleTo(details)]
    before = details.history.grid.rowCount()
    more.click()
    assert details.history.grid.rowCount() > before
    assert details.history.grid.itemAtPosition(20, 1).widget().text() == "Vastgelegd"


@pytest.mark.usefixtures("hasty")
def test_a_text_typed_in_one_go_is_one_step_and_one_line_of_history(details, qtbot):
    press(K.Key_A, CONTROL)
    for words in ("Eerst luisteren", ", dan bellen"):
        type_text(words)
        qtbot.waitUntil(lambda words=words: saved(details).card.text.endswith(words), timeout=5000)
    press(K.Key_Escape)
    history = details.window().ctx.workspace.undo.history(details.card().id)
    assert [(entry.text, entry.before) for entry in history] == [("Tekst gewijzigd", "Tempo is ook respect"), ("Vastgelegd", "")]
    details.window().ctx.undo()
    assert saved(details).card.text == "Tempo is ook respect"


@pytest.mark.usefixtures("hasty")
def test_a_signal_keeps_the_answer_that_came_back(details, qtbot):
    assert not details.answer.isVisible()
    details.kind.changed.emit("signaal")
    assert details.answer.isVisible()
    details.answer.setFocus()
    type_text("De wethouder belt terug")
    qtbot.waitUntil(lambda: saved(details).answer == "De wethouder belt terug", timeout=5000)
    details.answered.committed.emit(date(2026, 4, 2))
    assert saved(details).answered_on == date(2026, 4, 2)
    assert details.answer.hasFocus()
    assert details.answer.value() == "De wethouder belt terug"
    assert [card.text for card in details.window().ctx.workspace.outcomes.search("wethouder").cards] == ["Tempo is ook respect"]


def test_ten_thousand_characters_are_kept_whole_in_every_field(details):
    details.kind.changed.emit("signaal")
    fields = (details.text, details.wall, details.whom, details.answer)
    for number, field in enumerate(fields):
        paste(field, long_text(number))
    details.commit()
    told = saved(details)
    for number, text in enumerate((told.card.text, told.card.wall_text, told.card.to_whom, told.answer)):
        assert words_of(text) == words_of(long_text(number)), fields[number].accessibleName()


def test_no_kind_makes_the_panel_wider_than_it_is(details):
    for kind in kind_ids():
        details.kind.changed.emit(kind)
        QApplication.processEvents()
        assert details.card().kind == kind
        assert details._body.widget().width() <= details._body.viewport().width(), kind
