"""Running a meeting: the clock of the agenda and what the facilitator sees."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select

from ef_desktop.content import outcome_kinds
from ef_desktop.db.tables import Meeting, Outcome, TimerEvent
from ef_desktop.domain import timer
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.roomviews import ProposalView
from ef_desktop.domain.timer import TimerEvent as ClockEvent
from ef_desktop.domain.timer import TimerState
from ef_desktop.domain.views import AgendaItemView, RoomView
from ef_desktop.i18n import N_, _, format_length, ngettext
from ef_desktop.services import clocks, reading, replanning
from ef_desktop.services.cards import card_views
from ef_desktop.services.core import Core, get
from ef_desktop.services.discussion import Discussion
from ef_desktop.services.meetings import Meetings

#: A difference of less than this many seconds counts as on schedule.
ON_SCHEDULE = 60

#: A block can be said to have begun at most so many minutes ago.
LONGEST_AGO = 12 * 60


class Room:
    """The meeting while it runs. Every step is one undo step; undoing 'next' puts the clock back as it was.

    Attributes:
        discussion: the case discussion within a block.
    """

    def __init__(self, core: Core, meetings: Meetings) -> None:
        self._core = core
        self._meetings = meetings
        self.discussion = Discussion(core)
        self._cached: dict[bytes, clocks.Clock] = {}
        self._phases: dict[bytes, str] = {}
        self._drift: dict[bytes, bool] = {}

    def forget(self, change: ChangeSet) -> None:
        """Drop what was remembered of the clock when the plan or the events changed."""
        if change.kinds & {"meeting", "agenda_item", "timer_event", "block", "setting"}:
            self._cached.clear()
            self._phases.clear()
            self._drift.clear()

    def timer(self, meeting_id: bytes) -> TimerState:
        """Return the clock at this moment. Cheap: plan and events are remembered until they change."""
        plan, start, events = self._clock(meeting_id)
        return timer.compute(plan, start, events, self._core.clock.now())

    def phase(self, meeting_id: bytes) -> str:
        """Return the phase of the clock: waiting, running, paused or finished. Many ask it after every change: it is remembered."""
        known = self._phases.get(meeting_id)
        if known is None:
            plan, _start, events = self._clock(meeting_id)
            known = self._phases[meeting_id] = timer.phase_after(plan, events)
        return known

    def _clock(self, meeting_id: bytes) -> clocks.Clock:
        known = self._cached.get(meeting_id)
        if known is None:
            with self._core.store.read() as session:
                known = clocks.load(session, get(session, Meeting, meeting_id), self._core.local_now())
            self._cached[meeting_id] = known
        return known

    def view(self, meeting_id: bytes) -> RoomView:
        """Return everything that the facilitator sees while the meeting runs."""
        plan = self._meetings.plan(meeting_id)
        state = self.timer(meeting_id)
        spent = {item.id: item for item in state.items}
        items = tuple(_with_real(item, spent.get(item.id)) for item in plan.items)
        with self._core.store.read() as session:
            last = session.scalars(
                select(Outcome)
                .where(Outcome.meeting_id == meeting_id)
                .order_by(Outcome.captured_at.desc(), Outcome.id.desc())
                .limit(1)
            ).all()
            cards = card_views(session, last)
        return RoomView(
            plan=plan,
            timer=state,
            items=items,
            current=items[state.index] if state.index >= 0 else None,
            following=self._next_view(items, state),
            words=drift_words(state),
            kinds=tuple(kind for kind in outcome_kinds() if kind.id in plan.kinds),
            outcome_count=plan.row.outcome_count,
            last_card=cards[0] if cards else None,
        )

    def _next_view(self, items: tuple[AgendaItemView, ...], state: TimerState) -> AgendaItemView | None:
        if state.phase == timer.WAITING:
            return next((item for item, known in zip(items, state.items, strict=True) if known.state != "skipped"), None)
        target = self._following(state)
        return next((item for item in items if item.id == target), None)

    # Steps

    def start(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Start the clock at the first block that counts. A meeting without a date gets this day, in the same step.

        Raises:
            InvalidValueError: the agenda is empty.
        """
        state = self.timer(meeting_id)
        if state.phase != timer.WAITING:
            return
        self._write(meeting_id, N_("Start meeting"), timer.START, self._first(meeting_id), origin=origin)

    def _first(self, meeting_id: bytes) -> bytes:
        plan, _start, _events = self._clock(meeting_id)
        skipped = {item.id for item in self.timer(meeting_id).items if item.state == "skipped"}
        held = [item for item in plan if item.id not in skipped] or plan
        first = next((item for item in held if item.counts), held[0] if held else None)
        if first is None:
            raise InvalidValueError(_("The agenda is still empty. Add a block first, then start."))
        return first.id

    def next(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Go to the next block that is not skipped; the last block stays."""
        target = self._following(self.timer(meeting_id))
        if target is not None:
            self._write(meeting_id, N_("Next block"), timer.GOTO, target, origin=origin)

    def _following(self, state: TimerState) -> bytes | None:
        """Return the block that comes next, or None where there is none."""
        if state.index < 0:
            return None
        return next((item.id for item in state.items[state.index + 1 :] if item.state != "skipped"), None)

    def back(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Go back to the block before."""
        state = self.timer(meeting_id)
        if state.index > 0:
            self._write(meeting_id, N_("Previous block"), timer.GOTO, state.items[state.index - 1].id, origin=origin)

    def go_to(self, meeting_id: bytes, item_id: bytes, *, origin: object = None) -> None:
        """Go to any block of the agenda; starts the clock there when it was not running yet."""
        state = self.timer(meeting_id)
        if state.phase == timer.FINISHED or item_id == state.current:
            return
        kind = timer.START if state.phase == timer.WAITING else timer.GOTO
        self._write(meeting_id, N_("Go to block"), kind, item_id, origin=origin)

    def pause(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Stop the clock for a while."""
        if self.timer(meeting_id).phase == timer.RUNNING:
            self._write(meeting_id, N_("Pause"), timer.PAUSE, origin=origin)

    def resume(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Let the clock go on."""
        if self.timer(meeting_id).phase == timer.PAUSED:
            self._write(meeting_id, N_("Resume"), timer.RESUME, origin=origin)

    def adjust(self, meeting_id: bytes, minutes: int, *, origin: object = None) -> None:
        """Give the current block more minutes, or less when negative. Works in overtime too."""
        if minutes and self.timer(meeting_id).index >= 0:
            label = N_("Give time") if minutes > 0 else N_("Take time")
            self._write(meeting_id, label, timer.ADJUST, seconds=minutes * 60, origin=origin)

    def started_ago(self, meeting_id: bytes, minutes: int, *, origin: object = None) -> None:
        """Say that the current block began so many minutes ago: the time in between is that of this block, or of the
        one before. A meeting that was not started yet is started, so long ago.

        Parameters:
            minutes: 0 to 720.

        Raises:
            InvalidValueError: out of bounds, longer ago than the block before began, or an empty agenda.
        """
        if not 0 <= minutes <= LONGEST_AGO:
            raise InvalidValueError(_("Choose between 0 and 720 minutes."))
        state = self.timer(meeting_id)
        if state.phase == timer.FINISHED:
            return
        with self._core.store.unit(N_("Move the beginning of the block"), origin) as session:
            meeting = get(session, Meeting, meeting_id)
            if state.phase == timer.WAITING:
                clocks.give_day(session, meeting, self._core.local_now() - timedelta(minutes=minutes))
                clocks.add_event(session, self._core, meeting_id, timer.START, self._first(meeting_id))
            else:
                self._check_ago(meeting_id, minutes)
            clocks.add_event(session, self._core, meeting_id, timer.BEGAN, None, minutes * 60)

    def _check_ago(self, meeting_id: bytes, minutes: int) -> None:
        """The clock itself stops at the beginning of the block before; a silent stop would surprise."""
        plan, start, events = self._clock(meeting_id)
        now = max(self._core.clock.now(), events[-1].at)
        tried = ClockEvent(now, timer.BEGAN, seconds=minutes * 60)
        state = timer.compute(plan, start, [*events, tried], now)
        begun = state.items[state.index].started_at
        if (now - begun).total_seconds() < minutes * 60 - 1:
            most = int((now - begun).total_seconds() // 60)
            raise InvalidValueError(
                ngettext(
                    "The block before began {count} minute ago. Choose at most that, or go back first.",
                    "The block before began {count} minutes ago. Choose at most that, or go back first.",
                    most,
                ).format(count=most)
            )

    def skip(self, meeting_id: bytes, item_id: bytes, *, origin: object = None) -> None:
        """Say that a block that is still to come will not be held. It stays in the rundown."""
        if self._state_of(meeting_id, item_id) == "todo":
            self._write(meeting_id, N_("Skip block"), timer.SKIP, item_id, origin=origin)

    def unskip(self, meeting_id: bytes, item_id: bytes, *, origin: object = None) -> None:
        """Hold a block after all; going to it does so too."""
        if self._state_of(meeting_id, item_id) == "skipped":
            self._write(meeting_id, N_("Hold block after all"), timer.UNSKIP, item_id, origin=origin)

    def _state_of(self, meeting_id: bytes, item_id: bytes) -> str:
        return next((item.state for item in self.timer(meeting_id).items if item.id == item_id), "")

    def insert(self, meeting_id: bytes, title: str, minutes: int, *, origin: object = None) -> bytes:
        """Put a block of one's own right after the current one, while the meeting runs, and return its id."""
        return self._meetings.add_text_item(meeting_id, title, minutes, self.timer(meeting_id).index + 1, origin=origin)

    # What to do about an overrun

    def proposal(self, meeting_id: bytes) -> ProposalView | None:
        """Return one way out of an overrun, in words, or None when there is none of two minutes or more."""
        return replanning.view(self._core, meeting_id, self._clock(meeting_id))

    def accept(self, meeting_id: bytes, proposal: ProposalView, *, origin: object = None) -> None:
        """Do what a proposal says, in one undo step.

        Raises:
            InvalidValueError: something happened to the clock since it was made.
        """
        _plan, _start, events = self._clock(meeting_id)
        if len(events) != proposal.events:
            raise InvalidValueError(_("The clock has moved on since this proposal. Look at the new one."))
        with self._core.store.unit(N_("Win back time"), origin) as session:
            meeting = get(session, Meeting, meeting_id)
            for item_id, minutes in proposal.proposal.shorten:
                clocks.add_event(session, self._core, meeting_id, timer.ADJUST, item_id, -minutes * 60)
            for item_id in proposal.proposal.skip:
                clocks.add_event(session, self._core, meeting_id, timer.SKIP, item_id)
            if proposal.proposal.move_end and proposal.new_end is not None:
                meeting.ends_at = proposal.new_end

    def drift_shown(self, meeting_id: bytes) -> bool:
        """Tell whether the room sees how the meeting stands against its plan; it does not unless the facilitator says so."""
        known = self._drift.get(meeting_id)
        if known is None:
            with self._core.store.read() as session:
                known = self._drift[meeting_id] = clocks.drift_shown(session, meeting_id)
        return known

    def show_drift(self, meeting_id: bytes, shown: bool, *, origin: object = None) -> None:
        """Let the room see on the agenda how the meeting stands against its plan, or no longer."""
        with self._core.store.unit(N_("Plan against real on the wall"), origin) as session:
            get(session, Meeting, meeting_id)
            clocks.show_drift(session, meeting_id, shown)

    def finish(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Close the meeting: the clock stops and it reads as finished in the overview."""
        with self._core.store.unit(N_("Close meeting"), origin) as session:
            meeting = get(session, Meeting, meeting_id)
            if meeting.closed_at is not None:
                return
            if self.timer(meeting_id).phase in (timer.RUNNING, timer.PAUSED):
                clocks.add_event(session, self._core, meeting_id, timer.FINISH)
            if meeting.held_on is None:
                # Held without the clock, or begun with an older version of the program.
                events = clocks.events_of(session, meeting_id)
                meeting.held_on = reading.moment(events[0].at).astimezone().date() if events else self._core.local_now().date()
            meeting.closed_at = self._core.clock.milliseconds()

    def reopen(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Open a closed meeting again; the clock goes on from where it was closed."""
        with self._core.store.unit(N_("Reopen meeting"), origin) as session:
            meeting = get(session, Meeting, meeting_id)
            meeting.closed_at = None
            for event in session.scalars(
                select(TimerEvent).where(TimerEvent.meeting_id == meeting_id, TimerEvent.kind == timer.FINISH)
            ):
                # The time between closing and reopening was not spent on the block: closing becomes a pause.
                event.kind = timer.PAUSE

    def _write(
        self,
        meeting_id: bytes,
        label: str,
        kind: str,
        item_id: bytes | None = None,
        *,
        seconds: int = 0,
        origin: object,
    ) -> None:
        with self._core.store.unit(label, origin) as session:
            meeting = get(session, Meeting, meeting_id)
            if kind == timer.START:
                clocks.give_day(session, meeting, self._core.local_now())
            clocks.add_event(session, self._core, meeting_id, kind, item_id, seconds)


def _with_real(item: AgendaItemView, known: timer.ItemTime | None) -> AgendaItemView:
    if known is None or known.started_at is None:
        return item
    return replace(item, real_seconds=known.spent_seconds)


def drift_words(state: TimerState) -> str:
    """Return how the meeting stands against the plan, in words instead of signs."""
    if state.phase == timer.WAITING:
        return _("not begun yet")
    if state.phase == timer.FINISHED:
        return _("finished")
    minutes = round(abs(state.behind_seconds) / 60)
    if abs(state.behind_seconds) < ON_SCHEDULE or not minutes:
        return _("on schedule")
    if minutes >= 90:
        words = _("{time} behind plan") if state.behind_seconds > 0 else _("{time} ahead of plan")
        return words.format(time=format_length(minutes))
    if state.behind_seconds > 0:
        return ngettext("{count} minute behind schedule", "{count} minutes behind schedule", minutes).format(count=minutes)
    return ngettext("{count} minute ahead of schedule", "{count} minutes ahead of schedule", minutes).format(count=minutes)


def overtime_words(seconds: int) -> str:
    """Return how far a block runs over, in words."""
    minutes = seconds // 60
    if not minutes:
        return _("just over time")
    return ngettext("{count} minute over time", "{count} minutes over time", minutes).format(count=minutes)

