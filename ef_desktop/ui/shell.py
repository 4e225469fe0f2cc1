"""What the program can do on every page: files, undo, look, help. All of it goes into the registry of actions."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from ef_desktop.domain.timer import PAUSED
from ef_desktop.i18n import N_, _, format_time
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages import PAGES, rail_entries
from ef_desktop.ui.worker import Worker

_TEXT_FIELDS = (QLineEdit, QPlainTextEdit)


class Shell(QObject):
    """The actions of the window itself.

    Parameters:
        ctx: of the application.
        window: the main window.
    """

    def __init__(self, ctx: AppContext, window):
        super().__init__(window)
        self._ctx = ctx
        self._window = window
        QApplication.instance().focusChanged.connect(self._watch_text)

    def register(self) -> None:
        """Put the actions into the registry."""
        self._register_file()
        self._register_edit()
        self._register_view()
        self._register_help()
        self._register_meeting()

    def _register_meeting(self) -> None:
        add = self._ctx.actions.add
        # The page of the meetings has its own, with a key.
        elsewhere = " ".join(page for page in PAGES if page != "meetings")
        add("meeting.new", N_("New meeting…"), self._new_meeting, menu="meeting", section=3, icon="calendar-plus", page=elsewhere)
        # In the cockpit it is a step of the meeting itself.
        add("meeting.wrapup", N_("Look back and close"), self._wrap_up, menu="meeting", section=3, icon="flag-check", page="board prepare workform meetings", enabled=lambda: self._at_hand() is not None)
        add("meeting.invite", N_("Invitation for the calendar…"), lambda: self._paper("open_invitation"), menu="meeting", section=3, icon="calendar-plus")
        add("meeting.attendance", N_("Attendance list…"), lambda: self._paper("open_attendance_list"), menu="meeting", section=3, icon="list-check")
        add("meeting.page", N_("Meeting on one page…"), lambda: self._paper("open_page"), menu="meeting", section=3, icon="file-description")
        add("sets.cards", N_("Cards of the work form as PDF…"), lambda: self._work_paper("cards"), menu="meeting", section=3, icon="printer")
        add("sets.sheet", N_("Sheet of the work form as PDF…"), lambda: self._work_paper("sheet"), menu="meeting", section=3, icon="printer")

    def _work_paper(self, what: str) -> None:
        """Save the cards or the sheet of the work form."""
        from ef_desktop.ui.pages.sets_paper import ask_paper

        ask_paper(self._ctx, self._window, what)

    def _at_hand(self) -> bytes | None:
        """Return the id of the meeting that is shown, or None."""
        return getattr(self._window.page, "meeting_id", None)

    def _paper(self, name: str) -> None:
        """Open what goes out about the meeting that is shown, or about the next one."""
        from ef_desktop.ui.dialogs import meeting_papers

        getattr(meeting_papers, name)(self._ctx, self._window, self._at_hand())

    def _new_meeting(self) -> None:
        from ef_desktop.ui.dialogs.meeting_form import new_meeting

        new_meeting(self._ctx, self._window)

    def _wrap_up(self) -> None:
        self._ctx.navigate("wrapup", meeting_id=self._at_hand())

    def asks_before_quitting(self, leave: Callable[[], None]) -> bool:
        """Ask, where quitting now would lose something or a meeting runs; ``leave`` quits. Tell whether there was something to ask."""
        from ef_desktop.ui.widgets.dialog import ask

        failed = self._ctx.workspace is not None and self._ctx.workspace.save_state().failed
        if failed and (field := QApplication.focusWidget()) is not None:
            # What is being typed waits as well from now on.
            field.clearFocus()
        if failed and not self._ctx.owing.pay():
            words = _("{reason} What you typed last is not in the work file yet. When you quit now, it is lost.")
            text = words.format(reason=failed)
            ask(self._window, _("Not everything is saved"), text, _("Quit all the same"), leave, cancel=_("Stay"), danger=True)
            return True
        if self.meeting_runs():
            text = _("Everything is saved and the clock goes on. When you start again you go on where you are.")
            if not self._clock_runs():
                text = _("Everything is saved and the meeting stays paused. When you start again you go on where you are.")
            ask(self._window, _("A meeting is running"), text, _("Quit"), leave, cancel=_("Stay"), icon="clock")
            return True
        return False

    def meeting_runs(self) -> bool:
        """Tell whether a meeting is running."""
        workspace = self._ctx.workspace
        return workspace is not None and any(row.state == "running" for row in workspace.meetings.rows())

    def _clock_runs(self) -> bool:
        """Tell whether the clock of a running meeting goes on, that is: not every one is paused."""
        workspace = self._ctx.workspace
        running = [row for row in workspace.meetings.rows() if row.state == "running"]
        return any(workspace.room.phase(row.id) != PAUSED for row in running)

    def show_progress(self, worker: Worker, title: str) -> None:
        """Show a sheet with the progress of long work."""
        from ef_desktop.ui.dialogs.progress import ProgressSheet

        ProgressSheet(self._window, worker, title)

    def eventFilter(self, watched, event) -> bool:
        # A text field claims Ctrl+Z also when it has nothing to take back: then the step of the work file is meant.
        if event.type() == QEvent.Type.ShortcutOverride and nothing_to_undo(watched, event):
            event.ignore()
            return True
        return False

    def _watch_text(self, old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(old, _TEXT_FIELDS):
            old.removeEventFilter(self)
        if isinstance(new, _TEXT_FIELDS):
            new.installEventFilter(self)

    # The actions

    def _register_file(self) -> None:
        add = self._ctx.actions.add
        ready = self._has_opening
        add("file.new", N_("New learning path…"), self._new, menu="file", icon="plus", enabled=ready, waits=False)
        add("file.open", N_("Open…"), self._open, shortcut="Ctrl+O", menu="file", icon="folder-open", enabled=ready, waits=False)
        add("file.sample", N_("Look at the sample"), self._sample, menu="file", icon="eye", enabled=ready, waits=False)
        add("file.return", N_("Back to your own work file"), self._return, menu="file", icon="arrow-left", enabled=self._away, words=self._return_words)
        add("file.backup", N_("Make a backup"), self.make_backup, menu="file", section=1, icon="history", enabled=self._writable)
        add("file.copy", N_("Save a copy…"), self._copy, shortcut="Ctrl+Shift+S", menu="file", section=1, icon="copy")
        add("share.copy", N_("Share a copy…"), lambda: self._ctx.navigate("sharing", task="share"), menu="file", section=1, icon="share-3", enabled=self._writable)
        add("share.fetch", N_("Fetch the copy of a colleague…"), lambda: self._ctx.navigate("sharing", task="fetch"), menu="file", section=1, icon="git-merge", enabled=self._writable)
        add("file.folder", N_("Show the folder of the work file"), self._folder, menu="file", section=1, icon="")
        add("go.sets", N_("Roles and talents…"), lambda: self._ctx.navigate("sets"), menu="file", section=1, icon="puzzle")
        add("go.cleanup", N_("Clean up…"), lambda: self._ctx.navigate("cleanup"), menu="file", section=1, icon="eraser")
        add("file.quit", N_("Quit"), self._window.close, shortcut="Ctrl+Q", menu="file", section=2, icon="x", waits=False)

    def _register_edit(self) -> None:
        ctx, add = self._ctx, self._ctx.actions.add
        add("edit.undo", N_("Undo"), self._undo, shortcut="Ctrl+Z", menu="edit", icon="arrow-back-up", enabled=self._can_undo, words=self._undo_words)
        add("edit.redo", N_("Redo"), ctx.redo, shortcut="Ctrl+Y, Ctrl+Shift+Z", menu="edit", enabled=self._can_redo, words=self._redo_words)
        for name, text, call in (
            ("cut", N_("Cut"), "cut"),
            ("copy", N_("Copy"), "copy"),
            ("paste", N_("Paste"), "paste"),
            ("all", N_("Select all"), "selectAll"),
        ):
            add(f"edit.{name}", text, lambda call=call: _on_text(call), shortcut="", menu="edit", section=1, palette=False, enabled=text_has_focus, waits=False)
        add("palette", N_("Search and do…"), self._palette, shortcut="Ctrl+K", menu="edit", section=2, icon="search", palette=False)

    def _register_view(self) -> None:
        add = self._ctx.actions.add
        for number, (page_id, entry) in enumerate(rail_entries(), 1):
            add(f"go.{page_id}", entry.label, lambda page_id=page_id: self._ctx.navigate(page_id), menu="view", icon=entry.icon, shortcut=f"Alt+{number}")
        add("go.actions", N_("Agreements"), lambda: self._ctx.navigate("actions"), menu="view", section=1, icon="list-check")
        add("go.back", N_("Back"), self._window.go_back, shortcut="Alt+Left", menu="view", section=1, icon="arrow-left", enabled=self._window.can_go_back)
        add("view.full", N_("Full screen"), self._full_screen, shortcut="F11", menu="view", section=2, waits=False, checked=self._window.isFullScreen)
        add("view.dark", N_("Dark"), self._dark, menu="view", section=2, waits=False, checked=lambda: self._ctx.theme.mode == "dark")

    def _register_help(self) -> None:
        add = self._ctx.actions.add
        add("help.keys", N_("Keys"), self._keys, shortcut="F1, ?", menu="help", icon="list-details", waits=False)
        add("help.first", N_("Your first meeting"), lambda: self._help("first-meeting"), menu="help", icon="school", waits=False)
        add("help.room", N_("The room and the projector"), lambda: self._help("room"), menu="help", icon="device-projector", waits=False)
        add("help.cases", N_("Cases, from question to follow-up"), lambda: self._help("cases"), menu="help", icon="folder-question", waits=False)
        add("help.workform", N_("The work form Roles and talents"), lambda: self._help("work-form"), menu="help", icon="puzzle", waits=False)
        add("help.privacy", N_("Names, terms and erasing"), lambda: self._help("privacy"), menu="help", icon="shield-lock", waits=False)
        add("help.sharing", N_("Sharing and merging"), lambda: self._help("sharing"), menu="help", icon="share-3", waits=False)
        add("help.file", N_("Your work is safe"), lambda: self._help("work-file"), menu="help", icon="shield-check", waits=False)
        add("help.about", N_("About Excellent Faciliteren"), self._about, menu="help", section=1, icon="info-circle", waits=False)

    # File

    def _has_opening(self) -> bool:
        return self._window.opening is not None and not self._ctx.working()

    def _writable(self) -> bool:
        return not self._ctx.workspace.read_only

    def _away(self) -> bool:
        return self._has_opening() and self._window.opening.home is not None and self._window.opening.home.away

    def _return_words(self) -> str:
        return self._window.opening.home.words if self._away() else _("Back to your own work file")

    def _return(self) -> None:
        self._window.opening.go_home()

    def _new(self) -> None:
        self._window.opening.ask_new()

    def _open(self) -> None:
        self._window.opening.ask_file()

    def _sample(self) -> None:
        self._window.opening.open_sample()

    def make_backup(self) -> None:
        """Make a backup and tell where it is."""
        path = self._ctx.run(self._ctx.workspace.backups.make)
        if path is not None:
            words = _("Backup made at {time}.").format(time=format_time(self._ctx.clock.now().astimezone()))
            self._ctx.toast(words, action=(_("Show in folder"), lambda: show_folder(Path(path))))

    def _copy(self) -> None:
        from PySide6.QtWidgets import QFileDialog

        workspace = self._ctx.workspace
        kept = _("{name} copy").format(name=workspace.path.stem)
        suggested = workspace.path.with_name(kept + workspace.path.suffix)
        name, _kind = QFileDialog.getSaveFileName(self._window, _("Save a copy"), str(suggested))
        if name:
            self._ctx.start_work(
                _("Saving a copy"),
                lambda progress, cancelled: workspace.backups.save_as(Path(name)),
                lambda _path: self._ctx.toast(_("The copy is saved."), action=(_("Show in folder"), lambda: show_folder(Path(name)))),
            )

    def _folder(self) -> None:
        show_folder(self._ctx.workspace.path)

    # Edit

    def _undo(self) -> None:
        """Take the last step back; before a whole merge goes, ask."""
        if not self._ctx.workspace.undo.state().merge:
            self._ctx.undo()
        elif not self._sheet_open():
            from ef_desktop.ui.widgets.dialog import ask

            text = _("Everything that came with it goes again; your file is as it was before. To have it after all, fetch the copy again.")
            ask(self._window, _("Take the whole merge back?"), text, _("Take back"), self._ctx.undo, cancel=_("Keep it"))

    def _can_undo(self) -> bool:
        return self._ctx.workspace.undo.state().undo is not None

    def _can_redo(self) -> bool:
        return self._ctx.workspace.undo.state().redo is not None

    def _undo_words(self) -> str:
        step = self._ctx.workspace.undo.state().undo if self._ctx.workspace else None
        return _("Undo: {step}").format(step=step) if step else _("Undo")

    def _redo_words(self) -> str:
        step = self._ctx.workspace.undo.state().redo if self._ctx.workspace else None
        return _("Redo: {step}").format(step=step) if step else _("Redo")

    def _palette(self) -> None:
        from ef_desktop.ui.palette import Palette

        if not self._sheet_open():
            Palette(self._window, self._ctx).open()

    # View

    def _full_screen(self) -> None:
        if self._window.isFullScreen():
            self._window.showNormal()
        else:
            self._window.showFullScreen()
        self._ctx.actions.refresh()

    def _dark(self) -> None:
        choice = "light" if self._ctx.theme.mode == "dark" else "dark"
        self._ctx.theme.choose(choice)
        self._ctx.settings.appearance = choice
        self._ctx.save_settings()
        self._ctx.actions.refresh()

    # Help

    def _keys(self) -> None:
        from ef_desktop.ui.dialogs.keys import KeysSheet

        if not self._sheet_open():
            KeysSheet(self._window, self._ctx.actions).open()

    def _help(self, topic: str) -> None:
        from ef_desktop.ui.dialogs.help import HelpSheet

        if not self._sheet_open():
            HelpSheet(self._window, topic).open()

    def _about(self) -> None:
        from ef_desktop.ui.dialogs.about import AboutSheet

        if not self._sheet_open():
            AboutSheet(self._window).open()

    def _sheet_open(self) -> bool:
        from ef_desktop.ui.dialogs.overlay import Overlay

        sheets = self._window.findChildren(Overlay, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return any(not sheet.isHidden() for sheet in sheets)


def show_folder(path: Path) -> None:
    """Open the folder of a file in the system's own viewer."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))


def nothing_to_undo(widget: QObject, event) -> bool:
    """Tell whether a text field would swallow an undo or redo key without having anything to take back.

    Parameters:
        widget: where the key goes.
        event: the key event.
    """
    if getattr(widget, "undo_is_for_work", False):
        undo = redo = False
    elif isinstance(widget, QLineEdit):
        undo, redo = widget.isUndoAvailable(), widget.isRedoAvailable()
    elif isinstance(widget, QPlainTextEdit):
        undo, redo = widget.document().isUndoAvailable(), widget.document().isRedoAvailable()
    else:
        return False
    undoing, redoing = event.matches(QKeySequence.StandardKey.Undo), event.matches(QKeySequence.StandardKey.Redo)
    return (undoing and not undo) or (redoing and not redo)


def _text_focus() -> QWidget | None:
    widget = QApplication.focusWidget()
    return widget if isinstance(widget, _TEXT_FIELDS) else None


def text_has_focus() -> bool:
    """Tell whether the keyboard is in a field in which one types."""
    return _text_focus() is not None


def _on_text(call: str) -> None:
    widget = _text_focus()
    if widget is not None:
        getattr(widget, call)()
