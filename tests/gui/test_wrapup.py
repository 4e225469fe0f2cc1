"""Closing a meeting: top 3 by key, what agreements still miss, the summary, and opening again."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.gui.room_views import cards_of, go, make_meeting, press, type_text

CONTROL = Qt.KeyboardModifier.ControlModifier

CONTENT = make_meeting


@pytest.fixture
def wrapup(app_window, ctx, made, qtbot):
    outcomes = ctx.workspace.outcomes
    meeting = made
    ctx.workspace.room.start(meeting)
    people = ctx.workspace.meetings.plan(meeting).attendees
    ctx.workspace.meetings.set_attendance(meeting, people[0].person.id, "present")
    outcomes.add(meeting, "werkt", "Bel eerst, mail later")
    outcomes.add(meeting, "inzicht", "Tempo is ook respect")
    outcomes.add(meeting, "inzicht", "Karim kan een brug zijn", private=True)
    outcomes.add(meeting, "afspraak", "Proefbrief schrijven")
    return go(app_window, qtbot, "wrapup", meeting_id=meeting)


def top_of(wrapup) -> list[str]:
    cards = [card for card in cards_of(wrapup.ctx.workspace, wrapup.meeting_id) if card.top]
    return [card.text for card in sorted(cards, key=lambda card: card.top)]


def test_the_top_3_by_number(wrapup):
    press(Qt.Key.Key_1)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_1)
    assert top_of(wrapup) == ["Tempo is ook respect", "Bel eerst, mail later"]
    press(Qt.Key.Key_0)
    assert top_of(wrapup) == ["Bel eerst, mail later"]
    assert wrapup.list.hasFocus()


def test_an_agreement_is_completed_on_the_spot(wrapup, manual_clock):
    (row,) = wrapup._rows
    row.owner.setCurrentText("Samir Bakkali")
    assert len(wrapup._rows) == 1
    wrapup._edit(row.card_id, {"due_on": date(2026, 3, 26)})
    assert not wrapup._rows
    assert wrapup.missing.isHidden()


def test_the_proposed_summary_counts_and_keeps_private_cards_out(wrapup):
    press(Qt.Key.Key_1)
    wrapup.propose.click()
    text = wrapup.ctx.workspace.meetings.plan(wrapup.meeting_id).summary
    assert text == (
        "Er deed 1 persoon mee. We schreven 3 opbrengsten op: inzicht (1), afspraak (1) en werkt (1). "
        "Het belangrijkst: ‘Bel eerst, mail later’."
    )


def test_what_the_logbook_may_not_tell_is_not_proposed_and_is_said(wrapup):
    outcomes = wrapup.ctx.workspace.outcomes
    cards = {card.text: card.id for card in cards_of(wrapup.ctx.workspace, wrapup.meeting_id)}
    wish = "Ik wil hier eigenlijk weg"
    hidden = outcomes.add(wrapup.meeting_id, "inzicht", wish, revealed=False)
    outcomes.set_top(wrapup.meeting_id, [hidden, cards["Karim kan een brug zijn"], cards["Bel eerst, mail later"]])
    assert wrapup.untold.text() == (
        "2 kaarten van deze top 3 komen niet in het logboek: die zijn privé, nog verborgen of zonder toestemming."
    )
    assert any("nog verborgen" in wrapup.list.itemDelegate()._meta(card) for card in wrapup.list.model().cards if card.text == wish)
    wrapup.propose.click()
    text = wrapup.ctx.workspace.meetings.plan(wrapup.meeting_id).summary
    assert text == (
        "Er deed 1 persoon mee. We schreven 3 opbrengsten op: inzicht (1), afspraak (1) en werkt (1). "
        "Het belangrijkst: ‘Bel eerst, mail later’."
    )
    outcomes.set_top(wrapup.meeting_id, [cards["Bel eerst, mail later"]])
    assert wrapup.untold.isHidden()


def test_what_the_group_voted_for_stands_first(wrapup):
    cards = {card.text: card.id for card in cards_of(wrapup.ctx.workspace, wrapup.meeting_id)}
    wrapup.ctx.workspace.outcomes.vote(cards["Proefbrief schrijven"], 2)
    wrapup.ctx.workspace.outcomes.vote(cards["Tempo is ook respect"], 5)
    assert [card.votes for card in wrapup.list.model().cards] == [5, 2, 0, 0]


def test_the_summary_is_saved_when_one_goes_elsewhere(wrapup):
    wrapup.summary.setFocus()
    type_text("Een goede middag.")
    wrapup.ctx.navigate("board", meeting_id=wrapup.meeting_id)
    assert wrapup.ctx.workspace.meetings.plan(wrapup.meeting_id).summary == "Een goede middag."


def test_closing_asks_once_and_can_be_opened_again(wrapup):
    press(Qt.Key.Key_Return, CONTROL)
    (question,) = wrapup.window().findChildren(MessageDialog)
    press(Qt.Key.Key_Return, widget=question)
    (row,) = wrapup.ctx.workspace.meetings.rows()
    assert row.state == "closed"
    assert wrapup.ctx.workspace.programme.overview().meetings[0].note == "Afgerond"
    assert wrapup.done.isVisible()
    wrapup.again.click()
    assert wrapup.ctx.workspace.meetings.rows()[0].state == "running"
    assert wrapup.close_button.isVisible()


def test_enter_opens_the_card_on_the_board(wrapup):
    press(Qt.Key.Key_Return)
    page = wrapup.window().page
    assert page.page_id == "board"
    assert page.board.current().text == "Bel eerst, mail later"


def test_a_meeting_without_cards_can_be_closed(app_window, ctx, made, qtbot):
    page = go(app_window, qtbot, "wrapup", meeting_id=made)
    assert page.none.isVisible()
    page.close_meeting()
    assert ctx.workspace.meetings.rows()[0].state == "closed"
