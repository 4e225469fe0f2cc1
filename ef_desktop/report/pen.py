"""Drawing lines of text, so that a reader gets what was written.

A word that was broken reads as a whole: its beginning stands for all of it, the rest for the space behind it. A line of a
script from right to left reads in its own order, though it is drawn in another. Such pieces are marked content of their own
with ``ActualText``; inside another mark they would be spans in it, and poppler loses the text behind a span.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from reportlab.lib.rl_accel import fp_str

from ef_desktop.report import fonts
from ef_desktop.report.lines import Line
from ef_desktop.report.structure import Node
from ef_desktop.report.styles import Colour
from ef_desktop.report.tagging import TaggedCanvas

Parts = Iterable[tuple[str, str]]
Placed = tuple[float, float, Line]


class _Run(NamedTuple):
    """Pieces that are drawn together: each with left edge, baseline and parts; ``reads`` is what they say if not that."""

    reads: str | None
    pieces: list[tuple[float, float, Parts]]


def draw_lines(canvas: TaggedCanvas, lines: list[Placed], size: float, ink: Colour, node: Node | None = None) -> None:
    """Draw lines of text, each with its left edge and baseline in points.

    Parameters:
        canvas: where.
        lines: of one paragraph, or one line.
        size: of the letters in points.
        ink: their colour.
        node: the node that gets the text; None where the canvas is in an artifact.
    """
    for run in _runs(lines, size):
        if node is None:
            _write(canvas, run.pieces, size, ink)
        else:
            with canvas.leaf(node, run.reads):
                _write(canvas, run.pieces, size, ink)


def _write(canvas: TaggedCanvas, pieces: list[tuple[float, float, Parts]], size: float, ink: Colour) -> None:
    text = canvas.beginText(*pieces[0][:2])
    text._code.append(_ink(ink))
    now = ""
    for number, (x, y, parts) in enumerate(pieces):
        if number:
            text.setTextOrigin(x, y)
        for font, part in parts:
            if font != now:
                text.setFont(font, size)
                now = font
            text._textOut(part)  # as paragraphs of ReportLab do: textOut measures once more
    canvas.drawText(text)


@lru_cache(maxsize=256)
def _ink(ink: Colour) -> str:
    """Return the operator for a colour: a book has a handful, and ReportLab would write each anew."""
    return f"{fp_str(*ink)} rg"


def _runs(lines: list[Placed], size: float) -> list[_Run]:
    runs: list[_Run] = []
    rest: _Run | None = None  # takes the pieces of a word whose beginning already said it

    def plain(x: float, y: float, parts: Parts) -> None:
        if not runs or runs[-1].reads is not None:
            runs.append(_Run(None, []))
        runs[-1].pieces.append((x, y, parts))

    for number, (x, y, line) in enumerate(lines):
        if line.logical is not None:
            runs.append(_Run(line.logical, [(x, y, line.parts)]))
            continue
        if not line.carried and not line.cut:
            plain(x, y, line.parts)
            continue
        done, total = 0, sum(len(part) for _, part in line.parts)
        if rest is not None:
            done = min(line.carried + 1, total)
            rest.pieces.append((x, y, tuple(_between(line.parts, 0, done))))
            if line.carried == total:
                continue
            rest = None
        ends = line.cut > 0 and _ends(lines, number)
        until = total - line.cut if ends else total
        if done < until:
            plain(x + _wide(line.parts, 0, done, size), y, tuple(_between(line.parts, done, until)))
        if ends:
            left = x + _wide(line.parts, 0, until, size)
            rest = _Run(" ", [])
            runs += [_Run(line.word, [(left, y, tuple(_between(line.parts, until, total)))]), rest]
    return runs


def _between(parts: Parts, start: int, end: int) -> Iterator[tuple[str, str]]:
    """Return the characters of a line from start up to end."""
    at = 0
    for font, part in parts:
        if piece := part[max(0, start - at) : max(0, end - at)]:
            yield font, piece
        at += len(part)


def _wide(parts: Parts, start: int, end: int, size: float) -> float:
    return size * sum(fonts.width(piece, font) for font, piece in _between(parts, start, end))


def _ends(lines: list[Placed], number: int) -> bool:
    """Return whether the word that is cut on this line ends on one of the following."""
    for place in range(number + 1, len(lines)):
        line = lines[place][2]
        if not line.carried or line.cut or not line.goes_on():
            return bool(line.carried)
    return False
