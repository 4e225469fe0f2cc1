"""One column of the board: a list of cards with its own model; no widget per card."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QByteArray,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListView,
    QScrollBar,
    QVBoxLayout,
    QWidget,
)

from ef_desktop.domain.board import BoardEntry
from ef_desktop.domain.views import CardView, KindView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.badge import paint_badge
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.outcome_board_cards import (
    CARD_ROLE,
    ROW_ROLE,
    SIDE,
    CardDelegate,
    paint_card,
)
from ef_desktop.ui.widgets.outcome_board_editor import CardEditor
from ef_desktop.ui.widgets.outcome_board_model import CARDS_MIME, CardModel
from ef_desktop.ui.widgets.outcome_board_title import TitleEditor

_MANY = 300


class _ThinBar(QScrollBar):
    """A scroll bar over the margin of a list, in step with the list's own."""

    def __init__(self, view: QListView):
        super().__init__(Qt.Orientation.Vertical, view)
        self._real = view.verticalScrollBar()
        self.setStyleSheet("QScrollBar:vertical { width: 9px; margin: 1px 2px; } QScrollBar::handle { border-radius: 2px; }")
        self._real.rangeChanged.connect(self._follow)
        self._real.valueChanged.connect(self.setValue)
        self.valueChanged.connect(self._real.setValue)
        self.hide()

    def _follow(self, least: int, most: int) -> None:
        self.setPageStep(self._real.pageStep())
        self.setSingleStep(self._real.singleStep())
        self.setRange(least, most)
        self.setValue(self._real.value())
        self.setVisible(most > least)


