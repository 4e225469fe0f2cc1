"""The rows of a column: loose cards, and groups as a title with their cards under it."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QAbstractListModel, QModelIndex, Qt

from ef_desktop.domain.board import BoardEntry
from ef_desktop.domain.views import CardView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.widgets.outcome_board_cards import CARD_ROLE, ROW_ROLE, spoken_card

CARDS_MIME = "application/x-ef-cards"

#: A longer text may not fit on a narrow card.
_MAY_NOT_FIT = 90


@dataclass(frozen=True)
class BoardRow:
    """A row of a column.

    Attributes:
        entry: the group or loose card that it is a part of.
        card: the card, or None for the title of a group.
        last: True for the last card of a group.
    """

    entry: BoardEntry
    card: CardView | None
    last: bool = False

    @property
    def id(self) -> bytes:
        """Id of the card, or of the group for its title."""
        return self.card.id if self.card is not None else self.entry.group_id


def loose(cards: Sequence[CardView]) -> tuple[BoardEntry, ...]:
    """Return cards as they stand in a column without groups."""
    return tuple(BoardEntry(None, "", (card,)) for card in cards)


def group_name(entry: BoardEntry) -> str:
    """Return the title of a group, or what stands in its place."""
    return entry.title or _("Group without a title")


class CardModel(QAbstractListModel):
    """What a column shows, in order."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._entries: tuple[BoardEntry, ...] = ()
        self._rows: tuple[BoardRow, ...] = ()
        self._cards: tuple[CardView, ...] = ()

    def entries(self) -> tuple[BoardEntry, ...]:
        """Return the groups and loose cards."""
        return self._entries

    def rows(self) -> tuple[BoardRow, ...]:
        """Return the rows."""
        return self._rows

    def cards(self) -> tuple[CardView, ...]:
        """Return the cards, those of groups included."""
        return self._cards

    def set_entries(self, entries: Sequence[BoardEntry]) -> list[int] | None:
        """Show other cards; where only words changed, the list stays where it is.

        Returns:
            The numbers of the rows that changed, or None where other rows came.
        """
        new, former = tuple(entries), self._rows
        known = {row.id: row for row in former}
        rows = []
        for entry in new:
            if entry.group_id is not None:
                rows.append(BoardRow(entry, None))
            last = entry.cards[-1] if entry.group_id is not None else None
            for card in entry.cards:
                row = known.get(card.id)
                # Of a loose card that is the very same one there is nothing to compare: a column may have thousands.
                if row is None or row.card is not card or row.entry.group_id is not None or entry.group_id is not None:
                    row = BoardRow(entry, card, card is last)
                rows.append(row)
        if [row.id for row in rows] != list(known):
            self.beginResetModel()
            self._take(new, rows)
            self.endResetModel()
            return None
        changed = [place for place, (row, old) in enumerate(zip(rows, former, strict=True)) if row is not old and row != old]
        if changed:
            self._take(new, rows)
            self.dataChanged.emit(self.index(changed[0]), self.index(changed[-1]))
        return changed

    def _take(self, entries: tuple[BoardEntry, ...], rows: Sequence[BoardRow]) -> None:
        self._entries, self._rows = entries, tuple(rows)
        self._cards = tuple(row.card for row in rows if row.card is not None)

    def place_of(self, row_id: bytes | None) -> int:
        """Return the place of a card, or of the title of a group, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.id == row_id), -1)

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == CARD_ROLE:
            return row.card
        if role == ROW_ROLE:
            return row
        if role == Qt.ItemDataRole.DisplayRole:
            return group_name(row.entry) if row.card is None else row.card.wall_text or row.card.text
        if role == Qt.ItemDataRole.ToolTipRole:
            return _whole(group_name(row.entry)) if row.card is None else _whole_card(row.card)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_group(row.entry) if row.card is None else spoken_card(row.card)
        return None

    def flags(self, index: QModelIndex) -> Qt.ItemFlag:
        base = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        return base if index.isValid() else Qt.ItemFlag.ItemIsDropEnabled

    def mimeTypes(self) -> list[str]:
        return [CARDS_MIME]


def _whole(words: str) -> str:
    # As rich text the tip is wrapped; what was typed is no markup.
    return "<p>" + escape(words).replace("\n", "<br>") + "</p>"


def _whole_card(card: CardView) -> str | None:
    """The whole text, where perhaps not all of it is drawn."""
    return _whole(card.text) if card.wall_text or "\n" in card.text or len(card.text) > _MAY_NOT_FIT else None


def spoken_group(entry: BoardEntry) -> str:
    """Return a group in words, for a screen reader."""
    count = len(entry.cards)
    words = ngettext("group ‘{title}’ with {count} card", "group ‘{title}’ with {count} cards", count)
    return words.format(title=group_name(entry), count=count)


@dataclass(frozen=True)
class Spot:
    """A place in a column.

    Attributes:
        index: from 0, without what moves: within the group, or among groups and loose cards.
        group_id: the group, or None.
    """

    index: int
    group_id: bytes | None = None


def spot_before(rows: Sequence[BoardRow], place: int, moving: set[bytes]) -> Spot:
    """Return the place that is meant by letting cards go before a row.

    Parameters:
        rows: of the column.
        place: number of the row; beyond the last is the end.
        moving: ids of the cards that move.
    """
    if place < len(rows) and rows[place].card is not None and rows[place].entry.group_id is not None:
        entry = rows[place].entry
        before = entry.cards[: entry.cards.index(rows[place].card)]
        return Spot(sum(card.id not in moving for card in before), entry.group_id)
    seen, entries = set(), 0
    for row in rows[:place]:
        key = row.entry.group_id or row.entry.cards[0].id
        if key not in seen and any(card.id not in moving for card in row.entry.cards):
            entries += 1
        seen.add(key)
    return Spot(entries)


def spot_in_all(spot: Spot, shown: Sequence[BoardEntry], everything: Sequence[BoardEntry], moving: set[bytes]) -> Spot:
    """Return the place in a whole column for a place among those of its cards that are shown: beside the same neighbour.

    Parameters:
        shown: what is left of the column.
        everything: the column.
        moving: ids of the cards that move.
    """
    if spot.group_id is not None:
        inside = [
            [card.id for entry in part if entry.group_id == spot.group_id for card in entry.cards if card.id not in moving]
            for part in (shown, everything)
        ]
        return Spot(_beside(spot.index, *inside), spot.group_id)
    keys = [
        [entry.group_id or entry.cards[0].id for entry in part if any(card.id not in moving for card in entry.cards)]
        for part in (shown, everything)
    ]
    return Spot(_beside(spot.index, *keys))


def _beside(index: int, shown: list[bytes], everything: list[bytes]) -> int:
    if index < len(shown):
        return everything.index(shown[index])
    return everything.index(shown[-1]) + 1 if shown else len(everything)


def spot_beside(entries: Sequence[BoardEntry], moving: set[bytes], by: int) -> Spot | None:
    """Return the place one further up (-1) or down (1) for cards of a column, or None where there is no further.

    A card in a group goes through the group, and comes loose beyond its edge.
    """
    first = next((place for place, entry in enumerate(entries) if any(card.id in moving for card in entry.cards)), None)
    if first is None:
        return None
    entry = entries[first]
    staying = [card.id for card in entry.cards if card.id not in moving]
    outside = sum(any(card.id not in moving for card in other.cards) for other in entries[:first])
    if entry.group_id is not None and staying and moving <= {card.id for card in entry.cards}:
        place = next(number for number, card in enumerate(entry.cards) if card.id in moving)
        if 0 <= place + by <= len(staying):
            return Spot(place + by, entry.group_id)
        return Spot(outside + (by > 0))
    last = sum(any(card.id not in moving for card in other.cards) for other in entries)
    return Spot(outside + by) if 0 <= outside + by <= last else None
