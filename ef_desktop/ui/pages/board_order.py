"""Order on the board: who is in the top 3, and what follows on a status. Plain functions."""

from collections.abc import Sequence

from ef_desktop.domain.views import CardView
from ef_desktop.ui.widgets.card_details import STATUSES


def ranked(cards: Sequence[CardView]) -> list[bytes]:
    """Return the ids of the most important cards, the first one first."""
    return [card.id for card in sorted((card for card in cards if card.top), key=lambda card: card.top)]


def next_status(status: str) -> str:
    """Return the status after one, round and round."""
    order = [id for id, _words in STATUSES]
    return order[(order.index(status) + 1) % len(order)] if status in order else order[0]