class ColumnView(QListView):
    """The list of a column. Keys that reach beyond it are told to the board."""

    keyAsked = Signal(object)
    pressedAlone = Signal()
    opened = Signal()
    dropped = Signal(object, int)
    titled = Signal(object, str)
    edited = Signal(bytes, dict)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setModel(CardModel(self))
        self.cards_delegate = CardDelegate(self)
        self.setItemDelegate(self.cards_delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setStyleSheet("QListView { background: transparent; border: none; }")
        self.verticalScrollBar().setSingleStep(24)
        # A bar beside the cards would make them narrower, and so taller, the moment it appears: this one lies over the margin.
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._bar = _ThinBar(self)
        self.doubleClicked.connect(lambda _index: self.opened.emit())
        self._drop = -1
        self._editor: TitleEditor | None = None
        self._shown: Sequence[BoardEntry] | None = None

    def model(self) -> CardModel:
        return super().model()

    def current_card(self) -> CardView | None:
        """Return the card that has the keyboard."""
        index = self.currentIndex()
        return index.data(CARD_ROLE) if index.isValid() else None

    def selected_rows(self) -> list[bytes]:
        """Return the ids of the chosen rows: cards, and groups whose title is chosen."""
        return [index.data(ROW_ROLE).id for index in sorted(self.selectedIndexes(), key=lambda index: index.row())]

    def selected_cards(self) -> list[CardView]:
        """Return the chosen cards, in order; the title of a group stands for all of its cards."""
        found: dict[bytes, CardView] = {}
        for index in sorted(self.selectedIndexes(), key=lambda index: index.row()):
            row = index.data(ROW_ROLE)
            for card in row.entry.cards if row.card is None else (row.card,):
                found[card.id] = card
        return list(found.values())

    def selected_group(self) -> BoardEntry | None:
        """Return the group that is chosen as a whole and alone, or None."""
        chosen = {card.id for card in self.selected_cards()}
        return next(
            (
                entry
                for entry in self.model().entries()
                if entry.group_id is not None and chosen == {card.id for card in entry.cards} and (len(chosen) > 1 or self.on_title())
            ),
            None,
        )

    def on_title(self) -> bool:
        """Tell whether the title of a group has the keyboard."""
        index = self.currentIndex()
        return index.isValid() and index.data(CARD_ROLE) is None

    def set_entries(self, entries: Sequence[BoardEntry]) -> None:
        """Show other cards; what was chosen stays chosen."""
        if entries is self._shown:
            return
        self._shown = entries
        chosen = set(self.selected_rows())
        model = self.model()
        place = self.currentIndex().row()
        current = model.rows()[place].id if place >= 0 else None
        before = model.rows()
        scroll = self.verticalScrollBar().value()
        self.setLayoutMode(QListView.LayoutMode.Batched if len(entries) > _MANY else QListView.LayoutMode.SinglePass)
        changed = model.set_entries(entries)
        if changed is not None:
            after, width, height = model.rows(), self.viewport().width(), self.cards_delegate.height_of
            # Laying out a long column takes longer than all the rest.
            if any(height(before[place], width) != height(after[place], width) for place in changed):
                self.scheduleDelayedItemsLayout()
            return
        last = model.rowCount() - 1
        if current is not None:
            found = model.place_of(current)
            if found >= 0 or self.hasFocus():
                self.go_to(found if found >= 0 else min(place, last), select=False)
        self.choose(chosen)
        self.verticalScrollBar().setValue(scroll)
        if chosen and self.hasFocus() and not self.selectedIndexes():
            self.go_to(min(place, last))

    def dataChanged(self, first, last, roles=()) -> None:
        # The list would lay out the whole column, and paint all of it again: ``set_entries`` tells when cards got higher.
        QAbstractItemView.dataChanged(self, first, last, roles)

    def ask_title(self, row_id: bytes, title: str, target: object) -> None:
        """Ask for the title of a group where a row is; ``titled(target, title)`` tells what was typed.

        Parameters:
            row_id: card or group at whose place the field stands.
            title: to begin with.
            target: handed back as it is.
        """
        place = self.model().place_of(row_id)
        if place < 0:
            return
        self.scrollTo(self.model().index(place))
        area = self.visualRect(self.model().index(place))
        self._editor = TitleEditor(self, title)
        self._editor.setGeometry(area.left() + 8, max(area.top() + 2, 0), area.width() - 16, 36)
        self._editor.given.connect(lambda words: self.titled.emit(target, words))
        self._editor.show()
        self._editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def edit_words(self) -> None:
        """Let the words of the card that has the keyboard be changed where it is; ``edited(id, fields)`` tells what was typed."""
        card, index = self.current_card(), self.currentIndex()
        if card is None:
            return
        self.scrollTo(index)
        editor = CardEditor(self, card, self.visualRect(index).adjusted(SIDE - 2, 2, 2 - SIDE, 0))
        editor.edited.connect(lambda fields: self.edited.emit(card.id, fields))
        editor.show()
        editor.setFocus(Qt.FocusReason.OtherFocusReason)

    def choose(self, ids: set[bytes]) -> None:
        """Choose cards by id, no others."""
        selection = QItemSelection()
        for place, row in enumerate(self.model().rows()):
            if row.id in ids:
                selection.select(self.model().index(place), self.model().index(place))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def go_to(self, place: int, *, select: bool = True, add: bool = False) -> None:
        """Give the keyboard to the card at a place; ``add`` chooses it beside the others."""
        index = self.model().index(place)
        if not index.isValid():
            return
        flag = QItemSelectionModel.SelectionFlag
        if add:
            self.selectionModel().setCurrentIndex(index, flag.Select)
        elif select:
            # The view remembers from where Shift goes on; which modifiers are down now must not matter.
            self.setCurrentIndex(index)
            self.selectionModel().select(index, flag.ClearAndSelect)
        else:
            self.selectionModel().setCurrentIndex(index, flag.NoUpdate)
        self.scrollTo(index)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        # Qt lays a list out again when it gets higher; cards change when it gets wider.
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
        self._bar.setGeometry(self.width() - 9, 0, 9, self.height())

    def keyPressEvent(self, event) -> None:
        self.keyAsked.emit(event)
        if not event.isAccepted():
            event.accept()
            return
        plain = event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier)
        if event.key() == Qt.Key.Key_Escape and len(self.selectedIndexes()) > 1:
            self.pressedAlone.emit()
            self.go_to(max(self.currentIndex().row(), 0))
            return
        moves = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        if (event.key() in moves and not plain) or (event.key() == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def mousePressEvent(self, event) -> None:
        together = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        index = self.indexAt(event.position().toPoint())
        if not event.modifiers() & together and not (index.isValid() and index in self.selectedIndexes()):
            self.pressedAlone.emit()
        super().mousePressEvent(event)

    def focusInEvent(self, event) -> None:
        super().focusInEvent(event)
        # Whoever comes by keyboard has a card at once; a click chooses one by itself.
        if event.reason() != Qt.FocusReason.MouseFocusReason and not self.selectedIndexes():
            self.pressedAlone.emit()
            self.go_to(max(self.currentIndex().row(), 0))

    # Dragging

    def startDrag(self, actions) -> None:
        cards = self.selected_cards()
        if not cards:
            return
        drag = QDrag(self)
        data = QMimeData()
        data.setData(CARDS_MIME, QByteArray("\n".join(card.id.hex() for card in cards).encode()))
        drag.setMimeData(data)
        drag.setPixmap(self._picture(cards[0]))
        drag.exec(Qt.DropAction.MoveAction)

    def dragEnterEvent(self, event) -> None:
        self.dragMoveEvent(event)

    def dragMoveEvent(self, event) -> None:
        if not event.mimeData().hasFormat(CARDS_MIME):
            event.ignore()
            return
        place = self.place_at(event.position().y())
        if place != self._drop:
            self._drop = place
            self.viewport().update()
        event.acceptProposedAction()

    def dragLeaveEvent(self, event) -> None:
        self._drop = -1
        self.viewport().update()

    def dropEvent(self, event) -> None:
        place, self._drop = self.place_at(event.position().y()), -1
        self.viewport().update()
        ids = bytes(event.mimeData().data(CARDS_MIME)).decode().split("\n")
        event.acceptProposedAction()
        self.dropped.emit([bytes.fromhex(id) for id in ids], place)

    def place_at(self, y: float) -> int:
        """Return the place before which something let go at a height lands."""
        for place in range(self.model().rowCount()):
            if y < self.visualRect(self.model().index(place)).center().y():
                return place
        return self.model().rowCount()

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        if self._drop < 0:
            return
        count = self.model().rowCount()
        if self._drop < count:
            y = self.visualRect(self.model().index(self._drop)).top()
        else:
            y = self.visualRect(self.model().index(count - 1)).bottom() if count else 4
        with QPainter(self.viewport()) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            box(painter, QRectF(8, max(y - 2, 0), self.viewport().width() - 16, 4), 2, theme().color.primary)

    def _picture(self, card: CardView) -> QPixmap:
        layout = self.cards_delegate.layout_of(card, self.viewport().width())
        ratio = self.devicePixelRatioF()
        picture = QPixmap(QSize(round(layout.width * ratio), round(layout.height * ratio)))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_card(painter, QRectF(0, 0, layout.width, layout.height), card, layout, selected=True)
        return picture


class OutcomeColumn(QWidget):
    """A kind: its mark and word, how many, the cards, and a button for another one."""

    newAsked = Signal()

    def __init__(self, kind: KindView, parent: QWidget | None = None):
        super().__init__(parent)
        self.kind = kind
        self.view = ColumnView()
        self.view.setAccessibleName(kind.name)
        self.add = QuietButton(_("Card"), icon="plus", small=True, name=_("New card: {kind}").format(kind=kind.name))
        self.add.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.add.clicked.connect(self.newAsked)
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self._column.addWidget(self.view, 1)
        foot = QHBoxLayout()
        foot.setContentsMargins(4, 2, 4, 0)
        foot.addWidget(self.add)
        foot.addStretch(1)
        self._column.addLayout(foot)
        self._head = 40
        self._count = -1
        self.set_compact(False)

    def set_compact(self, compact: bool) -> None:
        """Smaller letters and margins; the button goes, its key stays."""
        self._head = 34 if compact else 42
        self._column.setContentsMargins(0, self._head, 0, 6 if compact else 8)
        self.add.setVisible(not compact)
        self.view.cards_delegate.compact = compact
        self.view.scheduleDelayedItemsLayout()

    def set_entries(self, entries: Sequence[BoardEntry]) -> None:
        """Show groups and loose cards."""
        self.view.set_entries(entries)
        count = len(self.view.model().cards())
        if count != self._count:
            self._count = count
            self.setAccessibleName(ngettext("{kind}, {count} card", "{kind}, {count} cards", count).format(kind=self.kind.name, count=count))
            # The number only: the cards lie on this, and would all be painted again with it.
            self.update(0, 0, self.width(), self._head)

    def paintEvent(self, event) -> None:
        color = theme().color
        rect = QRectF(self.rect())
        with begin(self) as painter:
            box(painter, rect, theme().tokens.radius.panel, color.sunk)
            middle = self._head / 2 + 3
            paint_badge(painter, self.kind.id, QRectF(11, middle - 12, 24, 24))
            count = str(len(self.view.model().cards()))
            room = text_width(count, font("small_strong"))
            spot = QRectF(rect.right() - 12 - room, middle - 10, room + 1, 20)
            line_of_text(painter, spot, count, font("small_strong"), color.ink2)
            line_of_text(painter, QRectF(41, middle - 11, spot.left() - 41 - 6, 22), self.kind.name, font("h3"), color.ink)
