"""A choice of a few, side by side: one is always on."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width


@dataclass(frozen=True)
class Segment:
    """One choice: its id, its translated words, an icon, and whether it can be chosen now."""

    id: str
    label: str
    icon: str = ""
    enabled: bool = True


class SegmentedControl(QWidget):
    """A choice of a few. Left and Right, Home and End move it; a click chooses.

    Parameters:
        segments: the choices, ``Segment`` or (id, label) or (id, label, icon).
        current: id of the choice that is on; the first when empty.
        name: accessible name: what is being chosen.
        stretch: fill the width in equal parts.

    ``changed(str)``: another choice. ``clicked(str)``: a choice by mouse, after that, also of the one that is on.
    """

    changed = Signal(str)
    clicked = Signal(str)

    def __init__(self, segments, current: str = "", parent: QWidget | None = None, *, name: str = "", stretch: bool = False):
        super().__init__(parent)
        self._segments = [item if isinstance(item, Segment) else Segment(*item) for item in segments]
        self._current = current or (self._segments[0].id if self._segments else "")
        self._name = name
        self._stretch = stretch
        self._hover = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("focus_radius", theme().tokens.radius.control)
        across = QSizePolicy.Policy.Expanding if stretch else QSizePolicy.Policy.Fixed
        self.setSizePolicy(across, QSizePolicy.Policy.Fixed)
        self._name_it()

    def current(self) -> str:
        """Return the id of the choice that is on."""
        return self._current

    def set_current(self, id: str) -> None:
        """Choose without emitting ``changed``."""
        self._current = id
        self._name_it()
        self.update()

    def set_label(self, id: str, label: str) -> None:
        """Change the words of one choice."""
        self._segments = [Segment(s.id, label, s.icon, s.enabled) if s.id == id else s for s in self._segments]
        self.updateGeometry()
        self.update()

    def set_enabled(self, id: str, enabled: bool) -> None:
        """Let one choice be chosen or not."""
        self._segments = [Segment(s.id, s.label, s.icon, enabled) if s.id == id else s for s in self._segments]
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(round(sum(self._natural()) + 0.5), theme().tokens.size.segment)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def segment_rect(self, id: str) -> QRectF:
        """Return where a choice is drawn."""
        left = 0.0
        for segment, width in zip(self._segments, self._widths(), strict=True):
            if segment.id == id:
                return QRectF(left, 0, width, self.height())
            left += width
        raise KeyError(id)

    def paintEvent(self, event) -> None:
        color = theme().color
        tokens = theme().tokens
        rect = QRectF(self.rect())
        with begin(self) as painter:
            box(painter, rect, tokens.radius.control, color.surface if self.isEnabled() else color.sunk)
            shape = QPainterPath()
            shape.addRoundedRect(rect, tokens.radius.control, tokens.radius.control)
            painter.setClipPath(shape)
            for number, segment in enumerate(self._segments):
                self._paint_segment(painter, number, segment)
            painter.setClipping(False)
            box(painter, rect, tokens.radius.control, None, color.line_strong, tokens.border.control)

    def mousePressEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            number = self._at(event.position().x())
            self._choose(number)
            if number >= 0 and self._segments[number].id == self._current:
                self.clicked.emit(self._current)

    def mouseMoveEvent(self, event) -> None:
        self._hover = self._at(event.position().x())
        self.update()

    def leaveEvent(self, event) -> None:
        self._hover = -1
        self.update()

    def keyPressEvent(self, event) -> None:
        key = event.key()
        place = next((n for n, segment in enumerate(self._segments) if segment.id == self._current), 0)
        last = len(self._segments) - 1
        forward = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        if key in forward:
            target = place + forward[key]
            while 0 <= target <= last and not self._segments[target].enabled:
                target += forward[key]
            self._choose(target)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._choose(0 if key == Qt.Key.Key_Home else last)
        else:
            super().keyPressEvent(event)

    def _choose(self, number: int) -> None:
        if not 0 <= number < len(self._segments):
            return
        segment = self._segments[number]
        if segment.enabled and segment.id != self._current:
            self.set_current(segment.id)
            self.changed.emit(segment.id)

    def _name_it(self) -> None:
        label = next((segment.label for segment in self._segments if segment.id == self._current), "")
        self.setAccessibleName(f"{self._name}: {label}" if self._name else label)

    def _natural(self) -> list[float]:
        return [24 + text_width(item.label, font("control")) + (24 if item.icon else 0) for item in self._segments]

    def _widths(self) -> list[float]:
        natural = self._natural()
        if self._stretch:
            return [self.width() / max(len(natural), 1)] * len(natural)
        spare = (self.width() - sum(natural)) / max(len(natural), 1)
        return [width + spare for width in natural]

    def _at(self, x: float) -> int:
        right = 0.0
        for number, width in enumerate(self._widths()):
            right += width
            if x < right:
                return number
        return -1

    def _paint_segment(self, painter, number: int, segment: Segment) -> None:
        color = theme().color
        rect = self.segment_rect(segment.id)
        on = segment.id == self._current
        live = self.isEnabled() and segment.enabled
        if on:
            painter.fillRect(rect, color.primary if self.isEnabled() else color.line)
        elif number == self._hover and live:
            painter.fillRect(rect, color.hover)
        if number:
            painter.fillRect(QRectF(rect.left(), 0, 1, rect.height()), color.line_strong)
        ink = color.ink3 if not live else color.on_primary if on else color.ink2
        content = text_width(segment.label, font("control")) + (24 if segment.icon else 0)
        left = rect.center().x() - min(content, rect.width() - 12) / 2
        if segment.icon:
            paint_icon(painter, segment.icon, QRectF(left, rect.center().y() - 9, 18, 18), ink)
            left += 24
        spot = QRectF(left, rect.top(), rect.right() - 6 - left, rect.height())
        line_of_text(painter, spot, segment.label, font("control"), ink)
