"""Text on the wall: broken into lines at a fixed line height, never below the size that the back row can read."""

import re
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import bidirectional

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter

from ef_desktop.ui.theme import make_font
from ef_desktop.ui.widgets.text import TextBlock, hyphenate, layout_text

#: Smallest letters in pixels of the canvas: readable at eight metres from an image of 2.4 metres wide.
SMALLEST = 46

#: The smallest letters are never set larger than this: beyond it people have to sit closer.
LARGEST_SMALLEST = 69

#: Height of a line for the smallest letters.
_LINE = 50

_WORD = re.compile(r"\S{6,}")


@dataclass(frozen=True)
class Text:
    """Text that is ready to be drawn.

    Attributes:
        text: as it was given.
        size, line: letter size and line height in pixels of the canvas.
        block: its lines.
    """

    text: str
    size: int
    line: int
    block: TextBlock

    @property
    def lines(self) -> int:
        """Number of lines."""
        return self.block.lines

    @property
    def height(self) -> int:
        """Number of lines times the line height."""
        return self.block.lines * self.line

    @property
    def width(self) -> float:
        """Width of the widest line."""
        return self.block.width

    @property
    def word(self) -> tuple[str, int]:
        """The text and its letter size."""
        return self.text, self.size

    def draw(self, painter: QPainter, x: float, y: float, color: QColor) -> None:
        """Draw all lines, the upper left corner at a place."""
        self.block.draw(painter, x, y, color)

    def draw_lines(self, painter: QPainter, x: float, y: float, color: QColor, first: int, count: int) -> None:
        """Draw some of the lines, the upper left corner of the first of them at a place. For text that was not shortened."""
        painter.setPen(color)
        (layout,) = self.block.layouts
        for number in range(first, min(first + count, self.lines)):
            layout.lineAt(number).draw(painter, QPointF(x, y - first * self.line))


class _Room:
    """The room that the wall is for."""

    smallest = SMALLEST


def pixels_needed(distance: float, width: float) -> int:
    """Return how high letters must be set, in pixels of a picture 1920 wide, to be read at the back.

    Capitals of 16 minutes of arc are the least; in the letter of the program a capital is 0.66 of the size.

    Parameters:
        distance: from the wall to the back row, in metres.
        width: of the picture, in metres.
    """
    capital = distance * 0.004654
    return round(capital / width * 1920 / 0.66 + 0.49)


def fit_room(distance: float, width: float) -> bool:
    """Set the smallest letters for a room; frames laid out from now on keep to it. Return True when that is another size."""
    before = _Room.smallest
    _Room.smallest = max(SMALLEST, min(LARGEST_SMALLEST, pixels_needed(distance, width)))
    return _Room.smallest != before


def smallest() -> int:
    """Return the size of the smallest letters in this room, in pixels of the canvas."""
    return _Room.smallest


def smallest_line() -> int:
    """Return the height of a line of the smallest letters."""
    return at_least(SMALLEST, _LINE)[1]


def at_least(size: int, line: int) -> tuple[int, int]:
    """Return a letter size and its line height, both larger where this room asks for that."""
    least = _Room.smallest
    return (size, line) if size >= least else (least, -(-line * least // size))


def text(
    words: str,
    size: int,
    line: int,
    weight: int,
    width: int,
    max_lines: int | None = None,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> Text:
    """Break a text into lines.

    Parameters:
        words: the text; line ends start a new line.
        size, line: letter size and line height in pixels of the canvas.
        weight: 400, 600 or 700.
        width: room in pixels of the canvas.
        max_lines: what is longer ends with an ellipsis; None keeps everything.
        align: left, centre or right; text written from the right stands at the right where others stand at the left.

    Raises:
        ValueError: letters that the back row cannot read.
    """
    if size < SMALLEST:
        raise ValueError(f"{size} pixels is too small for the wall")
    return _laid(words, *at_least(size, line), weight, width, max_lines, align)


@lru_cache(maxsize=8192)
def _laid(
    words: str, size: int, line: int, weight: int, width: int, max_lines: int | None, align: Qt.AlignmentFlag
) -> Text:
    face = make_font(size, weight)
    if align == Qt.AlignmentFlag.AlignLeft and _from_the_right(words):
        align = Qt.AlignmentFlag.AlignRight
    block = layout_text(_breakable(words, QFontMetricsF(face), width), face, width, line, max_lines, hyphens=False, align=align)
    return Text(words, size, line, block)


def _from_the_right(words: str) -> bool:
    """Tell whether a text begins in a script that is written from right to left."""
    strong = (bidirectional(letter) for letter in words)
    return next((kind in ("R", "AL") for kind in strong if kind in ("L", "R", "AL")), False)


def _breakable(words: str, metrics: QFontMetricsF, width: int) -> str:
    """Allow a hyphen only in words that do not fit in a line of their own: from far, whole words read best."""
    return _WORD.sub(lambda found: hyphenate(found[0]) if metrics.horizontalAdvance(found[0]) > width else found[0], words)


def width_of(words: str, size: int, weight: int) -> float:
    """Return the width of a text in one line, in pixels of the canvas."""
    return QFontMetricsF(make_font(max(size, _Room.smallest), weight)).horizontalAdvance(words)
