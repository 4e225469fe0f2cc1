"""The mark of a kind of outcome: colour, shape and icon together, nine shapes for nine kinds."""

from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.ui.theme import paint_icon, theme
from ef_desktop.ui.widgets.draw import begin

_CORNERS = {
    "diamond": [(12, -0.6), (24.6, 12), (12, 24.6), (-0.6, 12)],
    "house": [(12, 0.2), (23.6, 8.6), (23.6, 23), (0.4, 23), (0.4, 8.6)],
    "hexagon": [(6, 1.2), (18, 1.2), (24, 12), (18, 22.8), (6, 22.8), (0, 12)],
    "parallelogram": [(6, 2.5), (25.5, 2.5), (18, 21.5), (-1.5, 21.5)],
}
# Where the icon stands on the 24 grid: left, top and side, and its line width at normal size.
_ICON_SPOT = {
    "circle": (5.5, 5.5, 13.0, 3.0),
    "diamond": (6.0, 6.0, 12.0, 3.2),
    "house": (5.5, 7.1, 13.0, 3.2),
    "hexagon": (5.0, 5.0, 14.0, 2.3),
    "square": (5.0, 5.0, 14.0, 2.5),
    "parallelogram": (5.2, 5.2, 13.6, 2.4),
    "shield": (5.8, 5.0, 12.4, 2.6),
    "bubble": (5.2, 3.2, 13.6, 3.0),
    "flower": (5.6, 5.6, 12.8, 2.8),
}


def _flower() -> QPainterPath:
    from math import cos, pi, sin

    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addEllipse(QPointF(12, 12), 9, 9)
    for step in range(8):
        angle = step * pi / 4
        path.addEllipse(QPointF(12 + 8.6 * cos(angle), 12 + 8.6 * sin(angle)), 3.9, 3.9)
    return path.simplified()


def _shield() -> QPainterPath:
    path = QPainterPath(QPointF(12, -0.4))
    path.lineTo(23, 3)
    path.lineTo(23, 11.5)
    path.cubicTo(23, 17.5, 18.8, 22, 12, 24.6)
    path.cubicTo(5.2, 22, 1, 17.5, 1, 11.5)
    path.lineTo(1, 3)
    path.closeSubpath()
    return path


def _bubble() -> QPainterPath:
    path = QPainterPath()
    path.setFillRule(Qt.FillRule.WindingFill)
    path.addRoundedRect(QRectF(-0.3, 0.4, 24.6, 19.2), 7, 7)
    path.addPolygon(QPolygonF([QPointF(4.5, 17), QPointF(13, 19), QPointF(4.5, 25.4), QPointF(4.5, 17)]))
    return path.simplified()


@cache
def shape_path(shape: str) -> QPainterPath:
    """Return an outline on the 24 grid: circle, diamond, house, hexagon, square, parallelogram, shield, bubble or flower."""
    path = QPainterPath()
    if shape == "circle":
        path.addEllipse(QRectF(1, 1, 22, 22))
    elif shape == "square":
        path.addRoundedRect(QRectF(1, 1, 22, 22), 3, 3)
    elif shape in _CORNERS:
        path.addPolygon(QPolygonF([QPointF(*corner) for corner in _CORNERS[shape]]))
        path.closeSubpath()
    else:
        path = {"flower": _flower, "shield": _shield, "bubble": _bubble}[shape]()
    return path


def paint_badge(painter: QPainter, kind: str, rect: QRectF, look=None) -> None:
    """Draw the mark of a kind.

    Parameters:
        painter: draws antialiased while this runs.
        kind: id of the kind, one of ``theme.KINDS``.
        rect: a square; the shape keeps a small margin inside.
        look: a Theme or Look; the theme of the application when None, ``projector_look()`` for the wall.
    """
    kind_look = (look or theme()).kind[kind]
    scale = min(rect.width(), rect.height()) / 28
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(rect.center().x() - 12 * scale, rect.center().y() - 12 * scale)
    painter.scale(scale, scale)
    edge = QPen(kind_look.solid, 1)
    edge.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(edge if kind_look.shape in _CORNERS else Qt.PenStyle.NoPen)
    painter.setBrush(kind_look.solid)
    painter.drawPath(shape_path(kind_look.shape))
    left, top, side, stroke = _ICON_SPOT[kind_look.shape]
    paint_icon(painter, kind_look.icon, QRectF(left, top, side, side), kind_look.on_solid, stroke)
    painter.restore()


class CategoryBadge(QWidget):
    """The mark of a kind of outcome, always beside its word.

    Parameters:
        kind: id of the kind.
        size: 18, 22, 26 or 52 logical pixels.
        name: accessible name: the word of the kind.
    """

    def __init__(self, kind: str, parent: QWidget | None = None, *, size: int = 22, name: str = ""):
        super().__init__(parent)
        self._kind = kind
        self._size = size
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def kind(self) -> str:
        """Return the id of the kind."""
        return self._kind

    def set_kind(self, kind: str, name: str = "") -> None:
        """Show another kind."""
        self._kind = kind
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            paint_badge(painter, self._kind, QRectF(self.rect()))
