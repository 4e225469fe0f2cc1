"""The form of one person, and what this person allows."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.views import PersonRow
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.forms import Form, TextField
from ef_desktop.ui.pages.meetings_autosave import AutoSave, TickField
from ef_desktop.ui.widgets.avatar import Avatar
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_AVATAR = 44
_FIELDS = (
    "name",
    "outside",
    "function",
    "organisation",
    "department",
    "email",
    "phone",
    "facilitator",
    "on_wall",
    "in_logbook",
)


class PersonForm(Panel):
    """Everything about one person.

    Parameters:
        save: called with id, name of the field and value; returns False where it could not be kept.

    Signals:
        remove_asked: id.
    """

    remove_asked = Signal(bytes)

    def __init__(self, save: Callable[[bytes, str, object], object], parent: QWidget | None = None):
        super().__init__(parent, padding=(20, 16, 10, 12), spacing=12)
        self.person_id: bytes | None = None
        self._save = save
        self.saver = AutoSave(self._keep, self)
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._circle: Avatar | None = None
        words = QVBoxLayout()
        words.setSpacing(0)
        self._name = ElidedLabel(role="h2")
        self._line = ElidedLabel(role="small", tone="ink2")
        words.addWidget(self._name)
        words.addWidget(self._line)
        self._head.addLayout(words, 1)
        remove = QuietButton(icon="trash", name=_("Remove person"))
        remove.clicked.connect(lambda: self.remove_asked.emit(self.person_id))
        self._head.addWidget(remove)
        self.body.addLayout(self._head)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self._build())
        self.body.addWidget(area, 1)

    def _build(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(5, 4, 12, 6)
        column.setSpacing(14)
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
        form.add_beside(form.make_row(self.email, _("E-mail")), form.make_row(self.phone, _("Phone")))
        self.facilitator = TickField(_("Facilitates meetings"))
        form.add_widget(self.facilitator)
        column.addWidget(form)
        column.addWidget(self._build_consent())
        column.addStretch(1)
        for name in _FIELDS:
            self.saver.bind(name, getattr(self, name))
        self.setFocusProxy(self.name)
        return inner

    def _build_consent(self) -> Panel:
        panel = Panel(padding=(16, 12, 16, 12), spacing=4)
        panel.body.addWidget(SectionTitle(_("May be named"), icon="shield-check", role="h3"))
        panel.body.addWidget(Label(_("Not unless this person says yes. Ask first."), role="small", tone="ink2", wrap=True))
        self.on_wall = TickField(_("On the wall, by first name"))
        self.in_logbook = TickField(_("In the logbook, by first name"))
        panel.body.addWidget(self.on_wall)
        panel.body.addWidget(self.in_logbook)
        return panel

    def show_person(self, row: PersonRow) -> None:
        """Show a person."""
        other = row.id != self.person_id
        if other:
            self.saver.flush()
        self.person_id = row.id
        circle = Avatar(row.name[:200], size=_AVATAR, letters=row.initials[:3])
        if self._circle is not None:
            self._circle.hide()
            self._circle.deleteLater()
        self._circle = circle
        self._head.insertWidget(0, circle)
        self._name.set_text(row.name[:300])
        held = ngettext("{count} meeting", "{count} meetings", row.meetings).format(count=row.meetings)
        self._line.set_text(held if row.meetings else _("No meeting yet"))
        self.saver.load({name: getattr(row, name) for name in _FIELDS}, other=other)

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        self.saver.flush()

    def _keep(self, name: str, value: object) -> object:
        return self._save(self.person_id, name, value) if self.person_id is not None else None
