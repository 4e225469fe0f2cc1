"""Putting the clock right: 'it began earlier', and one proposal to win back time on an overrun."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.replan import Proposal
from ef_desktop.domain.roomviews import ProposalView
from ef_desktop.domain.timer import FINISHED, WAITING, TimerState
from ef_desktop.i18n import N_, _, format_length, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.dialogs.overlay import Overlay, heading
from ef_desktop.ui.pages.cockpit_words import clock
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.choices import ToggleSwitch
from ef_desktop.ui.widgets.panel import IconMark
from ef_desktop.ui.widgets.stepper import MinuteStepper
from ef_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from ef_desktop.ui.pages.cockpit import CockpitPage

#: Minutes ago that have a key of their own.
AGO = (1, 3, 5)

#: Seconds between two looks for a proposal, and seconds late from which one is looked for.
_LOOK, _LATE = 10, 60


def time_actions(page: "CockpitPage", add: Callable[..., Action], live: Callable[[], bool]) -> list[Action]:
    """Return the actions of this module.

    Parameters:
        page: the cockpit.
        add: makes an action of the cockpit.
        live: tells whether the clock is on.
    """
    repair = page.time

    def open_() -> bool:
        return page.phase() != FINISHED

    actions = [
        add("began", N_("It began earlier"), repair.ask_began, "Alt+B", 0, icon="history", enabled=open_),
        add("fix", N_("Win back time"), repair.ask_proposal, "Alt+T", 0, icon="wand", enabled=live),
    ]
    for minutes, text in zip(AGO, (N_("It began 1 minute ago"), N_("It began 3 minutes ago"), N_("It began 5 minutes ago")), strict=True):
        call = lambda minutes=minutes: repair.began(minutes)
        actions.append(add(f"began.{minutes}", text, call, "", 0, icon="history", enabled=open_))
    return actions


class TimeRepair:
    """What the cockpit does to put its clock right.

    Parameters:
        page: the cockpit.
    """

    def __init__(self, page: "CockpitPage"):
        self._page = page
        self._looked: tuple | None = None
        self.proposal: ProposalView | None = None

    def forget(self) -> None:
        """Another meeting is shown: the proposal of the one before is gone."""
        self._looked = self.proposal = None

    def look(self, state: TimerState, now: datetime) -> None:
        """Look now and then whether there is something to win back, and offer it in the head."""
        seen = (int(now.timestamp()) // _LOOK, state.current, state.phase, state.total_seconds, tuple(i.expected_seconds for i in state.items[state.index + 1 :]))
        if seen == self._looked:
            return
        self._looked = seen
        page, fixed = self._page, any(item.expected_start > item.planned_start + timedelta(seconds=_LATE) for item in state.items)
        worth = state.index >= 0 and (fixed or state.behind_seconds >= _LATE)
        self.proposal = page.ctx.workspace.room.proposal(page.meeting_id) if worth and page.ctx.workspace is not None else None
        words = self._words(self.proposal)
        key = page.ctx.actions.key_of("cockpit.fix")
        page.head.show_fix(*words, key)

    def _words(self, view: ProposalView | None) -> tuple[str, str]:
        """Return the proposal on a button: what it does when that is one thing, and how much it wins."""
        if view is None:
            return "", ""
        found = view.proposal
        titles = {item.id: item.title for item in self._page.view().items}
        # What the blocks can give; where that is not enough the end moves too, or minutes stay over.
        short = _("Win back {time}").format(time=format_length(_won(found) or found.over))
        if len(found.shorten) == 1 and not found.skip and not found.move_end:
            item, minutes = found.shorten[0]
            return _("{title} {time} shorter").format(title=titles[item], time=format_length(minutes)), short
        if len(found.skip) == 1 and not found.shorten and not found.move_end:
            return _("Skip {title}").format(title=titles[found.skip[0]]), short
        if found.move_end and not found.shorten and not found.skip:
            later = _("End {time} later").format(time=format_length(found.move_end))
            return later, later
        return short, short

    def ask_proposal(self) -> None:
        """Show the proposal in words; Enter does it."""
        self._looked = None
        self._page.tick()
        if self.proposal is None:
            self._page.say(_("Nothing has to be won back now."))
            return
        if not self._page.window().findChildren(ProposalSheet):
            ProposalSheet(self._page, self.proposal).open()

    def accept(self, view: ProposalView) -> None:
        """Do what a proposal says; one undo takes it back."""
        page = self._page
        done = page.ctx.run(lambda: page.ctx.workspace.room.accept(page.meeting_id, view) or True)
        if done:
            won = _won(view.proposal)
            words = _("{time} won back").format(time=format_length(won)) if won > 0 else view.lines[0]
            page.ctx.toast(words, undo=True)

    def ask_began(self) -> None:
        """Ask how long ago the block really began."""
        if not self._page.window().findChildren(BeganSheet):
            BeganSheet(self._page).open()

    def began(self, minutes: int) -> None:
        """Say that the current block, or the meeting, began so many minutes ago."""
        page = self._page
        before = page.ctx.workspace.room.timer(page.meeting_id)
        page.notes.flush()
        page.ctx.run(lambda: page.ctx.workspace.room.started_ago(page.meeting_id, minutes))
        state = page.ctx.workspace.room.timer(page.meeting_id)
        if state.index >= 0 and (state.elapsed_seconds, state.phase) != (before.elapsed_seconds, before.phase):
            page.ctx.toast(_("Began at {time}").format(time=clock(state.items[state.index].started_at)), undo=True)


class ProposalSheet(Overlay):
    """One way to win back time, in words.

    Parameters:
        page: the cockpit.
        view: the proposal.
    """

    def __init__(self, page: "CockpitPage", view: ProposalView):
        super().__init__(page.window(), width=560)
        self._page, self._view = page, view
        self.setAccessibleName(_("Win back time"))
        self._title = heading(_("Win back time"), " ", self.close_sheet)
        self._why = self._title.findChildren(Label)[1]
        self.body.addWidget(self._title)
        self.lines = QVBoxLayout()
        self.lines.setSpacing(10)
        self.body.addLayout(self.lines)
        self.fixed_end = ToggleSwitch(_("The end must not move"))
        self.fixed_end.setChecked(page.ctx.workspace.meetings.end_stays(page.meeting_id))
        self.fixed_end.toggled.connect(self._again)
        self.body.addWidget(self.fixed_end)
        self.take = PrimaryButton(_("Do it like this"), icon="check", key=_("Enter"))
        self.take.clicked.connect(self._take)
        row = QHBoxLayout()
        row.addWidget(Label(_("Breaks stay as they are."), role="small", tone="ink2"))
        row.addStretch(1)
        row.addWidget(self.take)
        self.body.addLayout(row)
        self._show(view)

    def default_focus(self) -> QWidget:
        return self.take

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._take()
        else:
            super().keyPressEvent(event)

    def _show(self, view: ProposalView) -> None:
        self._view = view
        self._why.setText(view.title)
        while (item := self.lines.takeAt(0)) is not None:
            item.widget().hide()
            item.widget().deleteLater()
        for text in view.lines:
            self.lines.addWidget(_line(text))
        self.fit()

    def _again(self, fixed: bool) -> None:
        page, workspace = self._page, self._page.ctx.workspace
        page.ctx.run(lambda: workspace.meetings.keep_end(page.meeting_id, fixed))
        view = page.ctx.run(lambda: workspace.room.proposal(page.meeting_id))
        if view is not None:
            self._show(view)

    def _take(self) -> None:
        self.close_sheet()
        self._page.time.accept(self._view)


def _won(found: Proposal) -> int:
    """Return how many minutes a proposal wins back without moving the end."""
    return found.over - found.unsolved - found.move_end


def _line(text: str) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    line.setSpacing(10)
    line.addWidget(IconMark("arrow-right", tone="primary"), 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Label(text, role="instruction", wrap=True), 1)
    return row


class BeganSheet(Overlay):
    """How long ago the block began: 1, 3 and 5 by one key, any other number by the stepper.

    Parameters:
        page: the cockpit.
    """

    def __init__(self, page: "CockpitPage"):
        super().__init__(page.window(), width=560)
        self._page = page
        waiting = page.phase() == WAITING
        title = _("The meeting began earlier") if waiting else _("This block began earlier")
        self.setAccessibleName(title)
        text = _("How long ago was that?") if waiting else _("How long ago was that? The time comes from the block before.")
        self.body.addWidget(heading(title, text, self.close_sheet))
        row = QHBoxLayout()
        row.setSpacing(8)
        self.choices = []
        for minutes in AGO:
            words = ngettext("{count} minute", "{count} minutes", minutes).format(count=minutes)
            button = SecondaryButton(words, key=str(minutes))
            button.clicked.connect(lambda _checked=False, minutes=minutes: self._take(minutes))
            row.addWidget(button, 1)
            self.choices.append(button)
        self.body.addLayout(row)
        other = QHBoxLayout()
        other.setSpacing(10)
        other.addWidget(Label(_("Another number of minutes")))
        self.stepper = MinuteStepper(10, minimum=0, maximum=720, step=1, name=_("Minutes ago"))
        self.set_it = PrimaryButton(_("Set the beginning"), small=True)
        self.set_it.clicked.connect(lambda: self._take(self.stepper.value()))
        other.addWidget(self.stepper)
        other.addStretch(1)
        other.addWidget(self.set_it)
        self.body.addLayout(other)

    def default_focus(self) -> QWidget:
        return self.choices[1]

    def keyPressEvent(self, event) -> None:
        digit = event.text()
        if digit.isdigit() and int(digit) in AGO:
            self._take(int(digit))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.window().focusWidget()
            if focus in self.choices:
                focus.click()
            elif self.stepper.isAncestorOf(focus) or focus is self.set_it:
                self._take(self.stepper.value())
        else:
            super().keyPressEvent(event)

    def _take(self, minutes: int) -> None:
        self.close_sheet()
        self._page.time.began(minutes)
