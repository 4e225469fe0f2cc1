"""The roles of the team picture as a ring of boxes: how many would like each, and which nobody would. Without names."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from ef_desktop.domain.workframes import WallRoleCount
from ef_desktop.ui.projector.letters import Text, text
from ef_desktop.ui.projector.scenes.work_parts import LEFT, ROOM
from ef_desktop.ui.projector.stage import Piece
from ef_desktop.ui.theme import load_tokens, paint_icon, projector_look
from ef_desktop.ui.widgets.draw import box
from ef_desktop.ui.widgets.role_icons import role_icon

_MISSING = "missing"
_GAP, _INSIDE, _ICON, _BESIDE = 24, 24, 52, 16
#: Boxes beside each other on the ring, by how many fit around it; in rows where there are more.
_RING = {8: 3, 10: 4}
_ACROSS = 4


def ring(roles: Sequence[WallRoleCount], words: str, top: int, bottom: int) -> list[list[Piece]]:
    """Return the pages of the roles: one with all of them around the words, or rows of four where the ring has no room.

    Parameters:
        words: how many roles there are, in the middle of the ring.
        top, bottom: of the room, in pixels.
    """
    across = next((across for most, across in _RING.items() if len(roles) <= most), _ACROSS)
    width = (ROOM - (across - 1) * _GAP) / across
    boxes = [_Box(role, width) for role in roles]
    tall = max((one.height for one in boxes), default=0)
    if not boxes or len(boxes) > max(_RING) or 3 * tall + 2 * _GAP > bottom - top:
        return _rows(boxes, width, tall, top, bottom)
    places = _around(len(boxes), across)
    middle = (bottom - top - tall) / 2
    laid = [one.piece(QPointF(LEFT + column * (width + _GAP), top + row * middle), tall) for one, (column, row) in zip(boxes, places, strict=True)]
    rect = QRectF(LEFT + width / 2, top + tall / 2, ROOM - width, bottom - top - tall)
    return [[_line(rect), *_middle(words, rect, ROOM - 2 * width - 2 * _GAP), *laid]]


def _around(count: int, across: int) -> list[tuple[int, int]]:
    """Return column and row of so many boxes, clockwise from the upper left; a few stand above and below the words only."""
    if count <= 2 * across:
        half = -(-count // 2)
        return [(column, 0) for column in range(half)] + [(column, 2) for column in range(count - half)]
    sides = [*((column, 0) for column in range(across)), (across - 1, 1), *((column, 2) for column in reversed(range(across))), (0, 1)]
    return sides[:count]


def _rows(boxes: Sequence["_Box"], width: float, tall: int, top: int, bottom: int) -> list[list[Piece]]:
    pages: list[list[Piece]] = []
    per_page = max(1, int((bottom - top + _GAP) // (tall + _GAP))) * _ACROSS
    for first in range(0, len(boxes), per_page):
        pages.append(
            [
                one.piece(QPointF(LEFT + number % _ACROSS * (width + _GAP), top + number // _ACROSS * (tall + _GAP)), tall)
                for number, one in enumerate(boxes[first : first + per_page])
            ]
        )
    return pages


def _line(rect: QRectF) -> Piece:
    """Return the line on which the boxes of the ring lie."""

    def draw(painter: QPainter) -> None:
        box(painter, QRectF(0, 0, rect.width(), rect.height()).adjusted(3, 3, -3, -3), 48, None, projector_look().color.primary_tint2, 6)

    return Piece(rect, ("work ring", rect.width(), rect.height()), draw)


def _middle(words: str, around: QRectF, width: float) -> list[Piece]:
    """Return the words in the middle of the ring."""
    color = projector_look().color
    shown = text(words, 66, 76, 700, int(width), 3, Qt.AlignmentFlag.AlignHCenter)
    rect = QRectF(around.center().x() - width / 2, around.center().y() - shown.height / 2, width, shown.height + 8)
    return [Piece(rect, ("work ring words", words, width), lambda painter: shown.draw(painter, 0, 0, color.primary), (shown.word,))]


class _Box:
    """A role: its icon and name, and under a line how many would like it."""

    def __init__(self, role: WallRoleCount, width: float):
        self._role, self._width = role, width
        room = int(width) - 2 * _INSIDE
        self._name: Text = text(role.name, 50, 54, 700, room - _ICON - _BESIDE, 5)
        self._words: Text = text(role.words[:1].upper() + role.words[1:], 46, 52, 600, room, 3)

    @property
    def height(self) -> int:
        """Height that it needs, in pixels."""
        return 18 + self._name.height + 12 + self._words.height + 18

    def piece(self, corner: QPointF, tall: int) -> Piece:
        """Return it at a place."""
        tokens, width = load_tokens(), self._width

        def draw(painter: QPainter) -> None:
            color = projector_look().color
            missing = self._role.state == _MISSING
            ink = color.accent if missing else color.primary
            box(
                painter, QRectF(3, 3, width - 6, tall - 6), tokens.radius.projector_panel, color.surface, ink,
                tokens.border.projector_panel + missing, missing,
            )  # fmt: skip
            paint_icon(painter, role_icon(self._role.key), QRectF(_INSIDE, 18 + (self._name.line - _ICON) / 2, _ICON, _ICON), ink)
            self._name.draw(painter, _INSIDE + _ICON + _BESIDE, 18, ink)
            self._words.draw(painter, _INSIDE, tall - 18 - self._words.height, ink if missing else color.ink)

        words = (self._name.word, self._words.word)
        return Piece(QRectF(corner.x(), corner.y(), width, tall), ("work count", self._role, tall, width), draw, words)
