"""The clock of the journal: never equal, never backwards, and near to the wall clock."""

from ef_desktop.domain.clock import Clock

#: Bits of the counter below the milliseconds.
COUNTER_BITS = 16
#: 1 January 2100 in milliseconds since 1970: a clock beyond it is wrong, and must not drag the file along.
LATEST_MS = 4_102_444_800_000

_BEHIND_MS = 5 * 60 * 1000
#: A file that was left alone for a day, or a summer, looks just like a clock that is ahead; one of two years is odd.
_AHEAD_MS = 2 * 365 * 24 * 3600 * 1000


def to_milliseconds(hlc: int) -> int:
    """Return the wall clock part of a moment of the journal, in milliseconds since 1970, UTC."""
    return hlc >> COUNTER_BITS


class HybridClock:
    """A hybrid logical clock: ``milliseconds << 16 | counter``.

    Every moment is later than all moments that the file has seen, whatever the wall clock says.

    Attributes:
        last: the latest moment given out, or in the file.
    """

    def __init__(self, clock: Clock, last: int = 0):
        self._clock = clock
        self._wall = 0
        self.last = last

    def begin(self) -> None:
        """Read the wall clock once for the operations that follow.

        Raises:
            OverflowError: the wall clock or the file is beyond the year 2100.
        """
        milliseconds = self._clock.milliseconds()
        if milliseconds >= LATEST_MS or to_milliseconds(self.last) >= LATEST_MS:
            raise OverflowError("beyond the year 2100")
        self._wall = milliseconds << COUNTER_BITS

    def tick(self) -> int:
        """Return the next moment."""
        self.last = max(self.last + 1, self._wall)
        return self.last

    @property
    def drift(self) -> str:
        """How the wall clock stands to the latest moment of the file: ``behind`` (5 minutes), ``ahead`` (2 years) or ""."""
        if not self.last:
            return ""
        difference = self._clock.milliseconds() - to_milliseconds(self.last)
        if difference < -_BEHIND_MS:
            return "behind"
        return "ahead" if difference > _AHEAD_MS else ""
