"""What every page is given: the open work file, the settings, and the few things that a page asks of the window."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ef_desktop import settings as device
from ef_desktop.domain.clock import Clock
from ef_desktop.domain.errors import Cancelled, UserError
from ef_desktop.domain.overviews import OverviewView, SaveState
from ef_desktop.i18n import _, set_language
from ef_desktop.settings import DeviceSettings
from ef_desktop.ui.actions import ActionRegistry
from ef_desktop.ui.bridge import Bridge
from ef_desktop.ui.owing import Owing
from ef_desktop.ui.theme import Theme
from ef_desktop.ui.worker import Worker

if TYPE_CHECKING:
    from ef_desktop.services.workspace import Workspace
    from ef_desktop.ui.projector.controller import WallController


@dataclass(frozen=True)
class ToastText:
    """A message in the corner of the window.

    Attributes:
        text: translated sentence.
        undo: True offers to take the last step back.
        failure: True stays until it is closed.
        action: translated label and callback of a button, or None.
        detail: translated sentence below it, or "".
    """

    text: str
    undo: bool = False
    failure: bool = False
    action: tuple[str, Callable[[], object]] | None = None
    detail: str = ""


class AppContext(QObject):
    """The application as a page sees it. No page reaches for the window, the bus or another page.

    Attributes:
        workspace: the open work file, or None while it is being opened. Pages are only ``reload``-ed when it is there,
            except the overview, which paints ``overview()``.
        settings, theme, clock, actions: of this device and this run.
        first_look: what was read of the file before it was open, or None.
        expecting: True while a work file is being opened; what needs it then waits.
    """

    changed = Signal(object)
    workspaceOpened = Signal()
    workspaceClosed = Signal()
    languageChanged = Signal()
    saveStateChanged = Signal(object)
    stepTold = Signal(str)
    navigationAsked = Signal(str, dict)
    toastAsked = Signal(object)
    workStarted = Signal(object, str)
    openAsked = Signal(object, bool)
    #: A copy of another learning path that becomes a work file of one's own; and its passphrase, or "".
    bringAsked = Signal(object, str)

    def __init__(self, settings: DeviceSettings, theme: Theme, clock: Clock, parent: QObject | None = None):
        super().__init__(parent)
        self.settings = settings
        self.theme = theme
        self.clock = clock
        self.workspace: Workspace | None = None
        self.first_look: OverviewView | None = None
        self.expecting = False
        self.actions = ActionRegistry(self, self)
        self._wall: WallController | None = None
        self._waiting: list[Callable[[], object]] = []
        self._workers: set[Worker] = set()
        #: What was typed and waits for a disk that can take it.
        self.owing = Owing(self._stuck, self)
        self.owing.paid.connect(lambda: self.toast(_("Saving works again. What waited is saved.")))
        self._bridge = Bridge(self)
        self._bridge.changed.connect(self._on_change)

    @property
    def wall(self) -> "WallController":
        """What the room sees, and when."""
        if self._wall is None:
            from ef_desktop.ui.projector.controller import WallController

            self._wall = WallController(self)
        return self._wall

    @property
    def wall_made(self) -> bool:
        """True once ``wall`` was used: asking does not make it."""
        return self._wall is not None

    def overview(self) -> OverviewView | None:
        """Return the overview of the programme: of the open work file, or the first look while it is being opened."""
        return self.workspace.programme.overview() if self.workspace is not None else self.first_look

    # The work file

    def expect(self, expecting: bool) -> None:
        """Tell whether a work file is being opened now; when that failed, nothing waits for it any more."""
        self.expecting = expecting
        if not expecting and self.workspace is None:
            self._waiting.clear()
        self.actions.refresh()

    def use(self, workspace: "Workspace") -> None:
        """Take an opened work file into use; what waited for it is done now."""
        self.expecting = False
        self.workspace = workspace
        self._bridge.listen(workspace.bus)
        self.actions.refresh()
        self.workspaceOpened.emit()
        self._tell_saved()
        waiting, self._waiting = self._waiting, []
        for call in waiting:
            call()

    def release(self) -> None:
        """Close the work file, if one is open."""
        if self.workspace is None:
            return
        # The pages leave while the file is still open: what was typed last is written down by then.
        self.workspaceClosed.emit()
        self.owing.pay()
        self.owing.clear()
        self._bridge.stop()
        closing, self.workspace = self.workspace, None
        closing.close()

    def when_open(self, call: Callable[[], object]) -> None:
        """Call now when a work file is open, else as soon as one is."""
        if self.workspace is None:
            self._waiting.append(call)
        else:
            call()

    # What a page asks

    def navigate(self, page: str, **args) -> None:
        """Go to a page.

        Parameters:
            page: overview, meetings, prepare, cockpit, wrapup, board, cases, people, logbook or settings.
            args: what ``Page.show_with`` of that page takes: meeting_id, case_id, person_id, card_id.
        """
        self.when_open(lambda: self.navigationAsked.emit(page, args))

    def toast(
        self,
        text: str,
        *,
        undo: bool = False,
        failure: bool = False,
        action: tuple[str, Callable[[], object]] | None = None,
        detail: str = "",
    ) -> None:
        """Show a message in the corner.

        Parameters:
            text: translated sentence.
            undo: offer to take the last step back, for ten seconds.
            failure: something went wrong: the message stays until it is closed.
            action: translated label of a button and what it does.
            detail: what stands below it.
        """
        self.toastAsked.emit(ToastText(text, undo, failure, action, detail))

    def run(self, call: Callable[[], object], *, origin: object = None):
        """Call a service: ``ctx.run(lambda: ctx.workspace.outcomes.add(...))``.

        When it returns, every visible page already shows the change.

        Parameters:
            call: takes nothing; its result is returned.
            origin: the page that asks and updates itself: that page is then not reloaded under its own cursor.

        Returns:
            The result, or None when it could not be done; the user has then been told why. An unexpected error is not
            caught: it goes to the report window.
        """
        before, self._bridge.origin = self._bridge.origin, origin
        try:
            return call()
        except UserError as error:
            self.toast(str(error), failure=True)
            self._tell_saved()
            return None
        finally:
            self._bridge.origin = before

    def keep(self, key: object, call: Callable[[], object], *, origin: object = None) -> bool:
        """Write down what somebody typed in a form. Where the disk cannot take it now, it waits and is written as soon as it can.

        Parameters:
            key: of the field; a newer change of the same field takes the place of one that waits.
            call, origin: as for ``run``.

        Returns:
            False where it was refused: the field shows again what is in the work file.
        """
        if self.run(lambda: (call(),), origin=origin) is not None:
            self.owing.settle(key)
            return True
        if not self._stuck():
            return False
        self.owing.add(key, call)
        return True

    def _stuck(self) -> bool:
        return self.workspace is not None and bool(self.workspace.save_state().failed)

    def start_work(
        self,
        title: str,
        function: Callable[[Callable[..., None], Callable[[], bool]], object],
        done: Callable[[object], object] | None = None,
        failed: Callable[[UserError], object] | None = None,
        *,
        quiet: bool = False,
    ) -> Worker:
        """Do long work beside the window, with a progress window that can cancel it.

        Parameters:
            title: translated, what is being done.
            function: called in a worker thread with ``progress(done, total=1, text="")`` and ``cancelled() -> bool``.
            done: called in the thread of the window with the result.
            failed: called with a UserError instead of the usual failure message; also, with a general sentence, when the
                error was unexpected, which then goes to the report window as well.
            quiet: True shows no progress: it is short and cannot be stopped.
        """
        worker = Worker(function, self)
        self._workers.add(worker)
        worker.finished.connect(lambda future: self._end_work(worker, future, done, failed))
        worker.start()
        if not quiet:
            self.workStarted.emit(worker, title)
        return worker

    def working(self) -> bool:
        """Tell whether long work is going on."""
        return bool(self._workers)

    def stop_work(self) -> None:
        """Cancel all long work and wait for its end."""
        for worker in self._workers:
            worker.cancel()
        for worker in self._workers:
            worker.wait()

    def undo(self) -> None:
        """Take the last step back, and tell which one that was: it may be on another page."""
        step = self.workspace.undo.state().undo
        if self.run(lambda: self.workspace.undo.undo()):
            self.stepTold.emit(_("Undone: {step}").format(step=step))

    def redo(self) -> None:
        """Do the step that was taken back again, and tell which one that was."""
        step = self.workspace.undo.state().redo
        if self.run(lambda: self.workspace.undo.redo()):
            self.stepTold.emit(_("Done again: {step}").format(step=step))

    def save_settings(self) -> None:
        """Write the settings of this device."""
        device.save(self.settings)

    def choose_language(self, code: str) -> None:
        """Show everything in another language, at once.

        Parameters:
            code: ``nl`` or ``en``.
        """
        set_language(code)
        self.settings.language = code
        self.save_settings()
        self.actions.refresh()
        self.languageChanged.emit()

    def _end_work(self, worker: Worker, future, done, failed) -> None:
        self._workers.discard(worker)
        worker.deleteLater()
        error = future.exception()
        if error is None:
            if done is not None:
                done(future.result())
        elif isinstance(error, Cancelled):
            self.toast(_("Stopped. Nothing has changed."))
        elif isinstance(error, UserError):
            if failed is not None:
                failed(error)
            else:
                self.toast(str(error), failure=True)
        else:
            if failed is not None:
                failed(UserError(_("The program made a mistake. Everything that was saved is on the disk.")))
            raise error

    def _on_change(self, change) -> None:
        self.changed.emit(change)
        # After the pages: whether an action is possible may depend on what they show.
        self.actions.refresh()
        self._tell_saved()

    def _tell_saved(self) -> None:
        if self.workspace is not None:
            state: SaveState = self.workspace.save_state()
            self.saveStateChanged.emit(state)
