"""Chips: a few words on a tint, such as a count, a warning or a state."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width

TONES = ("neutral", "blue", "warn", "outline", "solid")


class Chip(QWidget):
    """A few words on a tint.

    Parameters:
        text: already translated.
        tone: ``neutral`` grey, ``blue``, ``warn`` terracotta tint, ``outline`` edge only, ``solid`` filled blue (live).
        icon: name of a Tabler icon before the text.
        dot: draw a round dot before the text instead of an icon.
    """

    def __init__(self, text: str, parent: QWidget | None = None, *, tone: str = "neutral", icon: str = "", dot: bool = False):
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._tone = tone
        self._icon = icon
        self._dot = dot
        self.set_text(text)

    def text(self) -> str:
        """Return the text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Change the colours."""
        self._tone = tone
        self.update()

    def sizeHint(self) -> QSize:
        mark = 16 + 6 if self._icon else 8 + 7 if self._dot else 0
        return QSize(round(18.5 + mark + text_width(self._text, font("label"))), theme().tokens.size.chip)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event) -> None:
        color = theme().color
        fill, edge, ink = {
            "neutral": (color.sunk, None, color.ink2),
            "blue": (color.primary_tint, None, color.primary),
            "warn": (color.accent_tint, None, color.accent_ink),
            "outline": (color.surface, color.line_strong, color.ink2),
            "solid": (color.primary, None, color.on_primary),
        }[self._tone]
        rect = QRectF(self.rect())
        with begin(self) as painter:
            box(painter, rect, theme().tokens.radius.chip, fill, edge)
            left = 9.0
            if self._icon:
                paint_icon(painter, self._icon, QRectF(left, rect.center().y() - 8, 16, 16), ink)
                left += 22
            elif self._dot:
                painter.setBrush(ink)
                painter.setPen(Qt.PenStyle.NoPen)
                painter.drawEllipse(QRectF(left, rect.center().y() - 4, 8, 8))
                left += 15
            line_of_text(painter, QRectF(left, 0, rect.width() - left - 6, rect.height()), self._text, font("label"), ink)
