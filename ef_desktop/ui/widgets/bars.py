"""Bars and dots that show how much: a progress bar, the proportions of a rundown, and steps that are done."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ef_desktop.ui.theme import paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box


def paint_bar(painter: QPainter, rect: QRectF, share: float, tone: str = "primary") -> None:
    """Draw a progress bar.

    Parameters:
        share: 0 to 1; more is drawn full.
        tone: name of the colour of the filled part.
    """
    radius = rect.height() / 2
    box(painter, rect, radius, theme().color.sunk)
    shape = QPainterPath()
    shape.addRoundedRect(rect, radius, radius)
    painter.save()
    painter.setClipPath(shape)
    filled = QRectF(rect.left(), rect.top(), rect.width() * min(max(share, 0.0), 1.0), rect.height())
    painter.fillRect(filled, getattr(theme().color, tone))
    painter.restore()


class ProgressBar(QWidget):
    """How far something is, 8 pixels high."""

    def __init__(self, share: float = 0.0, parent: QWidget | None = None, *, tone: str = "primary", height: int = 8, name: str = ""):
        super().__init__(parent)
        self._share = share
        self._tone = tone
        self._height = height
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float, tone: str | None = None) -> None:
        """Show another share, 0 to 1, perhaps in another colour."""
        self._share = share
        self._tone = tone or self._tone
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self._height)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            paint_bar(painter, QRectF(self.rect()), self._share, self._tone)


def paint_dots(painter: QPainter, rect: QRectF, total: int, done: float) -> None:
    """Draw steps as small blocks of 16 by 8 with 3 between them; ``done`` may end halfway a step."""
    color = theme().color
    for number in range(total):
        block = QRectF(rect.left() + number * 19, rect.center().y() - 4, 16, 8)
        share = min(max(done - number, 0.0), 1.0)
        if share >= 1:
            box(painter, block, 2, color.primary)
            continue
        box(painter, block, 2, color.sunk, color.line_strong, 1)
        if share > 0:
            painter.fillRect(QRectF(block.left() + 1, block.top() + 1, 14 * share, 6), color.primary)


class ProgressDots(QWidget):
    """How many steps are done, as small blocks.

    Parameters:
        total: number of steps.
        done: steps done; 1.5 fills one and a half.
        name: accessible name: the same in words.
    """

    def __init__(self, total: int, done: float = 0, parent: QWidget | None = None, *, name: str = ""):
        super().__init__(parent)
        self._total = total
        self._done = done
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_done(self, done: float, name: str = "") -> None:
        """Show another number of steps done."""
        self._done = done
        self.setAccessibleName(name or self.accessibleName())
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._total * 19 - 3, 12)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            paint_dots(painter, QRectF(self.rect()), self._total, self._done)


@dataclass(frozen=True)
class Proportion:
    """One part of a proportion bar.

    Parameters:
        id: given back when it is clicked.
        amount: its weight, such as minutes; zero still gets a thin part.
        icon: drawn when it fits.
        tone: ``normal``, ``pause``, ``current``, ``new`` (dashed), ``overrun``.
        label: tooltip.
    """

    id: str
    amount: float
    icon: str = ""
    tone: str = "normal"
    label: str = ""


class ProportionBar(QWidget):
    """A rundown as parts as wide as they are long, with a mark where the time ends.

    Parameters:
        end: amount where the mark stands, such as the minutes of the meeting; None draws none.
    """

    clicked = Signal(str)
    _GAP = 3

    def __init__(self, parts: list[Proportion] | None = None, parent: QWidget | None = None, *, end: float | None = None, name: str = ""):
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_parts(parts or [], end)

    def set_parts(self, parts: list[Proportion], end: float | None = None) -> None:
        """Show other parts."""
        self._parts = list(parts)
        self._end = end
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(240, 48)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, 48)

    def part_rects(self) -> list[QRectF]:
        """Return where the parts are drawn."""
        total = max(sum(part.amount for part in self._parts), self._end or 0, 0.001)
        rects, at = [], 0.0
        for part in self._parts:
            left = at / total * self.width()
            at += part.amount
            right = at / total * self.width()
            rects.append(QRectF(left, 6, max(right - left - self._GAP, 2), 36))
        return rects

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            part = self._at(event.pos().x())
            if part is not None and part.label:
                QToolTip.showText(event.globalPos(), part.label, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def mouseReleaseEvent(self, event) -> None:
        part = self._at(event.position().x())
        if part is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(part.id)

    def paintEvent(self, event) -> None:
        color = theme().color
        border = theme().tokens.border
        looks = {
            "normal": (color.primary_tint2, None, color.primary, 0, False),
            "pause": (color.sunk, None, color.primary, 0, False),
            "current": (color.surface, color.primary, color.primary, border.selected, False),
            "new": (color.surface, color.primary, color.primary, border.selected, True),
            "overrun": (color.accent_tint, None, color.accent, 0, False),
        }
        with begin(self) as painter:
            for part, rect in zip(self._parts, self.part_rects(), strict=True):
                fill, edge, ink, width, dashed = looks[part.tone]
                box(painter, rect, min(6, rect.width() / 2), fill, edge, width, dashed)
                if part.icon and rect.width() >= 22:
                    paint_icon(painter, part.icon, QRectF(rect.center().x() - 9, rect.center().y() - 9, 18, 18), ink)
            if self._end is not None:
                total = max(sum(part.amount for part in self._parts), self._end, 0.001)
                at = min(self._end / total * self.width(), self.width() - 3)
                box(painter, QRectF(at - 1 if at else 0, 0, 3, self.height()), 1.5, color.ink)

    def _at(self, x: float) -> Proportion | None:
        found = (part for part, rect in zip(self._parts, self.part_rects(), strict=True) if rect.left() <= x <= rect.right())
        return next(found, None)
