"""The clock of a meeting in a real work file: any sequence of what a facilitator, a laptop and its clock can do."""

import shutil
import tempfile
from datetime import date, timedelta
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import UserError
from ef_desktop.domain.timer import FINISHED, PAUSED, RUNNING, WAITING
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT

DEEDS = ("start", "next", "back", "pause", "resume", "finish", "reopen", "undo", "redo")

STEP = st.one_of(
    st.tuples(st.just("do"), st.sampled_from(DEEDS)),
    st.tuples(st.just("adjust"), st.integers(-20, 20)),
    st.tuples(st.just("ago"), st.integers(0, 30)),
    st.tuples(st.just("skip"), st.integers(0, 3)),
    st.tuples(st.just("go_to"), st.integers(0, 3)),
    # Seconds go by; a lid is closed for hours; the clock of the laptop is put back, or forward over summer time.
    st.tuples(st.just("pass"), st.integers(0, 1500)),
    st.tuples(st.just("sleep"), st.integers(3600, 90_000)),
    st.tuples(st.just("clock"), st.sampled_from((-7200, -3600, -60, 3600))),
)


def play(workspace, clock, meeting, items, step) -> None:
    what, value = step
    room, undo = workspace.room, workspace.undo
    if what in ("pass", "sleep", "clock"):
        clock.advance(value)
        return
    try:
        if what == "adjust":
            room.adjust(meeting, value)
        elif what == "ago":
            room.started_ago(meeting, value)
        elif what in ("skip", "go_to"):
            getattr(room, what)(meeting, items[value])
        elif value in ("undo", "redo"):
            getattr(undo, value)()
        else:
            getattr(room, value)(meeting)
    except UserError:
        # Refused in words, such as longer ago than the block before began: then nothing has happened.
        pass


def check(state) -> None:
    assert state.phase in (WAITING, RUNNING, PAUSED, FINISHED)
    assert (state.index >= 0) == (state.phase in (RUNNING, PAUSED))
    assert all(item.spent_seconds >= 0 and item.expected_seconds >= 0 for item in state.items)
    starts = [item.expected_start for item in state.items[max(state.index, 0) :] if item.state == "todo"]
    assert starts == sorted(starts)
    if state.index >= 0:
        assert state.remaining_seconds == state.total_seconds - state.elapsed_seconds
        assert state.items[state.index].state == "current" and state.elapsed_seconds >= 0


@settings(max_examples=14, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STEP, max_size=25))
def test_any_sequence_makes_sense_can_be_undone_and_is_the_same_after_reopening(template_file, steps):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "leerroute.efdb"
        shutil.copyfile(template_file, path)
        clock = ManualClock(MOMENT)
        workspace = Workspace.open(path, clock=clock, settings=DeviceSettings(facilitator="Noor"))
        try:
            # Close to midnight on the day before summer time.
            meeting = workspace.meetings.create("Laat", held_on=date(2026, 3, 28), starts_at=23 * 60)
            items = [workspace.meetings.add_text_item(meeting, f"Blok {number}", 15) for number in range(4)]
            clock.advance((timedelta(days=16, hours=13, minutes=25)).total_seconds())
            for step in steps:
                before = workspace.room.timer(meeting)
                known = workspace.undo.state()
                play(workspace, clock, meeting, items, step)
                after = workspace.room.timer(meeting)
                check(after)
                assert workspace.room.phase(meeting) == after.phase
                if step[0] not in ("pass", "sleep", "clock") and step[1] not in ("undo", "redo") and workspace.undo.state() != known:
                    # Taken back, the clock is exactly as if it had never happened; done again, as it was just now.
                    workspace.undo.undo()
                    assert (workspace.room.timer(meeting), workspace.room.phase(meeting)) == (before, before.phase)
                    workspace.undo.redo()
                    assert workspace.room.timer(meeting) == after
            shown = workspace.room.timer(meeting)
        finally:
            workspace.close()
        again = Workspace.open(path, clock=clock, settings=DeviceSettings(facilitator="Noor"))
        try:
            assert again.room.timer(meeting) == shown
        finally:
            again.close()
