"""How a person takes part: the talk with the team organisatieontwikkeling, the meetings, and what comes from this person."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ef_desktop.domain.peopleviews import AGREED, STATES, PersonAgreement, PersonDetails, PersonMeeting
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.forms import DateField, Form, TextField
from ef_desktop.ui.pages.listing_model import ListRow
from ef_desktop.ui.pages.meetings_rows import ROW_HEIGHT, RowsView
from ef_desktop.ui.pages.meetings_words import day_words, due_words
from ef_desktop.ui.pages.people_deeds import PersonDeeds
from ef_desktop.ui.pages.people_words import ATTENDANCE_TONES, ATTENDANCES, attendance_words, state_words
from ef_desktop.ui.widgets.card_details import STATUSES
from ef_desktop.ui.widgets.panel import SectionTitle
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label

#: Rows of a list that are seen at once.
_SEEN = 3


def _fit(view: RowsView, count: int) -> None:
    view.setFixedHeight(min(count, _SEEN) * ROW_HEIGHT + 2)


class MeetingsPart(QWidget):
    """The meetings of the programme, and how this person was or will be there."""

    def __init__(self, deeds: PersonDeeds, parent: QWidget | None = None):
        super().__init__(parent)
        self._deeds = deeds
        self._person: bytes | None = None
        self._meetings: dict[bytes, PersonMeeting] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionTitle(_("Meetings"), icon="calendar", role="h3"))
        self.list = RowsView(_("Meetings of this person"))
        self.list.chosen.connect(self._show_choice)
        self.list.opened.connect(lambda row_id: self._deeds.go("prepare", meeting_id=row_id))
        column.addWidget(self.list)
        self.choice = SegmentedControl(
            [(status, attendance_words(status)) for status in ATTENDANCES], name=_("At this meeting"), stretch=True
        )
        self.choice.changed.connect(self._attend)
        column.addWidget(self.choice)
        self._none = Label(_("There are no meetings yet."), role="small", tone="ink2", wrap=True)
        column.addWidget(self._none)

    def show_meetings(self, person_id: bytes, meetings: tuple[PersonMeeting, ...], today: date) -> None:
        """Show the meetings; at another person the list begins at the first meeting that is still to come."""
        other, self._person = person_id != self._person, person_id
        self._meetings = {row.id: row for row in meetings}
        self.list.show_rows(tuple(_meeting_row(row, today) for row in meetings))
        _fit(self.list, len(meetings))
        for widget, shown in ((self.list, bool(meetings)), (self.choice, bool(meetings)), (self._none, not meetings)):
            widget.setVisible(shown)
        if meetings and other:
            coming = next((row for row in meetings if row.held_on is None or row.held_on >= today), meetings[-1])
            self.list.choose(coming.id)
        self._show_choice(self.list.current_id())

    def _show_choice(self, meeting_id: bytes | None) -> None:
        if meeting_id in self._meetings:
            row = self._meetings[meeting_id]
            self.choice.set_current(row.status)
            self.choice.setAccessibleDescription(row.title)

    def _attend(self, status: str) -> None:
        row = self._meetings[self.list.current_id()]
        if not self._deeds.attend(row.id, self._person, status, row.role):
            self.choice.set_current(row.status)


def _meeting_row(row: PersonMeeting, today: date) -> ListRow:
    chips = ((attendance_words(row.status), ATTENDANCE_TONES[row.status]),) if row.status else ()
    return ListRow(id=row.id, title=f"{row.number}. {row.title}", detail=day_words(row.held_on, today), chips=chips)


class OwnPart(QWidget):
    """The cases that a person brought in and the agreements that a person owns; Enter goes there."""

    def __init__(self, deeds: PersonDeeds, parent: QWidget | None = None):
        super().__init__(parent)
        self._deeds = deeds
        self._targets: dict[bytes, tuple[str, dict]] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self._title = SectionTitle(_("Cases and agreements"), icon="list-check", role="h3")
        column.addWidget(self._title)
        self.list = RowsView(_("Cases and agreements"))
        self.list.opened.connect(self._go)
        self.list.clicked.connect(lambda _index: self._go(self.list.current_id()))
        column.addWidget(self.list)
        self._words = Label("", role="small", tone="ink2", wrap=True)
        column.addWidget(self._words)

    def show_own(self, known: PersonDetails, today: date) -> None:
        """Show what comes from a person."""
        rows = [ListRow(id=case.id, title=case.title, detail=_("Brought in by this person"), icon="folder-question") for case in known.cases]
        self._targets = {case.id: ("cases", {"case_id": case.id}) for case in known.cases}
        for owned in known.agreements:
            rows.append(_agreement_row(owned, today))
            self._targets[owned.id] = ("board", {"meeting_id": owned.meeting_id, "card_id": owned.id})
        self.list.show_rows(tuple(rows))
        _fit(self.list, len(rows))
        self.list.setVisible(bool(rows))
        going = sum(owned.status not in ("done", "lapsed") for owned in known.agreements)
        words = ngettext("{count} agreement still going", "{count} agreements still going", going).format(count=going)
        self._words.setText(words if rows else _("No cases or agreements yet."))
        self._words.setVisible(not rows or bool(known.agreements))

    def _go(self, row_id: bytes) -> None:
        page, args = self._targets[row_id]
        self._deeds.go(page, **args)


def _agreement_row(owned: PersonAgreement, today: date) -> ListRow:
    words, _passed = due_words(owned.due_on, today)
    status = dict(STATUSES).get(owned.status or "open", "")
    detail = " · ".join(part for part in (_(status) if status else "", words if owned.status not in ("done", "lapsed") else "") if part)
    return ListRow(id=owned.id, title=owned.text, detail=detail, icon="list-check")


class StatePart(QWidget):
    """'In samenspraak met het team organisatieontwikkeling': how it stands, who agreed and when.

    Signals:
        chosen: another state.
    """

    chosen = Signal(str)

    def __init__(self, deeds: PersonDeeds, parent: QWidget | None = None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(SectionTitle(_("Participation"), icon="users-group", role="h3"))
        column.addWidget(Label(_("In consultation with the team organisatieontwikkeling"), role="small", tone="ink2", wrap=True))
        self.choice = SegmentedControl([(state, state_words(state)) for state in STATES], name=_("Participation"), stretch=True)
        self.choice.changed.connect(self.chosen)
        column.addWidget(self.choice)
        self._more = Form(spacing=8)
        self.agreed_by = TextField(dense=True)
        self.agreed_on = DateField(optional=True, today=deeds.today(), dense=True)
        self.agreed_on.setDisplayFormat("d MMM yyyy")
        self._more.add_beside(self._more.make_row(self.agreed_by, _("Who agreed?")), self._more.make_row(self.agreed_on, _("When?")))
        column.addWidget(self._more)
        self._told = Label(_("Is not offered any more for meetings. What was done stays."), role="small", tone="ink2", wrap=True)
        column.addWidget(self._told)

    def show_state(self, state: str) -> None:
        """Show how it stands."""
        self.choice.set_current(state)
        self._more.setVisible(state == AGREED)
        self._told.setVisible(state == STATES[-1])
