"""Rules of a rundown: running times, total, whether it fits, and what deserves a remark."""

from collections.abc import Sequence
from dataclasses import dataclass

#: After this many minutes without a break a group needs one (common practice in meeting design; our own choice).
LONGEST_WITHOUT_BREAK = 100


@dataclass(frozen=True)
class PlannedBlock:
    """What the rules need to know of a block in the rundown; lengths in minutes."""

    minutes: int
    counts: bool = True
    is_break: bool = False
    closes: bool = False
    min_minutes: int = 0
    title: str = ""


@dataclass(frozen=True)
class Remark:
    """A remark on a plan: a code and the numbers or title that its sentence needs."""

    code: str
    warning: bool
    minutes: int = 0
    title: str = ""


def total_minutes(blocks: Sequence[PlannedBlock]) -> int:
    """Return the minutes of the meeting; the walk-in before the start does not count."""
    return sum(block.minutes for block in blocks if block.counts)


def running_starts(blocks: Sequence[PlannedBlock], starts_at: int | None) -> list[int | None]:
    """Return the start of each block in minutes since midnight; the walk-in ends where the meeting starts.

    Parameters:
        blocks: the rundown.
        starts_at: agreed start in minutes since midnight, or None.
    """
    if starts_at is None:
        return [None] * len(blocks)
    clock = starts_at - sum(block.minutes for block in blocks if not block.counts)
    starts: list[int | None] = []
    for block in blocks:
        starts.append(clock)
        clock += block.minutes
    return starts


def remarks(blocks: Sequence[PlannedBlock], available: int | None, has_date: bool) -> list[Remark]:
    """Return what deserves a remark, the most important first.

    Parameters:
        blocks: the rundown.
        available: minutes between the agreed start and end, or None when that is not known.
        has_date: False when the meeting has no date yet.

    The programme text asks that every meeting is closed with 'de opbrengsten'.
    """
    found: list[Remark] = []
    if not has_date:
        found.append(Remark("no_date", False))
    if not blocks:
        found.append(Remark("empty", False))
        return found
    total = total_minutes(blocks)
    if available is not None and total > available:
        found.append(Remark("too_long", True, total - available))
    closing = [place for place, block in enumerate(blocks) if block.closes]
    if not closing:
        found.append(Remark("no_outcomes", True))
    elif _followed_by_content(blocks, closing[-1]):
        found.append(Remark("outcomes_not_last", True))
    if (stretch := _longest_stretch(blocks)) > LONGEST_WITHOUT_BREAK:
        found.append(Remark("no_break", False, stretch))
    for block in blocks:
        if block.minutes < block.min_minutes:
            found.append(Remark("below_minimum", False, block.min_minutes, block.title))
    if available is not None and total <= available:
        found.append(Remark("spare", False, available - total))
    return found


def _followed_by_content(blocks: Sequence[PlannedBlock], closing: int) -> bool:
    """Evaluation and goodbye may follow the outcomes; more than half an hour of other things may not."""
    return sum(block.minutes for block in blocks[closing + 1 :]) > 30


def _longest_stretch(blocks: Sequence[PlannedBlock]) -> int:
    longest = stretch = 0
    for block in blocks:
        if block.is_break:
            stretch = 0
        elif block.counts:
            stretch += block.minutes
            longest = max(longest, stretch)
    return longest
