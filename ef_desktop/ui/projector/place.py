"""Where the wall is: its window, its screen, the numbers of the screens, and a laptop that stays awake for it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QScreen

from ef_desktop.ui.projector.awake import Awake
from ef_desktop.ui.projector.identify import Identify
from ef_desktop.ui.projector.placement import Placement
from ef_desktop.ui.projector.window import WallWindow

if TYPE_CHECKING:
    from ef_desktop.ui.context import AppContext

_WATCH = 60_000


class WallPlace(QObject):
    """The window of the wall and its place; what is on it comes from a subclass.

    Parameters:
        ctx: the application: its settings.

    Attributes:
        identify: shows the numbers of the screens.
        awake: holds off screen saver and sleep while a meeting runs or the beamer shows something.
    """

    def __init__(self, ctx: "AppContext") -> None:
        super().__init__(ctx)
        self._ctx = ctx
        self.awake = Awake()
        self.identify = Identify(self)
        self.identify.over.connect(self._after_numbers)
        self._window = WallWindow()
        self._placement = Placement(self._window, ctx.settings, ctx.save_settings, self)
        self._watch = QTimer(self, interval=_WATCH)
        self._watch.timeout.connect(self._keep_awake)
        self.destroyed.connect(self._window.deleteLater)

    @property
    def meeting(self) -> bytes | None:
        """Id of the meeting on the wall."""
        raise NotImplementedError

    def going(self) -> bool:
        """Tell whether a meeting goes on."""
        raise NotImplementedError

    @property
    def window(self) -> WallWindow:
        """The window of the wall."""
        return self._window

    @property
    def unplugged(self) -> bool:
        """True when the beamer went away; the wall comes back with it by itself."""
        return self._placement.waiting

    @property
    def rehearsing(self) -> bool:
        """True when the wall is in a window because there is no other screen."""
        return self._placement.shown and not self._window.full

    def screen_text(self) -> str:
        """Return where the wall is, for beside its picture: the size of the beamer, a window, or unplugged; else ""."""
        return self._placement.words()

    def swap(self) -> None:
        """Let wall and cockpit change screens."""
        self._placement.swap()

    def move_to(self, screen: QScreen) -> None:
        """Show the wall on this screen, now and the next time."""
        self._placement.move_to(screen)

    def _after_numbers(self) -> None:
        """The numbers lay over the wall: a wall that is shown comes to the front again."""
        if self._placement.shown:
            self._window.raise_()

    def _keep_awake(self) -> None:
        self.awake.set(self.going() or (self._placement.shown and self._window.full))
        if (self.meeting is not None) != self._watch.isActive():
            self._watch.start() if self.meeting is not None else self._watch.stop()
