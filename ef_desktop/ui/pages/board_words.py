"""What the board tells about itself in words, and which board is looked at first."""

from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.domain.views import BoardView
from ef_desktop.i18n import _, ngettext


def usual_meeting(rows: tuple[MeetingRow, ...]) -> bytes | None:
    """Return the meeting whose board is looked at first: one that runs, else the last with cards, else the first."""
    running = [row for row in rows if row.state == "running"]
    filled = [row for row in rows if row.outcome_count]
    best = running[:1] or filled[-1:] or list(rows[:1])
    return best[0].id if best else None


def total_words(view: BoardView) -> str:
    """Return how many cards there are, and how many of them only the facilitator sees."""
    if not view.total:
        return _("no cards yet")
    words = ngettext("{count} card", "{count} cards", view.total).format(count=view.total)
    if view.private:
        words += ", " + ngettext("{count} only for you", "{count} only for you", view.private).format(count=view.private)
    return words
