"""Key hints: a small box with the name of a key, alone, in a row, or drawn inside a button."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width

_ICONS = {"Up": "arrow-up", "Down": "arrow-down", "Left": "arrow-left", "Right": "arrow-right", "+": "plus", "-": "minus"}


def key_hint_width(keys: str) -> float:
    """Return the width of a key hint in logical pixels."""
    minimum = 22.0
    return minimum if keys in _ICONS else max(minimum, text_width(keys, font("kbd")) + 12)


def paint_key_hint(painter: QPainter, rect: QRectF, keys: str, ink: QColor, edge: QColor, fill: QColor | None = None) -> None:
    """Draw a key hint.

    Parameters:
        rect: where; its width is ``key_hint_width(keys)``, its height the token ``size.key_hint``.
        keys: name of the key, such as ``F5`` or ``Ctrl K``; arrows, plus and minus become icons.
        ink, edge, fill: colours of the name, the edge and the background.
    """
    box(painter, rect, 4, fill, edge, 1)
    if keys in _ICONS:
        paint_icon(painter, _ICONS[keys], rect.adjusted(0, 3, 0, -3), ink, 2)
    else:
        line_of_text(painter, rect, keys, font("kbd"), ink, Qt.AlignmentFlag.AlignHCenter)


class KeyHint(QWidget):
    """The name of one key in a box. It cannot be clicked and screen readers skip it."""

    def __init__(self, keys: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._keys = keys
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def keys(self) -> str:
        """Return the name of the key."""
        return self._keys

    def sizeHint(self) -> QSize:
        return QSize(round(key_hint_width(self._keys)), theme().tokens.size.key_hint)

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            paint_key_hint(painter, QRectF(self.rect()), self._keys, color.ink2, color.line_strong, color.surface)


class KeyHintRow(QWidget):
    """Key hints with what they do: ``KeyHintRow([("F2", _("Capture")), ("Ctrl Z", _("Undo"))])``."""

    def __init__(self, hints: list[tuple[str, str]] | None = None, parent: QWidget | None = None):
        super().__init__(parent)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.setSpacing(6)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._hints: list[tuple[str, str]] = []
        self.set_hints(hints or [])

    def set_hints(self, hints: list[tuple[str, str]]) -> None:
        """Show other keys. Several keys for one action are separated by ``|``: ``Up|Down``."""
        if hints == self._hints:
            return
        self._hints = list(hints)
        # Out of sight meanwhile: whatever is put in something visible lays out the whole window, and that at once.
        shown = self.isVisible()
        if shown:
            self.hide()
        while item := self._line.takeAt(0):
            if item.widget():
                item.widget().hide()
                item.widget().deleteLater()
        for number, (keys, meaning) in enumerate(hints):
            if number:
                self._line.addSpacing(10)
            for key in keys.split("|"):
                self._add(KeyHint(key))
            label = QLabel(meaning)
            label.setFont(font("small"))
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setProperty("tone", "ink2")
            self._add(label)
        if shown:
            self.show()

    def _add(self, widget: QWidget) -> None:
        self._line.addWidget(widget)
        # Shown by name: until then the size of the row would leave it out.
        widget.show()
