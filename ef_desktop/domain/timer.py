"""The agenda clock: a pure function of the plan, the events and the present moment.

Only events are kept (started, paused, resumed, one minute more, next, back, finished), never a counter; every window
that asks with the same moment gets the same numbers.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

START, PAUSE, RESUME, ADJUST, GOTO, FINISH = "start", "pause", "resume", "adjust", "goto", "finish"
EVENT_KINDS = (START, PAUSE, RESUME, ADJUST, GOTO, FINISH)

WAITING, RUNNING, PAUSED, FINISHED = "waiting", "running", "paused", "finished"


@dataclass(frozen=True)
class PlanItem:
    """One block of the plan.

    Attributes:
        id: id of the agenda item.
        minutes: planned length in minutes.
        counts: False for the walk-in, which lies before the start and has no part in the total.
    """

    id: bytes
    minutes: int
    counts: bool = True


@dataclass(frozen=True)
class TimerEvent:
    """One thing that happened to the clock.

    Attributes:
        at: the moment, with time zone.
        kind: one of EVENT_KINDS. ``start`` begins at ``item``; ``goto`` ends the current block and begins ``item``
            (next and back are both a goto); ``adjust`` gives the current block more or less time.
        item: id of the block that begins, for start and goto.
        seconds: signed length, for adjust.
    """

    at: datetime
    kind: str
    item: bytes | None = None
    seconds: int = 0


@dataclass(frozen=True)
class ItemTime:
    """What the clock knows of one block.

    Attributes:
        id: id of the agenda item.
        planned_start: start by the plan.
        planned_seconds: length by the plan.
        state: ``done``, ``current`` or ``todo``; a block that was passed over is ``skipped``.
        started_at: the moment it (last) began, or None.
        ended_at: the moment it (last) ended, or None.
        spent_seconds: time spent on it, pauses left out.
        expected_start: start as it looks now; the real one where it has begun.
        expected_seconds: length as it looks now.
    """

    id: bytes
    planned_start: datetime
    planned_seconds: int
    state: str
    started_at: datetime | None
    ended_at: datetime | None
    spent_seconds: int
    expected_start: datetime
    expected_seconds: int


@dataclass(frozen=True)
class TimerState:
    """The clock at one moment.

    Attributes:
        phase: waiting, running, paused or finished.
        current: id of the current block, or None.
        index: place of the current block in the plan, or -1.
        remaining_seconds: time left in the current block; negative when it runs over.
        total_seconds: length of the current block, with what was given or taken.
        elapsed_seconds: time spent on the current block.
        items: every block in the order of the plan.
        planned_end: end by the plan.
        expected_end: end as it looks now.
        behind_seconds: how much later than planned it will end; negative is ahead.
        started_at: the moment the meeting began, or None.
        finished_at: the moment it was closed, or None.
    """

    phase: str
    current: bytes | None
    index: int
    remaining_seconds: int
    total_seconds: int
    elapsed_seconds: int
    items: tuple[ItemTime, ...]
    planned_end: datetime
    expected_end: datetime
    behind_seconds: int
    started_at: datetime | None
    finished_at: datetime | None


class _Run:
    """The events told over, in order."""

    def __init__(self, plan: Sequence[PlanItem]):
        self.known = {item.id for item in plan}
        self.spent = {item.id: 0.0 for item in plan}
        self.extra = {item.id: 0 for item in plan}
        self.begun: dict[bytes, datetime] = {}
        self.ended: dict[bytes, datetime] = {}
        self.phase = WAITING
        self.current: bytes | None = None
        self.since: datetime | None = None
        self.started_at: datetime | None = None
        self.finished_at: datetime | None = None

    def count_until(self, at: datetime) -> None:
        if self.phase == RUNNING and self.current in self.spent and self.since is not None:
            # An event stamped before its predecessor (a clock put back) never takes time away.
            self.spent[self.current] += max(0.0, (at - self.since).total_seconds())
        self.since = at if self.since is None else max(at, self.since)

    def apply(self, event: TimerEvent) -> None:
        if self.phase == FINISHED:
            return
        self.count_until(event.at)
        if event.kind == START and self.phase == WAITING and event.item in self.known:
            self.started_at = event.at
            self._enter(event)
        elif event.kind == GOTO and self.phase in (RUNNING, PAUSED) and event.item in self.known:
            self._leave(event.at)
            self._enter(event)
        elif event.kind == PAUSE and self.phase == RUNNING:
            self.phase = PAUSED
        elif event.kind == RESUME and self.phase == PAUSED:
            self.phase = RUNNING
        elif event.kind == ADJUST and self.current in self.extra:
            self.extra[self.current] += event.seconds
        elif event.kind == FINISH and self.phase in (RUNNING, PAUSED):
            self._leave(event.at)
            self.current = None
            self.phase = FINISHED
            self.finished_at = event.at

    def _enter(self, event: TimerEvent) -> None:
        self.current = event.item
        self.phase = RUNNING
        self.begun[event.item] = event.at
        self.ended.pop(event.item, None)

    def _leave(self, at: datetime) -> None:
        if self.current is not None:
            self.ended[self.current] = at


def compute(plan: Sequence[PlanItem], start: datetime, events: Sequence[TimerEvent], now: datetime) -> TimerState:
    """Return the clock at a moment.

    Parameters:
        plan: the blocks in order.
        start: planned start of the first block that counts, with time zone.
        events: what happened, in the order of happening.
        now: the present moment, with time zone.
    """
    run = _Run(plan)
    for event in events:
        run.apply(event)
    if run.phase != FINISHED:
        run.count_until(max(now, run.since) if run.since else now)
    index = next((place for place, item in enumerate(plan) if item.id == run.current), -1)
    items = _items(plan, start, run, index, now)
    planned_end = start + timedelta(minutes=sum(item.minutes for item in plan if item.counts))
    if run.phase == FINISHED:
        expected_end = run.finished_at
    elif items:
        expected_end = items[-1].expected_start + timedelta(seconds=items[-1].expected_seconds)
        if index >= 0:
            current = items[index]
            left = max(0, current.expected_seconds - current.spent_seconds)
            expected_end = max(expected_end, now + timedelta(seconds=left)) if index == len(plan) - 1 else expected_end
    else:
        expected_end = max(now, start)
    if run.phase == WAITING:
        expected_end = planned_end + max(timedelta(0), now - start)
    current = items[index] if index >= 0 else None
    total = current.planned_seconds + run.extra[current.id] if current else 0
    elapsed = current.spent_seconds if current else 0
    return TimerState(
        phase=run.phase,
        current=run.current,
        index=index,
        remaining_seconds=total - elapsed,
        total_seconds=total,
        elapsed_seconds=elapsed,
        items=items,
        planned_end=planned_end,
        expected_end=expected_end,
        behind_seconds=round((expected_end - planned_end).total_seconds()),
        started_at=run.started_at,
        finished_at=run.finished_at,
    )


def _items(plan, start: datetime, run: _Run, index: int, now: datetime) -> tuple[ItemTime, ...]:
    result = []
    planned = start - timedelta(minutes=sum(item.minutes for item in plan if not item.counts))
    expected = planned
    if run.phase == WAITING:
        expected = planned + max(timedelta(0), now - start)
    for place, item in enumerate(plan):
        seconds = item.minutes * 60
        spent = int(run.spent[item.id])
        if place == index:
            state, expected = "current", run.begun[item.id]
            length = max(seconds + run.extra[item.id], spent)
            following = now + timedelta(seconds=length - spent)
        elif item.id in run.begun and (place < index or run.phase == FINISHED):
            state, expected, length = "done", run.begun[item.id], spent
            following = run.ended[item.id]
        elif run.phase == FINISHED or (run.phase != WAITING and place < index):
            state, length, following = "skipped", 0, expected
        else:
            state, length = "todo", seconds
            following = expected + timedelta(seconds=length)
        result.append(
            ItemTime(
                id=item.id,
                planned_start=planned,
                planned_seconds=seconds,
                state=state,
                started_at=run.begun.get(item.id),
                ended_at=run.ended.get(item.id),
                spent_seconds=spent,
                expected_start=expected,
                expected_seconds=length,
            )
        )
        planned += timedelta(seconds=seconds)
        expected = following
    return tuple(result)
