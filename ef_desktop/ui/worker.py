"""Work beside the window: a function runs in its own thread, its end is told in the thread of the window."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Event

from PySide6.QtCore import QObject, Qt, Signal

from ef_desktop.domain.errors import Cancelled

Progress = Callable[..., None]


class Worker(QObject):
    """One piece of work in a thread of its own.

    Parameters:
        function: called in the other thread with ``progress(done, total=1, text="")`` and ``cancelled() -> bool``; it may
            raise ``Cancelled`` when ``cancelled()`` says so.
    """

    progressed = Signal(float, str)
    finished = Signal(object)
    _reported = Signal(float, str)
    _ended = Signal()

    def __init__(self, function: Callable[[Progress, Callable[[], bool]], object], parent: QObject | None = None):
        super().__init__(parent)
        self._function = function
        self._cancel = Event()
        self._future: Future | None = None
        self._pool: ThreadPoolExecutor | None = None
        # Queued by name: a plain function on a signal would else be called in the thread of the work.
        self._reported.connect(self.progressed, Qt.ConnectionType.QueuedConnection)
        self._ended.connect(self._end, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin. ``finished`` brings the Future when it is over: its result, or what was raised."""
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="work")
        self._future = self._pool.submit(self._function, self._progress, self._cancel.is_set)
        self._future.add_done_callback(lambda _future: self._ended.emit())

    def cancel(self) -> None:
        """Ask the work to stop; it ends at its next look."""
        self._cancel.set()

    def wait(self, seconds: float | None = None) -> None:
        """Hold this thread until the work has ended, at most a number of seconds; its outcome is not raised here."""
        if self._future is not None:
            self._future.exception(seconds)

    @property
    def running(self) -> bool:
        """True until the work has ended."""
        return self._future is not None and not self._future.done()

    def _progress(self, done: float, total: float = 1, text: str = "") -> None:
        if self._cancel.is_set():
            raise Cancelled
        self._reported.emit(done / total if total else 0.0, text)

    def _end(self) -> None:
        self._pool.shutdown(wait=False)
        self.finished.emit(self._future)
