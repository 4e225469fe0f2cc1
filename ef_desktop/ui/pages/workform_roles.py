"""Who takes which role for this case: a name where there was a yes, or 'wanted' with who looks and by when."""

from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.completing import Option
from ef_desktop.domain.workviews import PictureRole, TakerView
from ef_desktop.i18n import _, format_date
from ef_desktop.ui.forms import DateField
from ef_desktop.ui.pages.workform_line import CompleteLine
from ef_desktop.ui.pages.workform_people import PeopleList, PersonLine
from ef_desktop.ui.pages.workform_proposals import Proposals
from ef_desktop.ui.pages.workform_section import Section, side_panel
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.text import ElidedLabel, Label

#: An agreement of the work form is for two weeks ahead, as its script says.
_AHEAD = timedelta(days=14)

#: So many who took the role are shown, the last ones, and with the proposals so many rows.
_TAKERS, _ROWS = 3, 3


class TakerRow(QWidget):
    """Somebody who took the role, or that it is looked for; the button takes it back."""

    def __init__(self, taker: TakerView, on_release):
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        who = _("Wanted") if taker.wanted else taker.name or _("Somebody, without a name")
        until = _("by {day}").format(day=format_date(taker.due_on, "short")) if taker.due_on is not None else ""
        row.addWidget(ElidedLabel(" · ".join(word for word in (who, until) if word), role="body_strong"), 1)
        remove = QuietButton(icon="x", small=True, name=_("Release: {who}").format(who=who))
        remove.clicked.connect(lambda: on_release(taker.id))
        row.addWidget(remove)


