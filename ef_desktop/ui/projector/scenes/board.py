"""The board: a column per kind of outcome. What does not fit goes on the next page; nothing is made smaller or left out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from types import SimpleNamespace

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from ef_desktop.domain.frames import BoardFrame, WallCard, WallColumn
from ef_desktop.i18n import _
from ef_desktop.ui.projector.flow import Measure, Part, fill
from ef_desktop.ui.projector.letters import SMALLEST, Text, smallest, smallest_line, text
from ef_desktop.ui.projector.scenes.parts import made_pages, page_room, pages, paragraph, tile_strip, title
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Staging
from ef_desktop.ui.theme import load_tokens, projector_look
from ef_desktop.ui.widgets.badge import paint_badge

LEFT, TOP, GAP = 32, 28, 16
MOST_COLUMNS, FEWEST_COLUMNS = 5, 3
_GAP_BELOW = 12


@dataclass(frozen=True)
class _HeadStyle:
    """How the heads of columns are set: letter size, size of the badge, and the room around them."""

    size: int
    badge: int
    left: int
    gap: int
    right: int


_ROOMY = _HeadStyle(size=48, badge=52, left=15, gap=14, right=8)
_TIGHT = _HeadStyle(size=46, badge=44, left=10, gap=10, right=6)


@dataclass(frozen=True)
class _Shelf:
    """A column that is being laid out, with what of it is still to come."""

    column: WallColumn
    waiting: Sequence[Part]


@dataclass(frozen=True)
class _Page:
    """Shelves of one page: each with its parts per place below its head."""

    width: int
    shelves: tuple[tuple[WallColumn, list[list[Part]]], ...]


def _measure() -> Measure:
    return Measure(line=smallest_line(), padding=26, gap=_GAP_BELOW)


def _most_columns() -> int:
    """Return how many columns there are at most: fewer when the letters are larger, so that a line keeps its words."""
    return max(2, MOST_COLUMNS * SMALLEST // smallest())


def board(frame: BoardFrame) -> Staging:
    """Lay the board out."""
    if not frame.columns:
        return _empty(frame)
    laid = _lay_out(frame.columns, HEIGHT - 2 * TOP, most=1) or _lay_out(frame.columns, HEIGHT - 2 * TOP - page_room())
    page_of: dict[bytes, int] = {}
    for number, page in enumerate(laid):
        for column, places in page.shelves:
            for place in places:
                for part in place:
                    if part.first == 0:
                        page_of[column.cards[part.item].id] = number
    return made_pages(len(laid), lambda number: _pieces(laid[number]), page_of)


def _empty(frame: BoardFrame) -> Staging:
    ink = projector_look().color.ink2
    words = paragraph(_("What we collect together will stand here."), 216, 500, 1600, 62, 74, 400, ink, 2)
    return pages([[tile_strip(), title(frame.title, 216, 72, 1632), words]])


# Which card where


@lru_cache(maxsize=64)
def _beginnings(count: int) -> tuple[Part, ...]:
    return tuple(Part(item) for item in range(count))


def _lay_out(columns: Sequence[WallColumn], height: int, most: int | None = None) -> list[_Page]:
    """Return the pages; none when there would be more than ``most``."""
    waiting = [_Shelf(column, _beginnings(len(column.cards))) for column in columns]
    result = []
    while waiting:
        # Nine columns are five and four, six are three and three; what is left of a column goes first on the next page.
        page_count = -(-len(waiting) // _most_columns())
        taken = -(-len(waiting) // page_count)
        page, rest = _page(waiting[:taken], height)
        waiting = rest + waiting[taken:]
        result.append(page)
        if waiting and len(result) == most:
            return []
    return result


def _page(shelves: list[_Shelf], height: int) -> tuple[_Page, list[_Shelf]]:
    """Fill one page: with as few, wide columns as hold everything, else with the most there can be."""
    most, measure = _most_columns(), _measure()
    least = max(len(shelves), min(FEWEST_COLUMNS, most))
    if any(not shelf.waiting[0].begins for shelf in shelves):
        # A card that goes on keeps the width, and with it the lines, that it began with.
        least = most
    cards = sum(len(shelf.waiting) for shelf in shelves)
    for count in range(least, most + 1):
        last = count == most
        if not last and cards * (measure.height(1) + measure.gap) > count * height:
            continue
        page, rest = _with_places(shelves, count, height)
        if last or not rest:
            return page, rest
    raise AssertionError("a page has at most so many columns")


def _with_places(shelves: list[_Shelf], count: int, height: int) -> tuple[_Page, list[_Shelf]]:
    width = _width(count)
    _style, head = _head([shelf.column for shelf in shelves], width)
    room = height - head - _GAP_BELOW
    places = [1] * len(shelves)
    filled = [_fill(shelf, 1, room, width) for shelf in shelves]
    for _spare in range(count - len(shelves)):
        # A place that is left goes to the column with the most still waiting.
        longest = max(range(len(shelves)), key=lambda number: len(filled[number][1]))
        if not filled[longest][1]:
            break
        places[longest] += 1
        filled[longest] = _fill(shelves[longest], places[longest], room, width)
    page = _Page(width, tuple((shelf.column, done) for shelf, (done, _rest) in zip(shelves, filled, strict=True)))
    rest = [
        _Shelf(shelf.column, left) for shelf, (_done, left) in zip(shelves, filled, strict=True) if left
    ]
    return page, rest


def _fill(shelf: _Shelf, places: int, height: int, width: int) -> tuple[list[list[Part]], list[Part]]:
    return fill(shelf.waiting, places, height, _measure(), lambda item: _lines(shelf.column.cards[item], width))


def _width(count: int) -> int:
    return (WIDTH - 2 * LEFT - (count - 1) * GAP) // count


def _room(width: int) -> int:
    border = load_tokens().border
    return width - int(border.projector_stripe) - 13 - 6 - int(border.projector_card)


def _texts(card: WallCard, width: int) -> tuple[Text, ...]:
    """Return what stands on a card below each other: the title of the group that begins with it, its text, its second line."""
    parts = ((card.group, 700), (card.text, 600), (card.secondary, 400))
    return tuple(text(words, 46, 50, weight, _room(width)) for words, weight in parts if words or weight == 600)


def _lines(card: WallCard, width: int) -> int:
    return _line_count(card.group, card.text, card.secondary, width, smallest())


@lru_cache(maxsize=65536)
def _line_count(group: str, words: str, secondary: str, width: int, _smallest: int) -> int:
    """Only the number is kept of the many cards that stand on other pages: a text that was laid out is large."""
    return sum(shown.lines for shown in _texts(WallCard(b"", words, secondary, False, group=group), width))


def _head_text(column: WallColumn, width: int, style: _HeadStyle) -> Text:
    room = width - style.left - style.badge - style.gap - style.right
    return text(column.name, style.size, 50, 700, room)


def _head(columns: Sequence[WallColumn], width: int) -> tuple[_HeadStyle, int]:
    """Return how the heads of a page look, and how high they are: one line for all where that is possible."""
    for style in (_ROOMY, _TIGHT):
        heads = [_head_text(column, width, style) for column in columns]
        if all(head.lines == 1 for head in heads):
            break
    return style, 30 + max(head.height for head in heads)


# Pieces


def _pieces(page: _Page) -> list[Piece]:
    pieces = []
    style, head = _head([column for column, _places in page.shelves], page.width)
    left = LEFT
    for column, places in page.shelves:
        wide = len(places) * page.width + (len(places) - 1) * GAP
        pieces.append(_head_piece(column, style, page.width, QRectF(left, TOP, wide, head)))
        for place in places:
            top = TOP + head + _GAP_BELOW
            for part in place:
                piece = _card_piece(column.kind, column.cards[part.item], part, left, top, page.width)
                pieces.append(piece)
                top += int(piece.rect.height()) + _GAP_BELOW
            left += page.width + GAP
    return pieces


def _head_piece(column: WallColumn, style: _HeadStyle, width: int, rect: QRectF) -> Piece:
    kind = projector_look().kind[column.kind]
    words = _head_text(column, width, style)
    radius, height = load_tokens().radius.projector_card, rect.height()

    def draw(painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(kind.solid)
        painter.drawRoundedRect(QRectF(0, 0, rect.width(), height), radius, radius)
        badge = QRectF(style.left, (height - style.badge) / 2, style.badge, style.badge)
        paint_badge(painter, column.kind, badge, _inverted())
        words.draw(painter, badge.right() + style.gap, (height - words.height) / 2, kind.on_solid)

    return Piece(rect, ("head", column.kind, column.name, rect.width(), height, style), draw, (words.word,))


@cache
def _inverted() -> SimpleNamespace:
    """The look with the colours of shape and sign of a badge exchanged, for on the solid head."""
    kinds = projector_look().kind
    return SimpleNamespace(
        kind={name: kind._replace(solid=kind.on_solid, on_solid=kind.solid) for name, kind in kinds.items()}
    )


def _card_piece(kind: str, card: WallCard, part: Part, left: int, top: int, width: int) -> Piece:
    texts = _texts(card, width)
    height = _measure().height(part.count)
    key = ("card", kind, card.text, card.secondary, card.fresh, width, part.first, part.count, part.ends, card.grouped, card.group)
    return Piece(
        QRectF(left, top, width, height),
        key,
        lambda painter: _draw_card(painter, kind, card, texts, part, width, height),
        tuple(shown.word for shown in texts),
    )


def _draw_card(
    painter: QPainter, kind: str, card: WallCard, texts: tuple[Text, ...], part: Part, width: int, height: int
) -> None:
    tokens, look = load_tokens(), projector_look()
    edge, stripe, radius = tokens.border.projector_card, tokens.border.projector_stripe, tokens.radius.projector_card
    solid, fresh = look.kind[kind].solid, card.fresh
    # What belongs together has one ground.
    ground = look.kind[kind].tint if card.grouped else look.color.surface
    # A card that goes on elsewhere is open on that side.
    over = 2 * radius
    top = -over if not part.begins else 0
    bottom = height + over if not part.ends else height
    painter.setClipRect(QRectF(0, 0, width, height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(solid)
    painter.drawRoundedRect(QRectF(0, top, width, bottom - top), radius, radius)
    if not fresh:
        # Beside the stripe the corners are square, at the other side they follow the edge.
        painter.setBrush(ground)
        inside = QRectF(stripe, top + edge, width - stripe - edge, bottom - top - 2 * edge)
        painter.drawRoundedRect(inside, radius - edge, radius - edge)
        painter.drawRect(inside.adjusted(0, 0, -radius, 0))
    for open_at, is_open in ((0.0, not part.begins), (float(height), not part.ends)):
        if is_open:
            pen = QPen(look.color.surface if fresh else solid, 2 * edge)
            pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawLine(0, round(open_at), width, round(open_at))
    painter.setClipping(False)
    ink = look.kind[kind].on_solid if fresh else look.color.ink
    inks = [ink] * len(texts) if fresh or not card.group else [solid, *[ink] * (len(texts) - 1)]
    _draw_lines(painter, texts, part, stripe + 13, edge + 8, inks)


def _draw_lines(painter: QPainter, texts: tuple[Text, ...], part: Part, x: float, y: float, inks: Sequence[QColor]) -> None:
    skip, left = part.first, part.count
    for shown, color in zip(texts, inks, strict=True):
        here = min(max(0, shown.lines - skip), left)
        if here:
            shown.draw_lines(painter, x, y, color, skip, here)
            y += here * shown.line
            left -= here
        skip = max(0, skip - shown.lines)
