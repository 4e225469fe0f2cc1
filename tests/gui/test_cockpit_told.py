"""The status line of the cockpit: what it promises of Ctrl Z is so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.widgets.statusbar import StatusItem
from tests.gui.room_views import cards_of, go, make_meeting, press, type_text

Key, SHIFT, CONTROL = Qt.Key, Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier

CONTENT = make_meeting
CAPTURED, PROMISED = "‘Laatste 30’ vastgelegd", "‘Laatste 30’ vastgelegd · Ctrl Z maakt het ongedaan"


@pytest.fixture
def cockpit(app_window, made, qtbot):
    """The cockpit of a running meeting, after a card."""
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    press(Key.Key_F5)
    type_text("Laatste 30")
    press(Key.Key_Return)
    assert told(page) == [PROMISED]
    return page


def told(cockpit) -> list[str]:
    """What the status bar tells beside 'all saved'."""
    QApplication.processEvents()
    items = cockpit.window().centralWidget().findChildren(StatusItem)
    return [item.accessibleName() for item in items if type(item) is StatusItem and item.isVisible()]


@pytest.mark.parametrize("deed", ["block", "pause", "minutes", "vote", "group", "other card"])
def test_after_another_step_nothing_is_promised_any_more(cockpit, ctx, deed):
    outcomes, (card,) = ctx.workspace.outcomes, cards_of(ctx.workspace, cockpit.meeting_id)
    {
        "block": lambda: press(Key.Key_F9),
        "pause": lambda: press(Key.Key_F3),
        "minutes": lambda: press(Key.Key_F4),
        "vote": lambda: outcomes.vote(card.id, 1),
        "group": lambda: outcomes.group([card.id, outcomes.add(cockpit.meeting_id, "werkt", "Nog een")]),
        "other card": lambda: outcomes.add(cockpit.meeting_id, "werkt", "Nog een"),
    }[deed]()
    assert told(cockpit) == []


def test_after_the_undo_it_is_gone(cockpit, ctx):
    press(Key.Key_Z, CONTROL)
    assert cards_of(ctx.workspace, cockpit.meeting_id) == [] and told(cockpit) == []


def test_while_one_types_undo_is_for_the_letters(cockpit, ctx):
    type_text("/")
    assert told(cockpit) == [CAPTURED]
    press(Key.Key_Backspace)
    assert told(cockpit) == [CAPTURED]
    while cockpit.bar.line.isUndoAvailable():
        press(Key.Key_Z, CONTROL)
    assert told(cockpit) == [PROMISED]
    assert len(cards_of(ctx.workspace, cockpit.meeting_id)) == 1
    press(Key.Key_Z, CONTROL)
    assert cards_of(ctx.workspace, cockpit.meeting_id) == []


def test_on_another_page_it_goes_too(cockpit, ctx, app_window, qtbot):
    go(app_window, qtbot, "board", meeting_id=cockpit.meeting_id)
    (card,) = cards_of(ctx.workspace, cockpit.meeting_id)
    ctx.workspace.outcomes.vote(card.id, 1)
    page = go(app_window, qtbot, "cockpit", meeting_id=cockpit.meeting_id)
    assert told(page) == []
