"""The work file on the page Instellingen: where it is, and its backups."""

from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QRectF, QSize, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListView, QStyle, QStyledItemDelegate, QWidget
from shiboken6 import isValid

from ef_desktop.domain.views import BackupView
from ef_desktop.i18n import _, format_date, format_number, format_time, ngettext
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.draw import box, line_of_text
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_ROW = 52
_SHOWN = 5


class FilePanel(Panel):
    """Where the work file is, with a button to its folder; the backups, newest first, with a button to make one.

    Parameters:
        ctx: of the application.
    """

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent, spacing=12)
        self._ctx = ctx
        self.body.addWidget(SectionTitle(_("Work file"), icon="file-description"))
        self.body.addWidget(Label(_("Everything is in one file on this laptop. It is saved by itself."), tone="ink2", wrap=True))
        self.path = ElidedLabel("", role="small")
        self.body.addWidget(self.path)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.folder = SecondaryButton(_("Show in folder"), icon="folder-open", small=True)
        self.folder.clicked.connect(self.show_folder)
        row.addWidget(self.folder)
        self.copy = SecondaryButton(_("Save a copy…"), icon="copy", small=True)
        self.copy.clicked.connect(lambda: ctx.actions.trigger("file.copy"))
        row.addWidget(self.copy)
        self.check = SecondaryButton(_("Check the file"), icon="shield-check", small=True)
        self.check.clicked.connect(self.check_file)
        row.addWidget(self.check)
        row.addStretch(1)
        self.body.addLayout(row)
        self.findings = Label("", role="small", wrap=True)
        self.body.addWidget(self.findings)
        self.findings.hide()
        self.body.addSpacing(8)
        self.body.addWidget(SectionTitle(_("Backups"), icon="history", role="h3"))
        self.words = Label("", role="small", tone="ink2", wrap=True)
        self.body.addWidget(self.words)
        self.model = _Backups(self)
        self.list = QListView(frameShape=QFrame.Shape.NoFrame, uniformItemSizes=True)
        self.list.setModel(self.model)
        self.list.setItemDelegate(_BackupRow(self.list))
        self.list.setAccessibleName(_("Backups"))
        self.list.activated.connect(self._open)
        self.list.selectionModel().currentChanged.connect(lambda current, _old: self.look.setEnabled(current.isValid()))
        self.body.addWidget(self.list)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.make = SecondaryButton(_("Make a backup"), icon="plus", small=True)
        self.make.clicked.connect(self._make)
        foot.addWidget(self.make)
        self.look = SecondaryButton(_("Look at it"), icon="eye", small=True)
        self.look.clicked.connect(lambda: self._open(self.list.currentIndex()))
        self.look.setEnabled(False)
        foot.addWidget(self.look)
        foot.addStretch(1)
        self.body.addLayout(foot)
        self.body.addSpacing(8)
        self.body.addWidget(SectionTitle(_("Not kept longer than needed"), icon="shield-check", role="h3"))
        self.keep_words = Label("", role="small", tone="ink2", wrap=True)
        self.body.addWidget(self.keep_words)
        self.clean_up = SecondaryButton(_("Terms and clean-up"), icon="eraser", small=True)
        self.clean_up.clicked.connect(lambda: ctx.navigate("cleanup"))
        self.body.addWidget(self.clean_up, 0, Qt.AlignmentFlag.AlignLeft)

    def reload(self) -> None:
        """Read the place and the backups again."""
        workspace = self._ctx.workspace
        self.path.set_text(str(workspace.path))
        due = workspace.retention.reminder()
        self.keep_words.setText(
            _("It is time for the yearly clean-up.") if due else _("Terms for contact data, photos and more; once a year you look what may go.")
        )
        rows = workspace.backups.rows()
        if rows != self.model.rows():
            self.model.show(rows)
            self._count(workspace)
        self.list.setVisible(bool(rows))
        self.list.setFixedHeight(_ROW * min(len(rows), _SHOWN) + 2)
        self.look.setVisible(bool(rows))
        self.look.setEnabled(self.list.currentIndex().isValid())
        self.make.setEnabled(not workspace.read_only)
        if rows:
            words = ngettext("{count} backup, made by itself.", "{count} backups, made by themselves.", len(rows))
            self.words.setText(words.format(count=format_number(len(rows))))
        else:
            self.words.setText(_("There are no backups yet. The program makes them by itself."))

    def check_file(self) -> None:
        """Read the whole work file and say in words what is found."""
        backups = self._ctx.workspace.backups
        self.check.setEnabled(False)

        def end(words: str) -> None:
            if isValid(self):
                self.check.setEnabled(True)
                self.findings.setText(words)
                self.findings.show()
                self.check.setAccessibleDescription(words)

        self._ctx.start_work(
            _("Checking the work file"),
            lambda _progress, _cancelled: backups.check(),
            lambda found: end(_check_words(found)),
            lambda error: end(str(error)),
            quiet=True,
        )

    def _count(self, workspace) -> None:
        def show(contents: dict[str, tuple[int, int]]) -> None:
            if isValid(self) and self._ctx.workspace is workspace:
                self.model.show_contents(contents)

        backups = workspace.backups
        self._ctx.start_work(_("Counting"), lambda _progress, _cancelled: backups.contents(), show, lambda _error: None, quiet=True)

    def show_folder(self) -> None:
        """Open the folder of the work file in the viewer of the system."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._ctx.workspace.path.parent)))

    def _make(self) -> None:
        self._ctx.actions.trigger("file.backup")
        self.reload()

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self._ctx.openAsked.emit(Path(self.model.backup(index.row()).path), True)


class _Backups(QAbstractListModel):
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


def _check_words(found: tuple[str, ...]) -> str:
    if not found:
        return _("The file is whole, and everything in it agrees with its history.")
    listed = "\n".join(found[:_SHOWN])
    return listed + "\n" + _("Nothing was changed. Make a copy, or look at the last good backup below; a colleague's copy can fill in what is missing.")


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
