"""One card large. The newest comes first; the pages after it have those before it."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ef_desktop.domain.frames import CardFrame
from ef_desktop.i18n import _
from ef_desktop.ui.projector.flow import Measure, Part, fill
from ef_desktop.ui.projector.letters import Text, at_least, text
from ef_desktop.ui.projector.scenes.parts import made_pages, page_room, pages, paragraph, tile_strip
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Staging
from ef_desktop.ui.theme import load_tokens, projector_look
from ef_desktop.ui.widgets.badge import paint_badge

_LEFT, _TOP, _HEAD = 216, 72, 132
_WIDTH = WIDTH - _LEFT - 72
_ROOM = _WIDTH - 128
_SIZES = ((132, 144), (104, 114), (84, 94), (68, 76), (56, 64))


def card(frame: CardFrame) -> Staging:
    """Lay every card out on pages of its own."""
    if not frame.cards:
        ink = projector_look().color.ink2
        words = paragraph(_("What we collect together will stand here."), _LEFT, 500, _WIDTH, 62, 74, 400, ink, 2)
        return pages([[tile_strip(), words]])
    laid = [(number, shown, part) for number in range(len(frame.cards)) for shown, part in _parts(frame, number)]
    page_of: dict[bytes, int] = {}
    for page, (number, _shown, _part) in enumerate(laid):
        page_of.setdefault(frame.cards[number].id, page)
    return made_pages(len(laid), lambda page: [tile_strip(), _piece(frame, *laid[page])], page_of)


def _height() -> int:
    return HEIGHT - _TOP - 44 - page_room()


def _parts(frame: CardFrame, number: int) -> list[tuple[Text, Part]]:
    """Return the text as large as fits on one page, else in parts over more of them."""
    room = _height() - _HEAD - 56 - (at_least(62, 74)[1] if frame.cards[number].secondary else 0)
    for size, line in _SIZES:
        size, line = at_least(size, line)
        shown = text(frame.cards[number].text, size, line, 600, _ROOM)
        if shown.height <= room:
            return [(shown, Part(0, 0, shown.lines))]
    waiting, found = [Part(0)], []
    while waiting:
        ((parts, *_more), waiting) = fill(waiting, 1, room, Measure(line, 0, 0), lambda _item: shown.lines)
        found += [(shown, part) for part in parts]
    return found


def _piece(frame: CardFrame, number: int, shown: Text, part: Part) -> Piece:
    look, tokens = projector_look(), load_tokens()
    card, kind = frame.cards[number], frame.kinds[number]
    solid, height = look.kind[kind].solid, _height()
    head = text(frame.names[number], 64, 72, 700, _WIDTH - 200, 1)
    foot = text(card.secondary, 62, 74, 400, _ROOM, 1) if card.secondary else None

    def draw(painter: QPainter) -> None:
        edge, radius = tokens.border.projector_panel, tokens.radius.projector_panel
        painter.setPen(QPen(solid, edge))
        painter.setBrush(look.color.surface)
        painter.drawRoundedRect(QRectF(0, 0, _WIDTH, height).adjusted(2, 2, -2, -2), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(solid)
        painter.setClipRect(QRectF(0, 0, _WIDTH, _HEAD))
        painter.drawRoundedRect(QRectF(0, 0, _WIDTH, _HEAD + 2 * radius), radius, radius)
        painter.setClipping(False)
        paint_badge(painter, kind, QRectF(56, (_HEAD - 76) / 2, 76, 76), _Inverted(look.kind[kind], kind))
        head.draw(painter, 160, (_HEAD - head.height) / 2, look.kind[kind].on_solid)
        inside = part.count * shown.line + (foot.height if foot else 0)
        y = _HEAD + (height - _HEAD - inside) / 2
        shown.draw_lines(painter, 64, y, look.color.ink, part.first, part.count)
        if foot:
            foot.draw(painter, 64, y + part.count * shown.line, look.color.ink2)

    words = (head.word, shown.word, foot.word) if foot else (head.word, shown.word)
    key = ("one", kind, frame.names[number], card.text, card.secondary, shown.size, part.first, part.count)
    return Piece(QRectF(_LEFT, _TOP, _WIDTH, height), key, draw, words)


class _Inverted:
    """The look of one kind with the colours of shape and sign exchanged, for on its solid colour."""

    def __init__(self, kind, name: str) -> None:
        self.kind = {name: kind._replace(solid=kind.on_solid, on_solid=kind.solid)}
