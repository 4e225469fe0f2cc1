"""What comes next in the meeting, painted in one go, with what may be done about it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width


@dataclass(frozen=True)
class NextRow:
    """A block that is still to come: expected start or "", title, length, and whether it is skipped."""

    id: bytes
    time: str
    title: str
    length: str
    skipped: bool = False


class NextList(QWidget):
    """What comes next. Shows as many rows as fit, at least one.

    A click, or Enter on the one chosen by the arrows, asks what to do with it; Delete skips it, or holds it after all.

    Signals:
        chosen: a row and where on the screen it was asked.
        skipAsked: a row.
    """

    chosen = Signal(object, QPoint)
    skipAsked = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._rows: tuple[NextRow, ...] = ()
        self._running = False
        self._row = 31
        self._title = True
        self._cursor = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("own_focus", True)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight: a single row without a title."""
        self._row = 31 if density == 0 else 27
        self._title = density < 2
        self.updateGeometry()
        self.update()

    def set_rows(self, rows: Sequence[NextRow], running: bool) -> None:
        """Show rows; without rows a running meeting is at its last block."""
        if (tuple(rows), running) != (self._rows, self._running):
            self._rows, self._running = tuple(rows), running
            self._cursor = min(self._cursor, max(len(self._rows) - 1, 0))
            words = ", ".join(_("{title}, skipped").format(title=row.title) if row.skipped else f"{row.time} {row.title}" for row in rows)
            self.setAccessibleName(_("Up next: {items}").format(items=words))
            self.update()

    def rows(self) -> tuple[NextRow, ...]:
        """Return what is shown, also where it does not fit."""
        return self._rows

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self._row + (26 if self._title else 0))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            if self._title:
                line_of_text(painter, QRectF(0, 0, self.width(), 24), _("Up next"), font("h3"), color.ink)
            if not self._rows and self._running:
                row = QRectF(0, self._top(), self.width(), self._row)
                line_of_text(painter, row, _("Nothing more: after this you round off."), font("body"), color.ink2)
            following = next((row for row in self._rows if not row.skipped), None)
            first = self._first()
            for place, row in list(enumerate(self._rows))[first : first + self._fitting()]:
                self._paint_row(painter, self.rect_of(place), row, row is following, self.hasFocus() and place == self._cursor)

    def _paint_row(self, painter, rect: QRectF, row: NextRow, following: bool, focused: bool) -> None:
        color = theme().color
        if focused:
            box(painter, rect.adjusted(-6, 0, 6, 0).intersected(QRectF(self.rect())), 6, color.primary_tint, color.focus, 2)
        length = _("skipped") if row.skipped else row.length
        width = text_width(length, font("sub"))
        line_of_text(painter, QRectF(rect.left() + 4, rect.top(), 50, rect.height()), row.time, font("body"), color.ink2)
        middle = QRectF(60, rect.top(), self.width() - 60 - width - 16, rect.height())
        face = font("body_strong" if following else "body")
        if row.skipped:
            face.setStrikeOut(True)
        line_of_text(painter, middle, row.title, face, color.ink3 if row.skipped else color.ink)
        right = rect.adjusted(0, 0, -4, 0)
        line_of_text(painter, right, length, font("sub"), color.ink2, Qt.AlignmentFlag.AlignRight)

    def rect_of(self, place: int) -> QRectF:
        """Return where a row is drawn, by place from 0."""
        return QRectF(0, self._top() + (place - self._first()) * self._row, self.width(), self._row)

    def mouseMoveEvent(self, event) -> None:
        over = self._at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mousePressEvent(self, event) -> None:
        place = self._at(event.position())
        if place is not None:
            self._cursor = place
            self.chosen.emit(self._rows[place], event.globalPosition().toPoint())

    def keyPressEvent(self, event) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._rows:
            self._cursor = min(max(self._cursor + (1 if key == Qt.Key.Key_Down else -1), 0), len(self._rows) - 1)
            self.update()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._rows:
            self.skipAsked.emit(self._rows[self._cursor])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._rows:
            below = self.rect_of(self._cursor).bottomLeft().toPoint()
            self.chosen.emit(self._rows[self._cursor], self.mapToGlobal(below))
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:
        self._cursor = 0
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event) -> None:
        self.update()
        super().focusOutEvent(event)

    def _top(self) -> float:
        return 26.0 if self._title else 0.0

    def _fitting(self) -> int:
        return max(1, int((self.height() + 2 - self._top()) // self._row))

    def _first(self) -> int:
        """Return the first row that is shown: what is skipped makes room first, but the chosen row is always seen."""
        fitting = self._fitting()
        most = max(len(self._rows) - fitting, 0)
        if self.hasFocus():
            return min(max(self._cursor - fitting + 1, 0), most)
        following = next((place for place, row in enumerate(self._rows) if not row.skipped), 0)
        return min(following if fitting == 1 else max(following - fitting + 2, 0), most)

    def _at(self, point) -> int | None:
        shown = range(self._first(), min(len(self._rows), self._first() + self._fitting()))
        return next((place for place in shown if self.rect_of(place).contains(point)), None)
