"""What the case needs beside what is in the house, and who takes which role."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from ef_desktop.domain.workframes import (
    WallNeed,
    WallRole,
    WorkNeedsFrame,
    WorkRolesFrame,
)
from ef_desktop.i18n import _
from ef_desktop.ui.projector.letters import Text, text
from ef_desktop.ui.projector.scenes.parts import made_pages, page_room, paragraph
from ef_desktop.ui.projector.scenes.work_parts import (
    BOTTOM,
    LEFT,
    RIGHT,
    ROOM,
    Line,
    columns,
    head,
    height_of,
    ink_of,
    said,
    square,
)
from ef_desktop.ui.projector.stage import Piece, Staging
from ef_desktop.ui.theme import load_tokens, paint_icon, projector_look
from ef_desktop.ui.widgets.draw import box
from ef_desktop.ui.widgets.role_icons import role_icon

_GAP, _HEAD = 56, 76
_NEEDED = 1180
_SQUARE, _NAME = 84, 660
_ACROSS = 3
_INSIDE, _ICON, _BESIDE = 34, 56, 18


def work_needs(frame: WorkNeedsFrame) -> Staging:
    """Lay 'needed' out beside 'in the house'."""
    color = projector_look().color
    pieces, top = said(frame, frame.lines)
    house = LEFT + _NEEDED + _GAP
    pieces += [_heading(_("Needed"), LEFT, top, _NEEDED), _heading(_("In the house"), house, top, RIGHT - house)]
    top += _HEAD
    y = top
    for name, count in frame.house:
        row = _house_row(name, count, house, y, RIGHT - house)
        if y + row.rect.height() > BOTTOM - page_room():
            break
        pieces.append(row)
        y += round(row.rect.height())
    if not frame.needs:
        words = _("In a moment we choose it together.")
        pieces.append(paragraph(words, LEFT, top + 40, _NEEDED, 62, 74, 400, color.ink2, 2))
        return made_pages(1, lambda page: pieces)
    laid: list[list[Piece]] = [[]]
    y = top
    before = ""
    for need in frame.needs:
        row = _need_row(need, y, bool(before) and before != need.kind)
        if y + row.rect.height() > BOTTOM - (page_room() if len(frame.needs) > 8 else 0) and laid[-1]:
            laid.append([])
            row = _need_row(need, top, False)
            y = top
        laid[-1].append(row)
        y += round(row.rect.height())
        before = need.kind
    return made_pages(len(laid), lambda page: [*pieces, *laid[page]])


def _heading(words: str, left: int, top: int, width: int) -> Piece:
    color = projector_look().color
    shown = text(words, 54, 60, 700, width, 1)

    def draw(painter: QPainter) -> None:
        shown.draw(painter, 0, 0, color.primary)
        painter.fillRect(QRectF(0, 66, width, 4), color.primary)

    return Piece(QRectF(left, top, width, _HEAD), ("work part", words, width), draw, (shown.word,))


def _need_row(need: WallNeed, top: int, apart: bool) -> Piece:
    """Return a row; ``apart`` draws a line above the first talent, which comes after the roles."""
    color = projector_look().color
    name = text(need.name, 54, 60, 600, _NAME - _SQUARE, 5)
    words = text(need.words, 46, 50, 600, _NEEDED - _NAME - 20, 5)
    above = 16 if apart else 0
    tall = max(name.height, words.height) + 24 + above

    def draw(painter: QPainter) -> None:
        if apart:
            painter.fillRect(QRectF(0, 6, _NEEDED, 4), color.primary_tint2)
        y = above + 12
        square(painter, QRectF(0, y + (name.line - 56) / 2, 56, 56), need.state)
        name.draw(painter, _SQUARE, y, color.ink)
        words.draw(painter, _NAME + 20, y + (name.line - words.line) / 2, ink_of(need.state))

    return Piece(QRectF(LEFT, top, _NEEDED, tall), ("work need", need, apart), draw, (name.word, words.word))


def _house_row(name: str, count: int, left: int, top: int, width: int) -> Piece:
    color = projector_look().color
    shown = text(name, 54, 60, 600, width - 110, 5)
    number = text(str(count), 54, 60, 700, 100, 1)

    def draw(painter: QPainter) -> None:
        shown.draw(painter, 0, 12, color.ink)
        number.draw(painter, width - number.width, 12, color.primary)

    return Piece(QRectF(left, top, width, shown.height + 24), ("work house", name, count, width), draw, (shown.word, number.word))


# Roles


def work_roles(frame: WorkRolesFrame) -> Staging:
    """Lay the roles out in boxes of three beside each other; who has none yet stands out by edge, colour and words."""
    pieces, top = head(frame, beside=frame.filled)
    if frame.case_sentence:
        about = Line(frame.case_sentence, 54, 62, ruled=False)
        pieces += columns([about], LEFT, top, ROOM, BOTTOM)[0]
        top += height_of([about], ROOM)
    top += 12
    width = (ROOM - (_ACROSS - 1) * 28) // _ACROSS
    rows = [frame.roles[first : first + _ACROSS] for first in range(0, len(frame.roles), _ACROSS)]
    bottom = BOTTOM - (page_room() if len(rows) > 2 else 0)
    even = (bottom - top - 28) // 2
    laid: list[list[Piece]] = [[]]
    y = top
    for row in rows:
        boxes = [_Box(role, width - 2 * _INSIDE) for role in row]
        tall = min(max(even, *(one.height for one in boxes)), bottom - top)
        if y + tall > bottom and laid[-1]:
            laid.append([])
            y = top
        laid[-1] += [one.piece(LEFT + place * (width + 28), y, width, tall) for place, one in enumerate(boxes)]
        y += tall + 28
    return made_pages(len(laid), lambda page: [*pieces, *laid[page]])


class _Box:
    """A role with who takes it, or with the question it asks as long as nobody does."""

    def __init__(self, role: WallRole, width: int):
        self.role = role
        self.open = role.state != "taken"
        self.name: Text = text(role.name, 62, 70, 700, width - _ICON - _BESIDE, 3)
        self.who: Text = text(role.words[:1].upper() + role.words[1:], 62, 70, 600, width, 6)
        self.question: Text | None = text(role.question, 46, 52, 400, width, 4) if self.open and role.question else None
        self.width = width

    @property
    def height(self) -> int:
        """Height that it needs, in pixels."""
        below = 16 + self.question.height if self.question is not None else 0
        return 26 + self.name.height + 30 + self.who.height + below + 26

    def piece(self, left: int, top: int, width: int, height: int) -> Piece:
        """Return it at a place."""
        tokens = load_tokens()

        def draw(painter: QPainter) -> None:
            color = projector_look().color
            edge, ink = (color.accent, color.accent) if self.open else (color.primary, color.primary)
            box(painter, QRectF(3, 3, width - 6, height - 6), tokens.radius.projector_panel, color.surface, edge, tokens.border.projector_panel + self.open, self.open)
            paint_icon(painter, role_icon(self.role.key), QRectF(_INSIDE, 26 + (self.name.line - _ICON) / 2, _ICON, _ICON), ink)
            self.name.draw(painter, _INSIDE + _ICON + _BESIDE, 26, ink)
            y = 26 + self.name.height + 12
            painter.fillRect(QRectF(_INSIDE, y, self.width, 4), color.accent_tint if self.open else color.primary_tint2)
            y += 18
            self.who.draw(painter, _INSIDE, y, ink if self.open else color.ink)
            if self.question is not None:
                self.question.draw(painter, _INSIDE, y + self.who.height + 16, color.ink)

        words = (self.name.word, self.who.word, *((self.question.word,) if self.question is not None else ()))
        return Piece(QRectF(left, top, width, height), ("work role", self.role, width, height), draw, words)
