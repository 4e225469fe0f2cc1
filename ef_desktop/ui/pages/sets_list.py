"""The list of talents or roles on the page of the own sets."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.domain.workviews import RoleView, TalentView
from ef_desktop.i18n import _
from ef_desktop.ui.pages.overview_head import steady_scroll
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.draw import box, line_of_text, text_width

_ROW = 52


class SetList(QListView):
    """Talents or roles in order. Alt with Up or Down moves the chosen one, Delete hides it.

    Signals:
        chosen: another row is current.
        moved: -1 up or 1 down.
        hiding: the key to hide was pressed.
    """

    chosen = Signal()
    moved = Signal(int)
    hiding = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, frameShape=QFrame.Shape.NoFrame, uniformItemSizes=True)
        self.rows = _Rows(self)
        self.setModel(self.rows)
        self.setItemDelegate(_Row(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        steady_scroll(self)
        self.selectionModel().currentChanged.connect(lambda _new, _old: self.chosen.emit())

    def show_rows(self, views: tuple[TalentView | RoleView, ...], clusters: dict[str, str], chosen: bytes | None) -> None:
        """Show a set; ``chosen`` stays or becomes the current row, else the one at the same place does."""
        place = self.currentIndex().row()
        blocked = self.selectionModel().blockSignals(True)
        self.rows.show(views, clusters)
        known = [view.id for view in views]
        if views:
            row = known.index(chosen) if chosen in known else max(0, min(place, len(views) - 1))
            self.setCurrentIndex(self.rows.index(row))
        self.selectionModel().blockSignals(blocked)
        self.viewport().update()
        self.chosen.emit()

    def current(self) -> TalentView | RoleView | None:
        """Return the chosen talent or role."""
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def keyPressEvent(self, event) -> None:
        key, alt = event.key(), event.modifiers() == Qt.KeyboardModifier.AltModifier
        if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif key == Qt.Key.Key_Delete:
            self.hiding.emit()
        else:
            super().keyPressEvent(event)


class _Rows(QAbstractListModel):
    def __init__(self, parent):
        super().__init__(parent)
        self._views: tuple[TalentView | RoleView, ...] = ()
        self._clusters: dict[str, str] = {}

    def show(self, views, clusters) -> None:
        self.beginResetModel()
        self._views, self._clusters = views, clusters
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._views)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        view = self._views[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return view
        if role == Qt.ItemDataRole.UserRole + 1:
            return self.about(view)
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(words for words in (view.name, self.about(view), state_words(view)) if words)
        return None

    def about(self, view: TalentView | RoleView) -> str:
        """Return the line under a name."""
        lines = (self._clusters[view.cluster] if isinstance(view, TalentView) else "", view.description)
        return " · ".join(words for words in lines if words)


def state_words(view: TalentView | RoleView) -> str:
    """Return what is special about a talent or role: hidden, your own, or nothing."""
    return _("out of the set") if view.hidden else _("your own") if view.own else ""


class _Row(QStyledItemDelegate):
    def sizeHint(self, option, index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter, option, index) -> None:
        color = theme().color
        rect = QRectF(option.rect)
        view = index.data(Qt.ItemDataRole.UserRole)
        state = state_words(view)
        room = text_width(state, font("small")) + 16 if state else 0
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            box(painter, rect.adjusted(1, 1, -1, -1), theme().tokens.radius.chip, color.primary_tint, color.focus if focused else None, 2)
        else:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 0.5, rect.width(), 1), color.line)
        ink = color.ink2 if view.hidden else color.ink
        line_of_text(painter, QRectF(rect.left() + 12, rect.top() + 4, rect.width() - 24 - room, 24), view.name, font("body_strong"), ink)
        about = index.data(Qt.ItemDataRole.UserRole + 1)
        line_of_text(painter, QRectF(rect.left() + 12, rect.top() + 26, rect.width() - 24, 20), about, font("small"), color.ink2)
        if state:
            end = QRectF(rect.right() - room - 4, rect.top() + 4, room - 8, 24)
            line_of_text(painter, end, state, font("small"), color.accent_ink if view.hidden else color.primary, Qt.AlignmentFlag.AlignRight)
        painter.restore()
