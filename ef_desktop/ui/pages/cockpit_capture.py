"""Saving what was captured in the cockpit, and telling about it."""

from ef_desktop.domain.views import AgendaItemView
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.widgets.capture_bar import Capture

_SHORT = 48


def save_capture(ctx: AppContext, meeting_id: bytes, block: AgendaItemView | None, capture: Capture, origin: object) -> bool:
    """Save a card, or one per line, and tell whether that was done.

    Parameters:
        ctx: the application.
        meeting_id: the meeting.
        block: the block that goes on, or None.
        capture: what was typed and chosen.
        origin: the page that asks.
    """
    item = block.id if block else None
    saved = ctx.run(lambda: ctx.workspace.outcomes.add_cards(meeting_id, capture.cards, item_id=item), origin=origin)
    return saved is not None


def saved_words(capture: Capture) -> str:
    """Return a sentence about what was saved."""
    if len(capture.cards) > 1:
        return _("{count} cards captured").format(count=len(capture.cards))
    text = capture.cards[0].text
    short = text if len(text) <= _SHORT else text[:_SHORT].rstrip() + "…"
    return _("‘{text}’ captured").format(text=short)
