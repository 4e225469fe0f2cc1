"""Parts that the scenes of the work form share: head with a small clock, sentences below each other, squares and bars."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from ef_desktop.domain.workframes import WorkClock, WorkFrame
from ef_desktop.i18n import _
from ef_desktop.ui.projector.letters import Text, text, width_of
from ef_desktop.ui.projector.scenes.parts import clock_words, icon, paragraph, rule
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece
from ef_desktop.ui.theme import projector_look
from ef_desktop.ui.widgets.draw import box

LEFT, RIGHT, BOTTOM = 56, WIDTH - 56, HEIGHT - 40
ROOM = RIGHT - LEFT
_CLOCK = 560
_STEPS = 400
#: States of a need, besides that it is missing.
_PRESENT, _THIN = "present", "thin"
_AT_THE_RIGHT = Qt.AlignmentFlag.AlignRight


def over_title(frame: WorkFrame) -> str:
    """Return what stands over the title: the case where it may be named, and which step this is."""
    step = _("Step {number} of {count}").format(number=frame.number, count=frame.count)
    return f"{frame.case_title} · {step}" if frame.case_title else step


def head(frame: WorkFrame, left: int = LEFT, beside: str = "") -> tuple[list[Piece], int]:
    """Return the head of a scene without the large clock, and where it ends.

    Parameters:
        left: its left edge on the canvas.
        beside: words that stand at the right of the title.
    """
    color = projector_look().color
    width = RIGHT - left
    clock = _small_clock(frame.clock)
    pieces = [paragraph(over_title(frame), left, 36, width - (_CLOCK if clock else 0), 50, 56, 600, color.ink2, 1), *clock]
    room = width
    if beside:
        taken = round(width_of(beside, 54, 700)) + 8
        room -= taken + 40
        pieces.append(paragraph(beside, RIGHT - taken, 104, taken, 54, 60, 700, color.ink, 1, _AT_THE_RIGHT))
    shown = text(frame.title, 68, 76, 700, room, 2)
    pieces.append(paragraph(frame.title, left, 96, room, 68, 76, 700, color.primary, 2))
    top = 96 + shown.height + 16
    pieces.append(_left_of_the_step(frame.clock, left, top, width))
    return pieces, top + 36


def _small_clock(clock: WorkClock) -> list[Piece]:
    """Return the time of the step at the upper right; nothing when no clock runs."""
    if clock.remaining_seconds is None:
        return []
    color = projector_look().color
    words = clock.note or " ".join(clock_words(clock.remaining_seconds))
    shown = round(width_of(words, 54, 700))
    pieces = [paragraph(words, RIGHT - _CLOCK, 34, _CLOCK, 54, 60, 700, color.ink, 1, _AT_THE_RIGHT)]
    if clock.paused:
        pieces.append(icon("player-pause", RIGHT - shown - 72, 36, 54, color.primary))
    return pieces


def _left_of_the_step(clock: WorkClock, left: int, top: int, width: int) -> Piece:
    """Return the line under the head; its full part is the time that is left."""
    color = projector_look().color
    step = round(max(0.0, min(1.0, clock.fraction)) * _STEPS)

    def draw(painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 2, width, 4), color.primary_tint2)
        painter.fillRect(QRectF(0, 0, width * step / _STEPS, 8), color.primary)

    return Piece(QRectF(left, top, width, 8), ("work line", step, width), draw)


@dataclass(frozen=True)
class Line:
    """A sentence in a column: its letters, the icon before it, and whether a rule stands above it."""

    words: str
    size: int
    line: int
    weight: int = 600
    icon: str = ""
    ruled: bool = True
    primary: bool = False

    def laid(self, width: int) -> Text:
        """Break it into lines."""
        return text(self.words, self.size, self.line, self.weight, width - self.indent, 5)

    @property
    def indent(self) -> int:
        """Room for the icon, in pixels."""
        return self.line + 24 if self.icon else 0

    @property
    def around(self) -> int:
        """Room above and under it, in pixels."""
        return 24 if self.ruled else 8


def columns(lines: Sequence[Line], left: int, top: int, width: int, bottom: int) -> list[list[Piece]]:
    """Return sentences below each other, over as many pages as they need."""
    pages: list[list[Piece]] = [[]]
    y = top
    for one in lines:
        tall = one.laid(width).height + 2 * one.around
        if y + tall > bottom and pages[-1]:
            pages.append([])
            y = top
        pages[-1] += _line(one, left, y, width)
        y += tall
    return pages


def largest(words: Sequence[str], sizes: Sequence[tuple[int, int]], width: int, room: int, mark: str = "") -> list[Line]:
    """Return sentences in the largest letters in which all fit below each other; a single one in one line where that can be.

    Parameters:
        sizes: to try; the last one also when it does not fit.
        width, room: in pixels; what does not fit in ``room`` has to go on on a next page.
        mark: icon before each sentence, which then has a rule above it; "" is none.
    """
    tried = [[Line(one, *size, icon=mark, ruled=bool(mark)) for one in words] for size in sizes]
    fits = [lines for lines in tried if height_of(lines, width) <= room]
    single = [lines for lines in fits if len(lines) == 1 and lines[0].laid(width).lines == 1]
    return (single or fits or tried[-1:])[0]


def said(frame: WorkFrame, lines: Sequence[str]) -> tuple[list[Piece], int]:
    """Return the head with what the step asks: beside the title where that is short, else under it; and where it ends."""
    if len(lines) == 1 and width_of(lines[0], 54, 700) <= ROOM / 2:
        return head(frame, beside=lines[0])
    pieces, top = head(frame)
    line = Line(" · ".join(lines), 50, 56, ruled=False)
    if not lines:
        return pieces, top
    return [*pieces, *_line(one=line, left=LEFT, top=top, width=ROOM)], top + height_of([line], ROOM) + 8


def height_of(lines: Sequence[Line], width: int) -> int:
    """Return the height of sentences below each other, in pixels."""
    return sum(one.laid(width).height + 2 * one.around for one in lines)


def _line(one: Line, left: int, top: int, width: int) -> list[Piece]:
    color = projector_look().color
    ink = color.primary if one.primary else color.ink
    y = top + one.around
    pieces = [rule(left, top, width)] if one.ruled else []
    if one.icon:
        side = one.line - 10
        pieces.append(icon(one.icon, left, y + (one.laid(width).line - side) // 2, side, color.primary))
    pieces.append(paragraph(one.words, left + one.indent, y, width - one.indent, one.size, one.line, one.weight, ink, 5))
    return pieces


def square(painter: QPainter, rect: QRectF, state: str) -> None:
    """Draw how much there is as a square: full is enough, half is little, a dashed edge is missing."""
    color = projector_look().color
    inner = rect.adjusted(3, 3, -3, -3)
    if state == _PRESENT:
        box(painter, inner, 8, color.primary, color.primary, 5)
    elif state == _THIN:
        box(painter, inner, 8, color.surface, color.primary, 5)
        painter.fillRect(QRectF(inner.left(), inner.center().y(), inner.width(), inner.height() / 2), color.primary)
    else:
        box(painter, inner, 8, color.surface, color.accent, 5, True)


def bar(painter: QPainter, rect: QRectF, own: float, total: float) -> None:
    """Draw a bar: what people chose is filled, what they got from others is an edge.

    Parameters:
        own, total: parts of the width, 0 to 1.
    """
    color = projector_look().color
    radius = rect.height() / 2
    if not total:
        painter.fillRect(QRectF(rect.left(), rect.bottom() - 4, rect.width(), 4), color.primary_tint2)
        return
    wide = QRectF(rect.left(), rect.top(), max(rect.width() * total, rect.height()), rect.height())
    box(painter, wide.adjusted(2, 2, -2, -2), radius - 2, color.surface, color.primary, 4)
    if own:
        box(painter, QRectF(wide.left(), wide.top(), max(rect.width() * own, rect.height()), rect.height()), radius, color.primary)


def ink_of(state: str) -> QColor:
    """Return the colour of the words of a state."""
    color = projector_look().color
    return color.primary if state == _PRESENT else color.ink2 if state == _THIN else color.accent
