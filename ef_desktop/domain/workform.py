"""The script of the work form 'Rollen en talenten': its steps for a group of a given size, and their clocks.

Steps and clocks go as in a case discussion (``domain.discussion``): events among those of the meeting, under kinds that
begin with ``step:`` (this step begins) and ``skip:`` (it is left out). Beside these: ``again:`` begins a step anew with its
whole time, ``later:`` leaves it for another moment, and ``turn:`` begins a turn within a step (a number from 1).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from ef_desktop.domain import discussion, timer
from ef_desktop.domain.discussion import (
    LEFT_OUT,
    STEP,
    DiscussionClock,
    StepPlan,
    StepTime,
)
from ef_desktop.domain.timer import TimerEvent

AGAIN, LATER, TURN = "again:", "later:", "turn:"
ENDED = discussion.DONE

#: The state of a step that was set aside, by the kind of event that says so.
_ASIDE = {LEFT_OUT: "skipped", LATER: "later"}

#: Whether the clock stands still from an event on.
_HALTS = {timer.PAUSE: True, timer.FINISH: True, timer.RESUME: False}

#: Parts of what is recorded: chosen oneself, wished to grow in, given by others; a role one would like to take.
OWN, GROWTH, GIVEN, PREFERRED, TAKEN = "own", "growth", "given", "preferred", "taken"
TALENT_PARTS = (OWN, GROWTH, GIVEN)

#: So many talents somebody chooses, and so many roles and talents a case is said to need.
CHOICES, NEEDED_ROLES, NEEDED_TALENTS = 3, 3, 5

#: Groups that the script is made for; a larger one is held with the same minutes.
SMALLEST, LARGEST = 2, 30

#: People who sit together as one group, as two groups; larger ones sit in groups of about four.
_ONE_GROUP, _TWO_GROUPS, _TOGETHER = 6, 9, 4


@dataclass(frozen=True)
class ScriptStep:
    """A step of the script.

    Attributes:
        minutes: its length per column of the script ('6', '12', '24').
        turn_seconds: length of one turn per column; empty where there are no turns.
        skippable: whether the script says that it may be left out; the facilitator may always.
    """

    id: str
    minutes: Mapping[str, int]
    turn_seconds: Mapping[str, int]
    skippable: bool


@dataclass(frozen=True)
class Turn:
    """The turn that goes on: number from 1, how many there are, and its time in seconds; ``remaining`` below 0 is too long.

    In groups everybody with this number has the turn at the same time.
    """

    number: int
    count: int
    seconds: int
    remaining: int


def column(people: int) -> str:
    """Return the column of the script for a group: '6' to nine people, '12' to sixteen, '24' above that."""
    return "6" if people <= _TWO_GROUPS else "12" if people <= 16 else "24"


def group_sizes(people: int) -> tuple[int, ...]:
    """Return the sizes of the groups in which turns are taken, the largest first.

    To six people one group, to nine two groups, above that groups of four, or three where it does not come out.
    """
    people = max(1, people)
    count = 1 if people <= _ONE_GROUP else 2 if people <= _TWO_GROUPS else -(-people // _TOGETHER)
    size, more = divmod(people, count)
    return (size + 1,) * more + (size,) * (count - more)


def turn_length(step: ScriptStep, people: int) -> int:
    """Return the seconds of one turn in a step, 0 where there are none. In groups the turns of groups of four are taken."""
    if not step.turn_seconds:
        return 0
    return step.turn_seconds["12" if _ONE_GROUP < people <= _TWO_GROUPS else column(people)]


def turns(step: ScriptStep, people: int) -> int:
    """Return how many turns a step has: as many as there are people in the largest group."""
    return group_sizes(people)[0] if step.turn_seconds else 0


def plan(steps: Sequence[ScriptStep], people: int, own: Mapping[str, int] | None = None) -> tuple[StepPlan, ...]:
    """Return the steps with their minutes for a group.

    Parameters:
        steps: the script.
        people: size of the group.
        own: minutes that the facilitator chose, per step.

    The minutes of a turn are leading: a step with turns takes as long as the turns of the largest group.
    """
    result = []
    for step in steps:
        taken = -(-turns(step, people) * turn_length(step, people) // 60)
        result.append(StepPlan(step.id, (own or {}).get(step.id) or taken or step.minutes[column(people)]))
    return tuple(result)


def compute(steps: Sequence[StepPlan], item: bytes | None, events: Sequence[TimerEvent], now: datetime) -> DiscussionClock:
    """Return the round at a moment; the state of a step may also be ``later``.

    Parameters:
        steps: the steps in order.
        item: id of the block in which the round is held; None for a round beside the agenda, which goes on under any block.
        events: everything that happened to the clocks of the meeting, in order.
        now: the present moment, with time zone.
    """
    known = [event for event in events if item is not None or event.kind not in (timer.GOTO, timer.START)]
    plain = [_plain(event) for event in known]
    clock = discussion.compute(steps, item, plain, now)
    times = {step.id: step for step in clock.steps}
    for place, event in enumerate(known):
        prefix, _colon, step = event.kind.partition(":")
        if event.item != item or step not in times:
            continue
        if prefix + ":" == AGAIN:
            before = discussion.compute(steps, item, plain[:place], event.at)
            earlier = next(other.spent_seconds for other in before.steps if other.id == step)
            # Of more than one time anew the last one counts: it knows all that was spent before.
            whole = next(other.spent_seconds for other in clock.steps if other.id == step)
            times[step] = replace(times[step], spent_seconds=whole - earlier)
        if prefix + ":" in _ASIDE and step != clock.current:
            # Also when it went on for a while: who leaves it out says that it was not held.
            times[step] = replace(times[step], state=_ASIDE[prefix + ":"])
        elif prefix + ":" in (STEP, AGAIN):
            times[step] = replace(times[step], state=_state(clock, step))
    result = tuple(times[step.id] for step in steps)
    remaining = result[clock.index].planned_seconds - result[clock.index].spent_seconds if clock.index >= 0 else 0
    return replace(clock, steps=result, remaining_seconds=remaining)


def compute_turn(
    step: str, count: int, seconds: int, item: bytes | None, events: Sequence[TimerEvent], now: datetime
) -> Turn | None:
    """Return the turn that goes on in a step; None where the step has no turns or the last one has ended.

    Parameters:
        step: id of the current step.
        count: number of turns.
        seconds: length of one.
        item, events, now: as in ``compute``.
    """
    if not count:
        return None
    numbers = [StepPlan(str(number), 1) for number in range(1, count + 1)]
    mapped: list[TimerEvent] = []
    halted = False
    for event in events:
        prefix, _colon, name = event.kind.partition(":")
        if item is None and event.kind in (timer.GOTO, timer.START):
            continue
        if event.kind in _HALTS:
            halted = _HALTS[event.kind]
        elif event.kind in (timer.GOTO, timer.START):
            halted = event.item != item
        if event.item == item and prefix + ":" in (STEP, AGAIN):
            halted = False
            # Every step that begins, also this one anew, begins with the first turn and no time spent.
            mapped = [replace(event, kind=STEP + "1")] if name == step else []
        elif event.item == item and prefix + ":" == TURN:
            # Every turn has its whole time, also one that is given back. In a pause it stands still, as its step does.
            pause = [replace(event, kind=timer.PAUSE)] if halted else []
            mapped = [replace(event, kind=STEP + name), *pause] if int(name) <= count else []
        elif prefix + ":" != LEFT_OUT:
            mapped.append(event)
    clock = discussion.compute(numbers, item, mapped, now)
    if clock.index < 0:
        return None
    return Turn(clock.index + 1, count, seconds, seconds - clock.steps[clock.index].spent_seconds)


def next_open(steps: Sequence[StepTime], index: int) -> str:
    """Return the id of the step after a place that is still to be held, or "" when there is none."""
    return next((step.id for step in steps[index + 1 :] if step.state not in ("skipped", "later")), "")


def _plain(event: TimerEvent) -> TimerEvent:
    """Return an event as a case discussion knows it."""
    if event.kind.startswith(AGAIN):
        return replace(event, kind=STEP + event.kind.removeprefix(AGAIN))
    return event


def _state(clock: DiscussionClock, step: str) -> str:
    return next(other.state for other in clock.steps if other.id == step)
