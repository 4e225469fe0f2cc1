"""The agenda with the clock of the current block. A long agenda shows the part around the current block."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from ef_desktop.domain.frames import AgendaFrame, AgendaLine
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.projector.letters import text, width_of
from ef_desktop.ui.projector.scenes.parts import CLOCK, pages, paragraph, rule, tile_clock
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Staging
from ef_desktop.ui.theme import paint_icon, projector_look

_LEFT, _TOP, _BOTTOM = 60, 40, 30
_WIDTH = 1116
_TIME, _TEXT = 26, 200
_ROOM = _WIDTH - _TEXT - 26
_CLOCK_LEFT, _CLOCK_TOP = WIDTH - 60 - CLOCK, 136


@dataclass(frozen=True)
class _Row:
    """A row of the agenda: its text, and how high it is with the room around it."""

    line: AgendaLine
    size: int
    line_height: int
    weight: int

    @property
    def text(self):
        return text(self.line.title, self.size, self.line_height, self.weight, _ROOM, 3)

    @property
    def height(self) -> int:
        return self.text.height + (66 if self.line.state == "now" else 52)

    @property
    def margin(self) -> int:
        return 6 if self.line.state == "now" else 0

    @property
    def total(self) -> int:
        return self.height + 2 * self.margin


def agenda(frame: AgendaFrame) -> Staging:
    """Lay the agenda out."""
    color = projector_look().color
    one_line = width_of(frame.title, 68, 700) <= WIDTH - 120 - 26
    heading = paragraph(
        frame.title, _LEFT + _TIME, _TOP, WIDTH - 146 if one_line else _WIDTH - _TIME, 68, 76, 700, color.primary, 1 if one_line else 2
    )
    lines = text(frame.title, 68, 76, 700, _WIDTH - _TIME, 2).lines if not one_line else 1
    pieces = [heading, *_rows(frame, _TOP + 76 * lines + 14)]
    pieces += tile_clock(_CLOCK_LEFT, _CLOCK_TOP, frame.remaining_seconds, frame.fraction, frame.note, frame.paused)
    caption = _("the clock stands still") if frame.paused else frame.until
    centre, below = Qt.AlignmentFlag.AlignHCenter, _CLOCK_TOP + CLOCK + 44
    if caption:
        size, line = (64, 72) if width_of(caption, 64, 600) <= CLOCK else (54, 60)
        piece = paragraph(caption, _CLOCK_LEFT, below, CLOCK, size, line, 600, color.ink, 2, centre)
        below = round(piece.rect.bottom()) + 14
        pieces.append(piece)
    if frame.drift:
        pieces.append(paragraph(frame.drift, _CLOCK_LEFT, below, CLOCK, 52, 56, 400, color.ink2, 2, centre))
    return pages([pieces])


def _rows(frame: AgendaFrame, top: int) -> list[Piece]:
    rows = [_Row(line, *_type(line.state)) for line in frame.lines]
    bottom = HEIGHT - _BOTTOM - (118 if frame.end else 0)
    first, last = _window(rows, bottom - top)
    pieces = []
    for row in rows[first:last]:
        pieces.append(_row_piece(row, top + row.margin))
        top += row.total
    hidden = len(rows) - last
    color = projector_look().color
    if hidden:
        words = ngettext("and {count} more part", "and {count} more parts", hidden).format(count=hidden)
        pieces.append(paragraph(words, _LEFT + _TEXT, top + 26, _ROOM, 52, 56, 400, color.ink2, 1))
        top += 108
    if frame.end:
        pieces.append(rule(_LEFT, top + 6, _WIDTH))
        pieces.append(paragraph(frame.end, _LEFT + _TIME, top + 34, 170, 52, 56, 400, color.ink2, 1))
        pieces.append(paragraph(_("End"), _LEFT + _TEXT, top + 34, _ROOM, 52, 56, 400, color.ink2, 1))
    return pieces


def _type(state: str) -> tuple[int, int, int]:
    return {"now": (64, 70, 600), "done": (52, 56, 400)}.get(state, (52, 56, 600))


def _window(rows: list[_Row], height: int) -> tuple[int, int]:
    """Return which rows to show: the current one, then what comes after it, then what was before it."""
    if not rows:
        return 0, 0
    current = next((number for number, row in enumerate(rows) if row.line.state == "now"), None)
    if current is None:
        current = next((number for number, row in enumerate(rows) if row.line.state == "todo"), len(rows) - 1)
    # One row that is done stays in sight, so that it is clear that more came before.
    first = max(0, current - 1)
    last = current + 1

    def used(start: int, end: int) -> int:
        more = 108 if end < len(rows) else 0
        return sum(row.total for row in rows[start:end]) + more

    while last < len(rows) and used(first, last + 1) <= height:
        last += 1
    while first > 0 and used(first - 1, last) <= height:
        first -= 1
    if used(first, last) > height and first < current:
        first = current
    return first, last


def _row_piece(row: _Row, top: int) -> Piece:
    look = projector_look().color
    now, done = row.line.state == "now", row.line.state == "done"
    words = row.text
    time = _("now") if now else row.line.time
    stamp = text(time, 52, 56, 600 if now else 400, 170, 1) if time and not done else None

    def draw(painter: QPainter) -> None:
        if now:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.primary)
            painter.drawRoundedRect(QRectF(0, 0, _WIDTH, row.height), 14, 14)
        ink = look.on_primary if now else look.ink3 if done else look.ink
        words.draw(painter, _TEXT, (row.height - words.height) / 2, ink)
        middle = (row.height - words.height) / 2 + words.line / 2
        if done:
            paint_icon(painter, "check", QRectF(_TIME, middle - 28, 56, 56), look.primary, 2.6)
        elif stamp is not None:
            stamp.draw(painter, _TIME, middle - stamp.line / 2, look.on_primary if now else look.ink2)

    texts = (words.word, stamp.word) if stamp is not None else (words.word,)
    return Piece(QRectF(_LEFT, top, _WIDTH, row.height), ("row", row, time), draw, texts)
