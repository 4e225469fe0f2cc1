"""Sizes, colours and spaces of the page. All distances are points, and multiples of one unit that carries the rhythm."""

import json
from dataclasses import dataclass
from functools import cache

from reportlab.lib.pagesizes import A4

from ef_desktop.paths import resource
from ef_desktop.report import fonts

UNIT = 5.25  # a line of running text is three units
LINE = 3 * UNIT
PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN_SIDE = 54.0
MARGIN_TOP = 54.0
MEASURE = PAGE_WIDTH - 2 * MARGIN_SIDE
BODY_HEIGHT = 138 * UNIT
MARGIN_BOTTOM = PAGE_HEIGHT - MARGIN_TOP - BODY_HEIGHT
COVER_BOTTOM = 36.0
COVER_HEIGHT = PAGE_HEIGHT - MARGIN_TOP - COVER_BOTTOM
FOOT = 32.0  # baseline of the foot above the edge of the page
HEAD = PAGE_HEIGHT - 34.0  # baseline of the running head
HAIRLINE = 0.6

Colour = tuple[float, float, float]


@cache
def palette() -> dict[str, Colour]:
    """Return the colours of the light theme by their name in the design tokens, red, green and blue from 0 to 1."""
    tokens = json.loads(resource("themes", "tokens.json").read_text("utf-8"))
    return {name: colour(value) for name, value in tokens["themes"]["light"]["color"].items()}


def colour(value: str) -> Colour:
    """Return ``#RRGGBB`` as red, green and blue from 0 to 1, rounded so that equal colours give equal bytes."""
    return tuple(round(int(value[place : place + 2], 16) / 255, 4) for place in (1, 3, 5))


@dataclass(frozen=True, slots=True)
class Style:
    """How a text is set.

    Attributes:
        size: size of the letters in points.
        leading: distance of the lines in points.
        font: name of a shipped font.
        ink: name of a colour of the palette.
        before, after: space above and below in points; neighbouring spaces are not added up.
        right: whether the text is set to the right edge.
        hyphenate: whether words may be broken.
    """

    size: float = 10.875
    leading: float = LINE
    font: str = fonts.REGULAR
    ink: str = "ink"
    before: float = 0
    after: float = 0
    right: bool = False
    hyphenate: bool = True


BODY = Style(after=UNIT)
LEAD = Style(size=12.75, leading=4 * UNIT, after=2 * UNIT)
SMALL = Style(size=10.125, ink="ink2", after=UNIT)
CHAPTER = Style(size=25.5, leading=6 * UNIT, font=fonts.BOLD, ink="primary", after=2 * UNIT, hyphenate=False)
SECTION = Style(size=13.5, leading=4 * UNIT, font=fonts.BOLD, ink="primary", before=4 * UNIT, after=UNIT, hyphenate=False)
KIND = Style(size=12, font=fonts.SEMIBOLD)
PART = Style(size=12, font=fonts.SEMIBOLD, before=2 * UNIT)
KIND_COUNT = Style(size=10.125, ink="ink2")
CELL = Style()
CELL_QUIET = Style(ink="ink2")
CELL_RIGHT = Style(ink="ink2", right=True, hyphenate=False)
CELL_STRONG = Style(font=fonts.SEMIBOLD)
CELL_STRONG_RIGHT = Style(font=fonts.SEMIBOLD, right=True, hyphenate=False)
COLUMN_HEAD = Style(size=10.125, font=fonts.SEMIBOLD, ink="ink2")
COLUMN_HEAD_RIGHT = Style(size=10.125, font=fonts.SEMIBOLD, ink="ink2", right=True)
ITEM = Style()
ITEM_NOTE = Style(size=10.125, ink="ink2", hyphenate=False)
TOP = Style(size=12.75, leading=4 * UNIT, font=fonts.SEMIBOLD, hyphenate=False)
COVER_SUBTITLE = Style(size=18.75, leading=5 * UNIT, font=fonts.SEMIBOLD, hyphenate=False)
COVER_LINE = Style(size=18.75, leading=5 * UNIT, ink="ink2", hyphenate=False)
COVER_NOTE = Style(size=11.25, leading=LINE, ink="ink2")
