"""When the open work file is taken over, replaced, moved or removed by something else: told at once, with a way to go on."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ef_desktop.domain.errors import TakenOverError, WorkFileError
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext

if TYPE_CHECKING:
    from ef_desktop.services.workspace import Workspace


class Parting(QObject):
    """Keeps an eye on the open work file.

    Parameters:
        ctx: of the application.
        window: the main window, above which is asked.
        opening: opens what to go on with.
    """

    _met = Signal(object, object)

    def __init__(self, ctx: AppContext, window, opening):
        super().__init__(opening)
        self._ctx = ctx
        self._window = window
        self._opening = opening
        # The watch of the file has a thread of its own.
        self._met.connect(self._show, Qt.ConnectionType.QueuedConnection)

    def follow(self, workspace: "Workspace") -> None:
        """Tell of trouble with this work file."""
        workspace.when_in_trouble(lambda error: self._met.emit(workspace, error))

    def _show(self, workspace: "Workspace", error: WorkFileError) -> None:
        if self._ctx.workspace is not workspace:
            return
        self._window.show_state()
        # What was typed at that moment has been told already, in the same words.
        for toast in self._window.toasts.visible_toasts():
            if toast.kind == "failure":
                toast.close_now()
        if isinstance(error, TakenOverError):
            self._ask_back(workspace.path, str(error))
            return
        self._ctx.start_work(
            _("Keeping your work"),
            lambda _progress, _cancelled: workspace.backups.rescue(),
            lambda kept: self._ask_on(workspace, error, kept),
            lambda _error: self._ask_on(workspace, error, None),
            quiet=True,
        )

    def _ask_back(self, path: Path, words: str) -> None:
        from ef_desktop.ui.widgets.dialog import ask

        ask(
            self._window,
            _("This file was taken over"),
            words,
            _("Take it back"),
            lambda: self._reopen(path, take_over=True),
            cancel=_("Only look"),
            icon="hand-stop",
        )

    def _ask_on(self, workspace: "Workspace", error: WorkFileError, kept: Path | None) -> None:
        if self._ctx.workspace is not workspace:
            return
        from ef_desktop.ui.widgets.dialog import ask

        there, reached = workspace.path.exists(), workspace.path.parent.is_dir()
        words = [str(error)]
        if not reached:
            words.append(_("Bring the connection back, and go on after that."))
        elif kept is not None:
            words = [_("It was replaced, moved or changed by another program. Nothing more is written to it. Your own work is kept as a backup.")]
            if there:
                words.append(_("When you go on, the file that is there now opens, and you see what is different in your work."))
            else:
                words.append(_("When you go on, your work comes back at the same place."))
        ask(
            self._window,
            _("There is something with the work file"),
            " ".join(words),
            _("Go on"),
            lambda: self._go_on(workspace.path, kept),
            cancel=_("Not now"),
            icon="alert-triangle",
        )

    def _reopen(self, path: Path, *, take_over: bool = False, source: Path | None = None) -> None:
        self._leave()
        self._opening.open(path, take_over=take_over, source=source)

    def _leave(self) -> None:
        self._ctx.release()
        self._window.show_waiting()

    def _go_on(self, path: Path, kept: Path | None) -> None:
        if path.exists() or not path.parent.is_dir() or kept is None:
            # Nothing is made where a drive was a moment ago.
            self._reopen(path, source=kept)
            return
        self._leave()
        self._opening.put_back(kept, path)
