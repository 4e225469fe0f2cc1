"""Opening, making and leaving a work file: the windows stay alive while the file is being opened in a worker."""

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from ef_desktop import paths
from ef_desktop import settings as device
from ef_desktop.domain.errors import UserError, WorkFileError
from ef_desktop.i18n import _
from ef_desktop.services import first_look
from ef_desktop.ui.context import AppContext


class Opening(QObject):
    """Leads from no work file to an open one.

    Parameters:
        ctx: of the application.
        window: the main window, which shows pages and the few full-size questions of the start.
    """

    painted = Signal()

    def __init__(self, ctx: AppContext, window):
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        self._path: Path | None = None
        window.opening = self
        ctx.openAsked.connect(lambda path, read_only: self.open(path, read_only=read_only))

    # The ways in

    def first(self, path: Path | None) -> None:
        """Prepare the first picture of the window: the overview as the file has it, or the first start.

        The work file is opened after that picture is on the screen.
        """
        self._window.installEventFilter(self)
        if path is None:
            self.ask_new()
            return
        self._look(path)
        self._ctx.expect(True)
        self.painted.connect(lambda: self.open(path))

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self.painted.emit)
        return False

    def open(self, path: Path, *, read_only: bool = False) -> None:
        """Open a work file, in place of the open one, which stays open until the other one is."""
        ctx = self._ctx
        self._path = path

        def work(progress, cancelled):
            from ef_desktop.services.workspace import Workspace

            return Workspace.open(path, clock=ctx.clock, settings=ctx.settings, read_only=read_only)

        self._start(work)

    def create(self, name: str, facilitator: str, *, path: Path | None = None) -> None:
        """Make a new programme and open it.

        Parameters:
            name: of the programme.
            facilitator: who works here.
            path: where; None finds a free place in the user's data folder.
        """
        ctx = self._ctx
        target = path or free_path(name)
        self._path = target

        def work(progress, cancelled):
            from ef_desktop.services.workspace import Workspace

            return Workspace.create(
                target, clock=ctx.clock, settings=ctx.settings, programme_name=name, facilitator=facilitator
            )

        ctx.settings.facilitator = facilitator
        self._start(work)

    def open_sample(self) -> None:
        """Open the sample programme, made at the first visit."""
        ctx = self._ctx
        target = paths.data_dir() / (_("sample") + paths.FILE_SUFFIX)
        self._path = target

        def work(progress, cancelled):
            from ef_desktop.services.workspace import Workspace

            if not target.exists():
                from ef_desktop.services.sample import create_sample

                create_sample(target, clock=ctx.clock, facilitator=ctx.settings.facilitator)
            return Workspace.open(target, clock=ctx.clock, settings=ctx.settings)

        self._start(work)

    def go_home(self) -> None:
        """Open the user's own work file again, after looking at another one."""
        kept = self._ctx.settings.last_file
        self.open(Path(kept) if kept else paths.default_work_file())

    def open_backup(self, path: Path) -> None:
        """Open the newest good backup of a damaged work file; the damaged file is kept."""
        ctx = self._ctx

        def work(progress, cancelled):
            from ef_desktop.services.backups import restore_last_good
            from ef_desktop.services.workspace import Workspace

            return Workspace.open(restore_last_good(path, ctx.clock), clock=ctx.clock, settings=ctx.settings)

        self._start(work)

    # The questions

    def ask_new(self) -> None:
        """Ask for the name of a new programme and of its facilitator."""
        from ef_desktop.ui.start import StartPage

        page = StartPage(self._ctx.settings.facilitator, back=self._ctx.workspace is not None)
        page.begun.connect(self.create)
        page.sampleAsked.connect(self.open_sample)
        page.fileAsked.connect(self.ask_file)
        page.backAsked.connect(self._window.show_pages)
        self._window.show_whole(page)

    def ask_file(self) -> None:
        """Ask for a work file and open it."""
        from PySide6.QtWidgets import QFileDialog

        folder = self._path.parent if self._path else paths.data_dir()
        name, _kind = QFileDialog.getOpenFileName(
            self._window, _("Open work file"), str(folder), _("Work files (*{suffix})").format(suffix=paths.FILE_SUFFIX)
        )
        if name:
            self.open(Path(name))

    # The work

    def _look(self, path: Path) -> None:
        self._ctx.first_look = first_look.overview(path, self._ctx.clock.now().astimezone())
        if self._ctx.first_look is not None:
            self._window.show_pages()
            self._window.show_page("overview")
        else:
            self._window.show_waiting()

    def _start(self, work) -> None:
        self._ctx.expect(True)
        self._ctx.start_work(_("Opening the work file"), work, self._opened, self._failed, quiet=True)

    def _opened(self, workspace) -> None:
        ctx = self._ctx
        if not workspace.read_only:
            device.remember_file(ctx.settings, workspace.path)
        # The page of the first look stays: what was pressed on it while waiting is done now.
        ctx.release()
        ctx.first_look = None
        ctx.use(workspace)
        if self._window.page_id:
            self._window.show_pages()
        else:
            self._window.show_page("overview")
        if workspace.read_only:
            words = _("You only look. Nothing can be changed here.")
            ctx.toast(words, action=(_("Back to your own work file"), self.go_home))
        elif warning := workspace.clock_warning():
            ctx.toast(warning)
        if not workspace.read_whole:
            self._check(workspace)

    def _check(self, workspace) -> None:
        """Read a large file to its end, while the window is already used."""

        def failed(error: UserError) -> None:
            if self._ctx.workspace is workspace:
                self._ctx.release()
                self._path = workspace.path
                self._failed(error)

        self._ctx.start_work(_("Checking the work file"), lambda progress, cancelled: workspace.check(), None, failed, quiet=True)

    def _failed(self, error: UserError) -> None:
        self._ctx.expect(False)
        if self._ctx.workspace is not None:
            self._ctx.toast(str(error), failure=True)
            return
        ways = error.way_out if isinstance(error, WorkFileError) else ""
        path = self._path
        if ways == "other" and str(path) == self._ctx.settings.last_file and path.exists():
            # It was a work file last time, whatever it is now.
            ways = "backup"
        from ef_desktop.ui.start import TroublePage

        page = TroublePage(str(error), ways, path.name if path else "")
        page.backupAsked.connect(lambda: self.open_backup(path))
        page.readOnlyAsked.connect(lambda: self.open(path, read_only=True))
        page.againAsked.connect(lambda: self.open(path))
        page.fileAsked.connect(self.ask_file)
        page.newAsked.connect(self.ask_new)
        self._window.show_whole(page)


def free_path(name: str) -> Path:
    """Return a place for a new work file that does not exist yet, named after the programme."""
    usual = paths.default_work_file()
    if not usual.exists():
        return usual
    kept = "".join(letter if letter.isalnum() else "-" for letter in name.lower()).strip("-")[:40] or usual.stem
    candidate, number = usual.with_name(kept + paths.FILE_SUFFIX), 2
    while candidate.exists():
        candidate = usual.with_name(f"{kept}-{number}{paths.FILE_SUFFIX}")
        number += 1
    return candidate
