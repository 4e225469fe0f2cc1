"""What real lengths say about the next planning."""

from collections.abc import Sequence
from statistics import median

#: So many of the last times count: people and blocks change.
RECENT = 5

#: Above so many minutes a suggestion is rounded up to five minutes.
ROUNDED_FROM = 15


def suggest(real_minutes: Sequence[int]) -> int | None:
    """Return the minutes to plan for a block, or None without experience.

    Parameters:
        real_minutes: real lengths, the last time first.

    The middle one of the last times is taken, so that one odd afternoon does not count.
    """
    recent = list(real_minutes[:RECENT])
    if not recent:
        return None
    middle = max(1, -int(-median(recent) // 1))
    return middle if middle <= ROUNDED_FROM else -(-middle // 5) * 5
