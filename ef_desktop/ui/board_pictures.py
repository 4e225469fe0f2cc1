"""Boards as pictures, for the archive."""

from collections.abc import Callable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as NotYet

from PySide6.QtCore import QBuffer, QIODevice, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.errors import Cancelled
from ef_desktop.domain.frames import BoardFrame
from ef_desktop.ui.projector.scenes import compose
from ef_desktop.ui.projector.stage import picture_of

_SIZE = QSize(1920, 1080)

#: Seconds after which work that waits for a picture looks whether it was cancelled.
_LOOK = 0.1


def application_there() -> bool:
    """Return whether Qt can draw in this process already."""
    return QApplication.instance() is not None


def draw_board(frame: BoardFrame) -> tuple[bytes, ...]:
    """Return a board as the wall shows it: a picture (PNG) for each of its pages. Only for the thread of the window."""
    staging = compose(frame)
    drawn = []
    for page in range(staging.count):
        data = QBuffer()
        data.open(QIODevice.OpenModeFlag.WriteOnly)
        picture_of(staging.stage(page), _SIZE).save(data, "PNG")
        drawn.append(data.data().data())
    return tuple(drawn)


class BoardPictures(QObject):
    """Draws boards in the thread of the window, for work in another thread.

    Made in the thread of the window; ``asked`` is called in the other one.
    """

    _wanted = Signal(object, object)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._wanted.connect(self._draw, Qt.ConnectionType.QueuedConnection)

    def asked(self, cancelled: Callable[[], bool]) -> Callable[[BoardFrame], tuple[bytes, ...]]:
        """Return a function that draws a board and waits for it.

        Parameters:
            cancelled: asked while waiting; the window may be waiting for the work in turn.
        """

        def draw(frame: BoardFrame) -> tuple[bytes, ...]:
            drawn: Future[tuple[bytes, ...]] = Future()
            self._wanted.emit(frame, drawn)
            while True:
                try:
                    return drawn.result(_LOOK)
                except NotYet:
                    if cancelled():
                        raise Cancelled from None

        return draw

    def _draw(self, frame: BoardFrame, drawn: Future) -> None:
        try:
            drawn.set_result(draw_board(frame))
        except Exception as error:
            # Whoever asked gets the error, in the thread that asked.
            drawn.set_exception(error)
