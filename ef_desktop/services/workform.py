"""The work form 'Rollen en talenten': rounds, their steps with clocks, and the groups in which turns are taken."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import (
    AgendaItem,
    CaseFile,
    CaseNeed,
    Meeting,
    RoleAssignment,
    Setting,
    TalentAward,
    TimerEvent,
    WorkFormRound,
)
from ef_desktop.domain import timer, workform
from ef_desktop.domain.discussion import LEFT_OUT, STEP, DiscussionClock
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.timer import TimerEvent as ClockEvent
from ef_desktop.domain.workform import AGAIN, LATER, SMALLEST, TURN
from ef_desktop.domain.workviews import RoundRow, RoundView
from ef_desktop.i18n import N_, _
from ef_desktop.services import clocks, reading, workform_rows, workform_steps
from ef_desktop.services.core import Core, executor, get, lines
from ef_desktop.services.outcomes import Outcomes
from ef_desktop.services.own_sets import OwnSets
from ef_desktop.services.teampicture import TeamPicture
from ef_desktop.services.workform_circles import Circles
from ef_desktop.services.workform_names import WorkNames
from ef_desktop.services.workform_paper import WorkPaper
from ef_desktop.services.workform_recording import Recording
from ef_desktop.services.workform_wall import WorkWall

#: A step takes at most so many minutes, and a group notes at most so many things about the team picture.
LONGEST_STEP, OBSERVATIONS = 8 * 60, 3

#: A round is made for a group of this size while nobody is on the list.
USUAL_PEOPLE = 12

_SHORT_BLOCK = "rollen_talenten_kort"


class WorkForm:
    """Leads rounds of the work form. Every change is one undo step.

    Attributes:
        names: whether names are kept, and of whom.
        recording: records choices and talents.
        circles: the groups.
        picture: the team picture, what the case needs, and who takes which role.
        sets: own roles and talents.
        paper: cards and a sheet as PDF.
        wall: what the room sees.
    """

    def __init__(self, core: Core, outcomes: Outcomes) -> None:
        self._core = core
        self._outcomes = outcomes
        self.names = WorkNames(core)
        self.recording = Recording(core)
        self.circles = Circles(core)
        self.picture = TeamPicture(core, outcomes)
        self.sets = OwnSets(core)
        self.paper = WorkPaper(core)
        self.wall = WorkWall(core, self.view)

    # Reading

    def rounds(self, meeting_id: bytes | None = None) -> tuple[RoundRow, ...]:
        """Return the rounds of a meeting, or of all, in the order of the programme."""
        with self._core.store.read() as session:
            return tuple(workform_rows.round_row(session, row) for row in workform_rows.round_rows(session, meeting_id))

    def round_of(self, item_id: bytes) -> bytes | None:
        """Return the id of the round that is held in a block, or None."""
        with self._core.store.read() as session:
            found = executor(session)("SELECT id FROM workform_round WHERE item_id = ? AND dead = 0 ORDER BY id DESC LIMIT 1", (item_id,))
            return found[0][0] if found else None

    def on_wall(self, meeting_id: bytes, item_id: bytes | None) -> bytes | None:
        """Return the round that the wall shows: of the block that goes on, else the one whose steps go on, else the last one.

        Parameters:
            item_id: the block that goes on, or None.
        """
        rounds = self.rounds(meeting_id)
        here = [row.id for row in rounds if item_id is not None and row.item_id == item_id]
        if here or len(rounds) < 2:
            return (here or [row.id for row in rounds] or [None])[-1]
        phases = {row.id: self.view(row.id).phase for row in rounds}
        # A round whose block was left in the middle stands still: one that goes on comes first.
        order = {timer.RUNNING: 2, timer.PAUSED: 1}
        return max(reversed(phases), key=lambda round_id: order.get(phases[round_id], 0))

    def is_work_form(self, item_id: bytes) -> bool:
        """Return whether a block of a rundown is the work form, so that a round can be begun in it."""
        with self._core.store.read() as session:
            views, _minimums = reading.agenda(session, get(session, AgendaItem, item_id).meeting_id, None)
            return any(view.id == item_id and view.block_key.startswith("rollen_talenten") for view in views)

    def view(self, round_id: bytes) -> RoundView:
        """Return a round with its clock at this moment."""
        with self._core.store.read() as session:
            row = get(session, WorkFormRound, round_id)
            plan = self._plan(session, row)
            events = self._events(session, row)
            now = self._core.clock.now()
            clock = workform.compute(plan, row.item_id, events, now)
            script = workform_rows.script(row.variant)
            steps = tuple(
                workform_steps.step_view(row.group_size, entry, known.planned_seconds // 60, known.state, known.spent_seconds, of_script)
                for entry, known, of_script in zip(
                    workform_rows.script_entries(row.variant), clock.steps, script, strict=True
                )
            )
            turn = None
            if clock.index >= 0:
                current = steps[clock.index]
                turn = workform.compute_turn(current.id, current.turns, current.turn_seconds, row.item_id, events, now)
            item = session.get(AgendaItem, row.item_id) if row.item_id is not None else None
            total = sum(step.minutes for step in steps if step.state != "skipped")
            return RoundView(
                row=workform_rows.round_row(session, row),
                steps=steps,
                phase=clock.phase,
                index=clock.index,
                remaining_seconds=clock.remaining_seconds,
                turn=turn,
                circles=self.circles.of(round_id),
                total_minutes=total,
                block_minutes=item.minutes if item is not None else None,
                advice=workform_steps.advice(row.variant, row.group_size, total, item.minutes if item is not None else None),
                observations=tuple(part for part in row.conclusion.split("\n") if part),
                rules=workform_steps.rules(),
            )

    def _plan(self, session: Session, row: WorkFormRound) -> tuple[Any, ...]:
        own = workform_rows.read_setting(session, row.id, "minutes", {})
        return workform.plan(workform_rows.script(row.variant), row.group_size, own)

    def _events(self, session: Session, row: WorkFormRound) -> list[ClockEvent]:
        return [
            ClockEvent(reading.moment(event.at), event.kind, event.item_id, event.seconds)
            for event in clocks.events_of(session, row.meeting_id)
        ]

    def _clock(self, session: Session, row: WorkFormRound) -> DiscussionClock:
        return workform.compute(self._plan(session, row), row.item_id, self._events(session, row), self._core.clock.now())

    # Preparing

    def begin(
        self,
        meeting_id: bytes,
        item_id: bytes | None = None,
        *,
        variant: str = "",
        people: int | None = None,
        case_id: bytes | None = None,
        of_block: bool = True,
        keep_names: bool = False,
        start: bool = False,
        origin: object = None,
    ) -> bytes:
        """Make a round and return its id; a block, or a meeting without one, that has a round already gives that one.

        Parameters:
            item_id: block in which it is held; None holds it beside the agenda.
            variant: full or short; "" follows the block, else the long one.
            people: size of the group; None counts who takes part.
            case_id: the case; None takes that of the block.
            of_block: False takes no case from the block.
            keep_names: True keeps names of whoever says yes.
            start: True begins the first step at once.
        """
        with self._core.store.unit(N_("Begin round"), origin) as session:
            get(session, Meeting, meeting_id)
            item = get(session, AgendaItem, item_id) if item_id is not None else None
            if item is not None and item.meeting_id != meeting_id:
                raise InvalidValueError(_("This block is of another meeting. Choose a block of this meeting."))
            known = [row.id for row in workform_rows.round_rows(session, meeting_id) if row.item_id == item_id]
            if known:
                return known[-1]
            row = WorkFormRound(id=self._core.new_id(), meeting_id=meeting_id, item_id=item_id, variant="full")
            session.add(row)
            here = len(workform_rows.people_of(session, meeting_id))
            chosen = variant or ("short" if item is not None and self._block_key(session, item) == _SHORT_BLOCK else "full")
            self._set(session, row, chosen, max(SMALLEST, here or USUAL_PEOPLE) if people is None else people)
            row.case_id = case_id if case_id is not None or item is None or not of_block else item.case_id
            row.names = keep_names
            session.flush()
            if start:
                self.start(row.id)
            return row.id

    def _block_key(self, session: Session, item: AgendaItem) -> str:
        views, _minimums = reading.agenda(session, item.meeting_id, None)
        return next((view.block_key for view in views if view.id == item.id), "")

    def arrange(self, round_id: bytes, variant: str, people: int, case_id: bytes | None, *, origin: object = None) -> None:
        """Choose script, size of the group and case of a round at once; see ``set_variant``, ``set_people`` and ``set_case``."""
        with self._core.store.unit(N_("Change round"), origin):
            self.set_variant(round_id, variant)
            self.set_people(round_id, people)
            self.set_case(round_id, case_id)

    def set_variant(self, round_id: bytes, variant: str, *, origin: object = None) -> None:
        """Hold the round by another script, ``full`` or ``short``. What was recorded stays."""
        with self._core.store.unit(N_("Choose script"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            self._set(session, row, variant, row.group_size)

    def set_people(self, round_id: bytes, people: int, *, origin: object = None) -> None:
        """Say how large the group is; the minutes follow, and so do the groups, which are to be made anew.

        Parameters:
            people: 2 to 200; from 31 the minutes are those of a group of 30.
        """
        with self._core.store.unit(N_("Change size of the group"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            self._set(session, row, row.variant, people)

    def _set(self, session: Session, row: WorkFormRound, variant: str, people: int) -> None:
        if variant not in workform_rows.VARIANTS:
            raise InvalidValueError(_("This script does not exist. Choose the long or the short one."))
        if not SMALLEST <= people <= 200:
            raise InvalidValueError(_("A group has 2 to 200 people. Choose another number."))
        if row.variant != variant:
            row.variant = variant
        if row.group_size != people:
            row.group_size = people
            workform_rows.write_setting(session, row.id, "circles", [])

    def set_case(self, round_id: bytes, case_id: bytes | None, *, origin: object = None) -> None:
        """Choose the case that the round is about, or none."""
        with self._core.store.unit(N_("Choose case"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            if case_id is not None:
                get(session, CaseFile, case_id)
            if row.case_id != case_id:
                row.case_id = case_id

    def set_minutes(self, round_id: bytes, step: str, minutes: int | None, *, origin: object = None) -> None:
        """Give a step a length of its own, 1 to 480 minutes; None goes back to that of the script."""
        if minutes is not None and not 1 <= minutes <= LONGEST_STEP:
            raise InvalidValueError(_("A step takes between 1 and 480 minutes. Choose another number."))
        with self._core.store.unit(N_("Change minutes of step"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            self._known(row, step)
            own = workform_rows.read_setting(session, row.id, "minutes", {})
            changed = {name: value for name, value in {**own, step: minutes}.items() if value is not None}
            workform_rows.write_setting(session, row.id, "minutes", changed)

    def _known(self, row: WorkFormRound, step: str) -> None:
        if step not in {entry.id for entry in workform_rows.script(row.variant)}:
            raise InvalidValueError(_("This step does not exist. Choose another one."))

    def remove(self, round_id: bytes, *, origin: object = None) -> None:
        """Remove a round with everything that was recorded in it. Outcomes stay. Undo brings it back."""
        with self._core.store.unit(N_("Remove round"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            for model in (TalentAward, RoleAssignment, CaseNeed):
                for child in session.scalars(select(model).where(model.round_id == row.id)):
                    child.dead = 1
            for setting in session.scalars(select(Setting).where(Setting.key.startswith(workform_rows.setting_key(row.id, "")))):
                setting.dead = 1
            prefixes = (STEP, AGAIN, LATER, LEFT_OUT, TURN)
            steps = {entry.id for entry in workform_rows.script("full")} | {e.id for e in workform_rows.script("short")}
            for event in session.scalars(select(TimerEvent).where(TimerEvent.meeting_id == row.meeting_id)):
                name = event.kind.partition(":")[2]
                if event.item_id == row.item_id and event.kind.startswith(prefixes) and (name in steps or name.isdecimal()):
                    event.dead = 1
            session.flush()
            row.dead = 1

    # Leading

    def start(self, round_id: bytes, *, origin: object = None) -> None:
        """Begin the first step; a round that was ended goes on at its last one."""
        with self._core.store.unit(N_("Start round"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            clock = self._clock(session, row)
            held = [step.id for step in clock.steps if step.state not in ("skipped", "later")] or [clock.steps[0].id]
            if clock.index < 0:
                self._event(session, row, STEP + (held[-1] if clock.phase == timer.FINISHED else held[0]))

    def next(self, round_id: bytes, *, origin: object = None) -> None:
        """Go to the next step that is not skipped or left for later; after the last one the round ends."""
        with self._core.store.unit(N_("Next step"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            clock = self._clock(session, row)
            if clock.index >= 0:
                target = workform.next_open(clock.steps, clock.index)
                self._event(session, row, STEP + target if target else workform.ENDED)

    def back(self, round_id: bytes, *, origin: object = None) -> None:
        """Go back to the step before; its clock goes on where it was."""
        with self._core.store.unit(N_("Previous step"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            clock = self._clock(session, row)
            if clock.index > 0:
                self._event(session, row, STEP + clock.steps[clock.index - 1].id)

    def go_to(self, round_id: bytes, step: str, *, origin: object = None) -> None:
        """Begin any step, also one that was skipped or left for later; its clock goes on where it was."""
        self._mark(round_id, step, STEP, N_("Choose step"), origin)

    def again(self, round_id: bytes, step: str, *, origin: object = None) -> None:
        """Repeat a step: it begins anew with its whole time and its first turn."""
        self._mark(round_id, step, AGAIN, N_("Repeat step"), origin)

    def skip(self, round_id: bytes, step: str, *, origin: object = None) -> None:
        """Leave out a step; when it is the current one the next begins."""
        self._mark(round_id, step, LEFT_OUT, N_("Skip step"), origin)

    def later(self, round_id: bytes, step: str, *, origin: object = None) -> None:
        """Leave a step for later; when it is the current one the next begins."""
        self._mark(round_id, step, LATER, N_("Leave step for later"), origin)

    def _mark(self, round_id: bytes, step: str, mark: str, label: str, origin: object) -> None:
        with self._core.store.unit(label, origin) as session:
            row = get(session, WorkFormRound, round_id)
            self._known(row, step)
            if mark in (LEFT_OUT, LATER) and self._clock(session, row).current == step:
                self.next(round_id)
            self._event(session, row, mark + step)

    def next_turn(self, round_id: bytes, *, origin: object = None) -> None:
        """Give the turn to the next; also when somebody passes, which is written down nowhere."""
        self._turn(round_id, 1, N_("Next turn"), origin)

    def previous_turn(self, round_id: bytes, *, origin: object = None) -> None:
        """Give the turn back to the one before, with a whole turn of time."""
        self._turn(round_id, -1, N_("Previous turn"), origin)

    def _turn(self, round_id: bytes, step: int, label: str, origin: object) -> None:
        with self._core.store.unit(label, origin) as session:
            turn = self.view(round_id).turn
            if turn is not None and turn.number + step >= 1:
                self._event(session, get(session, WorkFormRound, round_id), f"{TURN}{turn.number + step}")

    def _event(self, session: Session, row: WorkFormRound, kind: str) -> None:
        clocks.add_event(session, self._core, row.meeting_id, kind, row.item_id)
        session.flush()

    def observe(self, round_id: bytes, text: str, *, origin: object = None) -> None:
        """Keep what the group noticed in the team picture: at most three lines.

        Raises:
            InvalidValueError: there are more.
        """
        kept = [part for part in lines(text).split("\n") if part.strip()]
        if len(kept) > OBSERVATIONS:
            raise InvalidValueError(_("Three observations is the most. Choose what matters most."))
        with self._core.store.unit(N_("Note what the group notices"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            if row.conclusion != "\n".join(kept):
                row.conclusion = "\n".join(kept)

    def note_for_yourself(self, round_id: bytes, text: str, *, origin: object = None) -> bytes:
        """Keep a note of the mirror as a private card of the meeting, without a name, and return its id."""
        return self._card(round_id, "inzicht", text, private=True, origin=origin)

    def capture(self, round_id: bytes, kind: str, text: str, *, origin: object = None, **values: Any) -> bytes:
        """Capture an outcome of the round, with its case; see ``Outcomes.add`` for the values."""
        return self._card(round_id, kind, text, origin=origin, **values)

    def _card(self, round_id: bytes, kind: str, text: str, *, origin: object, **values: Any) -> bytes:
        with self._core.store.unit(N_("Add outcome"), origin) as session:
            row = get(session, WorkFormRound, round_id)
            return self._outcomes.add(row.meeting_id, kind, text, case_id=row.case_id, item_id=row.item_id, **values)

