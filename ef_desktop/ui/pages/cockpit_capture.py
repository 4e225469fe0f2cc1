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
    item = block.id if block else None
    if len(capture.lines) == 1:
        saved = ctx.run(lambda: outcomes.add(meeting_id, capture.kind, capture.lines[0], item_id=item, **capture.fields()), origin=origin)
    else:
        shared = {"case_id": capture.case_id, "item_id": item, "private": capture.private}
        saved = ctx.run(lambda: outcomes.add_lines(meeting_id, capture.kind, "\n".join(capture.lines), **shared), origin=origin)
    return saved is not None


def saved_words(capture: Capture) -> str:
    """Return a sentence about what was saved."""
    if len(capture.lines) > 1:
        return _("{count} cards captured · Ctrl Z takes them back").format(count=len(capture.lines))
    text = capture.lines[0]
    short = text if len(text) <= _SHORT else text[:_SHORT].rstrip() + "…"
    return _("‘{text}’ captured · Ctrl Z takes it back").format(text=short)
