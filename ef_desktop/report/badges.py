"""Drawn marks: the shipped icons, the badges of the kinds of outcome, the Delft tiles."""

from collections.abc import Callable
from functools import cache
from math import cos, pi, sin
from xml.etree import ElementTree

from reportlab.pdfgen.canvas import Canvas

from ef_desktop.domain.book import BookKind
from ef_desktop.paths import resource
from ef_desktop.report import fonts
from ef_desktop.report.styles import Colour, colour, palette
from ef_desktop.report.svgpath import Command, parse_path
from ef_desktop.report.tagging import TaggedCanvas

_GRID = 24
_BLEED = 2  # room around the grid of a badge for shapes that reach over it
_WHITE = (1.0, 1.0, 1.0)
_PETALS = (
    "M6 6C16 7 24 14 26 26C14 24 7 16 6 6Z",
    "M6 6C15 1 27 2.5 34 9.5C25 14 14 13.5 6 6Z",
    "M6 6C1 15 2.5 27 9.5 34C14 25 13.5 14 6 6Z",
)
_OUTLINES = {
    "diamond": "M12 -.6L24.6 12L12 24.6L-.6 12Z",
    "house": "M12 .2L23.6 8.6L23.6 23L.4 23L.4 8.6Z",
    "hexagon": "M6 1.2L18 1.2L24 12L18 22.8L6 22.8L0 12Z",
    "parallelogram": "M6 2.5L25.5 2.5L18 21.5L-1.5 21.5Z",
    "shield": "M12 -.4L23 3L23 11.5C23 17.5 18.8 22 12 24.6C5.2 22 1 17.5 1 11.5L1 3Z",
}
# where the icon stands on the grid of the badge: left, top, side, and the width of its lines
_ICON_PLACE = {
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
SHAPES = tuple(_ICON_PLACE)


@cache
def _icon_paths(name: str) -> tuple[tuple[Command, ...], ...]:
    drawing = ElementTree.parse(resource("icons", "outline", f"{name}.svg"))
    paths = drawing.iter("{http://www.w3.org/2000/svg}path")
    return tuple(parse_path(path.get("d", "")) for path in paths if path.get("stroke") != "none")


def _trace(canvas: Canvas, commands: tuple[Command, ...], *, stroke: int, fill: int) -> None:
    path = canvas.beginPath()
    draw = {"M": path.moveTo, "L": path.lineTo, "C": path.curveTo}
    for letter, *numbers in commands:
        if letter == "Z":
            path.close()
        else:
            draw[letter](*numbers)
    canvas.drawPath(path, stroke=stroke, fill=fill)


def draw_icon(canvas: TaggedCanvas, name: str, x: float, y: float, size: float, ink: Colour, thickness: float) -> None:
    """Draw a shipped outline icon.

    Parameters:
        canvas: must be inside an artifact or a figure.
        name: file name without suffix.
        x, y: left foot in points.
        size: side of the square it stands in, in points.
        ink: colour of its lines.
        thickness: of its lines, on the icon's grid of 24.
    """

    def paint():
        canvas.setStrokeColor(ink)
        canvas.setLineWidth(thickness)
        canvas.setLineCap(1)
        canvas.setLineJoin(1)
        for commands in _icon_paths(name):
            _trace(canvas, commands, stroke=1, fill=0)

    canvas.saveState()
    canvas.transform(size / _GRID, 0, 0, -size / _GRID, x, y + size)
    canvas.stamp(f"icon-{name}-{thickness}-{ink}", (0, 0, _GRID, _GRID), paint)
    canvas.restoreState()


def draw_badge(canvas: TaggedCanvas, kind: BookKind, x: float, y: float, size: float) -> None:
    """Draw the mark of a kind: its shape and icon in its colour, in a square with its left foot at x, y (points)."""

    def paint():
        canvas.setFillColor(colour(kind.colour))
        canvas.setStrokeColor(colour(kind.colour))
        canvas.setLineWidth(1)
        canvas.setLineJoin(1)
        _draw_shape(canvas, kind.shape)
        left, top, side, thickness = _ICON_PLACE[kind.shape]
        canvas.transform(1, 0, 0, -1, left, top + side)  # the icon turns itself to coordinates that point down
        draw_icon(canvas, kind.icon, 0, 0, side, _WHITE, thickness)

    grid = _GRID + 2 * _BLEED
    canvas.saveState()
    canvas.transform(size / grid, 0, 0, -size / grid, x + size * _BLEED / grid, y + size - size * _BLEED / grid)
    canvas.stamp(f"badge-{kind.id}", (-_BLEED, -_BLEED, _GRID + _BLEED, _GRID + _BLEED), paint)
    canvas.restoreState()


def _draw_shape(canvas: Canvas, shape: str) -> None:
    if shape in _OUTLINES:
        _trace(canvas, parse_path(_OUTLINES[shape]), stroke=1, fill=1)
    elif shape == "circle":
        canvas.circle(12, 12, 11, stroke=0, fill=1)
    elif shape == "square":
        canvas.roundRect(1, 1, 22, 22, 3, stroke=0, fill=1)
    elif shape == "bubble":
        canvas.roundRect(-0.3, 0.4, 24.6, 19.2, 7, stroke=0, fill=1)
        _trace(canvas, parse_path("M4.5 17L13 19L4.5 25.4Z"), stroke=0, fill=1)
    else:
        canvas.circle(12, 12, 9, stroke=0, fill=1)
        for step in range(8):
            canvas.circle(12 + 8.6 * cos(step * pi / 4), 12 + 8.6 * sin(step * pi / 4), 3.9, stroke=0, fill=1)


def _draw_corners(canvas: TaggedCanvas, scale: float) -> None:
    """Draw the four corner flowers of a tile of 100 by 100."""

    def paint():
        canvas.setFillColor(palette()["primary"])
        for petal in _PETALS:
            _trace(canvas, parse_path(petal), stroke=0, fill=1)
        canvas.circle(31.5, 31.5, 2.6, stroke=0, fill=1)

    for across, up in ((2, 2), (98, 2), (2, 98), (98, 98)):
        canvas.saveState()
        shrink = 0.96 * scale
        canvas.transform(shrink if across < 50 else -shrink, 0, 0, shrink if up < 50 else -shrink, across, up)
        canvas.stamp("corner", (0, 0, 36, 36), paint)
        canvas.restoreState()


def draw_number_tile(canvas: TaggedCanvas, x: float, y: float, size: float) -> None:
    """Draw an empty tile with flowers in its corners, in which a number can stand."""

    def paint():
        canvas.setStrokeColor(palette()["primary"])
        canvas.setLineWidth(1.6)
        canvas.roundRect(0.75, 0.75, 98.5, 98.5, 4, stroke=1, fill=0)
        _draw_corners(canvas, 0.74)

    _stamp_tile(canvas, "number-tile", x, y, size, paint)


def draw_wall_tile(canvas: TaggedCanvas, x: float, y: float, size: float, icon: str) -> None:
    """Draw a tile of the cover's wall. An empty icon name gives the tile with the ring and four dots."""
    primary = palette()["primary"]

    def paint():
        canvas.setStrokeColor(palette()["primaryTint2"])
        canvas.setLineWidth(1.2)
        canvas.rect(0.75, 0.75, 98.5, 98.5, stroke=1, fill=0)
        _draw_corners(canvas, 0.8)
        if icon:
            draw_icon(canvas, icon, 27, 27, 46, primary, 1.35)
            return
        canvas.setStrokeColor(primary)
        canvas.setFillColor(primary)
        canvas.setLineWidth(3.4)
        canvas.circle(50, 50, 11, stroke=1, fill=0)
        for across, up in ((50, 27), (73, 50), (50, 73), (27, 50)):
            canvas.circle(across, up, 4, stroke=0, fill=1)

    _stamp_tile(canvas, f"wall-tile-{icon}", x, y, size, paint)


def _stamp_tile(canvas: TaggedCanvas, name: str, x: float, y: float, size: float, paint: Callable[[], None]) -> None:
    canvas.saveState()
    canvas.transform(size / 100, 0, 0, size / 100, x, y)
    canvas.stamp(name, (0, 0, 100, 100), paint)
    canvas.restoreState()


def centred_number(canvas: Canvas, number: int, x: float, y: float, size: float) -> None:
    """Write the number of a tile of this size in its middle, smaller when it is long."""
    digits = str(number)
    height = size * min(0.48, 0.48 * 2.4 / len(digits))
    text = canvas.beginText(x + (size - height * fonts.width(digits, fonts.BOLD)) / 2, y + size / 2 - height * 0.33)
    text.setFont(fonts.BOLD, height)
    text.setFillColor(palette()["ink"])
    text.textOut(digits + " ")
    canvas.drawText(text)
