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
    outcomes = ctx.workspace.outcomes
    shared = {"case_id": capture.case_id, "item_id": block.id if block else None, "private": capture.private}
    if len(capture.lines) == 1:
        own = {"owner_id": capture.owner_id, "due_on": capture.due_on}
        saved = ctx.run(lambda: outcomes.add(meeting_id, capture.kind, capture.lines[0], **own, **shared), origin=origin)
    else:
        saved = ctx.run(lambda: outcomes.add_lines(meeting_id, capture.kind, "\n".join(capture.lines), **shared), origin=origin)
    return saved is not None


def saved_words(capture: Capture) -> str:
    """Return a sentence about what was saved."""
    if len(capture.lines) > 1:
        return _("{count} cards captured · Ctrl Z takes them back").format(count=len(capture.lines))
    text = capture.lines[0]
    short = text if len(text) <= _SHORT else text[:_SHORT].rstrip() + "…"
    return _("‘{text}’ captured · Ctrl Z takes it back").format(text=short)
