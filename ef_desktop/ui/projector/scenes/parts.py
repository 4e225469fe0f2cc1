"""Parts that several scenes share: the strip of tiles, the clock, the number of the page, lines."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.projector.letters import smallest_line, text, width_of
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Stage, Staging
from ef_desktop.ui.theme import make_font, paint_icon, projector_look
from ef_desktop.ui.widgets.tile import paint_corner_leaves

#: Above this many seconds the clock counts in whole minutes.
IN_MINUTES = 300

CLOCK = 620
_RING, _CURVE = 40, 60
_CENTRE = Qt.AlignmentFlag.AlignHCenter
#: Width of a sentence in the clock, and the sizes to try with the most lines of each: a single line reads best.
_NOTE = 484
_NOTE_SIZES = ((104, 112, 1), (92, 100, 1), (80, 88, 1), (92, 100, 2), (84, 92, 3), (72, 80, 4), (54, 60, 5))
_MOTIFS = ("", "building-community", "", "plant-2", "", "bike", "", "bulb", "")


def ground() -> str:
    """Return the colour of the canvas."""
    return projector_look().color.canvas.name()


def pages(all_pages: list[list[Piece]], page_of: dict[bytes, int] | None = None) -> Staging:
    """Make pages of pieces; with more than one, each tells which it is."""
    return made_pages(len(all_pages), lambda page: all_pages[page], page_of)


def made_pages(count: int, pieces: Callable[[int], list[Piece]], page_of: dict[bytes, int] | None = None) -> Staging:
    """Make pages whose pieces are only made when a page is asked for.

    Parameters:
        count: number of pages.
        pieces: returns those of a page from 0.
        page_of: first page of a card, by its id.
    """

    def make(page: int) -> Stage:
        number = [page_number(page, count)] if count > 1 else []
        return Stage(ground(), (*pieces(page), *number))

    return Staging(count, make, page_of or {})


def page_room() -> int:
    """Return the room at the bottom for the number of the page."""
    return smallest_line() + 12


def page_number(page: int, count: int) -> Piece:
    """Tell which page this is, in the corner at the bottom right."""
    words = _("{page} of {count}").format(page=page + 1, count=count)
    shown = text(words, 46, 50, 600, 600, 1, Qt.AlignmentFlag.AlignRight)
    color = projector_look().color.ink2
    return Piece(
        QRectF(WIDTH - 48 - 600, HEIGHT - 28 - shown.height, 600, shown.height),
        ("page", words),
        lambda painter: shown.draw(painter, 0, 0, color),
        (shown.word,),
    )


def paragraph(
    words: str,
    x: int,
    y: int,
    width: int,
    size: int,
    line: int,
    weight: int,
    color: QColor,
    max_lines: int | None = None,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> Piece:
    """Return a piece with nothing but text; its height is that of its lines."""
    shown = text(words, size, line, weight, width, max_lines, align)
    # The letters of large type reach a little beyond their line.
    over = size // 6
    return Piece(
        QRectF(x, y - over, width, shown.height + 2 * over),
        ("text", words, size, weight, width, color.name(), max_lines, align),
        lambda painter: shown.draw(painter, 0, over, color),
        (shown.word,),
    )


def rule(x: int, y: int, width: int) -> Piece:
    """Return a thin line between two rows."""
    color = projector_look().color.primary_tint2
    return Piece(QRectF(x, y, width, 4), ("rule", width), lambda painter: painter.fillRect(QRectF(0, 0, width, 4), color))


def title(words: str, x: int = 56, y: int = 44, width: int = WIDTH - 112) -> Piece:
    """Return the title of a scene, in one line."""
    return paragraph(words, x, y, width, 68, 76, 700, projector_look().color.primary, 1)


def tile_strip() -> Piece:
    """Return the strip of nine tiles along the left edge."""
    return Piece(QRectF(0, 0, 120, HEIGHT), ("tiles",), _draw_tiles)


def _draw_tiles(painter: QPainter) -> None:
    color = projector_look().color
    for number, motif in enumerate(_MOTIFS):
        rect = QRectF(0, number * 120, 120, 120)
        painter.setPen(QPen(color.primary_tint2, 1.8))
        painter.setBrush(color.surface)
        painter.drawRect(rect.adjusted(0.9, 0.9, -0.9, -0.9))
        paint_corner_leaves(painter, rect.adjusted(2.4, 2.4, -2.4, -2.4), color.primary, 0.73)
        if motif:
            paint_icon(painter, motif, rect.adjusted(32.4, 32.4, -32.4, -32.4), color.primary, 1.7)
            continue
        middle = rect.center()
        painter.setPen(QPen(color.primary, 4.8))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(middle, 12, 12)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(color.primary)
        for x, y in ((0, -27.6), (27.6, 0), (0, 27.6), (-27.6, 0)):
            painter.drawEllipse(middle + QPointF(x, y), 5.3, 5.3)


# The clock


def tile_clock(x: int, y: int, remaining: int | None, fraction: float, note: str, paused: bool) -> list[Piece]:
    """Return the clock: a tile whose edge shows how much of the block is left, with the time or a word in it.

    Parameters:
        x, y: its upper left corner; it is ``CLOCK`` wide and high.
        remaining: seconds left, or None when nothing runs.
        fraction: part that is left, 0 to 1.
        note: sentence in place of the number, or "".
        paused: True shows that the clock stands still.
    """
    step = round(max(0.0, min(1.0, fraction)) * 720)
    ring = Piece(QRectF(x, y, CLOCK, CLOCK), ("ring", step), lambda painter: _draw_ring(painter, step / 720))
    pieces = [ring]
    if note:
        pieces.append(_clock_note(x, y, note))
    elif remaining is not None:
        pieces.extend(_clock_number(x, y, remaining))
    if paused:
        pieces.append(_clock_icon(x, y))
    return pieces


def clock_words(remaining: int) -> tuple[str, str]:
    """Return the number on the clock and the word under it: minutes above five minutes, then minutes and seconds."""
    if remaining > IN_MINUTES:
        minutes = remaining // 60
        return str(minutes), ngettext("minute", "minutes", minutes)
    return f"{remaining // 60}:{remaining % 60:02d}", _("to go")


def _draw_ring(painter: QPainter, fraction: float) -> None:
    color = projector_look().color
    half = _RING / 2 + 2
    near, far, curve, middle = half, CLOCK - half, _CURVE, CLOCK / 2
    painter.setBrush(color.surface)
    painter.setPen(QPen(color.primary_tint2, _RING))
    painter.drawRoundedRect(QRectF(near, near, far - near, far - near), curve, curve)
    # From the top, against the hands of a clock, so that what is left runs out like a clock.
    path = QPainterPath(QPointF(middle, near))
    path.lineTo(near + curve, near)
    path.arcTo(QRectF(near, near, 2 * curve, 2 * curve), 90, 90)
    path.lineTo(near, far - curve)
    path.arcTo(QRectF(near, far - 2 * curve, 2 * curve, 2 * curve), 180, 90)
    path.lineTo(far - curve, far)
    path.arcTo(QRectF(far - 2 * curve, far - 2 * curve, 2 * curve, 2 * curve), 270, 90)
    path.lineTo(far, near + curve)
    path.arcTo(QRectF(far - 2 * curve, near, 2 * curve, 2 * curve), 0, 90)
    path.closeSubpath()
    if fraction > 0:
        pen = QPen(color.primary, _RING)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        length = path.length() / _RING
        if fraction < 1:
            pen.setDashPattern([length * fraction, length * 2])
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(path)
    inner = QRectF(62, 62, CLOCK - 124, CLOCK - 124)
    paint_corner_leaves(painter, inner, color.primary, 0.524)


def _clock_number(x: int, y: int, remaining: int) -> list[Piece]:
    number, unit = clock_words(remaining)
    size = next((step for step in (300, 270, 240, 210, 180, 150) if width_of(number, step, 700) <= 480), 120)
    ink = projector_look().color.ink
    face = make_font(size, 700)

    def draw(painter: QPainter) -> None:
        painter.setFont(face)
        painter.setPen(ink)
        # Capitals of Source Sans are 0.66 of the letter size high.
        painter.drawText(QPointF((500 - width_of(number, size, 700)) / 2, 115 + size * 0.33), number)

    digits = Piece(QRectF(x + 60, y + 155, 500, 230), ("digits", number, size), draw, ((number, size),))
    return [digits, paragraph(unit, x + 130, y + 400, 360, 64, 70, 600, ink, 1, _CENTRE)]


def _clock_note(x: int, y: int, note: str) -> Piece:
    fits = [
        (size, line)
        for size, line, most in _NOTE_SIZES
        if all(width_of(word, size, 700) <= _NOTE for word in note.split())
        and text(note, size, line, 700, _NOTE, None, _CENTRE).lines <= most
    ]
    size, line = fits[0] if fits else _NOTE_SIZES[-1][:2]
    shown = text(note, size, line, 700, _NOTE, 5, _CENTRE)
    top = y + round((CLOCK - shown.height) / 2)
    ink = projector_look().color.ink
    return paragraph(note, x + (CLOCK - _NOTE) // 2, top, _NOTE, size, line, 700, ink, 5, _CENTRE)


def _clock_icon(x: int, y: int) -> Piece:
    color = projector_look().color.primary
    return Piece(
        QRectF(x + CLOCK / 2 - 40, y + 76, 80, 80),
        ("paused",),
        lambda painter: paint_icon(painter, "player-pause", QRectF(0, 0, 80, 80), color, 2),
    )


def icon(name: str, x: int, y: int, side: int, color: QColor, stroke: float = 2.0) -> Piece:
    """Return an icon."""
    return Piece(
        QRectF(x, y, side, side),
        ("icon", name, side, color.name(), stroke),
        lambda painter: paint_icon(painter, name, QRectF(0, 0, side, side), color, stroke),
    )


