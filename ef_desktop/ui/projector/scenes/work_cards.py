"""The cards of the work form by cluster, and the team picture: bars without names."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ef_desktop.domain.workframes import (
    WallBar,
    WorkCardsFrame,
    WorkFrame,
    WorkPictureFrame,
)
from ef_desktop.i18n import _
from ef_desktop.ui.projector.letters import at_least, text
from ef_desktop.ui.projector.scenes.parts import made_pages, page_room, paragraph
from ef_desktop.ui.projector.scenes.work_parts import BOTTOM, LEFT, ROOM, bar, said
from ef_desktop.ui.projector.scenes.work_ring import ring
from ef_desktop.ui.projector.stage import Piece, Staging
from ef_desktop.ui.theme import projector_look
from ef_desktop.ui.widgets.draw import box

_GAP, _HEAD = 32, 72
_NAME = (46, 50)
_BAR = 22

#: A row of a column: its height in pixels, and the piece of it at a place.
_Row = tuple[int, Callable[[int, int, int], Piece]]
#: A column: its heading and its rows.
_Column = tuple[str, list[_Row]]


def work_cards(frame: WorkCardsFrame) -> Staging:
    """Lay what to choose and the talents out, and the roles on the pages after them."""
    width = _width(len(frame.clusters))
    talents = [(cluster.name, [_name_row(name, width) for name in cluster.talents]) for cluster in frame.clusters]
    halves = _halves(frame.roles)
    wide = _width(len(halves))
    roles = [(_("Roles") if not number else "", [_name_row(name, wide, 62, 70) for name in half]) for number, half in enumerate(halves)]
    return _made(frame, frame.lines, [talents, roles])


def work_picture(frame: WorkPictureFrame) -> Staging:
    """Lay the bars of the talents out by cluster, and the ring of the roles on the page after them."""
    width = _width(len(frame.clusters))
    most = max(frame.largest, 1)
    talents = [(cluster.name, [_bar_row(one, most, width) for one in cluster.bars]) for cluster in frame.clusters]
    pieces, top = said(frame, frame.lines)
    bottom = BOTTOM - page_room()
    ink, high = projector_look().color.ink2, at_least(*_NAME)[1]
    words = _("Filled: chosen. Edge: got from others. No names.")
    foot = paragraph(words, LEFT, BOTTOM + 12 - high, ROOM - 320, *_NAME, 400, ink, 1)
    laid = [[*pieces, foot, *page] for page in _pages(talents, top, bottom)]
    laid += [[*pieces, *page] for page in ring(frame.roles, frame.filled, top + 8, bottom)]
    return made_pages(max(len(laid), 1), lambda page: laid[page] if laid else pieces)


def _halves(all_of: Sequence) -> list[Sequence]:
    half = -(-len(all_of) // 2)
    return [part for part in (all_of[:half], all_of[half:]) if part]


def _width(count: int) -> int:
    return (ROOM - (max(count, 1) - 1) * _GAP) // max(count, 1)


def _made(frame: WorkFrame, lines: Sequence[str], tables: Sequence[Sequence[_Column]]) -> Staging:
    pieces, top = said(frame, lines)
    laid = [page for table in tables for page in _pages(table, top, BOTTOM - page_room())]
    return made_pages(max(len(laid), 1), lambda page: [*pieces, *(laid[page] if laid else [])])


def _pages(table: Sequence[_Column], top: int, bottom: int) -> list[list[Piece]]:
    """Return columns beside each other; what does not fit goes on under the same heading on the next page."""
    width = _width(len(table))
    laid: list[list[Piece]] = []
    for number, (name, rows) in enumerate(table):
        left = LEFT + number * (width + _GAP)
        page, y = 0, top + _HEAD
        _on(laid, 0).append(_head_piece(name, left, top, width))
        for tall, made in rows:
            if y + tall > bottom and y > top + _HEAD:
                page, y = page + 1, top + _HEAD
                _on(laid, page).append(_head_piece(name, left, top, width))
            _on(laid, page).append(made(left, y, width))
            y += tall
    return laid


def _on(laid: list[list[Piece]], page: int) -> list[Piece]:
    while len(laid) <= page:
        laid.append([])
    return laid[page]


def _head_piece(name: str, left: int, top: int, width: int) -> Piece:
    color = projector_look().color
    shown = text(name, 50, 56, 700, width, 1)

    def draw(painter: QPainter) -> None:
        shown.draw(painter, 0, 0, color.primary)
        painter.fillRect(QRectF(0, 60, width, 4), color.primary)

    return Piece(QRectF(left, top, width, _HEAD), ("work head", name, width), draw, (shown.word,) if name else ())


def _name_row(name: str, width: int, size: int = _NAME[0], line: int = _NAME[1]) -> _Row:
    color = projector_look().color
    shown = text(name, size, line, 600, width - 32, 5)
    tall = shown.height + 20

    def draw(painter: QPainter) -> None:
        box(painter, QRectF(2, 8, width - 4, tall - 10), 10, color.surface, color.primary_tint2, 4)
        shown.draw(painter, 16, 10 + (tall - 10 - shown.height) / 2 - 4, color.ink)

    return tall, lambda left, top, width: Piece(QRectF(left, top, width, tall), ("work name", name, size, width), draw, (shown.word,))


def _bar_row(one: WallBar, most: int, width: int) -> _Row:
    size, line = _NAME
    number = text(str(one.total), size, line, 700, 160, 1)
    shown = text(one.name, size, line, 600, width, 5)
    beside = text("88", size, line, 700, 160, 1).width + 20
    tall = shown.height + number.line + 4

    def draw(painter: QPainter) -> None:
        color = projector_look().color
        shown.draw(painter, 0, 4, color.ink if one.total else color.ink2)
        if one.total:
            end = max((width - beside) * one.total / most, _BAR) + 14
            number.draw(painter, end, shown.height, color.primary)
        bar(painter, QRectF(0, shown.height + (number.line - _BAR) / 2, width - beside, _BAR), one.own / most, one.total / most)

    words = (shown.word, number.word) if one.total else (shown.word,)
    key = ("work bar", one, most, width)
    return tall, lambda left, top, width: Piece(QRectF(left, top, width, tall), key, draw, words)


