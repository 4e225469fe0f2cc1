"""Fields in which a sentence is begun already: the cursor stands behind the given words, which are kept only with more."""

from collections.abc import Sequence

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from ef_desktop.domain import criteria
from ef_desktop.ui.forms import TextArea, TextField


class StartedArea(TextArea):
    """Several lines that begin with given words.

    Parameters:
        starts: the beginning in every language; the value is empty while only one of them stands there.
        start: the one to begin with.
    """

    def __init__(self, starts: Sequence[str] = (), start: str = "", parent: QWidget | None = None):
        self._starts, self._start = tuple(starts), start
        super().__init__(parent=parent, rows=(2, 6))

    def set_start(self, start: str, starts: Sequence[str]) -> None:
        """Change the words to begin with."""
        self._starts, self._start = tuple(starts), start
        self.setPlaceholderText(start)

    def value(self) -> str:
        """Return the sentence, or nothing while only its beginning stands there."""
        text = super().value()
        return text if criteria.said(text, self._starts) else ""

    def own_length(self) -> int:
        """Return how many characters there are without the given beginning."""
        return len(criteria.own_words(super().value(), self._starts))

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        if not self.toPlainText().strip() and not self.isReadOnly():
            words, place, length = criteria.opening(self._start)
            self.setPlainText(words)
            cursor = self.textCursor()
            cursor.setPosition(place)
            cursor.setPosition(place + length, QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def focusOutEvent(self, event) -> None:
        if not self.value():
            self.set_value("")
        super().focusOutEvent(event)


class StartedLine(TextField):
    """One line that begins with given words; as ``StartedArea``."""

    def __init__(self, starts: Sequence[str] = (), start: str = "", parent: QWidget | None = None, *, value: str = ""):
        self._starts, self._start = tuple(starts), start
        super().__init__(value, parent, placeholder=start)

    def value(self) -> str:
        """Return the sentence, or nothing while only its beginning stands there."""
        text = super().value()
        return text if criteria.said(text, self._starts) else ""

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        if not self.text().strip() and not self.isReadOnly():
            words, place, length = criteria.opening(self._start)
            self.setText(words)
            self.setSelection(place, length)
            if not length:
                self.setCursorPosition(place)

    def focusOutEvent(self, event) -> None:
        if not self.value():
            self.set_value("")
        super().focusOutEvent(event)
