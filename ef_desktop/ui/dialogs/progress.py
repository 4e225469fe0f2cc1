"""Long work: what is being done, how far it is, and a way to stop it. The program can be used meanwhile."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import theme
from ef_desktop.ui.widgets.bars import ProgressBar
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.text import ElidedLabel, Label
from ef_desktop.ui.worker import Worker

# Shorter work needs no telling.
_PATIENCE = 300
_MARGIN = 20


class ProgressSheet(Panel):
    """A small sheet in the corner of the window, as long as the work goes on.

    Parameters:
        window: in whose corner it lies.
        worker: the work.
        title: translated.
    """

    def __init__(self, window: QWidget, worker: Worker, title: str):
        super().__init__(window, variant="active", padding=(20, 16, 20, 16), spacing=10)
        self._worker = worker
        self.setFixedWidth(380)
        self.setAccessibleName(title)
        self.body.addWidget(Label(title, role="body_strong", wrap=True))
        self.bar = ProgressBar(name=title)
        self.body.addWidget(self.bar)
        row = QHBoxLayout()
        self._words = ElidedLabel("", role="small", tone="ink2")
        row.addWidget(self._words, 1)
        self.stop = SecondaryButton(_("Stop"), small=True)
        self.stop.clicked.connect(self._cancel)
        row.addWidget(self.stop)
        self.body.addLayout(row)
        self.hide()
        worker.progressed.connect(self._show)
        worker.finished.connect(self._end)
        self._wait = QTimer(self, singleShot=True, interval=_PATIENCE)
        self._wait.timeout.connect(self._appear)
        self._wait.start()

    def place(self) -> None:
        """Go to the corner of the window."""
        self.adjustSize()
        room = self.parentWidget().size()
        foot = theme().tokens.size.status_bar + _MARGIN
        self.move(room.width() - self.width() - _MARGIN, room.height() - self.height() - foot)

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._cancel()
        else:
            super().keyPressEvent(event)

    def _appear(self) -> None:
        if self._worker.running:
            self.place()
            self.show()
            self.raise_()

    def _show(self, fraction: float, text: str) -> None:
        self.bar.set_share(fraction)
        if text:
            self._words.set_text(text)

    def _cancel(self) -> None:
        self.stop.setEnabled(False)
        self._words.set_text(_("Stopping"))
        self._worker.cancel()

    def _end(self) -> None:
        self._wait.stop()
        self.hide()
        self.deleteLater()
