"""Bars and dots that show how much: a progress bar, the proportions of a rundown, and steps that are done."""


from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.ui.theme import theme
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
