"""The backups of a work file as a list: when each was made, what is in it and how large it is."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.domain.views import BackupView
from ef_desktop.i18n import _, format_date, format_number, format_time, ngettext
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import box, line_of_text

_ROW = 52


class BackupList(QListView):
    """The backups, the newest first.

    Parameters:
        shown: so many are shown without scrolling.
    """

    def __init__(self, shown: int, parent: QWidget | None = None):
        super().__init__(parent, frameShape=QFrame.Shape.NoFrame, uniformItemSizes=True)
        self._shown = shown
        self.backups = Backups(self)
        self.setModel(self.backups)
        self.setItemDelegate(_BackupRow(self))
        self.setAccessibleName(_("Backups"))

    def show_rows(self, rows) -> None:
        """Show other backups."""
        self.backups.show(rows)
        self.setFixedHeight(_ROW * min(len(rows), self._shown) + 2)
        self.setVisible(bool(rows))

    def chosen(self) -> BackupView | None:
        """Return the backup that is chosen, or None."""
        index = self.currentIndex()
        return self.backups.backup(index.row()) if index.isValid() else None


class Backups(QAbstractListModel):
    """What the list shows."""

    def __init__(self, parent):
        super().__init__(parent)
        self._rows: tuple[BackupView, ...] = ()
        self._contents: dict[str, tuple[int, int]] = {}

    def rows(self) -> tuple[BackupView, ...]:
        return self._rows

    def show_contents(self, contents: dict[str, tuple[int, int]]) -> None:
        """Show how many meetings and outcomes each holds, by its place."""
        self._contents = contents
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def words(self, row: int) -> tuple[str, str, str]:
        """Return when a backup was made, how large it is and what is in it."""
        backup = self._rows[row]
        return (*_words(backup), _contents_words(self._contents.get(backup.path)))

    def show(self, rows) -> None:
        self.beginResetModel()
        self._rows = tuple(rows)
        self.endResetModel()

    def backup(self, row: int) -> BackupView:
        return self._rows[row]

    def rowCount(self, parent=QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid() or role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.UserRole):
            return None
        backup = self._rows[index.row()]
        if role == Qt.ItemDataRole.UserRole:
            return backup
        return " · ".join(part for part in self.words(index.row()) if part)


def _words(backup: BackupView) -> tuple[str, str]:
    made = backup.made_at.astimezone()
    when = _("{date}, {time}").format(date=format_date(made.date(), "weekday"), time=format_time(made))
    return when, _("{size} MB").format(size=format_number(max(round(backup.bytes / 1_000_000, 1), 0.1)))


def _contents_words(counts: tuple[int, int] | None) -> str:
    if counts is None:
        return ""
    meetings = ngettext("{count} meeting", "{count} meetings", counts[0]).format(count=format_number(counts[0]))
    outcomes = ngettext("{count} outcome", "{count} outcomes", counts[1]).format(count=format_number(counts[1]))
    return f"{meetings} · {outcomes}"


class _BackupRow(QStyledItemDelegate):
    def sizeHint(self, option, index) -> QSize:
        return QSize(200, _ROW)

    def paint(self, painter, option, index) -> None:
        color = theme().color
        rect = QRectF(option.rect)
        when, size, inside = index.model().words(index.row())
        painter.save()
        painter.setRenderHint(painter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
            edge = color.focus if focused else None
            box(painter, rect.adjusted(1, 1, -1, -1), theme().tokens.radius.chip, color.primary_tint, edge, 2)
        else:
            painter.fillRect(QRectF(rect.left(), rect.bottom() - 0.5, rect.width(), 1), color.line)
        paint_icon(painter, "history", QRectF(rect.left() + 10, rect.center().y() - 9, 18, 18), color.ink2)
        upper = QRectF(rect.left() + 40, rect.top() + (5 if inside else 15), rect.width() - 130, 22)
        line_of_text(painter, upper, when, font("body"), color.ink)
        line_of_text(painter, QRectF(upper.left(), rect.top() + 27, upper.width(), 19), inside, font("small"), color.ink2)
        line_of_text(painter, rect.adjusted(40, 0, -12, 0), size, font("small"), color.ink2, Qt.AlignmentFlag.AlignRight)
        painter.restore()
