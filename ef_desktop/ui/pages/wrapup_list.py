"""The list of all cards of a meeting, from which the top 3 is chosen."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.domain.views import CardView
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import _, format_date
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.badge import paint_badge
from ef_desktop.ui.widgets.draw import box, edge_pen, line_of_text, text_width
from ef_desktop.ui.widgets.outcome_board_cards import CARD_ROLE, spoken_card
from ef_desktop.ui.widgets.text import TextBlock, layout_role

_BADGE, _TOP, _PAD = 46, 44, 8


class _Model(QAbstractListModel):
    def __init__(self, parent=None):
        super().__init__(parent)
        self.cards: tuple[CardView, ...] = ()

    def set_cards(self, cards: Sequence[CardView]) -> None:
        new = tuple(cards)
        same = [card.id for card in new] == [card.id for card in self.cards]
        if same and new:
            self.cards = new
            self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
        elif not same:
            self.beginResetModel()
            self.cards = new
            self.endResetModel()

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole):
        card = self.cards[index.row()] if index.isValid() else None
        if role == CARD_ROLE:
            return card
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) and card is not None:
            return spoken_card(card)
        return None


@dataclass(frozen=True)
class _Layout:
    text: TextBlock
    meta: str
    height: float


class _Delegate(QStyledItemDelegate):
    def __init__(self, parent=None):
        super().__init__(parent)
        self._layouts: dict[tuple, _Layout] = {}

    def layout_of(self, card: CardView, width: int) -> _Layout:
        """One layout for the size and the painting."""
        key = (card, width)
        if key not in self._layouts:
            if len(self._layouts) > 4000:
                self._layouts.clear()
            meta = self._meta(card)
            room = width - _BADGE - _TOP - 16 - (min(text_width(meta, font("small")), 220) + 16 if meta else 0)
            text = layout_role(card.text, "body", max(room, 60), 3)
            self._layouts[key] = _Layout(text, meta, max(text.height, 28) + 2 * _PAD)
        return self._layouts[key]

    def sizeHint(self, option, index) -> QSize:
        width = option.widget.viewport().width()
        return QSize(width, round(self.layout_of(index.data(CARD_ROLE), width).height))

    def paint(self, painter: QPainter, option, index) -> None:
        card: CardView = index.data(CARD_ROLE)
        color = theme().color
        layout = self.layout_of(card, option.widget.viewport().width())
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = rect.adjusted(2, 1, -2, -1)
        if option.state & QStyle.StateFlag.State_Selected:
            box(painter, inner, 8, color.primary_tint)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            box(painter, inner, 8, color.hover)
        paint_badge(painter, card.kind, QRectF(rect.left() + 11, rect.center().y() - 13, 26, 26))
        layout.text.draw(painter, rect.left() + _BADGE, rect.center().y() - layout.text.height / 2, color.ink)
        right = rect.right() - _TOP - 6
        if layout.meta:
            width = min(text_width(layout.meta, font("small")), 220) + 1
            line_of_text(painter, QRectF(right - width, rect.top(), width, rect.height()), layout.meta, font("small"), color.ink2)
        self._paint_place(painter, QRectF(rect.right() - _TOP + 4, rect.center().y() - 14, 28, 28), card)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(edge_pen(color.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), 7, 7)
        else:
            painter.fillRect(QRectF(rect.left() + _BADGE, rect.bottom(), rect.width() - _BADGE - 8, 1), color.line)
        painter.restore()

    def _paint_place(self, painter: QPainter, rect: QRectF, card: CardView) -> None:
        color = theme().color
        if card.top:
            box(painter, rect, 6, color.primary)
            line_of_text(painter, rect, str(card.top), make_font(16, 700), color.on_primary, Qt.AlignmentFlag.AlignHCenter)
        elif card.private:
            paint_icon(painter, "lock", rect.adjusted(5, 5, -5, -5), color.ink2)
        else:
            box(painter, rect, 6, color.surface, color.line_strong, 1.5)

    def _meta(self, card: CardView) -> str:
        parts = []
        if card.owner:
            parts.append(first_name(card.owner))
        if card.due_on:
            parts.append(format_date(card.due_on, "short"))
        if card.votes:
            parts.append(_("{count} votes").format(count=card.votes) if card.votes > 1 else _("1 vote"))
        if card.private:
            parts.append(_("only you"))
        elif not card.revealed:
            parts.append(_("still hidden"))
        return " · ".join(parts)


class CardList(QListView):
    """All cards in a list. 1, 2 and 3 give a place in the top 3, 0 takes it back, Enter opens the card."""

    placeAsked = Signal(object, int)
    opened = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setModel(_Model(self))
        self.setItemDelegate(_Delegate(self))
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setAccessibleName(_("All cards"))
        self.setStyleSheet("QListView { background: transparent; border: none; }")
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(CARD_ROLE)))

    def set_cards(self, cards: Sequence[CardView]) -> None:
        """Show cards; the one that was chosen stays chosen."""
        current = self.current_card()
        before = [card.id for card in self.model().cards]
        self.model().set_cards(cards)
        if before == [card.id for card in cards]:
            return
        place = next((place for place, card in enumerate(cards) if current is not None and card.id == current.id), 0)
        if cards:
            self.setCurrentIndex(self.model().index(place))

    def current_card(self) -> CardView | None:
        """Return the card that is chosen."""
        index = self.currentIndex()
        return index.data(CARD_ROLE) if index.isValid() else None

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        # Qt lays a list out again when it gets higher; rows change when it gets wider.
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event) -> None:
        card = self.current_card()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if card is not None and plain and Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_3:
            self.placeAsked.emit(card, event.key() - Qt.Key.Key_0)
        elif card is not None and plain and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.opened.emit(card)
        elif event.key() in moves:
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.position().x() > self.viewport().width() - _TOP:
            card = index.data(CARD_ROLE)
            free = next((place for place in (1, 2, 3) if all(other.top != place for other in self.model().cards)), 3)
            self.placeAsked.emit(card, 0 if card.top else free)
