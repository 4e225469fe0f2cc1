"""Drawing lines of text, so that a word that was broken still reads as one word."""

from collections.abc import Iterable, Iterator

from reportlab.pdfgen.textobject import PDFTextObject

from ef_desktop.report.lines import Line
from ef_desktop.report.styles import Colour
from ef_desktop.report.tagging import TaggedCanvas


def draw_lines(canvas: TaggedCanvas, lines: list[tuple[float, float, Line]], size: float, ink: Colour) -> None:
    """Draw lines of text, each with its left edge and baseline in points.

    A word that was broken reads as a whole: its beginning stands for all of it, and the rest for the space behind it.
    """
    if not lines:
        return
    text = canvas.beginText(lines[0][0], lines[0][1])
    text.setFillColor(ink)
    pen = _Pen(text, size)
    broken = False  # whether a word is on its way that reads as a whole
    for number, (x, y, line) in enumerate(lines):
        if number:
            text.setTextOrigin(x, y)
        if not line.carried and not line.cut:
            pen.write(line.parts)
            continue
        done, total = 0, sum(len(part) for _, part in line.parts)
        if broken:
            text._code += [] if lines[number - 1][2].carried and not lines[number - 1][2].cut else [canvas.reads_as(" ")]
            if line.carried == total:
                pen.write(line.parts)
                continue
            done = line.carried + 1
            pen.write(_between(line.parts, 0, done))
            text._code.append("EMC")
            broken = False
        pen.write(_between(line.parts, done, total - line.cut))
        if line.cut and (broken := _goes_on_to_its_end(lines, number)):
            text._code.append(canvas.reads_as(line.word))
        pen.write(_between(line.parts, total - line.cut, total))
        text._code += ["EMC"] if broken else []
    canvas.drawText(text)


class _Pen:
    """Writes pieces of text, and changes the font only where it must."""

    def __init__(self, text: PDFTextObject, size: float):
        self._text = text
        self._size = size
        self._font = ""

    def write(self, parts: Iterable[tuple[str, str]]) -> None:
        """Write pairs of font and text."""
        for font, part in parts:
            if font != self._font:
                self._text.setFont(font, self._size)
                self._font = font
            self._text._textOut(part)  # as paragraphs of ReportLab do: textOut measures once more


def _between(parts: tuple[tuple[str, str], ...], start: int, end: int) -> Iterator[tuple[str, str]]:
    """Return the characters of a line from start up to end."""
    at = 0
    for font, part in parts:
        if piece := part[max(0, start - at) : max(0, end - at)]:
            yield font, piece
        at += len(part)


def _goes_on_to_its_end(lines: list[tuple[float, float, Line]], number: int) -> bool:
    """Return whether the word that is cut on this line ends on one of the following."""
    for place in range(number + 1, len(lines)):
        line = lines[place][2]
        if not line.carried or line.cut or not line.goes_on():
            return bool(line.carried)
    return False
