"""The chapters of the logbook as a list: chosen or not, in the order of the book, by mouse and by keyboard."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.domain.book_parts import TITLE_PAGE, ChapterChoice
from ef_desktop.i18n import _, format_number, ngettext
from ef_desktop.ui.pages.overview_head import steady_scroll
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import box, line_of_text, text_width
from ef_desktop.ui.widgets.text import TextBlock, layout_text

#: Height of a row with one line of what stands in it, of each line, and how many lines at most.
_ROW, _LINE, _MOST_LINES = 56, 18, 4
_TICK = 20
_LEFT = 14


class ChapterList(QListView):
    """The chapters. Space chooses or leaves out, Alt+Up and Alt+Down move, Enter looks at it; dragging moves too.

    Signals:
        toggled: id of a chapter and whether it is in the book.
        moved: id of a chapter and its place in the list, counted without it.
        opened: id of a chapter to look at.
    """

    toggled = Signal(str, bool)
    moved = Signal(str, int)
    opened = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._chapters = Chapters(self)
        self.setModel(self._chapters)
        self.setItemDelegate(_ChapterLine(self))
        # A row is as high as its words need, so a new width asks for other heights.
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        steady_scroll(self)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDragDropOverwriteMode(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_("Chapters of the logbook"))
        self.setAccessibleDescription(_("Space chooses or leaves out. Alt with Up or Down moves."))

    def show_chapters(self, chapters: tuple[ChapterChoice, ...]) -> None:
        """Show the chapters; the one that is looked at stays."""
        current = self.current()
        self._chapters.show(chapters)
        self.choose(current.id if current is not None else "")

    def chapters(self) -> tuple[ChapterChoice, ...]:
        """Return the chapters in their order."""
        return self._chapters.rows

    def current(self) -> ChapterChoice | None:
        """Return the chapter that is looked at."""
        place = self.currentIndex().row()
        return self._chapters.rows[place] if 0 <= place < len(self._chapters.rows) else None

    def choose(self, chapter_id: str) -> None:
        """Look at a chapter; at the first where there is none of this id."""
        if self._chapters.rows:
            ids = [row.id for row in self._chapters.rows]
            index = self._chapters.index(ids.index(chapter_id) if chapter_id in ids else 0)
            self.setCurrentIndex(index)
            self.scrollTo(index)

    def place_at(self, y: float) -> int:
        """Return before which of the other chapters something comes that is dropped at a height of the viewport."""
        current = self.currentIndex().row()
        rows = [row for row in range(len(self._chapters.rows)) if row != current]
        return sum(self.visualRect(self._chapters.index(row)).center().y() < y for row in rows)

    def set_enabled(self, enabled: bool) -> None:
        """Let the list be changed, or only be looked at."""
        self._chapters.enabled = enabled
        self.setDragEnabled(enabled)

    # Inside

    def _toggle(self) -> None:
        chapter = self.current()
        if chapter is not None and not chapter.fixed and self._chapters.enabled:
            self.toggled.emit(chapter.id, not chapter.chosen)

    def _move(self, place: int) -> None:
        chapter = self.current()
        # The title page is the first page of any book.
        if chapter is not None and chapter.id != TITLE_PAGE and self._chapters.enabled:
            place = min(max(place, 1), len(self._chapters.rows) - 1)
            if place != self.currentIndex().row():
                self.moved.emit(chapter.id, place)

    def keyPressEvent(self, event) -> None:
        key, keys = event.key(), Qt.Key
        if key in (keys.Key_Up, keys.Key_Down) and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self._move(self.currentIndex().row() + (1 if key == keys.Key_Down else -1))
        elif key == keys.Key_Space:
            self._toggle()
        elif key in (keys.Key_Return, keys.Key_Enter) and self.current() is not None:
            self.opened.emit(self.current().id)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event) -> None:
        index = self.indexAt(event.position().toPoint())
        pressed = self.state() == QAbstractItemView.State.NoState or self.state() == QAbstractItemView.State.DragSelectingState
        super().mouseReleaseEvent(event)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton and index == self.currentIndex() and pressed:
            if event.position().x() < self.visualRect(index).left() + _LEFT + _TICK + 8:
                self._toggle()
            else:
                self.opened.emit(self.current().id)

    def dropEvent(self, event) -> None:
        self._move(self.place_at(event.position().y()))
        # The list is read again; Qt must not take the row away itself.
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()


class Chapters(QAbstractListModel):
    """The chapters, for the list and for a screen reader.

    Attributes:
        rows: the chapters in their order.
        enabled: False where nothing can be changed.
    """

    def __init__(self, parent=None):
        super().__init__(parent)
        self.rows: tuple[ChapterChoice, ...] = ()
        self.enabled = True

    def show(self, chapters: tuple[ChapterChoice, ...]) -> None:
        """Show other chapters."""
        if chapters != self.rows:
            self.beginResetModel()
            self.rows = chapters
            self.endResetModel()

    def rowCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def supportedDropActions(self):
        return Qt.DropAction.MoveAction

    def flags(self, index):
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        chapter = self.rows[index.row()]
        if not chapter.fixed:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        if chapter.id != TITLE_PAGE and self.enabled:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        chapter = self.rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return chapter
        if role == Qt.ItemDataRole.DisplayRole:
            return chapter.title
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if chapter.chosen else Qt.CheckState.Unchecked
        if role == Qt.ItemDataRole.ToolTipRole:
            return chapter.content
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{chapter.title}. {chapter_state(chapter)}"
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return chapter.content
        return None


def chapter_state(chapter: ChapterChoice) -> str:
    """Return in words whether a chapter is in the book, and how much is in it."""
    if chapter.fixed:
        return _("Always in it")
    if not chapter.chosen:
        return _("Left out")
    if not chapter.filled:
        return _("Nothing in it yet: it is left out")
    count = ngettext("{count} line in it", "{count} lines in it", chapter.count)
    return count.format(count=format_number(chapter.count)) if chapter.count else _("In the book")


class _ChapterLine(QStyledItemDelegate):
    """Tick, title, what stands in it, and how much."""

    def sizeHint(self, option, index) -> QSize:
        view = option.widget
        width = view.viewport().width() if view is not None else option.rect.width()
        chapter: ChapterChoice = index.data(Qt.ItemDataRole.UserRole)
        return QSize(0, _ROW + round(self._words(chapter, width).height - _LINE))

    def _words(self, chapter: ChapterChoice, width: float) -> TextBlock:
        """Lay out what stands in a chapter, in a row of a width: ``sizeHint`` and ``paint`` use the same lines."""
        room = width - _LEFT - _TICK - 12 - 11
        return layout_text(chapter.content, font("small"), max(room, 120), _LINE, _MOST_LINES)

    def initStyleOption(self, option, index) -> None:
        super().initStyleOption(option, index)
        # The tick is drawn here; Qt would draw its own beside it while a row is dragged.
        option.features &= ~option.ViewItemFeature.HasCheckIndicator

    def paint(self, painter: QPainter, option, index) -> None:
        color = theme().color
        chapter: ChapterChoice = index.data(Qt.ItemDataRole.UserRole)
        rect = QRectF(option.rect)
        view = option.widget
        focused = view is not None and view.hasFocus() and index == view.currentIndex()
        hover = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if hover:
            painter.fillRect(rect, color.hover)
        painter.fillRect(QRectF(rect.left() + _LEFT, rect.bottom() - 1, rect.width() - _LEFT, 1), color.line)
        self._tick(painter, QRectF(rect.left() + _LEFT, rect.top() + 11, _TICK, _TICK), chapter)
        left = rect.left() + _LEFT + _TICK + 12
        right = rect.right() - 10
        in_book = chapter.chosen and (chapter.filled or chapter.fixed)
        if hover and chapter.id != TITLE_PAGE:
            paint_icon(painter, "grip-vertical", QRectF(right - 14, rect.top() + 12, 18, 18), color.ink3)
        right -= 18
        amount = format_number(chapter.count) if chapter.count else ""
        if chapter.chosen and not chapter.filled and not chapter.fixed:
            amount = _("empty")
        width = text_width(amount, font("small")) if amount else 0
        if amount:
            spot = QRectF(right - width - 1, rect.top() + 9, width + 2, 24)
            line_of_text(painter, spot, amount, font("small"), color.ink2, Qt.AlignmentFlag.AlignRight)
        ink = color.ink if in_book else color.ink3
        title = QRectF(left, rect.top() + 9, right - left - width - 12, 24)
        line_of_text(painter, title, chapter.title, font("body_strong"), ink)
        self._words(chapter, rect.width()).draw(painter, left, rect.top() + 31, color.ink2 if in_book else color.ink3)
        if focused:
            box(painter, rect.adjusted(2, 1, -2, -2), 6, None, color.focus, theme().tokens.focus.ring)
        painter.restore()

    def _tick(self, painter: QPainter, spot: QRectF, chapter: ChapterChoice) -> None:
        color = theme().color
        if chapter.fixed:
            paint_icon(painter, "lock", spot.adjusted(1, 1, -1, -1), color.ink3)
        elif chapter.chosen:
            box(painter, spot, 5, color.primary)
            paint_icon(painter, "check", spot.adjusted(2, 2, -2, -2), color.on_primary)
        else:
            box(painter, spot, 5, color.surface, color.line_strong, theme().tokens.border.control)
