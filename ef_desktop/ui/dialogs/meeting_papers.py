"""What goes out about a meeting: the invitation for the calendar, the attendance list, and the page for at the door."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms import ComboField, Form
from ef_desktop.ui.pages.meetings_words import numbered_title
from ef_desktop.ui.widgets.buttons import PrimaryButton
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.dialog import Dialog
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label

ONE, ALL = "one", "all"
_PDF, _XLSX, _CSV = ".pdf", ".xlsx", ".csv"
_LONGEST = 70


def open_invitation(ctx: AppContext, parent: QWidget, meeting_id: bytes | None = None) -> "InvitationDialog | None":
    """Ask for which meeting an invitation is made. Does not wait; None where there is no meeting yet."""
    return _open(InvitationDialog, ctx, parent, meeting_id)


def open_attendance_list(ctx: AppContext, parent: QWidget, meeting_id: bytes | None = None) -> "AttendanceDialog | None":
    """Ask in which form the attendance list is saved. Does not wait; None where there is no meeting yet."""
    return _open(AttendanceDialog, ctx, parent, meeting_id)


def open_page(ctx: AppContext, parent: QWidget, meeting_id: bytes | None = None) -> "PageDialog | None":
    """Ask which meeting is put on one page. Does not wait; None where there is no meeting yet."""
    return _open(PageDialog, ctx, parent, meeting_id)


def _open(kind: "type[_PaperDialog]", ctx: AppContext, parent: QWidget, meeting_id: bytes | None):
    rows = ctx.workspace.meetings.rows()
    if not rows:
        ctx.toast(_("There are no meetings yet. Make the first one."))
        return None
    known = {row.id for row in rows}
    chosen = meeting_id if meeting_id in known else ctx.workspace.programme.overview().next_id or rows[-1].id
    dialog = kind(ctx, parent, [(row.id, numbered_title(row)[:_LONGEST]) for row in rows], chosen)
    dialog.open()
    return dialog


class _PaperDialog(Dialog):
    """A choice of meeting, and a button that asks for a place.

    Parameters:
        ctx: of the application, with a work file.
        meetings: id and words of each.
        chosen: id of the meeting to begin with.
    """

    def __init__(self, ctx: AppContext, parent: QWidget, title: str, text: str, icon: str, meetings: list, chosen: bytes):
        super().__init__(parent, title, text, icon=icon)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx = ctx
        self.form = Form()
        self.body.addWidget(self.form)
        self.meeting = ComboField(meetings, chosen)

    def _add_save(self, words: str) -> None:
        save: PrimaryButton = self.add_standard_buttons(words)
        save.clicked.disconnect()
        save.clicked.connect(self._ask)
        self.save = save

    def _ask(self) -> None:
        raise NotImplementedError

    def _ask_place(self, suggested: str, kinds: str, write: Callable[[Path], None]) -> None:
        """Ask where, with the name that is suggested, and write there; its ending is added when it was left out."""
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        name, _kind = QFileDialog.getSaveFileName(self, self.windowTitle(), str(Path(folder) / suggested), kinds)
        if name:
            ending = Path(suggested).suffix
            write(Path(name) if name.lower().endswith(ending) else Path(name + ending))

    def _done(self, path: Path, words: str) -> None:
        self._ctx.toast(words, action=(_("Open the file"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))))
        self.accept()


class InvitationDialog(_PaperDialog):
    """The invitation for one meeting or for all."""

    def __init__(self, ctx: AppContext, parent: QWidget, meetings: list, chosen: bytes):
        super().__init__(
            ctx,
            parent,
            _("Invitation for the calendar"),
            _("A file that Outlook and every other calendar reads. A newer file takes the place of what you sent before."),
            "calendar-plus",
            meetings,
            chosen,
        )
        self.which = SegmentedControl([(ONE, _("One meeting")), (ALL, _("All meetings"))], name=_("Which meetings"), stretch=True)
        self.which.changed.connect(lambda _which: self._tell())
        self.form.add_widget(self.which)
        self._row = self.form.add(self.meeting, _("Meeting"))
        self.people = CheckBox(_("With the names and e-mail addresses of who is on the list"))
        self.form.add_widget(self.people)
        self._told = Label("", role="small", tone="ink2", wrap=True)
        self.form.add_widget(self._told)
        self._add_save(_("Save the invitation…"))
        self._tell()

    def write(self, path: Path) -> None:
        """Save the invitation and tell what is in it."""
        invitations = self._ctx.workspace.invitations
        count = self._ctx.run(lambda: invitations.write(path, self._meeting(), with_people=self.people.isChecked()))
        if count is not None:
            words = ngettext("{count} meeting is in {name}.", "{count} meetings are in {name}.", count)
            self._done(path, words.format(count=count, name=path.name))

    def _meeting(self) -> bytes | None:
        return self.meeting.value() if self.which.current() == ONE else None

    def _ask(self) -> None:
        suggested = self._ctx.workspace.invitations.suggested_name(self._meeting())
        self._ask_place(suggested, _("Calendar files (*.ics)"), self.write)

    def _tell(self) -> None:
        one = self.which.current() == ONE
        self._row.setVisible(one)
        told = _("In it: date, time, place, goal and agenda. Not in it: your notes, and names unless you ask for them.")
        undated = 0 if one else self._ctx.workspace.invitations.undated()
        if undated:
            words = ngettext("{count} meeting has no date yet and stays out.", "{count} meetings have no date yet and stay out.", undated)
            told = f"{told} {words.format(count=undated)}"
        self._told.setText(told)


class AttendanceDialog(_PaperDialog):
    """The attendance list, to sign or to work with."""

    def __init__(self, ctx: AppContext, parent: QWidget, meetings: list, chosen: bytes):
        super().__init__(
            ctx, parent, _("Attendance list"), _("Who is on the list of a meeting, with the organisation."), "list-check", meetings, chosen
        )
        self.form.add(self.meeting, _("Meeting"))
        self.kind = SegmentedControl(
            [(_PDF, _("PDF to sign")), (_XLSX, _("Excel")), (_CSV, _("CSV"))], name=_("Form of the list"), stretch=True
        )
        self.form.add_widget(self.kind)
        self.contact = CheckBox(_("With e-mail and phone"))
        self.form.add_widget(self.contact)
        self.form.add_widget(Label(_("Take along no more than you need."), role="small", tone="ink2", wrap=True))
        self._add_save(_("Save the list…"))

    def write(self, path: Path) -> None:
        """Save the list and tell how many people are on it."""
        lists = self._ctx.workspace.attendance_list
        count = self._ctx.run(lambda: lists.write(path, self.meeting.value(), contact=self.contact.isChecked()))
        if count is not None:
            words = ngettext("{count} person is on the list {name}", "{count} people are on the list {name}", count)
            self._done(path, words.format(count=count, name=path.name))

    def _ask(self) -> None:
        ending = self.kind.current()
        kinds = {_PDF: _("PDF files (*.pdf)"), _XLSX: _("Excel files (*.xlsx)"), _CSV: _("CSV files (*.csv)")}
        suggested = self._ctx.workspace.attendance_list.suggested_name(self.meeting.value(), ending)
        self._ask_place(suggested, kinds[ending], self.write)


class PageDialog(_PaperDialog):
    """The page of a meeting, to hand out at the door."""

    def __init__(self, ctx: AppContext, parent: QWidget, meetings: list, chosen: bytes):
        super().__init__(
            ctx,
            parent,
            _("Meeting on one page"),
            _("To hand out at the door: what matters most, what was agreed, what it gave, and when the next time is."),
            "file-description",
            meetings,
            chosen,
        )
        self.form.add(self.meeting, _("Meeting"))
        told = _("Exactly one page. Private cards stay out. Names only of people who said yes to the logbook.")
        self.form.add_widget(Label(told, role="small", tone="ink2", wrap=True))
        self._add_save(_("Save the page…"))

    def write(self, path: Path) -> None:
        """Save the page and tell whether all of it is on it."""
        pages = self._ctx.workspace.meeting_pages
        rest = self._ctx.run(lambda: pages.write(self.meeting.value(), path))
        if rest is not None:
            words = _("The meeting is on one page: {name}").format(name=path.name)
            self._done(path, f"{words}. {_('It did not all fit; the page says what is not on it.')}" if rest.total else words)

    def _ask(self) -> None:
        suggested = self._ctx.workspace.meeting_pages.suggested_name(self.meeting.value())
        self._ask_place(suggested, _("PDF files (*.pdf)"), self.write)
