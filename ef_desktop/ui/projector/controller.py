"""What the room sees, and when: live, standing still, black, or nothing."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPixmap

from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.frames import BlankFrame, Frame, MediaFrame
from ef_desktop.i18n import language
from ef_desktop.ui.projector.choice import SceneChoice
from ef_desktop.ui.projector.clicker import ClickerKeys, press
from ef_desktop.ui.projector.frames import KINDS, goes_on, newest_card, ticks_between, without_time
from ef_desktop.ui.projector.letters import fit_room
from ef_desktop.ui.projector.media import Media
from ef_desktop.ui.projector.memory import Seen, WallMemory
from ef_desktop.ui.projector.place import WallPlace
from ef_desktop.ui.projector.preview import Preview
from ef_desktop.ui.projector.scenes import SCENES, compose
from ef_desktop.ui.projector.stage import BLACK, Stage, Staging

if TYPE_CHECKING:
    from ef_desktop.ui.context import AppContext

#: Usual size of the small picture, in logical pixels.
THUMBNAIL = QSize(320, 180)

NONE, LIVE, FROZEN, BLACKED = "none", "live", "frozen", "black"

_TICK = 250


class WallController(WallPlace):
    """Shows the scene that ``SceneChoice`` gives, as the facilitator wants it: live, standing still or black.

    Parameters:
        ctx: the application: settings, and the signals that tell of changes.
        frame: returns the frame of a meeting and scene; that of the open work file when left out.
        scene_for: returns the scene that fits the moment by itself.
        running: tells whether a meeting goes on, so that the laptop stays awake.

    Attributes:
        media: the own video and booklet.
    """

    stateChanged = Signal(str)
    frameChanged = Signal()
    otherKey = Signal(QKeyEvent)

    def __init__(
        self,
        ctx: "AppContext",
        *,
        frame: Callable[[bytes, str], Frame] | None = None,
        scene_for: Callable[[bytes], str] | None = None,
        running: Callable[[bytes], bool] | None = None,
    ) -> None:
        super().__init__(ctx)
        self._running = running or (lambda meeting: ctx.workspace.projection.running(meeting))
        self._frame: Frame = BlankFrame(language())
        self._pending: Frame = self._frame
        self._staging: Staging = compose(self._frame)
        self._page = 0
        self._frozen = self._black = False
        self._changes = 0
        self._told = NONE
        self._ticks = 0
        self._hide_after = False
        self._lost: Seen | None = None
        self._memory = WallMemory(self)
        self.media = Media(ctx, self)
        self._choice = SceneChoice(ctx, self.media, frame, scene_for)
        self.media.pictured.connect(self._on_picture)
        self.media.changed.connect(self._look)
        self._placement.changed.connect(self._on_placement)
        self._window.keyPressed.connect(self._on_key)
        self._clicker = ClickerKeys(self, ctx.actions)
        self._clock = QTimer(self, interval=_TICK)
        self._clock.timeout.connect(self._tick)
        self._preview = Preview(self)
        self._preview.due.connect(self.frameChanged)
        ctx.changed.connect(self._on_change)
        ctx.workspaceOpened.connect(self.refresh)
        ctx.workspaceClosed.connect(self._on_closed)
        ctx.languageChanged.connect(self.refresh)

    # What the cockpit asks

    @property
    def state(self) -> str:
        """``none``, ``live``, ``frozen`` or ``black``."""
        if not self._placement.shown:
            return NONE
        return BLACKED if self._black else FROZEN if self._frozen else LIVE

    @property
    def frozen_changes(self) -> int:
        """How many changes the room does not see yet, while the wall stands still."""
        return self._changes

    @property
    def meeting(self) -> bytes | None:
        """Id of the meeting on the wall."""
        return self._choice.meeting

    @property
    def scene(self) -> str:
        """Name of the scene that is on, chosen or automatic."""
        return self._choice.scene

    @property
    def automatic(self) -> bool:
        """True when the scene follows the agenda by itself."""
        return self._choice.chosen is None

    @property
    def missing(self) -> str:
        """``video`` or ``booklet`` where the agenda asks for it and there is no file that can be shown, else ""."""
        return self._choice.missing

    @property
    def lost(self) -> Seen | None:
        """What the room saw when the program stopped in the middle, as long as nobody put it back or chose otherwise."""
        return self._lost

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

    def show_wall(self) -> None:
        """Show the wall, or bring it to the front."""
        self._lost = None
        self.refresh()
        self._window.set_stage(self.stage)
        self._placement.show()

    def hide_wall(self) -> None:
        """Take the wall away. The next time it begins live."""
        self._frozen = self._black = self._choice.testing = False
        self._lost = None
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

    @property
    def testing(self) -> bool:
        """True while the test of reading is on the wall."""
        return self._choice.testing

    def test_reading(self, on: bool) -> None:
        """Put the test of reading on the wall, or take it away; a wall that was not shown goes away with it."""
        if on == self._choice.testing:
            return
        self._choice.testing = on
        if on:
            self._hide_after = self.state == NONE
            self._frozen = self._black = False
            self.show_wall()
        elif self._hide_after:
            self.hide_wall()
        self.refresh()

    def set_meeting(self, meeting_id: bytes | None) -> None:
        """Choose the meeting; the scene is automatic then, or what was chosen by hand when this meeting was led last."""
        choice = self._choice
        if meeting_id == choice.meeting:
            return
        choice.meeting, choice.chosen = meeting_id, None
        kept = self._memory.of(meeting_id) if choice.ready else None
        if kept is not None:
            choice.follow()
            if kept.scene and kept.automatic == choice.automatic:
                choice.chosen = kept.scene
            self._lost = kept if kept.on and self.state == NONE else None
        if self._lost is not None:
            # What stood still is gone, and what came after it was not for the room yet: then it comes back black.
            self._black = kept.black or kept.frozen
        self.refresh()
        if kept is not None:
            self._turn(kept.page)
        self._remember()

    def set_scene(self, name: str | None) -> None:
        """Choose a scene; it stays until the agenda comes to a block with another scene.

        Parameters:
            name: one of ``scenes.SCENES`` or ``blank``; None follows the agenda by itself.
        """
        self._choice.chosen = name
        self._choice.testing = False
        if self._lost is not None:
            # Chosen anew: then it is that which the room will see.
            self._lost = replace(self._lost, black=False, frozen=False)
            self._black = False
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
        self._look(fade=False)
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

    def _on_key(self, event: QKeyEvent) -> None:
        """A key in the window of the wall: one that is none of a clicker is told with ``otherKey``, for who leads a meeting."""
        if event.key() == Qt.Key.Key_F5 and event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.hide_wall()
        elif not self.press_key(event.key(), event.text()):
            self.otherKey.emit(event)

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
            self._take(self._frame, False)
        self._look()
        self._keep_awake()

    # What happens

    def _on_change(self, change: ChangeSet) -> None:
        if change.kinds & KINDS:
            self._look(counted=True)
            self._keep_awake()

    def _on_closed(self) -> None:
        self._memory.close()
        self._choice.meeting = self._choice.chosen = None
        self.hide_wall()

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
        looked_at = self.meeting is not None and (self._placement.shown or self._preview.wanted)
        if looked_at != self._clock.isActive():
            self._clock.start() if looked_at else self._clock.stop()

    def going(self) -> bool:
        return self._choice.ready and self._running(self.meeting)

    def _remember(self) -> None:
        """Keep how the wall stands, for when the program stops in the middle."""
        if self.meeting is None:
            return
        on = self._placement.shown or self._placement.waiting or self._lost is not None
        black, frozen = (self._lost.black, self._lost.frozen) if self._lost is not None else (self._black, self._frozen)
        choice = self._choice
        self._memory.keep(Seen(self.meeting.hex(), choice.chosen or "", choice.automatic, self._page, on, black, frozen))

    def _look(self, *, counted: bool = False, fade: bool = True) -> None:
        """Get the frame of this moment and show it, unless the wall stands still.

        Parameters:
            counted: True counts a change that a wall that stands still does not show.
            fade: False shows another scene at once.
        """
        frame = self._choice.frame()
        before, self._pending = self._pending, frame
        if self._frozen:
            if counted and without_time(before) != without_time(frame):
                self._changes += 1
                self._tell_state(force=True)
            return
        if frame != self._frame:
            self._take(frame, fade)

    def _take(self, frame: Frame, fade: bool) -> None:
        before, page, self._frame = self._frame, self._page, frame
        self._staging = self.media.staging(frame) if isinstance(frame, MediaFrame) else compose(frame)
        if not isinstance(frame, MediaFrame) or self.state != LIVE:
            self.media.pause()
        another = not goes_on(before, frame)
        if another:
            self._page = 0
        newest = newest_card(before, frame)
        if newest is not None:
            self._page = self._staging.page_of[newest]
        self._page = min(self._page, self._staging.count - 1)
        self._put(fade=fade and (another or page != self._page))

    def _put(self, *, fade: bool = False) -> None:
        """Show the stage, and tell of it when it looks different; another scene or page passes calmly where that is wanted."""
        stage = self.stage
        if not stage.same(self._window.stage()):
            self._window.set_stage(stage, fade=fade and not self._black and not self._ctx.settings.calm)
            self.frameChanged.emit()
        self._remember()

    def _turn(self, page: int) -> bool:
        if self._frozen or not 0 <= page < self._staging.count:
            return False
        self._page = page
        self._put(fade=True)
        return True

    def _tell_state(self, *, force: bool = False) -> None:
        state = self.state
        self._remember()
        if force or state != self._told:
            self._told = state
            self.stateChanged.emit(state)
