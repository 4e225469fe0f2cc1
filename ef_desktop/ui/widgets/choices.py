"""Ticks, rounds and switches, painted so that their marks follow the theme."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy, QWidget

from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, text_width
from ef_desktop.ui.widgets.text import layout_role

_GAP = 10


class _Marked:
    """What the three share: a mark at the left, wrapped words at the right, a click anywhere."""

    def _prepare(self, text: str) -> None:
        self._label = ""
        self.setText(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def setText(self, text: str) -> None:
        self._label = text
        super().setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.updateGeometry()

    def label(self) -> str:
        """Return the words as they are shown."""
        return self._label

    def sizeHint(self) -> QSize:
        width = self._mark_width() + (_GAP + text_width(self._label, font("body")) + 1 if self._label else 0)
        return QSize(round(width + 0.5), self.heightForWidth(round(width + 0.5)))

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 160), theme().tokens.size.hit_min)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        least = theme().tokens.size.hit_min
        return max(least, round(self._text_block(width).height) + 10) if self._label else least

    def hitButton(self, pos) -> bool:
        return self.rect().contains(pos)

    def enterEvent(self, event) -> None:
        self.update()
        super().enterEvent(event)

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            first = min(self.height(), theme().tokens.size.hit_min)
            self._paint_mark(painter, first / 2)
            if self._label:
                block = self._text_block(self.width())
                top = (first - 22) / 2 if block.lines > 1 else (self.height() - block.height) / 2
                ink = color.ink if self.isEnabled() else color.ink3
                block.draw(painter, self._mark_width() + _GAP, top, ink)

    def _text_block(self, width: int):
        return layout_role(self._label, "body", max(width - self._mark_width() - _GAP, 20))

    def _mark_width(self) -> int:
        return theme().tokens.size.checkbox


class CheckBox(_Marked, QCheckBox):
    """A tick box with words that wrap."""

    def __init__(self, text: str = "", parent: QWidget | None = None):
        QCheckBox.__init__(self, parent)
        self._prepare(text)
        self.setProperty("focus_radius", 6)

    def _paint_mark(self, painter, middle: float) -> None:
        color = theme().color
        side = theme().tokens.size.checkbox
        rect = QRectF(0, middle - side / 2, side, side)
        on = self.isChecked()
        fill = color.sunk if not self.isEnabled() else color.primary if on else color.hover if self.underMouse() else color.surface
        edge = color.line if not self.isEnabled() else color.primary if on else color.line_strong
        box(painter, rect, 5, fill, edge, theme().tokens.border.control)
        if on:
            ink = color.on_primary if self.isEnabled() else color.ink3
            paint_icon(painter, "check", rect.adjusted(2.5, 2.5, -2.5, -2.5), ink, 3)


class RadioButton(_Marked, QRadioButton):
    """A round of which one in the group is on, with words that wrap."""

    def __init__(self, text: str = "", parent: QWidget | None = None):
        QRadioButton.__init__(self, parent)
        self._prepare(text)
        self.setProperty("focus_radius", 6)

    def _paint_mark(self, painter, middle: float) -> None:
        color = theme().color
        side = theme().tokens.size.checkbox
        rect = QRectF(0, middle - side / 2, side, side)
        on = self.isChecked()
        edge = color.line if not self.isEnabled() else color.primary if on else color.line_strong
        box(painter, rect, side / 2, color.surface if self.isEnabled() else color.sunk, edge, 6 if on else theme().tokens.border.control)


class ToggleSwitch(_Marked, QAbstractButton):
    """On or off, at once. Space and Enter switch it."""

    def __init__(self, text: str = "", parent: QWidget | None = None):
        QAbstractButton.__init__(self, parent)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._prepare(text)
        self.setProperty("focus_radius", 11)

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def _mark_width(self) -> int:
        return theme().tokens.size.toggle[0]

    def _paint_mark(self, painter, middle: float) -> None:
        color = theme().color
        width, height = theme().tokens.size.toggle
        rect = QRectF(0, middle - height / 2, width, height)
        on = self.isChecked()
        fill = color.sunk if not self.isEnabled() else color.primary if on else color.surface
        edge = color.line if not self.isEnabled() else color.primary if on else color.line_strong
        box(painter, rect, height / 2, fill, edge, theme().tokens.border.control)
        side = height - 8
        knob = QRectF(rect.right() - side - 4 if on else rect.left() + 4, rect.top() + 4, side, side)
        ink = color.ink3 if not self.isEnabled() else color.on_primary if on else color.line_strong
        box(painter, knob, side / 2, ink)
