"""Cards of the board: one layout for measuring and for painting, kept per card and width."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ef_desktop.domain.board import AGREEMENT, SETTLED
from ef_desktop.domain.views import CardView
from ef_desktop.domain.words import initials
from ef_desktop.i18n import _, format_date
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.avatar import paint_avatar
from ef_desktop.ui.widgets.draw import box, edge_pen, line_of_text, text_width
from ef_desktop.ui.widgets.text import TextBlock, layout_text

CARD_ROLE = Qt.ItemDataRole.UserRole + 1
ROW_ROLE = Qt.ItemDataRole.UserRole + 2
SIDE, _GAP, _LINES, _AVATAR = 8, 4, 6, 24
_INSET, _TITLE, _FOOT = 7, 34, 6
_KEPT = 50_000


@dataclass(frozen=True)
class CardLayout:
    """Where everything of a card is, in logical pixels from its own upper left corner.

    Attributes:
        text: the words, broken into lines.
        pad: left, top, right and bottom inside the edge.
        meta_top: top of the line under the words, or 0 where there is none.
        width, height: of the card.
    """

    text: TextBlock
    pad: tuple[int, int, int, int]
    meta_top: float
    width: float
    height: float


def lay_out(card: CardView, width: float, compact: bool) -> CardLayout:
    """Return the layout of a card of a width: used for its size and for painting it.

    Parameters:
        card: what it shows.
        width: of the card in logical pixels.
        compact: smaller letters and margins.
    """
    pad = (13, 7, 6, 5) if compact else (15, 9, 9, 7)
    size, line = (15, 18) if compact else (16, 20)
    text = layout_text(card.wall_text or card.text, make_font(size), max(width - pad[0] - pad[2], 40), line, _LINES)
    height = pad[1] + text.height + pad[3]
    meta_top = 0.0
    if has_meta(card):
        meta_top = pad[1] + text.height + (2 if compact else 6)
        height = meta_top + 22 + pad[3]
    return CardLayout(text, pad, meta_top, width, height)


def has_meta(card: CardView) -> bool:
    """Tell whether a card has a line under its words."""
    marked = card.private or not card.revealed or card.carried or card.votes or card.top or card.status in SETTLED
    return bool(marked or card.case_title or card.owner or card.kind == AGREEMENT)


def spoken_card(card: CardView) -> str:
    """Return a card in words, for a screen reader and the tooltip."""
    parts = [card.text]
    if card.owner:
        parts.append(card.owner)
    if card.due_on:
        parts.append(format_date(card.due_on))
    if card.case_title:
        parts.append(_("Case: {title}").format(title=card.case_title))
    if card.goal is not None:
        parts.append(_("goal {number}").format(number=card.goal))
    if card.talent:
        parts.append(_("talent {name}").format(name=card.talent))
    if card.votes:
        parts.append(_("{count} votes").format(count=card.votes))
    if card.top:
        parts.append(_("number {place} of the top 3").format(place=card.top))
    if card.private:
        parts.append(_("only you"))
    if not card.revealed:
        parts.append(_("still hidden"))
    if card.carried:
        parts.append(_("from an earlier meeting"))
    return ", ".join(parts)


class CardDelegate(QStyledItemDelegate):
    """Draws cards. A card takes the whole width of its row, less a margin for the focus ring."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._layouts: dict[bytes, tuple[CardView, int, bool, CardLayout]] = {}
        self.compact = False

    def layout_of(self, card: CardView, width: int) -> CardLayout:
        """Return the layout of a card in a row of a width."""
        found = self._layouts.get(card.id)
        # The very same card: comparing all of its words costs more than laying out a short one.
        if found is not None and found[0] is card and found[1] == width and found[2] == self.compact:
            return found[3]
        if len(self._layouts) >= _KEPT:
            self._layouts.clear()
        inset = _INSET if card.group_id is not None else 0
        layout = lay_out(card, width - 2 * (SIDE + inset), self.compact)
        self._layouts[card.id] = (card, width, self.compact, layout)
        return layout

    def height_of(self, row, width: int) -> int:
        """Return the height of a row of a width, with what is around a card."""
        if row.card is None:
            return _TITLE + _GAP
        return round(self.layout_of(row.card, width).height + 2 * _GAP + (_FOOT if row.last else 0))

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex) -> QSize:
        width = option.widget.viewport().width()
        return QSize(width, self.height_of(index.model().rows()[index.row()], width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex) -> None:
        row = index.data(ROW_ROLE)
        card: CardView | None = row.card
        state = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.entry.group_id is not None:
            _paint_frame(painter, QRectF(option.rect), row)
        if card is None:
            _paint_title(painter, QRectF(option.rect), row, state)
            painter.restore()
            return
        layout = self.layout_of(card, option.widget.viewport().width())
        left = option.rect.left() + SIDE + (_INSET if card.group_id is not None else 0)
        rect = QRectF(left, option.rect.top() + _GAP, layout.width, layout.height)
        focused = bool(state & QStyle.StateFlag.State_HasFocus)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        paint_card(painter, rect, card, layout, selected=selected, hover=bool(state & QStyle.StateFlag.State_MouseOver))
        if focused:
            painter.setPen(edge_pen(theme().color.focus, 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(rect.adjusted(-2, -2, 2, 2), 10, 10)
        painter.restore()


def _paint_frame(painter: QPainter, rect: QRectF, row) -> None:
    """Draw the part of the frame of a group that lies behind one of its rows."""
    color, tokens = theme().color, theme().tokens
    top = rect.top() + _GAP if row.card is None else rect.top() - 20
    bottom = rect.bottom() - 2 if row.last else rect.bottom() + 20
    painter.save()
    painter.setClipRect(rect)
    frame = QRectF(rect.left() + SIDE, top, rect.width() - 2 * SIDE, bottom - top)
    box(painter, frame, tokens.radius.card, color.canvas, color.line_strong, tokens.border.hair)
    painter.restore()


def _paint_title(painter: QPainter, rect: QRectF, row, state) -> None:
    color = theme().color
    spot = QRectF(rect.left() + SIDE, rect.top() + _GAP, rect.width() - 2 * SIDE, rect.height() - _GAP)
    if state & QStyle.StateFlag.State_Selected:
        box(painter, spot.adjusted(2, 2, -2, 0), theme().tokens.radius.chip, color.primary_tint)
    title, right = row.entry.title or _("Group without a title"), spot.right() - 8
    votes = str(row.entry.votes or "")
    # The title goes before the number: its cards tell their own votes as well.
    if votes and text_width(title, font("small_strong")) < spot.width() - 80:
        right = _mark_right(painter, spot, right, "thumb-up", votes)
    paint_icon(painter, "stack-2", QRectF(spot.left() + 9, spot.center().y() - 8, 16, 16), color.ink2)
    area = QRectF(spot.left() + 30, spot.top(), right - spot.left() - 32, spot.height())
    line_of_text(painter, area, title, font("small_strong"), color.ink)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(edge_pen(color.focus, 3))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(spot.adjusted(1, 1, -1, -1), 8, 8)


def paint_card(painter: QPainter, rect: QRectF, card: CardView, layout: CardLayout, *, selected: bool = False, hover: bool = False) -> None:
    """Draw a card.

    Parameters:
        rect: where; of the size of its layout.
        card, layout: what, and where its parts are.
        selected: blue edge and tint.
        hover: stronger edge.
    """
    color, tokens = theme().color, theme().tokens
    if selected:
        look = (color.primary_tint, color.primary, tokens.border.selected, card.private or not card.revealed)
    elif card.private or not card.revealed:
        look = (color.canvas, color.line_strong, tokens.border.control, True)
    else:
        look = (color.surface, color.line_strong if hover else color.line, tokens.border.hair, False)
    box(painter, rect, tokens.radius.card, *look)
    shape = QPainterPath()
    shape.addRoundedRect(rect, tokens.radius.card, tokens.radius.card)
    painter.save()
    painter.setClipPath(shape)
    painter.fillRect(QRectF(rect.left(), rect.top(), tokens.border.card_stripe, rect.height()), theme().kind[card.kind].solid)
    painter.restore()
    left, top, right, _bottom = layout.pad
    layout.text.draw(painter, rect.left() + left, rect.top() + top, color.ink)
    if layout.meta_top:
        _paint_meta(painter, QRectF(rect.left() + left, rect.top() + layout.meta_top, rect.width() - left - right, 22), card)


def _paint_meta(painter: QPainter, rect: QRectF, card: CardView) -> None:
    color = theme().color
    right = rect.right()
    if card.votes:
        right = _mark_right(painter, rect, right, "thumb-up", str(card.votes))
    if card.top:
        right = _mark_right(painter, rect, right, "award", str(card.top), color.primary)
    if card.status in SETTLED:
        right = _mark_right(painter, rect, right, "circle-check" if card.status == "done" else "x", "")
    left = rect.left()
    if card.private:
        left = _mark_left(painter, rect, left, right, "lock", _("only you"))
    elif not card.revealed:
        left = _mark_left(painter, rect, left, right, "circle-dashed", _("still hidden"))
    elif card.carried:
        left = _mark_left(painter, rect, left, right, "history", "")
    if card.kind == AGREEMENT:
        _paint_due(painter, rect, _paint_owner(painter, rect, left, right, card), right, card)
        return
    left = _paint_owner(painter, rect, left, right, card)
    if card.case_title and right - left >= 20:
        _mark_left(painter, rect, left, right, "folder-question", card.case_title)


def _paint_owner(painter: QPainter, rect: QRectF, left: float, right: float, card: CardView) -> float:
    if not card.owner or right - left < _AVATAR:
        return left
    paint_avatar(painter, QRectF(left, rect.center().y() - _AVATAR / 2, _AVATAR, _AVATAR), initials(card.owner))
    return left + _AVATAR + 4


def _paint_due(painter: QPainter, rect: QRectF, left: float, right: float, card: CardView) -> None:
    color = theme().color
    due = format_date(card.due_on, "short") if card.due_on else ""
    # What an agreement still misses is named, so that nobody has to look for it.
    missing = _("who and when?") if not card.owner and not due else _("who?") if not card.owner else _("when?") if not due else ""
    if text_width(missing, font("small")) > right - left and not card.owner:
        missing = _("who?")
    for words, tone in ((due, color.ink2), (missing, color.accent_ink)):
        # Half a date is worse than none: the details have all of it.
        if words and text_width(words, font("small")) <= right - left:
            line_of_text(painter, QRectF(left, rect.top(), right - left, rect.height()), words, font("small"), tone)
            left += text_width(words, font("small")) + 8


def _mark_left(painter: QPainter, rect: QRectF, left: float, right: float, icon: str, words: str) -> float:
    color = theme().color
    paint_icon(painter, icon, QRectF(left, rect.center().y() - 8, 16, 16), color.ink2)
    room = right - left - 20 - 6
    if not words or room < min(48, text_width(words, font("small"))):
        return left + 20
    line_of_text(painter, QRectF(left + 20, rect.top(), room, rect.height()), words, font("small"), color.ink2)
    return left + 20 + min(room, text_width(words, font("small"))) + 8


def _mark_right(painter: QPainter, rect: QRectF, right: float, icon: str, words: str, tone=None) -> float:
    tone = tone or theme().color.ink2
    width = text_width(words, font("small"))
    if words:
        line_of_text(painter, QRectF(right - width, rect.top(), width + 1, rect.height()), words, font("small"), tone)
        width += 4
    paint_icon(painter, icon, QRectF(right - width - 16, rect.center().y() - 8, 16, 16), tone)
    return right - width - 16 - 8
