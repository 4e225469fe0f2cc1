"""The rules of the room, large: in one column when they are few, else in two; what does not fit goes on the next page."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ef_desktop.domain.frames import RulesFrame
from ef_desktop.i18n import _
from ef_desktop.ui.projector.flow import Measure, Part, fill
from ef_desktop.ui.projector.letters import Text, at_least, text
from ef_desktop.ui.projector.scenes.parts import page_room, pages, tile_strip, title
from ef_desktop.ui.projector.scenes.welcome import PLAIN_ICON
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Staging
from ef_desktop.ui.theme import paint_icon, projector_look

_LEFT, _TOP, _BOTTOM, _GAP = 216, 180, 44, 56
_WIDTH = WIDTH - _LEFT - 72
_ICON, _TEXT = 64, 92


def rules(frame: RulesFrame) -> Staging:
    """Lay the rules out."""
    height = HEIGHT - _TOP - _BOTTOM
    for size, line, columns in ((62, 68, 1), (54, 60, 2), (48, 54, 2)):
        size, line = at_least(size, line)
        laid = _lay_out(frame, size, line, columns, height)
        if len(laid) == 1:
            break
    else:
        laid = _lay_out(frame, size, line, columns, height - page_room())
    return pages([[tile_strip(), title(_("Our agreements"), _LEFT, 72, _WIDTH), *page] for page in laid])


def _lay_out(frame: RulesFrame, size: int, line: int, columns: int, height: int) -> list[list[Piece]]:
    width = (_WIDTH - (columns - 1) * _GAP) // columns
    texts = [text(words, size, line, 600, width - _TEXT) for words in frame.rules]
    most = max((shown.lines for shown in texts), default=1)
    per_column = -(-len(texts) // columns)
    # Rows of equal height look calm; only where they do not fit, each takes what it needs.
    even = min(height // max(per_column, 1), 232)
    measure = Measure(line, 48, 0, least=even if most * line + 48 <= even else 0)
    waiting = [Part(number) for number in range(len(texts))]
    result = []
    while waiting or not result:
        places, waiting = fill(waiting, columns, height, measure, lambda number: texts[number].lines)
        result.append(
            [
                piece
                for number, place in enumerate(places)
                for piece in _column(frame, texts, place, _LEFT + number * (width + _GAP), width, measure)
            ]
        )
    return result


def _column(frame: RulesFrame, texts: list[Text], place: list[Part], left: int, width: int, measure: Measure) -> list[Piece]:
    pieces, top = [], _TOP
    for part in place:
        name = frame.icons[part.item] if part.item < len(frame.icons) else PLAIN_ICON
        height = measure.height(part.count)
        pieces.append(_rule_piece(texts[part.item], part, name, QRectF(left, top, width, height)))
        top += height
    return pieces


def _rule_piece(shown: Text, part: Part, name: str, rect: QRectF) -> Piece:
    color = projector_look().color

    def draw(painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, rect.width(), 4), color.primary_tint2)
        top = (rect.height() - part.count * shown.line) / 2
        if part.begins:
            paint_icon(painter, name, QRectF(0, top + (shown.line - _ICON) / 2, _ICON, _ICON), color.primary, 2)
        shown.draw_lines(painter, _TEXT, top, color.ink, part.first, part.count)

    key = ("rule", shown.text, shown.size, name, rect.width(), rect.height(), part.first, part.count)
    return Piece(rect, key, draw, (shown.word,))
