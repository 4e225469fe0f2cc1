"""A painted list of people, cases or meetings: one look, one set of keys, fast with thousands of rows."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QItemSelectionModel, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QPainter
from PySide6.QtWidgets import QAbstractItemView, QApplication, QListView, QMenu, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.i18n import format_date
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.pages.listing_model import ROW_ROLE, ListRow, RowsModel
from ef_desktop.ui.pages.overview_head import steady_scroll
from ef_desktop.ui.theme import font, icon, make_font, paint_icon, theme
from ef_desktop.ui.widgets.avatar import paint_avatar
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width

ROW_HEIGHT = 60

#: Width in logical pixels below which a list is narrow.
_NARROW = 420
_LEAD = 40
_CHIP_GAP = 6
_TONES = {"blue": ("primary_tint", "primary"), "warn": ("accent_tint", "accent_ink"), "neutral": ("sunk", "ink2")}


class QuickField(TextField):
    """A field above a list in which a name and Enter add a row.

    Parameters:
        placeholder: says so; ``name`` is the accessible name.
        take_many: called with several lines or cells that are pasted; when it returns False, they become one line.

    Signals:
        added: the text.
        down: the arrow down.
    """

    added = Signal(str)
    down = Signal()

    def __init__(
        self, placeholder: str, name: str, parent: QWidget | None = None, *, advised: int = 80, take_many: Callable[[str], bool]
    ):
        super().__init__("", parent, placeholder=placeholder, advised=advised, dense=True)
        self._take_many = take_many
        self.setAccessibleName(name)
        self.setTextMargins(28, 0, 0, 0)
        self.returnPressed.connect(self._tell)

    def _tell(self) -> None:
        if self.value():
            self.added.emit(self.value())

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif not (event.matches(QKeySequence.StandardKey.Paste) and self._pasted_many()):
            super().keyPressEvent(event)

    def _pasted_many(self) -> bool:
        text = QApplication.clipboard().text().strip()
        return ("\n" in text or "\t" in text) and self._take_many(text)

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        with begin(self) as painter:
            paint_icon(painter, "plus", QRectF(12, self.height() / 2 - 9, 18, 18), theme().color.primary)


class RowsDelegate(QStyledItemDelegate):
    """Draws a row."""

    def sizeHint(self, option, index) -> QSize:
        return QSize(200, ROW_HEIGHT)

    def paint(self, painter: QPainter, option, index) -> None:
        row: ListRow = index.data(ROW_ROLE)
        color = theme().color
        area = QRectF(option.rect)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen:
            edge = color.focus if option.state & QStyle.StateFlag.State_HasFocus else None
            box(painter, area.adjusted(0, 1, 0, -1), theme().tokens.radius.card, color.primary_tint, edge, 2)
        else:
            if option.state & QStyle.StateFlag.State_MouseOver:
                box(painter, area.adjusted(0, 1, 0, -1), theme().tokens.radius.card, color.hover)
            painter.fillRect(QRectF(area.left() + 10, area.bottom() - 1, area.width() - 20, 1), color.line)
        left = self._paint_lead(painter, area, row)
        # In a narrow list the title has the whole width, and the chips stand below it.
        low = area.width() < _NARROW and bool(row.detail) and not row.tail
        right = self._paint_right(painter, area, row, left, chosen, low)
        title = QRectF(left, area.top() + 10, max(20.0, (area.right() - 14 if low else right) - left), 21)
        if not row.detail:
            title.moveTop(area.center().y() - 10.5)
        line_of_text(painter, title, _line(row.title), font("body_strong"), color.ink)
        detail = QRectF(left, area.top() + 31, max(20.0, right - left), 19)
        line_of_text(painter, detail, _line(row.detail), font("small"), color.ink2)
        painter.restore()

    def _paint_lead(self, painter, area: QRectF, row: ListRow) -> float:
        color = theme().color
        spot = QRectF(area.left() + 12, area.center().y() - _LEAD / 2, _LEAD, _LEAD)
        if row.letters:
            paint_avatar(painter, spot.adjusted(4, 4, -4, -4), row.letters)
        elif row.icon:
            paint_icon(painter, row.icon, spot.adjusted(9, 9, -9, -9), color.primary)
        elif row.dated:
            box(painter, spot, theme().tokens.radius.tile, color.surface, color.primary if row.day else color.line_strong, 1.5)
            if row.day is None:
                paint_icon(painter, "calendar", spot.adjusted(10, 10, -10, -10), color.ink2)
            else:
                centre = Qt.AlignmentFlag.AlignHCenter
                upper = QRectF(spot.left(), spot.top() + 2, spot.width(), 21)
                line_of_text(painter, upper, str(row.day.day), make_font(18, 700), color.ink, centre)
                month = format_date(row.day, "short").split()[-1]
                lower = QRectF(spot.left(), spot.top() + 21, spot.width(), 16)
                line_of_text(painter, lower, month, make_font(14, 600), color.ink2, centre)
        else:
            return area.left() + 14
        return spot.right() + 12

    def _paint_right(self, painter, area: QRectF, row: ListRow, left: float, chosen: bool, low: bool) -> float:
        color = theme().color
        right = area.right() - 14
        if row.tail:
            width = text_width(row.tail, font("sub"))
            line_of_text(painter, QRectF(right - width, area.top(), width, area.height()), row.tail, font("sub"), color.ink2)
            right -= max(width, 84) + 12
        face = font("label")
        for words, tone in reversed(row.chips):
            width = text_width(words, face) + 18
            if right - width - left < (60 if low else 140):
                break
            fill, ink = _TONES[tone]
            if chosen and fill == "primary_tint":
                # The row itself has that colour now.
                fill = "surface"
            spot = QRectF(right - width, area.top() + 32, width, 21) if low else QRectF(right - width, area.center().y() - 12, width, 24)
            box(painter, spot, theme().tokens.radius.chip, getattr(color, fill))
            line_of_text(painter, spot, words, face, getattr(color, ink), Qt.AlignmentFlag.AlignHCenter)
            right = spot.left() - _CHIP_GAP
        return right - 6


def _line(text: str) -> str:
    return text[:300].replace("\n", " ")


class RowsView(QListView):
    """The list.

    Parameters:
        name: accessible name.
        several: True lets more rows be chosen at once, with Shift, Ctrl and Ctrl A.
        letters: what a letter does: True looks for a row that begins with it, False only tells of it.

    Signals:
        chosen: id of the row that is current now, or None.
        picked: tuple of the ids that are chosen together; one where only the current row is.
        opened: Enter or a double click.
        remove_asked: Delete.
        left: Escape.
        above: the arrow up in the first row.
        typed: a letter that looks for no row.
    """

    chosen = Signal(object)
    picked = Signal(object)
    opened = Signal(bytes)
    remove_asked = Signal(bytes)
    left = Signal()
    above = Signal()
    typed = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None, *, several: bool = False, letters: bool = True):
        super().__init__(parent)
        self._letters = letters
        self._model = RowsModel(self)
        self._actions: list[QAction] = []
        self.setModel(self._model)
        self.setItemDelegate(RowsDelegate(self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        mode = QAbstractItemView.SelectionMode
        self.setSelectionMode(mode.ExtendedSelection if several else mode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        steady_scroll(self)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(name)
        self.doubleClicked.connect(lambda index: self.opened.emit(index.data(ROW_ROLE).id))
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._menu)

    def rows(self) -> RowsModel:
        """Return the model."""
        return self._model

    def add_menu(self, text: str, name: str, call) -> None:
        """Add a line to the menu of a row.

        Parameters:
            text: already translated.
            name: of its icon.
            call: called with the id of the row.
        """
        action = QAction(text, self)
        action.setData(name)
        action.triggered.connect(lambda: call(self.current_id()) if self.current_id() is not None else None)
        self._actions.append(action)

    def current_id(self) -> bytes | None:
        """Return the id of the current row, or None."""
        index = self.currentIndex()
        return self._model.id_at(index.row()) if index.isValid() else None

    def picked_ids(self) -> tuple[bytes, ...]:
        """Return the ids of the rows that are chosen together, in the order of the list."""
        places = (place for part in self.selectionModel().selection() for place in range(part.top(), part.bottom() + 1))
        return tuple(self._model.id_at(place) for place in sorted(places))

    def show_rows(self, rows: Sequence[Any], *how: Callable) -> None:
        """Show other rows; the current one stays current, or its neighbour where it is gone.

        Parameters:
            rows: ``ListRow``, or anything with an ``id`` and
            how: how such a row stands in the list, and in which words it is found; see ``RowsModel.set_rows``.
        """
        wanted, place = self.current_id(), self.currentIndex().row()
        self._model.set_rows(rows, *how)
        self._restore(wanted, place)

    def search(self, query: str) -> None:
        """Show only what fits."""
        wanted = self.current_id()
        self._model.search(query)
        self._restore(wanted, 0)

    def _restore(self, wanted: bytes | None, place: int) -> None:
        row = self._model.row_of(wanted)
        if row < 0 and self._model.rowCount():
            row = min(max(place, 0), self._model.rowCount() - 1)
        if row < 0:
            self.chosen.emit(None)
        elif self.currentIndex().row() != row or not self.selectedIndexes():
            self._make_current(row)

    def _make_current(self, row: int) -> None:
        # Not ``setCurrentIndex``: with more rows at once that looks at the keyboard, and Ctrl is still down after Ctrl Z.
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(self._model.index(row), flags)

    def choose(self, row_id: bytes) -> None:
        """Make a row current and bring it into sight."""
        row = self._model.row_of(row_id)
        if row >= 0:
            self._make_current(row)
            self.scrollTo(self._model.index(row))

    def currentChanged(self, current, previous) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(self._model.id_at(current.row()))

    def selectionChanged(self, selected, deselected) -> None:
        super().selectionChanged(selected, deselected)
        self.picked.emit(self.picked_ids())

    def keyPressEvent(self, event) -> None:
        row_id = self.current_id()
        if row_id is not None and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(row_id)
        elif row_id is not None and event.key() == Qt.Key.Key_Delete:
            self.remove_asked.emit(row_id)
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            event.ignore()
        elif event.key() == Qt.Key.Key_Up and self.currentIndex().row() <= 0 and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self.above.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, text: str) -> None:
        if self._letters:
            super().keyboardSearch(text)
        elif text.isprintable():
            self.typed.emit(text)

    def _menu(self, spot: QPoint) -> None:
        if not self._actions or self.current_id() is None:
            return
        menu = QMenu(self)
        for action in self._actions:
            action.setIcon(icon(action.data(), theme().color.ink2))
            menu.addAction(action)
        menu.popup(self.viewport().mapToGlobal(spot))
