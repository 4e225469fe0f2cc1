"""Order on the board: where cards go when several move at once, and who is in the top 3. Plain functions."""

from collections.abc import Sequence

from ef_desktop.domain.views import CardView


def moves(column: Sequence[bytes], ids: Sequence[bytes], place: int) -> list[tuple[bytes, int]]:
    """Return the single moves that bring cards together to a place.

    Parameters:
        column: ids of the cards in the column they go to, in order.
        ids: the cards that move, in the order they shall have.
        place: where the first one lands, counted without the moving cards.

    Returns:
        pairs of id and index; the index counts without the card itself, as ``outcomes.move`` takes it. A card that is already
        where it should be is left out.
    """
    current = list(column)
    moving = set(ids)
    rest = [id for id in current if id not in moving]
    place = max(0, min(place, len(rest)))
    before = rest[place - 1] if place else None
    result = []
    for id in ids:
        old = current.index(id) if id in current else -1
        if old >= 0:
            current.remove(id)
        index = current.index(before) + 1 if before is not None else 0
        current.insert(index, id)
        before = id
        if index != old:
            result.append((id, index))
    return result


def ranked(cards: Sequence[CardView]) -> list[bytes]:
    """Return the ids of the most important cards, the first one first."""
    return [card.id for card in sorted((card for card in cards if card.top), key=lambda card: card.top)]
