"""The rows of a list and the words in which they are found: nothing is made of a row until it is painted or searched."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import compress
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, QTimer

ROW_ROLE = Qt.ItemDataRole.UserRole

#: Between the texts of two rows; no text that was typed holds it.
_BETWEEN = "\x00"

#: Accents, once they are taken apart from their letters.
_MARKS = re.compile("[\u0300-\u036f]+")

#: So many rows are made ready for a search in one go, before the keyboard is heard again.
_AT_ONCE = 2000


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
    return text.casefold() if text.isascii() else _MARKS.sub("", unicodedata.normalize("NFKD", text)).casefold()


def _as_it_is(row: ListRow) -> ListRow:
    return row


class RowsModel(QStringListModel):
    """The rows that fit the search. A row is anything with an ``id``.

    Qt asks for the number of rows once or twice per row when it lays a list out. A list of empty texts answers that without
    a call to Python, and what is shown comes from ``data``.
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self._all: Sequence[Any] = ()
        self._rows: Sequence[Any] = ()
        self._query: list[str] = []
        self._make: Callable[[Any], ListRow] = _as_it_is
        self._words: Callable[[Any], str] = searched_words
        self._keys: list[str] = []
        self._idle = QTimer(self, interval=0)
        self._idle.timeout.connect(self._prepare)

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
            words: returns in which words a row is found; of many rows asked when there is nothing else to do.
        """
        if rows is not self._all:
            self._keys = []
        self._all, self._make, self._words = rows, make, words
        self._refresh()
        if len(rows) > _AT_ONCE and len(self._keys) < len(rows):
            self._idle.start()

    def search(self, query: str) -> None:
        """Show only rows with all these words."""
        self.set_query(query)
        self._refresh()

    def set_query(self, query: str) -> None:
        """Search for other words from the next rows on."""
        self._query = search_key(query).split()

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
        self._prepare(len(self._all))
        rows, keys = self._all, self._keys
        for word in self._query:
            # Without a pair for each row: thousands of new objects call for the garbage collector.
            found = [word in key for key in keys]
            rows, keys = list(compress(rows, found)), list(compress(keys, found))
        return rows

    def _prepare(self, most: int = _AT_ONCE) -> None:
        """Make the next rows ready for a search."""
        done = len(self._keys)
        texts = [self._words(row) for row in self._all[done : done + most]]
        if texts:
            # All texts in one go, and only those with other letters one by one: thousands of calls would be seen.
            keys = _BETWEEN.join(texts).casefold().split(_BETWEEN)
            if len(keys) != len(texts):
                # What another program wrote into the file may hold anything.
                keys = [text.casefold() for text in texts]
            self._keys += [key if key.isascii() else search_key(key) for key in keys]
        if len(self._keys) >= len(self._all):
            self._idle.stop()

    def _refresh(self) -> None:
        rows = self._found()
        if len(rows) == len(self._rows) and all(new is old or new.id == old.id for new, old in zip(rows, self._rows, strict=True)):
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self._rows = rows
        self.setStringList([""] * len(rows))

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
