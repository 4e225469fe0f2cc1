"""A sheet with a field and a short list: type a few letters, Enter takes the row that is lit."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ef_desktop.ui.dialogs.overlay import Overlay, heading
from ef_desktop.ui.forms.fields import UNLIMITED
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.avatar import paint_avatar
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Separator

_ROW = 40
_PLAIN = Qt.KeyboardModifier.NoModifier


@dataclass(frozen=True)
class PickRow:
    """A row to choose.

    Attributes:
        value: what is chosen.
        title: translated; ``detail``: smaller, at the right.
        icon: name of an icon, or "" where ``letters`` stand in a circle instead.
        strong: True fills the circle.
    """

    value: object
    title: str
    detail: str = ""
    icon: str = ""
    letters: str = ""
    strong: bool = False


class PickList(QWidget):
    """The rows under the field, painted in one go; one of them is lit."""

    clicked = Signal(object)

    def __init__(self, shown: int, name: str):
        super().__init__()
        self._rows: tuple[PickRow, ...] = ()
        self._current = 0
        self._first = 0
        self._shown = shown
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(shown * _ROW)

    def set_rows(self, rows: Sequence[PickRow]) -> None:
        """Show rows and light the first."""
        self._rows, self._current, self._first = tuple(rows), 0, 0
        self._renew()

    def rows(self) -> tuple[PickRow, ...]:
        """Return all rows, also where they do not fit."""
        return self._rows

    def current(self) -> PickRow | None:
        """Return the row that is lit."""
        return self._rows[self._current] if self._rows else None

    def step(self, count: int) -> None:
        """Light another row."""
        self._current = min(max(self._current + count, 0), max(len(self._rows) - 1, 0))
        self._first = min(max(self._first, self._current - self._shown + 1), self._current)
        self._renew()

    def sizeHint(self) -> QSize:
        return QSize(300, self.height())

    def mouseMoveEvent(self, event) -> None:
        place = self._at(event.position())
        if place is not None and place != self._current:
            self._current = place
            self._renew()

    def mousePressEvent(self, event) -> None:
        place = self._at(event.position())
        if place is not None:
            self.clicked.emit(self._rows[place])

    def wheelEvent(self, event) -> None:
        most = max(len(self._rows) - self._shown, 0)
        self._first = min(max(self._first + (-1 if event.angleDelta().y() > 0 else 1), 0), most)
        self.update()

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            for place in range(self._first, min(self._first + self._shown, len(self._rows))):
                row, rect = self._rows[place], self._rect(place)
                on = place == self._current
                if on:
                    box(painter, rect, theme().tokens.radius.chip, color.primary_tint)
                ink = color.primary if on else color.ink2
                if row.icon:
                    paint_icon(painter, row.icon, QRectF(rect.left() + 14, rect.center().y() - 10, 20, 20), ink)
                else:
                    paint_avatar(painter, QRectF(rect.left() + 9, rect.center().y() - 15, 30, 30), row.letters, row.strong)
                width = text_width(row.detail, font("small")) + 1
                line_of_text(painter, QRectF(rect.right() - width - 12, rect.top(), width, _ROW), row.detail, font("small"), color.ink2)
                title = QRectF(rect.left() + 50, rect.top(), rect.width() - 50 - width - 24, _ROW)
                line_of_text(painter, title, row.title, font("body_strong" if on else "body"), color.ink)

    def _rect(self, place: int) -> QRectF:
        return QRectF(0, (place - self._first) * _ROW, self.width(), _ROW)

    def _at(self, point) -> int | None:
        place = self._first + int(point.y() // _ROW)
        return place if 0 <= place < min(len(self._rows), self._first + self._shown) else None

    def _renew(self) -> None:
        row = self.current()
        self.setAccessibleDescription(f"{row.title}, {row.detail}" if row else "")
        self.update()


class PickSheet(Overlay):
    """Base of the sheets with a field and a list. A subclass gives ``find`` and ``take``.

    Parameters:
        window: above which it lies.
        title, text: translated, of the head.
        placeholder: of the field.
        hints: keys and what they do, for the foot.
        shown: rows that are shown at once.
    """

    def __init__(self, window: QWidget, title: str, text: str, placeholder: str, hints: list[tuple[str, str]], *, shown: int = 8):
        super().__init__(window, width=620, top=None, padding=24)
        self.setAccessibleName(title)
        self.body.setSpacing(10)
        self.head = heading(title, text, self.close_sheet)
        self.body.addWidget(self.head)
        self.field = QLineEdit(placeholderText=placeholder)
        self.field.setAccessibleName(placeholder)
        self.field.setFont(font("instruction"))
        self.field.setFixedHeight(46)
        self.field.setMaxLength(UNLIMITED)
        self.field.setProperty("focus_radius", theme().tokens.radius.control)
        self.field.textChanged.connect(self.refresh)
        self.field.installEventFilter(self)
        self.body.addWidget(self.field)
        self.list = PickList(min(shown, max(3, (window.height() - 330) // _ROW)), title)
        self.list.clicked.connect(lambda row: self.take(row, _PLAIN))
        self.body.addWidget(self.list)
        self.body.addWidget(Separator())
        self.foot = KeyHintRow(hints)
        self.body.addWidget(self.foot)

    def default_focus(self) -> QWidget:
        return self.field

    def find(self, text: str) -> Sequence[PickRow]:
        """Return the rows for what was typed."""
        raise NotImplementedError

    def take(self, row: PickRow, modifiers: Qt.KeyboardModifier) -> None:
        """Do what Enter, with modifiers, or a click on a row means."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Fill the list again."""
        self.list.set_rows(self.find(self.field.text().strip()))

    def eventFilter(self, watched, event) -> bool:
        if watched is self.field and event.type() == QEvent.Type.ShortcutOverride:
            # Nothing typed: then Ctrl Z takes back the last step, not letters that are gone.
            if not self.field.text() and (event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)):
                event.ignore()
                return True
        if watched is self.field and event.type() == QEvent.Type.KeyPress:
            return self._key(event)
        return super().eventFilter(watched, event)

    def _key(self, event) -> bool:
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and plain:
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.list.current() is not None:
                self.take(self.list.current(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)
        elif key == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            return False
        return True
