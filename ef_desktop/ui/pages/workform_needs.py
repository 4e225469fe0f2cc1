"""What the case needs beside what is in the house: three roles and five talents, and who from outside could bring them."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.completing import Option
from ef_desktop.domain.workform import NEEDED_ROLES, NEEDED_TALENTS
from ef_desktop.domain.workviews import NeedView, PictureView
from ef_desktop.i18n import _, format_list
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.pages.workform_line import CompleteLine
from ef_desktop.ui.pages.workform_section import Section, side_panel
from ef_desktop.ui.pages.workform_shapes import paint_state, state_tone
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.draw import begin
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.text import ElidedLabel, Label


class StateMark(QWidget):
    """The shape of a state."""

    def __init__(self, state: str):
        super().__init__()
        self._state = state
        self.setFixedSize(18, 18)

    def sizeHint(self) -> QSize:
        return QSize(18, 18)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            paint_state(painter, QRectF(1, 1, 16, 16), self._state)


class NeedRow(QWidget):
    """One thing that is needed: its shape, name and words, and who from outside could bring it."""

    def __init__(self, section: "NeedsSection", need: NeedView):
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 3, 0, 3)
        row.setSpacing(10)
        row.addWidget(StateMark(need.state))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(ElidedLabel(need.name, role="body_strong"))
        words.addWidget(ElidedLabel(need.words, role="small", tone=state_tone(need.state)))
        row.addLayout(words, 6)
        self.outside = TextField(need.outside, placeholder=_("Who from outside could bring it?"), dense=True)
        self.outside.setAccessibleName(_("Who from outside could bring {name}?").format(name=need.name))
        self.saver = AutoSave(lambda _name, text: section.keep_outside(need.id, text), self)
        self.saver.bind("outside", self.outside)
        row.addWidget(self.outside, 5)
        remove = QuietButton(icon="x", small=True, name=_("Take out {name}").format(name=need.name))
        remove.clicked.connect(lambda: section.take_out(need.item_id))
        row.addWidget(remove)


class NeedsSection(Section):
    """The part 'Needed'."""

    section_id = "needs"
    records = frozenset({"needs", "outside"})

    def __init__(self, page):
        super().__init__(page)
        self._picture: PictureView | None = None
        self._rows: dict[bytes, NeedRow] = {}
        self._shown: tuple = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        left = Panel(padding=(16, 12, 16, 12), spacing=4)
        self.title = Label(role="h2")
        left.body.addWidget(self.title)
        self.none = Label(_("Nothing chosen yet. Let the one who brings the case speak first, then the group chooses."), tone="ink2", wrap=True)
        left.body.addWidget(self.none)
        self.list = QVBoxLayout()
        self.list.setSpacing(0)
        left.body.addLayout(self.list)
        left.body.addStretch(1)
        row.addWidget(left, 1)
        side, title, self.note = side_panel(320)
        title.setText(_("What does the case need?"))
        self.line = CompleteLine(_("Letters of a role or talent"), rows=3)
        self.line.chosen.connect(self._add)
        self.line.tookBack.connect(self._take_last)
        side.body.addWidget(self.line)
        side.body.addWidget(KeyHintRow([(_("Enter"), _("adds")), (_("Backspace"), _("takes out"))]))
        side.body.addWidget(Label(_("In the house"), role="label"))
        self.house = Label(role="body", wrap=True)
        side.body.addWidget(self.house)
        self.unused = Label(role="small", tone="ink2", wrap=True)
        side.body.addWidget(self.unused)
        side.body.addStretch(1)
        row.addWidget(side)

    def default_focus(self) -> QWidget:
        return self.line.edit

    def forget(self) -> None:
        self._picture = None

    def show_round(self) -> None:
        self._picture = picture = self.work.picture.view(self.round)
        roles, talents = self._chosen("role"), self._chosen("talent")
        self.title.setText(
            _("Needed: {roles} of {most_roles} roles, {talents} of {most_talents} talents").format(
                roles=len(roles), most_roles=NEEDED_ROLES, talents=len(talents), most_talents=NEEDED_TALENTS
            )
        )
        self.none.setVisible(not picture.needs)
        recording = self.work.recording.view(self.round)
        options = (recording.roles if len(roles) < NEEDED_ROLES else ()) + (recording.talents if len(talents) < NEEDED_TALENTS else ())
        self.line.set_options(options, _("Letters of a role or talent"))
        self.note.setText(_("Three roles and five talents at most. The order is how much it matters."))
        here = sorted((one for one in picture.talents if one.total), key=lambda one: -one.total)[: 3 if self.low else 5]
        self.house.setText("\n".join(f"{one.name} · {one.total}" for one in here) or _("Nothing was recorded yet."))
        unused = _("Not asked for now: {talents}.").format(talents=format_list(list(picture.unused[: 3 if self.low else 5]))) if picture.unused else ""
        self.unused.setText(unused)
        self.unused.setVisible(bool(unused))
        self._show_needs()

    def _show_needs(self) -> None:
        needs = self._picture.needs
        known = tuple((need.id, need.name, need.words, need.state) for need in needs)
        if known == self._shown and set(self._rows) == {need.id for need in needs}:
            # The same rows: what is being typed into them stays.
            for need in needs:
                self._rows[need.id].saver.load({"outside": need.outside}, other=False)
            return
        self._shown = known
        for row in self._rows.values():
            self.list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = {need.id: NeedRow(self, need) for need in needs}
        for row in self._rows.values():
            self.list.addWidget(row)

    def _chosen(self, kind: str) -> list[bytes]:
        return [need.item_id for need in self._picture.needs if need.kind == kind]

    def _add(self, option: Option) -> None:
        roles, talents = self._chosen("role"), self._chosen("talent")
        if option.id in roles + talents:
            self.page.say(_("{name} is there already.").format(name=option.name))
            return
        known = {one.id for one in self.work.recording.view(self.round).roles}
        (roles if option.id in known else talents).append(option.id)
        self.ctx.run(lambda: self.work.picture.set_needs(self.round, roles, talents))

    def _take_last(self) -> None:
        if self._picture.needs:
            self.take_out(self._picture.needs[-1].item_id)

    def take_out(self, item: bytes) -> None:
        """Take something out of what is needed."""
        roles = [id for id in self._chosen("role") if id != item]
        talents = [id for id in self._chosen("talent") if id != item]
        self.ctx.run(lambda: self.work.picture.set_needs(self.round, roles, talents))
        self.line.edit.setFocus()

    def keep_outside(self, need: bytes, text: str) -> bool:
        """Keep who from outside could bring it; False where that was refused."""
        return self.ctx.keep((need, "outside"), lambda: self.work.picture.set_outside(need, text))
