"""Leading a round of the work form: its steps, its turns and their clocks, for the cockpit and for the page of the work form."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from ef_desktop.domain.timer import FINISHED, PAUSED, RUNNING, WAITING
from ef_desktop.domain.workviews import RoundRow, RoundView, WorkStepView
from ef_desktop.i18n import N_, _, format_list
from ef_desktop.ui.actions import Action
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.workform_begin import BeginSheet
from ef_desktop.ui.pages.workform_minutes import WorkMinutesSheet

if TYPE_CHECKING:
    from ef_desktop.services.workform import WorkForm


#: What the key of a block of the work form begins with.
WORK_BLOCK = "rollen_talenten"


def lead_actions(lead: "WorkLead", add: Callable[..., Action]) -> list[Action]:
    """Return the actions that the cockpit and the page of the work form share.

    Parameters:
        lead: of the page.
        add: makes an action of the page: id, text, call, key, section.
    """
    turning = lambda: lead.begun() and lead.view.turn is not None
    first = lambda: turning() and lead.view.turn.number > 1
    return [
        add("turn", N_("Next turn, also when somebody passes"), lead.turn, "F12", 1, icon="users-group", enabled=turning),
        add("turn.back", N_("Turn before"), lead.turn_back, "Shift+F12", 1, icon="arrow-left", enabled=first),
        add("step.later", N_("Leave this step for later"), lead.later, "Alt+L", 1, icon="clock", enabled=lead.begun),
        add("step.again", N_("Repeat this step"), lead.again, "Alt+U", 1, icon="history", enabled=lead.begun),
        add("round.remove", N_("Remove this round"), lead.remove, "", 1, icon="trash", enabled=lambda: lead.view is not None),
        add("round", N_("Script, group and case of the work form…"), lead.ask_round, "Alt+P", 1, icon="settings", enabled=lead.active),
    ]


class WorkLead:
    """Leads the round that is held in a block, or beside the agenda.

    Parameters:
        page: that shows it.
        say: tells something in the status line of the page, and how it is taken back.
        flush: keeps what is being typed on the page.
        beside: True where without a block the round is one beside the agenda; False where there is none then.
    """

    def __init__(self, page: Page, say: Callable[..., None], flush: Callable[[], None], *, beside: bool = False):
        self._page = page
        self._beside = beside
        self._say = say
        self._flush = flush
        self._read_at: datetime | None = None
        self.meeting: bytes | None = None
        self.item: bytes | None = None
        self.view: RoundView | None = None

    @property
    def work(self) -> "WorkForm":
        """The service of the work form."""
        return self._page.ctx.workspace.workform

    def follow(self, meeting_id: bytes | None, item_id: bytes | None, round_id: bytes | None = None) -> None:
        """Read the round of a block anew.

        Parameters:
            meeting_id: the meeting.
            item_id: the block, None when it is no work form.
            round_id: which round, where there are more in one place; one that is gone counts as None, which is the last one.
        """
        self.meeting, self.item = meeting_id, item_id
        self.view = None
        if self.active():
            here = [row.id for row in self.rounds() if row.item_id == item_id]
            if here:
                self.view = self.work.view(round_id if round_id in here else here[-1])
        self._read_at = self._page.ctx.clock.now()

    def active(self) -> bool:
        """Tell whether there is a work form to lead."""
        return self.meeting is not None and (self.item is not None or self._beside)

    def rounds(self) -> tuple[RoundRow, ...]:
        """Return the rounds of the meeting, in the order in which they were begun."""
        return self.work.rounds(self.meeting)

    def blocks(self) -> tuple[tuple[bytes, str], ...]:
        """Return the blocks of the meeting that are the work form, with their titles."""
        plan = self._page.ctx.workspace.meetings.plan(self.meeting)
        return tuple((item.id, item.title) for item in plan.items if item.block_key.startswith(WORK_BLOCK))

    def title_of(self, item_id: bytes | None) -> str:
        """Return the title of a block of the meeting, or "" when it is none."""
        plan = self._page.ctx.workspace.meetings.plan(self.meeting)
        return next((item.title for item in plan.items if item.id == item_id), "")

    def phase(self) -> str:
        """Return the phase of the round: waiting, running, paused or finished; waiting before it is made."""
        return self.view.phase if self.view is not None else WAITING

    def begun(self) -> bool:
        """Tell whether a step goes on."""
        return self.active() and self.phase() in (RUNNING, PAUSED)

    def live(self) -> bool:
        """Tell whether the clock of the meeting is on: only then a step can begin."""
        return self.meeting is not None and self._page.ctx.workspace.room.phase(self.meeting) in (RUNNING, PAUSED)

    def step(self) -> WorkStepView | None:
        """Return the step that goes on."""
        return self.view.steps[self.view.index] if self.view is not None and self.view.index >= 0 else None

    def held(self) -> list[WorkStepView]:
        """Return the steps that are not left out."""
        return [one for one in self.view.steps if one.state not in ("skipped", "later")] if self.view is not None else []

    def next_words(self) -> str:
        """Return what the button for the next step says."""
        held = self.held()
        return _("Begin") if self.phase() == WAITING else _("Done") if held and self.step() is held[-1] else _("Next step")

    def seconds(self, now: datetime) -> tuple[int, int | None]:
        """Return what is left of the step and of the turn, without reading the work file; below nought it runs over."""
        if self.view is None:
            return 0, None
        passed = max(int((now - self._read_at).total_seconds()), 0) if self.view.phase == RUNNING else 0
        turn = self.view.turn
        return self.view.remaining_seconds - passed, turn.remaining - passed if turn is not None else None

    def next(self) -> None:
        """Begin the round, or go to its next step; after the last one it ends."""
        if not self.active():
            return
        if self.view is None:
            self.ask_round()
        elif self.phase() in (WAITING, FINISHED):
            self._do(lambda round: self.work.start(round))
        else:
            self._do(lambda round: self.work.next(round))

    def back(self) -> None:
        """Go back to the step before."""
        self._do(lambda round: self.work.back(round))

    def go_to(self, step: str) -> None:
        """Begin any step, also one that was left for later."""
        if self.live():
            self._do(lambda round: self.work.go_to(round, step))

    def skip(self) -> None:
        """Leave this step out; the next one begins."""
        self._with_step(self.work.skip)

    def later(self) -> None:
        """Leave this step for later; the next one begins."""
        self._with_step(self.work.later)

    def again(self) -> None:
        """Begin this step anew, with its whole time."""
        self._with_step(self.work.again)

    def turn(self) -> None:
        """Give the turn to the next."""
        self._do(lambda round: self.work.next_turn(round), tell=False)

    def turn_back(self) -> None:
        """Give the turn back to the one before."""
        self._do(lambda round: self.work.previous_turn(round), tell=False)

    def ask_round(self) -> None:
        """Ask by which script, with how many people and with which case."""
        window = self._page.window()
        if self.active() and not any(sheet.isVisible() for sheet in window.findChildren(BeginSheet)):
            known = self.view.row.id if self.view is not None else None
            BeginSheet(self._page.ctx, window, self.meeting, self.item, known, start=self.live()).open()

    def ask_minutes(self) -> None:
        """Let the minutes of each step be changed, also while they go on."""
        window = self._page.window()
        if self.view is not None and not any(sheet.isVisible() for sheet in window.findChildren(WorkMinutesSheet)):
            planned = self.view.block_minutes or self.view.total_minutes
            WorkMinutesSheet(self._page.ctx, window, self.item, planned, self.view.row.id).open()

    def remove(self) -> None:
        """Remove the round with all that was recorded in it; undo brings it back."""
        self._do(lambda round: self.work.remove(round), tell=False)
        if self.view is None:
            self._page.ctx.toast(_("The round was removed. Its cards stay on the board."), undo=True)

    def _with_step(self, call: Callable[[bytes, str], None]) -> None:
        step = self.step()
        if step is not None:
            self._do(lambda round: call(round, step.id))

    def _do(self, call: Callable[[bytes], None], *, tell: bool = True) -> None:
        if self.view is None:
            return
        self._flush()
        round_id = self.view.row.id
        self._page.ctx.run(lambda: call(round_id))
        if tell:
            step = self.step()
            if step:
                self._say(_("Step: {title}").format(title=step.title), _("Ctrl Z goes back"))
            else:
                self._say(self._done_words())

    def _done_words(self) -> str:
        later = [step.title for step in self.view.steps if step.state == "later"] if self.view is not None else []
        if later:
            return _("The work form is done. Left for later: {steps}.").format(steps=format_list(later))
        return _("The work form is done.")
