"""A line that completes a name from a few letters: two letters and Enter choose a talent, a role or a person."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.domain.completing import Option, complete
from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.text import Label

_HEIGHT, _ROW, _GAP = 44, 32, 6


class Suggestions(QWidget):
    """What the letters can mean, the one that Enter takes lit. ``clicked`` tells what was chosen by the mouse."""

    clicked = Signal(object)

    def __init__(self, rows: int):
        super().__init__()
        self._options: tuple[Option, ...] = ()
        self._current = 0
        self.empty = ""
        self.set_rows(rows)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_rows(self, rows: int) -> None:
        """Take room for so many lines."""
        self.setFixedHeight(rows * (_ROW + _GAP) - _GAP)

    def set_options(self, options: Sequence[Option]) -> None:
        """Show these and light the first."""
        self._options, self._current = tuple(options), 0
        self._renew()

    def current(self) -> Option | None:
        """Return the one that is lit."""
        return self._options[self._current] if self._options else None

    def step(self, by: int) -> None:
        """Light another one."""
        self._current = min(max(self._current + by, 0), max(len(self._options) - 1, 0))
        self._renew()

    def sizeHint(self) -> QSize:
        return QSize(240, self.height())

    def mousePressEvent(self, event) -> None:
        for rect, option in self._places():
            if rect.contains(event.position()):
                self.clicked.emit(option)
                return

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            if not self._options:
                line_of_text(painter, QRectF(0, 0, self.width(), _ROW), self.empty, font("small"), color.ink2)
            for place, (rect, option) in enumerate(self._places()):
                on = place == self._current
                edge, width = (color.primary, theme().tokens.border.selected) if on else (color.line_strong, theme().tokens.border.control)
                box(painter, rect, theme().tokens.radius.chip, color.primary_tint if on else color.surface, edge, width)
                words = rect.adjusted(10, 0, -8, 0)
                line_of_text(painter, words, option.name, font("button_small"), color.primary if on else color.ink)

    def _places(self) -> list[tuple[QRectF, Option]]:
        found, left, top = [], 0.0, 0.0
        for option in self._options:
            width = min(text_width(option.name, font("button_small")) + 20, self.width())
            if left and left + width > self.width():
                left, top = 0.0, top + _ROW + _GAP
            if top + _ROW > self.height() + 1:
                break
            found.append((QRectF(left, top, width, _ROW), option))
            left += width + _GAP
        return found

    def _renew(self) -> None:
        option = self.current()
        self.setAccessibleName(option.name if option else self.empty)
        self.update()


class CompleteLine(QWidget):
    """The line with its suggestions.

    ``chosen`` tells an option; ``skipped`` Enter in an empty line; ``tookBack`` Backspace in an empty line; ``saved`` Ctrl
    Enter; ``moved`` Ctrl Down (1) or Ctrl Up (-1). With ``keeps``: ``skipped`` Enter below the name that was chosen, and
    ``dropped`` that its name was changed again.

    Parameters:
        name: accessible name: what is chosen.
        numbers: a number after the letters may be typed, see ``amount``.
        rows: lines of suggestions.
        keeps: the name that is chosen stays in the line, and the words under it take all the lines that they need.
    """

    chosen = Signal(object)
    skipped = Signal()
    tookBack = Signal()
    saved = Signal()
    moved = Signal(int)
    dropped = Signal()

    def __init__(self, name: str, parent: QWidget | None = None, *, numbers: bool = False, rows: int = 2, keeps: bool = False):
        super().__init__(parent)
        self._keeps, self._kept = keeps, ""
        self._options: tuple[Option, ...] = ()
        self._numbers, self._rows = numbers, rows
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setFont(font("body"))
        self.edit.setFixedHeight(_HEIGHT)
        self.edit.setMaxLength(80)
        self.edit.setProperty("focus_radius", theme().tokens.radius.control)
        self.edit.textChanged.connect(self._typed)
        self.edit.installEventFilter(self)
        self.list = Suggestions(rows)
        self.list.clicked.connect(self._take)
        column.addWidget(self.edit)
        column.addWidget(self.list)
        self.words = Label(role="small", tone="ink2", wrap=True)
        column.addWidget(self.words)
        self.words.setVisible(keeps)
        self.setFocusProxy(self.edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_options(self, options: Sequence[Option], placeholder: str) -> None:
        """Complete to these from now on.

        Parameters:
            placeholder: translated, what to type.
        """
        self._options = tuple(options)
        self.edit.setPlaceholderText(placeholder)
        self.edit.setAccessibleName(placeholder)
        self._typed(self.edit.text())

    def set_low(self, low: bool) -> None:
        """Take less room, in a low window."""
        self.list.set_rows(1 if low else self._rows)

    def set_hint(self, text: str) -> None:
        """Show a line under the field while there is nothing to choose."""
        self.list.empty = text
        self.words.setText(text)
        self._typed(self.edit.text())

    def keep(self, name: str) -> None:
        """Let the name of what is chosen stand in the line; an empty name empties the line."""
        self._kept = name
        self.edit.setText(name)
        self.edit.selectAll()
        self._typed(name)

    def amount(self) -> int | None:
        """Return the number that was typed after the letters, or None."""
        return self._split(self.edit.text())[1]

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and not self.edit.text():
            # Nothing typed: then Ctrl Z takes back the last step, not letters that are gone.
            back = event.matches(QKeySequence.StandardKey.Undo) or event.matches(QKeySequence.StandardKey.Redo)
            if back:
                event.ignore()
            return back
        return self._key(event) if event.type() == QEvent.Type.KeyPress else super().eventFilter(watched, event)

    def _key(self, event) -> bool:
        key, control = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._enter(control)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and control:
            # Not Page Down: on every page a clicker turns the wall with that.
            self.moved.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.list.current() is not None:
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key == Qt.Key.Key_Backspace and not self.edit.text():
            self.tookBack.emit()
        elif key == Qt.Key.Key_Escape and self.edit.text():
            self.edit.clear()
        else:
            return False
        return True

    def _enter(self, whole: bool) -> None:
        if self.list.current() is not None:
            self._take(self.list.current())
        elif self.edit.text().strip() and not self._kept:
            self.set_hint(_("Nothing begins with these letters."))
            return
        elif not whole:
            self.skipped.emit()
        if whole:
            self.saved.emit()

    def _take(self, option: Option) -> None:
        # The number is asked for while the text is still there.
        self.chosen.emit(option)
        if not self._keeps:
            self.edit.clear()

    def _typed(self, text: str) -> None:
        if self._kept and text != self._kept:
            self._kept = ""
            self.dropped.emit()
        letters, _number = self._split(text)
        self.list.set_options(() if self._kept else complete(letters, self._options))
        if self._keeps:
            some = self.list.current() is not None
            self.list.setVisible(some)
            self.words.setVisible(not some and bool(self.words.text()))

    def _split(self, text: str) -> tuple[str, int | None]:
        if not self._numbers:
            return text, None
        letters = text.rstrip().rstrip("0123456789")
        digits = text.rstrip()[len(letters) :]
        return letters, int(digits) if digits else None
