"""Tabler icons: SVG files drawn in any colour and size, kept per size, colour and pixel ratio."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache

from ef_desktop import paths
from ef_desktop.ui.theme.tokens import load_tokens

STROKE = 1.75


@cache
def _source(name: str) -> str:
    file = name if "/" in name else f"outline/{name}"
    return paths.resource("icons", *f"{file}.svg".split("/")).read_text("utf-8")


@cache
def _renderer(name: str, color: str, stroke: float):
    from PySide6.QtSvg import QSvgRenderer

    svg = _source(name).replace("currentColor", color).replace('stroke-width="2"', f'stroke-width="{stroke:g}"')
    return QSvgRenderer(QByteArray(svg.encode()))


def has_icon(name: str) -> bool:
    """Tell whether an icon is shipped; ``square`` means the outline, ``filled/square`` the filled one."""
    file = name if "/" in name else f"outline/{name}"
    return paths.resource("icons", *f"{file}.svg".split("/")).is_file()


def pixmap(name: str, size: float, color: QColor | str, ratio: float = 1.0, stroke: float = STROKE) -> QPixmap:
    """Return an icon as a picture.

    Parameters:
        name: file name of the icon without ``.svg``.
        size: width and height in logical pixels.
        color: colour of the lines.
        ratio: device pixels per logical pixel.
        stroke: width of the lines on the 24 grid.
    """
    shade = QColor(color)
    side = max(1, round(size * ratio))
    key = f"ef-icon {name} {side} {shade.name(QColor.NameFormat.HexArgb)} {stroke:g}"
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = QPixmap(QSize(side, side))
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(shade.alphaF())
        _renderer(name, shade.name(), stroke).render(painter, QRectF(0, 0, side, side))
        painter.end()
        QPixmapCache.insert(key, picture)
    picture.setDevicePixelRatio(side / size)
    return picture


def paint_icon(painter: QPainter, name: str, rect: QRectF, color: QColor | str, stroke: float = STROKE) -> None:
    """Draw an icon in a rectangle of the painter, sharp at every scale.

    Parameters:
        rect: where, in the painter's coordinates; the icon is square and fills the smaller side, centred.
        color: colour of the lines.
        stroke: width of the lines on the 24 grid.
    """
    side = min(rect.width(), rect.height())
    density = painter.device().devicePixelRatioF()
    move = painter.worldTransform()
    ratio = abs(density * move.m11()) or 1.0
    # On whole device pixels: a picture at half a pixel is blurred.
    shift_x, shift_y = move.dx() * density, move.dy() * density
    left = (round((rect.center().x() - side / 2) * ratio + shift_x) - shift_x) / ratio
    top = (round((rect.center().y() - side / 2) * ratio + shift_y) - shift_y) / ratio
    painter.drawPixmap(QRectF(left, top, side, side), pixmap(name, side, color, ratio, stroke), QRectF())


def icon(name: str, color: QColor | str, size: int = 20, stroke: float = STROKE) -> QIcon:
    """Return an icon for Qt's own menus and views, in the sizes of normal and double pixel density."""
    result = QIcon()
    for ratio in (1.0, 1.25, 1.5, 2.0):
        result.addPixmap(pixmap(name, size, color, ratio, stroke))
    return result


def shipped_icons() -> tuple[str, ...]:
    """Return the icons the design uses, as ``outline/name`` or ``filled/name``."""
    return load_tokens().icons
