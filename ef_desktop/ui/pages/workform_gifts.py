"""Recording which talents people get from each other: counted, and by name with an example where there was a yes."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.completing import Option
from ef_desktop.domain.workviews import GiftView, PersonChoice, RecordingView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.pages.workform_grid import CountGrid
from ef_desktop.ui.pages.workform_line import CompleteLine
from ef_desktop.ui.pages.workform_people import PeopleList, PersonLine
from ef_desktop.ui.pages.workform_section import Section, side_panel
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import ElidedLabel, Label

#: So many talents that somebody got are shown, the last ones; in a low window fewer.
_SHOWN, _SHOWN_LOW = 4, 2


class GiftRow(QWidget):
    """A talent that somebody got, with who gave it and the example; the button takes it back."""

    def __init__(self, gift: GiftView, on_remove):
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 2, 0, 2)
        row.setSpacing(8)
        row.addWidget(IconMark("award", tone="primary"), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(0)
        head = _("{talent} from {giver}").format(talent=gift.talent, giver=gift.giver) if gift.giver else gift.talent
        words.addWidget(ElidedLabel(head, role="body_strong"))
        if gift.example:
            words.addWidget(ElidedLabel(f"‘{gift.example}’", role="small", tone="ink2"))
        row.addLayout(words, 1)
        remove = QuietButton(icon="x", small=True, name=_("Take back {talent}").format(talent=gift.talent))
        remove.clicked.connect(lambda: on_remove(gift.id))
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignTop)


class GiftsSection(Section):
    """The part 'Given'."""

    section_id = "gifts"
    records = frozenset({"given"})

    def __init__(self, page):
        super().__init__(page)
        self._data: RecordingView | None = None
        self._place = 0
        self._talent: Option | None = None
        self._last: bytes | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = Panel(padding=(14, 10, 14, 10), spacing=6)
        self.people = PeopleList(_("Who gets a talent"))
        self.people.chosen.connect(self.go_to)
        self.grid = CountGrid()
        self.grid.clicked.connect(self._click)
        self.words = Label(role="small", tone="ink2")
        left.body.addWidget(self.people, 1)
        left.body.addWidget(self.grid, 1)
        left.body.addWidget(self.words)
        row.addWidget(left, 1)
        side, self.title, self.note = side_panel()
        self.gifts = QVBoxLayout()
        self.gifts.setSpacing(2)
        side.body.addLayout(self.gifts)
        self.line = CompleteLine(_("Two letters of the talent"))
        self.line.chosen.connect(self._choose)
        self.line.skipped.connect(lambda: self.go_to(self._place + 1))
        self.line.moved.connect(lambda by: self.go_to(self._place + by))
        self.line.saved.connect(self.give)
        side.body.addWidget(self.line)
        self.more = QWidget()
        fields = QVBoxLayout(self.more)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(6)
        self.giver = CompleteLine(_("From whom, if you want"), rows=1)
        self.giver.chosen.connect(self._given_by)
        self.giver.skipped.connect(lambda: self.example.setFocus())
        self.giver.saved.connect(self.give)
        self._giver: Option | None = None
        self.example = TextField(placeholder=_("I saw you … when …"))
        self.example.setAccessibleName(_("When did you see it?"))
        self.example.installEventFilter(self)
        fields.addWidget(Label(_("From whom, and when did you see it?"), role="label"))
        fields.addWidget(self.giver)
        fields.addWidget(self.example)
        side.body.addWidget(self.more)
        side.body.addStretch(1)
        self.hints = KeyHintRow([(_("Enter"), _("chooses")), ("Ctrl ↓", _("next person"))])
        side.body.addWidget(self.hints)
        self.done = PrimaryButton(_("Give the talent"), key=f"Ctrl {_('Enter')}")
        self.done.clicked.connect(self.give)
        side.body.addWidget(self.done)
        row.addWidget(side)

    def default_focus(self) -> QWidget:
        return self.line.edit

    def forget(self) -> None:
        self._data, self._place, self._last = None, 0, None
        self._empty()

    def show_round(self) -> None:
        self._data = self.work.recording.view(self.round)
        self._place = min(self._place, max(len(self._data.people) - 1, 0))
        self._show()

    def person(self) -> PersonChoice | None:
        """Return who gets a talent now, None while only totals are kept."""
        return self._data.people[self._place] if self._data.names and self._data.people else None

    def go_to(self, place: int) -> None:
        """Go to another person; after the last one the first again."""
        if self._data is not None and self._data.names and self._data.people:
            self._place = place % len(self._data.people)
            self._empty()
            self._show()
            self.line.edit.setFocus()

    def eventFilter(self, watched, event) -> bool:
        if watched is self.example and event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.give()
            return True
        return super().eventFilter(watched, event)

    def _choose(self, option: Option) -> None:
        self._talent = option
        person = self.person()
        if person is None or not person.agreed:
            self.give()
            return
        self._show()
        self.giver.edit.setFocus()

    def _given_by(self, option: Option) -> None:
        self._giver = option
        self.example.setFocus()
        self._show()

    def _click(self, id: bytes, by: int) -> None:
        if by > 0:
            self._talent = next(option for option in self._data.talents if option.id == id)
            self.give()

    def give(self) -> None:
        """Write the talent down, and be ready for the next one."""
        talent, giver, person = self._talent, self._giver, self.person()
        if talent is None:
            self.page.say(_("Choose a talent first."))
            self.line.edit.setFocus()
            return
        values = {"giver_id": giver.id if giver else None, "example": self.example.value()}
        who = person.id if person is not None else None
        self._last = talent.id
        # The page is told here what changed: reading all of it at every talent would make typing slow.
        if self.ctx.run(lambda: self.work.recording.give(self.round, talent.id, person_id=who, **values), origin=self.page) is not None:
            self._empty()
            self.page.say(_("{talent} given. Ctrl Z takes it back.").format(talent=talent.name))
            self.show_round()
        self.line.edit.setFocus()

    def take_back(self, gift_id: bytes) -> None:
        """Remove a talent that was given by name."""
        self.ctx.run(lambda: self.work.recording.take_back(gift_id))
        self.line.edit.setFocus()

    def _empty(self) -> None:
        self._talent = self._giver = None
        self.giver.edit.clear()
        self.example.clear()

    def _show(self) -> None:
        data, person = self._data, self.person()
        named = person is not None and person.agreed
        self.people.setVisible(data.names)
        self.grid.setVisible(not data.names)
        given = ngettext("{count} talent given", "{count} talents given", data.gifts).format(count=data.gifts)
        self.words.setText(given)
        rows = [
            PersonLine(one.id, one.name, one.initials, self._count(one), bool(one.given)) for one in data.people
        ]
        self.people.set_rows(rows if data.names else (), self._place)
        if not data.names:
            self._show_grid()
        self.title.setText(person.name if person is not None else _("A talent somebody gets"))
        note = _("Only counted. The example stays in the group.")
        if named:
            note = _("The example is only for {name} and you.").format(name=person.name)
        self.note.setText(note)
        self._show_gifts(self.work.recording.gifts(self.round, person.id) if named and self._talent is None else ())
        # First the talent, then who gave it and when: both at once do not fit beside what somebody got.
        self.more.setVisible(named and self._talent is not None)
        self.hints.setVisible(data.names and not self.low)
        self.done.setVisible(named)
        self.line.set_options(data.talents, _("Two letters of the talent"))
        self.line.set_hint(_("Chosen: {talent}").format(talent=self._talent.name) if self._talent else "")
        if named:
            givers = [Option(one.id, one.name, (one.name,)) for one in data.people if one.agreed and one.id != person.id]
            self.giver.set_options(givers, _("From whom, if you want"))
            self.giver.set_hint(_("From {name}").format(name=self._giver.name) if self._giver else "")

    def _count(self, person: PersonChoice) -> str:
        if not person.agreed:
            return _("only counted")
        return ngettext("{count} talent", "{count} talents", len(person.given)).format(count=len(person.given))

    def _show_grid(self) -> None:
        known, totals = self.work.sets.view(), self.work.picture.view(self.round)
        columns = [(group.name, [(one.id, one.name) for one in known.talents if one.cluster == group.id]) for group in known.clusters]
        self.grid.show_counts(columns, {one.id: one.given for one in totals.talents}, self._last)

    def _show_gifts(self, gifts: tuple[GiftView, ...]) -> None:
        while item := self.gifts.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        for gift in gifts[-(_SHOWN_LOW if self.low else _SHOWN) :]:
            self.gifts.addWidget(GiftRow(gift, self.take_back))
