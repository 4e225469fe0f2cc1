"""Keeps the window of the wall on its own screen: a beamer that goes away takes it along, one that comes back gets it back."""

import base64
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication, QScreen, QWindow
from PySide6.QtWidgets import QApplication, QWidget

from ef_desktop.i18n import _
from ef_desktop.settings import DeviceSettings
from ef_desktop.ui.projector import screens
from ef_desktop.ui.projector.screens import ScreenInfo
from ef_desktop.ui.projector.window import WallWindow

_NAME = "wall"


class Placement(QObject):
    """Where the wall is, and where it is meant to be.

    Parameters:
        settings: remember which screen was meant, and the window to rehearse in.
        save: writes the settings.
    """

    changed = Signal()

    def __init__(self, window: WallWindow, settings: DeviceSettings, save: Callable[[], object], parent: QObject):
        super().__init__(parent)
        self.window = window
        self._settings = settings
        self._save = save
        self._intended: ScreenInfo | None = None
        self._screen: QScreen | None = None
        self._watched: QWindow | None = None
        app = QGuiApplication.instance()
        app.screenAdded.connect(self._on_added)
        app.screenRemoved.connect(self._on_removed)
        window.closed.connect(self._on_closed)

    @property
    def shown(self) -> bool:
        """True when the room sees something: on the beamer, or in the window to rehearse."""
        return self.window.isVisible()

    @property
    def waiting(self) -> bool:
        """True when the beamer went away and gets the wall back as soon as it returns."""
        return self._intended is not None and not self.shown

    def words(self) -> str:
        """Return where the wall is: '1920 x 1080', in a window, or unplugged; "" when it is not shown."""
        if self.waiting:
            return _("The screen is unplugged")
        if not self.shown:
            return ""
        if self._screen is None:
            return _("In a window")
        pixels = self._screen.size() * self._screen.devicePixelRatio()
        return f"{pixels.width()} x {pixels.height()}"

    def show(self) -> None:
        """Show the wall on the beamer, or in a window when there is no other screen; brought to the front when it is there."""
        connected = QGuiApplication.screens()
        infos = [ScreenInfo.of(screen) for screen in connected]
        chosen = screens.choose(infos, self._home(connected), self._settings.wall_screen)
        if chosen is None:
            self._intended = None
            self._screen = None
            self.window.show_in_window(base64.b64decode(self._settings.windows.get(_NAME, "")))
        else:
            self._settings.wall_screen = screens.remember(infos, chosen, self._settings.wall_screen)
            self._save()
            self._put_on(connected[chosen])
        self.changed.emit()

    def move_to(self, screen: QScreen) -> None:
        """Choose a screen for the wall, and show it there."""
        connected = QGuiApplication.screens()
        infos = [ScreenInfo.of(other) for other in connected]
        self._settings.wall_screen = screens.remember(infos, connected.index(screen), self._settings.wall_screen)
        self._save()
        self._put_on(screen)
        self.changed.emit()

    def swap(self) -> None:
        """Let the wall and the window of the facilitator change screens, while both are shown on screens of their own."""
        home, old = self._home_window(), self._screen
        if home is None or old is None or screens.of_window(home) is old:
            return
        mine = screens.of_window(home)
        # Watched no more while both move: the wall is to stay where it is put.
        self._watch(None)
        self.move_to(mine)
        _carry(home, mine, old)
        self._watch(home)

    def hide(self) -> None:
        """Take the wall away; a beamer that comes back does not get it."""
        self._intended = None
        self._leave()
        self.window.hide()
        self.changed.emit()

    def _put_on(self, screen: QScreen) -> None:
        self._leave()
        self._intended = ScreenInfo.of(screen)
        self._screen = screen
        screen.geometryChanged.connect(self._on_geometry)
        self.window.show_on(screen)
        self._watch(self._home_window())

    def _watch(self, home: QWidget | None) -> None:
        """Follow on which screen the facilitator works: the wall never covers it."""
        handle = home.windowHandle() if home is not None else None
        if handle is self._watched:
            return
        if self._watched is not None:
            self._watched.screenChanged.disconnect(self._on_home_moved)
            self._watched.destroyed.disconnect(self._forget_home)
        self._watched = handle
        if handle is not None:
            handle.screenChanged.connect(self._on_home_moved)
            handle.destroyed.connect(self._forget_home)

    def _forget_home(self) -> None:
        self._watched = None

    def _on_home_moved(self, screen: QScreen) -> None:
        if screen is not self._screen or not self.shown:
            return
        connected = QGuiApplication.screens()
        chosen = screens.choose([ScreenInfo.of(other) for other in connected], connected.index(screen), "")
        if chosen is not None:
            self._put_on(connected[chosen])
            self.changed.emit()

    def _leave(self) -> None:
        if self._screen is not None:
            self._screen.geometryChanged.disconnect(self._on_geometry)
            self._screen = None
        elif self.window.isVisible() and not self.window.full:
            self._keep_window()

    def _keep_window(self) -> None:
        self._settings.windows[_NAME] = base64.b64encode(self.window.saveGeometry().data()).decode()
        self._save()

    def _home(self, connected: list[QScreen]) -> int:
        """Return the screen where the facilitator works: that of the active window, else of any other, else the first."""
        home = self._home_window()
        return connected.index(screens.of_window(home) if home is not None else QGuiApplication.primaryScreen())

    def _home_window(self) -> QWidget | None:
        """Return the window in which the facilitator works."""
        mine = QApplication.activeWindow()
        others = [mine] if mine is not None and mine is not self.window else []
        others += [widget for widget in QApplication.topLevelWidgets() if widget.isVisible() and widget is not self.window]
        for widget in others:
            if widget.isWindow() and widget.width() > 200:
                return widget
        return None

    # What happens to screens

    def _on_removed(self, screen: QScreen) -> None:
        if screen is self._screen:
            # Qt would move a window that is still visible to the laptop: hidden first, it stays unseen.
            self.window.hide()
            self._screen = None
            self.changed.emit()

    def _on_added(self, screen: QScreen) -> None:
        if self._intended is None:
            return
        info = ScreenInfo.of(screen)
        if self._screen is None and info.likeness(self._intended) >= self._enough():
            self._put_on(screen)
            self.changed.emit()

    def _enough(self) -> int:
        """Return how much a screen has to look like the one that went away: whatever is known of it, but not its place."""
        wanted = self._intended
        return 8 if wanted.serial else 4 if wanted.model else 3

    def _on_geometry(self) -> None:
        if self._screen is not None:
            self.window.show_on(self._screen)

    def _on_closed(self) -> None:
        if not self.window.full:
            self._keep_window()
        self._intended = None
        self._screen = None
        self.changed.emit()


def _carry(window: QWidget, source: QScreen, target: QScreen) -> None:
    """Move a window to the same place on another screen."""
    filled = window.isMaximized()
    if filled:
        window.showNormal()
    inset = window.pos() - source.availableGeometry().topLeft()
    window.setScreen(target)
    window.move(target.availableGeometry().topLeft() + inset)
    if filled:
        window.showMaximized()
