"""Where a list of people comes from: a file that is chosen or dropped, or the clipboard."""

from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.actions import key_text
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import Label
from ef_desktop.ui.widgets.tile import Tile

_WORDS = 600


def file_in(data: QMimeData) -> Path | None:
    """Return the first file among what is dropped or pasted, or None."""
    return next((Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()), None)


class SourcePanel(Panel):
    """Choose a file, drop one, or paste; and what was wrong with the one before.

    Signals:
        file_asked, paste_asked: a button was pressed.
    """

    file_asked = Signal()
    paste_asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, variant="private", padding=(24, 20, 24, 20), spacing=0)
        centre = Qt.AlignmentFlag.AlignHCenter
        self.body.addStretch(1)
        self.body.addWidget(Tile("users-group"), 0, centre)
        self.body.addSpacing(16)
        title = Label(_("Drop a file here, or paste"), role="h2", wrap=True)
        title.setAlignment(centre)
        self.body.addWidget(title)
        self.body.addSpacing(4)
        words = _(
            "A CSV file, an Excel file (.xlsx) or contact cards (.vcf). Or copy cells in Excel, or addresses in Outlook,"
            " and paste them here."
        )
        text = Label(words, tone="ink2", wrap=True)
        text.setAlignment(centre)
        self._add_narrow(text)
        self.body.addSpacing(20)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        self.choose = PrimaryButton(_("Choose a file"), icon="folder-open")
        self.choose.clicked.connect(self.file_asked)
        self.paste = SecondaryButton(_("Paste"), icon="copy", key=key_text("Ctrl+V"))
        self.paste.clicked.connect(self.paste_asked)
        row.addWidget(self.choose)
        row.addWidget(self.paste)
        row.addStretch(1)
        self.body.addLayout(row)
        self.body.addSpacing(20)
        self._trouble = QWidget()
        line = QHBoxLayout(self._trouble)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(IconMark("alert-triangle", tone="accent"), 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(2)
        self.trouble_title = Label("", role="body_strong", wrap=True)
        self.trouble = Label("", wrap=True)
        column.addWidget(self.trouble_title)
        column.addWidget(self.trouble)
        line.addLayout(column, 1)
        self._add_narrow(self._trouble)
        self.body.addStretch(1)
        self._trouble.hide()

    def _add_narrow(self, widget: QWidget) -> None:
        # Between stretches: only a layout that fills asks wrapped words for their height.
        row = QHBoxLayout()
        row.addStretch(1)
        widget.setMaximumWidth(_WORDS)
        row.addWidget(widget, 10)
        row.addStretch(1)
        self.body.addLayout(row)

    def tell(self, name: str, reason: str) -> None:
        """Show why a list could not be read; an empty reason hides it."""
        self.trouble_title.setText(_("{name} cannot be imported").format(name=name))
        self.trouble.setText(reason)
        self._trouble.setVisible(bool(reason))
        # The keyboard stands on the button: whoever listens hears there why nothing came.
        self.choose.setAccessibleDescription(f"{self.trouble_title.text()}. {reason}" if reason else "")
