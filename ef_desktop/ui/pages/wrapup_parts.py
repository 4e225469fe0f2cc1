"""Parts of closing a meeting: the three places of the top 3, and an agreement that misses something."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.domain.views import CardView
from ef_desktop.i18n import _
from ef_desktop.ui.forms.fields import ComboField
from ef_desktop.ui.forms.when import DateField
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.badge import paint_badge
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.text import Label, layout_role

_ROW = (48, 40)


class TopSlots(QWidget):
    """Three places: filled ones show their card and can be emptied by a click on the cross."""

    removed = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._cards: tuple[CardView, ...] = ()
        self._height = _ROW[0]
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)

    def show_cards(self, cards: Sequence[CardView]) -> None:
        """Show the most important cards, in order."""
        self._cards = tuple(cards)
        words = ", ".join(f"{place}. {card.text}" for place, card in enumerate(cards, 1))
        self.setAccessibleName(_("Top 3: {cards}").format(cards=words or _("nothing chosen yet")))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(380, 3 * self._height + 2 * 6)

    def set_compact(self, compact: bool) -> None:
        """Lower rows."""
        self._height = _ROW[1 if compact else 0]
        self.updateGeometry()

    def paintEvent(self, event) -> None:
        color, tokens = theme().color, theme().tokens
        with begin(self) as painter:
            for place in range(3):
                rect = self._row(place)
                card = self._cards[place] if place < len(self._cards) else None
                fill = color.surface if card else None
                box(painter, rect, tokens.radius.card, fill, color.line if card else color.line_strong, 1 if card else 1.5, card is None)
                number = QRectF(rect.left() + 10, rect.center().y() - 14, 28, 28)
                box(painter, number, 6, color.primary if card else color.sunk)
                tone = color.on_primary if card else color.ink3
                line_of_text(painter, number, str(place + 1), make_font(16, 700), tone, Qt.AlignmentFlag.AlignHCenter)
                if card is None:
                    spot = QRectF(rect.left() + 48, rect.top(), rect.width() - 56, rect.height())
                    line_of_text(painter, spot, _("not chosen yet"), font("sub"), color.ink3)
                    continue
                paint_badge(painter, card.kind, QRectF(rect.left() + 48, rect.center().y() - 11, 22, 22))
                text = layout_role(card.wall_text or card.text, "small", rect.width() - 78 - 40, 2)
                text.draw(painter, rect.left() + 78, rect.center().y() - text.height / 2, color.ink)
                paint_icon(painter, "x", self._cross(place), color.ink2)

    def mouseReleaseEvent(self, event) -> None:
        for place, card in enumerate(self._cards):
            if self._cross(place).adjusted(-8, -8, 8, 8).contains(event.position()):
                self.removed.emit(card)
                return

    def mouseMoveEvent(self, event) -> None:
        over = any(self._cross(place).adjusted(-8, -8, 8, 8).contains(event.position()) for place in range(len(self._cards)))
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        self.setToolTip(_("Out of the top 3 (0)") if over else "")

    def _row(self, place: int) -> QRectF:
        return QRectF(0, place * (self._height + 6), self.width(), self._height)

    def _cross(self, place: int) -> QRectF:
        rect = self._row(place)
        return QRectF(rect.right() - 30, rect.center().y() - 9, 18, 18)


class AgreementRowEdit(QWidget):
    """An agreement that still misses a name or a date, with both fields at hand."""

    edited = Signal(bytes, dict)

    def __init__(self, card: CardView, people: Sequence[tuple], today: date, parent: QWidget | None = None):
        super().__init__(parent)
        self.card_id = card.id
        self._people = list(people)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self.text = Label(wrap=True)
        column.addWidget(self.text)
        line = QHBoxLayout()
        line.setSpacing(8)
        self.owner = ComboField(self._people, dense=True)
        self.owner.setAccessibleName(_("Who does it"))
        self.due = DateField(optional=True, today=today, dense=True)
        self.due.setAccessibleName(_("By when"))
        line.addWidget(self.owner, 1)
        line.addWidget(self.due, 1)
        column.addLayout(line)
        self.owner.committed.connect(lambda value: self.edited.emit(self.card_id, {"owner_id": value}))
        self.due.committed.connect(lambda value: self.edited.emit(self.card_id, {"due_on": value}))
        self.show_card(card)

    def show_card(self, card: CardView) -> None:
        """Show the agreement."""
        self.text.setText(card.text)
        self.owner.set_value(card.owner_id)
        if not self.due.hasFocus():
            self.due.set_value(card.due_on)
