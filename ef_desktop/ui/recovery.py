"""Below a work file that does not open: its backups with what is in them, what is the matter, and repairing what can be."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget
from shiboken6 import isValid

from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.backup_list import BackupList
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import Label

_SHOWN = 4


class RecoveryPanel(Panel):
    """What can be done with a file that does not open. The file itself is only read.

    Parameters:
        ctx: of the application.
        path: the file.

    Signals:
        put_back: place of a backup that takes the place of the file.
        look: place of a backup to look at.
        opened: place of a repaired file.
    """

    put_back = Signal(object)
    look = Signal(object)
    opened = Signal(object)

    def __init__(self, ctx: AppContext, path: Path, parent: QWidget | None = None):
        super().__init__(parent, padding=(40, 28, 40, 28), spacing=12)
        self._ctx = ctx
        self._path = path
        self._made: Path | None = None
        self.setFixedWidth(760)
        self.body.addWidget(SectionTitle(_("The file itself"), icon="file-description"))
        self.body.addWidget(Label(_("The check reads the file and changes nothing. Repairing makes a new file beside it."), tone="ink2", wrap=True))
        self.check = SecondaryButton(_("Check the file"), icon="shield-check", small=True)
        self.check.clicked.connect(lambda: self._examine(self._path, self.check))
        self.mend = SecondaryButton(_("Repair what can be read"), icon="tool", small=True)
        self.mend.clicked.connect(self._repair)
        self.open = SecondaryButton(_("Open the repaired file"), icon="folder-open", small=True)
        self.open.clicked.connect(lambda: self.opened.emit(self._made))
        self._row(self.check, self.mend, self.open)
        self.mend.hide()
        self.open.hide()
        self.findings = Label("", role="small", wrap=True)
        self.body.addWidget(self.findings)
        self.findings.hide()
        self.body.addSpacing(8)
        self.body.addWidget(SectionTitle(_("Backups"), icon="history"))
        self.none = Label(_("There is no backup of this file on this laptop. Ask a colleague for a copy."), tone="ink2", wrap=True)
        self.body.addWidget(self.none)
        self.list = BackupList(_SHOWN)
        self.list.selectionModel().currentChanged.connect(lambda _current, _old: self._allow())
        self.list.activated.connect(lambda _index: self._look())
        self.body.addWidget(self.list)
        self.use = SecondaryButton(_("Put this one back"), icon="arrow-back-up", small=True)
        self.use.clicked.connect(lambda: self.put_back.emit(Path(self.list.chosen().path)))
        self.view = SecondaryButton(_("Look at it"), icon="eye", small=True)
        self.view.clicked.connect(self._look)
        self.check_backup = SecondaryButton(_("Check the backup"), icon="shield-check", small=True)
        self.check_backup.clicked.connect(lambda: self._examine(Path(self.list.chosen().path), self.check_backup))
        self._row(self.use, self.view, self.check_backup)
        self.words = Label("", role="small", wrap=True)
        self.body.addWidget(self.words)
        self.words.hide()
        self._fill()

    def _row(self, *buttons: SecondaryButton) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        self.body.addLayout(row)

    @property
    def has_backups(self) -> bool:
        """Whether there is a backup of the file on this laptop."""
        return self.none.isHidden()

    def _fill(self) -> None:
        from ef_desktop.services import recovery

        rows = recovery.backups_of(self._path)
        self.list.show_rows(rows)
        self.none.setVisible(not rows)
        for button in (self.use, self.view, self.check_backup):
            button.setVisible(bool(rows))
        if rows:
            self.list.setCurrentIndex(self.list.backups.index(0))
        self._allow()
        self._work(_("Counting"), lambda: recovery.contents_of(rows), self.list.backups.show_contents, lambda _error: None)

    def _allow(self) -> None:
        for button in (self.use, self.view, self.check_backup):
            button.setEnabled(self.list.chosen() is not None)

    def _look(self) -> None:
        chosen = self.list.chosen()
        if chosen is not None:
            self.look.emit(Path(chosen.path))

    def _examine(self, path: Path, button: SecondaryButton) -> None:
        from ef_desktop.services import recovery

        clock = self._ctx.clock
        button.setEnabled(False)

        def end(found) -> None:
            button.setEnabled(True)
            own = path == self._path
            words = "\n".join(found.findings) or (_("This file is whole. Try to open it again.") if own else _("This backup is whole."))
            if own and found.findings:
                words += "\n" + (
                    _("What can be read goes into a new file. What is missing comes from the newest good backup, as far as it has it.")
                    if found.repairable
                    else _("There is nothing in this file that can be repaired. Take a backup, or ask a colleague for a copy.")
                )
                self.mend.setVisible(found.repairable)
            self._say(self.findings if own else self.words, words, button)

        self._work(_("Checking the work file"), lambda: recovery.examine(path, clock), end, lambda error: None)

    def _repair(self) -> None:
        from ef_desktop.services import recovery

        path, clock = self._path, self._ctx.clock
        self.mend.setEnabled(False)

        def end(made) -> None:
            self._made = made.path
            self.mend.hide()
            self.open.show()
            self._say(self.findings, "\n".join(made.sentences), self.open)
            self.open.setFocus(Qt.FocusReason.OtherFocusReason)

        def failed(error) -> None:
            self.mend.setEnabled(True)
            self._say(self.findings, str(error), self.mend)

        self._work(_("Repairing the work file"), lambda: recovery.repair(path, recovery.free_name(path), clock), end, failed)

    def _say(self, label: Label, words: str, button: SecondaryButton) -> None:
        label.setText(words)
        label.show()
        button.setAccessibleDescription(words)

    def _work(self, title: str, function, done, failed) -> None:
        """Do something beside the window; when this panel is gone by then, nobody is told."""

        def here(call):
            return lambda result: call(result) if isValid(self) else None

        self._ctx.start_work(title, lambda _progress, _cancelled: function(), here(done), here(failed), quiet=True)
