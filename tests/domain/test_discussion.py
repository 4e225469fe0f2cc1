"""The steps of a case discussion: lengths that fill the block, and a clock of their own."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ef_desktop.content import read_content
from ef_desktop.domain import timer
from ef_desktop.domain.discussion import DONE, LEFT_OUT, STEP, StepPlan, compute, plan_steps
from ef_desktop.domain.timer import TimerEvent

TABLE = [(entry["id"], entry["minutes"]) for entry in read_content("case_discussion")["steps"]]
VARIANTS = ["", *(entry["id"] for entry in read_content("case_discussion")["variants"])]
STEPS = [StepPlan("een", 5), StepPlan("twee", 6), StepPlan("drie", 7)]
ITEM, OTHER = b"item", b"other"
START = datetime(2026, 3, 12, 12, 30, tzinfo=UTC)


def at(minutes):
    return START + timedelta(minutes=minutes)


def event(minutes, kind, item=ITEM):
    return TimerEvent(at(minutes), kind, item)


@pytest.mark.parametrize("minutes", [45, 50, 60])
def test_the_given_lengths_are_kept(minutes):
    assert [step.minutes for step in plan_steps(TABLE, "", minutes)] == [given[str(minutes)] for _id, given in TABLE]


@given(st.sampled_from(VARIANTS), st.integers(0, 480))
def test_the_steps_fill_the_block(variant, minutes):
    steps = plan_steps(TABLE, variant, minutes)
    assert sum(step.minutes for step in steps) == max(minutes, len(steps))
    assert min(step.minutes for step in steps) >= 1


def test_variants_change_the_steps():
    assert "meedenken" not in [step.id for step in plan_steps(TABLE, "open_tafel", 45)]
    usual, gossip = ({step.id: step.minutes for step in plan_steps(TABLE, v, 50)} for v in ("", "achter_de_rug"))
    assert gossip["meedenken"] > usual["meedenken"] and gossip["feiten"] < usual["feiten"]


def test_a_step_runs_while_its_block_runs():
    events = [
        event(0, timer.START), event(0, STEP + "een"), event(4, timer.PAUSE, None), event(9, timer.RESUME, None),
        event(10, timer.GOTO, OTHER), event(30, timer.GOTO), event(31, STEP + "twee"),
    ]  # fmt: skip
    clock = compute(STEPS, ITEM, events, at(33))
    assert (clock.phase, clock.current, clock.remaining_seconds) == (timer.RUNNING, "twee", 240)
    assert [step.spent_seconds for step in clock.steps] == [360, 120, 0]
    assert [step.state for step in clock.steps] == ["done", "current", "todo"]
    assert compute(STEPS, ITEM, events[:5], at(20)).phase == timer.PAUSED


def test_left_out_and_ended():
    events = [event(0, STEP + "een"), event(1, LEFT_OUT + "twee"), event(2, STEP + "drie"), event(3, DONE)]
    clock = compute(STEPS, ITEM, events, at(99))
    assert (clock.phase, clock.index, [step.state for step in clock.steps]) == (timer.FINISHED, -1, ["done", "skipped", "done"])
    assert compute(STEPS, OTHER, events, at(9)).phase == timer.WAITING


kinds = [STEP + "een", STEP + "twee", STEP + "x", LEFT_OUT + "drie", DONE, timer.PAUSE, timer.RESUME, timer.GOTO, timer.FINISH]


@given(st.lists(st.tuples(st.sampled_from(kinds), st.sampled_from([ITEM, OTHER]), st.floats(-60, 900)), max_size=25))
def test_any_history_gives_a_clock_that_makes_sense(parts):
    moment, events = START, []
    for kind, item, step in parts:
        moment += timedelta(seconds=step)
        events.append(TimerEvent(moment, kind, item))
    end = max([START, *(entry.at for entry in events)])
    clock = compute(STEPS, ITEM, events, end)
    assert all(step.spent_seconds >= 0 for step in clock.steps)
    assert (clock.index >= 0) == (clock.phase in (timer.RUNNING, timer.PAUSED)) == bool(clock.current)
    later = compute(STEPS, ITEM, events, end + timedelta(seconds=60))
    passed = clock.remaining_seconds - later.remaining_seconds
    assert abs(passed - (60 if clock.phase == timer.RUNNING else 0)) <= 1
