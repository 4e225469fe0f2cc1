"""The sample programme as the tests of the services make it, and short ways to look in its logbook and to write past the services."""

from datetime import date, datetime
from pathlib import Path

from ef_desktop.domain.clock import ManualClock
from ef_desktop.services.sample import create_sample

TODAY = date(2026, 3, 12)


def make_sample(path: Path) -> None:
    """Make the sample programme around TODAY."""
    create_sample(path, clock=ManualClock(datetime(2026, 3, 12, 8, 0).astimezone()), today=TODAY)


def ids(book) -> list[str]:
    """The chapters that are in a book."""
    return [chapter.id for chapter in book.chapters]


def unit(workspace):
    """A step in which a test changes rows that no service changes so."""
    return workspace._store.unit("Test")
