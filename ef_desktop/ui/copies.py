"""Looks now and then for copies of colleagues: beside the work file, in the shared folder and on a stick that is plugged in."""

from PySide6.QtCore import QObject, QTimer, Signal

from ef_desktop.domain.sharing import FoundCopy
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext

#: Milliseconds after the opening, and between two looks.
FIRST, EVERY = 15_000, 60_000


class Copies(QObject):
    """What was found at the last look. Use ``copies_of``.

    Attributes:
        found: copies that hold something new, the newest first.
    """

    changed = Signal()

    def __init__(self, ctx: AppContext):
        super().__init__(ctx)
        self._ctx = ctx
        self._looking = self._once_more = False
        self.found: tuple[FoundCopy, ...] = ()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._again)
        ctx.workspaceOpened.connect(self._begin)
        ctx.workspaceClosed.connect(self._end)
        if ctx.workspace is not None:
            self._begin()

    def look(self) -> None:
        """Look around now, beside the window."""
        ctx, workspace = self._ctx, self._ctx.workspace
        if workspace is None or workspace.read_only:
            return
        if self._looking:
            # What is found now may be of before what was just done.
            self._once_more = True
            return
        self._looking = True
        settings = ctx.settings

        def work(_progress, _cancelled):
            from ef_desktop.services import places

            folders = places.around(workspace.path, settings.places, settings.share_folder)
            return workspace.sharing.found(*folders)

        worker = ctx.start_work(_("Looking for copies"), work, lambda found: self._take(found, workspace), lambda _error: None, quiet=True)
        worker.finished.connect(self._done)

    def _done(self, _future: object) -> None:
        self._looking = False
        if self._once_more:
            self._once_more = False
            self.look()

    def _take(self, found: tuple[FoundCopy, ...], workspace) -> None:
        if self._ctx.workspace is workspace:
            self.found = found
            self.changed.emit()

    def _begin(self) -> None:
        self._timer.start(FIRST)

    def _again(self) -> None:
        self._timer.start(EVERY)
        self.look()

    def _end(self) -> None:
        self._timer.stop()
        self._once_more = False
        self.found = ()


def copies_of(ctx: AppContext) -> Copies:
    """Return the one that looks for this application, made at the first use."""
    return ctx.findChild(Copies) or Copies(ctx)
