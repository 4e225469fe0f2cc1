"""What somebody typed and could not be written, because the disk is full or gone: it is written as soon as that works again."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from ef_desktop.domain.errors import UserError
from ef_desktop.logs import logger

#: Milliseconds between two attempts.
AGAIN = 3000


class Owing(QObject):
    """Keeps changes until they can be written, the newest of each field.

    Signals:
        paid: everything that waited is written.

    Parameters:
        stuck: tells whether the last attempt to write failed for want of a disk to write on.
    """

    paid = Signal()

    def __init__(self, stuck: Callable[[], bool], parent: QObject | None = None):
        super().__init__(parent)
        self._stuck = stuck
        self._waiting: dict[object, Callable[[], object]] = {}
        self._timer = QTimer(self, singleShot=True, interval=AGAIN)
        self._timer.timeout.connect(self.pay)

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, key: object, call: Callable[[], object]) -> None:
        """Let a change wait; it takes the place of an older one of the same field, and comes last."""
        self.settle(key)
        self._waiting[key] = call
        self._timer.start()

    def settle(self, key: object) -> None:
        """Forget a change: a newer one of the same field is written."""
        self._waiting.pop(key, None)

    def clear(self) -> None:
        """Forget everything: the work file is closed."""
        self._timer.stop()
        if self._waiting:
            logger.warning("%d changes could not be written before the file was closed", len(self._waiting))
        self._waiting.clear()

    def pay(self) -> bool:
        """Try to write what waits, in order; tell whether nothing waits any more."""
        waited = bool(self._waiting)
        for key, call in list(self._waiting.items()):
            try:
                call()
            except UserError:
                if self._stuck():
                    self._timer.start()
                    return False
                # It can be written, but not this: what it belongs to is gone meanwhile.
                logger.warning("a change that waited was refused")
            self.settle(key)
        if waited:
            self.paid.emit()
        return True
