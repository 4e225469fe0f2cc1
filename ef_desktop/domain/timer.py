"""The agenda clock: a pure function of the plan, the events and the present moment.

Only events are kept (started, paused, resumed, one minute more, next, back, finished), never a counter; every window
that asks with the same moment gets the same numbers.

What ran is remembered as stretches of time, each with its block. Moving the beginning of a block ('it began three minutes
ago') gives the stretches in between to the other block, so that pauses stay pauses and no time is made or lost.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

START, PAUSE, RESUME, ADJUST, GOTO, FINISH = "start", "pause", "resume", "adjust", "goto", "finish"
BEGAN, SKIP, UNSKIP = "began", "skip", "unskip"
EVENT_KINDS = (START, PAUSE, RESUME, ADJUST, GOTO, FINISH, BEGAN, SKIP, UNSKIP)

WAITING, RUNNING, PAUSED, FINISHED = "waiting", "running", "paused", "finished"


@dataclass(frozen=True)
class PlanItem:
    """One block of the plan.

    Attributes:
        id: id of the agenda item.
        minutes: planned length in minutes.
        counts: False for the walk-in, which lies before the start and has no part in the total.
        fixed: the agreed moment of its beginning, or None; it is not expected earlier.
        ends: the agreed moment at which it must be over, or None; the clock itself does not end it.
    """

    id: bytes
    minutes: int
    counts: bool = True
    fixed: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True)
class TimerEvent:
    """One thing that happened to the clock.

    Attributes:
        at: the moment, with time zone.
        kind: one of EVENT_KINDS. ``start`` begins at ``item``; ``goto`` ends the current block and begins ``item``
            (next and back are both a goto); ``adjust`` gives the current block, or ``item``, more or less time;
            ``began`` says that the current block began ``seconds`` before ``at``; ``skip`` says that ``item`` will not be
            held and ``unskip`` that it will after all; beginning it does so too.
        item: id of the block that begins, is skipped or is adjusted.
        seconds: signed length, for adjust; how long ago, for began.
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
        held_from: the moment from which it was held: where it first ran for a minute or more, so not what was pressed by mistake.
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
    held_from: datetime | None
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


_A_MINUTE = timedelta(minutes=1)


@dataclass
class _Stretch:
    """Time that ran on one block."""

    item: bytes
    begin: datetime
    end: datetime


