"""The test of the beamer: can the back row read this? And the numbers that tell screens apart."""

from math import ceil

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ef_desktop.domain.frames import NumberFrame, ReadingFrame
from ef_desktop.i18n import _
from ef_desktop.ui.projector.letters import Text, smallest, text
from ef_desktop.ui.projector.scenes.parts import pages, paragraph, rule
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Staging
from ef_desktop.ui.theme import projector_look
from ef_desktop.ui.widgets.badge import paint_badge

_LEFT, _TEXT = 120, 400
_WIDTH = WIDTH - 2 * _LEFT
_BADGE = 54


def reading(frame: ReadingFrame) -> Staging:
    """Lay the test out: the three sizes that are used in this room, and the signs of the kinds."""
    color = projector_look().color
    pieces = [_edge(), paragraph(_("Can the back row read this?"), _LEFT, 84, _WIDTH, 76, 92, 700, color.primary, 1)]
    least = smallest()
    rows = (
        (_("large"), _("Titles: call first, mail later"), max(76, least + 20)),
        (_("middle"), _("Names: 14:15 Esra, Karim and Ilse"), max(58, least + 10)),
        (_("smallest"), _("Cards: explain a permit with photos. Il1 O0 B8 5S"), least),
    )
    top = 208
    for name, words, size in rows:
        pieces.append(rule(_LEFT, top, _WIDTH))
        line = round(size * 1.2)
        shown = text(words, size, line, 600, WIDTH - _TEXT - _LEFT)
        pieces.append(paragraph(words, _TEXT, top + 44, WIDTH - _TEXT - _LEFT, size, line, 600, color.ink))
        offset = 44 + (size - least) * 0.82
        pieces.append(paragraph(name, _LEFT, round(top + offset), _TEXT - _LEFT, least, round(least * 1.2), 400, color.ink2, 1))
        top += shown.height + 84
    pieces.append(rule(_LEFT, 880, _WIDTH))
    return pages([[*pieces, *_kinds(frame)]])


def _kinds(frame: ReadingFrame) -> list[Piece]:
    """Return signs with their names, as many as fit beside each other."""
    look, least = projector_look(), smallest()
    line, space = least + 10, _BADGE + 16
    names = [text(name, least, line, 600, _WIDTH, 1) for _kind, name in frame.kinds]
    while sum(ceil(shown.width) + space for shown in names) + 24 * (len(names) - 1) > _WIDTH:
        names.pop()
    gap = (_WIDTH - sum(ceil(shown.width) + space for shown in names)) // max(1, len(names) - 1)
    pieces, left = [], _LEFT
    for (kind, name), shown in zip(frame.kinds, names, strict=False):

        def draw(painter: QPainter, kind: str = kind, shown: Text = shown) -> None:
            paint_badge(painter, kind, QRectF(0, (line - _BADGE) / 2, _BADGE, _BADGE), look)
            shown.draw(painter, space, 0, look.color.ink)

        width = ceil(shown.width) + space
        pieces.append(Piece(QRectF(left, 965 - line // 2, width, line), ("kind", kind, name), draw, (shown.word,)))
        left += width + gap
    return pieces


def _edge() -> Piece:
    """The edge of the picture: what of it is not seen, the beamer cuts off."""
    color = projector_look().color.primary

    def draw(painter: QPainter) -> None:
        painter.setPen(QPen(color, 4))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(QRectF(34, 30, WIDTH - 68, HEIGHT - 60))

    return Piece(QRectF(0, 0, WIDTH, HEIGHT), ("edge",), draw)


def number(frame: NumberFrame) -> Staging:
    """Lay the number of a screen out."""
    color, centre = projector_look().color, Qt.AlignmentFlag.AlignHCenter
    digits = str(frame.number)
    return pages(
        [
            [
                _edge(),
                paragraph(digits, _LEFT, 200, _WIDTH, 480, 520, 700, color.primary, 1, centre),
                paragraph(frame.words, _LEFT, 780, _WIDTH, 92, 110, 600, color.ink, 1, centre),
            ]
        ]
    )
