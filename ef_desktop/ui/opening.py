"""Opening, making and leaving a work file: the windows stay alive while the file is being opened in a worker."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal

from ef_desktop import paths
from ef_desktop import settings as device
from ef_desktop.domain.errors import ClosedFileError, ElsewhereError, StorageError, UserError, WorkFileError, WrongWordsError
from ef_desktop.i18n import _
from ef_desktop.services import first_look
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.sharing_words import CLOSED_SUFFIX
from ef_desktop.ui.parting import Parting

if TYPE_CHECKING:
    from ef_desktop.ui.homes import Home


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
        #: A copy that is compared with the file once it is open, and what opens it.
        self._source: tuple[Path, str] | None = None
        #: What was told of a file that did not open.
        self._told = ""
        #: The way back to one's own work, of the file that is open; None before one was.
        self.home: Home | None = None
        self._parting = Parting(ctx, window, self)
        window.opening = self
        ctx.openAsked.connect(lambda path, read_only: self.open(path, read_only=read_only))
        ctx.bringAsked.connect(self.bring_here)

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

    def open(self, path: Path, *, read_only: bool = False, take_over: bool = False, source: Path | None = None, words: str = "") -> None:
        """Open a work file, in place of the open one, which stays open until the other one is.

        Parameters:
            path: the file; for one that is not on this laptop, or closed, the copy here is opened, or the user is asked.
            read_only: only look at it.
            take_over: take it from who works in it; the user was asked.
            source: a copy that is compared with it once it is open.
            words: the passphrase of that copy.
        """
        ctx = self._ctx
        self._path = path
        self._source = (source, words) if source is not None else None
        if ctx.workspace is not None and not (read_only or ctx.workspace.read_only) and path == ctx.workspace.path:
            self._show_open()
            return

        def work(progress, cancelled):
            from ef_desktop.services import places
            from ef_desktop.services.workspace import Workspace

            file = path if read_only else places.way_to(path, ctx.settings.places, ctx.settings.recent_files)
            return Workspace.open(file, clock=ctx.clock, settings=ctx.settings, read_only=read_only, take_over=take_over)

        self._start(work)

    def bring_here(self, path: Path, words: str = "", failed: Callable[[UserError], object] | None = None, done: Callable[[], object] = lambda: None) -> None:
        """Make a copy of a work file on this laptop and work in that, now and later; or in the one that is there already.

        Parameters:
            path: the file, or a closed copy.
            words: the passphrase of a closed copy.
            failed: told why it is not done, in place of the window.
            done: called when the copy is there.
        """
        ctx = self._ctx
        self._path = path

        def work(progress, cancelled):
            from ef_desktop.services import places

            return places.bring_here(path, ctx.settings.recent_files, words)

        def end(found: tuple[Path, bool]) -> None:
            done()
            place, new = found
            if new or not words:
                ctx.settings.places[str(path)] = str(place)
                ctx.save_settings()
            self.open(place, source=None if new else path, words=words)

        self._start(work, end, failed)

    def create(self, name: str, facilitator: str, *, path: Path | None = None) -> None:
        """Make a new programme and open it.

        Parameters:
            name: of the programme.
            facilitator: who works here.
            path: where; None finds a free place in the user's data folder.
        """
        from ef_desktop.ui.homes import free_path

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
        if ctx.workspace is not None and not ctx.workspace.read_only and ctx.workspace.path == target:
            self._show_open()
            return

        def work(progress, cancelled):
            from ef_desktop.services.workspace import Workspace

            if not target.exists():
                from ef_desktop.services.sample import create_sample

                create_sample(target, clock=ctx.clock, facilitator=ctx.settings.facilitator)
            return Workspace.open(target, clock=ctx.clock, settings=ctx.settings)

        self._start(work)

    def go_home(self) -> None:
        """Open the user's own work file again, after looking at another one; without one ask for it."""
        if self.home.own is not None:
            self.open(self.home.own)
        else:
            self.ask_new()

    def open_backup(self, path: Path) -> None:
        """Open the newest good backup of a damaged work file; the damaged file is kept."""
        self.put_back(None, path)

    def put_back(self, copy: Path | None, path: Path) -> None:
        """Put a backup in the place of a work file and open it; what was there is kept.

        Parameters:
            copy: the backup; None takes the newest good one.
            path: the work file, which is not open.
        """
        ctx = self._ctx
        self._path = path
        self._source = None

        def work(progress, cancelled):
            from ef_desktop.services import places, recovery
            from ef_desktop.services.workspace import Workspace

            recovery.put_back(copy, path, ctx.clock)
            file = places.way_to(path, ctx.settings.places, ctx.settings.recent_files)
            return Workspace.open(file, clock=ctx.clock, settings=ctx.settings)

        self._start(work)

    # The questions

    def ask_new(self) -> None:
        """Ask for the name of a new programme and of its facilitator."""
        from ef_desktop.ui.start import StartPage

        page = StartPage(self._ctx.settings.facilitator, back=self._ctx.workspace is not None)
        page.begun.connect(self.create)
        page.sampleAsked.connect(self.open_sample)
        page.fileAsked.connect(lambda: self._ask_first_file(page.facilitator.value()))
        page.backAsked.connect(self._window.show_pages)
        self._window.show_whole(page)

    def _ask_first_file(self, facilitator: str) -> None:
        """Ask for a work file; who filled in a name already works under that name."""
        self._ctx.settings.facilitator = facilitator or self._ctx.settings.facilitator
        self.ask_file()

    def ask_file(self) -> None:
        """Ask for a work file, or the copy of a colleague, and open it."""
        from PySide6.QtWidgets import QFileDialog

        folder = self._path.parent if self._path else paths.data_dir()
        kinds = _("Work files and copies (*{suffix} *{closed})").format(suffix=paths.FILE_SUFFIX, closed=paths.FILE_SUFFIX + CLOSED_SUFFIX)
        name, _kind = QFileDialog.getOpenFileName(self._window, _("Open work file"), str(folder), kinds)
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

    def _start(self, work, done=None, failed=None) -> None:
        self._ctx.expect(True)
        self._ctx.start_work(_("Opening the work file"), work, done or self._opened, failed or self._failed, quiet=True)

    def _opened(self, workspace) -> None:
        from ef_desktop.ui.homes import Home

        ctx = self._ctx
        home = self.home = Home(workspace, ctx.settings)
        if not workspace.read_only:
            # The next start opens one's own work, also after a look at the sample.
            device.remember_file(ctx.settings, home.own or workspace.path)
        # The page of the first look stays: what was pressed on it while waiting is done now.
        ctx.release()
        ctx.first_look = None
        ctx.use(workspace)
        self._window.toasts.withdraw(self._told)
        self._parting.follow(workspace)
        if self._window.page_id:
            self._window.show_pages()
        else:
            self._window.show_page("overview")
        if workspace.read_only:
            ctx.toast(_("You only look. Nothing can be changed here."), action=(home.words, self.go_home))
        elif home.sample:
            ctx.toast(_("This is the sample. You can try everything in it."), action=(home.words, self.go_home))
        elif warning := workspace.clock_warning():
            ctx.toast(warning)
        elif not ctx.settings.facilitator and not workspace.programme.view().sample:
            # Whoever began with the file of a colleague was not asked.
            ctx.toast(_("Colleagues do not see yet what you wrote: your name is missing."), action=(_("Fill it in"), lambda: ctx.navigate("settings", field="your_name")))
        if not workspace.read_whole:
            self._check(workspace)
        self._compare()

    def _show_open(self) -> None:
        """Go on in the file that is open already."""
        self._ctx.expect(False)
        self._window.toasts.withdraw(self._told)
        self._window.show_pages()
        self._compare()

    def _compare(self) -> None:
        """Show what is in the copy that came along with the opening."""
        copy, self._source = self._source, None
        if copy is None:
            return
        source, words = copy
        if words:
            # Not by way of the page's arguments: those are kept to go back to.
            self._ctx.navigate("sharing")
            self._window.page.fetch_file(source, words)
        else:
            self._ctx.navigate("sharing", source=source)

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
        path = self._path
        ways = error.way_out if isinstance(error, WorkFileError) else ""
        if isinstance(error, ElsewhereError):
            self._advise(path, error)
        elif isinstance(error, ClosedFileError):
            self._ask_words(path, error)
        elif self._ctx.workspace is not None:
            looking = (_("Only look"), lambda: self.open(path, read_only=True))
            self._window.toasts.withdraw(self._told)
            self._told = _("{name} does not open").format(name=path.name)
            action = looking if ways in ("read_only", "take_over") else None
            self._ctx.toast(self._told, failure=True, action=action, detail=str(error))
        else:
            self._show_trouble(path, error, ways)

    def _show_trouble(self, path: Path | None, error: UserError, ways: str) -> None:
        if ways in ("other", "again") and str(path) == self._ctx.settings.last_file and path.exists():
            # It was a work file last time, whatever it is now.
            ways = "backup"
        from ef_desktop.ui.start import TroublePage

        below = self._recovery(path) if path is not None and path.is_file() and ways in ("backup", "again") else None
        page = TroublePage(str(error), ways, path.name if path else "", below, backups=below is None or below.has_backups)
        page.backupAsked.connect(lambda: self.open_backup(path))
        page.readOnlyAsked.connect(lambda: self.open(path, read_only=True))
        page.takeOverAsked.connect(lambda: self._ask_take_over(path, error))
        page.againAsked.connect(lambda: self.open(path))
        page.fileAsked.connect(self.ask_file)
        page.newAsked.connect(self.ask_new)
        self._window.show_whole(page)

    def _recovery(self, path: Path):
        from ef_desktop.ui.recovery import RecoveryPanel

        panel = RecoveryPanel(self._ctx, path)
        panel.put_back.connect(lambda copy: self.put_back(copy, path))
        panel.look.connect(lambda copy: self.open(copy, read_only=True))
        panel.opened.connect(self.open)
        return panel

    def _ask_words(self, path: Path, error: ClosedFileError) -> None:
        """Ask for the words of a closed copy, until they fit, and work in a copy of it on this laptop."""
        from ef_desktop.ui.dialogs.closed_copy import ClosedCopyDialog

        dialog = ClosedCopyDialog(self._window, path.name)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)

        def failed(trouble: UserError) -> None:
            if isinstance(trouble, WrongWordsError | StorageError):
                self._ctx.expect(False)
                dialog.refuse(str(trouble))
            else:
                dialog.finish()
                self._failed(trouble)

        def stay() -> None:
            if self._window.waiting:
                self._show_trouble(path, error, error.way_out)

        dialog.typed.connect(lambda words: self.bring_here(path, words, failed, dialog.finish))
        dialog.rejected.connect(stay)
        dialog.open()

    def _advise(self, path: Path, error: ElsewhereError) -> None:
        """Tell once what to do with a file that is not on this laptop, or comes from another one."""
        from ef_desktop.ui.start import AdvicePage

        page = AdvicePage(str(error), path.name, stay=error.can_stay)
        page.hereAsked.connect(lambda: self.bring_here(path))
        page.stayAsked.connect(lambda: self._stay(path))
        page.readOnlyAsked.connect(lambda: self.open(path, read_only=True))
        page.backAsked.connect(self._window.show_pages if self._ctx.workspace is not None else self.ask_new)
        self._window.show_whole(page)

    def _stay(self, path: Path) -> None:
        """Work in the file where it is, now and later."""
        self._ctx.settings.places[str(path)] = str(path)
        self._ctx.save_settings()
        self.open(path)

    def _ask_take_over(self, path: Path, error: UserError) -> None:
        from ef_desktop.ui.widgets.dialog import ask

        who = getattr(error, "person", "") or _("the other")
        ask(
            self._window,
            _("Take the file over from {who}?").format(who=who),
            _("After that {who} can only look. What {who} saved is in it; what {who} is typing at this moment is not saved.").format(who=who),
            _("Take over"),
            lambda: self.open(path, take_over=True),
            icon="hand-stop",
        )
