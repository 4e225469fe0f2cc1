"""The bridge between the plain bus of the services and the signals of Qt."""

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, QThread, Signal

from ef_desktop.domain.changes import ChangeSet


class Bridge(QObject):
    """Hands every change on in the thread of the window.

    A change made in this thread is handed on at once, so that after a call of a service the pages already show it; a change
    made by a worker is queued.
    """

    changed = Signal(object)
    _queued = Signal(object)

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.origin: object = None
        self._unsubscribe = None
        self._queued.connect(self.changed, Qt.ConnectionType.QueuedConnection)

    def listen(self, bus) -> None:
        """Follow the bus of a workspace, and no other one any more."""
        self.stop()
        self._unsubscribe = bus.subscribe(self._hear)

    def stop(self) -> None:
        """Follow no bus."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None

    def _hear(self, change: ChangeSet) -> None:
        if QThread.currentThread() is self.thread():
            stamped = self.origin is not None and change.origin is None
            self.changed.emit(replace(change, origin=self.origin) if stamped else change)
        else:
            self._queued.emit(change)
