"""What the room sees, and when: live, standing still, black, or nothing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, QTimer, Signal
from PySide6.QtGui import QPixmap, QScreen

from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.frames import BlankFrame, Frame, MediaFrame
from ef_desktop.i18n import language
from ef_desktop.ui.projector.awake import Awake
from ef_desktop.ui.projector.clicker import press
from ef_desktop.ui.projector.frames import KINDS, fresh_cards, ticks_between, without_time
from ef_desktop.ui.projector.identify import Identify
from ef_desktop.ui.projector.letters import fit_room
from ef_desktop.ui.projector.media import MEDIA, Media
from ef_desktop.ui.projector.placement import Placement
from ef_desktop.ui.projector.preview import Preview
from ef_desktop.ui.projector.scenes import SCENES, compose
from ef_desktop.ui.projector.stage import BLACK, Stage, Staging
from ef_desktop.ui.projector.window import WallWindow

if TYPE_CHECKING:
    from ef_desktop.ui.context import AppContext

#: Usual size of the small picture, in logical pixels.
THUMBNAIL = QSize(320, 180)

NONE, LIVE, FROZEN, BLACKED = "none", "live", "frozen", "black"

_TICK, _WATCH = 250, 60_000


class WallController(QObject):
    """Decides what the wall shows. It gets frames, which are filtered already; it never reads the work file.

    Parameters:
        ctx: the application: settings, and the signals that tell of changes.
        frame: returns the frame of a meeting and scene; that of the open work file when left out.
        scene_for: returns the scene that fits the moment by itself.
        running: tells whether a meeting goes on, so that the laptop stays awake.

    Attributes:
        media: the own video and booklet.
        identify: shows the numbers of the screens.
        awake: holds off screen saver and sleep while a meeting runs or the beamer shows something.
    """

    stateChanged = Signal(str)
    frameChanged = Signal()

    def __init__(
        self,
        ctx: "AppContext",
        *,
        frame: Callable[[bytes, str], Frame] | None = None,
        scene_for: Callable[[bytes], str] | None = None,
        running: Callable[[bytes], bool] | None = None,
    ) -> None:
        super().__init__(ctx)
        self._ctx = ctx
        self._frame_of = frame or (lambda meeting, scene: ctx.workspace.projection.frame(meeting, scene))
        self._scene_for = scene_for or (lambda meeting: ctx.workspace.projection.scene_for(meeting))
        self._running = running or (lambda meeting: ctx.workspace.projection.running(meeting))
        self._needs_workspace = frame is None
        self._meeting: bytes | None = None
        self._chosen: str | None = None
        self._automatic = "blank"
        self._frame: Frame = BlankFrame(language())
        self._pending: Frame = self._frame
        self._staging: Staging = compose(self._frame)
        self._page = 0
        self._frozen = self._black = False
        self._changes = 0
        self._told = NONE
        self._ticks = 0
        self._testing = self._hide_after = False
        self.awake = Awake()
        self.media = Media(ctx, self)
        self.media.pictured.connect(self._on_picture)
        self.media.changed.connect(self._look)
        self.identify = Identify(self)
        self.identify.over.connect(self._after_numbers)

        self._window = WallWindow()
        self._placement = Placement(self._window, ctx.settings, ctx.save_settings, self)
        self._placement.changed.connect(self._on_placement)
        self._window.keyPressed.connect(self.press_key)
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._tick)
        self._watch = QTimer(self, interval=_WATCH)
        self._watch.timeout.connect(self._keep_awake)
        self._preview = Preview(self)
        self._preview.due.connect(self.frameChanged)
        ctx.changed.connect(self._on_change)
        ctx.workspaceOpened.connect(self.refresh)
        ctx.workspaceClosed.connect(self._on_closed)
        ctx.languageChanged.connect(self.refresh)
        self.destroyed.connect(self._window.deleteLater)

    # What the cockpit asks

    @property
    def state(self) -> str:
        """``none``, ``live``, ``frozen`` or ``black``."""
        if not self._placement.shown:
            return NONE
        return BLACKED if self._black else FROZEN if self._frozen else LIVE

    @property
    def unplugged(self) -> bool:
        """True when the beamer went away; the wall comes back with it by itself."""
        return self._placement.waiting

    def screen_text(self) -> str:
        """Return where the wall is, for beside its picture: the size of the beamer, a window, or unplugged; else ""."""
        return self._placement.words()

    @property
    def rehearsing(self) -> bool:
        """True when the wall is in a window because there is no other screen."""
        return self._placement.shown and not self._window.full

    @property
    def frozen_changes(self) -> int:
        """How many changes the room does not see yet, while the wall stands still."""
        return self._changes

    @property
    def meeting(self) -> bytes | None:
        """Id of the meeting on the wall."""
        return self._meeting

    @property
    def scene(self) -> str:
        """Name of the scene that is on, chosen or automatic."""
        return self._chosen or self._automatic

    @property
    def automatic(self) -> bool:
        """True when the scene follows the agenda by itself."""
        return self._chosen is None

    @property
    def page(self) -> int:
        """Page that is on, from 0."""
        return self._page

    @property
    def pages(self) -> int:
        """Number of pages of what is on."""
        return self._staging.count

    @property
    def stage(self) -> Stage:
        """Exactly what the room sees, or would see."""
        return BLACK if self._black else self._staging.stage(self._page)

    @property
    def window(self) -> WallWindow:
        """The window of the wall."""
        return self._window

    def show_wall(self) -> None:
        """Show the wall, or bring it to the front."""
        self.refresh()
        self._window.set_stage(self.stage)
        self._placement.show()

    def hide_wall(self) -> None:
        """Take the wall away. The next time it begins live."""
        self._frozen = self._black = self._testing = False
        self._changes = 0
        self.media.pause()
        self._placement.hide()
        self.refresh()

    def toggle(self) -> None:
        """Show the wall, or take it away."""
        if self._placement.shown:
            self.hide_wall()
        else:
            self.show_wall()

    def swap(self) -> None:
        """Let wall and cockpit change screens."""
        self._placement.swap()

    def move_to(self, screen: QScreen) -> None:
        """Show the wall on this screen, now and the next time."""
        self._placement.move_to(screen)

    @property
    def testing(self) -> bool:
        """True while the test of reading is on the wall."""
        return self._testing

    def test_reading(self, on: bool) -> None:
        """Put the test of reading on the wall, or take it away; a wall that was not shown goes away with it."""
        if on == self._testing:
            return
        self._testing = on
        if on:
            self._hide_after = self.state == NONE
            self._frozen = self._black = False
            self.show_wall()
        elif self._hide_after:
            self.hide_wall()
        self.refresh()

    def set_meeting(self, meeting_id: bytes | None) -> None:
        """Choose the meeting; the scene is automatic then."""
        if meeting_id != self._meeting:
            self._meeting = meeting_id
            self._chosen = None
            self.refresh()

    def set_scene(self, name: str | None) -> None:
        """Choose a scene; it stays until the agenda comes to a block with another scene.

        Parameters:
            name: one of ``scenes.SCENES`` or ``blank``; None follows the agenda by itself.
        """
        self._chosen = name
        self._testing = False
        self._page = 0 if not self._frozen else self._page
        self._look(counted=True)
        self._put()
        self._tell_state(force=True)

    def next_scene(self, by: int = 1) -> None:
        """Go to the next scene, after the last the first; ``by`` -1 goes to the one before."""
        place = SCENES.index(self.scene) if self.scene in SCENES else -1 if by > 0 else 0
        self.set_scene(SCENES[(place + by) % len(SCENES)])

    def previous_scene(self) -> None:
        """Go to the scene before."""
        self.next_scene(-1)

    def page_next(self) -> bool:
        """Show the next page; return False when this is the last."""
        return self._turn(self._page + 1)

    def page_prev(self) -> bool:
        """Show the page before; return False when this is the first."""
        return self._turn(self._page - 1)

    def freeze(self) -> None:
        """Let the wall stand still, or go on with everything that changed meanwhile."""
        if self.state == NONE:
            return
        self._frozen = not self._frozen
        self.media.pause()
        self._changes = 0
        self._look()
        self._tell_state()

    def blank(self) -> None:
        """Make the wall black, or show it again."""
        if self.state == NONE:
            return
        self._black = not self._black
        self.media.pause()
        self._put()
        self._tell_state()

    def press_key(self, key: int, text: str = "") -> bool:
        """Do what a key of a clicker asks, see ``clicker.press``; return True when it meant something."""
        return press(self, key, text)

    def thumbnail(self, size: QSize = THUMBNAIL, dpr: float = 2.0) -> QPixmap:
        """Return a small picture of exactly what the room sees; drawn anew at most four times a second.

        Parameters:
            size: in logical pixels; where its shape differs from the wall, black stands beside it.
            dpr: device pixels per logical pixel.
        """
        if not self._preview.wanted:
            self._look()
        picture = self._preview.picture(self.stage, size, dpr)
        self._pace()
        return picture

    def refresh(self) -> None:
        """Look again at what there is to show, and at the room it is for."""
        settings = self._ctx.settings
        if fit_room(settings.room_distance, settings.room_width):
            self._take(self._frame)
        self._look()
        self._keep_awake()

    # What happens

    def _on_change(self, change: ChangeSet) -> None:
        if change.kinds & KINDS:
            self._look(counted=True)
            self._keep_awake()

    def _on_closed(self) -> None:
        self._meeting = self._chosen = None
        self.hide_wall()

    def _after_numbers(self) -> None:
        """The numbers lay over the wall: a wall that is shown comes to the front again."""
        if self._placement.shown:
            self._window.raise_()

    def _on_placement(self) -> None:
        if self._placement.shown:
            self._put()
        self._pace()
        self._keep_awake()
        self._tell_state()

    def _on_picture(self) -> None:
        """Show another picture of the video; the cockpit looks again only now and then."""
        if self.scene == "video" and not self._frozen:
            self._window.set_stage(self.stage)
            self._preview.tell_later()

    def _tick(self) -> None:
        self._ticks += 1
        if self._ticks % ticks_between(self._pending) == 0:
            self._look()
        self._pace()

    def _pace(self) -> None:
        """Let the clock tick only while somebody looks."""
        looked_at = self._meeting is not None and (self._placement.shown or self._preview.wanted)
        if looked_at != self._clock.isActive():
            self._clock.start() if looked_at else self._clock.stop()

    def _keep_awake(self) -> None:
        going = self._ready() and self._running(self._meeting)
        self.awake.set(going or (self._placement.shown and self._window.full))
        if (self._meeting is not None) != self._watch.isActive():
            self._watch.start() if self._meeting is not None else self._watch.stop()

    def _ready(self) -> bool:
        return self._meeting is not None and (not self._needs_workspace or self._ctx.workspace is not None)

    def _look(self, *, counted: bool = False) -> None:
        """Get the frame of this moment and show it, unless the wall stands still."""
        frame = self._current_frame()
        before, self._pending = self._pending, frame
        if self._frozen:
            if counted and without_time(before) != without_time(frame):
                self._changes += 1
                self._tell_state(force=True)
            return
        if frame != self._frame:
            self._take(frame)

    def _current_frame(self) -> Frame:
        if self._testing and (not self._needs_workspace or self._ctx.workspace is not None):
            return self._frame_of(self._meeting or b"", "reading")
        if not self._ready():
            return BlankFrame(language())
        automatic = self._scene_for(self._meeting)
        if automatic != self._automatic:
            # Another kind of block has begun: what was chosen by hand was for the one before.
            self._automatic = automatic
            self._chosen = None
        if self.scene in MEDIA:
            return self.media.frame(self.scene)
        return self._frame_of(self._meeting, self.scene)

    def _take(self, frame: Frame) -> None:
        before, self._frame = self._frame, frame
        self._staging = self.media.staging(frame) if isinstance(frame, MediaFrame) else compose(frame)
        if not isinstance(frame, MediaFrame) or self.state != LIVE:
            self.media.pause()
        if type(before) is not type(frame):
            self._page = 0
        new = [card for card in fresh_cards(frame) if card not in fresh_cards(before)]
        if new:
            self._page = self._staging.page_of[new[-1]]
        self._page = min(self._page, self._staging.count - 1)
        self._put()

    def _put(self) -> None:
        """Show the stage, and tell of it when it looks different."""
        stage = self.stage
        if not stage.same(self._window.stage()):
            self._window.set_stage(stage)
            self.frameChanged.emit()

    def _turn(self, page: int) -> bool:
        if self._frozen or not 0 <= page < self._staging.count:
            return False
        self._page = page
        self._put()
        return True

    def _tell_state(self, *, force: bool = False) -> None:
        state = self.state
        if force or state != self._told:
            self._told = state
            self.stateChanged.emit(state)
