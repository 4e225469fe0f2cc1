"""The four buttons. They draw their icon, text and key themselves, so that all three follow the theme and the state."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.keyhint import key_hint_width, paint_key_hint

_GAP = 8


class Button(QPushButton):
    """Base of the buttons; use one of the subclasses.

    Parameters:
        text: a verb, already translated; empty for a button with only an icon.
        icon: name of a Tabler icon.
        key: the key that does the same, drawn inside (``F5``, ``Ctrl K``); it does not set a shortcut.
        small: 32 instead of 40 pixels high.
        name: accessible name and tooltip; needed when there is no text.
        trailing_icon: icon after the text, such as an arrow to the next item.
    """

    def __init__(
        self,
        text: str = "",
        parent: QWidget | None = None,
        *,
        icon: str = "",
        key: str = "",
        small: bool = False,
        name: str = "",
        trailing_icon: str = "",
    ):
        super().__init__(parent)
        self._label = ""
        self._icon = icon
        self._key = key
        self._small = small
        self._trailing = trailing_icon
        self._named = bool(name)
        self.setText(text)
        if name:
            self.setAccessibleName(name)
            if not text:
                self.setToolTip(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setProperty("focus_radius", self._radius())

    def keyPressEvent(self, event) -> None:
        # Enter presses the button that has the keyboard: in a dialog Qt would press the default one, though the ring is here.
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if not enter or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif not event.isAutoRepeat():
            self.click()

    def setText(self, text: str) -> None:
        # Qt would read an ampersand in a name as a shortcut.
        self._label = text
        super().setText(text.replace("&", "&&"))
        if not self._named:
            self.setAccessibleName(text)
        self.updateGeometry()

    def label(self) -> str:
        """Return the text as it is shown."""
        return self._label

    def set_icon(self, name: str) -> None:
        """Show another icon; an empty name shows none."""
        self._icon = name
        self.updateGeometry()
        self.update()

    def set_key(self, key: str) -> None:
        """Show another key; an empty name shows none."""
        self._key = key
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        height = self._height()
        if not self._label and not self._key:
            return QSize(height, height)
        width = 2 * self._padding() + sum(self._parts()) + _GAP * (len(self._parts()) - 1)
        return QSize(round(width + 0.5), height)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event) -> None:
        fill, edge, ink = self._shades()
        rect = QRectF(self.rect())
        with begin(self) as painter:
            box(painter, rect, self._radius(), fill, edge, theme().tokens.border.control)
            widths = self._parts()
            left = rect.left() + self._left(sum(widths) + _GAP * (len(widths) - 1))
            middle = rect.center().y()
            if self._icon:
                side = self._icon_size()
                paint_icon(painter, self._icon, QRectF(left, middle - side / 2, side, side), self._icon_ink(ink))
                left += side + _GAP
            if self._label:
                room = rect.right() - self._padding() - left - self._tail_width()
                spot = QRectF(left, rect.top(), min(room, self._text_width() + 1), rect.height())
                line_of_text(painter, spot, self._label, self._font(), ink)
                left = spot.right() + _GAP
            if self._trailing:
                side = self._icon_size()
                paint_icon(painter, self._trailing, QRectF(left, middle - side / 2, side, side), ink)
                left += side + _GAP
            if self._key:
                height = theme().tokens.size.key_hint
                width = key_hint_width(self._key)
                spot = QRectF(self._key_left(left, width), middle - height / 2, width, height)
                paint_key_hint(painter, spot, self._key, *self._key_shades(ink))

    def _height(self) -> int:
        size = theme().tokens.size
        return size.button_small if self._small else size.button

    def _radius(self) -> int:
        radius = theme().tokens.radius
        return radius.chip if self._small else radius.control

    def _padding(self) -> int:
        if not self._label:
            return 6
        return 12 if self._small else 16

    def _icon_size(self) -> int:
        return theme().tokens.size.icon[1 if self._small else 2]

    def _font(self) -> QFont:
        return font("button_small" if self._small else "button")

    def _text_width(self) -> float:
        return text_width(self._label, self._font())

    def _parts(self) -> list[float]:
        parts = []
        if self._icon:
            parts.append(self._icon_size())
        if self._label:
            parts.append(self._text_width())
        if self._trailing:
            parts.append(self._icon_size())
        if self._key:
            parts.append(key_hint_width(self._key) + (4 if self._label else 0))
        return parts or [0.0]

    def _tail_width(self) -> float:
        tail = (self._icon_size() + _GAP) if self._trailing else 0
        return tail + (key_hint_width(self._key) + _GAP + 4 if self._key else 0)

    def _left(self, content: float) -> float:
        return max((self.width() - content) / 2, self._padding())

    def _key_left(self, left: float, width: float) -> float:
        return left + 4 if self._label else left

    def _icon_ink(self, ink: QColor) -> QColor:
        return ink

    def _key_shades(self, ink: QColor) -> tuple[QColor, QColor, QColor | None]:
        return ink, ink, None

    def _shades(self) -> tuple[QColor | None, QColor | None, QColor]:
        color = theme().color
        if not self.isEnabled():
            return color.sunk, color.line, color.ink3
        return self._live_shades()

    def _live_shades(self) -> tuple[QColor | None, QColor | None, QColor]:
        raise NotImplementedError


class PrimaryButton(Button):
    """The main thing to do here: Delft blue, filled."""

    def _live_shades(self):
        color = theme().color
        fill = color.primary_press if self.isDown() else color.primary_hover if self.underMouse() else color.primary
        return fill, fill, color.on_primary


class AccentButton(Button):
    """The one call to action of a screen: terracotta, filled. At most one per screen."""

    def _live_shades(self):
        color = theme().color
        fill = color.accent_hover if self.isDown() or self.underMouse() else color.accent
        return fill, fill, color.on_accent


class SecondaryButton(Button):
    """Everything else that can be done: an edge and no filling. Checkable ones show that they are on.

    Parameters:
        danger: edge and text in the accent colour, for erasing.
        spread: icon and text left, key right, as in a column of buttons.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, danger: bool = False, spread: bool = False, **kwargs):
        super().__init__(text, parent, **kwargs)
        self._danger = danger
        self._spread = spread

    def _live_shades(self):
        color = theme().color
        if self._danger:
            return color.accent_tint if self.underMouse() or self.isDown() else color.surface, color.accent, color.accent_ink
        if self.isChecked():
            return color.primary_tint, color.primary, color.primary
        fill = color.sunk if self.isDown() else color.hover if self.underMouse() else color.surface
        return fill, color.line_strong, color.ink

    def _key_shades(self, ink):
        color = theme().color
        return (color.ink2 if self.isEnabled() else color.ink3), color.line_strong, None

    def _left(self, content):
        return self._padding() - 5 if self._spread else super()._left(content)

    def _key_left(self, left, width):
        return self.width() - self._padding() + 5 - width if self._spread else super()._key_left(left, width)


class QuietButton(Button):
    """A button without an edge, for small things beside other things."""

    def _padding(self):
        return 10 if self._label else 6

    def _live_shades(self):
        color = theme().color
        fill = color.primary_tint if self.isDown() or self.isChecked() else color.hover if self.underMouse() else None
        return fill, None, color.primary if self._label else color.ink2

    def _shades(self):
        if not self.isEnabled():
            return None, None, theme().color.ink3
        return self._live_shades()

    def _key_shades(self, ink):
        color = theme().color
        return color.ink2, color.line_strong, color.surface
