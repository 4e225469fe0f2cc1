"""A case discussion in steps, with a clock of its own: a pure function of the steps, the events and the present moment.

The events stand among those of the meeting's clock, under kinds that begin with ``step:`` (this step begins) and ``skip:``
(this step is left out), and ``steps_done`` for the end. Pause, resume and going to another block hold for the steps too:
the clock of a step stands still whenever its block is not running.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from ef_desktop.domain import timer
from ef_desktop.domain.frames import Frame
from ef_desktop.domain.timer import TimerEvent

#: Key of the block of the library that is led in steps.
CASE_BLOCK = "casus"

STEP, LEFT_OUT, DONE = "step:", "skip:", "steps_done"

#: What a variant changes in the steps: those it leaves out, and those with a length of their own in a block of 45 minutes.
#: The words of the change are in ``case_discussion.json``.
LEAVES_OUT: Mapping[str, frozenset[str]] = {"open_tafel": frozenset({"meedenken"})}
OWN_LENGTHS: Mapping[str, Mapping[str, int]] = {"achter_de_rug": {"meedenken": 12, "feiten": 3}}


@dataclass(frozen=True)
class StepPlan:
    """A step with its length in minutes."""

    id: str
    minutes: int


@dataclass(frozen=True)
class StepTime:
    """What the clock knows of a step: state is todo, current, done or skipped; lengths in seconds."""

    id: str
    state: str
    planned_seconds: int
    spent_seconds: int


@dataclass(frozen=True)
class DiscussionClock:
    """The discussion at one moment.

    Attributes:
        phase: waiting, running, paused or finished.
        current: id of the current step, or "".
        index: its place, or -1.
        remaining_seconds: time left in the step; negative when it runs over.
        steps: every step in order.
    """

    phase: str
    current: str
    index: int
    remaining_seconds: int
    steps: tuple[StepTime, ...]


@dataclass(frozen=True)
class StepView:
    """A step as the facilitator reads it.

    Attributes:
        phase: name of the phase of experiential learning.
        speaks: who speaks.
        guard: what the facilitator guards.
        note: what was noted; never on the wall.
    """

    id: str
    title: str
    phase: str
    minutes: int
    speaks: str
    prompts: tuple[str, ...]
    guard: str
    note: str
    state: str
    spent_seconds: int


@dataclass(frozen=True)
class VariantView:
    """A way to hold the discussion: "" is the usual one."""

    id: str
    name: str
    use: str
    change: str


@dataclass(frozen=True)
class DiscussionView:
    """The case discussion of one block.

    Attributes:
        advice: how to divide a group of this size.
        stuck: what to say when the conversation sticks.
    """

    item_id: bytes
    case_id: bytes | None
    case_title: str
    variant: VariantView
    steps: tuple[StepView, ...]
    clock: DiscussionClock
    advice: str
    stuck: tuple[str, ...]


@dataclass(frozen=True)
class DiscussionFrame(Frame):
    """A step of the discussion on the wall: its title, who speaks and the prompts. No notes, and no name of a case whose
    initiator does not know that it is discussed.

    Attributes:
        case_title: title of the case, or "".
        number, count: place of the step among those that are held.
        remaining_seconds: time left, never negative for the room; None when nothing runs.
        fraction: part of the step that is left, 0 to 1.
        note: words instead of the number once the time is up, or "".
    """

    case_title: str
    title: str
    phase: str
    speaks: str
    prompts: tuple[str, ...]
    number: int
    count: int
    remaining_seconds: int | None
    fraction: float
    note: str
    paused: bool


def plan_steps(table: Sequence[tuple[str, Mapping[str, int]]], variant: str, minutes: int) -> tuple[StepPlan, ...]:
    """Return the steps of a variant with lengths that fill a block.

    Parameters:
        table: id of each step, with its minutes in blocks of given lengths ('45', '50', '60').
        variant: id of a variant, or "" for the usual way.
        minutes: length of the block.

    The longest given block that fits is taken and scaled. A step takes at least one minute, also where the block is
    shorter than its number of steps.
    """
    lengths = sorted(int(key) for key in table[0][1])
    base = str(max([length for length in lengths if length <= minutes], default=lengths[0]))
    own = OWN_LENGTHS.get(variant, {})
    kept = [
        (step, own.get(step, given[base]))
        for step, given in table
        if step not in LEAVES_OUT.get(variant, frozenset())
    ]
    total = sum(length for _step, length in kept)
    spare = max(0, minutes - len(kept))
    if total == minutes:
        return tuple(StepPlan(step, length) for step, length in kept)
    result = []
    passed = divided = 0
    for step, length in kept:
        # Each has one minute; what the block has above that is divided in rounded totals, so that the lengths add up.
        passed += length
        share = passed * spare // total
        result.append(StepPlan(step, 1 + share - divided))
        divided = share
    return tuple(result)


def compute(steps: Sequence[StepPlan], item: bytes, events: Sequence[TimerEvent], now: datetime) -> DiscussionClock:
    """Return the discussion of a block at a moment.

    Parameters:
        steps: the steps in order.
        item: id of the block.
        events: everything that happened to the clocks of the meeting, in order.
        now: the present moment, with time zone.
    """
    known = {step.id for step in steps}
    spent = dict.fromkeys(known, 0.0)
    begun: set[str] = set()
    skipped: set[str] = set()
    current, running, finished, since = "", True, False, None

    def count_until(at: datetime) -> datetime:
        if since is not None and current and running and not finished:
            # A clock that was put back takes no time away.
            spent[current] += max(0.0, (at - since).total_seconds())
        return at if since is None else max(at, since)

    for event in events:
        since = count_until(event.at)
        name = event.kind.partition(":")[2]
        if event.kind.startswith(STEP) and event.item == item and name in known:
            current, finished, running = name, False, True
            begun.add(name)
            skipped.discard(name)
        elif event.kind.startswith(LEFT_OUT) and event.item == item and name in known:
            skipped.add(name)
        elif event.kind == DONE and event.item == item and current:
            current, finished = "", True
        elif event.kind in (timer.PAUSE, timer.FINISH):
            running = False
        elif event.kind == timer.RESUME:
            running = True
        elif event.kind in (timer.GOTO, timer.START):
            running = event.item == item
    since = count_until(now if since is None else max(now, since))
    index = next((place for place, step in enumerate(steps) if step.id == current), -1)
    times = []
    for place, step in enumerate(steps):
        # Also when it went on for a while: who leaves it out says that it was not held.
        state = "current" if place == index else "skipped" if step.id in skipped else "done" if step.id in begun else "todo"
        times.append(StepTime(step.id, state, step.minutes * 60, int(spent[step.id])))
    phase = timer.FINISHED if finished else timer.WAITING if not current else timer.RUNNING if running else timer.PAUSED
    remaining = times[index].planned_seconds - times[index].spent_seconds if index >= 0 else 0
    return DiscussionClock(phase, current, index, remaining, tuple(times))
