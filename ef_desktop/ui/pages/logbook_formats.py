"""The logbook in other forms than PDF, and the archive with all of them: a menu, and the same as actions for the palette."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QFileDialog, QMenu, QWidget

from ef_desktop.i18n import N_, _
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.places import documents
from ef_desktop.ui.theme import icon, theme

ARCHIVE = "archive"

#: Kind as the service knows it, words, icon; a line stands above each group.
_FORMS = (
    (("docx", N_("Logbook to edit (DOCX)…"), "pencil"), ("markdown", N_("Logbook as plain text (Markdown)…"), "file-description")),
    (
        ("outcomes_xlsx", N_("Outcomes as a spreadsheet…"), "list-details"),
        ("outcomes_csv", N_("Outcomes as CSV…"), "list-details"),
        ("agreements_xlsx", N_("Agreements as a spreadsheet…"), "list-details"),
        ("agreements_csv", N_("Agreements as CSV…"), "list-details"),
    ),
    ((ARCHIVE, N_("Archive: a folder with all of it, and the boards…"), "folder-open"),),
)  # fmt: skip

#: Work beside the window, with its title and what is told of the result.
Start = Callable[[str, Callable, Callable[[object], None]], None]


class BookFormats:
    """Saves the logbook in another form.

    Parameters:
        page: in whose window is asked.
        ctx: of the application.
        start: begins the work: title, work, and what is called with its result.
        enabled: tells whether there is something to save now.
    """

    def __init__(self, page: QWidget, ctx: AppContext, start: Start, enabled: Callable[[], bool]):
        self._page, self._ctx, self._start, self._enabled = page, ctx, start, enabled

    def actions(self) -> list[Action]:
        """Return the forms as actions of the page."""
        return [action for group in self._groups() for action in group]

    def menu(self) -> QMenu:
        """Return the menu as it is now."""
        menu = QMenu(self._page)
        for number, group in enumerate(self._groups()):
            if number:
                menu.addSeparator()
            for described in group:
                action = menu.addAction(icon(described.icon, theme().color.ink2), described.shown_text())
                action.setEnabled(self._enabled())
                action.triggered.connect(lambda _checked=False, call=described.callback: call())
        return menu

    def open_at(self, button: QWidget) -> None:
        """Show the menu under a button."""
        menu = self.menu()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(button.mapToGlobal(QPoint(button.width() - menu.sizeHint().width(), button.height() + 4)))

    def ask(self, kind: str) -> None:
        """Ask where, then save."""
        if kind == ARCHIVE:
            place = QFileDialog.getExistingDirectory(self._page.window(), _("Where does the archive go?"), str(documents()))
            if place:
                self.archive(Path(place))
            return
        suggested = documents() / self._ctx.workspace.formats.suggested_name(kind)
        ending = suggested.suffix
        name, _kind = QFileDialog.getSaveFileName(self._page.window(), _("Save the logbook"), str(suggested), f"*{ending}")
        if name:
            self.write(kind, Path(name) if name.lower().endswith(ending) else Path(name + ending))

    def write(self, kind: str, path: Path) -> None:
        """Save one form, with progress."""
        formats = self._ctx.workspace.formats
        self._start(
            _("Saving the logbook"),
            lambda progress, cancelled: formats.write(kind, path, progress=progress, cancelled=cancelled),
            lambda _nothing: self._told(_("Saved: {name}").format(name=path.name), path),
        )

    def archive(self, folder: Path) -> None:
        """Make the archive in a folder, with progress."""
        from ef_desktop.ui.board_pictures import BoardPictures

        archive = self._ctx.workspace.archive
        pictures = BoardPictures(self._page)
        target = folder / archive.suggested_name()

        def work(progress, cancelled) -> Path:
            return archive.write(target, board_pictures=pictures.asked(cancelled), progress=progress, cancelled=cancelled)

        self._start(_("Making the archive"), work, lambda made: self._told(_("The archive is made: {name}").format(name=made.name), made))

    def _groups(self) -> list[list[Action]]:
        return [
            [
                Action(f"logbook.{kind}", words, lambda kind=kind: self.ask(kind), icon=mark, enabled=self._enabled)
                for kind, words, mark in group
            ]
            for group in _FORMS
        ]

    def _told(self, words: str, path: Path) -> None:
        from ef_desktop.ui.shell import show_folder

        self._ctx.toast(words, action=(_("Show in folder"), lambda: show_folder(path)))
