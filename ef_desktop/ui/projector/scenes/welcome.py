"""Welcome: what this is, when it begins, and the rules of the room."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ef_desktop.domain.frames import WelcomeFrame
from ef_desktop.i18n import _
from ef_desktop.ui.projector.letters import text, width_of
from ef_desktop.ui.projector.scenes.parts import icon, pages, paragraph, rule, tile_strip
from ef_desktop.ui.projector.stage import HEIGHT, WIDTH, Piece, Staging
from ef_desktop.ui.theme import projector_look

_LEFT, _TOP = 216, 72
_WIDTH = WIDTH - _LEFT - 72
_MOST_RULES = 5
PLAIN_ICON = "circle-check"


def welcome(frame: WelcomeFrame) -> Staging:
    """Lay the welcome out."""
    color = projector_look().color
    pieces = [tile_strip(), paragraph(_("Welcome"), _LEFT, _TOP, _WIDTH, 168, 168, 700, color.primary, 1)]
    top = _TOP + 168 + 10
    for piece, height in _heading(frame, top):
        pieces.append(piece)
        top += height
    pieces.extend(_rules(frame, top + 36))
    return pages([pieces])


def _heading(frame: WelcomeFrame, top: int) -> list[tuple[Piece, int]]:
    color = projector_look().color
    begins = f" · {frame.begins}" if frame.begins else ""
    together = width_of(frame.title, 62, 600) + width_of(begins, 62, 400) <= _WIDTH
    if together and begins:
        result = [(_two_weights(frame.title, begins, top), 74)]
    else:
        height = text(frame.title, 62, 74, 600, _WIDTH, 2).height
        result = [(paragraph(frame.title, _LEFT, top, _WIDTH, 62, 74, 600, color.ink, 2), height)]
        if begins:
            words = frame.begins[:1].upper() + frame.begins[1:]
            result.append((paragraph(words, _LEFT, top + height, _WIDTH, 62, 74, 400, color.ink2, 1), 74))
    where = " · ".join(part for part in (frame.date, frame.place) if part)
    if where:
        below = top + sum(height for _piece, height in result)
        result.append((paragraph(where, _LEFT, below, _WIDTH, 54, 66, 400, color.ink2, 1), 66))
    return result


def _two_weights(title: str, begins: str, top: int) -> Piece:
    color = projector_look().color
    strong = text(title, 62, 74, 600, _WIDTH, 1)
    light = text(begins, 62, 74, 400, _WIDTH, 1)
    across = width_of(title, 62, 600)

    def draw(painter: QPainter) -> None:
        strong.draw(painter, 0, 8, color.ink)
        light.draw(painter, across, 8, color.ink2)

    return Piece(QRectF(_LEFT, top - 8, _WIDTH, 90), ("heading", title, begins), draw, (strong.word, light.word))


def _rules(frame: WelcomeFrame, top: int) -> list[Piece]:
    """Return as many rules as fit under the heading; all of them have a scene of their own."""
    color = projector_look().color
    room = HEIGHT - 60 - top - 54 - 22
    shown, used = [], 0
    for number, words in enumerate(frame.rules[:_MOST_RULES]):
        laid = text(words, 62, 68, 600, _WIDTH - 108, 2)
        if used + laid.height + 60 > room:
            break
        name = frame.icons[number] if number < len(frame.icons) else PLAIN_ICON
        shown.append((words, name, laid.height))
        used += laid.height + 60
    if not shown:
        return []
    y = HEIGHT - 60 - used
    pieces = [paragraph(_("Our agreements"), _LEFT, y - 22 - 54, _WIDTH, 50, 54, 700, color.primary, 1)]
    for words, name, height in shown:
        pieces.append(rule(_LEFT, y, _WIDTH))
        pieces.append(icon(name, _LEFT, y + 2 + (height + 60 - 68) // 2, 68, color.primary))
        pieces.append(paragraph(words, _LEFT + 108, y + 32, _WIDTH - 108, 62, 68, 600, color.ink, 2))
        y += height + 60
    return pieces
