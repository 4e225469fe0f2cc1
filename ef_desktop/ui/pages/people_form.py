"""The form of one person, in three parts: who it is, how this person takes part, and what is allowed."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ef_desktop.domain.peopleviews import PROPOSED, PersonDetails
from ef_desktop.i18n import _
from ef_desktop.ui.forms import Form, TextArea, TextField
from ef_desktop.ui.pages.meetings_autosave import AutoSave, TickField
from ef_desktop.ui.pages.people_consent import ConsentPanel
from ef_desktop.ui.pages.people_deeds import PersonDeeds
from ef_desktop.ui.pages.people_part import MeetingsPart, OwnPart, StatePart
from ef_desktop.ui.pages.people_words import held_words, state_words
from ef_desktop.ui.widgets.avatar import Avatar
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import ElidedLabel

WHO, PART, CONSENT = "who", "part", "consent"
_AVATAR = 44
_ROW_FIELDS = ("name", "outside", "function", "organisation", "department", "email", "phone", "facilitator")


class PersonForm(Panel):
    """Everything about one person.

    Parameters:
        deeds: what is done with the work file.

    Signals:
        remove_asked, erase_asked: id.
    """

    remove_asked = Signal(bytes)
    erase_asked = Signal(bytes)

    def __init__(self, deeds: PersonDeeds, parent: QWidget | None = None):
        super().__init__(parent, padding=(20, 16, 10, 12), spacing=12)
        self.person_id: bytes | None = None
        self._deeds = deeds
        self._known_state = PROPOSED
        self.saver = AutoSave(self._keep, self)
        self.body.addLayout(self._build_head())
        self.parts = SegmentedControl(
            [(WHO, _("Who")), (PART, _("Takes part")), (CONSENT, _("Consent"))], name=_("Part of the form"), stretch=True
        )
        self.parts.changed.connect(self.show_part)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 10, 0)
        line.addWidget(self.parts)
        self.body.addLayout(line)
        self._pages = QStackedWidget()
        self.body.addWidget(self._pages, 1)
        self._places: dict[str, int] = {}
        for part, build in ((WHO, self._build_who), (PART, self._build_part), (CONSENT, self._build_consent)):
            self._places[part] = self._pages.count()
            self._add_scrolled(build)
        bound = {name: getattr(self, name) for name in (*_ROW_FIELDS, "notes")}
        bound |= {"agreed_by": self.state.agreed_by, "agreed_on": self.state.agreed_on}
        for name, field in bound.items():
            self.saver.bind(name, field)

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        # Not a focus proxy: Tab would then go past the buttons and parts that stand above the name.
        self.name.setFocus(reason)

    # Making

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(12)
        self._head = head
        self._circle: Avatar | None = None
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name = ElidedLabel(role="h2")
        self._line = ElidedLabel(role="small", tone="ink2")
        words.addWidget(self._name)
        words.addWidget(self._line)
        head.addLayout(words, 1)
        self.erase = QuietButton(icon="eraser", name=_("Erase this person for good…"))
        self.erase.clicked.connect(lambda: self.erase_asked.emit(self.person_id))
        remove = QuietButton(icon="trash", name=_("Remove person"))
        remove.clicked.connect(lambda: self.remove_asked.emit(self.person_id))
        for button in (self.erase, remove):
            button.setToolTip(button.accessibleName())
            head.addWidget(button)
        return head

    def _add_scrolled(self, build) -> None:
        # The area and what scrolls in it have their places before they are filled: see ``ListPage``.
        area = QScrollArea()
        self._pages.addWidget(area)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("scrolled")
        area.setWidget(inner)
        column = QVBoxLayout(inner)
        column.setContentsMargins(5, 4, 12, 6)
        column.setSpacing(16)
        build(column)
        column.addStretch(1)

    def _build_who(self, column: QVBoxLayout) -> None:
        form = Form(spacing=12)
        self.name = TextField(advised=60, placeholder=_("A first name is enough"))
        form.add(self.name, _("Name"))
        self.outside = TickField(_("From outside the municipality"))
        form.add_widget(self.outside)
        self.function = TextField(advised=80)
        form.add(self.function, _("Function"))
        self.organisation = TextField(advised=80)
        self.department = TextField(advised=80)
        form.add_beside(form.make_row(self.organisation, _("Organisation")), form.make_row(self.department, _("Department")))
        self.email = TextField()
        self.phone = TextField()
        only = _("Only for inviting.")
        reach = (form.make_row(self.email, _("E-mail"), help=only), form.make_row(self.phone, _("Phone"), help=only))
        # An address is longer than a number.
        form.add_beside(*reach, stretch=(3, 2))
        self.facilitator = TickField(_("Facilitates meetings"))
        form.add_widget(self.facilitator)
        self.notes = TextArea(rows=(2, 8))
        form.add(self.notes, _("Notes"), help=_("Only for you: never on the wall, in the logbook or in an export."))
        column.addWidget(form)

    def _build_part(self, column: QVBoxLayout) -> None:
        self.state = StatePart(self._deeds)
        self.state.chosen.connect(self._choose_state)
        self.meetings = MeetingsPart(self._deeds)
        self.own = OwnPart(self._deeds)
        for part in (self.state, self.meetings, self.own):
            column.addWidget(part)

    def _build_consent(self, column: QVBoxLayout) -> None:
        self.consent = ConsentPanel(self._deeds)
        column.addWidget(self.consent)

    # Showing

    def show_part(self, part: str) -> None:
        """Show one of the three parts: ``WHO``, ``PART`` or ``CONSENT``."""
        self.parts.set_current(part)
        self._pages.setCurrentIndex(self._places[part])

    def show_person(self, known: PersonDetails) -> None:
        """Show a person."""
        row = known.row
        other = row.id != self.person_id
        if other:
            self.flush()
        self.person_id = row.id
        circle = Avatar(row.name[:200], size=_AVATAR, letters=row.initials[:3])
        if self._circle is not None:
            self._circle.hide()
            self._circle.deleteLater()
        self._circle = circle
        self._head.insertWidget(0, circle)
        self._name.set_text(row.name[:300])
        self._line.set_text(" · ".join([held_words(known), state_words(known.state)]))
        values = {name: getattr(row, name) for name in _ROW_FIELDS}
        values |= {"notes": known.notes, "agreed_by": known.agreed_by, "agreed_on": known.agreed_on}
        self.saver.load(values, other=other)
        today = self._deeds.today()
        self._known_state = known.state
        self.state.show_state(known.state)
        self.meetings.show_meetings(row.id, known.meetings, today)
        self.own.show_own(known, today)
        self.consent.show_person(known)

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        self.saver.flush()
        self.consent.flush()

    def _choose_state(self, state: str) -> None:
        self.saver.flush()
        if not self._deeds.state([self.person_id], state):
            self.state.show_state(self._known_state)

    def _keep(self, name: str, value: object) -> object:
        return self._deeds.save(self.person_id, name, value) if self.person_id is not None else None
