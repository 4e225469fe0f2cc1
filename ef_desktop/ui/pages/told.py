"""What a page tells in the status line about what was done just now: no longer than it is true."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit

from ef_desktop.domain.changes import ChangeSet
from ef_desktop.ui.page import Page


class Told(QObject):
    """A sentence, and how what it tells is taken back. The next step in the work file takes it away, an undo too: from then
    on Ctrl Z is for something else.

    Parameters:
        page: tells of it with ``contextChanged``.
        line: where one types on: as long as Ctrl Z takes back letters there, nothing else is promised. None: nowhere.
    """

    turned = Signal()

    def __init__(self, page: Page, line: QLineEdit | None = None):
        super().__init__(page)
        self._line = line
        self._text = self._back = self._shown = ""
        self.turned.connect(page.contextChanged)
        page.ctx.changed.connect(self._forget)
        if line is not None:
            line.textChanged.connect(self._look)

    def say(self, text: str, back: str = "") -> None:
        """Tell something.

        Parameters:
            text: translated.
            back: how it is taken back, translated, or "".
        """
        self._text, self._back = text, back
        self._look()

    def text(self) -> str:
        """Return what is told now, or ""."""
        promised = self._back and not (self._line is not None and self._line.isUndoAvailable())
        return f"{self._text} · {self._back}" if promised else self._text

    def _forget(self, _change: ChangeSet) -> None:
        self.say("")

    def _look(self) -> None:
        # Asked with every letter: the status line is written again only where that shows.
        if self.text() != self._shown:
            self._shown = self.text()
            self.turned.emit()
