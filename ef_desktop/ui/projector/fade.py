"""A calm passage from one picture of the wall to the next one, cheap enough for a laptop without a graphics card."""

from PySide6.QtCore import QElapsedTimer, QObject, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPixmap

#: How long a passage takes at most, and the time between two pictures of it, in ms.
LONGEST, _STEP = 150, 16


class Fade(QObject):
    """Lets one picture pass into another. A machine that cannot keep up gets the new picture at once.

    ``due`` asks for the surface to be painted again.

    Parameters:
        parent: the surface.
    """

    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._old, self._new = QPixmap(), QPixmap()
        self._slow = False
        self._running = QElapsedTimer()
        self._timer = QTimer(self, interval=_STEP, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    @property
    def on(self) -> bool:
        """True while one picture passes into another."""
        return self._timer.isActive()

    def start(self, old: QPixmap, new: QPixmap) -> None:
        """Begin a passage between two pictures of the same size."""
        self._old, self._new, self._slow = old, new, False
        self._running.start()
        self._timer.start()
        self.due.emit()

    def stop(self) -> None:
        """Go to the end at once; the surface is to be painted by whoever asks."""
        if self.on:
            self._timer.stop()
            # Two pictures of a beamer are 16 MB: not kept for the next time.
            self._old, self._new = QPixmap(), QPixmap()

    def paint(self, painter: QPainter, area: QRect) -> None:
        """Paint the passage as it is now."""
        taken = QElapsedTimer()
        taken.start()
        blend(painter, area, self._old, self._new, min(1.0, self._running.elapsed() / LONGEST))
        self._slow = taken.elapsed() > _STEP

    def _tick(self) -> None:
        if self._slow or self._running.elapsed() >= LONGEST:
            self.stop()
        self.due.emit()


def blend(painter: QPainter, area: QRect, old: QPixmap, new: QPixmap, part: float) -> None:
    """Paint two pictures over each other.

    Parameters:
        area: where, in logical pixels.
        part: of the new one, 0 to 1.
    """
    painter.drawPixmap(area, old)
    painter.setOpacity(part)
    painter.drawPixmap(area, new)
    painter.setOpacity(1.0)
