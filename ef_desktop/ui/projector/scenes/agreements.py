"""The agreements that are still open: what, when, and by whom where that may be shown."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ef_desktop.domain.frames import AgreementsFrame, WallCard
from ef_desktop.i18n import _
from ef_desktop.ui.projector.letters import Text, text
from ef_desktop.ui.projector.scenes.parts import made_pages, page_room, pages, paragraph, tile_strip, title
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Staging
from ef_desktop.ui.theme import projector_look
from ef_desktop.ui.widgets.badge import paint_badge

_LEFT, _TOP = 216, 180
_WIDTH = WIDTH - _LEFT - 72
_TEXT, _WHO = 92, 420


def agreements(frame: AgreementsFrame) -> Staging:
    """Lay the agreements out, one below the other."""
    head = [tile_strip(), title(_("What we agreed"), _LEFT, 72, _WIDTH)]
    if not frame.cards:
        ink = projector_look().color.ink2
        return pages([[*head, paragraph(_("No agreements are open."), _LEFT, 500, _WIDTH, 62, 74, 400, ink, 2)]])
    laid: list[list[Piece]] = [[]]
    y = _TOP
    for card in frame.cards:
        # A long agreement is shortened here: its whole text stands on the board and in the logbook.
        words = text(card.text, 56, 64, 600, _WIDTH - _TEXT - _WHO, 4)
        who = text(card.secondary, 52, 64, 400, _WHO - 24, 2)
        height = max(words.height, who.height if card.secondary else 0, 64) + 44
        if y + height > HEIGHT - 44 - page_room() and laid[-1]:
            laid.append([])
            y = _TOP
        laid[-1].append(_row(card, words, who, QRectF(_LEFT, y, _WIDTH, height)))
        y += height
    return made_pages(len(laid), lambda page: [*head, *laid[page]])


def _row(card: WallCard, words: Text, who: Text, rect: QRectF) -> Piece:
    look = projector_look()

    def draw(painter: QPainter) -> None:
        painter.fillRect(QRectF(0, 0, rect.width(), 4), look.color.primary_tint2)
        paint_badge(painter, "afspraak", QRectF(0, 24 + (words.line - 58) / 2, 58, 58), look)
        words.draw(painter, _TEXT, 24, look.color.ink)
        if card.secondary:
            who.draw(painter, rect.width() - _WHO + 24, 24, look.color.ink2)

    shown = (words.word, who.word) if card.secondary else (words.word,)
    return Piece(rect, ("agreement", card.text, card.secondary, rect.height()), draw, shown)
