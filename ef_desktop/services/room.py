"""Running a meeting: the clock of the agenda and what the facilitator sees."""

from dataclasses import replace
from datetime import datetime, time

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import outcome_kinds
from ef_desktop.db.tables import Meeting, Outcome, TimerEvent
from ef_desktop.domain import timer
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.timer import PlanItem, TimerState
from ef_desktop.domain.timer import TimerEvent as ClockEvent
from ef_desktop.domain.views import AgendaItemView, RoomView
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.services import reading
from ef_desktop.services.cards import card_views
from ef_desktop.services.core import Core, get
from ef_desktop.services.meetings import Meetings

#: A difference of less than this many seconds counts as on schedule.
ON_SCHEDULE = 60


class Room:
    """The meeting while it runs. Every step is one undo step; undoing 'next' puts the clock back as it was."""

    def __init__(self, core: Core, meetings: Meetings) -> None:
        self._core = core
        self._meetings = meetings
        self._cached: dict[bytes, tuple[list[PlanItem], datetime, list[ClockEvent]]] = {}

    def forget(self, change: ChangeSet) -> None:
        """Drop what was remembered of the clock when the plan or the events changed."""
        if change.kinds & {"meeting", "agenda_item", "timer_event", "block"}:
            self._cached.clear()

    def timer(self, meeting_id: bytes) -> TimerState:
        """Return the clock at this moment. Cheap: plan and events are remembered until they change."""
        known = self._cached.get(meeting_id)
        if known is None:
            with self._core.store.read() as session:
                known = self._load(session, meeting_id)
            self._cached[meeting_id] = known
        plan, start, events = known
        return timer.compute(plan, start, events, self._core.clock.now())

    def _load(
        self, session: Session, meeting_id: bytes
    ) -> tuple[list[PlanItem], datetime, list[ClockEvent]]:
        meeting = get(session, Meeting, meeting_id)
        items, _minimums = reading.agenda(session, meeting_id, meeting.starts_at)
        rows = session.scalars(
            select(TimerEvent).where(TimerEvent.meeting_id == meeting_id).order_by(TimerEvent.at, TimerEvent.id)
        )
        events = [ClockEvent(reading.moment(row.at), row.kind, row.item_id, row.seconds) for row in rows]
        return [PlanItem(item.id, item.minutes, item.counts) for item in items], self._start(meeting, events), events

    def _start(self, meeting: Meeting, events: list[ClockEvent]) -> datetime:
        """Return the planned start; a meeting without one starts when it was started."""
        local = self._core.local_now()
        if meeting.starts_at is None or meeting.held_on is None:
            return events[0].at if events else local
        hours, minutes = divmod(meeting.starts_at, 60)
        # astimezone() of a naive local time takes the offset of that day, so summer time is right.
        return datetime.combine(meeting.held_on, time(hours % 24, minutes)).astimezone()

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
            following=items[state.index + 1] if state.index + 1 < len(items) and state.phase != timer.FINISHED else None,
            words=drift_words(state),
            kinds=tuple(kind for kind in outcome_kinds() if kind.id in plan.kinds),
            outcome_count=plan.row.outcome_count,
            last_card=cards[0] if cards else None,
        )

    # Steps

    def start(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Start the clock at the first block that counts.

        Raises:
            InvalidValueError: the agenda is empty.
        """
        state = self.timer(meeting_id)
        if state.phase != timer.WAITING:
            return
        plan, _start, _events = self._cached[meeting_id]
        first = next((item for item in plan if item.counts), plan[0] if plan else None)
        if first is None:
            raise InvalidValueError(_("The agenda is still empty. Add a block first, then start."))
        self._write(meeting_id, N_("Start meeting"), timer.START, first.id, origin=origin)

    def next(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Go to the next block; the last block stays."""
        self._step(meeting_id, 1, N_("Next block"), origin)

    def back(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Go back to the block before."""
        self._step(meeting_id, -1, N_("Previous block"), origin)

    def _step(self, meeting_id: bytes, by: int, label: str, origin: object) -> None:
        state = self.timer(meeting_id)
        target = state.index + by
        if state.index >= 0 and 0 <= target < len(state.items):
            self._write(meeting_id, label, timer.GOTO, state.items[target].id, origin=origin)

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

    def finish(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Close the meeting: the clock stops and it reads as finished in the overview."""
        with self._core.store.unit(N_("Close meeting"), origin) as session:
            meeting = get(session, Meeting, meeting_id)
            if meeting.closed_at is not None:
                return
            if self.timer(meeting_id).phase in (timer.RUNNING, timer.PAUSED):
                self._add(session, meeting_id, timer.FINISH, None, 0)
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
            get(session, Meeting, meeting_id)
            self._add(session, meeting_id, kind, item_id, seconds)

    def _add(self, session: Session, meeting_id: bytes, kind: str, item_id: bytes | None, seconds: int) -> None:
        last = session.scalars(
            select(TimerEvent.at).where(TimerEvent.meeting_id == meeting_id).order_by(TimerEvent.at.desc()).limit(1)
        ).first()
        # Events keep their order even when the clock of the laptop was put back in between.
        at = max(self._core.clock.milliseconds(), (last or 0) + 1)
        session.add(
            TimerEvent(
                id=self._core.new_id(), meeting_id=meeting_id, at=at, kind=kind, item_id=item_id, seconds=seconds
            )
        )


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
    if state.behind_seconds > 0:
        return ngettext("{count} minute behind schedule", "{count} minutes behind schedule", minutes).format(count=minutes)
    return ngettext("{count} minute ahead of schedule", "{count} minutes ahead of schedule", minutes).format(count=minutes)


def overtime_words(seconds: int) -> str:
    """Return how far a block runs over, in words."""
    minutes = seconds // 60
    if not minutes:
        return _("just over time")
    return ngettext("{count} minute over time", "{count} minutes over time", minutes).format(count=minutes)

