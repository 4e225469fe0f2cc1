"""Begeleiden: the cockpit, from which one person leads the meeting and captures what the room says."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from ef_desktop.domain.timer import PAUSED, WAITING
from ef_desktop.domain.views import AgendaItemView, RoomView
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.keyrules import typed_text
from ef_desktop.ui.page import HIDDEN, Page
from ef_desktop.ui.pages import cockpit_words as words
from ef_desktop.ui.pages.cockpit_actions import cockpit_actions, describe_keys, wire_kinds
from ef_desktop.ui.pages.cockpit_agenda import AgendaChange
from ef_desktop.ui.pages.cockpit_capture import save_capture, saved_words
from ef_desktop.ui.pages.cockpit_checkin import CheckInSheet
from ef_desktop.ui.pages.cockpit_drafts import DraftKeeper
from ef_desktop.ui.pages.cockpit_face import agreed_end, next_rows, now_face
from ef_desktop.ui.pages.cockpit_head import CockpitHead
from ef_desktop.ui.pages.cockpit_layout import CockpitLayout
from ef_desktop.ui.pages.cockpit_media import MediaBar
from ef_desktop.ui.pages.cockpit_offer import Offers, OfferStrip
from ef_desktop.ui.pages.cockpit_panels import AttendancePanel, NextPanel, NotesPanel, StepsPanel
from ef_desktop.ui.pages.cockpit_room import RoomSees
from ef_desktop.ui.pages.cockpit_sound import EndSound
from ef_desktop.ui.pages.cockpit_steps import CaseSteps, DiscussionPanel
from ef_desktop.ui.pages.cockpit_time import TimeRepair
from ef_desktop.ui.pages.cockpit_wall import WallPanel
from ef_desktop.ui.pages.told import Told
from ef_desktop.ui.pages.workform_panel import CockpitWork
from ef_desktop.ui.widgets.capture_bar import Capture, CaptureBar
from ef_desktop.ui.widgets.now_card import NowCard
from ef_desktop.ui.widgets.timeline import PlanRealTimeline

TICK_MS = 250


class CockpitPage(Page):
    """The meeting while it runs."""

    page_id = "cockpit"
    rail_item = "meetings"
    kinds = frozenset({"meeting", "agenda_item", "timer_event", "attendance", "person", "meeting_case", "case_file", "outcome", "discussion_step", "workform_round", "setting"})
    rail = HIDDEN
    menu_bar = False
    # Over the times of plan and now: every button of the page, the clock and what is being typed stay free.
    toast_top = 56

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self.meeting_id: bytes | None = None
        self._view: RoomView | None = None
        self._steps: dict[bytes, int] = {}
        self._fixed: frozenset[bytes] = frozenset()
        self.keeper = DraftKeeper(parent=self)
        self.head = CockpitHead()
        self.timeline = PlanRealTimeline()
        self.now = NowCard()
        self.offer = OfferStrip()
        self.steps = StepsPanel()
        self.discussion = DiscussionPanel()
        self.notes = NotesPanel()
        self.wall = WallPanel(media=MediaBar(self.ctx))
        self.next = NextPanel()
        self.people = AttendancePanel()
        self.bar = CaptureBar()
        self.told = Told(self, self.bar.line)
        self.time = TimeRepair(self)
        self.agenda = AgendaChange(self)
        self.case_steps = CaseSteps(self)
        self.work = CockpitWork(self)
        self.sound = EndSound(self)
        self.room = RoomSees(self)
        self.offers = Offers(self)
        self.places = CockpitLayout(self)
        self._wire()
        describe_keys(ctx.actions)
        wire_kinds(self)
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        self.places.fit()

    # Page

    def title(self) -> str:
        return self._view.plan.row.title if self._view else _("Lead")

    def show_with(self, meeting_id: bytes | None = None, **_args) -> None:
        if meeting_id is None or meeting_id == self.meeting_id:
            return
        self.left()
        self.meeting_id = meeting_id
        self._view = None
        self.told.say("")
        self.time.forget()

    def default_focus(self) -> QWidget:
        return self.bar.line

    def context_text(self) -> str:
        return self.told.text()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return ((key, _("To capturing")),) if (key := self.ctx.actions.key_of("cockpit.capture")) else ()

    def page_actions(self) -> list:
        return cockpit_actions(self)

    def left(self) -> None:
        self._timer.stop()
        self.notes.flush()
        self.keeper.write()

    def reload(self) -> None:
        if self.meeting_id is None:
            return
        view = self.ctx.run(lambda: self.ctx.workspace.room.view(self.meeting_id))
        if view is None:
            return
        self.show_view(view)
        self.show_keys()
        self.room.enter()
        self.offers.look()
        self.ctx.actions.refresh()
        self._timer.start()

    # Showing

    def show_view(self, view: RoomView) -> None:
        """Show a meeting; what is being typed stays."""
        before, self._view = self._view, view
        row = view.plan.row
        self.head.set_title(_("{number}. {title}").format(number=row.number, title=row.title))
        chosen = {kind.id for kind in view.kinds}
        every = self.ctx.workspace.library.kinds() if self.ctx.workspace is not None else view.kinds
        order = {kind: place for place, kind in enumerate(view.plan.kinds)}
        self.bar.set_kinds(
            tuple(sorted(view.kinds, key=lambda kind: order[kind.id])), tuple(kind for kind in every if kind.id not in chosen)
        )
        if before is None:
            self._restore_draft()
        self.bar.set_people([who.person for who in view.plan.attendees])
        self.bar.set_today(self.ctx.clock.now().astimezone().date())
        block = self.block()
        if before is None or before.timer.current != view.timer.current or before.plan.cases != view.plan.cases:
            self.bar.set_cases(view.plan.cases, block.case_id if block else None)
            if self.ctx.workspace is not None:
                known = self.ctx.workspace.outcomes.known()
                self.bar.set_links(known)
        self.steps.show_block(
            block.instruction if block else (), block.materials if block else (), self._steps.get(block.id, 0) if block else 0
        )
        self.case_steps.show_block(block)
        self.work.show_block(block)
        self.notes.show_notes(block.id if block else None, block.notes if block else "", self.case_steps.step_id(), self.case_steps.note())
        meetings = self.ctx.workspace.meetings
        self._fixed = frozenset(meetings.fixed_starts(self.meeting_id))
        people = meetings.attendance(self.meeting_id)
        guests = [who for who in people if who.attendee.role != "facilitator"]
        self.people.show_people(guests, led=len(guests) < len(people))
        self.show_timer(view.timer)

    def view(self) -> RoomView | None:
        """Return what is shown, or None before the first meeting."""
        return self._view

    def block(self) -> AgendaItemView | None:
        """Return the block that goes on; before the start the first one that counts."""
        view = self._view
        if view is None or view.current is not None:
            return view.current if view else None
        if view.timer.phase == WAITING:
            return next((item for item in view.items if item.counts), view.items[0] if view.items else None)
        return None

    def tick(self) -> None:
        """Read the clock and show it: four times a second, and cheap."""
        if self.meeting_id is None or self.ctx.workspace is None:
            return
        self.show_timer(self.ctx.workspace.room.timer(self.meeting_id))

    def show_timer(self, state) -> None:
        """Show the clock everywhere on the page; only what changed is painted again."""
        now = self.ctx.clock.now()
        view = self._view
        self.head.clock.setText(words.clock(now))
        late = words.is_late(state)
        self.head.show_drift(words.drift_words(state), late, words.clock(state.expected_end), words.clock(state.planned_end))
        blocks = [(item.title, item.icon) for item in view.items]
        self.timeline.show_state(blocks, state, agreed_end(view, state), now, self._fixed)
        self.now.show_face(now_face(view, state, self.block(), now))
        self.next.rows.set_rows(next_rows(view, state, now), state.index >= 0)
        self.time.look(state, now)
        self.case_steps.look(now)
        self.work.look(now)
        self.sound.look(state, self.ctx.settings.end_sound)

    # What the facilitator does

    def ask(self, what: str) -> None:
        """Do a step of the clock: start, pause, resume, next, back, finish or reopen."""
        room, id = self.ctx.workspace.room, self.meeting_id
        self.notes.flush()
        if what == "finish" or (what == "next" and self._view.following is None and self._view.current is not None):
            self.ctx.navigate("wrapup", meeting_id=id)
            return
        done = self.ctx.run(lambda: (getattr(room, what)(id),))
        if done and what in ("next", "back") and self._view.current is not None:
            self.ctx.toast(_("Now: {title}").format(title=self._view.current.title), undo=True)
        self.bar.line.setFocus()

    def pause_or_resume(self) -> None:
        """Pause, or go on."""
        self.ask("resume" if self.phase() == PAUSED else "pause")

    def adjust(self, minutes: int) -> None:
        """Give the current block more minutes, or less when negative."""
        self.ctx.run(lambda: self.ctx.workspace.room.adjust(self.meeting_id, minutes))

    def begin(self) -> None:
        """Start the meeting; once it runs, show the wall."""
        if self.phase() == WAITING:
            self.ask("start")
        else:
            self.ctx.wall.show_wall()

    def capture(self, capture: Capture) -> None:
        """Save a card, or one per line; on the disk before the bar is empty."""
        if save_capture(self.ctx, self.meeting_id, self._view.current, capture, self):
            self.bar.done()
            self.keeper.write()
            self.say(saved_words(capture), _("Ctrl Z takes it back"))

    def phase(self) -> str:
        """Return the phase of the clock: waiting, running, paused or finished."""
        # Asked anew: the actions ask after a change, but before this page has read again.
        return self.ctx.workspace.room.phase(self.meeting_id) if self.meeting_id is not None else WAITING

    def to_capture(self) -> None:
        """Back to the text of the capture bar."""
        self.bar.line.setFocus()

    def choose_kind(self, number: int) -> None:
        """Capture a card of the kind with this number, from 1."""
        self.bar.kinds.choose_number(number)
        self.to_capture()

    def to_notes(self) -> None:
        """To my notes; in a case discussion once more goes to the note with the step, and back."""
        if self.notes.edit.hasFocus():
            self.notes.turn()
        self.notes.edit.setFocus()

    def to_people(self) -> None:
        """Check people in."""
        if not self.window().findChildren(CheckInSheet):
            CheckInSheet(self).open()

    def say(self, text: str, back: str = "") -> None:
        """Tell something in the status line, and how it is taken back."""
        self.told.say(text, back)

    def toggle_attendance(self, who) -> None:
        """Check somebody in, or out again."""
        status = "absent" if who.status == "present" else "present"
        self.ctx.run(lambda: self.ctx.workspace.meetings.set_attendance(self.meeting_id, who.person.id, status, who.role))

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.bar.line.hasFocus():
            self.to_capture()
            return
        # A letter typed while a button has the focus belongs into the bar.
        if (text := typed_text(event)).strip():
            self.bar.take_letters(text)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event) -> None:
        self.places.fit()

    def hideEvent(self, event) -> None:
        # Also when the window closes: the work file is still open then.
        self.notes.flush()
        self.keeper.write()
        super().hideEvent(event)

    def _wire(self) -> None:
        self.head.backAsked.connect(lambda: self.ctx.navigate("prepare", meeting_id=self.meeting_id))
        self.head.finishAsked.connect(lambda: self.ctx.navigate("wrapup", meeting_id=self.meeting_id))
        self.now.asked.connect(self.ask)
        self.now.adjustAsked.connect(self.adjust)
        self.now.beganAsked.connect(self.time.ask_began)
        self.head.fixAsked.connect(self.time.ask_proposal)
        self.steps.stepChanged.connect(self._keep_step)
        self.notes.notesChanged.connect(self._save_notes)
        self.notes.turned.connect(self.reload)
        self.notes.stepNoteChanged.connect(self.case_steps.save_note)
        self.discussion.asked.connect(self.case_steps.do)
        self.ctx.actions.changed.connect(self._keys_changed)
        self.people.toggled.connect(self.toggle_attendance)
        self.people.checkInAsked.connect(self.to_people)
        self.next.rows.chosen.connect(self.agenda.ask_what)
        self.next.rows.skipAsked.connect(self.agenda.toggle)
        self.next.insertAsked.connect(self.agenda.ask_insert)
        self.bar.saveAsked.connect(self.capture)
        self.bar.refused.connect(self.say)
        self.bar.draftChanged.connect(self._keep_draft)

    def show_keys(self) -> None:
        """Show the keys on the buttons as they are on this device."""
        key_of = lambda name: self.ctx.actions.key_of(f"cockpit.{name}")
        self.now.set_keys(key_of)
        self.wall.set_keys(key_of)
        self.people.check_in.set_key(key_of("people"))
        self.discussion.next.set_key(key_of("step"))
        self.work.panel.next.set_key(key_of("step"))
        self.work.panel.turn.set_key(key_of("turn"))
        self.offer.take.set_key(key_of("offer"))

    def _keys_changed(self) -> None:
        if self._view is not None and self.isVisible():
            self.show_keys()
            self.contextChanged.emit()

    def _keep_step(self, place: int) -> None:
        if (block := self.block()) is not None:
            self._steps[block.id] = place

    def _save_notes(self, item: bytes, text: str) -> None:
        if self.ctx.workspace is not None:
            self.ctx.keep((item, "notes"), lambda: self.ctx.workspace.meetings.update_item(item, notes=text), origin=self)

    def _restore_draft(self) -> None:
        draft = self.keeper.draft(self.meeting_id)
        self.bar.set_draft(draft)
        if draft:
            self.say(_("What you were typing is still here."))

    def _keep_draft(self) -> None:
        if self._view is not None:
            self.keeper.keep(self.meeting_id, self.bar.draft())
