"""Tells screens apart: for three seconds each shows its number, drawn as everything on the wall is."""

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from ef_desktop.domain.frames import NumberFrame
from ef_desktop.i18n import language
from ef_desktop.ui.projector.scenes import compose
from ef_desktop.ui.projector.screens import ScreenInfo
from ef_desktop.ui.projector.window import WallWindow

#: How long the numbers are shown, in ms.
SHOWN = 3000


class Identify(QObject):
    """Shows the numbers of the screens."""

    over = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.windows: list[WallWindow] = []
        self._end = QTimer(self, singleShot=True, interval=SHOWN)
        self._end.timeout.connect(self.stop)

    def start(self) -> None:
        """Show a number on every screen; screens that mirror each other are one."""
        self.stop()
        seen: list[ScreenInfo] = []
        for screen in QGuiApplication.screens():
            info = ScreenInfo.of(screen)
            if any(info.covers(other) for other in seen):
                continue
            seen.append(info)
            pixels = screen.size() * screen.devicePixelRatio()
            window = WallWindow()
            window.set_stage(compose(NumberFrame(language(), len(seen), f"{pixels.width()} x {pixels.height()}")).stage())
            window.show_on(screen)
            self.windows.append(window)
        self._end.start()

    def stop(self) -> None:
        """Take the numbers away."""
        self._end.stop()
        if self.windows:
            for window in self.windows:
                window.hide()
                window.deleteLater()
            self.windows.clear()
            self.over.emit()
