"""What a person allows: being named on the wall, in the logbook, in reports."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.peopleviews import CHANNELS, NAME_FORMS, ConsentView, PersonDetails, RoundConsent
from ef_desktop.i18n import _, format_date
from ef_desktop.ui.forms import DateField, TextField
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.pages.people_deeds import PersonDeeds
from ef_desktop.ui.pages.people_words import channel_words, form_words
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.dialog import ask
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label


class ConsentRow(Panel):
    """One channel: no, or in which form; with who asked and on which day where it is yes."""

    def __init__(self, channel: str, deeds: PersonDeeds, parent: QWidget | None = None):
        super().__init__(parent, padding=(14, 10, 14, 12), spacing=8)
        self._channel = channel
        self._deeds = deeds
        self._person: bytes | None = None
        self._view = ConsentView(channel)
        name = channel_words(channel)
        self.body.addWidget(Label(name, role="body_strong"))
        self.choice = SegmentedControl(
            [(form, form_words(form)) for form in NAME_FORMS[channel]], name=_("{channel}: may be named").format(channel=name), stretch=True
        )
        self.choice.changed.connect(self._choose)
        self.body.addWidget(self.choice)
        self._given = QWidget()
        line = QHBoxLayout(self._given)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        self.asked_by = TextField(dense=True, placeholder=_("Who asked?"))
        self.asked_by.setAccessibleName(_("{channel}: who asked").format(channel=name))
        self.given_on = DateField(today=deeds.today(), dense=True)
        self.given_on.setDisplayFormat("d MMM yyyy")
        self.given_on.setAccessibleName(_("{channel}: day of the yes").format(channel=name))
        line.addWidget(self.asked_by, 1)
        line.addWidget(self.given_on)
        self._saver = AutoSave(lambda _name, _text: self._keep(self._view.form), self)
        self._saver.bind("asked_by", self.asked_by)
        self.given_on.committed.connect(lambda _day: self._keep(self._view.form))
        self.body.addWidget(self._given)
        self._told = Label("", role="small", tone="ink2", wrap=True)
        self.body.addWidget(self._told)
        self._given.hide()
        self._told.hide()

    def show_consent(self, person_id: bytes, view: ConsentView) -> None:
        """Show what a person says about this channel."""
        other = person_id != self._person
        self._person, self._view = person_id, view
        self.choice.set_current(view.form)
        self._given.setVisible(bool(view.form))
        if view.form:
            self._saver.load({"asked_by": view.asked_by}, other=other)
            if other or not self.given_on.hasFocus():
                self.given_on.set_value(view.given_on)
        told = _ended(view)
        self._told.setVisible(bool(told))
        self._told.setText(told)

    def flush(self) -> None:
        """Keep what was typed and not left yet."""
        if self._view.form and (self.asked_by.value(), self.given_on.value()) != (self._view.asked_by, self._view.given_on):
            self._keep(self._view.form)

    def _choose(self, form: str) -> None:
        # A new yes was asked today by who works here, until something else is said.
        if form and not self._view.form:
            self._saver.load({"asked_by": self._deeds.who})
            self.given_on.set_value(self._deeds.today())
        self._keep(form)

    def _keep(self, form: str) -> None:
        if not self._deeds.consent(self._person, self._channel, form, self.asked_by.value(), self.given_on.value()):
            self.choice.set_current(self._view.form)
            self.given_on.set_value(self._view.given_on or self._deeds.today())


def _ended(view: ConsentView) -> str:
    """Return when a yes ended or will end; "" where there is nothing to say about that."""
    if view.withdrawn_on is not None:
        return _("Taken back on {date}.").format(date=format_date(view.withdrawn_on))
    if view.valid_until is None:
        return ""
    said = _("This yes holds until {date}.") if view.form else _("This yes held until {date}.")
    return said.format(date=format_date(view.valid_until))


class RoundsPanel(Panel):
    """The rounds of the work form in which a person may be named, each with a button to take that back."""

    def __init__(self, deeds: PersonDeeds, parent: QWidget | None = None):
        super().__init__(parent, padding=(14, 10, 14, 12), spacing=8)
        self._deeds = deeds
        self._person: tuple[bytes, str] | None = None
        self._rounds: tuple[RoundConsent, ...] = ()
        self.buttons: list[QuietButton] = []
        self.body.addWidget(Label(_("With talents and roles"), role="body_strong"))
        self.body.addWidget(Label(_("A yes holds for one round of the work form."), role="small", tone="ink2", wrap=True))
        self._rows = QWidget()
        self.body.addWidget(self._rows)
        self.hide()

    def show_rounds(self, person_id: bytes, name: str, rounds: tuple[RoundConsent, ...]) -> None:
        """Show the rounds of a person; without any the panel is away."""
        self.setVisible(bool(rounds))
        if (self._person, self._rounds) == ((person_id, name), rounds):
            return
        self._person, self._rounds = (person_id, name), rounds
        self._rows.deleteLater()
        self._rows = QWidget()
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        self.buttons = []
        for entry in rounds:
            words = " · ".join([entry.meeting[:80], *([format_date(entry.given_on)] if entry.given_on else [])])
            line = QHBoxLayout()
            line.addWidget(Label(words, role="small", wrap=True), 1)
            button = QuietButton(icon="x", small=True, name=_("Take back the yes at {meeting}").format(meeting=entry.meeting[:80]))
            button.clicked.connect(lambda _on=False, round_id=entry.round_id: self._ask(round_id))
            line.addWidget(button)
            column.addLayout(line)
            self.buttons.append(button)
        self.body.addWidget(self._rows)

    def _ask(self, round_id: bytes) -> None:
        person_id, name = self._person
        ask(
            self.window(),
            _("Take back the yes of {name}?").format(name=name[:80]),
            _("The name goes out of this round, also out of the history and the backups. This cannot be undone. The counts stay."),
            _("Remove the name"),
            lambda: self._deeds.take_back(round_id, person_id),
            danger=True,
        )


class ConsentPanel(QWidget):
    """The channels under each other. Nothing is ever ticked beforehand; taking back is as easy as giving."""

    def __init__(self, deeds: PersonDeeds, parent: QWidget | None = None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        words = _("Not unless this person says yes. Ask first, outside the line of command. A no has no consequences.")
        column.addWidget(Label(words, role="small", tone="ink2", wrap=True))
        self.rows = {channel: ConsentRow(channel, deeds) for channel in CHANNELS}
        for row in self.rows.values():
            column.addWidget(row)
        self.rounds = RoundsPanel(deeds)
        column.addWidget(self.rounds)
        column.addStretch(1)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)

    def show_person(self, known: PersonDetails) -> None:
        """Show what a person says."""
        for view in known.consents:
            self.rows[view.channel].show_consent(known.row.id, view)
        self.rounds.show_rounds(known.row.id, known.row.name, known.rounds)

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        for row in self.rows.values():
            row.flush()
