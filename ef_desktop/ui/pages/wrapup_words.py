"""Words of closing a meeting: a first draft of the summary, and what still misses. Plain functions of read models."""

from collections.abc import Collection, Sequence

from ef_desktop.domain.views import BoardView, CardView, MeetingPlan
from ef_desktop.i18n import _, format_list, format_number, ngettext

AGREEMENT = "afspraak"


def draft_summary(plan: MeetingPlan, board: BoardView, top: Sequence[CardView], told: Collection[bytes]) -> str:
    """Return a first draft of the summary: counts and the top 3, to be edited. It goes into the logbook.

    Parameters:
        plan: the meeting with its people.
        board: all cards.
        top: the most important ones, in order.
        told: the cards that the logbook may tell; nothing else is counted or quoted.
    """
    here = sum(1 for who in plan.attendees if who.status == "present" and who.role != "facilitator")
    shared = [(column.kind.name, sum(card.id in told for card in column.cards)) for column in board.columns]
    total = sum(count for _name, count in shared)
    parts = []
    if here:
        parts.append(ngettext("{count} person took part.", "{count} people took part.", here).format(count=format_number(here)))
    if total:
        counts = format_list([f"{name.lower()} ({format_number(count)})" for name, count in shared if count])
        line = ngettext("We wrote down {count} outcome: {kinds}.", "We wrote down {count} outcomes: {kinds}.", total)
        parts.append(line.format(count=format_number(total), kinds=counts))
    chosen = [card.wall_text or card.text for card in top if card.id in told]
    if chosen:
        quoted = format_list([f"‘{text.rstrip('.')}’" for text in chosen])
        parts.append(_("Most important: {cards}.").format(cards=quoted))
    return " ".join(parts)


def untold_words(top: Sequence[CardView], told: Collection[bytes]) -> str:
    """Return a sentence on the cards of the top 3 that the logbook may not tell, or "" where it may tell them all."""
    count = sum(card.id not in told for card in top)
    if not count:
        return ""
    words = ngettext(
        "{count} card of this top 3 does not come into the logbook: it is private, still hidden, or without permission.",
        "{count} cards of this top 3 do not come into the logbook: they are private, still hidden, or without permission.",
        count,
    )
    return words.format(count=count)


def missing_words(card: CardView) -> str:
    """Return what an agreement still misses, or "" when it is complete."""
    if card.kind != AGREEMENT:
        return ""
    if card.owner_id is None and card.due_on is None:
        return _("no name and no date yet")
    if card.owner_id is None:
        return _("no name yet")
    return _("no date yet") if card.due_on is None else ""
