"""The Delft tile: the logo, the leaves in the corners, the tile of a date and the tile around an icon."""

from datetime import date
from functools import cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.i18n import format_date
from ef_desktop.ui.theme import make_font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width

_LEAVES = (
    ((16, 7, 24, 14, 26, 26), (14, 24, 7, 16, 6, 6)),
    ((15, 1, 27, 2.5, 34, 9.5), (25, 14, 14, 13.5, 6, 6)),
    ((1, 15, 2.5, 27, 9.5, 34), (14, 25, 13.5, 14, 6, 6)),
)
_CORNERS = ((0, 0, 1, 1), (1, 0, -1, 1), (0, 1, 1, -1), (1, 1, -1, -1))


@cache
def _corner_path() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(31.5, 31.5), 2.6, 2.6)
    for out, back in _LEAVES:
        leaf = QPainterPath(QPointF(6, 6))
        leaf.cubicTo(*out)
        leaf.cubicTo(*back)
        # One outline: leaves that only overlap would leave a white slit where they turn the other way.
        path = path.united(leaf)
    return path


def paint_corner_leaves(painter: QPainter, rect: QRectF, color: QColor, scale: float = 0.78) -> None:
    """Draw leaves in the four corners of a rectangle, never behind text.

    Parameters:
        rect: the tile.
        color: of the leaves.
        scale: 1 makes a leaf 34 hundredths of the shorter side long.
    """
    unit = min(rect.width(), rect.height()) / 100 * scale
    painter.save()
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    for right, bottom, flip_x, flip_y in _CORNERS:
        painter.save()
        painter.translate(rect.left() + right * rect.width(), rect.top() + bottom * rect.height())
        painter.scale(flip_x * unit, flip_y * unit)
        painter.drawPath(_corner_path())
        painter.restore()
    painter.restore()


def paint_logo(painter: QPainter, rect: QRectF, color: QColor | None = None, ground: QColor | None = None) -> None:
    """Draw the mark of the program in a square.

    Parameters:
        color: of the lines, the primary colour when None.
        ground: inside the tile, the surface when None.
    """
    color = color or theme().color.primary
    unit = rect.width() / 100
    painter.save()
    painter.translate(rect.topLeft())
    painter.scale(unit, unit)
    painter.setPen(QPen(color, 6))
    painter.setBrush(ground or theme().color.surface)
    painter.drawRoundedRect(QRectF(3, 3, 94, 94), 12, 12)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    clip = QPainterPath()
    clip.addRoundedRect(QRectF(3, 3, 94, 94), 12, 12)
    painter.setClipPath(clip)
    for x in (4, 96):
        for y in (4, 96):
            painter.drawEllipse(QPointF(x, y), 30, 30)
    painter.setClipping(False)
    painter.setPen(QPen(color, 9))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawEllipse(QPointF(50, 50), 15, 15)
    painter.restore()


def paint_tile(painter: QPainter, rect: QRectF, icon: str = "") -> None:
    """Draw an empty tile with leaves, and an icon in its middle."""
    color = theme().color
    box(painter, rect, rect.width() * 0.06, color.surface, color.primary_tint2, 1.5)
    paint_corner_leaves(painter, _within(rect), color.primary)
    if icon:
        side = rect.width() * 0.42
        spot = QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side)
        paint_icon(painter, icon, spot, color.primary, 1.6)


def paint_date_tile(painter: QPainter, rect: QRectF, shown: date) -> None:
    """Draw the tile of a date: a large day and the month under it, above the leaves; short where its name is too wide."""
    color = theme().color
    unit = rect.width() / 100
    box(painter, rect, 6 * unit, color.surface, color.primary, 1.5 * unit)
    paint_corner_leaves(painter, _within(rect), color.primary, 0.74)
    centre = Qt.AlignmentFlag.AlignHCenter
    top, left = rect.top(), rect.left()
    day = QRectF(left, top + 24 * unit, rect.width(), 37 * unit)
    line_of_text(painter, day, str(shown.day), make_font(round(39 * unit), 700), color.ink, centre)
    face = make_font(max(14, round(14 * unit)), 600)
    month = format_date(shown, "month")
    # In a small tile the letters, which do not go under 14 pixels, reach down between the leaves.
    if text_width(month, face) > (70 if face.pixelSize() <= 15 * unit else 44) * unit:
        month = format_date(shown, "short").split()[-1]
    line_of_text(painter, QRectF(left, top + 57.5 * unit, rect.width(), 14 * unit), month, face, color.ink2, centre)


def _within(rect: QRectF) -> QRectF:
    inset = rect.width() * 0.02
    return rect.adjusted(inset, inset, -inset, -inset)


class Logo(QWidget):
    """The mark of the program."""

    def __init__(self, parent: QWidget | None = None, *, size: int | None = None):
        super().__init__(parent)
        side = size or theme().tokens.size.logo
        self.setFixedSize(side, side)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            paint_logo(painter, QRectF(self.rect()))


class Tile(QWidget):
    """A tile with leaves and an icon, for empty places."""

    def __init__(self, icon: str = "", parent: QWidget | None = None, *, size: int | None = None):
        super().__init__(parent)
        self._icon = icon
        side = size or theme().tokens.size.tile[0]
        self.setFixedSize(side, side)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            paint_tile(painter, QRectF(self.rect()), self._icon)


class DateTile(QWidget):
    """The tile of a date, such as 12 maart. Without a date it shows an empty tile with a calendar."""

    def __init__(self, day: date | None = None, parent: QWidget | None = None, *, size: int | None = None):
        super().__init__(parent)
        self._side = size or theme().tokens.size.tile[1]
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.set_date(day)

    def set_date(self, day: date | None) -> None:
        """Show another date."""
        self._date = day
        self.setAccessibleName(format_date(day, "long") if day else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._side, self._side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            if self._date is None:
                paint_tile(painter, QRectF(self.rect()), "calendar")
            else:
                paint_date_tile(painter, QRectF(self.rect()), self._date)
