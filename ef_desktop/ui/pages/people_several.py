"""What can be done with more people at once; each of it is one step to undo."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.domain.peopleviews import STATES, PersonLine
from ef_desktop.i18n import _, format_number, ngettext
from ef_desktop.ui.forms import ComboField, Form, TextField
from ef_desktop.ui.pages.meetings_words import numbered_title
from ef_desktop.ui.pages.people_deeds import PersonDeeds
from ef_desktop.ui.pages.people_words import state_words
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.panel import Panel, SectionTitle, Separator
from ef_desktop.ui.widgets.text import Label

_NAMES = 4
_LONGEST = 60


class SeveralPanel(Panel):
    """Buttons for the people that are chosen together.

    Signals:
        remove_asked: take them off the list.
    """

    remove_asked = Signal()

    def __init__(self, deeds: PersonDeeds, parent: QWidget | None = None):
        super().__init__(parent, padding=20, spacing=12)
        self._deeds = deeds
        self._ids: tuple[bytes, ...] = ()
        self._title = Label("", role="h2", wrap=True)
        self._names = Label("", role="small", tone="ink2", wrap=True)
        self.body.addWidget(self._title)
        self.body.addWidget(self._names)
        self.body.addWidget(Separator())
        self.body.addWidget(SectionTitle(_("Participation"), icon="users-group", role="h3"))
        self.body.addWidget(Label(_("In consultation with the team organisatieontwikkeling"), role="small", tone="ink2", wrap=True))
        form = Form(spacing=10)
        self.agreed_by = TextField(dense=True)
        form.add(self.agreed_by, _("Who agreed?"), optional=True)
        self.body.addWidget(form)
        self.states = {}
        line = QHBoxLayout()
        line.setSpacing(8)
        for state in STATES:
            button = SecondaryButton(state_words(state), small=True)
            button.clicked.connect(lambda _on=False, state=state: self._put(state))
            self.states[state] = button
            line.addWidget(button)
        self.body.addLayout(line)
        self.body.addWidget(Separator())
        self.body.addWidget(SectionTitle(_("Invite"), icon="calendar-plus", role="h3"))
        self.meeting = ComboField([], dense=True)
        self.meeting.setAccessibleName(_("Meeting"))
        self.body.addWidget(self.meeting)
        self.invite = SecondaryButton(_("Put on the list of this meeting"), icon="calendar-plus", small=True)
        self.invite.clicked.connect(lambda: self._deeds.invite(self.meeting.value(), self._ids))
        self.body.addWidget(self.invite)
        self._none = Label(_("There is no meeting to come."), role="small", tone="ink2", wrap=True)
        self.body.addWidget(self._none)
        self.body.addStretch(1)
        remove = QuietButton(_("Remove these people"), icon="trash", small=True)
        remove.clicked.connect(lambda: self.remove_asked.emit())
        self.body.addWidget(remove)

    def show_meetings(self, rows: Sequence[MeetingRow]) -> None:
        """Offer the meetings that are not closed yet."""
        options = [(row.id, numbered_title(row)[:_LONGEST]) for row in rows if row.state != "closed"]
        now = self.meeting.value()
        self.meeting.set_options(options, now if now in dict(options) else options[0][0] if options else None)
        for widget in (self.meeting, self.invite):
            widget.setVisible(bool(options))
        self._none.setVisible(not options)

    def show_rows(self, rows: Sequence[PersonLine]) -> None:
        """Show who are chosen."""
        self._ids = tuple(row.id for row in rows)
        words = ngettext("{count} person chosen", "{count} people chosen", len(rows))
        self._title.setText(words.format(count=format_number(len(rows))))
        names = ", ".join(row.name[:_LONGEST] for row in rows[:_NAMES])
        more = len(rows) - _NAMES
        if more > 0:
            names = _("{names} and {count} more").format(names=names, count=format_number(more))
        self._names.setText(names)

    def _put(self, state: str) -> None:
        if self._deeds.state(self._ids, state, self.agreed_by.value()):
            self.agreed_by.set_value("")
