"""Collects Python's garbage in the thread of the window only.

Python collects wherever an allocation happens to tip the scale, also in a worker; Qt objects that are destroyed there can
take the program down. So the automatic collection is off, and a timer of the window does it. What is there when the first work
file is open, mostly modules and the pages, stays as long as the program does and is never looked through: that would stop the
window for a tenth of a second.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class GarbageCollector(QObject):
    """Switches the automatic collection off; after ``begin`` it collects by itself, by Python's own thresholds, until it is stopped."""

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(_EVERY_MS)
        self._timer.timeout.connect(self.collect)

    def begin(self) -> None:
        """Keep what is there and collect what becomes garbage from now on. Beginning again does nothing."""
        if not self._timer.isActive():
            gc.freeze()
            self._timer.start()

    def collect(self) -> None:
        """Collect the generations that are over their threshold."""
        for generation in (2, 1, 0):
            if gc.get_count()[generation] > gc.get_threshold()[generation]:
                gc.collect(generation)
                return

    def stop(self) -> None:
        """Give the collection back to Python."""
        self._timer.stop()
        gc.unfreeze()
        gc.enable()
