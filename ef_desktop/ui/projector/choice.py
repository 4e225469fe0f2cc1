"""Which scene is on: that of the agenda, or one chosen by hand; and the frame of it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ef_desktop.domain.frames import BlankFrame, Frame
from ef_desktop.i18n import language
from ef_desktop.ui.projector.media import MEDIA, Media

if TYPE_CHECKING:
    from ef_desktop.ui.context import AppContext


class SceneChoice:
    """The scene of a meeting. It gets frames, which are filtered already; it never reads the work file.

    Parameters:
        ctx: the application.
        media: the own video and booklet.
        frame: returns the frame of a meeting and scene; that of the open work file when left out.
        scene_for: returns the scene that fits the moment by itself.

    Attributes:
        meeting: id of the meeting, or None.
        chosen: scene chosen by hand, or None to follow the agenda.
        automatic: scene of the agenda.
        missing: ``video`` or ``booklet`` where the agenda asks for it and there is no file that can be shown, else "".
        testing: True while the test of reading is on.
    """

    def __init__(
        self,
        ctx: "AppContext",
        media: Media,
        frame: Callable[[bytes, str], Frame] | None,
        scene_for: Callable[[bytes], str] | None,
    ) -> None:
        self._ctx = ctx
        self._media = media
        self._needs_workspace = frame is None
        self._frame_of = frame or (lambda meeting, scene: ctx.workspace.projection.frame(meeting, scene))
        self._scene_for = scene_for or (lambda meeting: ctx.workspace.projection.scene_for(meeting))
        self.meeting: bytes | None = None
        self.chosen: str | None = None
        self.automatic = "blank"
        self.missing = ""
        self.testing = False

    @property
    def scene(self) -> str:
        """Name of the scene that is on, chosen or automatic."""
        return self.chosen or self.automatic

    @property
    def readable(self) -> bool:
        """True when frames can be asked."""
        return not self._needs_workspace or self._ctx.workspace is not None

    @property
    def ready(self) -> bool:
        """True when there is a meeting of which frames can be asked."""
        return self.meeting is not None and self.readable

    def frame(self) -> Frame:
        """Return the frame of this moment."""
        if self.testing and self.readable:
            return self._frame_of(self.meeting or b"", "reading")
        if not self.ready:
            return BlankFrame(language())
        self.follow()
        if self.scene in MEDIA:
            return self._media.frame(self.scene)
        return self._frame_of(self.meeting, self.scene)

    def follow(self) -> None:
        """Look which scene fits the moment by itself."""
        automatic = self._scene_for(self.meeting)
        self.missing = automatic if automatic in MEDIA and self._media.problem(automatic) else ""
        if self.missing:
            # Without a file that can be shown the wall would be black: the agenda says more.
            automatic = "agenda"
        if automatic != self.automatic:
            # Another kind of block has begun: what was chosen by hand was for the one before.
            self.automatic = automatic
            self.chosen = None
