"""The library of building blocks beside the rundown: search, choose with the arrows, Enter adds, or drag."""

from dataclasses import dataclass

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QPainter, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.domain.views import BlockView
from ef_desktop.i18n import _
from ef_desktop.ui.pages.meetings_words import minutes_words
from ef_desktop.ui.pages.overview_head import steady_scroll
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import box, line_of_text, text_width
from ef_desktop.ui.widgets.text import layout_text

BLOCK_MIME = "application/x-ef-block"
ENTRY_ROLE = Qt.ItemDataRole.UserRole
USED_ROLE = Qt.ItemDataRole.UserRole + 1
DRAGGED_ROLE = Qt.ItemDataRole.UserRole + 2

OWN_MINUTES = 15


@dataclass(frozen=True)
class Entry:
    """A line of the library: a section title (``block`` None, ``own`` False), a block, or an item of one's own."""

    title: str
    block: BlockView | None = None
    own: bool = False

    @property
    def section(self) -> bool:
        """True for a title between the blocks."""
        return self.block is None and not self.own


def entries(blocks: tuple[BlockView, ...], query: str = "") -> tuple[Entry, ...]:
    """Return the lines of the library: the base package first, then what is always handy, then own blocks.

    Parameters:
        query: words that must all occur in the title or the purpose; the last line adds them as an item of one's own.
    """
    words = query.casefold().split()
    found = [block for block in blocks if all(word in f"{block.title} {block.purpose}".casefold() for word in words)]
    parts = (
        (_("Base package"), [block for block in found if block.base_package and not block.own]),
        (_("Always handy"), [block for block in found if not block.base_package and not block.own]),
        (_("Own blocks"), [block for block in found if block.own]),
    )
    result: list[Entry] = []
    for title, part in parts:
        if part:
            result.append(Entry(title))
            result.extend(Entry(block.title, block) for block in part)
    result.append(Entry(query.strip(), own=True))
    return tuple(result)


class LibraryModel(QAbstractListModel):
    """The lines of the library."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._blocks: tuple[BlockView, ...] = ()
        self._entries: tuple[Entry, ...] = ()
        self._query = ""
        self._used: frozenset[bytes] = frozenset()
        self._dragged: bytes | None = None

    def set_blocks(self, blocks: tuple[BlockView, ...]) -> None:
        """Show other blocks."""
        self._blocks = blocks
        self._refresh()

    def set_query(self, query: str) -> None:
        """Show only what fits the words."""
        self._query = query
        self._refresh()

    def set_used(self, used: frozenset[bytes]) -> None:
        """Mark the blocks that are in the rundown already."""
        self._used = used
        self._touch()

    def set_dragged(self, block_id: bytes | None) -> None:
        """Show one block as being dragged away, or none."""
        self._dragged = block_id
        self._touch()

    def first_block(self) -> int:
        """Return the place of the first line that can be added, or -1."""
        return next((place for place, entry in enumerate(self._entries) if not entry.section), -1)

    def _refresh(self) -> None:
        new = entries(self._blocks, self._query)
        if new != self._entries:
            self.beginResetModel()
            self._entries = new
            self.endResetModel()

    def _touch(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def flags(self, index):
        entry = self._entries[index.row()]
        if entry.section:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        entry = self._entries[index.row()]
        used = entry.block is not None and entry.block.id in self._used
        if role == Qt.ItemDataRole.DisplayRole:
            return own_title(entry) if entry.own else entry.title
        if role == ENTRY_ROLE:
            return entry
        if role == USED_ROLE:
            return used
        if role == DRAGGED_ROLE:
            return entry.block is not None and entry.block.id == self._dragged
        if role == Qt.ItemDataRole.ToolTipRole and entry.block is not None:
            return entry.block.purpose[:300]
        if role == Qt.ItemDataRole.AccessibleTextRole and entry.block is not None:
            words = f"{entry.title}, {minutes_words(entry.block.minutes)}"
            return _("{block}, already in the rundown").format(block=words) if used else words
        return None


def own_title(entry: Entry) -> str:
    """Return the words of the last line: what was typed, or an invitation."""
    return entry.title or _("Own item")


class LibraryDelegate(QStyledItemDelegate):
    """Draws a line of the library."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.tall = True

    def sizeHint(self, option, index) -> QSize:
        if index.data(ENTRY_ROLE).section:
            return QSize(100, 36 if self.tall else 28)
        return QSize(100, 50 if self.tall else 43)

    def paint(self, painter: QPainter, option, index) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        area = QRectF(option.rect)
        color = theme().color
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if entry.section:
            spot = area.adjusted(4, area.height() - 26, 0, -4)
            line_of_text(painter, spot, entry.title, font("label"), color.ink2)
        else:
            spot = area.adjusted(0, 0, 0, -(6 if self.tall else 5))
            self._paint_block(painter, spot, index, entry, option.state)
        painter.restore()

    def _paint_block(self, painter, spot: QRectF, index, entry: Entry, state) -> None:
        color, radius = theme().color, theme().tokens.radius.card
        used, dragged = index.data(USED_ROLE), index.data(DRAGGED_ROLE)
        current = bool(state & QStyle.StateFlag.State_Selected)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        if dragged:
            box(painter, spot, radius, None, color.line_strong, 1.5, dashed=True)
        elif current:
            box(painter, spot, radius, color.primary_tint, color.primary, 2)
        else:
            fill = color.hover if hover else color.canvas if used else color.surface
            box(painter, spot, radius, fill, color.line_strong if hover else color.line, 1)
        ink = color.ink3 if dragged else color.ink2 if used or entry.own else color.ink
        middle = spot.center().y()
        mark = QRectF(spot.left() + 6, middle - 9, 18, 18)
        lead, tone = ("check", color.primary) if used else ("plus", color.primary) if entry.own else ("grip-vertical", color.ink3)
        paint_icon(painter, lead, mark, tone, 2.25 if used else 1.75)
        icon = "pencil" if entry.own else entry.block.icon
        paint_icon(painter, icon, QRectF(spot.left() + 32, middle - 10, 20, 20), color.ink3 if dragged else color.primary)
        minutes = "" if entry.own else minutes_words(entry.block.minutes)
        width = text_width(minutes, font("small"))
        line_of_text(painter, spot.adjusted(0, 0, -10, 0), minutes, font("small"), color.ink2, Qt.AlignmentFlag.AlignRight)
        left = spot.left() + 62
        room = spot.right() - 10 - width - 8 - left
        text = layout_text(index.data(Qt.ItemDataRole.DisplayRole)[:200], font("body"), room, 18, 2)
        text.draw(painter, left, middle - text.height / 2, ink)


