"""Notes of the work form: for yourself at the mirror, what the group looks back on, and agreements with owner and date."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.completing import Option
from ef_desktop.domain.workviews import PersonChoice
from ef_desktop.i18n import _
from ef_desktop.ui.forms import DateField, TextArea
from ef_desktop.ui.pages.workform_line import CompleteLine
from ef_desktop.ui.pages.workform_proposals import Proposals
from ef_desktop.ui.pages.workform_section import Section
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.capture_bar import Draft
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label

_AHEAD = timedelta(days=14)
#: So many people are proposed as owner of an agreement.
_MOST = 3
_INSIGHT = "inzicht"


class NoteArea(TextArea):
    """Several lines, of which Ctrl Enter presses a button."""

    def __init__(self, placeholder: str, name: str):
        super().__init__(rows=(3, 5), placeholder=placeholder)
        self.setAccessibleName(name)
        self.button: SecondaryButton | None = None

    def keyPressEvent(self, event) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier and self.button is not None:
            self.button.click()
        else:
            super().keyPressEvent(event)


class NotesSection(Section):
    """The part 'Notes'."""

    section_id = "notes"
    records = frozenset({"mirror", "outcome"})

    def __init__(self, page):
        super().__init__(page)
        self._owner: Option | None = None
        self._shown: bytes | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        column = QVBoxLayout()
        column.setSpacing(10)
        column.addWidget(self._mirror())
        column.addWidget(self._looking_back())
        column.addStretch(1)
        row.addLayout(column, 1)
        right = QVBoxLayout()
        right.addWidget(self._agreement())
        right.addStretch(1)
        row.addLayout(right, 1)
        self._areas = {"mirror": self.mirror, "back": self.back, "agreed": self.agreed}
        for field, area in self._areas.items():
            area.textChanged.connect(lambda field=field: self._typed(field))
        self.kind.changed.connect(lambda _kind: self._typed("back"))
        self.due.committed.connect(lambda _day: self._typed("agreed"))

    def default_focus(self) -> QWidget:
        step = self.page.lead.step()
        if step is not None and "mirror" in step.records:
            return self.mirror
        return self.agreed if step is not None and step.id == "afspraak" else self.back

    def forget(self) -> None:
        self._shown = None
        self._owner = None
        self.owner.keep("")

    def flush(self) -> None:
        self.page.drafts.write()

    def show_round(self) -> None:
        people = self.work.recording.view(self.round).people
        other, self._shown = self.round != self._shown, self.round
        for field, area in self._areas.items():
            # What something else took out, such as a name, goes from the screen too; what is being typed stays.
            if other or not area.hasFocus():
                area.set_value(self.draft(field).text)
        if other:
            self._restore(people)
        self.owner.set_options([Option(one.id, one.name, (one.name,)) for one in people], _("Who does it?"))
        needed = [need.item_id for need in self.work.picture.view(self.round).needs if need.kind == "talent"]
        self.proposals.show_proposals(self.work.picture.owners(self.round, needed)[: 1 if self.low else _MOST])
        if self._owner is not None and self._owner.name != self.owner.edit.text():
            self.owner.keep(self._owner.name)
        if self.due.value() is None:
            self.due.set_value(self.ctx.clock.now().astimezone().date() + _AHEAD)

    def _restore(self, people: Sequence[PersonChoice]) -> None:
        """Take over kind, owner and day as they were chosen when the round was last shown."""
        back, agreed = self.draft("back"), self.draft("agreed")
        self.kind.set_current(back.kind or _INSIGHT)
        self._owner = next((Option(one.id, one.name, (one.name,)) for one in people if one.name == agreed.owner), None)
        self.due.set_value(date.fromisoformat(agreed.due) if agreed.due else None)

    def _typed(self, field: str) -> None:
        """Remember a field as it is being typed."""
        text = self._areas[field].toPlainText()
        if field == "agreed":
            due = self.due.value() if text else None
            self.keep_draft(field, Draft(text, owner=self._owner.name if self._owner else "", due=due.isoformat() if due else ""))
        else:
            self.keep_draft(field, Draft(text, kind=self.kind.current() if field == "back" else ""))

    def keep_mirror(self) -> None:
        """Keep the note as a private card."""
        self._keep("mirror", lambda text: self.work.note_for_yourself(self.round, text), _("Kept, for you only."))

    def keep_back(self) -> None:
        """Keep what the group looks back on, as a card."""
        self._keep("back", lambda text: self.work.capture(self.round, self.kind.current(), text), _("It stands on the board."))

    def keep_agreed(self) -> None:
        """Keep an agreement with its owner and day."""
        owner = self._owner.id if self._owner is not None else None
        due = self.due.value()
        if self._keep("agreed", lambda text: self.work.capture(self.round, "afspraak", text, owner_id=owner, due_on=due), _("It stands on the board.")):
            self._owner = None
            self.owner.keep("")
            self._typed("agreed")
            self.show_round()

    def _keep(self, field: str, call, words: str) -> bool:
        area = self._areas[field]
        text = area.value().strip()
        if not text:
            self.page.say(_("Type something first."))
            area.setFocus()
            return False
        kept = self.ctx.run(lambda: call(text)) is not None
        if kept:
            area.set_value("")
            self._typed(field)
            self.page.say(words)
        area.setFocus()
        return kept

    def _mirror(self) -> Panel:
        panel = Panel(variant="private", padding=(16, 12, 16, 12), spacing=8)
        panel.body.addWidget(SectionTitle(_("Mirror: a note for yourself"), icon="lock", role="h3"))
        panel.body.addWidget(Label(_("Only you see it: never on the wall, nor in the logbook."), role="small", tone="ink2", wrap=True))
        self.mirror = NoteArea(_("What do you want to remember yourself?"), _("Note for yourself"))
        panel.body.addWidget(self.mirror)
        panel.body.addLayout(self._foot(self.mirror, self.keep_mirror))
        return panel

    def _looking_back(self) -> Panel:
        panel = Panel(padding=(16, 12, 16, 12), spacing=8)
        panel.body.addWidget(SectionTitle(_("Looking back"), icon="history", role="h3"))
        self.back = NoteArea(_("One sentence of the group"), _("Looking back"))
        self.kind = SegmentedControl(((_INSIGHT, _("Insight")), ("mooi_moment", _("Nice moment"))), name=_("Kind of card"))
        panel.body.addWidget(self.back)
        foot = self._foot(self.back, self.keep_back)
        foot.insertWidget(0, self.kind)
        panel.body.addLayout(foot)
        return panel

    def _agreement(self) -> Panel:
        panel = Panel(padding=(16, 12, 16, 12), spacing=8)
        panel.body.addWidget(SectionTitle(_("Agreement"), icon="heart-handshake", role="h3"))
        self.agreed = NoteArea(_("Before … I will …"), _("Agreement"))
        panel.body.addWidget(self.agreed)
        self.owner = CompleteLine(_("Who does it?"), rows=1, keeps=True)
        self.owner.chosen.connect(self._take_owner)
        self.owner.dropped.connect(self._drop_owner)
        self.owner.saved.connect(self.keep_agreed)
        self.due = DateField(optional=True)
        self.due.setAccessibleName(_("Agreed by"))
        self.proposals = Proposals(_("Who could do it, by the talents that the case needs"))
        self.proposals.chosen.connect(self._take_owner)
        panel.body.addWidget(self.owner)
        panel.body.addWidget(self.proposals)
        panel.body.addWidget(self.due)
        panel.body.addLayout(self._foot(self.agreed, self.keep_agreed))
        return panel

    def _take_owner(self, option: Option) -> None:
        self._owner = option
        self.owner.keep(option.name)
        self._typed("agreed")
        self.show_round()
        self.due.setFocus()

    def _drop_owner(self) -> None:
        self._owner = None
        self._typed("agreed")

    def _foot(self, area: NoteArea, call) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.addStretch(1)
        button = SecondaryButton(_("Keep"), small=True, key=f"Ctrl {_('Enter')}")
        button.clicked.connect(call)
        area.button = button
        foot.addWidget(button)
        return foot
