"""The list at the left of a merge: what clashes first, then what goes, changes and comes."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.domain.sharing import CLASH, ORDER, Entry, Key
from ef_desktop.i18n import _, format_number
from ef_desktop.ui.pages.overview_head import steady_scroll
from ef_desktop.ui.pages.sharing_words import STATES, entry_words, is_chosen, state_words
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.badge import paint_badge
from ef_desktop.ui.widgets.draw import box, line_of_text, text_width

_HEAD, _ROW = 38, 54
_ICONS = {
    "meeting": "calendar",
    "agenda_item": "list-details",
    "person": "user",
    "case_file": "folder-question",
    "block": "stack-2",
    "template": "copy",
    "portrait": "shield-lock",
    "programme": "route",
    "setting": "settings",
    "role": "users-group",
    "talent": "award",
    "workform_round": "users-group",
    "measurement": "chart-dots",
    "tool_card": "tool",
    "ground_rule": "heart-handshake",
}


class _Entries(QAbstractListModel):
    def __init__(self, parent):
        super().__init__(parent)
        self.lines: list[tuple[str, Entry | None]] = []
        self.counts: dict[str, str] = {}
        self.choices: Mapping[Key, object] = {}

    def show(self, entries: Sequence[Entry], choices: Mapping[Key, object]) -> None:
        self.beginResetModel()
        self.choices = choices
        self.lines, self.counts = [], {}
        for state in ORDER:
            rows = [entry for entry in entries if entry.state == state]
            if rows:
                self.lines.append((state, None))
                self.lines += [(state, entry) for entry in rows]
                self.counts[state] = format_number(len(rows))
        self.endResetModel()

    def rowCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index) -> Qt.ItemFlag:
        if self.lines[index.row()][1] is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable

    def head_count(self, state: str) -> str:
        """Return what stands at the right of a heading."""
        if state != CLASH:
            return self.counts[state]
        clashing = [entry for found, entry in self.lines if found == CLASH and entry is not None]
        chosen = sum(is_chosen(entry, self.choices) for entry in clashing)
        return _("{count} of {total} chosen").format(count=format_number(chosen), total=format_number(len(clashing)))

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        state, entry = self.lines[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            if entry is None:
                return f"{state_words(state)}, {self.head_count(state)}"
            parts = [entry.title, entry_words(entry), state_words(state)]
            if state == CLASH:
                parts.append(_("chosen") if is_chosen(entry, self.choices) else _("choose"))
            return ", ".join(part for part in parts if part)
        return None


class EntryList(QListView):
    """The rows of a merge under their headings.

    Signals:
        chosen: the row that is current now.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self._model = _Entries(self)
        self.setModel(self._model)
        self.setItemDelegate(_EntryLine(self))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        steady_scroll(self)
        self.setTabKeyNavigation(False)
        self.setAccessibleName(_("What the merge does"))

    def show_entries(self, entries: Sequence[Entry], choices: Mapping[Key, object]) -> None:
        """Show rows; the first one becomes current.

        Parameters:
            entries: in any order of states.
            choices: what was chosen; kept by the caller, see ``refresh``.
        """
        self._model.show(entries, choices)
        if entries:
            self.setCurrentIndex(self._model.index(1))

    def refresh(self) -> None:
        """Draw again after a choice."""
        self.viewport().update()

    def entry(self) -> Entry | None:
        """Return the current row."""
        index = self.currentIndex()
        return index.data(Qt.ItemDataRole.UserRole) if index.isValid() else None

    def choose_row(self, row: bytes) -> None:
        """Make the row of an id current."""
        for place, (_state, entry) in enumerate(self._model.lines):
            if entry is not None and entry.row == row:
                self.setCurrentIndex(self._model.index(place))
                return

    def to_next_open(self) -> bool:
        """Go to the next row in which nobody chose; returns False where there is none."""
        lines, here = self._model.lines, self.currentIndex().row()
        for step in range(1, len(lines) + 1):
            place = (here + step) % len(lines)
            entry = lines[place][1]
            if entry is not None and entry.clashes and not is_chosen(entry, self._model.choices):
                self.setCurrentIndex(self._model.index(place))
                return True
        return False

    def keyPressEvent(self, event) -> None:
        # Enter, Escape and the figures belong to the page.
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape)
        if event.key() in keys or Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def currentChanged(self, current, previous) -> None:
        super().currentChanged(current, previous)
        if current.isValid():
            self.chosen.emit(current.data(Qt.ItemDataRole.UserRole))
            # The heading of the first row comes along.
            self.scrollTo(self._model.index(current.row() - 1) if current.row() == 1 else current)


class _EntryLine(QStyledItemDelegate):
    def sizeHint(self, option, index) -> QSize:
        return QSize(200, _HEAD if index.data(Qt.ItemDataRole.UserRole) is None else _ROW)

    def paint(self, painter, option, index) -> None:
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        area = QRectF(option.rect)
        state, entry = index.model().lines[index.row()]
        if entry is None:
            self._head(painter, area, state, index.model().head_count(state))
        else:
            self._row(painter, area, option, entry, is_chosen(entry, index.model().choices))
        painter.restore()

    def _head(self, painter, area: QRectF, state: str, count: str) -> None:
        color = theme().color
        paint_icon(painter, STATES[state][1], QRectF(area.left() + 18, area.center().y() - 8, 16, 16), color.ink2)
        line_of_text(painter, area.adjusted(44, 0, -120, 0), state_words(state), font("label"), color.ink2)
        line_of_text(painter, area.adjusted(0, 0, -16, 0), count, font("label"), color.ink2, Qt.AlignmentFlag.AlignRight)

    def _row(self, painter, area: QRectF, option, entry: Entry, chosen: bool) -> None:
        color = theme().color
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, color.primary_tint)
            painter.fillRect(QRectF(area.left(), area.top(), 4, area.height()), color.primary)
            if option.state & QStyle.StateFlag.State_HasFocus:
                box(painter, area.adjusted(1, 1, -1, -1), 4, None, color.focus, 2)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, color.hover)
        spot = QRectF(area.left() + 16, area.center().y() - 11, 22, 22)
        if entry.kind:
            paint_badge(painter, entry.kind, spot)
        else:
            paint_icon(painter, _ICONS.get(entry.table, "file-description"), spot, color.ink2)
        right = 50
        mark = QRectF(area.right() - 36, area.center().y() - 10, 20, 20)
        if entry.clashes and not chosen:
            words = _("choose")
            width = text_width(words, font("label")) + 16
            right = width + 24
            chip = QRectF(area.right() - width - 14, area.center().y() - 13, width, 26)
            box(painter, chip, theme().tokens.radius.chip, color.accent_tint)
            line_of_text(painter, chip, words, font("label"), color.accent_ink, Qt.AlignmentFlag.AlignHCenter)
        else:
            paint_icon(painter, "check", mark, color.primary)
        detail = entry_words(entry)
        room = area.adjusted(50, 0, -right, 0)
        title = QRectF(room.left(), area.top() + (6 if detail else 16), room.width(), 22)
        line_of_text(painter, title, entry.title, font("body_strong" if option.state & QStyle.StateFlag.State_Selected else "body"), color.ink)
        line_of_text(painter, QRectF(room.left(), area.top() + 28, room.width(), 19), detail, font("small"), color.ink2)