class LibraryView(QListView):
    """The list of blocks.

    Signals:
        added: id of a block to add at its usual place.
        own_added: title of an item of one's own.
        typed: a letter that belongs in the search field.

    """

    added = Signal(bytes)
    own_added = Signal(str)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._model = LibraryModel(self)
        self.setModel(self._model)
        self._delegate = LibraryDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        steady_scroll(self)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setAccessibleName(_("Building blocks"))
        self.setTabKeyNavigation(False)
        self.doubleClicked.connect(self._add)

    def library(self) -> LibraryModel:
        """Return the model."""
        return self._model

    def set_tall(self, tall: bool) -> None:
        """Take normal rows, or lower ones on a low screen."""
        self._delegate.tall = tall
        self.scheduleDelayedItemsLayout()

    def search(self, query: str) -> None:
        """Show what fits the words and choose the first of it."""
        self._model.set_query(query)
        first = self._model.first_block()
        if query.strip() and first >= 0:
            self.setCurrentIndex(self._model.index(first))
        else:
            self.clearSelection()
            self.setCurrentIndex(QModelIndex())

    def step(self, steps: int) -> None:
        """Choose a line further down or up, titles skipped."""
        row = self.currentIndex().row()
        target = row + steps if row >= 0 else self._model.first_block() if steps > 0 else -1
        while 0 <= target < self._model.rowCount():
            index = self._model.index(target)
            if index.flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentIndex(index)
                self.scrollTo(index)
                return
            target += 1 if steps > 0 else -1

    def add_current(self) -> None:
        """Add the chosen line to the rundown."""
        if self.currentIndex().isValid():
            self._add(self.currentIndex())

    def keyPressEvent(self, event) -> None:
        text = event.text()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.add_current()
        elif plain and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.step(1 if event.key() == Qt.Key.Key_Down else -1)
        elif plain and text and text.isprintable() and not text.isspace():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def _add(self, index: QModelIndex) -> None:
        entry: Entry = index.data(ENTRY_ROLE)
        if entry.own:
            self.own_added.emit(entry.title)
        elif entry.block is not None:
            self.added.emit(entry.block.id)

    def startDrag(self, actions) -> None:
        entry: Entry | None = self.currentIndex().data(ENTRY_ROLE)
        if entry is None or entry.block is None:
            return
        drag = QDrag(self)
        drag.setMimeData(block_mime(entry.block.id))
        picture = block_picture(entry.block.title, entry.block.icon, minutes_words(entry.block.minutes), self.devicePixelRatioF())
        drag.setPixmap(picture)
        drag.setHotSpot(QPoint(24, 23))
        self._model.set_dragged(entry.block.id)
        drag.exec(Qt.DropAction.CopyAction)
        self._model.set_dragged(None)


def block_mime(block_id: bytes) -> QMimeData:
    """Return what is dragged for a block of the library."""
    data = QMimeData()
    data.setData(BLOCK_MIME, QByteArray(block_id))
    return data


def block_picture(title: str, icon: str, minutes: str, ratio: float) -> QPixmap:
    """Return the card that follows the pointer while a block is dragged."""
    color = theme().color
    picture = QPixmap(round(252 * ratio), round(46 * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    area = QRectF(0, 0, 252, 46)
    box(painter, area, 8, color.surface, color.primary, 2)
    paint_icon(painter, "grip-vertical", QRectF(8, 14, 18, 18), color.ink3)
    paint_icon(painter, icon, QRectF(36, 13, 20, 20), color.primary)
    line_of_text(painter, area.adjusted(0, 0, -12, 0), minutes, font("small"), color.ink2, Qt.AlignmentFlag.AlignRight)
    line_of_text(painter, area.adjusted(66, 0, -66, 0), title, font("body_strong"), color.ink)
    painter.end()
    return picture



