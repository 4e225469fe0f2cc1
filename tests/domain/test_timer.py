"""The agenda clock: worked examples, and properties over any sequence of events."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.domain.timer import (
    ADJUST,
    BEGAN,
    EVENT_KINDS,
    FINISH,
    FINISHED,
    GOTO,
    PAUSE,
    PAUSED,
    RESUME,
    RUNNING,
    START,
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


def test_before_the_start_nothing_runs_and_the_plan_stands():
    state = compute(PLAN, START_AT, [], at(-5))
    assert (state.phase, state.current, state.behind_seconds) == (WAITING, None, 0)
    assert [item.expected_start for item in state.items] == [at(0), at(10), at(30)]
    assert state.expected_end == at(45)


def test_a_late_start_moves_everything():
    state = compute(PLAN, START_AT, [], at(6))
    assert state.behind_seconds == 360
    assert state.items[1].expected_start == at(16)


def test_counts_down_and_over():
    events = [TimerEvent(at(0), START, A)]
    assert compute(PLAN, START_AT, events, at(4)).remaining_seconds == 360
    over = compute(PLAN, START_AT, events, at(12))
    assert (over.remaining_seconds, over.behind_seconds, over.expected_end) == (-120, 120, at(47))


def test_next_early_is_ahead_and_keeps_what_was_spent():
    events = [TimerEvent(at(0), START, A), TimerEvent(at(7), GOTO, B)]
    state = compute(PLAN, START_AT, events, at(7))
    assert (state.current, state.behind_seconds, state.items[0].spent_seconds) == (B, -180, 420)
    assert [item.state for item in state.items] == ["done", "current", "todo"]


def test_a_pause_holds_the_clock_and_moves_the_end():
    events = [TimerEvent(at(0), START, A), TimerEvent(at(2), PAUSE)]
    paused = compute(PLAN, START_AT, events, at(7))
    assert (paused.phase, paused.remaining_seconds, paused.behind_seconds) == (PAUSED, 480, 300)
    resumed = compute(PLAN, START_AT, [*events, TimerEvent(at(7), RESUME)], at(9))
    assert (resumed.phase, resumed.remaining_seconds) == (RUNNING, 360)


def test_a_minute_more_or_less_also_in_overtime():
    events = [TimerEvent(at(0), START, A), TimerEvent(at(12), ADJUST, seconds=180)]
    state = compute(PLAN, START_AT, events, at(12))
    assert (state.remaining_seconds, state.total_seconds, state.behind_seconds) == (60, 780, 180)
    less = compute(PLAN, START_AT, [TimerEvent(at(0), START, A), TimerEvent(at(1), ADJUST, seconds=-120)], at(1))
    assert (less.remaining_seconds, less.behind_seconds) == (420, -120)


def test_back_goes_on_where_the_block_was_left():
    events = [TimerEvent(at(0), START, A), TimerEvent(at(4), GOTO, B), TimerEvent(at(5), GOTO, A)]
    state = compute(PLAN, START_AT, events, at(6))
    assert (state.current, state.elapsed_seconds, state.remaining_seconds) == (A, 300, 300)


def test_a_block_that_was_passed_over_is_skipped():
    events = [TimerEvent(at(0), START, A), TimerEvent(at(10), GOTO, C)]
    state = compute(PLAN, START_AT, events, at(10))
    assert [item.state for item in state.items] == ["done", "skipped", "current"]
    assert state.behind_seconds == -20 * 60


def test_the_walk_in_lies_before_the_start():
    plan = [PlanItem(b"w", 15, counts=False), *PLAN]
    state = compute(plan, START_AT, [], at(-60))
    assert state.items[0].planned_start == at(-15)
    assert state.items[1].planned_start == at(0)
    assert state.planned_end == at(45)


def test_finished_stands_still():
    events = [TimerEvent(at(0), START, A), TimerEvent(at(9), FINISH)]
    soon, later = (compute(PLAN, START_AT, events, at(minutes)) for minutes in (9, 900))
    assert soon == later
    assert (soon.phase, soon.finished_at, soon.items[0].spent_seconds) == (FINISHED, at(9), 540)


def test_past_midnight_and_over_summer_time():
    import zoneinfo

    amsterdam = zoneinfo.ZoneInfo("Europe/Amsterdam")
    start = datetime(2026, 3, 29, 1, 30, tzinfo=amsterdam)
    state = compute([PlanItem(A, 60)], start, [TimerEvent(start, START, A)], start.astimezone(UTC) + timedelta(minutes=45))
    assert state.remaining_seconds == 15 * 60


events_of_any_kind = st.lists(
    st.tuples(
        st.sampled_from(EVENT_KINDS),
        st.sampled_from([A, B, C, b"unknown", None]),
        st.integers(-3600, 3600),
        st.floats(-600, 3600),
    ),
    max_size=30,
)


def history(parts):
    moment, events = START_AT, []
    for kind, item, seconds, step in parts:
        moment += timedelta(seconds=step)
        events.append(TimerEvent(moment, kind, item, seconds))
    return events, moment


@given(events_of_any_kind, st.floats(0, 7200))
def test_any_history_gives_a_clock_that_makes_sense(parts, later):
    events, _last = history(parts)
    now = max([START_AT, *(event.at for event in events)]) + timedelta(seconds=later)
    state = compute(PLAN, START_AT, events, now)
    assert state.phase in (WAITING, RUNNING, PAUSED, FINISHED)
    assert all(item.spent_seconds >= 0 and item.expected_seconds >= 0 for item in state.items)
    assert (state.current is not None) == (state.phase in (RUNNING, PAUSED)) == (state.index >= 0)
    assert state.remaining_seconds == state.total_seconds - state.elapsed_seconds
    assert sum(item.state == "current" for item in state.items) == int(state.index >= 0)


@given(events_of_any_kind, st.floats(0, 3600), st.floats(0, 3600))
def test_time_only_runs_down_while_running(parts, first, second):
    events, _last = history(parts)
    base = max([START_AT, *(event.at for event in events)])
    one = compute(PLAN, START_AT, events, base + timedelta(seconds=first))
    two = compute(PLAN, START_AT, events, base + timedelta(seconds=first + second))
    passed = one.remaining_seconds - two.remaining_seconds
    if one.phase == RUNNING:
        assert abs(passed - second) <= 1
    else:
        assert passed == 0


@given(events_of_any_kind.map(lambda parts: [part for part in parts if part[0] != BEGAN]))
def test_what_was_spent_adds_up_to_the_time_that_ran(parts):
    ordered = [(kind, item, seconds, abs(step)) for kind, item, seconds, step in parts]
    events, last = history(ordered)
    state = compute(PLAN, START_AT, events, last)
    running, since, phase, current = 0.0, None, WAITING, None
    for event in events:
        if phase == RUNNING:
            running += (event.at - since).total_seconds()
        if phase == WAITING and event.kind == START and event.item in (A, B, C) or phase in (RUNNING, PAUSED) and event.kind == GOTO and event.item in (A, B, C):
            phase, current = RUNNING, event.item
        elif phase == RUNNING and event.kind == PAUSE:
            phase = PAUSED
        elif phase == PAUSED and event.kind == RESUME:
            phase = RUNNING
        elif phase in (RUNNING, PAUSED) and event.kind == FINISH:
            phase, current = FINISHED, None
        since = event.at
    assert (state.phase, state.current) == (phase, current)
    assert abs(sum(item.spent_seconds for item in state.items) - running) <= len(PLAN)
