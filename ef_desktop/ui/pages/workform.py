"""The page of the work form: lead its steps, and record at speed what people choose and give."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.timer import FINISHED
from ef_desktop.i18n import N_, _
from ef_desktop.services import drafts
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.page import ICONS, Page
from ef_desktop.ui.pages.cockpit_drafts import DraftKeeper
from ef_desktop.ui.pages.told import Told
from ef_desktop.ui.pages.workform_choices import ChoicesSection
from ef_desktop.ui.pages.workform_circles import CirclesSection
from ef_desktop.ui.pages.workform_gifts import GiftsSection
from ef_desktop.ui.pages.workform_head import StepCard, WorkHead
from ef_desktop.ui.pages.workform_lead import WorkLead, lead_actions
from ef_desktop.ui.pages.workform_names import NamesSection
from ef_desktop.ui.pages.workform_needs import NeedsSection
from ef_desktop.ui.pages.workform_notes import NotesSection
from ef_desktop.ui.pages.workform_picture import PictureSection
from ef_desktop.ui.pages.workform_roles import RolesSection
from ef_desktop.ui.pages.workform_rounds import round_menu, show_under, usual_block
from ef_desktop.ui.pages.workform_section import SectionStack
from ef_desktop.ui.pages.workform_strip import StepStrip
from ef_desktop.ui.pages.workform_tables import TablesSection
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from ef_desktop.ui.pages.workform_section import Section

_TICK_MS = 250

#: Width of the page from which the script stands beside what is recorded; heights from which there is room for all, and for
#: the row of steps. In logical pixels.
_WIDE, _HIGH, _STEPS = 1100, 690, 580

#: The parts of the page with their words, in the order of Ctrl 1 to Ctrl 9.
_SECTIONS = (
    (NamesSection, N_("Names")),
    (CirclesSection, N_("Groups")),
    (ChoicesSection, N_("Own choice")),
    (GiftsSection, N_("Given")),
    (TablesSection, N_("Count by table")),
    (PictureSection, N_("Team picture")),
    (NeedsSection, N_("Needed")),
    (RolesSection, N_("Who takes what")),
    (NotesSection, N_("Notes")),
)


class WorkFormPage(Page):
    """Recording in the work form. The part that belongs to the step opens by itself; every other is one key away."""

    page_id = "workform"
    rail_item = "meetings"
    kinds = frozenset(
        {"workform_round", "talent_award", "role_assignment", "case_need", "setting", "consent", "timer_event"}
        | {"attendance", "person", "outcome", "agenda_item", "talent", "role", "case_file"}
    )
    rail = ICONS

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self.meeting_id: bytes | None = None
        self._item: bytes | None = None
        self._round: bytes | None = None
        self._shown_step: tuple = ()
        self.told = Told(self)
        self.drafts = DraftKeeper(drafts.work_form_file(), self)
        self.lead = WorkLead(self, self.say, lambda: self.section().flush(), beside=True)
        self._build()
        for keys, text in (
            ("Return", N_("choose what is lit; in an empty line: pass")),
            ("Backspace", N_("in an empty line: take the last choice back")),
            ("Ctrl+Return", N_("save what is there, and go on")),
            ("Ctrl+Up, Ctrl+Down", N_("another person, role or table")),
            ("1, 9", N_("move somebody to this group")),
        ):
            ctx.actions.describe("workform", keys, text)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self.tick)

    # Page

    def title(self) -> str:
        return _("Roles and talents")

    def show_with(self, meeting_id: bytes | None = None, item_id: bytes | None = None, round_id: bytes | None = None, **_args) -> None:
        """Show a round of a meeting.

        Parameters:
            meeting_id: the meeting; None stays where it is.
            item_id: block in which it is held; None finds it, see ``usual_block``.
            round_id: which one, where there are more in one place.
        """
        if meeting_id is None:
            return
        if item_id is None:
            item_id = self.ctx.run(lambda: usual_block(self.ctx.workspace, meeting_id))
        self._go(meeting_id, item_id, round_id)

    def _go(self, meeting_id: bytes, item_id: bytes | None, round_id: bytes | None) -> None:
        if (meeting_id, item_id) != (self.meeting_id, self._item) or round_id not in (None, self._round):
            self.meeting_id, self._item, self._round, self._shown_step = meeting_id, item_id, round_id, ()
            self.told.say("")
            for section in self.sections.values():
                section.forget()

    def choose_round(self, item_id: bytes | None, round_id: bytes | None) -> None:
        """Show another round of the meeting, or ask to begin one in a block or beside the agenda."""
        self.section().flush()
        self._go(self.meeting_id, item_id, round_id)
        self.reload()
        if self.lead.view is None:
            self.lead.ask_round()
        else:
            self.default_focus().setFocus()

    def ask_rounds(self) -> None:
        """Show the rounds of the meeting, to choose another one."""
        if self.meeting_id is not None:
            show_under(round_menu(self.lead, self, self.choose_round), self.head.rounds)

    def default_focus(self) -> QWidget:
        return self.section().default_focus() if self.lead.view is not None else self.none.button

    def context_text(self) -> str:
        return self.told.text()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        done = self.lead.view is not None and self.lead.phase() == FINISHED
        hints = [("cockpit", _("back to leading"))] if done else [("step", _("next step"))]
        if self.lead.view is not None and self.lead.view.turn is not None:
            hints.append(("turn", _("pass or next")))
        return tuple((key, words) for name, words in hints if (key := self.ctx.actions.key_of(f"workform.{name}")))

    def page_actions(self) -> list[Action]:
        lead = self.lead

        def add(id: str, text: str, call, keys: str, section: int, **more) -> Action:
            return Action(f"workform.{id}", text, call, shortcut=keys, menu="meeting", section=section, page="workform", **more)

        def possible() -> bool:
            return lead.active() and (lead.view is None or (lead.live() and lead.phase() != FINISHED))

        actions = [
            add("step", N_("Begin the steps of this block, or the next step"), lead.next, "F10", 0, icon="arrow-right", enabled=possible),
            add("step.back", N_("Previous step"), lead.back, "Ctrl+F10", 0, icon="arrow-left", enabled=lead.begun),
            add("step.skip", N_("Skip this step"), lead.skip, "Alt+S", 0, icon="player-track-next", enabled=lead.begun),
            add("step.minutes", N_("Minutes of each step…"), lead.ask_minutes, "Alt+T", 0, icon="clock", enabled=lambda: lead.view is not None),
            *lead_actions(lead, add),
            add("rounds", N_("Another round of this meeting…"), self.ask_rounds, "Alt+K", 1, icon="list-check", enabled=lambda: self.meeting_id is not None),
            add("cockpit", N_("Back to leading"), self.to_cockpit, "Alt+R", 2, icon="arrow-left"),
            add("wall", N_("Show or hide the wall"), self.toggle_wall, "Shift+F5", 2, icon="device-projector"),
            add("freeze", N_("Freeze the wall, or live again"), lambda: self.ask_wall("freeze"), "F6", 2, icon="snowflake"),
            add("black", N_("Wall black, or picture again"), lambda: self.ask_wall("blank"), "F7", 2, icon="device-projector"),
        ]
        for number, (section, text) in enumerate(_SECTIONS, 1):
            call = lambda name=section.section_id: self.open_section(name)
            actions.append(add(f"part.{section.section_id}", text, call, f"Ctrl+{number}", 3))
        return actions

    def left(self) -> None:
        self._timer.stop()
        self.section().flush()

    def reload(self) -> None:
        if self.meeting_id is not None and self.ctx.run(lambda: self.lead.follow(self.meeting_id, self._item, self._round) or True) is None:
            return
        view = self.lead.view
        self.none.setVisible(view is None)
        if view is None:
            self._show_none()
        self.body.setVisible(view is not None)
        self.head.show_lead(self.lead)
        self._fit()
        if view is not None:
            self._show_round()
            self._timer.start()
        self.ctx.actions.refresh()

    def _show_none(self) -> None:
        """Say what to do while there is no round."""
        if self.meeting_id is None:
            self.none.set_texts(_("The work form belongs to a meeting"), _("Choose the meeting first."), _("Meetings"))
            return
        place = self.lead.title_of(self._item)
        words = _("It is held in “{block}”.").format(block=place) if place else _("It is held beside the agenda.")
        first = _("Choose the script, the size of the group and the case first.")
        self.none.set_texts(_("The work form has not begun"), f"{words} {first}", _("Begin"))

    def _leave_none(self) -> None:
        """Begin the round, or choose a meeting when there is none yet."""
        if self.meeting_id is None:
            self.ctx.navigate("meetings")
        else:
            self.lead.ask_round()

    # Showing

    def section(self) -> "Section":
        """Return the part that is in view."""
        return self.sections[self.parts.current()]

    def open_section(self, name: str) -> None:
        """Bring a part into view, with the keyboard."""
        if self.lead.view is None:
            return
        self.parts.set_current(name)
        self._bring(name)
        self.section().default_focus().setFocus()

    def say(self, text: str, back: str = "") -> None:
        """Tell something in the status line, and how it is taken back."""
        self.told.say(text, back)

    def tick(self) -> None:
        """Show the clocks, four times a second, without reading the work file."""
        if self.ctx.workspace is None or self.lead.view is None:
            return
        remaining, turn = self.lead.seconds(self.ctx.clock.now())
        self.head.show_clock(self.lead, remaining)
        self.card.show_clock(self.lead, turn)

    def to_cockpit(self) -> None:
        """Go back to leading the meeting."""
        self.ctx.navigate("cockpit", meeting_id=self.meeting_id)

    def toggle_wall(self) -> None:
        """Show the wall of this meeting, or hide it; a round that is not of the current block is chosen for it."""
        self.ctx.wall.set_meeting(self.meeting_id)
        beside = self.lead.view is not None and self._item != self.ctx.workspace.room.timer(self.meeting_id).current
        if beside and self.ctx.wall.state == "none":
            self.ctx.wall.set_scene("workform")
        self.ctx.wall.toggle()

    def ask_wall(self, what: str) -> None:
        """Freeze the wall or make it black, or back; only where it is shown."""
        if self.ctx.wall.state == "none":
            self.say(_("The wall is not shown."))
        else:
            {"freeze": self.ctx.wall.freeze, "blank": self.ctx.wall.blank}[what]()

    def ask_storage(self) -> None:
        """Bring the part about names into view."""
        self.open_section(NamesSection.section_id)

    def resizeEvent(self, event) -> None:
        self._fit()

    def hideEvent(self, event) -> None:
        # Also when the window closes.
        self.drafts.write()
        super().hideEvent(event)

    def _fit(self) -> None:
        """Leave out what there is no room for: in a narrow window the script, in a very low one the steps."""
        there = self.lead.view is not None
        narrow = self.width() < _WIDE
        self.card.setVisible(there and not narrow)
        self.head.wall.setVisible(not narrow)
        self.strip.setVisible(there and self.height() >= _STEPS)
        low = self.height() < _HIGH
        for section in self.sections.values():
            if section.low != low:
                section.set_low(low)
                if there and section is self.section():
                    section.show_view(self.lead.view)

    def _show_round(self) -> None:
        view, step = self.lead.view, self.lead.step()
        self.strip.set_steps(view.steps)
        self.card.show_lead(self.lead)
        self.tick()
        here = (view.row.id, step.id if step else "")
        if here != self._shown_step:
            self._shown_step = here
            self._follow_step(step)
        self._bring(self.parts.current())

    def _follow_step(self, step) -> None:
        """Bring the part of a new step into view, and the keyboard with it."""
        wanted = set(step.records) if step is not None else set()
        found = next((name for name, part in self.sections.items() if part.records & wanted), "")
        if step is not None and not found and step.turns:
            found = CirclesSection.section_id
        if not found:
            return
        if found != self.parts.current():
            self.parts.set_current(found)
            self._bring(found)
        # Also within one part: the next step asks for another field of it.
        if self.isVisible():
            self.section().default_focus().setFocus()

    def _bring(self, name: str) -> None:
        section = self.sections[name]
        if self.stack.currentWidget() is not section:
            self.stack.currentWidget().flush()
        self.stack.setCurrentWidget(section)
        section.show_view(self.lead.view)

    def _build(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 12, 20, 14)
        outer.setSpacing(10)
        self.head = WorkHead()
        for button, call in (
            (self.head.back, self.to_cockpit),
            (self.head.rounds, self.ask_rounds),
            (self.head.storage, self.ask_storage),
            (self.head.wall, self.toggle_wall),
            (self.head.next, self.lead.next),
            (self.head.leave, self.to_cockpit),
        ):
            button.clicked.connect(lambda _checked=False, call=call: call())
        outer.addWidget(self.head)
        self.strip = StepStrip()
        self.strip.asked.connect(self.lead.go_to)
        outer.addWidget(self.strip)
        self.none = EmptyState("users-group", _("The work form has not begun"), action=_("Begin"))
        self.none.triggered.connect(self._leave_none)
        outer.addWidget(self.none, 1)
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.sections: dict[str, Section] = {section.section_id: section(self) for section, _text in _SECTIONS}
        segments = [(section.section_id, _(text)) for section, text in _SECTIONS]
        self.parts = SegmentedControl(segments, name=_("What is recorded"))
        self.parts.changed.connect(self._bring)
        # By keyboard one goes past the parts first, with the arrows.
        self.parts.clicked.connect(lambda _name: self.section().default_focus().setFocus())
        line = QHBoxLayout()
        line.addWidget(self.parts)
        line.addStretch(1)
        column.addLayout(line)
        self.stack = SectionStack()
        for section in self.sections.values():
            self.stack.addWidget(section)
        column.addWidget(self.stack, 1)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self.body, 1)
        self.card = StepCard()
        self.card.turn.clicked.connect(self.lead.turn)
        middle.addWidget(self.card)
        outer.addLayout(middle, 1)
