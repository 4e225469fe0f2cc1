"""What pages are built of: texts, rows of tables, decoration. Each knows its node in the structure tree."""

import re
from collections.abc import Callable

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from ef_desktop.report import fonts
from ef_desktop.report.lines import Line, break_lines
from ef_desktop.report.pen import draw_lines
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import HAIRLINE, LINE, UNIT, Colour, Style, palette
from ef_desktop.report.tagging import TaggedCanvas

_FEWEST = 2  # lines of a paragraph that stand together at the foot or the head of a page
_CAPITALS = 0.33  # half the height of capitals, in units of the font size: lines centre on them
_BODY = Style()
_FIRST_BASELINE = _BODY.leading / 2 - _CAPITALS * _BODY.size  # of running text, above the foot of its line
_GRID = UNIT / 2  # baselines stand on it: so texts of different sizes side by side share their lines
_SLACK = 0.01
_HEADING = re.compile("H[1-6]")

Paint = Callable[[TaggedCanvas, float, float], None]


class Text(Flowable):
    """A paragraph or a heading.

    Parameters:
        text: as the user wrote it.
        style: how it is set.
        node: the node that gets the text.
        language: ``nl`` or ``en``.
        indent: space to the left of it in points.
        key: bookmark of this place, for links and page numbers.
        outline: title in the reader's outline; needs a key.
    """

    def __init__(
        self,
        text: str,
        style: Style,
        node: Node,
        language: str,
        *,
        indent: float = 0,
        key: str | None = None,
        outline: str | None = None,
    ):
        super().__init__()
        self.text = fonts.clean(text)
        self.style = style
        self.node = node
        self.language = language
        self.indent = indent
        self.key = key
        self.outline = outline
        self.spaceBefore = style.before
        self.spaceAfter = style.after
        self.lines: list[Line] = []
        self._broken_for = -1.0

    def wrap(self, aW, aH):
        if self._broken_for != aW:
            self.lines = break_lines(self.text, self.style, aW - self.indent, self.language)
            self._broken_for = aW
        self.width = aW
        self.height = len(self.lines) * self.style.leading
        return self.width, self.height

    def split(self, aW, aH):
        self.wrap(aW, aH)
        fits = int((aH + _SLACK) / self.style.leading)
        fits = min(fits, len(self.lines) - _FEWEST)
        if fits < _FEWEST:
            return []
        # no word is broken over two pages, unless it is so long that there is no other place
        fits = next((less for less in range(fits, _FEWEST - 1, -1) if not self.lines[less - 1].goes_on()), fits)
        return [self._part(slice(fits), first=True), self._part(slice(fits, None), first=False)]

    def _part(self, lines: slice, first: bool) -> "Text":
        part = Text("", self.style, self.node, self.language, indent=self.indent)
        part.lines = self.lines[lines]
        part._broken_for = self._broken_for
        if first:
            part.key, part.outline = self.key, self.outline
        else:
            part.spaceBefore = 0
        return part

    def is_heading(self) -> bool:
        """Return whether this is a heading, which the document keeps together with what follows."""
        return _HEADING.fullmatch(self.node.tag) is not None

    def emptied(self) -> "Text":
        """Return a text without lines in the place of this one."""
        return self._part(slice(0, 0), first=False)

    def draw(self):
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw this, once wrapped, with its left foot at x and y (points)."""
        if self.key and not canvas.in_artifact:
            canvas.key_pages[self.key] = canvas.getPageNumber()
            canvas.bookmarkHorizontal(self.key, x, y + self.height + UNIT)
            if self.outline:
                canvas.addOutlineEntry(self.outline, self.key, 0)
        placed, baseline = [], y + self.first_baseline()
        for number, line in enumerate(self.lines):
            left = x + (self.width - line.width if self.style.right or line.rightward else self.indent)
            placed.append((left, baseline - number * self.style.leading, line))
        if any(line.parts for line in self.lines):
            draw_lines(canvas, placed, self.style.size, palette()[self.style.ink], self.node)

    def first_baseline(self) -> float:
        """Return the baseline of the first line, in points above the foot of this block."""
        centred = self.style.leading / 2 - _CAPITALS * self.style.size
        return self.height - self.style.leading + _FIRST_BASELINE + _GRID * round((centred - _FIRST_BASELINE) / _GRID)


def stands_first(block: Flowable) -> bool:
    """Return whether a block that is being placed comes first on its page."""
    return bool(getattr(getattr(block, "_frame", None), "_atTop", False))


class Gap(Flowable):
    """Space that stands apart from the spaces of its neighbours; none at the head of a page."""

    def __init__(self, height: float):
        super().__init__()
        self.width, self.height = 0, height

    def wrap(self, aW, aH):
        return 0, 0 if stands_first(self) else min(self.height, aH)

    def draw(self):
        """Nothing stands in a gap."""


class Decoration(Flowable):
    """A drawing that says nothing new.

    Parameters:
        width, height: its size in points.
        paint: draws it, with its left foot in the origin.
    """

    def __init__(self, width: float, height: float, paint: Paint):
        super().__init__()
        self.width, self.height = width, height
        self._paint = paint

    def wrap(self, aW, aH):
        return self.width, self.height

    def draw(self):
        with self.canv.artifact():
            self._paint(self.canv, 0, 0)


class Row(Flowable):
    """A row of a table: texts side by side, a rule below. It may break over pages, and repeats the head of its table.

    Parameters:
        cells: the texts; each one's node is a table cell.
        columns: left edge and width of each text in points.
        head: the head of the table or list, repeated where this row comes first on a page.
        leading_head: whether the head itself belongs to this row, because it is the first.
        rule: name of the colour of the line below, or None.
        rule_width: of that line, in points.
        rule_from: left edge of that line, in points.
        padding: space above and below the texts in points.
        paint: draws decoration in the row, given the left edge and the middle of the first line.
    """

    def __init__(
        self,
        cells: "list[Text | Stack]",
        columns: list[tuple[float, float]],
        *,
        head: "Row | MarginHead | None" = None,
        leading_head: bool = False,
        rule: str | None = "line",
        rule_width: float = HAIRLINE,
        rule_from: float = 0,
        padding: float = UNIT / 2,
        paint: Paint | None = None,
    ):
        super().__init__()
        self._cells = cells
        self._columns = columns
        self._head = head
        self._leading_head = leading_head
        self._rule = rule
        self._rule_width = rule_width
        self._rule_from = rule_from
        self._padding = padding
        self._paint = paint
        self._draws_head = False

    def is_heading(self) -> bool:
        """Return whether this row holds only headings."""
        return all(isinstance(cell, Text) and cell.is_heading() for cell in self._cells)

    def follows(self, other: Flowable) -> bool:
        """Return whether this row comes after another one in the same table or list."""
        return isinstance(other, Row) and self._head is not None and self._head is other._head

    def is_first(self) -> bool:
        """Return whether this is the first row of its table or list."""
        return self._leading_head

    def wrap(self, aW, aH):
        self._draws_head = self._head is not None and (self._leading_head or stands_first(self))
        self.width = aW
        tallest = max(cell.wrap(width, aH)[1] for cell, (_, width) in zip(self._cells, self._columns, strict=True))
        self.height = tallest + 2 * self._padding + (self._head.wrap(aW, aH)[1] if self._draws_head else 0)
        return self.width, self.height

    def split(self, aW, aH):
        self.wrap(aW, aH)
        room = aH - 2 * self._padding - (self._head.height if self._draws_head else 0)
        first, rest, broken = [], [], False
        for cell, (_, width) in zip(self._cells, self._columns, strict=True):
            parts = cell.split(width, room) if cell.height > room + _SLACK else [cell, cell.emptied()]
            if not parts:
                return []
            broken = True
            first.append(parts[0])
            rest.append(parts[1])
        if not broken:
            return []
        above = Row(
            first,
            self._columns,
            head=self._head,
            leading_head=self._leading_head,
            rule=None,
            padding=self._padding,
            paint=self._paint,
        )
        below = Row(
            rest,
            self._columns,
            head=self._head,
            rule=self._rule,
            rule_width=self._rule_width,
            rule_from=self._rule_from,
            padding=self._padding,
        )
        return [above, below]

    def draw(self):
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw this, once wrapped, with its left foot at x and y (points)."""
        top = y + self.height
        if self._draws_head:
            top -= self._head.height
            if self._leading_head:
                self._head.draw_at(canvas, x, top)
            else:
                with canvas.artifact("/Type /Pagination"):
                    self._head.draw_at(canvas, x, top)
        if self._paint or self._rule:
            with canvas.artifact():
                if self._paint:
                    self._paint(canvas, x, top - self._padding - LINE / 2)
                if self._rule:
                    ink = palette()[self._rule]
                    draw_rule(canvas, x + self._rule_from, y, self.width - self._rule_from, ink, self._rule_width)
        for cell, (left, _) in zip(self._cells, self._columns, strict=True):
            cell.draw_at(canvas, x + left, top - self._padding - cell.height)


