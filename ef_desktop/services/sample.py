"""The sample programme: fictional people and cases, told once by hand, or generated up to any size."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from pathlib import Path

from ef_desktop.db.store import Store
from ef_desktop.domain.clock import Clock, ManualClock
from ef_desktop.domain.errors import Cancelled
from ef_desktop.services import sample_big, sample_learning, sample_rounds, sample_story
from ef_desktop.services.setup import prepare

#: Largest sample that the command line makes.
MOST_MEETINGS, MOST_OUTCOMES = 5_000, 200_000


def create_sample(
    path: Path,
    *,
    clock: Clock,
    facilitator: str = "",
    meetings: int = 0,
    outcomes: int = 0,
    seed: int = 1,
    today: date | None = None,
    progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> None:
    """Make a work file with the sample programme; equal arguments give equal rows.

    Parameters:
        path: the file to make; it must not exist.
        clock: tells which day it is, unless ``today`` does.
        facilitator: name in the journal.
        meetings, outcomes: at least this many in all; 0 leaves it at the story (6 meetings, 180 outcomes).
        seed: start of the chance by which the generated part is made.
        today: the day that the story calls today.
        progress: told how many steps of how many are done.
        cancelled: asked between steps; True raises Cancelled and leaves no file.

    Raises:
        Cancelled: ``cancelled`` said so.
        WorkFileError: the file exists or cannot be written.
    """
    day = _weekday(today or clock.now().astimezone().date())
    steps = sample_big.steps(meetings, outcomes)
    # The story is written down at the times at which it happens, so that the history of a card tells a real story.
    past = ManualClock(datetime.combine(day - timedelta(days=84), time(9, 0)).astimezone())
    name = facilitator or sample_story.facilitator()

    def fill(store: Store) -> None:
        _step(progress, cancelled, 0, steps + 2)
        programme = sample_story.sample_id(f"programme/{seed}")
        prepare(store, past, sample_story.programme_name(), name, sample_id=programme)
        _step(progress, cancelled, 1, steps + 2)
        sample_story.write(store, past, day)
        sample_rounds.write(store, day)
        sample_learning.write(store, day)
        big = sample_big.Generator(store, past, day, seed, meetings, outcomes)
        for number, _done in enumerate(big.write(), 2):
            _step(progress, cancelled, number, steps + 2)

    Store.create(path, clock=past, facilitator=name, fill=fill).close()


def _step(progress, cancelled, done: int, total: int) -> None:
    if cancelled is not None and cancelled():
        raise Cancelled
    if progress is not None:
        progress(done, total)


def _weekday(day: date) -> date:
    """Return the day itself, or the Monday after a weekend: meetings are held on working days."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
