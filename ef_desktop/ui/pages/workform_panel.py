"""The work form in the cockpit: the step that goes on, its clock, and the turn."""

from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ef_desktop.domain.timer import FINISHED, PAUSED, RUNNING
from ef_desktop.domain.views import AgendaItemView
from ef_desktop.i18n import N_, _
from ef_desktop.ui.actions import Action
from ef_desktop.ui.pages.cockpit_words import digits
from ef_desktop.ui.pages.workform_face import WorkFace
from ef_desktop.ui.pages.workform_lead import WORK_BLOCK, WorkLead, lead_actions
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import ElidedLabel, Label

if TYPE_CHECKING:
    from ef_desktop.ui.pages.cockpit import CockpitPage


def turn_words(lead: WorkLead, seconds: int | None) -> str:
    """Return which turn it is and what is left of it, or "" without turns."""
    turn = lead.view.turn if lead.view is not None else None
    if turn is None or seconds is None:
        return ""
    left = ("+" if seconds < 0 else "") + digits(seconds)
    return _("turn {number} of {count} · {left}").format(number=turn.number, count=turn.count, left=left)


class CockpitWork:
    """What the cockpit does with the work form of the current block.

    Parameters:
        page: the cockpit.
    """

    def __init__(self, page: "CockpitPage"):
        self._page = page
        self.lead = WorkLead(page, page.say, page.notes.flush)
        self.panel = WorkPanel()
        self.panel.asked.connect(self.do)

    def actions(self, add) -> list[Action]:
        """Return the actions of this module; ``add`` makes one of the cockpit."""
        record = add("record", N_("Record roles and talents…"), self.record, "Alt+R", 1, icon="pencil", enabled=lambda: self._page.meeting_id is not None)
        return [record, *lead_actions(self.lead, add)]

    def show_block(self, block: AgendaItemView | None) -> None:
        """Show the work form of a block, if that is one; after ``CaseSteps.show_block``, which shows the plain steps."""
        page = self._page
        work = block is not None and block.block_key.startswith(WORK_BLOCK)
        self.lead.follow(page.meeting_id, block.id if work else None)
        self.panel.setVisible(work)
        if work:
            page.steps.hide()
            self.panel.show_lead(self.lead, page.phase() in (RUNNING, PAUSED))
            self.look(page.ctx.clock.now())
        page.places.fit()

    def look(self, now: datetime) -> None:
        """Show the clocks of the step and of the turn, without reading the work file."""
        if self.lead.view is not None:
            self.panel.show_clock(self.lead, now)

    def possible(self) -> bool:
        """Tell whether F10 does something for the work form now."""
        return self.lead.active() and (self.lead.view is None or (self.lead.live() and self.lead.phase() != FINISHED))

    def record(self) -> None:
        """Go to the page where choices are recorded: of this block, else of the round that the meeting has."""
        self._page.ctx.navigate("workform", meeting_id=self._page.meeting_id, item_id=self.lead.item)

    def do(self, what: str) -> None:
        """Do what a button asks: next, back, turn, record or more."""
        if what == "more":
            self.ask_more()
        elif what == "record":
            self.record()
        else:
            {"next": self.lead.next, "back": self.lead.back, "turn": self.lead.turn}[what]()

    def ask_more(self) -> None:
        """Show what else can be done with the step."""
        page = self._page
        menu = QMenu(page)
        for name in ("step.skip", "step.later", "step.again", "turn.back", "step.minutes", "round", "round.remove"):
            menu.addAction(page.ctx.actions.qaction(f"cockpit.{name}"))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.panel.more.mapToGlobal(QPoint(0, -menu.sizeHint().height())))


class WorkPanel(Panel):
    """The step of the work form that goes on.

    ``asked(str)``: next, back, turn, record or more.
    """

    asked = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 12, 16, 12), spacing=8)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconMark("users-group", tone="primary"))
        self.title = ElidedLabel(role="h3")
        head.addWidget(self.title, 1)
        self.note = Label(role="small", tone="ink2")
        head.addWidget(self.note)
        self.clock = Label(role="h2")
        head.addWidget(self.clock)
        self.body.addLayout(head)
        self.turn_note = Label(role="body_strong", tone="primary")
        self.body.addWidget(self.turn_note)
        self.face = WorkFace()
        self.body.addWidget(self.face, 1)
        self.back = SecondaryButton(icon="arrow-left", small=True, name=_("Previous step"))
        self.more = SecondaryButton(icon="dots", small=True, name=_("More to do with this step"))
        self.record = SecondaryButton(icon="pencil", small=True, name=_("Record roles and talents"))
        self.turn = SecondaryButton(_("Pass"), small=True, key="F12", name=_("Next turn, also when somebody passes"))
        self.next = PrimaryButton("", small=True, key="F10")
        row = QHBoxLayout()
        row.setSpacing(6)
        for button, name in ((self.back, "back"), (self.more, "more"), (self.record, "record"), (self.turn, "turn"), (self.next, "next")):
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

    def show_lead(self, lead: WorkLead, live: bool) -> None:
        """Show a round, or that it can be begun.

        Parameters:
            lead: of the cockpit.
            live: True when the clock of the meeting is on.
        """
        phase, step = lead.phase(), lead.step()
        held = lead.held()
        self.title.set_text(step.title if step else _("Roles and talents"))
        place = held.index(step) + 1 if step in held else 0
        self.note.setText(_("step {place} of {count}").format(place=place, count=len(held)) if place else "")
        self.clock.setVisible(step is not None)
        turning = step is not None and lead.view.turn is not None
        self.turn_note.setVisible(turning)
        self.turn.setVisible(turning)
        self.back.setVisible(step is not None)
        self.back.setEnabled(lead.view is not None and lead.view.index > 0)
        self.more.setVisible(step is not None or lead.view is not None)
        self.record.setVisible(lead.view is not None)
        self.next.setVisible(phase != FINISHED)
        self.next.setEnabled(live or lead.view is None)
        self.next.setText(lead.next_words())
        self.face.show_view(lead.view)

    def show_clock(self, lead: WorkLead, now: datetime) -> None:
        """Show the time left in the step and in the turn; below nought it runs over."""
        remaining, turn = lead.seconds(now)
        words = ("+" if remaining < 0 else "") + digits(remaining)
        if words != self.clock.text():
            self.clock.setText(words)
            self.clock.set_tone("ink2" if lead.phase() == PAUSED else "accent" if remaining < 0 else "ink")
        told = turn_words(lead, turn)
        if told != self.turn_note.text():
            self.turn_note.setText(told)
            self.turn_note.set_tone("accent" if turn is not None and turn < 0 else "primary")
