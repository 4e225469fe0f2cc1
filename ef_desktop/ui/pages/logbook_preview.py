"""The preview of a book that is made from the programme: the real PDF, made beside the window, and anew when it changes."""

import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ef_desktop.domain.errors import Cancelled, StorageError, UserError
from ef_desktop.i18n import _
from ef_desktop.paths import data_dir
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.widgets.pdfview_pane import PdfPane
from ef_desktop.ui.worker import Worker

#: Milliseconds after the last change at which it is made anew.
_CALM = 500

#: Begin of the name of the folder in which it is made, and milliseconds after which one belongs to a program that stopped halfway.
_FOLDER, _LEFT_BEHIND = "preview-", 3_600_000


class BookPreview(QWidget):
    """The PDF as it would be saved now.

    Parameters:
        ctx: of the application.
        read: gathers what is in the book; called in a worker thread.
        draw: ``draw(content, path, cancelled)`` makes the PDF of what was gathered at a path; called in a worker thread.
        same: ``same(content, other)`` tells whether both make the same PDF.

    Attributes:
        pane: the pages with their tools.

    Signals:
        gathered: what is in the book, before it is drawn.
        made: the pages are those of the present programme, or that did not work.
        seen: what is in sight of those pages is drawn.
    """

    gathered = Signal(object)
    made = Signal()
    seen = Signal()

    def __init__(
        self,
        ctx: AppContext,
        read: Callable[[], object],
        draw: Callable[[object, Path, Callable[[], bool]], object],
        same: Callable[[object, object], bool],
        parent: QWidget | None = None,
    ):
        super().__init__(parent)
        self._ctx, self._read, self._draw, self._same = ctx, read, draw, same
        # Each time it is made has a mark of its own: what comes of an older one is not shown any more.
        self._mark: object | None = None
        self._worker: Worker | None = None
        self._drawn: object | None = None
        self._data = b""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self.pane = PdfPane()
        column.addWidget(self.pane)
        self.pane.view.drawn.connect(self._drawn_in_sight)
        self._timer = QTimer(self, singleShot=True, interval=_CALM)
        self._timer.timeout.connect(self._begin)

    @property
    def data(self) -> bytes:
        """The PDF that is shown, b"" while there is none."""
        return self._data

    @property
    def busy(self) -> bool:
        """True while it is made anew, or soon will be."""
        return self._mark is not None or self._timer.isActive()

    def refresh(self) -> None:
        """Make it anew: at once the first time, else a moment after the last call."""
        if self._data or self._mark is not None:
            self._forget()
            self._timer.start()
        else:
            self._begin()

    def put_off(self) -> None:
        """Somebody types on in what is kept meanwhile: make it when the hands are still, not between the letters."""
        if self.busy:
            self.refresh()

    def stop(self) -> None:
        """Make nothing any more: nobody looks."""
        self._timer.stop()
        self._forget()

    # Inside

    def _forget(self) -> None:
        self._mark = None
        if self._worker is not None:
            self._worker.cancel()
            self._worker = None

    def _begin(self) -> None:
        self._forget()
        self.pane.tell(_("Being updated") if self._data else _("The preview is being made"))
        mark = self._mark = object()
        self._start(mark, lambda _progress, _cancelled: self._read(), self._gathered)

    def _start(self, mark: object, work: Callable, done: Callable[[object], None]) -> None:
        self._worker = self._ctx.start_work(
            "",
            work,
            lambda result: done(result) if self._mark is mark else None,
            lambda error: self._failed(error) if self._mark is mark else None,
            quiet=True,
        )

    def _gathered(self, content: object) -> None:
        self.gathered.emit(content)
        if self._data and self._same(content, self._drawn):
            self._end()
            return
        self._start(
            self._mark,
            lambda _progress, cancelled: self._make(content, cancelled),
            lambda data: self._show(data, content),
        )

    def _make(self, content: object, cancelled: Callable[[], bool]) -> bytes:
        _clean_up(self._ctx.clock.milliseconds())
        return _drawn(self._draw, content, cancelled)

    def _show(self, data: bytes, content: object) -> None:
        self._data, self._drawn = data, content
        self.pane.show_bytes(data)
        self._end()

    def _drawn_in_sight(self) -> None:
        if not self.busy:
            self.seen.emit()

    def _end(self) -> None:
        self._mark = self._worker = None
        self.pane.tell("")
        self.made.emit()

    def _failed(self, error: UserError) -> None:
        self._mark = self._worker = None
        self.pane.tell(str(error), failure=True)
        self.made.emit()


def _clean_up(now: int) -> None:
    """Remove what a program left that was ended while it drew; ``now`` in milliseconds."""
    for folder in data_dir().glob(f"{_FOLDER}*"):
        with suppress(OSError):
            if now - folder.stat().st_mtime * 1000 > _LEFT_BEHIND:
                shutil.rmtree(folder)


def _drawn(draw: Callable[[object, Path, Callable[[], bool]], object], content: object, cancelled: Callable[[], bool]) -> bytes:
    """Return the PDF of what was gathered; b"" when it was stopped.

    Raises:
        StorageError: there is no room for it.
    """
    try:
        # A folder of its own, for this user only, gone before anything is shown: pages may hold names.
        with tempfile.TemporaryDirectory(prefix=_FOLDER, dir=data_dir()) as folder:
            path = Path(folder) / "preview.pdf"
            draw(content, path, cancelled)
            return path.read_bytes()
    except Cancelled:
        return b""
    except OSError as error:
        message = _("The preview cannot be made. The disk may be full. Everything that you wrote is safe: make room and try again.")
        raise StorageError(message) from error