class RolesSection(Section):
    """The part 'Who takes what'."""

    section_id = "roles"
    records = frozenset({"taken"})

    def __init__(self, page):
        super().__init__(page)
        self._roles: list[PictureRole] = []
        self._place = 0
        self._person: Option | None = None
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = Panel(padding=(14, 10, 14, 10), spacing=6)
        self.list = PeopleList(_("Roles"))
        self.list.chosen.connect(self.go_to)
        self.list.ticked.connect(lambda _place: self.line.edit.setFocus())
        left.body.addWidget(self.list, 1)
        left.body.addWidget(Label(_("You offer a role yourself. Nobody is appointed."), role="small", tone="ink2"))
        row.addWidget(left, 1)
        side, self.title, self.note = side_panel()
        self.taken = _column(side)
        self.proposals = Proposals(_("Who could do it, by talents"))
        self.proposals.chosen.connect(self._choose)
        side.body.addWidget(self.proposals)
        self.line = CompleteLine(_("Who takes the role, or looks?"), rows=1, keeps=True)
        self.line.chosen.connect(self._choose)
        self.line.dropped.connect(self._drop)
        self.line.skipped.connect(self.take)
        self.line.saved.connect(self.want)
        self.line.moved.connect(lambda by: self.go_to(self._place + by))
        side.body.addWidget(self.line)
        self.due = DateField(optional=True, dense=True)
        self.due.setAccessibleName(_("Agreed by"))
        when = QHBoxLayout()
        when.addWidget(Label(_("Agreed by"), role="label"))
        when.addWidget(self.due, 1)
        side.body.addLayout(when)
        side.body.addStretch(1)
        side.body.addWidget(KeyHintRow([("Ctrl ↓", _("next role")), (f"Ctrl {_('Enter')}", _("wanted"))]))
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        self.wanted = SecondaryButton(_("Wanted"))
        self.wanted.clicked.connect(self.want)
        self.done = PrimaryButton(_("Takes the role"), key=_("Enter"))
        self.done.clicked.connect(self.take)
        buttons.addWidget(self.wanted)
        buttons.addWidget(self.done, 1)
        side.body.addLayout(buttons)
        row.addWidget(side)

    def default_focus(self) -> QWidget:
        return self.line.edit

    def forget(self) -> None:
        self._place, self._person = 0, None
        self.line.keep("")
        self.due.set_value(None)

    def show_round(self) -> None:
        picture = self.work.picture.view(self.round)
        needed = [need.item_id for need in picture.needs if need.kind == "role"]
        order = {id: place for place, id in enumerate(needed)}
        self._roles = sorted(picture.roles, key=lambda role: order.get(role.id, len(order)))
        if self.due.value() is None:
            self.due.set_value(self._soon())
        rows = []
        for role in self._roles:
            detail = _("needed · {words}").format(words=role.words) if role.id in order else role.words
            rows.append(PersonLine(role.id, role.name, role.name[:1].upper(), detail, bool(role.taken)))
        self._place = min(self._place, max(len(rows) - 1, 0))
        self.list.set_rows(rows, self._place)
        self._show()

    def _soon(self) -> date:
        return self.ctx.clock.now().astimezone().date() + _AHEAD

    def role(self) -> PictureRole:
        """Return the role that is being divided."""
        return self._roles[self._place]

    def go_to(self, place: int) -> None:
        """Go to another role."""
        if 0 <= place < len(self._roles):
            self._place, self._person = place, None
            self.list.set_rows(self.list.rows(), place)
            self.line.keep("")
            self._show()

    def _show(self) -> None:
        if not self._roles:
            return
        role, data = self.role(), self.work.recording.view(self.round)
        self.title.setText(role.name)
        self.note.setText(role.question)
        while item := self.taken.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        takers = [taker for taker in self.work.picture.takers(self.round) if taker.role_id == role.id][-_TAKERS:]
        for taker in takers:
            self.taken.addWidget(TakerRow(taker, self.release))
        found = self.work.picture.proposals(self.round, role.id)[: 1 if self.low else max(_ROWS - len(takers), 1)]
        self.proposals.show_proposals(found)
        self.line.set_options([Option(one.id, one.name, (one.name,)) for one in data.people], _("Who takes the role, or looks?"))
        self.line.set_hint(self._hint(any(one.agreed and self._person is not None and one.id == self._person.id for one in data.people)))

    def _hint(self, agreed: bool) -> str:
        if self._person is None:
            return _("Empty: somebody takes it, without a name.")
        name = self._person.name
        if agreed:
            return _("Enter: {name} takes the role.").format(name=name)
        why = _("{name} did not say yes to that.").format(name=name) if self.view.row.names else _("You keep totals only.")
        return _("Enter: somebody takes the role, without a name. {why} Wanted is kept with the name.").format(why=why)

    def _choose(self, option: Option) -> None:
        self._person = option
        self.line.keep(option.name)
        self._show()
        self.line.edit.setFocus(Qt.FocusReason.OtherFocusReason)

    def _drop(self) -> None:
        self._person = None
        self.line.set_hint(self._hint(False))

    def take(self) -> None:
        """Let the chosen person, or somebody without a name, take the role."""
        role, person = self._settled()
        self.ctx.run(lambda: self.work.picture.take_role(self.round, role.id, person_id=person.id if person else None, due_on=self.due.value()))
        self.page.say(_("{role} is taken. The agreement stands on the board.").format(role=role.name))
        self.line.edit.setFocus()

    def want(self) -> None:
        """Say that the role is looked for, by the chosen person."""
        role, person = self._settled()
        self.ctx.run(lambda: self.work.picture.want_role(self.round, role.id, seeker_id=person.id if person else None, due_on=self.due.value()))
        self.page.say(_("{role} is wanted. The agreement stands on the board.").format(role=role.name))
        self.line.edit.setFocus()

    def _settled(self) -> tuple[PictureRole, Option | None]:
        """Return the role and who was chosen, and empty the line."""
        person, self._person = self._person, None
        self.line.keep("")
        return self.role(), person

    def release(self, taking: bytes) -> None:
        """Take back a taking, with its agreement."""
        self.ctx.run(lambda: self.work.picture.release(taking))
        self.line.edit.setFocus()


def _column(panel: Panel) -> QVBoxLayout:
    column = QVBoxLayout()
    column.setSpacing(4)
    panel.body.addLayout(column)
    return column
