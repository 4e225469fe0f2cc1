"""The rundown as a list that is worked with: by mouse with dragging, and wholly by keyboard."""

from PySide6.QtCore import QByteArray, QMimeData, QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QDrag
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from ef_desktop.domain.views import AgendaItemView, MeetingPlan
from ef_desktop.i18n import _
from ef_desktop.ui.pages.meetings_words import minutes_words
from ef_desktop.ui.pages.overview_head import steady_scroll
from ef_desktop.ui.pages.prepare_library import BLOCK_MIME, block_picture
from ef_desktop.ui.pages.prepare_minutes import MAX_MINUTES
from ef_desktop.ui.pages.prepare_rundown import MINUTES, TITLE, RundownDelegate, RundownModel, row_parts
from ef_desktop.ui.pages.prepare_sketch import Agreed, Guest, sketch

ITEM_MIME = "application/x-ef-item"
STEP = 5


class RundownView(QListView):
    """The list of agenda items.

    Signals:
        blockDropped: id of a library block and the place where it was dropped.
        itemMoved: id of an item and the place where it comes, counted without the item itself.
        minutesChanged: id of an item and its new length in minutes.
        minutesRefused: what was typed instead of a length that a block can have; the length stays.
        titleChanged: id of an item and its new title.
        removeAsked: ids of items.
        detailsAsked: id of an item.
        currentItemChanged: id of the chosen item, or None.
        typed: a letter that belongs in the search field of the library.
        lockAsked: id of an item whose beginning is to be agreed or let go; "" for the end of the meeting.
        escaped: Escape was pressed.
        sketched: the Sketch that is shown, also while something is dragged.
    """

    blockDropped = Signal(bytes, int)
    itemMoved = Signal(bytes, int)
    minutesChanged = Signal(bytes, int)
    minutesRefused = Signal(str)
    titleChanged = Signal(bytes, str)
    removeAsked = Signal(list)
    detailsAsked = Signal(bytes)
    currentItemChanged = Signal(object)
    typed = Signal(str)
    lockAsked = Signal(bytes)
    escaped = Signal()
    sketched = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._plan: MeetingPlan | None = None
        self._agreed = Agreed()
        self._blocks: dict[bytes, Guest] = {}
        self._pressed_step = False
        self._empty: QWidget | None = None
        self._model = RundownModel(self)
        self.setModel(self._model)
        self._delegate = RundownDelegate(self)
        self.setItemDelegate(self._delegate)
        self._model.titleTyped.connect(self.titleChanged)
        self._model.minutesTyped.connect(self.minutesChanged)
        self._model.minutesRefused.connect(self.minutesRefused)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        steady_scroll(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDropIndicatorShown(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_("Rundown"))

    def set_empty_state(self, empty: QWidget) -> None:
        """Give the widget that is shown over the list as long as there is nothing in it; blocks can be dropped on it."""
        self._empty = empty
        empty.setParent(self.viewport())
        empty.setVisible(self._model.rowCount() == 0)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if self._empty is not None:
            self._empty.setGeometry(self.viewport().rect())

    def rundown(self) -> RundownModel:
        """Return the model."""
        return self._model

    def set_tall(self, tall: bool) -> None:
        """Take normal rows, or lower ones on a low screen."""
        self._delegate.tall = tall
        self.scheduleDelayedItemsLayout()

    def set_library(self, blocks) -> None:
        """Tell which blocks may be dragged in."""
        self._blocks = {block.id: Guest(block.title, block.icon, block.minutes) for block in blocks}

    def show_plan(self, plan: MeetingPlan, agreed: Agreed) -> None:
        """Show a plan with its agreed times; the chosen item stays chosen where it still exists."""
        chosen = self.current_item()
        self._plan, self._agreed = plan, agreed
        row = self.currentIndex().row()
        self._sketch(None)
        if chosen is None:
            return
        place = self._model.row_of(chosen.id)
        if place < 0:
            place = min(row, len(plan.items) - 1)
        if place >= 0 and (place != self.currentIndex().row() or not self.selectedIndexes()):
            self.choose(self._model.item_at(place).id)

    def current_item(self) -> AgendaItemView | None:
        """Return the chosen item, or None."""
        index = self.currentIndex()
        return self._model.item_at(index.row()) if index.isValid() else None

    def chosen_ids(self) -> list[bytes]:
        """Return the ids of all chosen items, in order."""
        rows = sorted(index.row() for index in self.selectedIndexes())
        return [item.id for item in map(self._model.item_at, rows) if item is not None]

    def choose(self, item_id: bytes) -> None:
        """Choose an item and bring it into sight."""
        place = self._model.row_of(item_id)
        if place >= 0:
            self.setCurrentIndex(self._model.index(place))
            self.scrollTo(self._model.index(place))

    def edit_title(self) -> None:
        """Type a new title in the chosen row."""
        self._edit(TITLE)

    def edit_minutes(self, first_digit: str = "") -> None:
        """Type a new length in the chosen row."""
        self._edit(MINUTES, first_digit)

    def _edit(self, what: str, first_digit: str = "") -> None:
        if self.current_item() is None:
            return
        self._delegate.editing = what
        self.edit(self.currentIndex())
        if first_digit:
            # As in a table: the digit that opened the editor replaces the number, and the next one follows it.
            self.indexWidget(self.currentIndex()).setText(first_digit)

    def _sketch(self, guest: Guest | None) -> None:
        if self._plan is not None:
            self._model.set_sketch(sketch(self._plan, guest, self._agreed))
            if self._empty is not None:
                self._empty.setVisible(self._model.rowCount() == 0)
            self.sketched.emit(self._model.sketch)

    def currentChanged(self, current, previous) -> None:
        super().currentChanged(current, previous)
        self.currentItemChanged.emit(self.current_item())

    def focusInEvent(self, event) -> None:
        self._delegate.has_focus = True
        super().focusInEvent(event)
        if self.current_item() is None and self._model.item_at(0) is not None:
            self.choose(self._model.item_at(0).id)
        self.viewport().update()

    def focusOutEvent(self, event) -> None:
        self._delegate.has_focus = False
        super().focusOutEvent(event)
        self.viewport().update()

    # Keys

    def keyPressEvent(self, event) -> None:
        key, modifiers = event.key(), event.modifiers()
        item = self.current_item()
        keys, held = Qt.Key, Qt.KeyboardModifier
        bare = modifiers & ~(held.ShiftModifier | held.KeypadModifier) == held.NoModifier
        if modifiers == held.AltModifier and key in (keys.Key_Up, keys.Key_Down):
            self._move(item, -1 if key == keys.Key_Up else 1)
        elif key in (keys.Key_Plus, keys.Key_Equal, keys.Key_Minus) and item is not None:
            size = 1 if modifiers & held.ControlModifier else STEP
            self._step(item, -size if key == keys.Key_Minus else size)
        elif key in (keys.Key_Delete, keys.Key_Backspace) and bare:
            if self.chosen_ids():
                self.removeAsked.emit(self.chosen_ids())
        elif modifiers == held.ControlModifier and key == keys.Key_L and item is not None:
            self.lockAsked.emit(item.id)
        elif key == keys.Key_F2:
            self.edit_title()
        elif key in (keys.Key_Return, keys.Key_Enter) and item is not None:
            self.detailsAsked.emit(item.id)
        elif key == keys.Key_Escape:
            self.escaped.emit()
        elif bare and event.text().isdigit():
            self.edit_minutes(event.text())
        elif bare and event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _move(self, item: AgendaItemView | None, by: int) -> None:
        if item is None:
            return
        place = self._model.row_of(item.id) + by
        if 0 <= place < len(self._plan.items):
            self.itemMoved.emit(item.id, place)

    def _step(self, item: AgendaItemView, by: int) -> None:
        if abs(by) == STEP:
            # Steps of five land on whole fives: 8 becomes 10 or 5.
            fives = item.minutes // STEP + 1 if by > 0 else -(-item.minutes // STEP) - 1
            by = fives * STEP - item.minutes
        minutes = min(max(1, item.minutes + by), MAX_MINUTES)
        if minutes != item.minutes:
            self.minutesChanged.emit(item.id, minutes)

    # Mouse

    def mousePressEvent(self, event) -> None:
        self._pressed_step = False
        index = self.indexAt(event.position().toPoint())
        item = self._model.item_at(index.row()) if index.isValid() else None
        if event.button() == Qt.MouseButton.LeftButton and self._over_time(index, event.position()):
            self._pressed_step = True
            self.lockAsked.emit(item.id if item is not None else b"")
            return
        if item is not None and event.button() == Qt.MouseButton.LeftButton:
            parts = row_parts(QRectF(self.visualRect(index)), self._delegate.tall)
            point = event.position()
            if parts.stepper.contains(point):
                self._pressed_step = True
                self.setCurrentIndex(index)
                if parts.minus.contains(point):
                    self._step(item, -STEP)
                elif parts.plus.contains(point):
                    self._step(item, STEP)
                else:
                    self.edit_minutes()
                return
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event) -> None:
        if not self._pressed_step:
            super().mouseMoveEvent(event)
        index = self.indexAt(event.position().toPoint())
        over_step = index.isValid() and self._model.item_at(index.row()) is not None
        if over_step:
            over_step = row_parts(QRectF(self.visualRect(index)), self._delegate.tall).stepper.contains(event.position())
        over_step = over_step or self._over_time(index, event.position())
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over_step else Qt.CursorShape.ArrowCursor)

    def _over_time(self, index, point) -> bool:
        """Tell whether a point is on the time of a block, or of the end."""
        if not index.isValid() or self._plan is None or self._plan.row.starts_at is None:
            return False
        parts = row_parts(QRectF(self.visualRect(index)), self._delegate.tall)
        return parts.time.united(parts.lock).contains(point)

    def mouseReleaseEvent(self, event) -> None:
        if self._pressed_step:
            self._pressed_step = False
            return
        super().mouseReleaseEvent(event)
        item = self.current_item()
        plain = event.modifiers() == Qt.KeyboardModifier.NoModifier
        clicked = event.button() == Qt.MouseButton.LeftButton and self.indexAt(event.position().toPoint()).isValid()
        if plain and clicked and item is not None:
            self.detailsAsked.emit(item.id)

    def mouseDoubleClickEvent(self, event) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._model.item_at(index.row()) is not None:
            parts = row_parts(QRectF(self.visualRect(index)), self._delegate.tall)
            if parts.name.contains(event.position()):
                self.setCurrentIndex(index)
                self.edit_title()
                return
            if parts.stepper.contains(event.position()):
                self.mousePressEvent(event)
                return
        super().mouseDoubleClickEvent(event)

    # Dragging

    def startDrag(self, actions) -> None:
        item = self.current_item()
        if item is None:
            return
        drag = QDrag(self)
        drag.setMimeData(item_mime(item.id))
        drag.setPixmap(block_picture(item.title[:200], item.icon, minutes_words(item.minutes), self.devicePixelRatioF()))
        drag.setHotSpot(QPoint(24, 23))
        drag.exec(Qt.DropAction.MoveAction)
        self._sketch(None)
        self.choose(item.id)

    def _guest(self, data: QMimeData) -> Guest | None:
        if data.hasFormat(BLOCK_MIME):
            return self._blocks.get(data.data(BLOCK_MIME).data())
        if data.hasFormat(ITEM_MIME) and self._plan is not None:
            moved = data.data(ITEM_MIME).data()
            for item in self._plan.items:
                if item.id == moved:
                    return Guest(item.title, item.icon, item.minutes, item.id)
        return None

    def _place(self, guest: Guest, y: float) -> int:
        """Return before which of the items, counted without the one being moved, a drop at this height comes."""
        count = 0
        for place, row in enumerate(self._model.sketch.rows):
            if row.item is None or row.item.id == guest.item_id:
                continue
            if self.visualRect(self._model.index(place)).center().y() < y:
                count += 1
        return count

    def dragEnterEvent(self, event) -> None:
        if self._guest(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dragMoveEvent(self, event) -> None:
        guest = self._guest(event.mimeData())
        if guest is None:
            event.ignore()
            return
        self.show_guest(guest, event.position().y())
        event.acceptProposedAction()
        self._scroll_at_edge(event.position().y())

    def show_guest(self, guest: Guest, y: float) -> None:
        """Show the drop place for what is dragged at a height in the viewport."""
        place = self._place_in_plan(guest, self._place(guest, y))
        if self._model.sketch.guest is None or self._model.sketch.guest.index != place:
            self._sketch(Guest(guest.title, guest.icon, guest.minutes, guest.item_id, place))

    def _place_in_plan(self, guest: Guest, place: int) -> int:
        """Return the index among all items for a place counted without the moved one."""
        if guest.item_id is None:
            return place
        old = next(number for number, item in enumerate(self._plan.items) if item.id == guest.item_id)
        return place if place <= old else place + 1

    def _scroll_at_edge(self, y: float) -> None:
        bar = self.verticalScrollBar()
        if y < 30:
            bar.setValue(bar.value() - 12)
        elif y > self.viewport().height() - 30:
            bar.setValue(bar.value() + 12)

    def dragLeaveEvent(self, event) -> None:
        self._sketch(None)

    def dropEvent(self, event) -> None:
        guest = self._guest(event.mimeData())
        if guest is None:
            event.ignore()
            return
        place = self._place(guest, event.position().y())
        self._sketch(None)
        event.acceptProposedAction()
        if guest.item_id is None:
            self.blockDropped.emit(event.mimeData().data(BLOCK_MIME).data(), place)
        elif place != self._model.row_of(guest.item_id):
            self.itemMoved.emit(guest.item_id, place)


def item_mime(item_id: bytes) -> QMimeData:
    """Return what is dragged for an item of the rundown."""
    data = QMimeData()
    data.setData(ITEM_MIME, QByteArray(item_id))
    return data
