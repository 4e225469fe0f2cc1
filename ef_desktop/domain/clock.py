"""The one place that reads the time. Everything else is handed a clock."""

import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """A source of time."""

    def now(self) -> datetime:
        """Return the present moment, in UTC, with time zone."""

    def milliseconds(self) -> int:
        """Return the present moment in milliseconds since 1970, UTC."""


def _steady() -> float:
    """Seconds of a clock that never jumps and, where the system has one, also counts while the laptop sleeps."""
    if sys.platform == "darwin":
        # Python's own steady clock stands still while a Mac sleeps; this one counts on (man clock_gettime).
        return time.clock_gettime(time.CLOCK_MONOTONIC)
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


class SystemClock:
    """The clock of the device: set once by the wall clock, then carried on by the steady clock.

    A change of the system's time during a meeting therefore moves no timer, and all windows show the same number.
    """

    def __init__(self) -> None:
        self._anchor = datetime.now(UTC)
        self._steady = _steady()

    def now(self) -> datetime:
        return self._anchor + timedelta(seconds=_steady() - self._steady)

    def milliseconds(self) -> int:
        return int(self.now().timestamp() * 1000)


class ManualClock:
    """A clock that stands still until it is moved: for tests, samples and reproducible pictures."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def milliseconds(self) -> int:
        return round(self.at.timestamp() * 1000)

    def advance(self, seconds: float) -> None:
        """Move the clock by a number of seconds (negative: backwards)."""
        self.at += timedelta(seconds=seconds)
