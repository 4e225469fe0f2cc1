"""The clock set right afterwards: beginnings moved, blocks skipped, agreed beginnings."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.domain import planning
from ef_desktop.domain.planning import PlannedBlock
from ef_desktop.domain.timer import (
    ADJUST,
    BEGAN,
    GOTO,
    PAUSE,
    PAUSED,
    RESUME,
    RUNNING,
    SKIP,
    START,
    UNSKIP,
    WAITING,
    PlanItem,
    TimerEvent,
    compute,
)

START_AT = datetime(2026, 3, 12, 12, 30, tzinfo=UTC)
A, B, C = b"a", b"b", b"c"
PLAN = [PlanItem(A, 10), PlanItem(B, 20), PlanItem(C, 15)]


def at(minutes: float) -> datetime:
    return START_AT + timedelta(minutes=minutes)


def began(moment: float, minutes: float) -> TimerEvent:
    return TimerEvent(at(moment), BEGAN, seconds=round(minutes * 60))


def spent(state) -> list[float]:
    return [item.spent_seconds / 60 for item in state.items]


def test_the_block_before_gives_the_time():
    state = compute(PLAN, START_AT, [TimerEvent(at(0), START, A), TimerEvent(at(12), GOTO, B), began(12, 3)], at(13))
    assert spent(state) == [9, 4, 0]
    assert (state.items[0].ended_at, state.items[1].started_at, state.remaining_seconds) == (at(9), at(9), 16 * 60)


def test_the_block_before_gets_the_time_back():
    state = compute(PLAN, START_AT, [TimerEvent(at(0), START, A), TimerEvent(at(8), GOTO, B), began(14, 2)], at(15))
    assert spent(state) == [12, 3, 0]


def test_never_before_the_beginning_of_the_block_before():
    events = [TimerEvent(at(0), START, A), TimerEvent(at(5), GOTO, B), TimerEvent(at(8), GOTO, C), began(9, 30)]
    assert spent(compute(PLAN, START_AT, events, at(9))) == [5, 0, 4]


@pytest.mark.parametrize(("ago", "expected"), [(6, 7), (1, 2)])
def test_the_first_block_only_moves_its_own_beginning(ago, expected):
    state = compute(PLAN, START_AT, [TimerEvent(at(2), START, A), began(5, ago)], at(6))
    assert (state.elapsed_seconds, state.started_at) == (expected * 60, at(5 - ago))


def test_a_pause_in_between_stays_a_pause():
    events = [TimerEvent(at(0), START, A), TimerEvent(at(4), PAUSE), TimerEvent(at(6), RESUME), TimerEvent(at(10), GOTO, B)]
    state = compute(PLAN, START_AT, [*events, began(10, 5)], at(10))
    assert spent(state) == [4, 4, 0]


def test_past_midnight_and_after_sleep():
    late = datetime(2026, 3, 12, 22, 55, tzinfo=UTC)
    events = [TimerEvent(late, START, A), TimerEvent(late + timedelta(minutes=70), GOTO, B)]
    events.append(TimerEvent(late + timedelta(minutes=71), BEGAN, seconds=60 * 60))
    state = compute(PLAN, late, events, late + timedelta(minutes=72))
    assert spent(state) == [11, 61, 0]


def test_a_block_told_to_be_skipped_takes_no_time_until_it_begins_after_all():
    events = [TimerEvent(at(0), START, A), TimerEvent(at(1), SKIP, B)]
    state = compute(PLAN, START_AT, events, at(2))
    assert ([item.state for item in state.items], state.behind_seconds) == (["current", "skipped", "todo"], -20 * 60)
    assert compute(PLAN, START_AT, [*events, TimerEvent(at(3), UNSKIP, B)], at(3)).behind_seconds == 0
    assert compute(PLAN, START_AT, [*events, TimerEvent(at(10), GOTO, B)], at(10)).items[1].state == "current"


def test_time_given_to_a_block_that_comes_later():
    events = [TimerEvent(at(0), START, A), TimerEvent(at(1), ADJUST, C, -300)]
    state = compute(PLAN, START_AT, events, at(2))
    assert (state.items[2].expected_seconds, state.behind_seconds, state.total_seconds) == (600, -300, 600)


def test_an_agreed_beginning_is_waited_for_and_not_passed():
    plan = [PlanItem(A, 10), PlanItem(B, 20, fixed=at(30)), PlanItem(C, 15)]
    before = compute(plan, START_AT, [], at(-5))
    assert ([item.planned_start for item in before.items], before.planned_end) == ([at(0), at(30), at(50)], at(65))
    late = compute(plan, START_AT, [TimerEvent(at(15), START, A)], at(15))
    assert (late.items[1].expected_start, late.behind_seconds) == (at(30), 0)
    too_late = compute(plan, START_AT, [TimerEvent(at(25), START, A)], at(25))
    assert (too_late.items[1].expected_start, too_late.behind_seconds) == (at(35), 300)


def test_agreed_beginnings_in_the_plan():
    blocks = [PlannedBlock(60), PlannedBlock(30, is_break=True, fixed_start=12 * 60, title="Lunch"), PlannedBlock(60, closes=True)]
    assert planning.running_starts(blocks, 10 * 60) == [600, 720, 750]
    assert planning.planned_end(blocks, 600) == 810
    assert [r.code for r in planning.remarks(blocks, 210, True, 600)] == ["fixed_gap", "spare"]
    assert planning.running_starts(blocks, 11 * 60 + 15) == [675, 720, 750]
    overlap = planning.remarks(blocks, 200, True, 675)[0]
    assert (overlap.code, overlap.minutes, overlap.title, overlap.warning) == ("fixed_overlap", 15, "Lunch", True)
    assert planning.running_starts([PlannedBlock(60), PlannedBlock(5, fixed_start=30)], 23 * 60) == [1380, 1470]


steps = st.lists(
    st.tuples(
        st.sampled_from([GOTO, PAUSE, RESUME, BEGAN]), st.sampled_from([A, B, C]), st.integers(0, 5400), st.floats(0, 3600)
    ),
    max_size=20,
)


@given(steps)
def test_moving_a_beginning_neither_makes_nor_loses_time(parts):
    """Once a second block has begun, moving beginnings only hands time over: the sum is the time that ran."""
    moment, phase, running = at(10), RUNNING, 600.0
    events = [TimerEvent(at(0), START, A), TimerEvent(moment, GOTO, B)]
    for kind, item, seconds, step in parts:
        moment += timedelta(seconds=step)
        running += step if phase == RUNNING else 0
        events.append(TimerEvent(moment, kind, item if kind == GOTO else None, seconds))
        if kind in (PAUSE, RESUME) or kind == GOTO:
            phase = PAUSED if kind == PAUSE else RUNNING
    state = compute(PLAN, START_AT, events, moment)
    assert abs(sum(item.spent_seconds for item in state.items) - running) <= len(PLAN)
    assert all(item.spent_seconds >= 0 for item in state.items)


@given(steps, st.integers(0, 5400))
def test_a_beginning_lies_where_it_was_put_or_at_the_block_before(parts, seconds):
    moment, events = at(0), [TimerEvent(at(0), START, A)]
    for kind, item, ago, step in parts:
        moment += timedelta(seconds=step)
        events.append(TimerEvent(moment, kind, item if kind == GOTO else None, ago))
    before = compute(PLAN, START_AT, events, moment)
    after = compute(PLAN, START_AT, [*events, TimerEvent(moment, BEGAN, seconds=seconds)], moment)
    assert after.current == before.current and after.phase == before.phase != WAITING
    begun = after.items[after.index].started_at
    assert begun >= moment - timedelta(seconds=seconds)
    assert begun <= max(moment, before.items[before.index].started_at)
