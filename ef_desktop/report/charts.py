"""Charts that need no eyes and no colour: bars with thin lines, their figures in a table, patterns instead of hues.

Two forms. ``bar_table`` gives the rows of a table, each with its bars beside the figures: the table says everything, the
bars are decoration. ``column_chart`` gives a figure with a description, and beside it the table of the same figures; use it
for a handful of values that have an order, such as answers from 1 to 5. Both take the node of the section they stand in.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import floor, log10

from reportlab.platypus import Flowable

from ef_desktop.report import fonts, styles
from ef_desktop.report.blocks import Paint, Row
from ef_desktop.report.lines import text_width
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import HAIRLINE, LINE, MEASURE, UNIT, Colour, colour, palette
from ef_desktop.report.tables import Column, Table
from ef_desktop.report.tagging import TaggedCanvas
from ef_desktop.report.words import Words

MOST_SERIES = 3
MOST_COLUMNS = 8  # more than this stand as rows
_NUMBER = 66.0
_BARS = 150.0
_GAP = 12.0
_SWATCH = 9.0
_MOST_LINES = 4
_LEAST = 1e-100  # what is smaller has no scale
_CHART = 250.0
_TALL = 30 * UNIT
_AXIS = 26.0  # room for the numbers of the axis
_HATCH = 2.6  # distance of the lines of a hatched bar in points
_EDGE = 0.9


@dataclass(frozen=True, slots=True)
class Series:
    """Figures that belong together: one bar per label.

    Attributes:
        name: what they are.
        values: one per label, never negative; None where there is no figure, which is something else than 0.
    """

    name: str
    values: tuple[float | None, ...]


def bar_table(
    parent: Node,
    words: Words,
    *,
    head: str,
    labels: Sequence[str],
    series: Sequence[Series],
    inks: Sequence[str] = (),
    bars: float = _BARS,
) -> Iterator[Row]:
    """Return the rows of a table with bars beside the figures; it repeats its head on each page.

    Parameters:
        parent: the node that gets the table.
        words: the language.
        head: title of the column of labels.
        labels: what the figures are about.
        series: at most three; their bars differ by pattern.
        inks: ``#RRGGBB`` per label, where the labels have colours of their own. Never the only difference.
        bars: room for the longest bar in points.
    Raises:
        ValueError: too many series, or series that are not as long as the labels.
    """
    top, lines = _scale(labels, series)
    columns = [Column(head, names=True), Column("", bars, drawn=True), *(Column(one.name, _NUMBER, right=True) for one in series)]
    table = Table(parent, words, columns, head_paint=_legend(series, MEASURE, _NUMBER))
    left = table.places[1][0]
    for place, label in enumerate(labels):
        ink = colour(inks[place]) if inks else palette()["primary"]
        values = [one.values[place] for one in series]

        def paint(canvas, x, y, values=values, ink=ink):
            _draw_row(canvas, x + left, y, bars / top, values, lines, ink)

        yield table.row([label, *(_shown(value, words) for value in values)], paint=paint)


def column_chart(
    parent: Node, words: Words, *, title: str, head: str, labels: Sequence[str], series: Sequence[Series]
) -> Iterator[Flowable]:
    """Return a figure of upright bars with its description, and the table of the same figures beside or below it.

    Parameters:
        parent: the node that gets figure and table.
        words: the language.
        title: what the chart shows; the description begins with it.
        head: title of the column of labels in the table.
        labels: what the figures are about, in their order. More than eight of them stand as rows of bars instead.
        series: at most three; their bars differ by pattern.
    Raises:
        ValueError: too many series, or series that are not as long as the labels.
    """
    top, lines = _scale(labels, series)
    if len(labels) > MOST_COLUMNS or any(fonts.width(label, fonts.REGULAR) * 9 > _slot(labels) - 4 for label in labels):
        yield from bar_table(parent, words, head=head, labels=labels, series=series)
        return
    figure = parent.figure(describe(title, labels, series, words))
    chart = _Columns(figure, labels, series, top, lines, words)
    number = 52.0
    beside = MEASURE - _CHART - 2 * _GAP - len(series) * (number + _GAP)
    columns = [Column(head, names=True), *(Column(one.name, number, right=True) for one in series)]
    wide = MEASURE - _CHART - 2 * _GAP if beside > 70.0 else MEASURE
    table = Table(parent, words, columns, width=wide, head_paint=_legend(series, wide, number))
    rows = [table.row([label, *(_shown(value, words) for value in values)]) for label, *values in _by_label(labels, series)]
    if wide < MEASURE:
        yield _Beside(chart, rows, MEASURE - wide, wide)
    else:
        yield chart
        yield from rows


def describe(title: str, labels: Sequence[str], series: Sequence[Series], words: Words) -> str:
    """Return what a chart shows in words: title, and per series the highest and the lowest."""
    _ = words.gettext
    parts = [_("Chart: {title}.").format(title=title.rstrip("."))]
    for one in series:
        found = [(value, label) for value, label in zip(one.values, labels, strict=True) if value is not None]
        if not found:
            parts.append(_("{name}: no figures.").format(name=one.name))
            continue
        (low, lowest), (high, highest) = min(found, key=lambda pair: pair[0]), max(found, key=lambda pair: pair[0])
        if low == high:
            parts.append(_("{name}: {number} everywhere.").format(name=one.name, number=words.number(low)))
        else:
            told = _("{name}: most for {highest} ({high}), least for {lowest} ({low}).")
            values = {"highest": highest, "high": words.number(high), "lowest": lowest, "low": words.number(low)}
            parts.append(told.format(name=one.name, **values))
    parts.append(_("The table says all figures."))
    return " ".join(parts)


def _by_label(labels: Sequence[str], series: Sequence[Series]) -> Iterator[tuple]:
    return zip(labels, *(one.values for one in series), strict=True)


def _shown(value: float | None, words: Words) -> str:
    return "–" if value is None else words.number(value)


def _scale(labels: Sequence[str], series: Sequence[Series]) -> tuple[float, list[float]]:
    """Return the top of the scale, and where thin lines stand on it."""
    if not labels or not 1 <= len(series) <= MOST_SERIES or any(len(one.values) != len(labels) for one in series):
        raise ValueError(f"{len(labels)} labels and series of {[len(one.values) for one in series]}")
    highest = max((value for one in series for value in one.values if value is not None), default=0)
    if highest < _LEAST:
        return highest if highest > 0 else 1.0, []
    decade = 10.0 ** floor(log10(highest / _MOST_LINES))
    step = next(decade * factor for factor in (1, 2, 5, 10) if highest / (decade * factor) <= _MOST_LINES)
    return highest, [step * count for count in range(1, int(highest / step + 1e-9) + 1)]


def _slot(labels: Sequence[str]) -> float:
    return (_CHART - _AXIS) / len(labels)


def _draw_bar(canvas: TaggedCanvas, x: float, y: float, width: float, height: float, pattern: int, ink: Colour) -> None:
    """Draw a bar as number 0 (solid), 1 (hatched) or 2 (open), with its left foot at x and y."""
    if width <= 0 or height <= 0:
        return
    canvas.setFillColor(ink)
    if pattern == 0:
        canvas.rect(x, y, width, height, stroke=0, fill=1)
        return
    inset = min(_EDGE, width, height) / 2
    canvas.setStrokeColor(ink)
    canvas.setLineWidth(2 * inset)
    canvas.rect(x + inset, y + inset, max(0.0, width - 2 * inset), max(0.0, height - 2 * inset), stroke=1, fill=0)
    if pattern == 1:
        shift = _HATCH
        while shift < width + height:  # a line from the left or the foot up to the top or the right edge
            start = (x + max(0.0, shift - height), y + min(height, shift))
            end = (x + min(width, shift), y + max(0.0, shift - width))
            canvas.line(*start, *end)
            shift += _HATCH


def _draw_row(
    canvas: TaggedCanvas, x: float, y: float, scale: float, values: list[float | None], lines: list[float], ink: Colour
) -> None:
    """Draw the bars of one row around y, behind them the thin lines of the scale."""
    tall = 3 * UNIT + UNIT
    canvas.setFillColor(palette()["line"])
    for line in (0.0, *lines):
        canvas.rect(x + line * scale - HAIRLINE / 2, y - tall / 2, HAIRLINE, tall, stroke=0, fill=1)
    each = 8.0 if len(values) == 1 else 12.0 / len(values)
    for number, value in enumerate(values):
        foot = y + each * len(values) / 2 - each * (number + 1)
        _draw_bar(canvas, x, foot + 0.4, (value or 0) * scale, each - 0.8, number, ink)


def _legend(series: Sequence[Series], width: float, number: float) -> Paint | None:
    """Return what draws the pattern of each series before its name in the head, where there is more than one."""
    if len(series) == 1:
        return None
    style = styles.COLUMN_HEAD_RIGHT

    def paint(canvas, x, y):
        for place, one in enumerate(series):
            right = x + width - (len(series) - place - 1) * (number + _GAP)
            left = right - min(text_width(fonts.clean(one.name), style), number) - _SWATCH - 4
            _draw_bar(canvas, left, y - 3.5, _SWATCH, 7, place, palette()["primary"])

    return paint


class _Columns(Flowable):
    """The figure: upright bars over thin lines, with their labels and figures in the drawing."""

    def __init__(self, node: Node, labels: Sequence[str], series: Sequence[Series], top: float, lines: list[float], words: Words):
        super().__init__()
        self._node = node
        self._labels, self._series = labels, series
        self._top, self._lines = top, lines
        self._words = words
        self.width, self.height = _CHART, _TALL

    def wrap(self, aW, aH):
        return self.width, self.height

    def draw(self):
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        """Draw this with its left foot at x and y (points)."""
        with canvas.figure(self._node, (x, y, x + self.width, y + self.height)):
            self._draw(canvas, x, y)

    def _draw(self, canvas: TaggedCanvas, x: float, y: float) -> None:
        ink, quiet = palette()["primary"], palette()["ink2"]
        foot = y + LINE
        scale = (self.height - 2 * LINE) / self._top
        for line in (0.0, *self._lines):
            canvas.setFillColor(palette()["line"])
            canvas.rect(x + _AXIS, foot + line * scale - HAIRLINE / 2, self.width - _AXIS, HAIRLINE, stroke=0, fill=1)
            _label(canvas, self._words.number(line), x + _AXIS - 5, foot + line * scale - 3, 8.5, quiet, right=True)
        slot = _slot(self._labels)
        wide = min(26.0, slot * 0.72 / len(self._series))
        for place, (label, *values) in enumerate(_by_label(self._labels, self._series)):
            middle = x + _AXIS + slot * (place + 0.5)
            _label(canvas, label, middle, y + 3, 9, palette()["ink"])
            for number, value in enumerate(values):
                left = middle - wide * len(values) / 2 + wide * number
                if value:
                    _draw_bar(canvas, left + 0.8, foot, wide - 1.6, value * scale, number, ink)
                if value is not None:
                    _label(canvas, self._words.number(value), left + wide / 2, foot + value * scale + 3, 8.5, palette()["ink"])


def _label(canvas: TaggedCanvas, text: str, x: float, y: float, size: float, ink: Colour, right: bool = False) -> None:
    """Write a short text around x, or up to it."""
    parts = fonts.pieces(text, fonts.REGULAR)
    wide = size * sum(fonts.width(part, font) for font, part in parts)
    drawn = canvas.beginText(x - (wide if right else wide / 2), y)
    drawn.setFillColor(ink)
    for font, part in parts:
        drawn.setFont(font, size)
        drawn.textOut(part)
    drawn.textOut(" ")
    canvas.drawText(drawn)


class _Beside(Flowable):
    """A chart with the rows of its table at the right."""

    def __init__(self, chart: _Columns, rows: list[Row], left: float, width: float):
        super().__init__()
        self._chart, self._rows = chart, rows
        self._left, self._wide = left, width
        self.spaceAfter = 2 * UNIT

    def wrap(self, aW, aH):
        table = sum(row.wrap(self._wide, aH)[1] for row in self._rows)
        self.width, self.height = aW, max(table, self._chart.height)
        return self.width, self.height

    def draw(self):
        self._chart.draw_at(self.canv, 0, self.height - self._chart.height)
        y = self.height
        for row in self._rows:
            y -= row.height
            row.draw_at(self.canv, self._left, y)
