"""The page Delen: hand out a copy, fetch one, look, choose, merge, and take it back."""

from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QWidget
from shiboken6 import isValid

from ef_desktop import paths
from ef_desktop.domain.sharing import MergeDone, MergePreview, SharingState
from ef_desktop.i18n import N_, _
from ef_desktop.services import places
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.copies import copies_of
from ef_desktop.ui.pages.overview_head import is_tall, is_wide
from ef_desktop.ui.pages.sharing_home import HomeView
from ef_desktop.ui.pages.sharing_preview import PreviewView
from ef_desktop.ui.pages.sharing_words import CLOSED_SUFFIX, counts_words, open_words
from ef_desktop.ui.pages.sharing_work import WorkingPage
from ef_desktop.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton

FETCH = "fetch"

#: Width of the page in logical pixels from which sharing and fetching stand beside each other.
_BROAD = 1500


class SharingPage(WorkingPage):
    """At rest: sharing, fetching and the state. After fetching: the preview."""

    page_id = "sharing"

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._task = ""
        self._source: tuple[Path, str] | None = None
        self._stack = QStackedLayout(self)
        self._build_home()
        self._copies = copies_of(ctx)
        self._copies.changed.connect(self._found)
        self.preview = PreviewView()
        self.preview.stopped.connect(self.stop_looking)
        self.preview.confirmed.connect(self._confirm)
        self._stack.addWidget(self.preview)
        # Every change is one that colleagues do not have: the four words tell it.
        ctx.changed.connect(lambda _change: self.mark_stale())
        for keys, text in (
            ("1, 2", N_("choose a side")),
            ("Return", N_("this is right, to the next choice")),
            ("Ctrl+Return", N_("merge, or keep the choices")),
        ):
            ctx.actions.describe(self.page_id, keys, text)

    def _build_home(self) -> None:
        home = self._home = HomeView()
        self.head, self.notice, self._side = home.head, home.notice, home.side
        self.share_panel, self.fetch, self.open_panel, self.state_panel = home.share, home.fetch, home.open, home.state
        self.share_panel.asked.connect(self.ask_share)
        self.fetch.file_asked.connect(self.ask_file)
        self.fetch.folder_asked.connect(self.ask_folder)
        self.fetch.chosen.connect(self.fetch_file)
        self.fetch.opened.connect(self.fetch_file)
        self.open_panel.asked.connect(self.choose_open)
        self.state_panel.back_asked.connect(self.take_back)
        self.state_panel.reject_asked.connect(self.reject)
        self._stack.addWidget(home)

    # Page

    def title(self) -> str:
        return _("Sharing")

    def default_focus(self) -> QWidget | None:
        if self.looking():
            return self.preview.default_focus()
        if self.fetch.asks():
            return self.fetch.passphrase
        return self.fetch.choose if self._task == FETCH else self.share_panel.share

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return (("1, 2", _("choose a side")),) if self.looking() else ()

    def show_with(self, task: str = "", source: Path | None = None, **_others) -> None:
        """Take what was asked for: ``share``, ``fetch``, or the place of a copy that was dropped."""
        self._task = task
        if source is not None:
            self.fetch_file(source)

    def reload(self) -> None:
        state = self.ctx.run(self.ctx.workspace.sharing.state)
        if state is not None:
            self.show_state(state)

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.look_around()

    def left(self) -> None:
        if self.fetch.asks():
            self.fetch.forget()
        if self.looking():
            self.go_home()
        # Words of a passphrase do not wait on the screen, nor does what was told and read.
        self.share_panel.passphrase.set_value("")
        if self.ctx.workspace is not None and not self.ctx.workspace.read_only:
            self.notice.hide()

    def resizeEvent(self, event) -> None:
        self.head.set_tall(is_tall(self))
        self._side.setFixedWidth(420 if is_wide(self) else 380)
        self._home.set_broad(self.width() >= _BROAD)
        super().resizeEvent(event)

    def keyPressEvent(self, event) -> None:
        looking = self.looking() and not self.busy
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if looking and plain and Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_9:
            self.preview.choose_side(event.key() - Qt.Key.Key_1)
        elif looking and enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.preview.go.click()
        elif looking and enter and plain:
            focused = self.focusWidget()
            if isinstance(focused, Button):
                focused.click()
            else:
                self.preview.go_on()
        elif looking and event.key() == Qt.Key.Key_Escape:
            self.stop_looking()
        elif self.fetch.asks() and event.key() == Qt.Key.Key_Escape:
            self.fetch.forget()
            self.fetch.choose.setFocus()
        else:
            super().keyPressEvent(event)

    # Showing

    def looking(self) -> bool:
        """Tell whether a preview, or the open choices, are shown."""
        return self._stack.currentIndex() == 1

    def show_state(self, state: SharingState) -> None:
        """Show how the file stands."""
        self.state = state
        now = self.ctx.clock.now().astimezone()
        self.state_panel.show_state(state, now)
        self.open_panel.show_entries(state.undecided)
        writable = not self.ctx.workspace.read_only
        for panel in (self.share_panel, self.fetch, self.open_panel):
            panel.setEnabled(writable and not self.busy)
        for button in (self.state_panel.back, self.state_panel.reject):
            button.setEnabled(writable and not self.busy)
        if not writable:
            self.notice.tell(
                _("You are only looking at this file"),
                _("Sharing and fetching is done from your own work file. Nothing was changed."),
            )
        self.head.set_texts(_("Sharing"), _("Each works in a copy of their own. Bring them together when it suits you: nothing gets lost."))

    def go_home(self) -> None:
        """Leave the preview; nothing is changed."""
        self._source = None
        self._stack.setCurrentIndex(0)
        self.contextChanged.emit()
        if self.isVisible():
            self.fetch.choose.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_looking(self) -> None:
        """Leave the preview because one wants to; of work of one's own tell where it stays."""
        own = self._source is not None and self._is_own(self._source[0])
        self.go_home()
        if own:
            self.say(_("Your own work is not put back"), _("It is still there among the backups, in Settings."), *self._to_meeting())

    def _is_own(self, source: Path) -> bool:
        """Tell whether a copy is a backup of the file that is open: what was kept when something took its place."""
        return source.parent == paths.backup_dir(self.ctx.workspace.path)

    def _to_meeting(self) -> list[Button]:
        """Return the way back to the meeting that goes on now, if one does."""
        workspace = self.ctx.workspace
        going = [row.id for row in workspace.meetings.rows() if row.state == "running" and workspace.projection.running(row.id)]
        if not going:
            return []
        button = PrimaryButton(_("Back to the meeting"), icon="player-play", small=True)
        button.clicked.connect(lambda: self.ctx.navigate("cockpit", meeting_id=going[0]))
        return [button]

    # Sharing

    def ask_share(self) -> None:
        """Ask where the copy goes, then make it beside the window."""
        if not self.share_panel.ready():
            return
        words = self.share_panel.chosen_passphrase()
        settings = self.ctx.settings
        # The place that it was brought from is where the colleagues look.
        origin = places.origin_of(self.ctx.workspace.path, settings.places)
        folder = settings.share_folder or origin or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(folder) / self.ctx.workspace.sharing.suggested_name(closed=bool(words))
        name, _kind = QFileDialog.getSaveFileName(
            self.window(), _("Share a copy"), str(suggested), options=QFileDialog.Option.DontConfirmOverwrite
        )
        if name:
            self.share(Path(name))

    def share(self, target: Path) -> None:
        """Write a copy; a name that is taken gets a number."""
        sharing = self.ctx.workspace.sharing
        options = {"passphrase": self.share_panel.chosen_passphrase(), "without_sensitive": self.share_panel.without.isChecked()}
        self.work(
            _("Making a copy for your colleague"),
            lambda progress, cancelled: sharing.share(target, **options, progress=progress, cancelled=cancelled),
            self._shared,
            _("The copy is not shared"),
        )

    def _shared(self, place: Path) -> None:
        closed = self.share_panel.closed.isChecked()
        self.share_panel.passphrase.set_value("")
        self.share_panel.closed.setChecked(False)
        words = _("It was checked and is called {name}.").format(name=place.name)
        if closed:
            words += " " + _("Tell the passphrase separately.")
        folder = SecondaryButton(_("Show in folder"), icon="folder-open", small=True)
        folder.clicked.connect(lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(place.parent))))
        self.say(_("The copy is ready for your colleague"), words, folder)

    # Fetching

    def look_around(self) -> None:
        """Look for copies that hold something new, beside the work file, in the shared folder and on a stick."""
        self._copies.look()

    def _found(self) -> None:
        if isValid(self) and self.ctx.workspace is not None:
            self.fetch.show_found(self._copies.found, self.ctx.settings.share_folder, self.ctx.clock.now().astimezone())

    def ask_file(self) -> None:
        """Ask for the copy of a colleague."""
        folder = self.ctx.settings.share_folder or QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
        kinds = _("Copies (*{suffix} *{closed})").format(suffix=paths.FILE_SUFFIX, closed=CLOSED_SUFFIX)
        name, _kind = QFileDialog.getOpenFileName(self.window(), _("Fetch the copy of a colleague"), folder, kinds)
        if name:
            self.fetch_file(Path(name))

    def ask_folder(self) -> None:
        """Ask which shared folder is looked into."""
        name = QFileDialog.getExistingDirectory(self.window(), _("Shared folder"), self.ctx.settings.share_folder)
        if name:
            self.ctx.settings.share_folder = name
            self.ctx.save_settings()
            self.look_around()

    def fetch_file(self, source: Path, passphrase: str = "") -> None:
        """Look at a copy, without changing anything; a closed one first asks for its passphrase."""
        if self.busy or self.ctx.workspace is None:
            return
        if self.ctx.workspace.read_only:
            self.reload()
            return
        sharing = self.ctx.workspace.sharing
        if not passphrase and sharing.is_closed(source):
            self.notice.hide()
            self._stack.setCurrentIndex(0)
            self.fetch.ask_passphrase(source)
            return
        self.work(
            _("Looking at the copy"),
            lambda progress, cancelled: sharing.preview(source, passphrase=passphrase, progress=progress, cancelled=cancelled),
            lambda told: self._looked(told, source, passphrase),
            _("{name} cannot be fetched").format(name=source.name),
            source=source,
            words=passphrase,
        )

    def _looked(self, told: MergePreview, source: Path, passphrase: str) -> None:
        self.fetch.forget()
        if not told.anything:
            title = _("There is nothing new in {name}").format(name=source.name)
            self.say(title, _("You already have everything that is in it."), *self._to_meeting())
            return
        self.notice.hide()
        self._source = (source, passphrase)
        self.preview.show_preview(told, self.ctx.clock.now().astimezone(), own=self._is_own(source))
        self._look()

    def choose_open(self, row: bytes | None = None) -> None:
        """Show the choices that were left open."""
        if self.state is not None and self.state.undecided:
            self._source = None
            self.preview.show_open(self.state.undecided, self.ctx.clock.now().astimezone(), row)
            self._look()

    def _look(self) -> None:
        self._stack.setCurrentIndex(1)
        self.contextChanged.emit()
        self.preview.default_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    # Merging

    def _confirm(self) -> None:
        if self.busy or not self.looking():
            return
        if self._source is None:
            self._keep()
            return
        sharing, choices, prefer = self.ctx.workspace.sharing, dict(self.preview.choices), self.preview.rule()
        source, passphrase = self._source
        told = self.preview.told
        self.work(
            _("Merging"),
            lambda progress, cancelled: sharing.merge(
                source, choices, prefer=prefer, passphrase=passphrase, progress=progress, cancelled=cancelled
            ),
            lambda done: self._merged(done, told),
            _("Nothing was merged"),
        )

    def _merged(self, done: MergeDone, told: MergePreview) -> None:
        self.go_home()
        words = [_("{counts}. A backup of before is kept.").format(counts=counts_words(told))]
        buttons: list[Button] = []
        if done.undecided:
            words.append(_("{count}: what was typed last holds for now.").format(count=open_words(done.undecided)))
            choose = SecondaryButton(_("Choose"), icon="git-compare", small=True)
            choose.clicked.connect(lambda: self.choose_open())
            buttons.append(choose)
        back = SecondaryButton(_("Undo"), icon="arrow-back-up", small=True)
        back.clicked.connect(self.take_back)
        self.say(_("Merged"), " ".join(words), *self._to_meeting(), *buttons, back)
        self.look_around()

    def _keep(self) -> None:
        sharing, choices = self.ctx.workspace.sharing, dict(self.preview.choices)

        def choose() -> bool:
            for key, choice in choices.items():
                sharing.choose(key, choice)
            return True

        if self.ctx.run(choose):
            self.go_home()
            self.reload()
            left = len(self.state.undecided) if self.state else 0
            self.notice.tell(_("Your choice is kept"), _("There is still something to choose.") if left else _("Everything is chosen."))

    def take_back(self) -> None:
        """Take the last merge back as if it had not been."""
        self.work(
            _("Taking the merge back"),
            lambda _progress, _cancelled: self.ctx.workspace.sharing.take_back(),
            lambda _change: self._undone(_("The merge is taken back"), _("Your file is as it was. Fetch the copy again when you want it after all.")),
            _("The merge is not taken back"),
        )

    def reject(self) -> None:
        """Change back what the last merge brought, also with the others once they fetch."""
        self.work(
            _("Taking the merge back"),
            lambda _progress, _cancelled: self.ctx.workspace.sharing.reject(),
            lambda _change: self._undone(
                _("The merge is rejected"), _("What came is changed back, also with your colleagues once they fetch your copy.")
            ),
            _("The merge is not taken back"),
        )

    def _undone(self, title: str, text: str) -> None:
        self.say(title, text)
        self.look_around()
