"""The work file on the page Instellingen: where it is, and its backups."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from ef_desktop.i18n import _, format_number, ngettext
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.backup_list import BackupList
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import ElidedLabel, Label

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
        self.list = BackupList(_SHOWN)
        self.model = self.list.backups
        self.list.activated.connect(lambda _index: self._open())
        self.list.selectionModel().currentChanged.connect(lambda _current, _old: self._allow())
        self.body.addWidget(self.list)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        self.make = SecondaryButton(_("Make a backup"), icon="plus", small=True)
        self.make.clicked.connect(self._make)
        foot.addWidget(self.make)
        self.look = SecondaryButton(_("Look at it"), icon="eye", small=True)
        self.look.clicked.connect(self._open)
        foot.addWidget(self.look)
        self.check_backup = SecondaryButton(_("Check the backup"), icon="shield-check", small=True)
        self.check_backup.clicked.connect(self._check_backup)
        foot.addWidget(self.check_backup)
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
            self.list.show_rows(rows)
            self._count(workspace)
        for button in (self.list, self.look, self.check_backup):
            button.setVisible(bool(rows))
        self._allow()
        self.make.setEnabled(not workspace.read_only)
        if rows:
            words = ngettext("{count} backup, made by itself.", "{count} backups, made by themselves.", len(rows))
            self.words.setText(words.format(count=format_number(len(rows))))
        else:
            self.words.setText(_("There are no backups yet. The program makes them by itself."))

    def check_file(self) -> None:
        """Read the whole work file and say in words what is found."""
        backups = self._ctx.workspace.backups
        self._examine(lambda: _check_words(backups.check()), self.check)

    def _check_backup(self) -> None:
        chosen = self.list.chosen()
        if chosen is not None:
            backups = self._ctx.workspace.backups
            self._examine(lambda: _backup_words(backups.check_backup(Path(chosen.path))), self.check_backup)

    def _examine(self, look, button: SecondaryButton) -> None:
        button.setEnabled(False)

        def end(words: str) -> None:
            if isValid(self):
                button.setEnabled(True)
                self.findings.setText(words)
                self.findings.show()
                button.setAccessibleDescription(words)

        self._ctx.start_work(
            _("Checking the work file"), lambda _progress, _cancelled: look(), end, lambda error: end(str(error)), quiet=True
        )

    def _allow(self) -> None:
        for button in (self.look, self.check_backup):
            button.setEnabled(self.list.chosen() is not None)

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

    def _open(self) -> None:
        chosen = self.list.chosen()
        if chosen is not None:
            self._ctx.openAsked.emit(Path(chosen.path), True)


def _check_words(found: tuple[str, ...]) -> str:
    if not found:
        return _("The file is whole, and everything in it agrees with its history.")
    listed = "\n".join(found[:_SHOWN])
    return listed + "\n" + _("Nothing was changed. Make a copy, or look at the last good backup below; a colleague's copy can fill in what is missing.")


def _backup_words(found: tuple[str, ...]) -> str:
    if not found:
        return _("This backup is whole.")
    return "\n".join(found[:_SHOWN]) + "\n" + _("Nothing was changed. Rather take another backup.")
