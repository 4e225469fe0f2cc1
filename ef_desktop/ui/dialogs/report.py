"""The sheet that shows an unexpected error: plainly, with a report to copy for the makers."""

from PySide6.QtWidgets import QApplication, QHBoxLayout, QPlainTextEdit, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.dialogs.overlay import Overlay, heading
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton


class ReportSheet(Overlay):
    """What went wrong, to copy for the makers."""

    def __init__(self, window: QWidget, report: str):
        super().__init__(window, width=660)
        self.setAccessibleName(_("Something went wrong"))
        self.body.addWidget(
            heading(
                _("Something went wrong"),
                _("Everything that was saved is on the disk. You can go on working. With this report the makers can mend it."),
            )
        )
        self.text = QPlainTextEdit(report, readOnly=True)
        self.text.setMinimumHeight(200)
        self.text.setTabChangesFocus(True)
        self.text.setAccessibleName(_("Report"))
        self.body.addWidget(self.text, 1)
        row = QHBoxLayout()
        self.copy = SecondaryButton(_("Copy report"), icon="copy")
        self.copy.clicked.connect(self._copy)
        row.addWidget(self.copy)
        row.addStretch(1)
        self.go_on = PrimaryButton(_("Go on"), key="Esc")
        self.go_on.clicked.connect(self.close_sheet)
        row.addWidget(self.go_on)
        self.body.addLayout(row)

    def default_focus(self) -> QWidget:
        return self.go_on

    def _copy(self) -> None:
        QApplication.clipboard().setText(self.text.toPlainText())
        self.copy.setText(_("Copied"))
