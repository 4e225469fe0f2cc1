"""The most important outcomes of the meeting, at its end."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ef_desktop.domain.frames import TopFrame
from ef_desktop.i18n import _
from ef_desktop.ui.projector.flow import Measure, Part, fill
from ef_desktop.ui.projector.letters import Text, at_least, smallest_line, text
from ef_desktop.ui.projector.scenes.parts import page_room, pages, paragraph, tile_strip, title
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Staging
from ef_desktop.ui.theme import load_tokens, make_font, projector_look
from ef_desktop.ui.widgets.badge import paint_badge

_LEFT, _TOP, _BOTTOM, _GAP = 216, 180, 56, 28
_WIDTH = WIDTH - _LEFT - 72
_TEXT = 230
_ROOM = _WIDTH - _TEXT - 40


def top(frame: TopFrame) -> Staging:
    """Lay the most important outcomes out."""
    color = projector_look().color
    heading = [tile_strip(), title(_("What matters most today"), _LEFT, 72, _WIDTH)]
    if not frame.cards:
        words = paragraph(_("In a moment we choose it together."), _LEFT, 500, _WIDTH, 62, 74, 400, color.ink2, 2)
        return pages([[*heading, words]])
    height = HEIGHT - _TOP - _BOTTOM
    for size, line in ((64, 72), (54, 60), (46, 50)):
        size, line = at_least(size, line)
        laid = _lay_out(frame, size, line, height)
        if len(laid) == 1:
            break
    else:
        laid = _lay_out(frame, size, line, height - page_room())
    page_of: dict[bytes, int] = {}
    for number, place in enumerate(laid):
        for part, _piece in place:
            page_of.setdefault(frame.cards[part.item].id, number)
    return pages([[*heading, *(piece for _part, piece in place)] for place in laid], page_of)


def _lay_out(frame: TopFrame, size: int, line: int, height: int) -> list[list[tuple[Part, Piece]]]:
    texts = [text(card.text, size, line, 600, _ROOM) for card in frame.cards]
    even = (height - 2 * _GAP) // 3
    measure = Measure(line, 52 + 24 + smallest_line(), _GAP, least=even)
    waiting = [Part(number) for number in range(len(texts))]
    result = []
    while waiting:
        (place,), waiting = fill(waiting, 1, height, measure, lambda number: texts[number].lines)
        y, pieces = _TOP, []
        for part in place:
            tall = measure.height(part.count)
            pieces.append((part, _card(frame, texts[part.item], part, QRectF(_LEFT, y, _WIDTH, tall))))
            y += tall + _GAP
        result.append(pieces)
    return result


def _card(frame: TopFrame, shown: Text, part: Part, rect: QRectF) -> Piece:
    look, tokens = projector_look(), load_tokens()
    card, kind = frame.cards[part.item], frame.kinds[part.item]
    foot_words = " · ".join(words for words in (frame.names[part.item], card.secondary) if words)
    foot = text(foot_words, 46, 50, 400, _ROOM - 66, 1)
    number = str(part.item + 1)
    solid = look.kind[kind].solid

    def draw(painter: QPainter) -> None:
        edge, radius = tokens.border.projector_panel, tokens.radius.projector_panel
        painter.setPen(QPen(solid, edge))
        painter.setBrush(look.color.surface)
        painter.drawRoundedRect(QRectF(0, 0, rect.width(), rect.height()).adjusted(2, 2, -2, -2), radius, radius)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(solid)
        painter.setClipRect(QRectF(0, 0, 180, rect.height()))
        painter.drawRoundedRect(QRectF(0, 0, 240, rect.height()), radius, radius)
        painter.setClipping(False)
        painter.setFont(make_font(150, 700))
        painter.setPen(look.kind[kind].on_solid)
        painter.drawText(QRectF(0, 0, 180, rect.height()), Qt.AlignmentFlag.AlignCenter, number)
        inside = part.count * shown.line + 16 + foot.height
        y = (rect.height() - inside) / 2
        shown.draw_lines(painter, _TEXT, y, look.color.ink, part.first, part.count)
        y += part.count * shown.line + 16
        paint_badge(painter, kind, QRectF(_TEXT - 4, y + foot.height / 2 - 27, 54, 54), look)
        foot.draw(painter, _TEXT + 66, y, look.color.ink2)

    key = ("top", number, kind, shown.text, shown.size, foot_words, rect.width(), rect.height(), part.first, part.count)
    return Piece(rect, key, draw, (shown.word, foot.word, (number, 150)))
