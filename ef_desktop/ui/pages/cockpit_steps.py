"""The case discussion in the cockpit: its way of working, its steps with a clock of their own, and a note with each."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ef_desktop.domain.discussion import CASE_BLOCK, DiscussionView
from ef_desktop.domain.timer import FINISHED, PAUSED, RUNNING, WAITING
from ef_desktop.domain.views import AgendaItemView
from ef_desktop.i18n import N_, _
from ef_desktop.ui.actions import Action
from ef_desktop.ui.pages.cockpit_minutes import StepMinutesSheet
from ef_desktop.ui.pages.cockpit_stepface import StepFace
from ef_desktop.ui.pages.cockpit_words import digits
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import ElidedLabel, Label

if TYPE_CHECKING:
    from ef_desktop.ui.pages.cockpit import CockpitPage


def step_actions(page: "CockpitPage", add: Callable[..., Action]) -> list[Action]:
    """Return the actions of this module.

    Parameters:
        page: the cockpit.
        add: makes an action of the cockpit.
    """
    lead, work = page.case_steps, page.work

    def now():
        return work.lead if work.lead.active() else lead

    def possible() -> bool:
        return work.possible() if work.lead.active() else lead.possible()

    def begun() -> bool:
        return now().phase() in (RUNNING, PAUSED)

    return [
        add("step", N_("Begin the steps of this block, or the next step"), lambda: now().next(), "F10", 1, icon="list-check", enabled=possible),
        add("step.back", N_("Previous step"), lambda: now().back(), "Ctrl+F10", 1, icon="arrow-left", enabled=begun),
        add("step.minutes", N_("Minutes of each step…"), lambda: now().ask_minutes(), "Alt+M", 1, icon="clock", enabled=lambda: now().view is not None),
        add("step.skip", N_("Skip this step"), lambda: now().skip(), "Alt+S", 1, icon="player-track-next", enabled=begun),
    ]


class CaseSteps:
    """What the cockpit does with the case discussion of the current block.

    Parameters:
        page: the cockpit.
    """

    def __init__(self, page: "CockpitPage"):
        self._page = page
        self._item: bytes | None = None
        self._read_at: datetime | None = None
        self.view: DiscussionView | None = None

    def phase(self) -> str:
        """Return the phase of the discussion; "" where the block is none."""
        # As it was read last: the page reads again at every change of the clock, and the actions ask at every card.
        return self.view.clock.phase if self.view is not None else ""

    def possible(self) -> bool:
        """Tell whether F10 does something now."""
        return self._page.phase() in (RUNNING, PAUSED) and self.phase() in (WAITING, RUNNING, PAUSED)

    @property
    def _discussion(self):
        return self._page.ctx.workspace.room.discussion

    def show_block(self, block: AgendaItemView | None) -> None:
        """Read the discussion of a block, if that is one."""
        page = self._page
        case = block is not None and block.block_key == CASE_BLOCK and page.ctx.workspace is not None
        self._item = block.id if case else None
        self.view = self._discussion.view(block.id) if case else None
        self._read_at = page.ctx.clock.now()
        page.discussion.setVisible(case)
        page.steps.setVisible(not case)
        if case:
            page.discussion.show_view(self.view, page.phase() in (RUNNING, PAUSED))
            self.look(self._read_at)

    def look(self, now: datetime) -> None:
        """Show the clock of the step, four times a second, without reading the work file."""
        if self.view is None:
            return
        clock = self.view.clock
        passed = int((now - self._read_at).total_seconds()) if clock.phase == RUNNING else 0
        self._page.discussion.show_clock(clock.remaining_seconds - max(passed, 0), clock.phase)

    def step_id(self) -> str:
        """Return the id of the step that goes on, or ""."""
        return self.view.clock.current if self.view is not None else ""

    def note(self) -> str:
        """Return what was noted with the step that goes on."""
        step = self.step_id()
        return next((entry.note for entry in self.view.steps if entry.id == step), "") if step else ""

    def do(self, what: str) -> None:
        """Do what a button asks: next, back, skip, minutes or variant."""
        {"next": self.next, "back": self.back, "skip": self.skip, "minutes": self.ask_minutes, "variant": self.ask_variant}[what]()

    def next(self) -> None:
        """Begin the discussion, or go to its next step; after the last one it ends."""
        page = self._page
        page.notes.flush()
        wall = page.ctx.wall
        if self.phase() == WAITING:
            page.ctx.run(lambda: self._discussion.start(self._item))
            if wall.automatic:
                # The room sees the prompts, unless another scene was chosen by hand.
                wall.set_scene("case")
        else:
            page.ctx.run(lambda: self._discussion.next(self._item))
            if self.phase() == FINISHED and wall.scene == "case":
                wall.set_scene(None)
        self._tell()

    def back(self) -> None:
        """Go back to the step before."""
        self._page.notes.flush()
        self._page.ctx.run(lambda: self._discussion.back(self._item))
        self._tell()

    def skip(self) -> None:
        """Leave this step out; the next one begins."""
        self._page.notes.flush()
        self._page.ctx.run(lambda: self._discussion.skip(self._item, self.step_id()))
        self._tell()

    def save_note(self, item: bytes, step: str, text: str) -> None:
        """Keep a note with a step of the discussion of a block."""
        if self._page.ctx.workspace is not None:
            self._page.ctx.keep((item, step), lambda: self._discussion.note(item, step, text), origin=self._page)

    def ask_minutes(self) -> None:
        """Let the minutes of each step be changed, also while they go on."""
        page, block = self._page, self._page.block()
        if self.view is not None and not page.window().findChildren(StepMinutesSheet):
            StepMinutesSheet(page.ctx, page.window(), self._item, block.minutes).open()

    def ask_variant(self) -> None:
        """Let another way of working be chosen, before the first step."""
        page = self._page
        menu = QMenu(page)
        group = QActionGroup(menu)
        for variant in self._discussion.variants():
            action = menu.addAction(f"{variant.name} · {variant.use}" if variant.use else variant.name)
            action.setCheckable(True)
            action.setChecked(variant.id == self.view.variant.id)
            action.setActionGroup(group)
            action.triggered.connect(lambda _checked=False, id=variant.id: self.choose(id))
        menu.aboutToHide.connect(menu.deleteLater)
        button = page.discussion.variant
        menu.popup(button.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    def choose(self, variant: str) -> None:
        """Choose a way of working."""
        self._page.ctx.run(lambda: self._discussion.choose(self._item, variant))

    def _tell(self) -> None:
        step = self.step_id()
        title = next((entry.title for entry in self.view.steps if entry.id == step), "") if self.view else ""
        if title:
            self._page.say(_("Step: {title}").format(title=title), _("Ctrl Z goes back"))
        else:
            self._page.say(_("The case has been discussed."))


class DiscussionPanel(Panel):
    """The step of the case discussion that goes on: who speaks, what to ask, what to guard, and its clock.

    ``asked(str)``: next, back, skip, minutes or variant.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 12, 16, 12), spacing=8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconMark("list-check", tone="primary"))
        self.title = ElidedLabel(role="h3")
        head.addWidget(self.title, 1)
        self.note = Label(role="small", tone="ink2")
        head.addWidget(self.note)
        self.clock = Label(role="h2")
        head.addWidget(self.clock)
        self.body.addLayout(head)
        self.face = StepFace()
        self.body.addWidget(self.face, 1)
        self.variant = SecondaryButton("", small=True, trailing_icon="chevron-down", name=_("Way of working"))
        self.minutes = SecondaryButton(icon="clock", small=True, name=_("Minutes of each step"))
        self.back = SecondaryButton(icon="arrow-left", small=True, name=_("Previous step"))
        self.skip = SecondaryButton(icon="player-track-next", small=True, name=_("Skip this step"))
        self.next = PrimaryButton("", small=True, key="F10")
        row = QHBoxLayout()
        row.setSpacing(8)
        for button, name in ((self.variant, "variant"), (self.minutes, "minutes"), (self.back, "back"), (self.skip, "skip"), (self.next, "next")):
            button.clicked.connect(lambda _checked=False, name=name: self.asked.emit(name))
            if button is self.next:
                row.addStretch(1)
            button.setToolTip(button.accessibleName())
            row.addWidget(button)
        self.body.addLayout(row)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.hide()

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self.body.setContentsMargins(*((16, 12, 16, 12) if density == 0 else (12, 8, 12, 8)))
        self.body.setSpacing(8 if density == 0 else 3)
        self.face.set_density(density)

    def show_view(self, view: DiscussionView, live: bool) -> None:
        """Show the discussion.

        Parameters:
            view: the discussion.
            live: True when the clock of the meeting is on.
        """
        phase = view.clock.phase
        on = phase in (RUNNING, PAUSED)
        held = [step for step in view.steps if step.state != "skipped"]
        current = view.steps[view.clock.index] if view.clock.index >= 0 else None
        self.title.set_text(current.title if current else view.variant.name)
        place = held.index(current) + 1 if current in held else 0
        self.note.setText(_("step {place} of {count}").format(place=place, count=len(held)) if place else "")
        self.clock.setVisible(on)
        self.variant.setVisible(phase == WAITING)
        self.variant.setText(view.variant.name)
        self.minutes.setVisible(phase != FINISHED)
        self.back.setVisible(on)
        self.back.setEnabled(view.clock.index > 0)
        self.skip.setVisible(on)
        self.next.setVisible(phase != FINISHED)
        self.next.setEnabled(live)
        self.next.setText(_("Begin") if phase == WAITING else _("Done") if current is held[-1] else _("Next step"))
        self.face.show_view(view)

    def show_clock(self, remaining: int, phase: str) -> None:
        """Show the time left in the step, in seconds; below nought it runs over."""
        words = ("+" if remaining < 0 else "") + digits(remaining)
        if words != self.clock.text():
            self.clock.setText(words)
            self.clock.set_tone("ink2" if phase == PAUSED else "accent" if remaining < 0 else "ink")