class _Run:
    """The events told over, in order."""

    def __init__(self, plan: Sequence[PlanItem]):
        self.known = {item.id for item in plan}
        self.stretches: list[_Stretch] = []
        self.extra = {item.id: 0 for item in plan}
        self.skipped: set[bytes] = set()
        self.begun: dict[bytes, datetime] = {}
        self.ended: dict[bytes, datetime] = {}
        self.phase = WAITING
        self.current: bytes | None = None
        self.before: tuple[bytes, datetime] | None = None
        self.since: datetime | None = None
        self.started_at: datetime | None = None
        self.finished_at: datetime | None = None

    def spent(self) -> dict[bytes, float]:
        """Return the seconds that ran on each block."""
        spent = dict.fromkeys(self.known, 0.0)
        for stretch in self.stretches:
            if stretch.item in spent:
                spent[stretch.item] += (stretch.end - stretch.begin).total_seconds()
        return spent

    def held(self) -> dict[bytes, datetime]:
        """Return from when each block was held."""
        found: dict[bytes, datetime] = {}
        for stretch in self.stretches:
            if stretch.end - stretch.begin >= _A_MINUTE:
                found.setdefault(stretch.item, stretch.begin)
        return found

    def count_until(self, at: datetime) -> None:
        # An event stamped before its predecessor (a clock put back) never takes time away.
        if self.phase == RUNNING and self.current is not None and self.since is not None and at > self.since:
            self.stretches.append(_Stretch(self.current, self.since, at))
        self.since = at if self.since is None else max(at, self.since)

    def apply(self, event: TimerEvent) -> None:
        if self.phase == FINISHED or event.kind not in EVENT_KINDS:
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
        elif event.kind == ADJUST and (event.item or self.current) in self.extra:
            self.extra[event.item or self.current] += event.seconds
        elif event.kind == BEGAN and self.current is not None:
            self._begin_at(self.since - timedelta(seconds=max(0, event.seconds)))
        elif event.kind == SKIP and event.item in self.known:
            self.skipped.add(event.item)
        elif event.kind == UNSKIP:
            self.skipped.discard(event.item)
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
        self.skipped.discard(event.item)

    def _leave(self, at: datetime) -> None:
        if self.current is not None:
            self.before = (self.current, self.begun[self.current])
            self.ended[self.current] = at

    def _begin_at(self, begin: datetime) -> None:
        """Move the beginning of the current block; the block before keeps its own beginning."""
        former = self.begun[self.current]
        if self.before is None:
            self._move_first(former, begin)
        else:
            begin = max(begin, self.before[1])
            low, high = min(former, begin), max(former, begin)
            self._give(low, high, self.current if begin < former else self.before[0])
            if self.before[0] != self.current:
                self.ended[self.before[0]] = begin
        self.begun[self.current] = begin

    def _move_first(self, former: datetime, begin: datetime) -> None:
        """Before the first block there is nothing to take the time from or to give it to."""
        if begin < former:
            self.stretches.insert(0, _Stretch(self.current, begin, former))
        else:
            self._give(former, begin, None)
        self.started_at = begin

    def _give(self, begin: datetime, end: datetime, item: bytes | None) -> None:
        """Give what ran between two moments to a block, or to none."""
        result = []
        for stretch in self.stretches:
            first, last = max(stretch.begin, begin), min(stretch.end, end)
            if first >= last:
                result.append(stretch)
                continue
            parts = ((stretch.item, stretch.begin, first), (item, first, last), (stretch.item, last, stretch.end))
            result += [_Stretch(*part) for part in parts if part[0] is not None and part[1] < part[2]]
        self.stretches = result


def phase_after(plan: Sequence[PlanItem], events: Sequence[TimerEvent]) -> str:
    """Return the phase of the clock after what happened; it does not change by itself.

    Parameters:
        plan: the blocks in order.
        events: what happened, in the order of happening.
    """
    run = _Run(plan)
    for event in events:
        run.apply(event)
    return run.phase


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
    planned_end = items[-1].planned_start + timedelta(seconds=items[-1].planned_seconds) if items else start
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
    spent_on, held = run.spent(), run.held()
    planned = start - timedelta(minutes=sum(item.minutes for item in plan if not item.counts))
    expected = planned
    if run.phase == WAITING:
        expected = planned + max(timedelta(0), now - start)
    for place, item in enumerate(plan):
        seconds = item.minutes * 60
        spent = int(spent_on[item.id])
        if item.fixed is not None and item.counts:
            planned = max(start, item.fixed)
            if item.id not in run.skipped:
                expected = max(expected, item.fixed)
        if place == index:
            state, expected = "current", run.begun[item.id]
            length = max(seconds + run.extra[item.id], spent)
            following = now + timedelta(seconds=length - spent)
        elif item.id in run.begun and (place < index or run.phase == FINISHED):
            state, expected, length = "done", run.begun[item.id], spent
            following = run.ended[item.id]
        elif run.phase == FINISHED or (run.phase != WAITING and place < index) or item.id in run.skipped:
            state, length, following = "skipped", 0, expected
        else:
            state, length = "todo", max(0, seconds + run.extra[item.id])
            following = expected + timedelta(seconds=length)
        result.append(
            ItemTime(
                id=item.id,
                planned_start=planned,
                planned_seconds=seconds,
                state=state,
                started_at=run.begun.get(item.id),
                held_from=held.get(item.id, run.begun.get(item.id)),
                ended_at=run.ended.get(item.id),
                spent_seconds=spent,
                expected_start=expected,
                expected_seconds=length,
            )
        )
        planned += timedelta(seconds=seconds)
        expected = following
    return tuple(result)
