"""Choosing people or cases for a meeting: a list with ticks and a search field. Every tick is done at once."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.forms import SearchField
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.buttons import PrimaryButton
from ef_desktop.ui.widgets.dialog import Dialog
from ef_desktop.ui.widgets.draw import box, line_of_text
from ef_desktop.ui.widgets.text import Label

CHOICE_ROLE = Qt.ItemDataRole.UserRole
_ROW = 52
_TAIL = 120


@dataclass(frozen=True)
class Choice:
    """One line: ``state`` is out, in, or away (invited, but does not come); ``can_be_away`` offers the last."""

    id: bytes
    title: str
    detail: str
    state: str
    can_be_away: bool = False


class _Model(QAbstractListModel):
    def __init__(self, parent=None):
        super().__init__(parent)
        self._all: tuple[Choice, ...] = ()
        self._rows: tuple[Choice, ...] = ()
        self._words: list[str] = []

    def set_choices(self, choices: tuple[Choice, ...]) -> None:
        self._all = choices
        self._refresh()

    def search(self, query: str) -> None:
        self._words = query.casefold().split()
        self._refresh()

    def _refresh(self) -> None:
        rows = tuple(
            row for row in self._all if all(word in f"{row.title} {row.detail}".casefold() for word in self._words)
        )
        if [row.id for row in rows] == [row.id for row in self._rows]:
            self._rows = rows
            if rows:
                self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == CHOICE_ROLE:
            return row
        if role == Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Unchecked if row.state == "out" else Qt.CheckState.Checked
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (row.title, row.detail) if part)
        return None


class _Delegate(QStyledItemDelegate):
    def sizeHint(self, option, index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter, option, index) -> None:
        row: Choice = index.data(CHOICE_ROLE)
        color = theme().color
        area = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        current = bool(option.state & QStyle.StateFlag.State_Selected)
        if current or option.state & QStyle.StateFlag.State_MouseOver:
            edge = color.focus if option.state & QStyle.StateFlag.State_HasFocus else None
            box(painter, area.adjusted(1, 1, -1, -1), 8, color.hover, edge, 2)
        tick = QRectF(area.left() + 12, area.center().y() - 10, 20, 20)
        if row.state == "out":
            box(painter, tick, 5, color.surface, color.line_strong, 1.5)
        else:
            box(painter, tick, 5, color.primary)
            paint_icon(painter, "check", tick.adjusted(2, 2, -2, -2), color.on_primary, 3)
        right = area.right() - (_TAIL if row.can_be_away else 12)
        title = QRectF(area.left() + 44, area.center().y() - 20, right - area.left() - 44, 20)
        if not row.detail:
            title.moveCenter(QRectF(title.left(), area.top(), title.width(), area.height()).center())
        line_of_text(painter, title, row.title[:200], font("body_strong" if row.state != "out" else "body"), color.ink)
        line_of_text(painter, title.translated(0, 20), row.detail[:200], font("small"), color.ink2)
        if row.can_be_away and row.state != "out":
            self._paint_tail(painter, away_spot(area), row.state == "away")
        painter.restore()

    def _paint_tail(self, painter, spot: QRectF, away: bool) -> None:
        color = theme().color
        box(painter, spot, 6, None if away else color.primary_tint, color.line_strong if away else None, 1.5, dashed=away)
        words = _("Does not come") if away else _("Comes")
        line_of_text(painter, spot, words, font("label"), color.ink2 if away else color.primary, Qt.AlignmentFlag.AlignHCenter)


def away_spot(area: QRectF) -> QRectF:
    """Return where a row tells whether somebody comes."""
    return QRectF(area.right() - _TAIL, area.center().y() - 13, _TAIL - 10, 26)


class _View(QListView):
    ticked = Signal(object)
    away = Signal(object)
    done = Signal()

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.done.emit()
            return
        choice = self.currentIndex().data(CHOICE_ROLE) if self.currentIndex().isValid() else None
        if choice is not None and event.key() == Qt.Key.Key_Space:
            self.ticked.emit(choice)
        elif choice is not None and event.key() == Qt.Key.Key_N and choice.can_be_away and choice.state != "out":
            self.away.emit(choice)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        choice: Choice = index.data(CHOICE_ROLE)
        spot = away_spot(QRectF(self.visualRect(index)))
        if choice.can_be_away and choice.state != "out" and spot.contains(event.position()):
            self.away.emit(choice)
        else:
            self.ticked.emit(choice)


class PickDialog(Dialog):
    """Ticks for a list.

    Parameters:
        title, text: what is chosen.
        placeholder: of the search field.
        read: returns the choices as they are now.
        toggle: puts a choice on or takes it off.
        away: says that somebody comes or not; None where that has no meaning.
        empty: sentence when there is nothing to choose.
    """

    def __init__(
        self,
        parent: QWidget | None,
        title: str,
        text: str,
        placeholder: str,
        read: Callable[[], tuple[Choice, ...]],
        toggle: Callable[[Choice], object],
        away: Callable[[Choice], object] | None = None,
        empty: str = "",
    ):
        super().__init__(parent, title, text, width=520)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._read = read
        self.search = SearchField(placeholder)
        self.search.searched.connect(self._search)
        self.search.installEventFilter(self)
        self.body.addWidget(self.search)
        self._empty = Label(empty, tone="ink2", wrap=True)
        self.body.addWidget(self._empty)
        self._model = _Model(self)
        self.list = _View()
        self.list.setModel(self._model)
        self.list.setItemDelegate(_Delegate(self.list))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setAccessibleName(title)
        self.list.setMinimumHeight(340)
        self.list.ticked.connect(lambda choice: self._do(toggle, choice))
        self.list.done.connect(self.accept)
        if away is not None:
            self.list.away.connect(lambda choice: self._do(away, choice))
        self.body.addWidget(self.list, 1)
        self.add_button(PrimaryButton(_("Done")), self.accept)
        self._refresh()
        # The keys of the sentence above work on the list, so the keyboard begins there.
        if self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))
        self.list.setFocus()

    def _do(self, call: Callable[[Choice], object], choice: Choice) -> None:
        call(choice)
        self._refresh()

    def _refresh(self) -> None:
        choices = self._read()
        self._model.set_choices(choices)
        self._empty.setVisible(not choices and bool(self._empty.text()))
        self.list.setVisible(bool(choices))
        self.search.setVisible(bool(choices))

    def _search(self, query: str) -> None:
        self._model.search(query)
        if query and self._model.rowCount():
            self.list.setCurrentIndex(self._model.index(0))

    def eventFilter(self, watched, event) -> bool:
        # From the search field the arrows walk through the list, and Enter ticks.
        if watched is self.search and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._model.rowCount():
                row = self.list.currentIndex().row() + (1 if event.key() == Qt.Key.Key_Down else -1)
                self.list.setCurrentIndex(self._model.index(min(max(row, 0), self._model.rowCount() - 1)))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._model.search(self.search.value())
                if not self.list.currentIndex().isValid() and self._model.rowCount():
                    self.list.setCurrentIndex(self._model.index(0))
                if self.list.currentIndex().isValid():
                    self.list.ticked.emit(self.list.currentIndex().data(CHOICE_ROLE))
                return True
        return super().eventFilter(watched, event)
