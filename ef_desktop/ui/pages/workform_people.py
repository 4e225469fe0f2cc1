"""The list of who records or gets something: one row for each, painted in one go, the current one lit."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.avatar import paint_avatar
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width

_LEAST, _MOST = 28, 39


@dataclass(frozen=True)
class PersonLine:
    """A row: the letters in the circle, the name, what is known, and whether it is done."""

    id: object
    name: str
    letters: str
    detail: str = ""
    done: bool = False


class PeopleList(QWidget):
    """Rows in one or two columns. The arrows and a click choose; ``chosen`` tells the place from 0, ``ticked`` Space or Enter."""

    chosen = Signal(int)
    ticked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._rows: tuple[PersonLine, ...] = ()
        self._current = 0
        self._name = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_radius", theme().tokens.radius.control)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._renew()

    def set_rows(self, rows: Sequence[PersonLine], current: int) -> None:
        """Show rows, with the place of the one that is lit."""
        self._rows = tuple(rows)
        self._current = min(max(current, 0), max(len(self._rows) - 1, 0))
        self._renew()

    def rows(self) -> tuple[PersonLine, ...]:
        """Return what is shown."""
        return self._rows

    def current(self) -> int:
        """Return the place of the row that is lit."""
        return self._current

    def sizeHint(self) -> QSize:
        return QSize(300, 240)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 100)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            for place, rect in self._places():
                self._paint(painter, self._rows[place], rect, place == self._current)

    def mousePressEvent(self, event) -> None:
        for place, rect in self._places():
            if rect.contains(event.position()):
                self._choose(place)
                self.ticked.emit(place)
                return

    def keyPressEvent(self, event) -> None:
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: self._per_column(), Qt.Key.Key_Left: -self._per_column()}
        if event.key() in steps and self._rows:
            self._choose(min(max(self._current + steps[event.key()], 0), len(self._rows) - 1))
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._rows:
            self.ticked.emit(self._current)
        else:
            super().keyPressEvent(event)

    def _choose(self, place: int) -> None:
        if place != self._current:
            self._current = place
            self._renew()
            self.chosen.emit(place)

    def _columns(self) -> int:
        return 1 if len(self._rows) * _LEAST <= self.height() else 2

    def _per_column(self) -> int:
        return max(-(-len(self._rows) // self._columns()), 1)

    def _places(self) -> list[tuple[int, QRectF]]:
        columns, per = self._columns(), self._per_column()
        height = min(_MOST, max(self.height() / per, _LEAST))
        fits = max(int(self.height() // height), 1)
        # More rows than fit: the lit one stays in view.
        first = min(max(self._current % per - fits + 1, 0), max(per - fits, 0))
        width = (self.width() - 16 * (columns - 1)) / columns
        found = []
        for place in range(len(self._rows)):
            column, row = divmod(place, per)
            if first <= row < first + fits:
                found.append((place, QRectF(column * (width + 16), (row - first) * height, width, height)))
        return found

    def _paint(self, painter, row: PersonLine, rect: QRectF, on: bool) -> None:
        color = theme().color
        if on:
            box(painter, rect.adjusted(0, 1, 0, -1), theme().tokens.radius.chip, color.primary_tint)
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 1, rect.width(), 1), color.line)
        side = min(28.0, rect.height() - 4)
        paint_avatar(painter, QRectF(rect.left() + 6, rect.center().y() - side / 2, side, side), row.letters, True)
        right = rect.right() - 8
        if row.done:
            paint_icon(painter, "circle-check", QRectF(right - 18, rect.center().y() - 9, 18, 18), color.primary)
            right -= 26
        name_room = min(text_width(row.name, font("body_strong")) + 2, rect.width() * (0.5 if row.detail else 0.8))
        left = rect.left() + 6 + side + 10
        line_of_text(painter, QRectF(left, rect.top(), name_room, rect.height()), row.name, font("body_strong" if on else "body"), color.ink)
        left += name_room + 12
        room = right - left
        line_of_text(painter, QRectF(left, rect.top(), room, rect.height()), row.detail, font("small"), color.ink2, Qt.AlignmentFlag.AlignRight)

    def _renew(self) -> None:
        row = self._rows[self._current] if self._rows else None
        words = [self._name, *([row.name, row.detail, _("done") if row.done else ""] if row else [])]
        self.setAccessibleName(", ".join(word for word in words if word))
        self.update()
