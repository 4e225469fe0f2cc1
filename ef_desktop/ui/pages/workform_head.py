"""The head of the page of the work form, and the card beside it with the script of the step that goes on."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.timer import FINISHED, PAUSED, WAITING
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.pages.cockpit_words import digits
from ef_desktop.ui.pages.workform_face import WorkFace
from ef_desktop.ui.pages.workform_lead import WorkLead
from ef_desktop.ui.pages.workform_panel import turn_words
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_CARD = 272


class WorkHead(QWidget):
    """The title with case and group, the clock of the step, and what is one click away.

    Attributes:
        back, rounds, storage, wall, next, leave: the buttons; whoever makes the head connects them. ``leave`` takes the place of
            ``next`` when the work form is done.
    """

    def __init__(self) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        self.back = QuietButton(icon="arrow-left", name=_("Back to leading"))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(_("Roles and talents"), role="h1"))
        self._about = ElidedLabel(role="small", tone="ink2")
        words.addWidget(self._about)
        self.rounds = SecondaryButton(icon="list-check", name=_("Another round of this meeting"))
        self.rounds.setToolTip(self.rounds.accessibleName())
        self._clock = Chip("0:00", tone="blue", icon="clock")
        self.storage = SecondaryButton(_("Only totals"), icon="shield-lock")
        self.wall = SecondaryButton(_("Wall"), icon="device-projector", key="Shift F5", name=_("Show or hide the wall"))
        self.next = PrimaryButton(_("Next step"), key="F10")
        self.leave = PrimaryButton(_("Back to leading"), icon="arrow-left")
        row.addWidget(self.back)
        row.addLayout(words, 1)
        for widget in (self._clock, self.rounds, self.storage, self.wall, self.next, self.leave):
            row.addWidget(widget)

    def show_lead(self, lead: WorkLead) -> None:
        """Show a round, or that there is none."""
        view = lead.view
        self.storage.setVisible(view is not None)
        self.rounds.setVisible(lead.meeting is not None)
        done = view is not None and lead.phase() == FINISHED
        self.next.setVisible(view is not None and not done)
        self.leave.setVisible(done)
        self._clock.setVisible(lead.step() is not None)
        if view is None:
            self._about.set_text("")
            return
        case = _("Case: {title}").format(title=view.row.case_title) if view.row.case_title else _("No case")
        people = ngettext("{count} person takes part", "{count} people take part", view.row.people).format(count=view.row.people)
        self._about.set_text(f"{case} · {people}")
        self.storage.setText(_("Names of whoever says yes") if view.row.names else _("Only totals"))
        self.storage.set_icon("user" if view.row.names else "shield-lock")
        self.next.setEnabled(lead.live())
        self.next.setText(lead.next_words())

    def show_clock(self, lead: WorkLead, remaining: int) -> None:
        """Show the time left in the step, in seconds; below nought it runs over."""
        self._clock.set_text(("+" if remaining < 0 else "") + digits(remaining))
        self._clock.set_tone("warn" if remaining < 0 else "neutral" if lead.phase() == PAUSED else "blue")


class StepCard(Panel):
    """What the step says, whose turn it is, and the button that passes it on.

    Attributes:
        turn: the button.
    """

    def __init__(self) -> None:
        super().__init__(padding=(16, 12, 16, 12), spacing=8)
        self.setFixedWidth(_CARD)
        self._title = Label(role="h2", wrap=True)
        self._turn_note = Label(role="body_strong", tone="primary")
        self.turn = SecondaryButton(_("Pass or next"), small=True, key="F12")
        self._face = WorkFace()
        self._face.set_density(1)
        for widget in (self._title, self._turn_note, self.turn):
            self.body.addWidget(widget)
        self.body.addWidget(self._face, 1)

    def show_lead(self, lead: WorkLead) -> None:
        """Show the step of a round."""
        step = lead.step()
        self._title.setText(step.title if step else _("Before the first step") if lead.phase() == WAITING else _("Done"))
        self._face.show_view(lead.view)
        turning = step is not None and lead.view.turn is not None
        self.turn.setVisible(turning)
        self._turn_note.setVisible(turning)

    def show_clock(self, lead: WorkLead, turn: int | None) -> None:
        """Show the time left in the turn, in seconds; below nought it runs over."""
        self._turn_note.setText(turn_words(lead, turn))
        self._turn_note.set_tone("accent" if turn is not None and turn < 0 else "primary")
