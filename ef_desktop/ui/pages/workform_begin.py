"""Beginning the work form: which script, how many people, which case, and whether names are kept."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ef_desktop.domain.workform import SMALLEST
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.overlay import Overlay, heading
from ef_desktop.ui.forms import ComboField, Form
from ef_desktop.ui.pages.workform_storage import StorageChoice
from ef_desktop.ui.widgets.buttons import PrimaryButton
from ef_desktop.ui.widgets.case_names import own_name
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.stepper import MinuteStepper
from ef_desktop.ui.widgets.text import Label

_MOST_PEOPLE = 200


class BeginSheet(Overlay):
    """Asks what a round needs before its first step. For a round that was begun it changes the same things.

    Parameters:
        ctx: of the application.
        window: above which it lies.
        meeting_id, item_id: the meeting, and the block in which it is held; None is beside the agenda.
        round_id: the round that is changed; None makes one.
        start: True begins the first step at once.
    """

    def __init__(self, ctx: AppContext, window: QWidget, meeting_id: bytes, item_id: bytes | None, round_id: bytes | None, *, start: bool):
        super().__init__(window, width=640)
        self._ctx, self._meeting, self._item, self._start = ctx, meeting_id, item_id, start
        work = ctx.workspace.workform
        plan = ctx.workspace.meetings.plan(meeting_id)
        self._round = round_id
        row = work.view(round_id).row if round_id is not None else None
        item = next((item for item in plan.items if item.id == item_id), None)
        title = _("Roles and talents")
        self.setAccessibleName(title)
        words = _("You can change this later too. What was recorded stays.") if row else _("Choose what fits the time and the group.")
        if row is None and item is None:
            words = _("Held beside the agenda: the steps have their own clock, under any block.")
        self.body.addWidget(heading(title, words, self.close_sheet))
        scripts = (("full", _("Long: about 80 minutes")), ("short", _("Short: about 45 minutes")))
        short = item is not None and item.block_key.endswith("_kort")
        self.variant = SegmentedControl(scripts, row.variant if row else "short" if short else "full", name=_("Script"), stretch=True)
        here = sum(who.role != "facilitator" and who.status != "absent" for who in plan.attendees)
        self.people = MinuteStepper(
            row.people if row else max(SMALLEST, here or 12), minimum=SMALLEST, maximum=_MOST_PEOPLE, step=1, name=_("People who take part")
        )
        self.people.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        cases = [(None, _("No case")), *((case.id, own_name(case, self)) for case in plan.cases)]
        chosen = row.case_id if row else item.case_id if item else None
        if row is None and chosen is None and len(plan.cases) == 1:
            chosen = plan.cases[0].id
        if chosen is not None and chosen not in dict(cases):
            cases.append((chosen, row.case_title if row else item.case_title))
        self.case = ComboField(cases, chosen)
        self.case.setAccessibleName(_("Case"))
        form = Form(spacing=14)
        form.add(self.variant, _("Script"))
        form.add_beside(form.make_row(self.people, _("People who take part")), form.make_row(self.case, _("Case")), stretch=(2, 4))
        self.body.addWidget(form)
        self.storage: StorageChoice | None = None
        if row is None:
            self.body.addWidget(Label(_("What do you keep?"), role="label"))
            self.storage = StorageChoice()
            self.body.addWidget(self.storage)
        foot = QHBoxLayout()
        foot.addWidget(Label(_("Undo takes it back."), role="small", tone="ink2"))
        foot.addStretch(1)
        self.done = PrimaryButton(_("Done") if row else _("Begin"), icon="check" if row else "player-play", key=_("Enter"))
        self.done.clicked.connect(self.take)
        foot.addWidget(self.done)
        self.body.addLayout(foot)

    def default_focus(self) -> QWidget:
        return self.variant

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.take()
        else:
            super().keyPressEvent(event)

    def take(self) -> None:
        """Make the round as it was chosen, or change the one that there is."""
        if self.isHidden():
            return
        # A number that is being typed counts too.
        self.done.setFocus()
        self.close_sheet()
        self._ctx.run(self._make if self._round is None else self._change)

    def _make(self) -> None:
        self._ctx.workspace.workform.begin(
            self._meeting,
            self._item,
            variant=self.variant.current(),
            people=self.people.value(),
            case_id=self.case.value(),
            of_block=False,
            keep_names=self.storage.names.isChecked(),
            start=self._start,
        )

    def _change(self) -> None:
        work = self._ctx.workspace.workform
        work.arrange(self._round, self.variant.current(), self.people.value(), self.case.value())
