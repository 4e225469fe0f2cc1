"""Minutes: minus, a number that can be typed, plus."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box


class MinuteStepper(QWidget):
    """A number with a minus and a plus. Plus and minus keys and the arrows step, digits type.

    Parameters:
        value: in minutes, or another whole number.
        minimum, maximum: the ends; typed numbers are brought within them.
        step: what a button or key adds.
        name: accessible name: what the number is.
    """

    changed = Signal(int)

    def __init__(
        self,
        value: int = 0,
        parent: QWidget | None = None,
        *,
        minimum: int = 0,
        maximum: int = 999,
        step: int = 5,
        name: str = "",
    ):
        super().__init__(parent)
        self._minimum, self._maximum, self._step = minimum, maximum, step
        self._value = min(max(value, minimum), maximum)
        self._hover = ""
        self._edit = QLineEdit(str(self._value), self)
        self._edit.setProperty("bare", "true")
        self._edit.setProperty("focus_owner", True)
        self._edit.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._edit.setValidator(QIntValidator(0, 10 ** len(str(maximum)) - 1, self._edit))
        self._edit.setFont(font("body_strong"))
        self._edit.editingFinished.connect(self._take_typed)
        self._edit.installEventFilter(self)
        self.setFocusProxy(self._edit)
        self.setMouseTracking(True)
        self.setProperty("focus_radius", theme().tokens.radius.control)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_name(name or _("Minutes"))

    def value(self) -> int:
        """Return the number."""
        return self._value

    def set_value(self, value: int) -> None:
        """Show a number without emitting ``changed``."""
        self._value = min(max(value, self._minimum), self._maximum)
        self._edit.setText(str(self._value))
        self.update()

    def set_name(self, name: str) -> None:
        """Say what the number is, for screen readers."""
        self.setAccessibleName(name)
        self._edit.setAccessibleName(name)

    def step_by(self, steps: int) -> None:
        """Add a number of steps, as the buttons do; minutes land on whole steps."""
        if steps > 0:
            target = (self._value // self._step + steps) * self._step
        else:
            target = (-(-self._value // self._step) + steps) * self._step
        self._put(target)

    def sizeHint(self) -> QSize:
        return QSize(*theme().tokens.size.stepper)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def resizeEvent(self, event) -> None:
        side = self._side()
        self._edit.setGeometry(side + 1, 3, self.width() - 2 * side - 2, self.height() - 6)

    def eventFilter(self, watched, event) -> bool:
        if watched is self._edit and event.type() == event.Type.KeyPress:
            key = event.key()
            if key in (Qt.Key.Key_Plus, Qt.Key.Key_Up):
                self._take_typed()
                self.step_by(1)
                return True
            if key in (Qt.Key.Key_Minus, Qt.Key.Key_Down):
                self._take_typed()
                self.step_by(-1)
                return True
        if watched is self._edit and event.type() == event.Type.FocusOut:
            # Qt does not call an empty number finished.
            self._take_typed()
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        self._take_typed()
        part = self._part(event.position().x())
        if part:
            self.step_by(1 if part == "plus" else -1)

    def mouseMoveEvent(self, event) -> None:
        self._hover = self._part(event.position().x())
        self.update()

    def leaveEvent(self, event) -> None:
        self._hover = ""
        self.update()

    def paintEvent(self, event) -> None:
        color = theme().color
        tokens = theme().tokens
        rect = QRectF(self.rect())
        side = self._side()
        left = QRectF(0, 0, side, rect.height())
        right = QRectF(rect.right() - side, 0, side, rect.height())
        live = self.isEnabled()
        with begin(self) as painter:
            box(painter, rect, tokens.radius.control, color.surface if live else color.sunk)
            spot = {"minus": left, "plus": right}.get(self._hover)
            if spot is not None and live:
                box(painter, spot.adjusted(1, 1, -1, -1), tokens.radius.control - 1, color.hover)
            painter.fillRect(QRectF(side, 1, 1, rect.height() - 2), color.line)
            painter.fillRect(QRectF(rect.right() - side, 1, 1, rect.height() - 2), color.line)
            box(painter, rect, tokens.radius.control, None, color.line_strong if live else color.line, tokens.border.control)
            for spot, name, possible in ((left, "minus", self._value > self._minimum), (right, "plus", self._value < self._maximum)):
                ink = color.ink2 if possible and live else color.line_strong
                paint_icon(painter, name, QRectF(spot.center().x() - 9, spot.center().y() - 9, 18, 18), ink)

    def _side(self) -> int:
        return min(32, self.width() // 3)

    def _part(self, x: float) -> str:
        return "minus" if x < self._side() else "plus" if x > self.width() - self._side() else ""

    def _take_typed(self) -> None:
        text = self._edit.text()
        self._put(int(text) if text else self._value)

    def _put(self, value: int) -> None:
        before = self._value
        self.set_value(value)
        if self._value != before:
            self.changed.emit(self._value)
