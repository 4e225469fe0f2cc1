"""The window of the wall: a surface that paints a stage, full screen on the beamer or in a window to rehearse."""

from PySide6.QtCore import QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter, QPixmap, QScreen
from PySide6.QtWidgets import QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.projector.fade import Fade
from ef_desktop.ui.projector.stage import BLACK, HEIGHT, WIDTH, Stage, StagePainter, fitted

#: How much of a screen the wall takes at most, in a window.
_PART = 0.75


class WallWindow(QWidget):
    """What the room sees. It takes no focus from the cockpit, has no pointer, and never shows anything but a stage."""

    keyPressed = Signal(QKeyEvent)
    closed = Signal()

    def __init__(self) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setObjectName("wall")
        self.setWindowTitle(_("Wall screen"))
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.BlankCursor)
        self.setMinimumSize(320, 180)
        self._stage: Stage = BLACK
        self._painter = StagePainter()
        self._fade = Fade(self)
        self._fade.due.connect(self.update)
        self._full = False

    @property
    def full(self) -> bool:
        """True when it fills the beamer, False in a window."""
        return self._full

    def stage(self) -> Stage:
        """Return what is shown."""
        return self._stage

    @property
    def fading(self) -> bool:
        """True while one stage passes into another."""
        return self._fade.on

    def set_stage(self, stage: Stage, *, fade: bool = False) -> None:
        """Show another stage; only what differs is painted.

        Parameters:
            fade: True lets the one before pass into it, in at most 150 ms.
        """
        before, self._stage = self._stage, stage
        if fade and self.isVisible():
            self._fade.start(self._picture(before), self._picture(stage))
            return
        if self._fade.on:
            self._fade.stop()
            self.update()
        target = fitted(QSizeF(self.size()))
        scale = target.width() / WIDTH
        for part in stage.changed_since(before):
            place = QRectF(target.topLeft() + part.topLeft() * scale, part.size() * scale)
            self.update(place.toAlignedRect().adjusted(-1, -1, 1, 1))

    def _picture(self, stage: Stage) -> QPixmap:
        """Return all of the surface with a stage, as it is painted."""
        ratio = self.devicePixelRatioF()
        picture = QPixmap((QSizeF(self.size()) * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        with QPainter(picture) as painter:
            self._paint(painter, stage, QRectF(self.rect()))
        return picture

    def show_on(self, screen: QScreen) -> None:
        """Fill a screen."""
        self._dress(full=True)
        self.setScreen(screen)
        self.setGeometry(screen.geometry())
        self.showFullScreen()
        self.raise_()

    def show_in_window(self, geometry: bytes = b"") -> None:
        """Show in a window that can be moved, sized and shared in a call.

        Parameters:
            geometry: what ``saveGeometry`` returned before, or nothing.
        """
        self._dress(full=False)
        if not (geometry and self.restoreGeometry(geometry)):
            # Beside what the facilitator works in, also on a screen with few, large pixels.
            usual = QSize(WIDTH // 2, HEIGHT // 2)
            room = (QGuiApplication.primaryScreen().availableSize() * _PART).boundedTo(usual)
            self.resize(usual.scaled(room, Qt.AspectRatioMode.KeepAspectRatio))
        self.showNormal()
        self.raise_()

    def _dress(self, *, full: bool) -> None:
        if self._full != full or not self.isVisible():
            self._full = full
            frameless = Qt.WindowType.FramelessWindowHint if full else Qt.WindowType.Window
            self.setWindowFlags(Qt.WindowType.Window | frameless)

    def paintEvent(self, event) -> None:
        with QPainter(self) as painter:
            if self._fade.on:
                self._fade.paint(painter, self.rect())
            else:
                self._paint(painter, self._stage, QRectF(event.rect()))

    def _paint(self, painter: QPainter, stage: Stage, clip: QRectF) -> None:
        target = fitted(QSizeF(self.size()))
        if not target.contains(clip):
            painter.fillRect(clip, QColor(BLACK.ground))
        self._painter.paint(painter, stage, target, clip)

    def resizeEvent(self, event) -> None:
        self._fade.stop()
        super().resizeEvent(event)

    def hideEvent(self, event) -> None:
        self._fade.stop()
        super().hideEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.keyPressed.emit(event)

    def closeEvent(self, event) -> None:
        event.accept()
        self.closed.emit()