def draw_rule(canvas: Canvas, x: float, y: float, width: float, ink: Colour, thickness: float) -> None:
    """Draw a horizontal line as a filled bar, so that it prints crisp."""
    canvas.setFillColor(ink)
    canvas.rect(x, y - thickness / 2, width, thickness, stroke=0, fill=1)


class Stack(Flowable):
    """A text with a note below it, that stay together.

    Parameters:
        text: the text, which may break over pages.
        note: the note, which begins on the same page as the text ends.
    """

    def __init__(self, text: Text, note: Text):
        super().__init__()
        self._text = text
        self._note = note

    def wrap(self, aW, aH):
        self.width = aW
        self.height = self._text.wrap(aW, aH)[1] + self._note.wrap(aW, aH)[1]
        return self.width, self.height

    def split(self, aW, aH):
        self.wrap(aW, aH)
        beside = self._note.split(aW, aH - self._text.height)
        if beside:
            return [Stack(self._text, beside[0]), beside[1]]
        parts = self._text.split(aW, min(aH, self._text.height - self._text.style.leading))
        return [parts[0], Stack(parts[1], self._note)] if parts else []

    def emptied(self) -> Text:
        """Return what stands in a following row when this fitted in the first."""
        return self._note.emptied()

    def draw(self):
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw this, once wrapped, with its left foot at x and y (points)."""
        self._text.draw_at(canvas, x, y + self._note.height)
        self._note.draw_at(canvas, x, y)


class MarginHead(Flowable):
    """A heading in the margin beside the first item of a list; takes no room of its own.

    Parameters:
        texts: the heading and what stands below it.
        width: of the texts in points.
        paint: draws decoration, given the left edge and the middle of the first line.
        top: space above the first line in points, as the items have.
    """

    def __init__(self, texts: list[Text], width: float, paint: Paint, top: float = UNIT / 2):
        super().__init__()
        self._texts = texts
        self._width = width
        self._paint = paint
        self._top = top
        self.height = 0

    def wrap(self, aW, aH):
        for text in self._texts:
            text.wrap(self._width, aH)
        return aW, 0

    def reach(self) -> float:
        """Return how far down it reaches, in points."""
        return self._top + sum(text.wrap(self._width, 0)[1] for text in self._texts)

    def draw(self):
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw this, once wrapped, below y (points)."""
        y -= self._top
        with canvas.artifact():
            self._paint(canvas, x, y - LINE / 2)
        for text in self._texts:
            y -= text.height
            text.draw_at(canvas, x, y)
