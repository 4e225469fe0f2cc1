"""All talents by cluster with a number each: what was counted, painted in one go."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.text import layout_text

_HEAD, _GAP = 30, 12
#: Height of a line of a name; a row takes as many as fit in it.
_LINE = 17


class CountGrid(QWidget):
    """Columns with a heading and rows of words and a number. A click adds one: ``clicked`` tells the id, and 1 or -1."""

    clicked = Signal(object, int)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._columns: tuple[tuple[str, tuple[tuple[bytes, str], ...]], ...] = ()
        self._counts: Mapping[bytes, int] = {}
        self._last: bytes | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_counts(self, columns: Sequence[tuple[str, Sequence[tuple[bytes, str]]]], counts: Mapping[bytes, int], last: bytes | None = None) -> None:
        """Show counts.

        Parameters:
            columns: heading, and its rows of id and words.
            counts: by id; what is not in it counts as nought.
            last: id of what was counted last: lit.
        """
        self._columns = tuple((title, tuple(rows)) for title, rows in columns)
        self._counts, self._last = counts, last
        words = [f"{name} {counts[id]}" for _title, rows in self._columns for id, name in rows if counts.get(id)]
        self.setAccessibleName(", ".join(words))
        self.update()

    def counts(self) -> Mapping[bytes, int]:
        """Return what is shown."""
        return self._counts

    def sizeHint(self) -> QSize:
        return QSize(500, 300)

    def minimumSizeHint(self) -> QSize:
        return QSize(300, 160)

    def mousePressEvent(self, event) -> None:
        for id, _name, rect in self._rows():
            if rect.contains(event.position()):
                self.clicked.emit(id, -1 if event.button() == Qt.MouseButton.RightButton else 1)
                return

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            for place, (title, _rows) in enumerate(self._columns):
                line_of_text(painter, QRectF(self._left(place), 0, self._width(), _HEAD), title, font("label"), color.primary)
            for id, name, rect in self._rows():
                count = self._counts.get(id, 0)
                if id == self._last:
                    box(painter, rect.adjusted(0, 1, 0, -1), 6, color.primary_tint)
                painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), color.line)
                words = layout_text(name, font("small_strong" if count else "small"), rect.width() - 46, _LINE, max(int(rect.height() + 2) // _LINE, 1))
                words.draw(painter, rect.left() + 6, rect.center().y() - words.height / 2, color.ink if count else color.ink2)
                spot = QRectF(rect.right() - 36, rect.center().y() - 12, 32, 24)
                if count:
                    box(painter, spot, 6, color.surface, color.line_strong, theme().tokens.border.control)
                line_of_text(painter, spot, str(count) if count else "·", font("label"), color.ink if count else color.ink3, Qt.AlignmentFlag.AlignHCenter)

    def _width(self) -> float:
        return (self.width() - _GAP * (len(self._columns) - 1)) / max(len(self._columns), 1)

    def _left(self, place: int) -> float:
        return place * (self._width() + _GAP)

    def _rows(self) -> list[tuple[bytes, str, QRectF]]:
        most = max((len(rows) for _title, rows in self._columns), default=1)
        height = min(56.0, max((self.height() - _HEAD) / max(most, 1), 24.0))
        return [
            (id, name, QRectF(self._left(place), _HEAD + row * height, self._width(), height))
            for place, (_title, rows) in enumerate(self._columns)
            for row, (id, name) in enumerate(rows)
        ]
