"""The small picture of the wall for the cockpit: the same stage, drawn at most four times a second."""

from PySide6.QtCore import QElapsedTimer, QObject, QSize, QTimer, Signal
from PySide6.QtGui import QPixmap

from ef_desktop.ui.projector.stage import Stage, StagePainter, picture_of

#: Shortest time between two pictures, and how long after a picture was asked the next ones are expected to be, in ms.
_PACE, _WANTED = 250, 120_000


class Preview(QObject):
    """Small pictures of stages; ``due`` tells that a newer one may be asked."""

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._painter = StagePainter()
        self._last: tuple[tuple, Stage, QPixmap] | None = None
        self._age, self._asked = QElapsedTimer(), QElapsedTimer()
        self._later = QTimer(self, singleShot=True)
        self._later.timeout.connect(self.due)

    @property
    def wanted(self) -> bool:
        """True when a picture was asked not long ago, so that somebody looks at it."""
        return self._asked.isValid() and self._asked.elapsed() < _WANTED

    def tell_later(self) -> None:
        """Tell in a quarter of a second that a newer picture may be asked: a video changes all the time."""
        if self.wanted and not self._later.isActive():
            self._later.start(_PACE)

    def picture(self, stage: Stage, size: QSize, dpr: float) -> QPixmap:
        """Return a picture; an older one when the last is less than a quarter of a second old.

        Parameters:
            size: in logical pixels.
            dpr: device pixels per logical pixel.
        """
        self._asked.start()
        key = (size.toTuple(), dpr)
        if self._last is not None and self._last[0] == key:
            _key, drawn, picture = self._last
            if drawn is stage or drawn.same(stage):
                return picture
            if self._age.elapsed() < _PACE:
                self._later.start(int(_PACE - self._age.elapsed()) + 1)
                return picture
        picture = QPixmap.fromImage(picture_of(stage, size, dpr, self._painter))
        self._last = (key, stage, picture)
        self._age.start()
        return picture
