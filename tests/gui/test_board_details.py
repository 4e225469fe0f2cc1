"""The details of a card: what it still asks for, hiding, looking back, and older texts put back."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.widgets.buttons import QuietButton
from tests.gui.room_views import cards_of, go, make_meeting, press, type_text

K = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def details(app_window, ctx, qtbot):
    """The details of the first card of a board, an insight."""
    meeting = make_meeting(ctx.workspace)
    ctx.workspace.outcomes.add(meeting, "inzicht", "Tempo is ook respect")
    board = go(app_window, qtbot, "board", meeting_id=meeting)
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
    assert saved(details).goal == 11
    details.criterion.setCurrentIndex(2)
    assert (saved(details).goal, saved(details).criterion) == (11, "c2")
    details.window().ctx.undo()
    details.window().ctx.undo()
    assert (details.goal.value(), details.criterion.value()) == (None, "")
