"""The rows of a list and the words in which they are found: nothing is made of a row until it is painted or searched."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from ef_desktop.domain.matching import folded

ROW_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class ListRow:
    """One row of a list.

    Attributes:
        title, detail: the two lines.
        letters: initials in a circle at the left, or
        icon: name of an icon at the left, or
        day: a date at the left; ``dated`` keeps its place where there is none.
        chips: words and tone (neutral, blue, warn) at the right.
        tail: quiet words at the far right.
        words: what is searched besides the two lines.
    """

    id: bytes
    title: str
    detail: str
    letters: str = ""
    icon: str = ""
    day: date | None = None
    dated: bool = False
    chips: tuple[tuple[str, str], ...] = ()
    tail: str = ""
    words: str = ""


def searched_words(row: ListRow) -> str:
    """Return everything in which a row is found."""
    return f"{row.title} {row.detail} {row.words}"


def search_key(text: str) -> str:
    """Return a text as it is compared: without capitals and accents."""
    return text.casefold() if text.isascii() else folded(text)


def _as_it_is(row: ListRow) -> ListRow:
    return row


class RowsModel(QAbstractListModel):
    """The rows that fit the search. A row is anything with an ``id``."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._all: Sequence[Any] = ()
        self._rows: Sequence[Any] = ()
        self._query: list[str] = []
        self._make: Callable[[Any], ListRow] = _as_it_is
        self._words: Callable[[Any], str] = searched_words
        self._keys: dict[bytes, tuple[Any, str]] = {}

    def set_rows(
        self,
        rows: Sequence[Any],
        make: Callable[[Any], ListRow] = _as_it_is,
        words: Callable[[Any], str] = searched_words,
    ) -> None:
        """Show other rows.

        Parameters:
            rows: ``ListRow`` or, with the other two, anything with an ``id``.
            make: returns how a row stands in the list; asked only for what is seen.
            words: returns in which words a row is found; asked only at a search.
        """
        self._all, self._make, self._words = rows, make, words
        if len(self._keys) > len(rows):
            # What is no longer there is not kept in memory either.
            self._keys.clear()
        self._refresh()

    def search(self, query: str) -> None:
        """Show only rows with all these words."""
        self._query = search_key(query).split()
        self._refresh()

    @property
    def searching(self) -> bool:
        """Whether a search leaves rows out."""
        return bool(self._query)

    def row_of(self, row_id: bytes | None) -> int:
        """Return the place of a row, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.id == row_id), -1)

    def id_at(self, place: int) -> bytes:
        """Return the id of the row at a place."""
        return self._rows[place].id

    def _found(self) -> Sequence[Any]:
        if not self._query:
            return self._all
        known, keys = self._keys, []
        for row in self._all:
            kept = known.get(row.id)
            if kept is None or kept[0] is not row:
                kept = known[row.id] = (row, search_key(self._words(row)))
            keys.append(kept)
        for word in self._query:
            keys = [kept for kept in keys if word in kept[1]]
        return [kept[0] for kept in keys]

    def _refresh(self) -> None:
        rows = self._found()
        if len(rows) == len(self._rows) and all(new is old or new.id == old.id for new, old in zip(rows, self._rows, strict=True)):
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if role not in (Qt.ItemDataRole.DisplayRole, ROW_ROLE, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self._make(self._rows[index.row()])
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ROW_ROLE:
            return row
        chips = [words for words, _tone in row.chips]
        return ", ".join(part for part in (row.title[:300], row.detail[:300], *chips, row.tail) if part)
